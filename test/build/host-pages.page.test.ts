/** The built file in pages of every kind: see `host-behaviours.ts`. */
import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {after, before, beforeEach, describe, it} from 'node:test';
import {setTimeout} from 'node:timers/promises';
import {isDeepStrictEqual} from 'node:util';
import type {Browser, Frame} from 'puppeteer-core';
import {createGuardHandler} from '../../src/guard/handler.js';
import {openBrowser, Visit} from '../fixtures/browser-page.js';
import {HOST_BEHAVIOURS, SCRIPT, type HostBehaviour} from '../fixtures/host-behaviours.js';
import {fromHandler, json, Site, text} from '../fixtures/site.js';

const MANIFEST = {
  schemaVersion: '1.0',
  id: 'https://vendor.example/',
  version: '1',
  publishedAt: '2026-11-23',
  organization: {name: 'Sample vendor'},
  gates: [{id: 'approval', title: 'Approval', state: 'unmet'}],
  guards: [{id: 'writes', title: 'Writes', route: '/writes', gates: ['approval'], url: '/guard'}],
  controls: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((id) => ({
    id,
    title: `Topic ${id}`,
    current: 'Records are kept.',
    gated: 'Writes to production.',
    gates: ['approval'],
    guards: ['writes'],
  })),
  disclosure: {contacts: ['mailto:security@vendor.example']},
};

let site: Site;
let browser: Browser | undefined;
let open = false;

before(async () => {
  browser = await openBrowser();
  const handler = createGuardHandler({
    id: 'writes',
    route: '/writes',
    gate: () => (open ? {decision: 'open'} : {decision: 'blocked', unmetGates: ['approval']}),
  });
  site = await Site.open({'/trust.json': json(MANIFEST), '/guard': fromHandler(handler)});
});
after(async () => {
  await browser?.close();
  await site.stop();
});
beforeEach(() => {
  open = false;
});

const TAG =
  '<arqen-trust-center src="/trust.json" guard-interval="0"><p>Write to us.</p></arqen-trust-center>';
/** The end of what Firefox logs for a chunk whose load has been stopped: the hash of no bytes. */
const STOPPED = `“${createHash('sha384').digest('base64')}”.`;
const inMain = (inside: string) =>
  `<body><main>${inside}<button id="host">Host</button></main></body></html>`;

/** Returns the page, with its own script before ours if there is one, and the other after ours. */
function pageOf({start, head = '', before, body, type, after}: HostBehaviour): string {
  const first = before ? '<script src="/before.js"></script>' : '';
  const opening =
    start ??
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Test</title><link rel="icon" href="data:,">${head}${first}${SCRIPT}</head>`;
  const inside = body?.(TAG) ?? TAG;
  if (type) return opening + inside;
  return (
    opening + inMain(inside + (after ? '<script type="module" src="/after.js"></script>' : ''))
  );
}

/** Describes what a reader sees of the center. Runs in the page. */
function see() {
  const center =
    (globalThis as {center?: HTMLElementTagNameMap['arqen-trust-center']}).center ??
    (inPage.all('arqen-trust-center')[0] as
      HTMLElementTagNameMap['arqen-trust-center'] | undefined);
  if (!center?.shadowRoot) return undefined;
  const find = (selector: string) => inPage.all(selector, center.shadowRoot!);
  const [guard] = find('[data-kind="guard"]');
  const boxes = [center, ...find('*')].flatMap(
    ({shadowRoot}) => shadowRoot?.querySelector('.base, section') ?? [],
  );
  return {
    loadState: center.loadState,
    rows: ['control', 'gate', 'guard'].map((kind) => find(`[data-kind="${kind}"]`).length),
    styled:
      boxes.length > 3 &&
      boxes.every((box) => {
        const style = box.ownerDocument.defaultView!.getComputedStyle(box);
        return style.containerType === 'inline-size';
      }),
    visible: center.getBoundingClientRect().height > 300,
    verdict: guard?.dataset['verdict'],
    agreement: guard?.dataset['agreement'],
    saysBlocked: /answered “?blocked/i.test(inPage.text(center)),
  };
}

const WHOLE = {loadState: 'ready', rows: [8, 1, 1], styled: true, visible: true};
const BLOCKED = {...WHOLE, verdict: 'blocked', agreement: 'agrees', saysBlocked: true};
const OPEN = {...WHOLE, verdict: 'open', agreement: 'contradicts', saysBlocked: false};

/** Waits until the center shows what is expected; fails with what it shows instead. */
async function untilSeen(where: Frame, expected: typeof BLOCKED): Promise<void> {
  const end = Date.now() + 8_000;
  // Compared here, because a page may have changed how values become JSON.
  while (!isDeepStrictEqual(await where.evaluate(see), expected) && Date.now() < end)
    await setTimeout(20);
  assert.deepEqual(await where.evaluate(see), expected);
}

describe('the center is whole, its page unharmed, and the next change true:', () => {
  for (const behaviour of HOST_BEHAVIOURS)
    it(behaviour.title, async () => {
      const {before = '', after = '', type, headers, framed, unharmed} = behaviour;
      site.routes.set('/before.js', text(before, 'text/javascript'));
      site.routes.set('/after.js', text(after, 'text/javascript'));
      const types = type ?? 'text/html; charset=utf-8';
      site.routes.set('/', text(pageOf(behaviour), types, headers));
      const visit = await Visit.open(browser!);
      try {
        await visit.page.goto(site.origin);
        const main = visit.page.mainFrame();
        const where = framed ? await visit.page.waitForFrame((frame) => frame !== main) : main;
        await untilSeen(where, BLOCKED);

        open = true;
        await where.evaluate(() => {
          const center = (globalThis as {center?: unknown}).center;
          const [found = center] = inPage.all('arqen-trust-center');
          return (found as HTMLElementTagNameMap['arqen-trust-center']).checkGuards();
        });
        await untilSeen(where, OPEN);

        const works = await visit.evaluate((unharmed) => {
          const host = document.getElementById('host')!;
          let clicks = 0;
          host.addEventListener('click', () => clicks++);
          host.click();
          const visible = host.checkVisibility() && document.title === 'Test';
          return clicks === 1 && (visible || unharmed);
        }, !!unharmed);
        if (unharmed) assert.ok(await visit.evaluate(unharmed), String(unharmed));
        assert.ok(works, 'the page is unharmed');
        assert.deepEqual(await where.evaluate(() => inPage.violations), []);
        assert.deepEqual(visit.exceptions, []);
        const errors = visit.console.filter(
          (line) =>
            line.startsWith('error') && !/of 403 \(|favicon/.test(line) && !line.endsWith(STOPPED),
        );
        assert.deepEqual(errors, []);
      } finally {
        await visit.page.close();
      }
    });
});
