/**
 * The short way through a document without any fault. From the schema one test is made, which goes
 * through the document once, and holds it to everything that `parse.ts` holds it to. It only ever says
 * that there is nothing to tell, or that it does not know: what is wrong is for the long way to find.
 */
import {isLink, linksInMarkdown} from '../text/links.js';
import {id, manifestSchema, markdown, REFERS_TO, type Manifest} from './schema.js';

/** The ids that are referred to, by the list that must have them. */
type References = Map<string, Set<unknown>>;

/** Whether a value has no fault. Members that are left out and have a default are filled in. */
type Test = (value: unknown, references: References) => boolean;

/** What is read of valibot's schemas, and of the actions in their pipes. */
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

const tests = new Map<unknown, Test>();

/**
 * `document`, fresh from `JSON.parse`, as the manifest that it is. Nothing where there is something to
 * tell of it; some of what is left out may be filled in then, as the long way fills it in as well.
 * `schema` is there so that a test can show what is not vouched for.
 */
export function fastValidate(
  document: unknown,
  schema: unknown = manifestSchema,
): Manifest | undefined {
  const references: References = new Map();
  if (!testOf(schema as SchemaNode)(document, references)) return undefined;
  const lists = document as Readonly<Record<string, readonly {readonly id: string}[]>>;
  for (const [list, wanted] of references) {
    const ids = new Set<unknown>(lists[list]!.map((entry) => entry.id));
    for (const each of wanted) if (!ids.has(each)) return undefined;
  }
  return document as Manifest;
}

/** The test of a schema, made once. */
function testOf(optional: SchemaNode): Test {
  const node = optional.type === 'optional' && !optional.pipe ? optional.wrapped! : optional;
  let test = tests.get(node);
  if (!test) {
    const steps = stepsOf(node);
    test = steps.slice(1).filter(isNoLengthOf(steps[0]!)).reduce(then, startOf(steps));
    if ((node as unknown) === markdown) test = linking(test);
    const list = (REFERS_TO as ReadonlyMap<unknown, string>).get(node);
    if (list) test = referringTo(list, test);
    tests.set(node, test);
  }
  return test;
}

/** The schema and the actions that a value goes through, one after the other. */
const stepsOf = (node: SchemaNode): readonly SchemaNode[] => node.pipe?.flatMap(stepsOf) ?? [node];

/** Lengths of texts and lists are held by the test that a pipe begins with. */
const isNoLengthOf =
  ({type}: SchemaNode) =>
  (action: SchemaNode) =>
    !(['string', 'array'].includes(type) && ['min_length', 'max_length'].includes(action.type));

/** What is not known cannot be vouched for. */
const never: Test = () => false;

/** The test of the schema that a pipe begins with, and of the lengths that its actions allow. */
function startOf([schema, ...actions]: readonly SchemaNode[]): Test {
  const {type, item, entries, options} = schema!;
  const lengths = (bound: string) =>
    actions.filter((action) => action.type === bound).map(({requirement}) => requirement as number);
  const least = Math.max(...lengths('min_length'), 0);
  const most = Math.min(...lengths('max_length'));
  switch (type) {
    case 'object':
      return objectTest(entries!);
    case 'array':
      return arrayTest(item!, least, most);
    case 'picklist':
      return (value) => options!.includes(value);
    case 'string':
      return (value) => typeof value === 'string' && value.length >= least && value.length <= most;
    case 'number':
      return (value) => typeof value === 'number';
    default:
      return never;
  }
}

/** A test, and behind it what an action asks for. */
function then(before: Test, {type, requirement}: SchemaNode): Test {
  switch (type) {
    case 'regex':
      return (value, references) =>
        before(value, references) && (requirement as RegExp).test(value as string);
    case 'check':
    case 'partial_check':
      return (value, references) =>
        before(value, references) && (requirement as Test)(value, references);
    default:
      return never;
  }
}

function objectTest(entries: Readonly<Record<string, SchemaNode>>): Test {
  const members = new Map<string, Test>();
  const asked: string[] = [];
  const defaults: [key: string, value: readonly unknown[]][] = [];
  for (const [key, node] of Object.entries(entries)) {
    members.set(key, testOf(node));
    if (node.type !== 'optional') asked.push(key);
    else if (Array.isArray(node.default)) defaults.push([key, node.default]);
    // A default of another kind is for the long way to fill in.
    else if (node.default !== undefined) asked.push(key);
  }
  return (value, references) => {
    if (typeof value !== 'object' || !value) return false;
    const object = value as Record<string, unknown>;
    for (const key in object) {
      const test = members.get(key);
      if (!test?.(object[key], references)) return false;
    }
    for (let i = 0; i < asked.length; i++) if (object[asked[i]!] === undefined) return false;
    for (let i = 0; i < defaults.length; i++)
      if (object[defaults[i]![0]] === undefined) object[defaults[i]![0]] = defaults[i]![1].slice();
    return true;
  };
}

function arrayTest(item: SchemaNode, least: number, most: number): Test {
  const test = testOf(item);
  const unique = item.entries?.['id'] === (id as unknown);
  return (value, references) =>
    Array.isArray(value) &&
    value.length >= least &&
    value.length <= most &&
    value.every((each) => test(each, references)) &&
    (!unique || new Set(value.map((each: {id: string}) => each.id)).size === value.length);
}

/** A reference that was seen before needs no second look at what it is. */
const referringTo =
  (list: string, test: Test): Test =>
  (value, references) => {
    let seen = references.get(list);
    if (!seen) references.set(list, (seen = new Set()));
    if (seen.has(value)) return true;
    seen.add(value);
    return test(value, references);
  };

/** Whatever links is found by a bracket. */
const linking =
  (test: Test): Test =>
  (value, references) => {
    if (!test(value, references)) return false;
    const text = value as string;
    if (!text.includes(']') && !text.includes('<')) return true;
    for (const href of linksInMarkdown(text)) if (!isLink(href)) return false;
    return true;
  };
