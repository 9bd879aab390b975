import {expect} from '@open-wc/testing';
import {html, render} from 'lit';
import {Messages} from '../../src/i18n/messages.js';
import {words as de} from '../../src/locales/de.js';
import {en, type Locale} from '../../src/locales/en.js';

describe('the messages', () => {
  const messages = new Messages({phrases: en});

  it('fill placeholders with values', () => {
    expect(messages.t('summary.published', {date: 'today'})).to.equal('Published today');
    expect(messages.t('controls.title')).to.equal('Controls');
  });

  it('choose the plural form for a number', () => {
    const gates = (n: number) => messages.t('summary.gates', {n});
    expect(gates(0)).to.equal('No gates are unmet.');
    expect(gates(1)).to.equal('1 gate is unmet.');
    expect(gates(2)).to.equal('2 gates are unmet.');
  });

  it('prefer the form for an exact number', () => {
    const all = (n: number) => messages.t('summary.guards.all', {n, answer: 'did'});
    expect(all(1)).to.equal('The production guard did.');
    expect(all(2)).to.equal('Both production guards did.');
    expect(all(3)).to.equal('All 3 production guards did.');
  });

  it('use the plural forms of another language', () => {
    const phrases = {
      ...en,
      'gates.controls': {
        one: '{n} temat',
        few: '{n} tematy',
        many: '{n} tematów',
        other: '{n} tematu',
      },
    } as Locale;
    const polish = new Messages({locale: 'pl', phrases});
    expect([1, 3, 5, 22].map((n) => polish.t('gates.controls', {n}))).to.deep.equal([
      '1 temat',
      '3 tematy',
      '5 tematów',
      '22 tematy',
    ]);
  });

  it('leave a placeholder without a value empty, and do not fill placeholders within values', () => {
    expect(messages.t('summary.published')).to.equal('Published ');
    expect(messages.t('summary.published', {date: '{n} {date}'})).to.equal('Published {n} {date}');
  });

  it('accept templates as values', () => {
    const container = document.createElement('p');
    render(messages.parts('summary.published', {date: html`<b>today</b>`}), container);
    expect(container.querySelector('b')!.textContent).to.equal('today');
    expect(container.textContent).to.equal('Published today');
  });

  it('create no formatter before formats are wanted', () => {
    const plain = new Messages({locale: 'de', phrases: de, formatted: false});
    expect(plain.date('2026-11-23T10:00:00Z')).to.equal('2026-11-23');
    expect(plain.moment(Date.UTC(2026, 10, 23, 10))).to.equal('2026-11-23T10:00:00.000Z');
    expect(plain.list(['a', 'b', 'c']).join('')).to.equal('a, b, c');
    expect(plain.t('summary.gates', {n: 1_234})).to.contain('1234');
  });

  it('format lists and dates in their language', () => {
    expect(messages.list(['a', 'b']).join('')).to.equal('a and b');
    expect(messages.date('2026-01-20')).to.equal('January 20, 2026');
    expect(messages.relativeTime(-12_000)).to.equal('12 sec. ago');
  });
});
