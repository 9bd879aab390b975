/** A phrase's forms by plural category (Intl.PluralRules), and for exact numbers where one reads better. */
export type Forms<Category extends Intl.LDMLPluralRule> = {
  readonly [K in Category]: string;
} & {readonly [exact: number]: string};

/** `{name}` is put in from the data; `n` is the number that chooses the form. */
export type Phrase<Category extends Intl.LDMLPluralRule = 'other'> = string | Forms<Category>;
