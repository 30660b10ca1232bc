// What a review found, as one list for all voices: verified findings, those whose place is not, and what could not be read.
import type { Finding, Severity, Unverified } from './findings.ts';
import { SEVERITIES } from './findings.ts';
import type { Issue } from './matching.ts';
import type { Opinion } from './opinion.ts';

/** One problem, in the words of the gravest report; who else reported it or calls it right stands beside it. */
export interface Found extends Finding {
  /** Names of all who found it. */
  voices: string[];
  reports: (Finding & { voice: string })[];
  /** Who calls the place right, and why. */
  cleared: { voice: string; claim: string }[];
  standing: Issue['position'];
  verification: NonNullable<Issue['check']>['verification'];
  why: string;
  /** The test that fails because of it; null where none does. */
  reproduction: NonNullable<Issue['reproduction']> | null;
}

export interface Review {
  findings: Found[];
  unverified: (Unverified & { voices: string[] })[];
  raw: { voice: string; text: string; reason: string }[];
}

/** Returns what the voices of a review found; null when it is not one. */
export function reviewOf({ findings: read, voices }: Opinion): Review | null {
  if (!read) return null;
  const nameOf = (voice: number): string => voices[voice]?.name ?? '';
  return {
    findings: read.matched.issues.map((issue) => foundIn(issue, nameOf)),
    unverified: read.byVoice.flatMap((one, voice) =>
      (one?.unverified ?? []).map(({ reason, ...given }) => ({ ...given, voices: [nameOf(voice)], reason })),
    ),
    raw: read.byVoice.flatMap((one, voice) => (one?.raw ? [{ voice: nameOf(voice), ...one.raw }] : [])),
  };
}

/** Whether something was reported that nobody could verify or read, and nothing that is verified stands beside it. */
export const isInconclusive = ({ findings, unverified, raw }: Review): boolean =>
  raw.length > 0 || (!findings.length && unverified.some(({ severity }) => severity !== 'fine'));

/** Whether a finding is as severe as `limit` or worse, disputed ones too; without a limit none is. */
export const hasWorst = ({ findings }: Review, limit: Severity | undefined): boolean =>
  limit !== undefined && findings.some((found) => rank(found) <= SEVERITIES.indexOf(limit));

function foundIn(
  { position, findings, check, reproduction }: Issue,
  nameOf: (voice: number) => string,
): Found {
  const all = findings.map(({ voice, ...finding }) => ({ ...finding, voice: nameOf(voice) }));
  const reports = all.filter(({ severity }) => severity !== 'fine').sort((a, b) => rank(a) - rank(b));
  const [gravest] = reports;
  if (!gravest) throw new TypeError('an issue without an accusation');
  const { voice: _, ...finding } = gravest;
  return {
    ...finding,
    voices: [...new Set(reports.map(({ voice }) => voice))],
    reports,
    cleared: all.filter(({ severity }) => severity === 'fine').map(({ voice, claim }) => ({ voice, claim })),
    standing: position,
    ...(check ?? { verification: 'not checked' as const, why: 'nobody was asked to' }),
    reproduction: reproduction ?? null,
  };
}

const rank = ({ severity }: { severity: Severity }): number => SEVERITIES.indexOf(severity);
