// An opinion shown: on the terminal, as JSON, or as a report in a format, in a file or on stdout.
import { accessSync, constants, existsSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { EXIT, systemReason, UsageError } from '../errors.ts';
import type { Host } from '../host.ts';
import { annotations, inert } from '../opinion/github.ts';
import { toJson } from '../opinion/json.ts';
import type { Opinion, OpinionSettings } from '../opinion/opinion.ts';
import { permalinksOf } from '../opinion/permalinks.ts';
import { ABOUT_FINDINGS, type ReportFormat, reportIn } from '../opinion/report-format.ts';
import { formatOpinion } from '../opinion/report-text.ts';
import { createProgress, type Progress } from '../terminal/progress.ts';
import { visible, visibleJson } from '../terminal/visible.ts';

const WIDEST = 110;

/** How it is to be shown. */
export interface ShowOptions {
  out?: string;
  format?: ReportFormat;
  json?: boolean;
  diff?: string | true;
}

/** Throws UsageError when the format cannot be had together with the other options. */
export function checkFormat({ format, out, json, review }: ShowOptions & { review?: boolean }): void {
  if (!format) return;
  if (ABOUT_FINDINGS.includes(format) && !review)
    throw new UsageError(`--format ${format} is about findings: give --review, too.`);
  if (json && (out === undefined || format === 'github'))
    throw new UsageError(
      `--json and --format ${format} would both be on stdout: ${format === 'github' ? 'leave one out' : 'name a file for the report with --out'}.`,
    );
}

/** Returns the progress line; where a workflow reads the log, nothing that models wrote is a command in it. */
export function progressFor(format: ReportFormat | undefined, host: Host): Progress {
  const progress = createProgress(host);
  if (format !== 'github') return progress;
  return { ...progress, note: (line) => progress.note(inert(line)) };
}

/** Shows what came of an opinion, and writes its report. Throws UsageError when that cannot be written. */
export function showOpinion(
  found: Opinion,
  { question, review, material }: OpinionSettings,
  { out, format, json, diff, kept }: ShowOptions & { kept: string | null },
  { host, progress }: { host: Host; progress: Progress },
): void {
  const { stdout, stderr } = host;
  const title = review ? `Review: ${material.diff?.origin}` : question;
  const permalink = format === 'github' ? permalinksOf(material.diff, diff, host) : () => null;
  const report = reportIn(format ?? 'md', found, { title, permalink });
  if (out !== undefined) writeReport(out, report, host, progress);
  if (json) stdout.write(`${visibleJson({ ...toJson(found), kept })}\n`);
  else if (format === 'github') {
    const marked = annotations(found);
    stdout.write(
      [marked && `${marked}\n`, out === undefined ? inert(report) : ''].filter(Boolean).join('\n'),
    );
  } else if (format && out === undefined) stdout.write(report);
  else {
    const width = Math.min(stdout.columns || WIDEST, WIDEST);
    // Who watched the answers come need not read them again below the comparison.
    const isOnScreen = stdout.isTTY && stderr.isTTY;
    stdout.write(`${formatOpinion(found, { width, full: out === undefined && !isOnScreen })}\n`);
  }
}

/** Throws UsageError when a report cannot be written. Before anything is asked: what is paid for must not be lost to a wrong path. */
export function checkWritable(out: string): void {
  try {
    accessSync(dirname(resolve(out)), constants.W_OK);
    if (existsSync(out)) accessSync(out, constants.W_OK);
  } catch (error) {
    throw new UsageError(`${out}: cannot write there: ${systemReason(error)}.`);
  }
  if (existsSync(out) && statSync(out).isDirectory())
    throw new UsageError(`${out} is a folder: name a file in it.`);
}

function writeReport(out: string, text: string, { stdout, access }: Host, progress: Progress): void {
  try {
    access.checkWrite(out, 'report');
    writeFileSync(out, visible(text), { flag: access.confined ? 'wx' : 'w' });
    progress.note(`The report is in ${out}.`);
  } catch (error) {
    // The answers are paid for: they must not be lost with the file.
    stdout.write(text);
    throw new UsageError(
      `${out}: cannot write it: ${systemReason(error)}. The report is above.`,
      EXIT.incomplete,
    );
  }
}
