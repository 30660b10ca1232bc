// The hooks module of tierwise-live: what the client tells goes to the sources around this folder, which know no client.
import './node-free.ts';
import type { EngineInterface, ModelCompleteResult, ModelUsage, PluginOptions, Register } from 'claude-code';
import { isRecord } from '../../ask/foreign.ts';
import type { LivePack } from '../../ask/live-protocol.ts';
import { answeredBy } from '../answered-by.ts';
import { TOOL } from '../bulk-tool.ts';
import { whyNotOn } from '../client-range.ts';
import type { Called } from '../run.ts';
import { findCommand, runBulkTool } from './bulk-tool.ts';
import type { Door } from './door.ts';
import { Live } from './live.ts';

export const register: Register = (on, options) => {
  let live: Live | null = null;
  let program: string | null = null;

  on('session.start', async ($, e, next) => {
    const started = await next(e);
    live = await startIn(doorOf($), options).catch((error) => steppedBack($, String(error)));
    program = live && (await findCommand(doorOf($)).catch(() => null));
    if (program) await $.tool.register({ ...TOOL, isDeferred: false }).catch(() => undefined);
    return started;
  });

  on('tool.run', { tool: 'mcp__tierwise-live__tierwise_bulk' }, async ($, e) => {
    if (!live || !program)
      return { deny: 'tierwise_bulk needs the plugin tierwise, which is not there any more.' };
    const call = e.tool_use_id ?? '';
    return runBulkTool(doorOf($), { channel: live.channel, program, call }, { ...e });
  });

  on('telemetry.log', { to: 'collector' }, (_, e, next) => {
    live?.counted(e.event, e.attributes);
    return next(e);
  });

  on('turn.step', async function* (_, e, next) {
    const { answer, ...wanted } = (await live?.step(e, e.agentId).catch(() => null)) ?? {};
    const ask = async function* (model: string) {
      const step = yield* next({ ...e, ...wanted, model });
      if (step?.usage) live?.stepped(model, e.agentId, usageOf(step.usage));
      return step;
    };
    const first = ask(wanted.model ?? e.model);
    return yield* answer ? answeredBy(first, () => ask(answer)) : first;
  });

  on('agent.spawn', async (_, e, next) => {
    if (!live || e.resume) return next(e);
    const decided = await live.spawn(e);
    if ('deny' in decided) return { deny: decided.deny };
    const started = await next(decided.model ? { ...e, model: decided.model } : e);
    live.started(started.agentId, e, decided);
    return started;
  }).catch((_, e, next) =>
    next.called || !live
      ? next(e)
      : { deny: 'Tierwise could not check its budgets, so it starts nothing. Tell the user.' },
  );

  on('tool.check', { tool: 'Bash' }, async (_, e, next) => {
    const verdict = await next(e);
    if (verdict.decision !== 'deny' && e.tool_use_id)
      await live?.channel.allowed(e.tool_use_id, lineOf(e.input));
    return verdict;
  }).catch((_, e, next) => next(e));

  on('classic.PostToolUse', (_, e, next) => {
    if (e.tool_name === 'Bash') {
      live?.channel.returned(e.tool_use_id);
      live?.ran(lineOf(e.tool_input), false);
    }
    if (e.tool_name === 'Edit') live?.edited(editIn(e.tool_input));
    return next(e);
  });

  on('classic.PostToolUseFailure', (_, e, next) => {
    if (e.tool_name === 'Bash') {
      live?.channel.returned(e.tool_use_id);
      live?.ran(lineOf(e.tool_input), true);
    }
    return next(e);
  });

  on('session.measure', (_, e, next) => {
    live?.measured(e.rateLimits);
    return next(e);
  });

  on('turn.complete', async (_, e, next) => {
    if (!e.agentId) await live?.flush();
    return next(e);
  });

  on('session.end', async (_, e, next) => {
    await live?.end();
    return next(e);
  });
};

/** Tells the user once, in a line, and leaves the rest to the classic hooks. */
function steppedBack($: EngineInterface, why: string): null {
  $.ui.log(
    `tierwise-live does nothing in this session: ${why}. The plugin tierwise works as it does without it.`,
  );
  return null;
}

async function startIn(door: Door, options: PluginOptions): Promise<Live> {
  const why = whyNotOn(await door.version());
  if (why) throw why;
  return Live.start(door, options);
}

