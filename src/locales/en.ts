import {firstPhrases} from './en-first.js';
import type {recordPhrases} from './en-records.js';
import {sectionPhrases} from './en-sections.js';
import type {Phrase} from './phrase.js';

const pagePhrases = {...firstPhrases, ...sectionPhrases};

/**
 * The English phrases of the page, which define the keys of every locale. `{name}` is a placeholder. A phrase
 * that depends on a number has one form per plural category of the language (`Intl.PluralRules`), and may
 * have forms for exact numbers. Those that only snapshots need are in `en-records.ts`. A page loads each of
 * the three files with the code that uses it: see `i18n/english.ts`.
 */
export const en = pagePhrases as typeof pagePhrases & typeof recordPhrases;

/** The key of a phrase. */
export type PhraseKey = keyof typeof en;

type RuleOf<Key> = Key extends `claim.${infer Rule}` ? Exclude<Rule, 'title'> : never;

/** The claim checks of severity `overclaim`, which readers see. */
export type OverclaimRule = RuleOf<PhraseKey>;

/**
 * A complete translation. `Category` lists the plural categories of its language; a phrase with plural
 * forms has one form per category.
 */
export type Locale<Category extends Intl.LDMLPluralRule = never> = Readonly<
  Record<PhraseKey, Phrase<Category | 'other'>>
>;
