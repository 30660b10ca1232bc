// What `tierwise init` asks at a terminal, one line each; without one, or with --yes, the first choice is taken.
import { createInterface } from 'node:readline';
import type { Host } from '../host.ts';

export interface Questions {
  /** Returns the line typed, or `usual` for an empty one or where nobody is asked. */
  text(question: string, usual: string): Promise<string>;
  /** Returns the number chosen, from 0. */
  choice(question: string, among: number): Promise<number>;
  /** Returns whether the user agrees. */
  agree(question: string): Promise<boolean>;
  close(): void;
}

/** Nobody is asked: what is usual is taken. */
export const UNASKED: Questions = {
  text: async (_question, usual) => usual,
  choice: async () => 0,
  agree: async () => true,
  close() {},
};

/** Asks the user at the terminal. The end of the input refuses. */
export function askedOn({ stdin, stderr }: Pick<Host, 'stdin' | 'stderr'>): Questions {
  const lines = createInterface({ input: stdin });
  const typed = lines[Symbol.asyncIterator]();
  const ask = async (question: string): Promise<string | null> => {
    stderr.write(`${question} `);
    const { value, done } = await typed.next();
    return done ? null : value.trim();
  };
  return {
    text: async (question, usual) => (await ask(`${question}${usual && ` [${usual}]`}`)) || usual,
    async choice(question, among) {
      for (;;) {
        const said = await ask(`${question} [1]`);
        const number = Number(said || '1');
        if (said === null || (Number.isInteger(number) && number >= 1 && number <= among)) return number - 1;
        stderr.write(`Type a number from 1 to ${among}.\n`);
      }
    },
    async agree(question) {
      const said = await ask(`${question} [Y/n]`);
      return said !== null && /^(y(es)?)?$/i.test(said);
    },
    close: () => lines.close(),
  };
}
