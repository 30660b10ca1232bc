// Settings files: `tierwise.md` in the data home, `.claude/tierwise.md` in a project. One schema for both.
import * as z from 'zod';
import { userHome } from '../data-home.ts';
import { UsageError } from '../errors.ts';
import { checkHeader, parseMarkdown } from '../front-matter.ts';
import { readOwnText, readUntrustedText, realPath } from './settings-file.ts';
import { EFFORTS, RUNG_NAMES, TIER_NAMES } from './table.ts';

const Effort = z.enum(EFFORTS);
const Usd = z.number().nonnegative();
/** US dollars per million tokens; a dollar per token is more than anybody asks for, and sums stay numbers. */
const Price = z.number().nonnegative().max(1_000_000);

const ModelSettings = z
  .strictObject({
    /** Another model whose facts and prices it has: a name of the table, or one described here. */
    as: z.string().min(1).optional(),
    /** What its prices are multiplied by, such as 0.85 for a contract 15 % below the list. */
    multiplier: z.number().positive().max(100).optional(),
    input: Price.optional(),
    output: Price.optional(),
    cacheRead: Price.optional(),
    cacheWrite5m: Price.optional(),
    cacheWrite1h: Price.optional(),
    contextTokens: z.int().positive().optional(),
    maxOutputTokens: z.int().positive().optional(),
    cacheMinimumTokens: z.int().positive().optional(),
    efforts: z.array(Effort).optional(),
    thinkingOff: z.enum(['disabled', 'between_tools', 'omit', 'never']).optional(),
    structuredOutputs: z.boolean().optional(),
    images: z.boolean().optional(),
    tier: z.enum(TIER_NAMES).optional(),
  })
  .refine(({ input, output }) => (input === undefined) === (output === undefined), {
    error: 'expected both input and output, or neither',
  })
  .refine(({ as, multiplier, input }) => [as, multiplier, input].some((one) => one !== undefined), {
    error: 'expected input and output, "as: <model>", or a multiplier',
  });
export type ModelSettings = z.infer<typeof ModelSettings>;

const TierSettings = z.strictObject({
  model: z.string().min(1).optional(),
  effort: Effort.optional(),
  concurrency: z.int().positive().optional(),
});
export type TierSettings = z.infer<typeof TierSettings>;

const Settings = z.looseObject({
  /** The version of the format; 1 when it is missing. */
  v: z.literal(1, { error: 'expected 1; a newer version needs a newer tierwise' }).optional(),
  tiers: z.partialRecord(z.enum(RUNG_NAMES), TierSettings).optional(),
  models: z.record(z.string(), ModelSettings).optional(),
  /** Folders whose own settings count like the user's; read in the data home only. */
  trust: z
    .array(
      z.string().regex(/^(\/|~\/|[A-Za-z]:[\\/])/, 'expected an absolute path or one that begins with ~/'),
    )
    .optional(),
  /** Who may judge an opinion unasked beside Claude's tiers, as --judge takes them, best first; read in the data home only. */
  judges: z.array(z.string().min(1)).optional(),
  /** What commands of skills may do unasked; read in the data home only. */
  inSession: z
    .strictObject({
      /** The highest ceiling of one command, in US dollars. */
      maxCost: Usd.optional(),
      /** What all commands of one session may spend together, in US dollars. */
      perSession: Usd.optional(),
      /** Voices that may be asked beside the tiers and the installed CLIs, as --ask takes them. */
      voices: z.array(z.string().min(1)).optional(),
    })
    .optional(),
  /** What becomes of the ledger's old months; read in the data home only. */
  ledger: z
    .strictObject({
      /** Whether they are packed; they are unless this says no. */
      close: z.boolean().optional(),
      /** Of how many months, this one among them, single calls are kept; of older ones their sums. All are unless this says so. */
      keepCalls: z.int().min(3).max(1200).optional(),
    })
    .optional(),
});
export type Settings = z.infer<typeof Settings>;

/** Returns the settings in a file of the user's own; none when it is missing. Throws UsageError naming the field. */
export function readSettings(file: string): Settings {
  const read = readOwnText(file);
  if ('problem' in read) throw new UsageError(`${file}: ${read.problem}`);
  return read.text === null ? {} : checkedSettings(read.text, file);
}

/** Returns the settings in a file that anybody may have written, or why they are ignored, in a sentence. */
export function readUntrustedSettings(file: string): { settings: Settings } | { problem: string } {
  const read = readUntrustedText(file);
  if ('problem' in read) return { problem: `${file}: ${read.problem}` };
  try {
    return { settings: read.text === null ? {} : checkedSettings(read.text, file) };
  } catch (error) {
    if (error instanceof UsageError) return { problem: error.message };
    throw error;
  }
}

const checkedSettings = (text: string, file: string): Settings =>
  checkHeader(Settings, parseMarkdown(text, file).header, file);

/** Whether a folder is one of those trusted, both by their real paths: nothing inside or above it is. */
export function isTrusted(folder: string, { trust = [] }: Settings, env: NodeJS.ProcessEnv): boolean {
  const real = realPath(folder);
  const home = userHome(env);
  return real !== null && trust.some((path) => realPath(path.replace(/^~(?=\/)/, () => home)) === real);
}
