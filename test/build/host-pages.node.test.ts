/** Keeps the guide's table of host pages equal to what is tested. */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {it} from 'node:test';
import {GROUPS, HOST_BEHAVIOURS, hostTable} from '../fixtures/host-behaviours.js';

const guide = readFileSync(new URL('../../docs/host-pages.md', import.meta.url), 'utf8');

it('the guide lists every host page that is tested, and no other', () => {
  assert.ok(HOST_BEHAVIOURS.length >= 40);
  assert.ok(guide.includes(hostTable()), `docs/host-pages.md must contain:\n\n${hostTable()}`);
  const rows = guide.match(new RegExp(`^- (?:${Object.values(GROUPS).join('|')}): .*`, 'gm')) ?? [];
  assert.equal(rows.length, HOST_BEHAVIOURS.length);
});
