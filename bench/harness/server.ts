/**
 * A server on loopback that answers from memory, so that what is measured is the browser and not a disk,
 * and counts what it sends. For Node.
 */
import {once} from 'node:events';
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {brotliCompressSync, constants} from 'node:zlib';

/** What is answered at one path. */
export interface Answer {
  readonly body: string | Uint8Array;
  /** Its media type. */
  readonly type: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers by itself, as a guard does. */
export type Responder = (request: IncomingMessage, response: ServerResponse) => void;

/** Who answers, by path without query. Anything else is 404. */
export type Routes = ReadonlyMap<string, Answer | Responder>;

export interface ServeOptions {
  /** Sends brotli where the browser takes it: compressed once, before the first request. */
  readonly brotli?: boolean;
  /** Headers of every answer. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Sent {
  /** Bodies as they went over the wire: compressed, where they were. */
  readonly bytes: number;
  /** The paths asked for, in their order, with their query. */
  readonly requests: readonly string[];
}

export interface Server {
  readonly origin: string;
  /** What has been sent since the last time this was asked: ask once before a visit, and once after. */
  takeSent(): Sent;
  close(): Promise<void>;
}

/** A page with these may ask how much memory it takes (`measureUserAgentSpecificMemory`). */
export const ISOLATED = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
} as const;

export async function serve(routes: Routes, options: ServeOptions = {}): Promise<Server> {
  const prepared = new Map(
    [...routes].map(([path, route]) => [
      path,
      typeof route === 'function' ? route : replying(route, options),
    ]),
  );
  let bytes = 0;
  let requests: string[] = [];
  const server = createServer((request, response) => {
    const {pathname, search} = new URL(request.url!, 'http://loopback.invalid');
    requests.push(pathname + search);
    const respond = prepared.get(pathname);
    if (!respond) {
      response.writeHead(404, options.headers).end();
      return;
    }
    const before = request.socket.bytesWritten;
    respond(request, response);
    response.once('finish', () => {
      bytes += bodyBytes(response, request.socket.bytesWritten - before);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    takeSent() {
      const sent = {bytes, requests};
      bytes = 0;
      requests = [];
      return sent;
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** An answer's length is in its header; of what a responder writes by itself the whole is counted. */
const bodyBytes = (response: ServerResponse, written: number) =>
  Number(response.getHeader('Content-Length') ?? written);

function replying({body, type, headers}: Answer, options: ServeOptions): Responder {
  const plain = Buffer.from(body);
  const packed = options.brotli ? compress(plain) : undefined;
  return (request, response) => {
    const asked = request.headers['accept-encoding'] ?? '';
    const sent = packed && /\bbr\b/.test(asked) ? packed : plain;
    // Set one by one: what `writeHead` is given `getHeader` does not know.
    const all = {
      'Content-Type': type,
      'Content-Length': String(sent.byteLength),
      'Cache-Control': 'no-store',
      ...(sent === packed && {'Content-Encoding': 'br'}),
      ...options.headers,
      ...headers,
    };
    for (const [name, value] of Object.entries(all)) response.setHeader(name, value);
    response.end(sent);
  };
}

/** As a content network does it: as small as can be, and what is large in a bearable time. */
const compress = (body: Buffer) =>
  brotliCompressSync(body, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: body.byteLength > 4_000_000 ? 9 : 11,
      [constants.BROTLI_PARAM_SIZE_HINT]: body.byteLength,
    },
  });
