import { Command, InvalidArgumentError } from 'commander';
import { digest } from '../bulk/reading/digest.ts';
import { formatDigest } from '../bulk/reading/digest-text.ts';
import { openResult } from '../bulk/reading/tagged.ts';
import { EXIT, type ExitCode } from '../errors.ts';
import type { Format } from '../formats/table.ts';
import type { Host } from '../host.ts';
import { inputFormat } from './files.ts';

const DEFAULT_TOKENS = 12_000;

/** The `digest` subcommand; `done` gets its exit code. */
export function digestCommand(host: Host, done: (code: ExitCode) => void): Command {
  return new Command('digest')
    .description('Condense a tagged file to fit one prompt: counts, cross-tabs, examples, doubtful items.')
    .argument('<tagged file>', 'what bulk-tag wrote; - for stdin')
    .option('--tokens <n>', 'about how long it may be, in tokens', tokens, DEFAULT_TOKENS)
    .addOption(inputFormat())
    .addHelpText('after', '\nGive it to the analyst agent, which says what the result means.')
    .action(async (file: string, options: { tokens: number; inputFormat?: Format }) => {
      const { input, source } = await openResult(file, options.inputFormat, host);
      const found = await digest(source).finally(() => input.close());
      host.stdout.write(`${formatDigest(found, input.name, options.tokens)}\n`);
      done(EXIT.ok);
    });
}

function tokens(text: string): number {
  if (/^\d+$/.test(text) && Number(text) >= 500) return Number(text);
  throw new InvalidArgumentError('Expected a whole number of at least 500.');
}
