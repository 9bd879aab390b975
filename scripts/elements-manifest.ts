/**
 * What a page can use of the elements, read from their sources: `custom-elements.json`, in the format of
 * https://github.com/webcomponents/custom-elements-manifest. Whatever is not in it is private.
 */
import {readdirSync, readFileSync} from 'node:fs';
import {create, ts, type Plugin} from '@custom-elements-manifest/analyzer';
import {litPlugin} from '@custom-elements-manifest/analyzer/src/features/framework-plugins/lit/lit.js';
import type {
  ClassMember,
  CssCustomProperty,
  CustomElementDeclaration,
  Declaration,
  Event,
  Package,
  Reference,
} from 'custom-elements-manifest/schema';
import * as entry from '../src/entries/elements.js';
import {SECTION_KEYS} from '../src/elements/tags.js';
import {tokens} from '../src/styles/tokens.js';
import {root} from './bundle.js';

const FOLDERS = ['src/elements/', 'src/i18n/'];

/** Where the classes are imported from, and what registers their tags. */
const CLASSES = 'dist/entries/elements.js';
const REGISTERS = 'dist/entries/index.js';

/** The center, then its sections in the order of the page. */
const TAGS = ['center', ...SECTION_KEYS].map((key) => `arqen-trust-${key}`);

/** Lists of a declaration whose entries are described. */
const LISTS = ['members', 'attributes', 'events', 'slots', 'cssParts', 'cssProperties'] as const;

/** The manifest of everything that `./elements` exports. */
export function elementsManifest(): Package {
  const modules = FOLDERS.flatMap((folder) =>
    readdirSync(root + folder, {recursive: true, encoding: 'utf8'}).map((file) => folder + file),
  )
    .filter((file) => file.endsWith('.ts'))
    .sort()
    .map((file) => {
      const text = readFileSync(root + file, 'utf8');
      return ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, true);
    });
  const {modules: read} = create({modules, plugins: [...litPlugin(), parameterProperties]});
  const declarations = read
    .flatMap(({declarations}) => declarations ?? [])
    .filter(({name}) => name in entry)
    .map(asPublic)
    .sort((a, b) => rank(a) - rank(b));
  const elements = declarations.filter(isElement);
  return {
    schemaVersion: '1.0.0',
    modules: [
      {
        kind: 'javascript-module',
        path: CLASSES,
        declarations,
        exports: declarations.map(({name}) => ({kind: 'js', name, declaration: {name}})),
      },
      {
        kind: 'javascript-module',
        path: REGISTERS,
        declarations: [],
        exports: elements.map(({tagName, name}) => ({
          kind: 'custom-element-definition',
          name: tagName!,
          declaration: {name, module: CLASSES},
        })),
      },
    ],
  };
}

/** The elements of a manifest. */
export const elementsOf = ({modules}: Package): readonly CustomElementDeclaration[] =>
  modules.flatMap(({declarations}) => declarations ?? []).filter(isElement);

function isElement(declaration: Declaration): declaration is CustomElementDeclaration {
  return 'tagName' in declaration;
}

/** Elements in their order, then all else. */
const rank = (declaration: Declaration): number =>
  isElement(declaration) ? TAGS.indexOf(declaration.tagName!) : TAGS.length;

/** A declaration without what only its own code may use, each description on one line. */
function asPublic(declaration: Declaration): Declaration {
  const {superclass, description, ...rest} = declaration as CustomElementDeclaration;
  const lists = LISTS.map((list) => {
    const entries = ((rest[list] ?? []) as readonly Entry[]).filter((each) => isPublic(each, list));
    return [list, entries.length ? entries.map(described) : undefined] as const;
  });
  return {
    ...rest,
    description: onOneLine(description),
    ...(superclass && {superclass: importable(superclass)}),
    ...(Object.fromEntries(lists) as Partial<CustomElementDeclaration>),
  };
}

/** The nearest class that others can import: what one in between hands down stands with its heirs. */
const importable = ({name, package: from}: Reference): Reference =>
  name === 'TrustSection'
    ? {name: 'LitElement', package: 'lit'}
    : {name, package: from ?? 'global:'};

type Entry = ClassMember | Event | CssCustomProperty;

function isPublic(entry: Entry, list: (typeof LISTS)[number]): boolean {
  // The analyzer takes whatever is given to `dispatchEvent` for a name: what `@fires` says has a text.
  if (list === 'events') return !!entry.description;
  const privacy = 'privacy' in entry ? entry.privacy : undefined;
  return !entry.name.startsWith('#') && (privacy ?? 'public') === 'public';
}

const described = (entry: Entry): Entry => ({
  ...entry,
  ...(entry.name.startsWith('--') && valueOf(entry.name)),
  description: onOneLine(entry.description),
});

/** What a custom property is where the page does not set it, by the style sheet that sets it. */
function valueOf(name: string): Partial<CssCustomProperty> {
  const value = new RegExp(`${name}:([^;]*);`).exec(tokens.cssText)?.[1]?.trim();
  if (value === undefined) throw new Error(`src/styles/tokens.ts does not set ${name}`);
  return value.startsWith('light-dark(') ? {default: value, syntax: '<color>'} : {default: value};
}

/** Line breaks within a paragraph are the source's own. */
const onOneLine = (text: string | undefined): string =>
  (text ?? '').replace(/(?<!\n)\s*\n(?!\s*\n)\s*/g, ' ').trim();

/** What a class takes as a property in its constructor's parameters, which the analyzer passes over. */
const parameterProperties: Plugin = {
  name: 'parameter-properties',
  analyzePhase({ts, node, moduleDoc}) {
    if (!ts.isClassDeclaration(node)) return;
    const declaration = moduleDoc.declarations?.find(({name}) => name === node.name?.text);
    const parameters = node.members
      .filter((member) => ts.isConstructorDeclaration(member))
      .flatMap(({parameters}) => [...parameters])
      .filter((parameter) => ts.isParameterPropertyDeclaration(parameter, parameter.parent));
    if (declaration?.kind !== 'class' || !parameters.length) return;
    declaration.members = parameters.map((parameter) => ({
      kind: 'field',
      name: parameter.name.getText(),
      type: {text: parameter.type?.getText() ?? 'unknown'},
      readonly: true,
      description: commentOf(parameter.getFullText()),
    }));
  },
};

/** What a comment before a declaration says. The analyzer's TypeScript gives parameters none. */
const commentOf = (source: string): string =>
  onOneLine(/\/\*\*([^]*?)\*\//.exec(source)?.[1]?.replace(/^\s*\*/gm, ''));
