import {platform} from '../../guard/environment.js';
import type {Observation} from '../../guard/observation.js';
import {probe, type ProbeResult} from '../../guard/probe.js';
import {judge} from '../../guard/verdict.js';
import {recordPhrases} from '../../locales/en-records.js';
import {sectionPhrases} from '../../locales/en-sections.js';
import {indexById} from '../../manifest/index-by-id.js';
import {expected, type Problem} from '../../manifest/problem.js';
import type {Guard, Manifest} from '../../manifest/schema.js';
import {agreementOf, type Agreement} from '../../posture/agreement.js';
import {parseUrl, resolveLink} from '../../text/links.js';

/** What one guard answered, and whether that is what the manifest says. */
export interface GuardCheck {
  readonly observation: Observation;
  readonly agreement: Agreement;
  /** What is wrong, if the answer does not agree. */
  readonly problem: Problem | undefined;
}

/**
 * Asks each guard of a manifest once, at any origin: this is the author's own check, not a visitor's.
 * @param base The URL of the manifest, for relative addresses; without it, guards with one are not asked.
 */
export async function probeGuards(
  manifest: Manifest,
  base: string | undefined,
): Promise<GuardCheck[]> {
  // Guards may share an endpoint, which then answers once.
  const answers = new Map<string, Promise<ProbeResult>>();
  return Promise.all(
    manifest.guards.map(async (guard, i) => {
      const endpoint = endpointOf(guard, base);
      if (endpoint !== undefined && !answers.has(endpoint))
        answers.set(endpoint, probe(endpoint, platform, new AbortController().signal));
      const answer = endpoint === undefined ? undefined : await answers.get(endpoint);
      const {challenge, checkedAt, outcome} = answer ?? {
        challenge: '',
        checkedAt: platform.clock.now(),
        outcome: {status: 'not-asked', reason: 'no-address'} as const,
      };
      const observation = judge({guard, endpoint, challenge, checkedAt, outcome});
      const unmet = indexById(manifest).unmet(guard.gates);
      const agreement = agreementOf(observation, unmet);
      return {observation, agreement, problem: problemOf(observation, agreement, unmet, i)};
    }),
  );
}

function endpointOf({url}: Guard, base: string | undefined): string | undefined {
  if (url === undefined || !(base ?? parseUrl(url))) return undefined;
  const resolved = resolveLink(url, base ?? url, ['https:']);
  if (resolved) resolved.hash = '';
  return resolved?.href;
}

function problemOf(
  {verdict, reason, unmetGates, status}: Observation,
  agreement: Agreement,
  unmet: readonly string[],
  i: number,
): Problem | undefined {
  if (agreement === 'agrees') return undefined;
  const declared = unmet.length ? `blocked by ${unmet.join(', ')}` : 'open';
  const gates = unmetGates.length ? ` by ${unmetGates.join(', ')}` : '';
  const phrase = `${recordPhrases[`verdict.${verdict}`]}${gates}: ${sectionPhrases[`reason.${reason}`]}`;
  const isContradiction = agreement === 'contradicts';
  return {
    path: `/guards/${i}`,
    rule: isContradiction ? 'guard-contradicts' : 'guard-undetermined',
    severity: isContradiction ? 'overclaim' : 'warning',
    // Not shortened: the names of the gates are what has to be compared.
    message: `${expected(`the route to be ${declared}`, '')}${phrase}${status ? ` (HTTP ${status})` : ''}`,
  };
}
