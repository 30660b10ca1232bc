import { Command } from 'commander';
import { namedTasks } from '../bulk/task/find.ts';
import { EXIT, type ExitCode, UsageError } from '../errors.ts';
import type { Host } from '../host.ts';
import { RUNG_NAMES } from '../models/table.ts';
import { oneOf } from '../one-of.ts';
import { completionScript, completions, type Names, SHELLS, type Shell } from '../terminal/completion.ts';
import { taskPlaces } from './task.ts';

/** The `completion` subcommand; `done` gets its exit code. */
export function completionCommand(host: Host, done: (code: ExitCode) => void): Command {
  return new Command('completion')
    .description('Print the script that lets a shell complete commands, options, schemes and tiers.')
    .argument('[shell...]', `which shell: ${SHELLS.join(', ')}`)
    .option('--words', 'print what fits the words after --, for the script')
    .addHelpText('after', EXAMPLES)
    .action((given: string[], options: { words?: true }, command: Command) => {
      const program = command.parent;
      if (options.words && program) {
        const found = completions(program, given, namesHere(host));
        host.stdout.write(found.map((name) => `${name}\n`).join(''));
      } else host.stdout.write(`${completionScript(shellOf(given))}\n`);
      done(EXIT.ok);
    });
}

function shellOf([given = '']: readonly string[]): Shell {
  const shell = SHELLS.find((name) => name === given);
  if (shell) return shell;
  throw new UsageError(`completion: which shell? ${oneOf(given, SHELLS)}`);
}

const EXAMPLES = `
Add one of these to the start-up file of your shell:
  eval "$(tierwise completion bash)"
  eval "$(tierwise completion zsh)"
  tierwise completion fish | source`;

function namesHere(host: Host): Names {
  const tasks = (kind: 'scheme' | 'recipe') => (): string[] => [
    ...new Set(namedTasks(kind, taskPlaces(host)).map(({ name }) => name)),
  ];
  return {
    scheme: tasks('scheme'),
    recipe: tasks('recipe'),
    task: () => [...tasks('scheme')(), ...tasks('recipe')()],
    tier: () => RUNG_NAMES,
  };
}
