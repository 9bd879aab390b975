import {html, nothing, type TemplateResult} from 'lit';
import type {Messages} from '../../i18n/messages.js';
import {isManifestFault, mayPass, type LoadError} from '../../manifest/load-error.js';
import type {Problem} from '../../manifest/problem.js';
import type {Posture} from '../../posture/posture.js';
import type {ManifestState} from '../contexts.js';
import {icon} from '../ui/icons.js';
import {timeAgo} from '../ui/relative-time.js';
import type {CenterHost} from './host.js';
import {loadedRest} from './load-rest.js';

/** The number of problems to list. The rest are only counted. */
const SHOWN_PROBLEMS = 50;

/** Renders the banners above a shown manifest: contradictions first, then a failed reload, then expiry. */
export function banners(
  center: CenterHost,
  state: ManifestState & {readonly status: 'ready' | 'kept'},
  posture: Posture,
): unknown {
  const {messages} = center;
  const {expiresAt} = state.loaded.manifest;
  const expired = posture.overclaimsAt('/expiresAt').length;
  return html`
    ${
      // The guards' answers come from that chunk.
      posture.guards.some(({contradiction}) => contradiction)
        ? loadedRest()?.contradictionBanners(posture, state.loaded, messages)
        : nothing
    }
    ${
      // The age is outside the alert, which would otherwise be announced every second.
      state.status === 'kept'
        ? html`<div class="notice kept" part="banner" data-banner="kept">
            ${icon('unverified')}
            <div>
              <p>
                <span role="alert">${messages.t('banner.kept')}</span>
                ${messages.parts('banner.kept.age', {age: timeAgo(state.fetchedAt, messages)})}
              </p>
              ${errorDetails(center, state.error)}
            </div>
          </div>`
        : nothing
    }
    ${
      expired
        ? html`<div class="notice expired" part="banner" data-banner="expired">
            ${icon('warning')}
            <p>${messages.t('banner.expired', {date: messages.date(expiresAt!)})}</p>
          </div>`
        : nothing
    }
  `;
}

/** Renders the banner after a failed attempt to save a record. */
export const snapshotFailedBanner = (messages: Messages): TemplateResult => html`
  <div class="notice" part="banner" data-banner="record" role="alert">
    ${icon('unverified')}
    <p>${messages.t('save.failed')}</p>
  </div>
`;

/** Renders the banner for everything that is not shown because its chunk could not be loaded. */
export const chunkMissingBanner = (center: CenterHost): TemplateResult => html`
  <div class="notice failed" part="banner" data-banner="failed" role="alert">
    ${icon('unverified')}
    <div>
      <p class="reason" data-reason="chunk-missing">${center.messages.t('failed.chunk-missing')}</p>
      ${tryAgain(center)}
    </div>
  </div>
`;

/** Renders the banner above the fallback, or in its place, if no manifest can be shown. */
export const loadErrorBanner = (center: CenterHost, error: LoadError): TemplateResult => html`
  <div class="notice failed" part="banner" data-banner="failed" role="alert">
    ${icon('unverified')}
    <div>
      <p class="title">${center.messages.t('load.failed')}</p>
      ${isManifestFault(error) ? html`<p>${center.messages.t('load.nothing')}</p>` : nothing}
      ${errorDetails(center, error)}
    </div>
  </div>
`;

const errorDetails = (center: CenterHost, error: LoadError): TemplateResult => html`
  <p class="reason" data-reason=${error.reason}>${center.messages.t(`failed.${error.reason}`)}</p>
  ${
    // The problems are more specific than the message.
    error.problems.length
      ? problemList(error.problems, error.omitted ?? 0, center.messages)
      : html`<p class="detail" lang="en" dir="ltr">${error.message}</p>`
  }
  ${mayPass(error) ? tryAgain(center) : nothing}
`;

const tryAgain = ({messages, retrying, tryAgain}: CenterHost) => html`
  <p>
    <button type="button" aria-disabled=${retrying} @click=${tryAgain}>
      ${messages.t(retrying ? 'load.loading' : 'load.retry')}
    </button>
  </p>
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
