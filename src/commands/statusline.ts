import { Command } from 'commander';
import { EXIT, type ExitCode, UsageError } from '../errors.ts';
import type { Host } from '../host.ts';
import { runProgram } from '../process.ts';
import { inputOf, lineFor } from '../status/show.ts';

const HELP_AFTER = `
In ~/.claude/settings.json:
  { "statusLine": { "type": "command", "command": "tierwise statusline" } }

With a status line that you have already, whose output comes first:
  { "statusLine": { "type": "command", "command": "tierwise statusline --with '~/.claude/statusline.sh'" } }`;

/** Returns the `statusline` subcommand; `done` is called with its exit code. */
export function statuslineCommand(host: Host, done: (code: ExitCode) => void): Command {
  return new Command('statusline')
    .description("Print one line for Claude Code's status line, from what the client writes to stdin.")
    .option('--with <command>', 'run this status line too, with the same input, and print its output first')
    .addHelpText('after', HELP_AFTER)
    .action(async (options: { with?: string }) => done(await statusline(host, options.with)));
}

async function statusline(host: Host, other: string | undefined): Promise<ExitCode> {
  if (host.stdin.isTTY)
    throw new UsageError(
      "Expected the client's JSON on stdin. Name this command as the status line: tierwise statusline --help",
    );
  const input = await inputOf(host.stdin);
  const first = other === undefined ? '' : await outputOf(other, input, host);
  // What reads policies is loaded only where there is one.
  const line = await lineFor({ ...host, input }, async (home, who) => {
    const { budgetsInForce } = await import('./status-budgets.ts');
    return budgetsInForce(home, who);
  });
  host.results.write([first, line].filter(Boolean).join(' · '));
  host.results.write('\n');
  return EXIT.ok;
}

/** The client updates its status line several times a minute, and waits for it. */
const OTHER_MS = 5000;

/** What another status line prints, its colors included; '' where it fails. */
async function outputOf(command: string, input: string, { env, cwd }: Host): Promise<string> {
  try {
    const { stdout } = await runProgram('sh', ['-c', command], { env, cwd, input, timeoutMs: OTHER_MS });
    return stdout.trimEnd();
  } catch {
    return '';
  }
}
