/** Who is another party, by name and by website. */
import {expect} from '@open-wc/testing';
import type {Manifest} from '../../src/manifest/schema.js';
import {independenceFrom, type RegistrableDomain} from '../../src/posture/issuer.js';
import {evidenceOf} from '../fixtures/posture.js';

type Organization = Manifest['organization'];

const isIndependent = (issuer: string, organization: Organization) =>
  independenceFrom(organization).byName(evidenceOf({issuer}));

const NORTHWIND: Organization = {
  name: 'Northwind Software',
  product: 'Harbor Records',
  url: 'https://www.nwsoft.co.uk/trust',
};
const ARQEN: Organization = {name: 'ARQEN', product: 'ARQEN Quality', url: 'https://arqen-ai.com'};

const OWN: readonly (readonly [organization: Organization, ...issuers: string[]])[] = [
  [
    ARQEN,
    // Characters that draw nothing, overlays, other scripts, other forms of a letter
    ...[
      'ARQ\u200bEN',
      'ARQ\u00adEN',
      'A\u2060RQEN',
      'ARQEN\ufe0f',
      'AR\u{e0041}QEN',
      'ARQ\u3164EN',
    ],
    ...['A\u0336R\u0336Q\u0336E\u0336N\u0336', 'A\u20ddRQEN', 'ARQ\u034fEN', '\u202eARQEN\u202c'],
    ...['АRQEN', 'АRQЕΝ', 'ΑRQEΝ', 'ᎪᎡQᎬN', 'ꓮꓣQꓰꓠ', 'arqеn', 'ɑrqen', 'аrԛеn'],
    ...['ᴀʀǫᴇɴ', 'ＡＲＱＥＮ', '𝐀𝐑𝐐𝐄𝐍', '𝔸ℝℚ𝔼ℕ', 'ⒶⓇⓆⒺⓃ', '🅰🆁🆀🅴🅽', '🅐🅡🅠🅔🅝', '🇦🇷🇶🇪🇳', 'ᵃrqen'],
    // Punctuation, initials and legal forms
    ...[
      'A.R.Q.E.N.',
      'A R Q E N',
      'AR-QEN',
      'Ar_Qen',
      'A·R·Q·E·N',
      '“ARQEN”',
      'ARQEN™',
      'ARQEN®',
      '#ARQEN',
    ],
    ...[
      'GmbH ARQEN',
      'PT ARQEN Tbk',
      'ООО «ARQEN»',
      'ООО АRQЕN',
      'S.A. ARQEN',
      'SARL ARQEN',
      'ARQEN Ltd. Şti.',
    ],
    ...[
      'ARQEN GmbH & Co. KG',
      'The ARQEN Co., Ltd.',
      '株式会社ARQEN',
      'ARQEN株式会社',
      '(株)ARQEN',
      '㈱ARQEN',
    ],
    ...[
      'ARQEN有限公司',
      '주식회사 ARQEN',
      'ARQEN W.L.L.',
      'شركة ARQEN ذ.م.م',
      'ARQEN בע"מ',
      'ARQEN Sp. z o.o.',
    ],
    ...[
      'ARQEN d.o.o.',
      'ARQEN Kft.',
      'ARQEN ЕООД',
      'ARQEN Α.Ε.',
      'Công ty TNHH ARQEN',
      'ARQEN Sdn. Bhd.',
    ],
    // A part, a parent, a team, or the product
    ...[
      'ARQEN Group',
      'Group ARQEN',
      'ARQEN Labs',
      'ArqenLabs',
      'ARQENLABS',
      'Team ARQEN',
      'ARQEN Assurance',
    ],
    ...[
      'ARQEN’s quality department',
      "ARQEN's own auditors",
      'ARQEN internal audit',
      'ARQEN Holding AG',
    ],
    ...[
      'Auditors of ARQEN',
      'ARQEN Quality',
      'Quality ARQEN',
      'ARQEN International Inc.',
      'interne Revision von ARQEN',
    ],
    ...[
      'ARQEN-Qualitätssicherung',
      'équipe qualité ARQEN',
      'ARQEN品質保証部',
      'تدقيق ARQEN',
      'Arqen QA',
    ],
    // Its site
    ...[
      'arqen-ai.com',
      'www.arqen-ai.com',
      'https://arqen-ai.com/audit',
      'audit@arqen-ai.com',
      'trust.arqen-ai.com',
    ],
    ...['Arqen-AI', 'ArqenAI', 'arqen ai'],
  ],
  [
    NORTHWIND,
    ...[
      'Northwind Software',
      'Software Northwind',
      'NORTHWIND SOFTWARE LLC',
      'NorthwindSoftware',
      'Northwind',
    ],
    ...[
      'North Wind Software',
      'Northwind Labs',
      'Northwind Group',
      'The Northwind Company',
      'N.S.',
      'Northw1nd S0ftware',
    ],
    ...[
      'Northvvind',
      'Northwlnd Software',
      'Nоrthwind',
      'Ν𝗈rthwind Software',
      'Team Northwind',
      'Northwind internal audit',
    ],
    ...[
      'Harbor Records',
      'Harbor Records Inc.',
      'Records Harbor',
      'The Harbor Records team',
      'nwsoft',
      'NWSoft Ltd',
    ],
    ...[
      'nwsoft.co.uk',
      'www.nwsoft.co.uk',
      'qa@nwsoft.co.uk',
      'Audit Department of Northwind Software',
    ],
  ],
  [
    {name: 'Müller GmbH'},
    'Müller',
    'MÜLLER',
    'Mu\u0308ller & Co. KG',
    'Mueller Müller',
    'Firma Müller',
  ],
  [{name: 'Αρκος Α.Ε.'}, 'ΑΡΚΟΣ', 'αρκος', 'Όμιλος Αρκος'],
  [{name: 'Вектор'}, 'ВЕКТОР', 'ООО «Вектор»', 'Группа Вектор', 'Bектор'],
  [{name: 'アーケン株式会社'}, 'アーケン', '株式会社アーケン', 'アーケン品質保証部', 'ｱｰｹﾝ'],
  [{name: '東京記録'}, '東京記録', '東京記録有限会社', '東京記録監査室'],
  [{name: 'شركة النور'}, 'النور', 'النور ذ.م.م', 'النّور', 'مجموعة النور', 'النـــور'],
  [
    {name: 'İstanbul Kayıt A.Ş.'},
    'Istanbul Kayit',
    'İSTANBUL KAYIT',
    'istanbul kayıt anonim şirketi',
  ],
];

