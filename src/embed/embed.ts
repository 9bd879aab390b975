/**
 * The page for an `<iframe>`: shows one manifest that `embed.json` lists, as the page's address asks for,
 * and tells the embedding page how tall it is. Nothing of the address reaches the page unchecked.
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
import {reportHeight} from './height.js';
import {EMBED_MESSAGES, type EmbedError} from './words.js';

const query = new URLSearchParams(location.search);
const main = document.querySelector('main')!;

// Without the element, which may be blocked or of another release, what stands in the page stays.
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
      `${absolute('embed.json')} must list what this page may show: ${String(error)}. See embed.example.json.`,
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
  // Before, the page is no taller than a line, to which no frame should shrink.
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

/** Policies only add up: from here on the browser lets this page ask nobody else. */
function restrictConnections(origins: readonly string[]): void {
  const policy = document.createElement('meta');
  policy.httpEquiv = 'Content-Security-Policy';
  policy.content = `connect-src ${origins.join(' ')}`;
  document.head.append(policy);
}

/** Says why there is no posture. What was asked for is not repeated: anybody may have written it. */
function showError(trouble: EmbedError): void {
  const words = document.createElement('p');
  words.role = 'alert';
  words.dir = language() === 'ar' ? 'rtl' : 'ltr';
  words.dataset['trouble'] = trouble;
  words.textContent = EMBED_MESSAGES[language()]![trouble];
  main.replaceChildren(words);
}

function theme(): 'auto' | 'light' | 'dark' {
  const asked = query.get('theme');
  return asked === 'light' || asked === 'dark' ? asked : 'auto';
}

function locale(): string | undefined {
  try {
    return Intl.getCanonicalLocales(query.get('locale') ?? undefined)[0];
  } catch {
    return undefined;
  }
}

/** The language that is spoken here: English, where there are no words for what is asked for. */
function language(): string {
  const asked = locale()?.split('-')[0] ?? '';
  return Object.hasOwn(EMBED_MESSAGES, asked) ? asked : 'en';
}

/** 1 unless told otherwise: this is a page of its own. */
function headingLevel(): number {
  const asked = query.get('heading-level') ?? '';
  return /^[1-6]$/.test(asked) ? Number(asked) : 1;
}

/** Those that there are, in the order that is asked for; all, where none of them is. */
function sections(): string {
  const asked = query.get('sections')?.split(/[\s,]+/) ?? [];
  return asked.filter((key) => (SECTION_KEYS as readonly string[]).includes(key)).join(' ');
}
