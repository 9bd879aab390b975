/**
 * The fast path for manifests without problems. It compiles the schema once into a validator that walks
 * a value in one pass and enforces every rule that `find-problems.ts` enforces. It reports "no problems"
 * or "unknown", nothing else: the slow path finds and describes the problems.
 */
import type {Steps} from '../slices.js';
import {isLink, linksInMarkdown} from '../text/links.js';
import {
  isCheapMarkdown,
  markdownCost,
  MAX_TEXT_COST,
  MAX_TOTAL_COST,
} from '../text/markdown-cost.js';
import {collectIds, type Ids} from './collect-ids.js';
import {LIMITS} from './limits.js';
import {flatten, lengthsIn, type SchemaNode} from './schema-pipe.js';
import {id, manifestSchema, markdown, REFERS_TO, type Manifest} from './schema.js';

/** Returns whether a value is valid. Fills in defaults for omitted members. */
type Validator = (value: unknown, run: Run) => boolean;

/** One validation, and the work that it puts off, so that it can pause between the parts. */
interface Run {
  readonly ids: Ids;
  /** Lists that may be long, and how to validate their entries. */
  readonly lists: {entries: readonly unknown[]; validator: Validator; unique: boolean}[];
  /** Markdown texts that contain markup. */
  readonly texts: string[];
}

const validators = new Map<unknown, Validator>();

/**
 * Validates a value fresh from `JSON.parse` and returns it as a manifest. Returns `undefined` if it has
 * any problem; some defaults may be filled in even then, the same ones that the slow path fills in.
 * Only tests pass a `schema`, to check that unsupported schemas are never accepted.
 */
export function* fastValidate(
  value: unknown,
  schema: unknown = manifestSchema,
): Steps<Manifest | undefined> {
  const run: Run = {ids: yield* collectIds(value), lists: [], texts: []};
  let cost = 0;
  /** Checks the texts that the last step has put off. */
  function* texts(): Steps<boolean> {
    for (let text; (text = run.texts.pop()) !== undefined;) {
      const textCost = markdownCost(text);
      cost += textCost;
      if (textCost > MAX_TEXT_COST || cost > MAX_TOTAL_COST) return false;
      for (const href of linksInMarkdown(text)) if (!isLink(href)) return false;
      yield;
    }
    return true;
  }

  if (!validatorFor(schema as SchemaNode)(value, run)) return undefined;
  // Entries may add further lists.
  for (const {entries, validator, unique} of run.lists) {
    const seen = new Set<unknown>();
    for (let i = 0; i < entries.length; i++) {
      const entry = entries[i];
      if (!validator(entry, run)) return undefined;
      if (unique) seen.add((entry as {id: string}).id);
      if (run.texts.length && !(yield* texts())) return undefined;
      // Each entry is small, because its own lists are short.
      if (i % 16 === 0) yield;
    }
    if (unique && seen.size < entries.length) return undefined;
  }
  return (yield* texts()) ? (value as Manifest) : undefined;
}

/** Returns the validator for a schema, compiled once. */
function validatorFor(optional: SchemaNode): Validator {
  const node = optional.type === 'optional' && !optional.pipe ? optional.wrapped! : optional;
  let validator = validators.get(node);
  if (!validator) {
    const pipe = flatten(node);
    const list = REFERS_TO.get(node as never);
    validator = list
      ? // The referenced entry's own id is validated, so a reference that resolves is valid.
        (value, {ids}) => !!ids.get(list)?.has(value)
      : pipe.slice(1).filter(isNotLengthOf(pipe[0]!)).reduce(withAction, baseOf(pipe));
    if ((node as unknown) === markdown) validator = withMarkup(validator);
    validators.set(node, validator);
  }
  return validator;
}

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
  const {min, max} = lengthsIn(actions);
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
      return (value, run) => validator(value, run) && (requirement as RegExp).test(value as string);
    case 'check':
    case 'partial_check':
      return (value, run) =>
        validator(value, run) && (requirement as (value: unknown) => boolean)(value);
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
  return (value, run) => {
    // The keys of a long array would take long to list.
    if (typeof value !== 'object' || !value || Array.isArray(value)) return false;
    const object = value as Record<string, unknown>;
    for (const key in object) {
      const validator = members.get(key);
      if (!validator?.(object[key], run)) return false;
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
  const isLong = unique || max > LIMITS.references;
  return (value, run) => {
    if (!Array.isArray(value) || value.length < min || value.length > max) return false;
    if (isLong) run.lists.push({entries: value, validator, unique});
    else for (let i = 0; i < value.length; i++) if (!validator(value[i], run)) return false;
    return true;
  };
}

/** Puts off the checks of a text with markup. */
const withMarkup =
  (validator: Validator): Validator =>
  (value, run) => {
    if (!validator(value, run)) return false;
    if (!isCheapMarkdown(value as string)) run.texts.push(value as string);
    return true;
  };