/** All that is asked of the client, in one place. */
function doorOf($: EngineInterface): Door {
  return {
    version: async () => (await $.session.version()).version,
    session: () => $.session.id(),
    root: () => $.session.root(),
    pluginRoot: $.plugin.root,
    home: async () => {
      const [own, config, home] = await Promise.all([
        $.env.get('TIERWISE_HOME'),
        $.env.get('CLAUDE_CONFIG_DIR'),
        $.env.get('HOME'),
      ]);
      return own || `${config || `${home}/.claude`}/tierwise`;
    },
    list: async (folder) =>
      (await $.fs.exists(folder)) ? (await $.fs.list(folder)).map(({ name }) => name) : [],
    text: async (file) => ((await $.fs.exists(file)) ? $.fs.read(file) : null),
    size: async (file) => ((await $.fs.exists(file)) ? (await $.fs.stat(file)).size : 0),
    readFrom: (file, offset, length) => $.fs.read(file, { offset, length }),
    write: (file, text) => $.fs.write(file, text),
    append: async (file, text) => {
      await $.process.run(['/bin/sh', '-c', APPEND, 'sh', file], { stdin: text });
    },
    transcript: async () => (await $.session.info()).transcriptPath,
    run: async (argv) => {
      const child = $.process.spawn({ argv, env: await $.process.hookEnv() });
      const said = { stdout: '', stderr: '' };
      for (;;) {
        const { done, value } = await child.next();
        if (done) return { code: value.code, ...said };
        said[value.stream] += value.text;
      }
    },
    post: async (socketPath, path, body) => {
      const { status, text } = await $.http.fetch(`http://tierwise${path}`, {
        ...{ method: 'POST', socketPath, body: JSON.stringify(body) },
        headers: { 'content-type': 'application/json' },
      });
      if (status !== 200) throw new Error(`the command answered ${status}`);
      return JSON.parse(text);
    },
    complete: async (pack) => calledOf(await $.model.complete(requestOf(pack))),
    sleep: (ms) => $.clock.sleep(ms),
    every: (ms, work) => $.clock.every(ms, work),
    status: (text) => $.ui.status(text),
    say: (line) => $.ui.log(line),
    usage: async () => {
      const { cost, rateLimits } = await $.session.usage();
      return { costUsd: cost?.usd ?? 0, limits: rateLimits };
    },
  };
}

// With one write at the end of the file, readable for this user only; a line torn by a crash must not swallow the next one.
const APPEND =
  'umask 077; mkdir -p "$(dirname "$1")"; if [ -s "$1" ] && [ -n "$(tail -c 1 "$1")" ]; then echo >> "$1"; fi; cat >> "$1"';

const requestOf = ({ model, system, cacheSystem, user, maxTokens, effort, timeoutMs }: LivePack) => ({
  ...{ model, prompt: user, maxTokens, timeoutMs },
  system: [cacheSystem ? { text: system, cache: true as const } : { text: system }],
  ...(effort && { effort }),
});

const textIn = (input: unknown, name: string): string => {
  const value = isRecord(input) ? input[name] : undefined;
  return typeof value === 'string' ? value : '';
};
const lineOf = (input: unknown): string => textIn(input, 'command');
const editIn = (input: unknown) => ({
  file: textIn(input, 'file_path'),
  before: textIn(input, 'old_string'),
  after: textIn(input, 'new_string'),
});

function usageOf<Usage extends ModelUsage>(usage: Usage) {
  const { input_tokens: input, output_tokens: output } = usage;
  const { cache_read_input_tokens: cacheRead, cache_creation_input_tokens: cacheWrite5m } = usage;
  const counts = { input, output, cacheRead, cacheWrite5m, cacheWrite1h: 0 };
  return { ...counts, model: 'model' in usage ? String(usage.model) : '' };
}

function calledOf(result: ModelCompleteResult): Called {
  const { model: _, ...usage } = usageOf(result.usage);
  if (result.isAnswered) return { text: result.text, usage, served: null, requestId: null };
  if (result.reason === 'api-error')
    return {
      failure: 'api',
      status: result.status,
      message: `${result.error} (${result.status ?? 'no answer'})`,
      usage,
    };
  if (result.reason === 'empty-reply')
    return { failure: 'empty', status: null, message: 'the reply is empty', usage };
  return { failure: 'aborted', status: null, message: 'the request was cut off', usage };
}
