// A file of lines that others write: each is read once, as the file grows.

export interface GrowingDoor {
  /** The size of a file in bytes; 0 where there is none. */
  size(file: string): Promise<number>;
  readFrom(file: string, offset: number, length: number): Promise<string>;
}

const AT_A_TIME_BYTES = 2 * 1024 * 1024;

export class GrowingFile {
  readonly #door: GrowingDoor;
  readonly #file: string;
  #read = 0;

  constructor(door: GrowingDoor, file: string) {
    this.#door = door;
    this.#file = file;
  }

  /** Leaves out what stands there already. */
  async skip(): Promise<void> {
    this.#read = await this.#door.size(this.#file);
  }

  /** Calls `onLine` with each whole line that is new. Called again meanwhile, both see all of them. */
  async read(onLine: (line: string) => void): Promise<void> {
    const size = await this.#door.size(this.#file);
    let offset = this.#read > size ? 0 : this.#read; // it was written anew
    for (let length = AT_A_TIME_BYTES; offset < size; ) {
      const text = await this.#door.readFrom(this.#file, offset, Math.min(size - offset, length));
      const end = text.lastIndexOf('\n') + 1;
      if (!end && offset + length >= size) return; // the last line is still being written
      if (!end) length *= 2;
      for (const line of text.slice(0, Math.max(0, end - 1)).split('\n')) if (line) onLine(line);
      offset += new TextEncoder().encode(text.slice(0, end)).length;
      this.#read = offset;
    }
  }
}
