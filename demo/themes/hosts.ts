/** The fictional hosts of the theme page. `{vendor}` is the vendor whose posture they show. */
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
      'This is the supplier’s own statement, which your browser reads from its manifest. It is not an assessment by the bank.',
    end: 'For staff only. Example Bank does not exist.',
  },
  tool: {
    name: 'example.dev',
    place: 'docs / integrations',
    path: 'integrations / {vendor} / security',
    title: 'Is it safe to connect?',
    words:
      'Before you give an integration a token, check its vendor’s own statements and what its guards answer.',
    end: 'example.dev does not exist.',
  },
  ministry: {
    name: 'Ministry of Examples',
    place: 'Approved services',
    path: 'Services › Quality work › {vendor}',
    title: 'What the supplier says about security',
    words:
      'Read this before you use the service at work. It comes from the supplier, not from the ministry.',
    end: 'The Ministry of Examples does not exist.',
  },
};
