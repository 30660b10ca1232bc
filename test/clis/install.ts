// The real CLIs, pinned, in a folder outside the repository: they are too large (about 740 MB) to be packages of it.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

const PACKAGES = {
  '@openai/codex': '0.169.0',
  '@google/gemini-cli': '0.61.0',
  '@github/copilot': '1.0.102',
};

const folder = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'tierwise-clis');
export const CLI_BIN = join(folder, 'node_modules', '.bin');
/** Copilot unpacks itself here on its first start; all tests share it. */
export const COPILOT_CACHE = join(folder, 'copilot-cache');

/** Installs what is missing. */
export default function install(): void {
  mkdirSync(COPILOT_CACHE, { recursive: true });
  const wanted = Object.entries(PACKAGES).map(([name, version]) => `${name}@${version}`);
  const done = join(folder, `${Object.values(PACKAGES).join('-')}.installed`);
  if (existsSync(done)) return;
  console.log(`Installing ${wanted.join(', ')} into ${folder}`);
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...wanted], {
    cwd: folder,
    stdio: 'inherit',
  });
  writeFileSync(done, '');
}
