/** Installs, starts and asks the guard servers in `guards/`, as a vendor and a page do. Runs in Node. */
import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {readFileSync} from 'node:fs';
import {cp, mkdtemp, rm} from 'node:fs/promises';
import {request} from 'node:http';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import {fileURLToPath} from 'node:url';
import {platform} from '../src/guard/environment.js';
import {probe} from '../src/guard/probe.js';
import {judge} from '../src/guard/verdict.js';
import {CHALLENGE_SENT, GUARD} from '../test/fixtures/guard-answers.js';
import {environment, npm, packPackage} from '../test/hosts/host.js';

const source = fileURLToPath(new URL('guards/', import.meta.url));
const {scripts} = JSON.parse(readFileSync(`${source}package.json`, 'utf8')) as {
  scripts: Record<string, string>;
};

const ENDPOINT = '/api/production-write/guard';
const REQUEST_PATH = `${ENDPOINT}?challenge=${CHALLENGE_SENT}`;

/** An environment in which no gate is met. */
const BLOCKED = {MET_GATES: '', RELEASE: 'a1b2c3'};

interface Answer {
  readonly status: number;
  readonly guard: Record<string, unknown>;
}

let tarball: string;
let folder: string;
/** The running servers, keyed by their variables as JSON: tests reuse them, and `after` closes them. */
const running = new Map<string, Running>();

before(async () => {
  [tarball, folder] = await Promise.all([
    packPackage(),
    mkdtemp(join(tmpdir(), 'trust-center-examples-')),
  ]);
  await cp(source, folder, {recursive: true, filter: (path) => !path.includes('node_modules')});
  await npm(folder, ['ci']);
  await npm(folder, ['install', '--no-save', tarball]);
});
after(async () => {
  for (const each of [folder, dirname(tarball)]) await rm(each, {recursive: true, force: true});
});

interface Running {
  readonly origin: string;
  readonly close: () => Promise<void>;
}

/** Returns the origin of an example that runs with these variables; starts it if needed. */
async function serve(name: string, variables: Readonly<Record<string, string>>): Promise<string> {
  const key = JSON.stringify(variables);
  const started = running.get(key) ?? (await start(name, variables));
  running.set(key, started);
  return started.origin;
}

/** Runs an example with its own npm script, and resolves once it prints its port. */
async function start(name: string, variables: Readonly<Record<string, string>>): Promise<Running> {
  // A process group of its own, so that npm, its shell and the server end together.
  const server = spawn('npm', ['run', '--silent', name], {
    cwd: folder,
    env: environment({PORT: '0', ...variables}),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(server, 'exit');
  const end = () => process.kill(-server.pid!, 'SIGTERM');
  process.once('exit', end);
  let output = '';
  const port = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const found = /^Port (\d+)$/m.exec(output)?.[1];
      if (found) resolve(found);
    };
    server.stdout.on('data', read);
    server.stderr.on('data', read);
    void ended.then(() => reject(new Error(`"npm run ${name}" ended:\n${output}`)));
  });
  return {
    origin: `http://127.0.0.1:${port}`,
    close: async () => {
      process.off('exit', end);
      if (server.exitCode === null) end();
      await ended;
    },
  };
}

async function ask(address: string, method = 'GET'): Promise<Response> {
  return fetch(address, {method, headers: {Origin: 'https://portal.example'}});
}

/** Asserts the headers that let any page read an answer. */
function assertReadable({headers}: Response): void {
  assert.equal(headers.get('Access-Control-Allow-Origin'), '*');
  assert.equal(headers.get('Cache-Control'), 'no-store');
  assert.equal(headers.get('X-Content-Type-Options'), 'nosniff');
}

/** Returns the status of the answer to a request that `fetch` would not send. */
async function statusOf(
  origin: string,
  method: string,
  path: string,
  host: string,
): Promise<number> {
  const sent = request(origin, {method, path, headers: {Host: host}}).end();
  const [response] = (await once(sent, 'response')) as [{statusCode: number; resume(): void}];
  response.resume();
  return response.statusCode;
}

