/** The entries of a manifest that reference evidence. */
import type {Manifest} from '../../manifest/schema.js';
import {forEachInSteps, type Steps} from '../../slices.js';
import type {PathSegments} from './reading.js';

/** Visits the evidence that an entry references; `pathOf` returns the path of one reference. */
type VisitReferences = (ids: readonly string[], pathOf: (index: number) => PathSegments) => void;

/** Visits every entry that may reference evidence. */
export function* visitEvidenceReferences(
  {controls, gates, readiness, documents}: Manifest,
  visit: VisitReferences,
): Steps<void> {
  const visitAll = (
    entries: readonly {readonly evidence: readonly string[]}[],
    list: PathSegments,
  ) =>
    forEachInSteps(
      entries,
      ({evidence}, i) => visit(evidence, (j) => [...list, i, 'evidence', j]),
      // An entry may have hundreds of references.
      16,
    );
  yield* visitAll(controls, ['controls']);
  yield* visitAll(gates, ['gates']);
  for (const [i, {report, requirements}] of readiness.entries()) {
    if (report !== undefined) visit([report], () => ['readiness', i, 'report']);
    yield* visitAll(requirements, ['readiness', i, 'requirements']);
    yield;
  }
  yield* forEachInSteps(documents, ({evidence}, i) => {
    if (evidence !== undefined) visit([evidence], () => ['documents', i, 'evidence']);
  });
}
