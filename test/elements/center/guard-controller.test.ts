/**
 * Guards as a reader sees them, from the request to the banner. One file, because every test mounts the
 * same manifest and follows its guard `write` through the fake network and the page clock.
 */
import {expect} from '@open-wc/testing';
import type {TrustCenter} from '../../../src/entries/elements.js';
import {
  all,
  answers,
  blocks,
  networkError,
  rendered,
  eventually,
  collectEvents,
  untilLoadState,
  manifestOf,
  mount,
  one,
  opens,
  pageClock,
  fakeNetwork,
  rowOf,
  sectionOf,
  textOf,
  untilVerdict,
  WRITE,
  type Answer,
} from '../../fixtures/center.js';

const network = fakeNetwork();
const clock = pageClock();
const SRC = '/vendor/trust.json';
/** The default interval between two checks of a guard, in milliseconds. */
const INTERVAL = 30_000;

const contradictionBanners = (center: TrustCenter) => all(center, '[data-banner=contradiction]');
const card = (center: TrustCenter) => rowOf(center, 'guard', 'write');
const control = (center: TrustCenter) => rowOf(center, 'control', 'writes');

/** Dispatches the event that fires when a reader returns to the page. */
const returnToPage = () => document.dispatchEvent(new Event('visibilitychange'));

const MET_GATES = [{id: 'tenancy', title: 'Tenant isolation', state: 'met', evidence: ['restore']}];

/** Returns the guards `write` and `access`. */
function twoGuards(): object[] {
  const [guard] = manifestOf()['guards'] as object[];
  return ['write', 'access'].map((id) => ({
    ...guard,
    id,
    title: `Production ${id}`,
    route: `/api/${id}`,
    url: `/api/${id}/guard`,
  }));
}

/** Mounts a center, answers the checks of its guard `write`, and waits for the verdict. */
async function mountWithAnswer(
  answer: Answer,
  verdict: string,
  properties: Partial<TrustCenter> = {manifest: manifestOf()},
): Promise<TrustCenter> {
  network.route(WRITE, answer);
  const center = await mount(properties);
  if (properties.src) await untilLoadState(center, 'ready');
  await untilVerdict(center, 'write', verdict);
  return center;
}

const mountBlocked = (properties?: Partial<TrustCenter>) =>
  mountWithAnswer(blocks(), 'blocked', properties);

/** Mounts a center whose guard contradicts the manifest: it answers "open" although a gate is unmet. */
const mountContradicted = (properties?: Partial<TrustCenter>) =>
  mountWithAnswer(opens(), 'open', properties);

describe('a guard that agrees with the manifest', () => {
  it('is checked at once, and its row and its control show the agreement', async () => {
    const center = await mountBlocked();
    expect(card(center).dataset).to.include({
      verdict: 'blocked',
      reason: 'answered-blocked',
      agreement: 'agrees',
    });
    expect(textOf(card(center))).to.match(/Answered blocked, verified \d+ sec\. ago/);
    const line = one(control(center), '[data-agreement]');
    expect(line.dataset).to.include({agreement: 'agrees', verdict: 'blocked'});
    expect(textOf(line)).to.match(/Guard answered “blocked”, \d+ sec\. ago/);
    expect(contradictionBanners(center).length).to.equal(0);
  });

  it('may be open if the manifest declares its gates met', async () => {
    const {controls} = manifestOf();
    const manifest = manifestOf({gates: MET_GATES, controls});
    const center = await mountWithAnswer(opens(), 'open', {manifest});
    expect(card(center).dataset).to.include({agreement: 'agrees'});
    expect(textOf(card(center))).to.match(/Expected by the manifest\s*open/);
    expect(contradictionBanners(center).length).to.equal(0);
  });
});

