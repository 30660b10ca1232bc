import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { refusal } from '../access/confined.ts';
import { Budget } from '../ask/budget.ts';
import { openStore } from '../bulk/asking/stores.ts';
import type { JobEvents } from '../bulk/settings.ts';
import type { Task } from '../bulk/task/task.ts';
import { type Keys, keysOf } from '../calibrate/labels/keys.ts';
import { readLabelFile } from '../calibrate/labels/label-file.ts';
import { labelPage } from '../calibrate/labels/label-page.ts';
import { PersonLabels } from '../calibrate/labels/person.ts';
import { labelOnTerminal } from '../calibrate/labels/terminal.ts';
import { resultOf } from '../calibrate/report/result.ts';
import { verdict } from '../calibrate/report/text.ts';
import { calibrate, type Found, unlabelled } from '../calibrate/run/calibrate.ts';
import { openSample, type Sample } from '../calibrate/run/draw.ts';
import type { AskPerson } from '../calibrate/run/label-loop.ts';
import { type CalibrateSettings, jobSettings } from '../calibrate/run/settings.ts';
import { EXIT, type ExitCode, UsageError } from '../errors.ts';
import type { Invocation } from '../host.ts';
import { PLUGIN_ROOT } from '../plugin-root.ts';
import { counted } from '../terminal/format.ts';
import { createProgress } from '../terminal/progress.ts';
import { calibrateSettings, type SampleOptions } from './calibrate-options.ts';
import { type Page, pageFor, writePage } from './calibrate-page.ts';

export interface LabelOptions extends SampleOptions {
  page?: string | true;
  import?: string;
}

/** Has a person label items, in the terminal or on a page, or takes over what a page has made. Returns the exit code. Throws UsageError. */
export async function label(
  host: Invocation,
  inputPath: string,
  task: Task,
  options: LabelOptions,
): Promise<ExitCode> {
  if (host.access.confined && options.page === undefined)
    throw new UsageError(
      refusal('label without --page: a person labels in their own terminal', 'calibrate label'),
    );
  const settings = calibrateSettings(host, inputPath, task, { ...options, backend: 'rules' });
  const progress = createProgress(host);
  const events: JobEvents = { note: progress.note, progress: progress.update };
  const page = options.page === undefined ? null : pageFor(host, inputPath, options.page, 'labels');
  const sample = await openSample(settings, events);
  progress.end();
  try {
    if (options.import !== undefined)
      return await importLabels(host, settings, sample, { file: options.import, events });
    return page
      ? await writeLabelPage(host, settings, sample, { page, events })
      : await labelHere(host, settings, sample, events);
  } finally {
    await sample.input.close();
  }
}

async function labelHere(
  host: Invocation,
  settings: CalibrateSettings,
  sample: Sample,
  events: JobEvents,
): Promise<ExitCode> {
  let keys: Keys | null = null;
  const before = await known(settings, sample, events);
  const person: AskPerson = (item, place) => {
    keys ??= keysOf(host.stdin);
    return labelOnTerminal(item, place, { task: settings.task, keys, host });
  };
  try {
    const found = await labelled(settings, sample, events, person);
    host.stdout.write(`${counted(found.labels.size - before, 'label')} kept. ${verdict(resultOf(found))}\n`);
    return found.calibrated.decision === 'undecided' ? EXIT.incomplete : EXIT.ok;
  } finally {
    (keys as Keys | null)?.close();
  }
}

const known = async (settings: CalibrateSettings, sample: Sample, events: JobEvents): Promise<number> => {
  const store = new PersonLabels(await openStore('person', jobSettings(settings), events));
  store.close();
  return store.of(sample.items).size;
};

/** What is known without asking a model. Throws UsageError when the tiers have not answered yet, so that nobody knows where they differ. */
async function labelled(
  settings: CalibrateSettings,
  sample: Sample,
  events: JobEvents,
  person: AskPerson | null,
): Promise<Found> {
  const interrupted = new AbortController().signal;
  const unasked = { ...settings, mostLabels: 0 };
  const missing = (
    await calibrate(unasked, sample, events, { budget: new Budget(0), interrupted, person: null })
  ).bySetting.some(({ answers }) => answers.size < sample.items.length);
  if (missing && settings.question.kind === 'within')
    throw new UsageError(
      `The tiers have not answered all ${counted(sample.items.length, 'sampled item')} yet, so it is not known where they differ. Run "tierwise calibrate" first, with the same options; or label items drawn at random, with --floor.`,
    );
  return calibrate(settings, sample, events, { budget: new Budget(0), interrupted, person });
}

async function writeLabelPage(
  host: Invocation,
  settings: CalibrateSettings,
  sample: Sample,
  { page, events }: { page: Page; events: JobEvents },
): Promise<ExitCode> {
  const { task, mostLabels, inputPath } = settings;
  const found = await labelled(settings, sample, events, null);
  const next = found.calibrated.next.slice(0, mostLabels);
  if (!next.length) {
    host.stdout.write(`Nothing to label: ${verdict(resultOf(found))}\n`);
    return EXIT.ok;
  }
  const file = `${basename(inputPath === '-' ? 'stdin' : inputPath)}.labels.jsonl`;
  const html = labelPage({
    task,
    items: next.map((place) => unlabelled(place, sample, found)),
    names: {
      name: `${task.name}: ${sample.source.name}`,
      file,
      command: `tierwise calibrate label ${shellWord(inputPath)} ${shellWord(task.file)} --import ${shellWord(file)}`,
    },
    template: readFileSync(join(PLUGIN_ROOT, 'dist', 'labels.html'), 'utf8'),
  });
  await writePage(host, page, sample.input, html);
  return EXIT.ok;
}

async function importLabels(
  host: Invocation,
  settings: CalibrateSettings,
  sample: Sample,
  { file, events }: { file: string; events: JobEvents },
): Promise<ExitCode> {
  const { task } = settings;
  const fingerprints = new Set(sample.survey.groups.map(({ fingerprint }) => fingerprint));
  const labels = readLabelFile(file, { task, known: (one) => fingerprints.has(one), access: host.access });
  const store = new PersonLabels(await openStore('person', jobSettings(settings), events));
  try {
    for (const [fingerprint, value] of labels) store.keep(fingerprint, value);
  } finally {
    store.close();
  }
  host.stdout.write(
    `${counted(labels.size, 'label')} kept. "tierwise calibrate" with the same options counts them.\n`,
  );
  return EXIT.ok;
}

const shellWord = (text: string): string =>
  /^[\w@%+=:,./][\w@%+=:,./-]*$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
