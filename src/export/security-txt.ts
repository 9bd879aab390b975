/** Exports the disclosure section as a security.txt file (RFC 9116). */
import {instant} from '../manifest/dates.js';
import {expected, type Problem, type Severity} from '../manifest/problem.js';
import type {Disclosure, Manifest} from '../manifest/schema.js';
import {resolveLink} from '../text/links.js';

/** The file, or why there is none. Its problems are warnings if it is `ready`. */
export type SecurityTxt =
  | {readonly status: 'ready'; readonly text: string; readonly problems: readonly Problem[]}
  | {readonly status: 'refused'; readonly problems: readonly Problem[]};

/** RFC 9116 recommends that a file expires within a year. */
const YEAR = 366 * 86_400_000;

/** The language tags of `Preferred-Languages`, separated by commas (section 2.5.8). */
const LANGUAGES = /^[a-z]{2,8}(-[a-z0-9]{1,8})*(\s*,\s*[a-z]{2,8}(-[a-z0-9]{1,8})*)*$/i;

/**
 * Returns a manifest's security.txt. It is refused if it would be expired, or if a field is not what the RFC
 * allows.
 * @param now Milliseconds since the epoch.
 * @param base The URL of the manifest, for relative links.
 */
export function securityTxt(
  {disclosure}: Manifest,
  now: number,
  base: string | undefined,
): SecurityTxt {
  const writer = new FieldWriter(base);
  const {contacts, expiresAt, encryption, acknowledgments, preferredLanguages} = disclosure;
  const {canonical, policy, hiring} = disclosure;
  writer.addLinks('Contact', 'contacts', contacts);
  writer.addExpiry(expiresAt, now);
  writer.addLinks('Encryption', 'encryption', encryption);
  writer.addLinks('Acknowledgments', 'acknowledgments', acknowledgments);
  writer.addLanguages(preferredLanguages);
  writer.addLinks('Canonical', 'canonical', canonical);
  writer.addLinks('Policy', 'policy', policy);
  writer.addLinks('Hiring', 'hiring', hiring);
  const {lines, problems} = writer;
  return problems.some(({severity}) => severity === 'error')
    ? {status: 'refused', problems}
    : {status: 'ready', text: lines.map((line) => `${line}\n`).join(''), problems};
}

const SCHEMES = ['https:', 'mailto:', 'tel:', 'dns:', 'openpgp4fpr:'];

class FieldWriter {
  readonly lines: string[] = [];
  readonly problems: Problem[] = [];

  constructor(private readonly base: string | undefined) {}

  addLinks(name: string, key: keyof Disclosure, value: string | readonly string[] | undefined) {
    const links = value === undefined ? [] : [value].flat();
    for (const [i, link] of links.entries()) {
      const place = Array.isArray(value) ? `${key}/${i}` : key;
      const url = this.#resolve(link);
      if (url && SCHEMES.includes(url.protocol)) this.lines.push(`${name}: ${url.href}`);
      else
        this.#report(
          'error',
          'security-txt-link',
          place,
          this.base === undefined
            ? 'an absolute link, or the URL of the manifest to resolve it against'
            : 'a link that is not http:',
          link,
        );
    }
  }

  addExpiry(expiresAt: string | undefined, now: number): void {
    if (expiresAt === undefined) {
      const wanted = '"expiresAt", which RFC 9116 requires';
      this.#report('error', 'security-txt-expiry', '', wanted, 'none');
      return;
    }
    const time = instant(expiresAt);
    if (time <= now)
      this.#report('error', 'disclosure-expired', 'expiresAt', 'a date in the future', expiresAt);
    else if (time > now + YEAR)
      this.#report(
        'warning',
        'security-txt-expiry',
        'expiresAt',
        'a date within a year, as RFC 9116 recommends',
        expiresAt,
      );
    this.lines.push(`Expires: ${new Date(time).toISOString().replace('.000Z', 'Z')}`);
  }

  addLanguages(languages: string | undefined): void {
    if (languages === undefined) return;
    if (LANGUAGES.test(languages.trim()))
      this.lines.push(`Preferred-Languages: ${languages.trim()}`);
    else
      this.#report(
        'error',
        'security-txt-languages',
        'preferredLanguages',
        'language tags separated by commas, such as "en, de"',
        languages,
      );
  }

  #resolve(link: string): URL | undefined {
    return resolveLink(link, this.base ?? link, SCHEMES);
  }

  #report(severity: Severity, rule: string, place: string, wanted: string, found: string): void {
    const path = place ? `/disclosure/${place}` : '/disclosure';
    this.problems.push({path, rule, severity, message: expected(wanted, found)});
  }
}
