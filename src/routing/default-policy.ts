// The default policy, as data: each entry with how well it is founded and where that is from. docs/evidence.md lists them all;
// `tierwise policy init` writes the rules into a file of the user's.
import type { TierName } from '../models/table.ts';
import type { Kind, Limits, Need, RoutingRequest, Rule, TierUse } from './policy.ts';

/** How well an entry is founded: measured in this repository, in a published benchmark (with its date), or what people do. */
const GRADES = ['measured', 'benchmark', 'practice'] as const;
export interface Evidence {
  grade: (typeof GRADES)[number];
  source: string;
  /** The day of a benchmark; one that is older than a quarter of a year is old. */
  date?: string;
}

export type DefaultRule = Rule & { group: Group; evidence: Evidence };
/** The tables that the default policy is made of. */
export type Group =
  | 'never'
  | 'failure recovery'
  | 'ceiling'
  | 'time of day'
  | 'length'
  | 'roles'
  | 'kinds of work'
  | 'complexity and cost of an error';

/** Where the tables of roles, of a developer's day and of rules of thumb are from, when nobody has measured them. */
const PRACTICE: Evidence = { grade: 'practice', source: 'how teams use three tiers; not measured here' };
const ROLES: Evidence = {
  grade: 'practice',
  source: 'what the agents of this plugin declare (agents/*.md), chosen by role; not measured here',
};
const PRICES: Evidence = {
  grade: 'measured',
  source: "the model table (src/models/table.ts), compared with the client's own figures to the cent",
};

/** Work that no budget and no limit puts on a lower tier: a bad plan costs more than it saves. */
export const NEVER_LOWERED: { kinds: readonly Kind[]; evidence: Evidence } = {
  kinds: ['architecture', 'plan'],
  evidence: PRACTICE,
};

/** Rules that are kept by the code, whatever a policy says. */
export const NEVER: readonly { name: string; what: string; keptBy: string; evidence: Evidence }[] = [
  {
    name: 'no-switch-in-mid-conversation',
    what: 'the tier of a task that is under way is never lowered',
    keptBy: 'decide(): a task under way stays or goes up; no hook touches the main conversation',
    evidence: {
      grade: 'measured',
      source: 'the report counts what caches cost that are written again after a switch (docs/report.md)',
    },
  },
  {
    name: 'no-cheap-model-for-plans',
    what: 'neither budgets nor limits put architecture or plans on a lower tier',
    keptBy: 'decide(): such kinds are left out when a tier is lowered',
    evidence: PRACTICE,
  },
  {
    name: 'no-pack-over-a-price-step',
    what: 'no request of a bulk run is so long that all of it costs the higher price',
    keptBy: 'bulk runs: a pack stays far below 100,000 tokens',
    evidence: PRICES,
  },
];

/** What a need asks of a tier. */
export interface Capability {
  need: Need;
  can(use: TierUse, tier: TierName, request: RoutingRequest): boolean;
  what: string;
  evidence: Evidence;
}

const LONG_TOKENS = 200_000;

export const CAPABILITIES: readonly Capability[] = [
  {
    need: 'image input',
    can: ({ images }) => images,
    what: "the tier's model takes images",
    evidence: PRICES,
  },
  {
    need: 'over 200,000 tokens',
    can: ({ contextTokens }, _, { inputTokens }) =>
      contextTokens > LONG_TOKENS && contextTokens >= (inputTokens ?? 0),
    what: "the tier's model holds more than 200,000 tokens",
    evidence: PRICES,
  },
  {
    need: 'runs unattended',
    can: (_, tier) => tier !== 'haiku',
    what: 'sonnet or higher, as nobody is there to notice a wrong turn',
    evidence: PRACTICE,
  },
];

/** Percent at which a budget is warned of, and at which the tier is lowered. */
export const DEFAULT_SHARES = { warnAt: 80, lowerAt: 90 } as const;
export const DEFAULT_LIMITS: Limits = { warnAt: 80, lowerAt: 90 };

/** Dollars per developer and day: what the field calls usual. */
export const USUAL_DAY: { lowUsd: number; highUsd: number; evidence: Evidence } = {
  lowUsd: 6,
  highUsd: 12,
  evidence: { grade: 'practice', source: 'the usual range that teams report per developer and day' },
};

