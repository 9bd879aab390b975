import {html, nothing, type TemplateResult} from 'lit';
import type {Manifest} from '../../manifest/schema.js';
import type {Problem} from '../../manifest/problem.js';
import {resolveLink} from '../../text/links.js';
import type {GuardPosture, Posture} from '../../posture/posture.js';
import type {LoadError} from '../../manifest/load-error.js';
import {timeAgo, clockTime} from '../ui/relative-time.js';
import type {ManifestState} from '../contexts.js';
import {CONTACT_SCHEMES} from '../ui/contact.js';
import {describeContradiction} from '../ui/guard-status.js';
import {icon} from '../ui/icons.js';
import {manifestText} from '../ui/manifest-text.js';
import type {Messages} from '../../i18n/messages.js';

/** Problems shown before the rest is only counted. */
const SHOWN_PROBLEMS = 50;

/** What a reader must know before anything else: contradictions first. */
export function banners(
  document: ManifestState & {readonly status: 'ready' | 'kept'},
  posture: Posture,
  messages: Messages,
): unknown {
  const {manifest, url} = document.loaded;
  const {expiresAt} = manifest;
  const expired = posture.overclaimsAt('/expiresAt').length;
  return html`
    ${posture.guards.map((guard) =>
      // Nothing stands in the place of each that is not there: none takes another's, and its focus.
      guard.contradiction ? contradictionBanner(guard, manifest, url, messages) : nothing,
    )}
    ${
      // The age counts up: an alert around it would speak each time.
      document.status === 'kept'
        ? html`<div class="banner kept" part="banner" data-banner="kept">
            ${icon('unverified')}
            <div>
              <p>
                <span role="alert">${messages.t('banner.kept')}</span>
                ${messages.parts('banner.kept.age', {age: timeAgo(document.fetchedAt, messages)})}
              </p>
              ${errorDetails(document.error, messages)}
            </div>
          </div>`
        : nothing
    }
    ${
      expired
        ? html`<div class="banner expired" part="banner" data-banner="expired">
            ${icon('warning')}
            <p>${messages.t('banner.expired', {date: messages.date(expiresAt!)})}</p>
          </div>`
        : nothing
    }
  `;
}

/** Says what each side claims, and to whom it can be reported. */
function contradictionBanner(
  {guard, unmet, contradiction}: GuardPosture,
  manifest: Manifest,
  url: string,
  messages: Messages,
): TemplateResult {
  const title = html`<strong>${manifestText(guard.title, manifest)}</strong>`;
  const contact = resolveLink(manifest.disclosure.contacts[0]!, url, CONTACT_SCHEMES);
  return html`
    <div
      class="banner contradiction"
      part="banner"
      data-banner="contradiction"
      data-guard=${guard.id}
    >
      ${icon('warning')}
      <div>
        <p class="title">${messages.t('banner.contradiction.title')}</p>
        <p>
          ${messages.parts(
            unmet.length ? 'banner.contradiction.blocked' : 'banner.contradiction.open',
            {
              n: unmet.length,
              guard: title,
            },
          )}
          ${messages.parts('banner.contradiction.answer', {
            time: clockTime(contradiction!.checkedAt, messages),
            answer: html`<strong
              >${describeContradiction(contradiction!, messages, manifest)}</strong
            >`,
          })}
          ${messages.t('banner.contradiction.advice')}
          ${
            contact
              ? html`<a href=${contact.href} rel="noreferrer noopener"
                  >${messages.t('banner.report')}</a
                >`
              : nothing
          }
        </p>
      </div>
    </div>
  `;
}

/** That a record was asked for which could not be made. */
export const snapshotFailedBanner = (messages: Messages): TemplateResult => html`
  <div class="banner" part="banner" data-banner="record" role="alert">
    ${icon('unverified')}
    <p>${messages.t('save.failed')}</p>
  </div>
`;

/** What stands in the place of everything when nothing of a manifest can be shown. */
export const loadErrorBanner = (error: LoadError, messages: Messages): TemplateResult => html`
  <div class="banner failed" part="banner" data-banner="failed" role="alert">
    ${icon('unverified')}
    <div>
      <p class="title">${messages.t('load.failed')}</p>
      <p>${messages.t('load.nothing')}</p>
      ${errorDetails(error, messages)}
    </div>
  </div>
`;

const errorDetails = (
  {message, reason, problems}: LoadError,
  messages: Messages,
): TemplateResult => html`
  <p class="reason" data-reason=${reason}>${messages.t(`failed.${reason}`)}</p>
  ${
    // The problems say more than that there are some.
    problems.length ? nothing : html`<p class="detail" lang="en" dir="ltr">${message}</p>`
  }
  ${problems.length ? problemList(problems, messages) : nothing}
`;

function problemList(problems: readonly Problem[], messages: Messages): TemplateResult {
  const rest = problems.length - SHOWN_PROBLEMS;
  return html`<details>
    <summary>${messages.t('load.problems', {n: problems.length})}</summary>
    <ul lang="en" dir="ltr">
      ${problems
        .slice(0, SHOWN_PROBLEMS)
        .map(
          ({path, message, severity, rule}) =>
            html`<li data-rule=${rule} data-severity=${severity}>
              <code>${path || '/'}</code> ${message}
            </li>`,
        )}
    </ul>
    ${rest > 0 ? html`<p>${messages.t('load.more', {n: rest})}</p>` : nothing}
  </details>`;
}
