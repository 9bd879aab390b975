import {expect} from '@open-wc/testing';
import {
  all,
  mount,
  one,
  fakeNetwork,
  quietManifestOf,
  sectionOf,
  textOf,
} from '../../fixtures/center.js';

fakeNetwork();

describe('the FAQ', () => {
  it('takes up no space if there are no questions', async () => {
    const center = await mount({manifest: quietManifestOf()});
    expect(sectionOf(center, 'faq').checkVisibility()).to.be.false;
  });

  it('unfolds the answer of a question', async () => {
    const faq = [
      {id: 'where', question: 'Where is data kept?', answer: 'In Iceland.'},
      {id: 'who', question: 'Who sees it?', answer: 'Nobody else.'},
    ];
    const center = await mount({manifest: quietManifestOf({faq})});
    const section = sectionOf(center, 'faq');
    expect(all(section, 'summary').map(textOf)).to.deep.equal([
      'Where is data kept?',
      'Who sees it?',
    ]);
    const details = one<HTMLDetailsElement>(section, '[data-id=where]');
    expect(details.open).to.be.false;
    one(details, 'summary').click();
    expect(details.open).to.be.true;
    expect(textOf(one(details, '.prose'))).to.equal('In Iceland.');
  });
});
