/** The element reference, generated from `dist/custom-elements.json`. */
import {readFileSync} from 'node:fs';
import {root} from './pages.js';
import {code, heading, inline, slugs, table} from './markdown.js';

interface DescribedItem {
  readonly name: string;
  readonly description?: string;
}

interface TypedItem extends DescribedItem {
  readonly type?: {readonly text: string};
  readonly default?: string;
}

interface Member extends TypedItem {
  readonly kind: 'field' | 'method';
  readonly privacy?: string;
  readonly static?: boolean;
  readonly attribute?: string;
  readonly readonly?: boolean;
  readonly parameters?: readonly TypedItem[];
  readonly return?: {readonly type?: {readonly text: string}};
}

/** A custom element as declared by custom-elements-manifest 2.1.0. */
export interface ElementDeclaration extends DescribedItem {
  readonly tagName: string;
  readonly attributes?: readonly (TypedItem & {readonly fieldName?: string})[];
  readonly members?: readonly Member[];
  /** Declared events, and events the analyzer found in `dispatchEvent` calls, which have no name. */
  readonly events?: readonly (Partial<TypedItem> & {readonly description?: string})[];
  readonly slots?: readonly DescribedItem[];
  readonly cssParts?: readonly DescribedItem[];
  readonly cssProperties?: readonly (DescribedItem & {
    readonly default?: string;
    readonly syntax?: string;
  })[];
}

interface CustomElementsManifest {
  readonly modules: readonly {readonly declarations?: readonly Partial<ElementDeclaration>[]}[];
}

/** Returns every element in the manifest: the center first, then its sections. */
export function elementDeclarations(): readonly ElementDeclaration[] {
  const manifest = JSON.parse(
    readFileSync(`${root}dist/custom-elements.json`, 'utf8'),
  ) as CustomElementsManifest;
  return manifest.modules
    .flatMap(({declarations = []}) => declarations)
    .filter((each): each is ElementDeclaration => each.tagName !== undefined)
    .sort((a, b) => Number(b.tagName === CENTER) - Number(a.tagName === CENTER));
}

const CENTER = 'arqen-trust-center';

export const referenceTables = (): string => {
  const slug = slugs();
  return elementDeclarations()
    .map((element) => elementReference(element, slug))
    .join('');
};

/** Generates the reference of one element: a heading, its description, and a table for each kind of API. */
function elementReference(element: ElementDeclaration, slug: (text: string) => string): string {
  const {tagName, description = '', slots = [], cssParts = [], cssProperties = []} = element;
  const members = (element.members ?? []).filter((it) => !it.privacy && !it.static);
  const titled = (title: string, header: string[], rows: string[][]) =>
    rows.length ? heading(3, slug(`${tagName} ${title}`), title) + table(header, rows) : '';
  return [
    heading(2, tagName, code(`<${tagName}>`)),
    `<p>${inline(description)}</p>\n`,
    titled(
      'Attributes and properties',
      ['Attribute', 'Property', 'Type', 'Meaning'],
      fieldRows(members),
    ),
    titled('Methods', ['Method', 'Returns', 'Meaning'], methodRows(members)),
    titled('Events', ['Event', 'Class', 'When'], eventRows(element)),
    titled(
      'Slots',
      ['Slot', 'Content'],
      slots.map((it) => [it.name ? code(it.name) : 'children', meaningOf(it)]),
    ),
    titled(
      'Parts',
      ['Part', 'Meaning'],
      cssParts.map((it) => [code(it.name), meaningOf(it)]),
    ),
    titled(
      'Custom properties',
      ['Property', 'Default', 'Meaning'],
      cssProperties.map((it) => [code(it.name), it.default ? code(it.default) : '', meaningOf(it)]),
    ),
  ].join('');
}

const meaningOf = (it: DescribedItem): string => inline(it.description ?? '');

const methodRows = (members: readonly Member[]): string[][] =>
  members
    .filter(({kind, description}) => kind === 'method' && description)
    .map((it) => [
      code(`${it.name}(${(it.parameters ?? []).map(({name}) => name).join(', ')})`),
      code(it.return?.type?.text ?? 'void'),
      meaningOf(it),
    ]);

const eventRows = ({events = []}: ElementDeclaration): string[][] =>
  events
    .filter(({name}) => name?.startsWith('trust-'))
    .map(({name = '', type, description = ''}) => [
      code(name),
      type ? code(type.text) : '',
      inline(description),
    ]);

const fieldRows = (members: readonly Member[]): string[][] =>
  members
    .filter(({kind, description}) => kind === 'field' && description)
    .map((it) => [
      it.attribute ? code(it.attribute) : '–',
      code(it.name) + (it.readonly ? ' <small>read only</small>' : ''),
      (it.type ? code(it.type.text) : '') +
        (it.default ? ` <small>default</small> ${code(it.default)}` : ''),
      meaningOf(it),
    ]);
