/** Which texts of a manifest say what is so now, and which words in them claim too much. */
import type {Manifest} from '../manifest/schema.js';
import {findClaim, wordingOf, type ClaimKind} from './wording.js';

/** Where something stands, as the segments of a JSON Pointer. */
export type Path = readonly (string | number)[];

/** Words that claim more than a vendor can know, and where they stand. */
interface WordedClaim {
  readonly path: Path;
  readonly words: string;
  /** The evidence of the entry that they stand in, where an entry has its own. */
  readonly evidence?: readonly string[] | undefined;
}
export type WordedClaims = Readonly<Record<ClaimKind, readonly WordedClaim[]>>;

const claimsByManifest = new WeakMap<Manifest, WordedClaims>();

/** The words of a manifest that claim too much, looked for once: unlike dates, they stay as they are. */
export function wordedClaims(manifest: Manifest): WordedClaims {
  let claims = claimsByManifest.get(manifest);
  if (!claims) {
    const wording = wordingOf(manifest.language);
    const find = (kind: ClaimKind, texts: Iterable<ClaimText>): WordedClaim[] =>
      [...texts].flatMap(([path, text, evidence]) => {
        const words = findClaim(text, kind, wording);
        return words === undefined ? [] : [{path, words, evidence}];
      });
    claims = {
      certification: find('certification', claimTexts(manifest)),
      absolute: find('absolute', currentTexts(manifest)),
      'ai-as-authority': find('ai-as-authority', claimTexts(manifest)),
    };
    claimsByManifest.set(manifest, claims);
  }
  return claims;
}

type ClaimText = readonly [path: Path, text: string, evidence?: readonly string[]];

/** Every text that says what is so now; what is gated, unmet or planned claims nothing yet. */
function* claimTexts(manifest: Manifest): Generator<ClaimText> {
  const {organization, title, summary, gates, evidence, guards, controls, roadmap} = manifest;
  const {readiness, documents, subprocessors, faq, updates} = manifest;
  if (title) yield [['title'], title];
  if (summary) yield [['summary'], summary];
  if (organization.product) yield [['organization', 'product'], organization.product];
  for (const [i, {id, title: name}] of evidence.entries())
    yield [['evidence', i, 'title'], name, [id]];
  for (const [i, guard] of guards.entries()) yield* titled(['guards', i], guard);
  for (const [i, {purpose}] of subprocessors.entries())
    yield [['subprocessors', i, 'purpose'], purpose];
  for (const [i, gate] of gates.entries())
    if (gate.state === 'met') yield* titled(['gates', i], gate, gate.evidence);
  for (const [i, control] of controls.entries()) {
    for (const field of ['title', 'summary', 'current', 'notApplicable'] as const) {
      const text = control[field];
      if (text !== undefined) yield [['controls', i, field], text, control.evidence];
    }
  }
  for (const [i, item] of roadmap?.items.entries() ?? [])
    if (item.stage === 'done') yield* titled(['roadmap', 'items', i], item);
  for (const [i, {statement}] of readiness.entries())
    if (statement) yield [['readiness', i, 'statement'], statement];
  for (const [i, each] of documents.entries()) yield [['documents', i, 'title'], each.title];
  for (const [i, {answer}] of faq.entries()) yield [['faq', i, 'answer'], answer];
  for (const [i, update] of updates.entries()) {
    yield [['updates', i, 'title'], update.title];
    if (update.body) yield [['updates', i, 'body'], update.body];
  }
}

function* titled(
  path: Path,
  {title, description}: {readonly title: string; readonly description?: string | undefined},
  evidence?: readonly string[],
): Generator<ClaimText> {
  yield [[...path, 'title'], title, evidence];
  if (description) yield [[...path, 'description'], description, evidence];
}

function* currentTexts({controls}: Manifest): Generator<ClaimText> {
  for (const [i, {current}] of controls.entries())
    if (current) yield [['controls', i, 'current'], current];
}
