/**
 * A loopback server that responds from memory, so that the benchmark measures the browser and not a disk,
 * and counts the bytes it sends. For Node.
 */
import {once} from 'node:events';
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {brotliCompressSync, constants} from 'node:zlib';

/** The response at one path. */
export interface Answer {
  readonly body: string | Uint8Array;
  /** Its media type. */
  readonly type: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Responds to requests itself, as a guard does. */
export type Responder = (request: IncomingMessage, response: ServerResponse) => void;

/** Responses by path without query. Any other path is a 404. */
export type Routes = ReadonlyMap<string, Answer | Responder>;

export interface ServeOptions {
  /** Sends brotli if the browser accepts it. Bodies are compressed once, before the first request. */
  readonly brotli?: boolean;
  /** Headers of every response. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Traffic {
  /** Bytes of all bodies on the wire, compressed if they were sent compressed. */
  readonly bytes: number;
  /** The requested paths with their query, in order. */
  readonly requests: readonly string[];
}

export interface Server {
  readonly origin: string;
  /** Adds responses, such as pages that contain the server's own origin. */
  add(routes: Routes): void;
  /** Returns the traffic since the previous call: call it once before a visit, and once after. */
  takeTraffic(): Traffic;
  close(): Promise<void>;
}

/** Headers with which a page may measure its memory (`measureUserAgentSpecificMemory`). */
export const ISOLATED = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
} as const;

export async function serve(routes: Routes, options: ServeOptions = {}): Promise<Server> {
  const prepared = new Map<string, Responder>();
  const add = (added: Routes) => {
    for (const [path, route] of added)
      prepared.set(path, typeof route === 'function' ? route : responderOf(route, options));
  };
  add(routes);
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
    add,
    takeTraffic() {
      const traffic = {bytes, requests};
      bytes = 0;
      requests = [];
      return traffic;
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** The body's length from its header; without one, everything the responder wrote. */
const bodyBytes = (response: ServerResponse, written: number) =>
  Number(response.getHeader('Content-Length') ?? written);

function responderOf({body, type, headers}: Answer, options: ServeOptions): Responder {
  const plain = Buffer.from(body);
  const compressed = options.brotli ? compress(plain) : undefined;
  return (request, response) => {
    const accepted = request.headers['accept-encoding'] ?? '';
    const sent = compressed && /\bbr\b/.test(accepted) ? compressed : plain;
    // Set one by one, because `getHeader` does not return headers passed to `writeHead`.
    const all = {
      'Content-Type': type,
      'Content-Length': String(sent.byteLength),
      'Cache-Control': 'no-store',
      ...(sent === compressed && {'Content-Encoding': 'br'}),
      ...options.headers,
      ...headers,
    };
    for (const [name, value] of Object.entries(all)) response.setHeader(name, value);
    response.end(sent);
  };
}

/** Compresses as a CDN does: at the highest quality, or a lower one for large bodies, to save time. */
const compress = (body: Buffer) =>
  brotliCompressSync(body, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: body.byteLength > 4_000_000 ? 9 : 11,
      [constants.BROTLI_PARAM_SIZE_HINT]: body.byteLength,
    },
  });
