import {readFile} from 'node:fs/promises';
import type {Connect, Plugin} from 'vite';
import {guardHandlers} from './guards.js';
import {serveHandler} from './serve-handler.js';
import {STATE_HANDLERS} from './state-guards.js';

/** The policy of the foreign portal: as strict as a page can be that still shows a trust center. */
const PORTAL_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "require-trusted-types-for 'script'",
  'trusted-types arqen-trust-center',
].join('; ');

/** What the demo needs besides files: guards that answer, and a page under a policy. */
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
    // Served as it is: what a bundler puts into a page would break the policy that it is to show.
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
