/**
 * What tools are told of the elements, held to what the elements do: nothing that a page can use is left
 * out, nothing is told that is not there, and no page of ours names what is not told.
 */
import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {posix} from 'node:path';
import {describe, it} from 'node:test';
import {fileURLToPath} from 'node:url';
import type {CustomElementDeclaration, Package} from 'custom-elements-manifest/schema';
import ts from 'typescript';
import * as classes from '../../src/entries/elements.js';
import {elementsManifest, elementsOf} from '../../scripts/elements-manifest.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string) => readFileSync(root + path, 'utf8');
const filesIn = (folder: string) => readdirSync(root + folder, {recursive: true, encoding: 'utf8'});

const manifest = JSON.parse(read('dist/custom-elements.json')) as Package;
const elements = elementsOf(manifest);
const center = elements.find(({tagName}) => tagName === 'arqen-trust-center')!;
const sections = elements.filter((element) => element !== center);

/** The sources of the elements by their paths, such as `sections/gates`, without comments. */
const sources = new Map(
  filesIn('src/elements')
    .filter((file) => file.endsWith('.ts'))
    .map((file) => [file.slice(0, -'.ts'.length), withoutComments(read(`src/elements/${file}`))]),
);

const sorted = (names: Iterable<string>) => [...new Set(names)].sort();
const namesOf = (list: readonly {readonly name: string}[] | undefined) =>
  sorted((list ?? []).map(({name}) => name));
const found = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map(([, name]) => name!);

describe('custom-elements.json', () => {
  it('is what the sources say', () => {
    assert.deepEqual(manifest, JSON.parse(JSON.stringify(elementsManifest())));
  });

  it('tells of every class that the package exports, and of the tag of each element', () => {
    const told = manifest.modules.flatMap(({declarations}) => declarations ?? []);
    assert.deepEqual(sorted(told.map(({name}) => name)), Object.keys(classes).sort());
    const tags = manifest.modules.flatMap((module) => module.exports ?? []);
    assert.deepEqual(
      sorted(tags.filter(({kind}) => kind !== 'js').map(({name}) => name)),
      sorted(elements.map(({tagName}) => tagName!)),
    );
    assert.equal(elements.length, 12);
  });

  it('describes everything that it tells of', () => {
    const silent: string[] = [];
    const visit = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || node === null) return;
      if ('description' in node && !String(node.description).trim()) silent.push(path);
      for (const [key, value] of Object.entries(node)) visit(value, `${path}/${key}`);
    };
    visit(manifest, '');
    const lists = elements.flatMap(({tagName, ...lists}) =>
      [
        lists.members,
        lists.attributes,
        lists.events,
        lists.slots,
        lists.cssParts,
        lists.cssProperties,
      ]
        .flatMap((list): readonly {name: string; description?: string}[] => list ?? [])
        .filter(({description}) => !description)
        .map(({name}) => `${tagName}: ${name}`),
    );
    assert.deepEqual([...silent, ...lists], []);
  });

  for (const element of elements) {
    const {tagName, name} = element;
    it(`has the attributes that <${tagName}> observes, each with its property`, () => {
      assert.deepEqual(namesOf(element.attributes), sorted(classOf(element).observedAttributes));
      for (const {name, fieldName, type} of element.attributes ?? []) {
        const field = element.members?.find((member) => member.name === fieldName);
        assert.ok(field && type?.text, name);
      }
    });

    it(`has only members that ${name} has, and none of them private`, () => {
      for (const {name} of element.members ?? [])
        assert.ok(name in classOf(element).prototype && !name.startsWith('#'), name);
      assert.doesNotMatch(JSON.stringify(element), /"(private|protected)"|updateComplete/);
    });
  }

  it('has the methods and settings of the center, and nothing of Lit', () => {
    const fields = center.members!.filter(({kind}) => kind === 'field').map(({name}) => name);
    const settings = center.attributes!.map(({fieldName}) => fieldName!);
    assert.deepEqual(sorted(fields), sorted([...settings, 'manifest', 'loadState']));
    assert.deepEqual(namesOf(center.members!.filter(({kind}) => kind === 'method')), [
      'checkGuards',
      'reload',
      'snapshot',
    ]);
  });
});

describe('the parts', () => {
  for (const section of sections)
    it(`that <${section.tagName}> declares are those that its templates have`, () =>
      assert.deepEqual(namesOf(section.cssParts), partsOf(section)));

  it('of every section are handed on by the center, which declares them beside its own', () => {
    const [list] = [...sources.values()].flatMap((code) => found(code, /const PARTS = '([^']*)'/g));
    const handedOn = sorted(list!.split(', '));
    assert.deepEqual(handedOn, sorted(sections.flatMap((section) => namesOf(section.cssParts))));
    const own = ['center/trust-center', 'center/banners'].flatMap((file) =>
      partsIn(sources.get(file)!),
    );
    assert.deepEqual(namesOf(center.cssParts), sorted([...handedOn, ...own]));
  });
});

