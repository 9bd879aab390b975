/** Finds the claims in every text of a manifest that describes the present. */
import type {Manifest} from '../../manifest/schema.js';
import type {Steps} from '../../slices.js';
import {findClaim, possibleClaims} from './find-claim.js';
import {lexiconFor} from './grammar.js';
import type {ClaimKind, Lexicon} from './lexicon.js';
import {isPlain, plainText} from './plain-text.js';

/** The place of a value in the manifest, as the unescaped segments of a JSON Pointer (RFC 6901). */
export type PathSegments = readonly (string | number)[];

/** A phrase that makes a claim, and its place. */
interface ClaimMatch {
  readonly path: PathSegments;
  readonly phrase: string;
  /** The ids of the entry's own evidence, if entries of this kind have any. */
  readonly evidence?: readonly string[] | undefined;
}
export type ClaimMatches = Readonly<Record<ClaimKind, readonly ClaimMatch[]>>;

const claimsByManifest = new WeakMap<Manifest, ClaimMatches>();

/** Returns the claims in a manifest, cached because they do not depend on the time. */
export function* scanClaims(manifest: Manifest): Steps<ClaimMatches> {
  const known = claimsByManifest.get(manifest);
  if (known) return known;
  const claims = {certification: [], absolute: [], 'ai-as-authority': []};
  const lexicon = lexiconFor(manifest.language);
  for (const source of presentTexts(manifest)) yield* scanTexts(source, lexicon, claims);
  claimsByManifest.set(manifest, claims);
  return claims;
}

/** An entry whose fields are texts, among others. */
type Entry = Readonly<Record<string, string | undefined>>;

/** Texts of the entries of one list. */
interface TextSource {
  readonly entries: readonly Entry[];
  readonly fieldsOf: (entry: Entry) => readonly string[];
  readonly pathOf: (index: number) => PathSegments;
  readonly evidenceOf?: ((entry: Entry) => readonly string[]) | undefined;
}

/** Lists every text that describes the present. Anything gated, unmet or planned claims nothing yet. */
function presentTexts(manifest: Manifest): readonly TextSource[] {
  const {organization, gates, evidence, guards, controls, roadmap} = manifest;
  const {readiness, documents, subprocessors, faq, updates} = manifest;
  const titled = ['title', 'description'] as const;
  return [
    textsOf([manifest], ['title', 'summary'], () => []),
    textsOf([organization], ['product'], () => ['organization']),
    textsOf(evidence, ['title'], (i) => ['evidence', i], {evidenceOf: ({id}) => [id]}),
    textsOf(guards, titled, (i) => ['guards', i]),
    textsOf(subprocessors, ['purpose'], (i) => ['subprocessors', i]),
    textsOf(gates, titled, (i) => ['gates', i], {
      evidenceOf: (gate) => gate.evidence,
      isPresent: ({state}) => state === 'met',
    }),
    textsOf(controls, ['title', 'summary', 'current', 'notApplicable'], (i) => ['controls', i], {
      evidenceOf: (control) => control.evidence,
    }),
    textsOf(roadmap?.items ?? [], titled, (i) => ['roadmap', 'items', i], {
      isPresent: ({stage}) => stage === 'done',
    }),
    textsOf(readiness, ['statement'], (i) => ['readiness', i]),
    textsOf(documents, ['title'], (i) => ['documents', i]),
    textsOf(faq, ['answer'], (i) => ['faq', i]),
    textsOf(updates, ['title', 'body'], (i) => ['updates', i]),
  ];
}

/** Checks that the fields are texts of the entries, whose types differ from list to list. */
function textsOf<K extends string, T extends {readonly [F in K]?: string | undefined}>(
  entries: readonly (T & {readonly [F in K]?: string | undefined})[],
  fields: readonly K[],
  pathOf: TextSource['pathOf'],
  options: {
    /** Returns the ids of the entry's own evidence, if entries of this kind have any. */
    readonly evidenceOf?: (entry: T) => readonly string[];
    readonly isPresent?: (entry: T) => boolean;
  } = {},
): TextSource {
  const {evidenceOf, isPresent} = options;
  const fieldsOf = isPresent ? (entry: T) => (isPresent(entry) ? fields : []) : () => fields;
  return {entries, fieldsOf, pathOf, evidenceOf} as unknown as TextSource;
}

/** The number of characters that are screened between two pauses, and what an entry itself counts as. */
const CHARACTERS_PER_STEP = 2_000;
const ENTRY = 32;

/** Adds the claims in texts to `claims`. */
function* scanTexts(
  {entries, fieldsOf, pathOf, evidenceOf}: TextSource,
  lexicon: Lexicon,
  claims: Record<ClaimKind, ClaimMatch[]>,
): Steps<void> {
  for (let i = 0, characters = 0; i < entries.length; i++) {
    const entry = entries[i]!;
    characters += ENTRY;
    for (const field of fieldsOf(entry)) {
      const text = entry[field];
      if (text === undefined) continue;
      const plain = isPlain(text) ? text : yield* plainText(text);
      for (const kind of possibleClaims(plain, lexicon)) {
        // Absolute wording is checked in `current` statements only.
        if (kind === 'absolute' && field !== 'current') continue;
        const phrase = yield* findClaim(plain, kind, lexicon);
        if (phrase !== undefined)
          claims[kind].push({path: [...pathOf(i), field], phrase, evidence: evidenceOf?.(entry)});
      }
      // A long text is screened in a step of its own.
      characters += text.length;
      if (text.length > CHARACTERS_PER_STEP) yield;
    }
    if (characters < CHARACTERS_PER_STEP) continue;
    characters = 0;
    yield;
  }
}
