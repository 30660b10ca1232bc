// Tries for as long as it is told to break what Tierwise promises, and says what broke.
//   pnpm run search                           all areas, an hour in all
//   pnpm run search --minutes 5 --seed 7      shorter; another seed tries other cases
//   pnpm run search --only mutations,disk     these areas alone
//   pnpm run search --only disk --cases 100   at most so many cases of each area
// The command has to be built (pnpm run build). Exit code 0: nothing broke.
import { parseArgs } from 'node:util';
import type { Area } from './area.ts';
import { AREAS } from './areas.ts';

main().catch((error) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
});

async function main(): Promise<void> {
  const { values } = parseArgs({
    args: process.argv.slice(2).filter((word) => word !== '--'),
    options: {
      minutes: { type: 'string', default: '60' },
      seed: { type: 'string', default: '1' },
      cases: { type: 'string', default: 'Infinity' },
      only: { type: 'string' },
    },
  });
  const [minutes, seed, cases] = [values.minutes, values.seed, values.cases].map(Number) as [
    number,
    number,
    number,
  ];
  const areas = chosen(values.only);
  const end = Date.now() + minutes * 60_000;
  let broken = 0;
  for (const [index, area] of areas.entries()) {
    // What an area leaves of its share goes to those after it; the million cases come last.
    const until = Date.now() + (end - Date.now()) / (areas.length - index);
    const started = Date.now();
    const { cases: tried, findings } = await area.run(seed, { cases, until });
    broken += findings.length;
    const seconds = ((Date.now() - started) / 1000).toFixed(0);
    console.log(
      `${area.name}: ${tried.toLocaleString('en')} cases in ${seconds} s, ${findings.length} broke (${area.tries})`,
    );
    for (const finding of findings) console.log(`  ${finding.replaceAll('\n', '\n  ')}`);
  }
  process.exitCode = broken ? 1 : 0;
}

function chosen(only: string | undefined): readonly Area[] {
  if (only === undefined) return AREAS;
  const names = AREAS.map(({ name }) => name);
  return only.split(',').map((wanted) => {
    const area = AREAS.find(({ name }) => name === wanted);
    if (!area) throw new Error(`--only: no area "${wanted}". Expected one of: ${names.join(', ')}.`);
    return area;
  });
}
