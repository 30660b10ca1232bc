// A second opinion as its user gets it: the real command, local servers, the fake CLIs.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readLedger } from '../../src/usage/ledger.ts';
import { fakeCalls, installFakes, treeOf } from '../support/coding-clis.ts';
import { type Sandbox, sandbox } from '../support/command.ts';
import { serve } from '../support/lines.ts';
import type { ServedRequest } from '../support/messages-server.ts';
import {
  answersIn,
  CART,
  compare,
  finding,
  isChecking,
  isJudging,
  panel,
  shownIn,
  structured,
} from '../support/opinions.ts';
import { expectNoProcess, processesWith } from '../support/processes.ts';
import { startQuirkyServer } from '../support/quirky-server.ts';
import { template } from '../support/template.ts';
import { startChatServer } from '../support/vendor-servers.ts';

const OPUS = 'claude-opus-5-5';
const SONNET = 'claude-sonnet-5-5';
const FOR = 'Use a queue. Test it. Watch the lag.';
const AGAINST = 'Avoid a queue. Test it.';

/** A sandbox in which the fake CLIs are installed, all with this scenario. */
function withClis(url: string | undefined, scenario = 'answer', answer = AGAINST): Sandbox {
  const box = sandbox(url);
  Object.assign(box.env, { PATH: installFakes(box.home), XDG_FAKE_LOG: box.file('calls.jsonl') });
  for (const name of ['CODEX', 'GEMINI', 'COPILOT'])
    Object.assign(box.env, { [`XDG_FAKE_${name}`]: scenario, [`XDG_FAKE_${name}_ANSWER`]: answer });
  Object.assign(box.env, { GEMINI_API_KEY: 'AIza-fake' });
  return box;
}

const asked = (requests: readonly ServedRequest[]): string[] => requests.map(({ body }) => shownIn(body));

