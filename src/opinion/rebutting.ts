// One blind round on the disputes that the judge listed: each side reads what speaks against it, not who says so, and keeps its
// position or changes it. What the answers had in common before stays what is counted: models that argue longer conform.
import { isRecord, listAt, textAt } from '../ask/foreign.ts';
import { objectIn } from '../ask/json-reply.ts';
import type { Dispute } from './comparison.ts';
import { plainId } from './labels.ts';
import type { Ask, Opinion, OpinionSettings, Rebuttal, Rebuttals, Statement } from './opinion.ts';
import { type Disputed, rebuttalPrompt } from './prompts.ts';
import type { Respondent } from './respondent.ts';

/** Disputes put to a round; what it costs is bound by it, with one request per voice. */
export const MOST_DISPUTES = 5;

/** Puts the disputes of a comparison once more to the voices that are their sides; without a dispute nobody is asked. */
export async function rebutDisputes(opinion: Opinion, settings: OpinionSettings, ask: Ask): Promise<void> {
  const all = opinion.comparison?.disputes ?? [];
  const disputes = all.slice(0, MOST_DISPUTES);
  const voices = sidesOf(disputes);
  if (!voices.length || settings.signal.aborted) return;
  const replies = await Promise.all(
    voices.map(async (voice): Promise<Reply> => {
      const prompt = rebuttalPrompt(
        settings,
        opinion.voices[voice]?.answer ?? '',
        disputedBy(voice, disputes),
      );
      const said = await ask(settings.voices[voice] as Respondent, prompt, 'none');
      return { voice, said, positions: positionsIn(said.answer ?? '') };
    }),
  );
  opinion.rebuttals = roundOf(disputes, replies);
  opinion.warnings.push(...warningsAbout(opinion.rebuttals.said, all.length - disputes.length));
}

function roundOf(disputes: readonly Dispute[], replies: readonly Reply[]): Rebuttals {
  const rounds = disputes.map((dispute, index) => ({
    ...{ dispute: index, topic: dispute.topic },
    sides: sidesOf([dispute]).map((voice): Rebuttal => {
      const reply = replies.find((one) => one.voice === voice);
      return { voice, ...(reply?.positions.get(idOf(index)) ?? { position: null, why: '' }) };
    }),
  }));
  const positions = rounds.flatMap(({ sides }) => sides.map(({ position }) => position));
  return {
    asked: positions.length,
    changed: positions.filter((position) => position === 'change').length,
    disputes: rounds,
    said: replies.map(({ said }) => said),
  };
}

/** The voices that are a side of one of these, in their order. */
const sidesOf = (disputes: readonly Dispute[]): number[] =>
  [...new Set(disputes.flatMap(({ sides }) => sides.map(({ voice }) => voice)))].sort((a, b) => a - b);

interface Reply {
  voice: number;
  said: Statement;
  positions: Map<string, Pick<Rebuttal, 'position' | 'why'>>;
}

const idOf = (dispute: number): string => `D${dispute + 1}`;

/** The disputes a voice is a side of, as it gets them: what it said, and what others said, without their names. */
const disputedBy = (voice: number, disputes: readonly Dispute[]): Disputed[] =>
  disputes.flatMap(({ topic, sides }, dispute) => {
    const said = (isOwn: boolean): string[] =>
      sides.filter((side) => (side.voice === voice) === isOwn).map(({ sentence }) => sentence);
    const own = said(true);
    return own.length ? [{ id: idOf(dispute), topic, own, others: said(false) }] : [];
  });

/** What a reply says of each dispute; a change without a reason is none. */
function positionsIn(reply: string): Reply['positions'] {
  return new Map(
    listAt(objectIn(reply), 'rebuttals').flatMap((row) => {
      if (!isRecord(row)) return [];
      const [id, said, why] = ['id', 'position', 'why'].map((name) => textAt(row, name)?.trim() ?? '');
      const position = /^(keep|change)/i.exec(said ?? '')?.[1]?.toLowerCase();
      if (!id || !why || (position !== 'keep' && position !== 'change')) return [];
      return [[plainId(id), { position, why }] as const];
    }),
  );
}

const warningsAbout = (said: readonly Statement[], leftOut: number): string[] => [
  ...said
    .filter(({ answer }) => answer === null)
    .map(({ name, message }) => `${name} took no part in the round of rebuttal: ${message}.`),
  ...(leftOut > 0
    ? [`Of the disputes ${leftOut} were not put to the round, which takes ${MOST_DISPUTES}.`]
    : []),
];
