/**
 * Finds which browser features the built files use, and since which version each browser has them.
 *
 * Syntax and globals are certain. A member of an unknown object, such as `x.replaceAll()`, counts as the
 * oldest member of that name in any interface, so a new method that shares its name with an old one is not
 * found. A feature that the code tests for (`typeof x`, `x?.()`, `'x' in y`) does not count.
 */
import {createRequire} from 'node:module';
import type {CompatData, CompatStatement, Identifier} from '@mdn/browser-compat-data';
import postcss from 'postcss';
import ts from 'typescript';

export const BROWSERS = {
  chrome: 'Chrome',
  edge: 'Edge',
  firefox: 'Firefox',
  safari: 'Safari',
  chrome_android: 'Chrome for Android',
  firefox_android: 'Firefox for Android',
  safari_ios: 'Safari on iOS',
  samsunginternet_android: 'Samsung Internet',
} as const;
export type Browser = keyof typeof BROWSERS;

/** The first version of each browser; `Infinity` if it has none. */
export type Versions = Readonly<Record<Browser, number>>;

const browsers = Object.keys(BROWSERS) as Browser[];
const versions = (of: (browser: Browser) => number) =>
  Object.fromEntries(browsers.map((browser) => [browser, of(browser)])) as Versions;

const data = createRequire(import.meta.url)('@mdn/browser-compat-data') as CompatData;

/** Returns the versions of several features that are all needed. */
export const needed = (features: Iterable<Versions>): Versions => {
  const all = [...features];
  return versions((browser) => Math.max(0, ...all.map((feature) => feature[browser])));
};

/** Returns the versions of several features of which any one will do. */
const anyOf = (features: readonly Versions[]): Versions =>
  versions((browser) => Math.min(...features.map((feature) => feature[browser])));

type Tree = Readonly<
  Record<string, Readonly<Record<string, {readonly __compat?: CompatStatement}>>>
>;

/** Looks up a feature, such as `api.AbortSignal.any_static`. */
function feature(path: string): Versions | undefined {
  const found = path
    .split('.')
    .reduce<Identifier | undefined>(
      (within, key) => within && (Object.hasOwn(within, key) ? within[key] : undefined),
      data as unknown as Identifier,
    );
  return found?.__compat && versionsOf(found.__compat);
}

function versionsOf({support}: CompatStatement): Versions {
  return versions((browser) => {
    const statement = support[browser];
    const whole = [statement ?? []].flat().find(({flags, partial_implementation, prefix}) => {
      return !flags && !partial_implementation && !prefix;
    });
    const added = whole?.version_added;
    if (!added || whole.version_removed) return Infinity;
    return added === 'preview' ? Infinity : parseFloat(added.replace('≤', ''));
  });
}

const intl = data.javascript.builtins!['Intl'] as unknown as Tree;

/** Every member of every interface and built-in object, by name. */
const members = new Map<string, Versions>();
for (const [group, isApi] of [
  [data.api, true],
  [data.javascript.builtins, false],
] as const)
  for (const owner of [...Object.values(group as Tree), ...Object.values(intl)])
    for (const [name, member] of Object.entries(owner)) {
      if (!member.__compat || (isApi && name.endsWith('_static'))) continue;
      const own = versionsOf(member.__compat);
      const known = members.get(name);
      members.set(name, known ? anyOf([known, own]) : own);
    }

/** A feature that a script uses. */
export interface Use {
  readonly versions: Versions;
  /** Whether the script tests for the feature, and so does without it. */
  readonly tested: boolean;
}

/**
 * Returns the features that a script uses, by their names in the compatibility data; `.name` is a member of
 * an unknown object. `ours` are the names of members that are not a browser's.
 */
