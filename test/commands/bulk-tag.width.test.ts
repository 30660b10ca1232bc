// What bulk-tag says fits the terminal; and it tells who looks elsewhere that a run has ended.
import { chmodSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { run } from '../../src/main.ts';
import { type Sandbox, sandbox } from '../support/command.ts';
import { lines, serve, text } from '../support/lines.ts';

async function onTerminal(box: Sandbox, columns: number, args: string[]): Promise<string> {
  const screen = Object.assign(new PassThrough(), { isTTY: true, columns });
  const said: string[] = [];
  screen.on('data', (chunk) => said.push(String(chunk)));
  const stdin = Object.assign(Readable.from([]), { isTTY: true });
  await run(args, {
    env: { ...box.env, NO_COLOR: '1' },
    cwd: box.folder,
    stdin,
    stdout: screen,
    stderr: screen,
  });
  return said.join('');
}

/** Lines as they stay, without what is drawn over. A path or a command in one piece may be longer. */
const linesOf = (said: string): string[] =>
  said
    .split('\n')
    .map((line) => line.slice(line.lastIndexOf('\x1b[K') + 1).replace(/^\[K/, ''))
    .filter((line) => line.trim().includes(' '));

test.each([40, 80, 200])(
  'dry run, sample, run, explanation and list of schemes at %i columns',
  async (columns) => {
    const server = await serve();
    const box = sandbox(server.url);
    box.write(
      'a.csv',
      `id,body\n${text(lines(30).map((line, index) => `${index},${line} for a reason that takes some words`))}`,
    );
    const tag = ['bulk-tag', 'a.csv', './sev.md'];
    for (const args of [
      [...tag, '--dry-run'],
      [...tag, '--sample', '5'],
      tag,
      [...tag, '--explain', '3'],
      ['schemes'],
    ]) {
      const wide = linesOf(await onTerminal(box, columns, args)).filter((line) => line.length > columns);
      expect(wide, args.join(' ')).toEqual([]);
    }
  },
);

test.skipIf(process.platform !== 'linux')(
  'the desktop is told on request; a terminal after a minute only',
  async () => {
    const server = await serve();
    const box = sandbox(server.url);
    const bin = join(box.folder, 'bin');
    mkdirSync(bin);
    box.write('bin/notify-send', `#!/bin/sh\nprintf '%s|' "$@" >> '${bin}/told'\n`);
    chmodSync(join(bin, 'notify-send'), 0o755);
    box.env.PATH = `${bin}:${box.env.PATH}`;
    box.write('a.log', text(lines(3)));
    const quick = await onTerminal(box, 80, ['bulk-tag', 'a.log', './sev.md']);
    expect(quick).not.toContain('\x07');
    const { code, stderr } = await box.run(['bulk-tag', 'a.log', './sev.md', '--notify']);
    expect({ code, bell: stderr.includes('\x07') }).toEqual({ code: 0, bell: false });
    expect(readFileSync(join(bin, 'told'), 'utf8')).toBe(
      '--app-name=tierwise|--|tierwise|sev of a.log: 3 tagged, $0|',
    );
    const told = await onTerminal(box, 80, ['bulk-tag', 'a.log', './sev.md', '--notify']);
    expect(told).toContain('\x07');
  },
);
