import type {Manifest} from '../../manifest/schema.js';
import type {Source} from '../source.js';
import type {Terminal} from '../terminal.js';
import {findProblems, type Report} from './find.js';
import {prettyReport} from './pretty.js';

/** A manifest that pages show. It may have overclaims. */
export type AcceptedReport = Report & {readonly manifest: Manifest};

/**
 * Returns what was found in a manifest. If it has errors, no page would show it: they are printed, the exit
 * code becomes 1, and nothing is returned.
 * @param consequence What was not done, such as `Nothing was signed`.
 */
export function accept(
  source: Source,
  now: number,
  consequence: string,
  terminal: Terminal,
): AcceptedReport | undefined {
  const report = findProblems(source, now);
  const {manifest, findings} = report;
  if (manifest) {
    const overclaims = findings.filter(({severity}) => severity === 'overclaim').length;
    if (overclaims)
      terminal.note(
        `warning: readers will see ${overclaims} overclaims; trust-center check lists them.`,
      );
    return {...report, manifest};
  }
  terminal.note(prettyReport(report, terminal));
  terminal.note(`${consequence}, because no page would show this manifest.`);
  terminal.exitCode = 1;
  return undefined;
}
