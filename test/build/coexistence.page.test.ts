/** The built file beside everything else that a page may hold: other copies, other releases, other Lits. */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {after, afterEach, before, beforeEach, describe, it} from 'node:test';
import type {Browser} from 'puppeteer-core';
import {AGREES, arqenTag, openArqenSite} from '../fixtures/arqen-site.js';
import {openBrowser, Visit} from '../fixtures/browser-page.js';
import {OTHER_TITLE, otherRelease} from '../fixtures/release.js';
import {built, embedding, text, type Site} from '../fixtures/site.js';

const ENTRY = 'trust-center.js';
const JAVASCRIPT = 'text/javascript';
const OWN_TITLE = 'Controls';

let site: Site;
let browser: Browser | undefined;
let visit: Visit;

before(async () => {
  browser = await openBrowser();
  site = await openArqenSite();
  for (const [name, code] of otherRelease())
    site.routes.set(`/other/${name}`, text(code, JAVASCRIPT));
  site.routes.set(`/copied.js`, text(built(`cdn/${ENTRY}`), JAVASCRIPT));
});
after(async () => {
  await browser?.close();
  await site.stop();
});

beforeEach(async () => {
  site.seen.length = 0;
  visit = await Visit.begin(browser!);
});
afterEach(() => visit.page.close());

const module = (src: string) => `<script type="module" src="${src}"></script>`;

