import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import { apiBackend } from '../ask/api.ts';
import { AskError, type Batches, type BatchState } from '../ask/backend.ts';
import { type BatchRecord, BatchRecords, batchPollMs } from '../bulk/asking/batch/records.ts';
import { dataHome } from '../data-home.ts';
import { EXIT, type ExitCode, UsageError } from '../errors.ts';
import { columns, count, counted, duration } from '../terminal/format.ts';

const HELP_AFTER = `
Batches that were handed in and not collected yet, because the run that waits for them is still waiting or has ended. "resume"
runs the same command again, which collects the answers and goes on; "cancel" calls a batch off (what is answered by then
is billed, and collected by the next run); "forget" gives one up that cannot be had any more.`;

/** The `runs` subcommand; `done` gets its exit code. */
export function runsCommand(done: (code: ExitCode) => void): Command {
  const command = new Command('runs')
    .description('Batches on their way: list, resume, cancel.')
    .addHelpText('after', HELP_AFTER);
  command
    .command('list', { isDefault: true })
    .description('what is on its way')
    .option('--json', 'one JSON object on stdout')
    .action(async (options: { json?: boolean }) => done(await list(options.json === true)));
  command
    .command('resume')
    .description('run the command again that handed it in')
    .argument('<run>', 'its name in the list')
    .action(async (key: string) => done(await resume(key)));
  command
    .command('forget')
    .description('no longer wait for it; its items are asked again by the next run')
    .argument('<run>', 'its name in the list')
    .action((key: string) => done(forget(key)));
  command
    .command('cancel')
    .description('call it off at the API')
    .argument('<run>', 'its name in the list')
    .action(async (key: string) => done(await cancel(key)));
  return command;
}

interface Listed {
  run: string;
  batch: string | null;
  at: string;
  task: string;
  tier: string;
  requests: number;
  items: number;
  /** `lost`: never arrived or deleted; `elsewhere`: handed in with another key or address; `unknown`: nobody to ask. */
  state: 'waiting' | 'ended' | 'lost' | 'elsewhere' | 'unknown';
  cwd: string;
  command: string;
}

async function list(asJson: boolean): Promise<ExitCode> {
  const batches = apiBackend()?.batches;
  const listed: Listed[] = [];
  for (const record of new BatchRecords(dataHome()).all()) {
    const { key, batch, at, task, tier, packs, command } = record;
    listed.push({
      run: key,
      batch,
      at,
      task: task.name,
      tier,
      requests: packs.length,
      items: packs.reduce((sum, { fingerprints }) => sum + fingerprints.length, 0),
      state: await stateOf(record, batches),
      cwd: command.cwd,
      command: `tierwise ${command.args.map(quoted).join(' ')}`,
    });
  }
  process.stdout.write(asJson ? `${JSON.stringify({ runs: listed })}\n` : `${inWords(listed)}\n`);
  return EXIT.ok;
}

function inWords(listed: readonly Listed[]): string {
  if (!listed.length) return 'No batch is on its way.';
  const head = ['run', 'state', 'since', 'task', 'tier', 'requests', 'items'];
  const rows = listed.map(({ run, state, at, task, tier, requests, items }) => {
    const since = duration((Date.now() - Date.parse(at)) / 1000);
    return [run, state, since, task, tier, count(requests), count(items)];
  });
  const table = columns([head, ...rows], ['left', 'left', 'left', 'left', 'left', 'right', 'right']);
  const commands = listed.map(({ run, cwd, command }) => `${run}: in ${cwd}: ${command}`);
  const hint = listed.some(({ state }) => state === 'unknown')
    ? '\nSet ANTHROPIC_API_KEY to see how far they are.'
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

async function resume(key: string): Promise<ExitCode> {
  const { command } = recordOf(key);
  if (command.args.includes('-'))
    throw new UsageError(`${key} read its items from stdin: run the same pipe again, and it collects them.`);
  // Ctrl-C reaches the command itself, which knows what to do.
  const ignore = (): void => {};
  process.on('SIGINT', ignore);
  const [program = ''] = process.argv.slice(1);
  const child = spawn(process.execPath, [...process.execArgv, program, ...command.args], {
    cwd: command.cwd,
    stdio: 'inherit',
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  process.off('SIGINT', ignore);
  return (code ?? EXIT.interrupted) as ExitCode;
}

function forget(key: string): ExitCode {
  const record = recordOf(key);
  new BatchRecords(dataHome()).remove(record);
  process.stdout.write(
    `Forgotten: ${counted(record.packs.length, 'request')} of ${record.batch ?? key}. What was answered is billed all the same.\n`,
  );
  return EXIT.ok;
}

const CANCEL_POLL_MS = 2000;
const CANCEL_POLLS = 15;

async function cancel(key: string): Promise<ExitCode> {
  const records = new BatchRecords(dataHome());
  const record = recordOf(key);
  const { batch, packs } = record;
  const batches = apiBackend()?.batches;
  if (!batches)
    throw new UsageError('To call a batch off, set ANTHROPIC_API_KEY to the key it was handed in with.');
  if (batch === null)
    throw new UsageError(`Whether ${key} arrived is not known yet: "tierwise runs resume ${key}" finds out.`);
  try {
    const before = await batches.state(batch);
    if (before && !before.ended) await batches.cancel(batch);
    const ended = await hasEnded(batches, batch);
    const answered = ended ? await countAnswered(batches, batch) : null;
    if (answered === 0) records.remove(record);
    const then =
      answered === null
        ? 'It ends as soon as what is being answered is done.'
        : `${counted(answered, 'answer')} had come by then.`;
    const hint = answered === 0 ? '' : ` "tierwise runs resume ${record.key}" collects what is billed.`;
    process.stdout.write(`Called off: ${counted(packs.length, 'request')} of ${batch}. ${then}${hint}\n`);
  } catch (error) {
    if (error instanceof AskError) throw new UsageError(`${batch} could not be called off: ${error.message}`);
    throw error;
  }
  return EXIT.ok;
}

async function hasEnded(batches: Batches, batch: string): Promise<boolean> {
  for (let polls = 0; polls < CANCEL_POLLS; polls++) {
    const state = await batches.state(batch);
    if (!state || state.ended) return true;
    await sleep(batchPollMs(CANCEL_POLL_MS));
  }
  return false;
}

async function countAnswered(batches: Batches, batch: string): Promise<number> {
  let answered = 0;
  for await (const { outcome } of batches.results(batch)) if ('served' in outcome) answered++;
  return answered;
}

function recordOf(key: string): BatchRecord {
  const records = new BatchRecords(dataHome()).all();
  const found = records.find((record) => record.key === key || record.batch === key);
  if (found) return found;
  const there = records.length
    ? `Choose one of: ${records.map((record) => record.key).join(', ')}.`
    : 'None is on its way.';
  throw new UsageError(`There is no run "${key}". ${there}`);
}

const quoted = (arg: string): string =>
  /^[\w./:=@%+,-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", `'\\''`)}'`;
