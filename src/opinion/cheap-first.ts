// Cheap first: scouts answer, and a panel is asked only where that is not enough. What scouts of two makers decide alike, without
// contradicting each other anywhere, is what a panel would mostly say, too, at many times the price.
import type { Opinion, OpinionEvents, OpinionSettings, ScoutReport, Statement } from './opinion.ts';
import { priceOf } from './price.ts';
import { runOpinion } from './run-opinion.ts';

/** Asks the scouts, if there are any, and then the panel, if it takes one; one budget holds for both. */
export async function runCheapFirst(settings: OpinionSettings, events: OpinionEvents): Promise<Opinion> {
  const { scouts, ...panel } = settings;
  if (!scouts) return runOpinion(panel, events);
  const first = await runOpinion({ ...panel, ...scouts, rebut: false }, events);
  const why = whyMore(first);
  const names = panel.voices.map(({ name }) => name);
  const { comparison, voices } = first;
  const report = { panel: names, voices, agreement: comparison?.agreement ?? null };
  if (first.stopped || why === null) {
    const said = first.stopped ? 'It was stopped before more were asked.' : enoughInWords(first);
    first.scouts = { ...report, asked: 'scouts', why: said, saved: savedBy(panel, first), said: [] };
    return first;
  }
  events.note(`${why} So the panel is asked: ${names.join(', ')}.`);
  const answered = new Map(
    voices.filter(({ answer }) => answer !== null).map((voice) => [voice.name, voice] as const),
  );
  const opinion = await runOpinion({ ...panel, answered }, events);
  const once = voices.filter(({ name }) => !answered.has(name) || !names.includes(name));
  const said = [...once, ...first.judgings];
  return withScouts(opinion, { ...report, asked: 'panel', why, saved: null, said }, first);
}

const enoughInWords = ({ voices }: Opinion): string =>
  `${voices.map(({ name }) => name).join(' and ')} decide alike and contradict each other nowhere.`;

/** Why the scouts are not enough; null when they are. */
function whyMore({ voices, comparison }: Opinion): string | null {
  const silent = voices.find(({ answer, truncated }) => answer === null || truncated);
  if (silent) return `${silent.name} gave no whole answer.`;
  if (!comparison) return 'Nobody could compare what the scouts said.';
  const open = voices.find(({ stance }) => stance === null || stance === 'refused');
  if (open) return `${open.name} does not decide.`;
  const { agreement, points } = comparison;
  if (agreement.decision !== 'same') return 'The scouts decide differently.';
  const against = points.filter(({ standing }) => standing === 'contradicted').length;
  return against ? `The scouts contradict each other on ${against} of ${points.length} points.` : null;
}

/** About what the panel would have cost, with those of it who were scouts already left out. */
function savedBy(panel: OpinionSettings, { voices, stopped }: Opinion): ScoutReport['saved'] {
  if (stopped) return null;
  const asked = new Set(voices.map(({ name }) => name));
  const lines = priceOf(panel).lines.filter(({ role, who }) => role === 'judge' || !asked.has(who));
  return {
    usd: lines.reduce((sum, { usd }) => sum + (usd?.usual ?? 0), 0),
    unpriced: [...new Set(lines.filter(({ usd }) => usd === null).map(({ who }) => who))],
  };
}

/** The opinion of the panel with what its scouts cost. */
function withScouts(opinion: Opinion, scouts: ScoutReport, first: Opinion): Opinion {
  const names = new Set(scouts.said.map(({ name }) => name));
  opinion.scouts = scouts;
  opinion.costUsd += scouts.said.reduce((sum, { costUsd }: Statement) => sum + (costUsd ?? 0), 0);
  const unpriced = first.unpriced.filter((name) => names.has(name));
  opinion.unpriced = [...new Set([...unpriced, ...opinion.unpriced])];
  return opinion;
}
