const SHIFT = 14;
const PART = 1 << SHIFT;

/** What is in a list where nothing was put. */
export const NOTHING = -1;

/** A list of 32-bit integers that costs four bytes each. */
export class GrowingInts {
  length = 0;
  /** What is full stays where it is: to grow takes no second copy. */
  readonly #parts: Int32Array[] = [];

  push(value: number): void {
    this.put(this.length, value);
  }

  /** Puts it there, in place of what was, or beyond the end. */
  put(index: number, value: number): void {
    this.#parts[index >>> SHIFT] ??= new Int32Array(PART).fill(NOTHING);
    (this.#parts[index >>> SHIFT] as Int32Array)[index & (PART - 1)] = value;
    if (index >= this.length) this.length = index + 1;
  }

  /** NOTHING where nothing was put. */
  at(index: number): number {
    return this.#parts[index >>> SHIFT]?.[index & (PART - 1)] ?? NOTHING;
  }
}
