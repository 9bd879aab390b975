/**
 * Finds the Chrome or Chromium that the tests run in, and installs one on a Debian system without one.
 *
 * Run as a command (`node scripts/browser.js`), it prints the path, so that a missing browser is reported
 * once, clearly, before any test starts.
 */
import {spawnSync} from 'node:child_process';
import {accessSync, constants, realpathSync, statSync} from 'node:fs';
import {homedir, tmpdir} from 'node:os';
import {delimiter, join} from 'node:path';
import {fileURLToPath} from 'node:url';

const {env, platform} = process;
const isRoot = process.getuid?.() === 0;

/** @type {Partial<Record<NodeJS.Platform, {folders: (string | undefined)[], names: string[]}>>} */
const locations = {
  linux: {
    folders: [...(env['PATH']?.split(delimiter) ?? []), '/usr/bin', '/snap/bin'],
    names: ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser'],
  },
  darwin: {
    folders: ['/Applications', join(homedir(), 'Applications')],
    names: ['Google Chrome', 'Chromium', 'Google Chrome Canary'].map(
      (name) => `${name}.app/Contents/MacOS/${name}`,
    ),
  },
  win32: {
    folders: [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']],
    names: ['Google/Chrome', 'Chromium', 'Google/Chrome SxS'].map(
      (name) => `${name}/Application/chrome.exe`,
    ),
  },
};
const {folders = [], names = []} = locations[platform] ?? {};
const places = names.flatMap((name) => folders.map((folder) => join(folder ?? '', name)));

/**
 * Returns the path of Chrome or Chromium: `CHROME_PATH`, or else one of the usual locations. If none
 * exists, it first installs one, provided that it runs as root on Debian.
 *
 * @returns {string}
 * @throws {Error} if there is none, with the locations searched and what to do
 */
export function findBrowser() {
  const named = env['CHROME_PATH'];
  if (named) {
    if (isExecutable(named)) return named;
    throw new Error(
      `CHROME_PATH is "${named}", which is not an executable file. Correct it or unset it.`,
    );
  }

  const problem = mayInstall() ? install() : '';
  const found = places.find(isExecutable);
  if (found) return found;
  throw new Error(
    `No Chrome or Chromium in the usual locations on ${platform}${problem && `, and ${problem}`}. ` +
      'Install one, or set CHROME_PATH to the path of its executable.',
  );
}

/**
 * Returns the options with which Puppeteer launches that browser.
 *
 * @returns {{executablePath: string, args: string[]}}
 */
export function launchOptions() {
  return {
    executablePath: findBrowser(),
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
 * Installs Debian's chromium unless a browser exists. The check and the installation share one lock: if
 * two runs start together, the second waits, and neither mistakes a half-unpacked browser, whose path
 * already exists, for a complete one.
 *
 * @returns {string} the problem, or an empty string
 */
function install() {
  const script = `
    for place; do [ -f "$place" ] && [ -x "$place" ] && exit; done
    echo 'No Chrome found: installing chromium with apt-get, about 200 MB.' >&3
    apt-get update
    exec apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=600 chromium`;
  const lock = join(tmpdir(), 'trust-center-browser.lock');
  const {status, output} = spawnSync('flock', [lock, 'sh', '-c', script, 'sh', ...places], {
    encoding: 'utf8',
    env: {...env, DEBIAN_FRONTEND: 'noninteractive'},
    stdio: ['ignore', 'pipe', 'pipe', 2],
  });
  const messages = output.slice(1, 3).join('').trim();
  return status === 0 ? '' : `apt-get could not install chromium (${messages})`;
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    console.log(findBrowser());
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
