import {id, markdown, REFERS_TO} from './schema.js';

/** The properties that validation reads from valibot's schemas and from the actions in their pipes. */
export interface SchemaNode {
  readonly type: string;
  readonly expects: string;
  readonly pipe?: readonly SchemaNode[];
  readonly entries?: Readonly<Record<string, SchemaNode>>;
  readonly item?: SchemaNode;
  readonly wrapped?: SchemaNode;
  readonly default?: unknown;
  readonly options?: readonly unknown[];
  readonly paths?: readonly (readonly string[])[];
  readonly requirement?: unknown;
  readonly message?: string;
}

/** A schema in the form in which values are checked against it. */
export interface Rules {
  readonly type: string;
  readonly expects: string;
  readonly options?: readonly unknown[] | undefined;
  readonly item?: Rules | undefined;
  readonly members?: ReadonlyMap<string, Rules> | undefined;
  readonly isRequired: boolean;
  /** The key under which the value is a member, for messages. */
  readonly quotedKey: string;
  /** The default of a list. Nothing else has one. */
  readonly default: readonly unknown[] | undefined;
  readonly min: number;
  readonly max: number;
  readonly actions: readonly SchemaNode[];
  /** The list in which a reference must resolve. */
  readonly refersTo: string | undefined;
  readonly isMarkdown: boolean;
  readonly isId: boolean;
}

/** Returns the rules of a schema. */
export function rulesOf(schema: SchemaNode, key = ''): Rules {
  const node = schema.type === 'optional' ? schema.wrapped! : schema;
  const [base, ...actions] = flatten(node);
  const bound = (type: string) =>
    actions.filter((action) => action.type === type).map(({requirement}) => requirement as number);
  const {type, expects, options, item, entries} = base!;
  return {
    type,
    expects,
    options,
    item: item && rulesOf(item),
    members:
      entries && new Map(Object.entries(entries).map(([key, entry]) => [key, rulesOf(entry, key)])),
    isRequired: schema === node,
    quotedKey: `"${key}"`,
    default: schema.default as readonly unknown[] | undefined,
    min: Math.max(...bound('min_length'), 0),
    max: Math.min(...bound('max_length')),
    actions: actions.filter(({type}) => !type.endsWith('_length')),
    refersTo: REFERS_TO.get(node as never),
    isMarkdown: (node as unknown) === markdown,
    isId: (node as unknown) === id,
  };
}

/** Flattens a schema and the actions of its pipe into the order in which they apply. */
const flatten = (node: SchemaNode): readonly SchemaNode[] => node.pipe?.flatMap(flatten) ?? [node];

/** Returns whether a value has the type that a schema expects. Its other rules may be violated. */
export function hasType({type, options}: Rules, value: unknown): boolean {
  switch (type) {
    case 'object':
      return typeof value === 'object' && !!value && !Array.isArray(value);
    case 'array':
      return Array.isArray(value);
    case 'picklist':
      return options!.includes(value);
    default:
      return typeof value === type;
  }
}
