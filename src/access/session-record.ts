// What the commands of one session have set aside, spent and written, on disk. Nothing locks it: each appends its line and then reads them all, and
// what stands before its own line counts against it. Two at once cannot both take the last dollar, and one that is killed leaves what it set aside.
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { appendRecords } from '../append.ts';
import { systemCode } from '../errors.ts';

const SetAsideLine = z.object({ id: z.string(), setAsideUsd: z.number().nonnegative() });
const SpentLine = z.object({ id: z.string(), spentUsd: z.number().nonnegative() });
const WroteLine = z.object({
  wrote: z.string(),
  inode: z.number(),
  bytes: z.number(),
  changedMs: z.number(),
});
const Line = z.union([SetAsideLine, SpentLine, WroteLine]);
type Line = z.infer<typeof Line>;

export interface SetAside {
  /** It is over: so much of it was spent, in US dollars. */
  settle(spentUsd: number): void;
}

/** The commands of one session of Claude Code; without one, of one working folder on one day. */
export class SessionRecord {
  readonly #file: string;

  constructor(home: string, { env, cwd }: { env: NodeJS.ProcessEnv; cwd: string }, now = new Date()) {
    const session = env.CLAUDE_CODE_SESSION_ID || `${cwd} ${now.toISOString().slice(0, 10)}`;
    const name = createHash('sha256').update(session).digest('hex').slice(0, 24);
    this.#file = join(home, 'in-session', `${name}.jsonl`);
  }

  /**
   * Sets `usd` aside if the session comes to no more than `mostUsd` with it. Otherwise returns what is left. Throws the file system's
   * error: what cannot be written down is not spent.
   */
  setAside(usd: number, mostUsd: number): SetAside | { leftUsd: number } {
    const id = randomUUID();
    this.#append({ id, setAsideUsd: usd });
    const before = this.#before(id);
    if (before + usd > mostUsd + 1e-9) {
      this.#append({ id, spentUsd: 0 });
      return { leftUsd: Math.max(0, mostUsd - before) };
    }
    return { settle: (spentUsd) => this.#append({ id, spentUsd }) };
  }

  /** Notes that a command of this session made the file. */
  wrote(path: string, { ino, size, mtimeMs }: Stats): void {
    this.#append({ wrote: path, inode: ino, bytes: size, changedMs: mtimeMs });
  }

  /** Whether the file that is there is as a command of this session left it. */
  hasWritten(path: string, { ino, size, mtimeMs }: Stats): boolean {
    return this.#lines().some(
      (line) =>
        'wrote' in line &&
        line.wrote === path &&
        line.inode === ino &&
        line.bytes === size &&
        line.changedMs === mtimeMs,
    );
  }

  #append(line: Line): void {
    appendRecords(this.#file, [line], { durable: true });
  }

  /** What was set aside before that line, or spent of it. */
  #before(id: string): number {
    const lines = this.#lines();
    const spent = new Map(lines.flatMap((line) => ('spentUsd' in line ? [[line.id, line.spentUsd]] : [])));
    const earlier = new Map<string, number>();
    for (const line of lines) {
      if (!('setAsideUsd' in line)) continue;
      if (line.id === id) break;
      earlier.set(line.id, spent.get(line.id) ?? line.setAsideUsd);
    }
    return [...earlier.values()].reduce((sum, usd) => sum + usd, 0);
  }

  #lines(): Line[] {
    try {
      return readFileSync(this.#file, 'utf8').split('\n').flatMap(parsed);
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return [];
      throw error;
    }
  }
}

// A line torn by a crash set nothing aside: whoever wrote it did not come to spend.
function parsed(line: string): Line[] {
  try {
    return [Line.parse(JSON.parse(line))];
  } catch {
    return [];
  }
}
