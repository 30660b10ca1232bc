// What a bulk job is given, and what it reports while it works.
import type { Backend, Reply } from '../ask/backend.ts';
import type { Format } from '../formats/table.ts';
import type { Host } from '../host.ts';
import type { Catalog } from '../models/catalog.ts';
import type { Effort, RungName } from '../models/table.ts';
import type { Items, ItemsWanted } from './items/open.ts';
import type { Shard } from './shards/shard.ts';
import type { PackLimits } from './survey/packs.ts';
import type { Task } from './task/task.ts';

export interface JobSettings {
  inputPath: string;
  items: ItemsWanted;
  task: Task;
  /** The tiers that may be asked, the first one first. */
  tiers: readonly RungName[];
  /** What the stored answers of a tier are called where that is not its name: those of a setting that was calibrated. */
  passNames?: Partial<Record<RungName, string>>;
  /** How many independent passes have to agree on the first tier, where there is one above to decide; from 1. */
  votes: number;
  catalog: Catalog;
  /** Null: rules and stored answers only. */
  backend: Backend | null;
  /** The servers of tiers that have their own, by the id of the model. */
  servers?: ReadonlyMap<string, Backend>;
  home: string;
  /** Stdin is the input, and stdout the output, that is called `-`. */
  host: Host;
  pack: PackLimits;
  /** Requests in flight at once; null for each tier's own. */
  concurrency: number | null;
  /** For all runs of the job together; null for no ceiling. */
  maxCostUsd: number | null;
  /** For this run alone: what is left of the user's budgets; missing or null for no ceiling. */
  leftUsd?: number | null;
  /** Submit requests as batches, where the backend takes them. */
  batch: boolean;
  /** What runs this job again. */
  command: { cwd: string; args: string[] };
  /** Only this many items from the start. */
  limit: number;
  /** Tag only this many items from all over the input, and write no file; null tags all. */
  sample: number | null;
  /** What is read instead of the input: a piece of it, which may hold nothing to work on. */
  piece?: Items;
  /** Which part of the groups this machine asks about, and writes no result of; missing or null: all. */
  shard?: Shard | null;
  /** Where the results go; null when no file is to be written. */
  output: OutputWanted | null;
}

export interface OutputWanted {
  /** A path, or `-`; undefined: named after the input. */
  out: string | undefined;
  format: Format | undefined;
  /** Whether a file that no run wrote may be replaced. */
  force: boolean;
  /** Whether cells that a spreadsheet would calculate get an apostrophe. */
  guardFormulas: boolean;
}

/** What a job reports while it works. */
export interface JobEvents {
  /** A line that stays. */
  note(line: string): void;
  /** How far it has come: a share from 0 to 1, or null when the end is not known. */
  progress(share: number | null, text: string): void;
  /** Called with every reply and what it cost, in US dollars, null when its model has no known price; with the effort where it is not the tier's own. */
  reply?(tier: RungName, reply: Reply, costUsd: number | null, effort?: Effort): void;
  /** Called before answers are stored: what replies cost is on disk when it returns. */
  flush?(): void;
}
