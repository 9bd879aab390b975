import type {ReactiveController, ReactiveControllerHost} from 'lit';
import {en, type Locale} from '../../locales/en.js';
import {askForWords, localesKnown, wordsFor} from '../../i18n/registry.js';

type Host = ReactiveControllerHost & HTMLElement & {readonly locale: string | undefined};

/** What a center speaks: a BCP 47 tag for dates and numbers, and the words. */
export interface Spoken {
  readonly tag: string;
  readonly words: Locale;
}

const ENGLISH: Spoken = {tag: 'en', words: en};

/**
 * Which language a center speaks: its `locale`, else that of the nearest `lang`. It is English where
 * there are no words for that, and until they have come: words and dates stay in one language.
 */
export class Language implements ReactiveController {
  readonly #update = () => this.host.requestUpdate();
  #page: MutationObserver | undefined;

  constructor(private readonly host: Host) {
    host.addController(this);
  }

  hostConnected(): void {
    // A page may be switched to another language while it is open.
    this.#page = new MutationObserver(this.#update);
    this.#page.observe(document.documentElement, {attributeFilter: ['lang'], subtree: true});
    localesKnown.addEventListener('change', this.#update);
  }

  hostDisconnected(): void {
    this.#page?.disconnect();
    localesKnown.removeEventListener('change', this.#update);
  }

  /** What to speak now. Words that have to be brought first make the host update once they are known. */
  spoken(): Spoken {
    const locale = readTag(this.host.locale ?? nearestLang(this.host));
    const spoken = locale && spokenNow(locale);
    if (locale && !spoken) void askForWords(locale.language);
    return spoken ?? ENGLISH;
  }
}

function spokenNow(locale: Intl.Locale): Spoken | undefined {
  const words = wordsFor(locale);
  return words && {tag: locale.toString(), words};
}

/** What a server speaks, which sees the `locale` alone: once its words are there, or cannot be had. */
export async function serverSpoken(tag: string | undefined): Promise<Spoken> {
  const locale = tag === undefined ? undefined : readTag(tag);
  if (!locale) return ENGLISH;
  if (!wordsFor(locale)) await askForWords(locale.language);
  return spokenNow(locale) ?? ENGLISH;
}

function readTag(tag: string): Intl.Locale | undefined {
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
