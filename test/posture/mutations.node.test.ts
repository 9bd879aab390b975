/**
 * Every change of one byte and of one field of a manifest, of a guard's answer and of its headers: it ends in
 * a manifest that is read or in problems, never in an exception, and never in better news than there was.
 */
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {platform} from '../../src/guard/environment.js';
import {probe, type ProbeResult} from '../../src/guard/probe.js';
import {judge, type Check} from '../../src/guard/verdict.js';
import {indexById} from '../../src/manifest/index-by-id.js';
import {readFetched} from '../../src/manifest/load.js';
import {parseManifest} from '../../src/manifest/parse.js';
import {entriesOf} from '../../src/manifest/schema-walk.js';
import {manifestSchema, type Manifest} from '../../src/manifest/schema.js';
import {agreementOf, recordObservation, type GuardRecord} from '../../src/posture/agreement.js';
import {derivePosture} from '../../src/posture/at-once.js';
import {FakeClock, NOW} from '../fixtures/fake-clock.js';
import {
  ANOTHER_CHALLENGE,
  blockedBody,
  CHALLENGE_SENT,
  GUARD,
  NO_EFFECTS,
  openBody,
} from '../fixtures/guard-answers.js';
import {
  byteMutations,
  fieldMutations,
  mutable,
  repeatedKeys,
  type Json,
} from '../fixtures/mutations.js';
import {walk} from '../fixtures/schema-walk.js';

const MANIFEST = mutable();
const GATES = [...GUARD.gates];

const checkOf = (body: string, httpStatus: number): Check => ({
  guard: GUARD,
  challenge: CHALLENGE_SENT,
  checkedAt: {wall: NOW, monotonic: 5_000},
  outcome: {status: 'answered', httpStatus, mediaType: 'application/problem+json', body},
});

