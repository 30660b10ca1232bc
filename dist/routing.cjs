"use strict";
let require_shared_loaded;
const require_shared = () => require_shared_loaded ??= require("./shared.cjs");
let require_catalog_loaded;
const require_catalog = () => require_catalog_loaded ??= require("./catalog.cjs");
let require_status_loaded;
const require_status = () => require_status_loaded ??= require("./status.cjs");
require("node:path");
require("node:fs");
// src/routing/default-policy.ts
const PRACTICE = {
	grade: "practice",
	source: "how teams use three tiers; not measured here"
};
const ROLES = {
	grade: "practice",
	source: "what the agents of this plugin declare (agents/*.md), chosen by role; not measured here"
};
const PRICES = {
	grade: "measured",
	source: "the model table (src/models/table.ts), compared with the client's own figures to the cent"
};
const NEVER_LOWERED = {
	kinds: ["architecture", "plan"],
	evidence: PRACTICE
};
const LONG_TOKENS$1 = 2e5;
const CAPABILITIES = [
	{
		need: "image input",
		can: ({ images }) => images,
		what: "the tier's model takes images",
		evidence: PRICES
	},
	{
		need: "over 200,000 tokens",
		can: ({ contextTokens }, _, { inputTokens }) => contextTokens > LONG_TOKENS$1 && contextTokens >= (inputTokens ?? 0),
		what: "the tier's model holds more than 200,000 tokens",
		evidence: PRICES
	},
	{
		need: "runs unattended",
		can: (_, tier) => tier !== "haiku",
		what: "sonnet or higher, as nobody is there to notice a wrong turn",
		evidence: PRACTICE
	}
];
const DEFAULT_SHARES = {
	warnAt: 80,
	lowerAt: 90
};
const DEFAULT_LIMITS = {
	warnAt: 80,
	lowerAt: 90
};
const USUAL_DAY = {
	lowUsd: 6,
	highUsd: 12,
	evidence: {
		grade: "practice",
		source: "the usual range that teams report per developer and day"
	}
};
const table = (group, evidence, entries) => entries.map(([name, when, use]) => ({
	name,
	when,
	use,
	group,
	evidence
}));
const AT_NIGHT = {
	from: 1320,
	to: 360
};
const LONG = {
	is: ">",
	than: 4e4,
	percent: false
};
const DEFAULT_RULES = [
	...table("never", PRACTICE, [
		[
			"architecture",
			{ kind: ["architecture"] },
			{
				tier: "opus",
				effort: "high"
			}
		],
		[
			"plans",
			{ kind: ["plan"] },
			{
				tier: "opus",
				effort: "medium"
			}
		],
		[
			"security",
			{ kind: ["security"] },
			{
				tier: "opus",
				effort: "high"
			}
		]
	]),
	...table("failure recovery", PRACTICE, [[
		"failed-three-times",
		{ failures: {
			is: ">=",
			than: 3,
			percent: false
		} },
		{
			raise: 2,
			effort: "high"
		}
	], [
		"failed-twice",
		{ failures: {
			is: ">=",
			than: 2,
			percent: false
		} },
		{ raise: 1 }
	]]),
	...table("ceiling", PRACTICE, [[
		"little-budget-left",
		{ budgetLeft: {
			is: "<",
			than: .25,
			percent: false
		} },
		{ lower: 1 }
	]]),
	...table("time of day", PRACTICE, [[
		"overnight",
		{
			hours: AT_NIGHT,
			urgency: ["low"]
		},
		{
			lower: 1,
			batch: true
		}
	], [
		"overnight-job",
		{
			kind: ["bulk"],
			urgency: ["low"]
		},
		{
			tier: "haiku",
			effort: "low",
			batch: true
		}
	]]),
	...table("length", PRICES, [[
		"long-extraction",
		{
			inputTokens: LONG,
			kind: [
				"extraction",
				"classification",
				"summary"
			]
		},
		{
			tier: "haiku",
			effort: "low"
		}
	]]),
	...table("length", PRACTICE, [[
		"long-reasoning",
		{
			inputTokens: LONG,
			complexity: ["reasoning-intensive"]
		},
		{
			tier: "opus",
			effort: "medium"
		}
	]]),
	...table("roles", ROLES, [
		[
			"exploring",
			{ agent: ["Explore", "*explorer*"] },
			{
				tier: "haiku",
				effort: "medium"
			}
		],
		[
			"formatting-agent",
			{ agent: ["*formatter*"] },
			{
				tier: "haiku",
				effort: "low"
			}
		],
		[
			"commit-writing",
			{ agent: ["*commit-writer*"] },
			{
				tier: "haiku",
				effort: "low"
			}
		],
		[
			"doc-writing",
			{ agent: ["*doc-writer*"] },
			{
				tier: "haiku",
				effort: "medium"
			}
		],
		[
			"test-writing",
			{ agent: ["*test-writer*"] },
			{
				tier: "sonnet",
				effort: "medium"
			}
		],
		[
			"implementing",
			{ agent: ["*implementer*"] },
			{
				tier: "sonnet",
				effort: "medium"
			}
		],
		[
			"debugging-agent",
			{ agent: ["*debugger*"] },
			{
				tier: "opus",
				effort: "medium"
			}
		],
		[
			"code-reviewing",
			{ agent: ["*code-reviewer*"] },
			{
				tier: "opus",
				effort: "medium"
			}
		],
		[
			"judging",
			{ agent: ["*analyst*"] },
			{
				tier: "opus",
				effort: "medium"
			}
		]
	]),
	...table("kinds of work", PRACTICE, [
		[
			"syntax-question",
			{
				kind: ["question"],
				errorCost: ["low"]
			},
			{
				tier: "haiku",
				effort: "low"
			}
		],
		[
			"finding-code",
			{ kind: ["search"] },
			{
				tier: "haiku",
				effort: "medium"
			}
		],
		[
			"formatting",
			{ kind: ["formatting"] },
			{
				tier: "haiku",
				effort: "low"
			}
		],
		[
			"commit-message",
			{ kind: ["commit"] },
			{
				tier: "haiku",
				effort: "low"
			}
		],
		[
			"extracting",
			{
				kind: [
					"extraction",
					"classification",
					"summary",
					"translation",
					"bulk"
				],
				errorCost: ["low"]
			},
			{
				tier: "haiku",
				effort: "low"
			}
		],
		[
			"documenting",
			{
				kind: ["documentation"],
				errorCost: ["low"]
			},
			{
				tier: "haiku",
				effort: "medium"
			}
		],
		[
			"small-edit",
			{
				kind: ["edit"],
				errorCost: ["low"]
			},
			{
				tier: "sonnet",
				effort: "low"
			}
		],
		[
			"writing-tests",
			{ kind: ["tests"] },
			{
				tier: "sonnet",
				effort: "medium"
			}
		],
		[
			"building",
			{
				kind: ["implementation", "refactoring"],
				errorCost: ["low"]
			},
			{
				tier: "sonnet",
				effort: "medium"
			}
		],
		[
			"debugging",
			{ kind: ["debugging"] },
			{
				tier: "opus",
				effort: "medium"
			}
		],
		[
			"reviewing",
			{ kind: ["review"] },
			{
				tier: "opus",
				effort: "medium"
			}
		],
		[
			"codebase-analysis",
			{ kind: ["analysis"] },
			{
				tier: "opus",
				effort: "high"
			}
		]
	]),
	...table("complexity and cost of an error", PRACTICE, [
		[
			"mechanical-cheap-error",
			grid("mechanical", "low"),
			{
				tier: "haiku",
				effort: "low"
			}
		],
		[
			"mechanical-expensive-error",
			grid("mechanical", "high"),
			{
				tier: "sonnet",
				effort: "low"
			}
		],
		[
			"generative-cheap-error",
			grid("generative", "low"),
			{
				tier: "sonnet",
				effort: "low"
			}
		],
		[
			"generative-expensive-error",
			grid("generative", "high"),
			{
				tier: "sonnet",
				effort: "high"
			}
		],
		[
			"reasoning-cheap-error",
			grid("reasoning-intensive", "low"),
			{
				tier: "sonnet",
				effort: "high"
			}
		],
		[
			"reasoning-expensive-error",
			grid("reasoning-intensive", "high"),
			{
				tier: "opus",
				effort: "high"
			}
		]
	])
];
function grid(complexity, errorCost) {
	return {
		complexity: [complexity],
		errorCost: [errorCost]
	};
}
const ROLE_KINDS = [
	["Explore", "search"],
	["*explorer*", "search"],
	["*formatter*", "formatting"],
	["*commit-writer*", "commit"],
	["*doc-writer*", "documentation"],
	["*test-writer*", "tests"],
	["*implementer*", "implementation"],
	["*debugger*", "debugging"],
	["*security-reviewer*", "security"],
	["*code-reviewer*", "review"],
	["Plan", "plan"],
	["*planner*", "plan"],
	["*architect*", "architecture"],
	["*analyst*", "analysis"]
];
const EFFORT_GUIDE = [
	{
		effort: "low",
		what: "mechanical work, and short answers that are checked",
		evidence: PRACTICE
	},
	{
		effort: "medium",
		what: "writing and building, where a test will show mistakes",
		evidence: PRACTICE
	},
	{
		effort: "high",
		what: "work in which a wrong step is found late",
		evidence: PRACTICE
	},
	{
		effort: "max",
		what: "one hard question; 3.4 to 5.5 times what high costs",
		evidence: {
			grade: "measured",
			source: "the client's own index of what an effort costs (src/models/table.ts)"
		}
	}
];
// src/routing/adjust.ts
function lowerByProject(draft, request, { lowering }, state) {
	const rule = require_status().firstMatch(lowering, request, state);
	if (!rule) return;
	const { name, use } = rule;
	const tier = use.tier ?? shifted(draft.tier, -(use.lower ?? 0));
	if (isAbove(tier, draft.tier)) return;
	const thinksLess = use.effort !== void 0 && lowest(use.effort, draft.chosen.effort) !== draft.chosen.effort;
	if (tier === draft.tier && !thinksLess) return;
	draft.reasons.push(`the project's rule "${name}" lowers it from ${draft.tier} ${draft.chosen.effort}`);
	Object.assign(draft, {
		tier,
		mostEffort: use.effort ?? null,
		rule: name
	});
}
function raiseToNeeds(draft, request, tiers) {
	for (const { need, can } of CAPABILITIES) {
		if (!request.needs?.includes(need) || can(tiers[draft.tier], draft.tier, request)) continue;
		const tier = require_shared().TIER_NAMES.find((name) => isAbove(name, draft.tier) && can(tiers[name], name, request));
		if (!tier) {
			draft.reasons.push(`no tier above ${draft.tier} is known to do "${need}"`);
			continue;
		}
		draft.reasons.push(`${tier} instead of ${draft.tier}, which does not do "${need}"`);
		draft.tier = tier;
	}
}
function keepToTask(draft, { underWay }) {
	if (!underWay || !isAbove(underWay.tier, draft.tier)) return;
	draft.reasons.push(`it stays on ${underWay.tier}, where the task is under way`);
	draft.tier = underWay.tier;
}
function keepToCap(draft, request, cap) {
	for (const highest of [cap, request.cap]) if (highest && isAbove(draft.tier, highest)) {
		draft.reasons.push(`${highest} instead of ${draft.tier}, the highest tier allowed`);
		draft.tier = highest;
	}
}
function effortOf({ tier, chosen, mostEffort }, { underWay }, tiers) {
	const usual = tiers[tier].effort;
	const wanted = tier === chosen.tier ? chosen.effort : isAbove(tier, chosen.tier) ? usual : lowest(usual, chosen.effort);
	const effort = mostEffort ? lowest(wanted, mostEffort) : wanted;
	const keeps = underWay?.tier === tier && underWay.effort;
	return keeps && lowest(keeps, effort) === effort ? keeps : effort;
}
const shifted = (tier, by) => require_shared().TIER_NAMES[Math.min(require_shared().TIER_NAMES.length - 1, Math.max(0, require_shared().TIER_NAMES.indexOf(tier) + by))] ?? tier;
const lowest = (effort, other) => require_shared().EFFORTS.indexOf(effort) < require_shared().EFFORTS.indexOf(other) ? effort : other;
const isAbove = (tier, other) => require_shared().TIER_NAMES.indexOf(tier) > require_shared().TIER_NAMES.indexOf(other);
// src/routing/policy.ts
const KINDS = [
	"question",
	"search",
	"formatting",
	"commit",
	"extraction",
	"classification",
	"summary",
	"translation",
	"documentation",
	"edit",
	"tests",
	"implementation",
	"refactoring",
	"debugging",
	"review",
	"analysis",
	"security",
	"plan",
	"architecture",
	"bulk"
];
const COMPLEXITIES = [
	"mechanical",
	"generative",
	"reasoning-intensive"
];
const ERROR_COSTS = ["low", "high"];
const NEEDS = [
	"image input",
	"over 200,000 tokens",
	"runs unattended"
];
const URGENCIES = [
	"low",
	"normal",
	"high"
];
const STEPS = [
	"first",
	"tool-results",
	"answer"
];
const MODES = [
	"observe",
	"suggest",
	"enforce"
];
const WHEN_KEYS = [
	"kind",
	"agent",
	"step",
	"complexity",
	"errorCost",
	"inputTokens",
	"needs",
	"hours",
	"urgency",
	"budgetLeft",
	"limitsLeft",
	"failures",
	"words"
];
const LADDERS = ["bulk", "plan"];
const REVISE_WAYS = [
	"ask",
	"additions",
	"never"
];
const NO_RULE = "none";
// src/routing/weigh.ts
function weighBudgets(draft, policy, state) {
	const { lowerAt = DEFAULT_SHARES.lowerAt } = policy.budgets;
	const tight = state.budgets?.find((one) => percentOf$1(one) >= lowerAt);
	if (tight) lowerOnce(draft, "budget", `the budget "${tight.name}" is nearly spent`);
	return budgetWarnings(policy, state);
}
function budgetWarnings({ budgets: { warnAt = DEFAULT_SHARES.warnAt } }, { budgets = [] }) {
	return budgets.filter((state) => percentOf$1(state) >= warnAt).map((state) => `${require_shared().usd(state.spentUsd)} of ${require_shared().usd(state.limitUsd)} of the budget "${state.name}" is spent (${require_shared().percent(percentOf$1(state) / 100)})`);
}
const percentOf$1 = (state) => 100 * (1 - require_status().leftOf(state));
function weighLimits(draft, { limits: { warnAt = 100, lowerAt = 100 } }, { limitsLeft }) {
	if (limitsLeft === void 0) return [];
	const used = 100 - limitsLeft;
	const what = `${require_shared().percent(used / 100)} of the plan's limits is used`;
	if (used >= lowerAt) lowerOnce(draft, "limits", what);
	return used >= warnAt ? [what] : [];
}
function lowerOnce(draft, by, why) {
	const tier = shifted(draft.tier, -1);
	if (draft.fixed || tier === draft.tier) return;
	draft.reasons.push(`${tier} instead of ${draft.tier}, as ${why}`);
	Object.assign(draft, {
		tier,
		rule: draft.rule === "none" ? by : draft.rule
	});
}
// src/routing/decide.ts
function decide(request, policy, state) {
	const draft = byRules(request, policy, state);
	lowerByProject(draft, request, policy, state);
	const warnings = [...weighBudgets(draft, policy, state), ...weighLimits(draft, policy, state)];
	raiseToNeeds(draft, request, policy.tiers);
	keepToTask(draft, request);
	keepToCap(draft, request, policy.cap);
	const { model, efforts } = policy.tiers[draft.tier];
	const denied = overBudget(state) ?? overLimit(policy, state);
	return {
		tier: draft.tier,
		effort: nearestEffort(effortOf(draft, request, policy.tiers), efforts),
		model,
		rule: draft.rule,
		reason: `${draft.rule}: ${draft.reasons.join("; ")}`,
		...draft.batch && { batch: true },
		...warnings.length && { warnings },
		...denied && { denied }
	};
}
function explain(request, policy, state) {
	return [
		...policy.rules,
		...policy.otherwise,
		...policy.lowering
	].map((rule) => {
		const { matched, why } = require_status().matchRule(rule, request, state);
		return {
			name: rule.name,
			matched,
			why
		};
	});
}
function byRules(request, policy, state) {
	const rule = require_status().firstMatch([...policy.rules, ...policy.otherwise], request, state);
	const { tier, effort, why } = rule ? apply(rule, request, policy, state) : start(request, policy, state);
	return {
		rule: rule?.name ?? "none",
		tier,
		chosen: {
			tier,
			effort
		},
		mostEffort: null,
		batch: rule?.use.batch ?? false,
		reasons: [rule ? require_status().matchRule(rule, request, state).why : "no rule matched", ...why ? [why] : []],
		fixed: request.kind !== void 0 && NEVER_LOWERED.kinds.includes(request.kind)
	};
}
function apply(rule, request, policy, state) {
	const { tier, lower = 0, raise = 0, effort } = rule.use;
	if (tier) return {
		tier,
		effort: effort ?? policy.tiers[tier].effort
	};
	const from = start(request, policy, state);
	const moved = shifted(from.tier, raise - lower);
	if (moved === from.tier) return {
		...from,
		effort: effort ?? from.effort
	};
	return {
		tier: moved,
		effort: effort ?? policy.tiers[moved].effort,
		why: `${moved} instead of ${from.tier}`
	};
}
function start(request, policy, state) {
	if (request.tier) {
		const effort = request.effort ?? request.underWay?.effort ?? policy.tiers[request.tier].effort;
		return {
			tier: request.tier,
			effort
		};
	}
	const naming = [...policy.rules, ...policy.otherwise].filter(({ use }) => use.tier);
	const use = require_status().firstMatch(naming, request, state)?.use;
	const tier = use?.tier ?? "sonnet";
	return {
		tier,
		effort: use?.effort ?? policy.tiers[tier].effort
	};
}
function nearestEffort(effort, known) {
	return known.filter((one) => require_shared().EFFORTS.indexOf(one) <= require_shared().EFFORTS.indexOf(effort)).at(-1) ?? known[0] ?? null;
}
function overBudget({ budgets = [] }) {
	const spent = budgets.find(({ limitUsd, spentUsd }) => spentUsd >= limitUsd);
	if (!spent) return null;
	return `${require_shared().usd(spent.spentUsd)} of ${require_shared().usd(spent.limitUsd)} of the budget "${spent.name}" is spent`;
}
function overLimit({ limits: { denyAt } }, { limitsLeft }) {
	if (denyAt === void 0 || limitsLeft === void 0 || 100 - limitsLeft < denyAt) return null;
	return `${require_shared().percent((100 - limitsLeft) / 100)} of the plan's limits is used, and nothing is started from ${denyAt}% on`;
}
// src/routing/words.ts
const KIND_WORDS = [
	["bulk", /\b(overnight|over night|batch job|nightly|(tag|label|classify|rewrite) (all|every))\b/],
	["security", /\b(security (review|audit|hole|issue|bug|fix|flaw|problem)s?|(is|are|be|more|make .{0,30}) secure|(review|audit|check|harden|assess)\b.{0,60}\bsecurity|vulnerabilit|exploit(s|able)?\b|threat model|(sql|code|command|prompt|html|shell) injection|penetration test|cve-)/],
	["architecture", /\b(architect|design (a|an|the|our|how)\b|system design|trade-?offs?\b|data model\b)/],
	["plan", /\b(plan (how|the|a|for|out)\b|make a plan|write a plan|break .{0,60} into steps|roadmap|migration plan)/],
	["commit", /\b(commit message|changelog entry|pr description|release notes?)\b/],
	["tests", /\b(write|add|create|extend)\b.{0,40}\btests?\b|\btest coverage\b/],
	["debugging", /\b(debug|deadlock|race condition|crash|stack ?trace|root cause|find out why|why (does|is|do|did)\b.{0,80}\b(fail|hang|slow|wrong|crash|leak)|fix .{0,40}\b(bug|failure|flak))/],
	["review", /\b(review|audit|critique|second opinion)\b/],
	["analysis", /\b(analy[sz]e|assess|evaluate|compare|investigate)\b/],
	["refactoring", /\b(refactor|restructure|extract .{0,30}(function|class|module|method)|decouple|simplify)\b/],
	["translation", /\b(translate|localize)\b/],
	["classification", /\b(classify|tag|label|categori[sz]e|sentiment|triage)\b/],
	["summary", /\b(summari[sz]e|summary|tl;?dr|digest|key points)\b/],
	["extraction", /\b(extract|pull out|parse .{0,40}\b(fields?|values?)|scrape|list all)\b/],
	["documentation", /\b(document|docstring|readme|docs?|comments?|tutorial|guide)\b/],
	["formatting", /\b(format|lint|prettier|sort (the )?imports|indent|whitespace|reorder)\b(?! a (date|number|string))/],
	["edit", /\b(rename|typo|bump|change (the|a)|replace|update the|small (fix|edit|change)|one-?line)\b/],
	["search", /\b(where (is|are|do|does)|find (the|all|every|where|usages|callers)|search|locate|grep|who calls|which files?)\b/],
	["implementation", /\b(implement|build|create|add|develop|write|introduce|support|port|migrate)\b/],
	["debugging", /\b(fix|broken|fails?|failing|error)\b/],
	["question", /\?|^(how|what|why|when|which|is|are|can|does|do|should|explain)\b/]
];
const MECHANICAL = [
	"question",
	"search",
	"formatting",
	"commit",
	"extraction",
	"classification",
	"bulk"
];
const REASONING = [
	"debugging",
	"review",
	"analysis",
	"security",
	"plan",
	"architecture"
];
const READING = ["question", "search"];
const HARD = /\b(prove|concurren|distributed|race condition|deadlock|algorithm|consisten|trade-?off|root cause|complex|subtle|across the (whole )?(codebase|repository))/;
const COSTLY = /\b(production|prod\b|deploy|migration|migrate|payment|billing|money|invoice|security|auth(entication|orization)?\b|password|credential|encrypt|crypto|legal|compliance|gdpr|medical|customer data|delete|drop table|irreversib|data loss|public api|release)/;
const IMAGES = /\b(screenshots?|images?|photos?|diagrams?|scans?|mock-?ups?|\w+\.(png|jpe?g|gif|webp))\b/;
const UNATTENDED = /\b(unattended|without (me|supervision|asking)|autonomous(ly)?|cron)\b/;
const UNHURRIED = /\b(overnight|over night|nightly|no hurry|no rush|whenever|by tomorrow|not urgent|low priority)\b/;
const URGENT = /\b(urgent(ly)?|asap|right now|immediately|outage|incident|hotfix)\b/;
const LONG_TOKENS = 2e5;
const MOST_READ = 8e3;
const HEAD = 300;
function deriveFrom(task, known = {}) {
	const text = wantedIn(task.slice(0, MOST_READ).toLowerCase());
	const kind = known.kind ?? roleOf(known.agent) ?? kindOf(text, task);
	const inputTokens = known.inputTokens ?? require_shared().estimateTokens(task);
	return {
		kind,
		complexity: complexityOf(text, kind),
		errorCost: errorCostOf(text, kind),
		needs: needsOf(text, inputTokens),
		urgency: urgencyOf(text),
		inputTokens
	};
}
const roleOf = (agent) => agent === void 0 ? void 0 : ROLE_KINDS.find(([pattern]) => require_status().fitsPattern(pattern, agent))?.[1];
const wantedIn = (text) => text.length <= 450 ? text : `${text.slice(0, HEAD)}\n${text.slice(-150)}`;
function kindOf(text, task) {
	return KIND_WORDS.find(([, words]) => words.test(text))?.[0] ?? (task.slice(0, MOST_READ).includes("?") ? "question" : "implementation");
}
function complexityOf(text, kind) {
	if (REASONING.includes(kind) || HARD.test(text)) return "reasoning-intensive";
	return MECHANICAL.includes(kind) ? "mechanical" : "generative";
}
function errorCostOf(text, kind) {
	if (kind === "security" || kind === "architecture") return "high";
	return !READING.includes(kind) && COSTLY.test(text) ? "high" : "low";
}
function needsOf(text, inputTokens) {
	return [
		...IMAGES.test(text) ? ["image input"] : [],
		...inputTokens > LONG_TOKENS ? ["over 200,000 tokens"] : [],
		...UNATTENDED.test(text) ? ["runs unattended"] : []
	];
}
function urgencyOf(text) {
	if (URGENT.test(text)) return "high";
	return UNHURRIED.test(text) ? "low" : "normal";
}
// src/routing/in-force.ts
const NO_POLICY = { file: null };
function inForce(user, project, tiers = tiersOf(user)) {
	const ignored = [];
	const own = policyOf(user, tiers);
	const ignore = (field, why) => {
		ignored.push({
			field,
			why
		});
	};
	const mode = stricterMode(own.mode, project, ignore);
	const policy = {
		...own,
		mode,
		modeFrom: mode === own.mode ? "user" : "project",
		cap: lowerCap(own.cap, project, ignore),
		lowering: loweringRules(project, ignore),
		budgets: lowerBudgets(own.budgets, project.budgets ?? {}, ignore),
		limits: lowerShares("limits", own.limits, project.limits ?? {}, ignore)
	};
	for (const field of [
		"ladders",
		"plans",
		"backends"
	]) if (project[field]) ignore(field, "only the user chooses them");
	return {
		policy,
		ignored
	};
}
function policyOf(user, tiers) {
	const named = new Set(user.rules?.map(({ name }) => name));
	return {
		mode: user.mode ?? "observe",
		modeFrom: "user",
		cap: user.cap ?? null,
		tiers,
		rules: user.rules ?? DEFAULT_RULES,
		otherwise: user.rules ? DEFAULT_RULES.filter(({ name }) => !named.has(name)) : [],
		lowering: [],
		ladders: user.ladders ?? {},
		plans: {
			revise: "ask",
			learn: true,
			...user.plans
		},
		budgets: user.budgets ?? {},
		limits: user.limits ?? DEFAULT_LIMITS,
		backends: user.backends ?? []
	};
}
function stricterMode(mode, project, ignore) {
	if (!project.mode || project.mode === mode) return mode;
	if (MODES.indexOf(project.mode) > MODES.indexOf(mode)) return project.mode;
	ignore("mode", `${mode} is not switched off by a project`);
	return mode;
}
function lowerCap(cap, project, ignore) {
	if (!project.cap) return cap;
	if (!cap || require_shared().TIER_NAMES.indexOf(project.cap) <= require_shared().TIER_NAMES.indexOf(cap)) return project.cap;
	ignore("cap", `above ${cap}`);
	return cap;
}
function loweringRules({ rules, mode }, ignore) {
	if (!rules) return mode && mode !== "observe" ? DEFAULT_RULES.filter(({ use }) => !use.raise && !use.batch) : [];
	return rules.filter(({ name, use }) => {
		if (!use.raise && !use.batch) return true;
		ignore(`rules.${name}`, use.raise ? "it raises a tier" : "it submits batches");
		return false;
	});
}
function lowerBudgets(own, wanted, ignore) {
	const { agents, target, warnAt, lowerAt, ...amounts } = wanted;
	if (target !== void 0) ignore("budgets.target", "only the user chooses it");
	const lowered = {};
	for (const [name, usd] of Object.entries(amounts)) {
		const limit = own[name];
		if (limit === void 0 || usd <= limit) lowered[name] = usd;
		else ignore(`budgets.${name}`, `above $${limit}`);
	}
	const agentsNow = { ...own.agents };
	for (const [agent, usd] of Object.entries(agents ?? {})) {
		const limit = own.agents?.[agent];
		if (limit === void 0 || usd <= limit) agentsNow[agent] = usd;
		else ignore(`budgets.agents.${agent}`, `above $${limit}`);
	}
	return {
		...own,
		...lowered,
		...lowerShares("budgets", own, {
			...warnAt && { warnAt },
			...lowerAt && { lowerAt }
		}, ignore),
		...Object.keys(agentsNow).length && { agents: agentsNow }
	};
}
function lowerShares(field, own, wanted, ignore) {
	const lowered = {
		...own.warnAt && { warnAt: own.warnAt },
		...own.lowerAt && { lowerAt: own.lowerAt },
		...own.denyAt && { denyAt: own.denyAt }
	};
	for (const key of [
		"warnAt",
		"lowerAt",
		"denyAt"
	]) {
		const [ours, theirs] = [own[key], wanted[key]];
		if (theirs === void 0) continue;
		if (ours === void 0 || theirs <= ours) lowered[key] = theirs;
		else ignore(`${field}.${key}`, `above ${ours}`);
	}
	return lowered;
}
const tiersOf = (user) => tiersWith(Object.fromEntries(require_shared().TIER_NAMES.map((name) => [name, {
	...require_shared().TIERS[name],
	...user.tiers?.[name]
}])), require_shared().shippedModel);
function tiersWith(tiers, modelOf) {
	const uses = require_shared().TIER_NAMES.map((name) => {
		const { model, effort } = tiers[name];
		const { efforts = [], images = false, contextTokens = 0 } = modelOf(model) ?? {};
		return [name, {
			model,
			effort,
			efforts,
			images,
			contextTokens
		}];
	});
	return Object.fromEntries(uses);
}
// src/routing/fields.ts
const inside = ({ value, path, source }, key) => ({
	value: value[key],
	path: [...path, key],
	source
});
function wrong({ path, source }, what, expected) {
	const name = path.length ? path.join(".") : "the header";
	throw new (require_shared().UsageError)(`${source.file}:${source.lineOf(path)}: ${name} ${what}. Expected ${expected}.`);
}
function keysOf(field, known) {
	const { value } = field;
	if (typeof value !== "object" || value === null || Array.isArray(value)) return wrong(field, `is ${shown(value)}`, `a map of ${known.join(", ")}`);
	const unknown = Object.keys(value).find((key) => !known.includes(key));
	if (unknown !== void 0) {
		const near = known.find((key) => isNear(key, unknown));
		wrong(inside(field, unknown), "is not a known key", near ? `"${near}"; correct its spelling` : `one of: ${known.join(", ")}; remove it or correct its spelling`);
	}
	return Object.entries(value).flatMap(([key, one]) => one === void 0 ? [] : [key]);
}
function listOf(field, read) {
	const { value } = field;
	if (!Array.isArray(value)) return [read(field)];
	if (!value.length) wrong(field, "is an empty list", "at least one value; add one, or remove the key");
	return value.map((_, index) => read(inside(field, index)));
}
function oneOf(field, words) {
	const found = words.find((word) => word === field.value);
	if (found !== void 0) return found;
	return wrong(field, `is ${shown(field.value)}`, `one of: ${words.map(quoted).join(", ")}`);
}
const quoted = (word) => /[ ,]/.test(word) ? `"${word}"` : word;
function textOf(field, expected) {
	const { value } = field;
	if (typeof value === "string" && value.trim() !== "") return value;
	return wrong(field, value === void 0 ? "is missing" : `is ${shown(value)}`, expected);
}
function numberOf(field, [from, to], expected) {
	const { value } = field;
	if (typeof value === "number" && value >= from && value <= to) return value;
	return wrong(field, `is ${shown(value)}`, expected);
}
function countOf(field) {
	const { value } = field;
	if (typeof value === "number" && Number.isInteger(value) && value >= 1) return value;
	return wrong(field, `is ${shown(value)}`, "a whole number of at least 1");
}
function flagOf(field) {
	if (typeof field.value === "boolean") return field.value;
	return wrong(field, `is ${shown(field.value)}`, "true or false");
}
const LONGEST_SHOWN = 60;
function shown(value) {
	if (value === void 0 || value === null) return "empty";
	const text = typeof value === "string" ? JSON.stringify(value) : JSON.stringify(value) ?? String(value);
	return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}\u2026` : text;
}
function isNear(word, other) {
	const [a, b] = [word.toLowerCase(), other.toLowerCase()];
	if (Math.abs(a.length - b.length) > 1) return false;
	let start = 0;
	while (start < a.length && a[start] === b[start]) start++;
	const [restA, restB] = [a.slice(start), b.slice(start)];
	return [
		[restA.slice(1), restB.slice(1)],
		[restA.slice(1), restB],
		[restA, restB.slice(1)],
		[restA.slice(2), restB.slice(2)]
	].some(([left, right]) => left === right);
}
// src/routing/parse-rule.ts
function parseRules(field) {
	if (!Array.isArray(field.value)) return wrong(field, `is ${shown(field.value)}`, "a list of rules, each with name, when and use");
	const rules = field.value.map((_, index) => parseRule(inside(field, index)));
	const names = new Set();
	for (const [index, { name }] of rules.entries()) {
		if (names.has(name)) wrong(inside(inside(field, index), "name"), `is ${shown(name)} again`, "a name of its own for each rule");
		names.add(name);
	}
	return rules;
}
function parseRule(field) {
	keysOf(field, [
		"name",
		"when",
		"use"
	]);
	const name = textOf(inside(field, "name"), "a name for the rule, such as exploring");
	if (!NAME.test(name) || name === "none") wrong(inside(field, "name"), `is ${shown(name)}`, "letters, digits, \"-\" and \"_\", at most 60, not \"none\"");
	const { value: when } = inside(field, "when");
	return {
		name,
		when: when === void 0 ? {} : parseWhen(inside(field, "when")),
		use: parseUse(inside(field, "use"))
	};
}
const NAME = /^[\p{L}\p{N}][\p{L}\p{N}_-]{0,59}$/u;
const READ_WHEN = {
	kind: (field) => listOf(field, (one) => oneOf(one, KINDS)),
	agent: (field) => listOf(field, (one) => textOf(one, "the name of an agent, or a pattern such as *explorer*")),
	step: (field) => listOf(field, (one) => oneOf(one, STEPS)),
	complexity: (field) => listOf(field, (one) => oneOf(one, COMPLEXITIES)),
	errorCost: (field) => listOf(field, (one) => oneOf(one, ERROR_COSTS)),
	inputTokens: (field) => boundOf(field, "\">40000\""),
	needs: (field) => listOf(field, (one) => oneOf(one, NEEDS)),
	hours: hoursOf,
	urgency: (field) => listOf(field, (one) => oneOf(one, URGENCIES)),
	budgetLeft: (field) => boundOf(field, "\"<2\" (dollars) or \"<20%\"", true),
	limitsLeft: (field) => boundOf(field, "\"<20%\"", true),
	failures: (field) => boundOf(field, "\">=2\""),
	words: (field) => listOf(field, (one) => textOf(one, "a word or words to look for"))
};
function parseWhen(field) {
	const when = {};
	for (const key of keysOf(field, WHEN_KEYS)) {
		const known = key;
		when[known] = READ_WHEN[known](inside(field, key));
	}
	return when;
}
const BOUND = /^\s*(<=|>=|<|>)\s*\$?(\d+(?:[_,]\d{3})*(?:\.\d+)?)\s*(%?)\s*$/;
function boundOf(field, example, percents = false) {
	const [, is, than, percent] = BOUND.exec(typeof field.value === "string" ? field.value : "") ?? [];
	if (!is || than === void 0 || percent && !percents) return wrong(field, `is ${shown(field.value)}`, `a comparison in quotes, such as ${example}`);
	return {
		is,
		than: Number(than.replace(/[_,]/g, "")),
		percent: percent === "%"
	};
}
const HOURS = /^(\d{1,2})(?::(\d\d))?-(\d{1,2})(?::(\d\d))?$/;
function hoursOf(field) {
	const [whole, fromHour, fromMinute, toHour, toMinute] = HOURS.exec(typeof field.value === "string" ? field.value.replace(/\s/g, "") : "") ?? [];
	const from = minutes(fromHour, fromMinute);
	const to = minutes(toHour, toMinute);
	if (!whole || from === to || from >= DAY || to > DAY || [fromMinute, toMinute].some((one) => Number(one) > 59)) return wrong(field, `is ${shown(field.value)}`, "hours of the day in quotes, such as \"22-06\" or \"22:30-06:00\"");
	return {
		from,
		to: to % DAY
	};
}
const DAY = 1440;
const minutes = (hour = "0", minute = "0") => Number(hour) * 60 + Number(minute);
function parseUse(field) {
	const { value } = field;
	if (value === void 0) wrong(field, "is missing", "what to use, such as { tier: haiku } or { lower: 1 }");
	const keys = keysOf(field, [
		"tier",
		"lower",
		"raise",
		"effort",
		"batch"
	]);
	const moves = keys.filter((key) => [
		"tier",
		"lower",
		"raise"
	].includes(key));
	if (moves.length > 1) wrong(field, `has ${moves.join(" and ")}`, "one of tier, lower and raise; remove the others");
	if (!keys.length) wrong(field, "is empty", "one of: tier, lower, raise, effort, batch");
	return {
		...keys.includes("tier") && { tier: oneOf(inside(field, "tier"), require_shared().TIER_NAMES) },
		...keys.includes("lower") && { lower: countOf(inside(field, "lower")) },
		...keys.includes("raise") && { raise: countOf(inside(field, "raise")) },
		...keys.includes("effort") && { effort: oneOf(inside(field, "effort"), require_shared().EFFORTS) },
		...keys.includes("batch") && { batch: flagOf(inside(field, "batch")) }
	};
}
// src/routing/parse.ts
const POLICY_KEYS = [
	"mode",
	"cap",
	"rules",
	"ladders",
	"plans",
	"budgets",
	"limits",
	"backends"
];
const SETTINGS_KEYS = [
	"v",
	"tiers",
	"models",
	"trust",
	"judges",
	"inSession",
	"ledger"
];
function parsePolicy(text, file) {
	const { header, lineOf } = located(text, file);
	const field = {
		value: header,
		path: [],
		source: {
			file,
			lineOf
		}
	};
	const keys = keysOf(field, [...POLICY_KEYS, ...SETTINGS_KEYS]);
	const at = (key, read) => keys.includes(key) ? { [key]: read(inside(field, key)) } : {};
	return {
		file,
		...at("mode", (one) => oneOf(one, MODES)),
		...at("cap", (one) => oneOf(one, require_shared().TIER_NAMES)),
		...at("tiers", parseTiers),
		...at("rules", parseRules),
		...at("ladders", parseLadders),
		...at("plans", parsePlans),
		...at("budgets", parseBudgets),
		...at("limits", parseLimits),
		...at("backends", (one) => listOf(one, parseBackend))
	};
}
function located(text, file) {
	try {
		return require_catalog().parseLocated(text, file);
	} catch (error) {
		if (!(error instanceof require_shared().UsageError)) throw error;
		const what = error.message.slice(file.length);
		const [, line = "1", rest = what.replace(/^: /, "")] = /^ line (\d+): (.*)$/s.exec(what) ?? [];
		throw new (require_shared().UsageError)(`${file}:${line}: ${rest}`);
	}
}
function parseTiers(field) {
	const tiers = {};
	for (const name of require_shared().RUNG_NAMES.filter((tier) => keysOf(field, require_shared().RUNG_NAMES).includes(tier))) {
		const tier = inside(field, name);
		const keys = keysOf(tier, [
			"model",
			"effort",
			"concurrency"
		]);
		tiers[name] = {
			...keys.includes("model") && { model: textOf(inside(tier, "model"), "the id of a model") },
			...keys.includes("effort") && { effort: oneOf(inside(tier, "effort"), require_shared().EFFORTS) }
		};
	}
	return tiers;
}
function parseLadders(field) {
	const keys = keysOf(field, LADDERS);
	return {
		...keys.includes("bulk") && { bulk: parseLadder(inside(field, "bulk"), require_shared().RUNG_NAMES) },
		...keys.includes("plan") && { plan: parseLadder(inside(field, "plan"), require_shared().TIER_NAMES) }
	};
}
function parsePlans(field) {
	const keys = keysOf(field, ["revise", "learn"]);
	return {
		...keys.includes("revise") && { revise: oneOf(inside(field, "revise"), REVISE_WAYS) },
		...keys.includes("learn") && { learn: flagOf(inside(field, "learn")) }
	};
}
function parseLadder(ladder, names) {
	const tiers = listOf(ladder, (one) => oneOf(one, names));
	const places = tiers.map((tier) => names.indexOf(tier));
	if (places.some((place, index) => index > 0 && place <= (places[index - 1] ?? 0))) wrong(ladder, `is ${shown(tiers)}`, "tiers from the cheapest up, each once");
	return tiers;
}
const BACKEND = /^(?:api|claude|live|bedrock|vertex|foundry|openai:.+)$/;
function parseBackend(field) {
	const name = textOf(field, "the name of a backend, such as api");
	if (BACKEND.test(name)) return name;
	return wrong(field, `is ${shown(name)}`, "one of: api, claude, live, bedrock, vertex, foundry, openai:local, openai:<model>@<url>");
}
const MOST_USD = 1e6;
const usdOf = (field) => numberOf(field, [0, MOST_USD], "an amount in US dollars without a sign, such as 5 or 0.50");
const percentOf = (field) => numberOf(field, [1, 100], "a percentage from 1 to 100, such as 80");
const AMOUNTS = [
	"session",
	"day",
	"month",
	"project",
	"run",
	"target"
];
const SHARES = ["warnAt", "lowerAt"];
function parseBudgets(field) {
	const keys = keysOf(field, [
		...AMOUNTS,
		"agents",
		...SHARES
	]);
	return {
		...Object.fromEntries(AMOUNTS.filter((key) => keys.includes(key)).map((key) => [key, usdOf(inside(field, key))])),
		...keys.includes("agents") && { agents: parseAgents(inside(field, "agents")) },
		...parseShares(field, keys)
	};
}
function parseAgents(field) {
	const { value } = field;
	if (typeof value !== "object" || value === null || Array.isArray(value)) return wrong(field, `is ${shown(value)}`, "dollars by agent, such as { \"tierwise:debugger\": 2 }");
	return Object.fromEntries(Object.keys(value).map((agent) => [agent, usdOf(inside(field, agent))]));
}
function parseLimits(field) {
	const keys = keysOf(field, [...SHARES, "denyAt"]);
	return {
		...parseShares(field, keys),
		...keys.includes("denyAt") && { denyAt: percentOf(inside(field, "denyAt")) }
	};
}
function parseShares(field, keys) {
	const shares = Object.fromEntries(SHARES.filter((key) => keys.includes(key)).map((key) => [key, percentOf(inside(field, key))]));
	const { warnAt = 0, lowerAt = 100 } = shares;
	if (warnAt > lowerAt) wrong(inside(field, "lowerAt"), `is ${lowerAt}`, `at least warnAt, which is ${warnAt}`);
	return shares;
}
// src/routing/policy-texts.ts
function policyTexts(home, project) {
	const own = require_status().ownSettingsFile(home);
	const theirs = project === null ? null : require_status().projectSettingsFile(project);
	const reading = theirs && require_status().readUntrustedText(theirs);
	const isOwn = reading && !("text" in reading && reading.text === null) && require_status().realPath(theirs) !== null && require_status().realPath(theirs) === require_status().realPath(own);
	return {
		own: {
			file: own,
			reading: require_status().readOwnText(own)
		},
		theirs: theirs === null || !reading || isOwn ? null : {
			file: theirs,
			reading
		}
	};
}
// src/routing/load.ts
const loadPolicies = (home, project) => readPolicies(policyTexts(home, project));
function readPolicies({ own, theirs }) {
	const problems = [];
	const read = (text) => {
		try {
			return policyIn(text);
		} catch (error) {
			if (!(error instanceof require_shared().UsageError)) throw error;
			problems.push(error.message);
			return NO_POLICY;
		}
	};
	return {
		user: read(own),
		project: theirs ? read(theirs) : NO_POLICY,
		problems
	};
}
function policyIn({ file, reading }) {
	if ("problem" in reading) throw new (require_shared().UsageError)(`${file}:1: ${reading.problem}`);
	return reading.text === null ? NO_POLICY : parsePolicy(reading.text, file);
}
// src/routing/policy-text.ts
const ruleLine = ({ name, when, use }) => `- { name: ${name}${Object.keys(when).length ? `, when: ${whenText(when)}` : ""}, use: ${useText(use)} }`;
const whenText = (when) => flow(WHEN_KEYS.flatMap((key) => when[key] === void 0 ? [] : [[key, valueText(when, key)]]));
const useText = (use) => flow(Object.entries(use).map(([key, value]) => [key, String(value)]));
const flow = (pairs) => pairs.length ? `{ ${pairs.map(([key, value]) => `${key}: ${value}`).join(", ")} }` : "{}";
function valueText(when, key) {
	const { hours } = when;
	if (key === "hours" && hours) return `"${hourText(hours.from)}-${hourText(hours.to)}"`;
	const value = when[key];
	if (Array.isArray(value)) return value.length === 1 ? scalar(value[0]) : `[${value.map(scalar).join(", ")}]`;
	return `"${boundText(value, key)}"`;
}
const hourText = (minutes) => require_status().clock(minutes).replace(/:00$/, "");
const boundText = ({ is, than, percent }, key) => `${is}${than}${percent || key === "limitsLeft" ? "%" : ""}`;
const scalar = (text) => /^[\p{L}][\p{L}\p{N}_-]*$/u.test(text) ? text : JSON.stringify(text);
function policyLines(policy, user, project) {
	const from = (key) => user[key] === void 0 ? "default" : user.file ?? "default";
	const modeFrom = policy.modeFrom === "project" ? project.file : from("mode");
	return [
		`mode: ${policy.mode}  (${modeFrom})`,
		...policy.cap ? [`cap: ${policy.cap}  (${user.cap === policy.cap ? user.file : project.file})`] : [],
		`tiers:`,
		...Object.entries(policy.tiers).map(([name, { model, effort }]) => `  ${name}: ${model}, effort ${effort}`),
		`rules:  (${from("rules")})`,
		...policy.rules.map((rule) => `  ${ruleLine(rule)}`),
		...listed("where none of them matches:  (default)", policy.otherwise),
		...listed(`lowered by the project:  (${project.file})`, policy.lowering),
		...Object.entries(policy.ladders).map(([name, tiers]) => `ladder of ${name}: ${tiers?.join(" \u2192 ")}  (${user.file})`),
		...user.plans ? [`plans: revise ${policy.plans.revise}, learn ${policy.plans.learn}  (${user.file})`] : [],
		`budgets: ${budgetsText(policy.budgets)}${project.budgets ? `  (lowered by ${project.file})` : ""}`,
		`limits: warned of at ${policy.limits.warnAt ?? 100}%, one tier lower at ${policy.limits.lowerAt ?? 100}%  (${from("limits")})`,
		...policy.backends.length ? [`backends: ${policy.backends.join(", ")}  (${user.file})`] : []
	];
}
const listed = (title, rules) => rules.length ? [title, ...rules.map((rule) => `  ${ruleLine(rule)}`)] : [];
function budgetsText({ agents = {}, ...rest }) {
	const all = [...Object.entries(rest), ...Object.entries(agents)];
	const isShare = (name) => name === "warnAt" || name === "lowerAt";
	return all.map(([name, value]) => `${name} ${isShare(name) ? `${value}%` : `$${value}`}`).join(", ") || "none";
}
// src/routing/init-text.ts
function initText(more) {
	const { lowUsd, highUsd } = USUAL_DAY;
	return `---
