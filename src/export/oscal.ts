/**
 * Exports a manifest as an OSCAL 1.2.1 component definition (NIST). What is gated is never `implemented`, and
 * what the form requires and the manifest does not say is asked for, not made up.
 */
import {instant} from '../manifest/dates.js';
import {expected, type Problem} from '../manifest/problem.js';
import type {Manifest} from '../manifest/schema.js';
import type {ControlPosture, ControlState, Posture} from '../posture/posture.js';
import {resolveLink} from '../text/links.js';

export const OSCAL_VERSION = '1.2.1';

/** The document, or what the manifest or the caller has to add to it. */
export type OscalResult =
  | {readonly status: 'ready'; readonly document: object}
  | {readonly status: 'refused'; readonly problems: readonly Problem[]};

export interface OscalOptions {
  /** The URI of the catalog or profile of each framework in `mappings`, by its name there. */
  readonly catalogs: Readonly<Record<string, string>>;
  /** The URL of the manifest, for relative links; without it they are left out. */
  readonly base: string | undefined;
}

/** OSCAL's values of `implementation-status`. A contradicted control is not implemented as stated. */
const STATUSES: Readonly<Record<ControlState, string>> = {
  current: 'implemented',
  partial: 'partial',
  gated: 'planned',
  contradicted: 'planned',
  'not-applicable': 'not-applicable',
};

/** A non-colonized name (XML Schema), which OSCAL requires of ids. */
const TOKEN = /^[\p{L}_][\p{L}\p{N}._-]*$/u;

/** Returns the component definition of a manifest and its posture. The same input gives the same output. */
export async function oscalComponentDefinition(
  manifest: Manifest,
  posture: Posture,
  {catalogs, base}: OscalOptions,
): Promise<OscalResult> {
  const problems = missingIn(manifest, catalogs);
  if (problems.length) return {status: 'refused', problems};
  const {id, version, publishedAt, organization, title = 'Trust manifest', summary} = manifest;
  const uuid = (name: string) => uuidOf(`${id} ${name}`);
  const sets = implementationSets(manifest, posture, catalogs);
  const published = new Date(instant(publishedAt)).toISOString();
  return {
    status: 'ready',
    document: {
      'component-definition': {
        uuid: await uuid('component-definition'),
        metadata: {
          title: line(title),
          published,
          'last-modified': published,
          version,
          'oscal-version': OSCAL_VERSION,
          parties: [
            {uuid: await uuid('organization'), type: 'organization', name: line(organization.name)},
          ],
        },
        components: [
          {
            uuid: await uuid('component'),
            type: 'service',
            title: line(organization.product ?? organization.name),
            description: summary,
            ...(sets.length && {
              'control-implementations': await Promise.all(
                sets.map(async ({source, description, requirements}) => ({
                  uuid: await uuid(`source ${source}`),
                  source,
                  description,
                  'implemented-requirements': await Promise.all(
                    requirements.map(async ({controlId, control}) => ({
                      uuid: await uuid(`source ${source} ${controlId} ${control.control.id}`),
                      'control-id': controlId,
                      ...requirementOf(control, base),
                    })),
                  ),
                })),
              ),
            }),
          },
        ],
      },
    },
  };
}

interface ImplementationSet {
  readonly source: string;
  readonly description: string;
  readonly requirements: {readonly controlId: string; readonly control: ControlPosture}[];
}

/** Returns the vendor's own list of controls, and one set for each framework that they are mapped to. */
function implementationSets(
  {id, organization}: Manifest,
  {controls}: Posture,
  catalogs: OscalOptions['catalogs'],
): ImplementationSet[] {
  if (!controls.length) return [];
  const own: ImplementationSet = {
    source: id,
    description: `The controls of ${line(organization.name)}, by the ids of the trust manifest.`,
    requirements: controls.map((control) => ({controlId: tokenOf(control.control.id), control})),
  };
  const sets = new Map<string, ImplementationSet>();
  for (const control of controls)
    for (const {framework, ref} of control.control.mappings) {
      const set = sets.get(framework) ?? {
        source: catalogs[framework]!,
        description: `The controls of ${line(organization.name)} that are mapped to ${line(framework)}.`,
        requirements: [],
      };
      sets.set(framework, set);
      set.requirements.push({controlId: tokenOf(ref), control});
    }
  return [own, ...sets.values()];
}

