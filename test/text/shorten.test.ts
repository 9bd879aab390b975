import {expect} from '@open-wc/testing';
import {shorten} from '../../src/text/shorten.js';

describe('shorten', () => {
  it('keeps a text of up to 200 code units', () => {
    for (const text of ['', 'Single sign-on', 'x'.repeat(200)])
      expect(shorten(text)).to.equal(text);
  });

  it('ends a longer text with an ellipsis', () => {
    expect(shorten('x'.repeat(201))).to.equal(`${'x'.repeat(199)}…`);
  });

  it('does not cut a surrogate pair in two', () => {
    expect(shorten(`${'x'.repeat(198)}😀😀`)).to.equal(`${'x'.repeat(198)}…`);
  });
});
