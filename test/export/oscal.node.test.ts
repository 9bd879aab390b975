/** OSCAL exports, checked against NIST's own schema where a copy of it is next to this project. */
import assert from 'node:assert/strict';
import {existsSync, readFileSync} from 'node:fs';
import {describe, it} from 'node:test';
import {Ajv} from 'ajv';
import addFormats from 'ajv-formats';
import {oscalComponentDefinition, type OscalOptions} from '../../src/export/oscal.js';
import {parseManifest} from '../../src/manifest/parse.js';
import {derivePosture} from '../../src/posture/at-once.js';
import {edit, full, type ManifestInput} from '../fixtures/manifests.js';

const NOW = Date.UTC(2026, 10, 28);
const OPTIONS: OscalOptions = {
  catalogs: {'SOC 2': 'https://vendor.example/soc-2.json'},
  base: 'https://vendor.example/trust.json',
};

/** Too large to be part of this project. */
const SCHEMA = new URL(
  '../../../shared/schemas/oscal-component-definition-1.2.1.schema.json',
  import.meta.url,
);

interface Requirement {
  readonly 'control-id': string;
  readonly description: string;
  readonly props: readonly {readonly name: string; readonly value: string}[];
}
interface Exported {
  readonly 'component-definition': {
    readonly components: readonly {
      readonly 'control-implementations': readonly {
        readonly source: string;
        readonly 'implemented-requirements': readonly Requirement[];
      }[];
    }[];
  };
}

async function exportOf(input: ManifestInput, options = OPTIONS) {
  const parsed = parseManifest(input);
  assert.ok(parsed.status === 'accepted');
  const posture = derivePosture(parsed.manifest, new Map(), NOW);
  return {posture, result: await oscalComponentDefinition(parsed.manifest, posture, options)};
}

async function documentOf(input: ManifestInput, options = OPTIONS): Promise<Exported> {
  const {result} = await exportOf(input, options);
  assert.ok(result.status === 'ready', JSON.stringify(result));
  return result.document as Exported;
}

const setsIn = (document: Exported) =>
  document['component-definition'].components[0]!['control-implementations'];

const statusOf = ({props}: Requirement) =>
  props.find(({name}) => name === 'implementation-status')!.value;

const arqen = JSON.parse(
  readFileSync(new URL('../../demo/arqen.trust.json', import.meta.url), 'utf8'),
) as ManifestInput;

/** Returns a validator, or nothing if there is no copy of the schema. */
function validator() {
  if (!existsSync(SCHEMA)) return undefined;
  const ajv = new Ajv({strict: false, allErrors: true});
  addFormats(ajv);
  return ajv.compile(JSON.parse(readFileSync(SCHEMA, 'utf8')) as object);
}

describe('an OSCAL component definition', () => {
  it('is valid by NIST’s schema', async (test) => {
    const validate = validator();
    if (!validate) {
      test.diagnostic('No copy of the schema is next to this project: validity was not checked.');
      return;
    }
    for (const input of [full(), arqen, edit(edit(full(), '/updates', []), '/controls', [])]) {
      const valid = validate(await documentOf(input));
      assert.deepEqual(validate.errors ?? [], []);
      assert.ok(valid);
    }
  });

  it('has nothing gated as implemented, and the status that follows from each state', async () => {
    for (const input of [full(), arqen]) {
      const {posture, result} = await exportOf(input);
      assert.ok(result.status === 'ready');
      const [own] = setsIn(result.document as Exported);
      assert.deepEqual(
        own!['implemented-requirements'].map(statusOf),
        posture.controls.map(
          ({state}) =>
            ({current: 'implemented', partial: 'partial', gated: 'planned'})[state as string] ??
            'not-applicable',
        ),
      );
    }
  });

  it('has an overclaimed control as partial at most', async () => {
    const [control] = full()['controls'] as [ManifestInput];
    const document = await documentOf(edit(full(), '/controls/0', {...control, gated: undefined}));
    assert.equal(statusOf(setsIn(document)[0]!['implemented-requirements'][0]!), 'partial');
  });

  it('has every control by its own id, and mapped ones by the ids of their catalog', async () => {
    const mappings = [{framework: 'NIST', ref: 'AC-2(1)'}];
    const document = await documentOf(edit(full(), '/controls/0/mappings', mappings), {
      ...OPTIONS,
      catalogs: {NIST: 'https://vendor.example/nist.json'},
    });
    assert.deepEqual(
      setsIn(document).map((set) => [
        set.source,
        set['implemented-requirements'].map((requirement) => requirement['control-id']),
      ]),
      [
        ['https://vendor.example/trust', ['encryption', 'payments']],
        ['https://vendor.example/nist.json', ['ac-2.1']],
      ],
    );
  });

  it('is the same for the same manifest', async () => {
    assert.deepEqual(await documentOf(full()), await documentOf(full()));
  });

  it('asks for what the manifest does not say', async () => {
    const incomplete = edit(edit(full(), '/summary', undefined), '/controls/0/mappings', [
      {framework: 'SOC 2', ref: 'all of it'},
    ]);
    const {result} = await exportOf(incomplete, {...OPTIONS, catalogs: {}});
    assert.ok(result.status === 'refused');
    assert.deepEqual(
      result.problems.map(({rule, path}) => [rule, path]),
      [
        ['oscal-description', '/summary'],
        ['oscal-control-id', '/controls/0/mappings/0/ref'],
        ['oscal-catalog', '/controls/0/mappings/0/framework'],
      ],
    );
  });
});
