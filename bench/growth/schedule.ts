// A job of any size on any number of machines, in virtual time: who has how much in the queue when, and how long it all takes.
import { Heap } from './heap.ts';
import { type BatchService, OUR_BATCH } from './limits.ts';

export interface Job {
  items: number;
  distinct: number;
  /** Requests on the first tier. */
  requests: number;
  /** Bytes of an average request. */
  requestBytes: number;
  /** The share of items that each tier hands up. */
  climbs: number;
  tiers: number;
  /** Hours of CPU per item to read it, and per request to make and to read it. */
  hoursPerItem: number;
  hoursPerRequest: number;
  /** Parts that the job is divided into, by lines or by shards; machines take one after the other. */
  parts: number;
  /** Items that are read for one part: its own lines, or all of them. */
  itemsRead: number;
}

export interface World {
  machines: number;
  service: BatchService;
  /** A machine is killed once in so many hours, and gone for one; Infinity: never. */
  killedEvery: number;
  seed: number;
}

export interface Schedule {
  hours: number;
  batches: number;
  /** Of the time until the last batch was submitted: how full the queue (or the jobs at once) was. */
  queueUse: number;
  /** The most batches pending at once. */
  mostPending: number;
  kills: number;
  /** Hours that the machines worked, of all their hours. */
  busy: number;
}

/** Uploading and starting one batch, in hours: 64 MB at 100 Mbit/s, and what the service takes. */
const SUBMIT_HOURS = (OUR_BATCH.bytes * 8) / 100e6 / 3600 + 2 / 3600;
/** Looks at a full queue are so far apart, and so are polls. */
const LOOK_HOURS = 2 / 60;

interface Machine {
  /** What of its part is left to submit, tier by tier. */
  tier: number;
  requests: number;
  left: number;
  pending: number;
  worked: number;
  upAt: number;
  /** It will go on by itself. */
  busy: boolean;
}

type Event = { at: number; machine: Machine } & ({ what: 'go' } | { what: 'ended'; size: number });

/** Plays a job. Batches take most of an hour each, some longer, one in a thousand a day (it expires; its requests are submitted again). */
export function schedule(job: Job, world: World): Schedule {
  return new Play(job, world).run();
}

class Play {
  readonly #job: Job;
  readonly #world: World;
  readonly #random: () => number;
  readonly #events = new Heap<Event>();
  #parts: number;
  #queued = 0;
  #pending = 0;
  #batches = 0;
  #kills = 0;
  #mostPending = 0;
  /** Queue use × hours, up to the last submission. */
  #area = 0;
  #now = 0;
  #lastSubmitted = { at: 0, area: 0 };

  constructor(job: Job, world: World) {
    this.#job = job;
    this.#world = world;
    this.#parts = job.parts;
    this.#random = randomFrom(world.seed);
  }

  run(): Schedule {
    const { machines, service } = this.#world;
    const all = Array.from({ length: machines }, () => this.#newMachine());
    for (const machine of all) this.#takePart(machine);
    for (let event = this.#events.pop(); event; event = this.#events.pop()) {
      this.#area += (event.at - this.#now) * this.#use();
      this.#now = event.at;
      if (event.what === 'ended') this.#ended(event.machine, event.size);
      else this.#go(event.machine);
    }
    const worked = all.reduce((sum, machine) => sum + machine.worked, 0);
    const isLimited = Number.isFinite(Math.min(service.queue, service.jobs));
    return {
      ...{ hours: this.#now, batches: this.#batches, mostPending: this.#mostPending, kills: this.#kills },
      queueUse: isLimited && this.#lastSubmitted.at ? this.#lastSubmitted.area / this.#lastSubmitted.at : 0,
      busy: worked / (this.#now * machines || 1),
    };
  }

  #newMachine(): Machine {
    return { tier: 0, requests: 0, left: 0, pending: 0, worked: 0, upAt: this.#nextKill(0), busy: false };
  }

  #nextKill(from: number): number {
    return from - Math.log(1 - this.#random()) * this.#world.killedEvery;
  }

  /** Works for so long, then goes on; a kill costs an hour, and what is pending is collected after it. */
  #work(machine: Machine, hours: number): void {
    machine.worked += hours;
    let until = this.#now + hours;
    while (machine.upAt < until) {
      this.#kills++;
      until += 1;
      machine.upAt = this.#nextKill(until);
    }
    this.#wake(machine, until);
  }

  #wake(machine: Machine, at: number): void {
    machine.busy = true;
    this.#events.push({ at, machine, what: 'go' });
  }

  #takePart(machine: Machine): void {
    if (this.#parts <= 0) return;
    this.#parts--;
    const { requests, parts } = this.#job;
    machine.tier = 0;
    machine.requests = machine.left = Math.ceil(requests / parts);
    this.#work(machine, 2 * this.#reading());
  }

  #go(machine: Machine): void {
    machine.busy = false;
    if (machine.left > 0) this.#submit(machine);
    else if (machine.pending === 0) this.#goUp(machine); // else its batches wake it
  }

  #goUp(machine: Machine): void {
    const { climbs, tiers } = this.#job;
    const up = Math.ceil(machine.requests * climbs);
    if (machine.tier + 1 >= tiers || up <= 1) {
      this.#takePart(machine);
      return;
    }
    machine.tier++;
    machine.requests = machine.left = up;
    this.#work(machine, this.#reading());
  }

  /** Hours to read the part once: a run does it three times, and once more for each tier and each time that the queue was full. */
  #reading(): number {
    return (this.#job.itemsRead * this.#job.hoursPerItem) / 3;
  }

  #submit(machine: Machine): void {
    const { service } = this.#world;
    const size = Math.min(
      machine.left,
      OUR_BATCH.requests,
      Math.floor(OUR_BATCH.bytes / this.#job.requestBytes),
    );
    if (this.#queued + size > service.queue || this.#pending >= service.jobs) {
      // What is pending is waited for first; with nothing pending, it looks again.
      if (!machine.pending) this.#wake(machine, this.#now + LOOK_HOURS);
      return;
    }
    machine.left -= size;
    machine.pending++;
    this.#queued += size;
    this.#pending++;
    this.#batches++;
    this.#mostPending = Math.max(this.#mostPending, this.#pending);
    this.#lastSubmitted = { at: this.#now, area: this.#area };
    this.#events.push({ at: this.#now + this.#duration(), machine, what: 'ended', size });
    this.#work(machine, SUBMIT_HOURS + size * this.#job.hoursPerRequest);
  }

  #ended(machine: Machine, size: number): void {
    this.#queued -= size;
    this.#pending--;
    machine.pending--;
    if (machine.pending === 0 && !machine.busy)
      this.#work(
        machine,
        LOOK_HOURS + size * this.#job.hoursPerRequest + (machine.left ? this.#reading() : 0),
      );
  }

  /** Hours: about half of one, 1.3 at most for nearly all; one in a thousand takes the day. */
  #duration(): number {
    if (this.#random() < 0.001) return 24;
    const normal = Math.sqrt(-2 * Math.log(1 - this.#random())) * Math.cos(2 * Math.PI * this.#random());
    return Math.min(24, 0.5 * Math.exp(0.4 * normal));
  }

  #use(): number {
    const { queue, jobs } = this.#world.service;
    return Math.max(this.#queued / queue, this.#pending / jobs);
  }
}

/** The same numbers for the same seed: a linear congruential generator. */
function randomFrom(seed: number): () => number {
  let state = BigInt(seed) * 2n + 1n;
  return () => {
    state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
    return Number(state >> 11n) / 2 ** 53;
  };
}