/** Names for oneself or nobody, whoever the vendor is. */
const NOBODY = [
  ...[
    'self',
    'Self',
    'SELF',
    'ѕеlf',
    'us',
    'Us',
    'we',
    'me',
    'Ourselves',
    'none',
    'None',
    'n/a',
    'N.A.',
    'NA',
    'nobody',
  ],
  ...[
    'no one',
    'unknown',
    'TBD',
    'to be determined',
    'anonymous',
    'undisclosed',
    'our own team',
    'Our team',
    'internal',
  ],
  ...[
    'Internal audit',
    'Internal Audit Department',
    'internal quality team',
    'In-house',
    'In-house audit',
    'inhouse testing',
  ],
  ...['self-assessment', 'Self assessed', 'the vendor', 'Vendor', "the vendor's QA team"],
  ...[
    'Quality department',
    'Security Team',
    'our auditors',
    'The company',
    'our company',
    'management',
    'CISO',
    'third party',
  ],
  ...[
    'an independent third party',
    'No issuer',
    'not applicable',
    'self, Inc.',
    'Us Ltd.',
    'null',
    'undefined',
  ],
  ...[
    'selbst',
    'wir',
    'wir selbst',
    'keine',
    'keiner',
    'k. A.',
    'interne Revision',
    'Innenrevision',
    'der Anbieter',
  ],
  ...[
    'unser Team',
    'unsere eigene Prüfung',
    'Qualitätsabteilung',
    'der Hersteller',
    'niemand',
    'Selbstauskunft',
  ],
  ...[
    'nous',
    'nous-mêmes',
    'aucun',
    'audit interne',
    'notre équipe',
    'notre propre équipe',
    'le fournisseur',
    'sans objet',
  ],
  ...[
    "l'éditeur",
    'soi-même',
    'équipe interne',
    'equipe interne',
    'personne',
    'auto-évaluation',
    'service qualité interne',
  ],
  ...[
    'nosotros',
    'ninguno',
    'nadie',
    'auditoría interna',
    'auditoria interna',
    'nuestro equipo',
    'el proveedor',
    'no aplica',
  ],
  ...[
    'nuestro propio equipo',
    'departamento de calidad',
    'la empresa',
    'autoevaluación',
    'equipo interno',
  ],
  ...[
    'نحن',
    'أنفسنا',
    'لا أحد',
    'لا يوجد',
    'التدقيق الداخلي',
    'فريقنا',
    'المورّد',
    'فريقنا الداخلي',
    'قسم الجودة',
  ],
  ...[
    '自社',
    '社内監査',
    '内部監査',
    '弊社品質部',
    '当社',
    'なし',
    '該当なし',
    'ベンダー',
    '自己評価',
    '内部監査部門',
  ],
];

