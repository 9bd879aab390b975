import {flatten, lengthsIn, type SchemaNode} from './schema-pipe.js';
import {id, markdown, REFERS_TO} from './schema.js';

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
    ...lengthsIn(actions),
    actions: actions.filter(({type}) => !type.endsWith('_length')),
    refersTo: REFERS_TO.get(node as never),
    isMarkdown: (node as unknown) === markdown,
    isId: (node as unknown) === id,
  };
}

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