describe('an observation', () => {
  it('never counts for another manifest with a guard of the same id', async () => {
    network.route(WRITE, blocks());
    const center = await mount({manifest: manifestOf()});
    await untilVerdict(center, 'write', 'blocked');
    network.route(WRITE, neverAnswers);
    clock.pass(INTERVAL);
    const seen: unknown[] = [];
    center.addEventListener('trust-posture', ({posture}) =>
      seen.push(posture.guards[0]!.observation),
    );
    center.manifest = manifestOf({id: 'https://other.example/'});
    await rendered(center);
    expect(seen.length).to.be.above(0);
    for (const observation of seen) expect(observation).to.equal(undefined);
  });

  const neverAnswers = () => new Promise<Response>(() => {});

  it('is not carried over to another vendor’s manifest with the same bytes', async () => {
    network.route(SRC, manifestOf());
    network.route('/other/trust.json', manifestOf());
    network.route(WRITE, blocks());
    const center = await mount({src: SRC});
    await untilLoadState(center, 'ready');
    await eventually(() => all(center, '[data-kind=guard]').length, 'the guard is rendered');
    await untilVerdict(center, 'write', 'blocked');
    network.route(WRITE, neverAnswers);
    clock.pass(INTERVAL);
    center.src = '/other/trust.json';
    await center.updateComplete;
    await untilLoadState(center, 'ready');
    await eventually(() => all(center, '[data-kind=guard]').length, 'the guard is rendered');
    await untilVerdict(center, 'write', 'unchecked');
    expect(textOf(card(center))).not.to.contain('Answered');
  });

  it('is not carried over to another endpoint', async () => {
    const center = await mountBlocked();
    network.route('/elsewhere/write', neverAnswers);
    center.guardEndpoint = '/elsewhere/{id}';
    await untilVerdict(center, 'write', 'unchecked');
    expect(textOf(card(center))).not.to.contain('Answered');
  });

  it('leaves the live region once the manifest is refused', async () => {
    const center = await mountBlocked();
    expect(textOf(one(center, '[role=status]'))).to.contain('answered “blocked”');
    center.manifest = {};
    await untilLoadState(center, 'failed');
    expect(textOf(one(center, '[role=status]'))).to.equal('');
  });

  it('is reported after its manifest: `trust-load` fires before `trust-posture`', async () => {
    network.route(WRITE, blocks());
    const events = collectEvents('trust-load', 'trust-posture');
    const center = await mount({manifest: manifestOf()});
    await untilVerdict(center, 'write', 'blocked');
    const order = events.map(({type}) => type);
    expect(order.slice(0, 2)).to.deep.equal(['trust-load', 'trust-posture']);
  });
});

