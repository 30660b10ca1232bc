// What `plan run` adds to the executor alone: six steps, four of them independent, carried out by the real Claude Code client against a
// server on this machine whose models answer after a second; the executor alone gets the same prompts in copies that are there already,
// as many at once, and nothing is checked or committed for it. Third, a session that has agents build and review task after task.
//   tsx bench/plan-steps.ts [turns = 3]
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Reaction, type ServedRequest, startMessagesServer } from '../test/support/messages-server.ts';
import { makeRepository } from '../test/support/plan-repository.ts';
import { planText } from '../test/support/plan-text.ts';
import { subagentModel } from './plan-steps/subagents.ts';

const ROOT = join(__dirname, '..');
const CLIENT = join(ROOT, 'node_modules', '.bin', 'claude');
const [turns = 3] = process.argv.slice(2).map(Number);
const REPLY_MS = 1000;
const AT_ONCE = 2;

const FREE = ['one', 'two', 'three', 'four'];
const STEPS = [
  ...FREE.map((id) => ({ id, needs: [] as string[] })),
  { id: 'five', needs: ['one', 'two'] },
  { id: 'six', needs: ['five', 'three', 'four'] },
];
const PLAN = planText(STEPS.map((step) => ({ ...step, verify: `grep -q done ${step.id}.txt` })));

interface Took {
  seconds: number;
  /** Characters of all requests: what the models read. */
  characters: number;
  requests: number;
}

const textOf = ({ body }: ServedRequest): string => JSON.stringify([body.system, body.messages, body.tools]);

type Model = (request: ServedRequest) => Reaction;

/** A model that writes the step's file, and is done. */
const executorModel: Model = (request) => {
  const messages = JSON.stringify(request.body.messages);
  const step = /<step id=\\"(\w+)\\">/.exec(messages)?.[1];
  const folder = /Primary working directory: ([^\s\\]+)/.exec(messages)?.[1];
  if (!step || messages.includes('"tool_result"')) return { text: 'done' };
  const input = { file_path: `${folder}/${step}.txt`, content: 'done\n' };
  return {
    content: [{ type: 'tool_use', id: `toolu_${request.number}`, name: 'Write', input }],
    stopReason: 'tool_use',
  };
};

/** Runs `act` with a fresh repository and server. */
async function measured(
  model: Model,
  act: (place: Place) => Promise<void>,
): Promise<Took & { bodies: ServedRequest[] }> {
  const server = await startMessagesServer({
    react: (request) => sleep(REPLY_MS).then(() => model(request)),
  });
  const folder = mkdtempSync(join(tmpdir(), 'tierwise-bench-'));
  const [home, repository] = [join(folder, 'home'), join(folder, 'project')];
  for (const made of [home, repository]) mkdirSync(made);
  makeRepository(repository);
  const env = {
    HOME: home,
    PATH: [dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(':'),
    ANTHROPIC_BASE_URL: server.url,
    ANTHROPIC_API_KEY: 'test-key-not-real',
    CLAUDE_CODE_EXECPATH: CLIENT,
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    DISABLE_AUTOUPDATER: '1',
  };
  const since = performance.now();
  await act({ folder, repository, env });
  const seconds = (performance.now() - since) / 1000;
  await server.close();
  rmSync(folder, { recursive: true, force: true });
  const bodies = server.requests;
  const characters = bodies.reduce((sum, request) => sum + textOf(request).length, 0);
  return { seconds, characters, requests: bodies.length, bodies };
}

interface Place {
  folder: string;
  repository: string;
  env: Record<string, string>;
}

function run(
  command: readonly string[],
  cwd: string,
  env: Record<string, string>,
  input = '',
): Promise<void> {
  const [program = '', ...args] = command;
  const child = spawn(program, args, { cwd, env, stdio: ['pipe', 'ignore', 'pipe'] });
  child.stdin.end(input);
  let said = '';
  child.stderr.on('data', (text) => {
    said += text;
  });
  return new Promise((resolve, reject) =>
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`${program} ended with ${code}: ${said}`)),
    ),
  );
}

