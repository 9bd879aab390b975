import {createSnapshot} from '../export/create-snapshot.js';
import type {Say, Snapshot} from '../export/snapshot.js';
import {Messages} from '../i18n/messages.js';
import {recordPhrases} from '../locales/en-records.js';
import {en} from '../locales/en.js';
import {digestOf} from '../manifest/digest.js';
import type {LoadedManifest} from '../manifest/load.js';
import {derivePosture} from '../posture/at-once.js';
import type {AcceptedReport} from './check/accept.js';

/** English phrases. Dates and numbers are as in the manifest, so that a record is the same on each machine. */
export const say: Say = new Messages({phrases: {...en, ...recordPhrases}, formatted: false}).t;

/**
 * Takes the record of a manifest that a reader would take, with guards that were not asked.
 * @param url The URL of the manifest, for relative links; without it they are left out.
 */
export async function takeRecord(
  {source, manifest, findings, omitted}: AcceptedReport,
  now: number,
  url: string | undefined,
): Promise<Snapshot> {
  const posture = derivePosture(manifest, new Map(), now);
  const claims = new Set(posture.claims.map(({rule, path}) => `${rule} ${path}`));
  const loaded: LoadedManifest = {
    status: 'loaded',
    manifest,
    text: new TextDecoder('utf-8', {ignoreBOM: true}).decode(source.bytes),
    problems: findings
      .filter(({rule, path}) => !claims.has(`${rule} ${path}`))
      .map(({path, rule, severity, message}) => ({path, rule, severity, message})),
    ...(omitted && {omitted}),
    url: url ?? '',
    inline: false,
    signature: 'unsigned',
  };
  return createSnapshot(
    {
      takenAt: now,
      page: '',
      language: 'en',
      loadState: 'ready',
      source: url ?? null,
      loaded,
      posture,
    },
    await digestOf(loaded),
    say,
  );
}