const OTHERS: readonly (readonly [organization: Organization, ...issuers: string[]])[] = [
  [
    NORTHWIND,
    ...[
      'Acme Software Assurance',
      'Sample Auditors LLP',
      'Southwind Audit',
      'Wind River Assurance',
      'North Star Auditors',
    ],
    ...[
      'Software Improvement Group',
      'Harbor Auditors LLP',
      'Bureau Records Review',
      'National Software Testing Laboratories',
    ],
    ...[
      'Northwinds Meteorology',
      'Soft Assurance Ltd',
      'NCC Group',
      'Red Team Security',
      'Crowe UK LLP',
    ],
    ...['acme-audit.co.uk', 'audit@acme.co.uk', 'co.uk'],
  ],
  [
    ARQEN,
    ...[
      'Sample Auditors LLP',
      'Deloitte & Touche LLP',
      'PricewaterhouseCoopers',
      'PwC',
      'KPMG AG',
      'EY',
      'Ernst & Young',
    ],
    ...[
      'BSI',
      'British Standards Institution',
      'TÜV Rheinland',
      'TÜV SÜD Product Service GmbH',
      'DNV',
      'DEKRA Certification',
    ],
    ...[
      'Bureau Veritas',
      'SGS',
      'UL Solutions',
      'A-LIGN',
      'Schellman & Company, LLC',
      'Coalfire',
      'SE Labs',
      'Cure53',
    ],
    ...[
      'Trail of Bits',
      'Quality Assurance Services LLC',
      'Independent Auditors LLP',
      'Auditor',
      'Assessor',
      'Prüfstelle',
    ],
    ...[
      'US Audit Partners',
      'Internal Revenue Service',
      'RedTeam Pentesting GmbH',
      'Arqenta Auditors',
      'Barqen',
      'AI Assurance Lab',
    ],
    ...[
      '日本品質保証機構',
      '監査法人トーマツ',
      'EY新日本有限責任監査法人',
      'هيئة التقييس',
      'Центр сертификации',
      'AENOR',
      'Apave',
    ],
    ...[
      'Self Financial Auditors',
      'Nobody Knows Audit Ltd',
      'Cloud Security Alliance',
      'Global Quality Institute',
      '3M',
      '1&1 Audit',
    ],
    ...[
      'Risk Management Services',
      'House of Assurance',
      'Noneman & Partners',
      'Usher Audit',
      'Internat Audit Oy',
    ],
  ],
  [{name: 'Da'}, 'Coda', 'Data Auditors'],
  [{name: 'Ora'}, 'Incora', 'Oracle'],
  [{name: 'Vega'}, 'Vegas', 'Las Vegas Auditors'],
  [{name: 'Vegas'}, 'Vega'],
  [{name: 'Trust', product: 'Cloud'}, 'Sample Cloud Auditors'],
  [{name: 'ARQEN', product: 'Trust'}, 'Trust Auditors LLP', 'EuroTrust Assurance'],
  [{name: 'Sample vendor', url: 'https://vendor.example'}, 'Sample Auditors'],
  [{name: '検査会社'}, '審査会社'],
  [{name: 'कमला'}, 'कमल'],
  [{name: 'アーク'}, 'アークレイ監査'],
];

