/**
 * The applications in this folder, each the smallest real one of its kind: copied, installed and built
 * as an embedder would, against the packed package, and served on loopback. For Node.
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
import {handled, Site, text} from '../fixtures/site.js';
import {silentOrigin} from '../fixtures/verdict-server.js';

/** A host's `host.json`. */
export type HostDescription = {
  /** Where it wants ARQEN's manifest, in its folder. */
  readonly manifest: string;
  /** The path of the page that holds the element. */
  readonly page: string;
  /** The path of another page, to which its router leads by a link. */
  readonly away?: string;
  /** What the page says of its own once the element has told it something by an event or a property. */
  readonly says?: readonly string[];
  /** Whether its pages come with the posture in them. */
  readonly rendersOnServer?: boolean;
} & (
  | {
      /** The folder that its build makes, to be served as files; `ORIGIN` tells that build where. */
      readonly output: string;
      /** The content security policy that they are served under. */
      readonly policy: string;
    }
  | {
      /** `npm start` serves it at `HOST` and `PORT`, which is `ORIGIN`, with guards and a policy of its own. */
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

/** What the tools of a host are told: nobody is there to answer, and nothing is to be sent home. */
export function environment(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  // What npm tells its scripts is of this package, and what Node is told of this run.
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
    NO_UPDATE_NOTIFIER: '1',
    NO_COLOR: '1',
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    npm_config_include: 'dev',
    npm_config_update_notifier: 'false',
    ...more,
  };
}

/** Runs npm to its end. Throws what it said if it fails. */
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

/** A temporary folder with the built package as npm would publish it; the path of that file. */
export async function packPackage(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'trust-center-packed-'));
  const said = await npm(root, ['pack', '--json', '--pack-destination', folder]);
  const [{filename}] = JSON.parse(said) as [{filename: string}];
  return join(folder, filename);
}

const folderOf = (name: string) => fileURLToPath(new URL(`${name}/`, import.meta.url));

export const describeHost = (name: string): HostDescription =>
  JSON.parse(readFileSync(`${folderOf(name)}host.json`, 'utf8')) as HostDescription;

/** Builds a host in a folder of its own and serves it. */
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

/** Builds files and serves them as any file server does, under a policy; and the guards of ARQEN's manifest. */
async function serveFiles(folder: string, output: string, policy: string): Promise<Served> {
  const site = await Site.open();
  try {
    // What is drawn while it is built must know where it will be seen.
    await npm(folder, ['run', 'build'], {ORIGIN: site.origin});
  } catch (error) {
    await site.stop();
    throw error;
  }
  // The scripts of this tree: a host brings those of the packed package.
  site.routes.clear();
  for (const [path, handler] of guardHandlers) site.routes.set(path, handled(handler));
  for (const [path, file] of filesIn(join(folder, output))) {
    const type = MEDIA_TYPES[extname(file)] ?? 'application/octet-stream';
    const reply = text(await readFile(file), type, {'Content-Security-Policy': policy});
    for (const name of [path, path.replace(/\/index\.html$/, '/'), path.replace(/\.html$/, '')])
      site.routes.set(name, reply);
  }
  return {origin: site.origin, close: () => site.stop()};
}

/** The files of a folder, by their paths in a site. */
const filesIn = (folder: string) =>
  readdirSync(folder, {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => [`/${relative(folder, file).split(sep).join('/')}`, file] as const);

/** How long a server may take until it answers, in milliseconds. */
const PATIENCE = 60_000;

/** Builds a server, runs it by `npm start`, and waits until it answers. */
async function runServer(folder: string): Promise<Served> {
  await npm(folder, ['run', 'build']);
  const origin = await silentOrigin();
  const {hostname, port} = new URL(origin);
  // A group of its own: npm, its shell and the server end together.
  const server = spawn('npm', ['start'], {
    cwd: folder,
    env: environment({HOST: hostname, PORT: port, ORIGIN: origin}),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [server.stdout, server.stderr])
    stream.on('data', (piece: Buffer) => (said += piece.toString()));
  const ended = once(server, 'exit');
  const end = () => process.kill(-server.pid!, 'SIGTERM');
  process.once('exit', end);
  const close = async () => {
    process.off('exit', end);
    if (server.exitCode === null) end();
    await ended;
  };
  const patience = Date.now() + PATIENCE;
  while (!(await answers(origin))) {
    if (server.exitCode === null && Date.now() < patience) {
      await pause(50);
      continue;
    }
    await close();
    throw new Error(`"npm start" in ${folder} serves nothing at ${origin}:\n${said}`);
  }
  return {origin, close};
}

const answers = (origin: string): Promise<boolean> =>
  fetch(origin).then(
    () => true,
    () => false,
  );
