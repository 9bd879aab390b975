import {expect} from '@open-wc/testing';
import type {TrustCenter} from '../../../src/entries/elements.js';
import {
  all,
  answers,
  blocks,
  breaks,
  drawn,
  eventually,
  collectEvents,
  inState,
  manifestOf,
  mount,
  one,
  opens,
  pageClock,
  fakeNetwork,
  rowOf,
  sectionOf,
  textOf,
  verdict,
  WRITE,
} from '../../fixtures/center.js';

const edge = fakeNetwork();
const clock = pageClock();
const SRC = '/vendor/trust.json';

const contradiction = (center: TrustCenter) => all(center, '[data-banner=contradiction]');
const card = (center: TrustCenter) => rowOf(center, 'guard', 'write');
const control = (center: TrustCenter) => rowOf(center, 'control', 'writes');

/** What happens when a reader comes back to the page. */
const returnToPage = () => document.dispatchEvent(new Event('visibilitychange'));

describe('a guard that agrees', () => {
  it('is asked at once, and says so in its row and in that of its control', async () => {
    edge.at(WRITE, blocks());
    const center = await mount({manifest: manifestOf()});
    await verdict(center, 'write', 'blocked');
    expect(card(center).dataset).to.include({
      verdict: 'blocked',
      reason: 'answered-blocked',
      agreement: 'agrees',
    });
    expect(textOf(card(center))).to.match(/Answered blocked, verified \d+ sec\. ago/);
    const line = one(control(center), '[data-agreement]');
    expect(line.dataset).to.include({agreement: 'agrees', verdict: 'blocked'});
    expect(textOf(line)).to.match(/Guard answered “blocked”, \d+ sec\. ago/);
    expect(contradiction(center).length).to.equal(0);
  });

  it('may be open, where the manifest says that its gates are met', async () => {
    const gates = [{id: 'tenancy', title: 'Tenant isolation', state: 'met', evidence: ['restore']}];
    edge.at(WRITE, opens());
    const {controls} = manifestOf();
    const center = await mount({manifest: manifestOf({gates, controls})});
    await verdict(center, 'write', 'open');
    expect(card(center).dataset).to.include({agreement: 'agrees'});
    expect(textOf(card(center))).to.match(/Expected by the manifest\s*open/);
    expect(contradiction(center).length).to.equal(0);
  });
});

describe('what a guard has shown', () => {
  const never = () => new Promise<Response>(() => {});

  it('says nothing of another vendor whose manifest has the same bytes', async () => {
    edge.at(SRC, manifestOf());
    edge.at('/other/trust.json', manifestOf());
    edge.at(WRITE, blocks());
    const center = await mount({src: SRC});
    await inState(center, 'ready');
    await eventually(() => all(center, '[data-kind=guard]').length, 'the guard is drawn');
    await verdict(center, 'write', 'blocked');
    edge.at(WRITE, never);
    center.src = '/other/trust.json';
    await center.updateComplete;
    await inState(center, 'ready');
    await eventually(() => all(center, '[data-kind=guard]').length, 'the guard is drawn');
    await verdict(center, 'write', 'unchecked');
    expect(textOf(card(center))).not.to.contain('Answered');
  });

  it('says nothing of another endpoint', async () => {
    edge.at(WRITE, blocks());
    const center = await mount({manifest: manifestOf()});
    await verdict(center, 'write', 'blocked');
    edge.at('/elsewhere/write', never);
    center.guardEndpoint = '/elsewhere/{id}';
    await verdict(center, 'write', 'unchecked');
    expect(textOf(card(center))).not.to.contain('Answered');
  });

  it('is told to nobody once the manifest is gone', async () => {
    edge.at(WRITE, blocks());
    const center = await mount({manifest: manifestOf()});
    await verdict(center, 'write', 'blocked');
    expect(textOf(one(center, '[role=status]'))).to.contain('answered “blocked”');
    center.manifest = {};
    await inState(center, 'failed');
    expect(textOf(one(center, '[role=status]'))).to.equal('');
  });

  it('comes after the manifest that it is about', async () => {
    edge.at(WRITE, blocks());
    const events = collectEvents('trust-load', 'trust-posture');
    const center = await mount({manifest: manifestOf()});
    await verdict(center, 'write', 'blocked');
    const order = events.map(({type}) => type);
    expect(order.slice(0, 2)).to.deep.equal(['trust-load', 'trust-posture']);
  });
});

