// A process that takes the lock of each folder it is told, at the moment it is told, and keeps it until told to let go.
import { lock } from '../../../src/plan/run/lock.ts';

let release: (() => void) | null = null;

process.on('message', (told: { folder: string; at: number } | 'release') => {
  if (told === 'release') {
    release?.();
    release = null;
    process.send?.('released');
    return;
  }
  while (Date.now() < told.at); // all at the same millisecond
  try {
    release = lock(told.folder);
    process.send?.('held');
  } catch (error) {
    process.send?.((error as Error).message);
  }
});
process.send?.('ready');
