import {html, nothing, type TemplateResult} from 'lit';
import type {Messages} from '../../i18n/messages.js';
import type {LoadedManifest} from '../../manifest/load.js';
import type {GuardPosture, Posture} from '../../posture/posture.js';
import {resolveLink} from '../../text/links.js';
import {CONTACT_SCHEMES} from '../ui/contact.js';
import {describeContradiction} from '../ui/guard-answer.js';
import {icon} from '../ui/icons.js';
import {manifestText} from '../ui/manifest-text.js';
import {clockTime} from '../ui/relative-time.js';

/** Renders a banner for each guard whose answer contradicts the manifest. */
export const contradictionBanners = (
  {guards}: Posture,
  loaded: LoadedManifest,
  messages: Messages,
): readonly unknown[] =>
  // Each guard keeps its place in the list, so that a banner never takes over another's node and focus.
  guards.map((guard) => (guard.contradiction ? banner(guard, loaded, messages) : nothing));

/** Renders a banner that states both claims, and whom to contact. */
function banner(
  {guard, unmet, contradiction}: GuardPosture,
  {manifest, url}: LoadedManifest,
  messages: Messages,
): TemplateResult {
  const title = html`<strong>${manifestText(guard.title, manifest)}</strong>`;
  const contact = resolveLink(manifest.disclosure.contacts[0]!, url, CONTACT_SCHEMES);
  return html`
    <div
      class="notice contradiction"
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
