/**
 * The built file next to everything else a page may contain: other copies, other releases, other versions
 * of Lit, hostile styles. One file, because every suite shares one browser and one site.
 */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {after, afterEach, before, beforeEach, describe, it} from 'node:test';
import type {Browser} from 'puppeteer-core';
import {AGREES, arqenTag, openArqenSite} from '../fixtures/arqen-site.js';
import {openBrowser, Visit} from '../fixtures/browser-page.js';
import {OTHER_TITLE, otherRelease} from '../fixtures/other-release.js';
import {builtFile, embedPage, text, type Site} from '../fixtures/site.js';
import {untilRowsRendered} from '../fixtures/until-settled.js';

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
  site.routes.set(`/copied.js`, text(builtFile(`cdn/${ENTRY}`), JAVASCRIPT));
});
after(async () => {
  await browser?.close();
  await site.stop();
});

beforeEach(async () => {
  site.requests.length = 0;
  visit = await Visit.open(browser!);
});
afterEach(() => visit.page.close());

const module = (src: string) => `<script type="module" src="${src}"></script>`;

interface PageOptions {
  /** The markup of the head. */
  readonly script?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Opens a page with these tags, and waits until `guards` guards have answered. */
async function open(
  tags: string,
  {script, headers = {}}: PageOptions = {},
  guards = 2,
): Promise<void> {
  site.routes.set('/', text(embedPage(tags, {...(script ? {script} : {})}), 'text/html', headers));
  await visit.page.goto(site.origin);
  await visit.waitFor(
    (agrees: string, guards: number) => inPage.all(agrees).length === guards,
    [AGREES, guards],
  );
  await untilRowsRendered(visit);
}

const titles = () =>
  visit.evaluate(() =>
    inPage
      .all('[part=heading]')
      .map(({textContent}) => textContent.trim())
      .filter((title) => title.startsWith('Controls')),
  );

/** Returns the console lines, except those that browsers log for every 403 response. */
const logged = () => visit.console.filter((line) => !line.endsWith('of 403 (Forbidden)'));

const assertSilent = () => assert.deepEqual([...logged(), ...visit.exceptions], []);

/** Asserts that the console has only one line: our notice that the tag is taken. */
function assertOneNotice(tag = 'arqen-trust-center'): void {
  assert.deepEqual(visit.exceptions, []);
  assert.equal(logged().length, 1, logged().join('\n'));
  assert.match(logged()[0]!, new RegExp(`^info: <${tag}> is already defined, so this copy of <`));
}

describe('a page that includes the script twice', () => {
  const COPIES: Readonly<Record<string, readonly [first: string, second: string, lines: number]>> =
    {
      'from one URL': [`/cdn/${ENTRY}`, `/cdn/${ENTRY}`, 0],
      'from one URL with a query': [`/cdn/${ENTRY}`, `/cdn/${ENTRY}?again`, 1],
      'from two URLs': [`/cdn/${ENTRY}`, '/copied.js', 1],
      'in two releases': [`/cdn/${ENTRY}`, `/other/${ENTRY}`, 1],
    };
  for (const [how, [first, second, lines]] of Object.entries(COPIES))
    it(`${how} renders once, by the first copy, and logs ${lines ? 'one line' : 'nothing'}`, async () => {
      await open(arqenTag(), {script: module(first) + module(second)});
      if (lines) assertOneNotice();
      else assertSilent();
      assert.deepEqual(await titles(), [OWN_TITLE]);
      assert.equal(site.count('/cdn/trust-center-rest.js'), 1);
      assert.equal(site.count('/other/trust-center-rest.js'), 0);
      assert.equal(site.count('/arqen.trust.json'), 1);
    });

  it('in two releases uses the other release if that one is first', async () => {
    await open(arqenTag(), {script: module(`/other/${ENTRY}`) + module(`/cdn/${ENTRY}`)});
    assertOneNotice();
    assert.deepEqual(await titles(), [OTHER_TITLE]);
    assert.equal(site.count('/cdn/trust-center-rest.js'), 0);
  });
});

describe('two releases under two names', () => {
  const ORDERS: Readonly<
    Record<string, readonly [first: string, second: string, titles: string[]]>
  > = {
    'the other release last': ['/cdn/', '/other/', [OWN_TITLE, OTHER_TITLE]],
    'the other release first': ['/other/', '/cdn/', [OTHER_TITLE, OWN_TITLE]],
  };
  for (const [order, [first, second, expected]] of Object.entries(ORDERS))
    it(`are both live, each with its own sections: ${order}`, async () => {
      const host = `import {define} from '${second}${ENTRY}'; define('acme-trust');`;
      site.routes.set('/host.js', text(host, JAVASCRIPT));
      await open(
        arqenTag() + arqenTag('acme-trust'),
        {script: module(first + ENTRY) + module('/host.js')},
        4,
      );
      // The second copy reports that its default tag is taken; its own name is free.
      assertOneNotice();
      assert.deepEqual(await titles(), expected);
      const loadStates = await visit.evaluate(() =>
        ['arqen-trust-center', 'acme-trust'].map(
          (tag) =>
            (document.querySelector(tag) as HTMLElementTagNameMap['arqen-trust-center']).loadState,
        ),
      );
      assert.deepEqual(loadStates, ['ready', 'ready']);
      for (const path of [first, second])
        assert.equal(site.count(`${path}trust-center-rest.js`), 1, path);
    });

  it('share no sections: a section in the other release’s center gets no data', async () => {
    const host = `import {define} from '/other/${ENTRY}'; define('acme-trust');`;
    site.routes.set('/host.js', text(host, JAVASCRIPT));
    const tag = (name: string, inside: string) => arqenTag(name).replace('<p', `${inside}<p`);
    const inside = '<arqen-trust-gates></arqen-trust-gates><acme-trust-gates></acme-trust-gates>';
    await open(tag('arqen-trust-center', inside) + tag('acme-trust', inside) + arqenTag(), {
      script: module(`/cdn/${ENTRY}`) + module('/host.js'),
    });
    // Two sections in their own center, and one in the default layout. By then, the other two have had
    // time to fill.
    await visit.waitFor(
      () => inPage.all('[data-kind="gate"][data-id="tenant-isolation"]').length === 3,
      [],
    );
    const gates = await visit.evaluate(() =>
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
  it('keeps its tag and its content, and neither element affects the other', async () => {
    const theirs = `customElements.define('trust-center', class extends HTMLElement {
      connectedCallback() { this.attachShadow({mode: 'open'}).textContent = 'Theirs'; }
    });`;
    site.routes.set('/theirs.js', text(theirs, JAVASCRIPT));
    await open(`<trust-center></trust-center>${arqenTag()}`, {
      script: module(`/cdn/${ENTRY}`) + module('/theirs.js'),
    });
    assert.equal(await visit.textOf('trust-center'), 'Theirs');
    assertSilent();
  });
});

describe('a page with its own Lit', () => {
  /** Lit's modules as a page without a bundler serves them: bare import specifiers become URLs. */
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
      'under a policy that allows lit-html': {'Content-Security-Policy': POLICY},
    }))
      it(`${order}, ${policed}: both render, and Lit’s version lists name both copies`, async () => {
        const tags = `<host-greeting></host-greeting>${arqenTag()}`;
        await open(tags, {script: scripts.map(module).join(''), headers});
        assert.equal(await visit.textOf('host-greeting'), 'Hello from the page’s own Lit');
        const versions = await visit.evaluate(() =>
          ['litHtmlVersions', 'reactiveElementVersions', 'litElementVersions'].map(
            (name) => (Reflect.get(globalThis, name) as unknown[]).length,
          ),
        );
        assert.deepEqual(versions, [2, 2, 2]);
        assert.deepEqual(await visit.evaluate(() => inPage.violations), []);
        assertSilent();
      });
});

describe('the page’s globals', () => {
  /** Lit's own bookkeeping: which versions are loaded, and the metadata of standard decorators. */
  const LIT_GLOBALS = [
    'window: litElementVersions',
    'window: litHtmlVersions',
    'window: litPropertyMetadata',
    'window: reactiveElementVersions',
    'Symbol: metadata',
  ];

  it('gain Lit’s own and nothing else, and lose none, after every method has run', async () => {
    const listKeys = () => {
      const owners: Record<string, object> = {
        window,
        document,
        Symbol,
        Object,
        Array,
        Promise,
        history,
        customElements,
        navigator,
        element: Element.prototype,
        html: HTMLElement.prototype,
        page: Document.prototype,
        target: EventTarget.prototype,
        root: ShadowRoot.prototype,
        string: String.prototype,
      };
      return Object.entries(owners).flatMap(([name, owner]) =>
        Reflect.ownKeys(owner)
          .map((key) => `${name}: ${String(key)}`)
          // WebKit's own, for the first script that WebDriver executes.
          .filter((key) => key !== 'window: Symbol(automationSessionProxy)'),
      );
    };
    await visit.page.evaluateOnNewDocument(
      `globalThis.keysBefore = []; keysBefore = (${String(listKeys)})()`,
    );
    await open(arqenTag('arqen-trust-center', 'deep-links'));
    await visit.evaluate(async () => {
      const center = document.querySelector('arqen-trust-center')!;
      await center.checkGuards();
      await center.snapshot();
      center.locale = 'de';
      await center.reload();
    });
    await visit.waitForSelector('.base[lang="de"]');
    const after = await visit.evaluate(listKeys);
    const before = await visit.evaluate(
      () => (globalThis as unknown as {keysBefore: string[]}).keysBefore,
    );
    assert.ok(before.length > 1_000);
    const added = after.filter((key) => !before.includes(key)).sort();
    // Browsers with decorator metadata have `Symbol.metadata` already.
    assert.deepEqual(added, LIT_GLOBALS.filter((key) => !before.includes(key)).sort());
    assert.deepEqual(
      before.filter((key) => !after.includes(key)),
      [],
    );
  });
});

/** A host page's rules, and the body margin that results. */
type Host = readonly [css: string, margin: '0' | '8px'];

const HOSTS: Readonly<Record<string, Host>> = {
  'has a root font size of 1 px': ['html {font-size: 1px}', '8px'],
  'has a root font size of 10 px': ['html {font-size: 10px}', '8px'],
  'has a root font size of 62.5 %': ['html {font-size: 62.5%}', '8px'],
  'has a root font size of 40 px': ['html {font-size: 40px}', '8px'],
  'reverts everything': ['* {box-sizing: content-box; all: revert}', '8px'],
  'reverts everything with !important': [
    '* {box-sizing: content-box; all: revert !important}',
    '8px',
  ],
  'unsets everything with !important': ['* {all: unset !important}', '0'],
  'sets everything to initial with !important': [
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
  'unsets the tags with !important': [
    'arqen-trust-center, arqen-trust-controls, arqen-trust-gates {all: unset !important}',
    '8px',
  ],
  'hides common elements': [
    'div, section, p, ul, li, table, article, button, svg {display: none !important}',
    '8px',
  ],
  'styles common elements loudly': [
    'h1, h2, h3, h4, h5, h6 {font: 900 80px serif; color: red; text-transform: uppercase} a, button, input, li, p {color: red !important; padding: 3em !important; background: lime !important}',
    '8px',
  ],
  'styles inherited text loudly': [
    'body {line-height: 3; text-align: right; text-indent: 5em; text-transform: uppercase; white-space: pre-wrap; color: red}',
    '8px',
  ],
  'targets the class names and attributes we use': [
    '.base, .sections, .chip, .icon, .unseen, [part], [data-kind] {display: none !important; color: red !important}',
    '8px',
  ],
};

interface Look {
  /** The element's name, type and colours. */
  readonly style: string;
  /** Its position in its center and its size. */
  readonly rect: readonly number[];
}

/** Describes every visible element, once all of both centers is rendered. Runs in the page. */
function describeCenters(): Look[] | undefined {
  const complete =
    inPage.all('[data-kind="control"]').length === 24 &&
    inPage
      .all('[data-group] > *')
      .every((row) => row.checkVisibility({contentVisibilityAuto: true})) &&
    !inPage.all('.gap').length &&
    !inPage.text().includes('**');
  if (!complete) return undefined;
  const properties = [
    'color',
    'background-color',
    'font-size',
    'font-family',
    'font-weight',
    'line-height',
    'text-transform',
    'display',
    'visibility',
    'box-sizing',
  ];
  return inPage.all('[part=base]').flatMap((base) => {
    const origin = base.getBoundingClientRect();
    const host = (base.getRootNode() as ShadowRoot).host;
    const inside = [...inPage.all('*', host.shadowRoot!), ...inPage.all('*', host)];
    return inside
      .filter(
        (element) =>
          element.getRootNode() !== document &&
          // Wrappers without any visible style.
          !element.matches('.unseen, .fit, svg *') &&
          // Elements without a box have no position.
          element.getClientRects().length,
      )
      .map((element) => {
        const {left, top, width, height} = element.getBoundingClientRect();
        const style = getComputedStyle(element);
        const values = properties.map((name) => style.getPropertyValue(name));
        return {
          style: `${element.localName}.${element.className}: ${values.join('; ')}`,
          rect: [left - origin.left, top - origin.top, width, height],
        };
      });
  });
}

describe('a page with its own CSS rules', () => {
  const TAGS = `${arqenTag('arqen-trust-center', 'guards="off"')}
    ${arqenTag('arqen-trust-center', 'guards="off"').replace(
      '<p',
      '<arqen-trust-controls></arqen-trust-controls><arqen-trust-gates></arqen-trust-gates><p slot="fallback"',
    )}`;

  /** Opens a page with two centers under these rules, and describes their elements. */
  async function lookUnder(css: string): Promise<readonly Look[]> {
    site.routes.set('/host.css', text(css, 'text/css'));
    const script = `<link rel="stylesheet" href="/host.css">${module(`/cdn/${ENTRY}`)}`;
    site.routes.set('/', text(embedPage(TAGS, {script})));
    // Taller than the content, so that nothing is skipped for being off screen.
    await visit.setViewport(1100, 16_000);
    await visit.page.goto(site.origin);
    await untilRowsRendered(visit);
    return visit.waitFor(describeCenters, []);
  }

  const neutral: Record<string, readonly Look[]> = {};
  before(async () => {
    const first = await Visit.open(browser!);
    visit = first;
    for (const margin of ['0', '8px'])
      neutral[margin] = await lookUnder(`body {margin: ${margin}}`);
    await first.page.close();
    assert.ok(neutral['0']!.length > 500);
    assert.notDeepEqual(neutral['0'], neutral['8px']);
  });

  for (const [which, [css, margin]] of Object.entries(HOSTS))
    it(`that ${which} renders the center as a page without rules does`, async () => {
      const look = await lookUnder(css);
      // Browsers round positions, and those depend on the host's font size.
      const isNear = (value: number, other = NaN) => Math.abs(value - other) <= 0.1;
      const differing = look.flatMap((element, i) => {
        const expected = neutral[margin]![i];
        const isSame =
          element.style === expected?.style &&
          element.rect.every((value, side) => isNear(value, expected.rect[side]));
        return isSame ? [] : [{element, expected}];
      });
      assert.deepEqual(differing.slice(0, 5), []);
      assert.equal(look.length, neutral[margin]!.length);
    });

  it('can still set the center’s colours, type and rounded corners, and hide it', async () => {
    await lookUnder(`arqen-trust-center {--trust-text: rgb(1, 2, 3); --trust-font-size: 20px;
      --trust-background: rgb(4, 5, 6); font-family: "Host"; border-radius: 9px}`);
    await visit.page.addStyleTag({
      content: 'arqen-trust-center + arqen-trust-center {display: none}',
    });
    const look = await visit.evaluate(() => {
      const [first, second] = inPage.all('[part=base]');
      const {color, fontSize, backgroundColor, fontFamily, borderRadius} = getComputedStyle(first!);
      const hidden = !second!.checkVisibility();
      // Engines differ in whether they keep the quotes.
      const family = fontFamily.replaceAll('"', '');
      return {color, fontSize, backgroundColor, family, borderRadius, hidden};
    });
    assert.deepEqual(look, {
      color: 'rgb(1, 2, 3)',
      fontSize: '20px',
      backgroundColor: 'rgb(4, 5, 6)',
      family: 'Host',
      borderRadius: '9px',
      hidden: true,
    });
  });
});

/** Containers that are as wide as their content. */
const SHRINKING: Readonly<Record<string, readonly [open: string, close: string, css?: string]>> = {
  'a row of flex items': ['<div class="row">', '</div>', '.row {display: flex}'],
  'a float': ['<div class="float">', '</div>', '.float {float: left}'],
  'a table cell': ['<table><tr><td>', '</td></tr></table>'],
  'an inline block': ['<div class="inline">', '</div>', '.inline {display: inline-block}'],
  'an auto grid column': [
    '<div class="grid">',
    '</div>',
    '.grid {display: grid; grid-template-columns: auto; justify-content: start}',
  ],
  'a center that is itself a float': ['', '', 'arqen-trust-center {float: left}'],
  'a center that is itself an inline block': ['', '', 'arqen-trust-center {display: inline-block}'],
};

describe('a container that is as wide as its content', () => {
  /** Returns the widths of the center and of its page, in pixels. */
  async function widthsIn(place: readonly [string, string, string?], width: number) {
    const [before, after, css = ''] = place;
    // A page-level reset, which overrides the rules for `:host`.
    site.routes.set('/host.css', text(`* {all: revert} ${css}`, 'text/css'));
    await visit.setViewport(width);
    await open(before + arqenTag() + after, {
      script: `<link rel="stylesheet" href="/host.css">${module(`/cdn/${ENTRY}`)}`,
    });
    return visit.evaluate(() => ({
      center: inPage.all('.base')[0]!.getBoundingClientRect().width,
      page: document.documentElement.scrollWidth,
    }));
  }

  for (const [which, place] of Object.entries(SHRINKING))
    it(`such as ${which} shows a readable center no wider than the window`, async () => {
      const wide = await widthsIn(place, 1200);
      assert.ok(wide.center >= 900, `${wide.center}`);
      assert.equal(wide.page, 1200);
      const narrow = await widthsIn(place, 400);
      assert.ok(narrow.center >= 350, `${narrow.center}`);
      assert.equal(narrow.page, 400);
    });
});

/** Describes the page outside the center: styles, head, attributes, focus and scroll position. Runs in the page. */
function describePage() {
  // Properties that depend on the height of the content.
  const sized = /^(block-size|height|perspective-origin|transform-origin)$/;
  const elements = [...document.querySelectorAll('html, body, body *')].filter(
    (element) => !element.closest('arqen-trust-center'),
  );
  const styles = elements.map((element) => {
    const style = getComputedStyle(element);
    const isAncestor = element.querySelector('arqen-trust-center, del');
    const {left, width, height} = element.getBoundingClientRect();
    const names = [...style].filter((name) => !isAncestor || !sized.test(name));
    return [
      element.localName,
      left,
      width,
      isAncestor ? 0 : height,
      ...names.map((name) => `${name}: ${style.getPropertyValue(name)}`),
    ];
  });
  const head = [...document.head.children]
    .map(({outerHTML}) => outerHTML)
    .filter((markup) => markup !== '<script type="module" src="/cdn/trust-center.js"></script>');
  const {activeElement, title, adoptedStyleSheets, styleSheets} = document;
  const attributes = [document.documentElement, document.body].flatMap((element) =>
    element.getAttributeNames(),
  );
  return {
    styles,
    head,
    attributes,
    title,
    focus: activeElement?.localName,
    sheets: [adoptedStyleSheets.length, styleSheets.length],
    scroll: [scrollX, scrollY],
  };
}

describe('the page around the center', () => {
  it('looks as it does without the center, element by element; its head and style sheets are unchanged', async () => {
    const css = `body {font: 15px/1.7 Georgia, serif; color: #222} main {padding: 1em}
      button {border-radius: 3px} table {border-collapse: collapse} h2 {letter-spacing: .1em}`;
    site.routes.set('/host.css', text(css, 'text/css'));
    const around = (
      inside: string,
    ) => `<h1>Host</h1><form><label>Name <input></label><button>Send</button></form>
      <table><tr><th>a</th><td>b</td></tr></table>${inside}
      <h2>After</h2><p>Text <a href="#x">link</a> <code>code</code></p><ul><li>item</li></ul>`;
    const link = '<link rel="stylesheet" href="/host.css">';
    // A block element in the center's place, so that the surrounding layout is the same.
    await open(around('<del style="display: block"></del>'), {script: link}, 0);
    const bare = await visit.evaluate(describePage);
    await open(around(arqenTag()), {script: link + module(`/cdn/${ENTRY}`)});
    const withCenter = await visit.evaluate(describePage);
    const styles = bare.styles.filter(([name]) => name !== 'del');
    assert.ok(styles.length > 15);
    assert.deepEqual(withCenter, {...bare, styles});
  });
});
