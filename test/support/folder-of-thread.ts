// A thread has no folder of its own to work in; the process has. Loaded for tests that run in threads, one at a time: whoever
// changes the folder has the main thread do it (vitest.mutation.config.mts) and waits until it has.
import { BroadcastChannel, isMainThread } from 'node:worker_threads';

export const CHANNEL = 'folder-of-thread';

if (!isMainThread) {
  const channel = new BroadcastChannel(CHANNEL);
  channel.unref();
  process.chdir = (folder) => {
    const done = new Int32Array(new SharedArrayBuffer(4));
    channel.postMessage({ folder, done });
    if (Atomics.wait(done, 0, 0, 10_000) === 'timed-out') throw new Error(`nobody went to ${folder}`);
    if (Atomics.load(done, 0) === 2) throw new Error(`${folder} cannot be gone to`);
  };
}
