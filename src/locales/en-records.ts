import type {Phrase} from './phrase.js';

/** The English phrases that only snapshots need. They load with the code that takes a snapshot. */
export const recordPhrases = {
  'record.title': 'Trust record: {name}',
  'record.kept':
    'The manifest could not be reloaded. This is a record of the last copy that loaded.',
  'record.organization': 'Organization',
  'record.load-state': 'Load state',
  'record.sha256': 'SHA-256',
  'record.inline': 'none: the manifest was supplied by the page',
  'record.no-webcrypto': 'none: this browser cannot compute it on this page',
  'record.no-manifest': 'none: no manifest was loaded',
  'record.page': 'Shown on',
  'record.taken': 'Record taken at',
  'record.element': 'Trust center version',
  'record.limits': 'What this record does not prove',
  'record.evidence': 'Evidence',
  'record.problems': 'Problems found',
  'record.reasons': 'Reasons',
  'record.agreement': 'Compared with the manifest',
  'record.verdict': 'Answer',
  'record.contradiction': 'Contradicted at {time}',
  'record.proven': 'Shown to be a live answer',
  'record.unmet': 'Unmet gates, according to the answer',
  'record.status': 'HTTP status',
  'record.effects': 'Effects of this check, according to the answer',

  'because.guard-contradicts': 'The guard “{title}” contradicts the manifest.',
  'because.not-applicable': 'The vendor states that this does not apply.',
  'because.current-statement': 'The vendor states that something is true today.',
  'because.gated-statement': 'The vendor states that something is gated.',
  'because.stated': 'The vendor states this.',
  'because.gate-unmet': 'The gate “{title}” is unmet.',
  'because.gate-met': 'The gate “{title}” is met, as stated.',
  'because.attested':
    'Another party attests to this in “{title}”, which is in date, as stated by the vendor.',
  'because.evidence-in-date': '“{title}” is in date.',
  'because.evidence-internal': '“{title}” is in date, but internal: readers cannot see it.',
  'because.evidence-expired': '“{title}” has expired and supports nothing.',
  'because.evidence-undated': '“{title}” has no date and supports nothing.',
  'because.evidence-not-yet-issued': '“{title}” is not yet issued and supports nothing.',
  'because.no-evidence': 'No evidence is referenced.',

  'agreement.agrees': 'agrees',
  'agreement.contradicts': 'contradicts',
  'agreement.undetermined': 'undetermined',

  'verdict.unchecked': 'not checked',
  'verdict.unknown': 'could not be verified',
  'verdict.open': 'answered open',
  'verdict.contradictory': 'contradicted itself',
  'verdict.not-refused': 'did not refuse the request',
  'verdict.blocked-unproven': 'answered blocked, with no proof that the answer is live',
  'verdict.blocked': 'answered blocked',
  'verdict.stale': 'answered too long ago',

  'limit.answer':
    'A guard’s answer proves only that a live server gave it at that time. It proves nothing about the systems behind it.',
  'limit.statements':
    'The statements, the state of each gate and the stages of the roadmap are the vendor’s own claims.',
  'limit.evidence': 'Evidence is only referenced. Its content was not examined for this record.',
  'limit.digest':
    'The SHA-256 digest identifies the bytes that were read. It does not say who wrote them.',
  'limit.unsigned': 'No manifest signature was checked.',
  'limit.clock':
    'States were derived when this record was taken, by the clock of the device that took it.',
} as const satisfies Record<string, Phrase<'one' | 'other'>>;
