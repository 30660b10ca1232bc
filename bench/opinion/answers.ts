// How right the figures of an opinion are with judges that are not: answer sets whose truth is known, put through the command's own asking.
import type { Comparison } from '../../src/opinion/comparison.ts';
import { compareAnswers } from '../../src/opinion/judging.ts';
import type { Ask } from '../../src/opinion/opinion.ts';
import { asked, opinionOf, settingsOf } from './court.ts';
import { type Gold, goldSet, randomFrom } from './gold.ts';
import { perfect, SPOILS, type Spoil } from './judges.ts';

const SETS = 60;

/** What one judge makes of one answer set. */
async function judgedBy(spoil: Spoil, gold: Gold, seed: number): Promise<Comparison | null> {
  const random = randomFrom(seed * 4);
  const opinion = opinionOf(gold.answers);
  const ask: Ask = async (who, prompt) => {
    const reply = perfect(gold, shownIn(prompt.user, gold.answers));
    spoil(reply, random);
    return asked(who, JSON.stringify(reply));
  };
  await compareAnswers(opinion, settingsOf(gold.answers.length, random), ask);
  if (opinion.judgings.length > 2) judgedBy.again++;
  return opinion.comparison;
}
judgedBy.again = 0;

/** The voices of the answers in a prompt, in its order. */
function shownIn(prompt: string, answers: readonly string[]): number[] {
  const shown = [...prompt.matchAll(/<(answer-[A-Z]-\w+)>\n([\s\S]*?)\n<\/\1>/g)].map(([, , text]) => text);
  return shown.map((text) => answers.indexOf(text ?? ''));
}

/** Points called agreed in which one says never and another does not. */
const falselyAgreed = ({ points }: Comparison): number =>
  points.filter(
    ({ standing, claims }) =>
      standing === 'agreed' && new Set(claims.map(({ sentence }) => sentence.includes('never'))).size > 1,
  ).length;

/** Prints the table. */
export async function benchAnswers(): Promise<void> {
  console.log(
    '| judge | decision wrong | wrongly the same | shared off, mean | shared off, most | false "both say" | lost | asked again | ms |',
  );
  console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- |');
  for (const [name, spoil] of Object.entries(SPOILS)) console.log(await row(name, spoil));
}

async function row(name: string, spoil: Spoil): Promise<string> {
  const off: number[] = [];
  let [wrong, same, falsely, lost] = [0, 0, 0, 0];
  judgedBy.again = 0;
  const started = performance.now();
  for (let seed = 1; seed <= SETS; seed++) {
    const gold = goldSet(seed);
    const found = await judgedBy(spoil, gold, seed);
    if (!found) {
      lost++;
      continue;
    }
    const { decision, shared } = found.agreement;
    if (decision !== gold.decision) wrong++;
    if (decision !== gold.decision && decision === 'same') same++;
    if (shared !== null && gold.shared !== null) off.push(Math.abs(shared - gold.shared));
    falsely += falselyAgreed(found);
  }
  const mean = off.reduce((sum, one) => sum + one, 0) / off.length;
  const ms = (performance.now() - started) / SETS;
  const cells = [name, wrong, same, mean.toFixed(3), Math.max(...off).toFixed(2)];
  return `| ${[...cells, falsely, lost, judgedBy.again, ms.toFixed(1)].join(' | ')} |`;
}
