// Cheap first: scouts answer, and a panel is asked only where that is not enough. What scouts of two makers decide alike, without
// contradicting each other anywhere, is what a panel would mostly say, too, at many times the price.
import { counted } from '../terminal/format.ts';
import type { Opinion, OpinionEvents, OpinionSettings, ScoutReport, Statement } from './opinion.ts';
import { priceOf } from './price.ts';
import { runOpinion } from './run-opinion.ts';

/** Asks the scouts, if there are any, and then the panel, if it takes one; one budget holds for both. */
export async function runCheapFirst(settings: OpinionSettings, events: OpinionEvents): Promise<Opinion> {
  const { scouts, ...panel } = settings;
  if (!scouts) return runOpinion(panel, events);
  const first = await runOpinion({ ...panel, ...scouts, rebut: false, brief: true }, events);
  const why = whyMore(first);
  if (first.stopped || why === null) {
    const said = first.stopped ? 'It was stopped before more were asked.' : enoughInWords(first);
    first.scouts = { ...reportOn(first, panel), asked: 'scouts', why: said, saved: savedBy(panel, first) };
    return first;
  }
  const report = { ...reportOn(first, panel), asked: 'panel' as const, why };
  events.note(`${why} So the panel is asked: ${report.panel.join(', ')}.`);
  const there = first.voices.filter(({ answer }) => answer !== null);
  const answered = new Map(there.map((voice) => [voice.name, voice]));
  const opinion = await runOpinion({ ...panel, answered }, events);
  const once = first.voices.filter(({ name }) => !answered.has(name) || !report.panel.includes(name));
  return withScouts(opinion, { ...report, said: [...once, ...first.judgings] }, first);
}

const reportOn = ({ voices, judge, comparison }: Opinion, panel: OpinionSettings) => ({
  ...{ voices, judge, agreement: comparison?.agreement ?? null },
  panel: panel.voices.map(({ name }) => name),
  ...{ saved: null, said: [] },
});

const enoughInWords = ({ voices }: Opinion): string =>
  `${voices.map(({ name }) => name).join(' and ')} decide alike and contradict each other nowhere.`;

/** Why the scouts are not enough; null when they are. */
function whyMore({ voices, comparison }: Opinion): string | null {
  const silent = voices.find(({ answer, truncated }) => answer === null || truncated);
  if (silent) return `${silent.name} gave no whole answer.`;
  if (!comparison) return 'Nobody could compare what the scouts said.';
  const open = voices.find(({ stance }) => stance === null || stance === 'refused');
  if (open) return `${open.name} does not decide.`;
  const { agreement, points, dropped } = comparison;
  if (agreement.decision !== 'same') return 'The scouts decide differently.';
  if (dropped.pairs) return 'The judge names contradictions of the scouts that cannot be verified.';
  const against = points.filter(({ standing }) => standing === 'contradicted').length;
  return against ? `The scouts contradict each other on ${counted(against, 'point')}.` : null;
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
