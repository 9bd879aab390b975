import {snapshotCsv} from '../export/csv.js';
import {snapshotMarkdown} from '../export/markdown.js';
import type {Snapshot} from '../export/snapshot.js';
import type {RecordFormat, TrustSaveEvent} from './events.js';
import type {Messages} from './messages.js';

type Host = HTMLElement & {readonly messages: Messages; snapshot(): Promise<Snapshot>};

/** How long a browser may take to begin with a download, in milliseconds. */
const PATIENCE = 10_000;

interface File {
  readonly extension: string;
  readonly type: string;
  readonly write: (snapshot: Snapshot, messages: Messages) => string;
}

const FILES: Readonly<Record<Exclude<RecordFormat, 'print'>, File>> = {
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

/** Lets a reader take a record along, as a file or on paper. */
export class Records {
  constructor(private readonly host: Host) {
    host.addEventListener('trust-save', (event) => void this.#save(event));
  }

  async #save(event: TrustSaveEvent): Promise<void> {
    event.stopPropagation();
    if (event.format === 'print') {
      window.print();
      return;
    }
    const {extension, type, write} = FILES[event.format];
    const snapshot = await this.host.snapshot();
    const link = document.createElement('a');
    link.href = URL.createObjectURL(
      new Blob([write(snapshot, this.host.messages)], {type: `${type};charset=utf-8`}),
    );
    link.download = `${nameOf(snapshot)}.${extension}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), PATIENCE);
  }
}

/** Whose posture, in which version, when: such as `trust-arqen-2026.11.23-20261123T091500Z`. */
const nameOf = ({organization, manifest, takenAt}: Snapshot): string =>
  ['trust', organization?.name, manifest.version, takenAt.replace(/[-:]|\.\d+/g, '')]
    .filter(Boolean)
    .join('-')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}.]+/gu, '-');
