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

/** Flattens a schema and the actions of its pipe into the order in which they apply. */
export const flatten = (node: SchemaNode): readonly SchemaNode[] =>
  node.pipe?.flatMap(flatten) ?? [node];

/** Returns the smallest and the largest length that the actions of a pipe allow. */
export function lengthsIn(actions: readonly SchemaNode[]): {min: number; max: number} {
  const requirements = (type: string) =>
    actions.filter((action) => action.type === type).map(({requirement}) => requirement as number);
  return {
    min: Math.max(...requirements('min_length'), 0),
    max: Math.min(...requirements('max_length')),
  };
}
