import { Command } from 'commander';
import type { ExitCode } from '../errors.ts';
import type { Invocation } from '../host.ts';
import { bulk } from './bulk.ts';
import { ABOUT_MODELS, INPUTS, withBulkOptions } from './bulk-options.ts';
import { namedTask } from './task.ts';

const HELP_AFTER = `
Examples:
  tierwise bulk-map articles.csv one-line-summary --column body --dry-run
  tierwise bulk-map tickets.jsonl ticket-fields --sample 20
  tierwise bulk-map tickets.jsonl ticket-fields --where 'status=open' --votes 2
  tierwise bulk-map products.csv .claude/recipes/tagline.md --max-cost 2

A recipe is a Markdown file that says what to generate for each item, text or fields: give its
path, or a name to look up in recipes/ and .claude/recipes of the project and among the
shipped recipes (tierwise recipes).
${ABOUT_MODELS}`;

/** The `bulk-map` subcommand; `done` gets its exit code. */
export function bulkMapCommand(invocation: Invocation, done: (code: ExitCode) => void): Command {
  const command = new Command('bulk-map')
    .description(
      'Generate text or fields for every item, following a recipe, on the cheapest model that does it well.',
    )
    .argument('<input>', INPUTS)
    .argument('<recipe>', 'what to generate for each item');
  return withBulkOptions(command)
    .addHelpText('after', HELP_AFTER)
    .action(async (input, recipe, options) =>
      done(await bulk(invocation, input, await namedTask('recipe', recipe, invocation), options)),
    );
}
