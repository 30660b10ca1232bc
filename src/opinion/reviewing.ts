// The findings of a review: read, checked, and matched by the judge, else by place.
import { parseDiff } from './diff.ts';
import { readFindings } from './findings.ts';
import { judgement, judgesOf } from './judging.ts';
import { label, shuffled } from './labels.ts';
import { findingId, matchByJudge, matchByPlace } from './matching.ts';
import type { Ask, Opinion, OpinionSettings } from './opinion.ts';
import { matchPrompt } from './prompts.ts';
import { ReviewedCode } from './reviewed-code.ts';

/** Reads and checks the findings of a review, and has them matched: by the judge, else by place. */
export async function matchFindings(opinion: Opinion, settings: OpinionSettings, ask: Ask): Promise<void> {
  const { diff } = settings.material;
  const code = new ReviewedCode(parseDiff(diff?.text ?? ''), diff?.after ?? (() => null), diff?.folders);
  const byVoice = opinion.voices.map(({ answer }) => (answer === null ? null : readFindings(answer, code)));
  const findings = byVoice.map((read) => read?.findings ?? []);
  opinion.findings = { byVoice, matched: matchByPlace(findings), judged: false };
  // With findings of one voice only there is nothing to match.
  if (findings.filter((list) => list.length).length < 2) return;
  const present = byVoice.flatMap((read, voice) => (read ? [voice] : []));
  const order = shuffled(present, settings.random);
  const shown = order.map((voice) => findings[voice] ?? []);
  const idOf = (voice: number, index: number): string => findingId(label(order.indexOf(voice)), index);
  for await (const judge of judgesOf(opinion, settings)) {
    const said = await ask(judge, matchPrompt(settings.material, shown), 'none');
    opinion.judgings.push(said);
    opinion.judge = judgement(judge, { order, settings, said: [said] }, opinion);
    const matched = said.answer === null ? null : matchByJudge(said.answer, findings, idOf);
    if (matched) opinion.findings = { byVoice, matched, judged: true };
    if (matched) return;
    const why = said.message ? `no answer: ${said.message}` : 'no usable answer';
    opinion.warnings.push(`The judge, ${judge.name}, gave ${why}.`);
  }
}
