/**
 * The fast path for manifests without problems. It compiles the schema once into a validator that walks
 * a value in one pass and enforces every rule that `parse.ts` enforces. It reports "no problems" or
 * "unknown", nothing else: the slow path finds and describes the problems.
 */
import {isLink, linksInMarkdown} from '../text/links.js';
import {id, manifestSchema, markdown, REFERS_TO, type Manifest} from './schema.js';

/** The referenced ids, by the list in which they must exist. */
type References = Map<string, Set<unknown>>;

/** Returns whether a value is valid. Fills in defaults for omitted members. */
type Validator = (value: unknown, references: References) => boolean;

/** The properties this module reads from valibot's schemas and from the actions in their pipes. */
interface SchemaNode {
  readonly type: string;
  readonly pipe?: readonly SchemaNode[];
  readonly entries?: Readonly<Record<string, SchemaNode>>;
  readonly item?: SchemaNode;
  readonly wrapped?: SchemaNode;
  readonly default?: unknown;
  readonly options?: readonly unknown[];
  readonly requirement?: unknown;
}

const validators = new Map<unknown, Validator>();

/**
 * Validates a value fresh from `JSON.parse` and returns it as a manifest. Returns `undefined` if it has
 * any problem; some defaults may be filled in even then, the same ones that the slow path fills in.
 * Only tests pass a `schema`, to check that unsupported schemas are never accepted.
 */
export function fastValidate(
  value: unknown,
  schema: unknown = manifestSchema,
): Manifest | undefined {
  const references: References = new Map();
  if (!validatorFor(schema as SchemaNode)(value, references)) return undefined;
  const lists = value as Readonly<Record<string, readonly {readonly id: string}[]>>;
  for (const [list, wanted] of references) {
    const ids = new Set<unknown>(lists[list]!.map((entry) => entry.id));
    for (const each of wanted) if (!ids.has(each)) return undefined;
  }
  return value as Manifest;
}

/** Returns the validator for a schema, compiled once. */
function validatorFor(optional: SchemaNode): Validator {
  const node = optional.type === 'optional' && !optional.pipe ? optional.wrapped! : optional;
  let validator = validators.get(node);
  if (!validator) {
    const steps = stepsOf(node);
    validator = steps.slice(1).filter(isNotLengthOf(steps[0]!)).reduce(withAction, baseOf(steps));
    if ((node as unknown) === markdown) validator = withLinks(validator);
    const list = (REFERS_TO as ReadonlyMap<unknown, string>).get(node);
    if (list) validator = withReference(list, validator);
    validators.set(node, validator);
  }
  return validator;
}

/** Flattens a schema and the actions of its pipe into the order in which they apply. */
const stepsOf = (node: SchemaNode): readonly SchemaNode[] => node.pipe?.flatMap(stepsOf) ?? [node];

/** Excludes the length actions of strings and arrays, which the base validator of the pipe checks. */
const isNotLengthOf =
  ({type}: SchemaNode) =>
  (action: SchemaNode) =>
    !(['string', 'array'].includes(type) && ['min_length', 'max_length'].includes(action.type));

/** Leaves anything unsupported to the slow path. */
const reject: Validator = () => false;

/** Compiles the schema at the start of a pipe, together with the pipe's length limits. */
function baseOf([schema, ...actions]: readonly SchemaNode[]): Validator {
  const {type, item, entries, options} = schema!;
  const lengths = (bound: string) =>
    actions.filter((action) => action.type === bound).map(({requirement}) => requirement as number);
  const min = Math.max(...lengths('min_length'), 0);
  const max = Math.min(...lengths('max_length'));
  switch (type) {
    case 'object':
      return objectValidator(entries!);
    case 'array':
      return arrayValidator(item!, min, max);
    case 'picklist':
      return (value) => options!.includes(value);
    case 'string':
      return (value) => typeof value === 'string' && value.length >= min && value.length <= max;
    case 'number':
      return (value) => typeof value === 'number';
    default:
      return reject;
  }
}

/** Appends an action's check to a validator. */
function withAction(validator: Validator, {type, requirement}: SchemaNode): Validator {
  switch (type) {
    case 'regex':
      return (value, references) =>
        validator(value, references) && (requirement as RegExp).test(value as string);
    case 'check':
    case 'partial_check':
      return (value, references) =>
        validator(value, references) && (requirement as Validator)(value, references);
    default:
      return reject;
  }
}

function objectValidator(entries: Readonly<Record<string, SchemaNode>>): Validator {
  const members = new Map<string, Validator>();
  const required: string[] = [];
  const defaults: [key: string, value: readonly unknown[]][] = [];
  for (const [key, node] of Object.entries(entries)) {
    members.set(key, validatorFor(node));
    if (node.type !== 'optional') required.push(key);
    else if (Array.isArray(node.default)) defaults.push([key, node.default]);
    // Only the slow path fills in defaults that are not arrays.
    else if (node.default !== undefined) required.push(key);
  }
  return (value, references) => {
    if (typeof value !== 'object' || !value) return false;
    const object = value as Record<string, unknown>;
    for (const key in object) {
      const validator = members.get(key);
      if (!validator?.(object[key], references)) return false;
    }
    for (let i = 0; i < required.length; i++) if (object[required[i]!] === undefined) return false;
    for (let i = 0; i < defaults.length; i++)
      if (object[defaults[i]![0]] === undefined) object[defaults[i]![0]] = defaults[i]![1].slice();
    return true;
  };
}

function arrayValidator(item: SchemaNode, min: number, max: number): Validator {
  const validator = validatorFor(item);
  const unique = item.entries?.['id'] === (id as unknown);
  return (value, references) =>
    Array.isArray(value) &&
    value.length >= min &&
    value.length <= max &&
    value.every((each) => validator(each, references)) &&
    (!unique || new Set(value.map((each: {id: string}) => each.id)).size === value.length);
}

/** Collects a reference for the final lookup. A reference seen before is not validated again. */
const withReference =
  (list: string, validator: Validator): Validator =>
  (value, references) => {
    let seen = references.get(list);
    if (!seen) references.set(list, (seen = new Set()));
    if (seen.has(value)) return true;
    seen.add(value);
    return validator(value, references);
  };

/** Checks the links of a markdown text. Every link contains `]` or `<`, so most texts need no search. */
const withLinks =
  (validator: Validator): Validator =>
  (value, references) => {
    if (!validator(value, references)) return false;
    const text = value as string;
    if (!text.includes(']') && !text.includes('<')) return true;
    for (const href of linksInMarkdown(text)) if (!isLink(href)) return false;
    return true;
  };
