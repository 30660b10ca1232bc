// A way to ask: a tier with its effort, pack size and votes, with masks or without. What is not the usual way of a tier is in its name,
// and has stored answers of its own.
import { NO_VOTES, type Task } from '../../bulk/task/task.ts';
import { UsageError } from '../../errors.ts';
import { type Catalog, parseTierName } from '../../models/catalog.ts';
import { EFFORTS, type Effort, TIER_NAMES, type TierName } from '../../models/table.ts';

export interface AskedSetting {
  /** `haiku` as usual; what is not usual stands after it: `haiku/effort=high/votes=2`. */
  name: string;
  tier: TierName;
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
export const usualSetting = (tier: TierName, { catalog, task }: Known): AskedSetting => ({
  ...{ name: tier, tier, effort: catalog.tiers[tier].effort, pack: task.packItems },
  ...{ votes: 1, masks: true },
});

const EXPECTED = 'a tier, and after it any of effort=<effort>, pack=<items>, votes=2, mask=off';

/** Returns the setting that `text` names: `haiku/effort=high/pack=10`. Throws UsageError. */
export function readSetting(text: string, known: Known): AskedSetting {
  const [tier = '', ...parts] = text.trim().split('/');
  const setting = usualSetting(parseTierName(tier), known);
  for (const part of parts) Object.assign(setting, readPart(part, { text, setting, ...known }));
  return { ...setting, name: nameOf(setting, known) };
}

interface Part extends Known {
  text: string;
  setting: AskedSetting;
}

function readPart(part: string, { text, setting, catalog, task }: Part): Partial<AskedSetting> {
  const wrong = (why: string) => new UsageError(`--settings: ${text}: ${why}`);
  const [key, value = ''] = part.split('=');
  if (key === 'effort') {
    const { model } = catalog.tiers[setting.tier];
    const efforts = catalog.model(model)?.efforts ?? EFFORTS;
    const effort = efforts.find((one) => one === value);
    if (effort) return { effort };
    throw wrong(
      `${model} takes ${efforts.length ? `one of these efforts: ${efforts.join(', ')}` : 'no effort'}.`,
    );
  }
  if (key === 'pack' && /^[1-9]\d{0,3}$/.test(value)) return { pack: Number(value) };
  if (key === 'votes' && (value === '1' || value === '2')) {
    if (value === '2' && task.kind === 'recipe' && task.answer.columns.length === 1) throw wrong(NO_VOTES);
    return { votes: value === '2' ? 2 : 1 };
  }
  if (key === 'mask' && (value === 'on' || value === 'off')) return { masks: value === 'on' };
  throw wrong(`"${part}" is not a part of a setting. Expected ${EXPECTED}.`);
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
    ...[TIER_NAMES.indexOf(tier), votes, EFFORTS.indexOf(effort), masks ? 0 : 1, -pack],
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
