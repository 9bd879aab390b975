import type {Terminal} from '../terminal.js';
import {UsageError} from '../usage-error.js';
import type {Answers} from './starter-manifest.js';

/** Returns what is wrong with the answers so far, if anything is. */
export type Judge = (answers: Partial<Answers>) => string | undefined;

interface Question {
  readonly text: string;
  readonly isOpen: (answers: Partial<Answers>) => boolean;
  readonly take: (answer: string) => Partial<Answers>;
}

const hasNoStatement = ({current, gated}: Partial<Answers>) => !current?.length && !gated?.length;

const QUESTIONS: readonly Question[] = [
  {
    text: 'Name of the organization',
    isOpen: ({name}) => name === undefined,
    take: (name) => ({name}),
  },
  {
    text: 'Website that the manifest speaks for, such as https://vendor.example/',
    isOpen: ({url}) => url === undefined,
    take: (url) => ({url}),
  },
  {
    text: 'Address for security reports, such as security@vendor.example',
    isOpen: ({contact}) => contact === undefined,
    take: (contact) => ({contact: asContact(contact)}),
  },
  {
    text: 'Something that is true today, as "Topic: statement" (empty for nothing)',
    isOpen: hasNoStatement,
    take: (text) => ({current: text ? [text] : []}),
  },
  {
    text: 'Something that is not true yet, in the same form (empty for nothing)',
    isOpen: ({gated}) => gated === undefined,
    take: (text) => ({gated: text ? [text] : []}),
  },
  {
    text: 'What has to happen first, in a few words, such as "Restore test passed"',
    isOpen: ({gated, gate}) => !!gated?.length && gate === undefined,
    take: (gate) => ({gate}),
  },
];

/** Asks for what no option has said. An answer with a problem is asked for again, with the remedy. */
export async function askQuestions(
  given: Partial<Answers>,
  judge: Judge,
  terminal: Terminal,
): Promise<Partial<Answers>> {
  let answers = given;
  for (const {text, isOpen, take} of QUESTIONS) {
    while (isOpen(answers)) {
      const answer = await terminal.ask(text);
      if (answer === undefined)
        throw new UsageError('There is nobody to ask. Pass --name, --url and --contact.');
      const next = {...answers, ...take(answer.trim())};
      const problem = judge(next);
      if (problem === undefined) {
        answers = next;
        break;
      }
      terminal.note(`  ${problem}`);
    }
  }
  return answers;
}

/** Returns a contact as a URI: a bare address is one for e-mail. */
export const asContact = (text: string): string =>
  /^[^\s:/]+@[^\s:/]+$/.test(text) ? `mailto:${text}` : text;
