// A repository with a plan in it, and a quick stand-in for Claude Code that edits files as a script says.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Sandbox, sandbox } from './command.ts';
import { gitIn, makeRepository, makeStandIn } from './plan-repository.ts';
import { planText, type StepText } from './plan-text.ts';
import type { Ended } from './process.ts';
import { template } from './template.ts';

export { planText, type StepText } from './plan-text.ts';

export interface PlanBox extends Sandbox {
  /** The repository; commands run here. */
  repository: string;
  git(...args: string[]): string;
  /** Writes a file of the repository. */
  put(name: string, content: string): void;
  /** `<step> <model> <effort>` for each call of the stand-in, in order. */
  calls(): string[];
  /** The prompts it got, in order. */
  prompts(): string[];
  /** What is kept of the plan's events, and the file, by its name in the sandbox. */
  events(): { file: string; events: { type: string; step?: string }[] };
}

const copyRepository = template(makeRepository);

/** A repository with one commit, and a stand-in that does for each step what its shell script says. */
export function planBox(scripts: Record<string, string> = {}): PlanBox {
  const box = sandbox();
  const repository = join(box.folder, 'project');
  const standIn = join(box.folder, 'stand-in');
  copyRepository(repository);
  Object.assign(box.env, { CLAUDE_CODE_EXECPATH: makeStandIn(standIn, scripts) });
  const lines = (name: string, separator: string): string[] => {
    const file = join(standIn, name);
    return existsSync(file) ? readFileSync(file, 'utf8').split(separator).slice(0, -1) : [];
  };
  return {
    ...box,
    repository,
    git: (...args) => gitIn(repository, box.home, args),
    put(name, content) {
      mkdirSync(dirname(join(repository, name)), { recursive: true });
      writeFileSync(join(repository, name), content);
    },
    calls: () => lines('calls', '\n'),
    prompts: () => lines('prompts', '\0'),
    events() {
      const [id = ''] = readdirSync(join(box.home, 'tierwise', 'plans'));
      const file = join('home', 'tierwise', 'plans', id, 'events.jsonl');
      return {
        file,
        events: box
          .read(file)
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line)),
      };
    },
  };
}

/** Runs `tierwise plan` in the repository. */
export const plan = (box: PlanBox, ...args: string[]): Promise<Ended> =>
  box.run(['plan', ...args], { cwd: box.repository });

/** A box with `plan.md` of these steps, and `files` committed. */
export function boxWith(
  steps: readonly StepText[],
  scripts: Record<string, string>,
  top: readonly string[] = [],
  files: Record<string, string> = {},
): PlanBox {
  const box = planBox(scripts);
  for (const [name, content] of Object.entries(files)) {
    box.put(name, content);
    box.git('add', name);
  }
  if (Object.keys(files).length) box.git('commit', '-qm', 'files');
  box.put('plan.md', planText(steps, top));
  return box;
}

export const one: StepText = { id: 'one', verify: 'grep 1 one.txt' };
