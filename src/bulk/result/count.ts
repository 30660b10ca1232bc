// The proof that nothing got lost on the way: a result is read back, before it gets its name.
import { Readable } from 'node:stream';
import { type Format, formatSpec } from '../../formats/table.ts';
import { openInput } from '../items/input.ts';

/** How many records the file at `path` holds, blank lines included. */
export async function recordsIn(path: string, format: Format): Promise<number> {
  const input = await openInput(path, {
    stdin: Readable.from([]),
    access: (await import('../../access/access.ts')).OPEN,
  });
  try {
    const source = await formatSpec(format).read(input, []);
    let records = 0;
    for await (const batch of source.batches()) records += batch.length;
    return records;
  } finally {
    await input.close();
  }
}
