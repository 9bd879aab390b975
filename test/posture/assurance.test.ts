import {expect} from '@open-wc/testing';
import type {Evidence} from '../../src/manifest/schema.js';
import {
  assuranceOf,
  evidenceStates,
  freshnessOf,
  isAttestation,
} from '../../src/posture/assurance.js';
import {independenceFrom} from '../../src/posture/issuer.js';
import {runAtOnce} from '../../src/slices.js';
import {at, DAY, documentOf, evidenceOf, manifestOf, NOW} from '../fixtures/posture.js';

const VENDOR = independenceFrom({name: 'Vendor', url: 'https://vendor.example'});

const assurance = (...evidence: readonly Evidence[]) =>
  assuranceOf(
    evidence.map((it) => ({
      evidence: it,
      freshness: freshnessOf(it, NOW),
      attests: isAttestation(it, VENDOR, NOW),
      hasIssuer: VENDOR.isNamed(it),
      isOwnSite: !VENDOR.byUrl(it),
    })),
  );

describe('the freshness of evidence', () => {
  const CASES: readonly [name: string, members: Partial<Evidence>, freshness: string][] = [
    ['issued before now, without an expiry', {issuedAt: at(-1), expiresAt: undefined}, 'in-date'],
    ['issued exactly now', {issuedAt: at(0), expiresAt: undefined}, 'in-date'],
    ['to be issued in a millisecond', {issuedAt: at(1), expiresAt: undefined}, 'not-yet-issued'],
    ['expiring in a millisecond', {issuedAt: at(-1), expiresAt: at(1)}, 'in-date'],
    ['expiring exactly now', {issuedAt: at(-1), expiresAt: at(0)}, 'expired'],
    ['expired a millisecond ago', {issuedAt: at(-DAY), expiresAt: at(-1)}, 'expired'],
    ['without a date of issue', {issuedAt: undefined, expiresAt: at(DAY)}, 'undated'],
    ['without any date', {issuedAt: undefined, expiresAt: undefined}, 'undated'],
    ['expired, and without a date of issue', {issuedAt: undefined, expiresAt: at(-1)}, 'expired'],
    ['expired, and still to be issued', {issuedAt: at(DAY), expiresAt: at(-1)}, 'expired'],
  ];
  for (const [name, members, freshness] of CASES) {
    it(`is ${freshness} for evidence ${name}`, () => {
      expect(freshnessOf(evidenceOf(members), NOW)).to.equal(freshness);
    });
  }

  it('reads a bare date as 00:00 UTC of that day', () => {
    const midnight = Date.UTC(2027, 4, 20);
    const expiring = evidenceOf({issuedAt: '2027-01-01', expiresAt: '2027-05-20'});
    expect(freshnessOf(expiring, midnight - 1)).to.equal('in-date');
    expect(freshnessOf(expiring, midnight)).to.equal('expired');
    const issued = evidenceOf({issuedAt: '2027-05-20', expiresAt: undefined});
    expect(freshnessOf(issued, midnight - 1)).to.equal('not-yet-issued');
    expect(freshnessOf(issued, midnight)).to.equal('in-date');
  });

  it('respects the offset of a date-time', () => {
    const expiring = evidenceOf({issuedAt: '2027-01-01', expiresAt: '2027-05-20T14:00:00+02:00'});
    expect(freshnessOf(expiring, NOW - 1)).to.equal('in-date');
    expect(freshnessOf(expiring, NOW)).to.equal('expired');
  });
});

