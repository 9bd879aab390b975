/**
 * Types of the elements for the templates of React, Vue and Svelte, made from `custom-elements.json`: which
 * attributes, properties and events there are, and what is said of each. What type each has, these files
 * take from the classes; what any element has, from the framework's own types.
 *
 * The generators that there are for this were tried: the elements of one take no React `ref`, the types of
 * one are seen by no Svelte file, and the events of one are a `CustomEvent`, which nobody raises.
 */
import type {CustomElementDeclaration} from 'custom-elements-manifest/schema';

type Elements = readonly CustomElementDeclaration[];

/** The files of `dist/types/`. Beside each declaration stands an empty module: to import one is no error. */
export const elementTypes = (elements: Elements): Readonly<Record<string, string>> => ({
  'jsx.d.ts': jsxTypes(elements),
  'svelte.d.ts': svelteTypes(elements),
  'vue.d.ts': vueTypes(elements),
  ...Object.fromEntries(['jsx.js', 'svelte.js', 'vue.js'].map((name) => [name, 'export {};\n'])),
});

/** What may be written where an attribute becomes a property of type `T`. */
const ATTRIBUTE = "T extends number ? T | `${number}` : T extends true ? T | ''";

/** React 19 takes `false` for no attribute. */
const jsxTypes = (elements: Elements): string => `\
import type {DetailedHTMLProps, HTMLAttributes} from 'react';
${imports(elements)}
type Attribute<T> = ${ATTRIBUTE} : T;
type TrustElement<T, Own> = Omit<DetailedHTMLProps<HTMLAttributes<T>, T>, keyof Own> & Own;

${interfaces(elements, 'Props', [attributes(), objects, listeners('on')])}
declare module 'react' {
  namespace JSX {
    ${tags('IntrinsicElements', elements, (name) => `TrustElement<${name}, ${name}Props>`)}
  }
}
`;

/** Svelte 5 writes `false` into an attribute, which then is there: only `undefined` takes it away. */
const svelteTypes = (elements: Elements): string => `\
import type {HTMLAttributes} from 'svelte/elements';
${imports(elements)}
type Attribute<T> = ${ATTRIBUTE} : T extends false ? never : T;
type TrustElement<T extends EventTarget, Own> = Omit<HTMLAttributes<T>, keyof Own> & Own;

${interfaces(elements, 'Props', [attributes(), objects, listeners('on')])}
declare module 'svelte/elements' {
  ${tags('SvelteHTMLElements', elements, (name) => `TrustElement<${name}, ${name}Props>`)}
}
`;

/**
 * Vue does so too. Its checker takes `guard-interval` and `guardInterval` for one name, and looks for events
 * in what an element emits: https://vuejs.org/guide/extras/web-components.html#web-components-and-typescript
 */
const vueTypes = (elements: Elements): string => `\
import type {EmitFn, HTMLAttributes, PublicProps} from 'vue';
${imports(elements)}
type Attribute<T> = ${ATTRIBUTE} : T extends false ? never : T;
type TrustElement<T, Own, Events> = new () => T & {
  $props: Omit<HTMLAttributes, keyof Own> & Own & PublicProps;
  $emit: EmitFn<{[Name in keyof Events]-?: NonNullable<Events[Name]>}>;
};

${interfaces(elements, 'Props', [attributes(inCamelCase), objects])}
${interfaces(elements, 'Events', [listeners('')])}
declare module 'vue' {
  ${tags('GlobalComponents', elements, (name) => `TrustElement<${name}, ${name}Props, ${name}Events>`)}
}
`;

/** The classes whose members the types are taken from, and those of the events. */
function imports(elements: Elements): string {
  const events = elements.flatMap(({events = []}) => events.map(({type}) => type.text));
  const names = new Set([...elements.map(({name}) => name), ...events]);
  return `import type {\n  ${[...names].join(',\n  ')},\n} from '../entries/elements.js';\n`;
}

/** Lines of an interface, each a member with its comment. */
type Members = (element: CustomElementDeclaration) => readonly string[];

const member = (name: string, type: string, description: string | undefined): string =>
  `/** ${description} */\n  '${name}'?: ${type} | undefined;`;

const attributes =
  (called = (name: string) => name): Members =>
  ({name: of, attributes = []}) =>
    attributes.map(({name, fieldName, description}) =>
      member(called(name), `Attribute<${of}['${fieldName}']>`, description),
    );

/** Properties that no attribute stands for: objects, which each framework hands over as they are. */
const objects: Members = ({name: of, members = []}) =>
  members
    .filter((each) => each.kind === 'field' && !('attribute' in each || 'readonly' in each))
    .map(({name, description}) => member(name, `${of}['${name}']`, description));

const listeners =
  (prefix: string): Members =>
  ({events = []}) =>
    events.map(({name, type, description}) =>
      member(prefix + name, `((event: ${type.text}) => void)`, description),
    );

const interfaces = (elements: Elements, what: string, members: readonly Members[]): string =>
  elements
    .map((element) => {
      const lines = members.flatMap((of) => of(element)).map((line) => `  ${line}\n`);
      return `interface ${element.name}${what} {\n${lines.join('')}}\n`;
    })
    .join('\n');

const tags = (map: string, elements: Elements, type: (name: string) => string): string =>
  `interface ${map} {\n${elements
    .map(
      ({tagName, name, description}) =>
        `    /** ${description} */\n    '${tagName}': ${type(name)};\n`,
    )
    .join('')}  }`;

const inCamelCase = (name: string): string =>
  name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
