import { resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { Budget } from '../ask/budget.ts';
import { EXIT, type ExitCode, UsageError } from '../errors.ts';
import type { Host } from '../host.ts';
import { SEVERITIES, type Severity } from '../opinion/findings.ts';
import type { Kept } from '../opinion/kept.ts';
import { gather } from '../opinion/material.ts';
import type { Opinion, OpinionSettings } from '../opinion/opinion.ts';
import { priceOf } from '../opinion/price.ts';
import { priceJson, priceText } from '../opinion/price-text.ts';
import { REPORT_FORMATS, type ReportFormat } from '../opinion/report-format.ts';
import { hasWorst, isInconclusive, reviewOf } from '../opinion/review.ts';
import { openTrial, type Trial } from '../opinion/trial.ts';
import { randomFrom } from '../stats/random.ts';
import { onInterrupt } from '../terminal/interrupt.ts';
import { visibleJson } from '../terminal/visible.ts';
import { withinBudgets } from './by-policy.ts';
import { askAll } from './opinion-ask.ts';
import { howToContinue, keepOpinion, keptOpinion, manageKept } from './opinion-kept.ts';
import { type AskingOptions, checkTogether, type KeptOptions, withAskingOptions } from './opinion-options.ts';
import { checkFormat, checkWritable, progressFor, showOpinion } from './opinion-show.ts';
import { chooseWhom, type Whom } from './opinion-whom.ts';
import { diffWanted, type Words, wordsOf } from './opinion-words.ts';
import { collect, dollars, sendAnyway } from './options.ts';

interface Options extends AskingOptions, KeptOptions {
  review?: boolean;
  file: string[];
  sendAnyway: string[];
  diff?: string | true;
  staged?: boolean;
  lookAround?: boolean;
  judge: string | boolean;
  verify: boolean;
  reproduce?: string;
  failOn?: Severity;
  timeout: number;
  maxCost?: number;
  out?: string;
  format?: ReportFormat;
  json?: boolean;
}

const DEFAULT_TIMEOUT_S = 300;
const ACCUSING = SEVERITIES.filter((severity) => severity !== 'fine');

const HELP_AFTER = `
Examples:
  tierwise opinion "Should this service be event-driven or request-response?" --file docs/service.md
  tierwise opinion --review --diff main...HEAD --ask opus,codex --out review.md
  tierwise opinion "Is this migration safe?" --file schema.sql --ask fable,openai:llama3@http://127.0.0.1:11434/v1

A voice is a tier (haiku, sonnet, opus, fable; api:opus or claude:opus to choose the route),
codex, gemini or copilot (:<model>), local (your tier local, else Ollama), or
openai:<model>@<url>. A key goes only where it belongs:
OPENAI_API_KEY to api.openai.com, TIERWISE_KEY_<HOST> to any other host
(TIERWISE_KEY_OPENROUTER_AI). tierwise doctor lists the available models.`;

/** Returns the `opinion` subcommand; `done` is called with its exit code. */
export function opinionCommand(host: Host, done: (code: ExitCode) => void): Command {
  return withAskingOptions(new Command('opinion'))
    .description('Ask several models the same question independently, then show where they disagree.')
    .argument('[question]', 'the question; with --review, what to focus on')
    .argument('[paths...]', 'behind --: show only these of the diff')
    .option('--review', 'find problems in a diff; every finding is checked against the files')
    .addOption(
      new Option('-f, --file <path>', 'a file to show them; - for stdin (repeatable)')
        .argParser(collect)
        .default([], 'none'),
    )
    .addOption(sendAnyway())
    .option('-d, --diff [range]', 'a diff to show them; - for stdin (default: HEAD to the working tree)')
    .option('--staged', 'the diff is of what is staged, not of the working tree')
    .option('--look-around', 'let CLIs read the current folder, too; without it they see only what you name')
    .option('-j, --judge <who>', 'who compares the answers (default: a tier that is not a voice)')
    .option('--no-judge', 'print the answers side by side')
    .option('--no-verify', 'do not have findings checked by a cheap tier')
    .option(
      '--reproduce <command>',
      'have tests of findings written, and run by this in a copy; {test} is the file',
    )
    .addOption(
      new Option('--fail-on <severity>', 'exit code 1 when a finding is this severe or worse').choices(
        ACCUSING,
      ),
    )
    .option('--timeout <seconds>', 'time limit for each voice and for the judge', seconds, DEFAULT_TIMEOUT_S)
    .option('--max-cost <usd>', 'never spend more than this on models with a known price', dollars)
    .option('-o, --out <file>', 'write a report with the full answers')
    .addOption(
      new Option('--format <format>', 'of the report: in --out, else on stdout')
        .choices(REPORT_FORMATS)
        .default(undefined, 'md'),
    )
    .option('--json', 'one JSON object on stdout')
    .addHelpText('after', HELP_AFTER)
    .action(async (question: string | undefined, paths: string[], options: Options, command: Command) =>
      done(await opinion(host, wordsOf(question, paths, command), options)),
    );
}

async function opinion(host: Host, { question, paths }: Words, options: Options): Promise<ExitCode> {
  if (manageKept(options, host)) return EXIT.ok;
  const { review = false, out } = options;
  if (!question?.trim() && !review)
    throw new UsageError('Expected a question: tierwise opinion "<question>", or --review for a diff.');
  if (options.failOn && !review) throw new UsageError('--fail-on is about findings: give --review, too.');
  if (options.reproduce && !(review && options.verify))
    throw new UsageError(
      '--reproduce is about findings that are checked: give --review, and no --no-verify.',
    );
  checkTogether(options);
  checkFormat(options);
  if (out !== undefined && !options.dryRun) {
    host.access.checkWrite(out, 'report');
    checkWritable(out);
  }
  const former = options.continue === undefined ? null : keptOpinion(options.continue, host);
  const material = await gather(options.file, diffWanted(options, paths), host, options.sendAnyway);
  if (review && !material.diff) throw new UsageError('--review needs a diff: name a range with --diff.');
  const whom = await chooseWhom(options, host, former);
  const asked = { question: question?.trim() ?? '', material, review };
  if (options.dryRun) return showPrice(settingsOf(asked, whom, options, host), options, host);
  const settings = {
    ...settingsOf(asked, whom, options, host),
    ...rememberedBy(host),
    budget: host.access.budget(withinBudgets(host, options.maxCost ?? null)),
  };
  return ask(settings, options, { host, former });
}

type Asked = Pick<OpinionSettings, 'question' | 'material' | 'review'>;

function settingsOf(asked: Asked, whom: Whom, options: Options, host: Host): OpinionSettings {
  return {
    ...asked,
    ...whom,
    timeoutMs: options.timeout * 1000,
    budget: new Budget(0),
    folder: host.cwd,
    mayLook: options.lookAround ?? false,
    ...(options.reproduce && { testCommand: options.reproduce }),
    signal: new AbortController().signal,
  };
}

/** Answers of a run that stopped, and the same order for its judge: an answer to the same request is there already. */
function rememberedBy({ going }: Host): Pick<OpinionSettings, 'remembered' | 'random'> {
  const { unfinished } = going;
  return unfinished ? { remembered: unfinished, random: randomFrom(unfinished.seed) } : {};
}

function showPrice(settings: OpinionSettings, { json }: Options, { stdout }: Host): ExitCode {
  const price = priceOf(settings);
  stdout.write(`${json ? visibleJson(priceJson(price)) : priceText(price)}\n`);
  return EXIT.ok;
}

async function ask(
  given: OpinionSettings,
  options: Options,
  { host, former }: { host: Host; former: Kept | null },
): Promise<ExitCode> {
  const trial = trialOf(given, options, host);
  const progress = progressFor(options.format, host);
  const interrupt = onInterrupt(host, () => progress.note('Stopping; answers so far are shown.'));
  const settings = { ...given, trial, signal: interrupt.signal };
  if (trial) progress.note(`Tests of findings, which a model writes, are run here by: ${trial.command}`);
  try {
    const found = await askAll(settings, options, { host, progress }).finally(interrupt.release);
    progress.end();
    const kept = options.keep ? keepOpinion(found, settings, { host, former }) : null;
    host.going.came({ out: options.out === undefined ? null : resolve(host.cwd, options.out), kept });
    showOpinion(found, settings, { ...options, kept }, { host, progress });
    if (kept) host.stderr.write(howToContinue(kept));
    leaveUnfinished(found, settings, host);
    return exitCodeOf(found, settings, options.failOn);
  } finally {
    trial?.end();
    progress.end();
  }
}

/** Where tests of findings are run, when that is wanted. */
function trialOf({ material }: OpinionSettings, options: Options, host: Host): Trial | null {
  const { reproduce: command, diff: range = true, staged = false } = options;
  return command && material.diff ? openTrial({ command, diff: material.diff, range, staged }, host) : null;
}

function exitCodeOf(opinion: Opinion, settings: OpinionSettings, failOn?: Severity): ExitCode {
  const { voices, stopped } = opinion;
  if (stopped === 'interrupted') return EXIT.interrupted;
  if (stopped === 'ceiling') return EXIT.ceiling;
  if (voices.every(({ answer }) => answer === null)) return EXIT.usage;
  const review = reviewOf(opinion);
  const isOpen = review !== null && (isInconclusive(review) || hasWorst(review, failOn));
  return isOpen || !isWhole(opinion, settings) ? EXIT.incomplete : EXIT.ok;
}

/** Whether everybody has answered who was to, the judge included. */
function isWhole(
  { stopped, voices, comparison, findings, judge }: Opinion,
  { judge: wanted }: OpinionSettings,
): boolean {
  const judged = !wanted || comparison !== null || (findings !== null && (findings.judged || !judge));
  return !stopped && judged && !voices.some(({ failure }) => failure);
}

/** Says how to ask who has not answered, and what is kept for that; where everybody has, nothing is. */
function leaveUnfinished(opinion: Opinion, settings: OpinionSettings, { going, stderr }: Host): void {
  const { unfinished } = going;
  if (!unfinished) return;
  const { id } = unfinished;
  if (isWhole(opinion, settings)) unfinished.drop();
  else if (opinion.voices.some(({ answer }) => answer !== null))
    stderr.write(
      `To ask only who has not answered: tierwise runs resume ${id}. Question and answers are kept for that, for you only; tierwise runs forget ${id} removes them.\n`,
    );
}

function seconds(text: string): number {
  const number = Number(text);
  if (number > 0 && number <= 86_400) return number;
  throw new InvalidArgumentError('Expected a number of seconds, such as 120.');
}
