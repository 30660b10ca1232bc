// Which commands of the session may have their packs answered, and for how much. A grant comes from a Bash call that was allowed to
// run and names a command of ours: without one, whatever asks is refused, and each grant is good for one run.
import { LIVE_COMMANDS, type LiveCommand, type Offer } from '../ask/live-protocol.ts';

export interface Grant {
  command: LiveCommand;
  ceilingUsd: number;
  /** Of the tool call. */
  call: string;
  /** In milliseconds since the epoch. */
  until: number;
}

/** How long a run may take to ask after it was allowed: a person may have to answer a question first. */
export const GRANT_MS = 10 * 60_000;
/** And after the call has returned: a command in the background may just be starting. */
export const AFTER_CALL_MS = 30_000;

const STARTS = /(?:^|\/)tierwise$/;
/** What may stand in front of a command that is started: variables, words of the shell, and programs that start another one, with their options. */
const BEFORE =
  /^(?:[A-Za-z_]\w*=.*|if|then|else|elif|do|while|until|!|\{|env|nice|ionice|nohup|setsid|timeout|time|command|exec|stdbuf|xargs|node|npx|pnpm|-.*|\d+(?:\.\d+)?[smhd]?)$/s;

/** Returns what a Bash command line may have answered: one entry for each command of ours that it starts. */
export function commandsIn(line: string): { command: LiveCommand; maxCostUsd: number | null }[] {
  return simpleCommands(line).flatMap((words) => {
    const start = words.findIndex((word) => STARTS.test(word));
    if (start < 0 || !words.slice(0, start).every((word) => BEFORE.test(word))) return [];
    const rest = words.slice(start + 1).filter((word, index) => index > 0 || word !== 'in-session');
    const command = LIVE_COMMANDS.find((name) => rest[0] === name);
    return command ? [{ command, maxCostUsd: maxCostIn(rest) }] : [];
  });
}

function maxCostIn(words: readonly string[]): number | null {
  const at = words.findIndex((word) => /^--max-cost(?:=|$)/.test(word));
  const text = words[at]?.split('=')[1] ?? (at < 0 ? undefined : words[at + 1]);
  const amount = Number(text);
  return text !== undefined && amount >= 0 && Number.isFinite(amount) ? amount : null;
}

/** A shell line as its simple commands, each as words without their quotes. What only looks like one is harmless: nothing runs. */
function simpleCommands(line: string): string[][] {
  const commands: string[][] = [[]];
  for (const [token] of line.matchAll(/(?:\\.|'[^']*'|"(?:\\.|[^"\\])*"|[^\s;&|()'"\\])+|[;&|()\n]+/g))
    if (/^[;&|()\n]/.test(token)) commands.push([]);
    else commands.at(-1)?.push(token.replace(/['"\\]/g, ''));
  return commands;
}

/** The grants there are. */
export class Grants {
  readonly #mostUsd: number;
  #grants: Grant[] = [];

  /** `mostUsd`: what a run may spend at most, whatever it says. */
  constructor(mostUsd: number) {
    this.#mostUsd = mostUsd;
  }

  /** A Bash call with that line was allowed. */
  allow(call: string, line: string, now: number): void {
    for (const { command, maxCostUsd } of commandsIn(line))
      this.add({ command, call, ceilingUsd: maxCostUsd ?? this.#mostUsd, until: now + GRANT_MS });
  }

  /** A run of our own doing is granted. */
  add(grant: Grant): void {
    this.#grants.push({ ...grant, ceilingUsd: Math.min(grant.ceilingUsd, this.#mostUsd) });
  }

  /** The call has returned. */
  returned(call: string, now: number): void {
    for (const grant of this.#grants)
      if (grant.call === call) grant.until = Math.min(grant.until, now + AFTER_CALL_MS);
  }

  /** Whether a run may still ask. */
  isOpen(now: number): boolean {
    this.#grants = this.#grants.filter(({ until }) => until > now);
    return this.#grants.length > 0;
  }

  /** Uses up the grant for an offer. Returns what its run may spend; null when nobody allowed it. */
  use({ command, maxCostUsd }: Pick<Offer, 'command' | 'maxCostUsd'>, now: number): number | null {
    if (!this.isOpen(now)) return null;
    const at = this.#grants.findIndex((grant) => grant.command === command);
    const [grant] = at < 0 ? [] : this.#grants.splice(at, 1);
    return grant ? Math.min(grant.ceilingUsd, maxCostUsd ?? grant.ceilingUsd) : null;
  }
}