# observe: nothing happens; the report says what this policy would have saved.
# suggest: a note at each delegation. enforce: each delegation gets its tier and effort, or is refused over budget.
mode: observe

# What a tier stands for. Uncomment to change.
# tiers:
${require_shared().TIER_NAMES.map((name) => `#   ${name}: { model: ${require_shared().TIERS[name].model}, effort: ${require_shared().TIERS[name].effort} }`).join("\n")}
# Below them, for bulk work, a model of your own:
#   local: { model: "openai:llama3@http://127.0.0.1:11434/v1" }
# The highest tier that anything may use:
# cap: opus

# The first rule that matches decides, and its name stands in the reason. Each key of "when" must hold:
# kind, agent, complexity, errorCost, inputTokens, needs, hours, urgency, budgetLeft, limitsLeft, failures, words.
# "use" is a tier, or so many tiers lower or raised, with effort and batch.
rules:
${rulesText(more)}
# Which tiers bulk runs and plan steps climb. Without them: as the scheme, recipe or plan says.
# ladders: { bulk: [haiku, sonnet, opus], plan: [sonnet, opus] }

# Plans: what becomes of the planner's proposal where a plan is wrong about a step (ask, additions, never), and whether steps
# start higher or lower by what came of such steps before.
# plans: { revise: additions, learn: false }

