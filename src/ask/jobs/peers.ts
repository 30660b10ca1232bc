// Packages that Tierwise neither carries nor installs: whoever wants batch jobs in a cloud installs that cloud's SDK.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { dataHome } from '../../data-home.ts';
import { systemCode, UsageError } from '../../errors.ts';
import { PLUGIN_ROOT } from '../../plugin-root.ts';
import type { JobPlace } from './place.ts';

/** By cloud; the newest versions that run on Node 20. */
const PACKAGES: Readonly<Record<JobPlace['cloud'], readonly string[]>> = {
  bedrock: ['@aws-sdk/client-bedrock@3', '@aws-sdk/client-s3@3'],
  vertex: ['@google-cloud/storage@7'],
};

/**
 * Returns how a cloud's packages are loaded: from `peers/` in the data home, else from where Tierwise itself lies (`root`), and never from the
 * folder it is called in. Throws UsageError with the command that installs them.
 */
export function peersOf(
  cloud: JobPlace['cloud'],
  env: NodeJS.ProcessEnv,
  root = PLUGIN_ROOT,
): NodeJS.Require {
  const folder = join(dataHome(env), 'peers');
  const named = PACKAGES[cloud].map((name) => name.replace(/@\d+$/, ''));
  for (const place of [folder, root]) {
    const load = createRequire(join(place, 'package.json'));
    if (named.every((name) => isThere(load, name))) return load;
  }
  throw new UsageError(
    `--batch ${cloud}:… needs packages that Tierwise does not bring along. Install them with: npm install --prefix ${quoted(folder)} ${PACKAGES[cloud].join(' ')}`,
  );
}

function isThere(load: NodeJS.Require, name: string): boolean {
  try {
    load.resolve(name);
    return true;
  } catch (error) {
    if (systemCode(error) === 'MODULE_NOT_FOUND') return false;
    throw error;
  }
}

const quoted = (path: string): string =>
  /^[\w./~-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
