import {readFileSync} from 'node:fs';
import {createGuardHandler} from '../src/guard/handler.js';
import type {Manifest} from '../src/manifest/schema.js';

const manifest = JSON.parse(
  readFileSync(new URL('./arqen.trust.json', import.meta.url), 'utf8'),
) as Manifest;

/**
 * The handlers of ARQEN's two guard endpoints, by their path. This server stands for no production
 * system: it has no such route, and so its gate function answers that every gate is unmet.
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
