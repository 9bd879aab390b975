/** Plural forms by category (`Intl.PluralRules`). Optional forms for exact numbers take precedence. */
export type Forms<Category extends Intl.LDMLPluralRule> = {
  readonly [K in Category]: string;
} & {readonly [exact: number]: string};

/** A text with `{name}` placeholders, or its plural forms. The value of `n` selects the form. */
export type Phrase<Category extends Intl.LDMLPluralRule = 'other'> = string | Forms<Category>;
