// The real Claude Code client, alone with a home of its own: no variable of the caller's, a made-up key, loopback only.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Reaction, ServedRequest } from './messages-server.ts';
import { type Ended, FAKE_KEY, start } from './process.ts';
import { REPOSITORY } from './repository.ts';
import { TALKING, type Talk, talkWith } from './talk.ts';

/** The real client: the pinned one, or another version that is to be tried. */
export const CLIENT = process.env.TIERWISE_TEST_CLIENT ?? join(REPOSITORY, 'node_modules', '.bin', 'claude');

export interface Client {
  home: string;
  /** The project the client works in. */
  project: string;
  run(args: string[], env?: Record<string, string>): Promise<Ended>;
  /** One session that prompts are typed into. */
  talk(args: string[], env?: Record<string, string>): Talk;
  remove(): void;
}

/** A client with an empty home and an empty project, talking to the Messages server at `url`. */
export function newClient(url: string): Client {
  const folder = mkdtempSync(join(tmpdir(), 'tierwise-client-'));
  const [home, project] = [join(folder, 'home'), join(folder, 'project')];
  for (const made of [home, project]) mkdirSync(made);
  const env = {
    HOME: home,
    PATH: [dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(':'),
    TERM: 'xterm',
    ANTHROPIC_BASE_URL: url,
    ANTHROPIC_API_KEY: FAKE_KEY,
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    DISABLE_AUTOUPDATER: '1',
  };
  return {
    home,
    project,
    run: (args, more) => start([CLIENT, ...args], { cwd: project, env: { ...env, ...more } }),
    talk: (args, more) =>
      talkWith(spawn(CLIENT, [...TALKING, ...args], { cwd: project, env: { ...env, ...more } })),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export interface GitServer {
  url: string;
  /** The same tree as a folder. */
  folder: string;
  close(): void;
}

/** Left out, as of the release branches: six files of seven, which each install would clone. */
const DEVELOPMENT = /^(?:bench|evals|scripts|search|site|src|test)\//;

/** Serves what ships of the working tree (tracked and new files) as a git repository over HTTP on loopback. */
export async function serveRepository(): Promise<GitServer> {
  const folder = mkdtempSync(join(tmpdir(), 'tierwise-git-'));
  const tree = join(folder, 'tierwise');
  const git = (...args: string[]): string => execFileSync('git', args, { cwd: tree, encoding: 'utf8' });
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], {
    cwd: REPOSITORY,
    encoding: 'utf8',
  });
  mkdirSync(tree);
  for (const file of files.split('\0').filter((name) => name && !DEVELOPMENT.test(name)))
    cpSync(join(REPOSITORY, file), join(tree, file));
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all', '--force');
  git('-c', 'user.name=test', '-c', 'user.email=test@example.invalid', 'commit', '--quiet', '-m', 'snapshot');
  const server = createServer((request, response) => {
    const [path, query = ''] = (request.url ?? '/').split('?');
    const backend = spawn('git', ['http-backend'], {
      env: {
        PATH: process.env.PATH,
        GIT_PROJECT_ROOT: folder,
        GIT_HTTP_EXPORT_ALL: '1',
        PATH_INFO: path,
        QUERY_STRING: query,
        REQUEST_METHOD: request.method,
        CONTENT_TYPE: request.headers['content-type'] ?? '',
        HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
        GIT_PROTOCOL: (request.headers['git-protocol'] as string) ?? '',
        REMOTE_ADDR: '127.0.0.1',
      },
    });
    request.pipe(backend.stdin);
    const chunks: Buffer[] = [];
    backend.stdout.on('data', (chunk) => chunks.push(chunk));
    backend.on('close', () => {
      const all = Buffer.concat(chunks);
      const split = all.indexOf('\r\n\r\n');
      for (const line of all.subarray(0, split).toString().split('\r\n')) {
        const [name = '', value = ''] = line.split(/: */, 2);
        if (name.toLowerCase() === 'status') response.statusCode = Number.parseInt(value, 10);
        else response.setHeader(name, value);
      }
      response.end(all.subarray(split + 4));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/tierwise/.git`,
    folder: tree,
    close() {
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** One turn of a scripted main model: a tool call, or the text that ends the turn. */
export type Step =
  | { tool: string; input: object }
  | { tools: { tool: string; input: object }[] }
  | { text: string };

/** Plays `steps` to the main conversation, one a request; packs of items are left to the server. */
export function script(steps: readonly Step[]): (request: ServedRequest) => Reaction {
  return ({ items, body, number }) => {
    if (items.length) return undefined;
    const turn = body.messages.filter(({ role }: { role: string }) => role === 'assistant').length;
    return play(steps[Math.min(turn, steps.length - 1)] as Step, number);
  };
}

/** A step as a reply; `number` makes its tool ids unique. */
export function play(step: Step, number: number): Reaction {
  if ('text' in step) return { text: step.text };
  const calls = 'tools' in step ? step.tools : [step];
  return {
    content: calls.map(({ tool, input }, index) => ({
      type: 'tool_use',
      id: `toolu_${number}_${index}`,
      name: tool,
      input,
    })),
    stopReason: 'tool_use',
  };
}

/** Everything a request shows the model, as one string. */
export const shownTo = ({ body }: ServedRequest): string => JSON.stringify([body.system, body.messages]);
