// Where a plan's events and clone are kept. A plan is known by what it says, so that one whose file was renamed keeps its history.
import {
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { makePrivateFolder } from '../../data-home.ts';
import type { Plan } from '../file/plan.ts';
import { fingerprints } from '../file/plan-file.ts';
import { copiesOf } from '../git/private-clone.ts';
import { stateFolder } from './state.ts';

const About = z.object({
  /** The top folder of the repository. */
  root: z.string(),
  /** The plan file, by its real path. */
  file: z.string(),
  /** What its steps were. */
  prints: z.array(z.string()),
});
type About = z.infer<typeof About>;

/** What is kept of one plan; `about` is null when that is not known. */
export interface KeptPlan {
  folder: string;
  about: About | null;
}

/** Returns the folder of a plan: its own, or that of a plan which says the same and whose file is gone. */
export function planFolder(home: string, root: string, plan: Plan): string {
  const file = realpathSync(plan.file);
  const kept = keptPlans(home);
  const own = kept.find(({ about }) => about?.root === root && about.file === file);
  if (own) return own.folder;
  const usual = stateFolder(home, root, plan.file);
  const taken = (folder: string): boolean => kept.some((one) => one.folder === folder && one.about !== null);
  if (existsSync(usual) && !taken(usual)) return usual;
  const renamed = renamedFrom(kept, root, plan);
  if (renamed) return renamed;
  let folder = usual;
  for (let number = 2; taken(folder); number++) folder = `${usual}-${number}`;
  return folder;
}

/** Notes in the folder of a plan which one it is. Throws the file system's error. */
export function rememberPlan(folder: string, root: string, plan: Plan): void {
  makePrivateFolder(folder);
  const about: About = { root, file: realpathSync(plan.file), prints: [...fingerprints(plan).values()] };
  writeFileSync(join(folder, 'plan.json.new'), JSON.stringify(about), { mode: 0o600 });
  renameSync(join(folder, 'plan.json.new'), join(folder, 'plan.json'));
}

/** Returns what is kept of plans in a data home. */
export function keptPlans(home: string): KeptPlan[] {
  const parent = join(home, 'plans');
  const names = existsSync(parent) ? readdirSync(parent) : [];
  return names.map((name) => ({ folder: join(parent, name), about: aboutIn(join(parent, name)) }));
}

/** Returns the bytes that are kept of a plan, its copies included. */
export const bytesOf = (folder: string, env: NodeJS.ProcessEnv): number =>
  sizeOf(folder) + sizeOf(copiesOf(folder, env));

/** Most of the steps are the same, and the file of the other is gone. */
function renamedFrom(kept: readonly KeptPlan[], root: string, plan: Plan): string | null {
  const prints = new Set(fingerprints(plan).values());
  const likeness = ({ about }: KeptPlan): number => {
    if (!about || about.root !== root || existsSync(about.file)) return 0;
    const same = about.prints.filter((print) => prints.has(print)).length;
    return same / Math.max(prints.size, about.prints.length);
  };
  const [best] = kept.toSorted((a, b) => likeness(b) - likeness(a));
  return best && likeness(best) > 0.5 ? best.folder : null;
}

function aboutIn(folder: string): About | null {
  try {
    return About.parse(JSON.parse(readFileSync(join(folder, 'plan.json'), 'utf8')));
  } catch {
    return null; // of an older version, or damaged
  }
}

function sizeOf(path: string): number {
  const info = lstatSync(path, { throwIfNoEntry: false });
  if (!info) return 0;
  if (!info.isDirectory()) return info.size;
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0);
}
