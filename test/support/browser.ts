// A real browser for pages the command writes: Debian's chromium, or another one that is installed. It downloads nothing.
import { onTestFinished } from 'vitest';
import { BROWSER, launch, type OpenedPage, openIn } from './chromium.ts';
import type { Sandbox } from './command.ts';

/** Whether pages can be opened, and what to say when not. */
export const browserMissing = BROWSER
  ? ''
  : ' (skipped: no Chromium in /usr/bin; install it with "apt-get install chromium")';

export type { OpenedPage } from './chromium.ts';

/** Opens a file of the sandbox; the browser is closed when the test ends. */
export async function openPage(box: Sandbox, file: string, hash = ''): Promise<OpenedPage> {
  const browser = await launch({ PATH: box.env.PATH ?? '', HOME: box.home });
  onTestFinished(() => browser.close());
  return openIn(browser, box.file(file), hash);
}
