import {expect} from '@open-wc/testing';
import {
  answers,
  blocks,
  drawn,
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
  verdict,
  WRITE,
} from '../../fixtures/center.js';
import type {Document} from '../../fixtures/manifests.js';

const edge = fakeNetwork();
const summaryOf = async (members: Document = {}) =>
  sectionOf(await mount({manifest: quietManifestOf(members)}), 'summary');
const postureOf = async (members: Document = {}) =>
  textOf(one(await summaryOf(members), '.posture'));

const ATTESTED = {
  ...{id: 'audit', title: 'Audit', kind: 'attestation', issuer: 'Sample Auditors'},
  ...{issuedAt: '2026-01-01', expiresAt: '2099-01-01', access: 'nda'},
};
const RESTORE = {
  ...{id: 'restore', title: 'Restore test', kind: 'test'},
  ...{issuedAt: '2026-01-10', access: 'request'},
};

function twoGuards(): object[] {
  const [guard] = manifestOf()['guards'] as object[];
  return ['write', 'access'].map((id) => ({
    ...guard,
    ...{id, route: `/api/${id}`, url: `/api/${id}/guard`},
  }));
}

describe('the summary', () => {
  it('says who speaks, about what, since when and until when', async () => {
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

  it('leaves out what the manifest does not say', async () => {
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

  it('counts what holds, what is gated and what backs it', async () => {
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
      'Of 6 topics, 2 hold today, 1 holds in part, 2 stay gated, and 1 does not apply. ' +
        '1 gate is unmet. What backs them: another party’s attestation, as stated, for 1, evidence in date for 1, ' +
        'and the vendor’s word alone for 4.',
    );
  });

  it('speaks of one topic as of one', async () => {
    const text = await postureOf({controls: [{id: 'a', title: 'A', current: 'Now.'}], gates: []});
    expect(text).to.contain('Of 1 topic, 1 holds today. No gate is unmet.');
  });

  it('says nothing of topics where there are none', async () => {
    const text = await postureOf({controls: []});
    expect(text).not.to.contain('topic');
  });

  it('says nothing of guards where there are none', async () => {
    expect(await postureOf()).not.to.contain('guard');
  });

  it('never calls a route secure', async () => {
    edge.at(WRITE, blocks());
    const center = await mount({manifest: manifestOf()});
    await verdict(center, 'write', 'blocked');
    const text = textOf(one(sectionOf(center, 'summary'), '.posture'));
    expect(text).to.match(/The production guard answered “blocked” \d+ sec\. ago\.$/);
    expect(text).not.to.match(/secure|safe|compliant|%/);
  });

  it('says of two guards what each did', async () => {
    edge.at(WRITE, blocks());
    edge.at('/api/access/guard', blocks());
    const center = await mount({manifest: manifestOf({guards: twoGuards()})});
    await verdict(center, 'write', 'blocked');
    await verdict(center, 'access', 'blocked');
    const text = () => textOf(one(sectionOf(center, 'summary'), '.posture'));
    expect(text()).to.match(/Both production guards answered “blocked” \d+ sec\. ago\.$/);
    edge.at(WRITE, opens());
    edge.at('/api/access/guard', answers(500));
    await center.checkGuards();
    await drawn(center);
    expect(text()).to.match(
      /Of 2 production guards, 1 contradicts this page and 1 could not be verified\.$/,
    );
  });

  for (const [what, answer, told] of [
    ['waits for the others with an answer that agrees', blocks(), /Both production guards are/],
    ['waits for none with one that contradicts', opens(), /1 contradicts this page and 1 is being/],
    ['waits for none with one that is no answer', answers(500), /1 could not be verified and 1 is/],
  ] as const)
    it(what, async () => {
      edge.at(WRITE, answer);
      edge.at('/api/access/guard', () => Promise.race([]));
      const center = await mount({manifest: manifestOf({guards: twoGuards()})});
      await eventually(
        () => rowOf(center, 'guard', 'write').dataset['reason'] !== 'pending',
        'one guard has answered',
      );
      await drawn(center);
      expect(textOf(one(sectionOf(center, 'summary'), '.posture'))).to.match(told);
    });
});
