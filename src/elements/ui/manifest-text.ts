import {html, nothing, type TemplateResult} from 'lit';
import type {Manifest} from '../../manifest/schema.js';

/** A plain text of the manifest, in the manifest's own language and apart from the text around it. */
export const manifestText = (text: string, {language}: Manifest): TemplateResult =>
  html`<span lang=${language ?? nothing} dir="auto">${text}</span>`;
