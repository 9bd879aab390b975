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
  untilVerdict,
  WRITE,
} from '../../fixtures/center.js';

const network = fakeNetwork();

// The phrases for each verdict are tested in guard-controller.test.ts.

describe('the guards', () => {
  it('take up no space if there are none', async () => {
    const center = await mount({manifest: quietManifestOf()});
    expect(sectionOf(center, 'guards').checkVisibility()).to.be.false;
  });

  it('show the endpoint, the HTTP status and the time of the next check', async () => {
    network.route(WRITE, blocks());
    const center = await mount({manifest: manifestOf()});
    const card = await untilVerdict(center, 'write', 'blocked');
    expect(textOf(one(card, '.facts'))).to.match(
      /^\/api\/write\/guard · 403 · next check in \d+ sec\.$/,
    );
    expect(all(card, '.chip').map(textOf)).to.deep.equal(['Tenant isolation']);
  });

  it('show the details of a check and the effects that the answer reports', async () => {
    const effects = {
      authenticatesUsers: true,
      isolatesTenants: false,
      authorizesRoles: false,
      mutatesRecords: false,
      persistsAuditEvents: false,
      enablesProduction: false,
    };
    network.route(WRITE, blocks(['tenancy'], {effects}));
    const center = await mount({manifest: manifestOf()});
    const card = await untilVerdict(center, 'write', 'blocked');
    const terms = all(card, 'dt').map((term) => [textOf(term), textOf(term.nextElementSibling!)]);
    expect(terms.map(([term]) => term)).to.include('Last check');
    expect(terms.filter(([term]) => term !== 'Last check')).to.deep.equal([
      ['Route', '/api/write'],
      ['Expected by the manifest', 'blocked'],
      ['Endpoint', new URL(WRITE, document.baseURI).href],
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
    network.route(WRITE, blocks(['tenancy'], {checkedAt: '2020-01-01T00:00:00Z'}));
    const center = await mount({manifest: manifestOf()});
    const card = await untilVerdict(center, 'write', 'blocked');
    expect(textOf(card)).to.contain('clock is more than five minutes off');
  });

  it('show the vendor’s description', async () => {
    const guards = [
      {
        id: 'write',
        title: 'Write',
        route: '/api/write',
        gates: ['tenancy', 'backup'],
        description: 'Answers for the write route.',
      },
    ];
    const center = await mount({manifest: manifestOf({guards})});
    const card = rowOf(center, 'guard', 'write');
    expect(textOf(card)).to.contain('Answers for the write route.');
    expect(all(card, '.chip').map(textOf)).to.deep.equal(['Tenant isolation']);
  });

  it('explain what an answer proves and what it does not', async () => {
    const center = await mount({manifest: manifestOf(), guards: 'off'});
    expect(textOf(sectionOf(center, 'guards'))).to.contain(
      'An answer proves only that a live server gave it.',
    );
  });
});
