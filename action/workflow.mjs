// What a step tells the runner: annotations in its log, a summary, outputs; and how it starts the command.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';

const { env } = process;
const escapedData = (text) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const escapedProperty = (text) => escapedData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** Writes an annotation: `level` is error, warning or notice; `at` holds file, line and title. Nothing in `text` acts in the log. */
export function annotate(level, at, text) {
  const properties = Object.entries(at)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${escapedProperty(String(value))}`);
  process.stdout.write(`::${level} ${properties.join(',')}::${escapedData(text)}\n`);
}

/** Adds Markdown to the summary of the job. */
export function summarize(markdown) {
  if (env.GITHUB_STEP_SUMMARY) appendFileSync(env.GITHUB_STEP_SUMMARY, `${markdown}\n`);
}

/** Sets an output of the step, whatever lines the value has. */
export function output(name, value) {
  const end = randomUUID();
  appendFileSync(env.GITHUB_OUTPUT, `${name}<<${end}\n${value}\n${end}\n`);
}

/** Text as code in Markdown, where it cannot be a link, a mention or a table's border. */
export const code = (text) =>
  `\`${String(text).replaceAll('`', "'").replaceAll('|', '¦').replace(/\s+/g, ' ')}\``;

/**
 * Runs the command. What it says on stderr is seen in the log as it comes, and none of it is a command to the runner.
 * Resolves to its exit code, stdout and stderr.
 */
export async function tierwise(args) {
  const command = path.join(env.GITHUB_ACTION_PATH, 'bin', 'tierwise');
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise((resolve, reject) => {
    child.on('error', reject).on('close', (status) => resolve(status ?? 130));
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text;
  });
  createInterface({ input: child.stderr }).on('line', (line) => {
    stderr += `${line}\n`;
    process.stderr.write(`${line.replace(/^(\s*):(?=:)/, '$1\u2236').replaceAll('##[', '# #[')}\n`);
  });
  return { status: await ended, stdout, stderr };
}

/** The last line of what a command said, which is its error when it failed. */
export const lastLine = (text) => text.trim().split('\n').at(-1) ?? '';
