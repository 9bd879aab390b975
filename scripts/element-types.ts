/**
 * Element types for React, Vue and Svelte templates, made from `custom-elements.json`: the attributes,
 * properties and events of each element, with their descriptions. The type of each member comes from the
 * classes; the members that every element has come from the framework's own types.
 *
 * The existing generators do not fit: one has no React `ref`, one produces types that Svelte files do not
 * pick up, and one types the events as `CustomEvent`, which these elements do not dispatch.
 */
import type {CustomElementDeclaration} from 'custom-elements-manifest/schema';

type Elements = readonly CustomElementDeclaration[];

/** Returns the files for `dist/types/`. Each declaration has an empty module, so that importing it works. */
export const elementTypes = (elements: Elements): Readonly<Record<string, string>> => ({
  'jsx.d.ts': jsxTypes(elements),
  'svelte.d.ts': svelteTypes(elements),
  'vue.d.ts': vueTypes(elements),
  ...Object.fromEntries(['jsx.js', 'svelte.js', 'vue.js'].map((name) => [name, 'export {};\n'])),
});

/** The values that an attribute accepts for a property of type `T`. */
const ATTRIBUTE = "T extends number ? T | `${number}` : T extends true ? T | ''";

/** React 19 omits an attribute whose value is `false`. */
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

/** Svelte 5 writes `false` as the attribute's value, so the attribute is set: only `undefined` removes it. */
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
 * Vue handles `false` as Svelte does. Its type checker treats `guard-interval` and `guardInterval` as one
 * name, and reads events from `$emit`:
 * https://vuejs.org/guide/extras/web-components.html#web-components-and-typescript
 */
const vueTypes = (elements: Elements): string => `\
import type {EmitFn, HTMLAttributes, PublicProps} from 'vue';
${imports(elements)}
type Attribute<T> = ${ATTRIBUTE} : T extends false ? never : T;
type TrustElement<T, Own, Events> = new () => T & {
  $props: Omit<HTMLAttributes, keyof Own> & Own & PublicProps;
  $emit: EmitFn<{[Name in keyof Events]-?: NonNullable<Events[Name]>}>;
};

${interfaces(elements, 'Props', [attributes(toCamelCase), objects])}
${interfaces(elements, 'Events', [listeners('')])}
declare module 'vue' {
  ${tags('GlobalComponents', elements, (name) => `TrustElement<${name}, ${name}Props, ${name}Events>`)}
}
`;

/** Returns the import of the element classes and the event classes. */
function imports(elements: Elements): string {
  const events = elements.flatMap(({events = []}) => events.map(({type}) => type.text));
  const names = new Set([...elements.map(({name}) => name), ...events]);
  return `import type {\n  ${[...names].join(',\n  ')},\n} from '../entries/elements.js';\n`;
}

/** Returns the members of an interface, each with its comment. */
type Members = (element: CustomElementDeclaration) => readonly string[];

const member = (name: string, type: string, description: string | undefined): string =>
  `/** ${description} */\n  '${name}'?: ${type} | undefined;`;

const attributes =
  (rename = (name: string) => name): Members =>
  ({name: of, attributes = []}) =>
    attributes.map(({name, fieldName, description}) =>
      member(rename(name), `Attribute<${of}['${fieldName}']>`, description),
    );

/** Returns the properties without an attribute. They are objects, which frameworks pass unchanged. */
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

const interfaces = (elements: Elements, suffix: string, members: readonly Members[]): string =>
  elements
    .map((element) => {
      const lines = members.flatMap((of) => of(element)).map((line) => `  ${line}\n`);
      return `interface ${element.name}${suffix} {\n${lines.join('')}}\n`;
    })
    .join('\n');

const tags = (map: string, elements: Elements, type: (name: string) => string): string =>
  `interface ${map} {\n${elements
    .map(
      ({tagName, name, description}) =>
        `    /** ${description} */\n    '${tagName}': ${type(name)};\n`,
    )
    .join('')}  }`;

const toCamelCase = (name: string): string =>
  name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
