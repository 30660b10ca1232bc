// Ctrl-C: the first asks for a clean stop, the second ends the process at once.
import { EXIT } from '../errors.ts';
import type { Host } from '../host.ts';

export interface Interrupt {
  signal: AbortSignal;
  /** Gives Ctrl-C its usual meaning back. */
  release(): void;
}

/** Turns SIGINT and SIGTERM into an abort; `onFirst` tells the user what happens now. */
export function onInterrupt(
  { signals, exit }: Pick<Host, 'signals' | 'exit'>,
  onFirst: () => void,
): Interrupt {
  const controller = new AbortController();
  const handle = (): void => {
    if (controller.signal.aborted) exit?.(EXIT.interrupted);
    else {
      controller.abort();
      onFirst();
    }
  };
  signals?.on('SIGINT', handle);
  signals?.on('SIGTERM', handle);
  return {
    signal: controller.signal,
    release() {
      signals?.off('SIGINT', handle);
      signals?.off('SIGTERM', handle);
    },
  };
}
