import {expect} from '@open-wc/testing';
import {usesMarkdown} from '../../src/manifest/uses-markdown.js';
import {parseManifest} from '../../src/manifest/parse.js';
import {full, minimal, type Document} from '../fixtures/manifests.js';

const search = (document: Document, wanted: RegExp) => {
  const parsed = parseManifest(document);
  const asked: string[] = [];
  const found =
    parsed.status === 'accepted' &&
    usesMarkdown(parsed.manifest, (text) => {
      asked.push(text);
      return wanted.test(text);
    });
  return {found, asked};
};

const textsOf = (document: Document) => search(document, /never said/).asked;

describe('The markdown texts of a manifest', () => {
  it('are all that may hold markdown, and no other text', () => {
    expect(textsOf(full())).to.have.members([
      'What holds **today**: see [the policy](https://vendor.example/policy).',
      'Isolation of tenants, *implemented* and tested.',
      'How data is kept.',
      'Traffic uses HTTPS.',
      'Encryption at rest.',
      'No payments are taken.',
      'Answers whether the route is blocked.',
      'Plans, not promises.',
      'For enterprise identity.',
      'Readiness is not a report.',
      'Once a quarter.',
      'Tell us what you saw.',
      'Please send no customer data.',
      'In **Germany**.',
      'The first manifest.',
    ]);
  });

  it('are none where there are none', () => {
    expect(textsOf(minimal({title: '**Bold**'}))).to.deep.equal([]);
  });
});

describe('A search through the markdown texts of a manifest', () => {
  it('ends with the first that is asked for', () => {
    const {found, asked} = search(full(), /\*/);
    expect(found).to.equal(true);
    expect(asked).to.deep.equal([full()['summary']]);
  });

  it('finds nothing where none is', () => {
    expect(search(full(), /never said/).found).to.equal(false);
  });
});
