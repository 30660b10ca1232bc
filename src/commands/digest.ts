import { writeFileSync } from 'node:fs';
import { Command, InvalidArgumentError } from 'commander';
import { digest } from '../bulk/reading/digest.ts';
import { formatDigest } from '../bulk/reading/digest-text.ts';
import { openResult } from '../bulk/reading/tagged.ts';
import { EXIT, type ExitCode, systemCode, systemReason, UsageError } from '../errors.ts';
import type { Format } from '../formats/table.ts';
import type { Host } from '../host.ts';
import { estimateTokens } from '../models/tokens.ts';
import { count } from '../terminal/format.ts';
import { inputFormat } from './files.ts';

const DEFAULT_TOKENS = 12_000;

/** The `digest` subcommand; `done` gets its exit code. */
export function digestCommand(host: Host, done: (code: ExitCode) => void): Command {
  return new Command('digest')
    .description('Condense a tagged file to fit one prompt: counts, cross-tabs, examples, doubtful items.')
    .argument('<tagged file>', 'what bulk-tag wrote; - for stdin')
    .option('--tokens <n>', 'about how long it may be, in tokens', tokens, DEFAULT_TOKENS)
    .option('-o, --out <file>', 'write it to a new file, and print its size (default: stdout)')
    .addOption(inputFormat())
    .addHelpText('after', '\nGive it to the analyst agent, which says what the result means.')
    .action(async (file: string, options: Options) => {
      const { input, source } = await openResult(file, options.inputFormat, host);
      const found = await digest(source).finally(() => input.close());
      const text = `${formatDigest(found, input.name, options.tokens)}\n`;
      host.stdout.write(options.out === undefined ? text : written(host, options.out, text));
      done(EXIT.ok);
    });
}

interface Options {
  tokens: number;
  out?: string;
  inputFormat?: Format;
}

/** Writes a digest to a new file. Returns what to say. Throws UsageError when that cannot be done. */
function written(host: Host, out: string, text: string): string {
  host.access.checkWrite(out, 'report');
  try {
    writeFileSync(out, text, { flag: 'wx' });
  } catch (error) {
    const why = systemCode(error) === 'EEXIST' ? 'it is there already' : systemReason(error);
    throw new UsageError(`${out}: cannot be written: ${why}. Name another file with --out.`);
  }
  return `${out}: about ${count(estimateTokens(text))} tokens. Give its path to the analyst agent.\n`;
}

function tokens(text: string): number {
  if (/^\d+$/.test(text) && Number(text) >= 500) return Number(text);
  throw new InvalidArgumentError('Expected a whole number of at least 500.');
}
