import {NextResponse, type NextRequest} from 'next/server';

/** Next.js writes scripts into its pages, and gives them the nonce that it finds in the policy. */
export function proxy(request: NextRequest) {
  const nonce = btoa(crypto.randomUUID());
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    "connect-src 'self'",
    "style-src 'self'",
  ].join('; ');

  const headers = new Headers(request.headers);
  headers.set('Content-Security-Policy', policy);
  const response = NextResponse.next({request: {headers}});
  response.headers.set('Content-Security-Policy', policy);
  return response;
}
