// Samples of real logs with what people know of each line, from a folder the user names: LogPub's `<system>-2k.log` beside
// `<system>-2k.labels.csv`, or loghub's `<System>/<System>_2k.log` beside `<System>_2k.log_structured.csv`.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';

export interface LogLine {
  text: string;
  /** The event kind it was assigned to, and its severity field; undefined where the log has none. */
  kind: string;
  level: string | undefined;
}

/** Returns the labelled logs in `folder`, by system. Throws Error when there are none. */
export function readLogSamples(folder: string): Map<string, LogLine[]> {
  const samples = new Map<string, LogLine[]>();
  for (const log of logsIn(folder)) {
    const labels = [log.replace(/\.log$/, '.labels.csv'), `${log}_structured.csv`].find(existsSync);
    if (labels) samples.set(path.basename(log).replace(/[-_]2k\.log$/, ''), readSample(log, labels));
  }
  if (!samples.size) throw new Error(`${folder} holds no labelled logs.`);
  return samples;
}

function logsIn(folder: string): string[] {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const at = path.join(folder, name);
      if (name.endsWith('.log')) return [at];
      return statSync(at).isDirectory()
        ? readdirSync(at)
            .filter((log) => log.endsWith('.log'))
            .map((log) => path.join(at, log))
        : [];
    });
}

function readSample(log: string, labels: string): LogLine[] {
  const lines = readFileSync(log, 'utf8')
    .replace(/\r?\n$/, '')
    .split(/\r?\n/);
  const rows: Record<string, string>[] = parse(readFileSync(labels), { columns: true });
  if (lines.length !== rows.length) throw new Error(`${log}: ${lines.length} lines, ${rows.length} labels.`);
  return rows.map(({ EventId = '', Level }, index) => ({
    text: lines[index] as string,
    kind: EventId,
    level: Level,
  }));
}
