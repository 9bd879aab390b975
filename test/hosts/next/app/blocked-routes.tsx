'use client';

import {useEffect, useState} from 'react';
import type {TrustObservationEvent} from '@arqen/trust-center';

/** Loads the element of this page, and reports when its guards have answered "blocked". */
export function BlockedRoutes() {
  const [blocked, setBlocked] = useState<ReadonlySet<string>>(new Set());

  useEffect(() => {
    const observed = ({observation}: TrustObservationEvent) => {
      if (observation.verdict === 'blocked')
        setBlocked((before) => new Set(before).add(observation.guard));
    };
    document.body.addEventListener('trust-observation', observed);
    // Import the element after its listener is attached.
    void import('@arqen/trust-center');
    return () => document.body.removeEventListener('trust-observation', observed);
  }, []);

  return blocked.size === 2 && <p>Both routes are blocked.</p>;
}