/** Counts what a reader would take for good news, by its kind: ids and places may change, too. */
function goodNews(manifest: Manifest, check: Check | undefined): Record<string, number> {
  const records = new Map<string, GuardRecord>();
  for (const guard of check ? manifest.guards : []) {
    const unmet = indexById(manifest).unmet(guard.gates);
    records.set(guard.id, recordObservation(undefined, judge({...check!, guard}), unmet));
  }
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

/** Each is further than one change from another. */
const CHECKS = {
  blocked: checkOf(blockedBody(CHALLENGE_SENT, {unmetGates: ['key-custody']}), 403),
  open: checkOf(openBody(CHALLENGE_SENT), 200),
};

describe('a change of a manifest', () => {
  const text = JSON.stringify(MANIFEST);
  const parsed = parseManifest(text);
  assert.ok(parsed.status === 'accepted' && !parsed.problems.length, JSON.stringify(parsed));
  const original = parsed.manifest;
  // Which guards a control names is the author's word, too, so its own state is that without an answer.
  const truth = goodNews(original, undefined);
  let read = 0;
  let refused = 0;

  const mustBeNoBetter = (manifest: Manifest, change: string) => {
    read++;
    for (const [answer, check] of Object.entries(CHECKS)) {
      const most = {...truth, 'guards that agree': answer === 'blocked' ? 1 : 0};
      for (const [kind, count] of Object.entries(goodNews(manifest, check)))
        assert.ok(count <= most[kind as keyof typeof most], `${answer}, more ${kind}: ${change}`);
    }
  };

  it('starts from every field of the schema', () => {
    const known = new Set<string>();
    const used = new Set<string>();
    walk({schema: manifestSchema, value: MANIFEST, path: []}, ({schema, path}) => {
      const place = path.map((key) => (typeof key === 'number' ? '*' : `/${key}`)).join('');
      used.add(place);
      for (const name of Object.keys(entriesOf(schema) ?? {})) known.add(`${place}/${name}`);
    });
    assert.deepEqual(
      [...known].filter((place) => !used.has(place)),
      [],
    );
  });

  it('in one byte is never better news', async () => {
    for (const bytes of byteMutations(text)) {
      const result = await readFetched({status: 'fetched', bytes, url: 'https://vendor.example/'});
      if (result.status === 'loaded')
        mustBeNoBetter(result.manifest, Buffer.from(bytes).toString());
      else {
        refused++;
        assert.ok(
          ['refused', 'not-utf8'].includes(result.error.reason),
          `${result.error.reason}, ${result.error.message}: ${Buffer.from(bytes).toString()}`,
        );
      }
    }
    assert.ok(read > 1_000 && refused > 1_000);
  });

  it('in one field is never better news', () => {
    for (const value of fieldMutations(MANIFEST as Json)) {
      const changed = JSON.stringify(value);
      const result = parseManifest(changed);
      if (result.status === 'accepted') mustBeNoBetter(result.manifest, changed);
      else assert.ok(result.problems.length, changed);
    }
  });

  it('that states a field twice is refused, and its place is named', () => {
    for (const changed of repeatedKeys(MANIFEST as Json)) {
      const result = parseManifest(changed);
      assert.equal(result.status, 'refused', changed);
      assert.ok(
        result.problems.some(({rule}) => rule === 'duplicate-key'),
        changed,
      );
    }
  });
});

/** A response as a server may send it. `type` is its media type. */
interface Sent {
  readonly status: number;
  readonly type: string;
  readonly response: Response;
}

/** Yields the answer with each status, and with each header changed, by name. */
function* responses(body: string, status: number): Generator<readonly [name: string, sent: Sent]> {
  const PROBLEM = 'application/problem+json';
  const sent = (name: string, status: number, headers: Record<string, string>) => {
    const type = headers['Content-Type'] ?? '';
    const isEmpty = [204, 205, 304].includes(status);
    const response = new Response(isEmpty ? null : body, {status, headers});
    return [`${status} ${name}`, {status, type, response}] as const;
  };
  for (let other = 200; other < 600; other++) yield sent('', other, {'Content-Type': PROBLEM});
  const HEADERS = {
    'Content-Type': PROBLEM,
    'Retry-After': '120',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Access-Control-Allow-Origin': '*',
    Date: new Date(NOW).toUTCString(),
  };
  for (const [name, value] of Object.entries(HEADERS)) {
    const {[name as keyof typeof HEADERS]: removed, ...others} = HEADERS;
    yield sent(`without ${name}: ${removed}`, status, others);
    const values = [
      '',
      '0',
      '-1',
      '1e9',
      '9'.repeat(400),
      'x'.repeat(100_000),
      'null',
      `${value}, ${value}`,
    ];
    // Each byte of a header is a character of its own.
    const bytes = Array.from(byteMutations(value), (it) => Buffer.from(it).toString('latin1'));
    for (const changed of [...values, ...bytes]) {
      try {
        new Headers({[name]: changed});
      } catch {
        // No browser delivers such a header.
        continue;
      }
      yield sent(`${name}: ${changed}`, status, {...HEADERS, [name]: changed});
    }
  }
}

/** Resolves to what a probe makes of a response. */
const probed = ({response}: Sent): Promise<ProbeResult> =>
  probe(
    'https://vendor.example/guard',
    {...platform, clock: new FakeClock(), fetch: async () => response},
    new AbortController().signal,
  );

describe('a change of an answer', () => {
  /** Each is further than one change from an answer that agrees. */
  const ANSWERS = {
    'that is blocked': [blockedBody(CHALLENGE_SENT), 403],
    'without a live challenge': [blockedBody(ANOTHER_CHALLENGE), 403],
    'of another guard': [blockedBody(CHALLENGE_SENT, {id: 'other', route: '/other'}), 403],
    'with a success': [blockedBody(CHALLENGE_SENT), 200],
    'of an unexpected status': [blockedBody(CHALLENGE_SENT, {}, {status: 500}), 500],
    'that names other gates': [blockedBody(CHALLENGE_SENT, {unmetGates: ['x', 'y', 'z']}), 403],
    'that changes records': [
      blockedBody(CHALLENGE_SENT, {
        effects: {...NO_EFFECTS, mutatesRecords: true, enablesProduction: true},
      }),
      403,
    ],
    'that is undetermined': [blockedBody(CHALLENGE_SENT, {decision: 'undetermined'}), 403],
    'that is open': [openBody(CHALLENGE_SENT), 200],
    'that is open with a refusal': [openBody(CHALLENGE_SENT), 403],
    'that is open, with unmet gates and effects': [
      openBody(CHALLENGE_SENT, {
        unmetGates: ['x'],
        effects: {...NO_EFFECTS, enablesProduction: true},
      }),
      200,
    ],
  } satisfies Record<string, readonly [body: string, status: number]>;
  const contradicted = recordObservation(
    undefined,
    judge({...CHECKS.open, checkedAt: {wall: NOW - 1, monotonic: 4_999}}),
    GATES,
  );

  /** The gates that a manifest may declare unmet, with the answer that agrees. */
  const DECLARED = [
    {unmet: GATES, agreeing: 'that is blocked'},
    {unmet: [], agreeing: 'that is open'},
  ] as const;
  const decoder = new TextDecoder();

  for (const [answer, [body, status]] of Object.entries(ANSWERS)) {
    const parsed = JSON.parse(body) as Json;
    const changes = [
      ...Array.from(byteMutations(body), (bytes) => decoder.decode(bytes)),
      ...Array.from(fieldMutations(parsed), (value) => JSON.stringify(value)),
    ];

    it(`is never better news: one ${answer}`, () => {
      for (const {unmet, agreeing} of DECLARED) {
        const agrees = answer === agreeing;
        assert.equal(agreementOf(judge(checkOf(body, status)), unmet) === 'agrees', agrees);
        for (const change of changes) {
          const observation = judge(checkOf(change, status));
          if (agreementOf(observation, unmet) !== 'agrees') {
            assert.ok(recordObservation(contradicted, observation, unmet).contradiction, change);
            continue;
          }
          assert.ok(agrees, `agrees: ${change}`);
          assert.deepEqual(decider(change), decider(body), change);
        }
      }
    });

    it(`decides nothing if it states a field twice: one ${answer}`, () => {
      for (const change of repeatedKeys(parsed)) {
        const {verdict, proven, unmetGates} = judge(checkOf(change, status));
        const expected = status === 200 ? 'not-refused' : 'unknown';
        assert.deepEqual([verdict, proven, unmetGates], [expected, false, []], change);
      }
    });

    it(`is never better news with another status or other headers: one ${answer}`, async () => {
      const isJson = /^application\/(?:.+\+)?json *(?:;|$)/i;
      for (const [name, sent] of responses(body, status)) {
        const {outcome, retryAfter} = await probed(sent);
        const observation = judge({...checkOf(body, status), outcome});
        for (const {unmet, agreeing} of DECLARED) {
          const [agreeingBody, agreeingStatus] = ANSWERS[agreeing];
          const mayAgree =
            body === agreeingBody &&
            sent.status === agreeingStatus &&
            (agreeingStatus === 200 || isJson.test(sent.type));
          if (!mayAgree) assert.notEqual(agreementOf(observation, unmet), 'agrees', name);
        }
        assert.ok(!Number.isNaN(retryAfter), name);
      }
    });
  }
});

/** Returns every word of an answer that decides. */
function decider(text: string) {
  const {version, id, route, decision, unmetGates, challenge, effects} = (
    JSON.parse(text) as {guard: Record<string, unknown>}
  ).guard;
  const {mutatesRecords, enablesProduction} = effects as Record<string, unknown>;
  const gates = new Set(unmetGates as string[]);
  return [version, id, route, decision, gates, challenge, mutatesRecords, enablesProduction];
}
