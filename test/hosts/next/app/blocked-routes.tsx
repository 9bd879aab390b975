'use client';

import {useEffect, useState} from 'react';
import type {TrustObservationEvent} from '@arqen/trust-center';

/** Brings the element of this page to life, and says what its guards have answered. */
export function BlockedRoutes() {
  const [blocked, setBlocked] = useState<ReadonlySet<string>>(new Set());

  useEffect(() => {
    const observed = ({observation}: TrustObservationEvent) => {
      if (observation.verdict === 'blocked')
        setBlocked((before) => new Set(before).add(observation.guard));
    };
    document.body.addEventListener('trust-observation', observed);
    // Once somebody listens, the element comes to life.
    void import('@arqen/trust-center');
    return () => document.body.removeEventListener('trust-observation', observed);
  }, []);

  return blocked.size === 2 && <p>Both routes are blocked.</p>;
}
