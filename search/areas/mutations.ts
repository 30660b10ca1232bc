// A million damaged files, replies and records: whatever they hold, a parser answers or says in one line what is wrong.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { readBatch, readBatchResult, readMessage } from '../../src/ask/anthropic-reply.ts';
import { AskError } from '../../src/ask/backend.ts';
import { readClaudeResult } from '../../src/ask/claude-result.ts';
import { objectIn } from '../../src/ask/json-reply.ts';
import { openaiBackend } from '../../src/ask/openai.ts';
import { readReply } from '../../src/bulk/asking/reply.ts';
import { readStoredAnswer } from '../../src/bulk/outcome/stored-answer.ts';
import { itemLine, triesToSteer } from '../../src/bulk/task/item.ts';
import { parseRecipe } from '../../src/bulk/task/recipe.ts';
import { parseScheme } from '../../src/bulk/task/scheme.ts';
import type { Task } from '../../src/bulk/task/task.ts';
import { fingerprintIn } from '../../src/bulk/task/task.ts';
import { UsageError } from '../../src/errors.ts';
import type { FormatRecord, RecordSource, TextInput } from '../../src/formats/format.ts';
import { FORMAT_NAMES, type Format, formatOf, formatSpec } from '../../src/formats/table.ts';
import { loadCatalog } from '../../src/models/catalog.ts';
import { readSettings, readUntrustedSettings } from '../../src/models/settings.ts';
import { readComparison } from '../../src/opinion/comparison.ts';
import { readFindings } from '../../src/opinion/findings.ts';
import { ReviewedCode } from '../../src/opinion/reviewed-code.ts';
import { checkPlan } from '../../src/plan/file/plan-file.ts';
import { ingestSession } from '../../src/usage/ingest.ts';
import { readLedger } from '../../src/usage/ledger.ts';
import { findCost } from '../../src/usage/transcript-record.ts';
import { type Area, type Effort, inFolder, must, tryCases } from '../area.ts';
import { mutated } from '../mutate.ts';
import { CORPUS } from './corpus.ts';

export const mutations: Area = {
  name: 'mutations',
  tries: 'damaged items, formats, tasks, settings, plans, transcripts, replies, records',
  run: (seed, effort) => inFolder((folder) => search(seed, effort, folder)),
};

/** Something that reads bytes of others: good examples, and what has to hold for any. Throws what is a finding. */
interface Target {
  good: readonly string[];
  /** How often it is tried, among the others; 1 when it is missing. */
  weight?: number;
  read(bytes: Buffer): unknown;
}

async function search(seed: number, effort: Effort, folder: string) {
  const targets = targetsIn(folder);
  const turns = Object.values(targets).flatMap((target) =>
    Array.from({ length: target.weight ?? 1 }, () => target),
  );
  const buffers = new Map(turns.map((target) => [target, target.good.map((text) => Buffer.from(text))]));
  const values = jsonValues(seed);
  return tryCases(seed, effort, async (random, number) => {
    const target = turns[number % turns.length] as Target;
    const good = buffers.get(target) as Buffer[];
    // One in sixteen is any JSON at all.
    const bytes =
      random.below(16) === 0
        ? Buffer.from(random.pick(values))
        : mutated(random.pick(good), random.pick(good), random);
    try {
      const reading = target.read(bytes);
      if (reading instanceof Promise) await reading;
    } catch (error) {
      if (isAllowed(error)) return;
      const name = Object.keys(targets).find((key) => targets[key] === target);
      throw new Error(
        `${name}: ${(error as Error).stack}\n  input (base64): ${bytes.toString('base64').slice(0, 4000)}`,
      );
    }
  });
}

/** A user's mistake in one line, or a reply that was no answer. */
function isAllowed(error: unknown): boolean {
  if (error instanceof UsageError || error instanceof AskError) return true;
  return false;
}

const jsonValues = (seed: number): string[] =>
  fc
    .sample(fc.oneof(fc.json(), fc.string({ unit: 'binary' }), fc.json({ stringUnit: 'binary' })), {
      seed,
      numRuns: 2000,
    })
    .map(String);

