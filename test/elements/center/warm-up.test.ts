import {expect} from '@open-wc/testing';
import {SAMPLE, warmUp} from '../../../src/elements/center/warm-up.js';
import {parseManifest} from '../../../src/manifest/parse.js';
import {checkClaims} from '../../../src/posture/at-once.js';

describe('the sample that is read ahead of the first manifest', () => {
  it('is a valid manifest with a claim of each kind', () => {
    const parsed = parseManifest(SAMPLE);
    expect(parsed.problems).to.deep.equal([]);
    if (parsed.status !== 'accepted') throw new Error('The sample was refused.');
    const rules = new Set(checkClaims(parsed.manifest, 0).map(({rule}) => rule));
    for (const rule of ['certification-wording', 'absolute-wording', 'ai-as-authority'])
      expect(rules).to.include(rule);
  });

  it('is dropped without an error when the manifest arrives first', async () => {
    const arrived = new AbortController();
    const reading = warmUp(arrived.signal);
    arrived.abort();
    await reading;
  });
});
