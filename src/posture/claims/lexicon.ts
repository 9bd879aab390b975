/** The kinds of claims that are found by their wording. */
export type ClaimKind = 'certification' | 'absolute' | 'ai-as-authority';

/**
 * The phrases of one language by the role they play in a sentence. Each phrase is the source of a
 * regular expression, matched case-insensitively. A phrase that makes a claim starts with an ASCII
 * letter or digit.
 */
export interface Lexicon {
  /**
   * The starts of words of which each claim of a kind contains at least one. They decide which texts are
   * analyzed, so they are few and short.
   */
  readonly stems: Readonly<Record<ClaimKind, string>>;

  /** Contractions, each with an apostrophe, and their expansions. */
  readonly contractions: readonly (readonly [short: string, long: string])[];

  /** States that someone else has assessed the vendor. */
  readonly certification: readonly string[];
  /** States that something cannot fail. */
  readonly absolute: readonly string[];
  /** Generated text, or a system that generates it. */
  readonly generated: readonly string[];
  /** A decision: a claim if `generated` precedes it closely. */
  readonly decides: readonly string[];
  /** A decision made by generated text, in one phrase. */
  readonly decided: readonly string[];
  /** People and rules, which may decide. */
  readonly deciders: readonly string[];

  /** Ends a clause: nothing before it applies to anything after it. */
  readonly clauseEnd: readonly string[];
  /** Ends a clause unless it separates the items of a list. */
  readonly listMark: readonly string[];
  /** Precedes the last item of a list that is negated as a whole. */
  readonly alternative: readonly string[];
  /** May precede a claim that continues a list. */
  readonly listWord: readonly string[];

  /** Negates the rest of its clause. */
  readonly negation: readonly string[];
  /** Starts a negation, or continues the previous one. */
  readonly negationRestart: readonly string[];
  /** Takes the claim right after it for granted, despite any earlier negation. */
  readonly presupposition: readonly string[];
  /** May occur between `presupposition` and the claim. */
  readonly attributive: readonly string[];
  /** Looks like a negation but is not one. */
  readonly affirmation: readonly string[];
  /** Marks the rest of its clause as not yet true. */
  readonly future: readonly string[];
  /** The last word before a list mark in a list of future conditions. */
  readonly futureListWord: readonly string[];
  /** Retracts the claim right before it. */
  readonly retraction: readonly string[];
}
