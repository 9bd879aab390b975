/** Sentences with and without claims. One file, because they are one table. */
import {expect} from '@open-wc/testing';
import {FULL_READING} from '../../../src/posture/at-once.js';
import {findClaims, type ClaimKind} from '../../../src/posture/claims/find-claims.js';
import {en} from '../../../src/posture/claims/lexicons/en.js';
import {ja} from '../../../src/posture/claims/lexicons/ja.js';
import {segmentsShown} from '../../../src/posture/claims/reading.js';
import {wordsOf} from '../../../src/posture/claims/words.js';
import {runAtOnce} from '../../../src/slices.js';
import {manifestOf} from '../../fixtures/posture.js';
import {Random} from '../../fixtures/random.js';

const MANIFEST = manifestOf();
const claimsIn = (text: string) =>
  runAtOnce(findClaims(segmentsShown(text, MANIFEST, FULL_READING), en));
const claimIn = (text: string, kind: ClaimKind) => claimsIn(text)[kind];

/** Texts that make a claim of each kind, and the claim to find. */
const FOUND: Readonly<Record<ClaimKind, readonly (readonly [text: string, claim: string])[]>> = {
  certification: [
    ['We are certified.', 'certified'],
    ['ISO-certified', 'certified'],
    ['SOC 2-compliant', 'compliant'],
    ['The laboratory is ACCREDITED.', 'ACCREDITED'],
    ['We were recertified this year.', 'recertified'],
    ['We hold an ISO 27001 certification.', 'hold an ISO 27001 certification'],
    ['ARQEN has SOC 2 certification', 'has SOC 2 certification'],
    ['The platform complies with HIPAA.', 'complies with'],
    ['We comply with the GDPR.', 'comply with'],
    ['Operated in full compliance with the GDPR.', 'in full compliance with'],

    // The negation belongs to another clause.
    ['We do not store PII and are fully certified', 'certified'],
    ["We don't store PII & are fully certified", 'certified'],
    ['We do not store PII, and our platform is certified', 'certified'],
    ['We do not store PII, we are certified', 'certified'],
    ['We do not store PII (HIPAA compliant)', 'compliant'],
    ['The service (not public) is compliant', 'compliant'],
    ['We do not store PII – the platform is compliant', 'compliant'],
    ['We do not store PII — the platform is compliant', 'compliant'],
    ['We do not store PII - the platform is compliant', 'compliant'],
    ['We do not store PII; the platform is compliant', 'compliant'],
    ['We do not store PII: compliant', 'compliant'],
    ['We do not store PII because we are compliant', 'compliant'],
    ['We do not store PII so we are compliant', 'compliant'],
    ['We cannot fail as we are certified', 'certified'],
    ['We cannot fail thanks to certified staff', 'certified'],
    ['We cannot fail due to certified staff', 'certified'],
    ['We cannot fail owing to certified staff', 'certified'],
    ['Our data is encrypted. It is not shared. The platform is HIPAA compliant', 'compliant'],
    ['It is not shared.The platform is HIPAA compliant', 'compliant'],
    ['It is not shared\n\nThe platform is HIPAA compliant', 'compliant'],
    ['- Data is not shared\n- HIPAA compliant', 'compliant'],
    ['1. Data is not shared\n2. HIPAA compliant', 'compliant'],
    ['| not shared | certified |', 'certified'],
    ['Not public, but certified', 'certified'],
    ['No. We are certified.', 'certified'],
    ['No, certified.', 'certified'],
    ['not yet, certified', 'certified'],
    ['compliant, with no exceptions', 'compliant'],
    ['compliant with no exceptions', 'compliant'],
    ['certified, not just audited', 'certified'],
    ['We are certified and exports are not claimed', 'certified'],
    ['certified. It is not claimed.', 'certified'],
    ['never breached, certified since 2020', 'certified'],
    ['Never breached and certified since 2020', 'certified'],
    ['not breached, certified and audited', 'certified'],
    ['Our compliant platform has not been breached', 'compliant'],
    ['Our certified platform is not shared with anyone', 'certified'],
    ['Compliant until 2030', 'Compliant'],
    ['Until 2030 we are compliant', 'compliant'],

    // It only looks like a negation.
    ['Not only certified but audited', 'certified'],
    ['We are not just compliant', 'compliant'],
    ['We are not\n  just compliant', 'compliant'],
    ["It isn't merely certified", 'certified'],
    ['There is no doubt that we are certified', 'certified'],
    ['Without exception certified', 'certified'],
    ['No other vendor is certified like this', 'certified'],
    ['Nobody else is accredited', 'accredited'],
    ['Nothing but certified hardware', 'certified'],
    ['Nothing beats certified hardware', 'certified'],
    ['Why not choose a certified vendor?', 'certified'],
    ["Isn't it time for a certified vendor?", 'certified'],
    ["Don't wait for a certified vendor", 'certified'],
    ['Nothing less than certified hardware', 'certified'],
    ['By none other than a certified vendor', 'certified'],
    ['A no-nonsense certified platform', 'certified'],
    ['Control no 5 is compliant', 'compliant'],
    ['A second-to-none certified platform', 'certified'],
    ['We could not be more compliant', 'compliant'],

    // A negation does not reach a presupposition.
    ['Data never leaves our certified data centres', 'certified'],
    ['Data never leaves certified regions', 'certified'],
    ['No customer data leaves our ISO 27001 certified hosting', 'certified'],
    ['There are no known faults in our fully compliant platform', 'compliant'],
    ['None of your certified sites is affected', 'certified'],

    ['No data goes outside certified regions', 'certified'],
    ['Nobody breaches this certified platform', 'certified'],
    ['Nobody breaches these compliant platforms', 'compliant'],
    ['Vendor X never sleeps in its own new SOC 2 Type II certified centre', 'certified'],
    ['They never share their existing HIPAA compliant rooms', 'compliant'],
    ['They never share their GDPR compliant rooms', 'compliant'],
    ['They never share their PCI compliant rooms', 'compliant'],
    ['They never share their FedRAMP certified rooms', 'certified'],
    ['They never share their HITRUST certified rooms', 'certified'],
    ['They never share their GxP compliant rooms', 'compliant'],
    ['Data never leaves a certified region', 'certified'],
    ['Data never leaves the certified region', 'certified'],

    // A double negation affirms.
    ['We run no system that is not certified', 'certified'],
    ['We never work without certified staff', 'certified'],

    // After a negation that ended with its own list.
    ['We are not certified, our hosting is compliant', 'compliant'],
    ['We are not audited and compliant', 'compliant'],
    ['It is not certified and is compliant with the GDPR', 'compliant'],

    // The future condition has ended.
    ['Until then nothing is claimed; the platform is compliant', 'compliant'],
    ['A future-proof certified platform', 'certified'],
    ['As planned we are certified', 'certified'],
    ['All at once certified', 'certified'],
    ['We plan to grow and are certified', 'certified'],
    ['Certified once a year', 'Certified'],
    ['Our certified hosting is planned to grow', 'certified'],

    // Written differently, but the same for a reader.
    ['We are _certified_.', 'certified'],
    ['We are **cert**ified.', 'certified'],
    ['We are [certified](https://vendor.example/).', 'certified'],
    ['We are certi\u00adfied.', 'certified'],
    ['We are certi\u200bfied.', 'certified'],
    ['We are ｃｅｒｔｉｆｉｅｄ.', 'certified'],
    ['We are cert&#105;fied.', 'certified'],
    ['We are ~~not~~ certified.', 'certified'],
    ['We are \\*certified\\*.', 'certified'],
  ],
  absolute: [
    ['An immutable audit trail', 'immutable'],
    ['Immutability of every record', 'Immutability'],
    ['Completely<br>secure, and bank<BR />grade', 'Completely secure'],
    ['tamper-proof', 'tamper-proof'],
    ['tamperproof', 'tamperproof'],
    ['TAMPER PROOF', 'TAMPER PROOF'],
    ['tamper\u2011proof', 'tamper\u2010proof'],
    ['tamper–proof', 'tamper–proof'],
    ['Unhackable', 'Unhackable'],
    ['un-hackable', 'un-hackable'],
    ['unbreakable encryption', 'unbreakable'],
    ['Uptime is guaranteed', 'guaranteed'],
    ['We guarantee uptime', 'guarantee'],
    ['No downtime guaranteed', 'No downtime'],
    ['No data loss, guaranteed', 'No data loss'],
    ['We guarantee no data loss', 'no data loss'],
    ['100 % secure', '100 %'],
    ['100% secure', '100%'],
    ['100\u00a0% secure', '100 %'],
    ['100\u202f% secure', '100 %'],
    ['100 percent', '100 percent'],
    ['Uptime is 100\\%.', '100%'],
    ['100&nbsp;% secure', '100 %'],
    ['tamper\\-proof', 'tamper-proof'],
    ['tamper&#45;proof', 'tamper-proof'],
    ['100 per cent', '100 per cent'],
    ['One hundred percent', 'One hundred percent'],
    ['bank-grade', 'bank-grade'],
    ['Bank Grade', 'Bank Grade'],
    ['bankgrade', 'bankgrade'],
    ['bank-level', 'bank-level'],
    ['military-grade', 'military-grade'],
    ['MILITARY GRADE encryption', 'MILITARY GRADE'],
    ['Risk-free', 'Risk-free'],
    ['zero risk', 'zero risk'],
    ['Impenetrable', 'Impenetrable'],
    ['Invulnerable', 'Invulnerable'],
    ['Infallible', 'Infallible'],
    ['Fail-safe', 'Fail-safe'],
    ['Total protection', 'Total protection'],
    ['Always available', 'Always available'],
    ['It is impossible to hack', 'impossible to hack'],
    ['It never fails', 'never fails'],
    ['It cannot be hacked', 'cannot be hacked'],
    ["It can't be breached", "can't be breached"],
    ['Completely secure', 'Completely secure'],
    ['Not only immutable but tested', 'immutable'],
    ['Nothing is stored outside our military-grade vault', 'military-grade'],
    ['Your data is never at risk in our bank-grade vault', 'bank-grade'],
    ['Nobody can break our unbreakable encryption', 'Nobody can'],
    ['No one can delete immutable records', 'No one can'],
    ['Never worry again, with bank-grade encryption', 'bank-grade'],
    ['Never compromise on bank-grade encryption', 'bank-grade'],
    ['Uptime is guaranteed: no exceptions', 'guaranteed'],
    ['Compliance is 100 %? No doubt', '100 %'],
    ['Logs are not deleted and are immutable', 'immutable'],
    ['Logs are not deleted, tamper-proof storage holds them', 'tamper-proof'],
  ],
  'ai-as-authority': [
    ['AI decides what is compliant.', 'AI decides'],
    ['Our AI approves every record.', 'AI approves'],
    [
      'AI-generated text is presented as compliance truth',
      'AI-generated text is presented as compliance truth',
    ],
    ['Generated text is the source of truth', 'Generated text is the source of truth'],
    ['The language model determines the outcome', 'language model determines'],
    ['ChatGPT certifies the closure', 'ChatGPT certifies'],
    ['An LLM drafts and approves the report', 'LLM drafts and approves'],
    ['Our AI, trained on the regulation, decides', 'AI, trained on the regulation, decides'],
    ['Records are approved by AI', 'approved by AI'],
    ['Records are approved by our AI', 'approved by our AI'],
    [
      'Decisions are made by artificial intelligence',
      'Decisions are made by artificial intelligence',
    ],
    ['AI-approved records', 'AI-approved'],
    ['Artificial intelligence decides', 'Artificial intelligence decides'],
    ['Machine learning decides', 'Machine learning decides'],
    ['A neural network decides', 'neural network decides'],
    ['The chatbot decides', 'chatbot decides'],
    ['The copilot decides', 'copilot decides'],
    ['Model-generated answers prove it', 'Model-generated answers prove'],
    ['Machine-generated minutes prove it', 'Machine-generated minutes prove'],
    ['AI makes every compliance decision', 'AI makes every compliance decision'],
    ['AI makes all the decisions', 'AI makes all the decisions'],
    ['AI has the final say', 'AI has the final say'],
    ['AI output is treated as final decisions', 'AI output is treated as final decisions'],
    ['AI answers are authoritative', 'AI answers are authoritative'],
    ['Not only does AI draft, AI approves', 'AI approves'],
    ['AI does not sleep; AI decides', 'AI decides'],
    ['AI is never biased and decides alone', 'AI is never biased and decides'],
    ['AI proves compliance and nobody else does', 'AI proves compliance'],
  ],
};

