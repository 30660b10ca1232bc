// Ctrl-C and its like: the first asks for a clean stop, the second ends the process at once.
import { EXIT } from '../errors.ts';
import { type Host, STOP_SIGNALS, type StopSignal } from '../host.ts';

export interface Interrupt {
  signal: AbortSignal;
  /** Gives the signals their usual meaning back. */
  release(): void;
}

/** Turns the signals that ask for a stop into an abort; `onFirst` tells the user what happens now. */
export function onInterrupt(
  { signals, exit }: Pick<Host, 'signals' | 'exit'>,
  onFirst: () => void,
): Interrupt {
  const controller = new AbortController();
  const seen = new Set<StopSignal>();
  const handle = (signal: StopSignal): void => {
    if (!seen.size) {
      controller.abort();
      onFirst();
    } else if (isInsisting(signal, seen)) exit?.(EXIT.interrupted);
    seen.add(signal);
  };
  for (const signal of STOP_SIGNALS) signals?.on(signal, handle);
  return {
    signal: controller.signal,
    release() {
      for (const signal of STOP_SIGNALS) signals?.off(signal, handle);
    },
  };
}

// One closed terminal, or one shutdown, sends several: what is paid for is still waited for.
const isInsisting = (signal: StopSignal, seen: ReadonlySet<StopSignal>): boolean =>
  signal === 'SIGINT' || signal === 'SIGQUIT' || (signal === 'SIGTERM' && seen.has(signal));
