/**
 * The tests that an engine cannot pass, by file and full title (the titles of its suites and its own), each
 * with the reason. An asterisk stands for any text, and alone for the whole file, which then is not run.
 *
 * All other exceptions are run and must fail: one that passes, or that matches no test, is an error.
 *
 * @import {Engine} from '../../scripts/browser.js'
 * @typedef {Readonly<Record<string, string>>} Reasons the reasons, by title
 */

const DARK = 'The preferred colour scheme cannot be changed while the browser runs.';
const DOWNLOAD = 'Only Chromium’s DevTools protocol tells where a download goes.';
const OFFLINE = 'The browser cannot be set offline.';
const TIME_ZONE = 'The time zone cannot be changed while the browser runs.';

const UNTYPED = 'Firefox 140 has no Trusted Types: every name is allowed.';

const CUT = 'WebKitGTK takes what has arrived of a body without `Content-Length` for the whole.';
const FRONT = 'Each page has a window of its own, and none is ever hidden.';
const NARROW = 'A window is at least 334 px wide.';
const OPAQUE =
  "WebKit’s `connect-src 'self'` allows a sandboxed page nothing: its origin is opaque.";
const LIGATURES = 'WebKit takes up to three seconds for 20,000 ligatures of 18 letters each.';

const ARQEN = 'test/demo/arqen.page.test.ts';
const BAD_MANIFEST = 'test/demo/bad-manifest.page.test.ts';
const CDN = 'test/build/cdn.page.test.ts';
const CLAIMS = 'test/posture/claims/find-claims.test.ts';
const EMBED = 'test/embed/embed.page.test.ts';
const FAULTS = 'test/build/faults.page.test.ts';
const FOCUS = 'test/elements/ui/focus.test.ts';
const GUIDE = 'test/demo/guide.page.test.ts';
const HEIGHT = 'test/embed/height.page.test.ts';
const HYDRATION = 'test/server/hydration.page.test.ts';
const KEYBOARD = 'test/demo/keyboard.page.test.ts';
const LONG_TEXTS = 'test/build/long-texts.page.test.ts';
const LIVE_GUARD = 'test/demo/live-guard.page.test.ts';
const LOOK = 'test/demo/look.page.test.ts';
const MISSING_API = 'test/build/missing-api.page.test.ts';
const MARKDOWN = 'test/export/snapshot-markdown-states.test.ts';
const POLICIES = 'test/build/policies.page.test.ts';
const PORTAL = 'test/demo/portal.page.test.ts';
const SIGNATURE = 'test/manifest/signature.test.ts';
const THEMES = 'test/demo/themes.page.test.ts';

const KEEPS_POSITION =
  'the focus, in checks with answers from the seed 20261123 keeps its position in the viewport in all of these checks';

/** @type {Readonly<Record<string, Reasons>>} What only Chromium can do. */
const CHROMIUM_ONLY = {
  'test/build/blocking.page.test.ts': {'*': 'Tasks are measured in a trace of Chromium.'},
  'test/build/soak.page.test.ts': {
    '*': 'Only Chromium’s DevTools protocol counts nodes and collects garbage.',
  },
  [LOOK]: {'every state, *, light, *': DARK},
  'test/demo/paper.page.test.ts': {
    '*': 'The page cannot be shown as if printed, in a preferred colour scheme.',
  },
  'test/demo/tree.page.test.ts': {
    '*': 'Only Chromium’s DevTools protocol reads the accessibility tree.',
  },
  'test/server/layout-shift.page.test.ts': {
    '*': 'Only Chromium reports layout shifts to a page.',
  },
  'test/server/slow-styles.page.test.ts': {
    '*': 'Only Chromium waits for a style sheet in a shadow root before it paints.',
  },
  [ARQEN]: {
    'the first page follows the reader’s preferred colour scheme': DARK,
    'the first page, * px wide and dark *': DARK,
  },
  [EMBED]: {'the page takes the theme and language from its URL': DARK},
  [GUIDE]: {
    'the guide does so in a narrow window and in dark: *': DARK,
    'the guide prints without its navigation': DARK,
  },
  [HYDRATION]: {'server markup shows times in the reader’s time zone': TIME_ZONE},
  [KEYBOARD]: {'a record, by keyboard is saved as a readable file that names ARQEN': DOWNLOAD},
  [LIVE_GUARD]: {'an offline page *': OFFLINE},
};

