import { accessSync, constants, existsSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { dataHome } from '../data-home.ts';
import { EXIT, type ExitCode, systemReason, UsageError } from '../errors.ts';
import type { Host } from '../host.ts';
import { NO_USAGE } from '../models/cost.ts';
import { SEVERITIES, type Severity } from '../opinion/findings.ts';
import { toJson } from '../opinion/json.ts';
import { describe, gather } from '../opinion/material.ts';
import type { Opinion, OpinionSettings } from '../opinion/opinion.ts';
import { formatOpinion, toMarkdown } from '../opinion/report-text.ts';
import type { ModelCall, Respondent } from '../opinion/respondent.ts';
import { hasWorst, isInconclusive, reviewOf } from '../opinion/review.ts';
import { runOpinion } from '../opinion/run-opinion.ts';
import { Respondents } from '../opinion/voices.ts';
import { onInterrupt } from '../terminal/interrupt.ts';
import { createProgress, type Progress } from '../terminal/progress.ts';
import { visible, visibleJson } from '../terminal/visible.ts';
import { directRecorder } from '../usage/own-calls.ts';
import { withinBudgets } from './by-policy.ts';
import { openCatalog } from './catalog.ts';
import { diffWanted, type Words, wordsOf } from './opinion-words.ts';
import { collect, dollars, sendAnyway } from './options.ts';

interface Options {
  ask: string[];
  review?: boolean;
  file: string[];
  sendAnyway: string[];
  diff?: string | true;
  staged?: boolean;
  lookAround?: boolean;
  judge: string | boolean;
  verify: boolean;
  failOn?: Severity;
  timeout: number;
  maxCost?: number;
  out?: string;
  json?: boolean;
}

const DEFAULT_TIMEOUT_S = 300;
const MOST_VOICES = 8;
const WIDEST = 110;
const ACCUSING = SEVERITIES.filter((severity) => severity !== 'fine');

const HELP_AFTER = `
Examples:
  tierwise opinion "Should this service be event-driven or request-response?" --file docs/service.md
  tierwise opinion --review --diff main...HEAD --ask opus,codex --out review.md
  tierwise opinion "Is this migration safe?" --file schema.sql --ask fable,openai:llama3@http://127.0.0.1:11434/v1

A voice is a tier (haiku, sonnet, opus, fable; api:opus or claude:opus to choose the route),
codex, gemini or copilot (:<model>), or openai:<model>@<url>. A key goes only where it belongs:
OPENAI_API_KEY to api.openai.com, TIERWISE_KEY_<HOST> to any other host
(TIERWISE_KEY_OPENROUTER_AI). tierwise doctor lists the available models.`;

/** Returns the `opinion` subcommand; `done` is called with its exit code. */
export function opinionCommand(host: Host, done: (code: ExitCode) => void): Command {
  return new Command('opinion')
    .description('Ask several models the same question independently, then show where they disagree.')
    .argument('[question]', 'the question; with --review, what to focus on')
    .argument('[paths...]', 'behind --: show only these of the diff')
    .addOption(
      new Option('-a, --ask <voices>', 'voices to ask, separated by commas (repeatable)')
        .argParser(voiceNames)
        .default([], 'opus and another vendor'),
    )
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
    .addOption(
      new Option('--fail-on <severity>', 'exit code 1 when a finding is this severe or worse').choices(
        ACCUSING,
      ),
    )
    .option('--timeout <seconds>', 'time limit for each voice and for the judge', seconds, DEFAULT_TIMEOUT_S)
    .option('--max-cost <usd>', 'never spend more than this on models with a known price', dollars)
    .option('-o, --out <file>', 'write a Markdown report with the full answers')
    .option('--json', 'one JSON object on stdout')
    .addHelpText('after', HELP_AFTER)
    .action(async (question: string | undefined, paths: string[], options: Options, command: Command) =>
      done(await opinion(host, wordsOf(question, paths, command), options)),
    );
}

async function opinion(host: Host, { question, paths }: Words, options: Options): Promise<ExitCode> {
  const { review = false, out } = options;
  if (!question?.trim() && !review)
    throw new UsageError('Expected a question: tierwise opinion "<question>", or --review for a diff.');
  if (options.failOn && !review) throw new UsageError('--fail-on is about findings: give --review, too.');
  if (out !== undefined) {
    host.access.checkWrite(out, 'report');
    checkWritable(out);
  }
  const material = await gather(options.file, diffWanted(options, paths), host, options.sendAnyway);
  if (review && !material.diff) throw new UsageError('--review needs a diff: name a range with --diff.');
  const whom = await chooseRespondents(options, host);
  const progress = createProgress(host);
  const interrupt = onInterrupt(host, () => progress.note('Stopping; answers so far are shown.'));
  const settings: OpinionSettings = {
    ...whom,
    nextJudge: async (tried) => {
      const next = (await whom.nextJudge?.(tried)) ?? null;
      if (next) progress.note(`  another judge: ${next.name}, ${next.via}, billed to ${next.billedTo}`);
      return next;
    },
    question: question?.trim() ?? '',
    material,
    review,
    timeoutMs: options.timeout * 1000,
    budget: host.access.budget(withinBudgets(host, options.maxCost ?? null)),
    folder: host.cwd,
    mayLook: options.lookAround ?? false,
    signal: interrupt.signal,
  };
  // What has no price is counted as all that it might have cost.
  if (unpricedOf(settings).length) host.access.countWhole();
  try {
    announce(settings, describe(material), options, progress);
    const found = await runOpinion(settings, {
      note: progress.note,
      waitingFor: (names) => progress.update(null, names.length ? `waiting for ${names.join(', ')}` : ''),
      call: recorder(dataHome(host.env), host, progress),
    }).finally(interrupt.release);
    progress.end();
    show(found, settings, options, { host, progress });
    return exitCodeOf(found, settings, options.failOn);
  } finally {
    progress.end();
  }
}

/** The voices and the judge that are named, or who is there. */
async function chooseRespondents(
  { ask, judge, review = false, verify, maxCost }: Options,
  host: Host,
): Promise<Pick<OpinionSettings, 'voices' | 'judge' | 'nextJudge' | 'verifiers'>> {
  const respondents = new Respondents(openCatalog(host), host, {
    command: 'opinion',
    maxCostUsd: maxCost ?? null,
    dry: false,
  });
  const voices = ask.length
    ? await Promise.all(ask.map((name) => respondents.find(name)))
    : await respondents.byDefault();
  const verifiers = review && verify ? await respondents.verifiers() : [];
  if (judge === false || voices.length < 2) return { voices, judge: null, verifiers };
  const named = typeof judge === 'string';
  return {
    voices,
    verifiers,
    judge: named ? await respondents.find(judge) : await respondents.judge(voices),
    nextJudge: (tried) => respondents.judge(voices, tried),
  };
}

function show(
  found: Opinion,
  { question, review, material }: OpinionSettings,
  { out, json }: Options,
  { host, progress }: { host: Host; progress: Progress },
): void {
  const { stdout } = host;
  const title = review ? `Review: ${material.diff?.origin}` : question;
  if (out !== undefined) writeReport(out, toMarkdown(found, title), host, progress);
  const width = Math.min(stdout.columns || WIDEST, WIDEST);
  stdout.write(
    json
      ? `${visibleJson(toJson(found))}\n`
      : `${formatOpinion(found, { width, full: out === undefined })}\n`,
  );
}

function announce(
  { voices, judge, verifiers = [], mayLook }: OpinionSettings,
  material: string,
  { maxCost }: Options,
  progress: Progress,
): void {
  progress.note(`Asking with ${material}${mayLook ? ', and the current folder for CLIs to read' : ''}:`);
  for (const { name, via, billedTo } of voices) progress.note(`  ${name}: ${via}, billed to ${billedTo}`);
  if (judge) progress.note(`  judge: ${judge.name}, ${judge.via}, billed to ${judge.billedTo}`);
  const [cheapest] = verifiers;
  if (cheapest)
    progress.note(
      `  findings are checked by ${verifiers.map(({ name }) => name).join(' or ')}, billed to ${cheapest.billedTo}`,
    );
  const unbound = unpricedOf({ voices, judge }).map(({ name }) => name);
  if (maxCost !== undefined && unbound.length)
    progress.note(`--max-cost cannot be enforced for ${unbound.join(', ')}: no price is known.`);
}

const unpricedOf = ({ voices, judge }: Pick<OpinionSettings, 'voices' | 'judge'>): Respondent[] =>
  [...voices, ...(judge ? [judge] : [])].filter(({ priced }) => !priced);

function recorder(home: string, host: Host, progress: Progress) {
  const record = directRecorder(home, host, (error) =>
    progress.note(
      `The ledger in ${home} cannot be written (${systemReason(error)}): the usage report will lack this.`,
    ),
  );
  return ({ requested, effort, client, name }: Respondent, call: ModelCall, stop: string): void => {
    const served = call.served ?? requested ?? name;
    const reply = { ...call, served, usage: call.usage ?? NO_USAGE, stop };
    record({ source: 'opinion', requested: requested ?? name, effort, client, costUsd: call.costUsd, reply });
  };
}

function exitCodeOf(opinion: Opinion, settings: OpinionSettings, failOn?: Severity): ExitCode {
  const { voices, stopped, judge, comparison, findings } = opinion;
  if (stopped === 'interrupted') return EXIT.interrupted;
  if (stopped === 'ceiling') return EXIT.ceiling;
  if (voices.every(({ answer }) => answer === null)) return EXIT.usage;
  const judged = !settings.judge || comparison || (findings && (findings.judged || !judge));
  const review = reviewOf(opinion);
  const isOpen = review !== null && (isInconclusive(review) || hasWorst(review, failOn));
  return voices.some(({ failure }) => failure) || !judged || isOpen ? EXIT.incomplete : EXIT.ok;
}

// Before anything is asked: what is paid for must not be lost to a path that is wrong.
function checkWritable(out: string): void {
  try {
    accessSync(dirname(resolve(out)), constants.W_OK);
    if (existsSync(out)) accessSync(out, constants.W_OK);
  } catch (error) {
    throw new UsageError(`${out}: cannot write there: ${systemReason(error)}.`);
  }
  if (existsSync(out) && statSync(out).isDirectory())
    throw new UsageError(`${out} is a folder: name a file in it.`);
}

function writeReport(out: string, text: string, { stdout, access }: Host, progress: Progress): void {
  try {
    access.checkWrite(out, 'report');
    writeFileSync(out, visible(text), { flag: access.confined ? 'wx' : 'w' });
    progress.note(`The report is in ${out}.`);
  } catch (error) {
    // The answers are paid for: they must not be lost with the file.
    stdout.write(text);
    throw new UsageError(
      `${out}: cannot write it: ${systemReason(error)}. The report is above.`,
      EXIT.incomplete,
    );
  }
}

function voiceNames(text: string, before: string[]): string[] {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  const all = [...before, ...names];
  const twice = all.find((name, position) => all.indexOf(name) !== position);
  if (twice) throw new InvalidArgumentError(`${twice} is given twice.`);
  if (all.length > MOST_VOICES) throw new InvalidArgumentError(`Expected at most ${MOST_VOICES} voices.`);
  return all;
}

function seconds(text: string): number {
  const number = Number(text);
  if (number > 0 && number <= 86_400) return number;
  throw new InvalidArgumentError('Expected a number of seconds, such as 120.');
}
