/** Content blockers hide elements by names that are usual for advertisements and notices. None of ours is one. */
import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {describe, it} from 'node:test';
import {PREFIX, SECTION_KEYS} from '../../src/elements/tags.js';

/**
 * Parts of the class names and ids in the generic rules of EasyList, Fanboy's Annoyance List and Fanboy's
 * Social Blocking List. A name is at risk if one of its words begins so.
 */
const HIDDEN =
  /(?:^|[-_])(?:ads?(?:$|[-_\d])|adv|adbox|adsense|affiliate|banner|billboard|chat|consent|cookie|follow|gdpr|interstitial|leaderboard|like|modal|newsletter|notification|outbrain|overlay|paywall|pop-?up|promo|rail|recommend|related|share|sharing|sidebar|skyscraper|social|splash|sponsor|sticky|subscri|survey|taboola|text-?ad|toast|tweet|widget)/i;

const ROOT = new URL('../../src/', import.meta.url);

/** Returns the texts of the files of a folder. */
const sourcesIn = (folder: string): string[] =>
  readdirSync(new URL(folder, ROOT), {recursive: true, encoding: 'utf8'})
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(new URL(`${folder}${name}`, ROOT), 'utf8'));

/** Returns the class names and ids in templates, and those that style sheets select. */
function namesIn(source: string): string[] {
  const attributes = [...source.matchAll(/\s(?:class|id)="([^"]*)"/g)].flatMap(([, value]) =>
    value!.replace(/\$\{[^}]*\}/g, ' ').split(/\s+/),
  );
  const styles = [...source.matchAll(/css`([^]*?)`/g)].map(([, css]) =>
    css!.replace(/\/\*[^]*?\*\//g, ''),
  );
  const selected = styles.flatMap((css) =>
    [...css.matchAll(/[.#]([a-z][\w-]*)(?=[^;}]*\{)/gi)].map(([, name]) => name!),
  );
  return [...attributes, ...selected].filter(Boolean);
}

describe('the names of our classes, ids and tags', () => {
  const names = new Set(
    [...sourcesIn('elements/'), ...sourcesIn('styles/')].flatMap(namesIn).sort(),
  );

  it('are those of templates and style sheets', () => {
    for (const name of ['notice', 'base', 'chip', 'forms', 'overclaim', 'filters'])
      assert.ok(names.has(name), name);
  });

  it('are none that content blockers hide', () => {
    const tags = SECTION_KEYS.map((key) => `${PREFIX}-${key}`);
    assert.deepEqual(
      [...names, ...tags].filter((name) => HIDDEN.test(name)),
      [],
    );
  });

  for (const name of ['banner', 'ad', 'ads-top', 'cookie-notice', 'socialLinks', 'top_banner'])
    it(`would not be ${name}`, () => assert.match(name, HIDDEN));
});
