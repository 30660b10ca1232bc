// What the judge says of answers, row by row: a row that cannot be read is lost alone.
import * as z from 'zod';
import { isRecord } from '../ask/foreign.ts';
import { objectIn } from '../ask/json-reply.ts';
import { record, rows, text } from './schemas.ts';

export const PAIR_STANCES = ['agree', 'qualify', 'contradict'] as const;
export type PairStance = (typeof PAIR_STANCES)[number];

/** How a voice stands to the question. */
export const STANCES = ['yes', 'no', 'conditional', 'other', 'refused'] as const;
export type Stance = (typeof STANCES)[number];

/** The JSON schema of the judge's reply. */
export const COMPARISON_SCHEMA = record({
  decisions: rows({
    voice: text,
    decision: text,
    stance: { type: 'string', enum: STANCES },
    quote: text,
    group: text,
  }),
  claims: rows({ id: text, voice: text, claim: text, quote: text }),
  pairs: rows({ first: text, second: text, stance: { type: 'string', enum: PAIR_STANCES } }),
  disputes: rows({
    topic: text,
    claims: { type: 'array', items: text },
    sides: rows({ voice: text, argument: text, quote: text }),
    settle: text,
  }),
  recommendation: text,
  uncertainty: text,
});

const word = z.preprocess(
  (said) => (typeof said === 'string' ? said.trim().toLowerCase() : said),
  z.string(),
);
const PAIR_WORDS: Record<string, PairStance> = {
  ...{ agree: 'agree', agrees: 'agree', agreed: 'agree', agreement: 'agree' },
  ...{ qualify: 'qualify', qualifies: 'qualify', qualified: 'qualify', conditional: 'qualify' },
  ...{
    contradict: 'contradict',
    contradicts: 'contradict',
    contradicted: 'contradict',
    disagree: 'contradict',
  },
};

const Decision = z.object({
  voice: z.string(),
  decision: z.string().catch(''),
  stance: word.transform((said) => STANCES.find((stance) => stance === said) ?? 'other'),
  quote: z.string().catch(''),
  group: word.catch(''),
});
const Claim = z.object({ id: z.string(), voice: z.string(), claim: z.string().min(1), quote: z.string() });
const Pair = z.object({
  first: z.string(),
  second: z.string(),
  stance: word.transform((said, context) => {
    const stance = PAIR_WORDS[said];
    if (!stance) context.addIssue({ code: 'custom', message: 'unknown stance' });
    return stance ?? 'contradict';
  }),
});
const Side = z.object({ voice: z.string(), argument: z.string().catch(''), quote: z.string() });
const Dispute = z.object({
  topic: z.string(),
  claims: z.array(z.string()).catch([]),
  sides: z.array(z.unknown()),
  settle: z.string().catch(''),
});

export interface JudgeReply {
  decisions: z.infer<typeof Decision>[];
  claims: z.infer<typeof Claim>[];
  pairs: z.infer<typeof Pair>[];
  disputes: (Omit<z.infer<typeof Dispute>, 'sides'> & { sides: z.infer<typeof Side>[] })[];
  recommendation: string;
  uncertainty: string;
  /** Rows that could not be read. */
  unread: { claims: number; pairs: number };
}

/** Returns what a judge's reply says; null when it holds no list of claims. */
export function readJudgeReply(reply: string): JudgeReply | null {
  const said = objectIn(reply);
  if (!said || !Array.isArray(said.claims)) return null;
  const claims = readable(Claim, said.claims);
  const pairs = readable(Pair, said.pairs);
  return {
    decisions: readable(Decision, said.decisions),
    claims,
    pairs,
    disputes: readable(Dispute, said.disputes).map((one) => ({ ...one, sides: readable(Side, one.sides) })),
    recommendation: textOf(said.recommendation),
    uncertainty: textOf(said.uncertainty),
    unread: { claims: said.claims.length - claims.length, pairs: listOf(said.pairs).length - pairs.length },
  };
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const readable = <Row>(shape: z.ZodType<Row>, list: unknown): Row[] =>
  listOf(list).flatMap((entry) => {
    const read = shape.safeParse(isRecord(entry) ? entry : null);
    return read.success ? [read.data] : [];
  });
