/**
 * Every change of one byte and of one field of a manifest and of a guard's answer: it ends in a manifest that
 * is read or in problems, never in an exception, and never in better news than there was. What only an author
 * can say is left out: no change states that a gate is met, and no evidence is one byte from being in date.
 */
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {judge, type Check} from '../../src/guard/verdict.js';
import {readFetched} from '../../src/manifest/load.js';
import {parseManifest} from '../../src/manifest/parse.js';
import type {Manifest} from '../../src/manifest/schema.js';
import {agreementOf, recordObservation} from '../../src/posture/agreement.js';
import {derivePosture} from '../../src/posture/derive.js';
import {NOW} from '../fixtures/fake-clock.js';
import {
  ANOTHER_CHALLENGE,
  blockedBody,
  CHALLENGE_SENT,
  GUARD,
  NO_EFFECTS,
  openBody,
} from '../fixtures/guard-answers.js';

type Json = null | boolean | number | string | Json[] | {[key: string]: Json};

const GATES = ['authentication', 'tenant-isolation'];
const MANIFEST: Json = {
  schemaVersion: '1.0',
  id: 'https://vendor.example/trust',
  version: '2026.11',
  publishedAt: '2026-11-01',
  organization: {name: 'Vendor'},
  gates: GATES.map((id) => ({id, title: id, state: 'unmet'})),
  // Neither is in date, by more than one digit.
  evidence: [
    {id: 'undated', title: 'Test', kind: 'test', access: 'public'},
    {
      id: 'report',
      title: 'Report',
      kind: 'report',
      issuer: 'Auditor',
      issuedAt: '2031-12-24',
      expiresAt: '1911-01-01',
      access: 'nda',
    },
  ],
  guards: [{id: GUARD.id, title: 'Write', route: GUARD.route, url: '/guard', gates: GATES}],
  controls: [
    {id: 'held', title: 'Held', gated: 'Later.', gates: GATES, evidence: ['undated']},
    {id: 'both', title: 'Both', current: 'Now.', gated: 'Later.', gates: GATES, guards: [GUARD.id]},
    {id: 'none', title: 'None', notApplicable: 'Never.'},
  ],
  roadmap: {items: [{id: 'step', title: 'Step', stage: 'planned', after: GATES}]},
  readiness: [
    {
      id: 'soc-2',
      framework: 'SOC 2',
      report: 'report',
      requirements: [{id: 'access', title: 'Access', gates: GATES, evidence: ['undated']}],
    },
  ],
  disclosure: {contacts: ['mailto:security@vendor.example']},
};

const checkOf = (body: string, httpStatus: number): Check => ({
  guard: GUARD,
  challenge: CHALLENGE_SENT,
  checkedAt: {wall: NOW, monotonic: 5_000},
  outcome: {status: 'answered', httpStatus, mediaType: 'application/problem+json', body},
});

/** Counts what a reader would take for good news, by its kind: ids and places may change, too. */
function goodNews(manifest: Manifest, checks: readonly Check[]): Record<string, number> {
  const records = new Map(
    checks.map((check) => {
      const unmet = manifest.guards.find(({id}) => id === check.guard.id)?.gates ?? [];
      return [check.guard.id, recordObservation(undefined, judge(check), unmet)] as const;
    }),
  );
  const {controls, gates, roadmap, readiness, guards} = derivePosture(manifest, records, NOW);
  const count = <T>(entries: readonly T[], isGood: (entry: T) => boolean) =>
    entries.filter(isGood).length;
  const requirements = readiness.flatMap((framework) => framework.requirements);
  return {
    'controls without gates': count(
      controls,
      (it) => it.state === 'current' && !it.overclaims.length,
    ),
    'controls in part': count(controls, (it) => it.state === 'partial' && !it.overclaims.length),
    'controls with proof': count(controls, ({assurance}) => assurance !== 'stated'),
    'gates that are met': count(gates, (it) => it.gate.state === 'met' && !it.overclaims.length),
    'items that are done': count(
      roadmap,
      (it) => it.item.stage === 'done' && !it.overclaims.length,
    ),
    'frameworks with a report': count(readiness, ({report}) => !!report),
    'requirements with support': count(requirements, ({state}) => state === 'supported'),
    'guards that agree': count(guards, ({agreement}) => agreement === 'agrees'),
  };
}

/** Yields the bytes with each one removed, and replaced by others. */
function* byteMutations(text: string): Generator<Uint8Array<ArrayBuffer>> {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at++) {
    yield new Uint8Array([...bytes.subarray(0, at), ...bytes.subarray(at + 1)]);
    for (const byte of [...Buffer.from('"\\{}[]:, 09a-'), 0, 0x80, 0xff, bytes[at]! ^ 0x20])
      if (byte !== bytes[at]) yield bytes.with(at, byte);
  }
}

const VALUES: readonly Json[] = [
  null,
  true,
  0,
  -1,
  1e308,
  '',
  'x',
  '2026',
  [],
  {},
  [[]],
  [null],
  ['x'],
];

