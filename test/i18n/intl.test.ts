import {expect} from '@open-wc/testing';
import {
  formatDate,
  formatRelativeTime,
  formatMoment,
  formatTime,
  listParts,
} from '../../src/i18n/intl.js';

const MOMENT = Date.UTC(2026, 10, 22, 23, 59, 58);

describe('dates', () => {
  it('are days in UTC, wherever they are read', () => {
    expect(formatDate('en', Date.UTC(2026, 10, 22))).to.equal('November 22, 2026');
    expect(formatDate('en', MOMENT)).to.equal('November 22, 2026');
    expect(formatDate('en-GB', MOMENT)).to.equal('22 November 2026');
    expect(formatDate('de', MOMENT)).to.equal('22. November 2026');
  });

  it('are moments beyond doubt where they must be', () => {
    const moment = formatMoment('en', MOMENT);
    expect(moment).to.match(/^November 2\d, 2026 at \d+:59:58 [AP]M \S/);
    expect(formatTime('en', MOMENT, MOMENT)).to.match(/^\d+:59:58 [AP]M$/);
    const later = formatTime('en', MOMENT, MOMENT + 2 * 86_400_000);
    expect(later).to.match(/^Nov 2\d, 2026, \d+:59:58 [AP]M$/);
  });

  const DISTANCES: readonly [milliseconds: number, words: string][] = [
    [0, 'in 0 sec.'],
    [-0, '0 sec. ago'],
    [-999, '0 sec. ago'],
    [-12_900, '12 sec. ago'],
    [18_000, 'in 18 sec.'],
    [-59_999, '59 sec. ago'],
    [-60_000, '1 min. ago'],
    [-3_599_999, '59 min. ago'],
    [-3_600_000, '1 hr. ago'],
    [-86_400_000, '1 day ago'],
    [172_800_000, 'in 2 days'],
  ];
  for (const [milliseconds, words] of DISTANCES) {
    it(`are ${words} where ${Object.is(milliseconds, -0) ? '-0' : milliseconds} ms are between`, () => {
      expect(formatRelativeTime('en', milliseconds)).to.equal(words);
    });
  }
});

describe('a list', () => {
  it('is put together as its language does', () => {
    expect(listParts('en', []).join('')).to.equal('');
    expect(listParts('en', ['a']).join('')).to.equal('a');
    expect(listParts('en', ['a', 'b']).join('')).to.equal('a and b');
    expect(listParts('en', ['a', 'b', 'c']).join('')).to.equal('a, b, and c');
    expect(listParts('de', ['a', 'b', 'c']).join('')).to.equal('a, b und c');
  });

  it('may hold more than text, which stays what it is', () => {
    const items = [{a: 1}, {b: 2}];
    const parts = listParts('en', items);
    expect(parts[0]).to.equal(items[0]);
    expect(parts[1]).to.equal(' and ');
    expect(parts[2]).to.equal(items[1]);
  });
});
