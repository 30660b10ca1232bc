// A real browser for pages the command writes: Debian's chromium, or another one that is installed. It downloads nothing.
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { inject, onTestFinished } from 'vitest';
import { BROWSER, launch, type OpenedPage, openIn } from './chromium.ts';
import type { Sandbox } from './command.ts';

/** Whether pages can be opened, and what to say when not. */
export const browserMissing = BROWSER
  ? ''
  : ' (skipped: no Chromium in /usr/bin; install it with "apt-get install chromium")';

export type { OpenedPage } from './chromium.ts';

let shared: Promise<Browser> | null = null;

/** One for all tests of a process, each with a context of its own; it ends with the process, which holds its pipe. */
function browser(): Promise<Browser> {
  shared ??= launch({
    PATH: process.env.PATH ?? '',
    HOME: mkdtempSync(join(inject('templates'), 'browser-')),
  });
  return shared;
}

/** Opens a file of the sandbox. */
export async function openPage(box: Sandbox, file: string, hash = ''): Promise<OpenedPage> {
  const opened = await openIn(await browser(), box.file(file), hash);
  onTestFinished(() => opened.page.context().close());
  return opened;
}
