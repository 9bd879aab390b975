import type {Problem} from '../manifest/problem.js';
import {forEachInSteps, type Steps} from '../slices.js';
import {addTo} from './groups.js';
import type {Posture} from './posture.js';

const NO_PROBLEMS: readonly Problem[] = [];

/** Matches the part of a path that leads to an entry of a list. */
const ENTRY = /^\/(?:roadmap\/items|readiness\/\d+\/requirements|\w+)\/\d+/;

/**
 * Indexes the overclaims by their entry and by every path above it, so that each row is one lookup. Not by
 * the paths below: hundreds of thousands of keys would make the index pause the page when it grows.
 */
export function* indexOverclaims(claims: readonly Problem[]): Steps<Posture['overclaimsAt']> {
  const index = new Map<string, Problem[]>();
  yield* forEachInSteps(claims, (claim) => {
    if (claim.severity !== 'overclaim') return;
    const path = ENTRY.exec(claim.path)?.[0] ?? claim.path;
    for (let end = 0; end >= 0; end = path.indexOf('/', end + 1))
      addTo(index, path.slice(0, end), claim);
    addTo(index, path, claim);
  });
  const lookUp = (path: string): readonly Problem[] => index.get(path) ?? NO_PROBLEMS;
  return (path) => {
    const [entry = path] = index.size ? (ENTRY.exec(path) ?? []) : [];
    if (entry === path) return lookUp(path);
    return lookUp(entry).filter((claim) => `${claim.path}/`.startsWith(`${path}/`));
  };
}
