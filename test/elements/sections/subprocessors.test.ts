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

describe('the subprocessors', () => {
  it('take up no space if there are none', async () => {
    const center = await mount({manifest: quietManifestOf()});
    expect(sectionOf(center, 'subprocessors').checkVisibility()).to.be.false;
  });

  it('show name, purpose, location and start date, as far as given', async () => {
    const subprocessors = [
      {
        id: 'host',
        name: 'Host',
        purpose: 'Hosting',
        location: 'Iceland',
        url: 'https://host.example/',
        since: '2025-01-01',
      },
      {id: 'mail', name: 'Mail', purpose: 'Sending mail'},
    ];
    const center = await mount({manifest: quietManifestOf({subprocessors})});
    const section = sectionOf(center, 'subprocessors');
    const items = all(section, '[data-id]').map(textOf);
    expect(items).to.deep.equal([
      'Host Hosting Iceland · since January 1, 2025',
      'Mail Sending mail',
    ]);
    expect(one<HTMLAnchorElement>(section, 'a').href).to.equal('https://host.example/');
  });
});
