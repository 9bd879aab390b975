import assert from 'node:assert/strict';
import {readdirSync} from 'node:fs';
import {describe, it} from 'node:test';
import {EMBED_MESSAGES} from '../../src/embed/embed-messages.js';

describe('the error messages of the embed page', () => {
  it('exist in every language of the center', () => {
    const files = readdirSync(new URL('../../src/locales/', import.meta.url));
    const languages = files.flatMap((file) => /^(\w\w)\.ts$/.exec(file)?.[1] ?? []);
    assert.deepEqual(Object.keys(EMBED_MESSAGES).sort(), languages.sort());
  });

  it('are all different', () => {
    const texts = Object.values(EMBED_MESSAGES).flatMap((messages) => Object.values(messages));
    assert.equal(new Set(texts).size, texts.length);
    assert.ok(texts.every((text) => text.length > 20));
  });
});
