// Everybody asked, told of on stderr: who is sent what before it is, each answer as it comes, and each call in the ledger.
import { dataHome } from '../data-home.ts';
import { systemReason } from '../errors.ts';
import type { Host } from '../host.ts';
import { arrivedLines } from '../opinion/arrivals.ts';
import { runCheapFirst } from '../opinion/cheap-first.ts';
import { sharesMaker } from '../opinion/families.ts';
import { describe } from '../opinion/material.ts';
import { specOf } from '../opinion/named-voices.ts';
import type { Opinion, OpinionSettings } from '../opinion/opinion.ts';
import type { ModelCall, Respondent } from '../opinion/respondent.ts';
import type { Progress } from '../terminal/progress.ts';
import { directRecorder } from '../usage/own-calls.ts';

/** Asks the scouts, the voices and the judge, and returns what came of it. */
export async function askAll(
  given: OpinionSettings,
  { maxCost }: { maxCost?: number },
  { host, progress }: { host: Host; progress: Progress },
): Promise<Opinion> {
  const settings = { ...given, ...tellingWhoFillsIn(given, progress) };
  const unpriced = unpricedOf(settings);
  // What has no price is counted as all that it might have cost.
  if (unpriced.length) host.access.countWhole();
  announce(settings, progress);
  if (maxCost !== undefined && unpriced.length)
    progress.note(`--max-cost cannot be enforced for ${unpriced.join(', ')}: no price is known.`);
  return runCheapFirst(settings, {
    note: progress.note,
    waitingFor: (names) => progress.update(null, names.length ? `waiting for ${names.join(', ')}` : ''),
    arrived: (said) => {
      const lines = arrivedLines(said, { review: settings.review, brief: host.access.confined });
      if (lines.length) progress.note(lines.join('\n'));
    },
    call: recorder(dataHome(host.env), host, progress),
  });
}

/** The same settings, with whoever fills in for a judge told of before it is sent anything. */
function tellingWhoFillsIn(
  { nextJudge, scouts }: OpinionSettings,
  progress: Progress,
): Pick<OpinionSettings, 'nextJudge' | 'scouts'> {
  const told = (next: OpinionSettings['nextJudge']): Required<Pick<OpinionSettings, 'nextJudge'>> => ({
    nextJudge: async (tried) => {
      const judge = (await next?.(tried)) ?? null;
      if (judge) progress.note(lineOf(judge, `another judge: ${judge.name}`));
      return judge;
    },
  });
  return { ...told(nextJudge), scouts: scouts ? { ...scouts, ...told(scouts.nextJudge) } : null };
}

const lineOf = ({ name, via, billedTo }: Respondent, as = name): string =>
  `  ${as}: ${via}, billed to ${billedTo}`;

/** What a CLI is told beside the question, where it may look around. */
const hears = ({ seesInFolder }: Respondent, mayLook: boolean): string =>
  mayLook && seesInFolder ? `; it is told what stands in the folder's ${seesInFolder}` : '';

const SAME_MAKER = '; of the maker of a voice (another: --judge, or judges in tierwise.md)';

function announce(
  { voices, judge, scouts, sides = [], verifiers = [], mayLook, material }: OpinionSettings,
  { note }: Progress,
): void {
  note(`Asking with ${describe(material)}${mayLook ? ', and the current folder for CLIs to read' : ''}:`);
  for (const voice of scouts?.voices ?? []) note(lineOf(voice) + hears(voice, mayLook));
  if (scouts?.judge) note(lineOf(scouts.judge, `judge: ${scouts.judge.name}`));
  if (scouts) note('and only where these do not agree:');
  for (const [index, voice] of voices.entries())
    note(
      lineOf(voice, sides[index] ? `${voice.name}, told to argue ${sides[index]}` : voice.name) +
        hears(voice, mayLook),
    );
  if (judge) note(lineOf(judge, `judge: ${judge.name}`) + (sharesMaker(judge, voices) ? SAME_MAKER : ''));
  const [cheapest] = verifiers;
  if (cheapest)
    note(
      `  findings are checked by ${verifiers.map(({ name }) => name).join(' or ')}, billed to ${cheapest.billedTo}`,
    );
}

/** Names of those whose calls no ceiling can bind. */
function unpricedOf({ voices, judge, scouts }: OpinionSettings): string[] {
  const all = [...(scouts?.voices ?? []), scouts?.judge, ...voices, judge];
  return [...new Set(all.flatMap((one) => (one && !one.priced ? [one.name] : [])))];
}

function recorder(home: string, host: Host, progress: Progress) {
  const record = directRecorder(home, host, (error) =>
    progress.note(
      `The ledger in ${home} cannot be written (${systemReason(error)}): the usage report will lack this.`,
    ),
  );
  return ({ requested, effort, client, name }: Respondent, call: ModelCall, stop: string): void => {
    const served = call.served ?? requested ?? specOf(name);
    const reply = { ...call, served, stop };
    record({
      source: 'opinion',
      requested: requested ?? specOf(name),
      effort,
      client,
      costUsd: call.costUsd,
      reply,
    });
  };
}
