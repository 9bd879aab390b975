/** Compares docs/browsers.md with the features that the built files use, and with the tests' exceptions. */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {describe, it} from 'node:test';
import {
  BROWSERS,
  needed,
  styleFeatures,
  type Browser,
  type Versions,
} from '../../scripts/compat.js';
import {exceptions} from '../engines/exceptions.js';
import {builtFeatures} from '../fixtures/built-features.js';
import {builtFile} from '../fixtures/site.js';

/** Features of scripts that may be missing although the scripts do not test for them, with the reason. */
const SPARED_SCRIPT = {
  '.CSSStyleSheet': 'Lit adds <style> elements instead.',
  '.replaceSync': 'Lit adds <style> elements instead.',
  '.print': 'The buttons that print are for desktop browsers.',
  'api.trustedTypes': 'Without it, texts need no policy.',
  'api.Window.print': 'The buttons that print are for desktop browsers.',
  '.clipboard': 'The copy button says that it failed.',
  '.writeText': 'The copy button says that it failed.',
};

/** Features of the styles that only refine what is shown. */
const SPARED_STYLE = {
  'css.at-rules.media.scripting': 'Without scripts, controls that need them are shown.',
  'css.properties.align-content.start': 'Rows keep their default alignment.',
  'css.properties.anchor-name': 'The menu opens in the middle of the window.',
  'css.properties.contain-intrinsic-block-size': 'Only the scroll bar is less precise.',
  'css.properties.content-visibility': 'Only speed.',
  'css.properties.content-visibility.auto': 'Only speed.',
  'css.properties.content-visibility.visible': 'Only speed.',
  'css.properties.cursor.pointer': 'Only the shape of a pointer.',
  'css.properties.forced-color-adjust': 'The system chooses the colours.',
  'css.properties.forced-color-adjust.none': 'The system chooses the colours.',
  'css.properties.hyphens': 'Long words break without a hyphen.',
  'css.properties.text-align.match-parent': 'Cells align by their own direction.',
  'css.properties.user-select': 'Safari has only the prefixed name, which is set as well.',
  'css.properties.text-wrap': 'Lines of a title differ in length.',
  'css.properties.text-wrap.balance': 'Lines of a title differ in length.',
};

const browsers = Object.entries(BROWSERS) as [Browser, string][];
const guide = readFileSync(new URL('../../docs/browsers.md', import.meta.url), 'utf8');
const promised = new Map(
  [...guide.matchAll(/^\| ([^|]+?) +\| ([\d.]+) +\| ([\d.]+) +\|$/gm)].map(
    ([, browser, works, looks]) => [browser!, {works: Number(works), looks: Number(looks)}],
  ),
);

const script = (file: string) =>
  [...builtFeatures.get(file)!].filter(([name, {tested}]) => !tested && !(name in SPARED_SCRIPT));
const scripts = [...builtFeatures.keys()].flatMap(script);
const all = styleFeatures(builtFile('trust-center.css').toString());
const styles = [...all].filter(([name]) => !(name in SPARED_STYLE));

/** Returns the features that a browser of this version lacks. */
const lacking = (
  features: readonly (readonly [string, Versions])[],
  by: Browser,
  version: number,
) =>
  features.flatMap(([name, versions]) =>
    versions[by] > version ? [`${name} (${versions[by]})`] : [],
  );

describe('docs/browsers.md', () => {
  const used = scripts.map(([name, {versions}]) => [name, versions] as const);

  for (const [browser, title] of browsers) {
    it(`names the oldest ${title} that has every feature of the scripts`, () => {
      const {works} = promised.get(title)!;
      assert.deepEqual(lacking(used, browser, works), []);
      assert.equal(works, needed(used.map(([, versions]) => versions))[browser]);
    });

    it(`names the oldest ${title} that has every feature of the styles too`, () => {
      const {works, looks} = promised.get(title)!;
      assert.deepEqual(lacking(styles, browser, looks), []);
      assert.equal(looks, Math.max(works, needed(styles.map(([, it]) => it))[browser]));
    });
  }

  it('names no other browser', () => {
    assert.deepEqual([...promised.keys()], Object.values(BROWSERS));
  });

  it('lists the tests that are exceptions in Firefox and WebKit, by reason', () => {
    const list = exceptionList();
    assert.ok(guide.endsWith(list), `docs/browsers.md must end with:\n\n${list}`);
  });
});

/** Returns the exceptions as Markdown: for each engine, the reasons with their tests. */
function exceptionList(): string {
  const engines = Object.entries({Firefox: exceptions.firefox, WebKit: exceptions.webkit});
  return engines
    .map(([engine, files]) => {
      const byReason = new Map<string, string[]>();
      for (const [file, reasons] of Object.entries(files))
        for (const [title, reason] of Object.entries(reasons)) {
          const tests = title === '*' ? 'all tests' : `“${title.replaceAll('*', '…')}”`;
          byReason.set(reason, [...(byReason.get(reason) ?? []), `  - \`${file}\`: ${tests}\n`]);
        }
      const list = [...byReason]
        .map(([reason, tests]) => `- ${reason}\n${tests.join('')}`)
        .join('');
      return `### ${engine}\n\n${list}`;
    })
    .join('\n');
}

describe('the built files', () => {
  it('include no chunk that needs a newer browser than the entry, which would end in half a page', () => {
    const entry = needed(script('trust-center.js').map(([, {versions}]) => versions));
    for (const file of builtFeatures.keys())
      for (const [browser] of browsers)
        assert.deepEqual(
          lacking(
            script(file).map(([name, {versions}]) => [name, versions] as const),
            browser,
            entry[browser],
          ),
          [],
          file,
        );
  });

  it('use every feature that this test spares', () => {
    const names = [...builtFeatures.values()].flatMap((features) => [...features.keys()]);
    assert.deepEqual(
      Object.keys(SPARED_SCRIPT).filter((name) => !names.includes(name)),
      [],
    );
    assert.deepEqual(
      Object.keys(SPARED_STYLE).filter((name) => !all.has(name)),
      [],
    );
  });
});
