import {expect} from '@open-wc/testing';
import {usesMarkdown} from '../../src/manifest/uses-markdown.js';
import {parseManifest} from '../../src/manifest/parse.js';
import {full, minimal, type ManifestInput} from '../fixtures/manifests.js';

const search = (manifest: ManifestInput, wanted: RegExp) => {
  const parsed = parseManifest(manifest);
  const searched: string[] = [];
  const found =
    parsed.status === 'accepted' &&
    usesMarkdown(parsed.manifest, (text) => {
      searched.push(text);
      return wanted.test(text);
    });
  return {found, searched};
};

const textsOf = (manifest: ManifestInput) => search(manifest, /no match/).searched;

describe('The markdown texts of a manifest', () => {
  it('are those of all markdown fields, and no others', () => {
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

  it('do not exist if no markdown field is set', () => {
    expect(textsOf(minimal({title: '**Bold**'}))).to.deep.equal([]);
  });
});

describe('A search in the markdown texts of a manifest', () => {
  it('stops at the first match', () => {
    const {found, searched} = search(full(), /\*/);
    expect(found).to.equal(true);
    expect(searched).to.deep.equal([full()['summary']]);
  });

  it('finds nothing if no text matches', () => {
    expect(search(full(), /no match/).found).to.equal(false);
  });
});
