import {expect} from '@open-wc/testing';
import {shorten, shortenerFor} from '../../src/text/shorten.js';

describe('shorten', () => {
  it('keeps a text of up to 100 code units', () => {
    for (const text of ['', 'Single sign-on', 'x'.repeat(100)])
      expect(shorten(text)).to.equal(text);
  });

  it('ends a longer text with an ellipsis', () => {
    expect(shorten('x'.repeat(101))).to.equal(`${'x'.repeat(99)}…`);
  });

  it('does not cut a surrogate pair in two', () => {
    expect(shorten(`${'x'.repeat(98)}😀😀`)).to.equal(`${'x'.repeat(98)}…`);
  });

  it('shortens the texts of a list only if they are longer than 20,000 code units together', () => {
    const text = 'x'.repeat(10_000);
    expect(shortenerFor([text, undefined, text])(text)).to.equal(text);
    expect(shortenerFor([text, 'x', text])(text)).to.have.lengthOf(100);
  });
});