describe('a guard that contradicts the manifest', () => {
  it('is shown in the first banner, with the claims of both sides', async () => {
    const center = await mountContradicted({manifest: manifestOf({expiresAt: '2026-01-21'})});
    const [first] = all(center, '[part=banner]');
    expect(first!.dataset).to.include({banner: 'contradiction', guard: 'write'});
    expect(textOf(first!))
      .to.contain('The manifest says Production write is blocked until 1 gate is met.')
      .and.to.match(/At .+, the guard answered open\./)
      .and.to.contain('Do not rely on either');
    expect(one<HTMLAnchorElement>(first!, 'a').href).to.equal('mailto:security@vendor.example');
    const position = first!.compareDocumentPosition(one(center, '.sections'));
    expect(position & Node.DOCUMENT_POSITION_FOLLOWING).to.be.ok;
  });

  it('is marked in its row, its control and the summary', async () => {
    const center = await mountContradicted();
    expect(card(center).dataset).to.include({agreement: 'contradicts', status: 'contradicted'});
    expect(control(center).dataset['state']).to.equal('contradicted');
    expect(rowOf(center, 'control', 'logging').dataset['state']).to.equal('current');
    expect(textOf(control(center)))
      .to.contain('Contradicted')
      .and.to.contain('contradicts this page');
    expect(textOf(sectionOf(center, 'summary'))).to.contain('1 contradicted');
  });

  it('may be blocked by other gates, which the banner names', async () => {
    const center = await mountWithAnswer(blocks(['backup', 'unheard-of']), 'blocked');
    expect(textOf(contradictionBanners(center)[0]!)).to.contain(
      'answered blocked, but named other gates: “Backup” and “unheard-of”',
    );
  });

  it('may let the request through', async () => {
    const center = await mountWithAnswer(answers(200, '<!doctype html>'), 'not-refused');
    expect(textOf(contradictionBanners(center)[0]!)).to.contain(
      'did not refuse the request (status 200)',
    );
  });

  it('may contradict itself', async () => {
    const effects = {
      authenticatesUsers: false,
      isolatesTenants: false,
      authorizesRoles: false,
      mutatesRecords: true,
      persistsAuditEvents: false,
      enablesProduction: false,
    };
    const center = await mountWithAnswer(blocks(['tenancy'], {effects}), 'contradictory');
    expect(textOf(contradictionBanners(center)[0]!)).to.contain(
      'contradicted itself: it says blocked',
    );
  });

  it('may be blocked although the manifest declares its gates met', async () => {
    const center = await mountBlocked({manifest: manifestOf({gates: MET_GATES})});
    expect(textOf(contradictionBanners(center)[0]!)).to.contain(
      'The manifest says all gates for Production write are met.',
    );
  });

  it('has a banner of its own', async () => {
    network.route('/api/access/guard', opens());
    const center = await mountContradicted({manifest: manifestOf({guards: twoGuards()})});
    await untilVerdict(center, 'access', 'open');
    expect(contradictionBanners(center).map(({dataset}) => dataset['guard'])).to.deep.equal([
      'write',
      'access',
    ]);
  });
});

