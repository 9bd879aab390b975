import {expect} from '@open-wc/testing';
import {
  all,
  eventually,
  mount,
  one,
  fakeNetwork,
  quietManifestOf,
  sectionOf,
  textOf,
} from '../../fixtures/center.js';
import type {ManifestInput} from '../../fixtures/manifests.js';

fakeNetwork();

const mountDisclosure = async (members: ManifestInput = {}) => {
  const disclosure = {contacts: ['mailto:security@vendor.example'], ...members};
  return sectionOf(await mount({manifest: quietManifestOf({disclosure})}), 'disclosure');
};

/** Replaces the page's clipboard. */
function setClipboard(value: unknown) {
  Object.defineProperty(navigator, 'clipboard', {value, configurable: true});
}

describe('the disclosure', () => {
  it('renders with only a contact', async () => {
    const section = await mountDisclosure();
    expect(textOf(section)).to.equal('Report a vulnerability security@vendor.example Copy');
    expect(all(section, 'dl').length).to.equal(0);
  });

  it('links to every kind of contact', async () => {
    const contacts = [
      'mailto:security@vendor.example',
      'https://vendor.example/report',
      'tel:+1-201-555-0123',
    ];
    const section = await mountDisclosure({contacts});
    const links = all<HTMLAnchorElement>(section, '[part=contact] a');
    expect(links.map((link) => link.getAttribute('href'))).to.deep.equal(contacts);
    expect(links.map(textOf)).to.deep.equal([
      'security@vendor.example',
      'https://vendor.example/report',
      '+1-201-555-0123',
    ]);
  });

  it('shows instructions, what not to send, and the terms', async () => {
    const section = await mountDisclosure({
      instructions: 'Write to us first.',
      doNotSend: 'Customers’ data.',
      policy: 'https://vendor.example/policy',
      encryption: ['https://vendor.example/key.asc'],
      acknowledgments: 'https://vendor.example/thanks',
      preferredLanguages: 'en, de',
      canonical: ['https://vendor.example/.well-known/security.txt'],
      hiring: 'https://vendor.example/jobs',
      expiresAt: '2099-06-01',
      safeHarbor: 'partial',
      responseTime: 'Two working days',
    });
    expect(textOf(section))
      .to.contain('Write to us first.')
      .and.to.contain('Do not send Customers’ data.');
    const terms = all(section, 'dt').map((term) => [
      textOf(term),
      textOf(term.nextElementSibling!),
    ]);
    expect(terms).to.deep.equal([
      ['Policy', 'https://vendor.example/policy'],
      ['Encryption key', 'https://vendor.example/key.asc'],
      ['Acknowledgments', 'https://vendor.example/thanks'],
      ['Preferred languages', 'en, de'],
      ['security.txt', 'https://vendor.example/.well-known/security.txt'],
      ['Hiring', 'https://vendor.example/jobs'],
      ['Response time', 'Two working days'],
      ['Safe harbor', 'partial'],
      ['Valid until', 'June 1, 2099'],
    ]);
    expect(all(section, 'dl a').length).to.equal(5);
  });

  it('shows each encryption key on its own line', async () => {
    const section = await mountDisclosure({
      encryption: ['https://vendor.example/a.asc', 'https://vendor.example/b.asc'],
    });
    const keys = [...one(section, 'dd').children].map(textOf);
    expect(keys).to.deep.equal(['https://vendor.example/a.asc', 'https://vendor.example/b.asc']);
  });
});

describe('the button that copies a contact', () => {
  afterEach(() => Reflect.deleteProperty(navigator, 'clipboard'));

  it('copies the contact without its scheme, and announces it', async () => {
    const copied: string[] = [];
    setClipboard({writeText: async (text: string) => void copied.push(text)});
    const section = await mountDisclosure();
    const button = one(section, 'button');
    expect(button.getAttribute('aria-label') ?? textOf(button)).to.contain('Copy');
    button.click();
    await eventually(() => textOf(button) === 'Copied', 'the button says “Copied”');
    expect(copied).to.deep.equal(['security@vendor.example']);
    const center = (section.getRootNode() as ShadowRoot).host;
    await eventually(
      () => textOf(one(center, '.base > [role=status]')) === 'Copied: security@vendor.example',
      'the live region announces it',
    );
    // WCAG 2.2, 2.5.3: the accessible name contains the visible label.
    expect(button.getAttribute('aria-label')).to.contain('Copied').and.to.contain('security@');
  });

  it('shows the outcome on the pressed button only', async () => {
    setClipboard({writeText: async () => undefined});
    const section = await mountDisclosure({
      contacts: ['mailto:a@vendor.example', 'mailto:b@vendor.example'],
    });
    const buttons = all(section, 'button');
    buttons[1]!.click();
    await eventually(() => textOf(buttons[1]!) === 'Copied', 'the second contact is copied');
    expect(textOf(buttons[0]!)).to.equal('Copy');
  });

  for (const [name, value] of [
    ['rejects', {writeText: () => Promise.reject(new DOMException('No', 'NotAllowedError'))}],
    ['is missing', undefined],
  ] as const) {
    it(`reports the failure if the clipboard ${name}, without an unhandled rejection`, async () => {
      setClipboard(value);
      const unhandled: unknown[] = [];
      const listen = (event: PromiseRejectionEvent) => {
        event.preventDefault();
        event.stopImmediatePropagation();
        unhandled.push(event.reason);
      };
      window.addEventListener('unhandledrejection', listen, {capture: true});
      const section = await mountDisclosure();
      one(section, 'button').click();
      await eventually(
        () => textOf(one(section, 'button')) === 'Could not copy',
        'the button reports the failure',
      );
      window.removeEventListener('unhandledrejection', listen, {capture: true});
      expect(unhandled.length).to.equal(0);
    });
  }
});
