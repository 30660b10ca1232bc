import { dataHome } from '../data-home.ts';
import type { Host } from '../host.ts';
import { type Catalog, loadCatalog } from '../models/catalog.ts';

/** Returns the models and tiers as the settings say, after telling what of them was ignored. Throws UsageError. */
export function openCatalog({ env, cwd, stderr, access }: Host): Catalog {
  const catalog = loadCatalog(dataHome(env), cwd, env, access.heedsTrust);
  for (const note of catalog.notes) stderr.write(`${note}\n`);
  return catalog;
}
