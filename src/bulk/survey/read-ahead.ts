// Reading goes on while whoever reads is busy with something else: a request under way, say.

/**
 * Yields what `source` yields, and fetches up to `most` more while nobody asks for them, one with each turn of the event loop. An error
 * comes in its place.
 */
export async function* readAhead<Item>(source: AsyncGenerator<Item>, most: number): AsyncGenerator<Item> {
  const ahead: Promise<IteratorResult<Item>>[] = [];
  let isOver = false;
  const fetchOne = (): Promise<IteratorResult<Item>> => {
    const next = source.next();
    next.then(
      ({ done }) => {
        isOver ||= done === true;
        if (!isOver) setImmediate(fetchMore).unref();
      },
      () => {
        isOver = true;
      },
    );
    return next;
  };
  const fetchMore = (): void => {
    if (!isOver && ahead.length < most) ahead.push(fetchOne());
  };
  try {
    for (;;) {
      const next = await (ahead.shift() ?? fetchOne());
      if (next.done) return;
      yield next.value;
    }
  } finally {
    isOver = true;
    await source.return(undefined);
  }
}