describe('a question', () => {
  test('goes to all at once, none sees another’s answer, and what they disagree about is read first', async () => {
    let open = (): void => {};
    const both = new Promise<void>((resolve) => {
      open = resolve;
    });
    const answers = panel({ [OPUS]: FOR, [SONNET]: AGAINST });
    const server = await serve({
      react: async (request) => {
        if (request.number === 1) open();
        await both; // the first is answered only once the second has been asked
        return answers(request);
      },
    });
    const box = sandbox(server.url);
    const { code, stdout, stderr } = await box.run(['opinion', 'Queue or not?', '--ask', 'opus,sonnet']);
    expect(code, stderr).toBe(0);
    const [first = '', second = '', judged = '', again = ''] = asked(server.requests);
    for (const shown of [first, second]) {
      expect(shown).toContain('Queue or not?');
      for (const answer of ['Use a queue', 'Avoid a queue']) expect(shown).not.toContain(answer);
    }
    // The judge, a third tier, sees both and no name, and once more in reverse order.
    const haiku = 'claude-haiku-5-5';
    expect(server.requests.map(({ model }) => model).sort()).toEqual([haiku, haiku, OPUS, SONNET]);
    expect(answersIn(judged).sort()).toEqual([AGAINST, FOR]);
    expect(answersIn(again)).toEqual(answersIn(judged).reverse());
    expect(judged).not.toMatch(/opus|sonnet|claude-/i);
    const order = [
      'The decisions differ',
      'They disagree',
      'Whether to',
      'Both say',
      'Test it.',
      'Raised by one only',
      'Watch the lag.',
    ];
    const places = [...order, 'Recommendation', 'Uncertain:', 'Shared 50%', 'Overlap 67%', 'Voices'].map(
      (part) => stdout.indexOf(part),
    );
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places).not.toContain(-1);
    expect(stdout).toContain('opus: "Use a queue."\n      The judge\'s words: Because: Use a queue.');
    expect(stdout).toContain('What would resolve it: Measure it.');
    expect(stdout).toContain(
      'of 2 points that two or more raised, 1 agreed, 0 agreed under a condition, 1 contradicted.',
    );
    expect(stdout).toContain('All voices are models of Anthropic');
    expect(stderr).toContain(`opus: ${OPUS} through ${server.url}, billed to the key in ANTHROPIC_API_KEY`);
  });

  test('--json tells every figure, and the ledger has every call', async () => {
    const server = await serve({ react: panel({ [OPUS]: FOR }) });
    const box = withClis(server.url);
    const { code, stdout } = await box.run([
      'opinion',
      'Queue?',
      '--ask',
      'opus,codex:gpt-6.1-sol',
      '--json',
    ]);
    expect(code).toBe(0);
    const result = JSON.parse(stdout);
    expect(result).toMatchObject({
      mode: 'question',
      stopped: null,
      unpriced: ['codex:gpt-6.1-sol'],
      agreement: { decision: 'different', shared: 1 / 2, overlap: 2 / 3 },
      dropped: { unread: 0, quotes: 0, denied: 0, invented: 0, pairs: 0 },
      recommendation: 'Do the first.',
      judge: { name: 'sonnet', model: SONNET, isVoice: false, sameMaker: true, swapped: true, flips: 0 },
    });
    expect(result.voices[0]).toMatchObject({ name: 'opus', served: OPUS, family: 'Anthropic', answer: FOR });
    expect(result.voices[1]).toMatchObject({ client: 'codex 0.169.0', family: 'OpenAI', costUsd: null });
    expect(result.warnings).toEqual(['The judge, sonnet, is a model of Anthropic, as is a voice.']);
    expect(result.voices.map(({ stance }: { stance: string }) => stance)).toEqual(['yes', 'no']);
    expect(result.points.find(({ standing }: { standing: string }) => standing === 'contradicted')).toEqual({
      standing: 'contradicted',
      claims: expect.arrayContaining([
        { voice: 0, claim: 'Use a queue.', quote: 'Use a queue.', sentence: 'Use a queue.' },
        { voice: 1, claim: 'Avoid a queue.', quote: 'Avoid a queue.', sentence: 'Avoid a queue.' },
      ]),
    });
    const { calls } = readLedger(box.env.TIERWISE_HOME as string);
    expect(calls.map(({ source }) => source)).toEqual(Array(4).fill('opinion'));
    const byCodex = calls.find(({ client }) => client === 'codex 0.169.0');
    expect(byCodex).toMatchObject({ requested: 'gpt-6.1-sol', input: 12_000, output: 340, costUsd: null });
    const spent = calls.reduce((sum, { costUsd }) => sum + (costUsd ?? 0), 0);
    expect(result.costUsd).toBeCloseTo(spent, 10);
    expect(spent).toBeGreaterThan(0);
  });

  test('a quote the judge made up is dropped and counted, and so are its pairs', async () => {
    const made = { id: 'A9', voice: 'A', claim: 'Made up.', quote: 'Queues are slow.' };
    const stolen = { id: 'B9', voice: 'B', claim: 'From the other answer.', quote: 'Watch the lag.' };
    const server = await serve({
      react: (request) => {
        const shown = shownIn(request.body);
        if (!isJudging(shown)) return panel({ [OPUS]: FOR, [SONNET]: AGAINST })(request);
        const voice = answersIn(shown).indexOf(AGAINST) === 0 ? 'A' : 'B';
        const value = compare(shown, (claims) => [...claims, made, { ...stolen, voice }]) as {
          pairs: object[];
        };
        value.pairs.push({ first: 'A9', second: 'B1', stance: 'agree' });
        return structured(request, value);
      },
    });
    const box = sandbox(server.url);
    const { stdout } = await box.run(['opinion', 'Queue?', '--ask', 'opus,sonnet', '--json']);
    const { dropped, points } = JSON.parse(stdout);
    expect(dropped).toMatchObject({ quotes: 4, pairs: 2 }); // in both runs
    expect(points).toHaveLength(3);
    expect(JSON.stringify(points)).not.toContain('Made up');
    const shown = await box.run(['opinion', 'Queue?', '--ask', 'opus,sonnet']);
    expect(shown.stdout).toContain('Dropped of what the judge said: 4 quotes in no answer, 2 pairs.');
  });

  test('--no-judge prints the answers side by side and asks nobody else; --out keeps them in a report', async () => {
    const server = await serve({ react: panel({ [OPUS]: FOR, [SONNET]: AGAINST }) });
    const box = sandbox(server.url);
    const args = ['opinion', 'Queue?', '--ask', 'opus,sonnet', '--no-judge', '--out', 'report.md'];
    const { code, stdout } = await box.run(args);
    expect(code).toBe(0);
    expect(server.requests).toHaveLength(2);
    expect(stdout).toMatch(/opus answers\n\s+Use a queue[\s\S]*sonnet answers\n\s+Avoid a queue/);
    expect(box.read('report.md')).toMatch(/^# Queue\?\n/);
    expect(box.read('report.md')).toContain(`### sonnet\n\n${AGAINST}`);
  });

  test('a judge whose reply cannot be used costs no answer: they are shown, and the exit code says look', async () => {
    const server = await serve({
      react: (request) => (isJudging(shownIn(request.body)) ? { text: 'They are all fine.' } : { text: FOR }),
    });
    const box = sandbox(server.url);
    const { code, stdout } = await box.run(['opinion', 'Queue?', '--ask', 'opus,sonnet']);
    expect(code).toBe(1);
    // Twice in each order, then another judge.
    expect(server.requests).toHaveLength(2 + 4 + 4);
    expect(stdout).toContain('The judge, haiku, gave twice an answer that stands up to no check');
    expect(stdout).toContain('Not compared');
    expect(stdout).not.toContain('%');
    expect(stdout).toContain('opus answers\n  Use a queue.');
  });

  test('files are shown as they are, to every voice and to the judge', async () => {
    const server = await serve({ react: panel({}) });
    const box = sandbox(server.url);
    box.write('a.md', 'Alpha.\n');
    const args = ['opinion', 'Right?', '--ask', 'opus,sonnet', '--file', 'a.md', '--file', '-'];
    const { stderr } = await box.run(args, { input: 'Beta.' });
    expect(stderr).toContain('Asking with a.md, standard input, 1 KB:');
    expect(asked(server.requests)).toHaveLength(2 + 2); // the judge compares in either order
    for (const shown of asked(server.requests)) {
      expect(shown).toMatch(/<(file-\w+) name="a.md">\nAlpha\.\n<\/\1>/);
      expect(shown).toMatch(/<(file-\w+) name="standard input">\nBeta\.\n<\/\1>/);
    }
  });

  test('what looks like a secret stops it before anything is sent; one option sends that file', async () => {
    const server = await serve({ react: panel({}) });
    const box = sandbox(server.url);
    box.write('.env', 'PASSWORD=hunter2\n');
    box.write('a.md', 'Alpha.\n');
    const args = ['opinion', 'Right?', '--ask', 'opus', '--file', 'a.md', '--file', '.env'];
    const { code, stdout, stderr } = await box.run(args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).not.toContain('hunter2');
    expect(stderr.trimEnd().split('\n').length).toBeLessThanOrEqual(4);
    expect(server.requests).toHaveLength(0);
    const option = /--[a-z]\S*/.exec(stderr)?.[0] ?? '';
    for (const given of [option, option.replace(/=.*/, '')]) {
      const sent = await box.run([...args, given]);
      expect(sent.code).toBe(0);
      expect(sent.stderr).toMatch(/^Asking with a\.md, \.env, 1 KB:\n/);
    }
    expect(asked(server.requests)[0]).toContain('hunter2');
  });

  test('an answer cannot write to the terminal', async () => {
    const server = await serve({});
    const box = withClis(server.url, 'answer', 'Use \u001b]0;owned\u0007 a \u001b[2Jqueue.\r\nTest it.');
    const { stdout } = await box.run(['opinion', 'Queue?', '--ask', 'codex']);
    expect(stdout).toContain('Use \\x1b]0;owned\\x07 a \\x1b[2Jqueue.\n  Test it.');
  });

  test('one voice alone is asked, too, without a judge', async () => {
    const server = await serve({});
    const box = withClis(server.url);
    const { code, stdout } = await box.run(['opinion', 'Queue?', '--ask', 'codex']);
    expect(code).toBe(0);
    expect(stdout).toContain('codex answers\n  Avoid a queue.');
    expect(server.requests).toHaveLength(0);
  });
});

