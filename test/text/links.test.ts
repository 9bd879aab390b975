/**
 * The link policy, by scheme, host and base URL. One file, because the tests share their samples of links.
 */
import {expect} from '@open-wc/testing';
import {isLink, isLoopback, linksInMarkdown, resolveLink} from '../../src/text/links.js';
import {Random} from '../fixtures/random.js';

const BASE = 'https://vendor.example/trust/manifest.json';

/**
 * Scripts disguised with characters that browsers ignore in a scheme, so that a text comparison misses
 * them.
 */
const SCRIPTS = [
  'javascript:alert(1)',
  'JAVASCRIPT:alert(1)',
  'JaVa\tScript:alert(1)',
  'java\nscript:alert(1)',
  'java\r\nscript:alert(1)',
  '\tjavascript:alert(1)',
  ' javascript:alert(1)',
  '\u0000javascript:alert(1)',
  '\u0001\u001f javascript:alert(1)',
  'javascript\t:alert(1)',
  'javascript://vendor.example/%0aalert(1)',
];

/** Every formatting character of the Unicode bidirectional algorithm (UAX #9, §2). */
const BIDI = [
  0x061c, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069,
].map((code) => String.fromCharCode(code));

const OFF_LOOPBACK = [
  'vendor.example',
  '127.0.0.1.evil.example',
  'localhost.evil.example',
  'evil-localhost',
  'notlocalhost',
  'localhost.',
  '128.0.0.1',
  '10.0.0.1',
  '0.0.0.0',
  '[::]',
  '[::2]',
  '[::ffff:127.0.0.1]',
  '[2001:db8::1]',
];

const ON_LOOPBACK = [
  'localhost',
  'LOCALHOST',
  'app.localhost',
  'a.b.localhost',
  '127.0.0.1',
  '127.0.0.1:8080',
  '127.255.255.254',
  '127.1',
  '0x7f.1',
  '2130706433',
  '[::1]',
  '[0:0:0:0:0:0:0:1]:8080',
];

describe('A link resolves', () => {
  for (const [href, target] of [
    ['https://other.example/a', 'https://other.example/a'],
    ['HTTPS://OTHER.example', 'https://other.example/'],
    ['  https://other.example/  ', 'https://other.example/'],
    ['\u0000ht\ttps://other.exa\nmple/', 'https://other.example/'],
    ['mailto:security@vendor.example', 'mailto:security@vendor.example'],
    ['policy.html', 'https://vendor.example/trust/policy.html'],
    ['../policy.html', 'https://vendor.example/policy.html'],
    ['/policy', 'https://vendor.example/policy'],
    ['?page=2', 'https://vendor.example/trust/manifest.json?page=2'],
    ['#gates', 'https://vendor.example/trust/manifest.json#gates'],
    ['', BASE],
    ['//other.example/a', 'https://other.example/a'],
    ['\\\\other.example\\a', 'https://other.example/a'],
    ['%6aavascript:alert(1)', 'https://vendor.example/trust/%6aavascript:alert(1)'],
    ['https://vëndor.example/', 'https://xn--vndor-nsa.example/'],
  ] as const) {
    it(`from ${JSON.stringify(href)} to ${target}`, () => {
      expect(resolveLink(href, BASE)?.href).to.equal(target);
    });
  }

  it('against a placeholder if no base is given', () => {
    expect(resolveLink('policy.html')?.pathname).to.equal('/policy.html');
  });

  for (const host of ON_LOOPBACK) {
    it(`to http://${host}/, which is loopback`, () => {
      expect(resolveLink(`http://${host}/`, BASE)?.protocol).to.equal('http:');
    });
  }
});

