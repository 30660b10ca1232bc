// The fake coding CLIs, installed as npm installs the real ones: a small wrapper on the PATH that starts the program itself.
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const CLI_NAMES = ['codex', 'gemini', 'copilot'] as const;
export type CliName = (typeof CLI_NAMES)[number];

const FAKES = join(import.meta.dirname, 'fake-cli');

/** Installs the fakes of these names below `folder`; returns the PATH that finds them. */
export function installFakes(folder: string, names: readonly CliName[] = CLI_NAMES): string {
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  for (const name of names) {
    const wrapper = join(bin, name);
    // Like npm's, it stays while the program runs, and ends as that does. A shell, as that starts fastest.
    writeFileSync(
      wrapper,
      `#!/bin/sh
'${process.execPath}' '${join(FAKES, `${name}.mjs`)}' "$@"
code=$?
case $code in 129 | 130 | 131 | 137 | 143) kill -$((code - 128)) $$ ;; esac
exit $code
`,
    );
    chmodSync(wrapper, 0o755);
  }
  return [bin, dirname(process.execPath), '/usr/bin', '/bin'].join(':');
}

export interface FakeCall {
  name: CliName;
  args: string[];
  cwd: string;
  env: Record<string, string>;
  prompt: string;
  /** What it had in its home, by path. */
  home: Record<string, string>;
}

/** The calls that the fakes wrote to `log`. */
export function fakeCalls(log: string): FakeCall[] {
  try {
    return readFileSync(log, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  } catch {
    return [];
  }
}

/** What is in a folder: every path with its content. */
export function treeOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    files.map((file) => {
      const path = join(file.parentPath, file.name);
      return [path, readFileSync(path, 'latin1')];
    }),
  );
}