describe('a contradiction', () => {
  const expectContradicted = (center: TrustCenter) => {
    expect(contradictionBanners(center).length).to.equal(1);
    expect(card(center).dataset['agreement']).to.equal('contradicts');
    expect(control(center).dataset['state']).to.equal('contradicted');
    expect(textOf(contradictionBanners(center)[0]!)).to.contain('the guard answered open');
  };

  it('stays through an outage, and shows when it was seen', async () => {
    const center = await mountContradicted();
    network.route(WRITE, networkError);
    await center.checkGuards();
    await untilVerdict(center, 'write', 'unknown');
    expectContradicted(center);
    expect(textOf(card(center))).to.match(
      /Seen at .+\. Since then: Could not verify: no connection/,
    );
  });

  it('stays after an unproven answer that agrees', async () => {
    const center = await mountContradicted();
    network.route(WRITE, blocks(['tenancy'], {challenge: 'AAAAAAAAAAAAAAAAAAAAAA'}));
    await center.checkGuards();
    await untilVerdict(center, 'write', 'blocked-unproven');
    expectContradicted(center);
  });

  it('stays when the observation becomes stale', async () => {
    const center = await mountContradicted();
    clock.pass(3_600_000);
    returnToPage();
    await untilVerdict(center, 'write', 'stale');
    expectContradicted(center);
  });

  it('stays when checks are switched off', async () => {
    const center = await mountContradicted();
    center.guards = 'off';
    await untilVerdict(center, 'write', 'unchecked');
    expectContradicted(center);
  });

  it('stays when the element is moved', async () => {
    const center = await mountContradicted();
    network.route(WRITE, networkError);
    clock.pass(INTERVAL);
    center.parentElement!.prepend(center);
    await untilVerdict(center, 'write', 'unknown');
    expectContradicted(center);
  });

  it('stays when the same manifest is reloaded', async () => {
    network.route(SRC, manifestOf());
    const center = await mountContradicted({src: SRC});
    network.route(WRITE, networkError);
    await center.reload();
    await center.checkGuards();
    await untilVerdict(center, 'write', 'unknown');
    expectContradicted(center);
  });

  it('stays while a new endpoint has not answered', async () => {
    const center = await mountContradicted();
    center.guardEndpoint = '/elsewhere/{id}';
    await untilVerdict(center, 'write', 'unchecked');
    expectContradicted(center);
  });

  it('stays when a reload fails', async () => {
    network.route(SRC, manifestOf());
    const center = await mountContradicted({src: SRC});
    network.route(SRC, networkError);
    await center.reload();
    await untilLoadState(center, 'kept');
    expectContradicted(center);
    expect(all(center, '[part=banner]').map(({dataset}) => dataset['banner'])).to.deep.equal([
      'contradiction',
      'kept',
    ]);
  });

  it('is cleared by a proven answer that agrees', async () => {
    const center = await mountContradicted();
    network.route(WRITE, blocks());
    await center.checkGuards();
    await untilVerdict(center, 'write', 'blocked');
    expect(contradictionBanners(center).length).to.equal(0);
    expect(control(center).dataset['state']).to.equal('gated');
  });

  const reordered = () => Object.fromEntries(Object.entries(manifestOf()).reverse());
  for (const [what, properties] of Object.entries<() => Partial<TrustCenter>>({
    'other white space': () => {
      network.route(SRC, answers(200, JSON.stringify(manifestOf(), null, 4), 'application/json'));
      return {};
    },
    'another order of keys': () => {
      network.route(SRC, reordered());
      return {};
    },
    'another spelling of the version': () => {
      network.route(SRC, manifestOf({version: '01.0'}));
      return {};
    },
    'another query in its address': () => {
      network.route(`${SRC}?again=1`, manifestOf());
      return {src: `${SRC}?again=1`};
    },
    'another address': () => {
      network.route('/mirror/trust.json', manifestOf());
      return {src: '/mirror/trust.json'};
    },
    'the manifest inline': () => ({manifest: manifestOf()}),
  })) {
    it(`stays with ${what}`, async () => {
      network.route(SRC, manifestOf());
      const center = await mountContradicted({src: SRC});
      network.route(WRITE, networkError);
      clock.pass(INTERVAL);
      Object.assign(center, properties());
      await center.reload();
      await untilLoadState(center, 'ready');
      await eventually(() => all(center, '[data-kind=guard]').length, 'the guard is rendered');
      await untilVerdict(center, 'write', 'unknown');
      expectContradicted(center);
    });
  }

  it('is back with its version, and not cleared by the answer that it was seen in', async () => {
    const center = await mountContradicted({manifest: manifestOf()});
    const {controls} = manifestOf();
    center.manifest = manifestOf({version: '2', gates: MET_GATES, controls});
    await rendered(center);
    await untilVerdict(center, 'write', 'open');
    expect(contradictionBanners(center).length).to.equal(0);
    center.manifest = manifestOf({gates: MET_GATES, controls});
    await rendered(center);
    await untilVerdict(center, 'write', 'open');
    expect(contradictionBanners(center).length).to.equal(1);
    clock.pass(INTERVAL);
    await center.checkGuards();
    await eventually(() => !contradictionBanners(center).length, 'a later answer agrees');
  });

  it('is cleared by a new version of the manifest', async () => {
    network.route(SRC, manifestOf());
    const center = await mountContradicted({src: SRC});
    network.unroute(WRITE);
    clock.pass(INTERVAL);
    network.route(SRC, manifestOf({version: '2'}));
    await center.reload();
    await rendered(center);
    expect(contradictionBanners(center).length).to.equal(0);
    expect(card(center).dataset).to.include({verdict: 'unchecked', reason: 'pending'});
  });
});

