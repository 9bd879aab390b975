/**
 * What every section guarantees: errors stay inside it, overclaims, focus, language. One file, because these
 * tests mount the sections together.
 */
import {expect, fixture, html} from '@open-wc/testing';
import {TrustSection} from '../../../src/elements/sections/trust-section.js';
import type {RenderContext} from '../../../src/elements/ui/fragments.js';
import type {Problem} from '../../../src/manifest/problem.js';
import {CLAIM_EXAMPLES, type ClaimExample} from '../../fixtures/claims.js';
import {MINIMAL} from '../../fixtures/posture.js';
import {
  all,
  allTextOf,
  rendered,
  eventually,
  mount,
  mountMarkup,
  one,
  fakeNetwork,
  quietManifestOf,
  rowOf,
  sectionOf,
  sectionsOf,
  textOf,
  blocks,
  manifestOf,
  untilVerdict,
  WRITE,
} from '../../fixtures/center.js';

const network = fakeNetwork();

/** Collects the errors logged until the test ends, instead of printing them. */
function captureErrors(): unknown[][] {
  const logged: unknown[][] = [];
  const {error} = console;
  console.error = (...values: unknown[]) => logged.push(values);
  restore.push(() => (console.error = error));
  return logged;
}
const restore: (() => void)[] = [];
afterEach(() => restore.splice(0).forEach((undo) => undo()));

class Fragile extends TrustSection {
  static broken = true;
  protected override renderSection({manifest}: RenderContext): unknown {
    if (Fragile.broken) throw new Error('a section of a test');
    return html`<p>${manifest.organization.name}</p>`;
  }
}
customElements.define('test-fragile-section', Fragile);

describe('a section that fails', () => {
  it('shows an error in its own place, and the others stay', async () => {
    const logged = captureErrors();
    Fragile.broken = true;
    const center = await mountMarkup(`<arqen-trust-center>
      <script type="application/json">${JSON.stringify(quietManifestOf())}</script>
      <test-fragile-section></test-fragile-section>
      <arqen-trust-controls></arqen-trust-controls>
    </arqen-trust-center>`);
    const fragile = one<Fragile>(center, 'test-fragile-section');
    await fragile.updateComplete;
    expect(textOf(fragile)).to.equal('This section cannot be shown.');
    expect(one(fragile, '[role=alert]').checkVisibility()).to.be.true;
    expect(textOf(sectionOf(center, 'controls'))).to.contain('Sign-ins are logged.');
    expect(center.loadState).to.equal('ready');
    expect(String(logged[0]![0])).to.contain('test-fragile-section');
  });

  it('recovers with the next successful render', async () => {
    captureErrors();
    Fragile.broken = true;
    const center = await mountMarkup(`<arqen-trust-center>
      <test-fragile-section></test-fragile-section><arqen-trust-gates></arqen-trust-gates>
    </arqen-trust-center>`);
    center.manifest = quietManifestOf();
    await rendered(center);
    Fragile.broken = false;
    center.manifest = quietManifestOf({organization: {name: 'Recovered'}});
    await rendered(center);
    const fragile = one<Fragile>(center, 'test-fragile-section');
    await fragile.updateComplete;
    expect(textOf(fragile)).to.equal('Recovered');
  });
});

