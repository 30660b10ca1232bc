// What `tierwise in-session` may do unasked. A hostile text in the session can choose every word of such a command, so whatever it could be turned to
// is refused here, at the doors, and not by looking at the words.
import { lstatSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Budget } from '../ask/budget.ts';
import { dataHome } from '../data-home.ts';
import { systemCode, systemReason, UsageError } from '../errors.ts';
import { readSettings } from '../models/settings.ts';
import { ownSettingsFile } from '../models/settings-file.ts';
import { TIER_NAMES } from '../models/table.ts';
import { visibleInLine } from '../terminal/visible.ts';
import type { Access, WrittenAs } from './access.ts';
import { Paths } from './paths.ts';
import { readFileRules } from './rules.ts';
import { SessionRecord, type SetAside } from './session-record.ts';
import { bounded } from './session-text.ts';

const MOST_USD = 1;
/** Ceilings of so many commands fit into one session. */
const COMMANDS_PER_SESSION = 5;
const LONGEST_NAME = 200;

/** Voices that are the user's by what is installed and logged in, without a word on the model. */
const VOICES = new Set([
  ...TIER_NAMES.flatMap((tier) => [tier, `api:${tier}`, `claude:${tier}`]),
  ...['codex', 'gemini', 'copilot', 'local'],
]);

/** Names of commits and what git makes of them (`HEAD~3`, `main...HEAD`, `v1^`): no path, no search, no option. */
const RANGE = /^(?!-)[\w./@~^{}-]*$/;

/**
 * Returns the access of a command inside a session. `command`: its name, for refusals. Throws UsageError when the user's settings or permission
 * rules cannot be read.
 */
export function confinedAccess(
  command: string,
  place: { env: NodeJS.ProcessEnv; cwd: string },
): Access & { readonly mostUsd: number } {
  return new ConfinedAccess(command, place);
}

class ConfinedAccess implements Access {
  readonly confined = true;
  readonly heedsTrust = false;
  readonly mostUsd: number;
  readonly #command: string;
  readonly #cwd: string;
  readonly #settingsFile: string;
  readonly #perSessionUsd: number;
  readonly #voices: readonly string[];
  readonly #paths: Paths;
  readonly #record: SessionRecord;
  readonly #budgets: { budget: Budget; setAside: SetAside; ceilingUsd: number }[] = [];
  readonly #made = new Set<string>();
  #whole = false;

