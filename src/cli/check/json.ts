import type {Finding, Report} from './find.js';
import type {GuardCheck} from './probe-guards.js';

/** Returns the findings of all manifests as JSON. */
export const jsonReport = (reports: readonly Report[], now: number, fails: boolean): string =>
  JSON.stringify(
    {
      ok: !fails,
      checkedAsOf: new Date(now).toISOString(),
      manifests: reports.map(({source, manifest, findings, omitted, guards}) => ({
        source: source.name,
        accepted: !!manifest,
        problems: findings.map(jsonFinding),
        omitted,
        ...(guards && {guards: guards.map(jsonGuard)}),
      })),
    },
    null,
    2,
  );

const jsonFinding = ({path, rule, severity, message, remedy, range}: Finding) => ({
  path,
  rule,
  severity,
  message,
  remedy: remedy ?? null,
  start: range?.start ?? null,
  end: range?.end ?? null,
});

const jsonGuard = ({observation, agreement}: GuardCheck) => ({
  id: observation.guard,
  endpoint: observation.endpoint ?? null,
  agreement,
  verdict: observation.verdict,
  reason: observation.reason,
  proven: observation.proven,
  status: observation.status ?? null,
  unmetGates: observation.unmetGates,
  checkedAt: new Date(observation.checkedAt.wall).toISOString(),
});