/** @type {Readonly<Record<Engine, Readonly<Record<string, Reasons>>>>} */
export const exceptions = {
  chromium: {},
  firefox: {
    ...CHROMIUM_ONLY,
    [FAULTS]: {
      'A guard whose server closes the connection in the body is unknown incomplete':
        'Firefox takes what has arrived for the whole.',
    },
    [FOCUS]: {
      [KEEPS_POSITION]:
        'Firefox stops anchoring the scroll position after ten adjustments in a row.',
    },
    [HEIGHT]: {
      'a portal that embeds the page receives messages even if it sends the frame no referrer':
        'Firefox 140 has no `ancestorOrigins`, so a page without a referrer hides its origin.',
    },
    [POLICIES]: {
      'under a policy that allows trusted types with other policy names, *': UNTYPED,
      'under a policy that allows trusted types with no policy name, *': UNTYPED,
      'under a policy that allows other policy names, without requiring trusted types, *': UNTYPED,
      'under a policy that allows a permissive default policy, but not our policy name, *': UNTYPED,
      'under a policy that allows a default policy that rejects everything, but not our policy name, *':
        UNTYPED,
    },
    [PORTAL]: {
      'a portal that allows no Trusted Types policy keeps its fallback and logs one warning':
        UNTYPED,
    },
  },
  webkit: {
    ...CHROMIUM_ONLY,
    [FAULTS]: {
      '*': 'All requests pass through a proxy of the tests, which answers some failures itself.',
    },
    [ARQEN]: {
      ...CHROMIUM_ONLY[ARQEN],
      'the first page, 320 px wide and light *': NARROW,
    },
    [BAD_MANIFEST]: {
      'a first manifest that is stalled leaves the fallback in place, also when the connection breaks':
        CUT,
      'a reloaded manifest that is stalled leaves the last valid one unchanged, then labels it once the connection breaks':
        CUT,
    },
    [CDN]: {
      'the entry does not run if it was tampered with: the browser says so in the console':
        'WebDriver reports what the page writes to the console, and not what the browser does.',
    },
    [CLAIMS]: {
      'a text of 20,000 characters is searched within a second for absolute': LIGATURES,
      'a text of 20,000 characters is searched within a second for ai-as-authority': LIGATURES,
      'a text of 20,000 characters is searched within a second for certification': LIGATURES,
    },
    [FOCUS]: {[KEEPS_POSITION]: 'WebKit does not anchor the scroll position.'},
    [GUIDE]: {
      ...CHROMIUM_ONLY[GUIDE],
      'the guide has a menu of its pages that opens and closes by keyboard': NARROW,
    },
    [HEIGHT]: {
      'a sandboxed frame with an opaque origin shows the page with live guards, if any origin may read its files':
        OPAQUE,
      'a sandboxed frame with an opaque origin follows its hash': OPAQUE,
      'a portal that embeds the page scrolls to the row in the frame’s hash':
        'A frame of another origin does not scroll the page around it.',
      'a portal that embeds the page focuses the row in the frame’s hash':
        'A frame of another origin receives the focus only after the reader has used it.',
    },
    [KEYBOARD]: {
      ...CHROMIUM_ONLY[KEYBOARD],
      'updates, by keyboard can be filtered by date and topic, and cleared':
        'A date field of WebKitGTK is a text field without parts to type into.',
    },
    [LIVE_GUARD]: {
      ...CHROMIUM_ONLY[LIVE_GUARD],
      'a page in the background *': FRONT,
      'a page whose guard answers open keeps the contradiction after a pause that makes the answer stale':
        FRONT,
    },
    [LONG_TEXTS]: {'*, 320 px wide': NARROW},
    [LOOK]: {
      ...CHROMIUM_ONLY[LOOK],
      'every state, *, dark, 320 px wide, *': NARROW,
      'every state, *, dark, zoomed to 400 %, *': NARROW,
    },
    [MARKDOWN]: {
      '*': 'The test’s parser of Markdown takes more than ten minutes for the largest records there.',
    },
    [MISSING_API]: {
      '* .finally': 'WebDriver’s own script in the page calls `.finally`.',
    },
    [POLICIES]: {
      'under a policy that allows every file by its digest, *':
        'WebKit reports the tag of our script, although its digest is allowed and it runs.',
      'under a policy that allows a sandbox with scripts, *': OPAQUE,
    },
    [PORTAL]: {'a strict portal does not overflow, 320 px wide': NARROW},
    [SIGNATURE]: {'*': 'WebKitGTK 2.50 has no Ed25519.'},
    [THEMES]: {'the theme of * fits a narrow window': NARROW},
  },
};

/**
 * @param {Engine} engine
 * @returns {string[]} the test files that an engine cannot run
 */
export const filesNotRun = (engine) =>
  Object.entries(exceptions[engine]).flatMap(([file, reasons]) => ('*' in reasons ? [file] : []));