/** Subjects whose decisions are not claims about generated text. */
const DECIDERS = [
  'people, personnel, humans, staff, experts, specialists, professionals, the team',
  'the owner, managers, an engineer, auditors, operators, officers, approvers',
  'the quality unit, the authority, customers, users, we, someone, somebody, anyone',
  'rules',
].flatMap((line) => line.split(', '));

/** Texts that make no claim. */
const LEFT_ALONE: Readonly<Record<ClaimKind, readonly string[]>> = {
  certification: [
    'not certified',
    'Not (yet) certified',
    'is not yet compliant',
    "We aren't certified.",
    'We aren’t certified.',
    'We are *not* certified.',
    'We are not\ncertified.',
    'We are far\n  from certified.',
    'ARQEN has never been accredited.',
    'ARQEN is neither certified nor accredited.',
    'It is not audited, nor is it certified.',
    'We are not certified, accredited or compliant.',
    'We are not SOC 2, ISO 27001 or HIPAA certified.',
    'We are not certified and accredited.',
    'It is not certified, and not compliant.',
    'It is not certified and not compliant.',
    'It is not public, and it is not certified.',
    'It cannot and does not claim to be certified.',
    'It is not, and does not claim to be, certified.',
    'No part of it is certified.',
    'It is not certified and also accredited.',
    'It is not certified and yet to be accredited.',
    'It is not certified and fully accredited.',
    'It is not certified, accredited nor compliant.',
    'It is not public or not certified.',
    'It is not audited, certified nor compliant.',
    'Tested instead of certified',
    'It falls short of compliant.',
    'None of our sites is certified.',
    'Nothing here says that ARQEN is certified.',
    'This page does not say that ARQEN is certified.',
    'We work without accredited laboratories.',
    'Our hosting lacks a certified backup.',
    'non-compliant',
    'A non-certified system',
    'Uncertified hardware',
    'Far from compliant',
    'Audited rather than certified',
    'Certified by nobody',
    'SOC 2 readiness is not the same as an issued report',
    'SOC 2 readiness is not the same as being certified',
    'SOC 2 certification roadmap',
    'We have not yet achieved certification.',
    'We have a plan for certification.',
    'We have no certification.',
    'Whether we are certified',
    'Until certified, no live use.',
    'Until it is implemented, tested and certified',
    'We do not go live until we are certified.',
    'Once certified, it may be used.',
    'It would be accredited.',
    'It is to become compliant.',
    'A future certified system',
    'Steps towards being compliant',
    'Until it is built and certified',
    'Until the gates are met and certified',
    'before any claim that it is certified',
    'We aim to be certified.',
    'We are working towards a certified system.',
    'We will be certified in 2030.',
    'A planned certified environment',
    'Certified status is not yet claimed.',
    'A certified environment is planned.',
    'Claims of certified operation must wait.',
    'Checked by a certified public accountant',
    'Helps you to comply with the GDPR',
    'See [the file](https://vendor.example/certified.pdf).',
    'Customers get certificates for TLS.',
    'None of our sites is certified.',
    'We do not call our platform certified.',
    'Certified: no.',
    'SOC 2 certified: false',
    'SOC 2 compliant? — No.',
    'Is ARQEN certified? No.',
    'Compliant? Not yet.',
    'Compliant hosting (planned)',
    'Compliant operation has not been assessed.',
    'We avoid words such as "certified" or "compliant".',
    'The words "certified" and "compliant" are not used here.',
    'Not affiliated with, certified by or accredited by the FDA.',
    'It has not been evaluated, approved or certified by the FDA.',
  ],
  absolute: [
    'not immutable or tamper-evident audit',
    'not tamper-evident or immutable audit',
    'before any immutable-audit claim',
    'before any tamper-evident or immutable-audit claim',
    'before any tamper-proof and immutable audit',
    'any claim of a tamper-evident or immutable audit',
    'They are not an immutable audit, and not a tamper-proof one.',
    'Not an immutable log and the tamper-proof archive',
    'Not an immutable log and any tamper-proof archive',
    'Not an immutable log and a tamper-proof archive',
    'Nothing is guaranteed.',
    'We guarantee nothing.',
    'No uptime is guaranteed.',
    'Uptime cannot be guaranteed.',
    'An immutable audit is planned.',
    'An immutable-audit claim must wait.',
    'No system is 100 % secure.',
    'Nobody is 100% safe.',
    'An audit-event model planned before any tamper-evident or immutable-audit claim',
    'The log will be immutable once durable storage exists.',
    'Immutable storage: planned.',
    'There is no such thing as an unhackable system.',
    'Tamper-evident logs',
    'mutable',
    'Uptime was 99.95 %.',
    '1100 records',
    'The river bank; grade A',
  ],
  'ai-as-authority': [
    'ARQEN does not present AI-generated text as compliance truth.',
    'ARQEN does not present text generated by AI as compliance truth.',
    'AI never decides.',
    'AI does not decide or approve.',
    'AI never closes, approves or signs off a record.',
    'AI decides nothing.',
    'No record is approved by AI.',
    'AI drafts; a person decides.',
    'AI drafts, and a qualified person always approves.',
    ...DECIDERS.map((who) => `AI drafts and ${who} decide`),
    'AI drafts and reviewers approve.',
    'AI helps you decide.',
    'AI helps to decide what to read first.',
    'AI advises, deterministic logic decides.',
    'The AI recommends, the quality lead approves.',
    'AI assistance is labelled as advisory. Deterministic quality logic decides.',
    'A person decides. AI advises.',
    'AI is among the things that this small company writes about in its long public letters, and the board decides',
    'The EU AI Act determines what is high risk.',
    'AI is planned. It decides nothing yet.',
    'Deterministic logic first; advisory assistance remains human-reviewed',
  ],
};

