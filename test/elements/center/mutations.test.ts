/** Every change of one field of a manifest ends in a page that shows all of it, or in a list of problems. */
import {expect} from '@open-wc/testing';
import type {TrustCenter} from '../../../src/entries/elements.js';
import {parseManifest} from '../../../src/manifest/parse.js';
import type {Manifest} from '../../../src/manifest/schema.js';
import {derivePosture} from '../../../src/posture/at-once.js';
import {all, eventually, mount, one, rendered} from '../../fixtures/center.js';
import {fieldMutations, mutable, type Json} from '../../fixtures/mutations.js';

const CHANGES = [
  ...new Set(Array.from(fieldMutations(mutable() as Json), (it) => JSON.stringify(it))),
];

/** Every text of the manifest without a change. */
const TEXTS = new Set<unknown>();
JSON.parse(JSON.stringify(mutable()), (_, value: unknown) => TEXTS.add(value));

/** Returns one of the items with each key. */
const distinct = <T>(items: readonly T[], keyOf: (item: T) => string): readonly T[] => [
  ...new Map(items.map((item) => [keyOf(item), item])).values(),
];

describe('a manifest with a change in one field', () => {
  const errors: unknown[] = [];
  const log = console.error;
  const report = (event: ErrorEvent | PromiseRejectionEvent) =>
    errors.push('reason' in event ? event.reason : event.error);
  before(() => {
    console.error = (...data: unknown[]) => errors.push(data);
    addEventListener('error', report);
    addEventListener('unhandledrejection', report);
  });
  after(() => {
    console.error = log;
    removeEventListener('error', report);
    removeEventListener('unhandledrejection', report);
  });

  /** Shows a manifest's text in a center and waits until it has been rendered or refused. */
  async function show(center: TrustCenter, text: string): Promise<void> {
    const before = center.manifestState;
    center.manifest = text;
    await eventually(
      () => center.manifestState !== before && center.loadState !== 'loading',
      `the load of ${text}`,
    );
    await rendered(center);
    expect(errors, text).to.deep.equal([]);
  }

  /** Returns the kind, id and state of every row that a manifest must show. */
  function rowsOf(manifest: Manifest) {
    const {controls, gates, guards, roadmap, readiness} = derivePosture(
      manifest,
      new Map(),
      Date.now(),
    );
    const requirements = readiness.flatMap((framework) => framework.requirements);
    return [
      ...controls.map(({control, state}) => ['control', control.id, state] as const),
      ...gates.map(({gate}) => ['gate', gate.id, gate.state] as const),
      ...guards.map(({guard}) => ['guard', guard.id, undefined] as const),
      ...roadmap.map(({item}) => ['roadmap', item.id, undefined] as const),
      ...requirements.map(({rowId, state}) => ['requirement', rowId, state] as const),
    ];
  }

  it('is shown with every row in its state, if it is accepted', async function () {
    this.timeout(100_000);
    const center = await mount({guards: 'off'});
    const accepted = CHANGES.flatMap((text) => {
      const result = parseManifest(text);
      return result.status === 'accepted' ? [{text, manifest: result.manifest}] : [];
    });
    // One text in the place of another is like any other.
    const alike = (_: string, value: unknown) =>
      typeof value === 'string' && !TEXTS.has(value) && value.trim() ? 'x' : value;
    const shown = distinct(accepted, ({manifest}) => JSON.stringify(manifest, alike));
    expect(shown.length).to.be.above(100);
    for (const {text, manifest} of shown) {
      await show(center, text);
      expect(center.loadState, text).to.equal('ready');
      expect(all(center, '.failed'), text).to.be.empty;
      const rows = new Map(
        all(center, '[data-kind]').map((row) => [
          `${row.dataset['kind']} ${row.dataset['id']}`,
          row,
        ]),
      );
      for (const [kind, id, state] of rowsOf(manifest)) {
        const row = rows.get(`${kind} ${id}`);
        expect(row?.textContent.trim(), `${kind} ${id}: ${text}`).to.be.ok;
        if (state) expect(row!.dataset['state'], `${kind} ${id}: ${text}`).to.equal(state);
      }
    }
  });

  it('is refused with a list of its problems, if it is not', async function () {
    this.timeout(100_000);
    const center = await mount({guards: 'off'});
    const refused = CHANGES.flatMap((text) => {
      const {status, problems} = parseManifest(text);
      return status === 'refused' ? [{text, problems}] : [];
    });
    const shown = distinct(refused, ({problems}) =>
      JSON.stringify(problems.map(({path, rule}) => [path, rule])),
    );
    expect(shown.length).to.be.above(100);
    for (const {text, problems} of shown) {
      await show(center, text);
      expect(center.loadState, text).to.equal('failed');
      const items = all(one(center, '[data-banner="failed"]'), 'li');
      expect(items.length, text).to.be.within(1, problems.length);
    }
  });
});
