// Who is asked, in which order, on which side, and at what price: the real command with local servers and the fake CLIs.
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readLedger } from '../../src/usage/ledger.ts';
import { fakeCalls, installFakes } from '../support/coding-clis.ts';
import { type Sandbox, sandbox } from '../support/command.ts';
import { serve } from '../support/lines.ts';
import { isJudging, panel, shownIn, structured } from '../support/opinions.ts';
import { startChatServer } from '../support/vendor-servers.ts';

const HAIKU = 'claude-haiku-5-5';
const SONNET = 'claude-sonnet-5-5';
const OPUS = 'claude-opus-5-5';
const FOR = 'Use a queue. Test it.';
const AGAINST = 'Avoid a queue. Test it.';

/** A sandbox with a key for Claude and Codex, which answers this. */
function withCodex(url: string, answer: string): Sandbox {
  const box = sandbox(url);
  Object.assign(box.env, {
    PATH: installFakes(box.home, ['codex']),
    XDG_FAKE_LOG: box.file('calls.jsonl'),
    XDG_FAKE_CODEX: 'answer',
    XDG_FAKE_CODEX_ANSWER: answer,
  });
  return box;
}

const claude = (haiku = FOR) => serve({ react: panel({ [HAIKU]: haiku, [OPUS]: FOR, [SONNET]: AGAINST }) });
const names = (voices: { name: string }[]): string[] => voices.map(({ name }) => name);

describe('without --ask', () => {
  test('haiku and another maker answer first; when they agree that is all, and stderr and JSON say so', async () => {
    const server = await claude();
    const box = withCodex(server.url, FOR);
    const { code, stdout, stderr } = await box.run(['opinion', 'Queue?', '--json']);
    expect(code, stderr).toBe(0);
    const { voices, scouts, agreement } = JSON.parse(stdout);
    expect([names(voices), agreement.decision]).toEqual([['haiku', 'codex'], 'same']);
    expect(scouts).toMatchObject({ asked: 'scouts', panel: ['opus', 'codex'], voices: ['haiku', 'codex'] });
    expect(scouts.saved.usd).toBeGreaterThan(0);
    expect(server.requests.map(({ model }) => model).sort()).toEqual([HAIKU, SONNET, SONNET]);
    expect(stderr).toContain('and only where these do not agree:\n  opus: ');
  });

  test('when they differ the panel is asked; the answer that codex gave stands, and each call is in the ledger once', async () => {
    const server = await claude();
    const box = withCodex(server.url, AGAINST);
    const { code, stdout } = await box.run(['opinion', 'Queue?', '--json']);
    expect(code).toBe(0);
    const { voices, scouts, costUsd, unpriced } = JSON.parse(stdout);
    expect(names(voices)).toEqual(['opus', 'codex']);
    expect(scouts).toMatchObject({ asked: 'panel', why: 'The scouts decide differently.', saved: null });
    expect(names(scouts.voices)).toEqual(['haiku', 'codex']);
    expect(unpriced).toEqual(['codex']);
    expect(fakeCalls(box.file('calls.jsonl')).filter(({ prompt }) => prompt.includes('Queue?'))).toHaveLength(
      1,
    );
    const { calls } = readLedger(box.env.TIERWISE_HOME as string);
    expect(calls).toHaveLength(2 + 1 + 1 + 2);
    expect(costUsd).toBeCloseTo(
      calls.reduce((sum, call) => sum + (call.costUsd ?? 0), 0),
      10,
    );
  });

  test('--no-scouts asks the panel at once, and so does a voice that is named', async () => {
    const server = await claude();
    const box = withCodex(server.url, FOR);
    for (const args of [['--no-scouts'], ['--ask', 'opus,codex', '--no-judge']]) {
      const { stdout } = await box.run(['opinion', 'Queue?', '--json', ...args]);
      const { voices, scouts } = JSON.parse(stdout);
      expect([names(voices), scouts], args.join(' ')).toEqual([['opus', 'codex'], null]);
    }
    expect(server.requests.map(({ model }) => model)).not.toContain(HAIKU);
  });

  test('--scouts go before the voices that are named', async () => {
    const server = await claude(AGAINST);
    const box = sandbox(server.url);
    const args = ['opinion', 'Queue?', '--scouts', 'haiku,sonnet', '--ask', 'opus,fable', '--json'];
    const { voices, scouts } = JSON.parse((await box.run(args)).stdout);
    expect([names(voices), scouts.panel]).toEqual([
      ['haiku', 'sonnet'],
      ['opus', 'fable'],
    ]);
  });

  test('a model on this machine is the other maker, and costs nothing', async () => {
    const server = await claude();
    const tags = createServer((_, response) => response.end(JSON.stringify({ data: [{ id: 'qwen3' }] })));
    await new Promise<void>((done) => tags.listen(0, '127.0.0.1', done));
    onTestFinished(() => void tags.close());
    const box = withCodex(server.url, FOR);
    box.env.OLLAMA_HOST = `127.0.0.1:${(tags.address() as AddressInfo).port}`;
    const { stdout } = await box.run(['opinion', 'Queue?', '--dry-run', '--json']);
    const { lines } = JSON.parse(stdout);
    expect(lines[1]).toMatchObject({ role: 'scout', who: 'local', usd: { usual: 0, most: 0 } });
  });
});

