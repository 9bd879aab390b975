import {expect} from '@open-wc/testing';
import {collectIds} from '../../src/manifest/collect-ids.js';
import {LIMITS} from '../../src/manifest/limits.js';
import {runAtOnce} from '../../src/slices.js';

const idsIn = (value: unknown) => Object.fromEntries(runAtOnce(collectIds(value)));
const NONE = {gates: new Set(), evidence: new Set(), guards: new Set(), controls: new Set()};

describe('The ids that references may name', () => {
  it('are those of gates, evidence, guards and controls', () => {
    const ids = idsIn({
      gates: [{id: 'a'}, {id: 'b'}],
      evidence: [{id: 'c'}],
      guards: [{id: 'd'}],
      controls: [{id: 'e'}],
      faq: [{id: 'f'}],
    });
    expect(ids).to.deep.equal({
      gates: new Set(['a', 'b']),
      evidence: new Set(['c']),
      guards: new Set(['d']),
      controls: new Set(['e']),
    });
  });

  it('are none in lists that are missing or no lists', () => {
    for (const value of [null, undefined, 5, 'gates', [], {}, {gates: null, guards: {id: 'a'}}])
      expect(idsIn(value)).to.deep.equal(NONE);
  });

  it('are read from entries of any kind', () => {
    const {gates} = idsIn({gates: [null, 'a', {id: 5}, {id: 'b'}, [], {id: null}]});
    expect(gates).to.deep.equal(new Set([undefined, 5, 'b', null]));
  });

  it('are unknown for a list past its limit, and known for one at it', () => {
    const entries = (count: number) => Array.from({length: count}, (_, i) => ({id: i}));
    expect(idsIn({evidence: entries(LIMITS.entries)})['evidence']?.size).to.equal(LIMITS.entries);
    expect(idsIn({evidence: entries(LIMITS.entries + 1)})).not.to.have.property('evidence');
  });
});
