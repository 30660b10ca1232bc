// How often the decisions of `tierwise calibrate` are right, and how many labels they take, in simulated worlds where the truth is known
// (see calibrate/world.ts), through the very code that decides in the command:
//   tsx bench/calibrate.ts [repetitions] [size|relative|tiers|absolute|intervals|recheck|sentinel]
// Prints the tables of docs/calibrate.md. With 2,000 repetitions a share is known to about one point.
import { absolute } from './calibrate/absolute.ts';
import { intervals } from './calibrate/intervals.ts';
import { recheckTable, sentinelTable } from './calibrate/later.ts';
import { relative, tiers } from './calibrate/relative.ts';
import { size } from './calibrate/size.ts';

const PARTS = { size, relative, tiers, absolute, intervals, recheck: recheckTable, sentinel: sentinelTable };

const [repetitions = '2000', only] = process.argv.slice(2);
for (const [name, part] of Object.entries(PARTS))
  if (!only || only === name) console.log(`${part(Number(repetitions))}\n`);