interface Opened {
  /** What stands in the head. */
  readonly script?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Opens a page of these tags, and waits until so many guards have answered. */
async function open(tags: string, {script, headers = {}}: Opened = {}, guards = 2): Promise<void> {
  site.routes.set('/', text(embedding(tags, {...(script ? {script} : {})}), 'text/html', headers));
  await visit.page.goto(site.origin);
  await visit.until(
    (agrees: string, guards: number) => inPage.all(agrees).length === guards,
    [AGREES, guards],
  );
}

const titles = () =>
  visit.ask(() =>
    inPage
      .all('[part=heading]')
      .map(({textContent}) => textContent.trim())
      .filter((title) => title.startsWith('Controls')),
  );

/** A browser writes a line for every 403, whoever asked for it and why. */
const said = () => visit.console.filter((line) => !line.endsWith('of 403 (Forbidden)'));

const quiet = () => assert.deepEqual([...said(), ...visit.exceptions], []);

/** One line of ours, and nothing else, that says which tag is taken. */
function oneLine(tag = 'arqen-trust-center'): void {
  assert.deepEqual(visit.exceptions, []);
  assert.equal(said().length, 1, said().join('\n'));
  assert.match(said()[0]!, new RegExp(`^info: <${tag}> is defined already; this copy of <`));
}

describe('a page that has the script twice', () => {
  const COPIES: Readonly<Record<string, readonly [first: string, second: string, lines: number]>> =
    {
      'from one address': [`/cdn/${ENTRY}`, `/cdn/${ENTRY}`, 0],
      'from one address with a query': [`/cdn/${ENTRY}`, `/cdn/${ENTRY}?again`, 1],
      'from two addresses': [`/cdn/${ENTRY}`, '/copied.js', 1],
      'in two releases': [`/cdn/${ENTRY}`, `/other/${ENTRY}`, 1],
    };
  for (const [how, [first, second, lines]] of Object.entries(COPIES))
    it(`${how} is shown it once, by the first, and told so in one line`, async () => {
      await open(arqenTag(), {script: module(first) + module(second)});
      if (lines) oneLine();
      else quiet();
      assert.deepEqual(await titles(), [OWN_TITLE]);
      assert.equal(site.count('/cdn/trust-center-renderer.js'), 1);
      assert.equal(site.count('/other/trust-center-renderer.js'), 0);
      assert.equal(site.count('/arqen.trust.json'), 1);
    });

  it('in two releases is shown the other one where that comes first', async () => {
    await open(arqenTag(), {script: module(`/other/${ENTRY}`) + module(`/cdn/${ENTRY}`)});
    oneLine();
    assert.deepEqual(await titles(), [OTHER_TITLE]);
    assert.equal(site.count('/cdn/trust-center-renderer.js'), 0);
  });
});

describe('two releases under two names', () => {
  const ORDERS: Readonly<
    Record<string, readonly [first: string, second: string, titles: string[]]>
  > = {
    'the other one later': ['/cdn/', '/other/', [OWN_TITLE, OTHER_TITLE]],
    'the other one first': ['/other/', '/cdn/', [OTHER_TITLE, OWN_TITLE]],
  };
  for (const [order, [first, second, expected]] of Object.entries(ORDERS))
    it(`are both live, each with sections of its own, ${order}`, async () => {
      const host = `import {define} from '${second}${ENTRY}'; define('acme-trust');`;
      site.routes.set('/host.js', text(host, JAVASCRIPT));
      await open(
        arqenTag() + arqenTag('acme-trust'),
        {script: module(first + ENTRY) + module('/host.js')},
        4,
      );
      // The second copy says that the tag it has by itself is taken; its own name it has.
      oneLine();
      assert.deepEqual(await titles(), expected);
      const loadStates = await visit.ask(() =>
        ['arqen-trust-center', 'acme-trust'].map(
          (tag) =>
            (document.querySelector(tag) as HTMLElementTagNameMap['arqen-trust-center']).loadState,
        ),
      );
      assert.deepEqual(loadStates, ['ready', 'ready']);
      for (const path of [first, second])
        assert.equal(site.count(`${path}trust-center-renderer.js`), 1, path);
    });

  it('share no section: one placed in the other’s center is given nothing', async () => {
    const host = `import {define} from '/other/${ENTRY}'; define('acme-trust');`;
    site.routes.set('/host.js', text(host, JAVASCRIPT));
    const tag = (name: string, inside: string) => arqenTag(name).replace('<p', `${inside}<p`);
    const inside = '<arqen-trust-gates></arqen-trust-gates><acme-trust-gates></acme-trust-gates>';
    await open(tag('arqen-trust-center', inside) + tag('acme-trust', inside) + arqenTag(), {
      script: module(`/cdn/${ENTRY}`) + module('/host.js'),
    });
    // The two that stand at home, and one that is laid out; by then the two that got none had their chance.
    await visit.until(
      () => inPage.all('[data-kind="gate"][data-id="tenant-isolation"]').length === 3,
      [],
    );
    const gates = await visit.ask(() =>
      [...document.querySelectorAll('arqen-trust-gates, acme-trust-gates')].map((section) => [
        `${section.parentElement!.localName} > ${section.localName}`,
        section.shadowRoot!.querySelectorAll('[data-kind="gate"]').length > 0,
      ]),
    );
    assert.deepEqual(gates, [
      ['arqen-trust-center > arqen-trust-gates', true],
      ['arqen-trust-center > acme-trust-gates', false],
      ['acme-trust > arqen-trust-gates', false],
      ['acme-trust > acme-trust-gates', true],
    ]);
  });
});

describe('another vendor’s <trust-center>', () => {
  it('keeps its tag and its look, and the two do not meet', async () => {
    const theirs = `customElements.define('trust-center', class extends HTMLElement {
      connectedCallback() { this.attachShadow({mode: 'open'}).textContent = 'Theirs'; }
    });`;
    site.routes.set('/theirs.js', text(theirs, JAVASCRIPT));
    await open(`<trust-center></trust-center>${arqenTag()}`, {
      script: module(`/cdn/${ENTRY}`) + module('/theirs.js'),
    });
    assert.equal(await visit.textOf('trust-center'), 'Theirs');
    quiet();
  });
});

describe('a page with its own Lit', () => {
  /** The modules of Lit, as a page serves them that has no bundler: what they import by name has an address. */
  const LIT = {
    'lit-element': '/lit-element/lit-element.js',
    'lit-html': '/lit-html/lit-html.js',
    '@lit/reactive-element': '/@lit/reactive-element/reactive-element.js',
    'css-tag': '/@lit/reactive-element/css-tag.js',
  };
  before(() => {
    for (const path of Object.values(LIT)) {
      const code = readFileSync(new URL(`../../node_modules${path}`, import.meta.url), 'utf8');
      const addressed = code.replace(
        /from"([@\w/-]+)"/g,
        (_, name: keyof typeof LIT) => `from"${LIT[name]}"`,
      );
      site.routes.set(
        path,
        text(
          addressed.replace(
            /import"([@\w/-]+)"/g,
            (_, name: keyof typeof LIT) => `import"${LIT[name]}"`,
          ),
          JAVASCRIPT,
        ),
      );
    }
    const host = `import {LitElement, html} from '/lit-element/lit-element.js';
      customElements.define('host-greeting', class extends LitElement {
        render() { return html\`<p>Hello from the page’s own \${'Lit'}</p>\`; }
      });`;
    site.routes.set('/host-lit.js', text(host, JAVASCRIPT));
  });

  const POLICY = `script-src 'self'; require-trusted-types-for 'script'; trusted-types lit-html arqen-trust-center`;
  const ORDERS: Readonly<Record<string, readonly string[]>> = {
    'loaded before': ['/host-lit.js', `/cdn/${ENTRY}`],
    'loaded after': [`/cdn/${ENTRY}`, '/host-lit.js'],
  };
  for (const [order, scripts] of Object.entries(ORDERS))
    for (const [policed, headers] of Object.entries<Record<string, string>>({
      'without a policy': {},
      'whose Lit has the policy lit-html': {'Content-Security-Policy': POLICY},
    }))
      it(`${order}, ${policed}: both render, and Lit’s globals are the page’s alone`, async () => {
        const tags = `<host-greeting></host-greeting>${arqenTag()}`;
        await open(tags, {script: scripts.map(module).join(''), headers});
        assert.equal(await visit.textOf('host-greeting'), 'Hello from the page’s own Lit');
        const versions = await visit.ask(() =>
          ['litHtmlVersions', 'reactiveElementVersions', 'litElementVersions'].map(
            (name) => (Reflect.get(globalThis, name) as unknown[]).length,
          ),
        );
        assert.deepEqual(versions, [1, 1, 1]);
        assert.deepEqual(await visit.ask(() => inPage.violations), []);
        quiet();
      });
});

describe('the page’s globals', () => {
  it('are the same as before, whatever the reader does: no name, no symbol, nothing patched', async () => {
    const keep = () => {
      const owners: Record<string, object> = {
        ...{window, document, Symbol, Object, Array, Promise, history, customElements, navigator},
        ...{element: Element.prototype, html: HTMLElement.prototype, page: Document.prototype},
        ...{target: EventTarget.prototype, root: ShadowRoot.prototype, string: String.prototype},
      };
      return Object.entries(owners).flatMap(([name, owner]) =>
        Reflect.ownKeys(owner).map((key) => `${name}: ${String(key)}`),
      );
    };
    site.routes.set('/before.js', text(`(${String(keep)})`, JAVASCRIPT));
    await visit.page.evaluateOnNewDocument(
      `globalThis.keysBefore = []; keysBefore = (${String(keep)})()`,
    );
    await open(arqenTag('arqen-trust-center', 'deep-links'));
    await visit.ask(async () => {
      const center = document.querySelector('arqen-trust-center')!;
      await center.checkGuards();
      await center.snapshot();
      center.locale = 'de';
      await center.reload();
    });
    await visit.untilThere('.base[lang="de"]');
    const now = await visit.ask(keep);
    const kept = await visit.ask(
      () => (globalThis as unknown as {keysBefore: string[]}).keysBefore,
    );
    assert.ok(kept.length > 1_000);
    assert.deepEqual(
      now.filter((key) => !kept.includes(key)),
      [],
    );
    assert.deepEqual(
      kept.filter((key) => !now.includes(key)),
      [],
    );
  });
});

/** A page's rules, and the margin that they leave around its body. */
type Host = readonly [css: string, margin: '0' | '8px'];

const HOSTS: Readonly<Record<string, Host>> = {
  'has a root of 1 px': ['html {font-size: 1px}', '8px'],
  'has a root of 10 px': ['html {font-size: 10px}', '8px'],
  'has a root of 62.5 %': ['html {font-size: 62.5%}', '8px'],
  'has a root of 40 px': ['html {font-size: 40px}', '8px'],
  'reverts everything': ['* {box-sizing: content-box; all: revert}', '8px'],
  'reverts everything, importantly': ['* {box-sizing: content-box; all: revert !important}', '8px'],
  'unsets everything': ['* {all: unset !important}', '0'],
  'makes everything initial': [
    'html body * {all: initial !important} head, head * {display: none !important}',
    '8px',
  ],
  'resets everything': [
    '*, ::before, ::after {margin: 0; padding: 0; box-sizing: border-box}',
    '0',
  ],
  'reverts the tags': [
    'arqen-trust-center, arqen-trust-controls, arqen-trust-gates {all: revert}',
    '8px',
  ],
  'unsets the tags, importantly': [
    'arqen-trust-center, arqen-trust-controls, arqen-trust-gates {all: unset !important}',
    '8px',
  ],
  'hides what it takes for its own': [
    'div, section, p, ul, li, table, article, button, svg {display: none !important}',
    '8px',
  ],
  'has loud elements': [
    'h1, h2, h3, h4, h5, h6 {font: 900 80px serif; color: red; text-transform: uppercase} a, button, input, li, p {color: red !important; padding: 3em !important; background: lime !important}',
    '8px',
  ],
  'has loud text': [
    'body {line-height: 3; text-align: right; text-indent: 5em; text-transform: uppercase; white-space: pre-wrap; color: red}',
    '8px',
  ],
  'has names like ours': [
    '.base, .sections, .chip, .icon, .unseen, [part], [data-kind] {display: none !important; color: red !important}',
    '8px',
  ],
};

describe('a page with rules of its own', () => {
  const TAGS = `${arqenTag('arqen-trust-center', 'guards="off"')}
    ${arqenTag('arqen-trust-center', 'guards="off"').replace(
      '<p',
      '<arqen-trust-controls></arqen-trust-controls><arqen-trust-gates></arqen-trust-gates><p slot="fallback"',
    )}`;

  /** What a reader sees of every element in the centers: where it is, how large, in what type and colours. */
  async function lookUnder(css: string): Promise<readonly string[]> {
    site.routes.set('/host.css', text(css, 'text/css'));
    const script = `<link rel="stylesheet" href="/host.css">${module(`/cdn/${ENTRY}`)}`;
    site.routes.set('/', text(embedding(TAGS, {script})));
    // As tall as it is: nothing is left out for being off the screen.
    await visit.page.setViewport({width: 1100, height: 16_000});
    await visit.page.goto(site.origin);
    await visit.until(() => {
      const [first, second] = document.querySelectorAll('arqen-trust-center');
      const rows = inPage.all('[data-kind="control"]').length;
      return (
        first!.loadState === 'ready' &&
        second!.loadState === 'ready' &&
        rows === 24 &&
        inPage
          .all('.group > *')
          .every((row) => row.checkVisibility({contentVisibilityAuto: true})) &&
        !inPage.text().includes('**')
      );
    }, []);
    return visit.ask(() => {
      const boxes = inPage.all('[part=base]');
      return boxes.flatMap((base) => {
        const origin = base.getBoundingClientRect();
        const host = (base.getRootNode() as ShadowRoot).host;
        const inside = [...inPage.all('*', host.shadowRoot!), ...inPage.all('*', host)];
        return inside
          .filter(
            (element) =>
              element.getRootNode() !== document &&
              // The box around each box shows nothing of its own.
              !element.matches('.unseen, .fit, svg *') &&
              // What has no box of its own is nowhere.
              element.getClientRects().length,
          )
          .map((element) => {
            const {left, top, width, height} = element.getBoundingClientRect();
            const style = getComputedStyle(element);
            const rect = [left - origin.left, top - origin.top, width, height].map((it) =>
              it.toFixed(1),
            );
            const names = ['color', 'background-color', 'font-size', 'font-family', 'font-weight'];
            const values = [
              ...names,
              'line-height',
              'text-transform',
              'display',
              'visibility',
              'box-sizing',
            ].map((name) => style.getPropertyValue(name));
            return `${element.localName}.${element.className}: ${rect.join(' ')}; ${values.join('; ')}`;
          });
      });
    });
  }

  const neutral: Record<string, readonly string[]> = {};
  before(async () => {
    const first = await Visit.begin(browser!);
    visit = first;
    for (const margin of ['0', '8px'])
      neutral[margin] = await lookUnder(`body {margin: ${margin}}`);
    await first.page.close();
    assert.ok(neutral['0']!.length > 500);
    assert.notDeepEqual(neutral['0'], neutral['8px']);
  });

  for (const [which, [css, margin]] of Object.entries(HOSTS))
    it(`that ${which} sees the center as a page without any does`, async () => {
      const look = await lookUnder(css);
      const other = look.flatMap((line, i) =>
        line === neutral[margin]![i] ? [] : [`${line}\n  instead of ${neutral[margin]![i]}`],
      );
      assert.deepEqual(other.slice(0, 5), []);
      assert.equal(look.length, neutral[margin]!.length);
    });

  it('may still set the center’s colours, type and rounding, hide it, and frame it', async () => {
    await lookUnder(`arqen-trust-center {--trust-text: rgb(1, 2, 3); --trust-font-size: 20px;
      --trust-background: rgb(4, 5, 6); font-family: "Host"; border-radius: 9px}`);
    await visit.page.addStyleTag({
      content: 'arqen-trust-center + arqen-trust-center {display: none}',
    });
    const look = await visit.ask(() => {
      const [first, second] = inPage.all('[part=base]');
      const {color, fontSize, backgroundColor, fontFamily, borderRadius} = getComputedStyle(first!);
      const hidden = !second!.checkVisibility();
      return {color, fontSize, backgroundColor, fontFamily, borderRadius, hidden};
    });
    assert.deepEqual(look, {
      color: 'rgb(1, 2, 3)',
      fontSize: '20px',
      backgroundColor: 'rgb(4, 5, 6)',
      fontFamily: 'Host',
      borderRadius: '9px',
      hidden: true,
    });
  });
});

/** Places that are as wide as what stands in them. */
const SHRINKING: Readonly<Record<string, readonly [open: string, close: string, css?: string]>> = {
  'a row of flex items': ['<div class="row">', '</div>', '.row {display: flex}'],
  'a float': ['<div class="float">', '</div>', '.float {float: left}'],
  'a cell of a table': ['<table><tr><td>', '</td></tr></table>'],
  'an inline block': ['<div class="inline">', '</div>', '.inline {display: inline-block}'],
  'an auto column of a grid': [
    '<div class="grid">',
    '</div>',
    '.grid {display: grid; grid-template-columns: auto; justify-content: start}',
  ],
  'a float of its own': ['', '', 'arqen-trust-center {float: left}'],
  'an inline block of its own': ['', '', 'arqen-trust-center {display: inline-block}'],
};

describe('a place that is as wide as what stands in it', () => {
  /** How wide the center is, and its page. */
  async function widthsIn(place: readonly [string, string, string?], width: number) {
    const [before, after, css = ''] = place;
    // A reset's own: it says what a rule for :host cannot hold against it.
    site.routes.set('/host.css', text(`* {all: revert} ${css}`, 'text/css'));
    await visit.page.setViewport({width, height: 900});
    await open(before + arqenTag() + after, {
      script: `<link rel="stylesheet" href="/host.css">${module(`/cdn/${ENTRY}`)}`,
    });
    return visit.ask(() => ({
      center: inPage.all('.base')[0]!.getBoundingClientRect().width,
      page: document.documentElement.scrollWidth,
    }));
  }

  for (const [which, place] of Object.entries(SHRINKING))
    it(`such as ${which} has a center that can be read, and no wider than the window`, async () => {
      const wide = await widthsIn(place, 1200);
      assert.ok(wide.center >= 900, `${wide.center}`);
      assert.equal(wide.page, 1200);
      const narrow = await widthsIn(place, 400);
      assert.ok(narrow.center >= 350, `${narrow.center}`);
      assert.equal(narrow.page, 400);
    });
});

describe('the page around it', () => {
  it('looks as it did without it, element by element, and its head and sheets are its own', async () => {
    const css = `body {font: 15px/1.7 Georgia, serif; color: #222} main {padding: 1em}
      button {border-radius: 3px} table {border-collapse: collapse} h2 {letter-spacing: .1em}`;
    site.routes.set('/host.css', text(css, 'text/css'));
    const around = (
      inside: string,
    ) => `<h1>Host</h1><form><label>Name <input></label><button>Send</button></form>
      <table><tr><th>a</th><td>b</td></tr></table>${inside}
      <h2>After</h2><p>Text <a href="#x">link</a> <code>code</code></p><ul><li>item</li></ul>`;
    const look = () =>
      visit.ask(() => {
        const sized = /^(block-size|height|perspective-origin|transform-origin)$/;
        const own = [...document.querySelectorAll('html, body, body *')].filter(
          (element) => !element.closest('arqen-trust-center'),
        );
        const styles = own.map((element) => {
          const style = getComputedStyle(element);
          const holds = element.querySelector('arqen-trust-center, del');
          const {left, width, height} = element.getBoundingClientRect();
          const values = [...style].filter((name) => !holds || !sized.test(name));
          return [
            element.localName,
            ...[left, width, holds ? 0 : height],
            ...values.map((name) => `${name}: ${style.getPropertyValue(name)}`),
          ];
        });
        const head = [...document.head.children]
          .map(({outerHTML}) => outerHTML)
          .filter((markup) => !/modulepreload|<script/.test(markup));
        const {activeElement, title, adoptedStyleSheets, styleSheets} = document;
        const attributes = [document.documentElement, document.body].flatMap((element) =>
          element.getAttributeNames(),
        );
        return {
          ...{styles, head, attributes, title},
          focus: activeElement?.localName,
          sheets: [adoptedStyleSheets.length, styleSheets.length],
          scroll: [scrollX, scrollY],
        };
      });
    const link = '<link rel="stylesheet" href="/host.css">';
    // In its place what takes up a place, too.
    await open(around('<del style="display: block"></del>'), {script: link}, 0);
    const bare = await look();
    await open(around(arqenTag()), {script: link + module(`/cdn/${ENTRY}`)});
    const withIt = await look();
    const styles = bare.styles.filter(([name]) => name !== 'del');
    assert.ok(styles.length > 15);
    assert.deepEqual(withIt, {...bare, styles});
  });
});
