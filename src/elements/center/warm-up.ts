import {readManifest} from '../../manifest/load.js';
import {derivePostureInSteps} from '../../posture/derive.js';
import {runInSlices, yieldToPage} from '../../slices.js';
import {readingFor} from '../ui/claim-reading.js';

/** A manifest with one entry in most lists, and a claim of each kind, for pages that have loaded their checks already. */
export const SAMPLE = {
  schemaVersion: '1.0',
  id: 'https://sample.invalid/',
  version: '1',
  publishedAt: '2026-01-01',
  organization: {name: 'a'},
  gates: [{id: 'a', title: 'a', state: 'unmet'}],
  evidence: [{id: 'a', title: 'a', kind: 'test', access: 'public'}],
  guards: [{id: 'a', title: 'a', route: '/', gates: ['a']}],
  controls: [
    {
      id: 'a',
      title: 'a',
      current: 'Certified and immutable. Our AI decides.',
      gated: 'a',
      gates: ['a'],
      evidence: ['a'],
      guards: ['a'],
    },
  ],
  disclosure: {contacts: ['mailto:a@sample.invalid']},
};

let warm = false;

/**
 * Reads a sample once per page, while the first manifest is on its way. Engines compile a function when it is
 * called for the first time, so the real manifest is read in about half the time.
 */
export async function warmUp(signal: AbortSignal): Promise<void> {
  if (warm) return;
  warm = true;
  await yieldToPage();
  const read = await readManifest(SAMPLE, location.href, {}, signal);
  if (read.status === 'loaded' && !signal.aborted)
    await runInSlices(
      derivePostureInSteps(read.manifest, new Map(), 0, readingFor(location.href)),
      signal,
    ).catch(() => undefined);
}
