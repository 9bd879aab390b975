/** The keys of the sections, in the order in which a reader meets them. The tag is `arqen-trust-<key>`. */
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

/** Selects every section element. */
export const SECTION_SELECTOR = SECTION_KEYS.map((key) => `arqen-trust-${key}`).join();
