import type {CSSResultGroup} from 'lit';
import {TrustControls} from './controls/controls.js';
import {TrustDisclosure} from './disclosure.js';
import {TrustDocuments} from './documents.js';
import {TrustFaq} from './faq.js';
import {TrustGates} from './gates.js';
import {TrustGuards} from './guards.js';
import {TrustReadiness} from './readiness.js';
import {TrustRoadmap} from './roadmap.js';
import type {SectionKey} from '../tags.js';
import type {TrustSection} from './trust-section.js';
import {TrustSubprocessors} from './subprocessors.js';
import {TrustSummary} from './summary.js';
import {TrustUpdates} from './updates.js';

interface SectionEntry {
  readonly element: (new () => TrustSection) & {readonly styles: CSSResultGroup};
  /** Whether the section takes half the width on wide pages. */
  readonly half?: true;
}

/** The class and layout of each section. */
export const SECTIONS: Readonly<Record<SectionKey, SectionEntry>> = {
  summary: {element: TrustSummary},
  guards: {element: TrustGuards},
  controls: {element: TrustControls},
  gates: {element: TrustGates},
  roadmap: {element: TrustRoadmap, half: true},
  readiness: {element: TrustReadiness, half: true},
  documents: {element: TrustDocuments, half: true},
  subprocessors: {element: TrustSubprocessors, half: true},
  faq: {element: TrustFaq, half: true},
  updates: {element: TrustUpdates, half: true},
  disclosure: {element: TrustDisclosure},
};
