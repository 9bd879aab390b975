import type {ReactiveController} from 'lit';
import {english} from '../../i18n/english.js';
import {formatsPrepared} from '../../i18n/intl.js';
import {Messages} from '../../i18n/messages.js';
import {findLocale, loadLocale, localeChanges} from '../../i18n/registry.js';
import type {Locale} from '../../locales/en.js';
import type {CenterHost} from './host.js';
import {clampHeadingLevel} from './options.js';
import {Retry} from './retry.js';

/** A BCP 47 tag for dates and numbers, and the phrases of its language. */
export interface ResolvedLocale {
  readonly tag: string;
  readonly phrases: Locale;
}

const ENGLISH_LOCALE: ResolvedLocale = {tag: 'en', phrases: english};

/**
 * Resolves the center's language: its `locale`, else the nearest `lang`. Falls back to English if the
 * language is not available or not loaded yet, for dates too, so that phrases and dates never mix languages.
 */
export class LocaleController implements ReactiveController {
  readonly #update = () => this.host.requestUpdate();
  #observer: MutationObserver | undefined;
  readonly #retry: Retry;
  /** The language whose phrases were requested last. */
  #requested: string | undefined;

  constructor(private readonly host: CenterHost) {
    host.addController(this);
    this.#retry = new Retry(host, () => {
      this.#requested = undefined;
      this.#update();
    });
  }

  hostConnected(): void {
    this.#requested = undefined;
    // The page may switch languages while it is open.
    this.#observer = new MutationObserver(this.#update);
    this.#observer.observe(document.documentElement, {attributeFilter: ['lang'], subtree: true});
    localeChanges.addEventListener('change', this.#update);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    localeChanges.removeEventListener('change', this.#update);
  }

  /** Replaces the host's messages only if they have changed, because every section then renders again. */
  updateMessages(): void {
    const {host} = this;
    const {tag: locale, phrases} = this.#resolve();
    const {deepLinks} = host;
    const headingLevel = clampHeadingLevel(host);
    const options = {locale, phrases, headingLevel, deepLinks, formatted: formatsPrepared()};
    const keys = Object.keys(options) as (keyof typeof options)[];
    if (keys.every((key) => options[key] === host.messages[key])) return;
    host.messages = new Messages(options);
    // The announcement is in the previous language.
    host.announcement = '';
  }

  /** Starts loading missing phrases; the host updates once they are available. */
  #resolve(): ResolvedLocale {
    const locale = parseTag(this.host.locale ?? nearestLang(this.host));
    const resolved = locale && resolveLoaded(locale);
    if (locale && !resolved) void this.#request(locale.language);
    return resolved ?? ENGLISH_LOCALE;
  }

  async #request(language: string): Promise<void> {
    if (language === this.#requested) return;
    this.#requested = language;
    this.#retry.stop();
    const loaded = await loadLocale(language);
    if (loaded === false && language === this.#requested) this.#retry.failed();
  }
}

function resolveLoaded(locale: Intl.Locale): ResolvedLocale | undefined {
  const phrases = findLocale(locale);
  return phrases && {tag: locale.toString(), phrases};
}

/** Resolves to the language of server markup once its phrases have loaded. A server knows only `locale`. */
export async function resolveServerLocale(tag: string | undefined): Promise<ResolvedLocale> {
  const locale = tag === undefined ? undefined : parseTag(tag);
  if (!locale) return ENGLISH_LOCALE;
  if (!findLocale(locale)) await loadLocale(locale.language);
  return resolveLoaded(locale) ?? ENGLISH_LOCALE;
}

/**
 * Parses a BCP 47 tag or a POSIX locale, such as `de_DE.UTF-8@euro`. A tag that is invalid from some subtag
 * on is shortened, as in a lookup (RFC 4647 §3.4). Returns `undefined` if not even a language remains.
 */
function parseTag(tag: string): Intl.Locale | undefined {
  let range = tag
    .trim()
    .replace(/[.@#].*/s, '')
    .replaceAll('_', '-');
  do {
    try {
      return new Intl.Locale(range);
    } catch {
      range = range.replace(/-?[^-]*$/, '');
    }
  } while (range);
  return undefined;
}

/** Returns the `lang` that applies to an element, looking through the shadow roots around it. */
function nearestLang(element: Element): string {
  const nearest = element.closest<HTMLElement>('[lang]');
  if (nearest) return nearest.lang;
  const root = element.getRootNode();
  // `instanceof` would deny a root in the document of a frame.
  return 'host' in root ? nearestLang((root as ShadowRoot).host) : '';
}
