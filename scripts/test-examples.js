/**
 * Starts each example in `examples/` with the packed package, by its own command, and checks its guards:
 * `node --import tsx scripts/test-examples.js`. Needs `npm run build` first, and the npm registry.
 */
import {fileURLToPath} from 'node:url';
import {runTests} from './run-tests.js';

runTests('examples', [fileURLToPath(new URL('../examples/guards.test.ts', import.meta.url))], 1);
