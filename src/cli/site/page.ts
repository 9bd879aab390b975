/** The texts of a rendered site, apart from the trust center itself. */
import {plain} from '../../export/escape-markdown.js';
import type {Manifest} from '../../manifest/schema.js';
import {escapeAttribute} from '../../server/escape.js';
import {VERSION} from '../../version.js';

/** A folder that is never changed, because the files of a release load only each other. */
export const SCRIPTS = `trust-center/${VERSION}/`;

/** What the page may do: run the script, and ask its own origin. See `docs/security.md`. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  "style-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types arqen-trust-center',
].join('; ');

interface PageOptions {
  readonly manifest: Manifest;
  /** The trust center as HTML. */
  readonly center: string;
  /** The digest of the script. */
  readonly integrity: string;
  /** The absolute URL of the page. */
  readonly url: string;
}

/** Returns the page, which is complete before any script runs. */
export function pageHtml({manifest, center, integrity, url}: PageOptions): string {
  const {language = 'en'} = manifest;
  return `<!doctype html>
<html lang="${escapeAttribute(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeAttribute(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeAttribute(titleOf(manifest))}</title>
<link rel="canonical" href="${escapeAttribute(url)}">
<link rel="alternate" type="application/json" href="trust.json" title="Trust manifest">
<link rel="alternate" type="text/markdown" href="trust.md" title="Trust record">
<link rel="stylesheet" href="page.css">
<script type="module" src="${SCRIPTS}trust-center.js" integrity="${integrity}"></script>
</head>
<body>
<main>
${center}
</main>
</body>
</html>
`;
}

export const PAGE_CSS = `:root {
  color-scheme: light dark;
}
body {
  margin: 0;
  font-family: system-ui, sans-serif;
  line-height: 1.5;
}
main {
  max-width: 72em;
  margin: 0 auto;
  padding: 1.5em;
}
`;

/** Returns an index for language models (llmstxt.org). Text from the vendor is escaped. */
export const llmsText = (
  manifest: Manifest,
  files: readonly string[],
): string => `# ${plain(titleOf(manifest))}

> What ${plain(manifest.organization.name)} states about its security, as of version ${plain(manifest.version)}: what is true today, what is not yet, and what proves it. Each state is derived from statements, gates and dated evidence; none of them is verified here.

## Files

${files
  .flatMap((file) => (DESCRIPTIONS[file] ? `- [${file}](${file}): ${DESCRIPTIONS[file]}` : []))
  .join('\n')}
`;

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  'trust.json': 'the manifest, which everything else is made from',
  'trust.json.jws': 'its signature, a detached JWS',
  'trust.md': 'every statement with the state that followed from it when this site was made',
  '.well-known/security.txt': 'how to report a vulnerability (RFC 9116)',
};

const titleOf = ({title = 'Trust center', organization}: Manifest): string =>
  `${title} – ${organization.name}`;
