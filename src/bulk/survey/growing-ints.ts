/** A list of 32-bit integers that costs four bytes each. */
export class GrowingInts {
  length = 0;
  #ints = new Int32Array(1024);

  push(value: number): void {
    if (this.length === this.#ints.length) {
      const larger = new Int32Array(this.#ints.length * 2);
      larger.set(this.#ints);
      this.#ints = larger;
    }
    this.#ints[this.length++] = value;
  }

  /** Replaces what is there. */
  put(index: number, value: number): void {
    this.#ints[index] = value;
  }

  /** Undefined outside of the list. */
  at(index: number): number | undefined {
    return index < this.length ? this.#ints[index] : undefined;
  }
}
