// What `--fix` does: one line of one file at a time, everything else byte for byte as it was.
import { lstatSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { systemCode, systemReason, UsageError } from '../errors.ts';
import { parseMarkdown } from '../front-matter.ts';
import type { Finding, Repair } from './finding.ts';

export interface Repaired {
  finding: Finding;
  /** What was changed, exactly; or why nothing was. */
  changed: { file: string; line: number; from: string; to: string } | { problem: string };
}

/** Makes the repairs of those findings that have one. Never throws for what a file holds. */
export const repairAll = (findings: readonly Finding[]): Repaired[] =>
  findings.flatMap((finding) => (finding.repair ? [{ finding, changed: repair(finding.repair) }] : []));

function repair({ file, line, from, to }: Repair): Repaired['changed'] {
  try {
    const text = readFileSync(file, 'utf8');
    const lines = text.split('\n');
    if (lines[line - 1] !== from) return { problem: `${file}:${line} has changed meanwhile` };
    lines[line - 1] = to;
    const after = lines.join('\n');
    parseMarkdown(after, file); // throws for what is no longer a header
    // Bytes that are not UTF-8 would not come back as they were.
    if (!Buffer.from(text).equals(readFileSync(file))) return { problem: `${file} is not UTF-8` };
    replace(file, after);
    return { file, line, from: from.trimEnd(), to: to.trimEnd() };
  } catch (error) {
    if (error instanceof UsageError) return { problem: error.message };
    if (systemCode(error)) return { problem: `${file}: ${systemReason(error)}` };
    throw error;
  }
}

/** Writes a file whole, under a name of its own first; a link stays a link. */
function replace(file: string, text: string): void {
  const { mode, nlink } = statSync(file);
  if (nlink > 1 || isLink(file)) {
    writeFileSync(file, text);
    return;
  }
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, text, { mode: mode & 0o777, flag: 'wx' });
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

const isLink = (file: string): boolean => lstatSync(file).isSymbolicLink();
