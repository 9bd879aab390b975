import {expect} from '@open-wc/testing';
import {compareVersions, isVersion} from '../../src/manifest/version.js';

describe('A version', () => {
  for (const text of [
    '0',
    '7',
    '1.0',
    '2026.11.22',
    '2026-11-22',
    '1.2-3',
    '007',
    '1.'.repeat(50) + '1',
  ]) {
    it(`may be ${text}`, () => {
      expect(isVersion(text)).to.be.true;
    });
  }

  for (const text of [
    '',
    '.',
    '1.',
    '.1',
    '1..2',
    '1.-2',
    'v1',
    '1.0-beta',
    '1 ',
    '1\n',
    '１',
    '-1',
  ]) {
    it(`is not ${JSON.stringify(text)}`, () => {
      expect(isVersion(text)).to.be.false;
    });
  }
});

describe('In a comparison of versions', () => {
  for (const [later, earlier] of [
    ['1.10', '1.9'],
    ['10', '9'],
    ['2026-11-22', '2026.11.3'],
    ['2026.12.1', '2026-11-30'],
    ['1.0.1', '1'],
    ['1.0.0.1', '1.0'],
    ['2', '1.99'],
    ['1.9007199254740993', '1.9007199254740992'],
  ] as const) {
    it(`${later} is later than ${earlier}`, () => {
      expect(compareVersions(later, earlier)).to.be.greaterThan(0);
      expect(compareVersions(earlier, later)).to.be.lessThan(0);
    });
  }

  for (const [one, other] of [
    ['1', '1'],
    ['1', '1.0'],
    ['1.0.0', '1'],
    ['2026-11-22', '2026.11.22'],
    ['1.09', '1.9'],
  ] as const) {
    it(`${one} and ${other} are equal`, () => {
      expect(compareVersions(one, other)).to.equal(0);
      expect(compareVersions(other, one)).to.equal(0);
    });
  }
});
