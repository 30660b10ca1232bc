// A process that takes the lock of each folder it is told, at the moment it is told, and keeps it until told to let go.
import { tryLock } from '../../../src/lock.ts';

let release: (() => void) | null = null;

process.on('message', (told: { folder: string; at: number } | 'release') => {
  if (told === 'release') {
    release?.();
    release = null;
    process.send?.('released');
    return;
  }
  while (Date.now() < told.at); // all at the same millisecond
  const locked = tryLock(told.folder);
  release = typeof locked === 'function' ? locked : null;
  process.send?.(typeof locked === 'function' ? 'held' : `held by ${locked.heldBy}`);
});
process.send?.('ready');
