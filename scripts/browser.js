/**
 * Finds the Chrome or Chromium that the tests run in, and on a bare Debian installs one.
 *
 * As a command (`node scripts/browser.js`) it prints the path it found, so that a missing browser
 * is said once, clearly, before any test starts.
 */
import {spawnSync} from 'node:child_process';
import {accessSync, constants, realpathSync, statSync} from 'node:fs';
import {homedir, tmpdir} from 'node:os';
import {delimiter, join} from 'node:path';
import {fileURLToPath} from 'node:url';

const {env, platform} = process;
const isRoot = process.getuid?.() === 0;

/** @type {Partial<Record<NodeJS.Platform, {folders: (string | undefined)[], names: string[]}>>} */
const usual = {
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
const {folders = [], names = []} = usual[platform] ?? {};
const places = names.flatMap((name) => folders.map((folder) => join(folder ?? '', name)));

/**
 * The path of a Chrome or Chromium: `CHROME_PATH`, then the places where one is usually installed,
 * then, on a Debian where we may, a freshly installed one.
 *
 * @returns {string}
 * @throws {Error} that names where it looked and what to do
 */
export function findBrowser() {
  const named = env['CHROME_PATH'];
  if (named) {
    if (isExecutable(named)) return named;
    throw new Error(
      `CHROME_PATH is "${named}", which is no executable file. Correct it or unset it.`,
    );
  }

  const trouble = mayInstall() ? install() : '';
  const found = places.find(isExecutable);
  if (found) return found;
  throw new Error(
    `No Chrome or Chromium in the usual places of ${platform}${trouble && `, and ${trouble}`}. ` +
      'Install one, or set CHROME_PATH to the path of its executable.',
  );
}

/**
 * What puppeteer needs to start that browser.
 *
 * @returns {{executablePath: string, args: string[]}}
 */
export function launchOptions() {
  return {
    executablePath: findBrowser(),
    args: [
      // Chrome's sandbox refuses to start as root; everybody else keeps it.
      ...(isRoot ? ['--no-sandbox'] : []),
      // Nothing a test needs lies beyond this machine: no first-run page, no background traffic.
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
 * Installs Debian's chromium unless a browser is there. Looking and installing happen under one
 * lock: of two runs that start together the second waits, and neither takes a half-unpacked
 * browser, whose path exists already, for a whole one.
 *
 * @returns {string} what went wrong, or nothing
 */
function install() {
  const script = `
    for place; do [ -f "$place" ] && [ -x "$place" ] && exit; done
    echo 'No Chrome found: installing chromium by apt-get, some 200 MB.' >&3
    apt-get update
    exec apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=600 chromium`;
  const lock = join(tmpdir(), 'trust-center-browser.lock');
  const {status, output} = spawnSync('flock', [lock, 'sh', '-c', script, 'sh', ...places], {
    encoding: 'utf8',
    env: {...env, DEBIAN_FRONTEND: 'noninteractive'},
    stdio: ['ignore', 'pipe', 'pipe', 2],
  });
  const said = output.slice(1, 3).join('').trim();
  return status === 0 ? '' : `apt-get could not install chromium (${said})`;
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    console.log(findBrowser());
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