describe('a guard that cannot be verified', () => {
  const CASES = [
    ['no connection', networkError, 'unknown', 'network', 'Could not verify: no connection'],
    [
      'a server error',
      answers(500),
      'unknown',
      'not-json',
      'Could not verify: the answer is not JSON, so it is not from a guard',
    ],
    [
      'an answer without the challenge',
      blocks(['tenancy'], {challenge: undefined}),
      'blocked-unproven',
      'no-challenge',
      'Answered blocked, with no proof that the answer is live',
    ],
    [
      'another guard’s answer',
      blocks(['tenancy'], {id: 'other'}),
      'unknown',
      'wrong-guard',
      'Could not verify: another guard answered',
    ],
  ] as const;
  for (const [name, answer, expected, reason, message] of CASES) {
    it(`is shown as neither verified nor contradicted: ${name}`, async () => {
      const center = await mountWithAnswer(answer, expected);
      expect(card(center).dataset).to.include({
        reason,
        agreement: 'undetermined',
        status: 'unverified',
      });
      expect(textOf(card(center))).to.contain(message);
      expect(all(center, '.status.verified').length).to.equal(0);
      expect(contradictionBanners(center).length).to.equal(0);
    });
  }

  it('is pending until it answers', async () => {
    const center = await mount({manifest: manifestOf()});
    await network.waitForRequest(WRITE);
    expect(card(center).dataset).to.include({
      verdict: 'unchecked',
      reason: 'pending',
      status: 'pending',
    });
    expect(textOf(card(center))).to.contain('Not verified: no answer yet');
  });

  it('shows when it was last verified', async () => {
    const center = await mountBlocked();
    network.route(WRITE, networkError);
    await center.checkGuards();
    await untilVerdict(center, 'write', 'unknown');
    expect(textOf(card(center))).to.match(/last verified .*\d/);
  });
});

describe('guard options and addresses', () => {
  it('guards="off" prevents all requests', async () => {
    const center = await mount({manifest: manifestOf(), guards: 'off'});
    expect(card(center).dataset).to.include({verdict: 'unchecked', reason: 'off'});
    expect(textOf(card(center))).to.contain('checks are switched off');
    await center.checkGuards();
    expect(network.requests.length).to.equal(0);
  });

  it('removing guards="off" resumes the checks', async () => {
    network.route(WRITE, blocks());
    const center = await mount({manifest: manifestOf()});
    center.setAttribute('guards', 'off');
    await untilVerdict(center, 'write', 'unchecked');
    center.removeAttribute('guards');
    await untilVerdict(center, 'write', 'blocked');
  });

  it('guard-endpoint is a URL template for the guard’s id', async () => {
    network.route('/proxy/write/guard?of=write', blocks());
    const center = await mount({
      manifest: manifestOf(),
      guardEndpoint: '/proxy/{id}/guard?of={id}#x',
    });
    await untilVerdict(center, 'write', 'blocked');
    expect(network.requests.map(({endpoint}) => new URL(endpoint).pathname)).to.deep.equal([
      '/proxy/write/guard',
    ]);
  });

  const manifestWithGuardAt = (url: string) => {
    const [guard] = manifestOf()['guards'] as object[];
    return manifestOf({guards: [{...guard, url}]});
  };

  it('a manifest cannot send requests to another origin', async () => {
    const center = await mount({
      manifest: manifestWithGuardAt('https://victim.example/write/guard'),
    });
    expect(card(center).dataset).to.include({verdict: 'unchecked', reason: 'origin-not-allowed'});
    await center.checkGuards();
    expect(network.requests.length).to.equal(0);
  });

  it('a manifest from another origin cannot send requests to the page’s origin', async () => {
    const src = 'https://vendor.example/trust.json';
    network.route(src, manifestWithGuardAt(new URL(WRITE, location.href).href));
    const center = await untilLoadState(await mount({src}), 'ready');
    expect(card(center).dataset).to.include({verdict: 'unchecked', reason: 'origin-not-allowed'});
    await center.checkGuards();
    expect(network.requestsTo(WRITE).length).to.equal(0);
  });

  it('a manifest may name guards on its own origin', async () => {
    const src = 'https://vendor.example/trust.json';
    const url = 'https://vendor.example/api/write/guard';
    network.route(src, manifestOf());
    network.route(url, blocks());
    const center = await mount({src});
    await untilLoadState(center, 'ready');
    await untilVerdict(center, 'write', 'blocked');
    expect(network.requestsTo(url).length).to.equal(1);
  });

  it('guard-origins allows other origins', async () => {
    const url = 'https://guards.example/write/guard';
    network.route(url, blocks());
    const center = await mount({
      manifest: manifestWithGuardAt(url),
      guardOrigins: 'https://other.example  https://guards.example',
    });
    await untilVerdict(center, 'write', 'blocked');
    expect(textOf(card(center))).to.contain(url);
  });

  it('a guard without an address is not checked', async () => {
    const guards = [{id: 'write', title: 'Write', route: '/api/write', gates: ['tenancy']}];
    const center = await mount({manifest: manifestOf({guards})});
    expect(card(center).dataset).to.include({verdict: 'unchecked', reason: 'no-address'});
    expect(textOf(card(center))).to.contain('/api/write');
  });

  it('guard-interval schedules the next check, and 0 schedules none', async () => {
    const center = await mountBlocked();
    expect(textOf(card(center))).to.match(/next check in \d\d sec\./);
    center.setAttribute('guard-interval', '0');
    await eventually(() => !textOf(card(center)).includes('next check'), 'no check is scheduled');
    expect(network.requestsTo(WRITE).length).to.equal(1);
  });

  for (const [name, attribute] of [
    ['removed', null],
    ['not a number', 'often'],
    ['negative', '-1'],
  ] as const) {
    it(`guard-interval defaults to 30 s if it is ${name}`, async () => {
      const center = await mountBlocked({manifest: manifestOf(), guardInterval: 3_600});
      center.setAttribute('guard-interval', attribute ?? '0');
      await rendered(center);
      if (attribute === null) center.removeAttribute('guard-interval');
      await eventually(
        () => /next check in (?:2\d|30) sec\./.test(textOf(card(center))),
        'the next check is due in 30 s',
      );
    });
  }
});

