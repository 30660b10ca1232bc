// Where a page of a calibration goes: a file for the browser, never one that somebody else wrote.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Items } from '../bulk/items/open.ts';
import { newModeFor, refuseOutput } from '../bulk/result/destination.ts';
import { OutputFile } from '../bulk/result/output-file.ts';
import { UsageError } from '../errors.ts';
import { encode } from '../formats/bytes.ts';
import type { Host } from '../host.ts';

export interface Page {
  out: string;
  /** Named after the input. */
  usual: boolean;
}

/** Returns where a page goes: where the option says, or beside the input. Throws UsageError. */
export function pageFor(
  { access }: Host,
  inputPath: string,
  option: string | true,
  kind: 'calibration' | 'labels',
): Page {
  if (option === true && (inputPath === '-' || !existsSync(inputPath) || !statSync(inputPath).isFile()))
    throw new UsageError(
      `${inputPath} is not one file, so the page cannot be named after it. Name a file for it.`,
    );
  const out = option === true ? `${inputPath}.${kind}.html` : option;
  access.checkWrite(out, 'page', option === true);
  if (out !== '-' && existsSync(out) && !isOurs(out))
    throw new UsageError(
      `${out} is there already, and is not a page of "tierwise calibrate". Name another file.`,
    );
  return { out, usual: option === true };
}

const isOurs = (path: string): boolean =>
  readFileSync(path, 'utf8').slice(0, 4096).includes('<title>tierwise calibrate');

/** Writes a page, and says where it is. Throws UsageError. */
export async function writePage(
  host: Host,
  { out, usual }: Page,
  input: Items['input'],
  html: string,
): Promise<void> {
  const guard = (): void => host.access.checkWrite(out, 'page', usual);
  refuseOutput(out, input, guard);
  const file = new OutputFile(out, host.results, { guard, newMode: newModeFor(input) });
  try {
    await file.write(encode(html));
    await file.finish();
  } finally {
    await file.discard();
  }
  if (out !== '-') host.stderr.write(`${out}: open it in a browser: ${pathToFileURL(resolve(out))}\n`);
}
