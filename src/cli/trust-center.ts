#!/usr/bin/env node
import {runCommandLine} from './program.js';

// `process.exit` would lose output that is still being written to a pipe.
process.exitCode = await runCommandLine(process.argv.slice(2));
