// How the command starts. The list of commands is printed as it was made when this was built, where no terminal has a width of its own:
// to make it takes as long as starting Node does.
import { fstatSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
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
  setTimeout(loadRest, LONG_RUN_MS).unref();
}

/** A run that goes on for longer has all its parts from then on: an update may replace them. */
const LONG_RUN_MS = 2000;

/** Loads the parts that those loaded would load when they first use them. Throws nothing. */
export function loadRest(): void {
  const loaded = Object.keys(require.cache);
  try {
    for (const file of loaded.filter((one) => dirname(one) === __dirname))
      for (const [, part = ''] of readFileSync(file, 'latin1').matchAll(LATER))
        require(join(__dirname, part));
  } catch {
    return; // replaced already: what is missing is loaded as it is needed
  }
  if (Object.keys(require.cache).length > loaded.length) loadRest();
}

/** As scripts/build.ts writes it. */
const LATER = / \?\?= require\("\.\/([\w-]+\.cjs)"\);$/gm;

/** Whether stdout may be a terminal. */
function isTerminal(): boolean {
  try {
    return fstatSync(1).isCharacterDevice();
  } catch {
    return true;
  }
}
