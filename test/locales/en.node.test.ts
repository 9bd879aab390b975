import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import ts from 'typescript';
import {recordPhrases} from '../../src/locales/en-records.js';
import {en as pagePhrases} from '../../src/locales/en.js';

const en = {...pagePhrases, ...recordPhrases};

const folders = ['elements', 'export'].map((folder) =>
  fileURLToPath(new URL(`../../src/${folder}/`, import.meta.url)),
);

/** Returns the phrase keys in the source: literal keys, and patterns such as `state.${…}`. */
function usedKeys(): {keys: Set<string>; patterns: RegExp[]} {
  const keys = new Set<string>();
  const patterns: RegExp[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) keys.add(node.text);
    if (ts.isTemplateExpression(node)) {
      const texts = [node.head.text, ...node.templateSpans.map(({literal}) => literal.text)];
      // A pattern that starts with a placeholder would match every key.
      if (/^[a-z]+\./.test(texts[0]!)) {
        const escaped = texts.map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
        patterns.push(new RegExp(`^${escaped.join('[^.]+')}$`));
      }
    }
    ts.forEachChild(node, visit);
  };
  for (const file of folders.flatMap((folder) =>
    readdirSync(folder, {recursive: true, encoding: 'utf8'})
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(folder, name)),
  )) {
    const text = readFileSync(file, 'utf8');
    visit(ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true));
  }
  return {keys, patterns};
}

test('English has no unused phrase', () => {
  const {keys, patterns} = usedKeys();
  const unused = Object.keys(en).filter(
    (key) => !keys.has(key) && !patterns.some((pattern) => pattern.test(key)),
  );
  assert.deepEqual(unused, []);
});

test('all forms of a phrase have the same well-formed placeholders', () => {
  for (const [key, phrase] of Object.entries(en)) {
    const forms: string[] = typeof phrase === 'string' ? [phrase] : Object.values(phrase);
    const placeholders = forms.map(
      (form) => new Set([...form.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)),
    );
    for (const form of forms) assert.doesNotMatch(form.replace(/\{\w+\}/g, ''), /[{}]/, key);
    // A form for an exact number may omit the number.
    const sorted = placeholders.map((names) =>
      [...names]
        .filter((name) => name !== 'n')
        .sort()
        .join(),
    );
    assert.equal(new Set(sorted).size, 1, key);
  }
});
