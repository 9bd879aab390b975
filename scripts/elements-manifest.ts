/**
 * Generates `custom-elements.json` from the sources: the public API of the elements, in the format of
 * https://github.com/webcomponents/custom-elements-manifest. Anything not listed there is private.
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

/** The module that exports the classes, and the one that registers their tags. */
const CLASSES = 'dist/entries/elements.js';
const REGISTRATION = 'dist/entries/index.js';

/** The center, then its sections in page order. */
const TAGS = ['center', ...SECTION_KEYS].map((key) => `arqen-trust-${key}`);

/** The lists of a declaration whose entries have descriptions. */
const LISTS = ['members', 'attributes', 'events', 'slots', 'cssParts', 'cssProperties'] as const;

/** Returns the manifest of everything that `./elements` exports. */
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
  const {modules: analyzed} = create({modules, plugins: [...litPlugin(), parameterProperties]});
  const declarations = analyzed
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
        path: REGISTRATION,
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

/** Returns the elements of a manifest. */
export const elementsOf = ({modules}: Package): readonly CustomElementDeclaration[] =>
  modules.flatMap(({declarations}) => declarations ?? []).filter(isElement);

function isElement(declaration: Declaration): declaration is CustomElementDeclaration {
  return 'tagName' in declaration;
}

/** Sorts elements by tag, in the order of `TAGS`, before all other declarations. */
const rank = (declaration: Declaration): number =>
  isElement(declaration) ? TAGS.indexOf(declaration.tagName!) : TAGS.length;

/** Returns a declaration with its public entries only, and each description on one line. */
function asPublic(declaration: Declaration): Declaration {
  const {superclass, description, ...rest} = declaration as CustomElementDeclaration;
  const lists = LISTS.map((list) => {
    const entries = ((rest[list] ?? []) as readonly Entry[]).filter((each) => isPublic(each, list));
    return [list, entries.length ? entries.map(withDescription) : undefined] as const;
  });
  return {
    ...rest,
    description: onOneLine(description),
    ...(superclass && {superclass: importable(superclass)}),
    ...(Object.fromEntries(lists) as Partial<CustomElementDeclaration>),
  };
}

/** Returns the nearest exported superclass. Members inherited from `TrustSection` are listed per element. */
const importable = ({name, package: from}: Reference): Reference =>
  name === 'TrustSection'
    ? {name: 'LitElement', package: 'lit'}
    : {name, package: from ?? 'global:'};

type Entry = ClassMember | Event | CssCustomProperty;

function isPublic(entry: Entry, list: (typeof LISTS)[number]): boolean {
  // The analyzer also lists `dispatchEvent` calls it finds; only entries from `@fires` have a description.
  if (list === 'events') return !!entry.description;
  const privacy = 'privacy' in entry ? entry.privacy : undefined;
  return !entry.name.startsWith('#') && (privacy ?? 'public') === 'public';
}

const withDescription = (entry: Entry): Entry => ({
  ...entry,
  ...(entry.name.startsWith('--') && defaultOf(entry.name)),
  description: onOneLine(entry.description),
});

/** Returns a custom property's default, and its syntax if it is a colour, from the tokens' style sheet. */
function defaultOf(name: string): Partial<CssCustomProperty> {
  const value = new RegExp(`${name}:([^;]*);`).exec(tokens.cssText)?.[1]?.trim();
  if (value === undefined) throw new Error(`src/styles/tokens.ts does not set ${name}`);
  return value.startsWith('light-dark(') ? {default: value, syntax: '<color>'} : {default: value};
}

/** Joins the lines of each paragraph: single line breaks come from wrapping in the source. */
const onOneLine = (text: string | undefined): string =>
  (text ?? '').replace(/(?<!\n)\s*\n(?!\s*\n)\s*/g, ' ').trim();

/** Adds constructor parameter properties as fields, which the analyzer ignores. */
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

/** Returns the text of a leading doc comment: TypeScript attaches none to parameters. */
const commentOf = (source: string): string =>
  onOneLine(/\/\*\*([^]*?)\*\//.exec(source)?.[1]?.replace(/^\s*\*/gm, ''));
