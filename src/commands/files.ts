// The options that say what is read and what is written; the same for every command over a file of items.
import { type Command, Option } from 'commander';
import { FORMATS, type Format } from '../bulk/items/record.ts';
import { collect } from './options.ts';

export interface FileOptions {
  out?: string;
  format?: Format;
  inputFormat?: Format;
  column: string[];
}

/** Adds the options to a command. */
export function withFileOptions(command: Command): Command {
  return command
    .option('-o, --out <file>', 'the result (default: <input>.tagged; - for stdout)')
    .addOption(new Option('--format <format>', "the result's format (default: the input's)").choices(FORMATS))
    .addOption(inputFormat())
    .option(
      '-c, --column <name>',
      'the CSV column or JSON field that is the item; again for more',
      collect,
      [],
    );
}

/** The option that says how a file is read. */
export const inputFormat = (): Option =>
  new Option('--input-format <format>', 'how to read the input (default: by name and content)').choices(
    FORMATS,
  );
