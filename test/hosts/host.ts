/**
 * Builds and serves the applications in this folder, each a minimal one of its kind: copied, installed and
 * built as an embedder would, against the packed package, and served on loopback. For Node.
 */
import {execFile, spawn} from 'node:child_process';
import {once} from 'node:events';
import {readdirSync, readFileSync} from 'node:fs';
import {cp, copyFile, mkdir, mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {dirname, extname, join, relative, sep} from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {guardHandlers} from '../../demo/guards.js';
import {fromHandler, Site, text} from '../fixtures/site.js';
import {silentOrigin} from '../fixtures/verdict-server.js';

/** The content of a host's `host.json`. */
export type HostDescription = {
  /** The path for ARQEN's manifest, relative to the host's folder. */
  readonly manifest: string;
  /** The path of the page that contains the element. */
  readonly page: string;
  /** The path of another page, which a link opens with the host's router. */
  readonly away?: string;
  /** Whether the host has no router, so that this link loads a whole document. */
  readonly awayReloads?: boolean;
  /** Texts that the page shows itself, in response to an event or a property of the element. */
  readonly says?: readonly string[];
  /** Whether its server renders the posture. */
  readonly rendersOnServer?: boolean;
} & (
  | {
      /** The folder of static files that its build creates. The build gets its origin in `ORIGIN`. */
      readonly output: string;
      /** The content security policy of these files. */
      readonly policy: string;
    }
  | {
      /** `npm start` serves it at `HOST` and `PORT` (together `ORIGIN`), with its own guards and policy. */
      readonly start: true;
    }
);

export interface Served {
  readonly origin: string;
  readonly close: () => Promise<void>;
}

export const MANIFEST = fileURLToPath(new URL('../../demo/arqen.trust.json', import.meta.url));

const root = fileURLToPath(new URL('../../', import.meta.url));

const run = promisify(execFile);

/** Returns the environment of a host's tools: not interactive, and without telemetry. */
export function environment(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  // Leaves out the variables that npm and Node set for this package and this test run.
  const own = Object.entries(process.env).filter(
    ([name]) =>
      !/^npm_(?!config_)|^npm_config_local_prefix$/i.test(name) &&
      !/^NODE_(?:ENV|OPTIONS|TEST_CONTEXT|V8_COVERAGE)$|^HOSTS$/.test(name),
  );
  return {
    ...Object.fromEntries(own),
    CI: '1',
    DO_NOT_TRACK: '1',
    ASTRO_TELEMETRY_DISABLED: '1',
    NEXT_TELEMETRY_DISABLED: '1',
    NG_CLI_ANALYTICS: 'false',
    NUXT_TELEMETRY_DISABLED: '1',
    NO_UPDATE_NOTIFIER: '1',
    NO_COLOR: '1',
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    npm_config_include: 'dev',
    npm_config_update_notifier: 'false',
    ...more,
  };
}

/**
 * Runs npm and resolves to its output.
 *
 * @throws with npm's output if npm fails
 */
export async function npm(
  cwd: string,
  args: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Promise<string> {
  const options = {cwd, env: environment(more), shell: process.platform === 'win32'};
  try {
    return (await run('npm', args, {...options, maxBuffer: 2 ** 26})).stdout;
  } catch (error) {
    const {stdout, stderr} = error as {stdout: string; stderr: string};
    const cause = {cause: error};
    throw new Error(`"npm ${args.join(' ')}" failed in ${cwd}:\n${stdout}\n${stderr}`, cause);
  }
}

/** Packs the built package as npm would publish it, into a temporary folder. Resolves to the file's path. */
export async function packPackage(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'trust-center-packed-'));
  const output = await npm(root, ['pack', '--json', '--pack-destination', folder]);
  const [{filename}] = JSON.parse(output) as [{filename: string}];
  return join(folder, filename);
}

const folderOf = (name: string) => fileURLToPath(new URL(`${name}/`, import.meta.url));

export const describeHost = (name: string): HostDescription =>
  JSON.parse(readFileSync(`${folderOf(name)}host.json`, 'utf8')) as HostDescription;

/** Builds a host in a temporary folder and serves it. */
export async function openHost(name: string, tarball: string): Promise<Served> {
  const source = folderOf(name);
  const description = describeHost(name);
  const folder = await mkdtemp(join(tmpdir(), `trust-center-${name}-`));
  const cleanUp = () => rm(folder, {recursive: true, force: true});
  try {
    await cp(source, folder, {recursive: true, filter: (path) => !/[\\/]node_modules$/.test(path)});
    const manifest = join(folder, description.manifest);
    await mkdir(dirname(manifest), {recursive: true});
    await copyFile(MANIFEST, manifest);
    await npm(folder, ['ci', '--ignore-scripts']);
    await npm(folder, ['install', '--ignore-scripts', '--no-save', tarball]);
    const served = await ('start' in description
      ? runServer(folder)
      : serveFiles(folder, description.output, description.policy));
    const close = async () => {
      await served.close();
      await cleanUp();
    };
    return {origin: served.origin, close};
  } catch (error) {
    await cleanUp();
    throw error;
  }
}

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** Builds static files and serves them with a policy, next to the guards of ARQEN's manifest. */
async function serveFiles(folder: string, output: string, policy: string): Promise<Served> {
  const site = await Site.open();
  try {
    // Pages that are rendered during the build need the site's origin.
    await npm(folder, ['run', 'build'], {ORIGIN: site.origin});
  } catch (error) {
    await site.stop();
    throw error;
  }
  // Removes the routes of this tree's scripts: a host serves those of the packed package.
  site.routes.clear();
  for (const [path, handler] of guardHandlers) site.routes.set(path, fromHandler(handler));
  for (const [path, file] of filesIn(join(folder, output))) {
    const type = MEDIA_TYPES[extname(file)] ?? 'application/octet-stream';
    const reply = text(await readFile(file), type, {'Content-Security-Policy': policy});
    for (const name of [path, path.replace(/\/index\.html$/, '/'), path.replace(/\.html$/, '')])
      site.routes.set(name, reply);
  }
  return {origin: site.origin, close: () => site.stop()};
}

/** Lists the files of a folder with their paths on a site. */
const filesIn = (folder: string) =>
  readdirSync(folder, {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => [`/${relative(folder, file).split(sep).join('/')}`, file] as const);

/** How long a server may take to start, in milliseconds. */
const START_TIMEOUT = 60_000;

/** Builds a server, runs it by `npm start`, and waits until it answers. */
async function runServer(folder: string): Promise<Served> {
  await npm(folder, ['run', 'build']);
  const origin = await silentOrigin();
  const {hostname, port} = new URL(origin);
  // A process group of its own, so that npm, its shell and the server end together.
  const server = spawn('npm', ['start'], {
    cwd: folder,
    env: environment({HOST: hostname, PORT: port, ORIGIN: origin}),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [server.stdout, server.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = once(server, 'exit');
  const end = () => process.kill(-server.pid!, 'SIGTERM');
  process.once('exit', end);
  const close = async () => {
    process.off('exit', end);
    if (server.exitCode === null) end();
    await ended;
  };
  const deadline = Date.now() + START_TIMEOUT;
  while (!(await answers(origin))) {
    if (server.exitCode === null && Date.now() < deadline) {
      await pause(50);
      continue;
    }
    await close();
    throw new Error(`"npm start" in ${folder} serves nothing at ${origin}:\n${output}`);
  }
  return {origin, close};
}

const answers = (origin: string): Promise<boolean> =>
  fetch(origin).then(
    () => true,
    () => false,
  );
