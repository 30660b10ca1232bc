// The module in the client's own kit: `claude plugin test plugins/tierwise-live`.
import { expect, mock, test } from 'claude-code/testing';

// biome-ignore lint/suspicious/noExplicitAny: what the kit hands over has a type for each of hundreds of events
type Loose = any;
type Files = Record<string, string>;

/** A session whose disk is `files`, and what was said in it. */
function world(on: Loose, files: Files, version = '2.1.329') {
  const said: string[] = [];
  const none = async () => ({ value: undefined });
  mock.clock(on);
  on('env.get', async (_: Loose, e: Loose) => ({ value: e.name === 'HOME' ? '/home/me' : undefined }));
  on('session.version', async () => ({ value: { version } }));
  const session = { id: 's1' };
  on('session.id', async () => ({ value: session.id }));
  on('session.root', async () => ({ value: '/p' }));
  on('session.usage', async () => ({ value: { cost: { usd: 0 }, rateLimits: [] } }));
  on('session.info', async () => ({ value: { transcriptPath: '' } }));
  on('fs.exists', async (_: Loose, e: Loose) => ({ value: e.path in files }));
  on('fs.list', async () => ({ value: [] }));
  on('fs.stat', async (_: Loose, e: Loose) => ({
    value: { kind: 'file', size: (files[e.path] ?? '').length, mtimeMs: 0, isLink: false },
  }));
  on('fs.read', async (_: Loose, e: Loose) => {
    if (files[e.path] === 'BROKEN') throw new Error('the disk is broken');
    return { value: files[e.path] ?? '' };
  });
  on('fs.write', async (_: Loose, e: Loose) => {
    files[e.path] = e.text;
    return { value: undefined };
  });
  on('process.run', async () => ({
    value: { exitCode: 0, stdout: '', stderr: '', isStdoutTruncated: false, isStderrTruncated: false },
  }));
  on('tool.register', async () => ({ value: { tool: 'mcp__tierwise-live__tierwise_bulk' } }));
  on('ui.status', none);
  on('ui.log', async (_: Loose, e: Loose) => {
    said.push(e.text);
    return { value: undefined };
  });
  on('session.start', async () => ({ cwd: '/p' }));
  on('session.end', async (_: Loose, e: Loose) => ({ sessionId: e.sessionId }));
  on('turn.start', async () => ({ turnId: 't1' }));
  on('agent.spawn', async (_: Loose, e: Loose) => ({ model: e.model ?? 'none', agentId: 'a1' }));
  return { said, session };
}

/** A machine that does ten things beside it. */
const PATIENT = { timeoutMs: 60_000 };
const POLICY = '/home/me/.claude/tierwise/tierwise.md';
const SPAWN = {
  prompt: 'Find it.',
  description: 'look',
  subagentType: 'Explore',
  parentModel: 'claude-opus-5-5',
};
const start = ($: Loose) => $.session.start({ cwd: '/p' });

test('it says in the session’s own folder that it is there', PATIENT, async ($: Loose, on: Loose) => {
  const files: Files = {};
  world(on, files);
  await start($);
  const presence = JSON.parse(files['/home/me/.claude/tierwise/live/s1/module.json'] ?? '{}');
  expect(presence.session).toBe('s1');
  expect(presence.open).toBe(false);
});

test(
  'on a client it was not made for it does nothing, and says so once',
  PATIENT,
  async ($: Loose, on: Loose) => {
    const files: Files = { [POLICY]: '---\nmode: enforce\nbudgets: { session: 0 }\n---\n' };
    const { said } = world(on, files, '2.2.0');
    await start($);
    expect(said.length).toBe(1);
    expect(said[0]).toContain('tierwise-live does nothing in this session');
    expect(Object.keys(files)).toEqual([POLICY]);
    expect((await $.agent.spawn(SPAWN)).deny).toBe(undefined);
  },
);

test('after a /clear it is there in the session that goes on', PATIENT, async ($: Loose, on: Loose) => {
  const files: Files = {};
  const { session } = world(on, files);
  const presence = (id: string) =>
    JSON.parse(files[`/home/me/.claude/tierwise/live/${id}/module.json`] ?? '{}');
  await start($);
  await $.session.end({ reason: 'clear', sessionId: 's1', resume: { id: 's1' } });
  expect(presence('s1').since).toBe(null);
  session.id = 's2';
  await $.turn.start({ text: 'go on', turnId: 't1' });
  expect(presence('s2').session).toBe('s2');
  expect(presence('s1').since).toBe(null);
});

test('without a policy an agent starts as it is', PATIENT, async ($: Loose, on: Loose) => {
  world(on, {});
  await start($);
  expect((await $.agent.spawn(SPAWN)).model).toBe('none');
});

test('a policy that enforces sets the model, by its full id', PATIENT, async ($: Loose, on: Loose) => {
  world(on, {
    [POLICY]:
      '---\nmode: enforce\nrules:\n  - { name: looking, when: { agent: Explore }, use: { tier: haiku } }\n---\n',
  });
  await start($);
  expect((await $.agent.spawn(SPAWN)).model).toBe('claude-haiku-5-5');
});

test('over budget an agent is refused, in words for the model', PATIENT, async ($: Loose, on: Loose) => {
  world(on, { [POLICY]: '---\nmode: enforce\nbudgets: { session: 0.001 }\n---\n' });
  await start($);
  expect((await $.agent.spawn(SPAWN)).deny).toContain('of the budget "session" is spent or set aside');
});

test('a check that fails refuses', PATIENT, async ($: Loose, on: Loose) => {
  world(on, { [POLICY]: 'BROKEN' });
  await start($);
  expect((await $.agent.spawn(SPAWN)).deny).toContain('could not check its budgets');
});
