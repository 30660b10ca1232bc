import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import { AskError, type Batches, type BatchState } from '../ask/backend.ts';
import { batchesFor } from '../ask/jobs/batches-for.ts';
import { type BatchRecord, BatchRecords, batchPollMs } from '../bulk/asking/batch/records.ts';
import { dataHome } from '../data-home.ts';
import { EXIT, type ExitCode, UsageError } from '../errors.ts';
import type { Host, World } from '../host.ts';
import { oneOf } from '../one-of.ts';
import type { PassedOver } from '../records.ts';
import { columns, count, counted, duration } from '../terminal/format.ts';
import { visibleJson } from '../terminal/visible.ts';

const HELP_AFTER = `
A batch is pending until a run has collected its answers. "resume" runs the same command again,
which collects them and goes on; "cancel" stops a batch (what has been answered by then is
billed, and the next run collects it); "forget" drops a batch that can no longer be collected.`;

/** The `runs` subcommand; `done` gets its exit code, and `run` runs a command line again. */
export function runsCommand(host: Host, done: (code: ExitCode) => void, run: Run): Command {
  const command = new Command('runs')
    .description('List, resume or cancel pending batches.')
    .addHelpText('after', HELP_AFTER);
  command
    .command('list', { isDefault: true })
    .description('List pending batches.')
    .option('--json', 'one JSON object on stdout')
    .action(async (options: { json?: boolean }) => done(await list(host, options.json === true)));
  command
    .command('resume')
    .description('Re-run the command that submitted it.')
    .argument('<run>', 'its name in the list')
    .action(async (key: string) => done(await resume(host, key, run)));
  command
    .command('forget')
    .description('Stop tracking it; the next run asks its items again.')
    .argument('<run>', 'its name in the list')
    .action((key: string) => done(forget(host, key)));
  command
    .command('cancel')
    .description('Cancel it at the API.')
    .argument('<run>', 'its name in the list')
    .action(async (key: string) => done(await cancel(host, key)));
  return command;
}

type Run = (argv: readonly string[], change: Partial<World>) => Promise<ExitCode>;

interface Listed {
  run: string;
  batch: string | null;
  /** Where its files are, for a job in a cloud. */
  place?: string;
  at: string;
  task: string;
  tier: string;
  requests: number;
  items: number;
  /** `lost`: never arrived, or deleted; `elsewhere`: submitted with another key or address; `unknown`: no API to ask. */
  state: 'waiting' | 'ended' | 'lost' | 'elsewhere' | 'unknown';
  cwd: string;
  command: string;
}

async function list(host: Host, asJson: boolean): Promise<ExitCode> {
  const batches = batchesFor(host);
  const listed: Listed[] = [];
  const { records, passedOver } = new BatchRecords(dataHome(host.env)).read();
  for (const record of records) {
    const { key, batch, at, task, tier, packs, command, place } = record;
    listed.push({
      run: key,
      batch,
      ...(place && { place }),
      at,
      task: task.name,
      tier,
      requests: packs.length,
      items: packs.reduce(
        (sum, { fingerprints, checks = [] }) => sum + fingerprints.length - checks.length,
        0,
      ),
      state: await stateOf(record, batches(record)),
      cwd: command.cwd,
      command: `tierwise ${command.args.map(quoted).join(' ')}`,
    });
  }
  host.stdout.write(
    asJson
      ? `${visibleJson({ runs: listed, passedOver })}\n`
      : `${[inWords(listed), ...passedOver.map(unreadable)].join('\n')}\n`,
  );
  return EXIT.ok;
}

function inWords(listed: readonly Listed[]): string {
  if (!listed.length) return 'No pending batches.';
  const head = ['run', 'state', 'since', 'task', 'tier', 'requests', 'items'];
  const rows = listed.map(({ run, state, at, task, tier, requests, items }) => {
    const since = duration((Date.now() - Date.parse(at)) / 1000);
    return [run, state, since, task, tier, count(requests), count(items)];
  });
  const table = columns([head, ...rows], ['left', 'left', 'left', 'left', 'left', 'right', 'right']);
  const commands = listed.map(({ run, cwd, command }) => `${run}: in ${cwd}: ${command}`);
  const hint = listed.some(({ state }) => state === 'unknown')
    ? '\nSet ANTHROPIC_API_KEY to see their state.'
    : '';
  return [...table, '', ...commands, `\ntierwise runs resume <run>, tierwise runs cancel <run>${hint}`].join(
    '\n',
  );
}

