/** Records of what a center shows. Nobody needs this before asking for one: it is loaded then. */
import {snapshotCsv} from '../../export/snapshot-csv.js';
import {snapshotMarkdown} from '../../export/snapshot-markdown.js';
import {createSnapshot} from '../../export/create-snapshot.js';
import {VERSION} from '../../version.js';
import {digestOf} from '../../manifest/digest.js';
import type {Snapshot} from '../../export/snapshot.js';
import type {Posture} from '../../posture/posture.js';
import {recordWords} from '../../locales/en-records.js';
import {shownManifest, type ManifestState} from '../contexts.js';
import type {RecordFormat} from '../events.js';
import {Messages} from '../../i18n/messages.js';
import type {ManifestSource} from './manifest-source.js';

/** What a center shows at one moment. */
export interface Seen {
  /** Milliseconds since the epoch. */
  readonly takenAt: number;
  readonly document: ManifestState;
  readonly posture: Posture | undefined;
  readonly source: ManifestSource;
  readonly messages: Messages;
}

/** How long a browser may take to begin with a download, in milliseconds. */
const DOWNLOAD_TIMEOUT = 10_000;

interface FileFormat {
  readonly extension: string;
  readonly type: string;
  readonly write: (snapshot: Snapshot, messages: Messages) => string;
}

const FILE_FORMATS: Readonly<Record<Exclude<RecordFormat, 'print'>, FileFormat>> = {
  json: {
    extension: 'json',
    type: 'application/json',
    write: (snapshot) => JSON.stringify(snapshot, null, 2) + '\n',
  },
  markdown: {
    extension: 'md',
    type: 'text/markdown',
    write: (snapshot, {t}) => snapshotMarkdown(snapshot, t),
  },
  csv: {
    extension: 'csv',
    type: 'text/csv',
    // Spreadsheets take a file for UTF-8 by its byte order mark alone.
    write: (snapshot) => '\ufeff' + snapshotCsv(snapshot),
  },
};

/** English on the page has no words for records: they are here. */
const withSnapshotPhrases = ({locale, words}: Messages): Messages =>
  new Messages({locale, words: {...recordWords, ...words}});

/** The record of what was seen. */
export async function captureSnapshot({
  takenAt,
  document,
  posture,
  source,
  messages,
}: Seen): Promise<Snapshot> {
  const shown = shownManifest(document);
  const sha256 = await digestOf(shown?.loaded);
  return createSnapshot(
    {
      takenAt,
      version: VERSION,
      // Not the query, nor the fragment: they may hold what is nobody else's business.
      page: location.origin + location.pathname,
      language: messages.locale,
      loadState: document.status,
      source: source.status === 'remote' ? source.url : null,
      loaded: shown?.loaded,
      sha256,
      fetchedAt: shown?.fetchedAt.wall,
      error: 'error' in document ? document.error : undefined,
      posture,
    },
    withSnapshotPhrases(messages).t,
  );
}

/** Lets a reader take a record along as a file. */
export function saveSnapshot(
  snapshot: Snapshot,
  format: Exclude<RecordFormat, 'print'>,
  messages: Messages,
): void {
  const {extension, type, write} = FILE_FORMATS[format];
  const file = new Blob([write(snapshot, withSnapshotPhrases(messages))], {
    type: `${type};charset=utf-8`,
  });
  download(file, `${fileName(snapshot)}.${extension}`);
}

function download(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), DOWNLOAD_TIMEOUT);
}

/** Whose posture, in which version, when: such as `trust-arqen-2026.11.23-20261123T091500Z`. */
const fileName = ({organization, manifest, takenAt}: Snapshot): string =>
  ['trust', organization?.name, manifest.version, takenAt.replace(/[-:]|\.\d+/g, '')]
    .filter(Boolean)
    .join('-')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}.]+/gu, '-');
