import {watch} from 'node:fs';
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {basename, dirname, resolve} from 'node:path';
import {indexById} from '../../manifest/index-by-id.js';
import {findProblems} from '../check/find.js';
import {readBytes} from '../files.js';
import {builtFile} from '../site/built-files.js';
import {readSource} from '../source.js';
import {ANSWERS, answerAs, type AnswerName} from './guard-answers.js';
import {DEV_CSS, devPage} from './page.js';

export interface DevServer {
  readonly url: string;
  readonly close: () => void;
}

/** Serves a manifest file on loopback, reloads the pages that show it when it changes, and answers its guards. */
export async function startDevServer(file: string, port: number): Promise<DevServer> {
  const site = new DevSite(file);
  const server = createServer((request, response) => {
    site.answer(request, response).catch((error: unknown) => {
      response.writeHead(500, {'Content-Type': 'text/plain'}).end(String(error));
    });
  });
  await new Promise<void>((listening, fail) => {
    server.once('error', fail).listen(port, '127.0.0.1', listening);
  });
  // Editors replace a file when they save it, so its folder is watched.
  const watcher = watch(dirname(resolve(file)), (_, name) => {
    if (name === null || name === basename(file)) site.reload();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => {
      watcher.close();
      server.close();
      server.closeAllConnections();
    },
  };
}

class DevSite {
  readonly #answers = new Map<string, AnswerName>();
  readonly #listeners = new Set<ServerResponse>();

  constructor(private readonly file: string) {}

  /** Tells every open page to load again. */
  reload(): void {
    for (const listener of this.#listeners) listener.write('data: changed\n\n');
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const send = (type: string, body: string | Uint8Array) =>
      response.writeHead(200, {'Content-Type': type, 'Cache-Control': 'no-store'}).end(body);
    const [, folder, name = ''] = url.pathname.split('/');
    if (folder === '')
      send('text/html; charset=utf-8', devPage(await this.#report(), this.#answers));
    else if (folder === 'trust.json') send('application/json', await readBytes(this.file));
    else if (folder === 'dev.css') send('text/css', DEV_CSS);
    else if (folder === 'trust-center' && /^[\w-]+\.js$/.test(name))
      send('text/javascript', await builtFile(`cdn/${name}`));
    else if (folder === 'changes') this.#listen(response);
    else if (folder === 'guards' && request.method === 'POST')
      await this.#switch(name, request, response);
    else if (folder === 'guards') await this.#answerGuard(name, url, response);
    else response.writeHead(404).end();
  }

  async #report() {
    return findProblems(await readSource(this.file), Date.now());
  }

  #listen(response: ServerResponse): void {
    response.writeHead(200, {'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store'});
    response.write(': listening\n\n');
    this.#listeners.add(response);
    response.on('close', () => this.#listeners.delete(response));
  }

  async #switch(id: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const wanted = new URLSearchParams(body).get('answer');
    const answer = ANSWERS.find((name) => name === wanted);
    if (answer) this.#answers.set(id, answer);
    response.writeHead(303, {Location: '/'}).end();
  }

  async #answerGuard(id: string, url: URL, response: ServerResponse): Promise<void> {
    const {manifest} = await this.#report();
    const guard = manifest?.guards.find((it) => it.id === id);
    if (!guard) {
      response.writeHead(404).end();
      return;
    }
    const unmet = indexById(manifest!).unmet(guard.gates);
    const name = this.#answers.get(id) ?? 'as-declared';
    const answer = await answerAs(name, guard, unmet, new Request(url));
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(await answer.text());
  }
}
