import {html, nothing} from 'lit';
import {keyed} from 'lit/directives/keyed.js';
import {isManifestFault} from '../../manifest/load-error.js';
import {shownManifest} from '../contexts.js';
import {SECTION_KEYS, sectionTags, type SectionKey} from '../tags.js';
import {banners, chunkMissingBanner, loadErrorBanner, snapshotFailedBanner} from './banners.js';
import type {CenterHost} from './host.js';
import {sectionTemplate} from './section-tag.js';

/** The sections that take half the width on wide pages. */
const HALF_WIDTH: ReadonlySet<SectionKey> = new Set([
  'roadmap',
  'readiness',
  'documents',
  'subprocessors',
  'faq',
  'updates',
]);

/**
 * Renders the shadow tree of a center.
 * @param onSlotChange Called when the center's children change.
 */
export function centerTemplate(center: CenterHost, onSlotChange: () => void): unknown {
  const {messages, manifestState, derivedNote} = center;
  const label = regionLabel(center);
  // A translation of the last announcement must not outlive it.
  const announcement = replaceable(center, keyed(center.announcement, center.announcement));
  return html`
    <div class="fit">
      <div
        class="base"
        part="base"
        role=${label ? 'region' : nothing}
        aria-label=${label ?? nothing}
        tabindex="-1"
        lang=${messages.locale}
        data-load-state=${messages.derivedAt === undefined ? manifestState.status : 'derived'}
      >
        <p class="unseen" role="status" dir=${messages.direction}>${announcement}</p>
        <slot name="header"></slot>
        ${
          derivedNote
            ? replaceable(
                center,
                html`<p
                  class="label"
                  aria-hidden=${messages.derivedAt === undefined ? 'true' : nothing}
                >
                  ${derivedNote}
                </p>`,
              )
            : nothing
        }
        ${body(center, onSlotChange)}
        <slot name="footer"></slot>
      </div>
    </div>
  `;
}

/** Renders content that shows text, so that it can be replaced after foreign changes: see `ForeignChanges`. */
const replaceable = ({foreign}: CenterHost, content: unknown): unknown =>
  keyed(foreign.resets, content);

/** Names the region after the vendor, because a page may hold several centers. */
function regionLabel({manifestState}: CenterHost): string | undefined {
  const shown = shownManifest(manifestState);
  if (!shown) return undefined;
  const {organization, title} = shown.loaded.manifest;
  return [organization.product ?? organization.name, title].filter(Boolean).join(', ');
}

function body(center: CenterHost, onSlotChange: () => void): unknown {
  const {manifestState, postureState, messages} = center;
  switch (manifestState.status) {
    case 'idle':
      return html`<slot name="empty">${fallback(center, 'load.idle', onSlotChange)}</slot>`;
    case 'loading': {
      const {preview} = manifestState;
      return preview
        ? content(center, banners(center, {...preview, status: 'ready'}, preview.posture), [
            'summary',
          ])
        : fallback(center, 'load.loading', onSlotChange);
    }
    case 'failed':
      return html`<div dir=${messages.direction}>
          ${replaceable(center, loadErrorBanner(center, manifestState.error))}
        </div>
        ${isManifestFault(manifestState.error) ? nothing : fallback(center, undefined, onSlotChange)}`;
    default:
      if (!postureState) return nothing;
      return content(
        center,
        [
          banners(center, manifestState, postureState.posture),
          center.chunkMissing ? chunkMissingBanner(center) : nothing,
          center.snapshotFailed ? snapshotFailedBanner(messages) : nothing,
        ],
        sectionKeys(center),
        postureState.posture.uncheckedLanguage !== undefined,
      );
  }
}

/** Renders notices, and sections below them. */
function content(
  center: CenterHost,
  notices: unknown,
  keys: readonly SectionKey[],
  unchecked = false,
): unknown {
  const {messages} = center;
  const note = html`<p class="label" dir=${messages.direction}>
    ${messages.t('claims.unchecked')}
  </p>`;
  return html`
    <div class="notices" dir=${messages.direction}>${replaceable(center, notices)}</div>
    ${unchecked ? replaceable(center, note) : nothing}
    ${
      hasLayout(center)
        ? html`<slot></slot>`
        : html`<div class="sections" dir=${messages.direction}>
            ${keys.map((key) => sectionTemplate(center.tagPrefix, key, HALF_WIDTH.has(key)))}
          </div>`
    }
  `;
}

/** Renders the embedder's fallback, or the phrase `otherwise` if there is none. */
function fallback(
  center: CenterHost,
  otherwise: 'load.idle' | 'load.loading' | undefined,
  onSlotChange: () => void,
): unknown {
  const {messages} = center;
  // Markup that lays out section elements would be an empty shell until they render, so it is hidden.
  const layout = hasLayout(center);
  const children = layout
    ? '[slot=fallback]'
    : ':is([slot=fallback], :not([slot], script, template))';
  return html`<slot name="fallback"
      ><slot ?hidden=${layout} @slotchange=${onSlotChange}></slot
    ></slot>
    ${
      !otherwise || center.querySelector(`:scope > ${children}`)
        ? nothing
        : replaceable(center, html`<p dir=${messages.direction}>${messages.t(otherwise)}</p>`)
    }`;
}

/** Returns whether the embedder lays out the section elements. */
const hasLayout = (center: CenterHost): boolean =>
  !!center.querySelector(sectionTags(center.tagPrefix).join());

/** Returns whether the summary, whose text comes first, is among the sections. */
export const showsSummary = (center: CenterHost): boolean =>
  hasLayout(center)
    ? !!center.querySelector(`${center.tagPrefix}-summary`)
    : sectionKeys(center).includes('summary');

/** Returns whether the first section is the summary, which can be shown before the others. */
export const beginsWithSummary = (center: CenterHost): boolean =>
  !hasLayout(center) && sectionKeys(center)[0] === 'summary';

/** Returns the keys of the sections to show, in order. Unknown keys are ignored. */
function sectionKeys({sections}: CenterHost): readonly SectionKey[] {
  if (!sections) return SECTION_KEYS;
  return sections
    .split(/\s+/)
    .filter((key): key is SectionKey => (SECTION_KEYS as readonly string[]).includes(key));
}
