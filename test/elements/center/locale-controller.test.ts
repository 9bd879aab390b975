import {expect, fixture, html} from '@open-wc/testing';
import {addLocale, type TrustCenter} from '../../../src/entries/elements.js';
import {en, type Locale} from '../../../src/locales/en.js';
import {
  all,
  rendered,
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
const untilLanguage = (center: TrustCenter, language: string) =>
  eventually(() => titleOf(center) === TITLES[language], `the language is ${language}`);

afterEach(() => document.documentElement.setAttribute('lang', 'en'));

describe('the language of a center', () => {
  for (const language of ['ar', 'de', 'es', 'fr', 'ja'])
    it(`is ${language} with locale="${language}"`, async () => {
      const center = await mount({manifest: quietManifestOf(), locale: language});
      await untilLanguage(center, language);
      expect(one(center, '.base').lang).to.equal(language);
      expect(one(center, '.sections').dir).to.equal(language === 'ar' ? 'rtl' : 'ltr');
      for (const section of sectionsOf(center).filter((it) => !it.hasAttribute('data-empty')))
        expect(one(section, ':host > section, section').lang).to.equal(language);
    });

  it('keeps the region for dates and numbers', async () => {
    const center = await mount({manifest: quietManifestOf(), locale: 'de-AT'});
    await untilLanguage(center, 'de');
    expect(one(center, '.base').lang).to.equal('de-AT');
    expect(textOf(sectionOf(center, 'summary'))).to.contain('20. Jänner 2026');
  });

  for (const [tag, lang] of [
    ['de_DE', 'de-DE'],
    ['DE_de', 'de-DE'],
    [' de ', 'de'],
    ['de_DE.UTF-8', 'de-DE'],
    ['de_DE.utf8@euro', 'de-DE'],
    ['de_Latn_AT', 'de-Latn-AT'],
    ['de_DE_#Latn', 'de-DE'],
    ['de-1996_DE', 'de-1996'],
    ['de-DE-', 'de-DE'],
    ['de--DE', 'de'],
    ['de-DE-u', 'de-DE'],
    ['de-DE-x', 'de-DE'],
    ['de_DE-u-nu-latn', 'de-DE-u-nu-latn'],
  ] as const)
    it(`is German with locale=${JSON.stringify(tag)}, and with such a lang`, async () => {
      const center = await mount({manifest: quietManifestOf(), locale: tag});
      await untilLanguage(center, 'de');
      expect(one(center, '.base').lang).to.equal(lang);
      center.locale = undefined;
      document.documentElement.lang = tag;
      await rendered(center);
      await untilLanguage(center, 'de');
      expect(one(center, '.base').lang).to.equal(lang);
    });

  it('is looked up with its script before its language alone', async () => {
    addLocale('zh', {...en, 'gates.title': 'Simplified'});
    addLocale('zh-Hant', {...en, 'gates.title': 'Traditional'});
    addLocale('pt-BR', {...en, 'gates.title': 'Brazilian'});
    for (const [locale, title] of [
      ['zh_Hant_TW', 'Traditional'],
      ['zh_TW.UTF-8', 'Traditional'],
      ['zh-hk', 'Traditional'],
      ['zh_Hans_HK', 'Simplified'],
      ['zh_CN', 'Simplified'],
      ['pt_Latn_BR', 'Brazilian'],
      ['pt', 'Brazilian'],
    ] as const) {
      const center = await mount({manifest: quietManifestOf(), locale});
      expect(titleOf(center), locale).to.equal(title);
    }
  });

  it('is taken from the nearest lang attribute, across shadow roots', async () => {
    const host = await fixture(html`<div lang="fr"><div></div></div>`);
    const root = host.firstElementChild!.attachShadow({mode: 'open'});
    const center = document.createElement('arqen-trust-center');
    center.manifest = quietManifestOf();
    root.append(center);
    await rendered(center);
    await untilLanguage(center, 'fr');
  });

  it('follows the page when its language changes', async () => {
    const center = await mount({manifest: quietManifestOf()});
    expect(titleOf(center)).to.equal('Gates');
    document.documentElement.lang = 'es';
    await untilLanguage(center, 'es');
    document.documentElement.lang = 'en';
    await eventually(() => titleOf(center) === 'Gates', 'the language is English again');
  });

  it('no longer follows the page once the center is removed', async () => {
    const center = await mount({manifest: quietManifestOf()});
    center.remove();
    document.documentElement.lang = 'es';
    await rendered(center);
    expect(titleOf(center)).to.equal('Gates');
  });

  for (const tag of [
    'it',
    'tlh',
    'no language',
    '',
    '123',
    'C',
    'POSIX',
    'C.UTF-8',
    '_DE',
    '-',
    '@',
    'd',
    '🙂',
  ])
    it(`is English, including dates, if there is no locale for “${tag}”`, async () => {
      const center = await mount({manifest: quietManifestOf(), locale: tag});
      expect(titleOf(center)).to.equal('Gates');
      expect(one(center, '.base').lang).to.equal('en');
      expect(textOf(sectionOf(center, 'summary'))).to.contain('January 20, 2026');
    });

  it('may be a locale that the page adds', async () => {
    addLocale('nl', {...en, 'gates.title': 'Poorten'});
    const center = await mount({manifest: quietManifestOf(), locale: 'nl-BE'});
    expect(titleOf(center)).to.equal('Poorten');
    expect(one(center, '.base').lang).to.equal('nl-BE');
  });

  it('is independent of other centers', async () => {
    const german = await mount({manifest: quietManifestOf(), locale: 'de'});
    const arabic = await mount({manifest: quietManifestOf(), locale: 'ar'});
    await untilLanguage(german, 'de');
    await untilLanguage(arabic, 'ar');
    expect(titleOf(german)).to.equal(TITLES['de']);
    expect(getComputedStyle(one(arabic, '.sections')).direction).to.equal('rtl');
    expect(getComputedStyle(one(german, '.sections')).direction).to.equal('ltr');
  });

  it('applies to sections inside markup in another language', async () => {
    const center = document.createElement('arqen-trust-center');
    center.locale = 'ar';
    center.manifest = quietManifestOf();
    center.append(document.createElement('arqen-trust-gates'));
    (await fixture(html`<div lang="en"></div>`)).append(center);
    await rendered(center);
    await untilLanguage(center, 'ar');
    const section = one(sectionOf(center, 'gates'), 'section');
    expect(section.lang).to.equal('ar');
    expect(getComputedStyle(section).direction).to.equal('rtl');
  });

  it('does not change the direction of slotted content', async () => {
    const center = document.createElement('arqen-trust-center');
    center.locale = 'ar';
    center.manifest = quietManifestOf();
    const header = document.createElement('p');
    header.slot = 'header';
    center.append(header);
    (await fixture(html`<div lang="en"></div>`)).append(center);
    await rendered(center);
    await untilLanguage(center, 'ar');
    expect(getComputedStyle(header).direction).to.equal('ltr');
  });

  it('changes when the page adds its locale later', async () => {
    const center = await mount({manifest: quietManifestOf(), locale: 'sv-FI'});
    expect(titleOf(center)).to.equal('Gates');
    addLocale('SV', {...en, 'gates.title': 'Grindar'});
    await rendered(center);
    expect(titleOf(center)).to.equal('Grindar');
  });

  it('keeps the page’s own locale when the built-in one loads later', async () => {
    const asked = await mount({manifest: quietManifestOf(), locale: 'fr'});
    addLocale('fr', {...en, 'gates.title': 'Portes'});
    const {words} = (await import('../../../src/locales/fr.js')) as {words: Locale};
    await rendered(asked);
    expect(titleOf(asked)).to.equal('Portes');
    addLocale('fr', words);
  });

  it('is rejected by addLocale() if its tag is invalid', () => {
    expect(() => addLocale('no language', en)).to.throw(RangeError);
  });

  it('does not apply to the manifest’s text, which keeps its own language', async () => {
    const manifest = quietManifestOf({language: 'en'});
    const center = await mount({manifest, locale: 'ar'});
    await untilLanguage(center, 'ar');
    const texts = all(sectionOf(center, 'controls'), '.topic > span');
    expect(texts.map((text) => [text.lang, text.dir])).to.deep.equal([
      ['en', 'auto'],
      ['en', 'auto'],
    ]);
  });
});
