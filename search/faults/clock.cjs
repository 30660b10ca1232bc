// Loaded into the command with --require: a clock that somebody sets.
//   SEARCH_CLOCK=-3600000   how far it is off, in milliseconds
//   SEARCH_JUMP_MS=300      it is set only when the process is as old; from the start without it
//   SEARCH_JUMP_IN_WAIT=1   it is set only while the process waits for something, for half a second or longer
const timers = require('node:timers/promises');
const { SEARCH_CLOCK, SEARCH_JUMP_MS = '0', SEARCH_JUMP_IN_WAIT } = process.env;
const Real = Date;
let isSet = !SEARCH_JUMP_IN_WAIT;
const now = () =>
  Real.now() + (isSet && process.uptime() * 1000 >= Number(SEARCH_JUMP_MS) ? Number(SEARCH_CLOCK) : 0);

const { setTimeout: wait } = timers;
timers.setTimeout = (ms, ...rest) => {
  if (ms >= 500) isSet = true;
  return wait(ms, ...rest);
};

globalThis.Date = class SetDate extends Real {
  constructor(...given) {
    if (given.length) super(...given);
    else super(now());
  }
  static now() {
    return now();
  }
};
