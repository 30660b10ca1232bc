// Bytes put together from several places, and held against those that were put together before.

export class KeptBytes {
  length = 0;
  #bytes = Buffer.allocUnsafeSlow(512);
  #lengthBefore = 0;
  #isSameSoFar = false;

  /** Whether they are the same as before; once all are added. */
  get isSame(): boolean {
    return this.#isSameSoFar && this.length === this.#lengthBefore;
  }

  begin(): void {
    this.#lengthBefore = this.length;
    this.#isSameSoFar = true;
    this.length = 0;
  }

  /** Adds some bytes, and one behind them. */
  add(bytes: Uint8Array, from: number, to: number, behind: number): void {
    const length = this.length;
    if (length + to - from >= this.#bytes.length) this.#grow(length + to - from);
    const kept = this.#bytes;
    const by = length - from;
    let at = from;
    while (at < to && bytes[at] === kept[at + by]) at++;
    if (at < to || kept[to + by] !== behind) this.#isSameSoFar = false;
    for (; at < to; at++) kept[at + by] = bytes[at] ?? 0;
    kept[to + by] = behind;
    this.length = to + by + 1;
  }

  #grow(length: number): void {
    const bytes = Buffer.allocUnsafeSlow(length * 2);
    this.#bytes.copy(bytes);
    this.#bytes = bytes;
  }

  /** Returns all but the last of them as a text. */
  text(): string {
    let bits = 0;
    for (let at = 0; at < this.length; at++) bits |= this.#bytes[at] ?? 0;
    return this.#bytes.toString(bits < 128 ? 'latin1' : 'utf8', 0, this.length - 1);
  }

  copy(): Uint8Array {
    return Uint8Array.prototype.slice.call(this.#bytes, 0, this.length);
  }

  /** Whether they are these. */
  are(bytes: Uint8Array): boolean {
    if (bytes.length !== this.length) return false;
    for (let at = 0; at < bytes.length; at++) if (bytes[at] !== this.#bytes[at]) return false;
    return true;
  }

  /** FNV-1a. */
  hash(): number {
    let hash = 0x811c9dc5;
    for (let at = 0; at < this.length; at++) hash = Math.imul(hash ^ (this.#bytes[at] ?? 0), 0x01000193);
    return hash;
  }
}
