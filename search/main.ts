// Tries for as long as it is told to break what Tierwise promises, and says what broke.
//   pnpm run search                           all areas, an hour in all
//   pnpm run search --minutes 5 --seed 7      shorter; another seed tries other cases
//   pnpm run search --area mutations,disk     these areas alone
//   pnpm run search --area disk --cases 100   so many cases of each area
//   pnpm run search --area disk --first 17 --cases 1   case 17 again
// The command has to be built (pnpm run build). Exit code 0: nothing broke.
import { parseArgs } from 'node:util';
import type { PlannedArea } from './area.ts';
import { AREAS } from './areas.ts';
import { onAllCores } from './cores.ts';
import { asTable, type Line } from './table.ts';

main().catch((error) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
});

function onFinding(finding: string): void {
  console.log(`  ${finding.replaceAll('\n', '\n  ')}`);
}

interface Options {
  areas: readonly PlannedArea[];
  seed: number;
  minutes: number;
  /** Of each area; null for as many as the area itself wants. */
  cases: number | null;
  first: number;
}

async function main(): Promise<void> {
  const { areas, seed, minutes, cases, first } = options();
  const end = Date.now() + minutes * 60_000;
  const lines: Line[] = [];
  for (const [index, area] of areas.entries()) {
    // What an area leaves of its share goes to those after it; the million cases come last.
    const open = areas.slice(index).reduce((sum, { weight }) => sum + weight, 0);
    const until = Date.now() + ((end - Date.now()) * area.weight) / open;
    const started = Date.now();
    const effort = { cases: cases ?? area.cases, until, first, onFinding };
    console.log(`${area.name}: ${area.tries}; until ${new Date(until).toTimeString().slice(0, 8)} at most`);
    const report = await (area.onAllCores ? onAllCores(area, seed, effort) : area.run(seed, effort));
    lines.push({ area, report, seconds: (Date.now() - started) / 1000 });
    console.log(`${area.name}: ${report.tried} tried, ${report.failed} failed`);
  }
  console.log(`\nSeed ${seed}, ${new Date().toISOString()}, Node ${process.version}\n\n${asTable(lines)}`);
  process.exitCode = lines.some(({ report }) => report.failed) ? 1 : 0;
}

function options(): Options {
  const { values } = parseArgs({
    args: process.argv.slice(2).filter((word) => word !== '--'),
    options: {
      area: { type: 'string' },
      seed: { type: 'string', default: '1' },
      minutes: { type: 'string', default: '60' },
      cases: { type: 'string' },
      first: { type: 'string', default: '0' },
    },
  });
  return {
    areas: chosen(values.area),
    seed: numberIn('seed', values.seed),
    minutes: numberIn('minutes', values.minutes),
    cases: values.cases === undefined ? null : numberIn('cases', values.cases),
    first: numberIn('first', values.first),
  };
}

function numberIn(option: string, text: string): number {
  const number = Number(text);
  if (!(number >= 0) || text.trim() === '') throw new Error(`--${option}: "${text}" is not a number.`);
  return number;
}

function chosen(wanted: string | undefined): readonly PlannedArea[] {
  if (wanted === undefined) return AREAS;
  const names = AREAS.map(({ name }) => name);
  return wanted.split(',').map((name) => {
    const area = AREAS.find((one) => one.name === name);
    if (!area) throw new Error(`--area: Unknown area "${name}". Expected one of: ${names.join(', ')}.`);
    return area;
  });
}
