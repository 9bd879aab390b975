/**
 * What a word or phrase does in a sentence. A phrase may have several roles.
 *
 * Claims that someone has assessed the vendor:
 * - `certified`: says so by itself (certified, compliant, complies with).
 * - `proven`: says so of a standard, or if an assessor did it (validated, passed, meets).
 * - `certificate`: the noun (certification, compliance), a claim beside a word for having it, a possessive, or a yes.
 * - `report`: a noun that is one only beside a standard (report, audit, seal).
 * - `standard`, `technical`: what is met. Conformance with a technical specification claims nothing.
 * - `assessor`: who assesses (auditor, regulator).
 * - `have`, `our`, `full`, `affirm`: what makes a noun or a standard a claim (hold, our, in full, yes).
 *
 * Claims that nothing can fail:
 * - `absolute`: unhackable, guaranteed.
 * - `harm` that can `never` happen: breached, data loss.
 * - `total` before what is `safe`: completely secure.
 * - `every` before a `harm` that something `defeats`: stops any attack.
 * - `unchanging`: only outside `engineering` (immutable logs, but not immutable images).
 *
 * Claims that a machine is an authority: a `machine` that `decides`, a thing `decidedBy` one, or a machine that
 * works `unsupervised`. A `person` between the two decides instead.
 *
 * Contexts, which hold until their clause ends:
 * - `not`: negates. `never` after a claim takes it back (not yet claimed).
 * - `intent`, `must`, `condition`, `other`, `quote`: plans, duties, conditions, third parties, words under discussion.
 * - `process`, `matter`: what is done about compliance, and what follows it in a compound (compliance team).
 * - `already`: says that a plan has come true.
 * - `is`, `made`: link a claim to what is said of it (is planned; has not been issued).
 * - `subject`: starts a clause of its own after a comma or `and`.
 * - `neutral`: phrases that look like one of the above and are none (not only, certified public accountant).
 *
 * Structure: `clause` (but, because), `and`, `or`, `yes` and `no` (the start of an answer).
 */
export const ROLES = [
  'certified',
  'proven',
  'certificate',
  'report',
  'standard',
  'technical',
  'assessor',
  'have',
  'our',
  'full',
  'affirm',
  'absolute',
  'total',
  'safe',
  'every',
  'defeats',
  'unchanging',
  'engineering',
  'machine',
  'decides',
  'decidedBy',
  'unsupervised',
  'person',
  'not',
  'intent',
  'must',
  'condition',
  'other',
  'quote',
  'process',
  'matter',
  'already',
  'is',
  'made',
  'subject',
  'ellipsis',
  'measured',
  'harm',
  'routine',
  'by',
  'never',
] as const;
export type Role = (typeof ROLES)[number] | 'neutral' | 'clause' | 'and' | 'or' | 'yes' | 'no';

/**
 * The words of one language by their role, separated by commas or lines.
 *
 * - `word`: exactly this word, in any case and spelling of its accents.
 * - `certif*`: any word that starts so; `*konform`, any that ends so; `*zertifi*`, any that contains it.
 * - `in compliance with`: a phrase. A hyphen, slash or apostrophe between words is a space.
 * - `bank/military grade/level`: each of the four combinations.
 * - `approve(s/d)`: the word without and with each ending.
 * - Words of a language without spaces match anywhere.
 */
export interface Lexicon {
  /** The BCP 47 primary language subtag. */
  readonly language: string;
  /** Letters that may stand before a word without a space, each optional and in this order. */
  readonly proclitics?: readonly string[];
  /** Whether what qualifies a claim follows it, as in Japanese. */
  readonly verbFinal?: boolean;
  readonly words: Readonly<Partial<Record<Role, string>>>;
}
