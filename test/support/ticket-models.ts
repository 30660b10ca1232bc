// What the tiers say of the tickets in examples/, for the samples that documents show: haiku leaves two, of which sonnet settles one.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ServedRequest, ServerOptions } from './messages-server.ts';
import { tagNames } from './messages-server.ts';
import { REPOSITORY } from './repository.ts';

/** By number from 1. */
const INTENTS = [
  ...['refund', 'how-to', 'bug', 'delivery', 'login', 'cancel', 'outage', 'sales', 'security'],
  ...['feature-request', 'complaint', 'praise', 'refund', 'billing', 'account-change', 'spam'],
  ...['unclear', 'spam', 'bug', 'account-change'],
];
const ABOVE_HAIKU = ['Hello?', 'The invoice PDF opens as a blank page.'];
/** By intent, for a scheme of the tags now, today and later. */
const URGENCY: Record<string, string> = {
  ...{ outage: 'now', security: 'now', login: 'today', bug: 'today', refund: 'today', delivery: 'today' },
  ...{ cancel: 'today', billing: 'today', 'account-change': 'today' },
};

const rows = readFileSync(join(REPOSITORY, 'examples', 'tickets.csv'), 'utf8')
  .split('\n')
  .slice(1)
  .map((row) => row.replaceAll('""', '"'));

export const ticketModels: ServerOptions = {
  tagPack: ({ items, model, body }) =>
    items.map(({ id, item }) => ({ id, tags: [tagOf(item, model, tagNames(body))] })),
  map: (item) => `Says: ${item}`,
};

function tagOf(item: string, model: ServedRequest['model'], offered: string[]): string {
  const intent = INTENTS[rows.findIndex((row) => row.includes(item))] as string;
  if (offered.includes('later')) return URGENCY[intent] ?? 'later';
  return model.includes('haiku') && ABOVE_HAIKU.includes(item) ? 'unclear' : intent;
}
