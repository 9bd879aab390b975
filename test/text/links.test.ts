import {expect} from '@open-wc/testing';
import {isLink, isLoopback, linksInMarkdown, resolveLink} from '../../src/text/links.js';
import {Random} from '../fixtures/random.js';

const BASE = 'https://vendor.example/trust/manifest.json';

/** What a browser leaves out of a scheme, in all the ways that get past a look at the text. */
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

/** Every character that Unicode's bidirectional algorithm takes as a command (UAX #9, §2). */
const BIDI = [
  ...[0x061c, 0x200e, 0x200f],
  ...[0x202a, 0x202b, 0x202c, 0x202d, 0x202e],
  ...[0x2066, 0x2067, 0x2068, 0x2069],
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

describe('A link leads', () => {
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

  it('nowhere in particular where only its form is judged', () => {
    expect(resolveLink('policy.html')?.pathname).to.equal('/policy.html');
  });

  for (const host of ON_LOOPBACK) {
    it(`to http://${host}/, which is this machine`, () => {
      expect(resolveLink(`http://${host}/`, BASE)?.protocol).to.equal('http:');
    });
  }
});

describe('A link is refused', () => {
  for (const href of SCRIPTS) {
    it(`where it is the script ${JSON.stringify(href)}`, () => {
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
    'x-unheard-of:1',
  ]) {
    it(`for its scheme: ${href}`, () => {
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
    it(`for its credentials: ${href}`, () => {
      expect(resolveLink(href, BASE)?.href).to.equal(undefined);
    });
  }

  for (const character of BIDI) {
    it(`for a character that turns text around: U+${character.charCodeAt(0).toString(16)}`, () => {
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
    it(`to http://${host}/, which is not this machine`, () => {
      expect(resolveLink(`http://${host}/`, BASE)?.href).to.equal(undefined);
    });
  }

  for (const href of ['https://', 'http://[::1', 'https://vendor.example:99999/']) {
    it(`where it is no URL: ${href}`, () => {
      expect(resolveLink(href, BASE)?.href).to.equal(undefined);
    });
  }
});

describe('A link from a manifest that came by http', () => {
  for (const base of ['http://127.0.0.1:8080/trust.json', 'http://portal.example/trust.json']) {
    const {origin} = new URL(base);

    it(`may be relative: ${base}`, () => {
      expect(resolveLink('policy.html', base)?.href).to.equal(`${origin}/policy.html`);
    });

    it(`may not name another host without a scheme: ${base}`, () => {
      expect(resolveLink('//other.example/', base)?.href).to.equal(undefined);
      expect(resolveLink('\\\\other.example\\', base)?.href).to.equal(undefined);
    });

    it(`may not name another host by http: ${base}`, () => {
      expect(resolveLink('http://other.example/', base)?.href).to.equal(undefined);
    });

    it(`may name any host by https: ${base}`, () => {
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

describe('Where a field names its schemes', () => {
  it('others are refused', () => {
    expect(resolveLink('mailto:a@vendor.example', BASE, ['https:'])?.href).to.equal(undefined);
    expect(resolveLink('https://vendor.example/', BASE, ['tel:'])?.href).to.equal(undefined);
    expect(resolveLink('policy.html', BASE, ['mailto:'])?.href).to.equal(undefined);
  });

  it('those are allowed', () => {
    expect(resolveLink('tel:+12015550123', BASE, ['tel:'])?.href).to.equal('tel:+12015550123');
  });

  it('http on loopback goes with https alone', () => {
    expect(resolveLink('http://localhost/', BASE, ['https:'])?.href).to.equal('http://localhost/');
    expect(resolveLink('http://localhost/', BASE, ['mailto:'])?.href).to.equal(undefined);
  });

  it('scripts stay refused', () => {
    for (const href of SCRIPTS) {
      expect(resolveLink(href, BASE, ['https:', 'mailto:', 'tel:'])?.href).to.equal(undefined);
    }
  });
});

describe('Loopback', () => {
  for (const host of ON_LOOPBACK) {
    it(`is ${host}`, () => {
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

describe('The links of a markdown text', () => {
  for (const [form, text, links] of [
    ['none', 'Plain text, 2 < 3 [and] (brackets).', []],
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
    ['definitions that are indented', 'See [one].\n\n  [one]:\n  <b.html>', ['b.html']],
    ['definitions named over two lines', '[one\ntwo]: b.html', ['b.html']],
  ] as const) {
    it(`are found: ${form}`, () => {
      expect([...linksInMarkdown(text)]).to.deep.equal(links);
    });
  }

  for (const [what, piece] of [
    ['line breaks', '\n'],
    ['brackets that open', '[\n'],
    ['angle brackets that open', '<a:'],
    ['links that open', ']('],
    ['definitions that open', '[a]:\n'],
  ] as const) {
    it(`are found at once among 20,000 characters of ${what}`, () => {
      const text = piece.repeat(20_000 / piece.length);
      const start = performance.now();
      // A field whose search takes quadratic time takes seconds here, and a manifest holds hundreds.
      for (let field = 0; field < 20; field++)
        expect([...linksInMarkdown(text)].length).to.be.lessThan(20_000);
      expect(performance.now() - start).to.be.lessThan(1000);
    });
  }
});

describe('Whether something is a link', () => {
  const PARTS = [
    ...['https:', 'http:', 'mailto:', 'javascript:', '//', '/', '\\', '.', '..', '-', '--', 'xn--'],
    ...['vendor', 'example', 'a', 'A', '1', '127.0.0.1', '0x7f', '256', ':80', '@', '?', '#', '%'],
    ...[
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
    ],
  ];
  const plainly = (random: Random) =>
    `https://${random.some(3, () => random.one(['vendor', 'a', '1', 'x-1', '0x7f', 'A', 'xn--a', 'a--b', '-'])).join('.')}` +
    `.${random.one(['example', 'com', '1', 'a', 'co1', '0x1', 'example.'])}${random.one(['', '/', '/a', '/../b.html', ':80', 'a', '?'])}`;

  it('is the same as whether it leads anywhere', () => {
    const random = new Random(7);
    let links = 0;
    const rounds = 20_000;
    for (let round = 0; round < rounds; round++) {
      const href = random.chance(0.3)
        ? plainly(random)
        : random.some(6, () => random.one(PARTS)).join('');
      for (const schemes of [undefined, ['https:'], ['dns:', 'https:'], ['mailto:']]) {
        const leads = !!resolveLink(href, undefined, schemes);
        expect(isLink(href, schemes), JSON.stringify([href, schemes])).to.equal(leads);
        if (leads) links++;
      }
    }
    expect(links).to.be.within(rounds / 2, rounds * 3.5);
  });

  it('takes no more than a moment to tell of a long text', () => {
    for (const unit of ['a-', 'a.', 'a', '-', 'a-a.']) {
      const start = performance.now();
      isLink(`https://${unit.repeat(5_000)}!`);
      expect(performance.now() - start, unit).to.be.below(1_000);
    }
  });
});
