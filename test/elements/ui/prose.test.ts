/** How a text of the manifest is shown before and after it was checked with its formatting. */
import {expect} from '@open-wc/testing';
import {render} from 'lit';
import {loadMarkdown} from '../../../src/elements/ui/markdown.js';
import {prose, type RenderContext} from '../../../src/elements/ui/fragments.js';
import {parseManifest} from '../../../src/manifest/parse.js';
import {FULL_READING} from '../../../src/posture/at-once.js';
import type {Reading} from '../../../src/posture/claims/reading.js';
import {derivePostureInSteps} from '../../../src/posture/derive.js';
import {runAtOnce} from '../../../src/slices.js';
import {minimal} from '../../fixtures/manifests.js';

const read = parseManifest(JSON.stringify(minimal({})));
if (read.status === 'refused') throw new Error('The fixture was refused.');
const {manifest} = read;

/** Renders a text of a manifest that was checked with this lexer. */
function shown(lex: Reading['lex']): string {
  const steps = derivePostureInSteps(manifest, new Map(), 0, {...FULL_READING, lex});
  const context = {manifest, baseUrl: 'https://vendor.example/', posture: runAtOnce(steps)};
  const place = document.createElement('div');
  render(prose('Nothing **bold**', context as RenderContext), place);
  return place.textContent.trim();
}

describe('a text with markdown', () => {
  before(loadMarkdown);

  it('stays plain until it has been checked as formatted', () => {
    expect(shown(() => undefined)).to.equal('Nothing **bold**');
    expect(shown(FULL_READING.lex)).to.equal('Nothing bold');
  });
});
