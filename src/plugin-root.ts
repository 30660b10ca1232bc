import { join } from 'node:path';

/** The folder this plugin is installed in; src/ and dist/ both lie directly below it. */
export const PLUGIN_ROOT = join(__dirname, '..');
