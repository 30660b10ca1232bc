"use strict";
Object.defineProperty(exports, Symbol.toStringTag, { value: "Module" });
let node_path = require("node:path");
let node_fs = require("node:fs");
let node_zlib_loaded;
const node_zlib = () => node_zlib_loaded ??= require("node:zlib");
// src/models/names.ts
const MOST_REMEMBERED = 1e3;
const BEFORE = [
	/^arn:aws[\w-]*:bedrock:[^/]*\//,
	/^projects\/[^/]+\/locations\/[^/]+\//,
	/^publishers\/anthropic\/models\//,
	/^~?(?:[\w.-]+\/)*/,
	/^(?:[a-z][a-z-]*\.)?anthropic\.(?=claude-)/,
	/^(?:anthropic--|databricks-)(?=claude-)/
];
const BEHIND = [
	/\[\w+\]$/,
	/:(?:beta|thinking|extended|nitro|floor|online|exacto)$/,
	/-v\d+(?::\d+)?(?=$|@)/,
	/[-@](?:\d{8}|latest|default)$/,
	/-v\d+$/
];
const plainName = remembered(plainNameOf);
function plainNameOf(id) {
	let name = id.toLowerCase();
	for (const part of BEFORE) name = name.replace(part, "");
	for (const part of BEHIND) name = name.replace(part, "");
	const { family, version } = (CLAUDE.exec(name) ?? TURNED.exec(name))?.groups ?? {};
	if (!family || !version) return id;
	return `claude-${family}-${version.replace(".", "-").replace(/-0$/, "")}`;
}
const CLAUDE = /^claude-(?<family>[a-z]+)-(?<version>\d{1,2}(?:[-.]\d{1,2})?)$/;
const TURNED = /^claude-(?<version>\d{1,2}(?:[-.]\d{1,2})?)-(?<family>[a-z]+)$/;
const isRegional = remembered(isRegionalId);
function isRegionalId(id) {
	const place = /\/locations\/([^/]+)\//.exec(id)?.[1];
	if (place) return place !== "global";
	return /(?:^|[/.])anthropic\.claude-/.test(id) && !/(?:^|\/)global\.anthropic\./.test(id);
}
function remembered(of) {
	const known = new Map();
	return (id) => {
		const before = known.get(id);
		if (before !== void 0) return before;
		const answer = of(id);
		if (known.size < MOST_REMEMBERED) known.set(id, answer);
		return answer;
	};
}
// src/models/table.ts
const EFFORTS = [
	"low",
	"medium",
	"high",
	"xhigh",
	"max"
];
const MULTIPLIERS = {
	batch: .5,
	usOnly: 1.1,
	regional: 1.1
};
const rates = (input, output, cacheRead) => ({
	input,
	output,
	cacheWrite5m: input * 1.25,
	cacheWrite1h: input * 2,
	cacheRead
});
const NO_XHIGH = [
	"low",
	"medium",
	"high",
	"max"
];
const current = {
	contextTokens: 1e6,
	maxOutputTokens: 128e3,
	efforts: EFFORTS,
	structuredOutputs: true,
	images: true,
	hasRegionalPrice: true
};
const older = {
	contextTokens: 2e5,
	maxOutputTokens: 64e3,
	thinkingOff: "omit",
	structuredOutputs: true,
	images: true
};
const oldest = {
	...older,
	cacheMinimumTokens: 1024,
	efforts: [],
	structuredOutputs: false
};
const fable52 = {
	...current,
	tier: "fable",
	prices: [{
		...rates(8, 40, .2),
		fast: rates(16, 80, .4)
	}],
	cacheMinimumTokens: 512,
	thinkingOff: "never"
};
const fable51 = {
	...current,
	tier: "fable",
	prices: [rates(10, 50, .25)],
	cacheMinimumTokens: 512,
	thinkingOff: "never"
};
const fable5 = {
	...current,
	tier: "fable",
	prices: [rates(10, 50, 1)],
	cacheMinimumTokens: 512,
	thinkingOff: "never"
};
const MODELS = {
	"claude-fable-5-2": fable52,
	"claude-mythos-5-2": fable52,
	"claude-fable-5-1": fable51,
	"claude-mythos-5-1": fable51,
	"claude-fable-5": fable5,
	"claude-mythos-5": fable5,
	"claude-opus-5-5": {
		tier: "opus",
		effortCost: {
			low: .48,
			medium: .66,
			high: 1,
			xhigh: 1.66,
			max: 3.44
		},
		...current,
		prices: [{
			...rates(4, 20, .2),
			fast: rates(8, 40, .4)
		}],
		cacheMinimumTokens: 1024,
		thinkingOff: "never"
	},
	"claude-opus-5": {
		tier: "opus",
		effortCost: {
			low: .67,
			medium: .76,
			high: 1,
			xhigh: 1.6,
			max: 1.7
		},
		...current,
		prices: [{
			...rates(5, 25, .5),
			fast: rates(10, 50, 1)
		}],
		cacheMinimumTokens: 512,
		thinkingOff: "never"
	},
	"claude-opus-4-8": {
		tier: "opus",
		...current,
		prices: [{
			...rates(5, 25, .5),
			fast: rates(10, 50, 1)
		}],
		cacheMinimumTokens: 1024,
		thinkingOff: "omit"
	},
	"claude-opus-4-7": {
		tier: "opus",
		...current,
		prices: [{
			...rates(5, 25, .5),
			fast: rates(30, 150, 3)
		}],
		cacheMinimumTokens: 2048,
		thinkingOff: "omit"
	},
	"claude-opus-4-6": {
		tier: "opus",
		...older,
		hasRegionalPrice: true,
		prices: [{
			...rates(5, 25, .5),
			fast: rates(30, 150, 3)
		}],
		maxOutputTokens: 128e3,
		cacheMinimumTokens: 4096,
		efforts: NO_XHIGH
	},
	"claude-opus-4-5": {
		tier: "opus",
		...older,
		hasRegionalPrice: true,
		prices: [rates(5, 25, .5)],
		cacheMinimumTokens: 4096,
		efforts: []
	},
	"claude-opus-4-1": {
		...oldest,
		tier: "opus",
		prices: [rates(15, 75, 1.5)],
		maxOutputTokens: 32e3
	},
	"claude-opus-4": {
		...oldest,
		tier: "opus",
		prices: [rates(15, 75, 1.5)],
		maxOutputTokens: 32e3
	},
	"claude-opus-3": {
		...oldest,
		tier: "opus",
		prices: [rates(15, 75, 1.5)],
		maxOutputTokens: 4096
	},
	"claude-sonnet-5-5": {
		tier: "sonnet",
		effortCost: {
			low: .49,
			medium: .54,
			high: 1,
			xhigh: 1.87,
			max: 5.5
		},
		...current,
		prices: [{
			from: "2026-10-07",
			...rates(2, 10, .1)
		}, rates(2, 10, .2)],
		cacheMinimumTokens: 1024,
		thinkingOff: "between_tools"
	},
	"claude-sonnet-5": {
		tier: "sonnet",
		effortCost: {
			low: .47,
			medium: .74,
			high: 1,
			xhigh: 2.41,
			max: 5.59
		},
		...current,
		prices: [rates(2, 10, .2)],
		cacheMinimumTokens: 1024,
		thinkingOff: "omit"
	},
	"claude-sonnet-4-6": {
		tier: "sonnet",
		...older,
		hasRegionalPrice: true,
		prices: [rates(3, 15, .3)],
		maxOutputTokens: 128e3,
		cacheMinimumTokens: 1024,
		efforts: NO_XHIGH
	},
	"claude-sonnet-4-5": {
		tier: "sonnet",
		...older,
		hasRegionalPrice: true,
		prices: [{
			...rates(3, 15, .3),
			longPrompt: {
				above: 2e5,
				...rates(6, 22.5, .6)
			}
		}],
		cacheMinimumTokens: 1024,
		efforts: []
	},
	"claude-sonnet-4": {
		...oldest,
		tier: "sonnet",
		prices: [{
			...rates(3, 15, .3),
			longPrompt: {
				above: 2e5,
				...rates(6, 22.5, .6)
			}
		}]
	},
	"claude-sonnet-3-7": {
		...oldest,
		tier: "sonnet",
		prices: [rates(3, 15, .3)]
	},
	"claude-sonnet-3-5": {
		...oldest,
		tier: "sonnet",
		prices: [rates(3, 15, .3)],
		maxOutputTokens: 8192
	},
	"claude-haiku-5-5": {
		tier: "haiku",
		effortCost: {
			low: .38,
			medium: .52,
			high: 1,
			xhigh: 2.03,
			max: 4.34
		},
		...current,
		prices: [{
			...rates(.1, .5, .01),
			longPrompt: {
				above: 1e5,
				...rates(.5, 2.5, .05)
			}
		}],
		cacheMinimumTokens: 512,
		thinkingOff: "disabled"
	},
	"claude-haiku-4-5": {
		tier: "haiku",
		...older,
		hasRegionalPrice: true,
		prices: [rates(1, 5, .1)],
		cacheMinimumTokens: 4096,
		efforts: []
	},
	"claude-haiku-3-5": {
		...oldest,
		tier: "haiku",
		prices: [rates(.8, 4, .08)],
		maxOutputTokens: 8192,
		cacheMinimumTokens: 2048
	},
	"claude-haiku-3": {
		...oldest,
		tier: "haiku",
		prices: [{
			...rates(.25, 1.25, .03),
			cacheWrite5m: .3
		}],
		maxOutputTokens: 4096,
		cacheMinimumTokens: 2048
	}
};
function shippedModel(id) {
	return named$1(id) ?? named$1(plainName(id));
}
const named$1 = (id) => Object.hasOwn(MODELS, id) ? MODELS[id] : void 0;
const TIERS = {
	haiku: {
		model: "claude-haiku-5-5",
		effort: "low",
		concurrency: 16
	},
	sonnet: {
		model: "claude-sonnet-5-5",
		effort: "low",
		concurrency: 8
	},
	opus: {
		model: "claude-opus-5-5",
		effort: "medium",
		concurrency: 4
	},
	fable: {
		model: "claude-fable-5-2",
		effort: "medium",
		concurrency: 4
	}
};
const TIER_NAMES = Object.keys(TIERS);
[...TIER_NAMES];
// src/terminal/format.ts
const count$1 = (number) => grouped(String(Math.round(number)));
const grouped = (digits) => digits.replace(/\B(?=(\d{3})+$)/g, ",");
function usd(amount) {
	if (amount === 0) return "$0";
	if (amount >= 1) {
		const [whole = "", cents] = amount.toFixed(2).split(".");
		return `$${grouped(whole)}.${cents}`;
	}
	const digits = Math.min(8, Math.max(2, 1 - Math.floor(Math.log10(amount))));
	return `$${amount.toFixed(digits)}`;
}
function percent(share) {
	if (share > 0 && share < .005) return "<1%";
	return `${Math.round(share * 100)}%`;
}
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
// src/routing/match.ts
function matchRule({ when }, request, state) {
	const results = testsOf(when).map((test) => test(request, state));
	const failed = results.find(({ matched }) => !matched);
	if (failed) return failed;
	return {
		matched: true,
		why: results.map(({ why }) => why).join("; ") || "it matches everything"
	};
}
const firstMatch = (rules, request, state) => rules.find((rule) => matchRule(rule, request, state).matched);
function testsOf(when) {
	const { inputTokens, needs, hours, budgetLeft, limitsLeft, failures, words, agent } = when;
	return [
		...listed("kind", when.kind),
		...agent ? [anAgent(agent)] : [],
		...listed("step", when.step),
		...listed("complexity", when.complexity),
		...listed("errorCost", when.errorCost),
		...inputTokens ? [bounded("input tokens", inputTokens, (request) => request.inputTokens)] : [],
		...needs ? [needed(needs)] : [],
		...hours ? [within(hours)] : [],
		...listed("urgency", when.urgency),
		...budgetLeft ? [budgetIsLeft(budgetLeft)] : [],
		...limitsLeft ? [bounded("percent of the limits left", limitsLeft, (_, state) => state.limitsLeft)] : [],
		...failures ? [bounded("failures", failures, (request) => request.failures)] : [],
		...words ? [saying(words)] : []
	];
}
function listed(key, wanted) {
	if (!wanted) return [];
	return [(request) => {
		const value = request[key];
		if (value === void 0) return no(`${key} is not known`);
		const why = `${key} is ${value}`;
		return wanted.includes(value) ? yes(why) : no(`${why}, not ${wanted.join(" or ")}`);
	}];
}
const anAgent = (patterns) => ({ agent }) => {
	if (agent === void 0) return no("no agent is named");
	const found = patterns.find((pattern) => fitsPattern(pattern, agent));
	return found === void 0 ? no(`agent ${agent} is not ${patterns.join(" or ")}`) : yes(found === agent ? `agent is ${agent}` : `agent ${agent} is like ${found}`);
};
function fitsPattern(pattern, name) {
	const [first = "", ...rest] = pattern.toLowerCase().split("*");
	const text = name.toLowerCase();
	const last = rest.pop();
	if (last === void 0) return text === first;
	if (!text.startsWith(first)) return false;
	let from = first.length;
	for (const part of rest) {
		const at = text.indexOf(part, from);
		if (at < 0) return false;
		from = at + part.length;
	}
	return text.length - last.length >= from && text.endsWith(last);
}
const needed = (needs) => (request) => {
	const missing = needs.find((need) => !request.needs?.includes(need));
	return missing === void 0 ? yes(`it needs ${needs.join(" and ")}`) : no(`it is not known to need ${missing}`);
};
const within = ({ from, to }) => (_, { minuteOfDay }) => {
	if (minuteOfDay === void 0) return no("the time is not known");
	const inside = from < to ? minuteOfDay >= from && minuteOfDay < to : minuteOfDay >= from || minuteOfDay < to;
	const why = `${clock(minuteOfDay)} is ${inside ? "" : "not "}between ${clock(from)} and ${clock(to)}`;
	return inside ? yes(why) : no(why);
};
const clock = (minutes) => `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
function bounded(what, bound, read) {
	return (request, state) => {
		const value = read(request, state);
		if (value === void 0) return no(`${what}: not known`);
		const why = `${what}: ${count$1(value)}`;
		return holds(bound, value) ? yes(why) : no(`${why}, not ${bound.is} ${count$1(bound.than)}`);
	};
}
const budgetIsLeft = (bound) => (_, { budgets = [] }) => {
	const tightest = nearestToItsEnd(budgets);
	if (!tightest) return no("no budget is set");
	const { name, limitUsd, spentUsd } = tightest;
	const left = Math.max(0, limitUsd - spentUsd);
	const value = bound.percent ? 100 * leftOf(tightest) : left;
	const why = `${usd(left)} of ${usd(limitUsd)} is left of the budget "${name}"`;
	return holds(bound, value) ? yes(why) : no(`${why}, not ${bound.is} ${bound.percent ? `${bound.than}%` : usd(bound.than)}`);
};
const leftOf = ({ limitUsd, spentUsd }) => limitUsd > 0 ? Math.min(1, Math.max(0, (limitUsd - spentUsd) / limitUsd)) : 0;
const nearestToItsEnd = (budgets) => budgets.reduce((found, budget) => found && leftOf(found) <= leftOf(budget) ? found : budget, void 0);
function holds({ is, than }, value) {
	if (is === "<") return value < than;
	if (is === "<=") return value <= than;
	return is === ">" ? value > than : value >= than;
}
const saying = (words) => ({ text }) => {
	if (text === void 0) return no("the task has no text");
	const found = words.find((word) => saysWord(text, word));
	return found === void 0 ? no(`it does not say ${words.join(" or ")}`) : yes(`it says "${found}"`);
};
function saysWord(text, word) {
	const [haystack, needle] = [text.toLowerCase(), word.toLowerCase()];
	for (let at = haystack.indexOf(needle); at >= 0; at = haystack.indexOf(needle, at + 1)) {
		const before = haystack[at - 1] ?? " ";
		const after = haystack[at + needle.length] ?? " ";
		if (!LETTER.test(before) && !LETTER.test(after)) return true;
	}
	return false;
}
const LETTER = /[\p{L}\p{N}_]/u;
const yes = (why) => ({
	matched: true,
	why
});
const no = (why) => ({
	matched: false,
	why
});
// src/routing/adjust.ts
function lowerByProject(draft, request, { lowering }, state) {
	const rule = firstMatch(lowering, request, state);
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
		const tier = TIER_NAMES.find((name) => isAbove(name, draft.tier) && can(tiers[name], name, request));
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
const shifted = (tier, by) => TIER_NAMES[Math.min(TIER_NAMES.length - 1, Math.max(0, TIER_NAMES.indexOf(tier) + by))] ?? tier;
const lowest = (effort, other) => EFFORTS.indexOf(effort) < EFFORTS.indexOf(other) ? effort : other;
const isAbove = (tier, other) => TIER_NAMES.indexOf(tier) > TIER_NAMES.indexOf(other);
// src/routing/policy.ts
const MODES = [
	"observe",
	"suggest",
	"enforce"
];
// src/routing/weigh.ts
function weighBudgets(draft, policy, state) {
	const { lowerAt = DEFAULT_SHARES.lowerAt } = policy.budgets;
	const tight = state.budgets?.find((one) => percentOf(one) >= lowerAt);
	if (tight) lowerOnce(draft, "budget", `the budget "${tight.name}" is nearly spent`);
	return budgetWarnings(policy, state);
}
function budgetWarnings({ budgets: { warnAt = DEFAULT_SHARES.warnAt } }, { budgets = [] }) {
	return budgets.filter((state) => percentOf(state) >= warnAt).map((state) => `${usd(state.spentUsd)} of ${usd(state.limitUsd)} of the budget "${state.name}" is spent (${percent(percentOf(state) / 100)})`);
}
const percentOf = (state) => 100 * (1 - leftOf(state));
function weighLimits(draft, { limits: { warnAt = 100, lowerAt = 100 } }, { limitsLeft }) {
	if (limitsLeft === void 0) return [];
	const used = 100 - limitsLeft;
	const what = `${percent(used / 100)} of the plan's limits is used`;
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
function byRules(request, policy, state) {
	const rule = firstMatch([...policy.rules, ...policy.otherwise], request, state);
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
		reasons: [rule ? matchRule(rule, request, state).why : "no rule matched", ...why ? [why] : []],
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
	const use = firstMatch(naming, request, state)?.use;
	const tier = use?.tier ?? "sonnet";
	return {
		tier,
		effort: use?.effort ?? policy.tiers[tier].effort
	};
}
function nearestEffort(effort, known) {
	return known.filter((one) => EFFORTS.indexOf(one) <= EFFORTS.indexOf(effort)).at(-1) ?? known[0] ?? null;
}
function overBudget({ budgets = [] }) {
	const spent = budgets.find(({ limitUsd, spentUsd }) => spentUsd >= limitUsd);
	if (!spent) return null;
	return `${usd(spent.spentUsd)} of ${usd(spent.limitUsd)} of the budget "${spent.name}" is spent`;
}
function overLimit({ limits: { denyAt } }, { limitsLeft }) {
	if (denyAt === void 0 || limitsLeft === void 0 || 100 - limitsLeft < denyAt) return null;
	return `${percent((100 - limitsLeft) / 100)} of the plan's limits is used, and nothing is started from ${denyAt}% on`;
}
// src/models/tokens.ts
function estimateTokens(text) {
	return estimateTokensOf(Buffer.byteLength(text));
}
const estimateTokensOf = (bytes) => Math.ceil(bytes / 3);
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
const HEAD$1 = 300;
function deriveFrom(task, known = {}) {
	const text = wantedIn(task.slice(0, MOST_READ).toLowerCase());
	const kind = known.kind ?? roleOf(known.agent) ?? kindOf(text, task);
	const inputTokens = known.inputTokens ?? estimateTokens(task);
	return {
		kind,
		complexity: complexityOf(text, kind),
		errorCost: errorCostOf(text, kind),
		needs: needsOf(text, inputTokens),
		urgency: urgencyOf(text),
		inputTokens
	};
}
const roleOf = (agent) => agent === void 0 ? void 0 : ROLE_KINDS.find(([pattern]) => fitsPattern(pattern, agent))?.[1];
const wantedIn = (text) => text.length <= 450 ? text : `${text.slice(0, HEAD$1)}\n${text.slice(-150)}`;
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
// src/routing/delegation.ts
function decideDelegation({ agent, description, prompt, effort, without }, policy, state) {
	const text = `${description}\n${prompt}`;
	const request = {
		...deriveFrom(text, { agent }),
		text,
		agent,
		failures: 0,
		tier: without,
		effort: EFFORTS.find((one) => one === effort)
	};
	if (policy.modeFrom === "user") return decide(request, {
		...policy,
		otherwise: []
	}, state);
	return decide({
		...request,
		tier: without ?? "fable"
	}, {
		...policy,
		rules: [],
		otherwise: []
	}, state);
}
const isToBeFollowed = ({ rule, tier }, { modeFrom }, without) => rule !== "none" && (modeFrom !== "project" || without !== void 0 || tier === TIER_NAMES[0]);
const refusalOf = (denied, file) => `Tierwise did not start this agent: ${denied}. Start no other agent that counts toward it; finish the work yourself in as few steps as you can, or stop and tell the user, who can raise the budget in ${file}.`;
// src/routing/in-force.ts
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
	if (!cap || TIER_NAMES.indexOf(project.cap) <= TIER_NAMES.indexOf(cap)) return project.cap;
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
const tiersOf = (user) => tiersWith(Object.fromEntries(TIER_NAMES.map((name) => [name, {
	...TIERS[name],
	...user.tiers?.[name]
}])), shippedModel);
function tiersWith(tiers, modelOf) {
	const uses = TIER_NAMES.map((name) => {
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
// src/errors.ts
const systemCode = (error) => error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : void 0;
function systemReason(error) {
	return REASONS[systemCode(error) ?? ""] ?? (error instanceof Error ? error.message : String(error));
}
const REASONS = {
	ENOENT: "no such file or folder",
	EACCES: "permission denied",
	EPERM: "operation not permitted",
	EROFS: "the file system is read-only",
	ENOSPC: "no space left on the disk",
	EDQUOT: "the disk quota is used up",
	EISDIR: "it is a folder",
	ENOTDIR: "a part of the path is not a folder",
	EIO: "the disk reports an error",
	EMFILE: "too many open files",
	ENFILE: "too many open files",
	ELOOP: "too many links"
};
// src/data-home.ts
function makePrivateFolder(folder) {
	try {
		make(folder);
	} catch (error) {
		if (systemCode(error) !== "ENOENT" || (0, node_path.dirname)(folder) === folder) throw error;
		makePrivateFolder((0, node_path.dirname)(folder));
		make(folder);
	}
}
function make(folder) {
	try {
		(0, node_fs.mkdirSync)(folder, { mode: 448 });
	} catch (error) {
		if (systemCode(error) !== "EEXIST") throw error;
	}
}
// src/models/settings-file.ts
const MOST_BYTES$2 = 262144;
const ownSettingsFile = (home) => (0, node_path.join)(home, "tierwise.md");
const projectSettingsFile = (project) => (0, node_path.join)(project, ".claude", "tierwise.md");
function readOwnText(file) {
	try {
		return { text: (0, node_fs.readFileSync)(file, "utf8") };
	} catch (error) {
		return isMissing(error) ? { text: null } : { problem: `cannot read the settings: ${systemReason(error)}.` };
	}
}
function readUntrustedText(file) {
	try {
		const stat = (0, node_fs.statSync)(file, { throwIfNoEntry: false });
		if (!stat) return { text: null };
		if (!stat.isFile()) return { problem: "it is not a file." };
		if (stat.size > MOST_BYTES$2) return { problem: `it is larger than ${MOST_BYTES$2} bytes.` };
	} catch (error) {
		if (isMissing(error)) return { text: null };
	}
	return readOwnText(file);
}
const isMissing = (error) => ["ENOENT", "ENOTDIR"].includes(error.code ?? "");
function realPath(path) {
	try {
		return node_fs.realpathSync.native(path);
	} catch {
		return null;
	}
}
// src/program.ts
function thisProgram() {
	const { size, mtimeMs } = (0, node_fs.statSync)(__filename);
	return `${__filename} ${size} ${mtimeMs}`;
}
// src/routing/policy-texts.ts
function policyTexts(home, project) {
	const own = ownSettingsFile(home);
	const theirs = project === null ? null : projectSettingsFile(project);
	const reading = theirs && readUntrustedText(theirs);
	const isOwn = reading && !("text" in reading && reading.text === null) && realPath(theirs) !== null && realPath(theirs) === realPath(own);
	return {
		own: {
			file: own,
			reading: readOwnText(own)
		},
		theirs: theirs === null || !reading || isOwn ? null : {
			file: theirs,
			reading
		}
	};
}
const MOST_KEPT = 8;
const LONGEST_TEXT = 65536;
function keptPolicies(home, texts) {
	const wanted = JSON.stringify(texts);
	return readKept(home).find((one) => JSON.stringify(one.texts) === wanted)?.said ?? null;
}
function keepPolicies(home, texts, said) {
	const file = fileIn$1(home);
	const draft = `${file}.${process.pid}.tmp`;
	if (JSON.stringify(texts).length > LONGEST_TEXT) return;
	const others = readKept(home).filter(({ texts: { theirs } }) => theirs?.file !== texts.theirs?.file);
	try {
		makePrivateFolder(home);
		const kept = {
			v: 1,
			by: thisProgram(),
			kept: [{
				texts,
				said
			}, ...others].slice(0, MOST_KEPT)
		};
		(0, node_fs.writeFileSync)(draft, JSON.stringify(kept, refuseInfinity), { mode: 384 });
		(0, node_fs.renameSync)(draft, file);
	} catch {}
}
const fileIn$1 = (home) => (0, node_path.join)(home, "policies.json");
function readKept(home) {
	try {
		const { v, by, kept } = JSON.parse((0, node_fs.readFileSync)(fileIn$1(home), "utf8"));
		return v === 1 && by === thisProgram() ? kept : [];
	} catch {
		return [];
	}
}
function refuseInfinity(_, value) {
	if (typeof value === "number" && !Number.isFinite(value)) throw new RangeError("not a number of JSON");
	return value;
}
// src/terminal/visible.ts
const JOINED = String.raw`[\p{Extended_Pictographic}\uFE0F\u{1F3FB}-\u{1F3FF}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}]`;
let made;
const hidden = () => {
	made ??= new RegExp(String.raw`[\0-\x08\x0B-\x1F\x7F-\x9F\u00AD\u061C\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{13430}-\u{1343F}\u{1BCA0}-\u{1BCA3}\u{1D173}-\u{1D17A}\u{E0000}-\u{E007F}]` + `|(?<!${JOINED})[\\u200C\\u200D]|[\\u200C\\u200D](?!${JOINED})`, "gu");
	return made;
};
const visibleInLine = (text) => text.replace(/[\r\n\t]/g, (char) => SHORT[char]).replace(hidden(), spelled);
const SHORT = {
	"\r": "\\r",
	"\n": "\\n",
	"	": "\\t"
};
function spelled(char) {
	const code = char.codePointAt(0);
	if (code < 256) return `\\x${hex(code, 2)}`;
	return code > 65535 ? `\\u{${hex(code, 5)}}` : `\\u${hex(code, 4)}`;
}
const hex = (code, digits) => code.toString(16).padStart(digits, "0");
// src/append.ts
function appendRecords(file, records, { durable = false } = {}) {
	appendText(file, records.map((record) => `${JSON.stringify(record)}\n`).join(""), { durable });
}
function appendText(file, lines, { durable = false, mayMove = false } = {}) {
	for (let times = 1;; times++) {
		const fd = openToAppend(file);
		try {
			writeWhole(fd, endsInLine$1(fd, (0, node_fs.fstatSync)(fd).size) ? lines : `\n${lines}`);
			if (durable) (0, node_fs.fsyncSync)(fd);
			if (!mayMove || times === MOST_MOVES || isStillAt(file, fd)) return;
		} finally {
			(0, node_fs.closeSync)(fd);
		}
	}
}
const MOST_MOVES = 3;
const isStillAt = (file, fd) => (0, node_fs.statSync)(file, { throwIfNoEntry: false })?.ino === (0, node_fs.fstatSync)(fd).ino;
function openToAppend(file) {
	try {
		return (0, node_fs.openSync)(file, "a+", 384);
	} catch (error) {
		if (systemCode(error) !== "ENOENT") throw error;
		makePrivateFolder((0, node_path.dirname)(file));
		return (0, node_fs.openSync)(file, "a+", 384);
	}
}
function writeWhole(fd, text) {
	const bytes = Buffer.from(text);
	let written = 0;
	while (written < bytes.length) written += (0, node_fs.writeSync)(fd, bytes, written);
	return written;
}
function endsInLine$1(fd, size) {
	if (!size) return true;
	const last = Buffer.alloc(1);
	(0, node_fs.readSync)(fd, last, 0, 1, size - 1);
	return last[0] === 10;
}
// src/usage/ledger-entry.ts
const SOURCES = [
	"session",
	"subagent",
	"bulk",
	"opinion",
	"plan",
	"calibrate",
	"route",
	"codex",
	"gemini"
];
const SUMS = [
	"input",
	"output",
	"cacheRead",
	"cacheWrite5m",
	"cacheWrite1h",
	"thinking",
	"webSearches",
	"ms"
];
const OPTIONAL_SUMS = ["webSearches", "ms"];
const ledgerFolder = (home) => (0, node_path.join)(home, "ledger");
const COST_STATES = "cost-state.jsonl";
const appendEntryLines = (home, month, lines) => appendText(fileOf$1(home, month), lines, { mayMove: true });
const fileOf$1 = (home, month) => (0, node_path.join)(ledgerFolder(home), `${month}.jsonl`);
function lineOf(entry) {
	if (isInOrder(entry)) return `${JSON.stringify(entry)}\n`;
	const { id, at, sent, costUsd, ...others } = entry;
	const line = {
		id,
		at,
		sent
	};
	for (const name of SUMS) if (entry[name] !== void 0) line[name] = entry[name];
	line.costUsd = costUsd;
	return `${JSON.stringify(Object.assign(line, others))}\n`;
}
const ORDER = [
	"id",
	"at",
	"sent",
	...SUMS,
	"costUsd"
];
function isInOrder(entry) {
	let place = 0;
	for (const name in entry) {
		while (place < ORDER.length && ORDER[place] !== name) {
			if (entry[ORDER[place]] !== void 0) return false;
			place++;
		}
		if (name === "costUsd") return true;
		place++;
	}
	return false;
}
function appendCostStates(home, states) {
	if (states.length) appendLines(home, COST_STATES, states);
}
const appendLines = (home, name, records) => appendRecords((0, node_path.join)(ledgerFolder(home), name), records);
// src/usage/delegations.ts
const DELEGATIONS = "delegations.jsonl";
function appendDelegation(home, record) {
	try {
		appendLines(home, DELEGATIONS, [record]);
	} catch {}
}
// src/usage/limits.ts
const NO_LIMITS = {
	fiveHour: null,
	weekly: null
};
const VERSION$2 = 1;
const fileIn = (home) => (0, node_path.join)(home, "limits.json");
function readLimits(home, at) {
	const { v = VERSION$2, fiveHour, weekly } = parsed$1(home);
	if (v !== VERSION$2) return NO_LIMITS;
	return {
		fiveHour: windowAt(fiveHour, at),
		weekly: windowAt(weekly, at)
	};
}
function limitsLeft(home, at) {
	const { fiveHour, weekly } = readLimits(home, at);
	const used = [fiveHour, weekly].flatMap((window) => window?.usedPercent ?? []);
	return used.length ? Math.max(0, 100 - Math.max(...used)) : void 0;
}
function parsed$1(home) {
	try {
		const value = (0, node_fs.existsSync)(fileIn(home)) ? JSON.parse((0, node_fs.readFileSync)(fileIn(home), "utf8")) : null;
		return typeof value === "object" && value !== null ? value : {};
	} catch {
		return {};
	}
}
function windowAt(value, at) {
	if (typeof value !== "object" || value === null) return null;
	const { usedPercent, resetsAt } = value;
	if (typeof usedPercent !== "number" || !(usedPercent >= 0) || typeof resetsAt !== "string") return null;
	return Date.parse(resetsAt) > at.getTime() ? {
		usedPercent,
		resetsAt
	} : null;
}
// src/models/cost.ts
const NO_USAGE = {
	input: 0,
	output: 0,
	cacheRead: 0,
	cacheWrite5m: 0,
	cacheWrite1h: 0,
	thinking: 0,
	webSearches: 0
};
const promptTokens = (usage) => usage.input + usage.cacheRead + usage.cacheWrite5m + usage.cacheWrite1h;
function costUsd(model, usage, billing) {
	const price = model && priceInForce(model, billing.at);
	if (!price) return null;
	const tokensUsd = (billing.samplings ?? [usage]).reduce((sum, one) => sum + usdOf(one, ratesOf(price, promptOf$1(one, billing), billing.fast)), 0);
	const webSearchUsd = price.webSearchUsd ?? .01;
	return tokensUsd * factorOf(model, price, billing) + usage.webSearches * webSearchUsd;
}
const promptOf$1 = (usage, { samplings, prompt }) => (samplings ? void 0 : prompt) ?? promptTokens(usage);
const usdOf = (usage, rates) => (usage.input * rates.input + usage.output * rates.output + usage.cacheRead * rates.cacheRead + usage.cacheWrite5m * rates.cacheWrite5m + usage.cacheWrite1h * rates.cacheWrite1h) / 1e6;
function factorOf(model, { isFlat }, { batch, usOnly, regional }) {
	const half = batch ? MULTIPLIERS.batch : 1;
	if (isFlat) return half;
	const bound = regional && model.hasRegionalPrice;
	return half * (usOnly ? MULTIPLIERS.usOnly : 1) * (bound ? MULTIPLIERS.regional : 1);
}
function priceInForce(model, at) {
	let day;
	return model.prices.find((price) => {
		if (!price.from) return true;
		day ??= at.toISOString().slice(0, 10);
		return price.from <= day;
	});
}
function ratesOf(price, prompt, fast = false) {
	if (fast && price.fast) return price.fast;
	return price.longPrompt && prompt > price.longPrompt.above ? price.longPrompt : price;
}
// src/usage/budgets.ts
function scopesOf(budgets, { session, project, agent, at }) {
	const day = new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();
	const month = new Date(at.getFullYear(), at.getMonth(), 1).getTime();
	const scopes = [];
	const add = (name, limitUsd, which) => {
		if (limitUsd !== void 0) scopes.push({
			name,
			limitUsd,
			...which
		});
	};
	const is = (wanted) => (name) => name === wanted;
	const all = {
		of: null,
		fits: () => true
	};
	if (session !== null) add("session", budgets.session, {
		of: "session",
		fits: is(session),
		since: 0
	});
	add("day", budgets.day, {
		...all,
		since: day
	});
	add("month", budgets.month, {
		...all,
		since: month
	});
	if (project !== null) add("project", budgets.project, {
		of: "project",
		fits: is(project),
		since: month
	});
	for (const [pattern, limitUsd] of Object.entries(budgets.agents ?? {})) {
		const fits = (name) => typeof name === "string" && fitsPattern(pattern, name);
		if (fits(agent)) add(`agent ${pattern}`, limitUsd, {
			of: "agent",
			fits,
			since: day
		});
	}
	return scopes;
}
function spentBy(calls, { of, fits, since }) {
	let usd = 0;
	for (const call of calls) if (Date.parse(call.at) >= since && (of === null || fits(call[of]))) usd += call.costUsd;
	return usd;
}
const SYSTEM_TOKENS = 5e3;
const ANSWER_TOKENS = 1e3;
function firstRequestUsd(model, prompt, at) {
	const usage = {
		...NO_USAGE,
		cacheWrite5m: SYSTEM_TOKENS + estimateTokens(prompt),
		output: ANSWER_TOKENS
	};
	return costUsd(shippedModel(model), usage, { at }) ?? 0;
}
// src/usage/live-ids.ts
const wasLive = (home, session) => (0, node_fs.existsSync)((0, node_path.join)(home, "live", session, "module.json"));
const liveId = (id) => id.replace(/^[^|]*\|(?=.)/, "live|");
const asLive = (calls) => calls.map((call) => ({
	...call,
	id: liveId(call.id),
	costUsd: clientUsd(call)
}));
function clientUsd(call) {
	if (call.requested === call.served) return call.costUsd;
	const { at, fast, usOnly, webSearches = 0 } = call;
	const usage = {
		...call,
		webSearches
	};
	return costUsd(shippedModel(call.requested), usage, {
		at: new Date(at),
		fast,
		usOnly
	}) ?? call.costUsd;
}
// src/usage/json-fields.ts
function parseObject(line) {
	try {
		const value = JSON.parse(line);
		return typeof value === "object" ? value : null;
	} catch {
		return null;
	}
}
const object = (value) => typeof value === "object" && value !== null ? value : {};
const list = (value) => Array.isArray(value) ? value : [];
const text = (value) => typeof value === "string" && value ? value : null;
function amount(value) {
	const number = typeof value === "string" && /^\d+(\.\d+)?$/.test(value) ? Number(value) : value;
	return typeof number === "number" && number >= 0 && number <= Number.MAX_SAFE_INTEGER ? number : null;
}
const count = (value) => Math.round(amount(value) ?? 0);
function moment(value) {
	if (value === lastMoment$1.value) return lastMoment$1.iso;
	const date = new Date(typeof value === "string" ? value : NaN);
	const iso = Number.isNaN(date.getTime()) ? null : date.toISOString();
	lastMoment$1 = {
		value,
		iso: iso && /^\d{4}-/.test(iso) ? iso : null
	};
	return lastMoment$1.iso;
}
let lastMoment$1 = {
	value: void 0,
	iso: null
};
// src/usage/acts.ts
const ACTS = [
	"edit",
	"read",
	"run",
	"plan",
	"web",
	"agent"
];
const TOOLS = {
	Edit: "edit",
	MultiEdit: "edit",
	Write: "edit",
	NotebookEdit: "edit",
	Read: "read",
	Grep: "read",
	Glob: "read",
	LS: "read",
	NotebookRead: "read",
	LSP: "read",
	Bash: "run",
	PowerShell: "run",
	EnterPlanMode: "plan",
	ExitPlanMode: "plan",
	WebFetch: "web",
	WebSearch: "web",
	Agent: "agent",
	Task: "agent",
	Workflow: "agent"
};
function actsIn(message) {
	const names = list(message.content).map(object).flatMap(({ type, name }) => type === "tool_use" && typeof name === "string" ? [name] : []);
	return written$1(names.map(actOf));
}
const actOf = (tool) => Object.hasOwn(TOOLS, tool) ? TOOLS[tool] : void 0;
const together = (one, other) => written$1(`${one} ${other}`.split(" "));
const written$1 = (acts) => ACTS.filter((act) => acts.includes(act)).join(" ");
// src/usage/repeated-call.ts
function repeated(known, again) {
	return {
		...again,
		session: known.session,
		at: known.at,
		...repeatedParts(known, again)
	};
}
function repeatedParts(known, again) {
	const did = again.did ?? known.did;
	return {
		...did !== void 0 && { did: together(known.did ?? "", did) },
		...wholeTime(known, again)
	};
}
function wholeTime(known, again) {
	if (known.sent === void 0 || again.sent === void 0) {
		const { sent, ms } = known.sent === void 0 ? again : known;
		return sent === void 0 ? {} : {
			sent,
			ms
		};
	}
	const sent = Math.min(known.sent, again.sent);
	return {
		sent,
		ms: Math.max(known.sent + (known.ms ?? 0), again.sent + (again.ms ?? 0)) - sent
	};
}
// src/usage/moment-bytes.ts
const DATE_LENGTH = 11;
const CLOCK$1 = Buffer.from("29:59:59.999Z");
const MOMENT_LENGTH$1 = DATE_LENGTH + CLOCK$1.length;
const [ZERO, NINE] = [48, 57];
function momentIn(bytes, from) {
	const clock = from + DATE_LENGTH;
	if (!isClock$1(bytes, clock) || two$1(bytes, clock) > 23) return NaN;
	const ms = two$1(bytes, clock + 9) * 10 + (bytes[clock + 11] ?? 0) - ZERO;
	const seconds = (two$1(bytes, clock) * 60 + two$1(bytes, clock + 3)) * 60 + two$1(bytes, clock + 6);
	return dayIn(bytes, from) + seconds * 1e3 + ms;
}
const NEWLINE$4 = 10;
const FIELD = Buffer.from("\"timestamp\":\"");
const COLON = FIELD.length - 2;
const NEAR_BYTES$1 = 512;
function momentNearEnd(bytes, end) {
	const first = Math.max(0, end - NEAR_BYTES$1) + COLON;
	for (let at = end - 1; at >= first; at--) {
		const byte = bytes[at];
		if (byte === NEWLINE$4) break;
		if (byte === FIELD[COLON] && isField(bytes, at - COLON)) return momentIn(bytes, at + 2);
	}
	return NaN;
}
function isField(bytes, from) {
	for (let index = FIELD.length - 1; index >= 0; index--) if (bytes[from + index] !== FIELD[index]) return false;
	return true;
}
function isClock$1(bytes, from) {
	for (let index = 0; index < CLOCK$1.length; index++) {
		const byte = bytes[from + index] ?? 0;
		const most = CLOCK$1[index] ?? 0;
		if (most >= ZERO && most <= NINE ? byte < ZERO || byte > most : byte !== most) return false;
	}
	return true;
}
const two$1 = (bytes, at) => ((bytes[at] ?? 0) - ZERO) * 10 + (bytes[at + 1] ?? 0) - ZERO;
const last$1 = {
	bytes: Buffer.alloc(DATE_LENGTH),
	ms: NaN
};
function dayIn(bytes, from) {
	let index = 0;
	while (index < DATE_LENGTH && bytes[from + index] === last$1.bytes[index]) index++;
	if (index === DATE_LENGTH) return last$1.ms;
	const date = String.fromCharCode(...bytes.subarray(from, from + DATE_LENGTH));
	const ms = /^\d{4}-\d\d-\d\dT$/.test(date) ? Date.parse(`${date}00:00:00.000Z`) : NaN;
	const isDay = !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(date);
	last$1.bytes.set(bytes.subarray(from, from + DATE_LENGTH));
	last$1.ms = isDay ? ms : NaN;
	return last$1.ms;
}
// src/usage/scan-lines.ts
const [UNSURE, NO_CALL, CALL] = [
	0,
	1,
	2
];
const OWN = [
	"\"parentUuid\":\"",
	"\"uuid\":\"",
	"\"timestamp\":\""
];
function sameButLater(before, text) {
	if (text.length !== before.length) return null;
	if (parted.text !== before) parted = {
		text: before,
		...partsOf(before)
	};
	const { between, places, moment } = parted;
	for (const [index, part] of between.entries()) {
		if (!text.startsWith(part, places[index - 1]?.end ?? 0)) return null;
		const own = places[index];
		if (own && text.indexOf("\"", own.start) !== own.end) return null;
	}
	return moment && text.slice(moment.start, moment.end);
}
const MOMENT_KEY = OWN[2];
let parted = {
	text: "",
	between: [""],
	places: [],
	moment: null
};
function partsOf(text) {
	const places = OWN.flatMap((key) => {
		const found = text.indexOf(key);
		const start = found + key.length;
		const end = text.indexOf("\"", start);
		return found < 0 || end < 0 ? [] : [{
			key,
			start,
			end
		}];
	}).sort((one, other) => one.start - other.start);
	const from = (index) => places[index - 1]?.end ?? 0;
	return {
		between: [...places.keys(), places.length].map((index) => text.slice(from(index), places[index]?.start)),
		places,
		moment: places.find(({ key }) => key === MOMENT_KEY) ?? null
	};
}
const NEWLINE$3 = 10;
const ASSISTANT = Buffer.from("\"type\":\"assistant\"");
const COST_STATE = Buffer.from("\"type\":\"cost-state\"");
var LineScanner = class {
	#before = null;
	#take;
	#quick;
	constructor(take, quick) {
		this.#take = take;
		this.#quick = quick;
	}
	scan(lines) {
		if (!lines.length) return;
		for (let start = 0, end = 0; start < lines.length; start = end + 1) {
			end = lines.indexOf(NEWLINE$3, start);
			const what = this.#quick?.read(lines, start, end) ?? UNSURE;
			if (what !== CALL && !tellsCost(lines, start, {
				end,
				what
			})) continue;
			const sentAt = start ? this.#momentBefore(lines, start) : this.#before;
			if (what === CALL) this.#quick?.take(sentAt);
			else this.#take(costLine(lines.subarray(start, end)), sentAt);
		}
		this.#before = this.#momentBefore(lines, lines.length);
	}
	#momentBefore(lines, end) {
		const near = this.#quick ? momentNearEnd(lines, end - 1) : NaN;
		return Number.isNaN(near) ? momentBefore(lines, end) : near;
	}
};
const GLUED_BYTES = 1024;
function tellsCost(lines, start, { end, what }) {
	if (isCostState(lines, start, end)) return true;
	if (what === UNSURE) return isCall(lines, start, end);
	return lines.subarray(Math.max(start, end - GLUED_BYTES), end).includes(ASSISTANT);
}
const FIELDS_BYTES = 6144;
function isCall(lines, start, end) {
	if (end - start <= 2 * FIELDS_BYTES) return lines.subarray(start, end).includes(ASSISTANT);
	return lines.subarray(end - FIELDS_BYTES, end).includes(ASSISTANT) || lines.subarray(start, start + FIELDS_BYTES).includes(ASSISTANT);
}
const MOST_COST_STATE_BYTES = 262144;
const EDGE_BYTES = 64;
const FIRST_LETTER = 9;
const [LETTER_C, LETTER_E] = Buffer.from("ce");
function isCostState(lines, start, end) {
	if (lines[start + FIRST_LETTER] !== LETTER_C && lines[end - 3] !== LETTER_E) return false;
	if (end - start > MOST_COST_STATE_BYTES) return false;
	const line = lines.subarray(start, end);
	return line.subarray(0, EDGE_BYTES).includes(COST_STATE) || line.subarray(-64).includes(COST_STATE);
}
const CONTENT = Buffer.from("\"content\":[");
const AFTER_CONTENT = Buffer.from("],\"stop_reason\":");
const TOOL_USE = Buffer.from("\"type\":\"tool_use\"");
function costLine(line) {
	const whole = () => line.toString("utf8");
	const from = line.indexOf(CONTENT) + CONTENT.length;
	const to = line.lastIndexOf(AFTER_CONTENT);
	if (from < CONTENT.length || to < from || line.subarray(from, to).includes(TOOL_USE)) {
		const text = whole();
		return {
			text,
			isCut: false,
			whole: () => text
		};
	}
	return {
		text: without(line, from, to),
		isCut: true,
		whole
	};
}
let scratch = Buffer.allocUnsafeSlow(65536);
function without(line, from, to) {
	const length = line.length - to + from;
	if (length > scratch.length) scratch = Buffer.allocUnsafeSlow(length * 2);
	line.copy(scratch, 0, 0, from);
	line.copy(scratch, from, to);
	return scratch.toString("utf8", 0, length);
}
const MOMENT = Buffer.from("\"timestamp\":\"");
const NEAR_BYTES = 1024;
function momentBefore(lines, end) {
	const from = placeOfMoment(lines, end - 1);
	if (from < 0) return null;
	const text = lines.toString("latin1", from, from + MOMENT_LENGTH$1);
	if (text === lastMoment.text) return lastMoment.at;
	const at = Date.parse(text);
	lastMoment = {
		text,
		at: Number.isNaN(at) ? null : at
	};
	return lastMoment.at;
}
function placeOfMoment(lines, end) {
	const near = lines.subarray(Math.max(0, end - NEAR_BYTES), end);
	const found = near.lastIndexOf(MOMENT);
	if (found >= 0 && near.indexOf(NEWLINE$3, found) < 0) return end - near.length + found + MOMENT.length;
	const start = end > 0 ? lines.lastIndexOf(NEWLINE$3, end - 1) + 1 : 0;
	const line = lines.subarray(start, end);
	const early = line.subarray(0, NEAR_BYTES).lastIndexOf(MOMENT);
	const place = early >= 0 ? early : line.lastIndexOf(MOMENT);
	return place < 0 ? -1 : start + place + MOMENT.length;
}
let lastMoment = {
	text: "",
	at: null
};
// src/usage/call-usage.ts
function usageIn(usage) {
	const { input, output, cacheRead, cacheWrite5m, cacheWrite1h } = promptUsageIn(usage);
	return {
		input,
		output,
		cacheRead,
		cacheWrite5m,
		cacheWrite1h,
		thinking: count(object(usage.output_tokens_details).thinking_tokens),
		webSearches: count(object(usage.server_tool_use).web_search_requests)
	};
}
function promptUsageIn(usage) {
	const written = count(usage.cache_creation_input_tokens);
	const written1h = Math.min(written, count(object(usage.cache_creation).ephemeral_1h_input_tokens));
	return {
		input: count(usage.input_tokens),
		output: count(usage.output_tokens),
		cacheRead: count(usage.cache_read_input_tokens),
		cacheWrite5m: written - written1h,
		cacheWrite1h: written1h
	};
}
const KEYS$1 = [
	"input_tokens",
	"output_tokens",
	"cache_read_input_tokens",
	"cache_creation_input_tokens"
];
function samplingsIn(usage) {
	if (usage.iterations === void 0) return void 0;
	const samplings = list(usage.iterations).map(object).filter(({ type }) => type === "message");
	if (samplings.length < 2) return void 0;
	for (const key of KEYS$1) {
		const counts = samplings.map((one) => amount(one[key]));
		if (counts.includes(null)) return void 0;
		if (counts.reduce((sum, one) => sum + (one ?? 0), 0) !== count(usage[key])) return void 0;
	}
	return withHourOfWhole(samplings.map(promptUsageIn), promptUsageIn(usage));
}
function withHourOfWhole(samplings, whole) {
	const told = samplings.reduce((sum, { cacheWrite1h }) => sum + cacheWrite1h, 0);
	let left = Math.max(0, whole.cacheWrite1h - told);
	return samplings.map((one) => {
		const more = Math.min(left, one.cacheWrite5m);
		left -= more;
		return {
			...one,
			cacheWrite5m: one.cacheWrite5m - more,
			cacheWrite1h: one.cacheWrite1h + more
		};
	});
}
function advisorsIn(usage) {
	if (usage.iterations === void 0) return [];
	return list(usage.iterations).map(object).flatMap((one) => {
		const model = text(one.model);
		return one.type === "advisor_message" && model ? [{
			model,
			usage: usageIn(one)
		}] : [];
	});
}
// src/usage/transcript-record.ts
const UNUSABLE = { kind: "unusable" };
function findCost(line, before, sentAt = null) {
	const record = parseObject(line);
	if (!record) return UNUSABLE;
	if (record.type === "cost-state") return costStateIn(record);
	const message = object(record.message);
	if (record.type !== "assistant" || message.model === "<synthetic>" || !message.usage) return null;
	const id = text(message.id);
	const model = text(message.model);
	const { usage } = message;
	if (!id || !model || typeof usage !== "object") return UNUSABLE;
	const requestId = text(record.requestId);
	const at = moment(record.timestamp) ?? before;
	const call = callOf({
		record,
		message,
		id: requestId ? `${id}|${requestId}` : id,
		at,
		model,
		sentAt
	});
	return {
		kind: "call",
		call,
		advisors: advisorCalls(call, object(usage))
	};
}
function callOf({ record, message, id, at, model, sentAt }) {
	const usage = object(message.usage);
	const used = usageIn(usage);
	const { input, output, cacheRead, cacheWrite5m, cacheWrite1h, thinking, webSearches } = used;
	const requested = text(record.requestedModel) ?? model;
	const billed = priced({
		requested,
		served: model,
		at
	}, usage, used);
	const { sent, ms } = timeUntil(at, sentAt);
	const { source, session, project, agent, skill } = whoCalled(record);
	return {
		id,
		at,
		sent,
		input,
		output,
		cacheRead,
		cacheWrite5m,
		cacheWrite1h,
		thinking,
		webSearches: webSearches || void 0,
		ms,
		costUsd: billed.costUsd,
		source,
		session,
		project,
		agent,
		skill,
		requested,
		served: model,
		tier: billed.tier,
		effort: text(record.effort),
		stop: text(message.stop_reason),
		fast: billed.fast || void 0,
		usOnly: billed.usOnly || void 0,
		samplings: billed.samplings,
		branch: branchIn(record) ?? void 0,
		did: actsIn(message)
	};
}
function timeUntil(at, sentAt) {
	const end = Date.parse(at);
	const sent = Math.min(sentAt ?? end, end);
	return {
		sent,
		ms: end - sent
	};
}
function branchIn({ gitBranch }) {
	const branch = text(gitBranch);
	return branch === "HEAD" ? null : branch;
}
function advisorCalls(call, usage) {
	const { id, at, session, project, skill, branch } = call;
	return advisorsIn(usage).map(({ model, usage: own }, index) => {
		const { webSearches: _, ...tokens } = own;
		const shipped = shippedModel(model);
		const billing = {
			at: new Date(at),
			usOnly: call.usOnly,
			regional: isRegional(call.requested)
		};
		return {
			id: `${id}#advisor${index + 1}`,
			at,
			source: "subagent",
			session,
			project,
			agent: "advisor",
			skill,
			requested: model,
			served: model,
			tier: shipped?.tier ?? null,
			effort: null,
			...tokens,
			costUsd: costUsd(shipped, own, billing),
			stop: "end_turn",
			...call.usOnly && { usOnly: true },
			...branch && { branch },
			did: ""
		};
	});
}
function costStateIn({ sessionId, totalCostUSD, modelUsage, startTime, totalDuration }) {
	const [session, totalCostUsd] = [text(sessionId), amount(totalCostUSD)];
	const until = endOf(amount(startTime), amount(totalDuration));
	if (!session || totalCostUsd === null) return UNUSABLE;
	const models = Object.entries(object(modelUsage)).map(([id, totals]) => [id, totalsIn(object(totals))]);
	return {
		kind: "cost-state",
		state: {
			session,
			totalCostUsd,
			...until && { until },
			...models.length && { models: Object.fromEntries(models) }
		}
	};
}
function endOf(start, duration) {
	const end = new Date((start ?? NaN) + (duration ?? NaN));
	return Number.isNaN(end.getTime()) ? null : moment(end.toISOString());
}
const totalsIn = (totals) => ({
	input: count(totals.inputTokens),
	output: count(totals.outputTokens),
	cacheRead: count(totals.cacheReadInputTokens),
	cacheWrite: count(totals.cacheCreationInputTokens),
	webSearches: count(totals.webSearchRequests),
	costUsd: amount(totals.costUSD) ?? 0
});
function whoCalled(record) {
	const isSubagent = Boolean(record.isSidechain);
	const skill = text(record.attributionSkill);
	const unnamed = skill ? `fork of ${skill}` : "unnamed agent";
	return {
		source: isSubagent ? "subagent" : "session",
		session: text(record.sessionId),
		project: text(record.cwd),
		agent: text(record.attributionAgent) ?? (isSubagent ? unnamed : null),
		skill
	};
}
function priced({ requested, served, at }, usage, used) {
	const model = shippedModel(served);
	const samplings = samplingsIn(usage);
	const fast = usage.speed === "fast";
	const usOnly = usage.inference_geo === "us";
	const regional = isRegional(requested) || isRegional(served);
	const costOfCall = costUsd(model, used, {
		at: new Date(at),
		fast,
		usOnly,
		regional,
		samplings
	});
	return {
		tier: model?.tier ?? null,
		costUsd: costOfCall,
		fast,
		usOnly,
		samplings
	};
}
// src/usage/transcript.ts
const CHUNK_BYTES = 262144;
const LONGEST_LINE_BYTES = 67108864;
const NEWLINE$2 = 10;
let shared = null;
function readTranscript(file, offset, maxBytes = Number.POSITIVE_INFINITY, quick) {
	let fd = null;
	try {
		fd = (0, node_fs.openSync)(file, node_fs.constants.O_RDONLY | node_fs.constants.O_NONBLOCK);
		return readFrom(fd, offset, {
			maxBytes,
			quick
		});
	} catch (error) {
		if (!systemCode(error)) throw error;
		return {
			calls: [],
			costStates: [],
			passedOver: 0,
			offset
		};
	} finally {
		if (fd !== null) (0, node_fs.closeSync)(fd);
	}
}
function readFrom(fd, offset, { maxBytes, quick }) {
	const { size, mtime } = (0, node_fs.fstatSync)(fd);
	const start = offset > size ? 0 : offset;
	const found = new Found(mtime.toISOString());
	let position = start;
	const scanner = new LineScanner((line, sentAt) => found.add(line, sentAt), quick && found.taking(quick));
	for (const { lines, end } of wholeLines(fd, {
		start,
		size,
		maxBytes
	})) {
		scanner.scan(lines);
		position = end;
	}
	return {
		...found.sofar(),
		offset: position
	};
}
var Found = class {
	#calls = new Map();
	#costStates = [];
	#last = null;
	#passedOver = 0;
	#lastMainCall = null;
	#lastQuick = null;
	#at;
	constructor(at) {
		this.#at = at;
	}
	taking(quick) {
		return {
			read: (lines, start, end) => quick.read(lines, start, end),
			take: (sentAt) => this.#takeQuick(quick, sentAt)
		};
	}
	#takeQuick(quick, sentAt) {
		const { at, isSame } = quick;
		this.#last = null;
		if (isSame && this.#lastQuick) {
			const sent = Math.min(sentAt ?? at, at);
			this.#noteAgain(this.#lastQuick, {
				at,
				sent,
				ms: at - sent
			});
			return;
		}
		this.#lastQuick = quick.call(sentAt);
		this.#note([this.#lastQuick]);
	}
	add(line, sentAt) {
		this.#lastQuick = null;
		const later = this.#last && line.isCut ? sameButLater(this.#last.text, line.text) : null;
		const at = later === null ? null : moment(later);
		if (at !== null && this.#last) {
			this.#noteAgain(this.#last.call, {
				at,
				...timeUntil(at, sentAt)
			});
			return;
		}
		const before = typeof this.#at === "string" ? this.#at : new Date(this.#at).toISOString();
		let finding = findCost(line.text, before, sentAt);
		if (finding?.kind === "unusable") finding = findCost(line.whole(), before, sentAt);
		if (finding?.kind === "unusable") this.#passedOver++;
		else if (finding?.kind === "cost-state") this.#costStates.push({
			...finding.state,
			lastCall: this.#lastMainCall
		});
		else if (finding) {
			const { call, advisors } = finding;
			this.#last = line.isCut && !advisors.length ? {
				text: line.text,
				call
			} : null;
			this.#note([call, ...advisors]);
		}
	}
	#note(calls) {
		for (const one of calls) {
			const known = this.#calls.get(one.id);
			this.#calls.set(one.id, known ? repeated(known, one) : one);
		}
		const [{ id, at, source }] = calls;
		this.#at = at;
		if (source === "session") this.#lastMainCall = id;
	}
	#noteAgain({ id, source }, { at, sent, ms }) {
		const known = this.#calls.get(id);
		if (known) Object.assign(known, wholeTime(known, {
			sent,
			ms
		}));
		this.#at = at;
		if (source === "session") this.#lastMainCall = id;
	}
	sofar() {
		return {
			calls: [...this.#calls.values()],
			costStates: this.#costStates,
			passedOver: this.#passedOver
		};
	}
};
function* wholeLines(fd, { start, size, maxBytes }) {
	let position = start;
	let length = CHUNK_BYTES;
	while (position < size && position - start < maxBytes) {
		const chunk = chunkOf(length);
		const read = (0, node_fs.readSync)(fd, chunk, 0, Math.min(length, size - position), position);
		const end = read ? chunk.lastIndexOf(NEWLINE$2, read - 1) + 1 : 0;
		if (end) {
			position += end;
			yield {
				lines: chunk.subarray(0, end),
				end: position
			};
		} else {
			if (!read || position + read >= size) return;
			if (length < LONGEST_LINE_BYTES) {
				length *= 2;
				continue;
			}
			position += read;
			yield {
				lines: chunk.subarray(0, 0),
				end: position
			};
		}
	}
}
function chunkOf(length) {
	if (length > CHUNK_BYTES) return Buffer.allocUnsafe(length);
	shared ??= Buffer.allocUnsafeSlow(CHUNK_BYTES);
	return shared;
}
function subagentTranscripts(transcript) {
	const folder = (0, node_path.join)(transcript.replace(/\.jsonl$/, ""), "subagents");
	if (!(0, node_fs.existsSync)(folder)) return [];
	try {
		return (0, node_fs.readdirSync)(folder, {
			recursive: true,
			encoding: "utf8"
		}).filter((name) => /^agent-.*\.jsonl$/.test((0, node_path.basename)(name))).map((name) => (0, node_path.join)(folder, name));
	} catch {
		return [];
	}
}
// src/usage/ingest.ts
function ingestSession(home, transcript, maxBytes = Number.POSITIVE_INFINITY) {
	const part = readSession(home, transcript, maxBytes);
	if (part) writeSessions(home, [part]);
}
function readSession(home, transcript, maxBytes = Number.POSITIVE_INFINITY, quick) {
	const before = readProgress(home, transcript);
	const live = wasLive(home, (0, node_path.basename)(transcript, ".jsonl"));
	const progress = {
		...before ?? { lastCall: null },
		transcript,
		offsets: { ...before?.offsets }
	};
	const part = {
		lines: new Map(),
		costStates: [],
		progress,
		isFirst: !before
	};
	let left = maxBytes;
	let changed = false;
	for (const file of [transcript, ...subagentTranscripts(transcript)]) {
		if (left <= 0) break;
		const read = readFile(file, part, {
			live,
			maxBytes: left,
			quick
		});
		left -= Math.max(0, read);
		changed ||= read !== 0;
	}
	return changed ? part : null;
}
function readFile(file, { lines, costStates, progress }, { live, maxBytes, quick }) {
	const { transcript, offsets, lastCall } = progress;
	const name = (0, node_path.relative)((0, node_path.dirname)(transcript), file);
	const from = offsets[name] ?? 0;
	const read = readTranscript(file, from, maxBytes, quick);
	const { passedOver, offset } = read;
	if (offset === from) return 0;
	const { calls, costStates: states } = live ? underLiveIds(read) : read;
	for (const call of calls) addLine(lines, call);
	if (file === transcript) {
		costStates.push(...states.map((state) => ({
			...state,
			lastCall: state.lastCall ?? lastCall
		})));
		progress.lastCall = calls.findLast(({ source }) => source === "session")?.id ?? lastCall;
	}
	if (passedOver) progress.passedOver = (progress.passedOver ?? 0) + passedOver;
	offsets[name] = offset;
	return offset - from;
}
function addLine(lines, call) {
	const month = call.at.slice(0, 7);
	lines.set(month, (lines.get(month) ?? "") + lineOf(call));
}
function writeSessions(home, parts) {
	const months = new Map();
	for (const { lines } of parts) for (const [month, text] of lines) {
		const texts = months.get(month);
		if (texts) texts.push(text);
		else months.set(month, [text]);
	}
	for (const [month, texts] of months) appendEntryLines(home, month, texts.join(""));
	appendCostStates(home, parts.flatMap(({ costStates }) => costStates));
	if (parts.length) makePrivateFolder(offsetsFolder(home));
	for (const { progress, isFirst } of parts) writeProgress(home, progress, isFirst);
}
const underLiveIds = ({ calls, costStates }) => ({
	calls: asLive(calls),
	costStates: costStates.map((state) => ({
		...state,
		lastCall: state.lastCall && liveId(state.lastCall)
	}))
});
const offsetsFolder = (home) => (0, node_path.join)(ledgerFolder(home), "offsets");
const offsetsFile = (home, transcript) => (0, node_path.join)(offsetsFolder(home), `${(0, node_path.basename)(transcript, ".jsonl")}.json`);
function readProgress(home, transcript) {
	try {
		const file = offsetsFile(home, transcript);
		if (!(0, node_fs.existsSync)(file)) return null;
		const value = JSON.parse((0, node_fs.readFileSync)(file, "utf8"));
		return isProgress(value) ? value : null;
	} catch {
		return null;
	}
}
function isProgress(value) {
	if (typeof value !== "object" || value === null) return false;
	const { v = 1, transcript, offsets, lastCall, passedOver = 0 } = value;
	return v === 1 && typeof transcript === "string" && transcript !== "" && (typeof lastCall === "string" || lastCall === null) && isCount$1(passedOver) && typeof offsets === "object" && offsets !== null && !Array.isArray(offsets) && Object.values(offsets).every(isCount$1);
}
const isCount$1 = (value) => Number.isSafeInteger(value) && value >= 0;
function writeProgress(home, progress, isFirst) {
	const file = offsetsFile(home, progress.transcript);
	if (isFirst) {
		(0, node_fs.writeFileSync)(file, JSON.stringify(progress), { mode: 384 });
		return;
	}
	const temporary = `${file}.${process.pid}.tmp`;
	(0, node_fs.writeFileSync)(temporary, JSON.stringify(progress), { mode: 384 });
	(0, node_fs.renameSync)(temporary, file);
}
// src/usage/set-aside.ts
const LONGEST_MS = 6e5;
const fileOf = (at) => `set-aside-${at.slice(0, 10)}.jsonl`;
const setAside = (home, record) => appendLines(home, fileOf(record.at), [record]);
function stillSetAside(home, at, before) {
	const records = new Map();
	for (const record of readRecords((0, node_path.join)(ledgerFolder(home), fileOf(at.toISOString())))) records.set(record.id, record);
	const all = [...records.values()];
	const own = before === void 0 ? -1 : all.findIndex(({ id }) => id === before);
	return (own < 0 ? all : all.slice(0, own)).filter((record) => record.usd > 0 && at.getTime() - Date.parse(record.at) < LONGEST_MS && !hasAnswered(record));
}
function* readRecords(file) {
	for (const line of textOf$1(file).split("\n")) try {
		const record = JSON.parse(line);
		if (typeof record.id === "string" && typeof record.usd === "number") yield record;
	} catch {}
}
function hasAnswered({ id, transcript }) {
	const file = subagentTranscripts(transcript).find((one) => {
		try {
			return JSON.parse(textOf$1(one.replace(/\.jsonl$/, ".meta.json"))).toolUseId === id;
		} catch {
			return false;
		}
	});
	return file !== void 0 && readTranscript(file, 0).calls.length > 0;
}
function textOf$1(file) {
	try {
		return (0, node_fs.readFileSync)(file, "utf8");
	} catch {
		return "";
	}
}
// src/usage/cache-rebuild.ts
const NOT_WRITTEN = {
	in5m: 0,
	in1h: 0,
	switches: 0
};
const LIFE_5M = 3e5;
const LIFE_1H = 36e5;
const REBUILT_SHARE = .25;
function writtenAgain(before, call) {
	if (!before || before.served === call.served || hasDied(before, call)) return NOT_WRITTEN;
	const wasCached = before.cacheRead + before.cacheWrite5m + before.cacheWrite1h;
	const again = Math.min(call.cacheWrite5m + call.cacheWrite1h, Math.max(0, wasCached - call.cacheRead));
	if (again <= REBUILT_SHARE * call.prompt) return NOT_WRITTEN;
	const in1h = Math.min(again, call.cacheWrite1h);
	return {
		in5m: again - in1h,
		in1h,
		switches: 1
	};
}
function hasDied(before, { at, cacheWrite1h }) {
	const forAnHour = before.cacheWrite5m + before.cacheWrite1h > 0 ? before.cacheWrite1h > 0 : cacheWrite1h > 0;
	return at - before.at > (forAnHour ? LIFE_1H : LIFE_5M);
}
const hash = new Uint32Array(2);
function hashOf(id) {
	let a = 3735928559;
	let b = 1103547991;
	for (let index = 0; index < id.length; index++) {
		const code = id.charCodeAt(index);
		a = Math.imul(a ^ code, 2654435761);
		b = Math.imul(b ^ code, 1597334677);
	}
	a = Math.imul(a ^ a >>> 16, 2246822507) ^ Math.imul(b ^ b >>> 13, 3266489909);
	b = Math.imul(b ^ b >>> 16, 2246822507) ^ Math.imul(a ^ a >>> 13, 3266489909);
	hash[0] = a;
	hash[1] = b;
}
function firstWordOf(id) {
	hashOf(id);
	return hash[0] ?? 0;
}
var CallNumbers = class {
	#slots = new Uint32Array(4096);
	#mask = 1023;
	size = 0;
	of(id) {
		hashOf(id);
		const a = hash[0] ?? 0;
		const b = hash[1] ?? 0;
		if (this.size * 4 > this.#mask * 3) this.#grow();
		const slots = this.#slots;
		for (let slot = a & this.#mask;; slot = slot + 1 & this.#mask) {
			const at = slot * 4;
			if (!slots[at + 2]) {
				slots[at] = a;
				slots[at + 1] = b;
				slots[at + 2] = ++this.size;
				return this.size - 1;
			}
			if (slots[at] === a && slots[at + 1] === b) return (slots[at + 2] ?? 0) - 1;
		}
	}
	table(knownOf) {
		const words = new Uint32Array(this.size * 4);
		let at = 0;
		for (let slot = 0; slot <= this.#mask; slot++) {
			const from = slot * 4;
			const number = this.#slots[from + 2] ?? 0;
			const known = number ? knownOf(number - 1) : null;
			if (!known) continue;
			words[at] = this.#slots[from] ?? 0;
			words[at + 1] = this.#slots[from + 1] ?? 0;
			words[at + 2] = known.session;
			words[at + 3] = known.check;
			at += 4;
		}
		return new KnownCalls(sorted(words.subarray(0, at)));
	}
	#grow() {
		const old = this.#slots;
		this.#mask = this.#mask * 2 + 1;
		this.#slots = new Uint32Array((this.#mask + 1) * 4);
		for (let from = 0; from < old.length; from += 4) {
			if (!old[from + 2]) continue;
			let slot = (old[from] ?? 0) & this.#mask;
			while (this.#slots[slot * 4 + 2]) slot = slot + 1 & this.#mask;
			this.#slots.set(old.subarray(from, from + 4), slot * 4);
		}
	}
};
var KnownCalls = class KnownCalls {
	static none = new KnownCalls(new Uint32Array(0));
	words;
	constructor(words) {
		this.words = words;
	}
	find(id) {
		hashOf(id);
		const a = hash[0] ?? 0;
		const b = hash[1] ?? 0;
		const { words } = this;
		let low = 0;
		let high = words.length / 4;
		while (low < high) {
			const middle = low + high >>> 1;
			if ((words[middle * 4] ?? 0) < a) low = middle + 1;
			else high = middle;
		}
		for (let at = low * 4; words[at] === a; at += 4) if (words[at + 1] === b) return {
			session: words[at + 2] ?? 0,
			check: words[at + 3] ?? 0
		};
		return null;
	}
	with(other) {
		if (!other.words.length) return this;
		const words = new Uint32Array(this.words.length + other.words.length);
		words.set(this.words);
		words.set(other.words, this.words.length);
		return new KnownCalls(sorted(words));
	}
};
function sorted(words) {
	const rows = words.length / 4;
	const keys = new Float64Array(rows);
	for (let row = 0; row < rows; row++) keys[row] = (words[row * 4] ?? 0) * PLACES + row;
	keys.sort();
	const found = new Uint32Array(words.length);
	for (const [row, key] of keys.entries()) {
		const from = key % PLACES * 4;
		for (let word = 0; word < 4; word++) found[row * 4 + word] = words[from + word] ?? 0;
	}
	return found;
}
const PLACES = 2 ** 21;
// src/usage/books/entry-fields.ts
const isText = (value) => typeof value === "string";
const isTextOrNull = (value) => typeof value === "string" || value === null;
const isFlag = (value) => value === void 0 || typeof value === "boolean";
const isCount = (value) => Number.isSafeInteger(value) && value >= 0;
const isOneOf = (names) => (value) => names.includes(value);
const or = (fits, other) => (value) => value === other || fits(value);
const PROMPT = [
	"input",
	"output",
	"cacheRead",
	"cacheWrite5m",
	"cacheWrite1h"
];
const isPrompts = (value) => Array.isArray(value) && value.every((one) => typeof one === "object" && one !== null && PROMPT.every((name) => isCount(one[name])));
const isAmount = (value) => typeof value === "number" && value >= 0 && Number.isFinite(value);
function isMoment(value) {
	if (typeof value !== "string" || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value)) return false;
	const ms = Date.parse(value);
	return !Number.isNaN(ms) && new Date(ms).toISOString().slice(0, 16) === value.slice(0, 16);
}
const FIELDS = {
	id: {
		role: "own",
		fits: (value) => isText(value) && value !== ""
	},
	at: {
		role: "own",
		fits: isMoment
	},
	costUsd: {
		role: "own",
		fits: or(isAmount, null)
	},
	source: {
		role: "apart",
		fits: isOneOf(SOURCES)
	},
	session: {
		role: "apart",
		fits: isTextOrNull
	},
	project: {
		role: "apart",
		fits: isTextOrNull
	},
	agent: {
		role: "apart",
		fits: isTextOrNull
	},
	skill: {
		role: "apart",
		fits: isTextOrNull
	},
	requested: {
		role: "apart",
		fits: isText
	},
	served: {
		role: "apart",
		fits: isText
	},
	tier: {
		role: "apart",
		fits: or(isOneOf(TIER_NAMES), null)
	},
	effort: {
		role: "apart",
		fits: isTextOrNull
	},
	isSum: {
		role: "apart",
		fits: isFlag
	},
	fast: {
		role: "apart",
		fits: isFlag
	},
	batch: {
		role: "apart",
		fits: isFlag
	},
	usOnly: {
		role: "apart",
		fits: isFlag
	},
	isBilled: {
		role: "apart",
		fits: isFlag
	},
	noUsage: {
		role: "apart",
		fits: isFlag
	},
	step: {
		role: "apart",
		fits: or(isText, void 0)
	},
	client: {
		role: "apart",
		fits: or(isText, void 0)
	},
	branch: {
		role: "apart",
		fits: or(isText, void 0)
	},
	did: {
		role: "apart",
		fits: or(isText, void 0)
	},
	sent: {
		role: "own",
		fits: or(Number.isSafeInteger, void 0)
	},
	samplings: {
		role: "apart",
		fits: or(isPrompts, void 0)
	},
	stop: {
		role: "dropped",
		fits: isTextOrNull
	}
};
const NAMES = Object.keys(FIELDS);
const FACTS = NAMES.filter((name) => FIELDS[name].role === "apart");
const factsOf = (entry) => Object.fromEntries([...FACTS, ...standsAlone(entry) ? ["stop"] : []].flatMap((name) => {
	const value = entry[name];
	return value === void 0 ? [] : [[name, value]];
}));
const standsAlone = ({ source, samplings }) => samplings !== void 0 || source === "plan";
const sumsOf = (entry) => SUMS.map((name) => entry[name] ?? 0);
const VERSION$1 = 1;
function entryIn(value) {
	if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
	const record = value;
	if ((record.v ?? VERSION$1) !== VERSION$1 || record.v === null) return null;
	return NAMES.every((name) => FIELDS[name].fits(record[name])) && SUMS.every((name) => isCount(record[name]) || record[name] === void 0 && OPTIONAL_SUMS.includes(name)) ? value : null;
}
// src/usage/books/rows.ts
const QUARTER_MS = 9e5;
const PROMPT_STEPS = [...new Set(Object.values(MODELS).flatMap(({ prices }) => prices.flatMap(({ longPrompt }) => longPrompt ? [longPrompt.above] : [])))].sort((a, b) => a - b);
const ROWS_MADE_BY = JSON.stringify([
	2,
	FACTS,
	SUMS,
	PROMPT_STEPS
]);
var Rows = class {
	#rows = new Map();
	list = [];
	add({ at, sums, costUsd, facts }, again) {
		const prompt = promptOf(sums);
		const key = keyOf(at, prompt, costUsd) * 2 + (again.switches ? 1 : 0);
		const row = this.#rowFor(facts, key, {
			at,
			costUsd
		});
		row.calls++;
		row.at = Math.min(row.at, at);
		row.until = Math.max(row.until, at);
		row.prompt = Math.max(row.prompt, prompt);
		for (let index = 0; index < sums.length; index++) row.sums[index] = (row.sums[index] ?? 0) + (sums[index] ?? 0);
		if (costUsd !== null) row.costUsd = (row.costUsd ?? 0) + costUsd;
		if (again.switches) row.again = {
			in5m: row.again.in5m + again.in5m,
			in1h: row.again.in1h + again.in1h,
			switches: row.again.switches + again.switches
		};
	}
	#rowFor(facts, key, { at, costUsd }) {
		const ofFacts = this.#rows.get(facts) ?? new Map();
		if (!ofFacts.size) this.#rows.set(facts, ofFacts);
		let row = ofFacts.get(key);
		if (!row) {
			row = {
				facts,
				at,
				until: at,
				calls: 0,
				prompt: 0,
				costUsd: costUsd === null ? null : 0,
				sums: SUMS.map(() => 0),
				again: NOT_WRITTEN
			};
			ofFacts.set(key, row);
			this.list.push(row);
		}
		return row;
	}
};
const stepOf = (prompt) => PROMPT_STEPS.filter((above) => prompt > above).length;
function keyOf(at, prompt, costUsd) {
	return (Math.floor(at / QUARTER_MS) * (PROMPT_STEPS.length + 1) + stepOf(prompt)) * 2 + (costUsd === null ? 1 : 0);
}
const [INPUT, READ, WRITE_5M, WRITE_1H] = [
	"input",
	"cacheRead",
	"cacheWrite5m",
	"cacheWrite1h"
].map((name) => SUMS.indexOf(name));
const promptOf = (sums) => (sums[INPUT] ?? 0) + (sums[READ] ?? 0) + (sums[WRITE_5M] ?? 0) + (sums[WRITE_1H] ?? 0);
const cacheUse = ({ at, sums, facts }) => ({
	served: facts.served,
	at,
	prompt: promptOf(sums),
	cacheRead: sums[READ] ?? 0,
	cacheWrite5m: sums[WRITE_5M] ?? 0,
	cacheWrite1h: sums[WRITE_1H] ?? 0
});
// src/usage/books/month.ts
const noMonth = () => ({
	rows: [],
	copies: new Map(),
	threads: new Map(),
	lastCopies: new Map(),
	sessions: [],
	known: KnownCalls.none,
	odd: {
		count: 0,
		first: null
	}
});
var MonthReader = class {
	isRevised = false;
	#before;
	#elsewhere;
	#numbers = new CallNumbers();
	#calls = [];
	#lastCopies;
	#copyNumbers = new CallNumbers();
	#copies = new Map();
	#sessions;
	#odd;
	#file = "";
	#linesBefore = 0;
	constructor(before, elsewhere) {
		this.#before = before;
		this.#elsewhere = elsewhere;
		this.#sessions = new Map(before.sessions.map((name, number) => [name, number]));
		this.#lastCopies = new Map(before.lastCopies);
		this.#odd = { ...before.odd };
	}
	begin(file, linesBefore) {
		this.#file = file;
		this.#linesBefore = linesBefore;
	}
	passOver(number, text) {
		this.#odd.count++;
		const line = this.#linesBefore + number;
		this.#odd.first ??= {
			file: this.#file,
			line,
			text: text.slice(0, LONGEST_ODD)
		};
	}
	take(line) {
		const number = this.#numbers.of(line.id);
		const known = this.#calls[number];
		if (known) this.#repeat(number, known, line);
		else if (known === null) this.#knownBefore(line);
		else this.#calls[number] = this.#knownBefore(line) ? null : line;
	}
	#repeat(number, known, line) {
		const { session } = line.facts;
		const { at, facts } = known;
		if (session === facts.session) this.#calls[number] = repeatedLine(known, line);
		else if (session !== null) this.#copy(session, {
			...line,
			at,
			facts
		});
	}
	#knownBefore(line) {
		const { id, facts } = line;
		const here = this.#before.known.find(id);
		const owner = here ? this.#before.sessions[here.session] ?? null : this.#elsewhere.sessionOf(id);
		if (owner === null) return false;
		if (owner === (facts.session ?? "")) this.isRevised ||= here !== null && here.check !== checkOf(line);
		else if (facts.session !== null) this.#copy(facts.session, {
			...line,
			facts: factsWith(facts, { session: owner })
		});
		return true;
	}
	#copy(session, line) {
		const key = `${session}\n${line.id}`;
		if (this.#before.known.find(key)) return;
		this.#copyNumbers.of(key);
		this.#numberOf(session);
		const copies = this.#copies.get(session) ?? new Map();
		if (!copies.size) this.#copies.set(session, copies);
		copies.set(line.id, line);
		if (line.facts.source === "session") this.#lastCopies.set(session, {
			id: line.id,
			use: cacheUse(line)
		});
	}
	month() {
		const { rows, threads } = this.#addedUp();
		const { known } = this.#before;
		const added = this.#numbers.table((number) => {
			const line = this.#calls[number];
			return line ? {
				session: this.#numberOf(line.facts.session ?? ""),
				check: checkOf(line)
			} : null;
		});
		return {
			rows: [...this.#before.rows, ...rows.list],
			copies: this.#allCopies(),
			threads,
			lastCopies: this.#lastCopies,
			known: known.with(added).with(this.#copyNumbers.table(() => ({
				session: 0,
				check: 0
			}))),
			sessions: [...this.#sessions.keys()],
			odd: this.#odd
		};
	}
	#addedUp() {
		const rows = new Rows();
		const threads = new Map(this.#before.threads);
		for (const line of this.#calls) {
			if (!line) continue;
			const { source, session } = line.facts;
			if (source !== "session" || session === null) {
				rows.add(line, NOT_WRITTEN);
				continue;
			}
			const use = cacheUse(line);
			rows.add(line, writtenAgain(threads.get(session)?.use, use));
			threads.set(session, {
				id: line.id,
				use
			});
		}
		return {
			rows,
			threads
		};
	}
	#allCopies() {
		const all = new Map(this.#before.copies);
		for (const [session, lines] of this.#copies) {
			const rows = new Rows();
			for (const line of lines.values()) rows.add(line, NOT_WRITTEN);
			all.set(session, [...all.get(session) ?? [], ...rows.list]);
		}
		return all;
	}
	#numberOf(session) {
		const known = this.#sessions.get(session);
		if (known !== void 0) return known;
		this.#sessions.set(session, this.#sessions.size);
		return this.#sessions.size - 1;
	}
};
const LONGEST_ODD = 4096;
function checkOf({ sums, facts: { did = "" } }) {
	let check = did.length + 7;
	for (const sum of sums) check = Math.imul(check ^ sum ^ sum / 2 ** 32, 2654435761);
	return check >>> 0;
}
const MS = SUMS.indexOf("ms");
function repeatedLine(known, again) {
	const told = ({ sent, sums, facts: { did } }) => ({
		sent,
		ms: sums[MS],
		did
	});
	const { sent, ms, did } = repeatedParts(told(known), told(again));
	const facts = did === again.facts.did ? again.facts : factsWith(again.facts, { did });
	return {
		...again,
		at: known.at,
		sent,
		sums: again.sums.with(MS, ms ?? 0),
		facts
	};
}
const changed = new WeakMap();
function factsWith(facts, change) {
	const key = JSON.stringify(change);
	const ofFacts = changed.get(facts) ?? new Map();
	changed.set(facts, ofFacts);
	const known = ofFacts.get(key) ?? {
		...facts,
		...change
	};
	ofFacts.set(key, known);
	return known;
}
// src/usage/books/month-files.ts
const TAIL_BYTES = 64;
const NAME = /^(\d{4}-\d\d)\.(?:jsonl|jsonl\.gz|sums\.gz|after-\d+\.jsonl)$/;
const monthFile = (home, name) => (0, node_path.join)(ledgerFolder(home), `${name}.jsonl`);
const packedFile = (home, name) => `${monthFile(home, name)}.gz`;
const sumsFile = (home, name) => (0, node_path.join)(ledgerFolder(home), `${name}.sums.gz`);
function filesOfMonths(home) {
	const months = new Map();
	for (const file of namesIn(ledgerFolder(home)).sort()) {
		const [, name] = NAME.exec(file) ?? [];
		if (name) months.set(name, [...months.get(name) ?? [], file]);
	}
	return months;
}
function namesIn(folder) {
	try {
		return (0, node_fs.readdirSync)(folder);
	} catch {
		return [];
	}
}
const monthsIn = (home) => [...filesOfMonths(home).keys()];
function closedPart(home, name) {
	const found = (filesOfMonths(home).get(name) ?? []).filter((file) => file !== `${name}.jsonl`).flatMap((base) => {
		const file = (0, node_path.join)(ledgerFolder(home), base);
		const stat = statOf(file);
		return stat ? [{
			file,
			state: `${base} ${stat.size} ${stat.mtimeMs}`
		}] : [];
	});
	const known = [sumsFile(home, name), packedFile(home, name)];
	const [sums = null, packed = null] = known.map((one) => found.some(({ file }) => file === one) ? one : null);
	return {
		sums,
		packed,
		following: found.flatMap(({ file }) => known.includes(file) ? [] : [file]),
		state: found.map(({ state }) => state).join(" + ")
	};
}
function statOf(file) {
	try {
		return (0, node_fs.statSync)(file, { throwIfNoEntry: false });
	} catch {
		return;
	}
}
function tailOf$1(file, before) {
	if (!before) return "";
	const fd = (0, node_fs.openSync)(file, "r");
	try {
		const bytes = Buffer.alloc(Math.min(TAIL_BYTES, before));
		return bytes.toString("latin1", 0, (0, node_fs.readSync)(fd, bytes, 0, bytes.length, before - bytes.length));
	} finally {
		(0, node_fs.closeSync)(fd);
	}
}
// src/usage/books/packed-lines.ts
const HEADER_BYTES = 28;
const PLAIN_HEADER_BYTES = 10;
const BEGINNING = Buffer.from([
	31,
	139,
	8,
	4,
	0,
	0,
	0,
	0
]);
const MORE = Buffer.from([
	16,
	0,
	...Buffer.from("TW"),
	12,
	0
]);
const LENGTH_AT = 16;
const LINES_AT = 20;
const MOST_BYTES$1 = 1073741824;
function markOf(file) {
	const fd = (0, node_fs.openSync)(file, "r");
	try {
		return `${(0, node_fs.fstatSync)(fd).size} ${bytesAt(fd, 0, HEADER_BYTES).toString("base64")}`;
	} finally {
		(0, node_fs.closeSync)(fd);
	}
}
function* unpacked(file, onDamaged, from = 0) {
	const fd = (0, node_fs.openSync)(file, "r");
	try {
		const { size } = (0, node_fs.fstatSync)(fd);
		for (let at = from; at < size;) {
			const member = memberAt(fd, at, size);
			const bytes = bytesAt(fd, at, member?.length ?? size - at);
			const text = linesOf(bytes);
			if (text) yield text;
			else onDamaged(member?.lines ?? null);
			at += text || member ? bytes.length : nextIn(bytes);
		}
	} finally {
		(0, node_fs.closeSync)(fd);
	}
}
function linesOf(bytes) {
	try {
		return (0, node_zlib().gunzipSync)(bytes, { maxOutputLength: MOST_BYTES$1 });
	} catch {
		return null;
	}
}
function nextIn(bytes) {
	const next = bytes.indexOf(BEGINNING, 1);
	return next < 0 ? bytes.length : next;
}
function memberAt(fd, at, size) {
	const header = bytesAt(fd, at, HEADER_BYTES);
	if (header.length < HEADER_BYTES || !header.subarray(0, BEGINNING.length).equals(BEGINNING)) return null;
	if (!header.subarray(PLAIN_HEADER_BYTES, LENGTH_AT).equals(MORE)) return null;
	const length = header.readUInt32LE(LENGTH_AT);
	if (length <= HEADER_BYTES) return null;
	const isCut = at + length > size;
	const bytes = isCut ? 0 : bytesAt(fd, at + length - 4, 4).readUInt32LE();
	return {
		length: isCut ? size - at : length,
		bytes,
		lines: header.readUInt32LE(LINES_AT),
		isCut
	};
}
function bytesAt(fd, at, length) {
	const bytes = Buffer.allocUnsafe(length);
	return bytes.subarray(0, (0, node_fs.readSync)(fd, bytes, 0, length, at));
}
// src/usage/books/pieces.ts
const PIECE_BYTES = 1048576;
const NEWLINE$1 = 10;
function* pieces(fd, from, to = (0, node_fs.fstatSync)(fd).size) {
	let chunk = Buffer.allocUnsafe(Math.min(PIECE_BYTES, Math.max(1, to - from)));
	for (let position = from; position < to;) {
		const length = (0, node_fs.readSync)(fd, chunk, 0, Math.min(chunk.length, to - position), position);
		if (!length) return;
		const end = chunk.lastIndexOf(NEWLINE$1, length - 1) + 1;
		if (!end && position + length < to) chunk = Buffer.allocUnsafe(chunk.length * 2);
		else {
			yield chunk.subarray(0, end || length);
			position += end || length;
		}
	}
}
const endsInLine = (piece) => piece[piece.length - 1] === NEWLINE$1;
// src/usage/books/month-pieces.ts
function closedPieces({ packed, following }, onDamaged) {
	return [...packed ? [{
		file: packed,
		pieces: unpacked(packed, (lines) => onDamaged({
			file: packed,
			lines
		}))
	}] : [], ...following.map((file) => ({
		file,
		pieces: piecesOf(file)
	}))];
}
function* piecesOf(file) {
	const fd = (0, node_fs.openSync)(file, "r");
	try {
		yield* pieces(fd, 0);
	} finally {
		(0, node_fs.closeSync)(fd);
	}
}
function damagedInWords({ lines }) {
	if (lines === null) return "damaged, and how many lines are lost is not known";
	return `damaged: ${lines} ${lines === 1 ? "line" : "lines"} cannot be read`;
}
// src/usage/books/read-lines.ts
var LineReader = class {
	#reader;
	constructor(taker) {
		this.#reader = new Reader(taker);
	}
	file(file, from) {
		const fd = (0, node_fs.openSync)(file, "r");
		try {
			return this.pieces(pieces(fd, from));
		} finally {
			(0, node_fs.closeSync)(fd);
		}
	}
	pieces(all) {
		const reader = this.#reader;
		reader.lines = 0;
		let bytes = 0;
		for (const piece of all) {
			reader.read(piece.toString("latin1"));
			if (!endsInLine(piece)) return {
				lines: reader.lines - 1,
				bytes,
				isTorn: true
			};
			bytes += piece.length;
		}
		return {
			lines: reader.lines,
			bytes,
			isTorn: false
		};
	}
};
var Reader = class {
	lines = 0;
	#taker;
	#facts = new Map();
	#known = new Map();
	constructor(taker) {
		this.#taker = taker;
	}
	read(text) {
		for (let start = 0; start < text.length;) {
			const found = text.indexOf("\n", start);
			const end = found < 0 ? text.length : found;
			this.lines++;
			if (end > start) this.#take(text, start, end);
			start = end + 1;
		}
	}
	#take(text, start, end) {
		const line = this.#byPlace(text, start, end) ?? this.#parsed(text, start, end);
		if (line) this.#taker.take(line);
		else this.#taker.passOver(this.lines, decoded(text.slice(start, end)));
	}
	#byPlace(text, start, end) {
		if (!text.startsWith(HEAD, start)) return null;
		const idEnd = text.indexOf("\"", start + HEAD.length);
		if (idEnd > end || idEnd === start + HEAD.length || !text.startsWith(AT, idEnd)) return null;
		const id = copyOf(text.slice(start + HEAD.length, idEnd));
		const at = momentAt(text, idEnd + AT.length);
		if (Number.isNaN(at) || id.includes("\\")) return null;
		cursor = idEnd + AT.length + MOMENT_LENGTH + 1;
		if (text.charCodeAt(cursor++) !== COMMA) return null;
		const sent = text.startsWith(SENT, cursor) ? takeDigits(text, cursor + SENT.length) : void 0;
		const sums = sent === -1 ? null : takeSums(text);
		if (!sums || !text.startsWith(COST, cursor)) return null;
		const rest = text.indexOf(",", cursor + COST.length);
		if (rest < 0 || rest > end) return null;
		const costUsd = amountIn(text.slice(cursor + COST.length, rest));
		const facts = costUsd === void 0 ? null : this.#factsIn(text.slice(rest + 1, end));
		return facts && {
			id,
			at,
			sent,
			sums,
			costUsd: costUsd ?? null,
			facts: alone(facts, id)
		};
	}
	#factsIn(rest) {
		let facts = this.#facts.get(rest);
		if (facts === void 0) {
			const entry = entryIn({
				...NOTHING$1,
				...objectIn(`{${rest}`)
			});
			facts = entry && KEPT_FIRST.every((name) => entry[name] === NOTHING$1[name]) ? this.#same(factsOf(entry)) : null;
			this.#facts.set(copyOf(rest), facts);
		}
		return facts;
	}
	#parsed(text, start, end) {
		const entry = entryIn(objectIn(text.slice(start, end)));
		if (!entry) return null;
		const { at, sent, costUsd } = entry;
		const id = Buffer.from(entry.id).toString("latin1");
		const facts = alone(this.#same(factsOf(entry)), id);
		return {
			id,
			at: Date.parse(at),
			sent,
			sums: sumsOf(entry),
			costUsd,
			facts
		};
	}
	#same(facts) {
		const key = JSON.stringify(facts);
		const known = this.#known.get(key);
		if (known) return known;
		this.#known.set(key, facts);
		return facts;
	}
};
const HEAD = "{\"id\":\"";
const AT = "\",\"at\":\"";
const SENT = "\"sent\":";
const COST = "\"costUsd\":";
const MOMENT_LENGTH = 24;
const NOTHING$1 = {
	id: "-",
	at: "2026-01-01T00:00:00.000Z",
	sent: 0,
	costUsd: null,
	...zeros()
};
const KEPT_FIRST = Object.keys(NOTHING$1);
function zeros() {
	return Object.fromEntries(SUMS.map((name) => [name, 0]));
}
let cursor = 0;
const KEYS = SUMS.map((name) => `"${name}":`);
const OPTIONAL = SUMS.map((name) => OPTIONAL_SUMS.includes(name));
function takeSums(text) {
	const sums = [];
	for (const [index, key] of KEYS.entries()) if (text.startsWith(key, cursor)) {
		const number = takeDigits(text, cursor + key.length);
		if (number < 0) return null;
		sums.push(number);
	} else if (OPTIONAL[index]) sums.push(0);
	else return null;
	return sums;
}
const COMMA = 44;
const MOST_DIGITS = 15;
function takeDigits(text, from) {
	let number = 0;
	let at = from;
	for (; at - from <= MOST_DIGITS; at++) {
		const digit = text.charCodeAt(at) - 48;
		if (!(digit >= 0 && digit <= 9)) break;
		number = number * 10 + digit;
	}
	if (at === from || text.charCodeAt(at) !== COMMA || text.charCodeAt(from) === 48 && at > from + 1) return -1;
	cursor = at + 1;
	return number;
}
function amountIn(text) {
	if (text === "null") return null;
	return /^(0|[1-9]\d*)(\.\d+)?(e[+-]?\d{1,2})?$/.test(text) ? Number(text) : void 0;
}
const days = new Map();
function momentAt(text, from) {
	if (text.charCodeAt(from + MOMENT_LENGTH) !== 34) return NaN;
	const date = text.slice(from, from + 11);
	let day = days.get(date);
	if (day === void 0) {
		day = /^\d{4}-\d\d-\d\dT$/.test(date) ? Date.parse(`${date}00:00:00.000Z`) : NaN;
		if (!date.startsWith(new Date(day || 0).toISOString().slice(0, 10))) day = NaN;
		days.set(copyOf(date), day);
	}
	const ms = two(text, from + 11) * 36e5 + two(text, from + 14) * 6e4 + two(text, from + 17) * 1e3 + two(text, from + 20) * 10 + text.charCodeAt(from + 22) - 48;
	return isClock(text, from + 11) ? day + ms : NaN;
}
function isClock(text, from) {
	for (let index = 0; index < CLOCK.length; index++) {
		const code = text.charCodeAt(from + index);
		const most = CLOCK.charCodeAt(index);
		if (most > 47 && most < 58 ? code < 48 || code > most : code !== most) return false;
	}
	return two(text, from) < 24;
}
const CLOCK = "29:59:59.999Z";
const two = (text, at) => (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48;
const alone = (facts, id) => standsAlone(facts) ? {
	...facts,
	id: Buffer.from(id, "latin1").toString("utf8")
} : facts;
const copyOf = (text) => Buffer.from(text, "latin1").toString("latin1");
const decoded = (text) => Buffer.from(text, "latin1").toString("utf8");
function objectIn(text) {
	try {
		const value = JSON.parse(decoded(text));
		return typeof value === "object" && value !== null && !Array.isArray(value) ? value : null;
	} catch {
		return null;
	}
}
// src/usage/books/spent-sums.ts
const FARTHEST_CLOCK_MS = 504e5;
const LONGEST_DAY_MS = 18e7;
function sumSpent(month, rows, now) {
	const begins = Date.parse(`${month}-01T00:00:00.000Z`);
	const ends = new Date(begins).setUTCMonth(new Date(begins).getUTCMonth() + 1);
	const from = begins + FARTHEST_CLOCK_MS;
	const to = Math.max(from, Math.min(now - LONGEST_DAY_MS, ends - FARTHEST_CLOCK_MS));
	const sessions = new Map();
	const [all, projects, agents] = [
		new Sums(),
		new Sums(),
		new Sums()
	];
	for (const { facts, at, costUsd } of rows) {
		if (!costUsd) continue;
		const quarter = at - at % QUARTER_MS;
		const counted = quarter > from && quarter < to ? from : quarter;
		if (facts.session !== null) sessions.set(facts.session, (sessions.get(facts.session) ?? 0) + costUsd);
		all.add("", counted, costUsd);
		if (facts.project !== null) projects.add(facts.project, counted, costUsd);
		if (facts.agent !== null) agents.add(facts.agent, counted, costUsd);
	}
	return {
		sessions: [...sessions],
		all: all.list[0]?.[1] ?? [],
		projects: projects.list,
		agents: agents.list,
		blurred: [from, to]
	};
}
var Sums = class {
	#spans = new Map();
	add(name, at, usd) {
		const spans = this.#spans.get(name) ?? new Map();
		if (!spans.size) this.#spans.set(name, spans);
		spans.set(at, (spans.get(at) ?? 0) + usd);
	}
	get list() {
		return [...this.#spans].map(([name, spans]) => [name, [...spans]]);
	}
};
function spentIn$1(sums, { of, fits, since }) {
	if (of === "session") return total(sums.sessions.filter(([name]) => fits(name)));
	const [from, to] = sums.blurred;
	if (since > from && since < to) return null;
	const lists = of === null ? [sums.all] : sums[`${of}s`].flatMap(([name, spans]) => fits(name) ? [spans] : []);
	return total(lists.flat().filter(([at]) => at >= since));
}
const total = (spans) => spans.reduce((sum, [, usd]) => sum + usd, 0);
// src/usage/books/stored-head.ts
const HEAD_BYTES = 65536;
const storedFile = (home, month) => (0, node_path.join)(ledgerFolder(home), "books", `${month}.books`);
function readHead(home, month) {
	let fd = null;
	try {
		fd = (0, node_fs.openSync)(storedFile(home, month), "r");
		return readBeginning(fd)?.head ?? null;
	} catch {
		return null;
	} finally {
		if (fd !== null) (0, node_fs.closeSync)(fd);
	}
}
function readBeginning(fd) {
	for (let length = HEAD_BYTES;; length *= 4) {
		const bytes = Buffer.allocUnsafe(length);
		const read = (0, node_fs.readSync)(fd, bytes, 0, length, 0);
		const end = bytes.subarray(0, read).indexOf(10);
		const head = end < 0 ? null : headIn(bytes.toString("utf8", 0, end));
		if (end >= 0 && !head) return null;
		const places = head && placesIn(head, end);
		if (head && places && places.body <= read) return {
			head,
			spent: JSON.parse(bytes.toString("utf8", places.spent, places.body - 1)),
			table: places.table
		};
		if (read < length) return null;
	}
}
function placesIn(head, end) {
	const body = end + 1 + head.spent + 1;
	return {
		spent: end + 1,
		body,
		table: body + head.body + 1
	};
}
function headIn(text) {
	const head = JSON.parse(text);
	return head.stamp.by === ROWS_MADE_BY ? head : null;
}
// src/usage/books/stored-month.ts
function readMonth(home, month) {
	try {
		const bytes = (0, node_fs.readFileSync)(storedFile(home, month));
		const end = bytes.indexOf(10);
		const head = headIn(bytes.toString("utf8", 0, end));
		const places = head && placesIn(head, end);
		const body = places && JSON.parse(bytes.toString("utf8", places.body, places.table - 1));
		if (!places || !body) return null;
		const ids = bytes.subarray(places.table);
		if (ids.length !== body.known) return null;
		return {
			head,
			month: monthOf(head, body, knownIn(ids))
		};
	} catch {
		return null;
	}
}
function readTable(home, month) {
	try {
		const bytes = (0, node_fs.readFileSync)(storedFile(home, month));
		const end = bytes.indexOf(10);
		const head = headIn(bytes.toString("utf8", 0, end));
		return head && {
			known: knownIn(bytes.subarray(placesIn(head, end).table)),
			sessions: head.sessions
		};
	} catch {
		return null;
	}
}
const knownIn = (ids) => new KnownCalls(new Uint32Array(new Uint8Array(ids).buffer));
function writeMonth(home, name, stamp, month) {
	const file = storedFile(home, name);
	const draft = `${file}.${process.pid}.tmp`;
	const { words } = month.known;
	const body = JSON.stringify(bodyOf(month, words.byteLength));
	const spent = JSON.stringify(sumSpent(name, month.rows, Date.now()));
	const bytes = {
		spent: Buffer.byteLength(spent),
		body: Buffer.byteLength(body)
	};
	const head = {
		stamp,
		sessions: month.sessions,
		odd: month.odd,
		...bytes
	};
	try {
		makePrivateFolder((0, node_path.join)(ledgerFolder(home), "books"));
		const text = Buffer.from(`${JSON.stringify(head)}\n${spent}\n${body}\n`);
		const ids = Buffer.from(words.buffer, words.byteOffset, words.byteLength);
		(0, node_fs.writeFileSync)(draft, Buffer.concat([text, ids]), { mode: 384 });
		(0, node_fs.renameSync)(draft, file);
		return head;
	} catch {
		remove(draft);
		return null;
	}
}
function remove(file) {
	try {
		(0, node_fs.rmSync)(file, { force: true });
	} catch {}
}
function bodyOf({ rows, copies, threads, lastCopies }, known) {
	const numbers = new Map();
	const numberOf = (facts) => {
		const number = numbers.get(facts) ?? numbers.size;
		numbers.set(facts, number);
		return number;
	};
	const copied = [...copies].flatMap(([session, list]) => list.map((row) => ({
		session,
		row
	})));
	return {
		rows: columnsOf(rows, numberOf),
		copies: columnsOf(copied.map(({ row }) => row), numberOf),
		copiedTo: copied.map(({ session }) => session),
		threads: [...threads],
		lastCopies: [...lastCopies],
		facts: [...numbers.keys()],
		known
	};
}
const columnsOf = (rows, numberOf) => ({
	facts: rows.map(({ facts }) => numberOf(facts)),
	at: rows.map(({ at }) => at),
	lasted: rows.map(({ at, until }) => until - at),
	calls: rows.map(({ calls }) => calls),
	prompt: rows.map(({ prompt }) => prompt),
	sums: rows.map(({ sums }) => sums),
	costUsd: rows.map(({ costUsd }) => costUsd),
	again: rows.flatMap(({ again }, row) => again.switches ? [[row, again]] : [])
});
function monthOf({ sessions, odd }, body, known) {
	const copies = new Map();
	for (const [index, row] of rowsOf(body.copies, body.facts).entries()) {
		const session = body.copiedTo[index] ?? "";
		const list = copies.get(session);
		if (list) list.push(row);
		else copies.set(session, [row]);
	}
	return {
		rows: rowsOf(body.rows, body.facts),
		copies,
		threads: new Map(body.threads),
		lastCopies: new Map(body.lastCopies),
		sessions,
		known,
		odd
	};
}
function rowsOf({ facts, at, lasted, calls, prompt, sums, costUsd, again }, all) {
	const written = new Map(again);
	return at.map((begins, row) => ({
		facts: all[facts[row] ?? -1],
		at: begins,
		until: begins + (lasted[row] ?? 0),
		calls: calls[row] ?? 0,
		prompt: prompt[row] ?? 0,
		sums: sums[row] ?? [],
		costUsd: costUsd[row] ?? null,
		again: written.get(row) ?? NOT_WRITTEN
	}));
}
// src/usage/books/sums-file.ts
const VERSION = 1;
function readSums(file) {
	try {
		const { v, of, sums, month, body, known } = JSON.parse((0, node_zlib().gunzipSync)((0, node_fs.readFileSync)(file)).toString("utf8"));
		if (v !== VERSION) return null;
		const inOrder = (columns) => ({
			...columns,
			sums: columns.sums.map((row) => SUMS.map((name) => row[sums.indexOf(name)] ?? 0))
		});
		return {
			of,
			month: monthOf(month, {
				...body,
				rows: inOrder(body.rows),
				copies: inOrder(body.copies)
			}, knownIn(Buffer.from(known, "base64")))
		};
	} catch {
		return null;
	}
}
// src/usage/books/read-month.ts
const WORTH_STORING_BYTES = 65536;
const MOST_TRIES = 5;
function readNew(home, name, stamp, elsewhere) {
	for (let tries = 1;; tries++) {
		const files = new MonthFiles(home, name);
		if (files.isAsAt(stamp)) return null;
		try {
			const read = files.read(stamp, elsewhere);
			if (!files.wereMoved() || tries === MOST_TRIES) return read;
		} catch (error) {
			if (systemCode(error) !== "ENOENT" || tries === MOST_TRIES) throw error;
		}
	}
}
const NEW = {
	by: ROWS_MADE_BY,
	closed: "",
	bytes: 0,
	lines: 0,
	mtimeMs: 0,
	tail: ""
};
var MonthFiles = class {
	#home;
	#name;
	#closed;
	#file;
	#stat;
	constructor(home, name) {
		this.#home = home;
		this.#name = name;
		this.#closed = closedPart(home, name);
		this.#file = monthFile(home, name);
		this.#stat = statOf(this.#file);
	}
	wereMoved() {
		return closedPart(this.#home, this.#name).state !== this.#closed.state;
	}
	isAsAt(stamp) {
		const { size, mtimeMs } = this.#stat ?? NOTHING;
		return this.#isClosedAsAt(stamp) && stamp?.bytes === size && stamp.mtimeMs === mtimeMs;
	}
	#isClosedAsAt(stamp) {
		return stamp !== void 0 && (stamp.closed ?? "") === this.#closed.state;
	}
	read(stamp, elsewhere) {
		return (this.#hasGrownSince(stamp) ? this.#readOn(elsewhere, []) : null) ?? this.#readWhole(elsewhere);
	}
	#hasGrownSince(stamp) {
		if (!this.#isClosedAsAt(stamp) || (this.#stat?.size ?? 0) === stamp?.bytes) return false;
		return stamp !== void 0 && this.#beginsAs(stamp);
	}
	#beginsAs({ bytes, tail }) {
		return bytes <= (this.#stat?.size ?? 0) && tailOf$1(this.#file, bytes) === tail;
	}
	#readOn(elsewhere, damaged) {
		const stored = readMonth(this.#home, this.#name);
		if (!stored) return null;
		const { stamp } = stored.head;
		if (!damaged.length && !this.#hasGrownSince(stamp)) return null;
		const from = this.#beginsAs(stamp) ? stamp : NEW;
		const month = new MonthReader(stored.month, elsewhere);
		const read = this.#readOpen(new LineReader(month), month, from);
		return month.isRevised ? null : this.#found(month.month(), from, {
			read,
			closedBytes: 0,
			damaged
		});
	}
	#readWhole(elsewhere) {
		const damaged = [];
		const { sums, packed } = this.#closed;
		const summed = sums === null ? null : readSums(sums);
		if (sums !== null && !summed) damaged.push({
			file: sums,
			lines: null
		});
		const month = new MonthReader(summed?.month ?? noMonth(), elsewhere);
		const reader = new LineReader(month);
		const lines = summed !== null && packed !== null && summed.of === markOf(packed) ? {
			...this.#closed,
			packed: null
		} : this.#closed;
		let closedBytes = sums === null ? 0 : WORTH_STORING_BYTES;
		for (const { file, pieces } of closedPieces(lines, (one) => damaged.push(one))) {
			month.begin((0, node_path.basename)(file), 0);
			closedBytes += reader.pieces(pieces).bytes;
		}
		const stored = damaged.length && !this.wereMoved() ? this.#readOn(elsewhere, damaged) : null;
		if (stored) return stored;
		const read = this.#readOpen(reader, month, NEW);
		return this.#found(month.month(), NEW, {
			read,
			closedBytes,
			damaged
		});
	}
	#readOpen(reader, month, from) {
		month.begin((0, node_path.basename)(this.#file), from.lines);
		return this.#stat ? reader.file(this.#file, from.bytes) : reader.pieces([]);
	}
	#found(month, from, { read, closedBytes, damaged }) {
		const bytes = from.bytes + read.bytes;
		return {
			month,
			stamp: {
				by: ROWS_MADE_BY,
				closed: this.#closed.state,
				bytes,
				lines: from.lines + read.lines,
				mtimeMs: (this.#stat ?? NOTHING).mtimeMs,
				tail: tailOf$1(this.#file, bytes)
			},
			isWorthStoring: read.bytes + closedBytes >= WORTH_STORING_BYTES && !read.isTorn && !damaged.length,
			damaged
		};
	}
};
const NOTHING = {
	size: 0,
	mtimeMs: 0
};
// src/usage/books/months.ts
var LedgerMonths = class {
	names;
	unreadable = [];
	#home;
	#months = new Map();
	#tables = new Map();
	#heads = new Map();
	constructor(home, first = "") {
		this.#home = home;
		this.names = monthsIn(home);
		for (const name of this.names) this.#heads.set(name, readHead(home, name));
		for (const name of this.names) if (name >= first) this.#bringUpToDate(name);
	}
	month(name) {
		const known = this.#months.get(name);
		if (known) return known;
		const month = readMonth(this.#home, name)?.month ?? noMonth();
		this.#months.set(name, month);
		return month;
	}
	sessions(name) {
		return this.#months.get(name)?.sessions ?? this.#heads.get(name)?.sessions ?? [];
	}
	odd(name) {
		return this.#months.get(name)?.odd ?? this.#heads.get(name)?.odd ?? noMonth().odd;
	}
	#bringUpToDate(name) {
		try {
			const read = readNew(this.#home, name, this.#heads.get(name)?.stamp, this.#otherThan(name));
			if (!read) return;
			const { month, stamp, isWorthStoring, damaged } = read;
			for (const one of damaged) this.unreadable.push({
				file: one.file,
				problem: damagedInWords(one)
			});
			this.#tables.set(name, month);
			const head = isWorthStoring ? writeMonth(this.#home, name, stamp, month) : null;
			if (head) this.#heads.set(name, head);
			else this.#months.set(name, month);
		} catch (error) {
			if (!systemCode(error)) throw error;
			this.#months.set(name, noMonth());
			this.unreadable.push({
				file: monthFile(this.#home, name),
				problem: systemReason(error)
			});
		}
	}
	#table(name) {
		const known = this.#months.get(name) ?? this.#tables.get(name) ?? readTable(this.#home, name) ?? noMonth();
		this.#tables.set(name, {
			known: known.known,
			sessions: known.sessions
		});
		return known;
	}
	#otherThan(name) {
		const others = this.names.filter((other) => other !== name && this.#isKnown(other));
		return { sessionOf: (id) => {
			for (const other of others) {
				const { known, sessions } = this.#table(other);
				const call = known.find(id);
				if (call) return sessions[call.session] ?? "";
			}
			return null;
		} };
	}
	#isKnown(name) {
		return this.#months.has(name) || Boolean(this.#heads.get(name));
	}
};
// src/usage/books/new-calls.ts
const MOST_NEW_BYTES = 262144;
const MOST_BYTES_ALONE = 65536;
let last = null;
function readSpent(home, first) {
	const inPeriod = [...filesOfMonths(home)].filter(([name]) => name >= first);
	if (inPeriod.some(([name, files]) => files.some((file) => file !== `${name}.jsonl`))) return null;
	const months = inPeriod.map(([name]) => ({
		stored: storedFile(home, name),
		file: monthFile(home, name)
	}));
	const files = months.map(({ stored, file }) => `${stateOf(stored)}|${stateOf(file)}`).join("\n");
	if (last?.files === files) return last.spent;
	const spent = spentIn(months);
	last = spent && {
		files,
		spent
	};
	return spent;
}
function stateOf(file) {
	const { ino, size, mtimeMs } = (0, node_fs.statSync)(file, { throwIfNoEntry: false }) ?? {};
	return `${file} ${ino} ${size} ${mtimeMs}`;
}
function spentIn(months) {
	const reader = new NewCalls();
	const sums = [];
	try {
		for (const { stored, file } of months) {
			const found = reader.open(stored, file);
			if (found === void 0) return null;
			if (found) sums.push(found);
		}
		return reader.isRevised ? null : {
			sums,
			calls: reader.calls
		};
	} catch {
		return null;
	} finally {
		reader.close();
	}
}
var NewCalls = class {
	isRevised = false;
	#stored = [];
	#calls = new Map();
	open(stored, file) {
		const calls = StoredCalls.open(stored);
		if (calls) this.#stored.push(calls);
		const { closed, bytes, tail } = calls?.stamp ?? {
			closed: "",
			bytes: 0,
			tail: ""
		};
		if (closed) return void 0;
		const { size } = (0, node_fs.statSync)(file);
		const most = calls ? MOST_NEW_BYTES : MOST_BYTES_ALONE;
		if (size < bytes || size - bytes > most || tailOf$1(file, bytes) !== tail) return void 0;
		if (size > bytes) for (const line of textFrom(file, bytes, size).split("\n")) this.#take(line);
		return calls?.sums ?? null;
	}
	#take(line) {
		const found = callIn(line);
		if (!found) return;
		const { id, call } = found;
		const known = this.#calls.get(id);
		if (known) {
			if (call.session === known.session) this.#calls.set(id, {
				...call,
				at: known.at
			});
			return;
		}
		const before = this.#knownBefore(id);
		if (!before) this.#calls.set(id, call);
		else if (before.owner === (call.session ?? "")) this.isRevised ||= before.check !== checkIn(line);
	}
	#knownBefore(id) {
		for (const stored of this.#stored) {
			const call = stored.find(id);
			if (call) return {
				owner: stored.sessions[call.session] ?? "",
				check: call.check
			};
		}
		return null;
	}
	get calls() {
		return [...this.#calls.values()];
	}
	close() {
		for (const stored of this.#stored) stored.close();
	}
};
function textFrom(file, from, to) {
	const fd = (0, node_fs.openSync)(file, "r");
	try {
		const bytes = Buffer.allocUnsafe(to - from);
		return bytes.toString("utf8", 0, (0, node_fs.readSync)(fd, bytes, 0, bytes.length, from));
	} finally {
		(0, node_fs.closeSync)(fd);
	}
}
const LINE = /^\{"id":"([\w|#.:-]+)","at":"(\d{4}-[\dT:.-]+Z)",(?:"sent":\d+,)?(?:"\w+":\d+,)+"costUsd":(null|[\d.e+-]+),"source":"\w+","session":(null|"[^"\\]*"),"project":(null|"[^"\\]*"),"agent":(null|"[^"\\]*"),"skill":/;
function callIn(line) {
	const parts = LINE.exec(line);
	if (!parts) return parsed(line);
	const call = {
		at: parts[2] ?? "",
		session: named(parts[4]),
		project: named(parts[5]),
		agent: named(parts[6]),
		costUsd: Number(parts[3]) || 0
	};
	return {
		id: parts[1] ?? "",
		call
	};
}
const named = (text) => text?.startsWith("\"") ? text.slice(1, -1) : null;
function parsed(line) {
	const entry = entryOf(line);
	if (!entry) return null;
	const { id, at, session, project, agent, costUsd } = entry;
	const call = {
		at,
		session,
		project,
		agent,
		costUsd: costUsd ?? 0
	};
	return {
		id: Buffer.from(id).toString("latin1"),
		call
	};
}
function entryOf(line) {
	try {
		return entryIn(JSON.parse(line));
	} catch {
		return null;
	}
}
function checkIn(line) {
	const entry = entryOf(line);
	return entry && checkOf({
		sums: sumsOf(entry),
		facts: entry
	});
}
const WINDOW = 512;
const ROW_BYTES = 16;
const MOST_WINDOWS = 12;
var StoredCalls = class StoredCalls {
	#fd;
	#table;
	#rows;
	#all = null;
	#windows = 0;
	stamp;
	sums;
	sessions;
	constructor(fd, { head, spent, table }) {
		this.#fd = fd;
		this.#table = table;
		this.#rows = Math.floor(((0, node_fs.fstatSync)(fd).size - table) / ROW_BYTES);
		this.stamp = head.stamp;
		this.sums = spent;
		this.sessions = head.sessions;
	}
	static open(file) {
		if (!(0, node_fs.statSync)(file, { throwIfNoEntry: false })) return null;
		const fd = (0, node_fs.openSync)(file, "r");
		const beginning = readBeginning(fd);
		if (beginning) return new StoredCalls(fd, beginning);
		(0, node_fs.closeSync)(fd);
		return null;
	}
	find(id) {
		const found = this.#all || this.#windows++ === MOST_WINDOWS ? void 0 : this.#findInWindow(id);
		if (found !== void 0) return found;
		this.#all ??= this.#read(0, this.#rows);
		return this.#all.find(id);
	}
	#findInWindow(id) {
		const word = firstWordOf(id);
		const from = Math.max(0, Math.round(word / 2 ** 32 * this.#rows) - WINDOW / 2);
		const to = Math.min(this.#rows, from + WINDOW);
		const known = this.#read(from, to);
		const { words } = known;
		return (from === 0 || (words[0] ?? word) < word) && (to === this.#rows || (words.at(-4) ?? word) > word) ? known.find(id) : void 0;
	}
	#read(from, to) {
		const words = new Uint32Array((to - from) * 4);
		(0, node_fs.readSync)(this.#fd, words, 0, words.byteLength, this.#table + from * ROW_BYTES);
		return new KnownCalls(words);
	}
	close() {
		(0, node_fs.closeSync)(this.#fd);
	}
};
// src/usage/spend.ts
function budgetStates(home, budgets, who, pending = []) {
	if (!Object.keys(budgets).length) return [];
	const scopes = scopesOf(budgets, who);
	const first = monthBefore(who.at);
	const spent = soFar(home, first, scopes) ?? addedUp(home, first, scopes);
	return scopes.map((scope, index) => ({
		name: scope.name,
		limitUsd: scope.limitUsd,
		spentUsd: (spent[index] ?? 0) + spentBy(pending, scope)
	}));
}
function soFar(home, first, scopes) {
	const read = readSpent(home, first);
	if (!read) return null;
	const spent = [];
	for (const scope of scopes) {
		let usd = spentBy(read.calls, scope);
		for (const sums of read.sums) {
			const stored = spentIn$1(sums, scope);
			if (stored === null) return null;
			usd += stored;
		}
		spent.push(usd);
	}
	return spent;
}
function addedUp(home, first, scopes) {
	const months = new LedgerMonths(home, first);
	const calls = months.names.filter((name) => name >= first).flatMap((name) => months.month(name).rows).map(({ facts: { session, project, agent }, at, costUsd }) => ({
		session,
		project,
		agent,
		at: new Date(at).toISOString(),
		costUsd: costUsd ?? 0
	}));
	return scopes.map((scope) => spentBy(calls, scope));
}
const monthBefore = (at) => new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - 1, 1)).toISOString().slice(0, 7);
// src/hooks/hold-budgets.ts
const MOST_BYTES = 16777216;
function budgetsOf(home, { budgets }, delegation, at) {
	if (!Object.keys(budgets).length) return [];
	ingestSession(home, delegation.transcript, MOST_BYTES);
	return statesWith(home, budgets, {
		delegation,
		at,
		others: stillSetAside(home, at)
	});
}
const statesWith = (home, budgets, { delegation, at, others }) => {
	const { session, cwd, agent } = delegation;
	const pending = others.map(({ usd: costUsd, ...record }) => ({
		...record,
		costUsd
	}));
	return budgetStates(home, budgets, {
		session,
		project: cwd,
		agent,
		at
	}, pending);
};
function reserveFirst(home, { budgets }, delegation, { model }) {
	const at = new Date();
	if (!Object.keys(budgets).length) return null;
	const { id, session, transcript, cwd, agent, prompt } = delegation;
	const amount = firstRequestUsd(model, prompt, at);
	const record = {
		id,
		at: at.toISOString(),
		session,
		transcript,
		project: cwd,
		agent,
		usd: amount
	};
	if (!written(() => setAside(home, record))) return null;
	const full = statesWith(home, budgets, {
		delegation,
		at,
		others: stillSetAside(home, at, id)
	}).find(({ limitUsd, spentUsd }) => spentUsd + amount > limitUsd);
	if (!full) return null;
	written(() => setAside(home, {
		...record,
		usd: 0
	}));
	return `${usd(full.spentUsd)} of ${usd(full.limitUsd)} of the budget "${full.name}" is spent or set aside, and its first request alone costs about ${usd(amount)}`;
}
function written(write) {
	try {
		write();
		return true;
	} catch {
		return false;
	}
}
// src/hooks/read-delegation.ts
function readDelegation(text) {
	const { session_id, transcript_path, agent_id, cwd, tool_name, tool_use_id, tool_input } = JSON.parse(text);
	if (!["Agent", "Task"].includes(tool_name) || !isRecord(tool_input)) return null;
	const agent = tool_input.subagent_type ?? "general-purpose";
	if (typeof agent !== "string" || agent === "fork" || tool_input.resume !== void 0) return null;
	return {
		id: textOf(tool_use_id),
		session: textOf(session_id),
		transcript: textOf(transcript_path),
		nested: typeof agent_id === "string",
		cwd: textOf(cwd),
		input: tool_input,
		description: textOf(tool_input.description),
		prompt: textOf(tool_input.prompt),
		agent
	};
}
const textOf = (value) => typeof value === "string" ? value : value === void 0 ? "" : JSON.stringify(value);
const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
// src/hooks/tier-without.ts
const INHERITING = [
	"general-purpose",
	"Explore",
	"Plan"
];
const TAILS = [16384, 262144];
function declaredTier(agent, env) {
	const [, name] = /^tierwise:([a-z-]+)$/.exec(agent) ?? [];
	if (!name || !env.CLAUDE_PLUGIN_ROOT) return void 0;
	try {
		const text = (0, node_fs.readFileSync)((0, node_path.join)(env.CLAUDE_PLUGIN_ROOT, "agents", `${name}.md`), "utf8");
		const [, model] = /^model: *(\w+)$/m.exec(text) ?? [];
		return TIER_NAMES.find((tier) => tier === model);
	} catch {
		return;
	}
}
function lastTier(agent, transcript) {
	if (!INHERITING.includes(agent)) return void 0;
	for (const bytes of TAILS) {
		const tiers = [...tailOf(transcript, bytes).matchAll(/"model":"([\w.:@-]+)"/g)].map(([, model = ""]) => shippedModel(model)?.tier).filter((tier) => tier !== void 0);
		if (tiers.length) return tiers.at(-1);
	}
}
function tailOf(file, most) {
	let fd = null;
	try {
		fd = (0, node_fs.openSync)(file, "r");
		const { size } = (0, node_fs.fstatSync)(fd);
		const bytes = Buffer.alloc(Math.min(size, most));
		(0, node_fs.readSync)(fd, bytes, 0, bytes.length, size - bytes.length);
		return bytes.toString("utf8");
	} catch {
		return "";
	} finally {
		if (fd !== null) (0, node_fs.closeSync)(fd);
	}
}
// src/hooks/told.ts
function firstTime(home, session, what) {
	const folder = (0, node_path.join)(ledgerFolder(home), "told");
	try {
		makePrivateFolder(folder);
		(0, node_fs.writeFileSync)((0, node_path.join)(folder, `${nameOf(session)}-${nameOf(what)}`), "", {
			mode: 384,
			flag: "wx"
		});
		return true;
	} catch (error) {
		return error.code !== "EEXIST";
	}
}
const nameOf = (text) => text.replace(/[^A-Za-z0-9]+/g, "-").slice(-80);
// src/hooks/route-delegation.ts
const routeDelegation = (place, read) => answerTo({
	...place,
	files: policiesOf(place)
}, read);
function policiesOf({ home, project }) {
	const texts = policyTexts(home, project);
	const kept = keptPolicies(home, texts);
	if (kept) return kept;
	const { readPolicies } = require((0, node_path.join)(__dirname, "read-policies.cjs"));
	const said = readPolicies(texts);
	keepPolicies(home, texts, said);
	return said;
}
function answerTo(prepared, read) {
	const { files, home } = prepared;
	const { policy } = inForce(files.user, files.project);
	if (policy.mode === "observe" && !files.problems.length) return "";
	const delegation = readDelegation(read());
	if (!delegation) return "";
	const notes = files.problems.filter((problem) => firstTime(home, delegation.session, problem));
	if (policy.mode === "observe") return answer({}, notes);
	return answered(delegation, {
		policy,
		prepared,
		notes
	});
}
function answered(delegation, { policy, prepared, notes }) {
	const { home, files } = prepared;
	const without = tierWithout(delegation, prepared.env);
	const decision = decideFor(delegation, policy, without, prepared);
	for (const warning of decision.denied ? [] : decision.warnings ?? []) if (firstTime(home, delegation.session, budgetIn(warning))) notes.push(`${warning}.`);
	const changes = changesTo(delegation, policy, decision, without);
	if (policy.mode === "suggest") return answer({}, [...notes, ...suggestion(delegation, decision, changes)]);
	const denied = decision.denied ?? reserveFirst(home, policy, delegation, decision);
	if (denied) return answer(refusal(denied, files), notes);
	if (!changes) return answer({}, notes);
	appendDelegation(home, {
		at: new Date().toISOString(),
		session: delegation.session,
		agent: delegation.agent,
		rule: decision.rule,
		from: without ?? null,
		tier: decision.tier
	});
	return answer({ updatedInput: {
		...delegation.input,
		...changes
	} }, notes);
}
const budgetIn = (warning) => /"(.*)"/.exec(warning)?.[1] ?? "limits";
function tierWithout({ input, agent, nested, transcript }, env) {
	return TIER_NAMES.find((tier) => tier === input.model) ?? declaredTier(agent, env) ?? (nested ? void 0 : lastTier(agent, transcript));
}
function decideFor(delegation, policy, tier, { home }) {
	const { input, description, prompt, agent } = delegation;
	const at = new Date();
	const budgets = budgetsOf(home, policy, delegation, at);
	const state = {
		minuteOfDay: at.getHours() * 60 + at.getMinutes(),
		budgets,
		limitsLeft: limitsLeft(home, at)
	};
	return decideDelegation({
		agent,
		description,
		prompt,
		effort: input.effort,
		without: tier
	}, policy, state);
}
function changesTo({ input }, policy, decision, without) {
	if (!isToBeFollowed(decision, policy, without)) return null;
	const { tier, effort } = decision;
	if (input.model === tier && (!effort || input.effort === effort)) return null;
	return {
		model: tier,
		...effort && { effort }
	};
}
function suggestion({ agent }, decision, changes) {
	const { tier, effort, reason, denied } = decision;
	if (denied) return [`The policy would not start ${agent}: ${denied}.`];
	const how = [tier, effort].filter(Boolean).join(" ");
	return changes ? [`The policy would run ${agent} on ${how}, by its rule ${reason}.`] : [];
}
function refusal(denied, { user, project }) {
	const file = user.budgets ? user.file : project.file;
	return {
		permissionDecision: "deny",
		permissionDecisionReason: visibleInLine(refusalOf(denied, file))
	};
}
function answer(output, notes) {
	const told = notes.length ? { systemMessage: `Tierwise: ${visibleInLine(notes.join(" "))}` } : {};
	const decided = Object.keys(output).length ? { hookSpecificOutput: {
		hookEventName: "PreToolUse",
		...output
	} } : {};
	const all = {
		...told,
		...decided
	};
	return Object.keys(all).length ? JSON.stringify(all) : "";
}
exports.answerTo = answerTo;
exports.routeDelegation = routeDelegation;
