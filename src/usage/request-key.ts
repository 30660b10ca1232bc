// Each request once, whoever wrote it down: the transcripts' line names the message and the request, that of `tierwise-live` the request.

/** Whether a line was written by `tierwise-live`, which knows no message's id. */
export const isLive = (id: string): boolean => /^live[|:]/.test(id);

/** The request's own id, with the part of it; the id as it is where the request has none. */
const requestOf = (id: string): string => id.slice(id.indexOf('|') + 1);

/** Calls, of which no two are about the same request. */
export class EachOnce<Call> {
  readonly #calls = new Map<string, Call>();
  readonly #placeOf = new Map<string, string>();
  /** By request: the place of the first line from a transcript, and of one from `tierwise-live` that waits for its transcript. */
  readonly #told = new Map<string, string>();
  readonly #live = new Map<string, string>();

  /** Adds a call, or what `both` makes of it and the one there is. Returns its place. */
  add(id: string, call: Call, both: (known: Call, call: Call) => Call): string {
    const request = requestOf(id);
    const place = this.#placeOf.get(id) ?? (isLive(id) ? this.#told : this.#live).get(request) ?? id;
    this.#placeOf.set(id, place);
    // Once both have told of it, another message under the same request is another call.
    if (!isLive(id)) {
      this.#live.delete(request);
      if (!this.#told.has(request)) this.#told.set(request, place);
    } else if (!this.#told.has(request)) this.#live.set(request, place);
    const known = this.#calls.get(place);
    this.#calls.set(place, known === undefined ? call : both(known, call));
    return place;
  }

  at(place: string): Call | undefined {
    return this.#calls.get(place);
  }

  /** In the order in which they came. */
  all(): Call[] {
    return [...this.#calls.values()];
  }
}