describe('an issuer', () => {
  for (const [organization, ...issuers] of OWN) {
    for (const issuer of issuers) {
      it(`named ${issuer} is no other party than ${organization.name}`, () => {
        expect(isIndependent(issuer, organization)).to.be.false;
      });
    }
  }

  for (const issuer of NOBODY) {
    it(`named ${issuer} is oneself or nobody`, () => {
      expect(isIndependent(issuer, {name: 'Zeppelin'})).to.be.false;
    });
  }

  for (const [organization, ...issuers] of OTHERS) {
    for (const issuer of issuers) {
      it(`named ${issuer} is another party than ${organization.name}`, () => {
        expect(isIndependent(issuer, organization)).to.be.true;
      });
    }
  }

  it('whose name no company could have is no other party', () => {
    expect(isIndependent('Assessor '.repeat(100), ARQEN)).to.be.false;
  });
});

describe('an issuer and an organization', () => {
  const SAME: readonly (readonly [issuer: string, organization: string])[] = [
    ['ARQEN', 'ARQEN'],
    ['arqen', 'ARQEN'],
    ['  ARQEN  ', 'ARQEN'],
    ['ARQEN Inc', 'ARQEN'],
    ['ARQEN Inc.', 'ARQEN'],
    ['ARQEN, Inc.', 'ARQEN'],
    ['ARQEN', 'ARQEN, Incorporated'],
    ['ARQEN LLC', 'ARQEN Inc'],
    ['ARQEN L.L.C.', 'ARQEN'],
    ['ARQEN Ltd.', 'ARQEN Limited'],
    ['ARQEN Pty Ltd', 'ARQEN'],
    ['ARQEN (Pty) Ltd', 'ARQEN'],
    ['ARQEN Co., Ltd.', 'ARQEN'],
    ['ARQEN Pvt. Ltd.', 'ARQEN Private Limited'],
    ['ARQEN PLC', 'ARQEN plc'],
    ['ARQEN Corp.', 'ARQEN Corporation'],
    ['The ARQEN Company', 'ARQEN'],
    ['ARQEN GmbH', 'ARQEN'],
    ['ARQEN GmbH & Co. KG', 'ARQEN'],
    ['ARQEN GmbH & Co. KGaA', 'ARQEN AG'],
    ['ARQEN UG (haftungsbeschränkt)', 'ARQEN'],
    ['ARQEN SE', 'ARQEN'],
    ['ARQEN S.A.', 'ARQEN SA'],
    ['ARQEN S. A.', 'ARQEN'],
    ['ARQEN S.A.S.', 'ARQEN SARL'],
    ['ARQEN S.p.A.', 'ARQEN S.r.l.'],
    ['ARQEN S.L.', 'ARQEN'],
    ['ARQEN B.V.', 'ARQEN N.V.'],
    ['ARQEN AB', 'ARQEN'],
    ['ARQEN A/S', 'ARQEN ApS'],
    ['ARQEN AS', 'ARQEN'],
    ['ARQEN Oy', 'ARQEN Oyj'],
    ['ARQEN Sp. z o.o.', 'ARQEN'],
    ['ARQEN s.r.o.', 'ARQEN a.s.'],
    ['ARQEN d.o.o.', 'ARQEN'],
    ['ARQEN K.K.', 'ARQEN'],
    ['ARQEN 株式会社', 'ARQEN'],
    ['ARQEN Ltda.', 'ARQEN'],
    ['ARQEN Group', 'ARQEN Holding'],
    ['Group Nine', 'Nine'],
    ['ＡＲＱＥＮ', 'ARQEN'],
    ['ARQ\u200bEN', 'ARQEN'],
    ['ARQ\u00adEN', 'ARQEN'],
    ['AR-QEN', 'ARQEN'],
    ['Ar Qen', 'ARQEN'],
    ['ARQEN™', 'ARQEN'],
    ['ARQEN®', 'ARQEN'],
    ['Smith & Sons', 'Smith and Sons Ltd'],
    ['STRASSE', 'Straße'],
    ['Müller', 'MÜLLER GmbH'],
    ['Mu\u0308ller', 'Müller'],
    ['ΑΡΚΟΣ', 'αρκος'],
    ['O’Neill Ltd', "O'Neill"],
  ];
  for (const [issuer, organization] of SAME) {
    it(`are one party if they are named ${issuer} and ${organization}`, () => {
      expect(isIndependent(issuer, {name: organization})).to.be.false;
      expect(isIndependent(organization, {name: issuer})).to.be.false;
    });
  }

  const DIFFERENT: readonly (readonly [issuer: string, organization: string])[] = [
    ['Assessor', 'ARQEN'],
    ['Assessor GmbH', 'ARQEN GmbH'],
    ['Inc', 'ARQEN Inc'],
    ['Coda', 'Da'],
    ['Incora', 'Ora'],
    ['Vega', 'Vegas'],
    ['Müller', 'Muller'],
    ['審査会社', '検査会社'],
    ['कमल', 'कमला'],
  ];
  for (const [issuer, organization] of DIFFERENT) {
    it(`are two parties if they are named ${issuer} and ${organization}`, () => {
      expect(isIndependent(issuer, {name: organization})).to.be.true;
      expect(isIndependent(organization, {name: issuer})).to.be.true;
    });
  }
});

