import type {IncomingMessage, ServerResponse} from 'node:http';

/** Lets a Web-standard handler answer a request of Node's own server. Bodies are not passed on. */
export async function serveHandler(
  handler: (request: Request) => Promise<Response>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', `http://${request.headers.host ?? '127.0.0.1'}`);
  const answer = await handler(new Request(url, {method: request.method ?? 'GET'}));
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  response.end(Buffer.from(await answer.arrayBuffer()));
}