describe('an overclaim', () => {
  const EXAMPLES = (Object.entries(CLAIM_EXAMPLES) as [string, ClaimExample][]).filter(
    ([, {problem}]) => problem.severity === 'overclaim',
  );
  for (const [rule, {breaks, keeps}] of EXAMPLES) {
    it(`is flagged if it breaks the rule ${rule}`, async () => {
      const center = await mount({manifest: {...MINIMAL, ...breaks}});
      if (rule === 'manifest-expired') {
        expect(textOf(one(center, '[data-banner=expired]'))).to.contain(
          'expired on January 1, 2025',
        );
      } else {
        const flag = one(center, `[part~=overclaim][data-rule="${rule}"]`);
        expect(flag.checkVisibility()).to.be.true;
        expect(textOf(flag)).to.match(/^Overclaim: [A-Z][a-z]+ .+\.$/);
      }
    });

    it(`is not flagged if it keeps the rule ${rule}`, async () => {
      const center = await mount({manifest: {...MINIMAL, ...keeps}});
      expect(all(center, `[data-rule="${rule}"], [data-banner]`).length).to.equal(0);
    });
  }

  const CERTIFIED = 'We are certified.';
  const PLACES: readonly [where: string, selector: string, members: object][] = [
    ['the title', 'arqen-trust-summary', {title: CERTIFIED}],
    ['the summary', 'arqen-trust-summary', {summary: CERTIFIED}],
    [
      'a control’s title',
      '[data-id=it]',
      {controls: [{id: 'it', title: CERTIFIED, current: 'So.'}]},
    ],
    [
      'a control’s summary',
      '[data-id=it]',
      {controls: [{id: 'it', title: 'It', summary: CERTIFIED, current: 'So.'}]},
    ],
    [
      'the reason why a control does not apply',
      '[data-id=it]',
      {controls: [{id: 'it', title: 'It', notApplicable: CERTIFIED}]},
    ],
    [
      'a met gate',
      '[data-id=it]',
      {
        gates: [
          {id: 'it', title: 'It', description: CERTIFIED, state: 'met', evidence: ['restore']},
        ],
        controls: [],
      },
    ],
    [
      'a roadmap item that is done',
      '[data-id=it]',
      {roadmap: {items: [{id: 'it', title: 'It', description: CERTIFIED, stage: 'done'}]}},
    ],
    [
      'a readiness statement',
      'arqen-trust-readiness',
      {readiness: [{id: 'it', framework: 'SOC 2', statement: CERTIFIED, requirements: []}]},
    ],
    [
      'a document’s title',
      '[data-id=it]',
      {documents: [{id: 'it', title: CERTIFIED, href: 'it', access: 'nda'}]},
    ],
    ['an answer', '[data-id=it]', {faq: [{id: 'it', question: 'Are you?', answer: CERTIFIED}]}],
    [
      'an update’s title',
      '[data-id=it]',
      {updates: [{id: 'it', at: '2026-01-01', title: CERTIFIED}]},
    ],
    [
      'an update’s text',
      '[data-id=it]',
      {updates: [{id: 'it', at: '2026-01-01', title: 'It', body: CERTIFIED}]},
    ],
  ];
  for (const [where, selector, members] of PLACES) {
    it(`is flagged next to ${where}`, async () => {
      const center = await mount({manifest: quietManifestOf(members as Record<string, unknown>)});
      const place = one(center, selector);
      const flags = all(place, '[data-rule=certification-wording]');
      expect(flags.length).to.equal(1);
      expect(all(center, '[data-rule=certification-wording]').length).to.equal(1);
    });
  }

  it('is flagged next to each use of expired evidence', async () => {
    const center = await mount({
      manifest: quietManifestOf({
        evidence: [
          {
            id: 'restore',
            title: 'Old test',
            kind: 'test',
            access: 'nda',
            issuedAt: '2023-01-01',
            expiresAt: '2024-01-01',
          },
        ],
        controls: [{id: 'it', title: 'It', current: 'So.', evidence: ['restore']}],
        documents: [{id: 'paper', title: 'Paper', evidence: 'restore', access: 'nda'}],
        readiness: [
          {
            id: 'soc-2',
            framework: 'SOC 2',
            requirements: [{id: 'need', title: 'Need', evidence: ['restore']}],
          },
        ],
      }),
    });
    for (const id of ['it', 'backup', 'paper', 'soc-2/need']) {
      const row = one(center, `[data-id="${id}"]`);
      expect(all(row, '[data-rule=evidence-expired]').length, id).to.equal(1);
    }
  });

  it('is flagged once for each rule, however often the rule is broken', async () => {
    const controls = [{id: 'it', title: 'Certified', current: CERTIFIED, summary: CERTIFIED}];
    const center = await mount({manifest: quietManifestOf({controls})});
    expect(all(rowOf(center, 'control', 'it'), '[data-rule]').length).to.equal(1);
  });

  it('is not shown for a rule that only warns the author', async () => {
    const center = await mount({manifest: quietManifestOf({unheard: 'of'})});
    const warnings = (problems: readonly Problem[]) => problems.map(({rule}) => rule);
    expect(warnings([])).to.deep.equal([]);
    expect(all(center, '[data-rule]').length).to.equal(0);
  });
});

describe('the focus', () => {
  it('stays in the section when its row is removed', async () => {
    const gates = ['one', 'two'].map((id) => ({id, title: id, state: 'unmet'}));
    const center = await mount({manifest: quietManifestOf({gates, controls: []})});
    rowOf(center, 'gate', 'two').focus();
    center.manifest = quietManifestOf({gates: gates.slice(0, 1), controls: []});
    await rendered(center);
    const {shadowRoot} = sectionOf(center, 'gates');
    expect(shadowRoot!.activeElement?.localName).to.equal('section');
  });
});

