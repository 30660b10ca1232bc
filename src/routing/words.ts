// What the words of a task say about it: its kind, how much thought it takes, what a mistake costs, what it needs. Words are
// weak evidence, and docs/evidence.md says so; whoever knows better says so with an option, or has Haiku asked.
import { estimateTokens } from '../models/tokens.ts';
import { ROLE_KINDS } from './default-policy.ts';
import { fitsPattern } from './match.ts';
import type { Complexity, ErrorCost, Kind, Need, RoutingRequest, Urgency } from './policy.ts';

export interface Derived {
  kind: Kind;
  complexity: Complexity;
  errorCost: ErrorCost;
  needs: Need[];
  urgency: Urgency;
  inputTokens: number;
}

// The first that matches decides; the more telling words stand first. Word starts only, in time linear in the text.
const KIND_WORDS: readonly [Kind, RegExp][] = [
  ['bulk', /\b(overnight|over night|batch job|nightly|(tag|label|classify|rewrite) (all|every))\b/],
  ['security', /\b(security (review|audit|hole|issue|bug|fix|flaw|problem)s?|(is|are|be|more|make .{0,30}) secure|(review|audit|check|harden|assess)\b.{0,60}\bsecurity|vulnerabilit|exploit(s|able)?\b|threat model|(sql|code|command|prompt|html|shell) injection|penetration test|cve-)/],
  ['architecture', /\b(architect|design (a|an|the|our|how)\b|system design|trade-?offs?\b|data model\b)/],
  ['plan', /\b(plan (how|the|a|for|out)\b|make a plan|write a plan|break .{0,60} into steps|roadmap|migration plan)/],
  ['commit', /\b(commit message|changelog entry|pr description|release notes?)\b/],
  ['tests', /\b(write|add|create|extend)\b.{0,40}\btests?\b|\btest coverage\b/],
  ['debugging', /\b(debug|deadlock|race condition|crash|stack ?trace|root cause|find out why|why (does|is|do|did)\b.{0,80}\b(fail|hang|slow|wrong|crash|leak)|fix .{0,40}\b(bug|failure|flak))/],
  ['review', /\b(review|audit|critique|second opinion)\b/],
  ['analysis', /\b(analy[sz]e|assess|evaluate|compare|investigate)\b/],
  ['refactoring', /\b(refactor|restructure|extract .{0,30}(function|class|module|method)|decouple|simplify)\b/],
  ['translation', /\b(translate|localize)\b/],
  ['classification', /\b(classify|tag|label|categori[sz]e|sentiment|triage)\b/],
  ['summary', /\b(summari[sz]e|summary|tl;?dr|digest|key points)\b/],
  ['extraction', /\b(extract|pull out|parse .{0,40}\b(fields?|values?)|scrape|list all)\b/],
  ['documentation', /\b(document|docstring|readme|docs?|comments?|tutorial|guide)\b/],
  ['formatting', /\b(format|lint|prettier|sort (the )?imports|indent|whitespace|reorder)\b(?! a (date|number|string))/],
  ['edit', /\b(rename|typo|bump|change (the|a)|replace|update the|small (fix|edit|change)|one-?line)\b/],
  ['search', /\b(where (is|are|do|does)|find (the|all|every|where|usages|callers)|search|locate|grep|who calls|which files?)\b/],
  ['implementation', /\b(implement|build|create|add|develop|write|introduce|support|port|migrate)\b/],
  ['debugging', /\b(fix|broken|fails?|failing|error)\b/],
  ['question', /\?|^(how|what|why|when|which|is|are|can|does|do|should|explain)\b/],
]; // biome-ignore format: one kind per line

const MECHANICAL: readonly Kind[] = [
  'question',
  'search',
  'formatting',
  'commit',
  'extraction',
  'classification',
  'bulk',
];
const REASONING: readonly Kind[] = ['debugging', 'review', 'analysis', 'security', 'plan', 'architecture'];

/** Kinds of work that change nothing. */
const READING: readonly Kind[] = ['question', 'search'];

const HARD =
  /\b(prove|concurren|distributed|race condition|deadlock|algorithm|consisten|trade-?off|root cause|complex|subtle|across the (whole )?(codebase|repository))/;
const COSTLY =
  /\b(production|prod\b|deploy|migration|migrate|payment|billing|money|invoice|security|auth(entication|orization)?\b|password|credential|encrypt|crypto|legal|compliance|gdpr|medical|customer data|delete|drop table|irreversib|data loss|public api|release)/;
const IMAGES = /\b(screenshots?|images?|photos?|diagrams?|scans?|mock-?ups?|\w+\.(png|jpe?g|gif|webp))\b/;
const UNATTENDED = /\b(unattended|without (me|supervision|asking)|autonomous(ly)?|cron)\b/;
const UNHURRIED =
  /\b(overnight|over night|nightly|no hurry|no rush|whenever|by tomorrow|not urgent|low priority)\b/;
const URGENT = /\b(urgent(ly)?|asap|right now|immediately|outage|incident|hotfix)\b/;

const LONG_TOKENS = 200_000;
/** Whether anything is asked is looked for in so much of a task. */
const MOST_READ = 8000;
/** What is wanted stands at a task's beginning or end; what stands between is material, whose words say nothing about the work. */
const HEAD = 300;
const TAIL = 150;

type Known = Pick<RoutingRequest, 'kind' | 'inputTokens' | 'agent'>;

/** Returns what the text of a task says about it; `known` stands above what is derived. */
export function deriveFrom(task: string, known: Known = {}): Derived {
  const text = wantedIn(task.slice(0, MOST_READ).toLowerCase());
  const kind = known.kind ?? roleOf(known.agent) ?? kindOf(text, task);
  const inputTokens = known.inputTokens ?? estimateTokens(task);
  return {
    kind,
    complexity: complexityOf(text, kind),
    errorCost: errorCostOf(text, kind),
    needs: needsOf(text, inputTokens),
    urgency: urgencyOf(text),
    inputTokens,
  };
}

const roleOf = (agent: string | undefined): Kind | undefined =>
  agent === undefined ? undefined : ROLE_KINDS.find(([pattern]) => fitsPattern(pattern, agent))?.[1];

const wantedIn = (text: string): string =>
  text.length <= HEAD + TAIL ? text : `${text.slice(0, HEAD)}\n${text.slice(-TAIL)}`;

function kindOf(text: string, task: string): Kind {
  const found = KIND_WORDS.find(([, words]) => words.test(text))?.[0];
  return found ?? (task.slice(0, MOST_READ).includes('?') ? 'question' : 'implementation');
}

function complexityOf(text: string, kind: Kind): Complexity {
  if (REASONING.includes(kind) || HARD.test(text)) return 'reasoning-intensive';
  return MECHANICAL.includes(kind) ? 'mechanical' : 'generative';
}

/** An answer that changes nothing costs little when it is wrong, whatever it is about. */
function errorCostOf(text: string, kind: Kind): ErrorCost {
  if (kind === 'security' || kind === 'architecture') return 'high';
  return !READING.includes(kind) && COSTLY.test(text) ? 'high' : 'low';
}

function needsOf(text: string, inputTokens: number): Need[] {
  return [
    ...(IMAGES.test(text) ? (['image input'] as const) : []),
    ...(inputTokens > LONG_TOKENS ? (['over 200,000 tokens'] as const) : []),
    ...(UNATTENDED.test(text) ? (['runs unattended'] as const) : []),
  ];
}

function urgencyOf(text: string): Urgency {
  if (URGENT.test(text)) return 'high';
  return UNHURRIED.test(text) ? 'low' : 'normal';
}
