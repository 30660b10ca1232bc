import { Command } from 'commander';
import type { ExitCode } from '../errors.ts';
import type { Invocation } from '../host.ts';
import { bulk } from './bulk.ts';
import { ABOUT_MODELS, INPUTS, withBulkOptions } from './bulk-options.ts';
import { namedTask } from './task.ts';

const HELP_AFTER = `
Examples:
  tierwise bulk-tag app.log log-severity --dry-run
  tierwise bulk-tag tickets.csv support-intent --column body --max-cost 2
  tierwise bulk-tag tickets.csv support-intent --where 'status=open' --where 'created>=2026-11-01'
  tierwise bulk-tag tickets.csv support-intent --explain "charged twice"
  tierwise bulk-tag app.log log-severity --follow --max-cost 2
  journalctl -o cat | tierwise bulk-tag - log-severity --out journal.tagged

A scheme is a Markdown file: give its path, or a name to look up in schemes/ and
.claude/schemes of the project and among the shipped schemes (tierwise schemes).
${ABOUT_MODELS}`;

/** The `bulk-tag` subcommand; `done` gets its exit code. */
export function bulkTagCommand(invocation: Invocation, done: (code: ExitCode) => void): Command {
  const command = new Command('bulk-tag')
    .description('Tag every item of an input by a scheme, on the cheapest model that does it well.')
    .argument('<input>', INPUTS)
    .argument('<scheme>', 'which tags exist and how to choose');
  return withBulkOptions(command)
    .addHelpText('after', HELP_AFTER)
    .action(async (input, scheme, options) =>
      done(await bulk(invocation, input, await namedTask('scheme', scheme, invocation), options)),
    );
}
