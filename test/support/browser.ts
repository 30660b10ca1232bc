// A real browser for pages the command writes: Debian's chromium, or another one that is installed. It downloads nothing.
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import type { Sandbox } from './command.ts';

const BROWSER = ['chromium', 'chromium-browser', 'google-chrome']
  .map((name) => `/usr/bin/${name}`)
  .find((file) => existsSync(file));

/** Whether pages can be opened, and what to say when not. */
export const browserMissing = BROWSER
  ? ''
  : ' (skipped: no Chromium in /usr/bin; install it with "apt-get install chromium")';

export interface OpenedPage {
  page: Page;
  /** The address of every request the page made, its own included. */
  requests: string[];
  /** What it said on the console, and the errors it threw. */
  said: string[];
}

/** Opens a file of the sandbox; the browser is closed when the test ends. */
export async function openPage(box: Sandbox, file: string, hash = ''): Promise<OpenedPage> {
  const browser = await chromium.launch({
    executablePath: BROWSER,
    env: { PATH: box.env.PATH ?? '', HOME: box.home },
  });
  onTestFinished(() => browser.close());
  const context = await browser.newContext({ acceptDownloads: true });
  const requests: string[] = [];
  const said: string[] = [];
  context.on('request', (request) => requests.push(request.url()));
  const page = await context.newPage();
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(error.message));
  await page.goto(pathToFileURL(box.file(file)).href + hash);
  return { page, requests, said };
}
