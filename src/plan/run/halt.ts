// Whether a run may start more work.

/** Why no further try is started. */
export interface Halt {
  why: 'ceiling' | 'interrupted' | 'executor' | 'setup' | 'git';
  message: string;
}

/** Thrown once and for all; the first reason stands. */
export class HaltSwitch {
  #halted: Halt | null = null;

  /** Null while the run goes on. */
  get halted(): Halt | null {
    return this.#halted;
  }

  halt(halt: Halt): void {
    this.#halted ??= halt;
  }
}
