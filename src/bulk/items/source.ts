import { UsageError } from '../../errors.ts';
import { FORMAT_NAMES, type Format, formatOf, formatSpec } from '../../formats/table.ts';
import type { Input } from './input.ts';
import type { ItemSource } from './record.ts';

/**
 * The items of an input, in `format`, or else in the format that its name or first bytes indicate.
 * `columns` names the columns or fields that are the item. Throws UsageError.
 */
export async function itemSource(
  input: Input,
  format: Format | undefined,
  columns: readonly string[],
): Promise<ItemSource> {
  const chosen = format ?? formatOf(input.path, input.head);
  const spec = formatSpec(chosen);
  if (columns.length && !spec.takesColumns) {
    const others = FORMAT_NAMES.filter((name) => formatSpec(name).takesColumns).join(', ');
    throw new UsageError(
      `--column needs one of ${others}, and ${input.name} is read as ${chosen}. Leave it out, or name the format with --input-format.`,
    );
  }
  return { ...(await spec.read(input, columns)), format: chosen };
}
