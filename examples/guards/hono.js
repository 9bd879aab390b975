import {serve} from '@hono/node-server';
import {Hono} from 'hono';
import {createGuard} from './guard.js';

const guard = createGuard(process.env);

const app = new Hono();
app.all('/api/production-write/guard', (context) => guard(context.req.raw));

serve({fetch: app.fetch, port: Number(process.env.PORT ?? 3000)}, ({port}) =>
  console.log(`Port ${port}`),
);
