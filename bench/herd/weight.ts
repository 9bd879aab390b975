/** The size of one check of a guard: the request of a browser, and the answer of the real handler. */
import {createGuardHandler} from '../../src/guard/handler.js';

/** What Chrome sends besides the headers that the element sets, as HTTP/1.1. */
const REQUEST_HEADERS = {
  Host: 'trust.vendor.example',
  Connection: 'keep-alive',
  'sec-ch-ua-platform': '"Windows"',
  'User-Agent':
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  Accept: 'application/problem+json, application/json',
  'sec-ch-ua': '"Chromium";v="140", "Not=A?Brand";v="24", "Google Chrome";v="140"',
  'sec-ch-ua-mobile': '?0',
  Origin: 'https://portal.example',
  'Sec-Fetch-Site': 'cross-site',
  'Sec-Fetch-Mode': 'cors',
  'Sec-Fetch-Dest': 'empty',
  'Accept-Encoding': 'gzip, deflate, br, zstd',
  'Accept-Language': 'en-US,en;q=0.9',
  'Cache-Control': 'no-cache',
  Pragma: 'no-cache',
};

/** What servers add to the handler's own headers. */
const ANSWER_HEADERS = {
  Date: 'Mon, 23 Nov 2026 12:00:00 GMT',
  Connection: 'keep-alive',
  'Keep-Alive': 'timeout=5',
};

const PATH = '/api/production-write/guard';

/** Returns the bytes of one request and its answer, without TLS, and without compression. */
export async function bytesOfCheck(): Promise<number> {
  const target = `${PATH}?challenge=${'A'.repeat(22)}`;
  const handler = createGuardHandler({
    id: 'production-write',
    route: '/api/production-write',
    type: 'https://vendor.example/problems/gated',
    release: 'a1b2c3d',
    gate: () => ({
      decision: 'blocked',
      unmetGates: ['authentication', 'tenant-isolation'],
      detail: 'Two gates are not met.',
    }),
  });
  const answer = await handler(new Request(`https://${REQUEST_HEADERS.Host}${target}`));
  const body = await answer.text();
  const headers = {...Object.fromEntries(answer.headers), ...ANSWER_HEADERS};
  const length = {'Content-Length': String(body.length)};
  return (
    sizeOf(`GET ${target} HTTP/1.1`, REQUEST_HEADERS) +
    sizeOf('HTTP/1.1 403 Forbidden', {...headers, ...length}) +
    new TextEncoder().encode(body).length
  );
}

const sizeOf = (line: string, headers: Readonly<Record<string, string>>): number =>
  [line, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), '', ''].join(
    '\r\n',
  ).length;
