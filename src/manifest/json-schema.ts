import {toJsonSchema} from '@valibot/to-json-schema';
import type * as v from 'valibot';
import {FIELD_MEANINGS} from './field-meanings.js';
import {LIMITS} from './limits.js';
import {entriesOf, itemOf, presentOf} from './schema-walk.js';
import {manifestSchema, markdown, REFERS_TO} from './schema.js';

type JsonSchema = Record<string, unknown>;

/** JSON Schema equivalents of the rules implemented as a `check`, as far as they can be expressed. */
const CHECKS: Readonly<Record<string, JsonSchema>> = {
  'wrong-date': {anyOf: [{format: 'date'}, {format: 'date-time'}]},
  'wrong-period': {pattern: '^\\d{4}(-(Q[1-4]|(0[1-9]|1[0-2])(-\\d\\d)?))?$'},
  'refused-link': {format: 'uri-reference'},
  'refused-address': {format: 'uri-reference'},
  'refused-website': {pattern: '^[hH][tT][tT][pP][sS]?:'},
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
 * Returns the published JSON Schema (2020-12) of a manifest. It covers every rule about a single place
 * in the manifest. Unique ids, references and the link policy cannot be expressed; `parseManifest`
 * checks them.
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
 * Annotates a JSON Schema with field meanings, markdown fields and reference targets.
 * @throws {Error} If a field has no meaning, or a meaning has no field.
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
  json['maxProperties'] = LIMITS.keys;
  const meanings = FIELD_MEANINGS[path] ?? {};
  for (const name of new Set([...Object.keys(entries), ...Object.keys(meanings)])) {
    const [entry, description] = [entries[name], meanings[name]];
    if (!entry || !description)
      throw new Error(
        `field-meanings.ts and the schema disagree at ${path}/${name}: update one of them.`,
      );
    const field = (json['properties'] as Record<string, JsonSchema>)[name]!;
    field['description'] = description;
    describe(entry, field, path ? `${path}.${name}` : name);
  }
}
