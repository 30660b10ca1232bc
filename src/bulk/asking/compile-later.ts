// V8 makes fast code of functions that have run for a while, and again where it guessed wrong: of a run of some thousand requests
// that was a fifth of all processor time, for code that mostly waits.
import { setFlagsFromString } from 'node:v8';

/** From now on a function has to run four times as long for that. */
export const compileLater = (): void => setFlagsFromString('--interrupt-budget=270336');
