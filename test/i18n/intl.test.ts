import {expect} from '@open-wc/testing';
import {
  formatDate,
  formatRelativeTime,
  formatMoment,
  formatTime,
  listParts,
  plainDate,
  plainList,
} from '../../src/i18n/intl.js';

const TIME = Date.UTC(2026, 10, 22, 23, 59, 58);

describe('dates', () => {
  it('are days in UTC, regardless of the reader’s time zone', () => {
    expect(formatDate('en', Date.UTC(2026, 10, 22))).to.equal('November 22, 2026');
    expect(formatDate('en', TIME)).to.equal('November 22, 2026');
    expect(formatDate('en-GB', TIME)).to.equal('22 November 2026');
    expect(formatDate('de', TIME)).to.equal('22. November 2026');
  });

  it('have a time, a day and a zone when they must be unambiguous', () => {
    const formatted = formatMoment('en', TIME);
    expect(formatted).to.match(/^November 2\d, 2026 at \d+:59:58 [AP]M \S/);
    expect(formatTime('en', TIME, TIME)).to.match(/^\d+:59:58 [AP]M$/);
    const later = formatTime('en', TIME, TIME + 2 * 86_400_000);
    expect(later).to.match(/^Nov 2\d, 2026, \d+:59:58 [AP]M$/);
  });

  const DISTANCES: readonly [milliseconds: number, text: string][] = [
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
  for (const [milliseconds, text] of DISTANCES) {
    it(`are “${text}” at a distance of ${Object.is(milliseconds, -0) ? '-0' : milliseconds} ms`, () => {
      expect(formatRelativeTime('en', milliseconds)).to.equal(text);
    });
  }
});

describe('a plain date', () => {
  it('is in English exactly what the formatter writes', () => {
    for (const locale of ['en', 'en-US'])
      for (let day = 0; day < 3 * 366; day += 5) {
        const time = Date.UTC(2026, 0, 1 + day);
        expect(plainDate(locale, time)).to.equal(formatDate(locale, time));
      }
  });

  it('is in other languages the ISO 8601 date', () => {
    for (const locale of ['en-GB', 'de', 'ja'])
      expect(plainDate(locale, Date.UTC(2026, 10, 23, 23))).to.equal('2026-11-23');
  });
});

describe('a plain list', () => {
  const LISTS = [[], ['a'], ['a', 'b'], ['a', 'b', 'c'], ['a', 'b', 'c', 'd']];

  it('is in English exactly what the formatter writes', () => {
    for (const locale of ['en', 'en-US'])
      for (const items of LISTS)
        expect(plainList(locale, items).join('')).to.equal(listParts(locale, items).join(''));
  });

  it('has commas in other languages', () => {
    expect(plainList('de', ['a', 'b', 'c'])).to.deep.equal(['a', ', ', 'b', ', ', 'c']);
  });
});

describe('a list', () => {
  it('is joined according to its language', () => {
    expect(listParts('en', []).join('')).to.equal('');
    expect(listParts('en', ['a']).join('')).to.equal('a');
    expect(listParts('en', ['a', 'b']).join('')).to.equal('a and b');
    expect(listParts('en', ['a', 'b', 'c']).join('')).to.equal('a, b, and c');
    expect(listParts('de', ['a', 'b', 'c']).join('')).to.equal('a, b und c');
  });

  it('keeps items that are not text unchanged', () => {
    const items = [{a: 1}, {b: 2}];
    const parts = listParts('en', items);
    expect(parts[0]).to.equal(items[0]);
    expect(parts[1]).to.equal(' and ');
    expect(parts[2]).to.equal(items[1]);
  });
});
