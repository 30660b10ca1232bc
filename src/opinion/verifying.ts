// Findings put to somebody cheap who is not their author and who tries to refute them.
import { isRecord, listAt, textAt } from '../ask/foreign.ts';
import { objectIn } from '../ask/json-reply.ts';
import { isSameModel } from './families.ts';
import { plainId } from './labels.ts';
import type { Issue } from './matching.ts';
import type { Ask, Opinion, OpinionSettings } from './opinion.ts';
import { type CheckedFinding, checkPrompt } from './prompts.ts';
import { squeeze } from './quote.ts';
import type { Respondent } from './respondent.ts';

type Verification = NonNullable<Issue['check']>;

/** Lines shown before and after a finding. */
const AROUND = 40;

/** Has each finding of a review checked by the first verifier that did not report it; what came of it is in its issue. */
export async function verifyFindings(opinion: Opinion, settings: OpinionSettings, ask: Ask): Promise<void> {
  const issues = opinion.findings?.matched.issues ?? [];
  const byVerifier = new Map<Respondent | null, Issue[]>();
  for (const issue of issues) {
    const verifier = verifierOf(issue, settings);
    byVerifier.set(verifier, [...(byVerifier.get(verifier) ?? []), issue]);
  }
  await Promise.all(
    [...byVerifier].map(async ([verifier, own]) => {
      if (!verifier) return leave(own, 'nobody is there to check it who did not report it');
      if (settings.signal.aborted) return leave(own, 'stopped before it was checked');
      const shown = own.map((issue, index) => asShown(issue, index, settings));
      const said = await ask(verifier, checkPrompt(settings.material, shown), 'none');
      opinion.checks.push(said);
      if (said.answer === null) leave(own, `${verifier.name} gave no answer: ${said.message}`);
      else settle(own, verdictsIn(said.answer), verifier.name);
    }),
  );
}

/** Returns who checks a finding: the cheapest that did not report it; null when nobody is left. */
export function verifierOf(
  { findings }: Issue,
  { voices, verifiers = [] }: OpinionSettings,
): Respondent | null {
  const authors = findings.flatMap(({ voice, severity }) =>
    severity === 'fine' ? [] : (voices[voice] ?? []),
  );
  return verifiers.find((one) => !authors.some((author) => isSameModel(one, author))) ?? null;
}

/** Returns a finding with the code around it. */
export function asShown({ findings }: Issue, index: number, { material }: OpinionSettings): CheckedFinding {
  const reports = findings.filter(({ severity }) => severity !== 'fine');
  const { file = '', line = 0, evidence = '' } = reports[0] ?? {};
  const whole = material.diff?.after(file)?.split('\n') ?? [];
  // A file that is not as the diff leaves it has something else there.
  const lines = isPartOf(evidence, whole[line - 1] ?? '') ? whole : [];
  const from = Math.max(0, line - 1 - AROUND);
  return {
    ...{ id: `F${index + 1}`, file, line, evidence },
    claims: reports.map(({ claim }) => claim),
    code: lines
      .slice(from, line + AROUND)
      .map((text, at) => `${from + at + 1}: ${text}`)
      .join('\n'),
  };
}

function isPartOf(evidence: string, line: string): boolean {
  const [said, there] = [squeeze(evidence), squeeze(line)];
  return there !== '' && (said.includes(there) || there.includes(said));
}

function leave(issues: readonly Issue[], why: string): void {
  for (const issue of issues) issue.check = { verification: 'not checked', why };
}

function settle(issues: readonly Issue[], verdicts: ReadonlyMap<string, Verification>, who: string): void {
  for (const [index, issue] of issues.entries()) {
    const verdict = verdicts.get(`F${index + 1}`);
    issue.check = verdict
      ? { ...verdict, why: `${who}: ${verdict.why}` }
      : { verification: 'not checked', why: `${who} gave no verdict on it that can be read` };
  }
}

/** The verdicts of a reply by the finding's id; one without a reason is none. */
function verdictsIn(reply: string): Map<string, Verification> {
  return new Map(
    listAt(objectIn(reply), 'verdicts').flatMap((row): [string, Verification][] => {
      if (!isRecord(row)) return [];
      const [id, said, why] = ['id', 'verdict', 'why'].map((name) => textAt(row, name)?.trim() ?? '');
      const verdict = said?.toLowerCase();
      if (!id || !why || (verdict !== 'confirmed' && verdict !== 'disputed')) return [];
      return [[plainId(id), { verification: verdict, why }]];
    }),
  );
}
