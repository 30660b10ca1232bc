// The areas of the search with what the long form gives them: the million cases last, as they can use any amount of time.
import type { PlannedArea } from './area.ts';
import { clock } from './areas/clock.ts';
import { delegations } from './areas/delegations.ts';
import { disk } from './areas/disk.ts';
import { hooks } from './areas/hooks.ts';
import { kills } from './areas/kills.ts';
import { mutations } from './areas/mutations.ts';
import { network } from './areas/network.ts';
import { page } from './areas/page.ts';
import { terminal } from './areas/terminal.ts';
import { together } from './areas/together.ts';
import { torn } from './areas/torn.ts';

export const AREAS: readonly PlannedArea[] = [
  { ...torn, cases: 5120, weight: 2 },
  { ...together, cases: 20, weight: 5 },
  { ...kills, cases: 104, weight: 10 },
  { ...disk, cases: 500, weight: 25, onAllCores: true },
  { ...clock, cases: 60, weight: 5 },
  { ...hooks, cases: 400, weight: 3 },
  { ...delegations, cases: 1000, weight: 2 },
  { ...network, cases: 100, weight: 6 },
  { ...terminal, cases: 600, weight: 4 },
  { ...page, cases: 20, weight: 3 },
  { ...mutations, cases: 1_000_000, weight: 40, onAllCores: true },
];