export function scriptFeatures(code: string, ours: ReadonlySet<string>): Map<string, Use> {
  const file = parse(code);
  const {variables, tested} = namesOf(file);
  const found = new Map<string, Use>();
  const add = (path: string, name?: string) => {
    const versions = feature(path);
    if (versions) found.set(path, {versions, tested: name !== undefined && tested.has(name)});
    return Boolean(versions);
  };
  const visit = (node: ts.Node): void => {
    for (const path of syntaxOf(node)) if (!add(path)) throw new Error(`No feature ${path}`);
    if (ts.isIdentifier(node) && isReference(node) && !variables.has(node.text)) {
      const {text} = node;
      ['javascript.builtins', 'api', 'api.Window'].some((group) => add(`${group}.${text}`, text));
    } else if (ts.isPropertyAccessExpression(node)) {
      const {expression: owner, name} = node;
      if (ts.isIdentifier(owner) && !variables.has(owner.text)) addStatic(owner.text, name.text);
      else addMember(name.text);
    }
    ts.forEachChild(node, visit);
  };
  const addStatic = (owner: string, name: string) =>
    [
      `api.${owner}.${name}_static`,
      `javascript.builtins.${owner}.${name}`,
      ...(owner === 'globalThis' || owner === 'window'
        ? [`api.Window.${name}`, `api.${name}`]
        : []),
    ].some((path) => add(path, name)) || addMember(name);
  const addMember = (name: string) => {
    const versions = ours.has(name) ? undefined : members.get(name);
    if (versions && versions.chrome < Infinity)
      found.set(`.${name}`, {versions, tested: tested.has(name)});
  };
  visit(file);
  return found;
}

const parse = (code: string) =>
  ts.createSourceFile('built.js', code, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS);

/** Returns the names of the members that a script declares. */
export const declaredMembers = (code: string): ReadonlySet<string> => namesOf(parse(code)).members;

