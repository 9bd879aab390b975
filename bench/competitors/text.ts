/** The reference text that every page of this suite shows, taken from one manifest. */
import type {Control, Manifest} from '../../src/manifest/schema.js';

/** The text of one control's row, with references resolved to titles. */
export interface Topic {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  readonly current: string;
  readonly gated: string;
  /** The titles of its gates. */
  readonly gates: readonly string[];
  readonly proofs: readonly {readonly title: string; readonly href: string}[];
  /** Category, frameworks, owner and date of review, as one line. */
  readonly details: string;
}

export interface ReferenceText {
  readonly title: string;
  readonly topics: readonly Topic[];
  readonly gates: readonly {readonly title: string; readonly description: string}[];
}

/** Returns the text of a manifest from `manifestOf`, whose controls have every field. */
export function textOf(manifest: Manifest): ReferenceText {
  return {
    title: manifest.title ?? '',
    topics: manifest.controls.map((control) => topicOf(control, manifest)),
    gates: manifest.gates.map(({title, description = ''}) => ({title, description})),
  };
}

function topicOf(control: Control, manifest: Manifest): Topic {
  const {id, title, category, summary = '', current = '', gated = '', mappings} = control;
  const frameworks = mappings.map(({framework, ref}) => `${framework} ${ref}`);
  const named = <T extends {readonly id: string}>(ids: readonly string[], list: readonly T[]) =>
    list.filter((item) => ids.includes(item.id));
  return {
    id,
    title,
    summary,
    current,
    gated,
    gates: named(control.gates, manifest.gates).map((gate) => gate.title),
    proofs: named(control.evidence, manifest.evidence).map((proof) => ({
      title: proof.title,
      href: proof.href ?? '',
    })),
    details: [category, ...frameworks, control.ownerRole, control.reviewedAt].join(' · '),
  };
}

/** Returns a topic as Markdown, which OpenAPI documents and custom elements manifests contain. */
export const topicAsMarkdown = ({summary, current, gated, gates, proofs, details}: Topic): string =>
  [
    summary,
    '**True today**',
    current,
    `**Gated until** ${gates.join(', ')}`,
    gated,
    `**What backs it** ${proofs.map(({title, href}) => `[${title}](${href})`).join(', ')}`,
    details,
  ].join('\n\n');

/** Returns all gates as Markdown. */
export const gatesAsMarkdown = ({gates}: ReferenceText): string =>
  gates.map(({title, description}) => `- **${title}** ${description}`).join('\n');
