// What the headers of schemes and recipes have in common.
import * as z from 'zod';
import { RUNG_NAMES } from '../../models/table.ts';
import { EXAMPLES_HEADER } from './examples.ts';
import { MASK_NAMES } from './masks.ts';

/** Passes on the first tier. */
const MOST_VOTES = 5;
const VOTES = `expected 1 to ${MOST_VOTES}`;

export const COMMON_HEADER = {
  name: z.string().optional(),
  description: z.string().default(''),
  mask: z
    .array(z.enum(MASK_NAMES, `expected masks among: ${MASK_NAMES.join(', ')}`), 'expected a list of masks')
    .default([]),
  tier: z.enum(RUNG_NAMES, `expected a tier: ${RUNG_NAMES.join(', ')}`).default('haiku'),
  ladder: z
    .array(z.enum(RUNG_NAMES, `expected tiers among: ${RUNG_NAMES.join(', ')}`))
    .nullable()
    .default(null),
  votes: z.int(VOTES).min(1, VOTES).max(MOST_VOTES, VOTES).default(1),
  ...EXAMPLES_HEADER,
};
