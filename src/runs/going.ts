// The run of this process, noted while it goes on: which commands count as runs, and what of their words may be kept.
import { dataHome } from '../data-home.ts';
import { ownText } from '../lock.ts';
import type { RunKind, RunRecord, RunRecords, RunResult } from './record.ts';
import type { Unfinished } from './unfinished.ts';

/** What a command tells of its run. Does nothing in a command that is not a run. */
export interface Going {
  /** A model was asked, at this list price; null where it is not known. */
  spent(usd: number | null): void;
  /** What came of it. */
  came(result: Partial<RunResult>): void;
  /** It has finished, whatever the command does afterwards: that is a run of its own. */
  finished(): void;
  /** Where answers are kept until it has finished; null in a run that keeps its own, and in a command that is not a run. */
  readonly unfinished: Unfinished | null;
  /** Is called once when the command has ended, a run or not. */
  atEnd(act: () => void): void;
}

/** A command that is about to act, as commander read it. */
export interface Called {
  /** `plan make`: its name and those above it. */
  path: string;
  args: readonly string[];
  options: Readonly<Record<string, unknown>>;
}

const KINDS: Readonly<Record<string, RunKind>> = {
  'bulk-tag': 'bulk',
  'bulk-map': 'bulk',
  calibrate: 'calibrate',
  init: 'init',
  opinion: 'opinion',
  'plan make': 'plan',
  'plan run': 'plan',
  'plan resume': 'plan',
};

/** Kinds whose words and answers are kept until they have finished; the others have stores of their own. */
const KEPT_WHOLE: readonly RunKind[] = ['init', 'opinion'];

/** Options with which nobody is asked. */
const LOOKS = ['dryRun', 'explain', 'kept', 'forget'];
const DID_NOT_START = 2;
/** Cost is written at most this often. */
const WRITE_MS = 1000;

/** The run of this process. Goes on where nothing can be written: the command itself says so where it matters. */
export class GoingRun implements Going {
  readonly #world: World;
  #records: RunRecords | null = null;
  #record: RunRecord | null = null;
  unfinished: Unfinished | null = null;
  #writtenAt = 0;
  readonly #atEnd: (() => void)[] = [];

  constructor(world: World) {
    this.#world = world;
  }

  /** Notes that the command begins, if it is a run. */
  async begin(called: Called): Promise<void> {
    const kind = KINDS[called.path];
    if (!kind || LOOKS.some((option) => called.options[option])) return;
    const { jobKey, newRunId, RunRecords } = await import('./record.ts');
    const { env, cwd, argv, resumes } = this.#world;
    this.#records = new RunRecords(dataHome(env));
    const former = resumes && KEPT_WHOLE.includes(kind) ? this.#records.one(resumes) : null;
    const id = former?.id ?? newRunId(kind);
    this.#record = {
      ...{ id, kind, cwd, what: whatOf(kind, called), args: wordsToKeep(kind, called, argv) },
      ...(kind === 'opinion' ? {} : { inputs: [...inputsOf(kind, called)] }),
      // An opinion that is asked again is another one.
      job: kind === 'opinion' ? id : jobKey(kind, cwd, ...inputsOf(kind, called)),
      owner: ownText(),
      startedAt: new Date().toISOString(),
      ...{ endedAt: null, exitCode: null, result: null },
      ...{ costUsd: former?.costUsd ?? 0, unpriced: former?.unpriced ?? 0 },
    };
    this.#write();
    if (!KEPT_WHOLE.includes(kind)) return;
    const unfinished = this.#records.unfinished(id);
    this.unfinished = unfinished;
    this.#onDisk(() => unfinished.keepWords(argv));
  }

  spent(usd: number | null): void {
    if (!this.#record) return;
    if (usd === null) this.#record.unpriced++;
    else this.#record.costUsd += usd;
    if (Date.now() - this.#writtenAt >= WRITE_MS) this.#write();
  }

  came(result: Partial<RunResult>): void {
    if (this.#record)
      this.#record.result = { out: null, reviewFile: null, kept: null, counts: {}, ...result };
  }

  finished(): void {
    this.#end(0);
  }

  atEnd(act: () => void): void {
    this.#atEnd.push(act);
  }

  /** Notes how it ended. What never started leaves nothing. */
  end(exitCode: number): void {
    for (const act of this.#atEnd.splice(0)) act();
    this.#end(exitCode);
  }

  #end(exitCode: number): void {
    const record = this.#record;
    if (!record) return;
    Object.assign(record, { endedAt: new Date().toISOString(), exitCode });
    const asked = record.costUsd > 0 || record.unpriced > 0;
    // Of a first scheme that nobody wanted in the end, nothing is left to show.
    const isNothing = record.kind === 'init' && !record.result;
    if (asked || (exitCode !== DID_NOT_START && !isNothing)) {
      this.#onDisk((records) => records.makeRoomFor(record));
      this.#write();
      if (exitCode === 0) this.unfinished?.drop();
    } else this.#onDisk((records) => records.remove(record.id));
    this.#record = null;
  }

  #write(): void {
    const record = this.#record;
    this.#writtenAt = Date.now();
    if (record) this.#onDisk((records) => records.write(record));
  }

  #onDisk(act: (records: RunRecords) => void): void {
    try {
      if (this.#records) act(this.#records);
    } catch {} // the disk is full, or closed to us
  }
}

interface World {
  env: NodeJS.ProcessEnv;
  cwd: string;
  /** The words after `tierwise`. */
  argv: readonly string[];
  /** The run that is taken up again, by its id. */
  resumes?: string;
}

/** What makes two runs one job: the input and the task, or the plan. */
const inputsOf = (kind: RunKind, { args }: Called): readonly string[] =>
  kind === 'plan' ? args.slice(0, 1) : args;

function whatOf(kind: RunKind, called: Called): string {
  if (kind !== 'opinion') return inputsOf(kind, called).join(' ');
  const { review, diff, ask } = called.options;
  const range = typeof diff === 'string' ? diff : 'the uncommitted changes';
  const asked = Array.isArray(ask) && ask.length ? ` to ${ask.join(', ')}` : '';
  return `${review === true ? `review of ${range}` : 'question'}${asked}`;
}

/** The words that call it again; a question or a goal is the user's text, and not kept. */
function wordsToKeep(kind: RunKind, called: Called, argv: readonly string[]): string[] {
  if (kind === 'init') return withoutGoal(argv);
  const text = kind === 'opinion' ? called.args : called.path === 'plan make' ? called.args.slice(1) : [];
  return argv.filter((word) => !text.includes(word));
}

function withoutGoal(argv: readonly string[]): string[] {
  const at = argv.findIndex((word) => word === '--goal' || word.startsWith('--goal='));
  return at < 0 ? [...argv] : argv.toSpliced(at, argv[at] === '--goal' ? 2 : 1);
}
