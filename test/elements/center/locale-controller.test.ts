import {expect, fixture, html} from '@open-wc/testing';
import {addLocale, type TrustCenter} from '../../../src/entries/elements.js';
import {en, type Locale} from '../../../src/locales/en.js';
import {
  all,
  drawn,
  eventually,
  mount,
  one,
  fakeNetwork,
  quietManifestOf,
  sectionOf,
  sectionsOf,
  textOf,
} from '../../fixtures/center.js';

fakeNetwork();

const TITLES: Record<string, string> = {};
before(async () => {
  for (const language of ['ar', 'de', 'es', 'fr', 'ja']) {
    const {words} = (await import(`../../../src/locales/${language}.ts`)) as {words: Locale};
    TITLES[language] = words['gates.title'] as string;
  }
});

const titleOf = (center: TrustCenter) => textOf(one(sectionOf(center, 'gates'), 'h3'));
const speaks = (center: TrustCenter, language: string) =>
  eventually(() => titleOf(center) === TITLES[language], `it speaks ${language}`);

afterEach(() => document.documentElement.setAttribute('lang', 'en'));

describe('the language of a center', () => {
  for (const language of ['ar', 'de', 'es', 'fr', 'ja'])
    it(`is ${language} where it is asked to be`, async () => {
      const center = await mount({manifest: quietManifestOf(), locale: language});
      await speaks(center, language);
      expect(one(center, '.base').lang).to.equal(language);
      expect(one(center, '.sections').dir).to.equal(language === 'ar' ? 'rtl' : 'ltr');
      for (const section of sectionsOf(center).filter((it) => !it.hasAttribute('data-empty')))
        expect(one(section, ':host > section, section').lang).to.equal(language);
    });

  it('keeps the region for dates and numbers', async () => {
    const center = await mount({manifest: quietManifestOf(), locale: 'de-AT'});
    await speaks(center, 'de');
    expect(one(center, '.base').lang).to.equal('de-AT');
    expect(textOf(sectionOf(center, 'summary'))).to.contain('20. Jänner 2026');
  });

  it('is that of the nearest lang, through shadow roots', async () => {
    const host = await fixture(html`<div lang="fr"><div></div></div>`);
    const root = host.firstElementChild!.attachShadow({mode: 'open'});
    const center = document.createElement('arqen-trust-center');
    center.manifest = quietManifestOf();
    root.append(center);
    await drawn(center);
    await speaks(center, 'fr');
  });

  it('follows the page when it is switched to another language', async () => {
    const center = await mount({manifest: quietManifestOf()});
    expect(titleOf(center)).to.equal('Gates');
    document.documentElement.lang = 'es';
    await speaks(center, 'es');
    document.documentElement.lang = 'en';
    await eventually(() => titleOf(center) === 'Gates', 'it speaks English again');
  });

  it('follows no page once it has left it', async () => {
    const center = await mount({manifest: quietManifestOf()});
    center.remove();
    document.documentElement.lang = 'es';
    await drawn(center);
    expect(titleOf(center)).to.equal('Gates');
  });

  for (const tag of ['it', 'tlh', 'no language', '', '123'])
    it(`is English, dates too, where there are no words for “${tag}”`, async () => {
      const center = await mount({manifest: quietManifestOf(), locale: tag});
      expect(titleOf(center)).to.equal('Gates');
      expect(one(center, '.base').lang).to.equal('en');
      expect(textOf(sectionOf(center, 'summary'))).to.contain('January 20, 2026');
    });

  it('may be one of the page’s own', async () => {
    addLocale('nl', {...en, 'gates.title': 'Poorten'});
    const center = await mount({manifest: quietManifestOf(), locale: 'nl-BE'});
    expect(titleOf(center)).to.equal('Poorten');
    expect(one(center, '.base').lang).to.equal('nl-BE');
  });

  it('is each center’s own', async () => {
    const german = await mount({manifest: quietManifestOf(), locale: 'de'});
    const arabic = await mount({manifest: quietManifestOf(), locale: 'ar'});
    await speaks(german, 'de');
    await speaks(arabic, 'ar');
    expect(titleOf(german)).to.equal(TITLES['de']);
    expect(getComputedStyle(one(arabic, '.sections')).direction).to.equal('rtl');
    expect(getComputedStyle(one(german, '.sections')).direction).to.equal('ltr');
  });

  it('is that of sections which an author has placed between markup of another', async () => {
    const center = document.createElement('arqen-trust-center');
    center.locale = 'ar';
    center.manifest = quietManifestOf();
    center.append(document.createElement('arqen-trust-gates'));
    (await fixture(html`<div lang="en"></div>`)).append(center);
    await drawn(center);
    await speaks(center, 'ar');
    const section = one(sectionOf(center, 'gates'), 'section');
    expect(section.lang).to.equal('ar');
    expect(getComputedStyle(section).direction).to.equal('rtl');
  });

  it('turns nothing round that the page has put into it', async () => {
    const center = document.createElement('arqen-trust-center');
    center.locale = 'ar';
    center.manifest = quietManifestOf();
    const header = document.createElement('p');
    header.slot = 'header';
    center.append(header);
    (await fixture(html`<div lang="en"></div>`)).append(center);
    await drawn(center);
    await speaks(center, 'ar');
    expect(getComputedStyle(header).direction).to.equal('ltr');
  });

  it('is taken up by centers that are there when its words are added', async () => {
    const center = await mount({manifest: quietManifestOf(), locale: 'sv-FI'});
    expect(titleOf(center)).to.equal('Gates');
    addLocale('SV', {...en, 'gates.title': 'Grindar'});
    await drawn(center);
    expect(titleOf(center)).to.equal('Grindar');
  });

  it('in the page’s own words is not overwritten by those that come late', async () => {
    const asked = await mount({manifest: quietManifestOf(), locale: 'fr'});
    addLocale('fr', {...en, 'gates.title': 'Portes'});
    const {words} = (await import('../../../src/locales/fr.js')) as {words: Locale};
    await drawn(asked);
    expect(titleOf(asked)).to.equal('Portes');
    addLocale('fr', words);
  });

  it('cannot be one whose tag is none', () => {
    expect(() => addLocale('no language', en)).to.throw(RangeError);
  });

  it('leaves the manifest’s own text in the manifest’s own language', async () => {
    const manifest = quietManifestOf({language: 'en'});
    const center = await mount({manifest, locale: 'ar'});
    await speaks(center, 'ar');
    const texts = all(sectionOf(center, 'controls'), '.topic > span');
    expect(texts.map((text) => [text.lang, text.dir])).to.deep.equal([
      ['en', 'auto'],
      ['en', 'auto'],
    ]);
  });
});
