/**
 * Whatever the guards answer, a reader who is somewhere in the page stays there: 1,000 checks with
 * answers drawn by lot.
 */
import {expect} from '@open-wc/testing';
import type {TrustCenter} from '../../../src/entries/elements.js';
import {
  all,
  answers,
  blocks,
  breaks,
  drawn,
  eventually,
  manifestOf,
  mount,
  one,
  opens,
  fakeNetwork,
  rowOf,
  sectionOf,
  verdict,
  type Answer,
} from '../../fixtures/center.js';

const edge = fakeNetwork();

/** Where the series of answers begins. A series that fails is had again by this number. */
const SEED = 20_261_123;

/** Checks with the focus in each place. */
const CHECKS = 100;

/** Numbers from 0 to below 1 that look like chance and are the same in every run (mulberry32). */
function lots(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** All that a guard and what lies before it can come to, by name. */
const ANSWERS: Readonly<Record<string, Answer>> = {
  blocked: blocks(),
  'by other gates': blocks(['custody']),
  'by no gate': blocks([]),
  'with effects': blocks(['tenancy'], {effects: {mutatesRecords: true}}),
  open: opens(),
  'status 500': answers(500),
  'sign-in page': answers(200, '<!doctype html><title>Sign in</title>'),
  'no network': breaks,
  stored: blocks(['tenancy'], {challenge: 'A'.repeat(22)}),
};

const NAMES = Object.keys(ANSWERS);

const GUARDS = ['write', 'access'] as const;

/** Two groups of rows, each with something of everything, and two guards over them. */
const MANIFEST = manifestOf({
  summary: 'See [the policy](https://vendor.example/policy).',
  gates: [
    {id: 'tenancy', title: 'Tenant isolation', state: 'unmet'},
    {id: 'custody', title: 'Key custody', state: 'unmet'},
  ],
  evidence: [],
  guards: GUARDS.map((id) => ({
    id,
    title: `Production ${id}`,
    route: `/api/${id}`,
    url: `/api/${id}/guard`,
    gates: ['tenancy'],
  })),
  controls: Array.from({length: 40}, (_, i) => ({
    id: `topic-${i}`,
    title: `Topic ${i}`,
    category: i % 2 ? 'Odd' : 'Even',
    current: i % 4 ? 'Something of today.' : undefined,
    gated: i % 4 === 1 ? undefined : 'Something of [the plan](https://vendor.example/plan).',
    gates: i % 4 === 1 ? [] : ['tenancy', 'custody'],
    guards: i % 4 === 1 ? [] : [GUARDS[Math.floor(i / 4) % 2]],
    reviewedAt: new Date(Date.UTC(2026, 3, -i)).toISOString(),
  })),
});

/** One of the rows that the filter shows: gates, a guard, a link. */
const ROW = 'topic-16';

/** Puts the focus somewhere, and gives what has it then. */
type Place = (center: TrustCenter) => HTMLElement | Promise<HTMLElement>;

const focused = (element: HTMLElement): HTMLElement => {
  element.focus();
  return element;
};

/** The summary of a disclosure, unfolded. */
const unfolded = (row: HTMLElement): HTMLElement => {
  const details = one<HTMLDetailsElement>(row, 'details');
  details.open = true;
  return focused(one(details, 'summary'));
};

const findField = (center: TrustCenter) =>
  one<HTMLInputElement>(sectionOf(center, 'controls'), 'input[type=search]');

const PLACES: Readonly<Record<string, Place>> = {
  'in the middle of what is searched for': (center) => {
    const field = findField(center);
    field.focus();
    field.setSelectionRange(2, 4);
    return field;
  },
  'at the gate of a row': (center) => focused(all(rowOf(center, 'control', ROW), 'a.chip').at(-1)!),
  'at what a gate holds back': (center) => unfolded(rowOf(center, 'gate', 'tenancy')),
  'at what was asked of a guard': (center) => unfolded(rowOf(center, 'guard', 'write')),
  'at a choice of gates': (center) => {
    const select = all<HTMLSelectElement>(sectionOf(center, 'controls'), 'select').find((each) =>
      [...each.options].some(({value}) => value === 'custody'),
    );
    return focused(select!);
  },
  'at a state to narrow by': (center) =>
    focused(one(sectionOf(center, 'controls'), 'input[type=radio]:checked')),
  'at the filter that can be taken away': (center) =>
    focused(all(sectionOf(center, 'controls'), '.active button')[0]!),
  'at the menu of records': (center) =>
    focused(one(sectionOf(center, 'summary'), 'button[popovertarget]')),
  'at a link in what a row says': (center) =>
    focused(one(rowOf(center, 'control', ROW), '.prose a')),
  'at the row that the page’s address names': async (center) => {
    location.hash = `#trust/control/${ROW}`;
    const row = rowOf(center, 'control', ROW);
    await eventually(() => deepActive() === row, 'the row has the focus');
    return row;
  },
};

/** What has the focus, through all shadow roots. */
function deepActive(): Element | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}