describe('A link is refused', () => {
  for (const href of SCRIPTS) {
    it(`if it is the script ${JSON.stringify(href)}`, () => {
      expect(resolveLink(href, BASE)?.href).to.equal(undefined);
    });
  }

  for (const href of [
    'data:text/html,<script>alert(1)</script>',
    'blob:https://vendor.example/6e8bc430-9c3a-11d9-9669-0800200c9a66',
    'file:///etc/hosts',
    'ftp://vendor.example/',
    'ws://localhost/',
    'tel:+12015550123',
    'vbscript:msgbox(1)',
    'about:blank',
    'view-source:https://vendor.example/',
    'x-unknown:1',
  ]) {
    it(`because of its scheme: ${href}`, () => {
      expect(resolveLink(href, BASE)?.href).to.equal(undefined);
    });
  }

  for (const href of [
    'https://user@vendor.example/',
    'https://user:word@vendor.example/',
    'https://:word@vendor.example/',
    'https://vendor.example:443@other.example/',
    '//user:word@vendor.example/',
    '\\\\user@vendor.example\\',
    'http://user@localhost/',
  ]) {
    it(`because of its credentials: ${href}`, () => {
      expect(resolveLink(href, BASE)?.href).to.equal(undefined);
    });
  }

  for (const character of BIDI) {
    it(`because of a bidirectional control character: U+${character.charCodeAt(0).toString(16)}`, () => {
      for (const href of [
        `https://vendor.example/${character}gpj.exe`,
        `policy${character}.html`,
        `mailto:${character}security@vendor.example`,
      ]) {
        expect(resolveLink(href, BASE)?.href).to.equal(undefined);
      }
    });
  }

  for (const host of OFF_LOOPBACK) {
    it(`to http://${host}/, which is not loopback`, () => {
      expect(resolveLink(`http://${host}/`, BASE)?.href).to.equal(undefined);
    });
  }

  for (const href of ['https://', 'http://[::1', 'https://vendor.example:99999/']) {
    it(`if it is not a URL: ${href}`, () => {
      expect(resolveLink(href, BASE)?.href).to.equal(undefined);
    });
  }
});

describe('A link from a manifest loaded over http:', () => {
  for (const base of ['http://127.0.0.1:8080/trust.json', 'http://portal.example/trust.json']) {
    const {origin} = new URL(base);

    it(`may be relative: ${base}`, () => {
      expect(resolveLink('policy.html', base)?.href).to.equal(`${origin}/policy.html`);
    });

    it(`must not be scheme-relative with another host: ${base}`, () => {
      expect(resolveLink('//other.example/', base)?.href).to.equal(undefined);
      expect(resolveLink('\\\\other.example\\', base)?.href).to.equal(undefined);
    });

    it(`must not name another host over http: ${base}`, () => {
      expect(resolveLink('http://other.example/', base)?.href).to.equal(undefined);
    });

    it(`may name any host over https: ${base}`, () => {
      expect(resolveLink('https://other.example/', base)?.href).to.equal('https://other.example/');
    });
  }
});

describe('A link from a manifest without a web address', () => {
  for (const base of [
    'about:srcdoc',
    'data:application/json,{}',
    'blob:https://vendor.example/6e8bc430-9c3a-11d9-9669-0800200c9a66',
    'file:///srv/trust.json',
  ]) {
    it(`must be absolute: ${base}`, () => {
      expect(resolveLink('policy.html', base)?.href).to.equal(undefined);
      expect(resolveLink('https://vendor.example/', base)?.href).to.equal(
        'https://vendor.example/',
      );
    });
  }
});

describe('If a field restricts its schemes', () => {
  it('other schemes are refused', () => {
    expect(resolveLink('mailto:a@vendor.example', BASE, ['https:'])?.href).to.equal(undefined);
    expect(resolveLink('https://vendor.example/', BASE, ['tel:'])?.href).to.equal(undefined);
    expect(resolveLink('policy.html', BASE, ['mailto:'])?.href).to.equal(undefined);
  });

  it('those schemes are allowed', () => {
    expect(resolveLink('tel:+12015550123', BASE, ['tel:'])?.href).to.equal('tel:+12015550123');
  });

  it('http: on loopback is allowed only along with https:', () => {
    expect(resolveLink('http://localhost/', BASE, ['https:'])?.href).to.equal('http://localhost/');
    expect(resolveLink('http://localhost/', BASE, ['mailto:'])?.href).to.equal(undefined);
  });

  it('scripts are still refused', () => {
    for (const href of SCRIPTS) {
      expect(resolveLink(href, BASE, ['https:', 'mailto:', 'tel:'])?.href).to.equal(undefined);
    }
  });
});

describe('The loopback host', () => {
  for (const host of ON_LOOPBACK) {
    it(`may be ${host}`, () => {
      expect(isLoopback(new URL(`http://${host}/`))).to.be.true;
      expect(isLoopback(new URL(`https://${host}/`))).to.be.true;
    });
  }

  for (const host of OFF_LOOPBACK) {
    it(`is not ${host}`, () => {
      expect(isLoopback(new URL(`http://${host}/`))).to.be.false;
    });
  }

  for (const url of [
    'https://vendor.example/localhost',
    'https://vendor.example/?127.0.0.1#localhost',
    'https://localhost@vendor.example/',
    'https://localhost:localhost@vendor.example/',
    'blob:https://localhost/6e8bc430-9c3a-11d9-9669-0800200c9a66',
    'data:text/plain,localhost',
  ]) {
    it(`is not ${url}`, () => {
      expect(isLoopback(new URL(url))).to.be.false;
    });
  }
});

