// What a coding CLI is lent of its user's home: the login, and how it reaches its model. Instructions, skills, hooks and servers
// stay behind: an answer should not be biased by them, and a program of theirs should not run unseen.
import {
  copyFileSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { isRecord, parseJson } from './foreign.ts';

/** Called when the CLI has ended: what it renewed of its login becomes the user's. */
export type GiveBack = () => void;

/** Makes the home of one call below `own`; returns its path. */
export function makeHome(own: string): string {
  const home = join(own, 'home');
  mkdirSync(home, { mode: 0o700 });
  return home;
}

/** Lends the user's file `from` as `to`, where there is one: as a link, so that a CLI which renews it renews the user's. */
export function lendFile(from: string, to: string): GiveBack {
  const lent = textOf(from);
  if (lent === null) return () => {};
  const target = realpathSync(from);
  try {
    symlinkSync(target, to);
  } catch {
    copyFileSync(target, to); // a system that lets not everybody make links
  }
  return () => {
    // A link that still is one was written through; a CLI that renames a new file into place has put it in our folder only.
    const renewed = isLink(to) ? null : textOf(to);
    if (renewed === null || renewed === lent) return;
    if (textOf(target) === lent) replace(target, renewed); // else the user's own is newer
  };
}

/** Lends some of the keys of the user's JSON file `from` as the file `to`. */
export function lendKeys(from: string, to: string, isLent: (key: string) => boolean): GiveBack {
  const lentOf = (settings: Record<string, unknown>): Record<string, unknown> =>
    Object.fromEntries(Object.entries(settings).filter(([key]) => isLent(key)));
  const lent = lentOf(jsonIn(from));
  if (!Object.keys(lent).length) return () => {};
  writeFileSync(to, JSON.stringify(lent), { mode: 0o600 });
  return () => {
    const renewed = lentOf(jsonIn(to));
    const changed = Object.entries(renewed).filter(([key, value]) => !isSame(value, lent[key]));
    const text = textOf(from);
    if (!changed.length || text === null || !isSame(lentOf(jsonIn(from)), lent)) return;
    const comment = text.slice(0, Math.max(0, text.indexOf('{')));
    const all = { ...jsonIn(from), ...Object.fromEntries(changed) };
    replace(from, `${comment}${JSON.stringify(all, null, 2)}\n`);
  };
}

/** Returns the object in a JSON file that may have comments; empty when there is none. */
export function jsonIn(file: string): Record<string, unknown> {
  const value = parseJson((textOf(file) ?? '').replace(COMMENT, '$1'));
  return isRecord(value) ? value : {};
}

const COMMENT = /("(?:\\.|[^"\\])*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;

/** Returns the text of a file; null when it cannot be read. */
export function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
}

/** Puts a new text in place of a file, whole or not at all. */
function replace(file: string, text: string): void {
  const whole = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(whole, text, { mode: 0o600 });
    renameSync(whole, file);
  } catch {
    rmSync(whole, { force: true }); // the user logs in again
  }
}