function requirementOf(
  {control, state, assurance, evidence, gates, overclaims}: ControlPosture,
  base: string | undefined,
) {
  const {title, current, gated, notApplicable} = control;
  const statements = [
    current,
    gated === undefined ? undefined : `Not yet: ${gated}`,
    notApplicable === undefined ? undefined : `Not applicable: ${notApplicable}`,
  ].filter((text) => text !== undefined);
  const links = evidence.flatMap(({evidence: {access, href, title}}) => {
    const url =
      access === 'public' && href !== undefined ? resolveLink(href, base ?? href) : undefined;
    return url ? {href: url.href, rel: 'reference', text: line(title)} : [];
  });
  const remarks = [
    `Backed by: ${assurance}, as the vendor states.`,
    ...gates.map(({title, state}) => `Gate: ${line(title)} (${state}).`),
    ...overclaims.map(({rule}) => `Overclaim: ${rule}.`),
  ];
  // What an overclaim is found in is not implemented as stated.
  const status = state === 'current' && overclaims.length ? 'partial' : STATUSES[state];
  return {
    description: `${line(title)}\n\n${statements.join('\n\n')}`,
    props: [{name: 'implementation-status', value: status}],
    ...(links.length && {links}),
    remarks: remarks.join('\n\n'),
  };
}

function missingIn({summary, controls}: Manifest, catalogs: OscalOptions['catalogs']): Problem[] {
  const problems: Problem[] = [];
  const report = (path: string, rule: string, wanted: string, found: string) =>
    problems.push({path, rule, severity: 'error', message: expected(wanted, found)});
  if (summary === undefined)
    report(
      '/summary',
      'oscal-description',
      '"summary", which OSCAL requires of a component',
      'none',
    );
  const asked = new Set<string>();
  for (const [i, {mappings}] of controls.entries())
    for (const [j, {framework, ref}] of mappings.entries()) {
      const path = `/controls/${i}/mappings/${j}`;
      if (!TOKEN.test(tokenOf(ref)))
        report(`${path}/ref`, 'oscal-control-id', 'the id of a control in its catalog', ref);
      if (Object.hasOwn(catalogs, framework) || asked.has(framework)) continue;
      asked.add(framework);
      report(
        `${path}/framework`,
        'oscal-catalog',
        'the URI of the catalog of this framework',
        framework,
      );
    }
  return problems;
}

/**
 * Returns an id as OSCAL writes it: `AC-2(1)` is `ac-2.1` in NIST's catalogs. The manifest's own ids may begin
 * with a digit.
 */
function tokenOf(ref: string): string {
  const nist = /^([A-Z]{2})-(\d+)(?:\s*\((\d+)\))?$/.exec(ref);
  if (nist) return `${nist[1]!.toLowerCase()}-${nist[2]!}${nist[3] ? `.${nist[3]}` : ''}`;
  return /^\d/.test(ref) ? `_${ref}` : ref;
}

/** OSCAL's single lines begin and end without white space. */
const line = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Returns a UUID of version 5 (RFC 9562), in the namespace of names that are URLs. */
async function uuidOf(name: string): Promise<string> {
  const namespace = Uint8Array.from('6ba7b8119dad11d180b400c04fd430c8'.match(/../g)!, (hex) =>
    parseInt(hex, 16),
  );
  const bytes = await new Blob([namespace, new TextEncoder().encode(name)]).arrayBuffer();
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-1', bytes)).slice(0, 16);
  hash[6] = (hash[6]! & 0x0f) | 0x50;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  const hex = [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
