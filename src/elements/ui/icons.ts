import {html, svg, type TemplateResult} from 'lit';

/** Shapes that distinguish states without colour. Decorative: each is next to a word. */
const SHAPES = {
  dot: svg`<circle cx="8" cy="8" r="4" fill="currentColor" stroke="none" />`,
  half: svg`<circle cx="8" cy="8" r="5" /><path d="M8 3a5 5 0 0 1 0 10z" fill="currentColor" stroke="none" />`,
  lock: svg`<rect x="3" y="7" width="10" height="7" rx="1.5" /><path d="M5 7V5a3 3 0 0 1 6 0v2" />`,
  verified: svg`<rect x="3" y="7" width="10" height="7" rx="1.5" /><path d="M5 7V5a3 3 0 0 1 6 0v2M6 10.5l1.5 1.5 2.5-3" />`,
  unlocked: svg`<rect x="3" y="7" width="10" height="7" rx="1.5" /><path d="M5 7V5a3 3 0 0 1 5.8-1" />`,
  unverified: svg`<circle cx="8" cy="8" r="6" stroke-dasharray="2.4 2" /><path d="M6.3 6.4a1.8 1.8 0 1 1 2.5 1.7c-.6.3-.8.6-.8 1.2M8 11.4v.1" />`,
  warning: svg`<path d="M8 2 14.5 13.5h-13zM8 6.5v3.2M8 11.6v.1" />`,
  none: svg`<path d="M4 8h8" />`,
  circle: svg`<circle cx="8" cy="8" r="4.5" />`,
  check: svg`<circle cx="8" cy="8" r="6" /><path d="M5.5 8.2 7.3 10l3.2-4" />`,
  progress: svg`<circle cx="8" cy="8" r="5" stroke-dasharray="3 2" /><circle cx="8" cy="8" r="1.5" fill="currentColor" stroke="none" />`,
  document: svg`<path d="M4 2h5l3 3v9H4zM9 2v3h3" />`,
  organization: svg`<path d="M3 14V4l6-2v12M9 6l4 1.5V14M2 14h12M5.5 6h1M5.5 9h1M5.5 12h1" />`,
  link: svg`<path d="M6.5 9.5 9.5 6.5M7 5l1.8-1.8a2.5 2.5 0 0 1 3.6 3.6L10.6 8.6M9 11l-1.8 1.8a2.5 2.5 0 0 1-3.6-3.6L5.4 7.4" />`,
  cross: svg`<path d="m4.5 4.5 7 7M11.5 4.5l-7 7" />`,
  down: svg`<path d="m4 6.5 4 4 4-4" />`,
} as const;

export type IconName = keyof typeof SHAPES;

export const icon = (name: IconName): TemplateResult =>
  html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true">${SHAPES[name]}</svg>`;
