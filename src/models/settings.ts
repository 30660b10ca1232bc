// Settings files: `tierwise.md` in the data home, `.claude/tierwise.md` in a project. One schema for both.
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { userHome } from '../data-home.ts';
import { systemCode, systemReason, UsageError } from '../errors.ts';
import { checkHeader, parseMarkdown } from '../front-matter.ts';
import { EFFORTS, TIER_NAMES } from './table.ts';

const Effort = z.enum(EFFORTS);
const Usd = z.number().nonnegative();
/** US dollars per million tokens; a dollar per token is more than anybody asks for, and sums stay numbers. */
const Price = z.number().nonnegative().max(1_000_000);

const ModelSettings = z.strictObject({
  input: Price,
  output: Price,
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
  tiers: z.partialRecord(z.enum(TIER_NAMES), TierSettings).optional(),
  models: z.record(z.string(), ModelSettings).optional(),
  /** Folders whose own settings count like the user's; read in the data home only. */
  trust: z
    .array(
      z.string().regex(/^(\/|~\/|[A-Za-z]:[\\/])/, 'expected an absolute path or one that begins with ~/'),
    )
    .optional(),
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
});
export type Settings = z.infer<typeof Settings>;

/** What a repository's settings may weigh before anybody trusts it. */
const MOST_BYTES = 256 * 1024;

/** Returns the settings in a file of the user's own; none when it is missing. Throws UsageError naming the field. */
export function readSettings(file: string): Settings {
  try {
    return checkedSettings(readFileSync(file, 'utf8'), file);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    if (isMissing(error)) return {};
    throw new UsageError(`${file}: cannot read the settings: ${systemReason(error)}.`);
  }
}

/** Returns the settings in a file that anybody may have written, or why they are ignored, in a sentence. */
export function readUntrustedSettings(file: string): { settings: Settings } | { problem: string } {
  try {
    const stat = statSync(file);
    if (!stat.isFile()) return { problem: `${file}: it is not a file.` };
    if (stat.size > MOST_BYTES) return { problem: `${file}: it is larger than ${MOST_BYTES} bytes.` };
    return { settings: checkedSettings(readFileSync(file, 'utf8'), file) };
  } catch (error) {
    if (error instanceof UsageError) return { problem: error.message };
    if (isMissing(error)) return { settings: {} };
    return { problem: `${file}: cannot read the settings: ${systemReason(error)}.` };
  }
}

const checkedSettings = (text: string, file: string): Settings =>
  checkHeader(Settings, parseMarkdown(text, file).header, file);

const isMissing = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes(systemCode(error) ?? '');

/** Whether a folder is one of those trusted, both by their real paths: nothing inside or above it is. */
export function isTrusted(folder: string, { trust = [] }: Settings, env: NodeJS.ProcessEnv): boolean {
  const real = realPath(folder);
  const home = userHome(env);
  return real !== null && trust.some((path) => realPath(path.replace(/^~(?=\/)/, () => home)) === real);
}

/** Returns the path without links and `..`, as the file system sees it; null when there is nothing. */
export function realPath(path: string): string | null {
  try {
    return realpathSync.native(path);
  } catch {
    return null;
  }
}

/** Returns where a project keeps its settings. */
export const projectSettingsFile = (project: string): string => join(project, '.claude', 'tierwise.md');
