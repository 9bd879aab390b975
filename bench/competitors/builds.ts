/** The competitors' browser builds, as their packages ship them. For Node. */
import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {build, type Rolldown} from 'vite';
import type {Answer} from '../harness/server.js';
import {COMPETITORS} from './pages.js';

const packages = new URL('../node_modules/', import.meta.url);

const BUILDS: Readonly<Record<string, string>> = {
  'scalar.js': '@scalar/api-reference/dist/browser/standalone.js',
  'redoc.js': 'redoc/bundles/redoc.standalone.js',
  'swagger-ui.js': 'swagger-ui-dist/swagger-ui-bundle.js',
  'swagger-ui.css': 'swagger-ui-dist/swagger-ui.css',
  'rapidoc.js': 'rapidoc/dist/rapidoc-min.js',
  'stoplight.js': '@stoplight/elements/web-components.min.js',
  'stoplight.css': '@stoplight/elements/styles.min.css',
};

/** Returns every build, by the path the pages load it from. */
export async function competitorBuilds(): Promise<Map<string, Answer>> {
  const viewer = {body: await apiViewer(), type: 'text/javascript'};
  return new Map([
    ...Object.entries(BUILDS).map(([name, path]): [string, Answer] => [
      `${COMPETITORS}/${name}`,
      {body: read(path), type: name.endsWith('.css') ? 'text/css' : 'text/javascript'},
    ]),
    [`${COMPETITORS}/api-viewer.js`, viewer],
  ]);
}

function read(path: string): Buffer {
  try {
    return readFileSync(new URL(path, packages));
  } catch (error) {
    throw new Error(`${path} is missing: run "npm ci" in bench/.`, {cause: error});
  }
}

/** Bundles and minifies `api-viewer-element`, as an embedder would: it ships only modules. */
async function apiViewer(): Promise<string> {
  const output = (await build({
    configFile: false,
    root: fileURLToPath(new URL('..', import.meta.url)),
    logLevel: 'warn',
    publicDir: false,
    define: {'process.env.NODE_ENV': '"production"'},
    build: {
      write: false,
      target: 'es2022',
      minify: true,
      modulePreload: false,
      rolldownOptions: {
        input: fileURLToPath(new URL('api-viewer-element/lib/api-viewer.js', packages)),
        output: {format: 'es'},
      },
    },
  })) as Rolldown.RolldownOutput;
  const [chunk, ...rest] = output.output;
  if (rest.length) throw new Error(`api-viewer-element was split into ${rest.length + 1} files`);
  return chunk.code;
}
