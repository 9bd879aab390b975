import {readFile} from 'node:fs/promises';
import type {Connect, Plugin} from 'vite';
import {guardHandlers} from './guards.js';
import {serveHandler} from './serve-handler.js';
import {STATE_HANDLERS} from './state-guards.js';

/** The portal's policy: the strictest one under which a page can show a trust center. */
const PORTAL_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "require-trusted-types-for 'script'",
  'trusted-types arqen-trust-center',
].join('; ');

/** Serves what static files cannot: live guards, and a page with a content security policy. */
export const demoServer = (): Plugin => ({
  name: 'demo-server',
  configureServer: ({middlewares}) => void middlewares.use(answer),
  configurePreviewServer: ({middlewares}) => void middlewares.use(answer),
});

const answer: Connect.NextHandleFunction = (request, response, next) => {
  const {pathname} = new URL(request.url ?? '/', 'http://127.0.0.1');
  const state = /^\/states\/guard\/([a-z-]+)$/.exec(pathname)?.[1];
  const handler = guardHandlers.get(pathname) ?? (state ? STATE_HANDLERS[state] : undefined);
  if (pathname === '/states/manifest/hanging') return;
  if (handler) {
    serveHandler(handler, request, response).catch(next);
  } else if (pathname === '/portal.html') {
    // Served unchanged: the code that Vite injects would violate the policy.
    readFile(new URL('portal.html', import.meta.url)).then((page) => {
      response.writeHead(200, {
        'Content-Type': 'text/html; charset=utf-8',
        'Content-Security-Policy': PORTAL_POLICY,
      });
      response.end(page);
    }, next);
  } else {
    next();
  }
};
