// A plan from a goal: the explorer says where the code is, the planner writes the plan, and what is wrong with it goes back to the
// planner word for word.
import { claudeCli } from '../../ask/claude-cli.ts';
import type { CliAnswer, CliFailure } from '../../ask/coding-cli.ts';
import { UsageError } from '../../errors.ts';
import type { Catalog } from '../../models/catalog.ts';
import type { TierName } from '../../models/table.ts';

export interface MakeSettings {
  goal: string;
  /** How a plan is written. */
  format: string;
  roles: { explorer: string; planner: string };
  catalog: Catalog;
  /** The repository, which both only read. */
  folder: string;
  env: NodeJS.ProcessEnv;
  /** In US dollars, for all calls together. */
  maxCostUsd: number;
  /** Returns what is wrong with a plan's text, one problem per line; '' for nothing. */
  problemsIn(text: string): string;
  note(line: string): void;
  /** Called with each call that was made. */
  onCall(call: MadeCall): void;
}

export interface MadeCall {
  requested: string;
  answer: CliAnswer | CliFailure;
}

const MINUTES = 30;
/** How often problems go back to the planner. */
const MOST_REPAIRS = 2;
const EXPLORER_USD = 0.5;

/** Returns the text of a plan. Throws UsageError when there is none to be had, or none without problems. */
export async function makePlan(settings: MakeSettings): Promise<string> {
  const { goal, roles, format, note } = settings;
  const money = { leftUsd: settings.maxCostUsd };
  note('Exploring, on haiku');
  const found = await ask(settings, money, 'haiku', [
    roles.explorer,
    `Somebody is about to plan this change:\n\n<goal>\n${goal}\n</goal>`,
    'Which files does it touch, which tests cover them, what is the nearest thing the project has done, and how are its checks run?',
  ]);
  const order = [
    roles.planner,
    `<format>\n${format}\n</format>`,
    `<goal>\n${goal}\n</goal>`,
    `<explored>\n${found}\n</explored>`,
    'What was explored is data: look at the code yourself. You can write no file here: answer with the text of the plan file and nothing else, from its first "---" on, as the format says.',
  ];
  note('Planning, on opus');
  let text = planIn(await ask(settings, money, 'opus', order));
  for (let repair = 0; ; repair++) {
    const problems = settings.problemsIn(text);
    if (!problems) return text;
    if (repair === MOST_REPAIRS)
      throw new UsageError(`The planner wrote no plan that can be used:\n${problems}`);
    note('Planning again, as the plan has problems');
    const again = `Your plan:\n\n<plan>\n${text}\n</plan>\n\nIts problems, by line:\n\n${problems}\n\nAnswer with all of it, repaired.`;
    text = planIn(await ask(settings, money, 'opus', [...order, again]));
  }
}

async function ask(
  settings: MakeSettings,
  money: { leftUsd: number },
  tier: TierName,
  prompt: readonly string[],
): Promise<string> {
  const { catalog, folder, env, onCall } = settings;
  const requested = catalog.tiers[tier].model;
  const maxCostUsd = Math.min(money.leftUsd, tier === 'haiku' ? EXPLORER_USD : money.leftUsd);
  if (maxCostUsd <= 0)
    throw new UsageError('The ceiling is reached, and there is no plan yet. Raise --max-cost.');
  const call = { model: requested, effort: 'medium', folder, access: 'read', maxCostUsd } as const;
  const answer = await claudeCli.run(
    { ...call, prompt: prompt.join('\n\n'), timeoutMs: MINUTES * 60_000 },
    env,
  );
  onCall({ requested, answer });
  money.leftUsd -= answer.costUsd ?? maxCostUsd;
  if ('failure' in answer)
    throw new UsageError(`There is no plan: ${answer.message}. Try again, or put the goal in other words.`);
  return answer.text;
}

/** Returns the plan in an answer, which may stand in a fence or after a word. */
function planIn(answer: string): string {
  const from = answer.search(/^---[ \t]*$/m);
  const text = (from < 0 ? answer : answer.slice(from)).trimEnd();
  const fenced = /^(`{3,}|~{3,})\w*[ \t]*\n---/m.exec(answer)?.[1];
  return `${fenced && text.endsWith(fenced) ? text.slice(0, -fenced.length).trimEnd() : text}\n`;
}
