import {expect} from '@open-wc/testing';
import {memoize} from '../../src/text/memoize.js';

describe('What is made of a text', () => {
  it('is worked out once, and stays the same', () => {
    const asked: string[] = [];
    const made = memoize((text) => {
      asked.push(text);
      return {text};
    });
    expect(made('a')).to.deep.equal({text: 'a'});
    expect(made('b')).to.deep.equal({text: 'b'});
    expect(made('a')).to.equal(made('a'));
    expect(asked).to.deep.equal(['a', 'b']);
  });

  it('is remembered of a thousand texts, and worked out again past these', () => {
    let asked = 0;
    const made = memoize((text) => {
      asked++;
      return text.length;
    });
    const texts = Array.from({length: 1_000}, (_, index) => `text ${index}`);
    texts.forEach(made);
    texts.forEach(made);
    expect(asked).to.equal(1_000);
    expect(made('one more')).to.equal(8);
    expect(made('text 0')).to.equal(6);
    expect(asked).to.equal(1_002);
  });
});
