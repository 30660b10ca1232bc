// What grows with a bulk job, measured and carried on to a billion items; and the schedule of such a job on several machines.
//   tsx bench/growth.ts measure      measures anew (about 5 minutes on 2 cores) and writes bench/growth/points.json
//   tsx bench/growth.ts              from those points: prints the tables, writes them into docs/scale.md and docs/pictures/growth.svg
//   tsx bench/growth.ts schedule     the simulation alone: prints its table
// Nothing leaves this machine: the API is a server on loopback. Needs pnpm run build before.
import { readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { measure, type Point, SETTINGS, serve } from './growth/measure.ts';
import { growthSvg } from './growth/picture.ts';
import { growthOf } from './growth/project.ts';
import { growthTables, scheduleTable } from './growth/tables.ts';

const POINTS = path.join(__dirname, 'growth', 'points.json');
const root = path.join(__dirname, '..');

interface Measured {
  date: string;
  machine: string;
  points: Point[];
}

async function measureAll(): Promise<void> {
  const points: Point[] = [];
  for (const setting of SETTINGS) {
    const point = await measure(setting, __filename);
    points.push(point);
    const { items, distinct, tags, tiers, concurrency, requests, cpuSeconds, memoryBytes } = point;
    console.log(
      `${items} items, ${distinct} distinct, ${tags} tags, ${tiers} tiers, ${concurrency} at once: ${requests} requests, ${cpuSeconds.toFixed(1)} s CPU, ${Math.round(memoryBytes / 1e6)} MB`,
    );
  }
  const machine = `${os.cpus().length} × ${os.cpus()[0]?.model.trim()}, Node ${process.version}`;
  const measured: Measured = { date: new Date().toISOString().slice(0, 10), machine, points };
  writeFileSync(POINTS, `${JSON.stringify(measured, null, 2)}\n`);
}

function show(): void {
  const { date, machine, points }: Measured = JSON.parse(readFileSync(POINTS, 'utf8'));
  const growth = growthOf(points);
  const tables = growthTables(growth, points, { date, machine });
  const schedules = scheduleTable(growth);
  console.log(`${tables}\n\n${schedules}`);
  writeFileSync(path.join(root, 'docs', 'pictures', 'growth.svg'), growthSvg(growth, points));
  const page = path.join(root, 'docs', 'scale.md');
  writeFileSync(
    page,
    withPart(withPart(readFileSync(page, 'utf8'), 'growth', tables), 'schedule', schedules),
  );
}

/** Puts `text` between the marks of that name. */
function withPart(page: string, name: string, text: string): string {
  const [start, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
  const [from, to] = [page.indexOf(start), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/scale.md has no part "${name}".`);
  return `${page.slice(0, from + start.length)}\n\n${text}\n\n${page.slice(to)}`;
}

const [what, latency] = process.argv.slice(2);
if (what === 'serve') serve(Number(latency));
else if (what === 'measure') measureAll().then(show);
else if (what === 'schedule')
  console.log(scheduleTable(growthOf(JSON.parse(readFileSync(POINTS, 'utf8')).points)));
else show();
