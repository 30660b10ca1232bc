// What `tierwise in-session` may do unasked. A hostile text in the session can choose every word of such a command, so whatever it could be turned to
// is refused here, at the doors, and not by looking at the words.
import { lstatSync } from 'node:fs';
import { resolve } from 'node:path';
import { Budget } from '../ask/budget.ts';
import { dataHome } from '../data-home.ts';
import { systemReason, UsageError } from '../errors.ts';
import { readSettings } from '../models/settings.ts';
import { ownSettingsFile } from '../models/settings-file.ts';
import { TIER_NAMES } from '../models/table.ts';
import type { Access } from './access.ts';
import { Paths } from './paths.ts';
import { readFileRules } from './rules.ts';
import { SessionRecord, type SetAside } from './session-record.ts';
import { bounded, printable } from './session-text.ts';

const MOST_USD = 1;
/** Ceilings of so many commands fit into one session. */
const COMMANDS_PER_SESSION = 5;
const LONGEST_NAME = 200;

/** Voices that are the user's by what is installed and logged in, without a word on the model. */
const VOICES = new Set([
  ...TIER_NAMES.flatMap((tier) => [tier, `api:${tier}`, `claude:${tier}`]),
  ...['codex', 'gemini', 'copilot'],
]);

/** Names of commits and what git makes of them (`HEAD~3`, `main...HEAD`, `v1^`): no path, no search, no option. */
const RANGE = /^(?!-)[\w./@~^{}-]*$/;

/**
 * Returns the access of a command inside a session. `command`: its name, for refusals. Throws UsageError when the user's settings or permission
 * rules cannot be read.
 */
export function confinedAccess(
  command: string,
  { env, cwd }: { env: NodeJS.ProcessEnv; cwd: string },
): Access & { readonly mostUsd: number } {
  const home = dataHome(env);
  const refuse = (what: string): never => {
    throw new UsageError(refusal(what, command));
  };
  const {
    maxCost = MOST_USD,
    perSession,
    voices = [],
  } = orRefuse(() => readSettings(ownSettingsFile(home)), refuse).inSession ?? {};
  const paths = new Paths(
    cwd,
    orRefuse(() => readFileRules(cwd, env), refuse),
  );
  const record = new SessionRecord(home, { env, cwd });
  const budgets: { budget: Budget; setAside: SetAside; ceilingUsd: number }[] = [];
  const made = new Set<string>();
  let whole = false;
  const refuseFile =
    (path: string) =>
    (why: string): never =>
      refuse(`${shown(path)} ${why}`);

  // Rules are about text: a name that is none is beyond them.
  const asText = (path: string | Buffer): string =>
    typeof path === 'string' ? path : refuse('a file whose name is not UTF-8 is not read in a session');
  return {
    confined: true,
    heedsTrust: false,
    mostUsd: maxCost,
    checkNamed(argument) {
      if (argument === '-') refuse('"-" (standard input) is not read in a session');
      const why = /[*?[\]{}]/.test(argument)
        ? paths.againstPattern(argument)
        : paths.againstReading(argument);
      if (why) refuseFile(argument)(why);
    },
    whyLeftOut: (path) => paths.againstReading(path),
    open: async (given) => {
      const path = asText(given);
      return paths.open(path, refuseFile(path));
    },
    readBytes: (given, within) => {
      const path = asText(given);
      return paths.read(path, within, refuseFile(path));
    },
    readText: (path, within) => paths.read(path, within, refuseFile(path)).toString('utf8'),
    checkWrite(path, as, usual = false) {
      if (path === '-') refuse('"--out -" would print the whole result into the session');
      const there = lstatSync(path, { throwIfNoEntry: false });
      const key = resolve(cwd, path);
      const ours = usual || made.has(key) || (there !== undefined && record.hasWritten(key, there));
      const why = paths.againstWriting(path, as, ours);
      if (why) refuseFile(path)(why);
      if (!usual) made.add(key);
    },
    checkRange(range) {
      if (!RANGE.test(range)) refuse(`${shown(range)} is not a plain range of commits, such as main..HEAD`);
    },
    checkVoice(name) {
      if (VOICES.has(name) || voices.includes(name)) return;
      refuse(
        `the voice ${shown(name)} is not among those allowed; the user can add it to "inSession: {voices: […]}" in ${ownSettingsFile(home)}`,
      );
    },
    budget(ceilingUsd) {
      // Without a ceiling nothing at all can be spent: what asks a model has to name one.
      if (ceilingUsd === null) return new Budget(0);
      if (ceilingUsd > maxCost) refuse(`--max-cost ${ceilingUsd} is above the $${maxCost} of one command`);
      const most = perSession ?? maxCost * COMMANDS_PER_SESSION;
      const setAside = written(() => record.setAside(ceilingUsd, most), refuse);
      if ('leftUsd' in setAside)
        return refuse(
          `the commands of this session may spend $${most} together, and $${setAside.leftUsd.toFixed(2)} of it is left`,
        );
      const budget = new Budget(ceilingUsd);
      budgets.push({ budget, setAside, ceilingUsd });
      return budget;
    },
    countWhole() {
      whole = true;
    },
    close() {
      for (const { budget, setAside, ceilingUsd } of budgets.splice(0)) {
        const spent = budget.spentUsd + budget.uncertainUsd + budget.reservedUsd;
        written(
          () => setAside.settle(whole ? Math.max(ceilingUsd, spent) : spent),
          () => undefined,
        );
      }
      for (const path of made) {
        const there = lstatSync(path, { throwIfNoEntry: false });
        if (there)
          written(
            () => record.wrote(path, there),
            () => undefined,
          );
      }
    },
  };
}

/** Why a command is not run in a session, and how the user gets it all the same; one line. */
export const refusal = (what: string, command: string): string =>
  `in-session: ${what.replace(/\.$/, '')}. If the user wants it, the plain command does it and they are asked: tierwise ${command} … (or "! tierwise ${command} …" typed by them).`;

const shown = (text: string): string => JSON.stringify(bounded(printable(text), LONGEST_NAME));

function orRefuse<Value>(read: () => Value, refuse: (what: string) => never): Value {
  try {
    return read();
  } catch (error) {
    if (error instanceof UsageError) return refuse(error.message);
    throw error;
  }
}

function written<Value>(write: () => Value, otherwise: (what: string) => Value): Value {
  try {
    return write();
  } catch (error) {
    if (!(error as NodeJS.ErrnoException).code) throw error;
    return otherwise(`what this session spends cannot be written down: ${systemReason(error)}`);
  }
}