test('in a session the model on this machine is asked, too, where the user has one, and no ceiling is used up for it', async () => {
  const server = await claude();
  const chat = await startChatServer(() => FOR);
  const box = sandbox(server.url);
  mkdirSync(box.env.TIERWISE_HOME as string);
  const settings = `---\ntiers: { local: { model: "openai:llama3@${chat.url}/v1" } }\n---\n`;
  writeFileSync(join(box.env.TIERWISE_HOME as string, 'tierwise.md'), settings);
  const args = ['in-session', 'opinion', 'Queue?', '--max-cost', '1'];
  const { code, stdout, stderr } = await box.run(args, { env: { CLAUDE_CODE_SESSION_ID: 's1' } });
  expect(code, stderr).toBe(0);
  expect(stderr).toContain('local: llama3 at 127.0.0.1');
  expect(stderr).toContain(`local has answered (`);
  expect(stderr).not.toContain('no price is known');
  expect(stdout.replace(/\s+/g, ' ')).toContain('haiku and local decide alike');
  expect(chat.requests).toHaveLength(1);
});

test('opus*2 asks one model twice, and says what its agreement is worth', async () => {
  const server = await claude();
  const box = sandbox(server.url);
  const { code, stdout } = await box.run(['opinion', 'Queue?', '--ask', 'opus*2', '--json']);
  expect(code).toBe(0);
  const { voices, judge, warnings } = JSON.parse(stdout);
  expect([names(voices), judge.name]).toEqual([['opus#1', 'opus#2'], 'sonnet']);
  expect(warnings.join()).toContain('All voices are one model, asked 2 times');
  const { calls } = readLedger(box.env.TIERWISE_HOME as string);
  expect(calls.filter(({ requested }) => requested === OPUS)).toHaveLength(2);
});

test('--stance tells each voice its side, and that they differ is not counted', async () => {
  const server = await serve({
    react: (request) => {
      const shown = shownIn(request.body);
      if (isJudging(shown)) return panel({})(request);
      return { text: shown.includes('You are assigned a side: argue against') ? AGAINST : FOR };
    },
  });
  const box = sandbox(server.url);
  const args = ['opinion', 'Queue?', '--ask', 'opus*2', '--stance', 'for,against', '--json'];
  const { stdout, stderr } = await box.run(args);
  const { voices, agreement, warnings } = JSON.parse(stdout);
  expect(voices).toMatchObject([
    { assigned: 'for', answer: FOR },
    { assigned: 'against', answer: AGAINST },
  ]);
  expect(agreement).toEqual({ decision: 'none', shared: 1, overlap: 1 });
  expect(warnings.join()).toContain('no disagreement of judgment');
  expect(stderr).toContain('opus#2, told to argue against: ');
});

