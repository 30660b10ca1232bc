// What people and projects write: items, schemes, recipes, settings, plans.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { itemLine, triesToSteer } from '../../src/bulk/task/item.ts';
import { parseRecipe } from '../../src/bulk/task/recipe.ts';
import { parseScheme } from '../../src/bulk/task/scheme.ts';
import { fingerprintIn, type Task } from '../../src/bulk/task/task.ts';
import { type Catalog, loadCatalog } from '../../src/models/catalog.ts';
import { costUsd, NO_USAGE } from '../../src/models/cost.ts';
import { readUntrustedSettings } from '../../src/models/settings.ts';
import { TIER_NAMES } from '../../src/models/table.ts';
import { checkPlan } from '../../src/plan/file/plan-file.ts';
import { must } from '../area.ts';
import { CORPUS } from './corpus.ts';
import { inFile, neverThrows, type Targets, text } from './target.ts';

const TOP = join(import.meta.dirname, '..', '..');

/** The scheme that items and replies are read by. */
export const SCHEME = parseScheme(
  readFileSync(join(TOP, 'schemes', 'log-severity.md'), 'utf8'),
  'log-severity.md',
);

const shipped = (kind: string): string[] =>
  readdirSync(join(TOP, kind)).map((name) => readFileSync(join(TOP, kind, name), 'utf8'));

/** Returns the targets; files they need are in `folder`. */
export function taskTargets(folder: string): Targets {
  const catalog = loadCatalog(join(folder, 'nowhere'), folder, {});
  return {
    'an item': { good: CORPUS.items, weight: 4, read: text((item) => isOneLine(item, SCHEME)) },
    'a scheme': { good: shipped('schemes'), weight: 2, read: text((it) => parseScheme(it, 's.md')) },
    'a recipe': { good: shipped('recipes'), weight: 2, read: text((it) => parseRecipe(it, 'r.md')) },
    'own settings': {
      good: CORPUS.settings,
      read: inFile(folder, 'tierwise.md', () => pricesAreFinite(loadCatalog(folder, '/nowhere', {}))),
    },
    'settings of a project': {
      good: CORPUS.settings,
      read: inFile(folder, 'project.md', neverThrows(readUntrustedSettings)),
    },
    'a plan': { good: CORPUS.plans, weight: 2, read: text((it) => checkPlan(it, 'p.md', catalog)) },
  };
}

/** An item is one line of a request, and the same fingerprint each time. */
function isOneLine(item: string, task: Task): void {
  const line = itemLine(7, item, false);
  must(!/[\n\r\u0085\u2028\u2029]/.test(line), () => 'its line has an end within');
  must(JSON.parse(line).item === item, () => 'its line says something else');
  triesToSteer(item);
  task.matching(item);
  const [first, second] = [1, 2].map(() => fingerprintIn(task, { text: item }));
  must(first === second, () => 'two fingerprints');
}

const MUCH = { ...NO_USAGE, input: 10_000_000, cacheRead: 1_000_000, output: 1_000_000 };

/** What a request costs is an amount, whatever the settings say of prices. */
function pricesAreFinite(catalog: Catalog): void {
  for (const tier of TIER_NAMES) {
    const cost = costUsd(catalog.model(catalog.tiers[tier].model), MUCH, { at: new Date() });
    must(cost === null || (Number.isFinite(cost) && cost >= 0), () => `a request on ${tier} costs ${cost}`);
  }
}
