/**
 * Finds the browsers that the tests run in, and installs a missing one on a Debian system. The environment
 * variable `ENGINE` selects one: `chromium` (the default), `firefox` or `webkit`.
 *
 * Run as a command (`node scripts/browser.js [engine]`), it prints the path, so that a missing browser is
 * reported once, clearly, before any test starts.
 */
import {spawnSync} from 'node:child_process';
import {accessSync, constants, realpathSync, statSync} from 'node:fs';
import {homedir, tmpdir} from 'node:os';
import {delimiter, join} from 'node:path';
import {fileURLToPath} from 'node:url';

const {env, platform} = process;
const isRoot = process.getuid?.() === 0;

/**
 * @typedef {'chromium' | 'firefox' | 'webkit'} Engine
 * @typedef {object} Browser
 * @property {string} title its name in messages
 * @property {string} variable the environment variable that names its executable
 * @property {Partial<Record<NodeJS.Platform, string[]>>} names its paths within the usual folders
 * @property {string} packages the Debian packages that contain it
 */

/** @type {Readonly<Record<Engine, Browser>>} */
const browsers = {
  chromium: {
    title: 'Chrome or Chromium',
    variable: 'CHROME_PATH',
    names: {
      linux: ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser'],
      darwin: ['Google Chrome', 'Chromium', 'Google Chrome Canary'].map(
        (name) => `${name}.app/Contents/MacOS/${name}`,
      ),
      win32: ['Google/Chrome', 'Chromium', 'Google/Chrome SxS'].map(
        (name) => `${name}/Application/chrome.exe`,
      ),
    },
    packages: 'chromium',
  },
  firefox: {
    title: 'Firefox',
    variable: 'FIREFOX_PATH',
    names: {
      linux: ['firefox-esr', 'firefox'],
      darwin: ['Firefox.app/Contents/MacOS/firefox'],
      win32: ['Mozilla Firefox/firefox.exe'],
    },
    packages: 'firefox-esr',
  },
  webkit: {
    title: "WebKitGTK's WebKitWebDriver",
    variable: 'WEBKIT_DRIVER_PATH',
    names: {linux: ['WebKitWebDriver']},
    packages: 'webkit2gtk-driver xvfb xauth',
  },
};

/** @type {Partial<Record<NodeJS.Platform, (string | undefined)[]>>} */
const usualFolders = {
  linux: [...(env['PATH']?.split(delimiter) ?? []), '/usr/bin', '/snap/bin'],
  darwin: ['/Applications', join(homedir(), 'Applications')],
  win32: [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']],
};

/** Every engine, in the order in which `npm run test:engines` runs them. */
export const engines = /** @type {Engine[]} */ (Object.keys(browsers));

/** The engine of this process. */
export const engine = engineNamed(env['ENGINE'] ?? 'chromium');

/**
 * @param {string} name
 * @returns {Engine}
 * @throws {Error} if there is no such engine
 */
function engineNamed(name) {
  const known = engines.find((candidate) => candidate === name);
  if (known) return known;
  throw new Error(`There is no engine "${name}": choose one of ${engines.join(', ')}.`);
}

/**
 * Returns the path of an engine's browser: the one that its environment variable names, or else one of the
 * usual locations. If none exists, it first installs one, provided that it runs as root on Debian. For
 * WebKit, that is the path of the WebDriver server, which starts the browser.
 *
 * @param {Engine} name
 * @returns {string}
 * @throws {Error} if there is none, with the locations searched and what to do
 */
export function findBrowser(name = engine) {
  const {title, variable, names, packages} = browsers[name];
  const named = env[variable];
  if (named) {
    if (isExecutable(named)) return named;
    throw new Error(
      `${variable} is "${named}", which is not an executable file. Correct it or unset it.`,
    );
  }

  const places = (names[platform] ?? []).flatMap((path) =>
    (usualFolders[platform] ?? []).map((folder) => join(folder ?? '', path)),
  );
  const problem = mayInstall() ? install(packages, places) : '';
  const found = places.find(isExecutable);
  if (found) return found;
  throw new Error(
    `No ${title} in the usual locations on ${platform}${problem && `, and ${problem}`}. ` +
      `Install one, or set ${variable} to the path of its executable.`,
  );
}

/**
 * Returns the options with which Puppeteer launches the browser of an engine that it can control, which
 * WebKit is not.
 *
 * @param {Engine} name
 * @returns {{browser?: 'firefox', executablePath: string, args: string[], defaultViewport?: null}}
 */
export function launchOptions(name = engine) {
  if (name === 'webkit') throw new Error('Puppeteer cannot launch WebKit: see scripts/webkit.js');
  const executablePath = findBrowser(name);
  if (name === 'firefox')
    // Puppeteer would set the default viewport of each new page: see `withoutOrientation`.
    return {browser: 'firefox', executablePath, args: [], defaultViewport: null};
  // No `browser`: the test runner's launcher measures no coverage if Puppeteer's default is spelled out.
  return {
    executablePath,
    args: [
      // Chrome's sandbox does not work for root; for other users it stays on.
      ...(isRoot ? ['--no-sandbox'] : []),
      // Tests need nothing from outside this machine: no first-run page, no background traffic.
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  };
}

/**
 * Lets a page set its viewport in a Firefox before 144, which lacks the command for the orientation of the
 * screen. Puppeteer sends it together with the command for the size, and fails although that succeeded.
 *
 * @template {import('puppeteer-core').Page} P
 * @param {P} page
 * @returns {P}
 */
export function withoutOrientation(page) {
  const setViewport = page.setViewport.bind(page);
  page.setViewport = async (viewport) => {
    try {
      await setViewport(viewport);
    } catch (error) {
      if (!String(error).includes('setScreenOrientationOverride')) throw error;
    }
  };
  return page;
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

const mayInstall = () =>
  platform === 'linux' &&
  isRoot &&
  ['apt-get', 'flock'].every((tool) => isExecutable(`/usr/bin/${tool}`));

/**
 * Installs Debian packages unless a browser exists. The check and the installation share one lock: if
 * two runs start together, the second waits, and neither mistakes a half-unpacked browser, whose path
 * already exists, for a complete one.
 *
 * @param {string} packages
 * @param {string[]} places
 * @returns {string} the problem, or an empty string
 */
function install(packages, places) {
  const script = `
    for place; do [ -f "$place" ] && [ -x "$place" ] && exit; done
    echo 'No browser found: installing ${packages} with apt-get, up to 200 MB.' >&3
    apt-get update
    exec apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=600 ${packages}`;
  const lock = join(tmpdir(), 'trust-center-browser.lock');
  const {status, output} = spawnSync('flock', [lock, 'sh', '-c', script, 'sh', ...places], {
    encoding: 'utf8',
    env: {...env, DEBIAN_FRONTEND: 'noninteractive'},
    stdio: ['ignore', 'pipe', 'pipe', 2],
  });
  const messages = output.slice(1, 3).join('').trim();
  return status === 0 ? '' : `apt-get could not install ${packages} (${messages})`;
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    const [name] = process.argv.slice(2);
    console.log(findBrowser(name === undefined ? engine : engineNamed(name)));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
