/** The keys of the sections, in page order. */
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

/** Marks server-rendered elements by key (or `center`), because one style sheet serves them all. */
export const SSR_ATTRIBUTE = 'data-ssr';

/** The default prefix of the section tags. */
export const PREFIX = 'arqen-trust';

/** Returns the tags of all sections under a prefix. */
export const sectionTags = (prefix: string): readonly string[] =>
  SECTION_KEYS.map((key) => `${prefix}-${key}`);
