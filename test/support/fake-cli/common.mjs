// What the fake CLIs share. Each behaves as its real one was measured to; the scenario is in FAKE_<NAME>, every call is written
// to the file XDG_FAKE_LOG.
import { spawn } from 'node:child_process';
import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';

/** Flags, prompt and scenario of this call. An unknown flag ends it with `badFlag`, as in the real one; `home` is where its settings are. */
export async function begin(name, version, options, { badFlag, home }) {
  if (process.argv.includes('--version')) {
    console.log(process.env[`XDG_FAKE_${name.toUpperCase()}_VERSION`] ?? version);
    process.exit(0);
  }
  const upper = name.toUpperCase();
  const [scenario = 'answer', answer = ''] = [
    process.env[`XDG_FAKE_${upper}`],
    process.env[`XDG_FAKE_${upper}_ANSWER`],
  ];
  let flags;
  try {
    flags = parseArgs({ options, allowPositionals: true });
  } catch (error) {
    console.error(`error: ${error.message}`);
    process.exit(badFlag);
  }
  const prompt = await text(process.stdin); // an open standard input holds it up for ever
  if (process.env.XDG_FAKE_LOG) {
    const call = {
      name,
      args: process.argv.slice(2),
      cwd: process.cwd(),
      env: { ...process.env },
      prompt,
      home: filesIn(home),
    };
    appendFileSync(process.env.XDG_FAKE_LOG, `${JSON.stringify(call)}\n`);
  }
  return { ...flags, prompt, scenario, answer: answer || `${name} says: it depends.` };
}

function filesIn(home) {
  try {
    const files = readdirSync(home, { recursive: true, withFileTypes: true }).filter(
      (one) => !one.isDirectory(),
    );
    const paths = files.map(({ parentPath, name }) => join(parentPath, name));
    return Object.fromEntries(paths.map((path) => [relative(home, path), readFileSync(path, 'utf8')]));
  } catch {
    return {};
  }
}

export const event = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);
export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Starts a shell tool that leads a session of its own, ignores SIGTERM, and does not end. */
export async function hang() {
  spawn('setsid', ['sh', '-c', 'trap "" TERM; sleep 87654'], { stdio: 'inherit' });
  process.on('SIGTERM', () => {});
  await sleep(86_400_000);
}

/** Dies the way a process that ran out of memory does. */
export async function die() {
  process.kill(process.pid, 'SIGKILL');
  await sleep(1000);
}
