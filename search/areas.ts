// The areas of the search with what the long form gives them: the million cases last, as they can use any amount of time.
import type { PlannedArea } from './area.ts';
import { disk } from './areas/disk.ts';
import { kills } from './areas/kills.ts';
import { mutations } from './areas/mutations.ts';
import { network } from './areas/network.ts';
import { together } from './areas/together.ts';
import { torn } from './areas/torn.ts';

export const AREAS: readonly PlannedArea[] = [
  { ...torn, cases: 3072, weight: 2 },
  { ...together, cases: 20, weight: 5 },
  { ...kills, cases: 67, weight: 10 },
  { ...disk, cases: 200, weight: 10 },
  { ...network, cases: 100, weight: 6 },
  { ...mutations, cases: 1_000_000, weight: 40, onAllCores: true },
];
