import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {it} from 'node:test';
import {lookAlikes} from '../../scripts/look-alikes.js';

it('the look-alikes are those of Unicode: run `npm run build` to update them', async () => {
  const path = new URL('../../src/text/look-alikes.ts', import.meta.url);
  assert.equal(readFileSync(path, 'utf8'), await lookAlikes());
});