describe('an aging observation', () => {
  it('becomes stale after max-age, and shows when it was last verified', async () => {
    const center = await mountBlocked({manifest: manifestOf(), guardInterval: 0, maxAge: 90});
    clock.pass(80_000);
    returnToPage();
    await rendered(center);
    expect(card(center).dataset['verdict']).to.equal('blocked');
    clock.pass(20_000);
    returnToPage();
    await untilVerdict(center, 'write', 'stale');
    expect(card(center).dataset).to.include({reason: 'too-old', agreement: 'undetermined'});
    expect(textOf(card(center)))
      .to.contain('the last answer is too old')
      .and.to.match(/last verified/);
    expect(all(center, '.status.verified').length).to.equal(0);
  });

  it('becomes stale without another answer, and fires one `trust-posture`', async () => {
    const center = await mountBlocked({manifest: manifestOf(), guardInterval: 0});
    const events = collectEvents('trust-posture');
    clock.pass(61_000);
    await untilVerdict(center, 'write', 'stale');
    expect(events.length).to.equal(1);
  });

  it('becomes stale even if another guard’s already has', async () => {
    const manifest = manifestOf({guards: twoGuards()});
    const center = await mountBlocked({manifest, guardInterval: 0});
    clock.pass(40_000);
    // `access` answers its first check only now, while `write` is checked again.
    const slow = await network.waitForRequest('/api/access/guard');
    const checked = center.checkGuards();
    slow.answer(await blocks()(slow));
    await checked;
    await untilVerdict(center, 'access', 'blocked');
    network.unroute(WRITE);
    clock.pass(30_000);
    await untilVerdict(center, 'access', 'stale');
    expect(rowOf(center, 'guard', 'write').dataset['verdict']).to.equal('blocked');
    clock.pass(40_000);
    await untilVerdict(center, 'write', 'stale');
  });

  it('stays fresh for twice the interval if max-age is shorter', async () => {
    const center = await mountBlocked({manifest: manifestOf(), guardInterval: 100, maxAge: 1});
    clock.pass(190_000);
    returnToPage();
    await rendered(center);
    expect(card(center).dataset['verdict']).to.equal('blocked');
    clock.pass(20_000);
    returnToPage();
    await untilVerdict(center, 'write', 'stale');
  });
});

