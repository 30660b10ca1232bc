import { join } from 'node:path';
import { loadScheme, type Scheme } from '../bulk/scheme.ts';
import { PLUGIN_ROOT } from '../plugin-root.ts';

/** The scheme that an argument names: a path, or a name in the project's or the plugin's schemes. Throws UsageError. */
export function namedScheme(nameOrPath: string): Scheme {
  return loadScheme(nameOrPath, { project: process.cwd(), shipped: join(PLUGIN_ROOT, 'schemes') });
}