/** Where no rule names a tier. */
export const LAST_RESORT: TierName = 'sonnet';

type Entry = [name: string, when: Rule['when'], use: Rule['use']];

const table = (group: Group, evidence: Evidence, entries: readonly Entry[]): DefaultRule[] =>
  entries.map(([name, when, use]) => ({ name, when, use, group, evidence }));

const AT_NIGHT = { from: 22 * 60, to: 6 * 60 };
const LONG = { is: '>', than: 40_000, percent: false } as const;

/** The rules, in the order in which they are asked. */
export const DEFAULT_RULES: readonly DefaultRule[] = [
  ...table('never', PRACTICE, [
    ['architecture', { kind: ['architecture'] }, { tier: 'opus', effort: 'high' }],
    ['plans', { kind: ['plan'] }, { tier: 'opus', effort: 'medium' }],
    ['security', { kind: ['security'] }, { tier: 'opus', effort: 'high' }],
  ]),
  ...table('failure recovery', PRACTICE, [
    ['failed-three-times', { failures: { is: '>=', than: 3, percent: false } }, { raise: 2, effort: 'high' }],
    ['failed-twice', { failures: { is: '>=', than: 2, percent: false } }, { raise: 1 }],
  ]),
  ...table('ceiling', PRACTICE, [
    ['little-budget-left', { budgetLeft: { is: '<', than: 0.25, percent: false } }, { lower: 1 }],
  ]),
  ...table('time of day', PRACTICE, [
    ['overnight', { hours: AT_NIGHT, urgency: ['low'] }, { lower: 1, batch: true }],
    ['overnight-job', { kind: ['bulk'], urgency: ['low'] }, { tier: 'haiku', effort: 'low', batch: true }],
  ]),
  ...table('length', PRICES, [
    [
      'long-extraction',
      { inputTokens: LONG, kind: ['extraction', 'classification', 'summary'] },
      { tier: 'haiku', effort: 'low' },
    ],
  ]),
  ...table('length', PRACTICE, [
    [
      'long-reasoning',
      { inputTokens: LONG, complexity: ['reasoning-intensive'] },
      { tier: 'opus', effort: 'medium' },
    ],
  ]),
  ...table('roles', ROLES, [
    ['exploring', { agent: ['Explore', '*explorer*'] }, { tier: 'haiku', effort: 'medium' }],
    ['formatting-agent', { agent: ['*formatter*'] }, { tier: 'haiku', effort: 'low' }],
    ['commit-writing', { agent: ['*commit-writer*'] }, { tier: 'haiku', effort: 'low' }],
    ['doc-writing', { agent: ['*doc-writer*'] }, { tier: 'haiku', effort: 'medium' }],
    ['test-writing', { agent: ['*test-writer*'] }, { tier: 'sonnet', effort: 'medium' }],
    ['implementing', { agent: ['*implementer*'] }, { tier: 'sonnet', effort: 'medium' }],
    ['debugging-agent', { agent: ['*debugger*'] }, { tier: 'opus', effort: 'medium' }],
    ['code-reviewing', { agent: ['*code-reviewer*'] }, { tier: 'opus', effort: 'medium' }],
    ['judging', { agent: ['*analyst*'] }, { tier: 'opus', effort: 'medium' }],
  ]),
  ...table('kinds of work', PRACTICE, [
    ['syntax-question', { kind: ['question'], errorCost: ['low'] }, { tier: 'haiku', effort: 'low' }],
    ['finding-code', { kind: ['search'] }, { tier: 'haiku', effort: 'medium' }],
    ['formatting', { kind: ['formatting'] }, { tier: 'haiku', effort: 'low' }],
    ['commit-message', { kind: ['commit'] }, { tier: 'haiku', effort: 'low' }],
    [
      'extracting',
      { kind: ['extraction', 'classification', 'summary', 'translation', 'bulk'], errorCost: ['low'] },
      { tier: 'haiku', effort: 'low' },
    ],
    ['documenting', { kind: ['documentation'], errorCost: ['low'] }, { tier: 'haiku', effort: 'medium' }],
    ['small-edit', { kind: ['edit'], errorCost: ['low'] }, { tier: 'sonnet', effort: 'low' }],
    ['writing-tests', { kind: ['tests'] }, { tier: 'sonnet', effort: 'medium' }],
    [
      'building',
      { kind: ['implementation', 'refactoring'], errorCost: ['low'] },
      { tier: 'sonnet', effort: 'medium' },
    ],
    ['debugging', { kind: ['debugging'] }, { tier: 'opus', effort: 'medium' }],
    ['reviewing', { kind: ['review'] }, { tier: 'opus', effort: 'medium' }],
    ['codebase-analysis', { kind: ['analysis'] }, { tier: 'opus', effort: 'high' }],
  ]),
  ...table('complexity and cost of an error', PRACTICE, [
    ['mechanical-cheap-error', grid('mechanical', 'low'), { tier: 'haiku', effort: 'low' }],
    ['mechanical-expensive-error', grid('mechanical', 'high'), { tier: 'sonnet', effort: 'low' }],
    ['generative-cheap-error', grid('generative', 'low'), { tier: 'sonnet', effort: 'low' }],
    ['generative-expensive-error', grid('generative', 'high'), { tier: 'sonnet', effort: 'high' }],
    ['reasoning-cheap-error', grid('reasoning-intensive', 'low'), { tier: 'sonnet', effort: 'high' }],
    ['reasoning-expensive-error', grid('reasoning-intensive', 'high'), { tier: 'opus', effort: 'high' }],
  ]),
];

