/** The guard servers in `guards/`, installed, started and asked as a vendor and a page would. For Node. */
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
const ASKED = `${ENDPOINT}?challenge=${CHALLENGE_SENT}`;

/** No gate is met. */
const BLOCKED = {MET_GATES: '', RELEASE: 'a1b2c3'};

interface Answer {
  readonly status: number;
  readonly guard: Record<string, unknown>;
}

let tarball: string;
let folder: string;
/** What has been started, to be asked again or to be ended. */
const running = new Map<string, Running>();

before(async () => {
  [tarball, folder] = await Promise.all([
    packPackage(),
    mkdtemp(join(tmpdir(), 'trust-center-examples-')),
  ]);
  await cp(source, folder, {recursive: true, filter: (path) => !path.includes('node_modules')});
  await npm(folder, 'ci');
  await npm(folder, 'install', '--no-save', tarball);
});
after(async () => {
  for (const each of [folder, dirname(tarball)]) await rm(each, {recursive: true, force: true});
});

interface Running {
  readonly origin: string;
  readonly close: () => Promise<void>;
}

/** Where an example answers that is told these variables. */
async function serve(name: string, variables: Readonly<Record<string, string>>): Promise<string> {
  const key = JSON.stringify(variables);
  const started = running.get(key) ?? (await start(name, variables));
  running.set(key, started);
  return started.origin;
}

/** Runs an example by its own command, and waits until it says at which port it answers. */
async function start(name: string, variables: Readonly<Record<string, string>>): Promise<Running> {
  // A group of its own: npm, its shell and the server end together.
  const server = spawn('npm', ['run', '--silent', name], {
    cwd: folder,
    env: environment({PORT: '0', ...variables}),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(server, 'exit');
  const end = () => process.kill(-server.pid!, 'SIGTERM');
  process.once('exit', end);
  let said = '';
  const port = await new Promise<string>((resolve, reject) => {
    const hear = (piece: Buffer) => {
      said += piece.toString();
      const found = /^Port (\d+)$/m.exec(said)?.[1];
      if (found) resolve(found);
    };
    server.stdout.on('data', hear);
    server.stderr.on('data', hear);
    void ended.then(() => reject(new Error(`"npm run ${name}" ended:\n${said}`)));
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

/** What every answer has that a page may read. */
function assertReadable({headers}: Response): void {
  assert.equal(headers.get('Access-Control-Allow-Origin'), '*');
  assert.equal(headers.get('Cache-Control'), 'no-store');
  assert.equal(headers.get('X-Content-Type-Options'), 'nosniff');
}

/** The status for a request that no `fetch` would send. */
async function oddly(origin: string, method: string, path: string, host: string): Promise<number> {
  const sent = request(origin, {method, path, headers: {Host: host}}).end();
  const [response] = (await once(sent, 'response')) as [{statusCode: number; resume(): void}];
  response.resume();
  return response.statusCode;
}

/** What a center's own check finds. */
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

    it('answers that the route is blocked, by which gates, live', async () => {
      const origin = await serve(name, BLOCKED);
      const response = await ask(origin + ASKED);
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

    it('takes no other method, and answers a preflight', async () => {
      const origin = await serve(name, BLOCKED);
      for (const method of ['POST', 'PUT', 'DELETE', 'HEAD']) {
        const response = await ask(origin + ASKED, method);
        assert.equal(response.status, 405, method);
        assert.equal(response.headers.get('Allow'), 'GET, OPTIONS');
        assertReadable(response);
      }
      const preflight = await ask(origin + ASKED, 'OPTIONS');
      assert.equal(preflight.status, 204);
      assert.equal(preflight.headers.get('Access-Control-Allow-Methods'), 'GET');
      assertReadable(preflight);
    });

    it('names the gates that are left, and says that it is open when none is', async () => {
      const [met, unmet] = GUARD.gates;
      let origin = await serve(name, {MET_GATES: met!});
      let answer = (await (await ask(origin + ASKED)).json()) as Answer;
      assert.deepEqual(answer.guard['unmetGates'], [unmet]);

      origin = await serve(name, {MET_GATES: GUARD.gates.join(' ')});
      const response = await ask(origin + ASKED);
      assert.equal(response.status, 200);
      assertReadable(response);
      answer = (await response.json()) as Answer;
      assert.equal(answer.guard['decision'], 'open');
      assert.equal((await verdictAt(origin + ENDPOINT)).verdict, 'open');
    });

    it('says that it does not know, where it does not, and never that the route is blocked', async () => {
      const origin = await serve(name, {});
      const response = await ask(origin + ASKED);
      assert.equal(response.status, 503);
      assertReadable(response);
      const {guard} = (await response.json()) as Answer;
      assert.equal(guard['decision'], 'undetermined');
      const {verdict, reason} = await verdictAt(origin + ENDPOINT);
      assert.deepEqual([verdict, reason], ['unknown', 'guard-undetermined']);
    });

    // On an edge platform requests are read before they come to anybody's code.
    if (name === 'edge') return;
    it('goes on answering after requests that are none', async () => {
      const origin = await serve(name, BLOCKED);
      for (const [method, path, host] of [
        ['GET', ASKED, 'no host'],
        ['GET', '//', 'vendor.example'],
        ['TRACE', ASKED, 'vendor.example'],
      ] as const)
        assert.notEqual(await oddly(origin, method, path, host), 200, `${method} ${path}`);
      assert.equal((await ask(origin + ASKED)).status, 403);
    });
  });
}