const KINDS = Object.keys(FOUND) as ClaimKind[];

describe('claims found by their wording', () => {
  for (const kind of KINDS) {
    describe(kind, () => {
      for (const [text, claim] of FOUND[kind]) {
        it(`finds the claim in ${JSON.stringify(text)}`, () => {
          expect(claimIn(text, kind)).to.equal(claim);
        });
      }
      for (const text of LEFT_ALONE[kind]) {
        it(`ignores ${JSON.stringify(text)}`, () => {
          expect(claimIn(text, kind)).to.equal(undefined);
        });
      }
      it('finds nothing in an empty text', () => {
        expect(claimIn('', kind)).to.equal(undefined);
      });
    });
  }
});

describe('a text of 20,000 characters', () => {
  // As it is written: `isCostly` keeps such a text from the markdown lexer.
  const claimInPlain = (text: string, kind: ClaimKind) => runAtOnce(findClaims([text], en))[kind];
  /** Repeated text that invites backtracking. Each text ends in negated claims. */
  const UNITS = [
    `a|a | |\n|\n |\n\n|-|- |_|](|[|(|)|.|,|, |'|"|"a" |1|100|100 |\n1|e\u0301|\u00ad`,
    '\ufb03|certified |not certified |not certified, |not certified and ',
    'not certified or |not certified-|not certified-a-b-c |not certified - ',
    'not certified a b c d e f |not certified "|not certified (|not certified: |word "',
    'before any, |not, |not a, |not a a a, a a a, |a, b or |until tested, ',
    `until tested and |n't |has |has a |has a b c d e |our |our own |no a |will be a b c `,
    'not 1 |AI |AI a |AI not decides |person |person a b c |makes the all every final ',
    'not immutable |not immutable, not |cannot be |not 100 |no guarantee |help to ',
    'our 111111111111 222222222222 333333333333 444444444444 555555555555 666666666666 |&#|&amp',
    'our 11ly 11ly 11ly 11ly 11ly 11ly |~~|~~a|\\|\u0301\u0316|\u0f81\u0334|\uff9e\u0334|\ufdfa',
  ].flatMap((line) => line.split('|'));
  const END = '. Not certified. Not immutable. AI never decides.';
  const textOf = (unit: string) =>
    unit.repeat(Math.ceil(20_000 / unit.length)).slice(0, 20_000 - END.length) + END;

  /** Counts the characters that regular expressions scan while `work` runs, not counting backtracking. */
  function charactersRead(work: () => unknown): number {
    let characters = 0;
    // eslint-disable-next-line @typescript-eslint/unbound-method -- restored below
    const {exec} = RegExp.prototype;
    RegExp.prototype.exec = function (this: RegExp, text: string) {
      const from = this.global || this.sticky ? this.lastIndex : 0;
      const match = exec.call(this, text);
      const end = match ? match.index + match[0].length : this.sticky ? from : text.length;
      characters += 1 + end - from;
      return match;
    };
    try {
      work();
    } finally {
      RegExp.prototype.exec = exec;
    }
    return characters;
  }

  for (const kind of KINDS) {
    it(`is scanned a bounded number of times per character for ${kind}`, () => {
      for (const unit of UNITS) {
        const text = textOf(unit);
        // A ligature is several characters to a reader.
        const length = Math.max(text.length, wordsOf(text).text.length);
        const perCharacter = charactersRead(() => claimInPlain(text, kind)) / length;
        expect(perCharacter, JSON.stringify(unit)).to.be.below(60);
      }
    });

    it(`is searched within a second for ${kind}`, () => {
      for (const unit of UNITS) {
        const text = textOf(unit);
        const start = performance.now();
        claimInPlain(text, kind);
        // About 20 ms on an idle machine. Unbounded backtracking takes many seconds.
        expect(performance.now() - start, JSON.stringify(unit)).to.be.below(1_000);
      }
    });
  }

  it('that is one word, as Japanese may be, is searched within a second', () => {
    const start = performance.now();
    runAtOnce(findClaims(['認証'.repeat(10_000)], ja));
    // About 100 ms on an idle machine. Quadratic time would be several minutes.
    expect(performance.now() - start).to.be.below(1_000);
  });

  it('is searched to its end', () => {
    const text = 'It is not public. '.repeat(1_109) + 'It is certified.';
    expect(text).to.have.length.within(19_900, 20_000);
    expect(claimInPlain(text, 'certification')).to.equal('certified');
  });
});

