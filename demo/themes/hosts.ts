/** The hosts of the theme page. None of them exists. `{vendor}` is whose posture they show. */
interface Host {
  readonly name: string;
  readonly place: string;
  readonly path: string;
  readonly title: string;
  readonly words: string;
  readonly end: string;
}

export type Brand = 'bank' | 'tool' | 'ministry';

export const HOSTS: Readonly<Record<Brand, Host>> = {
  bank: {
    name: 'Example Bank',
    place: 'Third-party risk',
    path: 'Register of suppliers › {vendor}',
    title: 'Supplier file: {vendor}',
    words:
      'What follows is the supplier’s own statement, read from its manifest by your browser. It is no assessment by the bank.',
    end: 'For staff only. Example Bank does not exist.',
  },
  tool: {
    name: 'example.dev',
    place: 'docs / integrations',
    path: 'integrations / {vendor} / security',
    title: 'Is it safe to connect?',
    words:
      'Before you give a token to an integration, see what its vendor says of itself, and what its guards answer.',
    end: 'example.dev does not exist.',
  },
  ministry: {
    name: 'Ministry of Examples',
    place: 'Approved services',
    path: 'Services › Quality work › {vendor}',
    title: 'What the supplier says about security',
    words:
      'Read this before you use the service for your work. It comes from the supplier, and not from the ministry.',
    end: 'The Ministry of Examples does not exist.',
  },
};