  constructor(command: string, { env, cwd }: { env: NodeJS.ProcessEnv; cwd: string }) {
    this.#command = command;
    this.#cwd = cwd;
    const home = dataHome(env);
    this.#settingsFile = ownSettingsFile(home);
    const {
      maxCost = MOST_USD,
      perSession = maxCost * COMMANDS_PER_SESSION,
      voices = [],
    } = this.#orRefuse(() => readSettings(this.#settingsFile)).inSession ?? {};
    this.mostUsd = maxCost;
    this.#perSessionUsd = perSession;
    this.#voices = voices;
    this.#paths = new Paths(
      cwd,
      this.#orRefuse(() => readFileRules(cwd, env)),
    );
    this.#record = new SessionRecord(home, { env, cwd });
  }

  checkNamed(argument: string): void {
    if (argument === '-') this.#refuse('"-" (standard input) is not read in a session');
    const why = /[*?[\]{}]/.test(argument)
      ? this.#paths.againstPattern(argument)
      : this.#paths.againstReading(argument);
    if (why) this.#refuseFile(argument)(why);
  }

  whyLeftOut(path: string): string | null {
    return this.#paths.againstReading(path);
  }

  async open(given: string | Buffer): Promise<FileHandle> {
    const path = this.#asText(given);
    return this.#paths.open(path, this.#refuseFile(path));
  }

  readBytes(given: string | Buffer, within?: string): Buffer {
    const path = this.#asText(given);
    return this.#paths.read(path, within, this.#refuseFile(path));
  }

  readText(path: string, within?: string): string {
    return this.readBytes(path, within).toString('utf8');
  }

  checkWrite(path: string, as: WrittenAs, usual = false): void {
    if (path === '-') this.#refuse('"--out -" would print the whole result into the session');
    const there = lstatSync(path, { throwIfNoEntry: false });
    const key = resolve(this.#cwd, path);
    const ours = usual || this.#made.has(key) || (there !== undefined && this.#record.hasWritten(key, there));
    const why = this.#paths.againstWriting(path, as, ours);
    if (why) this.#refuseFile(path)(why);
    if (!usual) this.#made.add(key);
  }

  checkRange(range: string): void {
    if (!RANGE.test(range))
      this.#refuse(`${shown(range)} is not a plain range of commits, such as main..HEAD`);
  }

  checkVoice(name: string): void {
    if (VOICES.has(name) || this.#voices.includes(name)) return;
    this.#refuse(
      `the voice ${shown(name)} is not among those allowed; the user can add it to "inSession: {voices: […]}" in ${this.#settingsFile}`,
    );
  }

  checkAskedIn(folder: string, what: string): void {
    if (folder !== this.#cwd) this.#refuse(`${what} was asked in another folder`);
  }

  budget(ceilingUsd: number | null): Budget {
    // Without a ceiling nothing at all can be spent: what asks a model has to name one.
    if (ceilingUsd === null) return new Budget(0);
    if (ceilingUsd > this.mostUsd)
      this.#refuse(`--max-cost ${ceilingUsd} is above the $${this.mostUsd} of one command`);
    const most = this.#perSessionUsd;
    const setAside = written(
      () => this.#record.setAside(ceilingUsd, most),
      (what) => this.#refuse(what),
    );
    if ('leftUsd' in setAside)
      return this.#refuse(
        `the commands of this session may spend $${most} together, and $${setAside.leftUsd.toFixed(2)} of it is left`,
      );
    const budget = new Budget(ceilingUsd);
    this.#budgets.push({ budget, setAside, ceilingUsd });
    return budget;
  }

  countWhole(): void {
    this.#whole = true;
  }

  close(): void {
    for (const { budget, setAside, ceilingUsd } of this.#budgets.splice(0)) {
      const spent = budget.spentUsd + budget.uncertainUsd + budget.reservedUsd;
      writtenIfPossible(() => setAside.settle(this.#whole ? Math.max(ceilingUsd, spent) : spent));
    }
    for (const path of this.#made) {
      const there = lstatSync(path, { throwIfNoEntry: false });
      if (there) writtenIfPossible(() => this.#record.wrote(path, there));
    }
  }

  /** Rules are about text: a name that is none is beyond them. */
  #asText(path: string | Buffer): string {
    return typeof path === 'string'
      ? path
      : this.#refuse('a file whose name is not UTF-8 is not read in a session');
  }

  #refuse(what: string): never {
    throw new UsageError(refusal(what, this.#command));
  }

  #refuseFile(path: string): (why: string) => never {
    return (why) => this.#refuse(`${shown(path)} ${why}`);
  }

  #orRefuse<Value>(read: () => Value): Value {
    try {
      return read();
    } catch (error) {
      if (error instanceof UsageError) return this.#refuse(error.message);
      throw error;
    }
  }
}

/** Why a command is not run in a session, and how the user gets it all the same; one line. */
export const refusal = (what: string, command: string): string =>
  `in-session: ${what.replace(/\.$/, '')}. If the user wants it, the plain command does it and they are asked: tierwise ${command} … (or "! tierwise ${command} …" typed by them).`;

const shown = (text: string): string => JSON.stringify(bounded(visibleInLine(text), LONGEST_NAME));

function written<Value>(write: () => Value, otherwise: (what: string) => Value): Value {
  try {
    return write();
  } catch (error) {
    if (!systemCode(error)) throw error;
    return otherwise(`what this session spends cannot be written down: ${systemReason(error)}`);
  }
}

/** What cannot be noted at the end is left at what was set aside before. */
const writtenIfPossible = (write: () => void): void => written(write, () => undefined);