/** Yields the value with each member and entry removed, repeated, and replaced by others. */
function* fieldMutations(value: Json): Generator<Json> {
  yield* VALUES;
  if (typeof value !== 'object' || !value) return;
  for (const key of Object.keys(value)) {
    const member = (value as {[key: string]: Json})[key]!;
    if (Array.isArray(value)) {
      yield value.toSpliced(Number(key), 1);
      yield [...value, member];
    } else {
      const others = Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
      yield others;
      yield {...others, [`${key}x`]: member};
    }
    for (const changed of fieldMutations(member))
      yield Array.isArray(value) ? value.with(Number(key), changed) : {...value, [key]: changed};
  }
}

const BLOCKED = checkOf(blockedBody(CHALLENGE_SENT), 403);
const OPEN = checkOf(openBody(CHALLENGE_SENT), 200);

describe('a change of a manifest', () => {
  for (const [answer, check] of Object.entries({blocked: BLOCKED, open: OPEN})) {
    const text = JSON.stringify(MANIFEST);
    const original = parseManifest(text);
    assert.ok(original.status === 'accepted', JSON.stringify(original.problems));
    // Which guards a control names is the author's word, too, so its own state is that without an answer.
    const truth = {
      ...goodNews(original.manifest, []),
      'guards that agree': goodNews(original.manifest, [check])['guards that agree']!,
    };
    let read = 0;
    let refused = 0;

    const mustBeNoBetter = (manifest: Manifest, change: string) => {
      read++;
      for (const [kind, count] of Object.entries(goodNews(manifest, [check])))
        assert.ok(count <= truth[kind as keyof typeof truth], `more ${kind}: ${change}`);
    };

    it(`in one byte is never better news, while the guard answers ${answer}`, async () => {
      for (const bytes of byteMutations(text)) {
        const result = await readFetched({
          status: 'fetched',
          bytes,
          url: 'https://vendor.example/',
        });
        if (result.status === 'loaded')
          mustBeNoBetter(result.manifest, Buffer.from(bytes).toString());
        else {
          refused++;
          assert.ok(result.error.reason !== 'bad-address' && result.error.message, 'no exception');
        }
      }
      assert.ok(read > 1_000 && refused > 1_000);
    });

    it(`in one field is never better news, while the guard answers ${answer}`, () => {
      for (const value of fieldMutations(MANIFEST)) {
        const changed = JSON.stringify(value);
        const result = parseManifest(changed);
        if (result.status === 'accepted') mustBeNoBetter(result.manifest, changed);
        else assert.ok(result.problems.length, changed);
      }
    });
  }
});

describe('a change of an answer', () => {
  /** Each is further than one byte from an answer that agrees. */
  const ANSWERS: Readonly<Record<string, readonly [body: string, status: number]>> = {
    'that agrees': [blockedBody(CHALLENGE_SENT), 403],
    'without a live challenge': [blockedBody(ANOTHER_CHALLENGE), 403],
    'of another guard': [blockedBody(CHALLENGE_SENT, {id: 'other', route: '/other'}), 403],
    'with a success': [blockedBody(CHALLENGE_SENT), 200],
    'of an unexpected status': [blockedBody(CHALLENGE_SENT, {}, {status: 500}), 500],
    'that names other gates': [blockedBody(CHALLENGE_SENT, {unmetGates: ['x', 'y', 'z']}), 403],
    'that changes records': [
      blockedBody(CHALLENGE_SENT, {effects: {...NO_EFFECTS, mutatesRecords: true}}),
      403,
    ],
    'that is undetermined': [blockedBody(CHALLENGE_SENT, {decision: 'undetermined'}), 403],
    'that is open': [openBody(CHALLENGE_SENT), 200],
    'that is open with a refusal': [openBody(CHALLENGE_SENT), 403],
  };
  const contradiction = judge({...OPEN, checkedAt: {wall: NOW - 1, monotonic: 4_999}});
  const contradicted = recordObservation(undefined, contradiction, GATES);

  for (const [answer, [body, status]] of Object.entries(ANSWERS)) {
    it(`is never better news: one ${answer}`, () => {
      const agrees = agreementOf(judge(checkOf(body, status)), GATES) === 'agrees';
      const decoder = new TextDecoder();
      const changes = [
        ...Array.from(byteMutations(body), (bytes) => decoder.decode(bytes)),
        ...Array.from(fieldMutations(JSON.parse(body) as Json), (value) => JSON.stringify(value)),
      ];
      for (const change of changes) {
        const observation = judge(checkOf(change, status));
        if (agrees) continue;
        assert.notEqual(agreementOf(observation, GATES), 'agrees', change);
        assert.ok(recordObservation(contradicted, observation, GATES).contradiction, change);
      }
    });
  }

  it('that agrees is still only good news if every word that decides is as it was', () => {
    const [body, status] = ANSWERS['that agrees']!;
    const decider = (text: string) => {
      const {version, id, route, decision, unmetGates, challenge, effects} = (
        JSON.parse(text) as {guard: Record<string, unknown>}
      ).guard;
      const {mutatesRecords, enablesProduction} = effects as Record<string, unknown>;
      const gates = new Set(unmetGates as string[]);
      return [version, id, route, decision, gates, challenge, mutatesRecords, enablesProduction];
    };
    for (const bytes of byteMutations(body)) {
      const change = new TextDecoder().decode(bytes);
      if (agreementOf(judge(checkOf(change, status)), GATES) === 'agrees')
        assert.deepEqual(decider(change), decider(body), change);
    }
  });
});
