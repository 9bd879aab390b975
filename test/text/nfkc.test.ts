import {expect} from '@open-wc/testing';
import {nfkc} from '../../src/text/nfkc.js';

describe('a text in NFKC', () => {
  it('has compatibility characters replaced and marks composed', () => {
    expect(nfkc('ｃｅｒｔｉ\ufb01ed e\u0301')).to.equal('certified \u00e9');
  });

  it('keeps 29 marks on one letter as they are', () => {
    const text = 'x' + '\u0316'.repeat(29);
    expect(nfkc(text)).to.equal(text);
  });

  it('has no run of marks that takes long to sort', () => {
    for (const marks of ['\u0301\u0316', '\u0f81\u0334', '\uff9e\u0334']) {
      const runs = nfkc('x' + marks.repeat(10_000)).split('\u034f');
      expect(Math.max(...runs.map(({length}) => length)), JSON.stringify(marks)).to.be.below(100);
    }
  });
});