describe('a guard that contradicts', () => {
  it('is the first thing on the page, with what each side says', async () => {
    edge.at(WRITE, opens());
    const center = await mount({manifest: manifestOf({expiresAt: '2026-01-21'})});
    await verdict(center, 'write', 'open');
    const [first] = all(center, '[part=banner]');
    expect(first!.dataset).to.include({banner: 'contradiction', guard: 'write'});
    expect(textOf(first!))
      .to.contain('The manifest says Production write is blocked until 1 gate is met.')
      .and.to.match(/At .+ the guard answered open\./)
      .and.to.contain('Rely on neither');
    expect(one<HTMLAnchorElement>(first!, 'a').href).to.equal('mailto:security@vendor.example');
    const position = first!.compareDocumentPosition(one(center, '.sections'));
    expect(position & Node.DOCUMENT_POSITION_FOLLOWING).to.be.ok;
  });

  it('makes its row and its control say so', async () => {
    edge.at(WRITE, opens());
    const center = await mount({manifest: manifestOf()});
    await verdict(center, 'write', 'open');
    expect(card(center).dataset).to.include({agreement: 'contradicts', status: 'contradicted'});
    expect(control(center).dataset['state']).to.equal('contradicted');
    expect(rowOf(center, 'control', 'logging').dataset['state']).to.equal('current');
    expect(textOf(control(center)))
      .to.contain('Contradicted')
      .and.to.contain('contradicts this page');
    expect(textOf(sectionOf(center, 'summary'))).to.contain('1 is contradicted');
  });

  it('may be blocked by other gates: both are named', async () => {
    edge.at(WRITE, blocks(['backup', 'unheard-of']));
    const center = await mount({manifest: manifestOf()});
    await verdict(center, 'write', 'blocked');
    expect(textOf(contradiction(center)[0]!)).to.contain(
      'answered blocked, but by other gates: “Backup” and “unheard-of”',
    );
  });

  it('may let a request through', async () => {
    edge.at(WRITE, answers(200, '<!doctype html>'));
    const center = await mount({manifest: manifestOf()});
    await verdict(center, 'write', 'not-refused');
    expect(textOf(contradiction(center)[0]!)).to.contain('did not refuse: it answered 200');
  });

  it('may contradict itself', async () => {
    const effects = {
      ...{authenticatesUsers: false, isolatesTenants: false, authorizesRoles: false},
      ...{mutatesRecords: true, persistsAuditEvents: false, enablesProduction: false},
    };
    edge.at(WRITE, blocks(['tenancy'], {effects}));
    const center = await mount({manifest: manifestOf()});
    await verdict(center, 'write', 'contradictory');
    expect(textOf(contradiction(center)[0]!)).to.contain('at odds with itself: it says blocked');
  });

  it('may be blocked where the manifest says that its gates are met', async () => {
    const gates = [{id: 'tenancy', title: 'Tenant isolation', state: 'met', evidence: ['restore']}];
    edge.at(WRITE, blocks());
    const center = await mount({manifest: manifestOf({gates})});
    await verdict(center, 'write', 'blocked');
    expect(textOf(contradiction(center)[0]!)).to.contain(
      'The manifest says every gate of Production write is met.',
    );
  });

  it('has a banner for each guard that does', async () => {
    const [guard] = manifestOf()['guards'] as object[];
    const guards = ['write', 'access'].map((id) => ({
      ...guard,
      ...{id, title: `Production ${id}`, route: `/api/${id}`, url: `/api/${id}/guard`},
    }));
    edge.at(WRITE, opens());
    edge.at('/api/access/guard', opens());
    const center = await mount({manifest: manifestOf({guards})});
    await verdict(center, 'write', 'open');
    await verdict(center, 'access', 'open');
    expect(contradiction(center).map(({dataset}) => dataset['guard'])).to.deep.equal([
      'write',
      'access',
    ]);
  });
});

