/**
 * Measures the claim checks with the sentences in `test/posture/claims/corpus/`, by language and rule. Sentences
 * with an even index are for development, and so are those marked as `seen`; the others only measure.
 *
 *     npm run claims                 the half for development, with each sentence that is judged wrongly
 *     npm run claims -- --report     the totals of both halves
 *     npm run claims -- --write      writes the table of fields into docs/claim-checks.md, and the ratchet
 */
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {format} from 'prettier';
import {FIELDS, STANCES, type Decision} from '../src/posture/claims/fields.js';
import {findClaims} from '../src/posture/claims/find-claims.js';
import {ALL_LEXICONS} from '../src/posture/claims/lexicons/all.js';
import {runAtOnce} from '../src/slices.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const CORPUS = `${root}test/posture/claims/corpus/`;

interface Sentence {
  readonly text: string;
  /** The rule that the sentence breaks, or `null` if it is honest. */
  readonly rule: string | null;
  readonly why: string;
  /** Whether the lexicon was developed with this sentence, whatever its index. */
  readonly seen?: boolean;
}

/** How the sentences of one rule in one language are judged. */
export interface Score {
  readonly found: number;
  readonly missed: number;
  /** Honest sentences that are flagged by this rule. */
  readonly flagged: number;
}

export interface Scores {
  readonly honest: number;
  /** Honest sentences that any rule flags. */
  readonly flagged: number;
  readonly rules: Readonly<Record<string, Score>>;
}

const RULE_OF = {
  certification: 'certification-wording',
  absolute: 'absolute-wording',
  'ai-as-authority': 'ai-as-authority',
} as const;

export const sentencesOf = (language: string): readonly Sentence[] =>
  (
    JSON.parse(readFileSync(`${CORPUS}${language}.json`, 'utf8')) as {
      readonly sentences: readonly Sentence[];
    }
  ).sentences;

export const LANGUAGES_MEASURED: readonly string[] = readdirSync(CORPUS)
  .map((name) => /^([a-z]{2})\.json$/.exec(name)?.[1])
  .filter((name) => name !== undefined)
  .sort();

/** Returns the rules that a sentence breaks. */
export function rulesBroken(text: string, language: string): string[] {
  const lexicon = ALL_LEXICONS.find((it) => it.language === language)!;
  const found = runAtOnce(findClaims(text.split(/\n{2,}/), lexicon));
  return (Object.keys(found) as (keyof typeof found)[]).map((kind) => RULE_OF[kind]);
}

/** Scores the sentences of a language that are for development (0) or only measure (1). */
export function scoresOf(language: string, half: number, wrong: string[] = []): Scores {
  const rules: Record<string, {found: number; missed: number; flagged: number}> = {};
  const score = (rule: string) => (rules[rule] ??= {found: 0, missed: 0, flagged: 0});
  let [honest, flagged] = [0, 0];
  for (const [i, {text, rule, seen}] of sentencesOf(language).entries()) {
    if ((seen ? 0 : i % 2) !== half) continue;
    const broken = rulesBroken(text, language);
    if (rule === null) {
      honest++;
      if (broken.length) flagged++;
      for (const it of broken) score(it).flagged++;
      if (broken.length) wrong.push(`flagged  ${broken.join()}  ${text}`);
    } else if (Object.values<string>(RULE_OF).includes(rule)) {
      score(rule)[broken.includes(rule) ? 'found' : 'missed']++;
      if (!broken.includes(rule)) wrong.push(`missed   ${rule}  ${text}`);
    }
  }
  return {honest, flagged, rules};
}

const share = (part: number, whole: number) => (whole ? (part / whole).toFixed(2) : '–');

/** Returns the recall over all rules, and the share of honest sentences that are flagged. */
export function totalsOf({honest, flagged, rules}: Scores): {recall: number; flagged: number} {
  const scores = Object.values(rules);
  const found = scores.reduce((sum, it) => sum + it.found, 0);
  const missed = scores.reduce((sum, it) => sum + it.missed, 0);
  return {recall: found / (found + missed), flagged: flagged / honest};
}

function print(half: number): void {
  console.log(half ? '\nThe half that only measures' : '\nThe half for development');
  console.log('language  rule                    precision  recall');
  for (const language of LANGUAGES_MEASURED) {
    const scores = scoresOf(language, half);
    for (const [rule, {found, missed, flagged}] of Object.entries(scores.rules))
      console.log(
        `${language.padEnd(10)}${rule.padEnd(24)}${share(found, found + flagged).padEnd(11)}${share(found, found + missed)}`,
      );
    const {recall, flagged} = totalsOf(scores);
    console.log(
      `${language.padEnd(10)}all: recall ${recall.toFixed(3)}, honest sentences flagged ${(flagged * 100).toFixed(1)} % (${scores.flagged} of ${scores.honest})`,
    );
  }
}

const DECISIONS: Readonly<Record<Decision, string>> = {
  ...STANCES,
  'awaits-met': 'As the row above until the gate is met; then it states.',
  'awaits-done': 'As the row above until the item is done; then it states.',
};

/** Returns the table of fields for `docs/claim-checks.md`. */
export function fieldsTable(): string {
  const fieldsOf = (decision: Decision) =>
    Object.entries(FIELDS).flatMap(([path, fields]) =>
      Object.entries(fields)
        .filter(([, it]) => it === decision)
        .map(([field]) => `\`${path ? `${path}.` : ''}${field}\``),
    );
  const rows = (
    ['states', 'titles', 'names', 'awaits', 'awaits-met', 'awaits-done', 'shows'] as const
  ).map((decision) => `| ${DECISIONS[decision]} | ${fieldsOf(decision).join(', ')} |`);
  return ['| How it is read | Fields |', '| --- | --- |', ...rows].join('\n');
}

/** Returns `docs/claim-checks.md` with the table as it should be. */
export const guideWithTable = async (guide: string): Promise<string> =>
  format(
    guide.replace(
      /(?<=<!-- fields -->\n).*?(?=<!-- \/fields -->)/s,
      () => `\n${fieldsTable()}\n\n`,
    ),
    {parser: 'markdown', printWidth: 100, proseWrap: 'preserve', bracketSpacing: false},
  );

/** Returns the scores that the ratchet holds. */
export const ratchet = (): Record<string, {recall: number; flagged: number}[]> =>
  Object.fromEntries(
    LANGUAGES_MEASURED.map((language) => [
      language,
      [0, 1].map((half) => {
        const {recall, flagged} = totalsOf(scoresOf(language, half));
        return {
          recall: Math.floor(recall * 1000) / 1000,
          flagged: Math.ceil(flagged * 1000) / 1000,
        };
      }),
    ]),
  );

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes('--write')) {
    const guide = `${root}docs/claim-checks.md`;
    writeFileSync(guide, await guideWithTable(readFileSync(guide, 'utf8')));
    writeFileSync(`${CORPUS}ratchet.json`, `${JSON.stringify(ratchet(), null, 2)}\n`);
  }
  if (process.argv.includes('--report')) {
    print(0);
    print(1);
  } else {
    for (const language of LANGUAGES_MEASURED) {
      const wrong: string[] = [];
      scoresOf(language, 0, wrong);
      console.log([`\n${language}`, ...wrong].join('\n'));
    }
    print(0);
  }
}
