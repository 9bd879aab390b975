/** Reads every text of a manifest that a reader sees. */
import type * as v from 'valibot';
import {entriesOf, itemOf, presentOf} from '../../manifest/schema-walk.js';
import {manifestSchema, markdown, type Manifest} from '../../manifest/schema.js';
import type {Steps} from '../../slices.js';
import {deceptivePart} from '../../text/deceptive.js';
import {FIELDS, ownEvidence, stanceOf, type Decision, type Stance} from './fields.js';
import {findClaims, type ClaimKind} from './find-claims.js';
import type {Lexicon} from './lexicon.js';
import {
  languageOf,
  segmentsShown,
  type ClaimMatches,
  type Match,
  type PathSegments,
  type Reading,
} from './reading.js';

type Matches = Record<ClaimKind | 'deceptive', Match[]>;

const scans = new WeakMap<Manifest, {reading: Reading; matches: ClaimMatches}>();

/** Returns what the texts of a manifest claim, cached because it does not depend on the time. */
export function* scanClaims(manifest: Manifest, reading: Reading): Steps<ClaimMatches> {
  const known = scans.get(manifest);
  if (known?.reading === reading) return known.matches;
  const matches: Matches = {certification: [], absolute: [], 'ai-as-authority': [], deceptive: []};
  const lexicon = reading.lexiconFor(languageOf(manifest));
  yield* scanObject(manifest, planOf(), [], {manifest, reading, lexicon, matches, characters: 0});
  scans.set(manifest, {reading, matches});
  return matches;
}

/** The texts of an object and the objects within it, from the schema and the decisions. */
interface Plan {
  readonly path: string;
  readonly texts: readonly {
    readonly field: string;
    readonly decision: Decision;
    readonly isMarkdown: boolean;
  }[];
  readonly objects: readonly {readonly field: string; readonly plan: Plan}[];
}

let plan: Plan | undefined;
const planOf = (): Plan => (plan ??= planFor(manifestSchema, ''));

function planFor(schema: v.GenericSchema, path: string): Plan {
  const decisions = FIELDS[path] ?? {};
  const entries = Object.entries(entriesOf(schema) ?? {});
  const objects = entries.flatMap(([field, member]) => {
    const present = presentOf(member);
    const item = presentOf(itemOf(present) ?? present);
    return entriesOf(item) ? [{field, plan: planFor(item, path ? `${path}.${field}` : field)}] : [];
  });
  const texts = Object.entries(decisions).map(([field, decision]) => ({
    field,
    decision,
    isMarkdown: presentOf(entriesOf(schema)![field]!) === markdown,
  }));
  return {path, texts, objects};
}

interface Scan {
  readonly manifest: Manifest;
  readonly reading: Reading;
  readonly lexicon: Lexicon | undefined;
  readonly matches: Matches;
  /** How many characters were read since the last pause. */
  characters: number;
}

type Entry = Readonly<Record<string, unknown>>;

/** The number of characters that are read between two pauses, and what an entry itself counts as. */
const CHARACTERS_PER_STEP = 2_000;
const ENTRY = 32;

function* scanObject(
  value: object,
  {path, texts, objects}: Plan,
  at: PathSegments,
  scan: Scan,
): Steps<void> {
  const entry = value as Entry;
  scan.characters += ENTRY;
  for (const {field, decision, isMarkdown} of texts) {
    const text = entry[field] as string | readonly string[] | undefined;
    if (text === undefined) continue;
    const stance = stanceOf(decision, entry);
    const evidence = ownEvidence(path, entry);
    if (typeof text !== 'string') {
      for (const [i, each] of text.entries())
        yield* scanText([each], stance, [...at, field, i], evidence, scan);
      continue;
    }
    const segments = isMarkdown ? segmentsShown(text, scan.manifest, scan.reading) : [text];
    yield* scanText(
      segments,
      stance,
      [...at, field],
      evidence,
      scan,
      path === 'faq' ? (entry['question'] as string) : undefined,
    );
  }
  if (scan.characters >= CHARACTERS_PER_STEP) {
    scan.characters = 0;
    yield;
  }
  for (const {field, plan} of objects) {
    const member = entry[field] as object | readonly object[] | undefined;
    if (!member) continue;
    if (!Array.isArray(member)) yield* scanObject(member, plan, [...at, field], scan);
    else
      for (const [i, each] of member.entries())
        yield* scanObject(each as object, plan, [...at, field, i], scan);
  }
}

/** Reads one text. A question makes no claim by itself; it is read with its answer. */
function* scanText(
  segments: readonly string[],
  stance: Stance,
  path: PathSegments,
  evidence: readonly string[] | undefined,
  scan: Scan,
  question?: string,
): Steps<void> {
  const {lexicon, matches} = scan;
  for (const segment of segments) {
    const phrase = deceptivePart(segment);
    if (phrase !== undefined) matches.deceptive.push({path, phrase, evidence});
    scan.characters += segment.length;
    if (scan.characters >= CHARACTERS_PER_STEP) {
      scan.characters = 0;
      yield;
    }
  }
  const isQuestion = question !== undefined && path.at(-1) === 'question';
  if (!lexicon || stance === 'shows' || isQuestion) return;
  const read = question === undefined ? segments : [asQuestion(question), ...segments];
  const claims = yield* findClaims(read, lexicon, stance);
  for (const kind of Object.keys(claims) as ClaimKind[])
    matches[kind].push({path, phrase: claims[kind]!, evidence});
}

/** Ends a question with its mark, which many authors leave out. */
const asQuestion = (text: string): string => (/[.!?。！？؟]\s*$/.test(text) ? text : `${text}?`);