async function ours({ repository, env }: Place): Promise<void> {
  writeFileSync(join(repository, 'plan.md'), PLAN);
  const command = [process.execPath, join(ROOT, 'dist', 'tierwise.cjs'), 'plan', 'run', 'plan.md', '--yes'];
  await run([...command, '--jobs', String(AT_ONCE)], repository, env);
}

/** The executor with the prompts that ours gave it, in copies that are there before the clock starts. */
async function alone(
  prompts: ReadonlyMap<string, string>,
  { folder, repository, env }: Place,
): Promise<void> {
  const ready = new Set<string>();
  const waiting = [...STEPS];
  const worker = async (): Promise<void> => {
    for (;;) {
      const at = waiting.findIndex(({ needs }) => needs.every((need) => ready.has(need)));
      if (at < 0 && !waiting.length) return;
      if (at < 0) {
        await sleep(20);
        continue;
      }
      const [{ id } = { id: '' }] = waiting.splice(at, 1);
      const copy = join(folder, id);
      cpSync(repository, copy, { recursive: true });
      const flags = ['-p', '--model', 'haiku', '--allowedTools', 'Write', '--permission-mode', 'acceptEdits'];
      await run([CLIENT, ...flags], copy, env, prompts.get(id));
      ready.add(id);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** One session, in which agents build and review. Throws where a step was not done. */
async function subagents({ repository, env }: Place): Promise<void> {
  const tools = ['--allowedTools', 'Write', 'Bash', 'Agent', '--permission-mode', 'acceptEdits'];
  await run([CLIENT, '-p', '--model', 'haiku', ...tools], repository, env, 'CARRY OUT THE PLAN.');
  for (const { id } of STEPS) execFileSync('git', ['cat-file', '-e', `HEAD:${id}.txt`], { cwd: repository });
}

/** What the first request of each step said. */
function promptsIn(bodies: readonly ServedRequest[]): Map<string, string> {
  const prompts = new Map<string, string>();
  for (const { body } of bodies) {
    const texts: string[] = body.messages.flatMap(({ content }: { content: unknown }) =>
      typeof content === 'string' ? [content] : (content as { text?: string }[]).map(({ text = '' }) => text),
    );
    const prompt = texts.find((text) => /<step id="\w+">/.test(text));
    const id = /<step id="(\w+)">/.exec(prompt ?? '')?.[1];
    if (id && prompt && !prompts.has(id)) prompts.set(id, prompt);
  }
  return prompts;
}

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

async function main(): Promise<void> {
  execFileSync(CLIENT, ['--version'], { env: { PATH: process.env.PATH } });
  const took: Record<'alone' | 'ours' | 'agents', Took[]> = { alone: [], ours: [], agents: [] };
  for (let turn = 0; turn < turns; turn++) {
    const planned = await measured(executorModel, ours);
    took.ours.push(planned);
    const prompts = promptsIn(planned.bodies);
    took.alone.push(await measured(executorModel, (place) => alone(prompts, place)));
    took.agents.push(await measured(subagentModel(STEPS.map(({ id }) => id)), subagents));
  }
  console.log(
    `six steps, four independent, ${AT_ONCE} at once, ${REPLY_MS} ms a reply, medians of ${turns} turns\n`,
  );
  console.log('| | s | requests | characters read |\n| --- | --- | --- | --- |');
  const of = (all: readonly Took[], key: keyof Took): number => median(all.map((one) => one[key]));
  for (const [name, all] of [
    ['the executor alone', took.alone],
    ['plan run', took.ours],
    ['agents that build and review, one after another', took.agents],
  ] as const)
    console.log(
      `| ${name} | ${of(all, 'seconds').toFixed(1)} | ${of(all, 'requests')} | ${of(all, 'characters')} |`,
    );
  const seconds = of(took.ours, 'seconds') - of(took.alone, 'seconds');
  const characters = of(took.ours, 'characters') / of(took.alone, 'characters') - 1;
  console.log(
    `\nadded: ${(seconds / STEPS.length).toFixed(2)} s a step, ${(100 * characters).toFixed(1)} % of what is read`,
  );
}

void main();
