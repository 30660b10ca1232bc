// Colors of tags: what a name means, where it says, and else one of its own, the same wherever the tag stands.

const MEANINGS: readonly (readonly [color: string, words: readonly string[]])[] = [
  [
    'bad',
    [
      ...[
        'error',
        'errors',
        'fatal',
        'critical',
        'failed',
        'failure',
        'bug',
        'negative',
        'angry',
        'urgent',
        'high',
      ],
      ...[
        'severe',
        'spam',
        'breaking',
        'security',
        'vulnerability',
        'risky',
        'reject',
        'rejected',
        'danger',
        'crash',
      ],
    ],
  ],
  [
    'warn',
    [
      'warn',
      'warning',
      'warnings',
      'medium',
      'mixed',
      'unsure',
      'pending',
      'review',
      'degraded',
      'deprecated',
    ],
  ],
  [
    'good',
    [
      'ok',
      'good',
      'success',
      'passed',
      'positive',
      'low',
      'safe',
      'resolved',
      'healthy',
      'approved',
      'praise',
      'ham',
    ],
  ],
  ['quiet', ['info', 'debug', 'trace', 'neutral', 'other', 'none', 'unknown', 'misc', 'general', '']],
];
const OWN = 8;

/** Colors of who settled items. */
export const SETTLERS: ReadonlyMap<string, string> = new Map(
  ['rules', 'local', 'haiku', 'sonnet', 'opus', 'fable', 'person', 'review'].map((name) => [
    name,
    `by-${name}`,
  ]),
);

/** Returns the color of each tag, the most frequent first: `bad`, `warn`, `good` or `quiet` by a word in it, else `own-1` to `own-8`. */
export function tagColors(tags: readonly string[]): Map<string, string> {
  let next = 0;
  return new Map(tags.map((tag) => [tag, meaningOf(tag) ?? `own-${(next++ % OWN) + 1}`]));
}

function meaningOf(tag: string): string | undefined {
  const words = tag.toLowerCase().split(/[^a-z]+/);
  // `not-spam`, `no error`: what is denied means something else.
  if (words.some((word) => ['no', 'not', 'non', 'without'].includes(word))) return undefined;
  return MEANINGS.find(([, known]) =>
    tag ? words.some((word) => word && known.includes(word)) : known.includes(''),
  )?.[0];
}
