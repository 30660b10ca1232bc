// The areas of the search, the one that can use any amount of time last.
import type { Area } from './area.ts';
import { disk } from './areas/disk.ts';
import { kills } from './areas/kills.ts';
import { mutations } from './areas/mutations.ts';
import { network } from './areas/network.ts';
import { together } from './areas/together.ts';
import { torn } from './areas/torn.ts';

export const AREAS: readonly Area[] = [torn, together, kills, disk, network, mutations];
