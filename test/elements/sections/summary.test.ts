import {expect} from '@open-wc/testing';
import {
  answers,
  blocks,
  rendered,
  eventually,
  manifestOf,
  mount,
  one,
  opens,
  fakeNetwork,
  quietManifestOf,
  rowOf,
  sectionOf,
  textOf,
  untilVerdict,
  WRITE,
} from '../../fixtures/center.js';
import type {ManifestInput} from '../../fixtures/manifests.js';

const network = fakeNetwork();
const summaryOf = async (members: ManifestInput = {}) =>
  sectionOf(await mount({manifest: quietManifestOf(members)}), 'summary');
const postureOf = async (members: ManifestInput = {}) =>
  textOf(one(await summaryOf(members), '.posture'));

const ATTESTED = {
  id: 'audit',
  title: 'Audit',
  kind: 'attestation',
  issuer: 'Sample Auditors',
  issuedAt: '2026-01-01',
  expiresAt: '2099-01-01',
  access: 'nda',
};
const RESTORE = {
  id: 'restore',
  title: 'Restore test',
  kind: 'test',
  issuedAt: '2026-01-10',
  access: 'request',
};

function twoGuards(): object[] {
  const [guard] = manifestOf()['guards'] as object[];
  return ['write', 'access'].map((id) => ({
    ...guard,
    id,
    route: `/api/${id}`,
    url: `/api/${id}/guard`,
  }));
}

describe('the summary', () => {
  it('shows the vendor, the product, the title, the dates and the version', async () => {
    const by = one(
      await summaryOf({
        organization: {name: 'Vendor', product: 'Ledger'},
        title: 'Security and trust',
        version: '2026.1',
        expiresAt: '2099-03-01',
      }),
      '.by',
    );
    expect(textOf(by)).to.equal(
      'Vendor Ledger Security and trust Published January 20, 2026 Valid until March 1, 2099 Manifest 2026.1, signature not checked',
    );
    expect(one<HTMLTimeElement>(by, 'time').dateTime).to.equal('2026-01-20');
  });

  it('leaves out missing fields', async () => {
    const summary = await summaryOf();
    expect(textOf(one(summary, '.by'))).to.equal(
      'Vendor Published January 20, 2026 Manifest 1, signature not checked',
    );
    expect(textOf(summary)).not.to.match(/undefined|null|NaN|\{/);
  });

  it('shows the manifest’s own summary', async () => {
    const summary = await summaryOf({summary: 'A plain summary.'});
    expect(textOf(one(summary, '.prose'))).to.equal('A plain summary.');
  });

  it('counts the topics by state and by assurance, and the unmet gates', async () => {
    const text = await postureOf({
      evidence: [ATTESTED, RESTORE],
      controls: [
        {id: 'a', title: 'A', current: 'Now.', evidence: ['audit']},
        {id: 'b', title: 'B', current: 'Now.', evidence: ['restore']},
        {id: 'c', title: 'C', current: 'Now.', gated: 'Later.', gates: ['tenancy']},
        {id: 'd', title: 'D', gated: 'Later.', gates: ['tenancy']},
        {id: 'e', title: 'E', gated: 'Later.', gates: ['tenancy']},
        {id: 'f', title: 'F', notApplicable: 'No cards.'},
      ],
    });
    expect(text).to.equal(
      '6 topics: 2 current, 1 partly gated, 2 gated, and 1 not applicable. ' +
        '1 gate is unmet. Backing: another party’s attestation, as stated by the vendor, for 1, in-date evidence for 1, ' +
        'and the vendor’s statement alone for 4.',
    );
  });

  it('uses the singular for one topic', async () => {
    const text = await postureOf({controls: [{id: 'a', title: 'A', current: 'Now.'}], gates: []});
    expect(text).to.contain('1 topic: 1 current. No gates are unmet.');
  });

  it('does not mention topics if there are none', async () => {
    const text = await postureOf({controls: []});
    expect(text).not.to.contain('topic');
  });

  it('does not mention guards if there are none', async () => {
    expect(await postureOf()).not.to.contain('guard');
  });

  it('never calls a route secure', async () => {
    network.route(WRITE, blocks());
    const center = await mount({manifest: manifestOf()});
    await untilVerdict(center, 'write', 'blocked');
    const text = textOf(one(sectionOf(center, 'summary'), '.posture'));
    expect(text).to.match(/The production guard answered “blocked” \d+ sec\. ago\.$/);
    expect(text).not.to.match(/secure|safe|compliant|%/);
  });

  it('counts two guards by their answers', async () => {
    network.route(WRITE, blocks());
    network.route('/api/access/guard', blocks());
    const center = await mount({manifest: manifestOf({guards: twoGuards()})});
    await untilVerdict(center, 'write', 'blocked');
    await untilVerdict(center, 'access', 'blocked');
    const text = () => textOf(one(sectionOf(center, 'summary'), '.posture'));
    expect(text()).to.match(/Both production guards answered “blocked” \d+ sec\. ago\.$/);
    network.route(WRITE, opens());
    network.route('/api/access/guard', answers(500));
    await center.checkGuards();
    await rendered(center);
    expect(text()).to.match(
      /Of 2 production guards, 1 contradicts this page and 1 could not be verified\.$/,
    );
  });

  for (const [promise, answer, sentence] of [
    [
      'waits for all guards before it counts an answer that agrees',
      blocks(),
      /Both production guards are/,
    ],
    ['counts a contradiction at once', opens(), /1 contradicts this page and 1 is being/],
    ['counts a failed check at once', answers(500), /1 could not be verified and 1 is/],
  ] as const)
    it(promise, async () => {
      network.route(WRITE, answer);
      network.route('/api/access/guard', () => Promise.race([]));
      const center = await mount({manifest: manifestOf({guards: twoGuards()})});
      await eventually(
        () => rowOf(center, 'guard', 'write').dataset['reason'] !== 'pending',
        'one guard has answered',
      );
      await rendered(center);
      expect(textOf(one(sectionOf(center, 'summary'), '.posture'))).to.match(sentence);
    });
});
