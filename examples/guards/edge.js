import {createGuard} from './guard.js';

/** The fetch handler of an edge worker. Bind `MET_GATES` as a variable of the worker. */
export default {
  fetch(request, env) {
    const {pathname} = new URL(request.url);
    if (pathname === '/api/production-write/guard') return createGuard(env)(request);
    return new Response(null, {status: 404});
  },
};
