// A real browser for pages the command writes: Debian's chromium, or another one that is installed. It downloads nothing.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, onTestFinished } from 'vitest';
import { BROWSER, launch, type OpenedPage, openIn } from './chromium.ts';
import type { Sandbox } from './command.ts';

/** Whether pages can be opened, and what to say when not. */
export const browserMissing = BROWSER
  ? ''
  : ' (skipped: no Chromium in /usr/bin; install it with "apt-get install chromium")';

export type { OpenedPage } from './chromium.ts';

let shared: Promise<Browser> | null = null;

/** One for all tests of a file, each with a context of its own. */
function browser(): Promise<Browser> {
  shared ??= launch({ PATH: process.env.PATH ?? '', HOME: home() });
  return shared;
}

let made: string | null = null;
const home = (): string => {
  made ??= mkdtempSync(join(tmpdir(), 'tierwise-browser-'));
  return made;
};

afterAll(async () => {
  await (await shared)?.close();
  if (made) rmSync(made, { recursive: true, force: true });
  [shared, made] = [null, null];
});

/** Opens a file of the sandbox. */
export async function openPage(box: Sandbox, file: string, hash = ''): Promise<OpenedPage> {
  const opened = await openIn(await browser(), box.file(file), hash);
  onTestFinished(() => opened.page.context().close());
  return opened;
}
