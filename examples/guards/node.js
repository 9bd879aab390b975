import {createServer} from 'node:http';
import {createRequestListener} from '@remix-run/node-fetch-server';
import {createGuard} from './guard.js';

const guard = createRequestListener(createGuard(process.env));

const server = createServer((request, response) => {
  if (request.url.split('?')[0] === '/api/production-write/guard') guard(request, response);
  else response.writeHead(404).end();
});
server.listen(process.env.PORT ?? 3000, () => console.log(`Port ${server.address().port}`));
