// The suite at another date: clocks and the times of files are moved together, in every Node process that the tests start.
//   SHIFT_DAYS=47 NODE_OPTIONS="--require $PWD/test/support/shift.cjs" pnpm exec vitest run --project unit --project command
//   SHIFT_TO=2027-12-31T23:59:30 … begins at that time; TZ=Pacific/Auckland goes with it to every process
const childProcess = require('node:child_process');
const fs = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');
const { join } = require('node:path');
const { getEnvironmentData, isMainThread, setEnvironmentData } = require('node:worker_threads');

const DAY_MS = 86_400_000;
const { SHIFT_MS, SHIFT_DAYS, SHIFT_TO, TZ } = process.env;
const byMs = SHIFT_TO
  ? Date.parse(SHIFT_TO) - Date.now()
  : Number(SHIFT_MS ?? Number(SHIFT_DAYS ?? 0) * DAY_MS);
const ms = isMainThread ? byMs : getEnvironmentData(__filename);
setEnvironmentData(__filename, ms);

// No test sees that it is shifted: what its processes get is put into their environment as they start.
for (const name of ['SHIFT_MS', 'SHIFT_DAYS', 'SHIFT_TO', 'NODE_OPTIONS']) delete process.env[name];
const handedOn = { NODE_OPTIONS: `--require ${__filename}`, SHIFT_MS: String(ms), ...(TZ && { TZ }) };

shiftClock();
shiftFileTimes();
shiftChildren();
syncBuiltinESMExports();

function shiftClock() {
  const Real = Date;
  const now = () => Real.now() + ms;
  function Shifted(...args) {
    if (!new.target) return new Shifted().toString();
    return Reflect.construct(Real, args.length ? args : [now()], new.target);
  }
  Object.setPrototypeOf(Shifted, Real);
  Shifted.prototype = Real.prototype;
  Object.assign(Shifted, { now, parse: Real.parse, UTC: Real.UTC });
  Object.defineProperty(Shifted, 'name', { value: 'Date' });
  Object.defineProperty(Real.prototype, 'constructor', {
    value: Shifted,
    configurable: true,
    writable: true,
  });
  globalThis.Date = Shifted;
}

function shiftFileTimes() {
  const moved = (stats) => {
    for (const name of ['atime', 'mtime', 'ctime', 'birthtime']) {
      const at = stats?.[`${name}Ms`];
      if (typeof at !== 'number') continue;
      stats[`${name}Ms`] = at + ms;
      Object.defineProperty(stats, name, { value: new Date(at + ms), configurable: true, writable: true });
    }
    return stats;
  };
  // What a test sets is a time of the shifted clock, in seconds or as a Date; Node takes one before 1970 for now.
  const real = (at) =>
    Math.max(1, typeof at === 'number' ? at - ms / 1000 : (new Date(at).getTime() - ms) / 1000);
  for (const name of ['stat', 'lstat', 'fstat']) {
    const [later, sync] = [fs[name], fs[`${name}Sync`]];
    fs[name] = (...args) => {
      const done = args.pop();
      later(...args, (error, stats) => done(error, moved(stats)));
    };
    fs[`${name}Sync`] = (...args) => moved(sync(...args));
    const promised = fs.promises[name];
    if (promised) fs.promises[name] = async (...args) => moved(await promised(...args));
  }
  for (const name of ['utimes', 'lutimes', 'futimes']) {
    const sync = fs[`${name}Sync`];
    fs[`${name}Sync`] = (file, accessed, changed) => sync(file, real(accessed), real(changed));
    const promised = fs.promises[name];
    if (promised)
      fs.promises[name] = (file, accessed, changed) => promised(file, real(accessed), real(changed));
  }
  const { open } = fs.promises;
  fs.promises.open = async (...args) => {
    const handle = await open(...args);
    const stat = handle.stat;
    handle.stat = async (...more) => moved(await stat.apply(handle, more));
    return handle;
  };
}

function shiftChildren() {
  const { ChildProcess } = childProcess;
  const { spawn } = ChildProcess.prototype;
  ChildProcess.prototype.spawn = function (options) {
    const pairs = options.envPairs ?? [];
    const path = pairs.findLast((pair) => pair.startsWith('PATH='))?.slice('PATH='.length);
    if (!isNode(options.file, path)) return spawn.call(this, options);
    const more = Object.entries(handedOn).map(([name, value]) => `${name}=${value}`);
    return spawn.call(this, { ...options, envPairs: [...pairs, ...more] });
  };
  for (const name of ['spawnSync', 'execFileSync']) {
    const start = childProcess[name];
    childProcess[name] = (...args) => {
      const at = Array.isArray(args[1]) ? 2 : 1;
      const env = args[at]?.env ?? process.env;
      if (isNode(args[0], env.PATH)) args[at] = { ...args[at], env: { ...env, ...handedOn } };
      return start(...args);
    };
  }
}

/** Whether a program is Node or a script for it: others are as they are, and some tests read their whole environment. */
function isNode(program, path = '') {
  const file = (
    program.includes('/') ? [program] : path.split(':').map((folder) => join(folder, program))
  ).find((one) => fs.existsSync(one));
  if (!file || fs.realpathSync(file) === fs.realpathSync(process.execPath)) return Boolean(file);
  const first = Buffer.alloc(64);
  const fd = fs.openSync(file, 'r');
  fs.readSync(fd, first, 0, 64, 0);
  fs.closeSync(fd);
  return /^#!.*\bnode\b/.test(first.toString('latin1').split('\n')[0]);
}
