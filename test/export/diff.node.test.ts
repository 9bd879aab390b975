/** What a diff of two manifests says of each kind of change. */
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {diffManifests, type Change} from '../../src/export/diff.js';
import {parseManifest} from '../../src/manifest/parse.js';
import {derivePosture} from '../../src/posture/at-once.js';
import {at, edit, full, type ManifestInput} from '../fixtures/manifests.js';

const NOW = Date.UTC(2026, 10, 28);

function sideOf(input: ManifestInput) {
  const parsed = parseManifest(input);
  assert.ok(parsed.status === 'accepted', JSON.stringify(parsed.problems));
  return {manifest: parsed.manifest, posture: derivePosture(parsed.manifest, new Map(), NOW)};
}

const diff = (before: ManifestInput, after: ManifestInput) =>
  diffManifests(sideOf(before), sideOf(after));

const brief = ({effect, section, id, fact}: Change) => `${effect} ${section}/${id} ${fact}`;

/** Edits of the full manifest, each a loss for a reader; their reverse is a gain. */
const LOSSES: readonly [pointer: string, value: unknown, change: string][] = [
  ['/controls/0', undefined, 'controls/encryption entry'],
  ['/controls/0/current', undefined, 'controls/encryption state'],
  ['/controls/0/evidence', [], 'controls/encryption assurance'],
  ['/guards/0', undefined, 'guards/production-write entry'],
  ['/evidence/0/expiresAt', '2026-11-01', 'evidence/pen-test freshness'],
  ['/evidence/0/access', 'internal', 'evidence/pen-test access'],
  ['/roadmap/items/0/stage', 'considering', 'roadmap/sso stage'],
  ['/roadmap/items/0/target', '2028', 'roadmap/sso target'],
  ['/readiness/0/requirements/0/evidence', [], 'readiness/soc-2/access-reviews state'],
  ['/readiness/0/report', undefined, 'readiness/soc-2 report'],
  ['/documents/0', undefined, 'documents/whitepaper entry'],
  ['/documents/0/access', 'nda', 'documents/whitepaper access'],
  ['/faq/0', undefined, 'faq/where entry'],
  ['/disclosure/contacts/2', undefined, 'disclosure/null contacts'],
  ['/disclosure/safeHarbor', 'none', 'disclosure/null safeHarbor'],
  ['/disclosure/expiresAt', '2027-01-01', 'disclosure/null expiresAt'],
];

describe('a diff', () => {
  it('is empty for the same manifest', () => assert.deepEqual(diff(full(), full()), []));

  for (const [pointer, value, change] of LOSSES)
    it(`tells ${change} as a loss, and its reverse as a gain`, () => {
      const [before, after] = [full(), edit(full(), pointer, value)];
      if (pointer === '/controls/0' || pointer === '/guards/0') unlink(after);
      assert.ok(diff(before, after).map(brief).includes(`loss ${change}`));
      assert.ok(diff(after, before).map(brief).includes(`gain ${change}`));
    });

  it('tells one more subprocessor as a loss, since one more party processes data', () => {
    const without = edit(full(), '/subprocessors/0', undefined);
    assert.deepEqual(diff(without, full()).map(brief), ['loss subprocessors/host entry']);
    assert.deepEqual(diff(full(), without).map(brief), ['gain subprocessors/host entry']);
  });

  it('tells no gain that is an overclaim', () => {
    const before = edit(full(), '/gates/0/state', 'unmet');
    const after = edit(full(), '/gates/0/evidence', []);
    const changes = diff(before, after).map(brief);
    assert.ok(changes.includes('loss gates/tenant-isolation overclaims'));
    assert.ok(changes.includes('other gates/tenant-isolation state'));
  });

  it('lists losses, then gains, then others', () => {
    const after = edit(edit(full(), '/subprocessors/0', undefined), '/summary', 'Less.');
    const effects = diff(full(), edit(after, '/faq/0', undefined)).map(({effect}) => effect);
    assert.deepEqual(effects, ['loss', 'gain', 'other']);
  });

  it('misses no text of a manifest', () => {
    for (const pointer of textsOf(full())) {
      const after = edit(full(), pointer, `${at(full(), pointer) as string} (new)`);
      const parsed = parseManifest(after);
      // An id, a date or a link that is no longer valid.
      if (parsed.status === 'refused') continue;
      assert.notDeepEqual(diff(full(), after), [], pointer);
    }
  });
});

/** Removes the references to what an edit has removed. */
function unlink(manifest: ManifestInput): void {
  const {controls, updates} = manifest as Record<'controls' | 'updates', ManifestInput[]>;
  for (const control of controls) control['guards'] = [];
  for (const update of updates) update['controls'] = [];
}

/** Returns the JSON Pointer of every text. */
function textsOf(value: unknown, pointer = ''): string[] {
  if (typeof value === 'string') return [pointer];
  if (typeof value !== 'object' || !value) return [];
  return Object.entries(value).flatMap(([key, member]) => textsOf(member, `${pointer}/${key}`));
}
