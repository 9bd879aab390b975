import {expect} from '@open-wc/testing';
import {manifestJsonSchema} from '../../src/manifest/json-schema.js';
import {manifestSchema} from '../../src/manifest/schema.js';

// That it accepts and refuses what `parseManifest` does is held by json-schema.node.test.ts.
describe('The JSON Schema', () => {
  const schema = manifestJsonSchema();

  it('says what it is, and by which draft it is read', () => {
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

  it('is JSON: no rule is missing in it', () => {
    expect(JSON.parse(JSON.stringify(schema))).to.deep.equal(schema);
    expect(JSON.stringify(schema)).not.to.contain('null');
  });

  it('limits every list', () => {
    const limits: unknown[] = [];
    JSON.stringify(schema, (_, part: {type?: string; maxItems?: number} | null) => {
      if (part?.type === 'array') limits.push(part.maxItems);
      return part;
    });
    expect(limits).to.deep.equal(Array(26).fill(20_000));
  });

  it('is new each time: what one caller adds, no other sees', () => {
    schema['description'] = 'mine';
    expect(manifestJsonSchema()).not.to.have.property('description');
  });
});
