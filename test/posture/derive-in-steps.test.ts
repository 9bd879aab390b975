import {expect} from '@open-wc/testing';
import type {Manifest} from '../../src/manifest/schema.js';
import {derivePosture, FULL_READING} from '../../src/posture/at-once.js';
import {derivePostureInSteps, isReusable} from '../../src/posture/derive.js';
import {recordObservation} from '../../src/posture/agreement.js';
import type {Posture} from '../../src/posture/posture.js';
import {at, DAY, documentOf, manifestOf, NOW, observationOf} from '../fixtures/posture.js';

const NO_ANSWERS = new Map();
const COUNT = 1_000;
const many = (entry: (id: string) => object) =>
  Array.from({length: COUNT}, (_, i) => entry(`entry-${i}`));

/** A manifest whose lists are all long, but for gates and guards, of which there are few. */
const LONG = manifestOf({
  gates: [{id: 'tenancy', title: 'Tenancy', state: 'unmet'}],
  guards: [{id: 'write', title: 'Write', route: '/write', gates: ['tenancy']}],
  evidence: many((id) => documentOf({id, expiresAt: at(-DAY)})),
  controls: many((id) => ({
    id,
    title: 'Logging',
    summary: 'Certified.',
    current: 'Immutable.',
    gates: ['tenancy'],
    guards: ['write'],
    evidence: [id],
  })),
  roadmap: {
    items: many((id) => ({
      id,
      title: 'Sign-on',
      stage: 'planned',
      target: '2026',
      after: ['tenancy'],
    })),
  },
  readiness: many((id) => ({
    id,
    framework: 'SOC 2',
    report: id,
    requirements:
      id === 'entry-0'
        ? many((id) => ({id, title: 'Scope', gates: ['tenancy'], evidence: [id]}))
        : [],
  })),
  documents: many((id) => ({id, title: 'Policy', evidence: id, access: 'public'})),
  subprocessors: many((id) => ({id, name: 'Host', purpose: 'Hosting', location: 'DE'})),
  faq: many((id) => ({id, question: 'Why?', answer: 'AI decides.'})),
  updates: many((id) => ({id, at: '2027-01-01', title: 'News', body: 'Kept.'})),
});

/** Returns a manifest with the same entries, which call `touched` when they are read. */
function observed(manifest: Manifest, touched: (entry: object) => void): Manifest {
  const watch = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(watch);
    if (typeof value !== 'object' || !value) return value;
    const copy = Object.fromEntries(Object.entries(value).map(([key, it]) => [key, watch(it)]));
    return new Proxy(copy, {
      get: (target, key) => (touched(target), target[key as string]),
    });
  };
  return watch(manifest) as Manifest;
}

const ANSWERED = new Map([['write', recordObservation(undefined, observationOf(), ['tenancy'])]]);

/** Everything in a posture that is data. */
const dataOf = ({dated, overclaimsAt, ...data}: Posture) => ({
  ...data,
  overclaims: overclaimsAt(''),
  evidence: dated(LONG.evidence.map(({id}) => id)),
});

describe('a posture that is derived in steps', () => {
  it('reads few entries between two pauses, however long the lists are', () => {
    const touched = new Set<object>();
    const manifest = observed(LONG, (entry) => touched.add(entry));
    const steps = derivePostureInSteps(manifest, NO_ANSWERS, NOW, FULL_READING);
    let most = 0;
    for (let done: boolean | undefined = false; !done;) {
      touched.clear();
      ({done} = steps.next());
      most = Math.max(most, touched.size);
    }
    // The entries of one step, and those that they reference.
    expect(most).to.be.within(32, 200);
  });

  it('equals the one that is derived at once', () => {
    const steps = derivePostureInSteps(LONG, NO_ANSWERS, NOW, FULL_READING);
    let pauses = 0;
    let step = steps.next();
    for (; !step.done; step = steps.next()) pauses++;
    expect(pauses).to.be.above(100);
    const atOnce = derivePosture(LONG, NO_ANSWERS, NOW);
    expect(JSON.stringify(dataOf(step.value))).to.equal(JSON.stringify(dataOf(atOnce)));
  });

  it('pauses between the claims in a long text', () => {
    const current = 'It is not certified, and not immutable. '.repeat(450);
    const steps = derivePostureInSteps(
      manifestOf({controls: [{id: 'it', title: 'It', current}]}),
      NO_ANSWERS,
      NOW,
      FULL_READING,
    );
    let pauses = 0;
    while (!steps.next().done) pauses++;
    expect(pauses).to.be.above(30);
  });

  it('updates only the controls of the guard that answered, also with pauses', () => {
    const before = derivePosture(LONG, NO_ANSWERS, NOW);
    const steps = derivePostureInSteps(LONG, ANSWERED, NOW, FULL_READING, before);
    let pauses = 0;
    while (!steps.next().done) pauses++;
    expect(pauses).to.be.within(COUNT / 64, COUNT);
  });
});

describe('a previous posture is reusable', () => {
  const manifest = manifestOf({expiresAt: at(DAY)});
  const posture = derivePosture(manifest, NO_ANSWERS, NOW);

  it('until a date of its manifest passes, in either direction', () => {
    expect(isReusable(posture, manifest, NOW + DAY - 1, FULL_READING)).to.equal(true);
    expect(isReusable(posture, manifest, NOW + DAY, FULL_READING)).to.equal(false);
    const expired = derivePosture(manifest, NO_ANSWERS, NOW + DAY);
    expect(isReusable(expired, manifest, NOW + 9 * DAY, FULL_READING)).to.equal(true);
    expect(isReusable(expired, manifest, NOW, FULL_READING)).to.equal(false);
  });

  it('for its own manifest only', () => {
    expect(isReusable(posture, structuredClone(manifest), NOW, FULL_READING)).to.equal(false);
    expect(isReusable(undefined, manifest, NOW, FULL_READING)).to.equal(false);
    expect(isReusable({...posture}, manifest, NOW, FULL_READING)).to.equal(false);
  });

  it('for its own reading only', () => {
    expect(isReusable(posture, manifest, NOW, {...FULL_READING})).to.equal(false);
  });

  it('after an answer that changed it', () => {
    const before = derivePosture(LONG, NO_ANSWERS, NOW);
    const after = derivePosture(LONG, ANSWERED, NOW, before);
    expect(after).not.to.equal(before);
    expect(isReusable(after, LONG, NOW, FULL_READING)).to.equal(true);
  });
});