function grid(
  complexity: 'mechanical' | 'generative' | 'reasoning-intensive',
  errorCost: 'low' | 'high',
): Rule['when'] {
  return { complexity: [complexity], errorCost: [errorCost] };
}

/** The kind of work that an agent does by its role, whatever the words of its task; planners and security reviewers go by it. */
export const ROLE_KINDS: readonly [pattern: string, kind: Kind][] = [
  ['Explore', 'search'],
  ['*explorer*', 'search'],
  ['*formatter*', 'formatting'],
  ['*commit-writer*', 'commit'],
  ['*doc-writer*', 'documentation'],
  ['*test-writer*', 'tests'],
  ['*implementer*', 'implementation'],
  ['*debugger*', 'debugging'],
  ['*security-reviewer*', 'security'],
  ['*code-reviewer*', 'review'],
  ['Plan', 'plan'],
  ['*planner*', 'plan'],
  ['*architect*', 'architecture'],
  ['*analyst*', 'analysis'],
];

/** What each level of effort is for. */
export const EFFORT_GUIDE: readonly { effort: string; what: string; evidence: Evidence }[] = [
  { effort: 'low', what: 'mechanical work, and short answers that are checked', evidence: PRACTICE },
  { effort: 'medium', what: 'writing and building, where a test will show mistakes', evidence: PRACTICE },
  { effort: 'high', what: 'work in which a wrong step is found late', evidence: PRACTICE },
  {
    effort: 'max',
    what: 'one hard question; 3.4 to 5.5 times what high costs',
    evidence: {
      grade: 'measured',
      source: "the client's own index of what an effort costs (src/models/table.ts)",
    },
  },
];

/** Ten kinds of work of a developer's day, from the cheapest to the one for the night. */
export const DEVELOPERS_DAY: readonly { work: string; example: string; rule: string }[] = [
  { work: 'syntax question', example: 'How do I format a date in Go?', rule: 'syntax-question' },
  { work: 'finding code', example: 'Where is the retry limit set?', rule: 'finding-code' },
  { work: 'formatting', example: 'Sort the imports in src/', rule: 'formatting' },
  { work: 'commit message', example: 'Write a commit message for the staged diff', rule: 'commit-message' },
  { work: 'documentation', example: 'Write the docstring of parse()', rule: 'documenting' },
  { work: 'simple edit', example: 'Rename the option --max to --limit', rule: 'small-edit' },
  { work: 'tests', example: 'Write unit tests for the parser', rule: 'writing-tests' },
  { work: 'feature', example: 'Implement pagination in the list endpoint', rule: 'building' },
  { work: 'debugging', example: 'Find out why the worker deadlocks', rule: 'debugging' },
  { work: 'overnight job', example: 'Tag all 40,000 tickets overnight', rule: 'overnight-job' },
];
