// The names under which a model occurs: clouds, gateways and older clients put a region, a provider, a date or a version around the
// one of Anthropic's own list, or turn it round. Nothing here knows a price.

/** Names; there are never so many, but ids are written by others. */
const MOST_REMEMBERED = 1000;

/** What clouds and gateways put before a model's own name, each at most once and in this order. */
const BEFORE = [
  /^arn:aws[\w-]*:bedrock:[^/]*\//, // its type and name follow
  /^projects\/[^/]+\/locations\/[^/]+\//,
  /^publishers\/anthropic\/models\//,
  /^~?(?:[\w.-]+\/)*/, // gateways: provider/, provider/region/, openrouter/anthropic/
  /^(?:[a-z][a-z-]*\.)?anthropic\.(?=claude-)/,
  /^(?:anthropic--|databricks-)(?=claude-)/,
];

/** What stands behind it: the long window, a variant, a version, a date, a pointer to the newest. */
const BEHIND = [
  /\[\w+\]$/,
  /:(?:beta|thinking|extended|nitro|floor|online|exacto)$/,
  /-v\d+(?::\d+)?(?=$|@)/,
  /[-@](?:\d{8}|latest|default)$/,
  /-v\d+$/,
];

/** Returns the name in Anthropic's own list, in today's order: family, then version. What is not a Claude model stays as it is. */
export const plainName = remembered(plainNameOf);

function plainNameOf(id: string): string {
  let name = id.toLowerCase();
  for (const part of BEFORE) name = name.replace(part, '');
  for (const part of BEHIND) name = name.replace(part, '');
  const parts = CLAUDE.exec(name) ?? TURNED.exec(name);
  const { family, version } = parts?.groups ?? {};
  if (!family || !version) return id;
  const numbers = version.replace('.', '-').replace(/-0$/, '');
  return `claude-${family}-${numbers}`;
}

const CLAUDE = /^claude-(?<family>[a-z]+)-(?<version>\d{1,2}(?:[-.]\d{1,2})?)$/;
const TURNED = /^claude-(?<version>\d{1,2}(?:[-.]\d{1,2})?)-(?<family>[a-z]+)$/;

/** Whether a name binds its requests to one region or group of regions, which clouds charge more for. Not every name tells. */
export const isRegional = remembered(isRegionalId);

function isRegionalId(id: string): boolean {
  const place = /\/locations\/([^/]+)\//.exec(id)?.[1];
  if (place) return place !== 'global';
  return /(?:^|[/.])anthropic\.claude-/.test(id) && !/(?:^|\/)global\.anthropic\./.test(id);
}

/** The same function, which remembers its answers: calls are many, and models few. */
function remembered<Answer>(of: (id: string) => Answer): (id: string) => Answer {
  const known = new Map<string, Answer>();
  return (id) => {
    const before = known.get(id);
    if (before !== undefined) return before;
    const answer = of(id);
    if (known.size < MOST_REMEMBERED) known.set(id, answer);
    return answer;
  };
}

/** Whether a pattern of the user's table, in which * stands for anything, covers the whole of a name. */
export function matchesName(pattern: string, id: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'i').test(id);
}
