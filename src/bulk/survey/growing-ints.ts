const SHIFT = 14;
const PART = 1 << SHIFT;

/** A list of 32-bit integers that costs four bytes each. */
export class GrowingInts {
  length = 0;
  /** What is full stays where it is: to grow takes no second copy. */
  readonly #parts: Int32Array[] = [];

  push(value: number): void {
    if (this.length === this.#parts.length * PART) this.#parts.push(new Int32Array(PART));
    this.put(this.length++, value);
  }

  /** Replaces what is there. */
  put(index: number, value: number): void {
    (this.#parts[index >>> SHIFT] as Int32Array)[index & (PART - 1)] = value;
  }

  /** Undefined outside of the list. */
  at(index: number): number | undefined {
    return index < this.length ? (this.#parts[index >>> SHIFT] as Int32Array)[index & (PART - 1)] : undefined;
  }
}
