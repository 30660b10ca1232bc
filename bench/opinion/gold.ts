// Answer sets whose decisions and claim graph are known, made from a seed.

export interface GoldClaim {
  voice: number;
  /** Which point it is about. */
  point: number;
  /** What it says of it: equal sides agree. */
  side: 'for' | 'against' | 'if';
  sentence: string;
}

export interface Gold {
  answers: string[];
  claims: GoldClaim[];
  courses: { stance: 'yes' | 'no'; group: string; sentence: string }[];
  decision: 'same' | 'different' | 'mixed';
  shared: number | null;
}

/** Returns numbers from 0 to below 1, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const TOPICS =
  'replication sharding caching batching retries tracing indexing quotas failover backups throttling encryption'.split(
    ' ',
  );

/** What voices say of a topic; the denials are such that a part of them says the opposite. */
const SAY: Record<GoldClaim['side'], (topic: string, voice: number) => string> = {
  for: (topic, voice) => `You **should use ${topic}** here — it pays off within ${voice + 2} weeks.`,
  against: (topic, voice) =>
    `I would never say that you should use ${topic} here, in team ${voice + 1} or any other.`,
  if: (topic, voice) => `If the load doubles, you should use ${topic} here, from node ${voice + 3} on.`,
};

/** Returns one answer set. */
export function goldSet(seed: number): Gold {
  const random = randomFrom(seed);
  const voices = 2 + Math.floor(random() * 3);
  const courses = Array.from({ length: voices }, (_, voice): Gold['courses'][number] => {
    const yes = random() < 0.6;
    const sentence = yes
      ? `Take the queue, says reviewer ${voice}.`
      : `Keep the cron job, says reviewer ${voice}.`;
    return { stance: yes ? 'yes' : 'no', group: yes ? 'queue' : 'cron', sentence };
  });
  const claims = TOPICS.flatMap((topic, point) =>
    courses.flatMap((_, voice): GoldClaim[] => {
      if (random() < 0.45) return [];
      const drawn = random();
      const side = drawn < 0.7 ? 'for' : drawn < 0.85 ? 'against' : 'if';
      return [{ voice, point, side, sentence: SAY[side](topic, voice) }];
    }),
  );
  const answers = courses.map(({ sentence }, voice) =>
    [sentence, ...claims.filter((claim) => claim.voice === voice).map((claim) => claim.sentence)].join('\n'),
  );
  return { answers, claims, courses, decision: decisionOf(courses), shared: sharedOf(claims) };
}

function decisionOf(courses: Gold['courses']): Gold['decision'] {
  const groups = new Set(courses.map(({ group }) => group));
  if (groups.size === 1) return 'same';
  return groups.size === courses.length ? 'different' : 'mixed';
}

function sharedOf(claims: readonly GoldClaim[]): number | null {
  const points = TOPICS.map((_, point) => claims.filter((claim) => claim.point === point)).filter(
    (own) => own.length > 1,
  );
  const agreed = points.filter((own) => new Set(own.map(({ side }) => side)).size === 1);
  return points.length ? agreed.length / points.length : null;
}
