import {connection} from 'next/server';
import {renderTrustCenter} from '@arqen/trust-center/server';
import {manifestText} from '../lib/manifest';
import {BlockedRoutes} from './blocked-routes';

// The public origin of this site.
const {ORIGIN = 'http://127.0.0.1:3000'} = process.env;

export default async function SupplierFile() {
  // Renders the page for each request: the posture depends on the clock, the policy on a nonce.
  await connection();
  const markup = await renderTrustCenter({
    src: '/trust.json',
    base: `${ORIGIN}/trust.json`,
    manifest: await manifestText(),
    stylesheet: '/trust-center.css',
  });
  return (
    <main>
      <h1>Supplier file: ARQEN</h1>
      <p>Reviewed by our quality team each year.</p>
      <BlockedRoutes />
      <div dangerouslySetInnerHTML={{__html: markup}} suppressHydrationWarning />
    </main>
  );
}
