import { writeSync } from 'node:fs';

/**
 * Writes a hook's answer without a stream, which would take longer than all of it; where the client takes it slowly, with one. Returns
 * whether all of it is written.
 */
export function say(text: string): boolean {
  const bytes = Buffer.from(text);
  let written = 0;
  try {
    while (written < bytes.length) written += writeSync(1, bytes, written);
    return true;
  } catch {
    process.stdout.on('error', () => {}); // a client that no longer listens
    process.stdout.write(bytes.subarray(written));
    return false;
  }
}
