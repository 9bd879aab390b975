import {expect} from '@open-wc/testing';
import {
  all,
  blocks,
  manifestOf,
  mount,
  one,
  fakeNetwork,
  quietManifestOf,
  rowOf,
  sectionOf,
  textOf,
  verdict,
  WRITE,
} from '../../fixtures/center.js';

const edge = fakeNetwork();

// What is said of each verdict is in guard-controller.test.ts.

describe('the guards', () => {
  it('take no room where there are none', async () => {
    const center = await mount({manifest: quietManifestOf()});
    expect(sectionOf(center, 'guards').checkVisibility()).to.be.false;
  });

  it('say where, with which status, and when next', async () => {
    edge.at(WRITE, blocks());
    const center = await mount({manifest: manifestOf()});
    const card = await verdict(center, 'write', 'blocked');
    expect(textOf(one(card, '.facts'))).to.match(
      /^\/api\/write\/guard · 403 · next check in \d+ sec\.$/,
    );
    expect(all(card, '.chip').map(textOf)).to.deep.equal(['Tenant isolation']);
  });

  it('say what was asked, and what the answer says that asking did', async () => {
    const effects = {
      ...{authenticatesUsers: true, isolatesTenants: false, authorizesRoles: false},
      ...{mutatesRecords: false, persistsAuditEvents: false, enablesProduction: false},
    };
    edge.at(WRITE, blocks(['tenancy'], {effects}));
    const center = await mount({manifest: manifestOf()});
    const card = await verdict(center, 'write', 'blocked');
    const terms = all(card, 'dt').map((term) => [textOf(term), textOf(term.nextElementSibling!)]);
    expect(terms.map(([term]) => term)).to.include('Last check');
    expect(terms.filter(([term]) => term !== 'Last check')).to.deep.equal([
      ['Route', '/api/write'],
      ['Expected by the manifest', 'blocked'],
      ['Asked at', new URL(WRITE, document.baseURI).href],
      ['Release', 'a1b2c3'],
      ['Authenticates users', 'yes'],
      ['Isolates tenants', 'no'],
      ['Authorizes roles', 'no'],
      ['Changes records', 'no'],
      ['Persists audit events', 'no'],
      ['Enables production', 'no'],
    ]);
  });

  it('say that a guard’s clock is off', async () => {
    edge.at(WRITE, blocks(['tenancy'], {checkedAt: '2020-01-01T00:00:00Z'}));
    const center = await mount({manifest: manifestOf()});
    const card = await verdict(center, 'write', 'blocked');
    expect(textOf(card)).to.contain('clock is more than five minutes off');
  });

  it('show what the vendor says of them', async () => {
    const guards = [
      {
        ...{id: 'write', title: 'Write', route: '/api/write', gates: ['tenancy', 'backup']},
        description: 'Answers for the write route.',
      },
    ];
    const center = await mount({manifest: manifestOf({guards})});
    const card = rowOf(center, 'guard', 'write');
    expect(textOf(card)).to.contain('Answers for the write route.');
    expect(all(card, '.chip').map(textOf)).to.deep.equal(['Tenant isolation']);
  });

  it('say what an answer proves, and what it does not', async () => {
    const center = await mount({manifest: manifestOf(), guards: 'off'});
    expect(textOf(sectionOf(center, 'guards'))).to.contain(
      'An answer proves that a live server answered so, and no more.',
    );
  });
});