/** Returns the verdict of a center's own check. */
async function verdictAt(endpoint: string) {
  const {outcome, challenge, checkedAt} = await probe(
    endpoint,
    {...platform, refusedByPolicy: async () => false},
    new AbortController().signal,
  );
  return judge({guard: GUARD, endpoint, challenge, outcome, checkedAt});
}

for (const name of Object.keys(scripts)) {
  describe(`npm run ${name}`, () => {
    after(async () => {
      for (const {close} of running.values()) await close();
      running.clear();
    });

    it('answers live that the route is blocked, and by which gates', async () => {
      const origin = await serve(name, BLOCKED);
      const response = await ask(origin + REQUEST_PATH);
      assertReadable(response);
      assert.equal(response.headers.get('Content-Type'), 'application/problem+json');
      const {status, guard} = (await response.json()) as Answer;
      assert.deepEqual([response.status, status], [403, 403]);
      assert.equal(guard['decision'], 'blocked');
      assert.deepEqual(guard['unmetGates'], GUARD.gates);
      assert.equal(guard['challenge'], CHALLENGE_SENT);
      assert.equal(guard['release'], 'a1b2c3');

      const {verdict, reason} = await verdictAt(origin + ENDPOINT);
      assert.equal(verdict, 'blocked', reason);

      assert.equal((await ask(`${origin}/`)).status, 404);
    });

    it('refuses other methods, and answers a preflight', async () => {
      const origin = await serve(name, BLOCKED);
      for (const method of ['POST', 'PUT', 'DELETE', 'HEAD']) {
        const response = await ask(origin + REQUEST_PATH, method);
        assert.equal(response.status, 405, method);
        assert.equal(response.headers.get('Allow'), 'GET, OPTIONS');
        assertReadable(response);
      }
      const preflight = await ask(origin + REQUEST_PATH, 'OPTIONS');
      assert.equal(preflight.status, 204);
      assert.equal(preflight.headers.get('Access-Control-Allow-Methods'), 'GET');
      assertReadable(preflight);
    });

    it('names the unmet gates, and answers open when all are met', async () => {
      const [met, unmet] = GUARD.gates;
      let origin = await serve(name, {MET_GATES: met!});
      let answer = (await (await ask(origin + REQUEST_PATH)).json()) as Answer;
      assert.deepEqual(answer.guard['unmetGates'], [unmet]);

      origin = await serve(name, {MET_GATES: GUARD.gates.join(' ')});
      const response = await ask(origin + REQUEST_PATH);
      assert.equal(response.status, 200);
      assertReadable(response);
      answer = (await response.json()) as Answer;
      assert.equal(answer.guard['decision'], 'open');
      assert.equal((await verdictAt(origin + ENDPOINT)).verdict, 'open');
    });

    it('answers undetermined, never blocked, when it does not know', async () => {
      const origin = await serve(name, {});
      const response = await ask(origin + REQUEST_PATH);
      assert.equal(response.status, 503);
      assertReadable(response);
      const {guard} = (await response.json()) as Answer;
      assert.equal(guard['decision'], 'undetermined');
      const {verdict, reason} = await verdictAt(origin + ENDPOINT);
      assert.deepEqual([verdict, reason], ['unknown', 'guard-undetermined']);
    });

    // An edge platform parses requests before they reach the worker.
    if (name === 'edge') return;
    it('keeps answering after malformed requests', async () => {
      const origin = await serve(name, BLOCKED);
      for (const [method, path, host] of [
        ['GET', REQUEST_PATH, 'no host'],
        ['GET', '//', 'vendor.example'],
        ['TRACE', REQUEST_PATH, 'vendor.example'],
      ] as const)
        assert.notEqual(await statusOf(origin, method, path, host), 200, `${method} ${path}`);
      assert.equal((await ask(origin + REQUEST_PATH)).status, 403);
    });
  });
}
