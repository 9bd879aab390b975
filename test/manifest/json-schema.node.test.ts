/** Compares `parseManifest` with ajv running the published JSON Schema. */
import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {describe, it} from 'node:test';
import {Ajv2020} from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import {manifestJsonSchema} from '../../src/manifest/json-schema.js';
import {parseManifest} from '../../src/manifest/parse.js';
import {BAD, edit, full, GOOD, minimal, pointersIn, REQUIRED} from '../fixtures/manifests.js';

const ajv = new Ajv2020({allErrors: true, strict: true, strictRequired: false, strictTypes: false});
addFormats(ajv);
const validate = ajv.compile(manifestJsonSchema());

const parserAccepts = (input: unknown) => parseManifest(input).status === 'accepted';
const ajvAccepts = (input: unknown) => validate(input);

/** Asserts that both accept a manifest; fails with the problems that either reports. */
function bothAccept(input: unknown) {
  assert.deepEqual(parseManifest(input).problems, []);
  assert.equal(ajvAccepts(input), true, ajv.errorsText(validate.errors));
}

describe('The parser and the JSON Schema both accept', () => {
  it('a minimal manifest', () => bothAccept(minimal()));

  it('every field', () => bothAccept(full()));

  it('the manifest that ARQEN publishes', async () => {
    const file = new URL('../../demo/arqen.trust.json', import.meta.url);
    bothAccept(JSON.parse(await readFile(file, 'utf8')));
  });

  for (const {name, at, value} of GOOD.filter(({rejectedBecause}) => !rejectedBecause)) {
    it(name, () => bothAccept(edit(full(), at, value)));
  }

  it('unknown keys', () => {
    const manifest = {...full(), mood: 'good', organization: {name: 'Vendor', mood: 'good'}};
    assert.equal(parserAccepts(manifest), true);
    assert.equal(ajvAccepts(manifest), true);
  });

  for (const pointer of pointersIn(full())) {
    if (REQUIRED.has(pointer) || /\d$/.test(pointer)) continue;
    const manifest = edit(full(), pointer, undefined);
    it(`a manifest without ${pointer}, or both reject it`, () => {
      // Without the field, the manifest is valid, has a dangling reference, or violates a rule that
      // both check.
      const rules = parseManifest(manifest).problems.map(({rule}) => rule);
      const expected = rules.every((rule) => rule === 'unknown-reference');
      assert.equal(ajvAccepts(manifest), expected, ajv.errorsText(validate.errors));
    });
  }
});

describe('The parser accepts, but the JSON Schema rejects', () => {
  for (const {name, at, value, rejectedBecause} of GOOD) {
    if (!rejectedBecause) continue;
    it(`${name}: ${rejectedBecause}`, () => {
      const manifest = edit(full(), at, value);
      assert.equal(parserAccepts(manifest), true);
      assert.equal(ajvAccepts(manifest), false);
    });
  }
});

describe('The parser and the JSON Schema both reject', () => {
  for (const {name, at, value} of BAD.filter(({acceptedBecause}) => !acceptedBecause)) {
    it(name, () => {
      const manifest = edit(full(), at, value);
      assert.equal(parserAccepts(manifest), false);
      assert.equal(ajvAccepts(manifest), false);
    });
  }

  for (const pointer of REQUIRED) {
    it(`a manifest without ${pointer}`, () => {
      const manifest = edit(full(), pointer, undefined);
      assert.equal(parserAccepts(manifest), false);
      assert.equal(ajvAccepts(manifest), false);
    });
  }

  for (const pointer of pointersIn(full())) {
    it(`a value of the wrong type at ${pointer}`, () => {
      const manifest = edit(full(), pointer, true);
      assert.equal(parserAccepts(manifest), false);
      assert.equal(ajvAccepts(manifest), false);
    });
  }
});

describe('The parser rejects, but the JSON Schema accepts', () => {
  for (const {name, at, value, acceptedBecause} of BAD) {
    if (!acceptedBecause) continue;
    it(`${name}: ${acceptedBecause}`, () => {
      const manifest = edit(full(), at, value);
      assert.equal(parserAccepts(manifest), false);
      assert.equal(ajvAccepts(manifest), true, ajv.errorsText(validate.errors));
    });
  }
});
