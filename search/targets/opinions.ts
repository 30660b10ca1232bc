// What a judge and reviewers reply, and answers that were stored: read, or refused in words.
import { readStoredAnswer } from '../../src/bulk/outcome/stored-answer.ts';
import { AnswerText } from '../../src/opinion/answer-text.ts';
import { readFindings } from '../../src/opinion/findings.ts';
import { readReply } from '../../src/opinion/reading.ts';
import { ReviewedCode } from '../../src/opinion/reviewed-code.ts';
import { CORPUS } from './corpus.ts';
import { type Targets, text } from './target.ts';

const CODE = new ReviewedCode(new Map(), () => 'one line\nanother line\nif (a > b) return a;\n');

const SHOWN = {
  answers: CORPUS.opinions.map((answer) => new AnswerText(answer)),
  order: CORPUS.opinions.map((_, voice) => voice),
};

export const opinionTargets = (): Targets => ({
  'a comparison': { good: CORPUS.comparisons, read: text((it) => readReply(it, SHOWN)) },
  findings: { good: CORPUS.findings, read: text((it) => readFindings(it, CODE)) },
  'a stored answer': { good: CORPUS.stored, weight: 4, read: text(readStoredAnswer) },
});
