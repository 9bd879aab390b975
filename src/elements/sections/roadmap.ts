import {css, html, nothing, type CSSResultGroup} from 'lit';
import type {Gate} from '../../manifest/schema.js';
import type {RoadmapPosture} from '../../posture/posture.js';
import {icon, type IconName} from '../ui/icons.js';
import {TrustSection, type RenderContext} from './trust-section.js';

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

  protected override renderSection(context: RenderContext): unknown {
    const {manifest, posture} = context;
    if (!posture.roadmap.length && !manifest.roadmap?.disclaimer) return nothing;
    return html`
      ${this.heading(this.messages.t('roadmap.title'))}
      <p class="intro">${this.messages.t('roadmap.intro')}</p>
      ${this.prose(manifest.roadmap?.disclaimer, context)}
      <ol>
        ${posture.roadmap.map((item) => this.#item(item, context))}
      </ol>
    `;
  }

  #item({item, gates, overclaims}: RoadmapPosture, context: RenderContext): unknown {
    const {messages} = this;
    const {id, stage, target, description} = item;
    return html`
      <li part="item" tabindex="-1" data-kind="roadmap" data-id=${id} data-stage=${stage}>
        ${icon(STAGE_ICONS[stage])}
        <div>
          ${this.heading(this.rowTitle('roadmap', item, context), 2)}
          <p class="stage">
            ${messages.t(`stage.${stage}`)}${
              target
                ? html` ·
                  ${messages.parts('roadmap.target', {target: html`<bdi dir="ltr">${target}</bdi>`})}`
                : nothing
            }
          </p>
          ${this.prose(description, context)}
          ${this.#waits('roadmap.after', gates, 'unmet', context)}
          ${this.#waits('roadmap.waited', gates, 'met', context)} ${this.overclaims(overclaims)}
        </div>
      </li>
    `;
  }

  #waits(
    words: 'roadmap.after' | 'roadmap.waited',
    gates: readonly Gate[],
    state: Gate['state'],
    context: RenderContext,
  ): unknown {
    const these = gates.filter((gate) => gate.state === state);
    if (!these.length) return nothing;
    return html`<div class="waits">${this.messages.t(words)} ${this.chips(these, context)}</div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'arqen-trust-roadmap': TrustRoadmap;
  }
}
