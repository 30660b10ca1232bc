// `/bulk-tag` in the real client, with the plugin installed from this tree, in an empty home: what stands on the screen, and
// when. The models are scripted (loopback only); the client, the plugin and the command are real.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { CLIENT, newClient, serveRepository } from '../../test/support/claude-code.ts';
import {
  type Reaction,
  type ServedRequest,
  startMessagesServer,
} from '../../test/support/messages-server.ts';
import { FAKE_KEY } from '../../test/support/process.ts';
import { openTerminal, type RecordedTerminal } from './terminal.ts';
import { intentOf, tickets } from './tickets.ts';
import { TURNS, type Turn } from './words.ts';

export interface Recording {
  drawn: RecordedTerminal['drawn'];
  /** When the picture begins: the client is ready and all its questions are answered. */
  from: number;
}

/** Plays one session on a `theme` of the client. Returns what it drew, and when the picture begins. */
export async function recordSession(theme: 'dark' | 'light'): Promise<Recording> {
  const api = await startMessagesServer({ tagPack: tagsOf, react });
  const git = await serveRepository();
  const client = newClient(api.url);
  try {
    const folder = join(client.home, 'shop');
    mkdirSync(folder);
    writeFileSync(join(folder, 'tickets.csv'), tickets());
    for (const args of [
      ['marketplace', 'add', git.url],
      ['install', 'tierwise@tierwise'],
    ]) {
      const { code, stdout, stderr } = await client.run(['plugin', ...args]);
      if (code) throw new Error(stdout + stderr);
    }
    settle(client.home, folder, theme);
    return await play(client.home, folder, api.url);
  } finally {
    await api.close();
    git.close();
    client.remove();
  }
}

/** What a person has clicked away before: the theme, the key, the trust in the folder. */
function settle(home: string, folder: string, theme: string): void {
  const file = join(home, '.claude.json');
  const known = JSON.parse(readFileSync(file, 'utf8'));
  const settled = {
    ...known,
    theme,
    hasCompletedOnboarding: true,
    customApiKeyResponses: { approved: [FAKE_KEY.slice(-20)], rejected: [] },
    projects: { [folder]: { hasTrustDialogAccepted: true, hasCompletedProjectOnboarding: true } },
  };
  writeFileSync(file, JSON.stringify(settled));
  const settings = join(home, '.claude', 'settings.json');
  const set = existsSync(settings) ? JSON.parse(readFileSync(settings, 'utf8')) : {};
  // The mode that asks: what runs here runs because the skill is granted its one verb.
  writeFileSync(settings, JSON.stringify({ ...set, permissions: { defaultMode: 'default' } }));
}

async function play(home: string, folder: string, url: string): Promise<Recording> {
  const terminal = openTerminal(CLIENT, {
    cwd: folder,
    env: {
      HOME: home,
      PATH: [dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(':'),
      SHELL: '/bin/bash',
      LANG: 'C.UTF-8',
      TERM: 'xterm-256color',
      COLORTERM: 'truecolor',
      ANTHROPIC_BASE_URL: url,
      ANTHROPIC_API_KEY: FAKE_KEY,
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
      DISABLE_AUTOUPDATER: '1',
    },
  });
  try {
    await terminal.shows('keep manual mode');
    await wait(500);
    terminal.press('\x1b[B'); // the second answer
    await wait(500);
    terminal.press('\r');
    await terminal.shows('for shortcuts');
    await wait(1500);
    const from = terminal.drawn.at(-1)?.at ?? 0;
    await terminal.types('/bulk-tag tickets.csv support-intent');
    await wait(600);
    terminal.press('\r');
    await terminal.shows('walks you');
    await wait(1500);
    return { drawn: [...terminal.drawn], from };
  } finally {
    await terminal.end();
  }
}

/** The session's turns; anything else that the client asks for by the way gets one word. */
async function react({ items, body, number }: ServedRequest): Promise<Reaction> {
  await wait(items.length ? 250 : 900);
  if (items.length) return undefined;
  if (!body.tools?.some(({ name }: { name: string }) => name === 'Bash')) return { text: 'ok' };
  const done = body.messages.filter(({ role }: { role: string }) => role === 'assistant').length;
  const { say, run } = TURNS[Math.min(done, TURNS.length - 1)] as Turn;
  const text = say(printedIn(body.messages.at(-1)));
  if (!run) return { text };
  const input = { command: run, description: 'Tag the tickets' };
  return {
    content: [
      { type: 'text', text },
      { type: 'tool_use', id: `toolu_${number}`, name: 'Bash', input },
    ],
  };
}

/** What the command printed, as the client hands it to the model. */
function printedIn(message: { content: string | { type: string; content?: unknown }[] }): string {
  if (typeof message.content === 'string') return '';
  const result = message.content.find(({ type }) => type === 'tool_result');
  return typeof result?.content === 'string' ? result.content : '';
}

/** Right on what is plain; of what is vague, haiku says so, sonnet most of the time, and opus leaves the emptiest. */
function tagsOf({ items, model }: ServedRequest): { id: number; tags: string[] }[] {
  return items.map(({ id, item }) => ({ id, tags: [intentOf(item, model)] }));
}
