// Parts of a bulk job made by hand: tags, items, stores and ladders, without a file or a process.
import type { InputRecord, ItemSource } from '../../src/bulk/items/record.ts';
import type { Answer, AnswerStore } from '../../src/bulk/outcome/answers.ts';
import { START, type TierPasses } from '../../src/bulk/outcome/ladder.ts';
import type { Group } from '../../src/bulk/survey/survey.ts';
import { parseScheme } from '../../src/bulk/task/scheme.ts';
import { tagAnswers } from '../../src/bulk/task/tags.ts';
import type { AnswerKind, Task, Value } from '../../src/bulk/task/task.ts';
import type { TierName } from '../../src/models/table.ts';

/** Tags `error` and `info`; the abstention is `unsure`. */
export const TAGS: AnswerKind = tagAnswers({
  tags: [
    { name: 'error', description: '' },
    { name: 'info', description: '' },
  ],
  multiple: false,
  abstain: 'unsure',
});

/** A scheme with those tags; a line with "ERROR" is an error by rule. Numbers are masked. */
export const SCHEME: Task = parseScheme(
  `---
tags:
  error: { description: It failed., match: ["ERROR"] }
  info: Normal.
mask: [number]
abstain: unsure
---
Judge the line.
`,
  'sev.md',
);

/** A store in memory that knows these answers, and keeps what is appended. */
export function memoryStore(
  name: string,
  answers: Record<string, Value> = {},
): AnswerStore & { appended: Answer[]; distrusted: string[] } {
  const appended: Answer[] = [];
  const distrusted: string[] = [];
  return {
    name,
    passedOver: [],
    appended,
    distrusted,
    get(fingerprint) {
      const value = answers[fingerprint];
      return value === undefined ? undefined : { fingerprint, tier: 'haiku', model: 'm', served: 'm', value };
    },
    refresh: () => false,
    prepare() {},
    append(more) {
      appended.push(...more);
      return null;
    },
    distrust(taken) {
      distrusted.push(...taken.map(({ fingerprint }) => fingerprint));
    },
    close() {},
  };
}

/** A rung: what each of its passes has stored for the item `f`. */
export const rung = (tier: TierName, ...passes: (Value | undefined)[]): TierPasses => ({
  tier,
  model: `${tier}-model`,
  passes: passes.map((value, pass) => memoryStore(`${tier}-${pass}`, value ? { f: value } : {})),
});

/** Groups that wait on the first rung. */
export const waiting = (count: number, items = 1): Group[] =>
  Array.from({ length: count }, (_, index) => ({
    fingerprint: `f${index}`,
    items,
    outcome: undefined,
    ladderPosition: START,
  }));

/** Lines as a source; each reading takes the next of `readings`, the last one from then on. */
export function source(...readings: (string | Partial<InputRecord>)[][]): ItemSource {
  let read = 0;
  return {
    name: 'a.log',
    format: 'text',
    itemIs: '',
    async *batches() {
      const lines = readings[Math.min(read++, readings.length - 1)] ?? [];
      yield lines.map((line, index) => {
        const record = typeof line === 'string' ? { text: line } : line;
        const text = record.text ?? null;
        return { line: index + 1, raw: text ?? '', eol: '\n', ...record, text };
      });
    },
  };
}