describe('assurance', () => {
  it('is stated without evidence', () => {
    expect(assurance()).to.equal('stated');
  });

  it('is attested by in-date evidence from another party', () => {
    expect(assurance(evidenceOf())).to.equal('attested');
    expect(assurance(evidenceOf({kind: 'report'}))).to.equal('attested');
  });

  it('is evidenced by in-date evidence that nobody attests', () => {
    expect(assurance(documentOf())).to.equal('evidenced');
  });

  const ONLY_EVIDENCED: readonly [name: string, members: Partial<Evidence>][] = [
    ['is a document', {kind: 'document'}],
    ['is a test', {kind: 'test'}],
    ['is a policy', {kind: 'policy'}],
    ['is a record', {kind: 'record'}],
    ['names no issuer', {issuer: undefined}],
    ['names a blank issuer', {issuer: ' '}],
    ['names an issuer of only punctuation', {issuer: '—'}],
    ['names an issuer of only invisible characters', {issuer: '\u200b'}],
    ['names the organization as its issuer', {issuer: 'Vendor'}],
    ['names nobody as its issuer', {issuer: 'none'}],
    ['has an issuer on the organization’s website', {issuerUrl: 'https://audit.vendor.example'}],
    ['has no expiry', {expiresAt: undefined}],
  ];
  for (const [name, members] of ONLY_EVIDENCED) {
    it(`is only evidenced by an attestation that ${name}`, () => {
      expect(isAttestation(evidenceOf(members), VENDOR, NOW)).to.be.false;
      expect(assurance(evidenceOf(members))).to.equal('evidenced');
    });
  }

  const SUPPORTS_NOTHING: readonly [name: string, members: Partial<Evidence>][] = [
    ['expired', {expiresAt: at(-1)}],
    ['expiring now', {expiresAt: at(0)}],
    ['undated', {issuedAt: undefined}],
    ['not yet issued', {issuedAt: at(1)}],
  ];
  for (const [name, members] of SUPPORTS_NOTHING) {
    it(`is stated if the evidence is ${name}`, () => {
      expect(assurance(evidenceOf(members))).to.equal('stated');
      expect(assurance(documentOf(members))).to.equal('stated');
    });
  }

  for (const access of ['public', 'request', 'nda'] as const) {
    it(`is evidenced if the access is ${access}`, () => {
      expect(assurance(documentOf({access}))).to.equal('evidenced');
    });
  }

  it('is stated if the evidence is internal', () => {
    expect(assurance(documentOf({access: 'internal'}))).to.equal('stated');
  });

  it('is attested whatever the access, because the issuer is not the vendor', () => {
    expect(assurance(evidenceOf({access: 'internal'}))).to.equal('attested');
  });

  it('is the best that any in-date evidence supports, in any order', () => {
    const expired = evidenceOf({expiresAt: at(-1)});
    expect(assurance(expired, documentOf(), evidenceOf())).to.equal('attested');
    expect(assurance(evidenceOf(), documentOf(), expired)).to.equal('attested');
    expect(assurance(expired, documentOf())).to.equal('evidenced');
    expect(assurance(documentOf({access: 'internal'}), documentOf())).to.equal('evidenced');
  });
});

describe('the state of evidence', () => {
  const manifest = manifestOf({
    organization: {name: 'Vendor', url: 'https://vendor.example'},
    evidence: [
      evidenceOf({id: 'report'}),
      evidenceOf({id: 'own', issuerUrl: 'https://vendor.example/'}),
      documentOf({id: 'blank', issuer: '—'}),
      documentOf({id: 'policy'}),
    ],
  });
  const flags = (independence: typeof independenceFrom | undefined) =>
    [...runAtOnce(evidenceStates(manifest, NOW, {independenceFrom: independence}))].map(
      ([id, {evidence, attests, hasIssuer, isOwnSite}]) => {
        expect(evidence.id).to.equal(id);
        return [id, attests, hasIssuer, isOwnSite];
      },
    );

  it('says what attests, what names an issuer, and what is on the own site', () => {
    expect(flags(independenceFrom)).to.deep.equal([
      ['report', true, true, false],
      ['own', false, true, true],
      ['blank', false, false, false],
      ['policy', false, false, false],
    ]);
  });

  it('attests nothing as long as names cannot be compared', () => {
    expect(flags(undefined)).to.deep.equal([
      ['report', false, true, false],
      ['own', false, true, false],
      ['blank', false, true, false],
      ['policy', false, false, false],
    ]);
  });
});
