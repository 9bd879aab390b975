import {expect} from '@open-wc/testing';
import {expected, pointer} from '../../src/manifest/problem.js';

describe('A JSON Pointer', () => {
  for (const [segments, text] of [
    [[], ''],
    [['controls', 3, 'evidence', 0], '/controls/3/evidence/0'],
    [[''], '/'],
    [['a/b', 'c~d'], '/a~1b/c~0d'],
    [['~1'], '/~01'],
    [['a b', 'ä'], '/a b/ä'],
  ] as const) {
    it(`of ${JSON.stringify(segments)} is "${text}"`, () => {
      expect(pointer(segments)).to.equal(text);
    });
  }
});

describe('The message of a problem', () => {
  it('states what was expected and what was found', () => {
    expect(expected('an id', '"A"')).to.equal('expected an id, found "A"');
  });

  it('truncates a finding of more than 80 characters', () => {
    expect(expected('less', 'a'.repeat(80))).to.equal(`expected less, found ${'a'.repeat(80)}`);
    expect(expected('less', 'a'.repeat(81))).to.equal(`expected less, found ${'a'.repeat(79)}…`);
  });
});
