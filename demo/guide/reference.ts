/** The reference: what the elements declare of themselves, from `dist/custom-elements.json`. */
import {readFileSync} from 'node:fs';
import {root} from './pages.js';
import {code, heading, inline, slugs, table} from './markdown.js';

interface Described {
  readonly name: string;
  readonly description?: string;
}

interface Typed extends Described {
  readonly type?: {readonly text: string};
  readonly default?: string;
}

interface Member extends Typed {
  readonly kind: 'field' | 'method';
  readonly privacy?: string;
  readonly static?: boolean;
  readonly attribute?: string;
  readonly readonly?: boolean;
  readonly parameters?: readonly Typed[];
  readonly return?: {readonly type?: {readonly text: string}};
}

/** A custom element as custom-elements-manifest 2.1.0 has it. */
export interface ElementDeclaration extends Described {
  readonly tagName: string;
  readonly attributes?: readonly (Typed & {readonly fieldName?: string})[];
  readonly members?: readonly Member[];
  /** The analyzer lists what it saw dispatched beside what is declared: the former has no name. */
  readonly events?: readonly (Partial<Typed> & {readonly description?: string})[];
  readonly slots?: readonly Described[];
  readonly cssParts?: readonly Described[];
  readonly cssProperties?: readonly (Described & {
    readonly default?: string;
    readonly syntax?: string;
  })[];
}

interface CustomElementsManifest {
  readonly modules: readonly {readonly declarations?: readonly Partial<ElementDeclaration>[]}[];
}

/** Every element that the build describes: the center first, its sections after it. */
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

function elementReference(element: ElementDeclaration, slug: (text: string) => string): string {
  const {tagName, description = '', members = [], events = [], slots = []} = element;
  const {cssParts = [], cssProperties = []} = element;
  const open = members.filter(({privacy, static: ofClass}) => !privacy && !ofClass);
  const titled = (title: string, header: string[], rows: string[][]) =>
    rows.length ? heading(3, slug(`${tagName} ${title}`), title) + table(header, rows) : '';
  const meaning = (it: Described) => inline(it.description ?? '');
  return [
    heading(2, tagName, code(`<${tagName}>`)),
    `<p>${inline(description)}</p>\n`,
    titled(
      'Attributes and properties',
      ['Attribute', 'Property', 'Type', 'Meaning'],
      fieldRows(open),
    ),
    titled(
      'Methods',
      ['Method', 'Gives', 'Meaning'],
      open
        .filter(({kind, description: said}) => kind === 'method' && said)
        .map((it) => [
          code(`${it.name}(${(it.parameters ?? []).map(({name}) => name).join(', ')})`),
          code(it.return?.type?.text ?? 'void'),
          meaning(it),
        ]),
    ),
    titled(
      'Events',
      ['Event', 'Class', 'When'],
      events
        .filter(({name}) => name?.startsWith('trust-'))
        .map(({name = '', type, description: when = ''}) => [
          code(name),
          type ? code(type.text) : '',
          inline(when),
        ]),
    ),
    titled(
      'Slots',
      ['Slot', 'Holds'],
      slots.map((it) => [it.name ? code(it.name) : 'children', meaning(it)]),
    ),
    titled(
      'Parts',
      ['Part', 'Is'],
      cssParts.map((it) => [code(it.name), meaning(it)]),
    ),
    titled(
      'Custom properties',
      ['Property', 'Default', 'Is'],
      cssProperties.map((it) => [code(it.name), it.default ? code(it.default) : '', meaning(it)]),
    ),
  ].join('');
}

const fieldRows = (members: readonly Member[]): string[][] =>
  members
    .filter(({kind, description}) => kind === 'field' && description)
    .map((it) => [
      it.attribute ? code(it.attribute) : '–',
      code(it.name) + (it.readonly ? ' <small>read only</small>' : ''),
      (it.type ? code(it.type.text) : '') +
        (it.default ? ` <small>default</small> ${code(it.default)}` : ''),
      inline(it.description ?? ''),
    ]);
