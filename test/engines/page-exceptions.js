/**
 * The page tests that an engine cannot run, by file and by the title of a test or suite, each with the
 * reason. An asterisk at the end of a title stands for any further text, and alone for the whole file.
 * `npm run test:pages` skips exactly these and prints them; an entry that matches no test is an error.
 *
 * @import {Engine} from '../../scripts/browser.js'
 * @typedef {Readonly<Record<string, Readonly<Record<string, string>>>>} PageExceptions
 */

const TREE = 'Only Chromium’s DevTools protocol reads the accessibility tree.';
const TRACE = 'Tasks are measured in a trace of Chromium.';
const MEMORY = 'Only Chromium’s DevTools protocol counts nodes and collects garbage.';
const SHIFT = 'Only Chromium reports layout shifts to a page.';
const DARK = 'The preferred colour scheme cannot be changed while the browser runs.';
const PRINT = 'The page cannot be shown as if printed, in a preferred colour scheme.';
const OFFLINE = 'The browser cannot be set offline.';
const DOWNLOAD = 'Only Chromium’s DevTools protocol tells where a download goes.';
const TIME_ZONE = 'The time zone cannot be changed while the browser runs.';
const NARROW = 'A window is at least 334 px wide.';
const UNTYPED = 'Firefox 140 has no Trusted Types: every name is allowed.';

/** @type {Readonly<Record<string, Readonly<Record<string, string>>>>} What only Chromium can do. */
const OTHERS = {
  'test/build/blocking.page.test.ts': {'*': TRACE},
  'test/build/soak.page.test.ts': {'*': MEMORY},
  'test/demo/look.page.test.ts': {'*': DARK},
  'test/demo/paper.page.test.ts': {'*': PRINT},
  'test/demo/tree.page.test.ts': {'*': TREE},
  'test/server/layout-shift.page.test.ts': {'*': SHIFT},
};

const ARQEN = 'test/demo/arqen.page.test.ts';
const CDN = 'test/build/cdn.page.test.ts';
const EMBED = 'test/embed/embed.page.test.ts';
const GUIDE = 'test/demo/guide.page.test.ts';
const HEIGHT = 'test/embed/height.page.test.ts';
const HYDRATION = 'test/server/hydration.page.test.ts';
const KEYBOARD = 'test/demo/keyboard.page.test.ts';
const LIVE_GUARD = 'test/demo/live-guard.page.test.ts';
const POLICIES = 'test/build/policies.page.test.ts';
const PORTAL = 'test/demo/portal.page.test.ts';

const DARK_FIRST_PAGE = {
  'follows the reader’s preferred colour scheme': DARK,
  'the first page, 320 px wide and dark': DARK,
  'the first page, 768 px wide and dark': DARK,
  'the first page, 1440 px wide and dark': DARK,
};
const IN_PRINT = {
  'does so in a narrow window and in dark: *': DARK,
  'prints without its navigation': PRINT,
};

/** @type {Readonly<Record<Engine, PageExceptions>>} */
export const PAGE_EXCEPTIONS = {
  chromium: {},
  firefox: {
    ...OTHERS,
    [ARQEN]: DARK_FIRST_PAGE,
    [EMBED]: {'takes the theme and language from its URL': DARK},
    [GUIDE]: IN_PRINT,
    [HEIGHT]: {
      'receives messages even if it sends the frame no referrer':
        'Firefox 140 has no `ancestorOrigins`, so a page without a referrer hides its origin.',
    },
    [HYDRATION]: {'shows times in the reader’s time zone': TIME_ZONE},
    [KEYBOARD]: {'is saved as a readable file that names ARQEN': DOWNLOAD},
    [LIVE_GUARD]: {'an offline page': OFFLINE},
    [POLICIES]: {
      'trusted types with other policy names, *': UNTYPED,
      'trusted types with no policy name, *': UNTYPED,
      'other policy names, without requiring trusted types, *': UNTYPED,
      'a permissive default policy, but not our policy name, *': UNTYPED,
      'a default policy that rejects everything, but not our policy name, *': UNTYPED,
      'no duplicate policy names, with the script twice, *': UNTYPED,
    },
    [PORTAL]: {
      'that allows no Trusted Types policy keeps its fallback and logs one warning': UNTYPED,
    },
    'test/server/slow-styles.page.test.ts': {
      '*': 'Firefox does not wait for a style sheet in a shadow root before it paints.',
    },
  },
  webkit: {
    ...OTHERS,
    [ARQEN]: {...DARK_FIRST_PAGE, 'the first page, 320 px wide and light': NARROW},
    [CDN]: {
      'does not run if it was tampered with: the browser says so in the console':
        'WebDriver reports what the page writes to the console, and not what the browser does.',
    },
    [EMBED]: {'takes the theme and language from its URL': DARK},
    [GUIDE]: {...IN_PRINT, 'has a menu of its pages that opens and closes by keyboard': NARROW},
    [HYDRATION]: {
      'shows times in the reader’s time zone': TIME_ZONE,
      'without scripts':
        'WebDriver gets no answer from a sandboxed page with a style sheet in a shadow root.',
    },
    [KEYBOARD]: {'is saved as a readable file that names ARQEN': DOWNLOAD},
    [LIVE_GUARD]: {
      'an offline page': OFFLINE,
      'a page in the background': 'Each page has a window of its own, and none is ever hidden.',
      'keeps the contradiction after a pause that makes the answer stale':
        'Each page has a window of its own, and none is ever hidden.',
    },
    [POLICIES]: {
      'every file by its digest, *':
        'WebKit reports the tag of our script, although its digest is allowed and it runs.',
      'a sandbox with scripts, *':
        "WebKit’s `connect-src 'self'` allows a sandboxed page nothing: its origin is opaque.",
    },
    [PORTAL]: {'does not overflow, 320 px wide': NARROW},
    'test/demo/themes.page.test.ts': {'fits a narrow window': NARROW},
    'test/server/slow-styles.page.test.ts': {
      '*': 'WebDriver sends no command to a page whose style sheets are still loading.',
    },
  },
};
