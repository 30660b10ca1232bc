// What makes a plan's "done" worth less than it says. None of it keeps a plan from running.
import { unsaid } from './handoff.ts';
import { ownTests } from './own-tests.ts';
import type { Plan, Step } from './plan.ts';

export interface Warning {
  /** Null: the plan as a whole. */
  step: string | null;
  message: string;
}

/** Returns what can be told from the text of a plan alone: what it leaves unsaid, and what is wrong with its checks. */
export function warningsIn(plan: Plan): Warning[] {
  const message = unsaid(plan);
  return [...(message ? [{ step: null, message }] : []), ...checkWarnings(plan)];
}

/** Returns the checks that always pass, and those that a step may edit itself. */
export const checkWarnings = ({ steps }: Pick<Plan, 'steps'>): Warning[] =>
  steps.flatMap((step) => {
    const { id: name, verify } = step;
    const found = ownTests(step).map(
      (file) => `may edit ${file}, which judges it: look at what it does there`,
    );
    if (WANTS_RED.test(verify))
      found.unshift(
        `its check, ${verify}, wants tests to fail, and every check runs again when all steps are done: check that the tests are there`,
      );
    if (ALWAYS_GREEN.test(verify)) found.unshift(`its check, ${verify}, always passes, so it proves nothing`);
    return found.map((message) => ({ step: name, message }));
  });

/** Returns what is wrong with a check that passes before the work. */
export const greenBefore = ({ id, verify }: Step): Warning => ({
  step: id,
  message: `its check passes before the work, so it proves nothing: ${verify}. Sharpen it, or say green: true where that is meant`,
});

/** Whether a check is to be red before the work; one that only checks guards what is there. */
export const mustBeRed = ({ files, green, verify }: Step): boolean =>
  files.length > 0 && !green && !ALWAYS_GREEN.test(verify);

const WANTS_RED =
  /(?:^|[;&|(])\s*!\s*(?:(?:npx|pnpm|yarn|bunx?|poetry run|uv run)\s+(?:exec\s+|run\s+)?)?(?:node\s+--test|(?:npm|pnpm|yarn|bun)\s+(?:run\s+)?test|(?:python[\d.]*\s+-m\s+)?(?:pytest|unittest)|vitest|jest|mocha|cargo\s+test|go\s+test)\b/;
const ALWAYS_GREEN = /^\s*(?:true|:|exit 0)?\s*(?:#.*)?$/;
