/** Compares the estimated costs of markdown texts with the work of the lexer. */
import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {describe, it} from 'node:test';
import {marked} from 'marked';
import {isCheapMarkdown, markdownCost, MAX_TEXT_COST} from '../../src/text/markdown-cost.js';
import {Random} from '../fixtures/random.js';

const root = new URL('../../', import.meta.url);

/** Repeats a text up to the longest length of a text field. */
const filled = (text: string) => text.repeat(Math.ceil(20_000 / text.length)).slice(0, 20_000);

describe('The cost of a markdown text', () => {
  const files = readdirSync(new URL('docs/', root)).filter((name) => name.endsWith('.md'));
  for (const name of [...files.map((name) => `docs/${name}`), 'README.md', 'CHANGELOG.md']) {
    it(`is far below the limit for ${name}`, () => {
      const text = readFileSync(new URL(name, root), 'utf8');
      for (let start = 0; start < text.length; start += 20_000)
        assert.ok(markdownCost(text.slice(start, start + 20_000)) < MAX_TEXT_COST / 2);
    });
  }

  it('is far below the limit for prose of any shape', () => {
    const sentence = 'The quick brown fox jumps over the lazy dog (twice a day, at most). ';
    for (const text of [
      sentence,
      `${sentence}\n`,
      sentence.repeat(5) + '\n\n',
      `**${sentence.trim()}** ${sentence.repeat(8)}\n\n`,
      `- ${sentence}\n`,
      `- ${sentence}\n  ${sentence}\n`,
      `${sentence}See [the policy](https://vendor.example/policy) and \`trust.json\`.\n\n`,
      '他们每天检查备份，并记录结果。',
    ])
      assert.ok(
        markdownCost(filled(text)) < MAX_TEXT_COST / 2,
        `${text}: ${markdownCost(filled(text))}`,
      );
  });

  for (const [name, text] of [
    [
      'quotes that end one level at a time',
      Array.from({length: 16}, (_, i) => `${'>'.repeat(16 - i)}a\n`).join(''),
    ],
    ['lazily continued lines of a list', '- a\n' + filled('b\n')],
    ['indented lines of a list', '- a\n' + filled('  b\n')],
    ['lazily continued lines of nested lists', '- '.repeat(16) + 'a\n' + filled('b\n')],
    ['lazily continued lines of quotes', filled('> a\nb\n')],
    [
      'nested lists',
      filled(Array.from({length: 16}, (_, i) => ' '.repeat(2 * i) + '- a\n').join('')),
    ],
    ['emphasis that never closes', filled('*a_')],
    ['emphasis that closes at the end', '*a **b '.repeat(1_200) + 'b** a*'.repeat(1_200)],
    ['emphasis between words', filled('**0.')],
    ['emphasis among brackets', filled('[*a')],
    ['strikethrough that never closes', '~~a ~b '.repeat(1_200) + ' b~ a~~'.repeat(1_200)],
    ['a word that might be an address', filled('a_b.')],
    ['a long word before an @', 'b'.repeat(19_000) + '@'],
    ['an address that ends in punctuation', 'http://a.example/' + filled('?!.,:')],
    [
      'a table of many columns',
      '|a'.repeat(2_500) + '\n' + '|-'.repeat(2_500) + '\n' + filled('|\n'),
    ],
    ['rows of a wide table', '|a'.repeat(700) + '|\n' + '|-'.repeat(700) + '|\n' + filled('a\n')],
    ['heads of tables', filled('a\n|-|-|\n')],
    ['thousands of elements', filled('*a* ')],
    ['thousands of paragraphs', filled('a\n\n')],
    ['thousands of links', filled('[a](b) ')],
    ['thousands of list items', filled('- a\n')],
  ] as const) {
    it(`is above the limit for ${name}`, () => {
      assert.ok(markdownCost(text.slice(0, 20_000)) > MAX_TEXT_COST);
    });
  }

  it('counts each line break, however it is written', () => {
    const text = filled('- a\nb\n');
    assert.equal(markdownCost(text.replaceAll('\n', '\r\n')), markdownCost(text));
    assert.equal(markdownCost(text.replaceAll('\n', '\r')), markdownCost(text));
  });

  it('accepts 16 levels of quotes and lists, and no more', () => {
    for (const [marker, deep] of [
      ['> ', (levels: number) => '> '.repeat(levels) + 'a'],
      ['- ', (levels: number) => '- '.repeat(levels) + 'a'],
      ['1. ', (levels: number) => '1. '.repeat(levels) + 'a'],
      ['both', (levels: number) => '> - '.repeat(levels / 2) + '> '.repeat(levels % 2) + 'a'],
      [
        'indented',
        (levels: number) =>
          Array.from({length: levels}, (_, i) => ' '.repeat(2 * i) + '- a').join('\n'),
      ],
    ] as const) {
      assert.ok(markdownCost(deep(16)) <= MAX_TEXT_COST, marker);
      assert.equal(markdownCost(deep(17)), Infinity, marker);
    }
  });

  it('does not take indented code for lists', () => {
    const code = '    - a\n' + '    '.repeat(12) + '- b\n';
    assert.ok(markdownCost(code) <= MAX_TEXT_COST);
  });
});

