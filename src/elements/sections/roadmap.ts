import {css, html, nothing, type CSSResultGroup} from 'lit';
import type {Gate} from '../../manifest/schema.js';
import type {RoadmapPosture} from '../../posture/posture.js';
import {heading, overclaims, prose, rowTitle, type RenderContext} from '../ui/fragments.js';
import {gateChips} from '../ui/gate-chips.js';
import {icon, type IconName} from '../ui/icons.js';
import {ListSection} from './list-section.js';

const STAGE_ICONS: Readonly<Record<RoadmapPosture['item']['stage'], IconName>> = {
  considering: 'unverified',
  planned: 'circle',
  'in-progress': 'progress',
  done: 'check',
};

/**
 * The vendor's plans, each with the stage that the vendor states and the gates it waits for.
 *
 * @tag arqen-trust-roadmap
 * @csspart heading - The heading of the section or of a roadmap item.
 * @csspart item - A roadmap item; `data-stage` holds its stage.
 * @csspart chip - A chip that links to a gate; `data-state` holds the gate's state.
 * @csspart overclaim - An overclaim that a claim check found, next to the statement it flags.
 */
export class TrustRoadmap extends ListSection {
  static override styles: CSSResultGroup = [
    ListSection.styles,
    css`
      [role='listitem'] {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 0 0.875em;
        padding-block-end: 1.25em;
        position: relative;
      }
      [role='listitem']:not(:nth-last-child(1 of [role='listitem']))::before,
      .group:not(:nth-last-child(1 of div)) > [role='listitem']::before {
        content: '';
        position: absolute;
        inset-block: 1.5em 0;
        inset-inline-start: calc(0.5em - 0.5px);
        border-inline-start: 1px solid var(--trust-line);
      }
      [role='listitem'] > div {
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
      .intro ~ .prose {
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
    const {manifest, posture, messages} = context;
    if (!posture.roadmap.length && !manifest.roadmap?.disclaimer) return nothing;
    return html`
      ${heading(messages.t('roadmap.title'), context)}
      <p class="intro">${messages.t('roadmap.intro')}</p>
      ${prose(manifest.roadmap?.disclaimer, context)}
      <div role="list">
        ${this.groups.render(
          {
            rows: posture.roadmap,
            key: ({item}) => item.id,
            row: (item, i) => roadmapItem(item, i, context),
          },
          context,
        )}
      </div>
    `;
  }
}

function roadmapItem(posture: RoadmapPosture, index: number, context: RenderContext): unknown {
  const {messages} = context;
  const {item, gates} = posture;
  const {id, stage, target, description} = item;
  return html`
    <div
      role="listitem"
      part="item"
      tabindex="-1"
      aria-posinset=${index + 1}
      aria-setsize=${context.posture.roadmap.length}
      data-kind="roadmap"
      data-id=${id}
      data-stage=${stage}
    >
      ${icon(STAGE_ICONS[stage])}
      <div>
        ${heading(rowTitle('roadmap', item, context), context, 2)}
        <p class="stage">
          ${messages.t(`stage.${stage}`)}${
            target
              ? html` ·
                ${messages.parts('roadmap.target', {target: html`<bdi dir="ltr">${target}</bdi>`})}`
              : nothing
          }
        </p>
        ${prose(description, context)} ${waitsFor('unmet', gates, context)}
        ${waitsFor('met', gates, context)} ${overclaims(posture.overclaims, context)}
      </div>
    </div>
  `;
}

/** Renders the unmet gates that a roadmap item waits for, or the met gates that it waited for. */
function waitsFor(state: Gate['state'], gates: readonly Gate[], context: RenderContext): unknown {
  const inState = gates.filter((gate) => gate.state === state);
  if (!inState.length) return nothing;
  const label = context.messages.t(state === 'met' ? 'roadmap.waited' : 'roadmap.after');
  return html`<div class="waits">${label} ${gateChips(inState, context)}</div>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'arqen-trust-roadmap': TrustRoadmap;
  }
}
