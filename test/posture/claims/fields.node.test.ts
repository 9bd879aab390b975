/** Every text of a manifest has a decision, and the guide's table is generated from the decisions. */
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {describe, it} from 'node:test';
import {guideWithTable} from '../../../scripts/claims.js';
import {manifestJsonSchema} from '../../../src/manifest/json-schema.js';
import {FIELDS} from '../../../src/posture/claims/fields.js';

interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly [key: string]: unknown;
}

/** Keywords of values whose form is checked, such as ids, dates and links. */
const FORM = ['pattern', 'enum', 'const', 'format', 'allOf'];
/** For editors, never shown. */
const NOT_SHOWN = new Set(['$schema']);

/** Returns the paths of all texts, and of all objects with their parents. */
function textsIn(schema: Schema, path = ''): string[] {
  if (schema.type === 'array') return textsIn(schema.items!, path);
  if (schema.properties)
    return Object.entries(schema.properties).flatMap(([key, it]) =>
      textsIn(it, path ? `${path}.${key}` : key),
    );
  const isText = schema.type === 'string' && !FORM.some((keyword) => keyword in schema);
  return isText && !NOT_SHOWN.has(path) ? [path] : [];
}

const decided = (fields: typeof FIELDS) =>
  Object.entries(fields).flatMap(([path, decisions]) =>
    Object.keys(decisions).map((field) => (path ? `${path}.${field}` : field)),
  );

describe('the decisions about fields', () => {
  const texts = textsIn(manifestJsonSchema());

  it('cover every text of the schema and nothing else', () => {
    assert.ok(texts.length >= 38);
    assert.deepEqual(decided(FIELDS).toSorted(), texts.toSorted());
  });

  it('miss a text if any one of them is removed', () => {
    for (const [path, decisions] of Object.entries(FIELDS))
      for (const field of Object.keys(decisions)) {
        const {[field]: removed, ...rest} = decisions;
        assert.ok(removed);
        assert.notDeepEqual(decided({...FIELDS, [path]: rest}).toSorted(), texts.toSorted());
      }
  });

  it('are those that the guide lists', async () => {
    const guide = readFileSync('docs/claim-checks.md', 'utf8');
    assert.equal(guide, await guideWithTable(guide), 'run `npm run claims -- --write`');
  });
});
