// Items in every format: as many come out of each format as went in, each with its answer.
import { recordsOf } from '../../src/formats/batches.ts';
import type { FormatRecord, RecordSource, TextInput } from '../../src/formats/format.ts';
import { FORMAT_NAMES, type Format, formatOf, formatSpec } from '../../src/formats/table.ts';
import { must } from '../area.ts';
import { CORPUS } from './corpus.ts';
import type { Targets } from './target.ts';

export const formatTargets = (): Targets =>
  Object.fromEntries(
    FORMAT_NAMES.map((format) => [
      `format ${format}`,
      { good: CORPUS.items, weight: 3, read: (bytes: Buffer) => survives(bytes, format) },
    ]),
  );

/** Read, written in every format, and read back: as many items as there were, each with its answer. */
async function survives(bytes: Buffer, format: Format): Promise<void> {
  const input = inputOf(bytes);
  formatOf(null, input.head);
  const source = await formatSpec(format).read(input, []);
  const records: FormatRecord[] = [];
  for await (const record of recordsOf(source)) records.push(record);
  const items = records.filter(({ text }) => text !== null);
  const fields = new Set(items.flatMap(({ value }) => (isPlainObject(value) ? Object.keys(value) : [])));
  const names = new Set([...fields, ...(source.header?.cells ?? [])]);
  if (names.has('tags') || names.has('tagged_by')) return;
  for (const to of FORMAT_NAMES) {
    const written = writtenAs(to, { source, records, fields, sameFormat: to === format });
    const back = await readBack(Buffer.from(written, 'latin1'), to);
    must(back.length === items.length, () => `${items.length} items, ${back.length} after ${format} → ${to}`);
    for (const tags of back)
      must(tags?.join() === 'error', () => `an answer became ${JSON.stringify(tags)} in ${format} → ${to}`);
  }
}

const isPlainObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const inputOf = (bytes: Buffer): TextInput => {
  const all = bytes.toString('latin1').replace(/^\xEF\xBB\xBF/, '');
  return {
    name: 'input',
    head: all.slice(0, 65_536),
    async *chunks() {
      // In two parts, as a boundary may fall anywhere.
      const middle = Math.floor(all.length / 2);
      if (middle) yield all.slice(0, middle);
      yield all.slice(middle);
    },
  };
};

interface Written {
  source: RecordSource;
  records: readonly FormatRecord[];
  fields: ReadonlySet<string>;
  sameFormat: boolean;
}

function writtenAs(format: Format, { source, records, fields, sameFormat }: Written): string {
  const added = { columns: ['tags'], by: 'tagged_by' };
  const writer = formatSpec(format).write({
    source,
    sameFormat,
    bom: '',
    fields,
    added,
    guardFormulas: false,
  });
  const label = { cells: [['error']], inOneCell: 'error', by: 'haiku' };
  let index = 0;
  const parts = records.map((record) =>
    record.text === null ? writer.blank(record) : writer.record(record, label, index++),
  );
  return [writer.start, ...parts, writer.end].join('');
}

async function readBack(bytes: Buffer, format: Format): Promise<(string[] | null)[]> {
  const source = await formatSpec(format).read(inputOf(bytes), []);
  const tags: (string[] | null)[] = [];
  for await (const record of recordsOf(source))
    if (record.text !== null) tags.push(formatSpec(format).readBack(record, source).tags);
  return tags;
}