function targetsIn(folder: string): Record<string, Target> {
  const text = (read: (text: string) => unknown) => (bytes: Buffer) => read(bytes.toString('utf8'));
  const parsed = (read: (value: unknown) => unknown) => (bytes: Buffer) => {
    try {
      return read(JSON.parse(bytes.toString('utf8')));
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  };
  const file = (name: string, read: (file: string) => unknown) => (bytes: Buffer) => {
    writeFileSync(join(folder, name), bytes);
    return read(join(folder, name));
  };
  const top = join(import.meta.dirname, '..', '..');
  const shipped = (kind: string): string[] =>
    readdirSync(join(top, kind)).map((name) => readFileSync(join(top, kind, name), 'utf8'));
  const schemes = shipped('schemes');
  const scheme = parseScheme(
    readFileSync(join(top, 'schemes', 'log-severity.md'), 'utf8'),
    'log-severity.md',
  );
  const catalog = loadCatalog(folder, folder, {});
  const code = new ReviewedCode(new Map(), () => 'one line\nanother line\nif (a > b) return a;\n');
  const openai = openaiBackend('http://127.0.0.1:1/v1', {});
  return {
    ...Object.fromEntries(
      FORMAT_NAMES.map((format) => [
        `format ${format}`,
        { good: CORPUS.items, weight: 3, read: (bytes: Buffer) => survives(bytes, format) },
      ]),
    ),
    'an item': { good: CORPUS.items, weight: 4, read: text((item) => isOneLine(item, scheme)) },
    'a scheme': { good: schemes, weight: 2, read: text((it) => parseScheme(it, 's.md')) },
    'a recipe': { good: shipped('recipes'), weight: 2, read: text((it) => parseRecipe(it, 'r.md')) },
    'own settings': { good: CORPUS.settings, read: file('tierwise.md', readSettings) },
    'settings of a project': {
      good: CORPUS.settings,
      read: file('project.md', neverThrows(readUntrustedSettings)),
    },
    'a plan': { good: CORPUS.plans, weight: 2, read: text((it) => checkPlan(it, 'p.md', catalog)) },
    'a record of a transcript': {
      good: CORPUS.transcripts,
      weight: 6,
      read: text((it) => findCost(it, NOW)),
    },
    'a transcript': { good: CORPUS.transcripts, read: (bytes) => ingested(bytes, folder) },
    'a message': { good: CORPUS.messages, weight: 4, read: parsed(readMessage) },
    'a batch': { good: CORPUS.batches, weight: 2, read: parsed(readBatch) },
    'a result of a batch': { good: CORPUS.batches, weight: 2, read: parsed(readBatchResult) },
    'the answers in a reply': {
      good: CORPUS.replies,
      weight: 6,
      read: text((it) => answersOnlyWhatWasAsked(it, scheme)),
    },
    'JSON in a text': { good: CORPUS.replies, weight: 4, read: text(objectIn) },
    'a result of claude -p': { good: CORPUS.claude, weight: 4, read: text(readClaudeResult) },
    'a chat completion': { good: CORPUS.completions, weight: 2, read: (bytes) => completed(bytes, openai) },
    'a comparison': { good: CORPUS.comparisons, read: text((it) => readComparison(it, CORPUS.opinions)) },
    findings: { good: CORPUS.findings, read: text((it) => readFindings(it, code)) },
    'a stored answer': { good: CORPUS.stored, weight: 4, read: text(readStoredAnswer) },
  };
}

const NOW = '2026-11-20T00:00:00.000Z';

/** For readers that promise not to throw: a UsageError is a finding, too. */
const neverThrows =
  <Given>(read: (given: Given) => unknown) =>
  (given: Given): unknown => {
    try {
      return read(given);
    } catch (error) {
      throw new Error(`it threw: ${(error as Error).stack}`);
    }
  };

/** An item is one line of a request, and the same fingerprint each time. */
function isOneLine(item: string, task: Task): void {
  const line = itemLine(7, item, false);
  must(!/[\n\r\u0085\u2028\u2029]/.test(line), () => 'its line has an end within');
  must(JSON.parse(line).item === item, () => 'its line says something else');
  triesToSteer(item);
  task.matching(item);
  const [first, second] = [1, 2].map(() => fingerprintIn(task, { text: item }));
  must(first === second, () => 'two fingerprints');
}

function answersOnlyWhatWasAsked(reply: string, { answer }: Task): void {
  const { values, problems } = readReply(reply, [101, 102, 103], answer);
  for (const id of [101, 102, 103])
    must(values.has(id) !== problems.has(id), () => `${id} is not either answered or open`);
  must(values.size + problems.size === 3, () => 'it answers what was not asked');
}

async function completed(bytes: Buffer, backend: ReturnType<typeof openaiBackend>): Promise<void> {
  const before = globalThis.fetch;
  globalThis.fetch = async () => new Response(new Uint8Array(bytes), { status: 200 });
  try {
    const reply = await backend.ask({
      model: 'm',
      system: '',
      user: 'u',
      schema: null,
      maxTokens: 9,
    } as never);
    must(
      reply.usage === null || Object.values(reply.usage).every((count) => count >= 0),
      () => 'a count below 0',
    );
  } finally {
    globalThis.fetch = before;
  }
}

let transcripts = 0;
function ingested(bytes: Buffer, folder: string): void {
  const name = join(folder, `session-${transcripts++ % 50}.jsonl`);
  writeFileSync(name, bytes);
  ingestSession(join(folder, 'ledger-home'), name);
  if (transcripts % 50 === 0) readLedger(join(folder, 'ledger-home'));
}

/** Read, written in every format, and read back: as many items as there were, each with its answer. */
async function survives(bytes: Buffer, format: Format): Promise<void> {
  const input = inputOf(bytes);
  formatOf(null, input.head);
  const source = await formatSpec(format).read(input, []);
  const records: FormatRecord[] = [];
  for await (const record of source.records()) records.push(record);
  const items = records.filter(({ text }) => text !== null);
  const fields = new Set(items.flatMap(({ value }) => (isPlainObject(value) ? Object.keys(value) : [])));
  const names = new Set([...fields, ...(source.header?.cells ?? [])]);
  if (names.has('tags') || names.has('tagged_by')) return;
  for (const to of FORMAT_NAMES) {
    const written = writtenAs(to, { source, records, fields, sameFormat: to === format });
    const back = await readBack(Buffer.from(written, 'latin1'), to);
    must(back.length === items.length, () => `${items.length} items, ${back.length} after ${format} → ${to}`);
    for (const tags of back)
      must(tags?.join() === 'error', () => `an answer became ${JSON.stringify(tags)} in ${format} → ${to}`);
  }
}

const isPlainObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const inputOf = (bytes: Buffer): TextInput => {
  const all = bytes.toString('latin1').replace(/^\xEF\xBB\xBF/, '');
  return {
    name: 'input',
    head: all.slice(0, 65_536),
    async *chunks() {
      // In two parts, as a boundary may fall anywhere.
      const middle = Math.floor(all.length / 2);
      if (middle) yield all.slice(0, middle);
      yield all.slice(middle);
    },
  };
};

interface Written {
  source: RecordSource;
  records: readonly FormatRecord[];
  fields: ReadonlySet<string>;
  sameFormat: boolean;
}

function writtenAs(format: Format, { source, records, fields, sameFormat }: Written): string {
  const added = { columns: ['tags'], by: 'tagged_by' };
  const writer = formatSpec(format).write({
    source,
    sameFormat,
    bom: '',
    fields,
    added,
    guardFormulas: false,
  });
  const label = { cells: [['error']], inOneCell: 'error', by: 'haiku' };
  let index = 0;
  const parts = records.map((record) =>
    record.text === null ? writer.blank(record) : writer.record(record, label, index++),
  );
  return [writer.start, ...parts, writer.end].join('');
}

async function readBack(bytes: Buffer, format: Format): Promise<(string[] | null)[]> {
  const source = await formatSpec(format).read(inputOf(bytes), []);
  const tags: (string[] | null)[] = [];
  for await (const record of source.records())
    if (record.text !== null) tags.push(formatSpec(format).readBack(record, source).tags);
  return tags;
}
