// The client that hands itself to hooks, as the door that the rest of the module knows.
import type { EngineInterface, ModelCompleteResult, ModelUsage, TurnUsage } from 'claude-code';
import type { LivePack, LiveUsage } from '../../ask/live-protocol.ts';
import type { Called } from '../run.ts';
import type { Door } from './door.ts';

/** All that is asked of the client, in one place. */
export function doorOf($: EngineInterface): Door {
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
    spentUsd: async () => (await $.session.usage()).cost?.usd ?? 0,
    usedBy: async (agentId) => {
      const agent = (await $.agent.list()).find(({ id }) => id === agentId);
      return agent?.usage?.map((usage) => ({ ...usageOf(usage), model: usage.model })) ?? null;
    },
    sleep: (ms) => $.clock.sleep(ms),
    every: (ms, work) => $.clock.every(ms, work),
    status: (text) => $.ui.status(text),
    say: (line) => $.ui.log(line),
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

/** Returns what a request used, as the client tells it. */
export function usageOf(usage: ModelUsage | TurnUsage): LiveUsage {
  const { input_tokens: input, output_tokens: output, cache_read_input_tokens: cacheRead } = usage;
  const told1h = 'ephemeral_1h_input_tokens' in usage ? usage.ephemeral_1h_input_tokens : undefined;
  const written = usage.cache_creation_input_tokens;
  const cacheWrite1h = Math.min(written, told1h ?? 0);
  return { input, output, cacheRead, cacheWrite5m: written - cacheWrite1h, cacheWrite1h };
}

function calledOf(result: ModelCompleteResult): Called {
  const usage = usageOf(result.usage);
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