describe('who is asked', () => {
  test('by default the best tier and the first other vendor found, judged by a tier that is neither', async () => {
    const server = await serve({ react: panel({ [OPUS]: FOR }) });
    const box = withClis(server.url);
    const { stdout } = await box.run(['opinion', 'Queue?', '--json']);
    const { voices, judge } = JSON.parse(stdout);
    expect([...voices, judge].map(({ name }) => name)).toEqual(['opus', 'codex', 'sonnet']);
  });

  test('a CLI that nobody is logged in to is passed over; with Claude alone two tiers answer', async () => {
    const server = await serve({ react: panel({}) });
    const box = withClis(server.url, 'nologin');
    const names = async (): Promise<string[]> => {
      const { stdout } = await box.run(['opinion', 'Queue?', '--json', '--no-judge']);
      return JSON.parse(stdout).voices.map(({ name }: { name: string }) => name);
    };
    expect(await names()).toEqual(['opus', 'gemini']); // its key may be wrong, which only a call shows
    box.env.PATH = '/usr/bin:/bin';
    expect(await names()).toEqual(['opus', 'sonnet']);
  });

  test('without Claude two CLIs answer, and a third judges', async () => {
    const box = withClis(undefined);
    const { stdout } = await box.run(['opinion', 'Queue?', '--json']);
    const { voices, judge } = JSON.parse(stdout);
    expect(voices.map(({ name }: { name: string }) => name)).toEqual(['codex', 'gemini']);
    expect(judge).toMatchObject({ name: 'copilot', isVoice: false });
  });

  test('another vendor’s CLI can judge', async () => {
    const server = await serve({ react: panel({ [OPUS]: FOR, [SONNET]: FOR }) });
    const judged = {
      claims: [
        { id: 'A1', voice: 'A', claim: 'Use one.', quote: 'Use a queue.' },
        { id: 'B1', voice: 'B', claim: 'Use one.', quote: 'Use a queue.' },
      ],
      pairs: [{ first: 'A1', second: 'B1', stance: 'agree' }],
      disputes: [],
      recommendation: 'Use one.',
      uncertainty: 'The load.',
    };
    const box = withClis(server.url, 'answer', `\`\`\`json\n${JSON.stringify(judged, null, 2)}\n\`\`\``);
    const args = ['opinion', 'Queue?', '--ask', 'opus,sonnet', '--judge', 'gemini', '--json'];
    const { code, stdout } = await box.run(args);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      judge: { client: 'gemini 0.61.0' },
      agreement: { shared: 1, overlap: 1 },
    });
  });

  test('the judge can be named, and a voice that has to judge is said to', async () => {
    const server = await serve({ react: panel({ [OPUS]: FOR, [SONNET]: AGAINST }) });
    const box = sandbox(server.url);
    const args = ['opinion', 'Queue?', '--ask', 'opus,sonnet', '--judge', 'opus', '--json'];
    const { judge, warnings } = JSON.parse((await box.run(args)).stdout);
    expect(judge).toMatchObject({ name: 'opus', isVoice: true });
    expect(warnings.join()).toContain('opus judged answers of which one is its own');
  });

  test.each([
    [[], 'Expected a question: tierwise opinion'],
    [['Q?', '--ask', 'gpt'], 'Unknown voice "gpt". Expected one of: a tier (haiku, sonnet, opus, fable'],
    [['Q?', '--ask', 'opus,opus'], 'opus is given twice'],
    [['Q?', '--ask', 'opus,claude:sonnet'], 'claude:sonnet is not available: install Claude Code and log in'],
    [['Q?', '--ask', 'opus,codex'], 'Codex CLI is not installed: npm install -g @openai/codex'],
    [['Q?', '--ask', 'openai:x'], 'OpenAI needs a key: set OPENAI_API_KEY'],
    [['Q?', '--ask', 'openai:x@https://me:secret@host/v1'], 'put the key in TIERWISE_KEY_HOST'],
    [['Q?', '--ask', 'opus,sonnet', '--file', 'no.md'], 'no.md: cannot read it: no such file or folder'],
    [['Q?', '--ask', 'opus,sonnet', '--out', 'no/report.md'], 'no/report.md: cannot write there'],
    [['Q?', '--ask', 'opus,sonnet', '--out', 'home'], 'home is a folder: name a file in it'],
    [['--review', '--ask', 'opus,sonnet'], 'not a git repository'],
    [['Q?', '--timeout', 'soon'], 'Expected a number of seconds'],
    [['Q?', '--fail-on', 'major'], '--fail-on is about findings: give --review'],
  ])('%j is one line that says what to do, and nothing is sent', async (args, line) => {
    const server = await serve({});
    const box = sandbox(server.url);
    box.env.PATH = '/usr/bin:/bin';
    const { code, stderr } = await box.run(['opinion', ...args]);
    expect(code).toBe(2);
    expect(stderr).toContain(line);
    expect(stderr).not.toContain('secret');
    expect(server.requests).toHaveLength(0);
  });

  test('nobody at hand: how to get somebody', async () => {
    const box = sandbox();
    box.env.PATH = '/usr/bin:/bin';
    const { code, stderr } = await box.run(['opinion', 'Queue?']);
    expect(code).toBe(2);
    expect(stderr).toContain(
      'No model is available, and an opinion needs two. Run tierwise doctor to see how',
    );
  });
});

