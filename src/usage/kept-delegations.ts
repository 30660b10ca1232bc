// What was read of agents' transcripts, without what they were asked, so that a report need not read them again: a line per file, found
// by its state. Only a cache; what does not fit is read anew.
import { appendFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makePrivateFolder } from '../data-home.ts';
import { thisProgram } from '../program.ts';
import { ledgerFolder } from './ledger-entry.ts';
import type { CallGroup } from './priced-call.ts';

export interface DelegationFacts {
  agent: string;
  session: string | null;
  at: string;
  /** What it called, in order. */
  calls: readonly CallGroup[];
  /** Whether its last answer ended by itself: it was not cut off, and did not fail. */
  ended: boolean;
}

export class KeptDelegations {
  readonly #home: string;
  /** Lines by the file they are about. */
  readonly #lines: Map<string, string>;
  readonly #first: string;
  readonly #isNew: boolean;
  #number = 0;
  readonly #added: string[] = [];

  constructor(home: string) {
    this.#home = home;
    this.#first = JSON.stringify({ v: 1, by: thisProgram() });
    const [first, ...lines] = textOf(this.#file).split('\n');
    this.#isNew = first !== this.#first;
    this.#lines = new Map();
    for (const line of this.#isNew ? [] : lines) {
      const [, file] = /^\["((?:[^"\\]|\\.)*)",/.exec(line) ?? [];
      if (file === undefined) continue;
      this.#number++;
      this.#lines.set(file, line);
    }
  }

  get #file(): string {
    return join(ledgerFolder(this.#home), 'books', 'delegated.jsonl');
  }

  /** Returns what is known of a file in that state; null where nothing is. */
  find(file: string, state: string): DelegationFacts | null {
    const name = JSON.stringify(file);
    const line = this.#lines.get(name.slice(1, -1));
    if (!line?.startsWith(`[${name},${JSON.stringify(state)},`)) return null;
    try {
      return JSON.parse(line)[2];
    } catch {
      return null; // torn
    }
  }

  /** Takes what was read of a file, and returns it. */
  add(file: string, state: string, facts: DelegationFacts): DelegationFacts {
    const line = JSON.stringify([file, state, facts]);
    this.#lines.set(JSON.stringify(file).slice(1, -1), line);
    this.#added.push(line);
    return facts;
  }

  /** Keeps what was added, as far as it can be written; without what it replaces, where that is more than the rest. */
  save(): void {
    if (!this.#added.length) return;
    const isFull = this.#number + this.#added.length > 2 * this.#lines.size;
    const draft = `${this.#file}.${process.pid}.tmp`;
    try {
      makePrivateFolder(join(ledgerFolder(this.#home), 'books'));
      if (this.#isNew || isFull) {
        writeFileSync(draft, text([this.#first, ...this.#lines.values()]), { mode: 0o600 });
        renameSync(draft, this.#file);
      } else appendFileSync(this.#file, `\n${text(this.#added)}`);
    } catch {
      // Then they are read again.
    }
  }
}

const text = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
