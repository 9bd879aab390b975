import {expect} from '@open-wc/testing';
import {render} from 'lit';
import {loadMarkdown, renderMarkdown} from '../../../src/elements/ui/markdown.js';
import {needsMarkdown} from '../../../src/text/rendered-text.js';

const BASE = 'https://vendor.example/trust/manifest.json';

/** Renders a text and returns its HTML, without Lit's markers and insignificant white space. */
function htmlOf(text: string, costly = false): string {
  const place = document.createElement('div');
  render(renderMarkdown(text, BASE, {costly}), place);
  return place.innerHTML
    .replace(/<!--.*?-->/gs, '')
    .replace(/>\s+</g, '><')
    .trim();
}
const link = (href: string, text: string) =>
  `<a rel="noreferrer noopener" href="${href}">${text}</a>`;

describe('a text, before the lexer has loaded', () => {
  it('is shown as written, in paragraphs', () => {
    expect(htmlOf('One **bold**.\n\nTwo\n\n\nThree')).to.equal(
      '<p>One **bold**.</p><p>Two</p><p>Three</p>',
    );
  });
});

describe('a text with markdown', () => {
  before(async () => {
    expect(await loadMarkdown()).to.be.true;
  });

  const CASES: readonly [name: string, text: string, html: string][] = [
    ['a plain paragraph', 'Plain words.', '<p>Plain words.</p>'],
    ['paragraphs', 'One\n\nTwo *x*', '<p>One</p><p>Two <em>x</em></p>'],
    ['strong', '**x**', '<p><strong>x</strong></p>'],
    ['emphasis', '_x_', '<p><em>x</em></p>'],
    ['strong emphasis', '***x***', '<p><em><strong>x</strong></em></p>'],
    ['strikethrough', '~~x~~', '<p><del>x</del></p>'],
    ['code', '`a < b & c`', '<p><code>a &lt; b &amp; c</code></p>'],
    ['a line break', 'a  \nb', '<p>a<br>b</p>'],
    ['an escape', '\\*x\\*', '<p>*x*</p>'],
    ['a heading', '# A *b*', '<p><strong>A <em>b</em></strong></p>'],
    ['an underlined heading', 'A\n===', '<p><strong>A</strong></p>'],
    ['a thematic break', '***', '<hr>'],
    ['a block quote', '> a\n> *b*', '<blockquote><p>a\n<em>b</em></p></blockquote>'],
    ['a code block', '```js\nif (a < b) {}\n```', '<pre><code>if (a &lt; b) {}</code></pre>'],
    ['an indented code block', '    a & b', '<pre><code>a &amp; b</code></pre>'],
    ['a list', '- a\n- *b*', '<ul><li>a</li><li><em>b</em></li></ul>'],
    ['an ordered list', '3. a\n4. b', '<ol start="3"><li>a</li><li>b</li></ol>'],
    [
      'a nested list',
      '- a\n  1. b\n     - c',
      '<ul><li>a<ol start="1"><li>b<ul><li>c</li></ul></li></ol></li></ul>',
    ],
    ['a list with paragraphs', '- a\n\n- b', '<ul><li><p>a</p></li><li><p>b</p></li></ul>'],
    [
      'code in a list',
      '- a\n\n  ```\n  b\n  ```',
      '<ul><li><p>a</p><pre><code>b</code></pre></li></ul>',
    ],
    [
      'a table',
      '| a | b |\n|---|---|\n| *c* | `d` |',
      '<div class="table" role="group" tabindex="0" aria-label="a, b"><table><tbody><tr><th scope="col">a</th><th scope="col">b</th></tr><tr><td><em>c</em></td><td><code>d</code></td></tr></tbody></table></div>',
    ],
    [
      'a line break in a table',
      '| a |\n|---|\n| b<br>c<br/>d<BR />*e* |',
      '<div class="table" role="group" tabindex="0" aria-label="a"><table><tbody><tr><th scope="col">a</th></tr><tr><td>b<br>c<br>d<br><em>e</em></td></tr></tbody></table></div>',
    ],
    ['a line break by a tag', 'a<br>b', '<p>a<br>b</p>'],
    ['a line break by a tag in a list', '- a<br/>b', '<ul><li>a<br>b</li></ul>'],
    ['a line break by a tag on a line of its own', 'a\n\n<br>\n\nb', '<p>a</p><br><p>b</p>'],
    ['a link', '[a](https://b.example/)', `<p>${link('https://b.example/', 'a')}</p>`],
    [
      'a link with emphasis and a title',
      '[a *b*](https://b.example/ "c")',
      `<p>${link('https://b.example/', 'a <em>b</em>')}</p>`,
    ],
    [
      'a relative link',
      '[a](../policy.html)',
      `<p>${link('https://vendor.example/policy.html', 'a')}</p>`,
    ],
    ['a mailto link', '[a](mailto:a@b.example)', `<p>${link('mailto:a@b.example', 'a')}</p>`],
    [
      'an autolink',
      '<https://b.example/>',
      `<p>${link('https://b.example/', 'https://b.example/')}</p>`,
    ],
    [
      'a bare autolink',
      'https://b.example/',
      `<p>${link('https://b.example/', 'https://b.example/')}</p>`,
    ],
    [
      'a reference-style link',
      '[a][b]\n\n[b]: https://b.example/',
      `<p>${link('https://b.example/', 'a')}</p>`,
    ],
    [
      'a link with an ampersand',
      '[a](https://b.example/?c=1&amp;d=2)',
      `<p>${link('https://b.example/?c=1&amp;d=2', 'a')}</p>`,
    ],
    // Disallowed markup stays as written.
    ['raw HTML', '<b onclick="x()">a</b>', '<p>&lt;b onclick="x()"&gt;a&lt;/b&gt;</p>'],
    ['a script', '<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    ['a line break with an attribute', 'a<br onclick="x()">b', '<p>a&lt;br onclick="x()"&gt;b</p>'],
    ['the end of a line break', 'a</br>b', '<p>a&lt;/br&gt;b</p>'],
    ['a line break in code', '`a<br>b`', '<p><code>a&lt;br&gt;b</code></p>'],
    ['an escaped line break', 'a\\<br>b', '<p>a&lt;br&gt;b</p>'],
    ['a line break in references', 'a&lt;br&gt;b', '<p>a&lt;br&gt;b</p>'],
    ['a comment', '<!-- a -->', '&lt;!-- a --&gt;'],
    ['an image', '![a](https://b.example/c.png)', '<p>![a](https://b.example/c.png)</p>'],
    ['a script link', '[a](javascript:alert(1))', '<p>[a](javascript:alert(1))</p>'],
    [
      'a disguised script link',
      '[a](JaVa&#115;cript:alert`1`)',
      '<p>[a](JaVa&amp;#115;cript:alert`1`)</p>',
    ],
    ['a data link', '[a](data:text/html,b)', '<p>[a](data:text/html,b)</p>'],
    ['an http link', '[a](http://b.example/)', '<p>[a](http://b.example/)</p>'],
    [
      'a link with credentials',
      '[a](https://user:word@b.example/)',
      '<p>[a](https://user:word@b.example/)</p>',
    ],
    [
      'a link that reverses its text',
      '[a](https://b.example/\u202egnp.exe)',
      '<p>[a](https://b.example/\u202egnp.exe)</p>',
    ],
    // Character references.
    ['known references', 'a &lt; b &amp; c &#x27;d&#39; &mdash;', "<p>a &lt; b &amp; c 'd' —</p>"],
    ['an unknown reference', '&unheard; *a*', '<p>&amp;unheard; <em>a</em></p>'],
    ['a reference named like an object property', '&constructor;', '<p>&amp;constructor;</p>'],
    ['references that hide a tag', '&lt;img src=x&gt;', '<p>&lt;img src=x&gt;</p>'],
    [
      'a reference to an invalid character',
      '&#0; &#xD800; &#x110000;',
      '<p>\ufffd \ufffd \ufffd</p>',
    ],
  ];
  for (const [name, text, html] of CASES) {
    it(`renders ${name}`, () => {
      expect(htmlOf(text)).to.equal(html);
    });
  }

  it('renders a costly text as written, in one paragraph', () => {
    expect(htmlOf('One **bold**.\n\n> Two', true)).to.equal('<p>One **bold**.\n\n&gt; Two</p>');
  });

  it('never renders an element that fetches, runs or styles', () => {
    const place = document.createElement('div');
    for (const [, text] of CASES) {
      render(renderMarkdown(text, BASE), place);
      expect(place.querySelector('img, script, iframe, style, svg, [style], [onclick]')).to.equal(
        null,
      );
    }
  });

  it('keeps every word of a text', () => {
    for (const [name, text] of CASES) {
      const words = text.match(/[a-z]{4,}/gi) ?? [];
      const shown = htmlOf(text);
      if (/reference|link|disguise/.test(name)) continue;
      for (const word of words) expect(shown, name).to.contain(word);
    }
  });
});

describe('markdown that needs the lexer', () => {
  const PLAIN = ['Words, and more: 50 % (of it) — “yes”.', "It's 1.5 GB", 'One\n\nTwo', 'A #1 - b'];
  for (const text of PLAIN)
    it(`is not in “${text}”`, () => {
      expect(needsMarkdown(text)).to.be.false;
    });

  const MARKED = [
    '*a*',
    '_a_',
    '`a`',
    '[a](b)',
    '<a>',
    '&lt;',
    '\\*',
    '~~a~~',
    '# a',
    '- a',
    '+ a',
    '> a',
    '1. a',
    '2) a',
    '    a',
    '\ta',
    '#\ta',
    '1.\ta',
    'https://a.example',
    'www.a.example',
    'a  \nb',
    'a\n===',
    'a\n---',
  ];
  for (const text of MARKED)
    it(`is in “${text}”`, () => {
      expect(needsMarkdown(text)).to.be.true;
    });
});