describe('a voice that fails is reported, and the others stand', () => {
  const cases: [string, RegExp][] = [
    ['refusal', /refusal looks the same|blocked due to safety/],
    ['empty', /without an answer/],
    ['error-inside', /stream/],
    ['storm', /429|quota/],
    ['killed', /was killed by something else/],
  ];
  test.each(
    cases.flatMap(([scenario, words]) =>
      ['codex', 'gemini', 'copilot'].map((cli) => [scenario, cli, words] as const),
    ),
  )('%s of %s', async (scenario, cli, words) => {
    const server = await serve({ react: panel({ [OPUS]: FOR, [SONNET]: AGAINST }) });
    const box = withClis(server.url, scenario);
    const before = readdirSync(box.folder);
    const { code, stdout } = await box.run(['opinion', 'Queue?', '--ask', `opus,${cli},sonnet`, '--json']);
    expect(code).toBe(1);
    const { voices, agreement } = JSON.parse(stdout);
    expect(voices[1]).toMatchObject({
      answer: null,
      failure: expect.any(String),
      message: expect.stringMatching(words),
    });
    expect(agreement).toEqual({ decision: 'different', shared: 1 / 2, overlap: 2 / 3 });
    expect(readdirSync(box.folder).sort()).toEqual([...before, 'calls.jsonl'].sort());
    await expectNoProcess(box.folder);
  });

  test.each(['codex', 'gemini', 'copilot'])(
    'one that hangs (%s) ends with its time, and nothing of it is left',
    async (cli) => {
      const server = await serve({ react: panel({ [OPUS]: FOR, [SONNET]: AGAINST }) });
      const box = withClis(server.url, 'hang');
      const args = ['opinion', 'Queue?', '--ask', `opus,${cli},sonnet`, '--timeout', '2'];
      const { code, stdout } = await box.run(args);
      expect(code).toBe(1);
      expect(stdout).toMatch(/gave no answer: no answer within 2 s/);
      expect(stdout).toContain('Shared 50%');
      await expectNoProcess(box.folder);
    },
  );

  test('not logged in is found before anything is sent', async () => {
    const server = await serve({});
    const box = withClis(server.url, 'nologin');
    const { code, stderr } = await box.run(['opinion', 'Queue?', '--ask', 'opus,codex']);
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining('Not logged in to Codex CLI: run codex login'),
    ]);
    expect(server.requests).toHaveLength(0);
    // The others tell only when they are called.
    const late = await box.run(['opinion', 'Queue?', '--ask', 'opus,copilot,gemini', '--json']);
    const [, copilot, gemini] = JSON.parse(late.stdout).voices;
    expect([late.code, copilot.failure, gemini.failure]).toEqual([1, 'login', 'login']);
    await expectNoProcess(box.folder);
  });

  test.each([
    ['hangs', () => ({ hang: true }) as const, 'timeout'],
    ['answers 429 for ever', () => ({ status: 429 }), 'timeout'],
    ['refuses', () => ({ text: '', stopReason: 'refusal' }), 'refused'],
    ['says nothing', () => ({ text: '' }), 'empty'],
    ['breaks off', () => ({ reset: 'within' }) as const, 'timeout'],
    ['refuses the key', () => ({ status: 401 }), 'failed'],
  ])('the API %s', async (_, fault, failure) => {
    const server = await serve({
      react: (request) => (request.model === OPUS ? fault() : panel({})(request)),
    });
    const box = withClis(server.url);
    delete box.env.TIERWISE_RETRY_WAIT_MS; // the time is to run out between two tries
    const args = ['opinion', 'Queue?', '--ask', 'opus,sonnet,codex', '--timeout', '3', '--json'];
    const { code, stdout } = await box.run(args);
    expect(code).toBe(1);
    const { voices, agreement, uncertainUsd } = JSON.parse(stdout);
    expect(voices[0]).toMatchObject({ answer: null, failure });
    expect(agreement).toEqual({ decision: 'different', shared: 1 / 2, overlap: 1 });
    // What was sent and never answered may have been billed.
    expect(uncertainUsd > 0).toBe(['hangs', 'breaks off'].includes(_ as string));
  });

  test('nobody answers: exit code 2, and each reason is shown', async () => {
    const server = await serve({ react: () => ({ status: 401 }) });
    const box = withClis(server.url, 'storm');
    const { code, stdout } = await box.run(['opinion', 'Queue?', '--ask', 'opus,gemini']);
    expect(code).toBe(2);
    expect(stdout).toContain('The credential was refused');
    expect(stdout).toContain('quota');
  });
});

