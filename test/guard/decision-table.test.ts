import {expect} from '@open-wc/testing';
import {firstMatch} from '../../src/guard/decision-table.js';

describe('a decision table', () => {
  const table = [
    {when: (n: number) => n > 10, then: 'many'},
    {when: (n: number) => n > 1, then: 'some'},
  ];

  it('decides by the first row that applies', () => {
    expect(firstMatch(table, 11, 'few')).to.equal('many');
    expect(firstMatch(table.toReversed(), 11, 'few')).to.equal('some');
  });

  it('falls back if no row applies', () => {
    expect(firstMatch(table, 1, 'few')).to.equal('few');
  });

  it('evaluates no row below the one that applies', () => {
    const never = {
      when: () => {
        throw new Error('evaluated');
      },
      then: 'never',
    };
    expect(firstMatch([...table, never], 2, 'few')).to.equal('some');
  });
});
