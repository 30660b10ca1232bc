// A labelled input, and a server whose tiers err as seeded: each takes some items for their neighbor, the hard ones first.
import { createHash } from 'node:crypto';
import type { Calibration } from '../../src/calibrate/kept/record.ts';
import { serve } from './lines.ts';
import type { MessagesServer, ServedRequest, ServerOptions } from './messages-server.ts';

const TAGS = ['billing', 'refund', 'delivery', 'returns', 'account', 'other'];

export const CALIBRATION_SCHEME = `---
name: intent
tags: [${TAGS.join(', ')}]
---
What the customer wants.
`;

/** The share of items that each tier takes for the neighbor, by the word in its model's name. */
export type Errors = Record<'haiku' | 'sonnet' | 'opus', number>;

/** `count` rows with their right tags, in words of which none says the tag. */
export const labelled = (count: number): { text: string; tag: string }[] =>
  Array.from({ length: count }, (_, index) => ({
    text: `customer ${word(index)} writes about case ${word(index * 7 + 3)}`,
    tag: TAGS[Math.floor(drawn(`tag ${index}`) * TAGS.length)] as string,
  }));

export const asCsv = (rows: readonly { text: string; tag: string }[]): string =>
  `text,tag\n${rows.map(({ text, tag }) => `${text},${tag}\n`).join('')}`;

/** A server of those tiers. `errors` may be changed while it runs; `shareIn` says how often one request errs instead. */
export async function serveTiers(
  rows: readonly { text: string; tag: string }[],
  errors: Errors,
  shareIn: (request: ServedRequest) => number | undefined = () => undefined,
  react?: ServerOptions['react'],
): Promise<MessagesServer> {
  const right = new Map(rows.map(({ text, tag }) => [text, tag]));
  const tagPack = (request: ServedRequest): { id: number; tags: string[] }[] =>
    request.items.map(({ id, item }) => {
      const tag = right.get(item) ?? 'other';
      if (!tag) return { id, tags: [] }; // nobody can tell
      const tier = tierOf(request.model);
      const share = shareIn(request) ?? errors[tier];
      return { id, tags: [errs(tier, item, share) ? neighbor(tag) : tag] };
    });
  return serve({ tagPack, ...(react && { react }) });
}

// What is hard for one tier is likelier to be hard for another.
function errs(tier: string, item: string, share: number): boolean {
  return drawn(`hard ${item}`) < share / 2 || drawn(`${tier} ${item}`) < share / 2;
}

const tierOf = (model: string): keyof Errors =>
  (['haiku', 'sonnet'] as const).find((name) => model.includes(name)) ?? 'opus';

const neighbor = (tag: string): string => TAGS[TAGS.indexOf(tag) ^ 1] as string;

const drawn = (seed: string): number => createHash('sha256').update(seed).digest().readUInt32BE() / 2 ** 32;

const word = (index: number): string =>
  String(index).replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)] ?? '');

const interval = { value: 0.99, low: 0.97, high: 1, n: 400 };
/** A calibration that runs of its task start by: haiku, on the first of August. */
export const APPLIED: Calibration = {
  task: { kind: 'scheme', name: 'intent', hash: 'h' },
  at: '2026-08-01T00:00:00.000Z',
  appliedAt: '2026-08-01T00:00:00.000Z',
  promptVersion: 1,
  columns: [],
  question: { kind: 'within', allowance: 2 },
  confidence: 95,
  against: 'opus',
  settings: [
    {
      name: 'haiku',
      tier: 'haiku',
      model: 'claude-haiku-5-5',
      served: ['claude-haiku-5-5-20260801'],
      effort: 'low',
      pack: 40,
      votes: 1,
      masks: true,
      agreement: interval,
      accuracy: null,
      costPer1000Usd: 0.01,
    },
  ],
  decision: 'yes',
  recommended: 'haiku',
  rechecked: null,
  watched: [],
  sample: [],
};