describe('an OpenAI-compatible server', () => {
  test('answers; the key goes to its own host only, and no other key does', async () => {
    const chat = await startChatServer(() => AGAINST);
    const server = await serve({ react: panel({ [OPUS]: FOR }) });
    const box = sandbox(server.url);
    const variable = `TIERWISE_KEY_127_0_0_1_${new URL(chat.url).port}`;
    const run = (env: Record<string, string>) =>
      box.run(['opinion', 'Queue?', '--ask', `opus,openai:llama3@${chat.url}/v1`, '--json'], { env });
    const { code, stdout } = await run({ OPENAI_API_KEY: 'sk-openai', TIERWISE_KEY_OTHER: 'x' });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      agreement: { shared: 1 / 2 },
      voices: [
        { name: 'opus' },
        { served: 'llama3', family: 'Meta', costUsd: null, usage: { input: 110, output: 25 } },
      ],
    });
    expect(chat.requests[0]?.path).toBe('/v1/chat/completions');
    expect(JSON.stringify(chat.requests[0]?.headers)).not.toMatch(/authorization|sk-/i);
    await run({ OPENAI_API_KEY: 'sk-openai', [variable]: 'sk-mine' });
    expect(chat.requests.at(-1)?.headers.authorization).toBe('Bearer sk-mine');
  });

  test('that does not say what it used: its tokens and cost are unknown, and not 0, and its worst case counts', async () => {
    const silent = await startQuirkyServer({ usage: null });
    const box = sandbox();
    mkdirSync(box.file('home/tierwise'), { recursive: true });
    const asking = (name: string, ...more: string[]) =>
      box.run(['opinion', 'Queue?', '--ask', `openai:${name}@${silent.url}/v1`, '--json', ...more]);
    box.write('home/tierwise/tierwise.md', '---\nmodels:\n  priced: { input: 10, output: 100 }\n---\n');
    const open = JSON.parse((await asking('free')).stdout);
    expect(open.voices[0]).toMatchObject({ usage: null, costUsd: null, answer: 'Use a queue.' });
    expect(open.unpriced).toEqual([`openai:free@${silent.url}/v1`]);
    const held = JSON.parse((await asking('priced', '--max-cost', '2')).stdout);
    expect(held).toMatchObject({ costUsd: 0, unpriced: [] });
    expect(held.uncertainUsd).toBeGreaterThan(0.8); // 8,192 tokens at $100 a million
    expect(held.warnings.join()).toContain('did not say what it used');
    const { calls } = readLedger(box.env.TIERWISE_HOME as string);
    expect(calls).toMatchObject([
      { served: 'free', noUsage: true, costUsd: null },
      { served: 'priced', noUsage: true, costUsd: null },
    ]);
    const { stdout } = await box.run(['report']);
    expect(stdout).toContain('priced did not say what it used (1 call): its tokens and cost are not known');
    expect(stdout).not.toContain('No price is known');
  });

  test('that says what it cost is believed, by the ledger and the report, too', async () => {
    const usage = { prompt_tokens: 10, completion_tokens: 5, cost: 0.75 };
    const costly = await startQuirkyServer({ usage });
    const box = sandbox();
    const names = ['a', 'b'].map((name) => `openai:${name}@${costly.url}/v1`);
    const { stdout } = await box.run(['opinion', 'Queue?', '--ask', names.join(), '--no-judge', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ costUsd: 1.5, unpriced: [], voices: [{ costUsd: 0.75 }, {}] });
    const { totals } = JSON.parse((await box.run(['report', '--json'])).stdout);
    expect(totals).toMatchObject({ calls: 2, costUsd: 1.5, input: 20 });
  });

  test('that knows no schemas is asked again without one', async () => {
    const chat = await startChatServer(({ body }) =>
      body.response_format
        ? { status: 400, error: { message: 'response_format json_schema is not supported' } }
        : 'Here it is:\n```json\n{"findings": []}\n```',
    );
    const box = sandbox();
    box.write('change.diff', '--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n');
    const args = ['opinion', '--review', '--diff', '-', '--ask', `openai:m@${chat.url}/v1`, '--json'];
    const { code, stdout } = await box.run(args, { input: box.read('change.diff') });
    expect(code).toBe(0);
    expect(JSON.parse(stdout).voices[0].failure).toBeNull();
    expect(chat.requests.map(({ body }) => Boolean(body.response_format))).toEqual([true, false]);
  });

  test.each([
    ['a redirect', { status: 307 }, /not followed|redirect/],
    ['silence', { hang: true } as const, /no answer within 2 s/],
    ['an empty answer', '', /the answer is empty/],
    [
      'a full quota',
      { status: 429, error: { message: 'no quota' } },
      /no answer within 2 s \(last: .*no quota/,
    ],
    ['a bad key', { status: 401, error: { message: 'bad key' } }, /says: bad key/],
  ])('%s is a failure', async (_, reply, words) => {
    const chat = await startChatServer(() => reply);
    const box = sandbox();
    delete box.env.TIERWISE_RETRY_WAIT_MS; // the time is to run out between two tries
    const args = ['opinion', 'Queue?', '--ask', `openai:m@${chat.url}/v1`, '--timeout', '2'];
    const { code, stdout } = await box.run(args);
    expect(code).toBe(2);
    expect(stdout).toMatch(words);
  });
});

