/** The claim checks judge the corpus at least as well as when `ratchet.json` was written. */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {describe, it} from 'node:test';
import {
  LANGUAGES_MEASURED,
  scoresOf,
  sentencesOf,
  totalsOf,
  type ratchet,
} from '../../../scripts/claims.js';
import {LANGUAGES} from '../../../src/posture/claims/reading.js';

const held = JSON.parse(
  readFileSync('test/posture/claims/corpus/ratchet.json', 'utf8'),
) as ReturnType<typeof ratchet>;

describe('the claim checks', () => {
  it('are measured in every language that has a lexicon', () => {
    assert.deepEqual(LANGUAGES_MEASURED, LANGUAGES.toSorted());
    assert.deepEqual(Object.keys(held).toSorted(), LANGUAGES.toSorted());
  });

  for (const language of LANGUAGES_MEASURED) {
    it(`have enough sentences in ${language}, about half of them honest`, () => {
      const sentences = sentencesOf(language);
      const honest = sentences.filter(({rule}) => rule === null).length;
      assert.ok(sentences.length >= (language === 'en' ? 300 : 120));
      assert.ok(Math.abs(honest / sentences.length - 0.5) < 0.1);
    });
    for (const half of [0, 1])
      it(`find no less and flag no more in half ${half} of ${language}`, () => {
        const {recall, flagged} = totalsOf(scoresOf(language, half));
        const before = held[language]![half]!;
        assert.ok(recall >= before.recall, `recall ${recall} < ${before.recall}`);
        assert.ok(flagged <= before.flagged, `flagged ${flagged} > ${before.flagged}`);
      });
  }
});
