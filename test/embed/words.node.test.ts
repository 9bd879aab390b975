import assert from 'node:assert/strict';
import {readdirSync} from 'node:fs';
import {describe, it} from 'node:test';
import {EMBED_MESSAGES} from '../../src/embed/words.js';

describe('what the page for an `<iframe>` says itself', () => {
  it('is there in the languages of the center', () => {
    const files = readdirSync(new URL('../../src/locales/', import.meta.url));
    const languages = files.flatMap((file) => /^(\w\w)\.ts$/.exec(file)?.[1] ?? []);
    assert.deepEqual(Object.keys(EMBED_MESSAGES).sort(), languages.sort());
  });

  it('says each thing in words of its own', () => {
    const said = Object.values(EMBED_MESSAGES).flatMap((words) => Object.values(words));
    assert.equal(new Set(said).size, said.length);
    assert.ok(said.every((words) => words.length > 20));
  });
});
