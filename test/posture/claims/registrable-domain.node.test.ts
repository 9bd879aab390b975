import assert from 'node:assert/strict';
import {it} from 'node:test';
import {getDomain} from 'tldts';
import {checkClaims} from '../../../src/entries/manifest.js';
import {evidenceOf, manifestOf, MINIMAL, NOW} from '../../fixtures/posture.js';

const VENDOR = 'https://trust.vendor.co.uk';

const rulesFor = (issuerUrl: string, registrableDomain?: typeof getDomain) => {
  const manifest = manifestOf({
    organization: {...MINIMAL.organization, url: VENDOR},
    evidence: [evidenceOf({kind: 'report', issuerUrl})],
    readiness: [{id: 'soc-2', framework: 'SOC 2', report: 'proof', requirements: []}],
  });
  return checkClaims(manifest, NOW, {registrableDomain}).map(({rule}) => rule);
};

it('evidence attests nothing if its issuer shares the registrable domain of the organization', () => {
  const sibling = 'https://audit.vendor.co.uk';
  assert.deepEqual(rulesFor(sibling), []);
  assert.deepEqual(rulesFor(sibling, getDomain), [
    'report-without-attestation',
    'attestation-without-source',
  ]);
  assert.deepEqual(rulesFor('https://assessor.co.uk', getDomain), []);
});
