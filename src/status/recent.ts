// What sessions spent lately, read quickly: the end of the ledger, by its keys instead of record by record.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { ledgerFolder } from '../usage/ledger-entry.ts';
import type { Spending } from './forecast.ts';

/** The end of each month's file: some 10,000 calls. */
const MOST_BYTES = 4 * 1024 * 1024;

/** Returns what the calls of sessions cost since `from`, each call once. A ledger that cannot be read is empty. */
export function recentSpending(home: string, from: Date, to: Date): Spending[] {
  const calls = new Map<string, Spending>();
  for (const month of new Set([from, to].map((day) => day.toISOString().slice(0, 7))))
    addCalls(endOf(join(ledgerFolder(home), `${month}.jsonl`)), calls);
  return [...calls.values()].filter(({ at }) => at >= from.getTime());
}

/** A repeated id keeps its first moment and its last price, as in the report. */
function addCalls(text: string, calls: Map<string, Spending>): void {
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf('\n', start);
    const line = text.slice(start, end < 0 ? text.length : end);
    start += line.length + 1;
    const id = after(line, '"id":"');
    const usd = Number.parseFloat(line.slice(line.lastIndexOf(COST) + COST.length));
    if (!id || !line.includes(COST) || Number.isNaN(usd)) continue;
    const source = after(line, '"source":"');
    if (source !== 'session' && source !== 'subagent') continue;
    const at = calls.get(id)?.at ?? Date.parse(after(line, '"at":"'));
    if (!Number.isNaN(at)) calls.set(id, { at, usd });
  }
}

const COST = '"costUsd":';

/** The text behind `key`, to the next quote; '' where there is none. */
function after(line: string, key: string): string {
  const from = line.indexOf(key);
  return from < 0 ? '' : line.slice(from + key.length, line.indexOf('"', from + key.length));
}

function endOf(file: string): string {
  let fd: number | null = null;
  try {
    fd = openSync(file, 'r');
    const { size } = fstatSync(fd);
    const bytes = Buffer.alloc(Math.min(size, MOST_BYTES));
    return bytes.toString('latin1', 0, readSync(fd, bytes, 0, bytes.length, size - bytes.length));
  } catch {
    return '';
  } finally {
    if (fd !== null) closeSync(fd);
  }
}