/** What a field is called, without how many rows it stands for. */
const labelOf = (field: Element) =>
  field
    .closest('label')
    ?.textContent.replace(/[\s\d]+/g, ' ')
    .trim();

/** Changes a field as a reader does. */
async function enter(
  center: TrustCenter,
  field: HTMLInputElement | HTMLSelectElement,
  value: string,
): Promise<void> {
  field.value = value;
  for (const name of ['input', 'change']) field.dispatchEvent(new Event(name, {bubbles: true}));
  await drawn(center);
}

/** A center with everything drawn, a filter and an order in use. */
async function mountFiltered(): Promise<TrustCenter> {
  for (const id of GUARDS) edge.at(`/api/${id}/guard`, ANSWERS['blocked']!);
  const center = await mount({manifest: MANIFEST, guardInterval: 0, deepLinks: true});
  for (const id of GUARDS) await verdict(center, id, 'blocked');
  const section = sectionOf(center, 'controls');
  await eventually(() => all(section, '.prose a').length, 'links can be read');
  await enter(center, findField(center), 'something of');
  const gated = all<HTMLInputElement>(section, 'input[type=radio]').find(
    (radio) => labelOf(radio) === 'Gated',
  );
  gated!.click();
  await drawn(center);
  await enter(center, all<HTMLSelectElement>(section, 'select').at(-1)!, 'reviewed');
  const rows = all(section, '[data-kind=control]').map(({dataset}) => dataset['id']);
  // The one whose review is the longest ago, and not the one that is published first, is on top.
  expect(rows).to.deep.equal([36, 32, 28, 24, 20, 16, 12, 8, 4, 0].map((i) => `topic-${i}`));
  return center;
}

/** What a reader has done to a center, which no answer may undo: looked up once, read after each check. */
function doingsOf(center: TrustCenter): () => Record<string, unknown> {
  const field = findField(center);
  const selects = all<HTMLSelectElement>(center, 'select');
  const filters = one(sectionOf(center, 'controls'), '[role=search]');
  const disclosures = all<HTMLDetailsElement>(center, 'details');
  const table = one(sectionOf(center, 'controls'), '[role=table]');
  return () => ({
    query: field.value,
    caret: [field.selectionStart, field.selectionEnd],
    chosen: selects.map(({value}) => value),
    state: [...filters.querySelectorAll(':checked:not(option)')].map(labelOf),
    unfolded: disclosures.map(({open, isConnected}) => open && isConnected),
    rows: [...table.querySelectorAll<HTMLElement>('[data-id]')].map(({dataset}) => dataset['id']),
  });
}

describe(`the focus, in checks whose answers are drawn from the seed ${SEED}`, () => {
  afterEach(() => history.replaceState(null, '', location.pathname + location.search));

  for (const [index, [where, place]] of Object.entries(PLACES).entries()) {
    it(`stays ${where}, whatever the guards answer`, async function () {
      // 100 drawings of the whole page, on two slow cores.
      this.timeout(30_000);
      const lot = lots(SEED + index);
      const center = await mountFiltered();
      const guards = GUARDS.map((id) => rowOf(center, 'guard', id));
      const active = await place(center);
      expect(deepActive() === active, 'it is there').to.be.true;
      await drawn(center);
      const label = labelOf(active);
      const doings = doingsOf(center);
      const before = doings();
      const {top} = active.getBoundingClientRect();
      const seen = new Set<string>();

      const check = async (names: readonly string[], number: number) => {
        GUARDS.forEach((id, i) => edge.at(`/api/${id}/guard`, ANSWERS[names[i]!]!));
        await center.checkGuards();
        await drawn(center);
        const when = `after check ${number}, answered ${names.join(' and ')}, seed ${SEED}`;
        expect(deepActive() === active, `it is where it was ${when}`).to.be.true;
        expect(labelOf(active), when).to.equal(label);
        expect(doings(), when).to.deep.equal(before);
        for (const {dataset} of guards) seen.add(dataset['verdict']!);
      };
      for (let number = 1; number < CHECKS; number++)
        await check(
          GUARDS.map(() => NAMES[Math.floor(lot() * NAMES.length)]!),
          number,
        );
      const verdicts = 'blocked blocked-unproven contradictory not-refused open unknown';
      expect([...seen].sort().join(' ')).to.equal(verdicts);

      await check(['blocked', 'blocked'], CHECKS);
      expect(active.getBoundingClientRect().top, 'its place in the window').to.be.closeTo(top, 1);
    });
  }

  it('is not lost with the banner that had it, once the guard blocks again', async () => {
    const center = await mountFiltered();
    edge.at('/api/write/guard', ANSWERS['open']!);
    await center.checkGuards();
    await drawn(center);
    focused(one(center, '[data-banner=contradiction] a'));
    edge.at('/api/write/guard', ANSWERS['blocked']!);
    await center.checkGuards();
    await drawn(center);
    expect(all(center, '[data-banner=contradiction]')).to.be.empty;
    expect(document.activeElement === center, 'it is in the center').to.be.true;
  });
});
