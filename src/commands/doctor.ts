import { Command } from 'commander';
import { allCalibrations } from '../calibrate/kept/record.ts';
import { staleCalibrations } from '../calibrate/kept/staleness.ts';
import { dataHome } from '../data-home.ts';
import { EXIT, type ExitCode } from '../errors.ts';
import type { Host } from '../host.ts';
import { loadCatalogLeniently } from '../models/catalog.ts';
import { examine, type Respondable } from '../opinion/doctor.ts';
import { columns, counted } from '../terminal/format.ts';
import { bold, dim } from '../terminal/style.ts';
import { visibleJson } from '../terminal/visible.ts';
import { readLedger } from '../usage/ledger.ts';

const HELP_AFTER = `
Asks no model and spends nothing. "Reachable" means that the server answered at all; the first
call shows whether a key is valid.`;

/** Returns the `doctor` subcommand; `done` is called with its exit code. */
export function doctorCommand({ env, cwd, stdout, stderr }: Host, done: (code: ExitCode) => void): Command {
  return new Command('doctor')
    .description(
      'List the available models: installed, logged in, reachable, and how to get what is missing.',
    )
    .option('--json', 'one JSON object on stdout')
    .addHelpText('after', HELP_AFTER)
    .action(async ({ json }: { json?: boolean }) => {
      const found = await examine(env);
      for (const line of staleLines({ env, cwd })) stderr.write(`${line}\n`);
      stdout.write(`${json ? visibleJson({ respondents: found }) : formatFound(found)}\n`);
      done(found.some(({ ready }) => ready) ? EXIT.ok : EXIT.incomplete);
    });
}

/** Calibrations that may no longer hold. */
function staleLines({ env, cwd }: Pick<Host, 'env' | 'cwd'>): string[] {
  const home = dataHome(env);
  const { calibrations } = allCalibrations(home);
  if (!calibrations.length) return [];
  const { tiers } = loadCatalogLeniently(home, cwd, env);
  return staleCalibrations(calibrations, { calls: readLedger(home).calls, at: new Date(), tiers });
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
    ? `${counted(ready, 'respondent')} available.${ready > 1 ? '' : ' Set up one more for a two-vendor opinion.'}`
    : 'No model is available yet.';
  return `${dim(first)}\n${rest.join('\n')}\n\n${bold(last)}`;
}
