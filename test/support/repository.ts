import { join } from 'node:path';

/** The top folder of this repository. */
export const REPOSITORY = join(import.meta.dirname, '..', '..');
