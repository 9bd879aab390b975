/** What an author changes, in one line, for the rules of the schema that are not documented as claim checks. */
export const SCHEMA_REMEDIES: Readonly<Record<string, string>> = {
  'not-json': 'Correct the text at this place; JSON has no comments and no trailing commas.',
  'not-utf8': 'Save the file as UTF-8.',
  'too-large': 'Move long texts to documents that the manifest references.',
  'too-long': 'Shorten it, or move the detail to a document that the manifest references.',
  'too-deep': 'Remove the nested values: no field of the schema needs them.',
  'schema-version': 'Update the package, or set "schemaVersion" to "1.0".',
  'duplicate-key': 'Remove or rename one of the two: readers of the file may see either.',
  'forbidden-key': 'Remove the key.',
  'missing-field': 'Add the field.',
  'wrong-type': 'Write a value of the expected type.',
  'wrong-format': 'Write it in the expected form.',
  empty: 'Fill it in, or remove the field if it is optional.',
  'wrong-date': 'Write it as 2026-11-23 or 2026-11-23T09:00:00Z.',
  'wrong-period': 'Write it as 2027, 2027-Q1, 2027-03 or 2027-03-31.',
  'wrong-status': 'List only statuses that refuse a request.',
  'refused-address': 'Use an https: or relative address, without a user name or password in it.',
  'refused-website': 'Use an absolute https: address, without a user name or password in it.',
  'refused-contact':
    'Use a mailto:, https: or tel: address, such as mailto:security@vendor.example.',
  'refused-key': 'Use an https:, dns: or openpgp4fpr: address of the key.',
  'absolute-uri':
    'Write the address that the manifest speaks for, such as https://vendor.example/.',
  'statement-missing': 'Say what is true today in "current", or what is not yet in "gated".',
  'not-applicable-alone': 'Remove "notApplicable", or the other statements.',
  'document-source': 'Keep one of the two: "evidence" for an entry of the list, "href" for a link.',
  'markdown-too-costly': 'Split the text, or use less markup in it.',
};

/** The same for what guards answer and what other forms require. */
export const OTHER_REMEDIES: Readonly<Record<string, string>> = {
  'guard-contradicts':
    'Correct the gates in the manifest, or find out why the route behaves otherwise.',
  'guard-undetermined':
    'Correct the address or the guard; a relative address in a file needs --base.',
  'security-txt-expiry':
    'Set "expiresAt" to the day by which you will have reviewed the contacts again.',
  'security-txt-link': 'Use an absolute https: link, or pass --base for relative ones.',
  'oscal-description': 'Add "summary": what the product is, in a sentence or two.',
  'oscal-control-id': 'Write "ref" as the catalog has it, such as "ac-2.1" or "CC6.1".',
  'oscal-catalog': 'Pass its URI as --catalog "framework=uri".',
  'security-txt-languages': 'Write language tags, such as "en, de".',
};