describe('a contradiction that was seen', () => {
  const contradicted = async (properties: Partial<TrustCenter> = {manifest: manifestOf()}) => {
    edge.at(WRITE, opens());
    const center = await mount(properties);
    if (properties.src) await inState(center, 'ready');
    await verdict(center, 'write', 'open');
    return center;
  };
  const stays = (center: TrustCenter) => {
    expect(contradiction(center).length).to.equal(1);
    expect(card(center).dataset['agreement']).to.equal('contradicts');
    expect(control(center).dataset['state']).to.equal('contradicted');
    expect(textOf(contradiction(center)[0]!)).to.contain('the guard answered open');
  };

  it('stays through an outage, with the time it was seen', async () => {
    const center = await contradicted();
    edge.at(WRITE, breaks);
    await center.checkGuards();
    await verdict(center, 'write', 'unknown');
    stays(center);
    expect(textOf(card(center))).to.match(
      /Seen at .+\. Since then: Could not verify: no connection/,
    );
  });

  it('stays though an answer agrees that nothing proves', async () => {
    const center = await contradicted();
    edge.at(WRITE, blocks(['tenancy'], {challenge: 'AAAAAAAAAAAAAAAAAAAAAA'}));
    await center.checkGuards();
    await verdict(center, 'write', 'blocked-unproven');
    stays(center);
  });

  it('stays when it grows old', async () => {
    const center = await contradicted();
    clock.pass(3_600_000);
    returnToPage();
    await verdict(center, 'write', 'stale');
    stays(center);
  });

  it('stays when checks are switched off', async () => {
    const center = await contradicted();
    center.guards = 'off';
    await verdict(center, 'write', 'unchecked');
    stays(center);
  });

  it('stays when the element is moved', async () => {
    const center = await contradicted();
    edge.at(WRITE, breaks);
    center.parentElement!.prepend(center);
    await verdict(center, 'write', 'unknown');
    stays(center);
  });

  it('stays when the same manifest is loaded again', async () => {
    edge.at(SRC, manifestOf());
    const center = await contradicted({src: SRC});
    edge.at(WRITE, breaks);
    await center.reload();
    await center.checkGuards();
    await verdict(center, 'write', 'unknown');
    stays(center);
  });

  it('stays when the guard is asked elsewhere, where it has not answered yet', async () => {
    const center = await contradicted();
    center.guardEndpoint = '/elsewhere/{id}';
    await verdict(center, 'write', 'unchecked');
    stays(center);
  });

  it('stays when the manifest cannot be loaded again', async () => {
    edge.at(SRC, manifestOf());
    const center = await contradicted({src: SRC});
    edge.at(SRC, breaks);
    await center.reload();
    await inState(center, 'kept');
    stays(center);
    expect(all(center, '[part=banner]').map(({dataset}) => dataset['banner'])).to.deep.equal([
      'contradiction',
      'kept',
    ]);
  });

  it('goes when a proven answer agrees', async () => {
    const center = await contradicted();
    edge.at(WRITE, blocks());
    await center.checkGuards();
    await verdict(center, 'write', 'blocked');
    expect(contradiction(center).length).to.equal(0);
    expect(control(center).dataset['state']).to.equal('gated');
  });

  it('goes with a new manifest', async () => {
    edge.at(SRC, manifestOf());
    const center = await contradicted({src: SRC});
    edge.silence(WRITE);
    edge.at(SRC, manifestOf({version: '2'}));
    await center.reload();
    await drawn(center);
    expect(contradiction(center).length).to.equal(0);
    expect(card(center).dataset).to.include({verdict: 'unchecked', reason: 'pending'});
  });
});

