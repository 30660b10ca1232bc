// Claude Code's transcripts: where they lie, and which model calls they record. Counting rules, measured on 2.1.329:
// a record per content block repeats the message id and its usage; a fork copies records under a new session id;
// "<synthetic>" messages are errors and cost nothing; subagents have files of their own beside the session's.
import { closeSync, fstatSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { costUsd, type Usage } from '../models/cost.ts';
import { shippedModel } from '../models/table.ts';
import type { CostState, LedgerEntry } from './ledger.ts';

export interface TranscriptPart {
  calls: LedgerEntry[];
  costStates: CostState[];
  /** Where to go on next time: behind the last whole line that was read. */
  offset: number;
}

const CHUNK_BYTES = 4 * 1024 * 1024;
const NEWLINE = 10;
// Both stand unescaped in a record of that type only; the records themselves decide.
const MARKS = [Buffer.from('"type":"assistant"'), Buffer.from('"type":"cost-state"')];

/** Reads what came after byte `offset`, at most about `maxBytes`. A missing file has nothing new. */
export function readTranscript(
  file: string,
  offset: number,
  maxBytes = Number.POSITIVE_INFINITY,
): TranscriptPart {
  let fd: number;
  try {
    fd = openSync(file, 'r');
  } catch {
    return { calls: [], costStates: [], offset };
  }
  try {
    return readFrom(fd, offset, maxBytes);
  } finally {
    closeSync(fd);
  }
}

function readFrom(fd: number, offset: number, maxBytes: number): TranscriptPart {
  const { size } = fstatSync(fd);
  const start = offset > size ? 0 : offset; // the file was replaced by a shorter one
  const calls = new Map<string, LedgerEntry>();
  const costStates: CostState[] = [];
  let lastMainCall: string | null = null;
  let position = start;
  let length = CHUNK_BYTES;
  while (position < size && position - start < maxBytes) {
    const wanted = Math.min(length, size - position);
    const chunk = Buffer.allocUnsafe(wanted);
    const read = readSync(fd, chunk, 0, wanted, position);
    const end = chunk.lastIndexOf(NEWLINE, read - 1) + 1;
    if (end === 0) {
      if (position + read >= size) break; // the last line is still being written
      length *= 2; // a line longer than the chunk
      continue;
    }
    for (const line of markedLines(chunk.subarray(0, end))) {
      const record = parse(line);
      if (record?.type === 'cost-state') {
        costStates.push({
          session: record.sessionId,
          totalCostUsd: record.totalCostUSD,
          lastCall: lastMainCall,
        });
      }
      const call = record && toEntry(record);
      if (!call) continue;
      calls.set(call.id, call);
      if (call.source === 'session') lastMainCall = call.id;
    }
    position += end;
  }
  return { calls: [...calls.values()], costStates, offset: position };
}

/** The whole lines that hold a mark, in order; all others are passed over without being decoded. */
function* markedLines(lines: Buffer): Generator<string> {
  const next = MARKS.map((mark) => lines.indexOf(mark));
  for (;;) {
    const found = Math.min(...next.map((at) => (at < 0 ? Number.POSITIVE_INFINITY : at)));
    if (!Number.isFinite(found)) return;
    const start = lines.lastIndexOf(NEWLINE, found) + 1;
    const end = lines.indexOf(NEWLINE, found);
    yield lines.toString('utf8', start, end);
    for (const [index, mark] of MARKS.entries()) {
      const at = next[index] as number;
      if (at >= 0 && at < end) next[index] = lines.indexOf(mark, end);
    }
  }
}

// biome-ignore lint/suspicious/noExplicitAny: a record has whatever its client's version wrote
type AnyRecord = any;

function parse(line: string): AnyRecord | null {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/** The model call that a record stands for; null when it stands for none. */
export function toEntry(record: AnyRecord): LedgerEntry | null {
  const { type, message, requestId, timestamp } = record;
  if (type !== 'assistant' || !message?.usage || !message.id || message.model === '<synthetic>') return null;
  const usage = toUsage(message.usage);
  const fast = message.usage.speed === 'fast';
  const usOnly = message.usage.inference_geo === 'us';
  const at = typeof timestamp === 'string' ? timestamp : new Date(0).toISOString();
  const model = shippedModel(message.model);
  const { webSearches, ...tokens } = usage;
  return {
    id: requestId ? `${message.id}|${requestId}` : message.id,
    at,
    source: record.isSidechain ? 'subagent' : 'session',
    session: record.sessionId ?? null,
    project: record.cwd ?? null,
    agent: record.attributionAgent ?? (record.isSidechain ? forkName(record) : null),
    skill: record.attributionSkill ?? null,
    requested: record.requestedModel ?? message.model,
    served: message.model,
    tier: model?.tier ?? null,
    effort: record.effort ?? null,
    ...tokens,
    costUsd: costUsd(model, usage, { at: new Date(at), fast, usOnly }),
    stop: message.stop_reason ?? null,
    ...(webSearches && { webSearches }),
    ...(fast && { fast }),
    ...(usOnly && { usOnly }),
  };
}

// A skill that runs in a fork is a subagent without a name of its own.
const forkName = ({ attributionSkill }: AnyRecord): string =>
  attributionSkill ? `fork of ${attributionSkill}` : 'unnamed agent';

// biome-ignore lint/suspicious/noExplicitAny: fields come and go with versions and gateways
function toUsage(usage: any): Usage {
  const written = usage.cache_creation_input_tokens ?? 0;
  const written1h = Math.min(written, usage.cache_creation?.ephemeral_1h_input_tokens ?? 0);
  return {
    input: usage.input_tokens ?? 0,
    output: usage.output_tokens ?? 0,
    cacheRead: usage.cache_read_input_tokens ?? 0,
    cacheWrite5m: written - written1h,
    cacheWrite1h: written1h,
    thinking: usage.output_tokens_details?.thinking_tokens ?? 0,
    webSearches: usage.server_tool_use?.web_search_requests ?? 0,
  };
}

/** The transcripts of a session's subagents, workflow agents included; none when there are none. */
export function subagentTranscripts(transcript: string): string[] {
  const folder = join(transcript.replace(/\.jsonl$/, ''), 'subagents');
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /^agent-.*\.jsonl$/.test(basename(name)))
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}

/** Every session's transcript below the client's configuration folder, the oldest session first: a fork after its parent. */
export function allTranscripts(configFolder: string): string[] {
  const projects = join(configFolder, 'projects');
  const files = namesIn(projects).flatMap((folder) =>
    namesIn(join(projects, folder))
      .filter((name) => name.endsWith('.jsonl'))
      .map((name) => join(projects, folder, name)),
  );
  const born = new Map(files.map((file) => [file, bornAt(file)]));
  return files.sort((a, b) => (born.get(a) ?? 0) - (born.get(b) ?? 0));
}

/** When a file was made, in milliseconds; when it was last written, on disks that do not tell. */
export function bornAt(file: string): number {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat?.birthtimeMs || stat?.mtimeMs || 0;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // not there, or not a folder
  }
}
