import type {ReactiveController, ReactiveControllerHost} from 'lit';
import {en, type Locale} from '../../locales/en.js';
import {loadLocale, localeChanges, findLocale} from '../../i18n/registry.js';

type Host = ReactiveControllerHost & HTMLElement & {readonly locale: string | undefined};

/** What a center speaks: a BCP 47 tag for dates and numbers, and the words. */
export interface ResolvedLocale {
  readonly tag: string;
  readonly words: Locale;
}

const ENGLISH_LOCALE: ResolvedLocale = {tag: 'en', words: en};

/**
 * Which language a center speaks: its `locale`, else that of the nearest `lang`. It is English where
 * there are no words for that, and until they have come: words and dates stay in one language.
 */
export class LocaleController implements ReactiveController {
  readonly #update = () => this.host.requestUpdate();
  #page: MutationObserver | undefined;

  constructor(private readonly host: Host) {
    host.addController(this);
  }

  hostConnected(): void {
    // A page may be switched to another language while it is open.
    this.#page = new MutationObserver(this.#update);
    this.#page.observe(document.documentElement, {attributeFilter: ['lang'], subtree: true});
    localeChanges.addEventListener('change', this.#update);
  }

  hostDisconnected(): void {
    this.#page?.disconnect();
    localeChanges.removeEventListener('change', this.#update);
  }

  /** What to speak now. Words that have to be brought first make the host update once they are known. */
  resolve(): ResolvedLocale {
    const locale = parseTag(this.host.locale ?? nearestLang(this.host));
    const spoken = locale && resolveNow(locale);
    if (locale && !spoken) void loadLocale(locale.language);
    return spoken ?? ENGLISH_LOCALE;
  }
}

function resolveNow(locale: Intl.Locale): ResolvedLocale | undefined {
  const words = findLocale(locale);
  return words && {tag: locale.toString(), words};
}

/** What a server speaks, which sees the `locale` alone: once its words are there, or cannot be had. */
export async function resolveServerLocale(tag: string | undefined): Promise<ResolvedLocale> {
  const locale = tag === undefined ? undefined : parseTag(tag);
  if (!locale) return ENGLISH_LOCALE;
  if (!findLocale(locale)) await loadLocale(locale.language);
  return resolveNow(locale) ?? ENGLISH_LOCALE;
}

function parseTag(tag: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(tag);
  } catch {
    return undefined;
  }
}

/** The `lang` that holds where an element stands, through the shadow roots around it. */
function nearestLang(element: Element): string {
  const nearest = element.closest<HTMLElement>('[lang]');
  if (nearest) return nearest.lang;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? nearestLang(root.host) : '';
}
