// How right an opinion is when those who are asked are not: tsx bench/opinion.ts [part]
import { benchAnswers } from './opinion/answers.ts';
import { benchFindings } from './opinion/findings.ts';
import { benchLive } from './opinion/live.ts';
import { benchTime } from './opinion/timing.ts';

const PARTS: Record<string, (args: string[]) => Promise<void>> = {
  answers: benchAnswers,
  findings: benchFindings,
  time: benchTime,
  live: benchLive,
};

async function main(): Promise<void> {
  const [part = 'answers', ...args] = process.argv.slice(2);
  const bench = PARTS[part];
  if (!bench) throw new Error(`Expected one of: ${Object.keys(PARTS).join(', ')}.`);
  await bench(args);
}

void main();
