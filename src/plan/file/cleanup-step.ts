// The step at the end that a plan asks for with `cleanup`: what formatters, import sorters and readers of the docs complain of, on the
// cheapest tier, and judged by all checks of the plan.
import type { Step } from './plan.ts';

export const CLEANUP_ID = 'cleanup';

const SPECIFICATION = `Clean up what the steps before this one wrote, and change no behavior. Look at the files on your list only, and there at what those steps changed.

- Run the project's formatter and linter on them, where it has any; its own configuration says which.
- Order imports as the project does, and remove those that nothing uses.
- Remove leftovers: debugging output, commented-out code, comments that say what was changed.
- Bring doc comments and pages in step with the code as it is now.

Where nothing is to be done, change nothing.`;

/** Whether a step is the one that `cleanup` adds, which stands nowhere in the file. */
export const isCleanup = ({ id, specification }: Pick<Step, 'id' | 'specification'>): boolean =>
  id === CLEANUP_ID && specification.startsWith(SPECIFICATION);

/** Returns the step after all others; `wish` is what the plan says beside that it wants one. */
export function cleanupStep(steps: readonly Omit<Step, 'line'>[], wish: string | null): Omit<Step, 'line'> {
  const checks = [...new Set(steps.map(({ verify }) => verify))];
  return {
    ...{ id: CLEANUP_ID, title: 'Clean up', kind: 'mechanical' },
    files: [...new Set(steps.flatMap(({ files }) => files))],
    needs: steps.map(({ id }) => id),
    ...{
      tier: 'haiku',
      top: 'haiku',
      executor: 'claude',
      model: null,
      effort: null,
      moved: null,
      review: null,
    },
    verify: checks.length === 1 ? (checks[0] ?? '') : checks.map((verify) => `(\n${verify}\n)`).join(' && '),
    ...{ green: true, budgetUsd: null },
    timeoutMinutes: Math.max(...steps.map(({ timeoutMinutes }) => timeoutMinutes)),
    specification: wish ? `${SPECIFICATION}\n\n${wish}` : SPECIFICATION,
  };
}
