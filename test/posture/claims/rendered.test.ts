/** What the checks read is what the element draws, however a text is written. */
import {expect} from '@open-wc/testing';
import {render} from 'lit';
import {loadMarkdown, renderMarkdown, tokensOf} from '../../../src/elements/ui/markdown.js';
import {checkClaims, FULL_READING} from '../../../src/posture/at-once.js';
import {segmentsShown} from '../../../src/posture/claims/reading.js';
import {manifestOf, MINIMAL, NOW} from '../../fixtures/posture.js';
import {Random} from '../../fixtures/random.js';

const BASE = 'https://vendor.example/trust/manifest.json';
/** Reads a file of the corpus. */
const corpus = async <T>(name: string): Promise<T> =>
  (await (await fetch(`/test/posture/claims/corpus/${name}.json`)).json()) as T;
const hiding = await corpus<readonly {text: string; rule: string; how: string}[]>('hiding');
const en = await corpus<{sentences: readonly {text: string}[]}>('en');

const reading = {...FULL_READING, lex: tokensOf, base: BASE};

/** Returns the text that a reader sees, without what is struck out and without white space. */
function visible(text: string): string {
  const place = document.createElement('div');
  render(renderMarkdown(text, BASE), place);
  place.querySelectorAll('del').forEach((it) => it.remove());
  return place.textContent.replace(/\s+/g, '');
}
const read = (text: string) =>
  segmentsShown(text, manifestOf(), reading).join('').replace(/\s+/g, '');

describe('the text that the claim checks read', () => {
  before(async () => {
    expect(await loadMarkdown()).to.equal(true);
  });

  for (const {text, rule, how} of hiding)
    it(`is what the page shows, and its claim is found: ${how}`, () => {
      expect(read(text)).to.equal(visible(text));
      const controls = [{...MINIMAL.controls[0]!, current: text}];
      const rules = checkClaims(manifestOf({controls}), NOW).map((it) => it.rule);
      expect(rules).to.include(rule);
    });

  it('is what the page shows of any markdown', () => {
    const random = new Random(17);
    const PIECES = [
      ...[
        '**',
        '*',
        '_',
        '`',
        '~~',
        '~',
        '[',
        ']',
        '](/a)',
        '](https://b.example/ "c")',
        '![',
        '<',
        '>',
      ],
      ...[
        '&amp;',
        '&#99;',
        '&shy;',
        '&nope;',
        '\\',
        '\\*',
        '<br>',
        '<b>',
        '</b>',
        '<!-- c -->',
        '|',
        '\n|---|\n',
      ],
      ...[
        '\n',
        '\n\n',
        '  \n',
        '# ',
        '> ',
        '- ',
        '1. ',
        '    ',
        '\t',
        '```\n',
        '~~~\n',
        '===',
        '---',
        '[a]: /b\n',
      ],
      ...[
        'certified',
        'not ',
        'we are ',
        'SOC 2',
        ' ',
        '.',
        'https://c.example',
        'www.d.example',
        'a@b.example',
      ],
    ];
    for (let round = 0; round < 3_000; round++) {
      const length = 1 + random.below(14);
      const text = Array.from({length}, () => random.one(PIECES)).join('') || 'a';
      expect(read(text), JSON.stringify(text)).to.equal(visible(text));
    }
  });

  it('is what the page shows of every sentence in the corpus', () => {
    for (const {text} of en.sentences) expect(read(text)).to.equal(visible(text));
  });
});
