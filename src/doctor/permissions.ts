// Whether the skills can run unasked, by the permission rules in Claude Code's settings.
import type { ClientSettings } from './client-settings.ts';
import { type Finding, note, wrong } from './finding.ts';

const GRANT = 'Bash(tierwise in-session *)';
/** Rules that bar the verb of the skills. */
const BARS = /^Bash(?:\(\s*(?:\*|tierwise(?: in-session)?(?:[ :]\*|\*)?)\s*\))?$/;
/** Rules that grant more than the confined verb. */
const TOO_WIDE = /^Bash\(\s*tierwise(?::\*| \*|\*)\s*\)$/;

/** Returns rules that keep the skills from running, or that let them run anything. */
export function permissionFindings(settings: readonly ClientSettings[]): Finding[] {
  const findings = settings.flatMap(({ settings: { permissions }, lineOf }) => [
    ...(['deny', 'ask'] as const).flatMap((list) =>
      permissions[list]
        .filter((rule) => BARS.test(rule))
        .map((rule) =>
          wrong(`permission-${list}`, lineOf(rule), [
            list === 'deny'
              ? `The rule ${rule} denies what the skills run`
              : `By the rule ${rule} you are asked each time a skill runs`,
            `Remove it, or narrow it so that it does not cover ${GRANT}.`,
          ]),
        ),
    ),
    ...permissions.allow
      .filter((rule) => TOO_WIDE.test(rule))
      .map((rule) =>
        wrong('permission-wide', lineOf(rule), [
          `The rule ${rule} lets a session run every command of tierwise unasked, at any price`,
          `Replace it by ${GRANT}, which is bounded in files, hosts and money.`,
        ]),
      ),
  ]);
  const isGranted = settings.some(({ settings: { permissions } }) => permissions.allow.includes(GRANT));
  if (findings.length || isGranted) return findings;
  return [
    note('permission-none', null, [
      `No rule allows ${GRANT}, so a skill that Claude invokes by itself is asked about first`,
      `Nothing, if you want to be asked; else add it to permissions.allow of your settings.json.`,
    ]),
  ];
}
