// How the command starts. The list of commands is printed as it was made when this was built, where no terminal has a width of its own:
// to make it takes as long as starting Node does.
import { fstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keepPartsCompiled } from './compiled.ts';
import { say } from './say.ts';

type Command = typeof import('./main.ts');

/** Starts the command as this process. */
export function start(): void {
  const [called = '', ...others] = process.argv.slice(2);
  if (['--help', '-h', 'help'].includes(called) && !others.length && !isTerminal()) {
    say(readFileSync(join(__dirname, 'help.txt'), 'utf8'));
    return;
  }
  const { enableCompileCache } = require('node:module'); // since Node 22.1
  if (enableCompileCache) keepPartsCompiled(process.env, enableCompileCache);
  const command: Command = require(join(__dirname, 'tierwise.cjs'));
  command.start();
}

/** Whether stdout may be a terminal. */
function isTerminal(): boolean {
  try {
    return fstatSync(1).isCharacterDevice();
  } catch {
    return true;
  }
}