# Who answers bulk runs; the next one goes on when one is out of service or its allowance is used up.
# backends: [api, claude]

# US dollars. Warned of at ${DEFAULT_SHARES.warnAt} %, one tier lower at ${DEFAULT_SHARES.lowerAt} %, refused when spent.
# budgets: { session: 5, day: ${highUsd}, month: 200, project: 100, run: 2, agents: { "tierwise:debugger": 2 }, target: ${lowUsd + 2} }

# Percent of a plan's five-hour or weekly limit.
limits: { warnAt: ${DEFAULT_LIMITS.warnAt}, lowerAt: ${DEFAULT_LIMITS.lowerAt} }
---

# Which tier does what

This file is the policy of tierwise. \`tierwise policy check\` finds mistakes in it, \`tierwise policy explain <rule>\`
says why a rule is there, and \`tierwise route "<task>"\` what it decides about a task.

Effort: ${EFFORT_GUIDE.map(({ effort, what }) => `**${effort}** for ${what}`).join("; ")}.
`;
}
function rulesText(more) {
	const lines = [];
	let heading = "";
	for (const rule of DEFAULT_RULES) {
		const { group, evidence } = rule;
		const next = `  # ${group} (${evidence.grade}: ${evidence.source})`;
		if (next !== heading) lines.push(next);
		heading = next;
		if (more?.above === rule.name) lines.push(`  ${ruleLine(more.rule)}`);
		lines.push(`  ${ruleLine(rule)}`);
	}
	if (more && more.above === null) lines.push(`  ${ruleLine(more.rule)}`);
	return `${lines.join("\n")}\n`;
}
Object.defineProperty(exports, "COMPLEXITIES", {
	enumerable: true,
	get: function() {
		return COMPLEXITIES;
	}
});
Object.defineProperty(exports, "DEFAULT_RULES", {
	enumerable: true,
	get: function() {
		return DEFAULT_RULES;
	}
});
Object.defineProperty(exports, "ERROR_COSTS", {
	enumerable: true,
	get: function() {
		return ERROR_COSTS;
	}
});
Object.defineProperty(exports, "KINDS", {
	enumerable: true,
	get: function() {
		return KINDS;
	}
});
Object.defineProperty(exports, "NO_POLICY", {
	enumerable: true,
	get: function() {
		return NO_POLICY;
	}
});
Object.defineProperty(exports, "NO_RULE", {
	enumerable: true,
	get: function() {
		return NO_RULE;
	}
});
Object.defineProperty(exports, "REVISE_WAYS", {
	enumerable: true,
	get: function() {
		return REVISE_WAYS;
	}
});
Object.defineProperty(exports, "ROLE_KINDS", {
	enumerable: true,
	get: function() {
		return ROLE_KINDS;
	}
});
Object.defineProperty(exports, "URGENCIES", {
	enumerable: true,
	get: function() {
		return URGENCIES;
	}
});
Object.defineProperty(exports, "USUAL_DAY", {
	enumerable: true,
	get: function() {
		return USUAL_DAY;
	}
});
Object.defineProperty(exports, "budgetWarnings", {
	enumerable: true,
	get: function() {
		return budgetWarnings;
	}
});
Object.defineProperty(exports, "countOf", {
	enumerable: true,
	get: function() {
		return countOf;
	}
});
Object.defineProperty(exports, "decide", {
	enumerable: true,
	get: function() {
		return decide;
	}
});
Object.defineProperty(exports, "deriveFrom", {
	enumerable: true,
	get: function() {
		return deriveFrom;
	}
});
Object.defineProperty(exports, "explain", {
	enumerable: true,
	get: function() {
		return explain;
	}
});
Object.defineProperty(exports, "flagOf", {
	enumerable: true,
	get: function() {
		return flagOf;
	}
});
Object.defineProperty(exports, "inForce", {
	enumerable: true,
	get: function() {
		return inForce;
	}
});
Object.defineProperty(exports, "initText", {
	enumerable: true,
	get: function() {
		return initText;
	}
});
Object.defineProperty(exports, "inside", {
	enumerable: true,
	get: function() {
		return inside;
	}
});
Object.defineProperty(exports, "isNear", {
	enumerable: true,
	get: function() {
		return isNear;
	}
});
Object.defineProperty(exports, "keysOf", {
	enumerable: true,
	get: function() {
		return keysOf;
	}
});
Object.defineProperty(exports, "loadPolicies", {
	enumerable: true,
	get: function() {
		return loadPolicies;
	}
});
Object.defineProperty(exports, "numberOf", {
	enumerable: true,
	get: function() {
		return numberOf;
	}
});
Object.defineProperty(exports, "oneOf", {
	enumerable: true,
	get: function() {
		return oneOf;
	}
});
Object.defineProperty(exports, "parsePolicy", {
	enumerable: true,
	get: function() {
		return parsePolicy;
	}
});
Object.defineProperty(exports, "policyLines", {
	enumerable: true,
	get: function() {
		return policyLines;
	}
});
Object.defineProperty(exports, "ruleLine", {
	enumerable: true,
	get: function() {
		return ruleLine;
	}
});
Object.defineProperty(exports, "rulesText", {
	enumerable: true,
	get: function() {
		return rulesText;
	}
});
Object.defineProperty(exports, "shown", {
	enumerable: true,
	get: function() {
		return shown;
	}
});
Object.defineProperty(exports, "textOf", {
	enumerable: true,
	get: function() {
		return textOf;
	}
});
Object.defineProperty(exports, "tiersWith", {
	enumerable: true,
	get: function() {
		return tiersWith;
	}
});
Object.defineProperty(exports, "useText", {
	enumerable: true,
	get: function() {
		return useText;
	}
});
Object.defineProperty(exports, "whenText", {
	enumerable: true,
	get: function() {
		return whenText;
	}
});
Object.defineProperty(exports, "wrong", {
	enumerable: true,
	get: function() {
		return wrong;
	}
});