it('the slots are those of the center’s template', () => {
  const slots = [...sources.values()].flatMap((code) => [...code.matchAll(/<slot\b([^>]*)>/g)]);
  const named = slots.map(([, attributes]) => /\bname="(\w+)"/.exec(attributes!)?.[1] ?? '');
  assert.deepEqual(namesOf(center.slots), sorted(named));
});

it('the custom properties are those that the style sheets set, and use', () => {
  const css = filesIn('src')
    .filter((file) => /^(styles|elements)\b.*\.ts$/.test(file))
    .map((file) => withoutComments(read(`src/${file}`)))
    .join('\n');
  assert.deepEqual(namesOf(center.cssProperties), sorted(found(css, /(--trust-[\w-]+):/g)));
  assert.deepEqual(namesOf(center.cssProperties), sorted(found(css, /var\((--trust-[\w-]+)\)/g)));
});

describe('the events', () => {
  /** The names of the events by their classes. */
  const raised = new Map(
    [...sources.get('events')!.matchAll(/class (\w+) extends Event.*?super\('([\w-]+)'/gs)].map(
      ([, name, type]) => [name!, type!] as const,
    ),
  );

  it('of the center are all that the elements dispatch and the package exports, each by its class', () => {
    const dispatched = [...sources.values()].flatMap((code) =>
      found(code, /dispatchEvent\(\s*new (\w+)/g),
    );
    const exported = dispatched.filter((name) => name in classes);
    assert.deepEqual(
      Object.fromEntries(center.events!.map(({name, type}) => [type.text, name])),
      Object.fromEntries(sorted(exported).map((name) => [name, raised.get(name)])),
    );
  });

  for (const section of sections)
    it(`of <${section.tagName}> are those that its templates dispatch`, () => {
      const dispatched = found(codeOf(section), /dispatchEvent\(\s*new (\w+)/g);
      const exported = dispatched.filter((name) => name in classes);
      assert.deepEqual(namesOf(section.events), sorted(exported.map((name) => raised.get(name)!)));
    });
});

describe('whatever we show to others', () => {
  const pages = ['README.md', ...['docs', 'demo', 'examples'].flatMap(pagesIn)];

  for (const page of pages)
    it(`uses no part, property or tag that is not told of: ${page}`, () => {
      const text = read(page);
      const parts = found(text, /::part\(([\w\s-]+)\)/g).flatMap((names) =>
        names.trim().split(/\s+/),
      );
      const used = {
        parts: parts.filter((name) => !namesOf(center.cssParts).includes(name)),
        properties: found(text, /(--trust-[a-z-]*[a-z])/g).filter(
          (name) => !namesOf(center.cssProperties).includes(name),
        ),
        tags: found(text, /<(arqen-trust-\w+)/g).filter(
          (name) => !elements.some(({tagName}) => tagName === name),
        ),
      };
      assert.deepEqual(used, {parts: [], properties: [], tags: []});
    });
});

function pagesIn(folder: string): string[] {
  try {
    return filesIn(folder)
      .filter((file) => /\.(md|html|css|tsx?|jsx?|vue|svelte|astro)$/.test(file))
      .filter((file) => !file.includes('node_modules'))
      .map((file) => `${folder}/${file}`);
  } catch (error) {
    // A folder that this project does not have (yet) shows nothing to anybody.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function classOf({name}: CustomElementDeclaration) {
  return classes[name as keyof typeof classes] as unknown as {
    readonly observedAttributes: readonly string[];
    readonly prototype: object;
  };
}

function withoutComments(source: string): string {
  const options = {target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext};
  return ts.transpileModule(source, {
    compilerOptions: {...options, removeComments: true, verbatimModuleSyntax: true},
  }).outputText;
}

/** Whatever a section's templates are made of: its own module, and those that it imports for that. */
function codeOf({tagName}: CustomElementDeclaration): string {
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file) || file === 'sections/trust-section' || !sources.has(file)) return;
    seen.add(file);
    for (const path of found(sources.get(file)!, /from '(\.[^']+)\.js'/g))
      visit(posix.join(posix.dirname(file), path));
  };
  const name = tagName!.replace('arqen-trust-', '');
  visit(sources.has(`sections/${name}`) ? `sections/${name}` : `sections/${name}/${name}`);
  return [...seen].map((file) => sources.get(file)!).join('\n');
}

const partsIn = (code: string) => found(code, /\bpart="([\w-]+)"/g);

/** The parts in a section's templates, and in those that it is lent by the class of all sections. */
function partsOf(section: CustomElementDeclaration): string[] {
  const code = codeOf(section);
  const lent = sources
    .get('sections/trust-section')!
    .split(/\n(?= {4}\w+\([^\n]*\{$)/m)
    .flatMap((method) => {
      const [name] = found(method, /^ {4}(\w+)\(/gm);
      return name && new RegExp(`\\.${name}\\(`).test(code) ? partsIn(method) : [];
    });
  return sorted([...partsIn(code), ...lent]);
}
