/** The built file under the content security policies that pages have. */
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import type {Browser} from 'puppeteer-core';
import {digest} from '../../scripts/bundle.js';
import {AGREES, arqenTag, openArqenSite} from '../fixtures/arqen-site.js';
import {openBrowser, Visit} from '../fixtures/browser-page.js';
import {built, embedding, text, type Site} from '../fixtures/site.js';

const ENTRY = '/cdn/trust-center.js';

/**
 * What becomes of the center. `live`: it is whole, both guards are asked and agree. `unasked`: it is
 * whole, but the guards may not be asked, and say so. `failed`: the error is shown in the fallback's
 * place. `fallback`: what stands inside the tag stays, and one line of the console says why.
 * `untouched`: likewise, but nothing of ours ran that could say so.
 */
type Outcome = 'live' | 'unasked' | 'failed' | 'fallback' | 'untouched';

interface Policy {
  readonly policy: string;
  readonly outcome: Outcome;
  /** The directives that the browser reports a breach of. Where there is one, `why` says what for. */
  readonly reports?: readonly string[];
  readonly why?: string;
  /** Attributes of the script tag. */
  readonly script?: string;
  /** What the page itself runs before: its policy by the name "default". */
  readonly defaultPolicy?: string;
  /** How often the page has the script. */
  readonly copies?: number;
  /** False where the policy lets the page make none for its own script, which comes after ours. */
  readonly hostPolicy?: false;
  readonly reason?: string;
}

const STRICT = "default-src 'none'; img-src data:; connect-src 'self';";
const SELF = `${STRICT} script-src 'self';`;
const TYPED = `${SELF} require-trusted-types-for 'script';`;
const NONCE = 'nonce="n0nce"';
const own = digest(built('cdn/trust-center.js').toString());
const all = Object.values(
  JSON.parse(built('cdn/integrity.json').toString()) as Record<string, string>,
).map((it) => `'${it}'`);

