/** Which texts of a manifest say what is so now, and which words in them claim too much. */
import type {Manifest} from '../../manifest/schema.js';
import {findClaim, mightContainClaim, lexiconFor, type ClaimKind} from './find-claim.js';

/** Where something stands, as the segments of a JSON Pointer. */
export type PathSegments = readonly (string | number)[];

/** Words that claim more than a vendor can know, and where they stand. */
interface ClaimMatch {
  readonly path: PathSegments;
  readonly words: string;
  /** The evidence of the entry that they stand in, where an entry has its own. */
  readonly evidence?: readonly string[] | undefined;
}
export type ClaimMatches = Readonly<Record<ClaimKind, readonly ClaimMatch[]>>;

const claimsByManifest = new WeakMap<Manifest, ClaimMatches>();

/** The words of a manifest that claim too much, looked for once: unlike dates, they stay as they are. */
export function scanClaims(manifest: Manifest): ClaimMatches {
  let claims = claimsByManifest.get(manifest);
  if (!claims) {
    claims = findClaimMatches(manifest);
    claimsByManifest.set(manifest, claims);
  }
  return claims;
}

function findClaimMatches(manifest: Manifest): ClaimMatches {
  const wording = lexiconFor(manifest.language);
  const claims: Record<ClaimKind, ClaimMatch[]> = {
    certification: [],
    absolute: [],
    'ai-as-authority': [],
  };
  visitClaimTexts(manifest, (text, evidence, ...path) => {
    if (text === undefined || !mightContainClaim(text, wording)) return;
    for (const kind of Object.keys(claims) as ClaimKind[]) {
      // Only of what is so now it is asked whether it can be so.
      if (kind === 'absolute' && path[2] !== 'current') continue;
      const words = findClaim(text, kind, wording);
      if (words !== undefined) claims[kind].push({path, words, evidence});
    }
  });
  return claims;
}

type Look = (
  text: string | undefined,
  evidence: readonly string[] | undefined,
  ...path: PathSegments
) => void;

/** Has every text looked at that says what is so now; what is gated, unmet or planned claims nothing yet. */
function visitClaimTexts(manifest: Manifest, look: Look): void {
  const {organization, title, summary, gates, evidence, guards, controls, roadmap} = manifest;
  const {readiness, documents, subprocessors, faq, updates} = manifest;
  const titled = (entry: Titled, backing: readonly string[] | undefined, ...path: PathSegments) => {
    look(entry.title, backing, ...path, 'title');
    look(entry.description, backing, ...path, 'description');
  };
  look(title, undefined, 'title');
  look(summary, undefined, 'summary');
  look(organization.product, undefined, 'organization', 'product');
  evidence.forEach((item, i) => look(item.title, [item.id], 'evidence', i, 'title'));
  guards.forEach((guard, i) => titled(guard, undefined, 'guards', i));
  subprocessors.forEach(({purpose}, i) => look(purpose, undefined, 'subprocessors', i, 'purpose'));
  gates.forEach((gate, i) => {
    if (gate.state === 'met') titled(gate, gate.evidence, 'gates', i);
  });
  controls.forEach((control, i) => {
    for (const field of ['title', 'summary', 'current', 'notApplicable'] as const)
      look(control[field], control.evidence, 'controls', i, field);
  });
  roadmap?.items.forEach((item, i) => {
    if (item.stage === 'done') titled(item, undefined, 'roadmap', 'items', i);
  });
  readiness.forEach(({statement}, i) => look(statement, undefined, 'readiness', i, 'statement'));
  documents.forEach((each, i) => look(each.title, undefined, 'documents', i, 'title'));
  faq.forEach(({answer}, i) => look(answer, undefined, 'faq', i, 'answer'));
  updates.forEach((update, i) => {
    look(update.title, undefined, 'updates', i, 'title');
    look(update.body, undefined, 'updates', i, 'body');
  });
}

interface Titled {
  readonly title: string;
  readonly description?: string | undefined;
}