async function stateOf(
  { batch, account }: BatchRecord,
  batches: Batches | undefined,
): Promise<Listed['state']> {
  if (!batches || batch === null) return 'unknown';
  let state: BatchState | null;
  try {
    state = await batches.state(batch);
  } catch (error) {
    if (!(error instanceof AskError)) throw error;
    return 'unknown';
  }
  if (!state) return account === batches.account ? 'lost' : 'elsewhere';
  return state.ended ? 'ended' : 'waiting';
}

async function resume(host: Host, key: string, run: Run): Promise<ExitCode> {
  const { command } = recordOf(host, key);
  if (command.args.includes('-'))
    throw new UsageError(`${key} read its items from stdin: run the same pipe again to collect them.`);
  return run(command.args, { cwd: command.cwd });
}

const unreadable = ({ file, problem }: PassedOver): string =>
  `Cannot be read: ${file}: ${problem}. Drop it: tierwise runs forget ${basename(file, '.json')}`;

function forget(host: Host, key: string): ExitCode {
  const records = new BatchRecords(dataHome(host.env));
  const damaged = records.read().passedOver.find(({ file }) => basename(file, '.json') === key);
  if (damaged) {
    records.remove({ key });
    host.stdout.write(`Forgotten: ${damaged.file}, which could not be read.\n`);
    return EXIT.ok;
  }
  const record = recordOf(host, key);
  records.remove(record);
  host.stdout.write(
    `Forgotten: ${counted(record.packs.length, 'request')} of ${record.batch ?? key}. What was answered is billed all the same.\n`,
  );
  return EXIT.ok;
}

const CANCEL_POLL_MS = 2000;
const CANCEL_POLLS = 15;

async function cancel(host: Host, key: string): Promise<ExitCode> {
  const records = new BatchRecords(dataHome(host.env));
  const record = recordOf(host, key);
  const { batch, packs } = record;
  const batches = batchesFor(host)(record);
  if (!batches)
    throw new UsageError(
      record.place
        ? `To cancel a job at ${record.place}, set up that cloud as when it was submitted.`
        : 'To cancel a batch, set ANTHROPIC_API_KEY to the key it was submitted with.',
    );
  if (batch === null)
    throw new UsageError(
      `It is not known yet whether ${key} arrived. Find out with: tierwise runs resume ${key}`,
    );
  try {
    const before = await batches.state(batch);
    if (before && !before.ended) await batches.cancel(batch);
    const ended = await hasEnded(batches, batch, batchPollMs(host.env, CANCEL_POLL_MS));
    const answered = ended ? await countAnswered(batches, batch) : null;
    if (answered === 0) records.remove(record);
    const requests = counted(packs.length, 'request');
    host.stdout.write(`${cancelledInWords(record.key, `${requests} of ${batch}`, answered)}\n`);
  } catch (error) {
    if (error instanceof AskError) throw new UsageError(`${batch} could not be cancelled: ${error.message}`);
    throw error;
  }
  return EXIT.ok;
}

function cancelledInWords(key: string, what: string, answered: number | null): string {
  const then =
    answered === null
      ? `Cancelled ${what}; those in progress are still answered.`
      : `Cancelled ${what}; ${count(answered)} had already been answered.`;
  const hint = answered === 0 ? '' : ` Collect what is billed with: tierwise runs resume ${key}`;
  return `${then}${hint}`;
}

async function hasEnded(batches: Batches, batch: string, pollMs: number): Promise<boolean> {
  for (let polls = 0; polls < CANCEL_POLLS; polls++) {
    const state = await batches.state(batch);
    if (!state || state.ended) return true;
    await sleep(pollMs);
  }
  return false;
}

async function countAnswered(batches: Batches, batch: string): Promise<number> {
  let answered = 0;
  for await (const { reply } of batches.results(batch)) if ('served' in reply) answered++;
  return answered;
}

function recordOf({ env }: Host, key: string): BatchRecord {
  const records = new BatchRecords(dataHome(env)).all();
  const found = records.find((record) => record.key === key || record.batch === key);
  if (found) return found;
  const there = records.length
    ? oneOf(
        key,
        records.map((record) => record.key),
      )
    : 'No batch is pending.';
  throw new UsageError(`Unknown run "${key}". ${there}`);
}

const quoted = (arg: string): string =>
  /^[\w./:=@%+,-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", `'\\''`)}'`;
