/** Editor data for completion and hover text in HTML and CSS, made from `custom-elements.json`. */
import {getWebTypesData} from 'custom-element-jet-brains-integration';
import {getVsCodeCssCustomData, getVsCodeHtmlCustomData} from 'custom-element-vs-code-integration';
import type {Package} from 'custom-elements-manifest/schema';

/** Returns the files for `dist/`, keyed by name. The generators modify their argument, hence the copies. */
export const editorData = (manifest: Package): Readonly<Record<string, string>> => ({
  'vscode.html-custom-data.json': getVsCodeHtmlCustomData(
    structuredClone(manifest) as never,
    QUIET,
  ),
  'vscode.css-custom-data.json': getVsCodeCssCustomData(structuredClone(manifest) as never, QUIET),
  'web-types.json': getWebTypesData(structuredClone(manifest) as never, QUIET),
});

const QUIET = {hideLogs: true, outdir: 'dist'};