describe('a center that leaves the page', () => {
  it('aborts the checks of its guards', async () => {
    const center = await mount({manifest: manifestOf()});
    const request = await network.waitForRequest(WRITE);
    center.remove();
    expect(request.status).to.equal('aborted');
    await center.checkGuards();
    expect(network.requestsTo(WRITE).length).to.equal(1);
  });

  it('checks its guards again when it returns, once the interval has passed', async () => {
    const center = await mountBlocked();
    const place = center.parentElement!;
    center.remove();
    network.route(WRITE, opens());
    clock.pass(INTERVAL);
    place.append(center);
    await untilVerdict(center, 'write', 'open');
  });

  it('does not ask again when it is moved before that, nor when another center replaces it', async () => {
    const center = await mountBlocked();
    const place = center.parentElement!;
    for (let move = 0; move < 10; move++) place.prepend(center);
    center.remove();
    const next = await mount({manifest: manifestOf()});
    await untilVerdict(next, 'write', 'blocked');
    expect(network.requestsTo(WRITE).length).to.equal(1);
    expect(textOf(card(next))).to.match(/next check in (?:2\d|30) sec\./);
  });

  it('checks its guards again when it returns, even if the manifest cannot be reloaded', async () => {
    network.route(SRC, manifestOf());
    const center = await mountBlocked({src: SRC});
    network.route(SRC, networkError);
    network.route(WRITE, opens());
    clock.pass(INTERVAL);
    center.parentElement!.prepend(center);
    await untilLoadState(center, 'kept');
    await untilVerdict(center, 'write', 'open');
  });

  it('checks its guards again when it returns, even while the manifest is loading', async () => {
    network.route(SRC, manifestOf());
    const center = await mountBlocked({src: SRC});
    network.unroute(SRC);
    network.route(WRITE, opens());
    clock.pass(INTERVAL);
    center.parentElement!.prepend(center);
    await untilVerdict(center, 'write', 'open');
  });

  it('checks no guard while it is away, even if its properties change', async () => {
    network.route(SRC, manifestOf());
    const center = await mountBlocked({src: SRC});
    const place = center.parentElement!;
    center.remove();
    network.requests.length = 0;
    const observations = collectEvents('trust-observation');
    center.guardInterval = 1;
    center.manifest = manifestOf({title: 'Set while away'});
    await rendered(center);
    await center.reload();
    expect(network.requestsTo(WRITE).length).to.equal(0);
    place.append(center);
    await network.waitForRequest(WRITE);
    await untilVerdict(center, 'write', 'blocked');
    expect(observations.length).not.to.equal(0);
  });
});

describe('a center in a frame that is removed', () => {
  it('aborts the checks of its guards, and starts none', async () => {
    const center = await mountBlocked();
    const frame = document.createElement('iframe');
    // Firefox replaces the first document of an empty frame by another one.
    await new Promise((resolve) => {
      frame.onload = resolve;
      document.body.append(frame);
    });
    frame.contentDocument!.body.append(center);
    await rendered(center);
    network.unroute(WRITE);
    network.requests.length = 0;
    void center.checkGuards();
    const request = await network.waitForRequest(WRITE);
    frame.remove();
    expect(center.isConnected).to.equal(true);
    await eventually(() => request.status === 'aborted', 'the check is aborted');
    clock.pass(INTERVAL);
    center.guardInterval = 1;
    await rendered(center);
    await center.checkGuards();
    expect(network.requestsTo(WRITE).length).to.equal(1);
  });
});
