/** Runs `edge.js` locally as an edge platform does: bundled into one file, without access to Node. */
import {EdgeRuntime, runServer} from 'edge-runtime';
import {build} from 'esbuild';

const {outputFiles} = await build({
  entryPoints: ['edge.js'],
  absWorkingDir: import.meta.dirname,
  bundle: true,
  write: false,
  format: 'iife',
  globalName: 'worker',
  footer: {
    js: 'addEventListener("fetch", (event) => event.respondWith(worker.default.fetch(event.request, env)))',
  },
});

const {MET_GATES, RELEASE, PORT} = process.env;
const runtime = new EdgeRuntime({
  initialCode: outputFiles[0].text,
  extend: (context) => Object.assign(context, {env: {MET_GATES, RELEASE}}),
});
const {url} = await runServer({runtime, port: Number(PORT ?? 3000)});
console.log(`Port ${new URL(url).port}`);
