import {readFile} from 'node:fs/promises';
import {fileURLToPath} from 'node:url';
import express from 'express';
import {renderToString} from 'react-dom/server';
import {renderTrustCenter} from '@arqen/trust-center/server';
import {guardHandlers} from './guards';
import {SupplierFile} from './supplier-file';

const {HOST = '127.0.0.1', PORT = '3000'} = process.env;
// The public origin of this site.
const {ORIGIN = `http://${HOST}:${PORT}`} = process.env;

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  "style-src 'self'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ');

const page = await readFile('dist/client/index.html', 'utf8');
const manifest = await readFile('dist/client/trust.json', 'utf8');
const guards = guardHandlers(manifest);

const app = express();

app.use((_, response, next) => {
  response.set('Content-Security-Policy', POLICY);
  next();
});

app.get('/', async (_, response) => {
  const markup = await renderTrustCenter({
    src: '/trust.json',
    base: `${ORIGIN}/trust.json`,
    manifest,
    stylesheet: '/trust-center.css',
  });
  const content = renderToString(<SupplierFile markup={markup} />);
  response.send(page.replace('<!--page-->', () => content));
});

app.get('/trust-center.css', (_, response) => {
  response.sendFile(fileURLToPath(import.meta.resolve('@arqen/trust-center/trust-center.css')));
});

app.all('/api/:id/guard', async (request, response, next) => {
  const handler = guards.get(request.params.id);
  if (!handler) return next();
  const {method, originalUrl} = request;
  const answer = await handler(new Request(ORIGIN + originalUrl, {method}));
  response
    .status(answer.status)
    .setHeaders(answer.headers)
    .end(await answer.text());
});

app.use(express.static('dist/client', {index: false}));

app.listen(Number(PORT), HOST);
