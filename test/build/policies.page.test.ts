/** The script-tag build under the content security policies of real pages. */
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import type {Browser} from 'puppeteer-core';
import {digest} from '../../scripts/bundle.js';
import {AGREES, arqenTag, openArqenSite} from '../fixtures/arqen-site.js';
import {openBrowser, Visit} from '../fixtures/browser-page.js';
import {builtFile, embedPage, text, type Site} from '../fixtures/site.js';
import {untilRowsRendered} from '../fixtures/until-settled.js';

const ENTRY = '/cdn/trust-center.js';

/**
 * The state the center ends in. `live`: complete, and both guards are checked and agree. `unasked`:
 * complete, but the policy blocks the guard checks, and the rows say so. `failed`: an error stands beside
 * the fallback. `fallback`: the fallback stays, and one console line explains why. `untouched`: the fallback
 * stays, and none of our code ran that could explain it.
 */
type Outcome = 'live' | 'unasked' | 'failed' | 'fallback' | 'untouched';

interface Policy {
  readonly policy: string;
  readonly outcome: Outcome;
  /** The directives whose violation the browser reports. If there is one, `why` gives the reason. */
  readonly reports?: readonly string[];
  readonly why?: string;
  /** Attributes of the script tag. */
  readonly script?: string;
  /** The page's own policy named `default`, created before our script runs. */
  readonly defaultPolicy?: string;
  /** How many times the page includes the script. */
  readonly copies?: number;
  /** False if the page may create no policy for its own script, which runs after ours. */
  readonly hostPolicy?: false;
  readonly reason?: string;
}

const STRICT = "default-src 'none'; img-src data:; connect-src 'self';";
const SELF = `${STRICT} script-src 'self';`;
const TYPED = `${SELF} require-trusted-types-for 'script';`;
const NONCE = 'nonce="n0nce"';
const own = digest(builtFile('cdn/trust-center.js').toString());
const all = Object.values(
  JSON.parse(builtFile('cdn/integrity.json').toString()) as Record<string, string>,
).map((it) => `'${it}'`);

const POLICIES: Readonly<Record<string, Policy>> = {
  everything: {policy: '', outcome: 'live'},
  'only same-origin requests': {policy: SELF, outcome: 'live'},
  'no styles': {policy: `${SELF} style-src 'none'`, outcome: 'live'},
  'only same-origin styles': {policy: `${SELF} style-src 'self'`, outcome: 'live'},
  'no images': {policy: SELF.replace('img-src data:', "img-src 'none'"), outcome: 'live'},
  'scripts with a nonce': {
    policy: `${STRICT} script-src 'nonce-n0nce'`,
    script: NONCE,
    outcome: 'live',
  },
  'scripts with a nonce, and what they load': {
    policy: `${STRICT} script-src 'nonce-n0nce' 'strict-dynamic'`,
    script: NONCE,
    outcome: 'live',
  },
  'the entry by its digest, and what it loads': {
    policy: `${STRICT} script-src 'nonce-n0nce' '${own}' 'strict-dynamic'`,
    script: `integrity="${own}"`,
    outcome: 'live',
  },
  'every file by its digest': {
    policy: `${STRICT} script-src 'nonce-n0nce' ${all.join(' ')}`,
    script: `integrity="${own}"`,
    outcome: 'live',
  },
  'no scripts': {
    policy: `${STRICT} script-src 'nonce-n0nce'`,
    outcome: 'untouched',
    reports: ['script-src-elem'],
    why: 'the page forbids its own script',
  },
  'no connections': {
    policy: SELF.replace("connect-src 'self'", "connect-src 'none'"),
    outcome: 'failed',
    reason: 'network',
    reports: ['connect-src'],
    why: 'the manifest must not be fetched',
  },
  'connections to the manifest only': {
    policy: SELF.replace("connect-src 'self'", 'connect-src ORIGIN/arqen.trust.json'),
    outcome: 'unasked',
    reports: ['connect-src'],
    why: 'a blocked guard check shows only on trying',
  },
  'a sandbox with scripts': {policy: `${SELF} sandbox allow-scripts`, outcome: 'live'},
  'a sandbox with scripts and an origin': {
    policy: `${SELF} sandbox allow-scripts allow-same-origin`,
    outcome: 'live',
  },
  'a sandbox without scripts': {policy: `${SELF} sandbox allow-same-origin`, outcome: 'untouched'},
  'trusted types with any policy name': {policy: TYPED, outcome: 'live'},
  'trusted types with our policy name': {
    policy: `${TYPED} trusted-types arqen-trust-center host`,
    outcome: 'live',
  },
  'trusted types with only our policy name': {
    policy: `${TYPED} trusted-types arqen-trust-center`,
    outcome: 'live',
    hostPolicy: false,
  },
  'trusted types with other policy names': {
    policy: `${TYPED} trusted-types lit-html host`,
    outcome: 'fallback',
    reports: ['trusted-types', 'require-trusted-types-for'],
    why: 'only trying shows whether a name is allowed',
  },
  'trusted types with no policy name': {
    policy: `${TYPED} trusted-types 'none'`,
    outcome: 'fallback',
    hostPolicy: false,
    reports: ['trusted-types', 'require-trusted-types-for'],
    why: 'only trying shows whether a name is allowed',
  },
  'other policy names, without requiring trusted types': {
    policy: `${SELF} trusted-types host`,
    outcome: 'live',
    reports: ['trusted-types'],
    why: 'only trying shows whether a name is allowed',
  },
  'a default policy and our policy name': {
    policy: `${TYPED} trusted-types default arqen-trust-center host`,
    defaultPolicy: 'text => { throw new Error(text); }',
    outcome: 'live',
  },
  'a permissive default policy, but not our policy name': {
    policy: `${TYPED} trusted-types default host`,
    defaultPolicy: 'text => text',
    outcome: 'live',
    reports: ['trusted-types'],
    why: 'only trying shows whether a name is allowed',
  },
  'a default policy that rejects everything, but not our policy name': {
    policy: `${TYPED} trusted-types default host`,
    defaultPolicy: '() => null',
    outcome: 'fallback',
    reports: ['trusted-types', 'require-trusted-types-for'],
    why: 'only trying shows whether a name is allowed',
  },
  'duplicate policy names, with the script twice': {
    policy: `${TYPED} trusted-types arqen-trust-center host 'allow-duplicates'`,
    copies: 2,
    outcome: 'live',
  },
  'no duplicate policy names, with the script twice': {
    policy: `${TYPED} trusted-types arqen-trust-center host`,
    copies: 2,
    outcome: 'live',
  },
};

