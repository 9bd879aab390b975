/** The published element types: correct uses compile, and the compiler reports every wrong one. */
import assert from 'node:assert/strict';
import {before, describe, it} from 'node:test';
import {fileURLToPath} from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Virtual files in this folder. Exactly the lines marked `// wrong` must have an error. */
const USES = {
  'page.ts': `
import {addLocale, TrustCenter, type Snapshot} from '@arqen/trust-center';
import {words} from '@arqen/trust-center/locales/de';
import type {TrustCenter as Built} from '@arqen/trust-center/cdn/trust-center.js';
addLocale('de-CH', words);
addLocale('de-CH', {}); // wrong
const center = document.querySelector('arqen-trust-center')!;
const built: Built = center;
center.addEventListener('trust-load', (event) => event.manifest.organization.name.trim());
center.addEventListener('trust-error', (event) => event.error.problems.length);
center.addEventListener('trust-request', (event) => event.item.access === 'nda');
center.addEventListener('trust-load', (event) => event.item); // wrong
center.guardInterval = 10;
center.guards = 'on'; // wrong
center.loadState = 'ready'; // wrong
const state: 'idle' | 'loading' | 'ready' | 'kept' | 'failed' = center.loadState;
const record: Promise<Snapshot> = center.snapshot();
document.createElement('arqen-trust-gates') satisfies HTMLElement;
document.createElement('arqen-trust-gates').src; // wrong
customElements.define('acme-trust', class extends TrustCenter {});
`,
  'react.tsx': `
import '@arqen/trust-center/jsx';
import {useRef} from 'react';
import type {TrustCenter} from '@arqen/trust-center';
export function Page({off, manifest}: {off: boolean; manifest: object}) {
  const center = useRef<TrustCenter>(null);
  return (
    <arqen-trust-center
      ref={center} key="trust" className="wide" id="trust" suppressHydrationWarning
      src="/trust.json" manifest={manifest} theme="dark" locale="de" guard-interval={30} max-age="60"
      guards={off ? 'off' : undefined} deep-links={off} sections="guards controls"
      ontrust-load={(event) => event.manifest.id.trim()}
      ontrust-request={({item}) => item.access === 'nda'}
      onClick={() => void center.current?.checkGuards()}
    >
      <p slot="fallback">Write to us.</p>
      <arqen-trust-documents ontrust-request={(event) => event.preventDefault()} />
    </arqen-trust-center>
  );
}
export const wrong = [
  <arqen-trust-center theme="blue" />, // wrong
  <arqen-trust-center guards="on" />, // wrong
  <arqen-trust-center guard-interval="soon" />, // wrong
  <arqen-trust-center src={1} />, // wrong
  <arqen-trust-center source="/trust.json" />, // wrong
  <arqen-trust-center ontrust-load={(event) => event.item} />, // wrong
  <arqen-trust-gates src="/trust.json" />, // wrong
  <arqen-trust-centre />, // wrong
];
`,
  'vue.ts': `
import '@arqen/trust-center/vue';
import type {TrustLoadEvent} from '@arqen/trust-center';
import type {GlobalComponents} from 'vue';
type Center = InstanceType<GlobalComponents['arqen-trust-center']>;
export const right: Center['$props'][] = [
  {src: '/trust.json', class: 'wide', id: 'trust', key: 1, manifest: {}},
  {theme: 'dark', guardInterval: 30, maxAge: '60', guards: 'off', deepLinks: true, headingLevel: '3'},
];
export const wrong: Center['$props'][] = [
  {theme: 'blue'}, // wrong
  {guardInterval: 'soon'}, // wrong
  {deepLinks: false}, // wrong
  {source: '/trust.json'}, // wrong
];
declare const center: Center;
declare const loaded: TrustLoadEvent;
center.$emit('trust-load', loaded);
center.$emit('trust-error', loaded); // wrong
center.$emit('trust-lode', loaded); // wrong
center.checkGuards() satisfies Promise<void>;
`,
  'svelte.ts': `
import '@arqen/trust-center/svelte';
import type {SvelteHTMLElements} from 'svelte/elements';
type Center = SvelteHTMLElements['arqen-trust-center'];
export const right: Center[] = [
  {src: '/trust.json', class: 'wide', id: 'trust', manifest: {}, slot: 'main'},
  {theme: 'dark', 'guard-interval': 30, 'max-age': '60', guards: 'off', 'deep-links': true},
  {'ontrust-load': (event) => event.manifest.id.trim()},
];
export const wrong: Center[] = [
  {theme: 'blue'}, // wrong
  {'guard-interval': 'soon'}, // wrong
  {'deep-links': false}, // wrong
  {source: '/trust.json'}, // wrong
  {'ontrust-load': (event) => event.item}, // wrong
];
`,
} as const satisfies Readonly<Record<string, string>>;

const pathOf = (file: string) => `${root}test/build/${file}`;
const DECLARATIONS = ['jsx', 'vue', 'svelte'].map((name) => `${root}dist/types/${name}.d.ts`);

describe('the types of the elements', () => {
  let program: ts.Program;
  before(() => {
    program = programOf(USES);
  });

  for (const [file, source] of Object.entries(USES))
    it(`accept the correct lines of ${file}, and reject those marked as wrong`, () => {
      const wrong = source
        .split('\n')
        .flatMap((line, i) => (line.endsWith('// wrong') ? [i + 1] : []));
      const errors = errorsOf(program, pathOf(file));
      assert.deepEqual(
        [...new Set(errors.map(({line}) => line))],
        wrong,
        JSON.stringify(errors, null, 2),
      );
    });

  for (const file of DECLARATIONS)
    it(`compile without errors: ${file.replace(root, '')}`, () =>
      assert.deepEqual(errorsOf(program, file), []));
});

/** Compiles files with a typical host's settings: strict, for a bundler. */
function programOf(files: Readonly<Record<string, string>>): ts.Program {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    jsx: ts.JsxEmit.ReactJSX,
    types: [],
    strict: true,
    noEmit: true,
  };
  const sources = new Map(Object.entries(files).map(([file, text]) => [pathOf(file), text]));
  const host = ts.createCompilerHost(options);
  const readFile = host.readFile.bind(host);
  const fileExists = host.fileExists.bind(host);
  host.readFile = (path) => sources.get(path) ?? readFile(path);
  host.fileExists = (path) => sources.has(path) || fileExists(path);
  host.getSourceFile = (path, version) => {
    const text = host.readFile(path);
    return text === undefined ? undefined : ts.createSourceFile(path, text, version);
  };
  return ts.createProgram([...sources.keys()], options, host);
}

function errorsOf(program: ts.Program, path: string) {
  const file = program.getSourceFile(path)!;
  return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
    ({start, messageText}) => ({
      line: file.getLineAndCharacterOfPosition(start!).line + 1,
      message: ts.flattenDiagnosticMessageText(messageText, ' '),
    }),
  );
}