describe('the website of an issuer', () => {
  const isOther = (issuerUrl: string | undefined, url?: string, domain?: RegistrableDomain) =>
    independenceFrom({name: 'Vendor', url}, domain).byUrl(evidenceOf({issuerUrl}));

  const OWN_SITES: readonly (readonly [issuer: string, organization: string])[] = [
    ['https://vendor.example', 'https://vendor.example/trust'],
    ['https://VENDOR.example/audit', 'https://vendor.example'],
    ['https://www.vendor.example', 'https://vendor.example'],
    ['https://vendor.example.', 'https://www.vendor.example'],
    ['https://audit.vendor.example:8443', 'https://vendor.example'],
    ['https://vendor.example', 'https://trust.vendor.example'],
  ];
  for (const [issuer, organization] of OWN_SITES) {
    it(`${issuer} is the organization's at ${organization}`, () => {
      expect(isOther(issuer, organization)).to.be.false;
    });
  }

  it('is another party’s at any other host, or if either is not stated', () => {
    expect(isOther('https://auditor.example', 'https://vendor.example')).to.be.true;
    expect(isOther('https://notvendor.example', 'https://vendor.example')).to.be.true;
    expect(isOther('https://auditor.example')).to.be.true;
    expect(isOther(undefined, 'https://vendor.example')).to.be.true;
    expect(isOther('https://auditor.example', '/about')).to.be.true;
  });

  it('is compared by registrable domain if authors’ tools know it', () => {
    const domain: RegistrableDomain = (host) => /[^.]+\.co\.uk$/.exec(host)?.[0] ?? null;
    const [issuer, organization] = ['https://audit.vendor.co.uk', 'https://trust.vendor.co.uk'];
    expect(isOther(issuer, organization)).to.be.true;
    expect(isOther(issuer, organization, domain)).to.be.false;
    expect(isOther('https://audit.co.uk', organization, domain)).to.be.true;
    expect(isOther('https://auditor.example', 'https://vendor.example', domain)).to.be.true;
  });
});
