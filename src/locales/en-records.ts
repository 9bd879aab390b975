import type {Phrase} from './phrase.js';

/** What records say in English, besides what the page says: nobody needs it before asking for one. */
export const recordWords = {
  'record.title': 'Trust record: {name}',
  'record.kept':
    'The manifest could not be loaded again. This is a record of the last one that could.',
  'record.organization': 'Organization',
  'record.load-state': 'Load state',
  'record.sha256': 'SHA-256',
  'record.inline': 'none: the manifest came with the page',
  'record.no-webcrypto': 'none: this browser offers no way to compute it here',
  'record.no-manifest': 'none: no manifest was loaded',
  'record.page': 'Shown on',
  'record.taken': 'Record taken at',
  'record.element': 'Trust center version',
  'record.limits': 'What this record does not prove',
  'record.evidence': 'Evidence',
  'record.problems': 'Problems found',
  'record.reasons': 'Why',
  'record.agreement': 'Against the manifest',
  'record.verdict': 'Answer',
  'record.contradiction': 'Contradicted at {time}',
  'record.proven': 'Shown to be a live answer',
  'record.unmet': 'Unmet, according to the answer',
  'record.status': 'HTTP status',
  'record.effects': 'What the answer says this check did',

  'because.guard-contradicts': 'The guard “{title}” contradicts the manifest.',
  'because.not-applicable': 'The vendor says that it does not apply.',
  'because.current-statement': 'The vendor says that something is true today.',
  'because.gated-statement': 'The vendor says that something is gated.',
  'because.stated': 'The vendor says so.',
  'because.gate-unmet': 'The gate “{title}” is unmet.',
  'because.gate-met': 'The gate “{title}” is met, as stated.',
  'because.attested': 'Another party attests it in “{title}”, in date, as stated by the vendor.',
  'because.evidence-in-date': '“{title}” is in date.',
  'because.evidence-internal': '“{title}” is in date, and internal: no reader can see it.',
  'because.evidence-expired': '“{title}” has expired, and supports nothing.',
  'because.evidence-undated': '“{title}” has no date, and supports nothing.',
  'because.evidence-not-yet-issued': '“{title}” is not issued yet, and supports nothing.',
  'because.no-evidence': 'No evidence is referenced.',

  'agreement.agrees': 'agrees',
  'agreement.contradicts': 'contradicts',
  'agreement.undetermined': 'undetermined',

  'verdict.unchecked': 'not asked',
  'verdict.unknown': 'could not be verified',
  'verdict.open': 'answered open',
  'verdict.contradictory': 'contradicted itself',
  'verdict.not-refused': 'did not refuse',
  'verdict.blocked-unproven': 'answered blocked, but nothing shows that the answer is live',
  'verdict.blocked': 'answered blocked',
  'verdict.stale': 'answered too long ago',

  'limit.answer':
    'A guard’s answer proves that a live server answered so at that time, and nothing about what lies behind it.',
  'limit.statements':
    'The statements, whether a gate is met, and the stages of the roadmap are the vendor’s own word.',
  'limit.evidence': 'Evidence is referenced. This record did not look at its content.',
  'limit.digest':
    'The SHA-256 digest identifies the bytes that were read. It does not say who wrote them.',
  'limit.unsigned': 'No signature of the manifest was checked.',
  'limit.clock':
    'States were derived at the time of the record, by the clock of the device that took it.',
} as const satisfies Record<string, Phrase<'one' | 'other'>>;