test('--rebut puts the disputes to their sides once more, in the ledger and under the ceiling, too', async () => {
  const server = await serve({
    react: (request) => {
      const shown = shownIn(request.body);
      if (!shown.includes('somebody holds what contradicts'))
        return panel({ [OPUS]: FOR, [SONNET]: AGAINST })(request);
      const position = request.model === OPUS ? 'change' : 'keep';
      return structured(request, { rebuttals: [{ id: 'D1', position, why: 'The load is small.' }] });
    },
  });
  const box = sandbox(server.url);
  const args = ['opinion', 'Queue?', '--ask', 'opus,sonnet', '--rebut', '--json'];
  const { code, stdout } = await box.run(args);
  expect(code).toBe(0);
  const { rebuttals, agreement, costUsd } = JSON.parse(stdout);
  expect([rebuttals.asked, rebuttals.changed, agreement.shared]).toEqual([2, 1, 0.5]);
  const { calls } = readLedger(box.env.TIERWISE_HOME as string);
  expect(calls).toHaveLength(2 + 2 + 2);
  expect(costUsd).toBeCloseTo(
    calls.reduce((sum, call) => sum + (call.costUsd ?? 0), 0),
    10,
  );
});

describe('--dry-run', () => {
  test('says what each part costs, asks nobody, writes nothing, and needs no ceiling in a session', async () => {
    const server = await claude();
    const box = withCodex(server.url, FOR);
    const args = ['opinion', 'Queue?', '--dry-run', '--rebut', '--out', 'report.md'];
    const { code, stdout, stderr } = await box.run(args);
    expect([code, stderr]).toEqual([0, '']);
    for (const part of ['scout ', 'judge of scouts', 'voice, if scouts differ', 'rebuttal, if scouts differ'])
      expect(stdout).toContain(part);
    expect(stdout).toMatch(
      /Usually about \$0\.\d+ when the scouts agree, \$0\.\d+ when they differ, at most \$/,
    );
    expect(stdout).toContain('No price is known for codex');
    expect(stdout).toContain('Nothing was asked.');
    const session = await box.run(['in-session', 'opinion', 'Queue?', '--dry-run']);
    expect([session.code, session.stdout.includes('Nothing was asked.')]).toEqual([0, true]);
    expect(server.requests).toHaveLength(0);
    expect(readLedger(box.env.TIERWISE_HOME as string).calls).toEqual([]);
    expect(() => box.read('report.md')).toThrow('ENOENT');
  });

  test('what was spent lies between what is usual and the most', async () => {
    const server = await claude();
    const box = sandbox(server.url);
    const args = ['opinion', 'Queue?', '--ask', 'opus,sonnet', '--json'];
    const { price } = JSON.parse((await box.run([...args, '--dry-run'])).stdout);
    const { costUsd } = JSON.parse((await box.run(args)).stdout);
    expect(price.mostUsd).toBeGreaterThan(costUsd);
    expect(price.mostUsd).toBeGreaterThan(price.usualUsd);
  });
});

test.each([
  [['--ask', 'opus*0'], 'expected a number behind *, such as opus*2'],
  [['--ask', 'opus*9'], 'Expected at most 8 voices'],
  [['--ask', 'opus,sonnet', '--stance', 'for'], '--stance names 1 sides for 2 voices (opus, sonnet)'],
  [['--stance', 'pro,con'], '"pro". Expected one of: for, against, free'],
  [['--stance', 'for,against', '--rebut'], 'no mind to change'],
  [['--stance', 'for,against', '--scouts', 'haiku,sonnet'], 'give --scouts or --stance'],
  [['--review', '--rebut'], 'leave out --rebut'],
  [['--review', '--stance', 'for,against'], 'leave out --stance'],
  [['--review', '--scouts', 'haiku,sonnet'], 'Leave out --scouts'],
  [['--scouts', 'haiku'], 'One scout differs from nobody'],
  [['--scouts', 'haiku,sonnet', '--no-judge'], 'give --scouts or --no-judge'],
  [['--continue', '0123abcd', '--ask', 'opus'], 'leave out --ask'],
  [['--continue', '0123abcd', '--review'], 'leave out --review'],
  [['--continue', '0123abcd'], 'No kept opinion is called "0123abcd". None is kept'],
  [['--ask', 'local,opus'], 'local is not available: start Ollama'],
])('%j is one line that says what to do, and nothing is sent', async (args, line) => {
  const server = await serve({});
  const box = sandbox(server.url);
  Object.assign(box.env, { PATH: '/usr/bin:/bin', OLLAMA_HOST: '127.0.0.1:9' });
  const { code, stderr } = await box.run(['opinion', 'Queue?', ...args]);
  expect(code).toBe(2);
  expect(stderr).toContain(line);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  expect(server.requests).toHaveLength(0);
});
