/**
 * The page for an `<iframe>`. It shows one of the manifests listed in `embed.json`, selected by the page's
 * query, and reports its height to the embedding page. Every query parameter is validated.
 */
import type {} from '../elements/center/trust-center.js';
import {SECTION_KEYS} from '../elements/tags.js';
import {
  absolute,
  allowedBy,
  fetchAllowList,
  type AllowedManifest,
  type AllowList,
} from './allow-list.js';
import {EMBED_MESSAGES, type EmbedError} from './embed-messages.js';
import {reportHeight} from './height.js';

const query = new URLSearchParams(location.search);
const main = document.querySelector('main')!;

// If the element is blocked or comes from another release, the page keeps its static content.
if (customElements.get('arqen-trust-center')) void start();

async function start(): Promise<void> {
  const page = document.documentElement;
  page.dataset['theme'] = theme();
  page.lang = language();
  let list: AllowList;
  try {
    list = await fetchAllowList();
  } catch (error) {
    console.error(
      `${absolute('embed.json')} must list the manifests this page may show: ${String(error)}. See embed.example.json.`,
    );
    showError('no-list');
    return;
  }
  const allowed = allowedBy(list, query.get('src'));
  if (allowed) {
    show(allowed, list);
  } else {
    showError('not-listed');
    reportHeight(list.embedders);
  }
}

function show(allowed: AllowedManifest, {embedders}: AllowList): void {
  const src = absolute(allowed.src)!;
  restrictConnections([new URL(src).origin, ...allowed.guardOrigins]);

  const center = document.createElement('arqen-trust-center');
  center.src = src;
  center.guardOrigins = allowed.guardOrigins.join(' ');
  center.integrity = allowed.integrity;
  center.signingKeys = allowed.signingKeys && JSON.stringify(allowed.signingKeys);
  center.minVersion = allowed.minVersion;
  center.locale = locale();
  center.theme = theme();
  center.headingLevel = headingLevel();
  center.sections = sections();
  center.deepLinks = true;

  center.addEventListener('trust-load', ({manifest: {organization, title}}) => {
    document.title = [organization.product ?? organization.name, title].filter(Boolean).join(', ');
  });
  // Until the center has loaded or failed, the page is one line high, and no frame should shrink to that.
  const known = new AbortController();
  for (const type of ['trust-load', 'trust-error'])
    center.addEventListener(
      type,
      () => {
        known.abort();
        void center.updateComplete.then(() => reportHeight(embedders));
      },
      {signal: known.signal},
    );
  main.replaceChildren(center);
}

/** Restricts requests to these origins. Policies are cumulative, so nothing can lift the restriction. */
function restrictConnections(origins: readonly string[]): void {
  const policy = document.createElement('meta');
  policy.httpEquiv = 'Content-Security-Policy';
  policy.content = `connect-src ${origins.join(' ')}`;
  document.head.append(policy);
}

/** Shows why there is no posture. The requested address is not repeated, because anyone may have written it. */
function showError(error: EmbedError): void {
  const paragraph = document.createElement('p');
  paragraph.role = 'alert';
  paragraph.dir = language() === 'ar' ? 'rtl' : 'ltr';
  paragraph.dataset['trouble'] = error;
  paragraph.textContent = EMBED_MESSAGES[language()]![error];
  main.replaceChildren(paragraph);
}

function theme(): 'auto' | 'light' | 'dark' {
  const requested = query.get('theme');
  return requested === 'light' || requested === 'dark' ? requested : 'auto';
}

function locale(): string | undefined {
  try {
    return Intl.getCanonicalLocales(query.get('locale') ?? undefined)[0];
  } catch {
    return undefined;
  }
}

/** Returns the language of this page: English if the requested language is not available. */
function language(): string {
  const requested = locale()?.split('-')[0] ?? '';
  return Object.hasOwn(EMBED_MESSAGES, requested) ? requested : 'en';
}

/** Returns the requested heading level. The default is 1, because this is a page of its own. */
function headingLevel(): number {
  const requested = query.get('heading-level') ?? '';
  return /^[1-6]$/.test(requested) ? Number(requested) : 1;
}

/** Returns the requested sections that exist, in the requested order. Empty means all. */
function sections(): string {
  const requested = query.get('sections')?.split(/[\s,]+/) ?? [];
  return requested.filter((key) => (SECTION_KEYS as readonly string[]).includes(key)).join(' ');
}