/** Returns the names that a script declares, and those that it tests for before use. */
function namesOf(file: ts.SourceFile) {
  const variables = new Set<string>();
  const members = new Set<string>();
  const tested = new Set<string>();
  const visit = (node: ts.Node): void => {
    const {name} = node as {name?: ts.Node};
    if (name && (ts.isIdentifier(name) || ts.isStringLiteral(name))) {
      if (
        ts.isVariableDeclaration(node) ||
        ts.isParameter(node) ||
        ts.isBindingElement(node) ||
        ts.isFunctionDeclaration(node) ||
        ts.isFunctionExpression(node) ||
        ts.isClassLike(node)
      )
        variables.add(name.text);
      else if (ts.isObjectLiteralElement(node) || ts.isClassElement(node)) members.add(name.text);
    }
    if (ts.isTypeOfExpression(node)) tested.add(lastName(node.expression));
    if ('questionDotToken' in node && node.questionDotToken)
      tested.add(lastName((node as ts.CallChain).expression));
    if (
      ts.isBinaryExpression(node) &&
      node.operatorToken.kind === ts.SyntaxKind.InKeyword &&
      ts.isStringLiteralLike(node.left)
    )
      tested.add(node.left.text);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return {variables, members, tested};
}

const lastName = (node: ts.Node): string =>
  ts.isIdentifier(node) ? node.text : ts.isPropertyAccessExpression(node) ? node.name.text : '';

/** Returns whether an identifier refers to a variable, instead of naming a member or a declaration. */
function isReference(node: ts.Identifier): boolean {
  const {parent} = node;
  return !(
    (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
    ('name' in parent && parent.name === node) ||
    ts.isBindingElement(parent) ||
    ts.isExportSpecifier(parent) ||
    ts.isLabeledStatement(parent)
  );
}

const OPERATORS: Partial<Record<ts.SyntaxKind, string>> = {
  [ts.SyntaxKind.QuestionQuestionToken]: 'nullish_coalescing',
  [ts.SyntaxKind.QuestionQuestionEqualsToken]: 'nullish_coalescing_assignment',
  [ts.SyntaxKind.BarBarEqualsToken]: 'logical_or_assignment',
  [ts.SyntaxKind.AmpersandAmpersandEqualsToken]: 'logical_and_assignment',
  [ts.SyntaxKind.AsteriskAsteriskToken]: 'exponentiation',
};

const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/\(\?<[=!]/, 'javascript.regular_expressions.lookbehind_assertion'],
  [/\(\?<\w/, 'javascript.regular_expressions.named_capturing_group'],
  [/\\p\{/i, 'javascript.regular_expressions.unicode_character_class_escape'],
  [/\(\?-?[ims]/, 'javascript.regular_expressions.modifier'],
  [/\/\w*d\w*$/, 'javascript.builtins.RegExp.hasIndices'],
  [/\/\w*s\w*$/, 'javascript.builtins.RegExp.dotAll'],
  [/\/\w*v\w*$/, 'javascript.builtins.RegExp.unicodeSets'],
];

/** Returns the features of a node's syntax. ES2017 is older than custom elements, and so not listed. */
function syntaxOf(node: ts.Node): string[] {
  if (ts.isClassStaticBlockDeclaration(node))
    return ['javascript.classes.static.initialization_blocks'];
  if (ts.isPropertyDeclaration(node)) {
    if (ts.isPrivateIdentifier(node.name)) return ['javascript.classes.private_class_fields'];
    const isStatic = node.modifiers?.some(({kind}) => kind === ts.SyntaxKind.StaticKeyword);
    return [
      isStatic
        ? 'javascript.classes.static.class_fields'
        : 'javascript.classes.public_class_fields',
    ];
  }
  if ((ts.isMethodDeclaration(node) || ts.isAccessor(node)) && ts.isPrivateIdentifier(node.name))
    return ['javascript.classes.private_class_methods'];
  if (ts.isBinaryExpression(node)) {
    if (ts.isPrivateIdentifier(node.left)) return ['javascript.classes.private_class_fields_in'];
    const operator = OPERATORS[node.operatorToken.kind];
    return operator ? [`javascript.operators.${operator}`] : [];
  }
  if ('questionDotToken' in node && node.questionDotToken)
    return ['javascript.operators.optional_chaining'];
  if (ts.isForOfStatement(node) && node.awaitModifier)
    return ['javascript.statements.for_await_of'];
  if (ts.isSpreadAssignment(node)) return ['javascript.operators.spread.spread_in_object_literals'];
  if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword)
    return ['javascript.operators.import_meta'];
  if (node.kind === ts.SyntaxKind.ImportKeyword && ts.isCallExpression(node.parent))
    return ['javascript.operators.import'];
  if (ts.isCatchClause(node) && !node.variableDeclaration)
    return ['javascript.statements.try_catch.optional_catch_binding'];
  if (ts.isBigIntLiteral(node)) return ['javascript.builtins.BigInt'];
  if (ts.isNumericLiteral(node) && node.getText().includes('_'))
    return ['javascript.grammar.numeric_separators'];
  if (ts.isAwaitExpression(node) && !ts.findAncestor(node, ts.isFunctionLike))
    return ['javascript.operators.await.top_level'];
  if (ts.isRegularExpressionLiteral(node))
    return PATTERNS.flatMap(([pattern, path]) => (pattern.test(node.text) ? [path] : []));
  return [];
}

/** Returns the features that a style sheet uses, except those under `@supports`. */
export function styleFeatures(css: string): Map<string, Versions> {
  const found = new Map<string, Versions>();
  const add = (path: string) => {
    const versions = feature(path);
    if (versions) found.set(path, versions);
    return Boolean(versions);
  };
  const isTested = (node: postcss.Node): boolean => {
    const {parent} = node;
    return Boolean(
      parent &&
      ((parent.type === 'atrule' && 'name' in parent && parent.name === 'supports') ||
        isTested(parent)),
    );
  };
  postcss.parse(css).walk((node) => {
    if (isTested(node)) return;
    if (node.type === 'atrule') {
      add(`css.at-rules.${node.name}`);
      for (const [, name] of node.params.matchAll(/\(([a-z-]+)/g))
        add(`css.at-rules.${node.name}.${name}`);
    } else if (node.type === 'rule') {
      for (const [, name] of node.selector.matchAll(/::?([a-z-]+)/g)) add(`css.selectors.${name}`);
    } else if (node.type === 'decl' && !node.prop.startsWith('-')) {
      add(`css.properties.${node.prop}`);
      if (/^[a-z-]+$/.test(node.value)) add(`css.properties.${node.prop}.${node.value}`);
    }
    if (node.type === 'decl')
      for (const [, name] of node.value.matchAll(/([a-z-]+)\(/g))
        if (!add(`css.types.${name}`)) add(`css.types.color.${name}`);
  });
  return found;
}
