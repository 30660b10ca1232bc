// A look at an input before there is a scheme: some items from all over it, and which of its columns could be tags already.

import { createHash } from 'node:crypto';
import { recordsOf } from '../../formats/batches.ts';
import { asText } from '../../formats/json-value.ts';
import { fieldsOf } from '../../formats/objects.ts';
import type { Host } from '../../host.ts';
import { type ItemsWanted, openItems } from '../items/open.ts';

export interface Sampled {
  name: string;
  /** What an item is, in words; '' when there is nothing to say. */
  itemIs: string;
  format: string;
  items: readonly string[];
  /** Items read in all. */
  of: number;
  /** Columns of few different values, with an item of each. */
  labels: readonly Labels[];
}

export interface Labels {
  column: string;
  /** Values and an item that has it, the most frequent first. */
  values: readonly { value: string; item: string }[];
}

const SAMPLE = 20;
const LONGEST_SHOWN = 1000;
const MOST_READ = 100_000;
const MOST_LABELS = 12;
const LONGEST_LABEL = 40;

/** Reads `input` once. Throws UsageError when it cannot be read, or its text looks like a secret. */
export async function sampleOf(input: string, wanted: ItemsWanted, host: Host): Promise<Sampled> {
  const { input: opened, source } = await openItems(input, wanted, host);
  const drawn = new Draw();
  const columns = new Columns();
  try {
    for await (const record of recordsOf(source)) {
      if (record.text === null || record.problem !== undefined || record.image) continue;
      drawn.add(record.text);
      columns.add(source.header || record.value !== undefined ? fieldsOf(record, source) : {}, record.text);
      if (drawn.of === MOST_READ) break;
    }
    if (drawn.of < MOST_READ) source.checkAfterPass?.();
  } finally {
    await opened.close();
  }
  const { name, itemIs, format } = source;
  return { name, itemIs, format, items: drawn.items, of: drawn.of, labels: columns.labels(drawn.of) };
}

/** A random sample that is the same each time: the items of the smallest hashes. */
class Draw {
  of = 0;
  readonly #drawn = new Map<string, string>();
  #largest = '';

  get items(): string[] {
    return [...this.#drawn.values()];
  }

  add(text: string): void {
    this.of++;
    const hash = createHash('sha256').update(text).digest('base64');
    if (this.#drawn.size === SAMPLE && hash >= this.#largest) return;
    this.#drawn.set(hash, text.slice(0, LONGEST_SHOWN));
    if (this.#drawn.size > SAMPLE) this.#drawn.delete(this.#largest);
    this.#largest = [...this.#drawn.keys()].reduce((most, key) => (key > most ? key : most), '');
  }
}

/** Counts the values of columns, until a column has too many. */
class Columns {
  readonly #seen = new Map<string, Map<string, { times: number; item: string }> | null>();

  add(fields: Readonly<Record<string, unknown>>, item: string): void {
    for (const [column, given] of Object.entries(fields)) {
      const values = this.#seen.get(column) ?? (this.#seen.has(column) ? null : new Map());
      const value = asText(given).trim();
      if (value && values) {
        const known = values.get(value);
        if (known) known.times++;
        else values.set(value, { times: 1, item: item.slice(0, LONGEST_SHOWN) });
      }
      this.#seen.set(column, values && values.size <= MOST_LABELS ? values : null);
    }
  }

  labels(rows: number): Labels[] {
    return [...this.#seen].flatMap(([column, values]) => {
      if (!values || values.size < 2 || values.size > rows / 3) return [];
      const sorted = [...values].toSorted(([, a], [, b]) => b.times - a.times);
      if (sorted.some(([value]) => !isLabel(value))) return [];
      return [{ column, values: sorted.map(([value, { item }]) => ({ value, item })) }];
    });
  }
}

/** A word or a few; no number, no date, no address. */
const isLabel = (value: string): boolean =>
  value.length <= LONGEST_LABEL &&
  /^\p{L}[\p{L}\p{N} _/&-]*$/u.test(value) &&
  !/^(true|false|yes|no|null)$/i.test(value);
