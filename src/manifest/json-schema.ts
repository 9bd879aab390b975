import {toJsonSchema} from '@valibot/to-json-schema';
import type * as v from 'valibot';
import {FIELD_MEANINGS} from './field-meanings.js';
import {manifestSchema, markdown, REFERS_TO} from './schema.js';
import {entriesOf, itemOf, presentOf} from './schema-walk.js';

type JsonSchema = Record<string, unknown>;

/** What the rules that valibot holds by a `check` are in JSON Schema, as far as it can say them. */
const CHECKS: Readonly<Record<string, JsonSchema>> = {
  'wrong-date': {anyOf: [{format: 'date'}, {format: 'date-time'}]},
  'wrong-period': {pattern: '^\\d{4}(-(Q[1-4]|(0[1-9]|1[0-2])(-\\d\\d)?))?$'},
  'refused-link': {format: 'uri-reference'},
  'refused-address': {format: 'uri-reference'},
  'refused-key': {format: 'uri-reference'},
  'refused-contact': {pattern: '^(?:[hH][tT][tT][pP][sS]?|[mM][aA][iI][lL][tT][oO]|[tT][eE][lL]):'},
  'absolute-uri': {format: 'uri'},
  'wrong-status': {anyOf: [{type: 'integer', minimum: 400, maximum: 499}, {const: 503}]},
  'statement-missing': {
    anyOf: [{required: ['current']}, {required: ['gated']}, {required: ['notApplicable']}],
  },
  'not-applicable-alone': {
    not: {
      required: ['notApplicable'],
      anyOf: [{required: ['current']}, {required: ['gated']}],
    },
  },
  'gated-without-gate': {
    if: {required: ['gated']},
    then: {required: ['gates'], properties: {gates: {minItems: 1}}},
  },
  'document-source': {oneOf: [{required: ['evidence']}, {required: ['href']}]},
};

/**
 * The published JSON Schema (2020-12) of a manifest. It holds every rule on one place of the document;
 * ids, references and the link policy are beyond it, and stay with `parseManifest`.
 */
export function manifestJsonSchema(): JsonSchema {
  const schema: JsonSchema = {
    ...toJsonSchema(manifestSchema, {
      target: 'draft-2020-12',
      typeMode: 'input',
      overrideAction: ({valibotAction, jsonSchema}) => {
        if (!['check', 'partial_check'].includes(valibotAction.type)) return undefined;
        const rule = (valibotAction as unknown as {message: string}).message;
        return {...jsonSchema, allOf: [...(jsonSchema.allOf ?? []), CHECKS[rule]!]};
      },
    }),
  };
  describe(manifestSchema, schema);
  return {
    ...schema,
    $id: 'https://arqen-ai.com/schemas/trust-manifest/1.0',
    title: 'Trust manifest 1.0',
  };
}

/**
 * Says in a JSON Schema what it cannot hold: what each field means, which text is markdown, and what an id
 * refers to. @throws {Error} Where a field has no meaning, or a meaning no field.
 */
function describe(source: v.GenericSchema, json: JsonSchema, path = ''): void {
  const schema = presentOf(source);
  if (schema === markdown) json['contentMediaType'] = 'text/markdown';
  const list = REFERS_TO.get(schema);
  if (list) json['$comment'] = `The id of an entry in /${list}`;
  const item = itemOf(schema);
  if (item) describe(item, json['items'] as JsonSchema, path);
  const entries = entriesOf(schema);
  if (!entries) return;
  const meanings = FIELD_MEANINGS[path] ?? {};
  for (const name of new Set([...Object.keys(entries), ...Object.keys(meanings)])) {
    const [entry, description] = [entries[name], meanings[name]];
    if (!entry || !description)
      throw new Error(`field-meanings.ts and the schema differ at ${path}/${name}: mend either.`);
    const field = (json['properties'] as Record<string, JsonSchema>)[name]!;
    field['description'] = description;
    describe(entry, field, path ? `${path}.${name}` : name);
  }
}
