// Ctrl-C as the host tells of it.
import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import type { Host } from '../../src/host.ts';
import { onInterrupt } from '../../src/terminal/interrupt.ts';

/** A host whose signals are sent by hand. */
function hostWith(signals: EventEmitter, exits: number[]): Pick<Host, 'signals' | 'exit'> {
  return { signals, exit: (code) => exits.push(code) };
}

test.each(['SIGINT', 'SIGTERM', 'SIGQUIT'])(
  'the first %s asks for a clean stop, the second ends at once',
  (signal) => {
    const signals = new EventEmitter();
    const exits: number[] = [];
    let told = 0;
    const interrupt = onInterrupt(hostWith(signals, exits), () => told++);
    expect([interrupt.signal.aborted, told, exits]).toEqual([false, 0, []]);
    signals.emit(signal, signal);
    expect([interrupt.signal.aborted, told, exits]).toEqual([true, 1, []]);
    signals.emit(signal, signal);
    expect([told, exits]).toEqual([1, [130]]);
  },
);

test.each([
  ['a closed terminal sends SIGHUP twice', ['SIGHUP', 'SIGHUP', 'SIGHUP'], []],
  ['a shutdown may send SIGTERM beside it', ['SIGHUP', 'SIGTERM'], []],
  ['and in the other order', ['SIGTERM', 'SIGHUP'], []],
  ['Ctrl-C after any of them is a person who means it', ['SIGHUP', 'SIGINT'], [130]],
])('%s: %s', (_, sent, expected) => {
  const signals = new EventEmitter();
  const exits: number[] = [];
  const interrupt = onInterrupt(hostWith(signals, exits), () => {});
  for (const signal of sent) signals.emit(signal, signal);
  expect([interrupt.signal.aborted, exits]).toEqual([true, expected]);
});

test('a run that has ended is called no more', () => {
  const signals = new EventEmitter();
  const interrupt = onInterrupt(hostWith(signals, []), () => {});
  interrupt.release();
  expect(signals.eventNames()).toEqual([]);
  signals.emit('SIGINT', 'SIGINT');
  expect(interrupt.signal.aborted).toBe(false);
});
