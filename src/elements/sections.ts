import {html, type TemplateResult} from 'lit';
import {TrustControls} from './controls.js';
import {TrustDisclosure} from './disclosure.js';
import {TrustDocuments} from './documents.js';
import {TrustFaq} from './faq.js';
import {TrustGates} from './gates.js';
import {TrustGuards} from './guards.js';
import {TrustReadiness} from './readiness.js';
import {TrustRoadmap} from './roadmap.js';
import type {SectionKey} from './section-keys.js';
import type {TrustSection} from './section.js';
import {TrustSubprocessors} from './subprocessors.js';
import {TrustSummary} from './summary.js';
import {TrustUpdates} from './updates.js';

interface SectionEntry {
  readonly element: new () => TrustSection;
  readonly template: TemplateResult;
}

/** Every part that a section declares, so that a page can style it through the center. */
const PARTS =
  'heading, guard, head, control, gate, item, report, requirement, contact, chip, overclaim';

/** The sections by their keys: the class of each, and how the center puts it on the page. */
export const SECTIONS = {
  summary: {
    element: TrustSummary,
    template: html`<arqen-trust-summary exportparts=${PARTS}></arqen-trust-summary>`,
  },
  guards: {
    element: TrustGuards,
    template: html`<arqen-trust-guards exportparts=${PARTS}></arqen-trust-guards>`,
  },
  controls: {
    element: TrustControls,
    template: html`<arqen-trust-controls exportparts=${PARTS}></arqen-trust-controls>`,
  },
  gates: {
    element: TrustGates,
    template: html`<arqen-trust-gates exportparts=${PARTS}></arqen-trust-gates>`,
  },
  roadmap: {
    element: TrustRoadmap,
    template: html`<arqen-trust-roadmap class="half" exportparts=${PARTS}></arqen-trust-roadmap>`,
  },
  readiness: {
    element: TrustReadiness,
    template: html`<arqen-trust-readiness
      class="half"
      exportparts=${PARTS}
    ></arqen-trust-readiness>`,
  },
  documents: {
    element: TrustDocuments,
    template: html`<arqen-trust-documents
      class="half"
      exportparts=${PARTS}
    ></arqen-trust-documents>`,
  },
  subprocessors: {
    element: TrustSubprocessors,
    template: html`<arqen-trust-subprocessors
      class="half"
      exportparts=${PARTS}
    ></arqen-trust-subprocessors>`,
  },
  faq: {
    element: TrustFaq,
    template: html`<arqen-trust-faq class="half" exportparts=${PARTS}></arqen-trust-faq>`,
  },
  updates: {
    element: TrustUpdates,
    template: html`<arqen-trust-updates class="half" exportparts=${PARTS}></arqen-trust-updates>`,
  },
  disclosure: {
    element: TrustDisclosure,
    template: html`<arqen-trust-disclosure exportparts=${PARTS}></arqen-trust-disclosure>`,
  },
} as const satisfies Record<SectionKey, SectionEntry>;
