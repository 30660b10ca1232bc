// A way to ask: a tier with its effort, pack size and votes, with masks or without. What is not the usual way of a tier is in its name,
// and has stored answers of its own.
import { NO_VOTES, type Task } from '../../bulk/task/task.ts';
import { UsageError } from '../../errors.ts';
import { type Catalog, parseRungName } from '../../models/catalog.ts';
import { EFFORTS, type Effort, RUNG_NAMES, type RungName } from '../../models/table.ts';

export interface AskedSetting {
  /** `haiku` as usual; what is not usual stands after it: `haiku/effort=high/votes=2`. */
  name: string;
  tier: RungName;
  effort: Effort;
  pack: number;
  /** 2: two passes have to agree, or the tiers above decide. */
  votes: 1 | 2;
  /** Items that the task's masks make the same share an answer. */
  masks: boolean;
}

interface Known {
  catalog: Catalog;
  task: Task;
}

/** Returns how a tier is asked where nothing else is said. */
export const usualSetting = (tier: RungName, { catalog, task }: Known): AskedSetting => ({
  ...{ name: tier, tier, effort: catalog.tiers[tier].effort, pack: task.packItems },
  ...{ votes: 1, masks: true },
});

const EXPECTED = 'a tier, and after it any of effort=<effort>, pack=<items>, votes=2, mask=off';

/** Returns the setting that `text` names: `haiku/effort=high/pack=10`. Throws UsageError. */
export function readSetting(text: string, known: Known): AskedSetting {
  const [tier = '', ...parts] = text.trim().split('/');
  const setting = usualSetting(parseRungName(tier), known);
  for (const part of parts) Object.assign(setting, readPart(part, { text, setting, ...known }));
  return { ...setting, name: nameOf(setting, known) };
}

interface Part extends Known {
  text: string;
  setting: AskedSetting;
}

type Read = Partial<AskedSetting> | null;

/** Each part by its name; null for a value that it does not take. */
const PARTS: ReadonlyMap<string, (value: string, part: Part) => Read> = new Map([
  ['effort', (value: string, part: Part): Read => ({ effort: effortIn(value, part) })],
  ['pack', (value: string): Read => (/^[1-9]\d{0,3}$/.test(value) ? { pack: Number(value) } : null)],
  ['votes', votesIn],
  ['mask', (value: string): Read => (value === 'on' || value === 'off' ? { masks: value === 'on' } : null)],
]);

function readPart(part: string, known: Part): Partial<AskedSetting> {
  const [key = '', value = ''] = part.split('=');
  const read = PARTS.get(key)?.(value, known);
  if (read) return read;
  throw wrong(known, `"${part}" is not a part of a setting. Expected ${EXPECTED}.`);
}

const wrong = ({ text }: Part, why: string): UsageError => new UsageError(`--settings: ${text}: ${why}`);

function effortIn(value: string, part: Part): Effort {
  const { model } = part.catalog.tiers[part.setting.tier];
  const efforts = part.catalog.model(model)?.efforts ?? EFFORTS;
  const effort = efforts.find((one) => one === value);
  if (effort) return effort;
  const takes = efforts.length ? `one of these efforts: ${efforts.join(', ')}` : 'no effort';
  throw wrong(part, `${model} takes ${takes}.`);
}

function votesIn(value: string, part: Part): Read {
  const { kind, answer } = part.task;
  if (value === '1') return { votes: 1 };
  if (value !== '2') return null;
  if (kind === 'recipe' && answer.columns.length === 1) throw wrong(part, NO_VOTES);
  return { votes: 2 };
}

function nameOf({ tier, effort, pack, votes, masks }: AskedSetting, known: Known): string {
  const usual = usualSetting(tier, known);
  return [
    tier,
    ...(effort === usual.effort ? [] : [`effort=${effort}`]),
    ...(pack === usual.pack ? [] : [`pack=${pack}`]),
    ...(votes === 1 ? [] : [`votes=${votes}`]),
    ...(masks || !known.task.masks.length ? [] : ['mask=off']),
  ].join('/');
}

/** Returns the settings, each once, in the order of what they cost: by tier, effort, votes, masks, and the smaller packs after the larger. */
export function cheapestFirst(settings: readonly AskedSetting[]): AskedSetting[] {
  const rank = ({ tier, effort, votes, masks, pack }: AskedSetting): number[] => [
    ...[RUNG_NAMES.indexOf(tier), votes, EFFORTS.indexOf(effort), masks ? 0 : 1, -pack],
  ];
  const byRank = (a: AskedSetting, b: AskedSetting): number => {
    const [one, other] = [rank(a), rank(b)];
    const at = one.findIndex((place, index) => place !== other[index]);
    return at < 0 ? 0 : (one[at] as number) - (other[at] as number);
  };
  return [...new Map(settings.map((setting) => [setting.name, setting])).values()].sort(byRank);
}

/** The name of the stored answers of a setting's first pass: a tier as it is usually asked has its own. */
export function passName({ name, tier }: Pick<AskedSetting, 'name' | 'tier'>): string {
  const parts = name.split('/').filter((part) => /^(effort|pack)=/.test(part));
  return parts.length ? `${tier}@${parts.join(',')}` : tier;
}
