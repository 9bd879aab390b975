import type {IncomingMessage, ServerResponse} from 'node:http';

/** Adapts a Web-standard handler to Node's HTTP server. Request bodies are not passed on. */
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
