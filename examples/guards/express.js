import {createRequestListener} from '@remix-run/node-fetch-server';
import express from 'express';
import {createGuard} from './guard.js';

const app = express();
app.all('/api/production-write/guard', createRequestListener(createGuard(process.env)));

const server = app.listen(process.env.PORT ?? 3000, (error) => {
  if (error) throw error;
  console.log(`Port ${server.address().port}`);
});
