import {defineConfig} from 'vite';
import {guide} from './demo/guide/plugin.js';
import {demoServer} from './demo/server.js';

/** Serves the demo from the sources, together with the build output. */
export default defineConfig({
  root: 'demo',
  publicDir: '../dist',
  plugins: [demoServer(), guide()],
  server: {
    host: '127.0.0.1',
    port: Number(process.env['PORT'] ?? 5173),
    strictPort: true,
    fs: {allow: ['..']},
  },
});