describe('a guard that cannot be verified', () => {
  const CASES = [
    ['no connection', breaks, 'unknown', 'network', 'Could not verify: no connection'],
    ['an error', answers(500), 'unknown', 'not-json', 'Could not verify: the answer is no guard’s'],
    [
      'a stored answer',
      blocks(['tenancy'], {challenge: undefined}),
      'blocked-unproven',
      'no-challenge',
      'Answered blocked, but nothing shows that the answer is live',
    ],
    [
      'the answer of another guard',
      blocks(['tenancy'], {id: 'other'}),
      'unknown',
      'wrong-guard',
      'Could not verify: another guard answered',
    ],
  ] as const;
  for (const [name, answer, expected, reason, words] of CASES) {
    it(`is never good news: ${name}`, async () => {
      edge.at(WRITE, answer);
      const center = await mount({manifest: manifestOf()});
      await verdict(center, 'write', expected);
      expect(card(center).dataset).to.include({
        reason,
        agreement: 'undetermined',
        status: 'unverified',
      });
      expect(textOf(card(center))).to.contain(words);
      expect(all(center, '.status.verified').length).to.equal(0);
      expect(contradiction(center).length).to.equal(0);
    });
  }

  it('is pending until it answers', async () => {
    const center = await mount({manifest: manifestOf()});
    await edge.request(WRITE);
    expect(card(center).dataset).to.include({
      verdict: 'unchecked',
      reason: 'pending',
      status: 'pending',
    });
    expect(textOf(card(center))).to.contain('Not verified: no answer yet');
  });

  it('says when it was verified last', async () => {
    edge.at(WRITE, blocks());
    const center = await mount({manifest: manifestOf()});
    await verdict(center, 'write', 'blocked');
    edge.at(WRITE, breaks);
    await center.checkGuards();
    await verdict(center, 'write', 'unknown');
    expect(textOf(card(center))).to.match(/last verified .*\d/);
  });
});

