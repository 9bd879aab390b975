import {useEffect, useRef, useState} from 'react';
import type {TrustObservationEvent} from '@arqen/trust-center';

/** `markup` comes from the server; in the browser, React keeps the existing markup. */
export function SupplierFile({markup = ''}: {markup?: string}) {
  const place = useRef<HTMLDivElement>(null);
  const [blocked, setBlocked] = useState<ReadonlySet<string>>(new Set());

  useEffect(() => {
    const center = place.current!.querySelector('arqen-trust-center')!;
    const observed = ({observation}: TrustObservationEvent) => {
      if (observation.verdict === 'blocked')
        setBlocked((before) => new Set(before).add(observation.guard));
    };
    center.addEventListener('trust-observation', observed);
    // Import the element after its listener is attached.
    void import('@arqen/trust-center');
    return () => center.removeEventListener('trust-observation', observed);
  }, []);

  return (
    <main>
      <h1>Supplier file: ARQEN</h1>
      <p>Reviewed by our quality team each year.</p>
      {blocked.size === 2 && <p>Both routes are blocked.</p>}
      <div ref={place} dangerouslySetInnerHTML={{__html: markup}} suppressHydrationWarning />
    </main>
  );
}
