import { join } from 'node:path';
import { Command } from 'commander';
import { version } from '../../package.json';
import { chooseBackend } from '../ask/choose.ts';
import { allCalibrations } from '../calibrate/kept/record.ts';
import { staleCalibrations } from '../calibrate/kept/staleness.ts';
import { dataHome } from '../data-home.ts';
import { diagnose } from '../doctor/diagnose.ts';
import { type Finding, note, wrong } from '../doctor/finding.ts';
import { probe } from '../doctor/gateway.ts';
import { lastIngest } from '../doctor/hooks.ts';
import { type Payer, payersOf } from '../doctor/payers.ts';
import { type Repaired, repairAll } from '../doctor/repair.ts';
import { type TierRow, tierLines, tierRows } from '../doctor/tiers.ts';
import { EXIT, type ExitCode } from '../errors.ts';
import type { Host } from '../host.ts';
import { type Catalog, loadCatalogLeniently } from '../models/catalog.ts';
import { costUsd } from '../models/cost.ts';
import { TABLE_DATE } from '../models/table.ts';
import { examine, type Respondable } from '../opinion/doctor.ts';
import { bytesOf, keptPlans } from '../plan/run/plan-folder.ts';
import { columns, counted, megabytes } from '../terminal/format.ts';
import { bold, dim } from '../terminal/style.ts';
import { visibleJson } from '../terminal/visible.ts';
import { readBooks } from '../usage/books/books.ts';
import { directRecorder } from '../usage/own-calls.ts';
import { openPolicy } from './open-policy.ts';

const HELP_AFTER = `
Asks no model and spends nothing, but with --probe. "Reachable" means that the server answered at
all; the first call shows whether a key is valid. Exit codes: 0 nothing is wrong; 1 something needs
a look. --fix corrects mistyped keys and capitals in headers of your agents and skills, one line
each, and says what it changed.`;

interface DoctorOptions {
  json?: boolean;
  fix?: boolean;
  probe?: boolean;
}

interface Report {
  respondents: Respondable[];
  versions: { tierwise: string; node: string; claude: string | null };
  /** Who is billed for what. */
  pays: Payer[];
  tiers: TierRow[];
  prices: string;
  lastIngest: string | null;
  findings: Finding[];
  fixed: Repaired[];
}

/** Returns the `doctor` subcommand; `done` is called with its exit code. */
export function doctorCommand(host: Host, done: (code: ExitCode) => void): Command {
  return new Command('doctor')
    .description('Say what is wrong with the set-up, each with its fix, and list the available models.')
    .option('--fix', 'correct what can be corrected safely, and say what was changed')
    .option('--probe', 'ask a model once whether replies keep their schema (costs less than a cent)')
    .option('--json', 'one JSON object on stdout')
    .addHelpText('after', HELP_AFTER)
    .action(async (options: DoctorOptions) => {
      const report = await examined(host, options);
      host.stdout.write(`${options.json ? jsonOf(report) : textOf(report)}\n`);
      const isWell =
        report.respondents.some(({ ready }) => ready) &&
        !report.findings.some(({ level }) => level === 'wrong');
      done(isWell ? EXIT.ok : EXIT.incomplete);
    });
}

async function examined(host: Host, options: DoctorOptions): Promise<Report> {
  const { env, cwd } = host;
  const respondents = await examine(env);
  const client = respondents.find(({ name }) => name === 'claude')?.version ?? null;
  const catalog = loadCatalogLeniently(dataHome(env), cwd, env, host.access.heedsTrust);
  const versions = { node: process.versions.node, client };
  const knows = (model: string): boolean => catalog.model(model) !== undefined;
  const place = { env, cwd, open: openPolicy(host), knows, versions, now: new Date() };
  const probed = options.probe ? await asked(host) : [];
  const first = diagnose(place);
  const fixed = options.fix ? repairAll(first) : [];
  const isChanged = fixed.some(({ changed }) => 'from' in changed);
  return {
    respondents,
    versions: { tierwise: version, node: versions.node, claude: client },
    pays: payersOf(
      env,
      respondents.some(({ name, loggedIn }) => name === 'claude' && loggedIn === true),
    ),
    tiers: tierRows(catalog, env),
    prices: TABLE_DATE,
    lastIngest: lastIngest(env)?.toISOString() ?? null,
    findings: [
      ...probed,
      ...staleFindings(dataHome(env), catalog),
      ...(isChanged ? diagnose(place) : first),
      ...keptFindings(env),
    ],
    fixed,
  };
}