describe('what an embedder says of the guards', () => {
  it('guards="off" asks none', async () => {
    const center = await mount({manifest: manifestOf(), guards: 'off'});
    expect(card(center).dataset).to.include({verdict: 'unchecked', reason: 'off'});
    expect(textOf(card(center))).to.contain('checks are switched off');
    await center.checkGuards();
    expect(edge.requests.length).to.equal(0);
  });

  it('switches them on again when it is gone', async () => {
    edge.at(WRITE, blocks());
    const center = await mount({manifest: manifestOf()});
    center.setAttribute('guards', 'off');
    await verdict(center, 'write', 'unchecked');
    center.removeAttribute('guards');
    await verdict(center, 'write', 'blocked');
  });

  it('guard-endpoint puts the id into a template of its own', async () => {
    edge.at('/proxy/write/guard?of=write', blocks());
    const center = await mount({
      manifest: manifestOf(),
      guardEndpoint: '/proxy/{id}/guard?of={id}#x',
    });
    await verdict(center, 'write', 'blocked');
    expect(edge.requests.map(({endpoint}) => new URL(endpoint).pathname)).to.deep.equal([
      '/proxy/write/guard',
    ]);
  });

  const elsewhere = (url: string) => {
    const [guard] = manifestOf()['guards'] as object[];
    return manifestOf({guards: [{...guard, url}]});
  };

  it('no manifest sends a reader to another origin', async () => {
    const center = await mount({manifest: elsewhere('https://victim.example/write/guard')});
    expect(card(center).dataset).to.include({verdict: 'unchecked', reason: 'origin-not-allowed'});
    await center.checkGuards();
    expect(edge.requests.length).to.equal(0);
  });

  it('no manifest from another origin sends a reader to the page', async () => {
    const src = 'https://vendor.example/trust.json';
    edge.at(src, elsewhere(new URL(WRITE, location.href).href));
    const center = await inState(await mount({src}), 'ready');
    expect(card(center).dataset).to.include({verdict: 'unchecked', reason: 'origin-not-allowed'});
    await center.checkGuards();
    expect(edge.asked(WRITE).length).to.equal(0);
  });

  it('a manifest may place guards at its own origin', async () => {
    const src = 'https://vendor.example/trust.json';
    const url = 'https://vendor.example/api/write/guard';
    edge.at(src, manifestOf());
    edge.at(url, blocks());
    const center = await mount({src});
    await inState(center, 'ready');
    await verdict(center, 'write', 'blocked');
    expect(edge.asked(url).length).to.equal(1);
  });

  it('guard-origins allows others', async () => {
    const url = 'https://guards.example/write/guard';
    edge.at(url, blocks());
    const center = await mount({
      manifest: elsewhere(url),
      guardOrigins: 'https://other.example  https://guards.example',
    });
    await verdict(center, 'write', 'blocked');
    expect(textOf(card(center))).to.contain(url);
  });

  it('a guard without an address is not asked', async () => {
    const guards = [{id: 'write', title: 'Write', route: '/api/write', gates: ['tenancy']}];
    const center = await mount({manifest: manifestOf({guards})});
    expect(card(center).dataset).to.include({verdict: 'unchecked', reason: 'no-address'});
    expect(textOf(card(center))).to.contain('/api/write');
  });

  it('guard-interval plans the next check, and 0 plans none', async () => {
    edge.at(WRITE, blocks());
    const center = await mount({manifest: manifestOf()});
    await verdict(center, 'write', 'blocked');
    expect(textOf(card(center))).to.match(/next check in \d\d sec\./);
    center.setAttribute('guard-interval', '0');
    await eventually(() => edge.asked(WRITE).length === 2, 'it is asked again');
    await eventually(() => !textOf(card(center)).includes('next check'), 'no check is planned');
  });

  for (const [name, attribute] of [
    ['gone', null],
    ['no number', 'often'],
    ['negative', '-1'],
  ] as const) {
    it(`guard-interval is 30 s where it is ${name}`, async () => {
      edge.at(WRITE, blocks());
      const center = await mount({manifest: manifestOf(), guardInterval: 3_600});
      await verdict(center, 'write', 'blocked');
      center.setAttribute('guard-interval', attribute ?? '0');
      await drawn(center);
      if (attribute === null) center.removeAttribute('guard-interval');
      await eventually(
        () => /next check in (?:2\d|30) sec\./.test(textOf(card(center))),
        'the next check is in half a minute',
      );
    });
  }
});

