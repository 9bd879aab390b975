/**
 * Checks `custom-elements.json` against the sources: everything public is listed, everything listed exists,
 * and our own pages use nothing that is not listed.
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
const matchesOf = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map(([, name]) => name!);

describe('custom-elements.json', () => {
  it('matches the sources', () => {
    assert.deepEqual(manifest, JSON.parse(JSON.stringify(elementsManifest())));
  });

  it('lists every class that the package exports, and the tag of each element', () => {
    const listed = manifest.modules.flatMap(({declarations}) => declarations ?? []);
    assert.deepEqual(sorted(listed.map(({name}) => name)), Object.keys(classes).sort());
    const tags = manifest.modules.flatMap((module) => module.exports ?? []);
    assert.deepEqual(
      sorted(tags.filter(({kind}) => kind !== 'js').map(({name}) => name)),
      sorted(elements.map(({tagName}) => tagName!)),
    );
    assert.equal(elements.length, 12);
  });

  it('describes everything that it lists', () => {
    const undescribed: string[] = [];
    const visit = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || node === null) return;
      if ('description' in node && !String(node.description).trim()) undescribed.push(path);
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
    assert.deepEqual([...undescribed, ...lists], []);
  });

  for (const element of elements) {
    const {tagName, name} = element;
    it(`lists the attributes that <${tagName}> observes, each with its property`, () => {
      assert.deepEqual(namesOf(element.attributes), sorted(classOf(element).observedAttributes));
      for (const {name, fieldName, type} of element.attributes ?? []) {
        const field = element.members?.find((member) => member.name === fieldName);
        assert.ok(field && type?.text, name);
      }
    });

    it(`lists only public members of ${name}`, () => {
      for (const {name} of element.members ?? [])
        assert.ok(name in classOf(element).prototype && !name.startsWith('#'), name);
      assert.doesNotMatch(JSON.stringify(element), /"(private|protected)"|updateComplete/);
    });
  }

  it('lists the methods and options of the center, and no members of Lit', () => {
    const fields = center.members!.filter(({kind}) => kind === 'field').map(({name}) => name);
    const options = center.attributes!.map(({fieldName}) => fieldName!);
    assert.deepEqual(sorted(fields), sorted([...options, 'manifest', 'loadState']));
    assert.deepEqual(namesOf(center.members!.filter(({kind}) => kind === 'method')), [
      'checkGuards',
      'reload',
      'snapshot',
    ]);
  });
});

describe('the CSS parts', () => {
  for (const section of sections)
    it(`declared by <${section.tagName}> match its templates`, () =>
      assert.deepEqual(namesOf(section.cssParts), partsOf(section)));

  it('of every section are exported by the center, which declares them together with its own', () => {
    const [list] = [...sources.values()].flatMap((code) =>
      matchesOf(code, /const PARTS = '([^']*)'/g),
    );
    const exported = sorted(list!.split(', '));
    assert.deepEqual(exported, sorted(sections.flatMap((section) => namesOf(section.cssParts))));
    const own = ['center/template', 'center/banners'].flatMap((file) =>
      partsIn(sources.get(file)!),
    );
    assert.deepEqual(namesOf(center.cssParts), sorted([...exported, ...own]));
  });
});

it('the slots match the center’s template', () => {
  const slots = [...sources.values()].flatMap((code) => [...code.matchAll(/<slot\b([^>]*)>/g)]);
  const named = slots.map(([, attributes]) => /\bname="(\w+)"/.exec(attributes!)?.[1] ?? '');
  assert.deepEqual(namesOf(center.slots), sorted(named));
});

it('the custom properties are those that the style sheets set and use', () => {
  const css = filesIn('src')
    .filter((file) => /^(styles|elements)\b.*\.ts$/.test(file))
    .map((file) => withoutComments(read(`src/${file}`)))
    .join('\n');
  assert.deepEqual(namesOf(center.cssProperties), sorted(matchesOf(css, /(--trust-[\w-]+):/g)));
  assert.deepEqual(
    namesOf(center.cssProperties),
    sorted(matchesOf(css, /var\((--trust-[\w-]+)\)/g)),
  );
});

describe('the events', () => {
  /** Event names by class. */
  const eventNames = new Map(
    [...sources.get('events')!.matchAll(/class (\w+) extends Event.*?super\('([\w-]+)'/gs)].map(
      ([, name, type]) => [name!, type!] as const,
    ),
  );

  it('of the center are those that the elements dispatch and the package exports, each with its class', () => {
    const dispatched = [...sources.values()].flatMap((code) =>
      matchesOf(code, /dispatchEvent\(\s*new (\w+)/g),
    );
    const exported = dispatched.filter((name) => name in classes);
    assert.deepEqual(
      Object.fromEntries(center.events!.map(({name, type}) => [type.text, name])),
      Object.fromEntries(sorted(exported).map((name) => [name, eventNames.get(name)])),
    );
  });

  for (const section of sections)
    it(`of <${section.tagName}> are those that its templates dispatch`, () => {
      const dispatched = matchesOf(codeOf(section), /dispatchEvent\(\s*new (\w+)/g);
      const exported = dispatched.filter((name) => name in classes);
      assert.deepEqual(
        namesOf(section.events),
        sorted(exported.map((name) => eventNames.get(name)!)),
      );
    });
});

describe('our own pages', () => {
  const pages = ['README.md', ...['docs', 'demo', 'examples'].flatMap(pagesIn)];

  for (const page of pages)
    it(`use no part, property or tag that is not listed: ${page}`, () => {
      const text = read(page);
      const parts = matchesOf(text, /::part\(([\w\s-]+)\)/g).flatMap((names) =>
        names.trim().split(/\s+/),
      );
      const used = {
        parts: parts.filter((name) => !namesOf(center.cssParts).includes(name)),
        properties: matchesOf(text, /(--trust-[a-z-]*[a-z])/g).filter(
          (name) => !namesOf(center.cssProperties).includes(name),
        ),
        tags: matchesOf(text, /<(arqen-trust-\w+)/g).filter(
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
    // A missing folder has no pages.
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

/** The declarations of the module that all sections take template fragments from, by name. */
const FRAGMENTS = 'ui/fragments';
const fragments = new Map(
  sources
    .get(FRAGMENTS)!
    .split(/^(?=(?:export )?(?:function|const|let|class) )/m)
    .flatMap((code) =>
      matchesOf(code, /^(?:export )?(?:function|const|let|class) (\w+)/g).map(
        (name) => [name, code] as const,
      ),
    ),
);

/** Returns the names that the code calls as functions. */
const callsIn = (code: string, names: readonly string[]) =>
  names.filter((name) => new RegExp(`(?<![.\\w])${name}\\(`).test(code));

/**
 * Returns the code behind a section's templates: its own module, the modules it imports, and
 * the fragments that this code calls, directly or through another fragment.
 */
function codeOf({tagName}: CustomElementDeclaration): string {
  const seen = new Set<string>();
  const used = new Set<string>();
  const use = (name: string): void => {
    if (used.has(name)) return;
    used.add(name);
    callsIn(fragments.get(name)!, [...fragments.keys()]).forEach(use);
  };
  const visit = (file: string): void => {
    if (seen.has(file) || !sources.has(file)) return;
    seen.add(file);
    const code = sources.get(file)!;
    for (const path of matchesOf(code, /from '(\.[^']+)\.js'/g))
      visit(posix.join(posix.dirname(file), path));
    for (const imported of matchesOf(code, /import \{([^}]*)\} from '[^']*\/fragments\.js'/g))
      callsIn(code, imported.trim().split(/\s*,\s*/)).forEach(use);
  };
  const name = tagName!.replace('arqen-trust-', '');
  visit(sources.has(`sections/${name}`) ? `sections/${name}` : `sections/${name}/${name}`);
  seen.delete(FRAGMENTS);
  return [
    ...[...seen].map((file) => sources.get(file)!),
    ...[...used].map((name) => fragments.get(name)!),
  ].join('\n');
}

const partsIn = (code: string) => matchesOf(code, /\bpart="([\w-]+)"/g);

/** Returns the parts in a section's templates. */
const partsOf = (section: CustomElementDeclaration) => sorted(partsIn(codeOf(section)));
