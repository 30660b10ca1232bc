// A session of the real client over several prompts, in one process: as a user has it, and each start of the client costs a second.
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface Turn {
  text: string;
  /** The commands for which the client would have asked. */
  asked: string[];
}

export interface Talk {
  /** Types a prompt; resolves with what the client says at the end of its turn, rejects when the turn or the client fails. */
  say(prompt: string): Promise<Turn>;
  /** Ends the session; resolves with the exit code. */
  end(): Promise<number | null>;
}

/** What a client has to be started with to be talked to. */
export const TALKING = ['-p', '--input-format', 'stream-json', '--output-format', 'stream-json', '--verbose'];

interface Result {
  type: string;
  is_error?: boolean;
  result?: string;
  permission_denials?: { tool_input: { command: string } }[];
}

/** A talk with a client that was started with TALKING, its three streams piped. */
export function talkWith(client: ChildProcessWithoutNullStreams): Talk {
  const { stdin, stdout, stderr } = client;
  let complaints = '';
  stderr.setEncoding('utf8').on('data', (text) => {
    complaints += text;
  });
  let heard = (_: Result): void => {};
  let gone = (_: Error): void => {};
  createInterface({ input: stdout }).on('line', (line) => {
    const said: Result = JSON.parse(line);
    if (said.type === 'result') heard(said);
  });
  const ended = new Promise<number | null>((resolve) => {
    client.on('close', (code) => {
      gone(new Error(`The client ended (${code}): ${complaints}`));
      resolve(code);
    });
  });
  return {
    async say(prompt) {
      const turn = new Promise<Result>((resolve, reject) => {
        [heard, gone] = [resolve, reject];
      });
      stdin.write(`${JSON.stringify({ type: 'user', message: { role: 'user', content: prompt } })}\n`);
      const { is_error: failed, result = '', permission_denials: denials = [] } = await turn;
      if (failed) throw new Error(`"${prompt}" ended with an error: ${result}\n${complaints}`);
      return { text: result, asked: denials.map(({ tool_input }) => tool_input.command) };
    },
    end() {
      stdin.end();
      return ended;
    },
  };
}
