// What people decided about items, held against what each tier had said of the same items. Read from the stored answers: only
// fingerprints and hashes pass through here.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { linesOf } from '../bulk/outcome/lines.ts';
import { readStoredAnswer, type StoredAnswer } from '../bulk/outcome/stored-answer.ts';
import { isObject } from '../formats/json-value.ts';
import { RUNG_NAMES, type RungName } from '../models/table.ts';

/** One tier on the items of one task that a person decided. */
export interface Reviewed {
  /** Hash of the task. */
  task: string;
  kind: 'classification' | 'extraction';
  tier: RungName;
  /** Items that the tier had answered, and those on which the person said the same. */
  decided: number;
  confirmed: number;
}

/** Returns what people decided since `from` (null: ever) about what tiers had answered, by task and tier. */
export function readReviewed(home: string, from: Date | null): Reviewed[] {
  const root = join(home, 'answers');
  const since = from?.toISOString() ?? '';
  return namesIn(root).flatMap((task) => {
    const person = lastAnswers(join(root, task, 'person'));
    const recent = new Map([...person].filter(([, { at }]) => at >= since));
    if (!recent.size) return [];
    return RUNG_NAMES.flatMap((tier) => reviewedOn(join(root, task, tier), { task, tier, recent }));
  });
}

interface Wanted {
  task: string;
  tier: RungName;
  recent: ReadonlyMap<string, StoredAnswer>;
}

function reviewedOn(folder: string, { task, tier, recent }: Wanted): Reviewed[] {
  const said = [...lastAnswers(folder, recent)];
  const [first] = said;
  if (!first) return [];
  const confirmed = said.filter(([fingerprint, answer]) => {
    const right = recent.get(fingerprint);
    return right !== undefined && meaningOf(answer) === meaningOf(right);
  }).length;
  const kind = first[1].tags === undefined ? 'extraction' : 'classification';
  return [{ task, kind, tier, decided: said.length, confirmed }];
}

/** The same for answers that say the same. */
const meaningOf = ({ tags, output }: StoredAnswer): string =>
  JSON.stringify(
    Array.isArray(tags) ? [...tags].sort() : isObject(output) ? Object.entries(output).sort() : output,
  );

/** The last answers of a folder by fingerprint; `only` those of these. What cannot be read is left out. */
function lastAnswers(folder: string, only?: ReadonlyMap<string, unknown>): Map<string, StoredAnswer> {
  const answers = new Map<string, StoredAnswer>();
  const files = namesIn(folder).filter((name) => name.endsWith('.jsonl'));
  for (const name of files)
    for (const { line } of linesOf(join(folder, name))) {
      const reading = readStoredAnswer(line);
      if (!('record' in reading)) continue;
      const { record } = reading;
      if (only && !only.has(record.fingerprint)) continue;
      if (record.distrusted) answers.delete(record.fingerprint);
      else answers.set(record.fingerprint, record);
    }
  return answers;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