let site: Site;
let browser: Browser | undefined;

before(async () => {
  browser = await openBrowser();
  site = await openArqenSite();
});
after(async () => {
  await browser?.close();
  await site.stop();
});

/** The page's own script, which runs after ours and creates the policy it is allowed to create. */
const hostScript = (hostPolicy: boolean) =>
  `${hostPolicy ? "globalThis.trustedTypes?.createPolicy('host', {createHTML: (text) => text});" : ''}
  globalThis.hostRan = true;`;

/** Opens a page under a policy, with our script and with the page's own scripts before and after it. */
async function open(name: string): Promise<Visit> {
  const {policy, script = '', defaultPolicy, copies = 1, hostPolicy = true} = POLICIES[name]!;
  const before = defaultPolicy
    ? `globalThis.trustedTypes?.createPolicy('default', {createHTML: ${defaultPolicy}});`
    : '';
  site.routes.set('/before.js', text(before, 'text/javascript'));
  site.routes.set('/after.js', text(hostScript(hostPolicy), 'text/javascript'));
  const ours = Array.from(
    {length: copies},
    (_, i) => `<script type="module" ${script} src="${ENTRY}${i ? '?again' : ''}"></script>`,
  );
  const scripts = [
    `<script ${NONCE} src="/before.js"></script>`,
    ...ours,
    `<script type="module" ${NONCE} src="/after.js"></script>`,
  ];
  const html = embedPage(arqenTag(), {script: scripts.join('')});
  // A page that allows no images has no icon either.
  const page = policy.includes("img-src 'none'") ? html.replace(/<link rel="icon".*>/, '') : html;
  const headers = policy ? {'Content-Security-Policy': policy.replace('ORIGIN', site.origin)} : {};
  site.routes.set('/', text(page, 'text/html', headers));
  site.requests.length = 0;
  const visit = await Visit.open(browser!);
  await visit.page.goto(site.origin);
  return visit;
}

/** Whether the fallback inside the tag is visible. */
const fallbackIsVisible = (visit: Visit) =>
  visit.evaluate(() => document.querySelector('.fallback')!.checkVisibility());

