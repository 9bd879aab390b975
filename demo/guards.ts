import {readFileSync} from 'node:fs';
import {createGuardHandler} from '../src/guard/handler.js';
import type {Manifest} from '../src/manifest/schema.js';

const manifest = JSON.parse(
  readFileSync(new URL('./arqen.trust.json', import.meta.url), 'utf8'),
) as Manifest;

/**
 * Handlers for ARQEN's two guard endpoints, by path. The demo server has no production system behind it,
 * and none of the guarded routes, so the gate function reports every gate as unmet.
 */
export const guardHandlers: ReadonlyMap<string, (request: Request) => Promise<Response>> = new Map(
  manifest.guards.map(({id, route, gates}) => [
    `${route}/guard`,
    createGuardHandler({
      id,
      route,
      type: 'https://arqen-ai.com/problems/gated',
      gate: () => ({
        decision: 'blocked',
        unmetGates: gates,
        detail: 'Answered by the demo server of @arqen/trust-center, not by ARQEN.',
      }),
    }),
  ]),
);
