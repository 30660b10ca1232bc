// What a judge and reviewers reply, and answers that were stored: read, or refused in words.
import { readStoredAnswer } from '../../src/bulk/outcome/stored-answer.ts';
import { readComparison } from '../../src/opinion/comparison.ts';
import { readFindings } from '../../src/opinion/findings.ts';
import { ReviewedCode } from '../../src/opinion/reviewed-code.ts';
import { CORPUS } from './corpus.ts';
import { type Targets, text } from './target.ts';

const CODE = new ReviewedCode(new Map(), () => 'one line\nanother line\nif (a > b) return a;\n');

export const opinionTargets = (): Targets => ({
  'a comparison': { good: CORPUS.comparisons, read: text((it) => readComparison(it, CORPUS.opinions)) },
  findings: { good: CORPUS.findings, read: text((it) => readFindings(it, CODE)) },
  'a stored answer': { good: CORPUS.stored, weight: 4, read: text(readStoredAnswer) },
});
