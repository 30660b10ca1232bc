import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { EXIT, type ExitCode, UsageError } from '../errors.ts';
import type { Host } from '../host.ts';
import { oneOf } from '../one-of.ts';
import { PLUGIN_ROOT } from '../plugin-root.ts';

const FOLDER = join(PLUGIN_ROOT, 'docs', 'schemas');

const HELP_AFTER = `
Examples:
  tierwise schema
  tierwise schema bulk-tag
  tierwise schema plan status > plan-status.schema.json

A schema's "version" is raised when something that was there is gone or has another type; what is
added leaves it as it is.`;

/** The `schema` subcommand; `done` gets its exit code. */
export function schemaCommand({ stdout }: Host, done: (code: ExitCode) => void): Command {
  return new Command('schema')
    .description('Print the JSON Schema of what a command prints with --json; without one, which there are.')
    .argument('[command...]', 'such as bulk-tag, or plan status')
    .addHelpText('after', HELP_AFTER)
    .action((words: string[]) => {
      const names = readdirSync(FOLDER).flatMap((file) => /^(.+)\.json$/.exec(file)?.[1] ?? []);
      stdout.write(words.length ? readFileSync(fileOf(words, names), 'utf8') : `${names.join('\n')}\n`);
      done(EXIT.ok);
    });
}

function fileOf(words: readonly string[], names: readonly string[]): string {
  const name = words.join('-');
  if (names.includes(name)) return join(FOLDER, `${name}.json`);
  throw new UsageError(`No --json output is called "${name}". ${oneOf(name, names)}`);
}
