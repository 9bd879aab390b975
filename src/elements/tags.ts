/** The keys of the sections, in the order in which a reader meets them. */
export const SECTION_KEYS = [
  'summary',
  'guards',
  'controls',
  'gates',
  'roadmap',
  'readiness',
  'documents',
  'subprocessors',
  'faq',
  'updates',
  'disclosure',
] as const;

export type SectionKey = (typeof SECTION_KEYS)[number];

/** On an element that a server drew: its key, or `center`. By it one style sheet can serve them all. */
export const SSR_ATTRIBUTE = 'data-ssr';

/** What the tags of a center's own sections begin with, where it was defined under no name of its own. */
export const PREFIX = 'arqen-trust';

/** The tags of the sections of a center, by what they begin with. */
export const sectionTags = (prefix: string): readonly string[] =>
  SECTION_KEYS.map((key) => `${prefix}-${key}`);
