// Loaded into the command with --require: a clock that somebody sets.
//   SEARCH_CLOCK=-3600000   how far it is off, in milliseconds
//   SEARCH_JUMP_AT=20       it is set only when it is looked at the 20th time; from the start without it
const off = Number(process.env.SEARCH_CLOCK ?? 0);
let looks = Number(process.env.SEARCH_JUMP_AT ?? 0);
const Real = Date;
const now = () => Real.now() + (--looks > 0 ? 0 : off);

globalThis.Date = class SetDate extends Real {
  constructor(...given) {
    if (given.length) super(...given);
    else super(now());
  }
  static now() {
    return now();
  }
};
