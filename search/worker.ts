// A process of search/cores.ts: tries its share of an area's cases.
import { AREAS } from './areas.ts';
import type { Task, Told } from './cores.ts';

const TELL_EVERY_MS = 1000;

const tell = (told: Told): void => {
  process.send?.(told);
};

process.on('disconnect', () => process.exit()); // whoever waits for the report is gone, or has it

const { area: name, seed, effort }: Task = JSON.parse(process.argv[2] ?? '');
const area = AREAS.find((one) => one.name === name);
let told = 0;
const onCase = (number: number): void => {
  if (Date.now() < told + TELL_EVERY_MS) return;
  told = Date.now();
  tell({ at: number });
};
area?.run(seed, { ...effort, onCase, onFinding: (finding) => tell({ finding }) }).then((report) => {
  tell({ report });
  process.disconnect();
});
