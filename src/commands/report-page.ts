// `tierwise report --html`: the report as a page for the browser. Loaded only when it is asked for.
import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { refuseOutput } from '../bulk/result/destination.ts';
import { FormerResults, refuseToDestroy } from '../bulk/result/former.ts';
import { OutputFile } from '../bulk/result/output-file.ts';
import { dataHome } from '../data-home.ts';
import { EXIT, type ExitCode } from '../errors.ts';
import { encode } from '../formats/bytes.ts';
import type { Host } from '../host.ts';
import { block } from '../json-block.ts';
import { listKept } from '../opinion/kept.ts';
import { PLUGIN_ROOT } from '../plugin-root.ts';
import { columnsOf } from '../report/columns.ts';
import { pageHead } from '../report/page-data.ts';
import { singleCalls } from '../report/single-calls.ts';
import { counted, megabytes } from '../terminal/format.ts';
import { readLimits } from '../usage/limits.ts';
import { callsOfPeriod } from '../usage/report.ts';
import type { Block, ReportHead } from '../view/report/data.ts';
import { type Asked, makeReport } from './report-made.ts';

const USUAL_NAME = 'tierwise-report.html';
/** Where the data goes in the template. */
const DATA_MARK = '<!-- data -->';
const ORIGIN = { input: 'the ledger', complete: true };

/** Writes the page of a report, to `option` or under its usual name. Returns the exit code. Throws UsageError when it may not be written. */
export async function reportPage(host: Host, asked: Asked, option: string | true): Promise<ExitCode> {
  const { access, env, results, stdout, stderr } = host;
  const out = option === true ? USUAL_NAME : option;
  const guard = (): void => access.checkWrite(out, 'page', option === true);
  refuseOutput(out, { path: null }, guard);
  const former = new FormerResults(dataHome(env));
  await refuseToDestroy(out, { former, origin: ORIGIN, isOurs: isPage, force: false });
  const parts = await pageParts(host, asked);
  // It names projects and branches: nobody else's to read.
  const file = new OutputFile(out, results, { guard, newMode: 0o600 });
  try {
    for (const part of parts.text) await file.write(encode(part));
    await former.remember(await file.finish(), ORIGIN);
  } finally {
    await file.discard();
  }
  const said = counted(parts.calls, 'call');
  if (out === '-') stderr.write(`${said}\n`);
  else
    stdout.write(
      `${out}: ${said}, ${megabytes(statSync(out).size)}. Open it in a browser: ${pathToFileURL(resolve(out))}\n`,
    );
  return EXIT.ok;
}

async function pageParts(host: Host, asked: Asked): Promise<{ text: string[]; calls: number }> {
  const { report, books, facts } = await makeReport(host, asked);
  const home = dataHome(host.env);
  const single = singleCalls(home, books.calls, facts.from);
  const { calls } = callsOfPeriod({ ...books, calls: single.calls }, facts);
  const { blocks, names } = columnsOf(calls, facts.projectOf ?? ((folder) => folder));
  const page = { report, facts, calls, isSingle: single.isSingle };
  const head = {
    ...pageHead({ ...page, limits: readLimits(home, new Date()), kept: listKept(home) }),
    names,
  };
  return { text: pageText(head, blocks), calls: report.totals.calls };
}

/** Returns the page with its data, in parts. */
export function pageText(head: ReportHead, blocks: readonly Block[]): string[] {
  const template = readFileSync(join(PLUGIN_ROOT, 'dist', 'report.html'), 'utf8');
  const [before = '', after = ''] = template.split(DATA_MARK);
  return [before, block('head', head), ...blocks.map((one) => block('rows', one)), after];
}

/** Whether the file at `path` begins as our pages do. */
function isPage(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    const start = Buffer.alloc(4096);
    return start.toString('utf8', 0, readSync(file, start)).includes('<title>tierwise report</title>');
  } finally {
    closeSync(file);
  }
}
