// Events in the order of their times.

/** The events to come, the next one first. */
export class Heap<Event extends { at: number }> {
  readonly #all: Event[] = [];

  push(event: Event): void {
    let index = this.#all.push(event) - 1;
    for (let parent = (index - 1) >> 1; index > 0 && this.#at(parent) > event.at; parent = (index - 1) >> 1) {
      this.#all[index] = this.#all[parent] as Event;
      index = parent;
    }
    this.#all[index] = event;
  }

  pop(): Event | undefined {
    const first = this.#all[0];
    const last = this.#all.pop();
    if (!first || !last || !this.#all.length) return first;
    let index = 0;
    for (let child = 1; child < this.#all.length; child = 2 * index + 1) {
      if (child + 1 < this.#all.length && this.#at(child + 1) < this.#at(child)) child++;
      if (this.#at(child) >= last.at) break;
      this.#all[index] = this.#all[child] as Event;
      index = child;
    }
    this.#all[index] = last;
    return first;
  }

  #at(index: number): number {
    return this.#all[index]?.at ?? Number.POSITIVE_INFINITY;
  }
}