describe('a review', () => {
  const git = ({ folder: cwd }: Pick<Sandbox, 'folder'>, ...args: string[]): string =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.invalid', ...args], {
      cwd,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, GIT_CONFIG_GLOBAL: '/dev/null' },
    });

  const copyRepository = template((folder) => {
    writeFileSync(
      join(folder, 'pay.js'),
      'export function pay(cart) {\n  let total = 0;\n  return total;\n}\n',
    );
    git({ folder }, 'init', '--quiet');
    git({ folder }, 'add', 'pay.js');
    git({ folder }, 'commit', '--quiet', '-m', 'first');
  });

  function change(box: Sandbox): void {
    copyRepository(box.folder);
    box.write('pay.js', CART);
  }

  const fromOpus = [
    finding(3, 'total += item.price * item.count', { severity: 'critical' }),
    finding(6, '} catch (error) {}'),
    finding(30, 'let  total = 0;'), // stands in one place only, on line 2
    finding(5, 'eval(input)'),
  ];
  const fromCodex = [
    finding(6, '} catch   (error) {}', { file: 'b/pay.js', severity: 'minor' }),
    finding(3, 'item.price * item.count', { severity: 'fine', claim: 'Prices are whole cents.' }),
    { file: 'pay.js' },
  ];

  test('finds what is wrong in the working tree; findings are checked, matched, and shown as agreed, single, contradicted', async () => {
    const server = await serve({ react: panel({}, fromOpus) });
    const box = withClis(server.url, 'answer', `My findings:\n${JSON.stringify({ findings: fromCodex })}`);
    change(box);
    const before = treeOf(box.folder);
    const { code, stdout, stderr } = await box.run([
      'opinion',
      '--review',
      'Money',
      '--ask',
      'opus,codex',
      '--json',
    ]);
    expect(code, stderr).toBe(0);
    const { agreement, findings, unverified, raw, judged } = JSON.parse(stdout);
    // By a tier that reported none of them.
    const checks = server.requests.filter(({ body }) => isChecking(shownIn(body)));
    expect(checks.map(({ model }) => model)).toEqual(['claude-haiku-5-5']);
    expect(findings.map(({ verification, why }: Record<string, string>) => [verification, why])).toEqual([
      ['disputed', 'haiku: It is guarded.'],
      ['confirmed', 'haiku: It swallows.'],
      ['disputed', 'haiku: It is guarded.'],
    ]);
    const { voices, line, file, severity, cleared, reports } = findings[0];
    expect([voices, file, line, severity]).toEqual([['opus'], 'pay.js', 3, 'critical']);
    expect([cleared, reports.length]).toEqual([[{ voice: 'codex', claim: 'Prices are whole cents.' }], 1]);
    expect(findings.slice(1)).toMatchObject([
      { standing: 'agreed', line: 6, voices: ['opus', 'codex'], severity: 'major' },
      { standing: 'single', line: 2, voices: ['opus'] },
    ]);
    expect(unverified).toMatchObject([
      { line: 5, evidence: 'eval(input)', voices: ['opus'], reason: expect.stringContaining('not in that') },
      { file: 'pay.js', voices: ['codex'], reason: 'it has no claim' },
    ]);
    expect([agreement, judged, raw]).toEqual([null, true, []]);
    // Both saw the change and what to look at; Codex was held to the schema, away from the tree.
    for (const shown of [asked(server.requests)[0], fakeCalls(box.file('calls.jsonl'))[0]?.prompt]) {
      expect(shown).toContain('+    charge(total);');
      expect(shown).toContain('Look above all at this: Money');
    }
    expect(fakeCalls(box.file('calls.jsonl'))[0]?.args).toContain('--output-schema');
    expect(fakeCalls(box.file('calls.jsonl'))[0]?.cwd).toContain(box.env.TIERWISE_HOME);
    const own = (tree: Record<string, string>) =>
      Object.entries(tree).filter(([path]) => !/\/home\/|calls\.jsonl|\/\.git\//.test(path));
    expect(own(treeOf(box.folder))).toEqual(own(before));

    const text = (await box.run(['opinion', '--review', '--ask', 'opus,codex', '--out', 'r.md'])).stdout;
    const places = [
      'Contradicted',
      'Agreed',
      'Raised by one only',
      'Recommendation',
      'What this rests on',
    ].map((part) => text.indexOf(part));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(text).toContain('Prices are whole cents.');
    expect(box.read('r.md')).toContain('**pay.js:6  major, confirmed**');
  });

  test('of a range reads the files as they are at its end, and without a judge matches by place', async () => {
    const server = await serve({ react: panel({}, [finding(6, '} catch (error) {}')]) });
    const box = sandbox(server.url);
    change(box);
    git(box, 'commit', '--quiet', '-am', 'second');
    box.write('pay.js', 'gone\n');
    const args = [
      'opinion',
      '--review',
      '--diff',
      'HEAD~1..HEAD',
      '--ask',
      'opus,sonnet',
      '--no-judge',
      '--json',
    ];
    const { stdout } = await box.run(args);
    expect(JSON.parse(stdout)).toMatchObject({
      judged: false,
      findings: [{ standing: 'agreed', line: 6, voices: ['opus', 'sonnet'] }],
    });
  });

  test.each([
    ['prose', 'The total is wrong: prices are floats.', 'The total is wrong: prices are floats.'],
    [
      'unverifiable',
      '{"findings": [{"severity": "P0", "claim": "SQL injection", "evidence": "con"}]}',
      'SQL injection',
    ],
    ['cut', '{"findings": [{"file": "pay.js", "claim": "Floats', '"claim": "Floats'],
  ])('what is %s is shown as it came, with exit code 1', async (_, answer, kept) => {
    const box = withClis(undefined, 'answer', answer);
    change(box);
    const args = ['opinion', '--review', '--ask', 'codex', '--out', 'r.md'];
    const { code, stdout } = await box.run(args);
    expect(code).toBe(1);
    for (const text of [stdout, box.read('r.md')]) {
      expect(text).toContain(kept);
      expect(text).not.toMatch(/no findings/i);
    }
  });

  test.each([
    ['critical', 0],
    ['major', 1],
    ['minor', 1],
  ])('--fail-on %s ends with exit code %i when the worst is major', async (limit, code) => {
    const box = withClis(
      undefined,
      'answer',
      JSON.stringify({ findings: [finding(6, '} catch (error) {}')] }),
    );
    change(box);
    const ended = await box.run(['opinion', '--review', '--ask', 'codex', '--fail-on', limit]);
    expect(ended.code, ended.stderr).toBe(code);
  });

  test('--reproduce has a test written by who did not report it, runs it in a copy, and shows it; the files stay', async () => {
    const text = "const assert = require('assert');\nconst { run } = require('./run.js');\n";
    const written = {
      ...{ file: 'pay.test.js', prints: 'ENOTHING', why: 'An empty cart throws.' },
      test: `${text}assert.equal(run([]), 0);\n`,
      control: `${text}assert.equal(run([1]), 1);\n`,
    };
    const server = await serve({
      react: (request) =>
        shownIn(request.body).includes('write the smallest test')
          ? structured(request, { tests: [written] })
          : panel({}, [finding(2, "if (!cart.length) throw new Error('ENOTHING');", { file: 'run.js' })])(
              request,
            ),
    });
    const box = sandbox(server.url);
    copyRepository(box.folder);
    box.write('run.js', 'exports.run = (cart) => cart.length;\n');
    git(box, 'add', 'run.js');
    git(box, 'commit', '--quiet', '-m', 'second');
    box.write(
      'run.js',
      "exports.run = (cart) => {\n  if (!cart.length) throw new Error('ENOTHING');\n  return cart.length;\n};\n",
    );
    const args = ['opinion', '--review', '--ask', 'opus', '--reproduce', 'node {test}'];
    const { stdout, stderr } = await box.run([...args, '--json']);
    const [found] = JSON.parse(stdout).findings;
    expect([found.verification, found.why], stderr).toEqual([
      'reproduced',
      'a test by haiku fails with the change, and passes without the change, and its control passes; but haiku: It is guarded.',
    ]);
    expect(found.reproduction).toMatchObject({ file: 'pay.test.js', test: written.test, passedBefore: true });
    expect(stderr).toContain('Tests of findings, which a model writes, are run here by: node {test}');
    expect(readdirSync(box.folder)).not.toContain('pay.test.js');
    expect((await box.run(args)).stdout).toContain('assert.equal(run([]), 0);');
    expect((await box.run([...args, '--dry-run'])).stdout).toMatch(/^test +haiku +4 to 10/m);
  });

  test.each([
    [['--reproduce', 'node --test'], '--reproduce needs {test}'],
    [['--reproduce', 'node {test}', '--no-verify'], 'give --review, and no --no-verify'],
  ])('%j is refused before anything is sent', async (more, message) => {
    const server = await serve({ react: panel({}) });
    const box = sandbox(server.url);
    change(box);
    const { code, stderr } = await box.run(['opinion', '--review', '--ask', 'opus', ...more]);
    expect([code, server.requests]).toEqual([2, []]);
    expect(stderr).toContain(message);
  });

  test('paths stand behind --, with a focus or without', async () => {
    const box = withClis(undefined, 'answer', '{"findings": []}');
    change(box);
    box.write('other.js', 'other();\n');
    git(box, 'add', '-N', 'other.js');
    const args = ['opinion', '--review', '--ask', 'codex'];
    const named = [
      await box.run([...args, '--', 'pay.js']),
      await box.run([...args, 'Money', '--', 'pay.js']),
    ];
    for (const { code, stderr } of named) {
      expect(code, stderr).toBe(0);
      expect(stderr).toContain('git diff HEAD pay.js');
      expect(stderr).not.toContain('other.js');
    }
    expect(
      fakeCalls(box.file('calls.jsonl')).filter(({ prompt }) => prompt.includes('this: Money')),
    ).toHaveLength(1);
    expect((await box.run([...args, 'Money', 'pay.js'])).stderr).toContain('paths go behind --: -- pay.js');
  });

  test('with --look-around a CLI starts where it can read the folder, and only read', async () => {
    const box = withClis(undefined, 'edit');
    change(box);
    await box.run(['opinion', 'Right?', '--diff', '--look-around', '--ask', 'codex,copilot', '--no-judge']);
    const calls = fakeCalls(box.file('calls.jsonl'));
    expect(calls.map(({ name }) => name).sort()).toEqual(['codex', 'copilot']);
    for (const { cwd, args } of calls) {
      expect(cwd).toBe(box.folder);
      expect(args.join(' ')).toMatch(/-s read-only|--available-tools=view,rg,glob/);
    }
    expect(readdirSync(box.folder).filter((name) => name.startsWith('made-by'))).toEqual([]);
  });

  test('without a change there is nothing to send', async () => {
    const server = await serve({});
    const box = sandbox(server.url);
    change(box);
    git(box, 'commit', '--quiet', '-am', 'second');
    const { code, stderr } = await box.run(['opinion', '--review', '--ask', 'opus,sonnet']);
    expect([code, server.requests.length]).toEqual([2, 0]);
    expect(stderr).toMatch(/git diff HEAD.* shows no change\. Name a range with --diff/);
  });
});

