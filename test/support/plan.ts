// A repository with a plan in it, and a quick stand-in for Claude Code that edits files as a script says.
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Sandbox, sandbox } from './command.ts';
import { standInText } from './plan-text.ts';
import { template } from './template.ts';

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
}

export { planText, type StepText } from './plan-text.ts';

/** Runs git with nothing of the machine's user. */
const gitIn = (folder: string, home: string, args: readonly string[]): string =>
  execFileSync('git', args, {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: home },
    encoding: 'utf8',
  }).trimEnd();

const copyRepository = template((folder) => {
  const git = (...args: string[]): string => gitIn(folder, '/nowhere', args);
  git('init', '--quiet', '--initial-branch=main');
  git('config', 'user.name', 'Ada');
  git('config', 'user.email', 'ada@example.invalid');
  writeFileSync(join(folder, 'README.md'), 'A sample.\n');
  git('add', '--all');
  git('commit', '--quiet', '-m', 'start');
});

/** A repository with one commit, and a stand-in that does for each step what its shell script says. */
export function planBox(scripts: Record<string, string> = {}): PlanBox {
  const box = sandbox();
  const repository = join(box.folder, 'project');
  const standIn = join(box.folder, 'stand-in');
  copyRepository(repository);
  mkdirSync(standIn);
  const program = join(standIn, 'claude');
  writeFileSync(program, standInText(standIn));
  chmodSync(program, 0o755);
  for (const [step, script] of Object.entries(scripts)) writeFileSync(join(standIn, step), script);
  Object.assign(box.env, { CLAUDE_CODE_EXECPATH: program });
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
  };
}
