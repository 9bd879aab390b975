/** Finds the claims in every text of a manifest that describes the present. */
import type {Manifest} from '../../manifest/schema.js';
import {findClaim, lexiconFor, mightContainClaim} from './find-claim.js';
import type {ClaimKind} from './lexicon.js';

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
export function scanClaims(manifest: Manifest): ClaimMatches {
  let claims = claimsByManifest.get(manifest);
  if (!claims) {
    claims = findClaimMatches(manifest);
    claimsByManifest.set(manifest, claims);
  }
  return claims;
}

function findClaimMatches(manifest: Manifest): ClaimMatches {
  const lexicon = lexiconFor(manifest.language);
  const claims: Record<ClaimKind, ClaimMatch[]> = {
    certification: [],
    absolute: [],
    'ai-as-authority': [],
  };
  visitClaimTexts(manifest, (text, evidence, ...path) => {
    if (text === undefined || !mightContainClaim(text, lexicon)) return;
    for (const kind of Object.keys(claims) as ClaimKind[]) {
      // Absolute wording is checked in `current` statements only.
      if (kind === 'absolute' && path[2] !== 'current') continue;
      const phrase = findClaim(text, kind, lexicon);
      if (phrase !== undefined) claims[kind].push({path, phrase, evidence});
    }
  });
  return claims;
}

type VisitText = (
  text: string | undefined,
  evidence: readonly string[] | undefined,
  ...path: PathSegments
) => void;

/** Visits every text that describes the present. Anything gated, unmet or planned claims nothing yet. */
function visitClaimTexts(manifest: Manifest, visit: VisitText): void {
  const {organization, title, summary, gates, evidence, guards, controls, roadmap} = manifest;
  const {readiness, documents, subprocessors, faq, updates} = manifest;
  const visitTitled = (
    entry: Titled,
    backing: readonly string[] | undefined,
    ...path: PathSegments
  ) => {
    visit(entry.title, backing, ...path, 'title');
    visit(entry.description, backing, ...path, 'description');
  };
  visit(title, undefined, 'title');
  visit(summary, undefined, 'summary');
  visit(organization.product, undefined, 'organization', 'product');
  evidence.forEach((item, i) => visit(item.title, [item.id], 'evidence', i, 'title'));
  guards.forEach((guard, i) => visitTitled(guard, undefined, 'guards', i));
  subprocessors.forEach(({purpose}, i) => visit(purpose, undefined, 'subprocessors', i, 'purpose'));
  gates.forEach((gate, i) => {
    if (gate.state === 'met') visitTitled(gate, gate.evidence, 'gates', i);
  });
  controls.forEach((control, i) => {
    for (const field of ['title', 'summary', 'current', 'notApplicable'] as const)
      visit(control[field], control.evidence, 'controls', i, field);
  });
  roadmap?.items.forEach((item, i) => {
    if (item.stage === 'done') visitTitled(item, undefined, 'roadmap', 'items', i);
  });
  readiness.forEach(({statement}, i) => visit(statement, undefined, 'readiness', i, 'statement'));
  documents.forEach((each, i) => visit(each.title, undefined, 'documents', i, 'title'));
  faq.forEach(({answer}, i) => visit(answer, undefined, 'faq', i, 'answer'));
  updates.forEach((update, i) => {
    visit(update.title, undefined, 'updates', i, 'title');
    visit(update.body, undefined, 'updates', i, 'body');
  });
}

interface Titled {
  readonly title: string;
  readonly description?: string | undefined;
}
