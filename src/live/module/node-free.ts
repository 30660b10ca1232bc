// What shared source takes from Node, for an environment that has none. Imported before anything else.
const utf8 = new TextEncoder();

const buffer = {
  byteLength: (text: string): number => utf8.encode(text).length,
  from: (text: string): Uint8Array => utf8.encode(text),
  isBuffer: (): boolean => false,
};

Object.assign(globalThis, { Buffer: (globalThis as { Buffer?: unknown }).Buffer ?? buffer });

export {};
