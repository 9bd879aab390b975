import {securityTxt} from '../../export/security-txt.js';
import {snapshotMarkdown} from '../../export/snapshot-markdown.js';
import type {Problem} from '../../manifest/problem.js';
import type {renderTrustCenter} from '../../server/render.js';
import type {AcceptedReport} from '../check/accept.js';
import {say, takeRecord} from '../record.js';
import {UsageError} from '../usage-error.js';
import {builtFile, scriptNames} from './built-files.js';
import {llmsText, PAGE_CSS, pageHtml, SCRIPTS} from './page.js';

export interface SiteOptions {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** The absolute URL of the site's folder, with a slash at the end. */
  readonly url: string;
  /** The detached signature of the manifest. */
  readonly signature: string | undefined;
}

export interface Site {
  /** The content of each file by its path, in the order in which they are listed. */
  readonly files: ReadonlyMap<string, string | Uint8Array>;
  /** Why there is no security.txt, or what is wrong with it. */
  readonly problems: readonly Problem[];
}

/** Renders a manifest as a site of static files: the same bytes for the same manifest, time and URL. */
export async function renderSite(
  report: AcceptedReport,
  {now, url, signature}: SiteOptions,
): Promise<Site> {
  const {manifest, source} = report;
  const render = await loadRenderer();
  const center = await render({
    src: 'trust.json',
    base: `${url}trust.json`,
    manifest: new TextDecoder('utf-8', {ignoreBOM: true}).decode(source.bytes),
    stylesheet: `${SCRIPTS}trust-center.css`,
    headingLevel: 1,
    locale: manifest.language,
    now,
  });
  const disclosure = securityTxt(manifest, now, `${url}trust.json`);
  const record = await takeRecord(report, now, `${url}trust.json`);
  const scripts = await readScripts();
  const files = new Map<string, string | Uint8Array>([
    ['index.html', pageHtml({manifest, center, url, integrity: scripts.integrity})],
    ['trust.json', source.bytes],
    ...(signature === undefined ? [] : [['trust.json.jws', signature] as const]),
    ['trust.md', snapshotMarkdown(record, say)],
    ...(disclosure.status === 'ready'
      ? [['.well-known/security.txt', disclosure.text] as const]
      : []),
  ]);
  files.set('llms.txt', llmsText(manifest, [...files.keys()]));
  files.set('page.css', PAGE_CSS);
  for (const [name, content] of scripts.files) files.set(SCRIPTS + name, content);
  return {files, problems: disclosure.problems};
}

/** Loads the server renderer, whose library is optional for those who only embed the element. */
async function loadRenderer(): Promise<typeof renderTrustCenter> {
  try {
    return (await import('../../server/render.js')).renderTrustCenter;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new UsageError('render needs @lit-labs/ssr: run npm install @lit-labs/ssr.');
  }
}

async function readScripts() {
  const names = await scriptNames();
  const digests = JSON.parse(
    new TextDecoder().decode(await builtFile('cdn/integrity.json')),
  ) as Record<string, string>;
  const scripts = names.map(async (name) => [name, await builtFile(`cdn/${name}`)] as const);
  return {
    integrity: digests['trust-center.js']!,
    files: [
      ...(await Promise.all(scripts)),
      ['trust-center.css', await builtFile('trust-center.css')] as const,
    ],
  };
}