describe('money and time', () => {
  test('a ceiling that the worst case does not fit under stops it before anything is sent', async () => {
    const server = await serve({ react: panel({}) });
    const box = sandbox(server.url);
    const { code, stdout } = await box.run([
      'opinion',
      'Queue?',
      '--ask',
      'opus,sonnet',
      '--max-cost',
      '0.05',
    ]);
    expect(code).toBe(3);
    expect(stdout).toContain('could cost up to');
    expect(server.requests).toHaveLength(0);
  });

  test('a price of the user’s own counts, for CLIs, too', async () => {
    const server = await serve({});
    const box = withClis(server.url);
    mkdirSync(box.file('home/tierwise'), { recursive: true });
    box.write(
      'home/tierwise/tierwise.md',
      '---\nmodels:\n  gpt-6.1-sol: { input: 2, output: 10, cacheRead: 1 }\n---\n',
    );
    const { stdout } = await box.run(['opinion', 'Queue?', '--ask', 'codex:gpt-6.1-sol', '--json']);
    // 12,000 in at $2, 1,000 from the cache at $1, 340 out at $10 a million.
    expect(JSON.parse(stdout)).toMatchObject({ costUsd: 0.0284, unpriced: [] });
  });

  test('voices whose price is not known are said to be unbound by it', async () => {
    const server = await serve({ react: panel({}) });
    const box = withClis(server.url);
    const { code, stderr } = await box.run(['opinion', 'Queue?', '--ask', 'opus,codex', '--max-cost', '2']);
    expect(code).toBe(0);
    expect(stderr).toContain('--max-cost cannot be enforced for codex');
  });

  test('Ctrl-C ends everybody at once, shows what was answered, and leaves no process', async () => {
    const server = await serve({ react: panel({ [OPUS]: FOR }) });
    const box = withClis(server.url, 'hang');
    const run = box.start(['opinion', 'Queue?', '--ask', 'opus,codex,gemini']);
    await run.stderrHas('opus has answered');
    if (process.platform === 'linux')
      await expect.poll(() => processesWith('87654').length).toBeGreaterThan(1);
    run.child.kill('SIGINT');
    const { code, stdout } = await run;
    expect(code).toBe(130);
    expect(stdout).toContain('opus answers\n  Use a queue.');
    await expectNoProcess(box.folder);
  });
});

test('a pipe among the files of a question is refused at once', async () => {
  const box = sandbox();
  execFileSync('mkfifo', [box.file('pipe')]);
  for (const file of ['pipe', '/dev/zero']) {
    const { code, stderr } = await box.run(['opinion', 'Is it?', '--file', file, '--ask', 'haiku']);
    expect(code).toBe(2);
    expect(stderr).toMatch(new RegExp(`${file} is a (?:pipe|device), not a file\\.`));
  }
});