describe('an answer that grows old', () => {
  it('is stale past max-age, and says when it was verified', async () => {
    edge.at(WRITE, blocks());
    const center = await mount({manifest: manifestOf(), guardInterval: 0, maxAge: 90});
    await verdict(center, 'write', 'blocked');
    clock.pass(80_000);
    returnToPage();
    await drawn(center);
    expect(card(center).dataset['verdict']).to.equal('blocked');
    clock.pass(20_000);
    returnToPage();
    await verdict(center, 'write', 'stale');
    expect(card(center).dataset).to.include({reason: 'too-old', agreement: 'undetermined'});
    expect(textOf(card(center)))
      .to.contain('the last answer is too old')
      .and.to.match(/last verified/);
    expect(all(center, '.status.verified').length).to.equal(0);
  });

  it('becomes stale by itself, while nothing else happens', async () => {
    edge.at(WRITE, blocks());
    const center = await mount({manifest: manifestOf(), guardInterval: 0});
    await verdict(center, 'write', 'blocked');
    const events = collectEvents('trust-posture');
    clock.pass(61_000);
    await verdict(center, 'write', 'stale');
    expect(events.length).to.equal(1);
  });

  it('becomes stale by itself, though another did before', async () => {
    const [guard] = manifestOf()['guards'] as object[];
    const guards = ['write', 'access'].map((id) => ({
      ...guard,
      ...{id, title: `Production ${id}`, route: `/api/${id}`, url: `/api/${id}/guard`},
    }));
    edge.at(WRITE, blocks());
    const center = await mount({manifest: manifestOf({guards}), guardInterval: 0});
    await verdict(center, 'write', 'blocked');
    clock.pass(40_000);
    // The other one was asked at the same time, and answers only now; the first is asked again.
    const slow = await edge.request('/api/access/guard');
    const checked = center.checkGuards();
    slow.answer(await blocks()(slow));
    await checked;
    await verdict(center, 'access', 'blocked');
    edge.silence(WRITE);
    clock.pass(30_000);
    await verdict(center, 'access', 'stale');
    expect(rowOf(center, 'guard', 'write').dataset['verdict']).to.equal('blocked');
    clock.pass(40_000);
    await verdict(center, 'write', 'stale');
  });

  it('counts at least twice the interval', async () => {
    edge.at(WRITE, blocks());
    const center = await mount({manifest: manifestOf(), guardInterval: 100, maxAge: 1});
    await verdict(center, 'write', 'blocked');
    clock.pass(190_000);
    returnToPage();
    await drawn(center);
    expect(card(center).dataset['verdict']).to.equal('blocked');
    clock.pass(20_000);
    returnToPage();
    await verdict(center, 'write', 'stale');
  });
});

describe('a center that leaves the page', () => {
  it('ends the check of its guards', async () => {
    const center = await mount({manifest: manifestOf()});
    const request = await edge.request(WRITE);
    center.remove();
    expect(request.status).to.equal('aborted');
    await center.checkGuards();
    expect(edge.asked(WRITE).length).to.equal(1);
  });

  it('asks its guards again when it returns', async () => {
    edge.at(WRITE, blocks());
    const center = await mount({manifest: manifestOf()});
    const place = center.parentElement!;
    await verdict(center, 'write', 'blocked');
    center.remove();
    edge.at(WRITE, opens());
    place.append(center);
    await verdict(center, 'write', 'open');
  });

  it('asks them again though its manifest cannot be had again', async () => {
    edge.at(SRC, manifestOf());
    edge.at(WRITE, blocks());
    const center = await inState(await mount({src: SRC}), 'ready');
    await verdict(center, 'write', 'blocked');
    edge.at(SRC, breaks);
    edge.at(WRITE, opens());
    center.parentElement!.prepend(center);
    await inState(center, 'kept');
    await verdict(center, 'write', 'open');
  });

  it('asks them again while its manifest does not come', async () => {
    edge.at(SRC, manifestOf());
    edge.at(WRITE, blocks());
    const center = await inState(await mount({src: SRC}), 'ready');
    await verdict(center, 'write', 'blocked');
    edge.silence(SRC);
    edge.at(WRITE, opens());
    center.parentElement!.prepend(center);
    await verdict(center, 'write', 'open');
  });

  it('asks nothing while it is away, whatever is set', async () => {
    edge.at(SRC, manifestOf());
    edge.at(WRITE, blocks());
    const center = await inState(await mount({src: SRC}), 'ready');
    await verdict(center, 'write', 'blocked');
    const place = center.parentElement!;
    center.remove();
    edge.requests.length = 0;
    const observations = collectEvents('trust-observation');
    center.guardInterval = 1;
    center.manifest = manifestOf({title: 'Set while away'});
    await drawn(center);
    await center.reload();
    expect(edge.asked(WRITE).length).to.equal(0);
    place.append(center);
    await edge.request(WRITE);
    await verdict(center, 'write', 'blocked');
    expect(observations.length).not.to.equal(0);
  });
});