/** What plans keep, which is the user's to free. */
function keptFindings(env: NodeJS.ProcessEnv): Finding[] {
  const home = dataHome(env);
  const kept = keptPlans(home);
  if (!kept.length) return [];
  const bytes = kept.reduce((sum, { folder }) => sum + bytesOf(folder, env), 0);
  const what = `${counted(kept.length, 'plan')} ${kept.length === 1 ? 'keeps' : 'keep'} ${megabytes(bytes)}`;
  const fix = 'Free what is not needed any more: tierwise plan clean';
  return [note('plans-kept', join(home, 'plans'), [what, fix])];
}

/** Calibrations that may no longer hold: a line each, which ends with what to do. */
function staleFindings(home: string, { tiers }: Catalog): Finding[] {
  const { calibrations } = allCalibrations(home);
  if (!calibrations.length) return [];
  const now = { calls: readBooks(home, null).calls, at: new Date(), tiers };
  return staleCalibrations(calibrations, now).map((line) => {
    const [, what = line, fix = 'tierwise calibrate'] =
      /^(.*?)(?:\. To check)?: (tierwise .*|calibrate again .*)$/s.exec(line) ?? [];
    return wrong('stale-calibration', null, [what, fix]);
  });
}

/** What a model answers to the probe, recorded like every call. */
async function asked(host: Host): Promise<Finding[]> {
  const backend = chooseBackend('auto', host);
  if (!backend) return [];
  const home = dataHome(host.env);
  const catalog = loadCatalogLeniently(home, host.cwd, host.env, host.access.heedsTrust);
  const { model } = catalog.tiers.haiku;
  const record = directRecorder(home, host, () => host.stderr.write('The ledger cannot be written.\n'));
  return probe(backend, model, (reply) => {
    const { served, usage, usOnly, fast } = reply;
    const cost = usage && costUsd(catalog.model(served), usage, { at: new Date(), usOnly, fast });
    record({ source: 'route', requested: model, effort: null, reply, costUsd: cost });
  });
}

const jsonOf = ({ findings, fixed, ...rest }: Report): string =>
  visibleJson({
    ...rest,
    findings: findings.map(({ repair, ...one }) => ({ ...one, fixable: repair !== undefined })),
    fixed: fixed.map(({ changed }) => changed),
  });

function textOf(report: Report): string {
  const { respondents, versions, pays, findings, fixed, prices } = report;
  const faults = findings.filter(({ level }) => level === 'wrong');
  const notes = findings.filter(({ level }) => level === 'note');
  const last = report.lastIngest
    ? `last recorded ${report.lastIngest.slice(0, 16).replace('T', ' ')}`
    : 'nothing recorded yet';
  return [
    formatFound(respondents),
    '',
    `tierwise ${versions.tierwise}, Node ${versions.node}, Claude Code ${versions.claude ?? 'not found'}; prices of ${prices}; hooks: ${last}`,
    ...columns(
      pays.map(({ what, who }) => [`${what}:`, `billed to ${who}`]),
      ['left', 'left'],
    ),
    '',
    ...tierLines(report.tiers),
    ...fixed.map(({ changed }) =>
      'problem' in changed
        ? `Not fixed: ${changed.problem}`
        : `Changed ${changed.file}:${changed.line}: "${changed.from}" is now "${changed.to}"`,
    ),
    ...(faults.length
      ? ['', bold(`${counted(faults.length, 'thing')} to look at`), ...faults.flatMap(linesOf)]
      : []),
    ...(notes.length ? ['', dim('Worth knowing'), ...notes.flatMap(linesOf)] : []),
    ...(faults.length ? [] : ['', bold('Nothing is wrong with the set-up.')]),
  ].join('\n');
}

const linesOf = ({ what, where, fix, repair }: Finding): string[] => [
  `- ${where ? `${where}: ` : ''}${what}.`,
  `  ${dim('Fix:')} ${fix}${repair ? ' (tierwise doctor --fix does it)' : ''}`,
];

function formatFound(found: readonly Respondable[]): string {
  const yes = (value: boolean | null): string => (value === null ? '?' : value ? 'yes' : 'no');
  const rows = found.map(({ title, version: one, loggedIn, reachable, ready, ask, hint }) => [
    title,
    one ?? '-',
    loggedIn === null && one === null ? '-' : yes(loggedIn),
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
