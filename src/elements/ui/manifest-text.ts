import {html, nothing, type TemplateResult} from 'lit';
import type {Manifest} from '../../manifest/schema.js';

/** Renders a plain text in the manifest's language, isolated from the direction of the text around it. */
export const manifestText = (text: string, {language}: Manifest): TemplateResult =>
  html`<span lang=${language ?? nothing} dir="auto">${text}</span>`;
