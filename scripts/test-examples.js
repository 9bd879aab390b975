/**
 * Starts the examples in `examples/` with the packed package, each by its own command, and asks them:
 * `node --import tsx scripts/test-examples.js`. Needs `npm run build`, and the npm registry.
 */
import {fileURLToPath} from 'node:url';
import {runTests} from './run-tests.js';

runTests('examples', [fileURLToPath(new URL('../examples/guards.test.ts', import.meta.url))], 1);
