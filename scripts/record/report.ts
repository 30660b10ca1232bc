// The page of `tierwise report --html` for a made-up month, as a browser shows it.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { launch } from '../../test/support/chromium.ts';
import { COMMAND } from '../../test/support/process.ts';
import { writeMonth } from './month.ts';

const NOW = Date.parse('2026-11-20T18:00:00Z');
const VIEW = { width: 1000, height: 760 };

/** Returns the picture, a PNG, in each color scheme. Needs a browser that is installed, and dist/ as it is built. */
export async function reportPictures(): Promise<Record<'dark' | 'light', Buffer>> {
  const home = mkdtempSync(path.join(tmpdir(), 'tierwise-month-'));
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: home,
    TIERWISE_HOME: path.join(home, 'tierwise'),
    TZ: 'UTC',
  };
  try {
    writeMonth(env.TIERWISE_HOME, NOW);
    const [node, ...args] = [
      ...COMMAND,
      'report',
      '--since',
      '2026-10-24',
      '--until',
      '2026-11-20',
      '--html',
    ];
    execFileSync(node as string, args, { cwd: home, env });
    const page = pathToFileURL(path.join(home, 'tierwise-report.html')).href;
    return { dark: await shot(page, 'dark', env), light: await shot(page, 'light', env) };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

async function shot(
  page: string,
  colorScheme: 'dark' | 'light',
  env: Record<string, string>,
): Promise<Buffer> {
  const browser = await launch(env);
  try {
    const opened = await browser.newPage({ viewport: VIEW, colorScheme });
    await opened.goto(page);
    return await opened.screenshot();
  } finally {
    await browser.close();
  }
}
