// Loaded into the command with --require: a disk that fails below one folder.
//   SEARCH_FOLDER   the folder
//   SEARCH_FAIL=7   the 7th act that writes fails, once
//   SEARCH_ROOM=500 only so many bytes fit; what is removed makes room again
//   SEARCH_CODE     the error: EIO, ENOSPC
// The last act's number goes to SEARCH_COUNT, when the process ends.
const fs = require('node:fs');
const path = require('node:path');
const { SEARCH_FOLDER: folder, SEARCH_CODE: code, SEARCH_COUNT: count } = process.env;
const failing = Number(process.env.SEARCH_FAIL ?? 0);
let room = Number(process.env.SEARCH_ROOM ?? Number.POSITIVE_INFINITY);
let acts = 0;
const real = { ...fs, promises: { ...fs.promises } };
const files = new Map(); // open descriptors below the folder

const isBelow = (name) => typeof name === 'string' && path.resolve(name).startsWith(folder);
const broken = (name) => Object.assign(new Error(`${code}: made for the search, ${name}`), { code });
/** Throws when this act is to fail. Returns how many of its bytes fit. */
function act(name, bytes = 0) {
  if (++acts === failing) throw broken(name);
  if (bytes && room <= 0) throw broken(name);
  const fits = Math.min(bytes, room);
  room -= fits;
  return fits;
}
const sizeOf = (data) => (typeof data === 'string' ? Buffer.byteLength(data) : (data?.byteLength ?? 0));
const freed = (stat) => {
  room += stat?.size ?? 0;
};
const statOf = (name) => {
  try {
    return real.statSync(name);
  } catch {
    return null;
  }
};

fs.openSync = (name, flags = 'r', mode) => {
  const writes = typeof flags === 'number' ? (flags & 3) !== 0 : /[wa+]/.test(flags);
  if (writes && isBelow(name)) act('open');
  const fd = real.openSync(name, flags, mode);
  if (writes && isBelow(name)) files.set(fd, name);
  return fd;
};
fs.closeSync = (fd) => {
  if (files.delete(fd)) {
    const stat = real.fstatSync(fd);
    if (stat.nlink === 0) freed(stat);
  }
  real.closeSync(fd);
};
fs.writeSync = (fd, data, ...rest) => {
  if (!files.has(fd)) return real.writeSync(fd, data, ...rest);
  const bytes = Buffer.isBuffer(data) ? data.subarray(rest[0] ?? 0) : Buffer.from(data);
  return real.writeSync(fd, bytes.subarray(0, act('write', bytes.length)));
};
fs.fsyncSync = (fd) => {
  if (files.has(fd)) act('fsync');
  real.fsyncSync(fd);
};
for (const name of ['writeFileSync', 'appendFileSync'])
  fs[name] = (file, data, ...rest) => {
    if (isBelow(file)) {
      const fits = act(name, sizeOf(data));
      if (fits < sizeOf(data)) {
        real[name](file, Buffer.from(data).subarray(0, fits), ...rest);
        throw broken(name);
      }
    }
    return real[name](file, data, ...rest);
  };
for (const name of ['mkdirSync', 'renameSync', 'linkSync'])
  fs[name] = (file, ...rest) => {
    if (isBelow(file)) act(name);
    return real[name](file, ...rest);
  };
for (const name of ['rmSync', 'unlinkSync'])
  fs[name] = (file, ...rest) => {
    const stat = isBelow(file) ? statOf(file) : null;
    const isOpen = [...files.values()].includes(file);
    real[name](file, ...rest);
    if (stat && !isOpen) freed(stat);
  };
for (const name of ['mkdir', 'rename', 'writeFile', 'appendFile', 'copyFile'])
  fs.promises[name] = async (file, data, ...rest) => {
    if (isBelow(file)) act(name, name.endsWith('File') ? sizeOf(data) : 0);
    return real.promises[name](file, data, ...rest);
  };
fs.promises.open = async (name, flags = 'r', mode) => {
  const writes = typeof flags === 'number' ? (flags & 3) !== 0 : /[wa+]/.test(flags);
  if (writes && isBelow(name)) act('open');
  const handle = await real.promises.open(name, flags, mode);
  if (!writes || !isBelow(name)) return handle;
  for (const each of ['write', 'writeFile', 'appendFile']) {
    const own = handle[each].bind(handle);
    handle[each] = async (data, ...rest) => {
      const fits = act(each, sizeOf(data));
      if (fits < sizeOf(data)) throw broken(each);
      return own(data, ...rest);
    };
  }
  const sync = handle.sync.bind(handle);
  handle.sync = async () => {
    act('fsync');
    return sync();
  };
  return handle;
};
if (count) process.on('exit', () => real.writeFileSync(count, String(acts)));
