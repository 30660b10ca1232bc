import type { Kind } from '../../routing/policy.ts';
import type { Step } from './plan.ts';

/** What rules of a policy call the kinds of steps. */
export const STEP_KINDS: Readonly<Record<Step['kind'], Kind>> = {
  code: 'implementation',
  test: 'tests',
  refactor: 'refactoring',
  docs: 'documentation',
  config: 'edit',
  mechanical: 'formatting',
};
