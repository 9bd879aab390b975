import assert from 'node:assert/strict';
import {readdirSync} from 'node:fs';
import {describe, it} from 'node:test';
import {firstPhrases} from '../../src/locales/en-first.js';
import {recordPhrases} from '../../src/locales/en-records.js';
import {sectionPhrases} from '../../src/locales/en-sections.js';
import {en} from '../../src/locales/en.js';
import {placesOf, type Phrases} from '../fixtures/phrases.js';

const folder = new URL('../../src/locales/', import.meta.url);
const languages = readdirSync(folder)
  .map((file) => file.replace(/\.ts$/, ''))
  .filter((name) => !name.startsWith('en') && name !== 'phrase');

const locales = new Map<string, Phrases>();
for (const language of languages) {
  const {words} = (await import(new URL(`${language}.ts`, folder).href)) as {words: Phrases};
  locales.set(language, words);
}

const formsOf = (phrase: Phrases[string]) => (typeof phrase === 'string' ? {} : phrase);
const english: Phrases = {...en, ...recordPhrases};

describe('the locales', () => {
  it('are Arabic, German, Spanish, French and Japanese', () => {
    assert.deepEqual(languages, ['ar', 'de', 'es', 'fr', 'ja']);
  });

  for (const [language, words] of locales) {
    it(`${language} has the keys of English, those of each file in the same order`, () => {
      const keys = Object.keys(words);
      assert.deepEqual([...keys].sort(), Object.keys(english).sort());
      for (const file of [firstPhrases, sectionPhrases, recordPhrases])
        assert.deepEqual(
          keys.filter((key) => key in file),
          Object.keys(file),
        );
    });

    it(`${language} has the placeholders of English in every form`, () => {
      for (const [key, phrase] of Object.entries(words)) {
        const expected = new Set(placesOf(english[key]!).flatMap(({places}) => places));
        for (const {form, places} of placesOf(phrase)) {
          // A form for an exact number, or for a category with few numbers, may omit the number.
          const optional = /^(?:\d+|zero|one|two)$/.test(form);
          const listed = (names: Iterable<string>) =>
            [...new Set(names)].filter((name) => !optional || name !== 'n').sort();
          assert.deepEqual(listed(places), listed(expected), `${key} ${form}`);
        }
      }
    });

    it(`${language} has a form per plural category in each phrase with forms`, () => {
      const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
      for (const [key, phrase] of Object.entries(words)) {
        const forms = Object.keys(formsOf(phrase)).filter((form) => !/^\d+$/.test(form));
        if (forms.length) assert.deepEqual(forms.sort(), [...categories].sort(), key);
      }
    });

    it(`${language} leaves no phrase in English`, () => {
      // Names and single words may be the same in two languages.
      const untranslated = Object.entries(words).filter(
        ([key, phrase]) =>
          typeof phrase === 'string' && phrase === english[key] && / \p{L}+ \p{L}/u.test(phrase),
      );
      assert.deepEqual(untranslated, []);
    });

    it(`${language} contains no bidirectional control characters`, () => {
      assert.doesNotMatch(JSON.stringify(words), /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/);
    });
  }
});
