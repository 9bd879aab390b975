/** Holds the two readings of the contract against each other: ours, and ajv's of our JSON Schema. */
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

const weAccept = (document: unknown) => parseManifest(document).status === 'accepted';
const ajvAccepts = (document: unknown) => validate(document);

/** Fails with what either has against a document that both must accept. */
function bothAccept(document: unknown) {
  assert.deepEqual(parseManifest(document).problems, []);
  assert.equal(ajvAccepts(document), true, ajv.errorsText(validate.errors));
}

describe('We and the JSON Schema both accept', () => {
  it('the least that a manifest must hold', () => bothAccept(minimal()));

  it('every field there is', () => bothAccept(full()));

  it('what ARQEN publishes', async () => {
    const file = new URL('../../demo/arqen.trust.json', import.meta.url);
    bothAccept(JSON.parse(await readFile(file, 'utf8')));
  });

  for (const {name, at, value} of GOOD.filter(({onlyHere}) => !onlyHere)) {
    it(name, () => bothAccept(edit(full(), at, value)));
  }

  it('keys that neither knows', () => {
    const document = {...full(), mood: 'good', organization: {name: 'Vendor', mood: 'good'}};
    assert.equal(weAccept(document), true);
    assert.equal(ajvAccepts(document), true);
  });

  for (const pointer of pointersIn(full())) {
    if (REQUIRED.has(pointer) || /\d$/.test(pointer)) continue;
    const document = edit(full(), pointer, undefined);
    it(`or both refuse that ${pointer} is left out`, () => {
      // What breaks then is a reference, or a rule that both hold.
      const problems = parseManifest(document).problems.map(({rule}) => rule);
      const here = problems.every((rule) => rule === 'unknown-reference');
      assert.equal(ajvAccepts(document), here, ajv.errorsText(validate.errors));
    });
  }
});

describe('We accept, and the JSON Schema does not see it so', () => {
  for (const {name, at, value, onlyHere} of GOOD) {
    if (!onlyHere) continue;
    it(`${name}: ${onlyHere}`, () => {
      const document = edit(full(), at, value);
      assert.equal(weAccept(document), true);
      assert.equal(ajvAccepts(document), false);
    });
  }
});

describe('We and the JSON Schema both refuse', () => {
  for (const {name, at, value} of BAD.filter(({beyond}) => !beyond)) {
    it(name, () => {
      const document = edit(full(), at, value);
      assert.equal(weAccept(document), false);
      assert.equal(ajvAccepts(document), false);
    });
  }

  for (const pointer of REQUIRED) {
    it(`a manifest without ${pointer}`, () => {
      const document = edit(full(), pointer, undefined);
      assert.equal(weAccept(document), false);
      assert.equal(ajvAccepts(document), false);
    });
  }

  for (const pointer of pointersIn(full())) {
    it(`another type at ${pointer}`, () => {
      const document = edit(full(), pointer, true);
      assert.equal(weAccept(document), false);
      assert.equal(ajvAccepts(document), false);
    });
  }
});

describe('We refuse, and it is past the words of JSON Schema', () => {
  for (const {name, at, value, beyond} of BAD) {
    if (!beyond) continue;
    it(`${name}: ${beyond}`, () => {
      const document = edit(full(), at, value);
      assert.equal(weAccept(document), false);
      assert.equal(ajvAccepts(document), true, ajv.errorsText(validate.errors));
    });
  }
});
