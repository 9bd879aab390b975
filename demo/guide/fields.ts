/** Tables of the manifest's fields, generated from its JSON Schema. */
import {manifestJsonSchema} from '../../src/manifest/json-schema.js';
import {code, escaped, heading, inline, table} from './markdown.js';

/** The keywords of JSON Schema that the manifest's schema uses. */
interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly format?: string;
  readonly contentMediaType?: string;
  readonly $comment?: string;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
}

/** Returns one table for the manifest itself, and one for each object in it. */
export function fieldTables(): string {
  return objectsIn(manifestJsonSchema() as Schema)
    .map(
      ({path, schema}) =>
        heading(
          3,
          `fields${path && `-${path.replaceAll('.', '-')}`}`,
          path ? code(path) : 'The manifest',
        ) + table(['Field', 'Type', 'Meaning'], rowsOf(path, schema)),
    )
    .join('');
}

/** Returns the objects in a schema, each with its path; a list's items have the path of the list. */
function objectsIn(schema: Schema, path = ''): {path: string; schema: Schema}[] {
  return [
    {path, schema},
    ...Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
      const inner = property.items ?? property;
      return inner.properties ? objectsIn(inner, path ? `${path}.${name}` : name) : [];
    }),
  ];
}

const rowsOf = (path: string, {properties = {}, required = []}: Schema): string[][] =>
  Object.entries(properties).map(([name, property]) => {
    const marker = required.includes(name) ? ' <small>required</small>' : '';
    return [
      code(name) + marker,
      kindOf(property, path ? `${path}.${name}` : name),
      inline(property.description ?? ''),
    ];
  });

/** Describes the type of a field. */
function kindOf(schema: Schema, path: string): string {
  const {items, enum: values, format, pattern} = {...schema, ...constraintOf(schema)};
  const link = (label: string) => `<a href="#fields-${path.replaceAll('.', '-')}">${label}</a>`;
  if (items) {
    const minimum = schema.minItems ? ', one or more' : '';
    return items.properties
      ? `list of ${link('objects')}${minimum}`
      : `list of ${kindOf(items, path)}${minimum}`;
  }
  if (schema.properties) return link('object');
  if (values) return values.map(code).join(' or ');
  const list = /^The id of an entry in \/(\w+)$/.exec(schema.$comment ?? '')?.[1];
  if (list) return `id in <a href="#fields-${list}">${list}</a>`;
  if (pattern?.startsWith('^[a-z0-9][')) return 'id';
  if (schema.contentMediaType) return 'markdown';
  if (format === 'date') return 'date or date-time';
  if (format === 'uri') return 'absolute URI';
  if (format === 'uri-reference') return 'link';
  if (schema.type === 'number') return 'number';
  return pattern ? `text like ${code(pattern)}` : escaped('text');
}

/** Returns the constraint that `allOf` adds to a field: a pattern or a format. */
function constraintOf({allOf = []}: Schema): Schema {
  const [first = {}] = allOf;
  return first.anyOf?.[0] ?? first;
}
