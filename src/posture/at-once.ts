/** The claim checks and the posture in one call, with the lexicons of all languages: for code without a page. */
import {marked} from 'marked';
import type {Problem} from '../manifest/problem.js';
import type {Manifest} from '../manifest/schema.js';
import {runAtOnce} from '../slices.js';
import {evidenceStates} from './assurance.js';
import {ALL_LEXICONS} from './claims/lexicons/all.js';
import type {Reading} from './claims/reading.js';
import {checkClaimsInSteps} from './claims/rules.js';
import {scanClaims} from './claims/scan.js';
import {derivePostureInSteps} from './derive.js';
import {independenceFrom, type RegistrableDomain} from './issuer.js';
import type {Observations, Posture} from './posture.js';

/** Reads markdown, and every language that has a lexicon. */
export const FULL_READING: Reading = {
  scanClaims,
  independenceFrom,
  lex: (text) => {
    try {
      return marked.lexer(text, {gfm: true});
    } catch {
      return undefined;
    }
  },
  lexiconFor: (language) => ALL_LEXICONS.find((lexicon) => lexicon.language === language),
};

/** Options for authors' tools, which a page does not have. */
export interface ClaimOptions {
  /**
   * Compares the websites of issuers and organization by a public suffix list, which is too large for a
   * page. Without it, two hosts are of one party if one of them is, or is under, the other.
   */
  readonly registrableDomain?: RegistrableDomain | undefined;
}

/**
 * Returns every overclaim and warning of an accepted manifest, most severe first.
 * @param now Milliseconds since the epoch.
 */
export const checkClaims = (
  manifest: Manifest,
  now: number,
  {registrableDomain}: ClaimOptions = {},
): Problem[] =>
  runAtOnce(
    (function* () {
      const states = yield* evidenceStates(manifest, now, FULL_READING, registrableDomain);
      return yield* checkClaimsInSteps(manifest, states, now, FULL_READING);
    })(),
  );

/**
 * Derives the posture of a manifest from its statements, gates and evidence, from the observations of
 * its guards, and from the time. The worse always wins.
 *
 * `previous` never changes the result; it only saves work. If it is reusable, the new posture shares
 * every object that no guard has changed. If nothing has changed, it is `previous` itself.
 * @param now Milliseconds since the epoch.
 */
export const derivePosture = (
  manifest: Manifest,
  observations: Observations,
  now: number,
  previous?: Posture,
): Posture => runAtOnce(derivePostureInSteps(manifest, observations, now, FULL_READING, previous));
