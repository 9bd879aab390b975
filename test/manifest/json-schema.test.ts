import {expect} from '@open-wc/testing';
import {manifestJsonSchema} from '../../src/manifest/json-schema.js';
import {manifestSchema} from '../../src/manifest/schema.js';

// json-schema.node.test.ts checks that it accepts and rejects the same manifests as `parseManifest`.
describe('The JSON Schema', () => {
  const schema = manifestJsonSchema();

  it('states its identity and its draft', () => {
    expect(schema).to.include({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: 'https://arqen-ai.com/schemas/trust-manifest/1.0',
      title: 'Trust manifest 1.0',
      type: 'object',
    });
  });

  it('describes every field of the manifest', () => {
    expect(schema['properties']).to.have.all.keys(Object.keys(manifestSchema.entries));
  });

  it('is plain JSON without missing rules', () => {
    expect(JSON.parse(JSON.stringify(schema))).to.deep.equal(schema);
    expect(JSON.stringify(schema)).not.to.contain('null');
  });

  it('limits every list', () => {
    const limits: unknown[] = [];
    JSON.stringify(schema, (_, node: {type?: string; maxItems?: number} | null) => {
      if (node?.type === 'array') limits.push(node.maxItems);
      return node;
    });
    expect(limits).to.have.length(26);
    expect(limits.filter((limit) => limit === 100)).to.have.length(1);
    expect(limits.filter((limit) => limit === 2_000)).to.have.length(1);
    expect(limits.filter((limit) => limit === 20_000)).to.have.length(9);
    expect(limits.filter((limit) => limit === 200)).to.have.length(15);
  });

  it('limits the keys of every object', () => {
    JSON.stringify(schema, (_, node: {properties?: unknown; maxProperties?: number} | null) => {
      if (node?.properties && 'type' in node) expect(node.maxProperties).to.equal(1_000);
      return node;
    });
    expect(schema['maxProperties']).to.equal(1_000);
  });

  it('is a new object for each caller', () => {
    schema['description'] = 'mine';
    expect(manifestJsonSchema()).not.to.have.property('description');
  });
});
