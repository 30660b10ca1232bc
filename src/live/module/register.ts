// The hooks module of tierwise-live: what the client tells goes to the sources around this folder, which know no client.
import './node-free.ts';
import type { EngineInterface, PluginOptions, Register } from 'claude-code';
import { isRecord } from '../../ask/foreign.ts';
import { Accounts } from '../account.ts';
import { answeredBy } from '../answered-by.ts';
import { TOOL } from '../bulk-tool.ts';
import { whyNotOn } from '../client-range.ts';
import { findCommand, runBulkTool } from './bulk-tool.ts';
import { doorOf, usageOf } from './client-door.ts';
import type { Door } from './door.ts';
import { Live } from './live.ts';

type On = Parameters<Register>[0];

/** Who is there in this process: nobody before a session has begun, or on a client that the module was not made for. */
interface Seat {
  live: Live | null;
  readonly accounts: Accounts;
  /** Whether the last session has ended with a /clear. */
  isCleared: boolean;
  readonly options: PluginOptions;
  /** The program of the command; null where the plugin tierwise is not there. */
  program: string | null;
}

export const register: Register = (on, options) => {
  const seat: Seat = { live: null, program: null, accounts: new Accounts(), isCleared: false, options };
  hearSession(on, seat);
  hearTurns(on, seat);
  hearRequests(on, seat);
  hearAgents(on, seat);
  hearTools(on, seat);
  answerTool(on, seat);
};

function hearSession(on: On, seat: Seat): void {
  on('session.start', async ($, e, next) => {
    const started = await next(e);
    await seat.live?.end();
    seat.live = await startIn(doorOf($), seat).catch((error) => steppedBack($, String(error)));
    seat.program = seat.live && (await findCommand(doorOf($)).catch(() => null));
    if (seat.program) await $.tool.register({ ...TOOL, isDeferred: false }).catch(() => undefined);
    return started;
  });

  on('turn.start', async ($, e, next) => {
    if (!e.agentId) await follow($, await $.session.id(), seat);
    return next(e);
  });

  on('session.end', async ($, e, next) => {
    await follow($, e.sessionId, seat);
    await seat.live?.end();
    seat.isCleared = e.reason === 'clear';
    return next(e);
  });
}

function hearTurns(on: On, seat: Seat): void {
  on('session.measure', (_, e, next) => {
    seat.live?.measured(e.rateLimits);
    return next(e);
  });

  on('turn.complete', async (_, e, next) => {
    if (!e.agentId) await seat.live?.flush();
    return next(e);
  });
}

/** After a /clear the client goes on as another session, without a start. */
async function follow($: EngineInterface, session: string, seat: Seat): Promise<void> {
  if (!seat.live || seat.live.session === session) return;
  await seat.live.end();
  seat.live = await startIn(doorOf($), seat).catch((error) => steppedBack($, String(error)));
}

function hearRequests(on: On, seat: Seat): void {
  on('telemetry.log', { to: 'collector' }, (_, e, next) => {
    seat.live?.counted(e.event, e.attributes);
    return next(e);
  });

  on('turn.step', async function* (_, e, next) {
    const { agentId } = e;
    const { answer, ...wanted } = (await seat.live?.step(e, agentId).catch(() => null)) ?? {};
    const ask = async function* (requested: string) {
      const step = yield* next({ ...e, ...wanted, model: requested });
      const usage = step?.usage;
      if (usage) await seat.live?.stepped({ requested, served: usage.model, usage: usageOf(usage), agentId });
      return step;
    };
    const first = ask(wanted.model ?? e.model);
    return yield* answer ? answeredBy(first, () => ask(answer)) : first;
  });
}

function hearAgents(on: On, seat: Seat): void {
  on('agent.spawn', async (_, e, next) => {
    const { live } = seat;
    if (!live || e.resume) return next(e);
    const decided = await live.spawn(e);
    if ('deny' in decided) return { deny: decided.deny };
    const started = await next(decided.model ? { ...e, model: decided.model } : e);
    live.started(started.agentId, e, decided);
    return started;
  }).catch((_, e, next) =>
    next.called || !seat.live
      ? next(e)
      : { deny: 'Tierwise could not check its budgets, so it starts nothing. Tell the user.' },
  );
}

function hearTools(on: On, seat: Seat): void {
  on('tool.check', { tool: 'Bash' }, async (_, e, next) => {
    const verdict = await next(e);
    if (verdict.decision !== 'deny' && e.tool_use_id)
      await seat.live?.channel.allowed(e.tool_use_id, textIn(e.input, 'command'));
    return verdict;
  }).catch((_, e, next) => next(e));

  const returned = (call: string, input: unknown, failed: boolean): void => {
    seat.live?.channel.returned(call);
    seat.live?.ran(textIn(input, 'command'), failed);
  };

  on('classic.PostToolUse', (_, e, next) => {
    if (e.tool_name === 'Bash') returned(e.tool_use_id, e.tool_input, false);
    if (e.tool_name === 'Edit') seat.live?.edited(editIn(e.tool_input));
    return next(e);
  });

  on('classic.PostToolUseFailure', (_, e, next) => {
    if (e.tool_name === 'Bash') returned(e.tool_use_id, e.tool_input, true);
    return next(e);
  });
}

function answerTool(on: On, seat: Seat): void {
  on('tool.run', { tool: 'mcp__tierwise-live__tierwise_bulk' }, async ($, e) => {
    const { live, program } = seat;
    if (!live || !program)
      return { deny: 'tierwise_bulk needs the plugin tierwise, which is not there any more.' };
    const call = e.tool_use_id ?? '';
    return runBulkTool(doorOf($), { channel: live.channel, program, call }, { ...e });
  });
}

/** Tells the user once, in a line, and leaves the rest to the classic hooks. */
function steppedBack($: EngineInterface, why: string): null {
  $.ui.log(
    `tierwise-live does nothing in this session: ${why}. The plugin tierwise works as it does without it.`,
  );
  return null;
}

async function startIn(door: Door, { options, accounts, isCleared }: Seat): Promise<Live> {
  const why = whyNotOn(await door.version());
  if (why) throw why;
  return Live.start(door, { options, accounts, isCleared });
}

const editIn = (input: unknown) => ({
  file: textIn(input, 'file_path'),
  before: textIn(input, 'old_string'),
  after: textIn(input, 'new_string'),
});

function textIn(input: unknown, name: string): string {
  const value = isRecord(input) ? input[name] : undefined;
  return typeof value === 'string' ? value : '';
}
