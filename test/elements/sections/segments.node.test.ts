/** How long lists are divided into groups and gaps. */
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {roomOf, Segments, type Rows} from '../../../src/elements/sections/segments.js';

const list = (rows: readonly unknown[], others: Partial<Rows<unknown>> = {}) => {
  const segments = new Segments<Rows<unknown>>({rows, ...others});
  segments.update(segments.list);
  return segments;
};
const rowsOf = (count: number, row: unknown = 'row') => Array.from({length: count}, () => row);

/** Describes the segments: groups as `0–10`, gaps as `(10–20)`. */
const describeAll = ({segments}: Segments<Rows<unknown>>) =>
  segments
    .map(({kind, start, end}) => (kind === 'gap' ? `(${start}–${end})` : `${start}–${end}`))
    .join(' ');

describe('a list', () => {
  it('of up to 20 rows is one group', () => {
    assert.equal(describeAll(list(rowsOf(20))), '0–20');
    assert.equal(describeAll(list(rowsOf(21))), '0–10 (10–21)');
  });

  it('without rows has no segments', () => {
    assert.equal(describeAll(list([])), '');
  });

  it('gets a group around a row, with whole groups before it', () => {
    const segments = list(rowsOf(20_000));
    segments.fill(12_345);
    assert.equal(describeAll(segments), '0–10 (10–12340) 12340–12350 (12350–20000)');
    segments.fill(12_339);
    segments.fill(12_352);
    assert.equal(
      describeAll(segments),
      '0–10 (10–12330) 12330–12340 12340–12350 12350–12360 (12360–20000)',
    );
    assert.equal(segments.fill(12_345), false);
  });

  it('has fewer rows in a group if they hold much', () => {
    const text = 'x'.repeat(20_000);
    assert.equal(describeAll(list(rowsOf(20, {text}))), '0–1 (1–20)');
    assert.equal(describeAll(list(rowsOf(20, {refs: rowsOf(3_000, 'id')}))), '0–1 (1–20)');
    const content = () => 'short';
    assert.equal(describeAll(list(rowsOf(20, {text}), {content})), '0–20');
  });

  it('gives a group more room if its rows hold much', () => {
    const roomIn = (rows: readonly unknown[]) => roomOf(list(rows).segments[0]!);
    assert.equal(roomIn(rowsOf(30)), 10);
    assert.equal(roomIn(rowsOf(30, 'x'.repeat(2_000))), 11);
    assert.equal(roomIn(rowsOf(30, 'x'.repeat(20_000))), 11);
  });

  it('keeps its groups as rows are added or removed at the end', () => {
    const segments = list(rowsOf(2));
    segments.update({rows: rowsOf(5)});
    assert.equal(describeAll(segments), '0–5');
    segments.update({rows: rowsOf(30)});
    assert.equal(describeAll(segments), '0–10 (10–30)');
    segments.update({rows: rowsOf(4)});
    assert.equal(describeAll(segments), '0–4');
    segments.update({rows: []});
    segments.update({rows: rowsOf(12)});
    assert.equal(describeAll(segments), '0–10 (10–12)');
  });

  it('starts over with another filter, in the same first element', () => {
    const segments = list(rowsOf(40), {filter: 'a'});
    segments.fillAll();
    const [first] = segments.segments;
    segments.update({rows: rowsOf(15), filter: 'b'});
    assert.equal(describeAll(segments), '0–10 (10–15)');
    assert.equal(segments.segments[0]!.id, first!.id);
    assert.deepEqual(segments.stale, []);
  });

  it('removes many groups of an earlier filter step by step', () => {
    const segments = list(rowsOf(400), {filter: 'a'});
    segments.fillAll();
    const [, ...others] = segments.segments;
    segments.update({rows: rowsOf(15), filter: 'b'});
    assert.deepEqual(segments.stale, others);
    assert.deepEqual(new Set(others.map(({kind}) => kind)), new Set(['stale']));
    assert.equal(segments.removeStale(), true);
    assert.equal(segments.stale.length, 9);
    assert.equal(segments.removeStale(), true);
    assert.equal(segments.removeStale(), false);
  });
});
