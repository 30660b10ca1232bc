import { writeSync } from 'node:fs';

/**
 * Writes text to stdout without a stream, which would take longer to load than what is said takes to find out; where the reader is slow,
 * with one. Returns whether all of it is written.
 */
export function say(text: string): boolean {
  const bytes = Buffer.from(text);
  let written = 0;
  try {
    while (written < bytes.length) written += writeSync(1, bytes, written);
    return true;
  } catch {
    process.stdout.on('error', () => {}); // a reader that no longer listens
    process.stdout.write(bytes.subarray(written));
    return false;
  }
}
