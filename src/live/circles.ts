// Whether a session goes in circles: the same file edited back and forth, or the same command failing twice. In memory only, and pure but for
// what it remembers.
export interface Edit {
  file: string;
  before: string;
  after: string;
}

/** So many edits are remembered, and so many commands. */
const MOST = 200;

export class Circles {
  #edits: string[] = [];
  readonly #failed = new Map<string, number>();
  #told = false;

  /** A file was edited. Returns what to offer, once a session; null where there is nothing. */
  edited({ file, before, after }: Edit): string | null {
    const back = this.#edits.includes(`${file}\0${after}\0${before}`);
    this.#edits = [...this.#edits, `${file}\0${before}\0${after}`].slice(-MOST);
    return back ? this.#tell(`${file.split('/').at(-1)} is edited back and forth`) : null;
  }

  /** A command ended. Returns what to offer. */
  ran(command: string, failed: boolean): string | null {
    if (!failed) {
      this.#failed.delete(command);
      return null;
    }
    const times = (this.#failed.get(command) ?? 0) + 1;
    if (this.#failed.size < MOST || this.#failed.has(command)) this.#failed.set(command, times);
    return times === 2 ? this.#tell('the same check has failed twice') : null;
  }

  #tell(what: string): string | null {
    if (this.#told) return null;
    this.#told = true;
    return what;
  }
}
