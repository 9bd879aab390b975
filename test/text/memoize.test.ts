import {expect} from '@open-wc/testing';
import {memoize} from '../../src/text/memoize.js';

describe('A memoized function', () => {
  it('computes a result once and returns the same one again', () => {
    const computed: string[] = [];
    const memoized = memoize((text) => {
      computed.push(text);
      return {text};
    });
    expect(memoized('a')).to.deep.equal({text: 'a'});
    expect(memoized('b')).to.deep.equal({text: 'b'});
    expect(memoized('a')).to.equal(memoized('a'));
    expect(computed).to.deep.equal(['a', 'b']);
  });

  it('caches up to a thousand results, and starts over beyond that', () => {
    let calls = 0;
    const memoized = memoize((text) => {
      calls++;
      return text.length;
    });
    const texts = Array.from({length: 1_000}, (_, index) => `text ${index}`);
    texts.forEach(memoized);
    texts.forEach(memoized);
    expect(calls).to.equal(1_000);
    expect(memoized('one more')).to.equal(8);
    expect(memoized('text 0')).to.equal(6);
    expect(calls).to.equal(1_002);
  });
});