const POLICIES: Readonly<Record<string, Policy>> = {
  none: {policy: '', outcome: 'live'},
  'nothing but itself': {policy: SELF, outcome: 'live'},
  'no style at all': {policy: `${SELF} style-src 'none'`, outcome: 'live'},
  'styles of its own': {policy: `${SELF} style-src 'self'`, outcome: 'live'},
  'no picture': {policy: SELF.replace('img-src data:', "img-src 'none'"), outcome: 'live'},
  'a nonce': {
    policy: `${STRICT} script-src 'nonce-n0nce'`,
    script: NONCE,
    outcome: 'live',
  },
  'a nonce and what it brings': {
    policy: `${STRICT} script-src 'nonce-n0nce' 'strict-dynamic'`,
    script: NONCE,
    outcome: 'live',
  },
  'the digest of the entry and what it brings': {
    policy: `${STRICT} script-src 'nonce-n0nce' '${own}' 'strict-dynamic'`,
    script: `integrity="${own}"`,
    outcome: 'live',
  },
  'the digests of all files': {
    policy: `${STRICT} script-src 'nonce-n0nce' ${all.join(' ')}`,
    script: `integrity="${own}"`,
    outcome: 'live',
  },
  'no script': {
    policy: `${STRICT} script-src 'nonce-n0nce'`,
    outcome: 'untouched',
    reports: ['script-src-elem'],
    why: 'the page itself forbids the script that it has',
  },
  'no connection': {
    policy: SELF.replace("connect-src 'self'", "connect-src 'none'"),
    outcome: 'failed',
    reason: 'network',
    reports: ['connect-src'],
    why: 'the manifest may not be had',
  },
  'a connection to the manifest alone': {
    policy: SELF.replace("connect-src 'self'", 'connect-src ORIGIN/arqen.trust.json'),
    outcome: 'unasked',
    reports: ['connect-src'],
    why: 'a guard may not be asked, which only asking shows',
  },
  'a sandbox with scripts': {policy: `${SELF} sandbox allow-scripts`, outcome: 'live'},
  'a sandbox with scripts and an origin': {
    policy: `${SELF} sandbox allow-scripts allow-same-origin`,
    outcome: 'live',
  },
  'a sandbox without scripts': {policy: `${SELF} sandbox allow-same-origin`, outcome: 'untouched'},
  'trusted types by any name': {policy: TYPED, outcome: 'live'},
  'trusted types by our name': {
    policy: `${TYPED} trusted-types arqen-trust-center host`,
    outcome: 'live',
  },
  'trusted types by our name alone': {
    policy: `${TYPED} trusted-types arqen-trust-center`,
    outcome: 'live',
    hostPolicy: false,
  },
  'trusted types by another name': {
    policy: `${TYPED} trusted-types lit-html host`,
    outcome: 'fallback',
    reports: ['trusted-types', 'require-trusted-types-for'],
    why: 'whether a name is allowed only trying shows',
  },
  'trusted types by no name': {
    policy: `${TYPED} trusted-types 'none'`,
    outcome: 'fallback',
    hostPolicy: false,
    reports: ['trusted-types', 'require-trusted-types-for'],
    why: 'whether a name is allowed only trying shows',
  },
  'another name, but no types required': {
    policy: `${SELF} trusted-types host`,
    outcome: 'live',
    reports: ['trusted-types'],
    why: 'whether a name is allowed only trying shows',
  },
  'a default policy beside our name': {
    policy: `${TYPED} trusted-types default arqen-trust-center host`,
    defaultPolicy: 'text => { throw new Error(text); }',
    outcome: 'live',
  },
  'a default policy that lets all through, and not our name': {
    policy: `${TYPED} trusted-types default host`,
    defaultPolicy: 'text => text',
    outcome: 'live',
    reports: ['trusted-types'],
    why: 'whether a name is allowed only trying shows',
  },
  'a default policy that lets nothing through, and not our name': {
    policy: `${TYPED} trusted-types default host`,
    defaultPolicy: '() => null',
    outcome: 'fallback',
    reports: ['trusted-types', 'require-trusted-types-for'],
    why: 'whether a name is allowed only trying shows',
  },
  'the script twice, and duplicates': {
    policy: `${TYPED} trusted-types arqen-trust-center host 'allow-duplicates'`,
    copies: 2,
    outcome: 'live',
  },
  'the script twice, and no duplicates': {
    policy: `${TYPED} trusted-types arqen-trust-center host`,
    copies: 2,
    outcome: 'live',
    reports: ['trusted-types'],
    why: 'the second copy may not have the name of the first, and does not need it',
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

/** What the page's own script does after ours: it runs, and makes the policy that it may make. */
const hostScript = (hostPolicy: boolean) =>
  `${hostPolicy ? "trustedTypes.createPolicy('host', {createHTML: (text) => text});" : ''}
  globalThis.hostRan = true;`;

/** A page under a policy, with the script, and with scripts of its own before and after. */
async function open(name: string): Promise<Visit> {
  const {policy, script = '', defaultPolicy, copies = 1, hostPolicy = true} = POLICIES[name]!;
  const before = defaultPolicy
    ? `trustedTypes.createPolicy('default', {createHTML: ${defaultPolicy}});`
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
  const html = embedding(arqenTag(), {script: scripts.join('')});
  // A page that allows no picture has no icon either.
  const page = policy.includes("img-src 'none'") ? html.replace(/<link rel="icon".*>/, '') : html;
  const headers = policy ? {'Content-Security-Policy': policy.replace('ORIGIN', site.origin)} : {};
  site.routes.set('/', text(page, 'text/html', headers));
  site.seen.length = 0;
  const visit = await Visit.begin(browser!);
  await visit.page.goto(site.origin);
  return visit;
}

/** Whether what stands inside the tag can be read. */
const fallbackIsSeen = (visit: Visit) =>
  visit.ask(() => document.querySelector('.fallback')!.checkVisibility());

const UNASKED = '[data-kind="guard"][data-reason="csp"][data-agreement="undetermined"]';

/** Waits for what must have come about, and looks whether nothing else has. */
const OUTCOMES: Readonly<Record<Outcome, (visit: Visit, policy: Policy) => Promise<void>>> = {
  async live(visit) {
    await visit.until((agrees: string) => inPage.all(agrees).length === 2, [AGREES]);
    await whole(visit);
  },
  async unasked(visit) {
    await visit.until((unasked: string) => inPage.all(unasked).length === 2, [UNASKED]);
    assert.match(
      await visit.textOf('[data-kind="guard"]'),
      /this page’s security policy refuses the request; its owner can allow it/,
    );
    await whole(visit);
  },
  async failed(visit, {reason}) {
    await visit.untilThere(`[data-load-state="failed"] [role="alert"] [data-reason="${reason}"]`);
    assert.match(
      await visit.textOf('[role="alert"]'),
      /or this page no such address \(connect-src\)/,
    );
    assert.equal(await visit.count('[data-kind]'), 0);
    assert.equal(await fallbackIsSeen(visit), false);
  },
  async fallback(visit) {
    assert.equal(await visit.ask(() => customElements.get('arqen-trust-center')), undefined);
    assert.equal(await fallbackIsSeen(visit), true);
    assert.equal(site.count('/arqen.trust.json'), 0);
    const lines = visit.console.filter((line) => line.includes('<arqen-trust-center>'));
    assert.equal(lines.length, 1, visit.console.join('\n'));
    assert.match(
      lines[0]!,
      /stays undefined: this page must allow "trusted-types arqen-trust-center"/,
    );
  },
  async untouched(visit) {
    assert.equal(await visit.ask(() => customElements.get('arqen-trust-center')), undefined);
    assert.equal(await fallbackIsSeen(visit), true);
    assert.equal(site.count('/arqen.trust.json'), 0);
  },
};

/** The posture of ARQEN's manifest, with its markdown read. */
async function whole(visit: Visit): Promise<void> {
  await visit.until(() => !inPage.text().includes('**'), []);
  const seen = await visit.ask(() => ({
    loadState: document.querySelector('arqen-trust-center')!.loadState,
    rows: ['control', 'gate', 'guard'].map((kind) => inPage.all(`[data-kind="${kind}"]`).length),
    posture: inPage.text(inPage.all('arqen-trust-summary')[0]),
  }));
  assert.equal(seen.loadState, 'ready');
  assert.deepEqual(seen.rows, [12, 34, 2]);
  assert.match(seen.posture, /Of 12 topics, 4 hold today, 5 hold in part, and 3 stay gated/);
  assert.equal(await fallbackIsSeen(visit), false);
}

describe('under a policy that allows', () => {
  for (const [name, row] of Object.entries(POLICIES)) {
    const {outcome, reports = [], why, copies = 1, policy} = row;
    it(`${name}, the center is ${outcome}${why ? ` (reported, for ${why})` : ', and nothing is reported'}`, async () => {
      const visit = await open(name);
      try {
        await OUTCOMES[outcome](visit, row);
        const violations = await visit.ask(() => inPage.violations);
        const directives = violations.map((violation) => violation.split(':')[0]!);
        assert.deepEqual([...new Set(directives)].sort(), [...reports].sort(), violations.join());
        assert.deepEqual(visit.exceptions, []);
        // Whatever else the console has is the browser's: of a 403, of what it reports, or of the policy itself.
        const ours = visit.console.filter((line) => line.includes('<arqen-trust-center>'));
        assert.equal(ours.length, outcome === 'fallback' ? 1 : copies - 1, ours.join('\n'));
        const rest = visit.console.filter(
          (line) =>
            !ours.includes(line) && !/of 403 \(Forbidden\)$|can escape its sandboxing/.test(line),
        );
        if (!reports.length && outcome !== 'untouched') assert.deepEqual(rest, []);
        const hostRan = await visit.ask(() => 'hostRan' in globalThis);
        assert.equal(hostRan, !policy.includes('sandbox allow-same-origin'), 'the page goes on');
      } finally {
        await visit.page.close();
      }
    });
  }
});
