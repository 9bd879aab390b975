/** The class of each section. Loads after the first text, with the English phrases of the sections. */
import type {CSSResultGroup} from 'lit';
import {addEnglish} from '../../i18n/english.js';
import {sectionPhrases} from '../../locales/en-sections.js';
import type {SectionKey} from '../tags.js';
import {TrustControls} from './controls/controls.js';
import {TrustDisclosure} from './disclosure.js';
import {TrustDocuments} from './documents.js';
import {TrustFaq} from './faq.js';
import {TrustGates} from './gates.js';
import {TrustGuards} from './guards.js';
import {TrustReadiness} from './readiness.js';
import {TrustRoadmap} from './roadmap.js';
import type {TrustSection} from './trust-section.js';
import {TrustSubprocessors} from './subprocessors.js';
import {TrustSummary} from './summary.js';
import {TrustUpdates} from './updates.js';

addEnglish(sectionPhrases);

export const SECTIONS: Readonly<
  Record<SectionKey, (new () => TrustSection) & {readonly styles: CSSResultGroup}>
> = {
  summary: TrustSummary,
  guards: TrustGuards,
  controls: TrustControls,
  gates: TrustGates,
  roadmap: TrustRoadmap,
  readiness: TrustReadiness,
  documents: TrustDocuments,
  subprocessors: TrustSubprocessors,
  faq: TrustFaq,
  updates: TrustUpdates,
  disclosure: TrustDisclosure,
};
