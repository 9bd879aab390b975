/** Standards, laws and schemes that have the same name in every language, and technical specifications. */
export const STANDARDS = `
  iso, iec, soc 1/2/3, soc ii, type i/ii/1/2, tsc, hipaa, hitech, hitrust, hitrust csf, gdpr, ccpa, cpra, lgpd, pipeda, appi,
  dpdp, popia, pdpl, pdpa, ferpa, coppa, glba, sox, dora, nis 2, nis2, cra, eidas, eu ai act, ai act, data act, pci, pci dss,
  pa dss, swift csp, fedramp, stateramp, fisma, cjis, cmmc, itar, ear, dfars, nist, nist csf, fips, common criteria, eal,
  tisax, c5, bsi, it grundschutz, vda, bait, vait, kritis, ens, hds, secnumcloud, anssi, esquema nacional de seguridad,
  irap, essential eight, mtcs, ismap, pmark, isms, cyber essentials, cyber essentials plus, csa star, star level, ssae,
  isae, isae 3402, isae 3000, gxp, gmp, glp, gcp annex 11, gamp, 21 cfr, cfr part, part 11, annex 11, eu annex, fda, ema, mdr,
  ivdr, itil, iatf, as9100, nerc, nerc cip, hecvat, vpat, wcag, section 508, en 301 549, ncqa, urac, joint commission,
  nca ecc, sama, sdaia, nesa, adhics, ncsc, mas trm, apra, cps 234, kisa, isms p, djcp, mlps, finma, bafin, cnil, aicpa,
  trust services criteria, cis controls, gocloud, gaia x, euc s, eucs, cloud code of conduct, privacy shield,
  data privacy framework, dpf, bsi c5, csrd, hl 7, soc2, soc1, soc3, nist 800, 800 53, 800 171, sp 800`;

export const TECHNICAL = `
  oauth, oauth 2, openid*, oidc, saml, scim, ldap, kerberos, webauthn, fido, fido2, totp, tls, ssl, mtls, x.509, x509, https,
  http, spf, dkim, dmarc, arc, mta sts, bimi, dnssec, rfc, ietf, w3c, html, css, json, json schema, yaml, xml, csv, utf,
  unicode, iso 8601, iso 3166, iso 639, iso 4217, iso 10646, iso 32000, iso 20022, iec 60559, ieee, ieee 754, posix, sql,
  ecmascript, openapi, graphql, rest, grpc, asyncapi, semver, semantic versioning, spdx, cyclonedx, sbom, slsa, oci, cncf,
  kubernetes, s3, openmetrics, opentelemetry, otlp, syslog, cef, stix, taxii, ics, icalendar, caldav, smtp, imap, mime,
  jwt, jws, jwe, jwk, fhir, hl7, dicom, edifact, ubl, pdf a, pdf ua, epub, atom, rss, websocket, csp,
  content security policy, cors, acme, ntp, ipv6, bcp 47, ecma 262, pkcs, pep 8, security txt, cve, cvss, aes,
  sign(s/ed), authenticat*, encrypt*, rotat*, key(s), domain(s), private key, schema(s), test suite, device(s),
  license(s), licence(s), configuration, baseline, laptop(s), client certificates, server certificates,
  certificate authority, tls certificates, x 509, posix, browser(s), api, country codes, format(s),
  accessibility tree, e mail, email, mail is, code style, style guide, lint, endpoint(s), service certificates,
  specification, spec(s), protocol, syntax, token(s), password(s), input(s), address(es), header(s), link(s),
  checksum(s), signature(s), backup(s), users, access, request(s), ballot, naming, encoding, encoded, rate limit`;

/** Companies that host for many vendors, and those that assess them. */
export const HOSTS =
  'aws, amazon, azure, microsoft, google, google cloud, oracle, hetzner, ovh, ovhcloud, cloudflare, stackit, ionos';
export const ASSESSORS =
  'tüv, dekra, bureau veritas, sgs, dnv, bsi group, schellman, coalfire, kpmg, deloitte, pwc, ey, bdo, big four, mazars, afnor, aenor, jqa';

/** What is built and run. Its words are English in most languages; immutable images claim nothing. */
export const ENGINEERING = `
  database(s), transaction(s), isolation, queue(s), delivery, ordering, protocol, scheduler, broker,
  infrastructure, image(s), container(s), tag(s), artifact(s), artefact(s), build(s), instance(s), deploy*,
  digest(s), commit(s), registry, version(s), variable(s), type(s), object(s), field(s), server(s), node(s),
  bucket(s), snapshot(s), package(s), key(s), id(s), identifier(s), data structure(s), layer(s), cache,
  configuration, url(s), git, pipeline(s)`;
