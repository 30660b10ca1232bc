// The options that say what is read and what is written; the same for every command over a file of items.
import { type Command, Option } from 'commander';
import type { ItemsWanted } from '../bulk/items/open.ts';
import { type Condition, parseCondition } from '../bulk/items/where.ts';
import type { OutputWanted } from '../bulk/settings.ts';
import { FORMAT_NAMES, type Format } from '../formats/table.ts';
import { collect, positiveInteger, sendAnyway } from './options.ts';

export interface FileOptions {
  out?: string;
  force?: boolean;
  guardFormulas?: boolean;
  format?: Format;
  inputFormat?: Format;
  column?: string[];
  where?: Condition[];
  head?: number;
  sendAnyway: string[];
}

/** Adds the options to a command. */
export function withFileOptions(command: Command): Command {
  return command
    .option('-o, --out <file>', 'the result (default: <input>.tagged or .mapped; - for stdout)')
    .option('--force', 'replace what stands there, also what no run wrote')
    .addOption(
      new Option(
        '--format <format>',
        "the result's format (default: by the name of --out, else the input's)",
      ).choices(FORMAT_NAMES),
    )
    .option(
      '--guard-formulas',
      'for CSV and TSV: put an apostrophe before cells that a spreadsheet would calculate',
    )
    .addOption(inputFormat())
    .addOption(columnOption())
    .addOption(whereOption())
    .option('--head <n>', 'for files that are one item each: only the first n characters', positiveInteger)
    .addOption(sendAnyway());
}

/** What the options say of the result. */
export const outputWanted = ({
  out,
  format,
  force = false,
  guardFormulas = false,
}: FileOptions): OutputWanted => ({ out, format, force, guardFormulas });

/** What the options say of the items. */
export const itemsWanted = ({
  inputFormat: format,
  column = [],
  where = [],
  head,
  sendAnyway,
}: FileOptions): ItemsWanted => ({
  format,
  columns: column,
  where,
  head: head ?? null,
  sendAnyway,
});

/** The option that says how a file is read. */
export const inputFormat = (): Option =>
  new Option('--input-format <format>', 'how to read the input (default: by its name and content)').choices(
    FORMAT_NAMES,
  );

/** The option that says which part of a row is the item. */
export const columnOption = (): Option =>
  new Option('-c, --column <name>', 'the CSV column or JSON field that is the item (repeatable)').argParser<
    string[]
  >(collect);

/** The option that says which rows are worked on. */
const whereOption = (): Option =>
  new Option(
    '--where <condition>',
    "only rows such as 'status=open', 'team!=ops', 'subject~(?i)refund', 'amount>100', 'date>=2026-11-01' (repeatable: all must hold)",
  ).argParser<Condition[]>((text, before = []) => [...before, parseCondition(text)]);
