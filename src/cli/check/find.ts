import {parseManifest} from '../../manifest/parse.js';
import {expected, type Problem} from '../../manifest/problem.js';
import type {Manifest} from '../../manifest/schema.js';
import {checkClaims} from '../../posture/at-once.js';
import {REMEDIES} from '../../posture/claims/remedies.js';
import type {Source} from '../source.js';
import {Positions, type Range} from './positions.js';
import type {GuardCheck} from './probe-guards.js';
import {OTHER_REMEDIES, SCHEMA_REMEDIES} from './remedies.js';

/** A problem with its place in the text. */
export interface Finding extends Problem {
  /** `undefined` if the text is not JSON. */
  readonly range: Range | undefined;
  /** What the author changes, in one line. */
  readonly remedy: string | undefined;
}

/** Everything that was found in one manifest. */
export interface Report {
  readonly source: Source;
  readonly positions: Positions;
  /** `undefined` if the manifest has errors and is not rendered. */
  readonly manifest: Manifest | undefined;
  /** From the top of the file to its end. */
  readonly findings: readonly Finding[];
  /** The number of problems that were counted but not described. */
  readonly omitted: number;
  /** What the guards answered, if they were asked. */
  readonly guards?: readonly GuardCheck[];
}

/**
 * Finds the problems of a manifest: those of the parser and of the claim checks.
 * @param now Milliseconds since the epoch.
 */
export function findProblems(source: Source, now: number, within = 0): Report {
  const text = decode(source.bytes);
  const positions = new Positions(text ?? '');
  const parsed = parseManifest(text ?? '');
  const problems = text === undefined ? [NOT_UTF8] : parsed.problems;
  const manifest = parsed.status === 'accepted' ? parsed.manifest : undefined;
  const claims = manifest ? checkClaims(manifest, now) : [];
  const coming = manifest && within ? findComing(manifest, claims, now + within) : [];
  return {
    source,
    positions,
    manifest,
    findings: inOrder([...problems, ...claims, ...coming].map((it) => locate(it, positions))),
    omitted: parsed.omitted ?? 0,
  };
}

/** Adds what the guards of a manifest answered, and what is wrong with that. */
export const addGuards = (report: Report, guards: readonly GuardCheck[]): Report => ({
  ...addProblems(
    report,
    guards.flatMap(({problem}) => problem ?? []),
  ),
  guards,
});

/** Adds problems that were found elsewhere. */
export const addProblems = (report: Report, problems: readonly Problem[]): Report => ({
  ...report,
  findings: inOrder([
    ...report.findings,
    ...problems.map((problem) => locate(problem, report.positions)),
  ]),
});

const NOT_UTF8: Problem = {
  path: '',
  rule: 'not-utf8',
  severity: 'error',
  message: expected('UTF-8 text', 'other bytes'),
};

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Returns what the claim checks will find at a later time if the manifest stays as it is. */
function findComing(manifest: Manifest, claims: readonly Problem[], then: number): Problem[] {
  const keyOf = ({path, rule}: Problem) => `${rule} ${path}`;
  const known = new Set(claims.map(keyOf));
  const day = new Date(then).toISOString().slice(0, 10);
  return checkClaims(manifest, then)
    .filter((problem) => !known.has(keyOf(problem)))
    .map((problem) => ({
      ...problem,
      severity: 'warning',
      message: `if nothing changes, on ${day}: ${problem.message}`,
    }));
}

/** Problems of a key itself, not of its value. */
const KEY_RULES: readonly string[] = ['unknown-key', 'duplicate-key', 'forbidden-key'];

const remedies: Readonly<Record<string, string | undefined>> = {
  ...REMEDIES,
  ...SCHEMA_REMEDIES,
  ...OTHER_REMEDIES,
};

/** Adds the place of a problem in the text, and its remedy. */
function locate(problem: Problem, positions: Positions): Finding {
  const {path, rule} = problem;
  return {
    ...problem,
    range:
      rule === 'not-json'
        ? positions.syntaxError()
        : positions.rangeAt(path, KEY_RULES.includes(rule)),
    remedy: remedies[rule],
  };
}

const inOrder = (findings: readonly Finding[]): Finding[] =>
  findings.toSorted((a, b) => {
    const [from, to] = [a.range?.start, b.range?.start];
    return (from?.line ?? 0) - (to?.line ?? 0) || (from?.column ?? 0) - (to?.column ?? 0);
  });
