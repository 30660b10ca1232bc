// How right the figures of an opinion are, with judges that are not: tsx bench/opinion.ts
import { AnswerText } from '../src/opinion/answer-text.ts';
import { type Comparison, compared } from '../src/opinion/comparison.ts';
import { readReply } from '../src/opinion/reading.ts';
import { type Gold, goldSet, randomFrom } from './opinion/gold.ts';
import { perfect, SPOILS, type Spoil } from './opinion/judges.ts';

const SETS = 60;

/** Both runs of one judge, spoiled independently. */
function judgedBy(spoil: Spoil, gold: Gold, seed: number): Comparison | null {
  const answers = gold.answers.map((answer) => new AnswerText(answer));
  const order = answers.map((_, voice) => voice);
  const [first, second] = [order, order.toReversed()].map((shown, run) => {
    const readings = [0, 1].map((again) => {
      const reply = perfect(gold, shown);
      spoil(reply, randomFrom(seed * 4 + run * 2 + again));
      return readReply(JSON.stringify(reply), { answers, order: shown });
    });
    // As the command does: asked once more when it leaves a decision out.
    const [one, other] = readings;
    return (other?.decisions.size ?? 0) > (one?.decisions.size ?? 0) ? other : one;
  });
  return first && second ? compared(first, second) : null;
}

/** Points called agreed in which one says never and another does not. */
const falselyAgreed = ({ points }: Comparison): number =>
  points.filter(
    ({ standing, claims }) =>
      standing === 'agreed' && new Set(claims.map(({ sentence }) => sentence.includes('never'))).size > 1,
  ).length;

console.log(
  '| judge | decision wrong | shared off, mean | shared off, most | false "both say" | lost | ms |',
);
console.log('| --- | --- | --- | --- | --- | --- | --- |');
for (const [name, spoil] of Object.entries(SPOILS)) {
  const off: number[] = [];
  let [wrong, falsely, lost] = [0, 0, 0];
  const started = performance.now();
  for (let seed = 1; seed <= SETS; seed++) {
    const gold = goldSet(seed);
    const found = judgedBy(spoil, gold, seed);
    if (!found) {
      lost++;
      continue;
    }
    const { decision, shared } = found.agreement;
    if (decision !== gold.decision) wrong++;
    if (shared !== null && gold.shared !== null) off.push(Math.abs(shared - gold.shared));
    falsely += falselyAgreed(found);
  }
  const mean = off.reduce((sum, one) => sum + one, 0) / off.length;
  const ms = (performance.now() - started) / SETS;
  console.log(
    `| ${name} | ${wrong} | ${mean.toFixed(3)} | ${Math.max(...off).toFixed(2)} | ${falsely} | ${lost} | ${ms.toFixed(1)} |`,
  );
}
