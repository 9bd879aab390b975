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
    expect(limits).to.deep.equal(Array(26).fill(20_000));
  });

  it('is a new object for each caller', () => {
    schema['description'] = 'mine';
    expect(manifestJsonSchema()).not.to.have.property('description');
  });
});
