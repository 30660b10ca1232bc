// What else would save tokens, computed from the packs of a run: ways that are not taken, because a reply could no longer be checked
// item by item, or the model would see something else than the item.
import { applyMasks } from '../../src/bulk/task/masks.ts';
import { priceInForce, ratesOf } from '../../src/models/cost.ts';
import { shippedModel, TIERS } from '../../src/models/table.ts';
import { estimateTokens } from '../../src/models/tokens.ts';

/** A pack as it was sent, and the tag of each item as it was answered, with its number among the tags. */
export interface SentPack {
  items: readonly { id: number; item: string }[];
  tags: readonly string[];
  names: readonly string[];
}

type Way = (pack: SentPack) => { input?: string; output?: string };

/** Each way as the text that would be sent or answered instead. */
export const OTHER_WAYS: Readonly<Record<string, Way>> = {
  'tags by number': ({ items, tags, names }) => ({
    output: reply(items.flatMap(({ id }, at) => [id, names.indexOf(tags[at] as string)])),
  }),
  'runs, with ids': ({ items, tags }) => ({
    output: reply(items.flatMap(({ id }, at) => (tags[at] === tags[at - 1] ? [id] : [tags[at], id]))),
  }),
  'runs, no ids': ({ tags, names }) => ({ output: reply([runs(tags, names)]) }),
  'usual tag left out': ({ items, tags }) => {
    const usual = mostFrequent(tags);
    return { output: reply(items.flatMap(({ id }, at) => (tags[at] === usual ? [] : [id, tags[at]]))) };
  },
  'no JSON around items': ({ items }) => ({
    input: items.map(({ id, item }) => `${id} ${JSON.stringify(item)}`).join('\n'),
  }),
  'shared beginnings once': ({ items }) => ({
    input: items
      .map(({ id, item }, at) => {
        const same = sharedWords(items[at - 1]?.item ?? '', item);
        return JSON.stringify({ id, ...(same > 8 && { same }), item: item.slice(same > 8 ? same : 0) });
      })
      .join('\n'),
  }),
  'times and ids as marks': ({ items }) => ({
    input: items.map(({ id, item }) => JSON.stringify({ id, item: marked(item) })).join('\n'),
  }),
};

/** Returns what each way would save of `usd`, in percent, at the price of haiku. */
export function wouldSave(packs: readonly SentPack[], usd: number): Record<string, number> {
  const model = shippedModel(TIERS.haiku.model);
  const price = model && priceInForce(model, new Date());
  if (!price) return {};
  const { input, output } = ratesOf(price, 0);
  const saved = Object.entries(OTHER_WAYS).map(([name, way]) => {
    const less = packs.reduce((sum, pack) => {
      const other = way(pack);
      const [inputNow, outputNow] = asSent(pack);
      const lessIn = other.input === undefined ? 0 : estimateTokens(inputNow) - estimateTokens(other.input);
      const lessOut =
        other.output === undefined ? 0 : estimateTokens(outputNow) - estimateTokens(other.output);
      return sum + (lessIn * input + lessOut * output) / 1e6;
    }, 0);
    return [name, (100 * less) / usd];
  });
  return Object.fromEntries(saved);
}

const reply = (results: readonly unknown[]): string => JSON.stringify({ results });

const asSent = ({ items, tags }: SentPack): [input: string, output: string] => [
  items.map((item) => JSON.stringify(item)).join('\n'),
  reply(items.flatMap(({ id }, at) => [id, tags[at]])),
];

function runs(tags: readonly string[], names: readonly string[]): string {
  const told: string[] = [];
  for (let at = 0; at < tags.length; ) {
    let end = at;
    while (tags[end] === tags[at]) end++;
    told.push(`${names.indexOf(tags[at] as string)}${end - at > 1 ? `x${end - at}` : ''}`);
    at = end;
  }
  return told.join(',');
}

function mostFrequent(tags: readonly string[]): string | undefined {
  const count = (tag: string): number => tags.filter((other) => other === tag).length;
  return [...tags].sort((a, b) => count(b) - count(a))[0];
}

/** How many characters both begin with, up to the end of a word. */
function sharedWords(a: string, b: string): number {
  let same = 0;
  while (same < a.length && a[same] === b[same]) same++;
  return b.lastIndexOf(' ', same) + 1;
}

const marked = (text: string): string =>
  applyMasks(text, ['timestamp', 'uuid', 'hex', 'id']).replace(/\0(\w+)\0/g, '<$1>');
