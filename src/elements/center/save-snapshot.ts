/** Creates snapshots and saves them as files. Loaded when a reader or a script asks for one. */
import {createSnapshot} from '../../export/create-snapshot.js';
import {snapshotCsv} from '../../export/snapshot-csv.js';
import {snapshotJson, withoutToJson} from '../../export/snapshot-json.js';
import {snapshotMarkdown} from '../../export/snapshot-markdown.js';
import type {Snapshot, SnapshotSource} from '../../export/snapshot.js';
import {Messages} from '../../i18n/messages.js';
import {recordPhrases} from '../../locales/en-records.js';
import {digestOf} from '../../manifest/digest.js';
import type {RecordFormat} from '../events.js';

/** How long the browser may take to start a download, in milliseconds. */
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
    write: (snapshot) => snapshotJson(snapshot) + '\n',
  },
  markdown: {
    extension: 'md',
    type: 'text/markdown',
    write: (snapshot, {t}) => snapshotMarkdown(snapshot, t),
  },
  csv: {
    extension: 'csv',
    type: 'text/csv',
    // Spreadsheets detect UTF-8 only by its byte order mark.
    write: (snapshot) => '\ufeff' + snapshotCsv(snapshot),
  },
};

/** Adds the English snapshot phrases, which are in this chunk. Other languages include theirs. */
const withSnapshotPhrases = ({locale, phrases}: Messages): Messages =>
  new Messages({locale, phrases: {...recordPhrases, ...phrases}});

/** Resolves to the snapshot of a source. */
export async function takeSnapshot(source: SnapshotSource, messages: Messages): Promise<Snapshot> {
  const sha256 = await digestOf(source.loaded);
  return withoutToJson(createSnapshot(source, sha256, withSnapshotPhrases(messages).t));
}

/** Downloads a snapshot as a file. */
export function saveSnapshot(
  snapshot: Snapshot,
  format: Exclude<RecordFormat, 'print'>,
  messages: Messages,
): void {
  const {extension, type, write} = FILE_FORMATS[format];
  const text = write(snapshot, withSnapshotPhrases(messages));
  const file = new Blob([text], {type: `${type};charset=utf-8`});
  download(file, `${fileName(snapshot)}.${extension}`);
}

function download(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), DOWNLOAD_TIMEOUT);
}

/** Returns a name of organization, version and time: `trust-arqen-2026.11.23-20261123t091500z`. */
const fileName = ({organization, manifest, takenAt}: Snapshot): string =>
  ['trust', organization?.name, manifest.version, takenAt.replace(/[-:]|\.\d+/g, '')]
    .filter(Boolean)
    .join('-')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}.]+/gu, '-');