describe('The links in a markdown text', () => {
  for (const [form, text, links] of [
    ['none', 'Plain text, 2 < 3 [and] (brackets).', []],
    ['none in a line that does not begin with its label', 'See [one]: two.', []],
    [
      'inline',
      'See [one](https://a.example/) and [two]( b.html "Title").',
      ['https://a.example/', 'b.html'],
    ],
    ['inline in angle brackets', '[one](<https://a.example/>)', ['https://a.example/']],
    ['images', '![one](data:image/png,x)', ['data:image/png,x']],
    [
      'autolinks',
      '<https://a.example/> <JavaScript:alert> <b> <svn+ssh:c>',
      ['https://a.example/', 'JavaScript:alert', 'svn+ssh:c'],
    ],
    [
      'reference definitions',
      'See [one].\n\n[one]: https://a.example/ "Title"',
      ['https://a.example/'],
    ],
    ['indented definitions', 'See [one].\n\n  [one]:\n  <b.html>', ['b.html']],
    ['definitions with a label of two lines', '[one\ntwo]: b.html', ['b.html']],
  ] as const) {
    it(`are found: ${form}`, () => {
      expect([...linksInMarkdown(text)]).to.deep.equal(links);
    });
  }

  for (const [what, unit] of [
    ['line breaks', '\n'],
    ['unclosed brackets', '[\n'],
    ['unclosed autolinks', '<a:'],
    ['unclosed links', ']('],
    ['definitions without a target', '[a]:\n'],
  ] as const) {
    it(`are found quickly in 20,000 characters of ${what}`, () => {
      const text = unit.repeat(20_000 / unit.length);
      const start = performance.now();
      // A quadratic search would take seconds for these fields, and a manifest has hundreds.
      for (let field = 0; field < 20; field++)
        expect([...linksInMarkdown(text)].length).to.be.lessThan(20_000);
      expect(performance.now() - start).to.be.lessThan(1000);
    });
  }
});

describe('isLink()', () => {
  const PARTS = [
    'https:',
    'http:',
    'mailto:',
    'javascript:',
    '//',
    '/',
    '\\',
    '.',
    '..',
    '-',
    '--',
    'xn--',
    'vendor',
    'example',
    'a',
    'A',
    '1',
    '127.0.0.1',
    '0x7f',
    '256',
    ':80',
    '@',
    '?',
    '#',
    '%',
    ' ',
    '\t',
    '\n',
    '_',
    '~',
    'é',
    '\u202e',
    'localhost',
    'https://',
    'https://vendor.example',
  ];
  const randomHttps = (random: Random) =>
    `https://${random.some(3, () => random.one(['vendor', 'a', '1', 'x-1', '0x7f', 'A', 'xn--a', 'a--b', '-'])).join('.')}` +
    `.${random.one(['example', 'com', '1', 'a', 'co1', '0x1', 'example.'])}${random.one(['', '/', '/a', '/../b.html', ':80', 'a', '?'])}`;

  it('agrees with resolveLink()', () => {
    const random = new Random(7);
    let links = 0;
    const rounds = 20_000;
    for (let round = 0; round < rounds; round++) {
      const href = random.chance(0.3)
        ? randomHttps(random)
        : random.some(6, () => random.one(PARTS)).join('');
      for (const schemes of [undefined, ['https:'], ['dns:', 'https:'], ['mailto:']]) {
        const resolves = !!resolveLink(href, undefined, schemes);
        expect(isLink(href, schemes), JSON.stringify([href, schemes])).to.equal(resolves);
        if (resolves) links++;
      }
    }
    expect(links).to.be.within(rounds / 2, rounds * 3.5);
  });

  it('parses no plain link, because most links are plain', () => {
    const real = globalThis.URL;
    // `isLink()` refuses what cannot be parsed.
    globalThis.URL = undefined as unknown as typeof URL;
    try {
      for (const href of [
        '',
        'policy.html',
        '/trust/policy-2_a.html',
        '../policy',
        'https://vendor.example',
        'https://vendor.example/',
        'https://www.a1-b2-c3.vendor.example/trust/policy-2_a.html',
      ])
        expect(isLink(href), href).to.be.true;
      expect(isLink('https://vendor.example/?a')).to.be.false;
    } finally {
      globalThis.URL = real;
    }
  });

  it('is fast for a long text', () => {
    for (const unit of ['a-', 'a.', 'a', '-', 'a-a.']) {
      const start = performance.now();
      isLink(`https://${unit.repeat(5_000)}!`);
      expect(performance.now() - start, unit).to.be.below(1_000);
    }
  });
});
