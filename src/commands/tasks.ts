import { Command } from 'commander';
import { namedTasks, readTaskFile } from '../bulk/task/find.ts';
import { EXIT, type ExitCode } from '../errors.ts';
import { parseMarkdown } from '../front-matter.ts';
import type { Host } from '../host.ts';
import { visible, visibleJson } from '../terminal/visible.ts';
import { table } from '../terminal/wrap.ts';
import { taskPlaces } from './task.ts';

type Kind = 'scheme' | 'recipe';
type Done = (code: ExitCode) => void;

/** The `schemes` subcommand; `done` gets its exit code. */
export const schemesCommand = (host: Host, done: Done): Command => tasksCommand('scheme', host, done);
/** The `recipes` subcommand; `done` gets its exit code. */
export const recipesCommand = (host: Host, done: Done): Command => tasksCommand('recipe', host, done);

function tasksCommand(kind: Kind, host: Host, done: Done): Command {
  return new Command(`${kind}s`)
    .description(`List the ${kind}s that can be named here, or print one.`)
    .argument('[name]', `a ${kind} to print: its file`)
    .option('--json', 'print one JSON object on stdout')
    .addHelpText(
      'after',
      `\nYour own go into ${kind}s/ or .claude/${kind}s/ of the project, and are found from its subfolders.`,
    )
    .action(async (name: string | undefined, { json }: { json?: true }) => {
      const text = name
        ? readTaskFile(kind, name, taskPlaces(host)).text.trimEnd()
        : listed(tasksHere(kind, host), json, host.stdout.columns ?? 0);
      host.stdout.write(`${text}\n`);
      done(EXIT.ok);
    });
}

interface Listed {
  name: string;
  description: string;
  file: string;
  ships: boolean;
}

/** The first of a name is the one that is used. A file that cannot be read says so where its description would stand. */
function tasksHere(kind: Kind, host: Host): Listed[] {
  const places = taskPlaces(host);
  const all = namedTasks(kind, places);
  const used = all.filter(({ name }, index) => all.findIndex((other) => other.name === name) === index);
  return used.map(({ name, file, ships }) => {
    try {
      const { text } = readTaskFile(kind, name, places);
      const { description } = parseMarkdown(text, file).header as { description?: unknown };
      return { name, description: typeof description === 'string' ? description : '', file, ships };
    } catch (error) {
      return { name, description: error instanceof Error ? error.message : String(error), file, ships };
    }
  });
}

function listed(tasks: readonly Listed[], json: true | undefined, width: number): string {
  if (json) return visibleJson({ tasks });
  const rows = tasks.map(({ name, description, file, ships }) => [
    name,
    visible(description),
    ships ? '' : file,
  ]);
  return table(rows, ['left', 'left', 'left'], { width, flexible: 1 }).join('\n');
}
