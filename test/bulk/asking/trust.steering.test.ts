// Items that tell the model what to answer to others, and a model that obeys: what becomes of the plain items beside them. What
// grows with the input is measured by bench/steering.ts.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { triesToSteer } from '../../../src/bulk/task/item.ts';
import { sandbox } from '../../support/command.ts';
import { type ServerOptions, startMessagesServer } from '../../support/messages-server.ts';
import { hostileInput, obey, PHRASINGS, type Scope, TAGS } from '../../support/obeying-model.ts';
import { type SteeringOptions, steered } from '../../support/steering.ts';

function run(plain: number, hostile: number, options: Omit<SteeringOptions, 'folder'> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'tierwise-steering-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return steered(plain, hostile, { ...options, folder });
}

const NEIGHBOR: readonly Scope[] = ['next', 'previous', 'one'];
const SHARE = 0.005;

test('the model does obey: without packs being compared, nearly all plain items of a pack are moved', () => {
  const { items, truth } = hostileInput(39, 1, { scopes: ['all'], seed: 3 });
  const said = obey(items.map((item, id) => ({ id, item })));
  const moved = said.filter(
    ({ id, tags }) => truth.has(items[id] as string) && tags[0] !== truth.get(items[id] as string),
  );
  expect(moved.length).toBeGreaterThan(15);
  expect(PHRASINGS).toHaveLength(40);
  const known = PHRASINGS.filter(({ words, say }) => triesToSteer(say(words.all, 'bug')));
  expect(known.length).toBeLessThan(15); // what holds here is not what a list of phrases finds
});

describe.each([
  ['of every kind', undefined],
  ['about one neighbor', NEIGHBOR],
] as const)('with orders %s', (_, scopes) => {
  test.each([
    [400, 1],
    [800, 8],
    [400, 40],
  ])('among %i plain items, %i hostile ones leave at most 0.5 %% of them wrong', async (plain, hostile) => {
    const { wrong, flagged } = await run(plain, hostile, { ...(scopes && { scopes }), seed: 5 });
    expect(wrong / plain).toBeLessThanOrEqual(SHARE);
    expect(flagged).toBe(0);
  });
});

test.each([
  ['in batches', '--batch', 400],
  ['with two votes', '--votes=2', 400],
  ['in small packs', '--pack=8', 800],
  ['one request after the other', '--concurrency=1', 400],
])('it holds %s', async (_, option, plain) => {
  const { wrong, said } = await run(plain, Math.floor(plain / 66), { options: [option], seed: 4 });
  expect(wrong / plain).toBeLessThanOrEqual(SHARE);
  expect(said).toContain('may hold an item that moves others');
});

test('it holds when they first have a pack left out of the reply, and order what is asked again in smaller ones', async () => {
  const { wrong } = await run(800, 12, { leftOutAbove: 15, scopes: ['all'], seed: 6 });
  expect(wrong / 800).toBeLessThanOrEqual(SHARE);
});

test('it holds when one tag is nearly all there is, and that is the one they want', async () => {
  const { wrong } = await run(600, 6, { shares: [94, 3, 2, 1], scopes: ['all'], seed: 2 });
  expect(wrong / 600).toBeLessThanOrEqual(SHARE);
});

test('on harmless input it takes less than 3 % more tokens, and nothing is asked twice but for that', async () => {
  const { wrong, flagged, requests, tokens, againTokens, said } = await run(2000, 0);
  expect({ wrong, flagged, requests, said }).toEqual({ wrong: 0, flagged: 0, requests: 50, said: '' });
  expect(againTokens / (tokens - againTokens)).toBeLessThan(0.03);
  expect(againTokens).toBeGreaterThan(0);
});

test('a model that wavers is not taken for one that is steered', async () => {
  const { wrong, tokens, said } = await run(2000, 0, { noise: 20, seed: 2 });
  expect(said).not.toContain('asked a second time');
  expect(wrong / 2000).toBeLessThan(0.03);
  expect(tokens).toBeLessThan(80_000 * 1.5);
});

describe('a run that is killed', () => {
  const SCHEME = `---\nname: tickets\ntags: [${TAGS.join(', ')}]\n---\nJudge the ticket.\n`;
  const { items, truth } = hostileInput(200, 3, { scopes: ['all', 'next'], seed: 8 });

  async function scene(react?: ServerOptions['react']) {
    const server = await startMessagesServer({
      ...(react && { react }),
      tagPack: ({ items: sent }) => obey(sent),
    });
    onTestFinished(() => server.close());
    const box = sandbox(server.url);
    box.write('s.md', SCHEME);
    box.write('in.txt', `${items.join('\n')}\n`);
    const args = ['bulk-tag', 'in.txt', 's.md', '--concurrency', '1', '--format', 'jsonl'];
    /** Plain items with a stored answer that counts, by whether it is right. */
    const stored = async () => {
      const { stdout } = await box.run([...args, '--backend', 'rules', '--out', '-']);
      const lines = stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      const answered = lines.filter(({ item, tags }) => truth.has(item) && tags.length);
      return {
        answered: answered.length,
        wrong: answered.filter(({ item, tags }) => tags[0] !== truth.get(item)).length,
      };
    };
    return { server, box, args, stored };
  }

  test('while it looks at suspect packs leaves none of their answers stored, and the same command completes', async () => {
    let kill = (): void => {};
    let looking = false;
    const at = await scene(async ({ items: sent }) => {
      // Packs are of 40: what is smaller than 38 is no pack of the first reading, but for the last one.
      if (sent.length > 1 && sent.length < 38 && !sent.some(({ item }) => item === items.at(-1)))
        looking = true;
      if (!looking) return undefined;
      kill();
      return { hang: true };
    });
    const first = at.box.start(at.args);
    kill = () => first.child.kill('SIGKILL');
    expect((await first).signal).toBe('SIGKILL');
    const { answered, wrong } = await at.stored();
    expect(answered).toBeGreaterThan(0);
    expect(wrong).toBeLessThanOrEqual(2);
    const held = at.server.tagged.length;
    expect(held).toBeGreaterThan(answered); // what was not believed is not an answer

    kill = () => {};
    const asked = at.server.requests.length;
    const more = await scene();
    at.box.env.ANTHROPIC_BASE_URL = more.server.url;
    expect((await at.box.run(at.args)).code).toBe(0);
    const lines = at.box
      .read('in.txt.tagged')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const moved = lines.filter(({ item, tags }) => truth.has(item) && tags[0] !== truth.get(item));
    expect(moved.length).toBeLessThanOrEqual(2);
    expect(at.server.requests.length).toBe(asked);
    // And then nothing is asked any more.
    const before = more.server.requests.length;
    expect((await at.box.run(at.args)).code).toBe(0);
    expect(more.server.requests.length).toBe(before);
  });

  test('has on disk that an answer was taken back, and no text of an item', async () => {
    const at = await scene();
    expect((await at.box.run(at.args)).code).toBe(0);
    const folder = join(at.box.env.TIERWISE_HOME as string, 'answers');
    const text = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
      .join('');
    expect(text).toContain('"distrusted":true');
    expect(text).not.toContain('ticket 1');
    expect((await at.stored()).wrong).toBeLessThanOrEqual(2);
  });
});