describe('text of the manifest', () => {
  const TEXTS = ['Anmeldungen', 'Werden protokolliert', 'Wird getrennt', 'Trennung', 'Übersicht'];
  const GERMAN = () =>
    quietManifestOf({
      language: 'de',
      title: 'Übersicht',
      organization: {name: 'Anbieter'},
      gates: [
        {
          id: 'tenancy',
          title: 'Trennung der Mandanten',
          description: 'Noch nicht geprüft.',
          state: 'unmet',
        },
      ],
      evidence: [
        {
          id: 'log',
          title: 'Prüfbericht',
          kind: 'test',
          issuer: 'Prüfstelle',
          issuedAt: '2026-01-01',
          access: 'nda',
        },
      ],
      controls: [
        {
          id: 'it',
          title: 'Anmeldungen',
          current: 'Werden protokolliert.',
          gated: 'Wird getrennt.',
          gates: ['tenancy'],
          evidence: ['log'],
        },
      ],
      faq: [{id: 'wo', question: 'Wo liegen Daten?', answer: 'Im Inland.'}],
      documents: [{id: 'papier', title: 'Ein Papier', href: 'papier', access: 'public'}],
      subprocessors: [{id: 'host', name: 'Ein Rechenzentrum', purpose: 'Betrieb von Rechnern'}],
      updates: [{id: 'eins', at: '2026-01-01', title: 'Erste Fassung'}],
      roadmap: {
        disclaimer: 'Ohne Gewähr.',
        items: [{id: 'bald', title: 'Demnächst', stage: 'planned'}],
      },
      readiness: [
        {
          id: 'soc-2',
          framework: 'SOC 2',
          categories: ['Sicherheit'],
          requirements: [{id: 'need', title: 'Zugang', gates: ['tenancy']}],
        },
      ],
      disclosure: {contacts: ['mailto:security@vendor.example'], instructions: 'Bitte melden.'},
    });

  /** Returns the language that assistive technology finds for a text. */
  const langOf = (text: Node) => text.parentElement!.closest('[lang]')?.getAttribute('lang');

  it('is marked with the manifest’s language in every section', async () => {
    const center = await mount({manifest: GERMAN()});
    const words = [
      ...TEXTS,
      'Anbieter',
      'geprüft',
      'Prüfbericht',
      'Wo liegen',
      'Im Inland',
      'Ein Papier',
      'Ein Rechenzentrum',
      'Betrieb von',
      'Erste Fassung',
      'Ohne Gewähr',
      'Demnächst',
      'Sicherheit',
      'Zugang',
      'Bitte melden',
    ];
    const texts = sectionsOf(center).flatMap((section) => {
      const walker = document.createTreeWalker(section.shadowRoot!, NodeFilter.SHOW_TEXT);
      const found: Node[] = [];
      while (walker.nextNode()) found.push(walker.currentNode);
      return found;
    });
    for (const word of words) {
      const matches = texts.filter((text) => text.textContent!.includes(word));
      expect(matches.length, word).not.to.equal(0);
      for (const text of matches) expect(langOf(text), word).to.equal('de');
    }
  });

  it('leaves the center’s own phrases in the page’s language', async () => {
    const center = await mount({manifest: GERMAN()});
    for (const heading of all(sectionOf(center, 'gates'), 'p.intro, .state'))
      expect(langOf(heading.firstChild!)).to.equal('en');
    expect(one(center, '.base').lang).to.equal('en');
  });

  it('has no language if the manifest declares none', async () => {
    const center = await mount({manifest: quietManifestOf()});
    for (const section of sectionsOf(center))
      expect(all(section, '[lang]').map(({localName}) => localName)).to.deep.equal(
        section.hasAttribute('data-empty') ? [] : ['section'],
      );
  });

  it('never becomes markup', async () => {
    const tag = '<img src=x onerror="window.pwned = true"><b>bold</b>';
    const center = await mount({
      manifest: quietManifestOf({
        title: tag,
        summary: tag,
        organization: {name: tag},
        controls: [{id: 'it', title: tag, current: tag}],
        gates: [{id: 'tenancy', title: tag, description: tag, state: 'unmet'}],
        faq: [{id: 'it', question: tag, answer: tag}],
        disclosure: {contacts: ['mailto:security@vendor.example'], instructions: tag},
      }),
    });
    await eventually(() => allTextOf(center).includes('<b>bold</b>'), 'the text is rendered');
    expect(all(center, 'img, b').length).to.equal(0);
    expect('pwned' in window).to.be.false;
  });
});

describe('every row', () => {
  it('carries its state in data attributes', async () => {
    network.route(WRITE, blocks());
    const center = await mount({
      manifest: manifestOf({
        roadmap: {items: [{id: 'next', title: 'Next', stage: 'planned'}]},
        readiness: [{id: 'soc-2', framework: 'SOC 2', requirements: [{id: 'need', title: 'Need'}]}],
      }),
    });
    await untilVerdict(center, 'write', 'blocked');
    const data = (kind: string, id: string) => Object.assign({}, rowOf(center, kind, id).dataset);
    expect(data('control', 'writes')).to.include({state: 'gated', assurance: 'stated'});
    expect(data('guard', 'write')).to.include({verdict: 'blocked', agreement: 'agrees'});
    expect(data('gate', 'tenancy')).to.include({state: 'unmet'});
    expect(data('requirement', 'soc-2/need')).to.include({state: 'open'});
    expect(data('roadmap', 'next')).to.include({stage: 'planned'});
  });

  it('is a CSS part', async () => {
    const center = await mount({
      manifest: manifestOf({
        roadmap: {items: [{id: 'next', title: 'Next', stage: 'planned', after: ['tenancy']}]},
      }),
      guards: 'off',
    });
    const parts = new Set(all(center, '[part]').flatMap((element) => [...element.part]));
    expect([...parts].sort()).to.include.members([
      'base',
      'chip',
      'contact',
      'control',
      'gate',
      'guard',
      'heading',
      'item',
    ]);
  });

  it('stays visible in a container of the page', async () => {
    const page = await fixture<HTMLElement>(html`<div class="host-page"></div>`);
    const center = document.createElement('arqen-trust-center');
    center.manifest = quietManifestOf();
    page.append(center);
    await rendered(center);
    expect(sectionOf(center, 'controls').checkVisibility()).to.be.true;
  });
});
