/** What the page says of manifests whose wording it cannot check. */
import {expect} from '@open-wc/testing';
import {all, allTextOf, mount, quietManifestOf, rendered} from '../../fixtures/center.js';

const UNCHECKED = 'This page’s wording was not checked for overclaims.';

const control = (current: string) => [{id: 'a', title: 'A', current}];

describe('the wording of a manifest', () => {
  for (const language of ['it', 'zh-Hant'])
    it(`in a language without a lexicon is said to be unchecked: ${language}`, async () => {
      const controls = control('We are certified.');
      const center = await mount({manifest: {...quietManifestOf({controls}), language}});
      await rendered(center);
      expect(allTextOf(center)).to.include(UNCHECKED);
      expect(all(center, '[data-rule]')).to.be.empty;
    });

  for (const [language, current] of [
    ['en', 'We are ISO 27001 certified.'],
    ['de-CH', 'Wir sind nach ISO 27001 zertifiziert.'],
    ['fr', 'Nous sommes certifiés ISO 27001.'],
    ['es', 'Estamos certificados en ISO 27001.'],
    ['ja', 'ISO 27001の認証を取得しています。'],
    ['ar', 'نحن حاصلون على شهادة ISO 27001.'],
  ] as const)
    it(`is checked with the lexicon of its language: ${language}`, async () => {
      const manifest = {...quietManifestOf({controls: control(current)}), language};
      const center = await mount({manifest});
      await rendered(center);
      expect(allTextOf(center)).not.to.include(UNCHECKED);
      const rules = all(center, '[data-rule]').map(({dataset}) => dataset['rule']);
      expect(rules).to.include('certification-wording');
    });
});
