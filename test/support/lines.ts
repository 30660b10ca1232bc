// Lines to tag and a server that tags them right: what says "failed" is an error.
import { onTestFinished } from 'vitest';
import { type MessagesServer, type ServerOptions, startMessagesServer } from './messages-server.ts';

export const bySight = (item: string): string[] => [item.includes('failed') ? 'error' : 'info'];

/** The line as it stands in the output. */
export const label = (line: string): string => `${bySight(line)[0]}\t${line}`;

/** `count` lines of which no two are the same after the masks: they differ in letters, not in numbers. */
export const lines = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `unit ${letters(index)} ${index % 5 ? 'is up' : 'failed'}`);

const letters = (index: number): string =>
  String(index).replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)] ?? '');

export const text = (items: readonly string[]): string => `${items.join('\n')}\n`;

/** A Messages server that is closed when the test ends. */
export async function serve(options: ServerOptions = {}): Promise<MessagesServer> {
  const server = await startMessagesServer({ tag: bySight, ...options });
  onTestFinished(() => server.close());
  return server;
}