describe('A plain text', () => {
  it('has neither markup nor links', () => {
    for (const text of ['Words.', 'A (b) – c: 5 %', 'a & b', 'mail@vendor.example'])
      assert.equal(isCheapMarkdown(text), true, text);
    for (const text of [
      'a *b*',
      '[a](b)',
      '<a:b>',
      '- a',
      '1. a',
      '> a',
      'a\n\nb',
      '    a',
      'a'.repeat(300),
    ])
      assert.equal(isCheapMarkdown(text), false, text);
  });
});

describe('A text below the limit', () => {
  const PIECES = [
    ...[
      '>',
      '> ',
      '- ',
      '* ',
      '1. ',
      '  ',
      '    ',
      '\t',
      ' ',
      '\n',
      '\n',
      '\n\n',
      '\n\t\n',
      'a',
      'a b',
      '字',
    ],
    ...[
      '*',
      '**',
      '_',
      '~~',
      '`',
      '```\n',
      '[',
      '](',
      ')',
      '](b)',
      '[a]: b\n',
      '![',
      '<a ',
      '<!--',
      '<div>',
    ],
    ...[
      '\\',
      '&amp;',
      '@',
      'a@b.c',
      'https://a.b/',
      'www.',
      '|',
      '\n|-|-|\n',
      '---',
      '# ',
      '.',
      '!',
      '  \n',
    ],
  ];

  /** Cuts a text to the longest beginning that the cost allows. */
  function affordable(text: string): string {
    let [low, high] = [0, text.length];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (markdownCost(text.slice(0, middle)) <= MAX_TEXT_COST) low = middle;
      else high = middle - 1;
    }
    return text.slice(0, low);
  }

  it('does not freeze the page, whatever it is made of', () => {
    const random = new Random(15);
    const end = performance.now() + 5_000;
    let rounds = 0;
    for (; performance.now() < end || rounds < 50; rounds++) {
      const unit = () => random.some(5, () => random.one(PIECES)).join('');
      const text = affordable(
        (
          unit() +
          (unit() || 'a').repeat(random.below(20_000)) +
          unit().repeat(random.below(9))
        ).slice(0, 20_000),
      );
      const before = performance.now();
      try {
        marked.lexer(text, {gfm: true});
      } catch {
        // Such a text stays plain.
      }
      // Twenty times as long as on a fast computer that does nothing else.
      const time = performance.now() - before;
      assert.ok(time < 400, `${time} ms for ${JSON.stringify(text.slice(0, 200))}`);
    }
  });
});
