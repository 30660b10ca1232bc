// A real browser, Debian's chromium or another one that is installed, and what a page in it does. It downloads nothing.
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';

/** The browser's program; undefined when none is installed. */
export const BROWSER = ['chromium', 'chromium-browser', 'google-chrome']
  .map((name) => `/usr/bin/${name}`)
  .find((file) => existsSync(file));

export interface OpenedPage {
  page: Page;
  /** The address of every request the page made, its own included. */
  requests: string[];
  /** What it said on the console or in a dialog, and the errors it threw. */
  said: string[];
}

/** Starts the browser with exactly this environment. */
export const launch = (env: Record<string, string>): Promise<Browser> =>
  chromium.launch({ executablePath: BROWSER, env });

/** Opens a file in a context of its own. */
export async function openIn(browser: Browser, file: string, hash = ''): Promise<OpenedPage> {
  const context = await browser.newContext({ acceptDownloads: true });
  const requests: string[] = [];
  const said: string[] = [];
  context.on('request', (request) => requests.push(request.url()));
  const page = await context.newPage();
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(error.message));
  page.on('dialog', (dialog) => {
    said.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(pathToFileURL(file).href + hash);
  return { page, requests, said };
}
