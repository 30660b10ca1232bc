import { Command } from 'commander';
import { EXIT, type ExitCode } from '../errors.ts';
import type { Host } from '../host.ts';
import { examine, type Respondable } from '../opinion/doctor.ts';
import { columns, counted } from '../terminal/format.ts';
import { bold, dim } from '../terminal/style.ts';

const HELP_AFTER = `
Asks no model and spends nothing. Reachable means that the server answered at all; whether a key is good shows with the first call.`;

/** The `doctor` subcommand; `done` gets its exit code. */
export function doctorCommand({ env, stdout }: Host, done: (code: ExitCode) => void): Command {
  return new Command('doctor')
    .description('Who can be asked: installed, logged in, reachable, and how to get what is missing.')
    .option('--json', 'one JSON object on stdout')
    .addHelpText('after', HELP_AFTER)
    .action(async ({ json }: { json?: boolean }) => {
      const found = await examine(env);
      stdout.write(`${json ? JSON.stringify({ respondents: found }) : formatFound(found)}\n`);
      done(found.some(({ ready }) => ready) ? EXIT.ok : EXIT.incomplete);
    });
}

function formatFound(found: readonly Respondable[]): string {
  const yes = (value: boolean | null): string => (value === null ? '?' : value ? 'yes' : 'no');
  const rows = found.map(({ title, version, loggedIn, reachable, ready, ask, hint }) => [
    title,
    version ?? '-',
    loggedIn === null && version === null ? '-' : yes(loggedIn),
    reachable === null ? '-' : yes(reachable),
    ready ? `--ask ${ask}${hint && `  (${hint})`}` : hint,
  ]);
  const head = ['who', 'version', 'login', 'reachable', 'how to ask, or how to get it'];
  const [first = '', ...rest] = columns([head, ...rows], ['left', 'left', 'left', 'left', 'left']);
  const ready = found.filter((one) => one.ready).length;
  const last = ready
    ? `${counted(ready, 'respondent')} can be asked.${ready > 1 ? '' : ' An opinion of two vendors needs one more.'}`
    : 'Nobody can be asked yet.';
  return `${dim(first)}\n${rest.join('\n')}\n\n${bold(last)}`;
}
