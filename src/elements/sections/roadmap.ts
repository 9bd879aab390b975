import {css, html, nothing, type CSSResultGroup} from 'lit';
import type {Gate} from '../../manifest/schema.js';
import type {RoadmapPosture} from '../../posture/posture.js';
import {icon, type IconName} from '../ui/icons.js';
import {TrustSection, type View} from './trust-section.js';

const STAGE_ICONS: Readonly<Record<RoadmapPosture['item']['stage'], IconName>> = {
  considering: 'unverified',
  planned: 'circle',
  'in-progress': 'progress',
  done: 'check',
};

/**
 * What is intended, in which stage by the vendor's word, and which gates it waits for.
 *
 * @tag arqen-trust-roadmap
 * @csspart heading - The heading.
 * @csspart item - One item; its stage is `data-stage`.
 * @csspart chip - A gate.
 * @csspart overclaim - What a claim check found.
 */
export class TrustRoadmap extends TrustSection {
  static override styles: CSSResultGroup = [
    TrustSection.styles,
    css`
      ol {
        list-style: none;
        margin: 0;
        padding: 0;
      }
      ol > li {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 0 0.875em;
        padding-block-end: 1.25em;
        position: relative;
      }
      ol > li:not(:last-child)::before {
        content: '';
        position: absolute;
        inset-block: 1.5em 0;
        inset-inline-start: calc(0.5em - 0.5px);
        border-inline-start: 1px solid var(--trust-line);
      }
      ol > li > div {
        display: grid;
        gap: 0.25em;
        min-width: 0;
      }
      .stage,
      .waits,
      .prose {
        color: var(--trust-muted);
        font-size: var(--trust-small);
      }
      .intro + .prose {
        margin-block: -0.75em 1.25em;
      }
      .waits .chip {
        font-size: 1em;
      }
      .waits {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0.25em 0.5em;
      }
    `,
  ];

  protected override renderSection(view: View): unknown {
    const {manifest, posture} = view;
    if (!posture.roadmap.length && !manifest.roadmap?.disclaimer) return nothing;
    return html`
      ${this.heading(this.messages.t('roadmap.title'))}
      <p class="intro">${this.messages.t('roadmap.intro')}</p>
      ${this.prose(manifest.roadmap?.disclaimer, view)}
      <ol>
        ${posture.roadmap.map((item) => this.#item(item, view))}
      </ol>
    `;
  }

  #item({item, gates, overclaims}: RoadmapPosture, view: View): unknown {
    const {messages} = this;
    const {id, stage, target, description} = item;
    return html`
      <li part="item" tabindex="-1" data-kind="roadmap" data-id=${id} data-stage=${stage}>
        ${icon(STAGE_ICONS[stage])}
        <div>
          ${this.heading(this.rowTitle('roadmap', item, view), 2)}
          <p class="stage">
            ${messages.t(`stage.${stage}`)}${
              target
                ? html` ·
                  ${messages.parts('roadmap.target', {target: html`<bdi dir="ltr">${target}</bdi>`})}`
                : nothing
            }
          </p>
          ${this.prose(description, view)} ${this.#waits('roadmap.after', gates, 'unmet', view)}
          ${this.#waits('roadmap.waited', gates, 'met', view)} ${this.overclaims(overclaims)}
        </div>
      </li>
    `;
  }

  #waits(
    words: 'roadmap.after' | 'roadmap.waited',
    gates: readonly Gate[],
    state: Gate['state'],
    view: View,
  ): unknown {
    const these = gates.filter((gate) => gate.state === state);
    if (!these.length) return nothing;
    return html`<div class="waits">${this.messages.t(words)} ${this.chips(these, view)}</div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'arqen-trust-roadmap': TrustRoadmap;
  }
}