const UNASKED = '[data-kind="guard"][data-reason="csp"][data-agreement="undetermined"]';

/** Waits for the expected state, and asserts that nothing else happened. */
const OUTCOMES: Readonly<Record<Outcome, (visit: Visit, policy: Policy) => Promise<void>>> = {
  async live(visit) {
    await visit.waitFor((agrees: string) => inPage.all(agrees).length === 2, [AGREES]);
    await assertComplete(visit);
  },
  async unasked(visit) {
    await visit.waitFor((unasked: string) => inPage.all(unasked).length === 2, [UNASKED]);
    assert.match(
      await visit.textOf('[data-kind="guard"]'),
      /this page’s security policy forbids the request; the page owner can allow it/,
    );
    await assertComplete(visit);
  },
  async failed(visit, {reason}) {
    await visit.waitForSelector(
      `[data-load-state="failed"] [role="alert"] [data-reason="${reason}"]`,
    );
    assert.match(
      await visit.textOf('[role="alert"]'),
      /the CORS headers and the connect-src policy/,
    );
    assert.equal(await visit.count('[data-kind]'), 0);
    assert.equal(await fallbackIsVisible(visit), true);
  },
  async fallback(visit) {
    assert.equal(await visit.evaluate(() => customElements.get('arqen-trust-center')), undefined);
    assert.equal(await fallbackIsVisible(visit), true);
    assert.equal(site.count('/arqen.trust.json'), 0);
    const lines = visit.console.filter((line) => line.includes('<arqen-trust-center>'));
    assert.equal(lines.length, 1, visit.console.join('\n'));
    assert.match(lines[0]!, /is not defined: .* must allow "trusted-types arqen-trust-center"/);
  },
  async untouched(visit) {
    assert.equal(await visit.evaluate(() => customElements.get('arqen-trust-center')), undefined);
    assert.equal(await fallbackIsVisible(visit), true);
    assert.equal(site.count('/arqen.trust.json'), 0);
  },
};

/** Asserts that the center shows the whole posture of ARQEN's manifest, markdown included. */
async function assertComplete(visit: Visit): Promise<void> {
  await untilRowsRendered(visit);
  await visit.waitFor(() => !inPage.text().includes('**'), []);
  const seen = await visit.evaluate(() => ({
    loadState: document.querySelector('arqen-trust-center')!.loadState,
    rows: ['control', 'gate', 'guard'].map((kind) => inPage.all(`[data-kind="${kind}"]`).length),
    posture: inPage.text(inPage.all('arqen-trust-summary')[0]),
  }));
  assert.equal(seen.loadState, 'ready');
  assert.deepEqual(seen.rows, [12, 34, 2]);
  assert.match(seen.posture, /12 topics: 4 current, 5 partly gated, and 3 gated/);
  assert.equal(await fallbackIsVisible(visit), false);
}

describe('under a policy that allows', () => {
  for (const [name, row] of Object.entries(POLICIES)) {
    const {outcome, reports = [], why, copies = 1, policy} = row;
    it(`${name}, the center is ${outcome}${why ? ` (reported: ${why})` : ', and nothing is reported'}`, async () => {
      const visit = await open(name);
      try {
        await OUTCOMES[outcome](visit, row);
        const violations = await visit.evaluate(() => inPage.violations);
        const directives = violations.map((violation) => violation.split(':')[0]!);
        assert.deepEqual([...new Set(directives)].sort(), [...reports].sort(), violations.join());
        assert.deepEqual(visit.exceptions, []);
        // All other console lines are the browser's: about a 403, a violation, or the policy itself.
        const ours = visit.console.filter((line) => line.includes('<arqen-trust-center>'));
        assert.equal(ours.length, outcome === 'fallback' ? 1 : copies - 1, ours.join('\n'));
        const rest = visit.console.filter(
          (line) =>
            !ours.includes(line) && !/of 403 \(Forbidden\)$|can escape its sandboxing/.test(line),
        );
        if (!reports.length && outcome !== 'untouched') assert.deepEqual(rest, []);
        const hostRan = await visit.evaluate(() => 'hostRan' in globalThis);
        assert.equal(
          hostRan,
          !policy.includes('sandbox allow-same-origin'),
          'the page’s own script runs',
        );
      } finally {
        await visit.page.close();
      }
    });
  }
});