describe('a claim that is written in another way', () => {
  const entity = (character: string) => `&#${character.codePointAt(0)};`;
  /** Other ways to write the same text for a reader, in one place or everywhere. */
  const DISGUISES: readonly (readonly [what: RegExp, into: (found: string) => string])[] = [
    [/[a-z]/gi, entity],
    [/[a-z](?=[a-z])/gi, (letter) => `${letter}\u200b`],
    [/[a-z]/gi, (letter) => `${letter}\u00ad`],
    [/[a-z]/gi, (letter) => `**${letter}**`],
    [/[!-~]/g, (letter) => String.fromCodePoint(letter.codePointAt(0)! + 0xfee0)],
    [/[!-/:-@]/g, (mark) => `\\${mark}`],
    [/\w+/g, (word) => `[${word}](/page)`],
    [/\w+/g, (word) => `~~not~~${word}`],
    [/ /g, () => '\u00a0'],
    [/ /g, () => '  '],
    [/ /g, () => '\n'],
    [/ /g, () => '<br>'],
    [/ /g, () => '&nbsp;'],
    [/'/g, () => '\u2019'],
    [/-/g, () => '\u2011'],
    [/[a-z]/gi, (letter) => letter.toUpperCase()],
    [/[ceo]/g, (letter) => ({c: '\u0441', e: '\u0435', o: '\u043e'})[letter]!],
  ];
  /** Texts of words alone, which no disguise turns into other markup. */
  const PLAIN = KINDS.flatMap((kind) =>
    FOUND[kind].flatMap(([text]) => (/^[\w ,.']+$/.test(text) ? [{text, kind}] : [])),
  );

  for (const [i, [what, into]] of DISGUISES.entries())
    it(`is found in disguise ${i + 1}`, () => {
      const random = new Random(11);
      expect(PLAIN.length).to.be.above(100);
      for (const {text, kind} of PLAIN)
        for (const share of [0.2, 1]) {
          const written = text.replace(what, (found) =>
            random.chance(share) ? into(found) : found,
          );
          expect(claimIn(written, kind), JSON.stringify(written)).to.not.equal(undefined);
        }
    });
});
