import {html, nothing, type TemplateResult} from 'lit';
import type {Messages} from '../../i18n/messages.js';
import type {LoadError} from '../../manifest/load-error.js';
import type {Problem} from '../../manifest/problem.js';
import type {Manifest} from '../../manifest/schema.js';
import type {GuardPosture, Posture} from '../../posture/posture.js';
import {resolveLink} from '../../text/links.js';
import type {ManifestState} from '../contexts.js';
import {CONTACT_SCHEMES} from '../ui/contact.js';
import {describeContradiction} from '../ui/guard-status.js';
import {icon} from '../ui/icons.js';
import {manifestText} from '../ui/manifest-text.js';
import {timeAgo, clockTime} from '../ui/relative-time.js';

/** The number of problems to list. The rest are only counted. */
const SHOWN_PROBLEMS = 50;

/** Renders the banners above a shown manifest: contradictions first, then a failed reload, then expiry. */
export function banners(
  state: ManifestState & {readonly status: 'ready' | 'kept'},
  posture: Posture,
  messages: Messages,
): unknown {
  const {manifest, url} = state.loaded;
  const {expiresAt} = manifest;
  const expired = posture.overclaimsAt('/expiresAt').length;
  return html`
    ${posture.guards.map((guard) =>
      // Each guard keeps its place in the list, so that a banner never takes over another's node and focus.
      guard.contradiction ? contradictionBanner(guard, manifest, url, messages) : nothing,
    )}
    ${
      // The age is outside the alert, which would otherwise be announced every second.
      state.status === 'kept'
        ? html`<div class="banner kept" part="banner" data-banner="kept">
            ${icon('unverified')}
            <div>
              <p>
                <span role="alert">${messages.t('banner.kept')}</span>
                ${messages.parts('banner.kept.age', {age: timeAgo(state.fetchedAt, messages)})}
              </p>
              ${errorDetails(state.error, messages)}
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

/** Renders a banner that states both claims, and whom to contact. */
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

/** Renders the banner after a failed attempt to save a record. */
export const snapshotFailedBanner = (messages: Messages): TemplateResult => html`
  <div class="banner" part="banner" data-banner="record" role="alert">
    ${icon('unverified')}
    <p>${messages.t('save.failed')}</p>
  </div>
`;

/** Renders the banner for everything that is not shown because its chunk could not be loaded. */
export const chunkMissingBanner = (messages: Messages): TemplateResult => html`
  <div class="banner failed" part="banner" data-banner="failed" role="alert">
    ${icon('unverified')}
    <p class="reason" data-reason="chunk-missing">${messages.t('failed.chunk-missing')}</p>
  </div>
`;

/** Renders the banner that replaces everything if no manifest can be shown. */
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
  {message, reason, problems, omitted}: LoadError,
  messages: Messages,
): TemplateResult => html`
  <p class="reason" data-reason=${reason}>${messages.t(`failed.${reason}`)}</p>
  ${
    // The problems are more specific than the message.
    problems.length ? nothing : html`<p class="detail" lang="en" dir="ltr">${message}</p>`
  }
  ${problems.length ? problemList(problems, omitted ?? 0, messages) : nothing}
`;

function problemList(
  problems: readonly Problem[],
  omitted: number,
  messages: Messages,
): TemplateResult {
  const n = problems.length + omitted;
  const rest = n - SHOWN_PROBLEMS;
  return html`<details>
    <summary>${messages.t('load.problems', {n})}</summary>
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
