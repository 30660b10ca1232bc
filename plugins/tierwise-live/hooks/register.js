import { a as __toESM } from "./rolldown-runtime.js";
import { t as require_gray_matter } from "./gray-matter.js";
import { a as isScalar, i as isNode, n as LineCounter, r as visit, t as parseDocument } from "./yaml.js";
// src/live/module/node-free.ts
const utf8 = new TextEncoder();
Object.assign(globalThis, { Buffer: globalThis.Buffer ?? {
	byteLength: (text) => utf8.encode(text).length,
	from: (text) => utf8.encode(text),
	isBuffer: () => false
} });
const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [
	34,
	92,
	91,
	93,
	123,
	125
];
function isTooDeep(json) {
	if (json.length <= 500) return false;
	let depth = 0;
	for (let at = 0; at < json.length && depth <= 500; at++) {
		const code = json.charCodeAt(at);
		if (code === QUOTE) at = endOfString(json, at);
		else if (code === OPEN_LIST || code === OPEN_OBJECT) depth++;
		else if (code === CLOSE_LIST || code === CLOSE_OBJECT) depth--;
	}
	return depth > 500;
}
function endOfString(json, at) {
	for (let end = at + 1; end < json.length; end++) {
		const code = json.charCodeAt(end);
		if (code === QUOTE) return end;
		if (code === BACKSLASH) end++;
	}
	return json.length;
}
// src/ask/foreign.ts
function at(value, path) {
	let found = value;
	for (const key of keysOf$1(path)) {
		if (!isRecord(found) || !Object.hasOwn(found, key)) return void 0;
		found = found[key];
	}
	return found;
}
const known = new Map();
function keysOf$1(path) {
	const keys = known.get(path) ?? path.split(".");
	known.set(path, keys);
	return keys;
}
function textAt(value, path) {
	const found = at(value, path);
	return typeof found === "string" ? found : null;
}
const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
function parseJson(text) {
	if (isTooDeep(text)) return void 0;
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}
// src/models/names.ts
const MOST_REMEMBERED = 1e3;
const BEFORE$1 = [
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
	for (const part of BEFORE$1) name = name.replace(part, "");
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
const WEB_SEARCH_USD = .01;
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
	return named(id) ?? named(plainName(id));
}
const named = (id) => Object.hasOwn(MODELS, id) ? MODELS[id] : void 0;
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
const RUNG_NAMES = ["local", ...TIER_NAMES];
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
	const tokensUsd = (billing.samplings ?? [usage]).reduce((sum, one) => sum + usdOf$1(one, ratesOf(price, promptOf(one, billing), billing.fast)), 0);
	const webSearchUsd = price.webSearchUsd ?? .01;
	return tokensUsd * factorOf(model, price, billing) + usage.webSearches * webSearchUsd;
}
const promptOf = (usage, { samplings, prompt }) => (samplings ? void 0 : prompt) ?? promptTokens(usage);
const usdOf$1 = (usage, rates) => (usage.input * rates.input + usage.output * rates.output + usage.cacheRead * rates.cacheRead + usage.cacheWrite5m * rates.cacheWrite5m + usage.cacheWrite1h * rates.cacheWrite1h) / 1e6;
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
const count$1 = (value) => Math.round(amount(value) ?? 0);
function moment(value) {
	if (value === lastMoment.value) return lastMoment.iso;
	const date = new Date(typeof value === "string" ? value : NaN);
	const iso = Number.isNaN(date.getTime()) ? null : date.toISOString();
	lastMoment = {
		value,
		iso: iso && /^\d{4}-/.test(iso) ? iso : null
	};
	return lastMoment.iso;
}
let lastMoment = {
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
	return written(names.map(actOf));
}
const actOf = (tool) => Object.hasOwn(TOOLS, tool) ? TOOLS[tool] : void 0;
const written = (acts) => ACTS.filter((act) => acts.includes(act)).join(" ");
// src/usage/call-usage.ts
function usageIn(usage) {
	const { input, output, cacheRead, cacheWrite5m, cacheWrite1h } = promptUsageIn(usage);
	return {
		input,
		output,
		cacheRead,
		cacheWrite5m,
		cacheWrite1h,
		thinking: count$1(object(usage.output_tokens_details).thinking_tokens),
		webSearches: count$1(object(usage.server_tool_use).web_search_requests)
	};
}
function promptUsageIn(usage) {
	const written = count$1(usage.cache_creation_input_tokens);
	const written1h = Math.min(written, count$1(object(usage.cache_creation).ephemeral_1h_input_tokens));
	return {
		input: count$1(usage.input_tokens),
		output: count$1(usage.output_tokens),
		cacheRead: count$1(usage.cache_read_input_tokens),
		cacheWrite5m: written - written1h,
		cacheWrite1h: written1h
	};
}
const KEYS = [
	"input_tokens",
	"output_tokens",
	"cache_read_input_tokens",
	"cache_creation_input_tokens"
];
function samplingsIn(usage) {
	if (usage.iterations === void 0) return void 0;
	const samplings = list(usage.iterations).map(object).filter(({ type }) => type === "message");
	if (samplings.length < 2) return void 0;
	for (const key of KEYS) {
		const counts = samplings.map((one) => amount(one[key]));
		if (counts.includes(null)) return void 0;
		if (counts.reduce((sum, one) => sum + (one ?? 0), 0) !== count$1(usage[key])) return void 0;
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
	input: count$1(totals.inputTokens),
	output: count$1(totals.outputTokens),
	cacheRead: count$1(totals.cacheReadInputTokens),
	cacheWrite: count$1(totals.cacheCreationInputTokens),
	webSearches: count$1(totals.webSearchRequests),
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
// src/live/account.ts
const KINDS$2 = [
	"input",
	"output",
	"cacheRead",
	"cacheWrite",
	"webSearches"
];
const SMALLEST_USD$1 = 1e-9;
const NOTHING$1 = {
	input: 0,
	output: 0,
	cacheRead: 0,
	cacheWrite: 0,
	webSearches: 0,
	costUsd: 0
};
function stateIn(transcript, session) {
	for (const line of transcript.split("\n").reverse()) {
		if (!line.includes("\"cost-state\"")) continue;
		const found = findCost(line, "");
		if (found?.kind !== "cost-state" || found.state.session !== session) continue;
		return {
			totalCostUsd: found.state.totalCostUsd,
			models: found.state.models ?? {}
		};
	}
	return null;
}
var Account = class {
	#before = null;
	#told = new Map();
	beginAtZero() {
		this.#before = {
			totalCostUsd: 0,
			models: {}
		};
	}
	begin(before, nowUsd) {
		const told = [...this.#told.values()].reduce((sum, { costUsd }) => sum + costUsd, 0);
		const known = before ?? {
			totalCostUsd: 0,
			models: {}
		};
		this.#before = Math.abs(known.totalCostUsd + told - nowUsd) < SMALLEST_USD$1 ? known : null;
	}
	tell(entry, sign = 1) {
		const { requested, cacheWrite5m, cacheWrite1h, webSearches = 0, costUsd } = entry;
		const totals = {
			...entry,
			webSearches,
			cacheWrite: cacheWrite5m + cacheWrite1h,
			costUsd: costUsd ?? 0
		};
		this.#told.set(requested, plus$1(this.#told.get(requested) ?? NOTHING$1, totals, sign));
	}
	untold({ models }) {
		const { models: before } = this.#before ?? {};
		if (!before) return null;
		const rest = [...new Set([...Object.keys(models), ...this.#told.keys()])].map((name) => {
			return [name, plus$1(plus$1(models[name] ?? NOTHING$1, before[name] ?? NOTHING$1, -1), this.#told.get(name) ?? NOTHING$1, -1)];
		});
		return rest.every(([, { costUsd }]) => costUsd > -1e-9) ? new Map(rest.filter(([, { costUsd }]) => costUsd > SMALLEST_USD$1)) : null;
	}
};
function plus$1(one, other, sign) {
	const sum = {
		...NOTHING$1,
		costUsd: one.costUsd + sign * other.costUsd
	};
	for (const kind of KINDS$2) sum[kind] = one[kind] + sign * other[kind];
	return sum;
}
function untoldEntry(rest, known) {
	const webSearches = (known.webSearches ?? 0) + atLeast0(rest.webSearches);
	return {
		...known,
		input: known.input + atLeast0(rest.input),
		output: known.output + atLeast0(rest.output),
		cacheRead: known.cacheRead + atLeast0(rest.cacheRead),
		cacheWrite5m: known.cacheWrite5m + atLeast0(rest.cacheWrite),
		costUsd: Math.round(((known.costUsd ?? 0) + rest.costUsd) * 0xe8d4a51000) / 0xe8d4a51000,
		...webSearches && { webSearches },
		isSum: true
	};
}
const atLeast0 = (count) => Math.max(0, count);
const nothing = (model, at, { session, project }) => ({
	id: `live:${session}:${at}:${model}`,
	at,
	source: "session",
	session,
	project,
	agent: null,
	skill: null,
	step: "untold",
	requested: model,
	served: model,
	tier: shippedModel(model)?.tier ?? null,
	effort: null,
	input: 0,
	output: 0,
	cacheRead: 0,
	cacheWrite5m: 0,
	cacheWrite1h: 0,
	thinking: 0,
	costUsd: 0,
	stop: null
});
var Accounts = class {
	#ofSession = new Map();
	of(session) {
		const account = this.#ofSession.get(session) ?? new Account();
		this.#ofSession.set(session, account);
		return account;
	}
};
// src/live/answered-by.ts
async function* answeredBy$1(stream, again) {
	const first = yield* unlessAnswer(stream);
	if (!first.held) return first.step;
	const second = await whole(again).catch(() => null);
	if (!second || !isAnswer(second.step)) {
		yield* first.held;
		return first.step;
	}
	yield* second.held;
	return second.step;
}
async function* unlessAnswer(stream) {
	const held = [];
	for (;;) {
		const { done, value } = await stream.next();
		if (done) {
			if (isAnswer(value)) return {
				held,
				step: value
			};
			yield* held;
			return {
				held: null,
				step: value
			};
		}
		held.push(value);
		if (value.kind !== "tool") continue;
		yield* held;
		return {
			held: null,
			step: yield* stream
		};
	}
}
async function whole(open) {
	const [stream, held] = [open(), []];
	for (;;) {
		const { done, value } = await stream.next();
		if (done) return {
			held,
			step: value
		};
		held.push(value);
	}
}
const isAnswer = (step) => step?.stopReason === "end_turn" && step.toolUses.length === 0 && step.answer !== "";
// src/live/client-range.ts
const OLDEST = "2.1.326";
const BELOW = "2.2.0";
function whyNotOn(version) {
	const said = /^\d+\.\d+\.\d+/.exec(version)?.[0];
	if (said && compare(said, OLDEST) >= 0 && compare(said, BELOW) < 0) return null;
	return `it is made for Claude Code ${OLDEST} up to, not including, ${BELOW}, and this is ${version || "of no version"}`;
}
function compare(a, b) {
	const [left, right] = [a.split(".").map(Number), b.split(".").map(Number)];
	for (const [index, number] of left.entries()) {
		const difference = number - (right[index] ?? 0);
		if (difference) return difference;
	}
	return 0;
}
// src/live/bulk-tool.ts
const TOOL_NAME = "tierwise_bulk";
const TEXT = {
	type: "string",
	minLength: 1,
	maxLength: 1e3
};
const TOOL = {
	name: TOOL_NAME,
	description: "Tags (bulk-tag) or rewrites and extracts (bulk-map) every line, row, object or file of an input on a cheap model, answered by this session. Start with dry_run for the price, then sample: 20, then the whole. Returns a JSON summary; the result lands in <input>.tagged, in the project. Only files of the project are read and written, only Claude is asked, and never for more than max_cost_usd.",
	inputSchema: {
		type: "object",
		properties: {
			kind: {
				type: "string",
				enum: ["bulk-tag", "bulk-map"]
			},
			input: {
				...TEXT,
				description: "a file, folder or pattern in the project, or git:<range>"
			},
			task: {
				...TEXT,
				description: "a scheme (bulk-tag) or recipe (bulk-map), by name or path"
			},
			max_cost_usd: {
				type: "number",
				exclusiveMinimum: 0,
				description: "never spend more than this"
			},
			dry_run: {
				type: "boolean",
				description: "estimate only; nothing is sent"
			},
			sample: {
				type: "integer",
				minimum: 1,
				description: "so many items from all over the input, printed, no file"
			},
			limit: {
				type: "integer",
				minimum: 1,
				description: "only the first so many items"
			},
			column: {
				...TEXT,
				description: "the column of a table, or field of objects, that is the item"
			},
			out: {
				...TEXT,
				description: "another file for the result"
			},
			tier: {
				type: "string",
				enum: [...TIER_NAMES]
			}
		},
		required: [
			"kind",
			"input",
			"task",
			"max_cost_usd"
		],
		additionalProperties: false
	}
};
function bulkCallIn(args) {
	const { kind, input, task, max_cost_usd: maxCostUsd, dry_run: dry = false } = args;
	if (kind !== "bulk-tag" && kind !== "bulk-map") return problem("kind", "bulk-tag or bulk-map");
	if (!isWord(input)) return problem("input", "a file, folder, pattern or range of commits");
	if (!isWord(task)) return problem("task", "a scheme or recipe");
	if (typeof maxCostUsd !== "number" || !(maxCostUsd > 0) || !Number.isFinite(maxCostUsd)) return problem("max_cost_usd", "US dollars above 0");
	if (typeof dry !== "boolean") return problem("dry_run", "true or false");
	const options = [];
	for (const [name, option, isRight, expected] of OPTIONS) {
		const value = args[name];
		if (value === void 0) continue;
		if (!isRight(value)) return problem(name, expected);
		options.push(`${option}=${value}`);
	}
	return {
		command: kind,
		maxCostUsd,
		isDry: dry,
		words: [
			...[
				"in-session",
				kind,
				input,
				task,
				"--json",
				"--backend=live",
				`--max-cost=${maxCostUsd}`
			],
			...options,
			...dry ? ["--dry-run"] : []
		]
	};
}
const problem = (name, expected) => ({ problem: `${name}: expected ${expected}.` });
const isWord = (value) => typeof value === "string" && value.length > 0 && value.length <= 1e3 && !/^-|[\0\n\r]/.test(value);
const isCount = (value) => Number.isSafeInteger(value) && Number(value) > 0;
const OPTIONS = [
	[
		"sample",
		"--sample",
		isCount,
		"a whole number above 0"
	],
	[
		"limit",
		"--limit",
		isCount,
		"a whole number above 0"
	],
	[
		"column",
		"--column",
		isWord,
		"a name"
	],
	[
		"out",
		"--out",
		isWord,
		"a file"
	],
	[
		"tier",
		"--tier",
		(value) => TIER_NAMES.some((tier) => tier === value),
		TIER_NAMES.join(", ")
	]
];
function commandsBeside(pluginRoot, versions) {
	const above = pluginRoot.split("/").slice(0, -2).join("/");
	return [...versions.filter((one) => /^\d+\.\d+\.\d+/.test(one)).toSorted((a, b) => compare(b, a)).map((version) => `${above}/tierwise/${version}/bin/tierwise`), `${above}/bin/tierwise`];
}
const versionsFolder = (pluginRoot) => `${pluginRoot.split("/").slice(0, -2).join("/")}/tierwise`;
// src/ask/live-protocol.ts
const LIVE_COMMANDS = [
	"bulk-tag",
	"bulk-map",
	"calibrate",
	"opinion"
];
const liveFolder = (home, session) => `${home}/live/${session}`;
const PRESENCE_FILE = "module.json";
const runFile = (run) => `run-${run}.json`;
const takenFile = (run) => `taken-${run}.json`;
const STATE_FILE = "state.json";
const ADDED_OUTPUT_TOKENS = 2048;
// src/live/grants.ts
const GRANT_MS = 6e5;
const AFTER_CALL_MS = 3e4;
const STARTS = /(?:^|\/)tierwise$/;
const BEFORE = /^(?:[A-Za-z_]\w*=.*|if|then|else|elif|do|while|until|!|\{|env|nice|ionice|nohup|setsid|timeout|time|command|exec|stdbuf|xargs|node|npx|pnpm|-.*|\d+(?:\.\d+)?[smhd]?)$/s;
function commandsIn(line) {
	return simpleCommands(line).flatMap((words) => {
		const start = words.findIndex((word) => STARTS.test(word));
		if (start < 0 || !words.slice(0, start).every((word) => BEFORE.test(word))) return [];
		const rest = words.slice(start + 1).filter((word, index) => index > 0 || word !== "in-session");
		const command = LIVE_COMMANDS.find((name) => rest[0] === name);
		return command ? [{
			command,
			maxCostUsd: maxCostIn(rest)
		}] : [];
	});
}
function maxCostIn(words) {
	const at = words.findIndex((word) => /^--max-cost(?:=|$)/.test(word));
	const text = words[at]?.split("=")[1] ?? (at < 0 ? void 0 : words[at + 1]);
	const amount = Number(text);
	return text !== void 0 && amount >= 0 && Number.isFinite(amount) ? amount : null;
}
function simpleCommands(line) {
	const commands = [[]];
	for (const [token] of line.matchAll(/(?:\\.|'[^']*'|"(?:\\.|[^"\\])*"|[^\s;&|()'"\\])+|[;&|()\n]+/g)) if (/^[;&|()\n]/.test(token)) commands.push([]);
	else commands.at(-1)?.push(token.replace(/['"\\]/g, ""));
	return commands;
}
var Grants = class {
	#mostUsd;
	#grants = [];
	constructor(mostUsd) {
		this.#mostUsd = mostUsd;
	}
	allow(call, line, now) {
		for (const { command, maxCostUsd } of commandsIn(line)) this.add({
			command,
			call,
			ceilingUsd: maxCostUsd ?? this.#mostUsd,
			until: now + GRANT_MS
		});
	}
	add(grant) {
		this.#grants.push({
			...grant,
			ceilingUsd: Math.min(grant.ceilingUsd, this.#mostUsd)
		});
	}
	returned(call, now) {
		for (const grant of this.#grants) if (grant.call === call) grant.until = Math.min(grant.until, now + AFTER_CALL_MS);
	}
	isOpen(now) {
		this.#grants = this.#grants.filter(({ until }) => until > now);
		return this.#grants.length > 0;
	}
	use({ command, maxCostUsd }, now) {
		if (!this.isOpen(now)) return null;
		const at = this.#grants.findIndex((grant) => grant.command === command);
		const [grant] = at < 0 ? [] : this.#grants.splice(at, 1);
		return grant ? Math.min(grant.ceilingUsd, maxCostUsd ?? grant.ceilingUsd) : null;
	}
};
// src/live/module/bulk-tool.ts
async function findCommand(door) {
	const versions = await door.list(versionsFolder(door.pluginRoot)).catch(() => []);
	for (const program of commandsBeside(door.pluginRoot, versions)) if (await door.size(program).catch(() => 0)) return program;
	return null;
}
async function runBulkTool(door, { channel, program, call }, args) {
	const wanted = bulkCallIn(args);
	if ("problem" in wanted) return { deny: `tierwise_bulk: ${wanted.problem}` };
	const { command, maxCostUsd, isDry, words } = wanted;
	if (!isDry) await channel.grant({
		command,
		call,
		ceilingUsd: maxCostUsd,
		until: Date.now() + GRANT_MS
	});
	const { code, stdout, stderr } = await door.run([program, ...words]);
	channel.returned(call);
	const said = stderr.trim().split("\n").slice(-20).join("\n");
	if (code !== 0 && !stdout.trim()) return { deny: said.slice(-2e4) || `tierwise ended with ${code}` };
	return { result: `${said}\n${stdout.trim()}`.slice(-2e4) };
}
// src/live/module/client-door.ts
function doorOf($) {
	return {
		version: async () => (await $.session.version()).version,
		session: () => $.session.id(),
		root: () => $.session.root(),
		pluginRoot: $.plugin.root,
		home: async () => {
			const [own, config, home] = await Promise.all([
				$.env.get("TIERWISE_HOME"),
				$.env.get("CLAUDE_CONFIG_DIR"),
				$.env.get("HOME")
			]);
			return own || `${config || `${home}/.claude`}/tierwise`;
		},
		list: async (folder) => await $.fs.exists(folder) ? (await $.fs.list(folder)).map(({ name }) => name) : [],
		text: async (file) => await $.fs.exists(file) ? $.fs.read(file) : null,
		size: async (file) => await $.fs.exists(file) ? (await $.fs.stat(file)).size : 0,
		readFrom: (file, offset, length) => $.fs.read(file, {
			offset,
			length
		}),
		write: (file, text) => $.fs.write(file, text),
		append: async (file, text) => {
			await $.process.run([
				"/bin/sh",
				"-c",
				APPEND,
				"sh",
				file
			], { stdin: text });
		},
		transcript: async () => (await $.session.info()).transcriptPath,
		run: async (argv) => {
			const child = $.process.spawn({
				argv,
				env: await $.process.hookEnv()
			});
			const said = {
				stdout: "",
				stderr: ""
			};
			for (;;) {
				const { done, value } = await child.next();
				if (done) return {
					code: value.code,
					...said
				};
				said[value.stream] += value.text;
			}
		},
		post: async (socketPath, path, body) => {
			const { status, text } = await $.http.fetch(`http://tierwise${path}`, {
				method: "POST",
				socketPath,
				body: JSON.stringify(body),
				headers: { "content-type": "application/json" }
			});
			if (status !== 200) throw new Error(`the command answered ${status}`);
			return JSON.parse(text);
		},
		complete: async (pack) => calledOf(await $.model.complete(requestOf(pack))),
		spentUsd: async () => (await $.session.usage()).cost?.usd ?? 0,
		usedBy: async (agentId) => {
			return (await $.agent.list()).find(({ id }) => id === agentId)?.usage?.map((usage) => ({
				...usageOf(usage),
				model: usage.model
			})) ?? null;
		},
		sleep: (ms) => $.clock.sleep(ms),
		every: (ms, work) => $.clock.every(ms, work),
		status: (text) => $.ui.status(text),
		say: (line) => $.ui.log(line)
	};
}
const APPEND = "umask 077; mkdir -p \"$(dirname \"$1\")\"; if [ -s \"$1\" ] && [ -n \"$(tail -c 1 \"$1\")\" ]; then echo >> \"$1\"; fi; cat >> \"$1\"";
const requestOf = ({ model, system, cacheSystem, user, maxTokens, effort, timeoutMs }) => ({
	model,
	prompt: user,
	maxTokens,
	timeoutMs,
	system: [cacheSystem ? {
		text: system,
		cache: true
	} : { text: system }],
	...effort && { effort }
});
function usageOf(usage) {
	const { input_tokens: input, output_tokens: output, cache_read_input_tokens: cacheRead } = usage;
	const told1h = "ephemeral_1h_input_tokens" in usage ? usage.ephemeral_1h_input_tokens : void 0;
	const written = usage.cache_creation_input_tokens;
	const cacheWrite1h = Math.min(written, told1h ?? 0);
	return {
		input,
		output,
		cacheRead,
		cacheWrite5m: written - cacheWrite1h,
		cacheWrite1h
	};
}
function calledOf(result) {
	const usage = usageOf(result.usage);
	if (result.isAnswered) return {
		text: result.text,
		usage,
		served: null,
		requestId: null
	};
	if (result.reason === "api-error") return {
		failure: "api",
		status: result.status,
		message: `${result.error} (${result.status ?? "no answer"})`,
		usage
	};
	if (result.reason === "empty-reply") return {
		failure: "empty",
		status: null,
		message: "the reply is empty",
		usage
	};
	return {
		failure: "aborted",
		status: null,
		message: "the request was cut off",
		usage
	};
}
// src/live/circles.ts
const MOST$1 = 200;
var Circles = class {
	#edits = [];
	#failed = new Map();
	#told = false;
	edited({ file, before, after }) {
		const back = this.#edits.includes(`${file}\0${after}\0${before}`);
		this.#edits = [...this.#edits, `${file}\0${before}\0${after}`].slice(-200);
		return back ? this.#tell(`${file.split("/").at(-1)} is edited back and forth`) : null;
	}
	ran(command, failed) {
		if (!failed) {
			this.#failed.delete(command);
			return null;
		}
		const times = (this.#failed.get(command) ?? 0) + 1;
		if (this.#failed.size < MOST$1 || this.#failed.has(command)) this.#failed.set(command, times);
		return times === 2 ? this.#tell("the same check has failed twice") : null;
	}
	#tell(what) {
		if (this.#told) return null;
		this.#told = true;
		return what;
	}
};
// src/terminal/format.ts
const count = (number) => grouped(String(Math.round(number)));
const grouped = (digits) => digits.replace(/\B(?=(\d{3})+$)/g, ",");
const counted = (number, noun) => `${count(number)} ${noun}${number === 1 ? "" : "s"}`;
function usd$1(amount) {
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
// src/live/status.ts
const LIMIT_NAMES = {
	five_hour: "5h",
	seven_day: "week",
	spend_limit: "spend"
};
const LIMITED_MS = 6e4;
function statusLine({ byTier, costUsd, savedUsd, limits, runs, offer }, now) {
	const total = TIER_NAMES.reduce((sum, tier) => sum + (byTier[tier] ?? 0), 0);
	const mix = TIER_NAMES.filter((tier) => byTier[tier]).map((tier) => `${tier} ${percent((byTier[tier] ?? 0) / total)}`);
	const parts = [
		...total ? [`${mix.join(" ")} \u00b7 ${usd$1(costUsd)}`] : [],
		...savedUsd > .005 ? [`${usd$1(savedUsd)} saved`] : [],
		...limits.map(({ kind, percentUsed }) => `${LIMIT_NAMES[kind] ?? kind} ${Math.round(percentUsed)}%`),
		...offer ? [offer] : []
	];
	return [...runs.map((run) => runText(run, now)), ...parts].join(" \u00b7 ") || void 0;
}
function runText({ command, share, answered, inFlight, spentUsd, ceilingUsd, limitedAt }, now) {
	const far = share === null ? "" : ` ${percent(share)},`;
	const held = limitedAt !== null && now - limitedAt < LIMITED_MS ? ", held back by the limit" : "";
	return `${command}${far} ${counted(answered, "pack")}, ${inFlight} in flight, ${usd$1(spentUsd)} of ${usd$1(ceilingUsd)}${held}`;
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
		const why = `${what}: ${count(value)}`;
		return holds(bound, value) ? yes(why) : no(`${why}, not ${bound.is} ${count(bound.than)}`);
	};
}
const budgetIsLeft = (bound) => (_, { budgets = [] }) => {
	const tightest = nearestToItsEnd(budgets);
	if (!tightest) return no("no budget is set");
	const { name, limitUsd, spentUsd } = tightest;
	const left = Math.max(0, limitUsd - spentUsd);
	const value = bound.percent ? 100 * leftOf(tightest) : left;
	const why = `${usd$1(left)} of ${usd$1(limitUsd)} is left of the budget "${name}"`;
	return holds(bound, value) ? yes(why) : no(`${why}, not ${bound.is} ${bound.percent ? `${bound.than}%` : usd$1(bound.than)}`);
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
const KINDS$1 = [
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
// src/routing/weigh.ts
function weighBudgets(draft, policy, state) {
	const { lowerAt = DEFAULT_SHARES.lowerAt } = policy.budgets;
	const tight = state.budgets?.find((one) => percentOf$1(one) >= lowerAt);
	if (tight) lowerOnce(draft, "budget", `the budget "${tight.name}" is nearly spent`);
	return budgetWarnings(policy, state);
}
function budgetWarnings({ budgets: { warnAt = DEFAULT_SHARES.warnAt } }, { budgets = [] }) {
	return budgets.filter((state) => percentOf$1(state) >= warnAt).map((state) => `${usd$1(state.spentUsd)} of ${usd$1(state.limitUsd)} of the budget "${state.name}" is spent (${percent(percentOf$1(state) / 100)})`);
}
const percentOf$1 = (state) => 100 * (1 - leftOf(state));
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
	return `${usd$1(spent.spentUsd)} of ${usd$1(spent.limitUsd)} of the budget "${spent.name}" is spent`;
}
function overLimit({ limits: { denyAt } }, { limitsLeft }) {
	if (denyAt === void 0 || limitsLeft === void 0 || 100 - limitsLeft < denyAt) return null;
	return `${percent((100 - limitsLeft) / 100)} of the plan's limits is used, and nothing is started from ${denyAt}% on`;
}
// src/live/steps.ts
const MAIN = "main";
function decideStep(step, policy, state, at) {
	const about = (rules) => rules.filter((rule) => isAbout(rule, step));
	const [rules, lowering] = [about(policy.rules), about(policy.lowering)];
	const asked = {
		...policy,
		rules,
		otherwise: [],
		lowering: step.agent === "main" ? [] : lowering
	};
	if (policy.mode !== "enforce" || !(asked.rules.length + asked.lowering.length)) return null;
	const tier = shippedModel(step.model)?.tier;
	if (!tier) return null;
	const decision = decide({
		agent: step.agent,
		step: step.step,
		inputTokens: step.prompt,
		tier,
		effort: EFFORTS.find((one) => one === step.effort)
	}, asked, state);
	if (decision.rule === "none" || decision.model === step.model) return null;
	return step.agent !== "main" || isWorthIt(step, decision.model, at) ? decision : null;
}
const isAbout = ({ when }, { agent, step }) => when.step !== void 0 && (agent !== "main" || step !== "answer" && when.agent?.includes("main") === true);
function isWorthIt({ model, prompt, output }, other, at) {
	const stays = costUsd(shippedModel(model), {
		...NO_USAGE,
		cacheRead: prompt,
		output
	}, { at });
	const goes = costUsd(shippedModel(other), {
		...NO_USAGE,
		cacheWrite5m: prompt,
		output
	}, { at });
	const back = costUsd(shippedModel(model), {
		...NO_USAGE,
		cacheWrite5m: output
	}, { at });
	return stays !== null && goes !== null && back !== null && goes + back < stays;
}
const isStep = ({ step }) => /^(?:sdk$|repl_main_thread|agent:)/.test(step);
function readCounted(event, attributes) {
	if (event !== "api_request" || !isRecord(attributes)) return null;
	const text = (name) => {
		const value = attributes[name];
		return typeof value === "string" && value ? value : null;
	};
	const number = (name) => {
		const value = Number(attributes[name] ?? 0);
		return Number.isFinite(value) && value >= 0 ? value : 0;
	};
	const model = text("model");
	if (!model) return null;
	const written = number("cache_creation_tokens");
	const written1h = Math.min(written, number("cache_creation_1h_tokens"));
	return {
		at: text("event.timestamp") ?? new Date().toISOString(),
		session: text("session.id"),
		model,
		usage: {
			input: number("input_tokens"),
			output: number("output_tokens"),
			cacheRead: number("cache_read_tokens"),
			cacheWrite5m: written - written1h,
			cacheWrite1h: written1h,
			thinking: 0,
			webSearches: 0
		},
		step: text("query_source") ?? "unknown",
		agentId: text("agent_id"),
		requestId: text("request_id"),
		effort: text("effort"),
		fast: text("speed") === "fast",
		costUsd: number("cost_usd"),
		sequence: number("event.sequence")
	};
}
const likeness = ({ input, output, cacheRead, cacheWrite5m, cacheWrite1h }) => [
	input,
	output,
	cacheRead,
	cacheWrite5m + cacheWrite1h
].join(" ");
// src/live/asked-by-plugins.ts
const OURS_WITHIN_MS = 3e3;
var AskedByPlugins = class {
	#waiting = [];
	#owed = [];
	add(counted, now) {
		const key = likeness(counted.usage);
		this.#owed = this.#owed.filter(({ since }) => now - since < OURS_WITHIN_MS);
		const at = this.#owed.findIndex((one) => one.key === key);
		if (at < 0) this.#waiting.push({
			counted,
			since: now
		});
		else this.#owed.splice(at, 1);
	}
	own(usage, now) {
		const key = likeness(usage);
		const found = this.#waiting.find(({ counted }) => likeness(counted.usage) === key);
		if (found) this.#waiting = this.#waiting.filter((one) => one !== found);
		else this.#owed.push({
			key,
			since: now
		});
		return found?.counted ?? null;
	}
	others(now, all) {
		const found = this.#waiting.filter(({ since }) => all || now - since >= OURS_WITHIN_MS);
		this.#waiting = this.#waiting.filter((one) => !found.includes(one));
		return found.map(({ counted }) => counted);
	}
};
// src/live/facts.ts
function factsIn(line) {
	if (!line.includes("\"assistant\"") || !line.includes("\"usage\"")) return null;
	const record = parseJson(line);
	const message = object(object(record).message);
	const [requestId, messageId] = [textAt(record, "requestId"), textAt(message, "id")];
	if (textAt(record, "type") !== "assistant" || !(requestId || messageId)) return null;
	const usage = object(message.usage);
	return {
		id: requestId ? liveIdOf(requestId) : String(messageId),
		likeness: likeness(usageIn(usage)),
		requested: textAt(record, "requestedModel"),
		served: textAt(message, "model"),
		advisors: advisorsIn(usage)
	};
}
const liveIdOf = (requestId) => `live|${requestId}`;
var AgentUse = class {
	#before = new Map();
	#counted = new Map();
	add(agentId, model, usage) {
		const models = this.#counted.get(agentId) ?? new Map();
		models.set(model, plus(models.get(model) ?? NOTHING, usage, 1));
		this.#counted.set(agentId, models);
	}
	beside(agentId, used) {
		const [before, since] = [this.#before.get(agentId) ?? NONE, this.#counted.get(agentId) ?? NONE];
		this.#before.set(agentId, new Map(used.map((one) => [one.model, one])));
		this.#counted.delete(agentId);
		return without(used, [before, since]) ?? without(used, [since]);
	}
};
const NONE = new Map();
function without(used, parts) {
	const isTold = parts.flatMap((part) => [...part.keys()]).every((model) => used.some((one) => one.model === model));
	const rest = used.map((one) => {
		const usage = parts.reduce((left, part) => plus(left, part.get(one.model) ?? NOTHING, -1), one);
		return {
			model: one.model,
			usage
		};
	});
	if (!isTold || rest.some(({ usage }) => KINDS.some((kind) => usage[kind] < 0))) return null;
	return rest.filter(({ usage }) => KINDS.some((kind) => usage[kind] > 0)).map(({ model, usage }) => ({
		model,
		usage: {
			...usage,
			thinking: 0,
			webSearches: 0
		}
	}));
}
const KINDS = [
	"input",
	"output",
	"cacheRead",
	"cacheWrite5m",
	"cacheWrite1h"
];
const NOTHING = {
	input: 0,
	output: 0,
	cacheRead: 0,
	cacheWrite5m: 0,
	cacheWrite1h: 0
};
const plus = (one, other, sign) => ({
	input: one.input + sign * other.input,
	output: one.output + sign * other.output,
	cacheRead: one.cacheRead + sign * other.cacheRead,
	cacheWrite5m: one.cacheWrite5m + sign * other.cacheWrite5m,
	cacheWrite1h: one.cacheWrite1h + sign * other.cacheWrite1h
});
// src/live/figures.ts
const SMALLEST_USD = 1e-7;
const isPlain = (counted, model, advisors = []) => Math.abs(restOf(counted, model, advisors)) < SMALLEST_USD;
function searchesIn(counted, model, advisors = []) {
	const searches = restOf(counted, model, advisors) / WEB_SEARCH_USD;
	const whole = Math.round(searches);
	return whole > 0 && Math.abs(searches - whole) < 1e-5 ? whole : 0;
}
function requestedOf(counted, models, advisors = []) {
	for (const model of models) if (isPlain(counted, model, advisors) || searchesIn(counted, model, advisors)) return model;
	return null;
}
const advisorUsd = ({ model, usage }, counted) => costUsd(shippedModel(model), usage, { at: new Date(counted.at) });
function restOf(counted, model, advisors) {
	const { usage, at, fast } = counted;
	const tokensUsd = costUsd(shippedModel(model), usage, {
		at: new Date(at),
		fast
	});
	if (tokensUsd === null) return NaN;
	const asideUsd = advisors.reduce((sum, advisor) => sum + (advisorUsd(advisor, counted) ?? 0), 0);
	return counted.costUsd - asideUsd - tokensUsd;
}
// src/live/books.ts
function entriesOf(counted, { requested, advisors }, place) {
	const asked = requested ?? counted.model;
	const advice = advisors.map((advisor, index) => adviceOf(advisor, index + 1, {
		counted,
		place
	}));
	const onTop = advice.reduce((sum, line) => sum + (line.costUsd ?? 0), 0);
	const { agentId, step, model, usage } = counted;
	const { agents } = place;
	const webSearches = searchesIn(counted, asked, advisors);
	return [{
		...shared(counted, place),
		id: idOf(counted, place),
		source: agentId ? "subagent" : "session",
		agent: agentId ? agents.get(agentId) ?? agentIn(step) ?? "unnamed agent" : null,
		step,
		requested: asked,
		effort: counted.effort,
		...answeredBy(model, usage),
		costUsd: Math.round((counted.costUsd - onTop) * 0xe8d4a51000) / 0xe8d4a51000,
		...webSearches && { webSearches },
		...counted.fast && { fast: true }
	}, ...advice];
}
const ADVISOR = "advisor";
function adviceOf(advisor, number, { counted, place }) {
	return {
		...shared(counted, place),
		id: `${idOf(counted, place)}#${ADVISOR}${number}`,
		source: "subagent",
		agent: ADVISOR,
		step: ADVISOR,
		requested: advisor.model,
		effort: null,
		...answeredBy(advisor.model, advisor.usage),
		costUsd: advisorUsd(advisor, counted)
	};
}
const idOf = ({ id, requestId, sequence, session }, place) => id ?? (requestId ? liveIdOf(requestId) : `live:${session ?? place.session}:${sequence}`);
const shared = ({ at, session }, place) => ({
	at,
	session: session ?? place.session,
	project: place.project,
	skill: null,
	stop: null
});
const answeredBy = (model, { webSearches: _, ...tokens }) => ({
	served: model,
	tier: shippedModel(model)?.tier ?? null,
	...tokens
});
const agentIn = (step) => /^agent:[^:]+:(.+)$/.exec(step)?.[1] ?? null;
// src/live/sums.ts
var Sums = class {
	byTier = {};
	costUsd = 0;
	savedUsd = 0;
	add(entry, main) {
		this.costUsd += entry.costUsd ?? 0;
		if (entry.tier) this.byTier[entry.tier] = (this.byTier[entry.tier] ?? 0) + 1;
		this.savedUsd += savedBy(entry, main);
	}
};
function savedBy({ tier, costUsd: paid, at, webSearches = 0, ...tokens }, main) {
	const top = shippedModel(main);
	if (!(tier && top && TIER_NAMES.indexOf(tier) < TIER_NAMES.indexOf(top.tier)) || paid === null) return 0;
	return (costUsd(top, {
		...tokens,
		webSearches
	}, { at: new Date(at) }) ?? paid) - paid;
}
// src/live/waiting.ts
const INTERRUPTED = "interrupted";
const SETTLES_MS = 500;
const WRITTEN_WITHIN_MS = 5e3;
const isOf = (counted, { agentId, served, usage }) => counted.agentId === (agentId ?? null) && counted.model === served && likeness(counted.usage) === likeness(usage);
function identify(one, { step: { requested }, facts }) {
	one.requested = requested;
	if (facts && (!facts.advisors.length || requestedOf(one.counted, [requested], facts.advisors))) one.facts = facts;
}
function interrupted({ step, since }, session) {
	const at = new Date(since);
	const usage = {
		...step.usage,
		thinking: 0,
		webSearches: 0
	};
	const counted = {
		at: at.toISOString(),
		session,
		model: step.served,
		usage,
		step: INTERRUPTED,
		agentId: step.agentId ?? null,
		requestId: null,
		effort: null,
		fast: false,
		costUsd: costUsd(shippedModel(step.requested), usage, { at }) ?? 0,
		sequence: since
	};
	const facts = {
		requested: step.requested,
		advisors: []
	};
	return {
		counted,
		since,
		requested: step.requested,
		facts,
		written: []
	};
}
const isInterrupted = ({ counted }) => counted.step === INTERRUPTED;
const isClear = (one) => isInterrupted(one) ? one.counted.id !== void 0 : one.facts !== null || !isStep(one.counted) || isPlain(one.counted, one.requested ?? one.counted.model);
function isDue(one, now) {
	const age = now - one.since;
	if (!isClear(one)) return !isInterrupted(one) && !one.written.length && age >= WRITTEN_WITHIN_MS;
	return one.requested !== null || !isStep(one.counted) || age >= SETTLES_MS;
}
// src/live/module/growing-file.ts
const AT_A_TIME_BYTES = 2097152;
var GrowingFile = class {
	#door;
	#file;
	#read = 0;
	constructor(door, file) {
		this.#door = door;
		this.#file = file;
	}
	async skip() {
		this.#read = await this.#door.size(this.#file);
	}
	async read(onLine) {
		const size = await this.#door.size(this.#file);
		let offset = this.#read > size ? 0 : this.#read;
		for (let length = AT_A_TIME_BYTES; offset < size;) {
			const text = await this.#door.readFrom(this.#file, offset, Math.min(size - offset, length));
			const end = text.lastIndexOf("\n") + 1;
			if (!end && offset + length >= size) return;
			if (!end) length *= 2;
			for (const line of text.slice(0, Math.max(0, end - 1)).split("\n")) if (line) onLine(line);
			offset += new TextEncoder().encode(text.slice(0, end)).length;
			this.#read = offset;
		}
	}
};
// src/live/module/transcripts.ts
const MOST = 1e3;
const END_BYTES = 65536;
var Transcripts = class {
	#door;
	#session;
	#main = "";
	#files = new Map();
	#kept = new Map();
	constructor(door, session) {
		this.#door = door;
		this.#session = session;
	}
	async skip() {
		await (await this.#fileOf(null))?.skip();
	}
	async factsOf(requests) {
		for (const agentId of new Set(requests.map((one) => one.agentId))) await this.#read(agentId).catch(() => void 0);
		return requests.map(({ requestId, usage }) => {
			const kept = requestId ? this.#kept.get(liveIdOf(requestId)) : void 0;
			return kept?.likeness === likeness(usage) ? kept : null;
		});
	}
	async idOf({ agentIds, requested, tokens }, told) {
		for (const agentId of agentIds) await this.#read(agentId).catch(() => void 0);
		return [...this.#kept.values()].findLast((kept) => (kept.requested ?? kept.served) === requested && !told.has(kept.id) && (!tokens || kept.likeness === likeness(tokens)))?.id ?? null;
	}
	async state() {
		const file = await this.#mainFile();
		if (!file) return null;
		const size = await this.#door.size(file);
		if (!size) return null;
		return stateIn(await this.#door.readFrom(file, Math.max(0, size - END_BYTES), END_BYTES), this.#session);
	}
	async #read(agentId) {
		await (await this.#fileOf(agentId))?.read((line) => {
			const facts = factsIn(line);
			if (!facts) return;
			this.#kept.delete(facts.id);
			this.#kept.set(facts.id, facts);
			for (const oldest of this.#kept.keys()) {
				if (this.#kept.size <= MOST) break;
				this.#kept.delete(oldest);
			}
		});
	}
	async #fileOf(agentId) {
		const main = await this.#mainFile();
		if (!main) return null;
		const file = agentId ? main.replace(/\.jsonl$/, `/subagents/agent-${agentId}.jsonl`) : main;
		const known = this.#files.get(file) ?? new GrowingFile(this.#door, file);
		this.#files.set(file, known);
		return known;
	}
	async #mainFile() {
		const said = await this.#door.transcript();
		if (said.endsWith(`/${this.#session}.jsonl`)) this.#main = said;
		return this.#main;
	}
};
// src/live/module/untold.ts
const SAME_USD = 1e-9;
var Untold = class {
	#transcripts;
	#account;
	#place;
	#written = new Map();
	constructor(transcripts, account, place) {
		this.#transcripts = transcripts;
		this.#account = account;
		this.#place = place;
	}
	async write(known, write) {
		const state = await this.#transcripts.state();
		const untold = state && this.#account.untold(state);
		const due = new Map();
		for (const model of untold ? new Set([...untold.keys(), ...this.#written.keys()]) : []) {
			const rest = untold?.get(model) ?? NOTHING$1;
			const written = this.#written.get(model);
			if (Math.abs(rest.costUsd - (written?.usd ?? 0)) < SAME_USD) continue;
			const base = written?.base ?? known.cut(model) ?? await this.#lineOf(model, known);
			due.set(model, {
				base,
				usd: rest.costUsd,
				line: untoldEntry(rest, base)
			});
		}
		if (!due.size || !await write([...due.values()].map(({ line }) => line))) return;
		for (const [model, { base, usd }] of due) this.#written.set(model, {
			base,
			usd
		});
	}
	async #lineOf(requested, { agentIds, told }) {
		const id = await this.#transcripts.idOf({
			agentIds,
			requested,
			tokens: null
		}, told);
		const line = nothing(requested, new Date().toISOString(), this.#place);
		return id ? {
			...line,
			id
		} : line;
	}
};
// src/live/module/books.ts
const COUNTED_WITHIN_MS = 2e3;
var Books = class {
	#door;
	#kept;
	#plugins = new AskedByPlugins();
	#agentUse = new AgentUse();
	#transcripts;
	#untold;
	#seen = new Set();
	#asked = new Map();
	#told = new Set();
	#waiting = [];
	#uncounted = [];
	#interrupted = [];
	#flushing = Promise.resolve();
	sums = new Sums();
	constructor(door, kept) {
		this.#door = door;
		this.#kept = kept;
		this.#transcripts = new Transcripts(door, kept.session);
		this.#untold = new Untold(this.#transcripts, this.#account(), kept);
	}
	async begin() {
		await this.#transcripts.skip();
		const [state, spentUsd] = await Promise.all([this.#transcripts.state(), this.#door.spentUsd()]);
		this.#account().begin(state, spentUsd);
	}
	beginAtZero() {
		this.#account().beginAtZero();
	}
	counted(event, attributes) {
		const counted = readCounted(event, attributes);
		if (counted?.step === "plugin_model_complete") this.#plugins.add(counted, Date.now());
		else if (counted) this.#wait(counted);
		return counted;
	}
	unwritten() {
		const { session, project, agents } = this.#kept;
		return this.#waiting.filter(({ written }) => !written.length).map(({ counted: { at, session: own, agentId, costUsd } }) => ({
			at,
			session: own ?? session,
			project,
			costUsd,
			agent: agentId ? agents.get(agentId) ?? null : null
		}));
	}
	asks(model, agentId) {
		this.#seen.add(model);
		this.#asked.set(agentId ?? "", model);
	}
	stepped(step) {
		const found = this.#waiting.find((one) => one.requested === null && isOf(one.counted, step));
		const facts = this.#adviceIn(step, found !== void 0);
		if (found) identify(found, {
			step,
			facts
		});
		else this.#uncounted.push({
			step,
			facts,
			since: Date.now()
		});
	}
	own(model, usage) {
		const [of, at] = [shippedModel(model), new Date()];
		const paid = costUsd(of, {
			...NO_USAGE,
			...usage
		}, { at });
		const summed = {
			...usage,
			tier: of?.tier ?? null,
			costUsd: paid,
			at: at.toISOString(),
			thinking: 0
		};
		this.sums.add(summed, this.#asked.get("") ?? "");
		this.#account().tell({
			...usage,
			requested: model,
			costUsd: paid
		});
		return this.#plugins.own(usage, at.getTime());
	}
	flush(all = false) {
		this.#flushing = this.#flushing.then(() => this.#settle(all));
		return this.#flushing;
	}
	#wait(counted) {
		const { agentId, model, usage, requestId } = counted;
		if (requestId) this.#told.add(liveIdOf(requestId));
		const early = this.#uncounted.find(({ step }) => isOf(counted, step));
		this.#uncounted = this.#uncounted.filter((one) => one !== early);
		if (agentId && !early) this.#agentUse.add(agentId, model, usage);
		const one = {
			counted,
			since: Date.now(),
			requested: null,
			facts: null,
			written: []
		};
		if (early) identify(one, early);
		this.#waiting.push(one);
	}
	#adviceIn({ agentId, served, usage, used, requested }, isCounted) {
		if (!agentId || !used) return null;
		if (!isCounted) this.#agentUse.add(agentId, served, usage);
		const advisors = this.#agentUse.beside(agentId, used);
		return advisors && {
			requested,
			advisors
		};
	}
	async #settle(all) {
		const now = Date.now();
		for (const counted of this.#plugins.others(now, all)) this.#wait(counted);
		const cut = this.#uncounted.filter(({ since }) => all || now - since >= COUNTED_WITHIN_MS);
		this.#uncounted = this.#uncounted.filter((one) => !cut.includes(one));
		this.#waiting.push(...cut.map((one) => interrupted(one, this.#kept.session)));
		await this.#lookUp();
		const due = this.#waiting.filter((one) => all || isDue(one, now));
		await this.#write(due);
		const isDone = (one) => one.written.length > 0 && (all || isClear(one));
		this.#waiting = this.#waiting.filter((one) => !(isDone(one) && due.includes(one)));
		if (all) await this.#close().catch(() => void 0);
	}
	async #lookUp() {
		const unclear = this.#waiting.filter((one) => !isClear(one));
		const steps = unclear.filter((one) => !isInterrupted(one));
		const facts = await this.#transcripts.factsOf(steps.map(({ counted }) => counted));
		for (const [index, one] of steps.entries()) one.facts = facts[index] ?? null;
		for (const one of unclear.filter(isInterrupted)) {
			const { agentId, usage: tokens } = one.counted;
			const sought = {
				agentIds: [agentId],
				requested: one.requested ?? "",
				tokens
			};
			const id = await this.#transcripts.idOf(sought, this.#told);
			if (!id) continue;
			one.counted = {
				...one.counted,
				id
			};
			this.#told.add(id);
		}
	}
	async #write(due) {
		const monthOf = ({ counted }) => counted.at.slice(0, 7);
		for (const month of new Set(due.map(monthOf))) {
			const ones = due.filter((one) => monthOf(one) === month);
			const lines = ones.map((one) => entriesOf(one.counted, this.#factsOf(one), this.#kept));
			if (!await this.#append(month, lines.flat())) continue;
			for (const [index, one] of ones.entries()) this.#note(one, lines[index] ?? []);
		}
	}
	#append(month, entries) {
		const text = entries.map((entry) => `${JSON.stringify(entry)}\n`).join("");
		return this.#door.append(`${this.#kept.home}/ledger/${month}.jsonl`, text).then(() => true, () => false);
	}
	#note(one, lines) {
		if (!one.written.length) for (const line of lines) this.sums.add(line, this.#asked.get("") ?? "");
		if (!one.written.length && isInterrupted(one)) this.#interrupted.push(one);
		for (const line of one.written) this.#account(line.session).tell(line, -1);
		for (const line of lines) this.#account(line.session).tell(line);
		one.written = lines;
	}
	#factsOf({ counted, requested: stepped, facts }) {
		const advisors = facts?.advisors ?? [];
		const known = stepped ?? facts?.requested;
		if (known) return {
			requested: known,
			advisors
		};
		const asked = counted.agentId && this.#asked.get(counted.agentId) || counted.model;
		return {
			requested: requestedOf(counted, [
				asked,
				counted.model,
				...this.#seen,
				...TIER_NAMES.map((tier) => TIERS[tier].model)
			], advisors) ?? asked,
			advisors
		};
	}
	#close() {
		const known = {
			cut: (model) => this.#interrupted.findLast(({ written }) => written[0]?.requested === model)?.written[0],
			agentIds: [...this.#asked.keys()].map((agentId) => agentId || null),
			told: this.#told
		};
		return this.#untold.write(known, (lines) => this.#append(new Date().toISOString().slice(0, 7), lines));
	}
	#account(session = null) {
		return this.#kept.accounts.of(session ?? this.#kept.session);
	}
};
// src/live/offer.ts
const MOST_CHARACTERS$1 = 6e5;
const MOST_OUTPUT_TOKENS = 64e3;
const LONGEST_MS = 18e5;
function readOffer(value) {
	if (!isRecord(value) || value.v !== 1) return null;
	const { v, run, socket, secret, maxCostUsd } = value;
	const command = LIVE_COMMANDS.find((name) => name === value.command);
	return command !== void 0 && isText(run, 64) && /^[\w-]+$/.test(run) && isText(socket, 100) && socket.startsWith("/") && isText(secret, 128) && secret.length >= 32 && (maxCostUsd === null || isAmount(maxCostUsd)) ? {
		v: Number(v),
		run,
		command,
		socket,
		secret,
		maxCostUsd: maxCostUsd ?? null
	} : null;
}
function readPacks(value) {
	const packs = [];
	const refused = [];
	for (const one of isRecord(value) && Array.isArray(value.packs) ? value.packs : []) {
		if (!isRecord(one) || !Number.isSafeInteger(one.id)) continue;
		const why = whyNot(one);
		if (why) refused.push({
			id: Number(one.id),
			why
		});
		else packs.push(one);
	}
	return {
		packs,
		refused,
		share: isRecord(value) && isAmount(value.share) ? Math.min(1, value.share) : null
	};
}
function whyNot({ model, system, user, maxTokens, effort, timeoutMs, cacheSystem }) {
	if (!isText(model, 100)) return "it names no model";
	if (!shippedModel(model)?.prices.length) return `no price is known for ${model}, so the ceiling of the run could not be kept`;
	if (!isText(system, MOST_CHARACTERS$1) || !isText(user, MOST_CHARACTERS$1)) return "it is too long";
	if (!isWithin(maxTokens, MOST_OUTPUT_TOKENS)) return "it asks for too long an answer";
	if (!isWithin(timeoutMs, LONGEST_MS)) return "it would wait for too long";
	if (effort !== null && !EFFORTS.some((one) => one === effort)) return "its effort is not known";
	return typeof cacheSystem === "boolean" ? null : "it is not a pack";
}
const isText = (value, most) => typeof value === "string" && value.length > 0 && value.length <= most;
const isAmount = (value) => typeof value === "number" && Number.isFinite(value) && value >= 0;
const isWithin = (value, most) => Number.isSafeInteger(value) && Number(value) > 0 && Number(value) <= most;
// src/ask/budget.ts
var CeilingReached = class extends Error {
	name = "CeilingReached";
};
var Budget = class {
	ceilingUsd;
	spentUsd = 0;
	uncertainUsd = 0;
	onSettled;
	onKept;
	#reservedUsd = 0;
	#waiting = [];
	constructor(ceilingUsd) {
		this.ceilingUsd = ceilingUsd;
	}
	get leftUsd() {
		return this.ceilingUsd === null ? null : Math.max(0, this.ceilingUsd - this.spentUsd - this.uncertainUsd);
	}
	async reserve(worstCaseUsd) {
		while (!this.#fits(worstCaseUsd)) {
			if (this.#reservedUsd === 0) throw new CeilingReached(this.whyNot(worstCaseUsd));
			await new Promise((resume) => this.#waiting.push(resume));
		}
		return this.take(worstCaseUsd);
	}
	tryReserve(worstCaseUsd) {
		return this.#fits(worstCaseUsd) ? this.take(worstCaseUsd) : null;
	}
	whyNot(worstCaseUsd) {
		const spent = this.spentUsd + this.uncertainUsd + this.#reservedUsd;
		return `the next request could cost up to ${usd(worstCaseUsd)}, and ${usd(spent)} of ${usd(this.ceilingUsd ?? 0)} is spent`;
	}
	get reservedUsd() {
		return this.#reservedUsd;
	}
	take(worstCaseUsd) {
		this.#reservedUsd += worstCaseUsd;
		let open = true;
		return { settle: (actualUsd) => {
			if (!open) return;
			open = false;
			this.#reservedUsd -= worstCaseUsd;
			if (this.#reservedUsd < 1e-12) this.#reservedUsd = 0;
			if (actualUsd === null) this.uncertainUsd += worstCaseUsd;
			else this.spentUsd += actualUsd;
			this.onSettled?.(actualUsd ?? worstCaseUsd, actualUsd !== null);
			for (const resume of this.#waiting.splice(0)) resume();
		} };
	}
	#fits(usd) {
		return this.ceilingUsd === null || this.spentUsd + this.uncertainUsd + this.#reservedUsd + usd <= this.ceilingUsd + 1e-12;
	}
};
const usd = (amount) => `$${amount.toFixed(4)}`;
// src/models/tokens.ts
function estimateTokens(text) {
	return estimateTokensOf(Buffer.byteLength(text));
}
const estimateTokensOf = (bytes) => Math.ceil(bytes / 3);
function maximumTokens(text) {
	return Buffer.byteLength(text);
}
// src/live/run.ts
const PROMPT_ROOM_TOKENS = 500;
const GATHER_MS = 10;
const NO_ANSWERS_AT_A_TIME = 100;
async function answerRun({ secret, command }, { ceilingUsd, width, door, onChange }) {
	const budget = new Budget(ceilingUsd);
	const state = {
		command,
		share: null,
		ceilingUsd,
		spentUsd: 0,
		answered: 0,
		failed: 0,
		inFlight: 0,
		limitedAt: null
	};
	const post = new Post(secret, door);
	const answerOne = async (pack) => {
		state.inFlight++;
		onChange(state);
		const answer = await answerTo(pack, budget, door);
		state.inFlight--;
		note(state, answer, budget, door.now());
		onChange(state);
		post.add(answer);
	};
	try {
		for (;;) {
			const { packs, refused, share } = readPacks(await door.post("/packs", {
				secret,
				room: width - state.inFlight
			}));
			state.share = share;
			for (const { id, why } of refused) post.add({
				id,
				failure: "refused",
				status: null,
				message: `The session refused a request: ${why}`
			});
			for (const pack of packs) answerOne(pack);
			if (state.inFlight >= width) await door.sleep(GATHER_MS);
		}
	} catch {
		return state;
	}
}
function note(state, answer, budget, now) {
	state.spentUsd = budget.spentUsd + budget.uncertainUsd;
	if ("failure" in answer) state.failed++;
	else state.answered++;
	if ("failure" in answer && (answer.status === 429 || answer.status === 529)) state.limitedAt = now;
	else if (!("failure" in answer)) state.limitedAt = null;
}
async function answerTo(pack, budget, door) {
	const { id } = pack;
	try {
		const reservation = await budget.reserve(worstUsd(pack, door.now()));
		const called = await door.complete(pack);
		reservation.settle(settledUsd(pack, called, door.now()));
		if ("failure" in called) {
			const { failure, status, message } = called;
			return {
				id,
				failure,
				status,
				message
			};
		}
		const { text, usage, served, requestId } = called;
		return {
			id,
			text,
			usage,
			served: served ?? pack.model,
			requestId
		};
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		if (error instanceof CeilingReached) return {
			id,
			failure: "ceiling",
			status: null,
			message: `The session's own ceiling for this run is reached: ${message}. What is answered is kept; the same command goes on`
		};
		return {
			id,
			failure: "api",
			status: null,
			message
		};
	}
}
function worstUsd({ model, system, user, maxTokens }, now) {
	const cacheWrite1h = maximumTokens(system + user) + PROMPT_ROOM_TOKENS;
	const usage = {
		...NO_USAGE,
		cacheWrite1h,
		output: maxTokens + ADDED_OUTPUT_TOKENS
	};
	return costUsd(shippedModel(model), usage, {
		at: new Date(now),
		usOnly: true
	}) ?? Number.POSITIVE_INFINITY;
}
function settledUsd({ model }, called, now) {
	if ("failure" in called && called.failure === "aborted") return null;
	return costUsd(shippedModel(("served" in called ? called.served : null) ?? model), {
		...NO_USAGE,
		...called.usage
	}, { at: new Date(now) });
}
var Post = class {
	#secret;
	#door;
	#answers = [];
	#busy = false;
	constructor(secret, door) {
		this.#secret = secret;
		this.#door = door;
	}
	add(answer) {
		this.#answers.push(answer);
		if (!this.#busy) this.#send();
	}
	async #send() {
		this.#busy = true;
		await this.#door.sleep(GATHER_MS);
		while (this.#answers.length) {
			const answers = this.#answers.splice(0, NO_ANSWERS_AT_A_TIME);
			await this.#door.post("/answers", {
				secret: this.#secret,
				answers
			}).catch(() => void 0);
		}
		this.#busy = false;
	}
};
// src/live/module/channel.ts
const LOOK_MS = 50;
var Channel = class {
	#door;
	#options;
	#folder;
	#grants;
	#seen = new Set();
	runs = new Set();
	#looking = null;
	constructor(door, options) {
		this.#door = door;
		this.#options = options;
		this.#folder = liveFolder(options.home, options.presence.session);
		this.#grants = new Grants(options.mostUsd);
	}
	say() {
		return this.#door.write(`${this.#folder}/${PRESENCE_FILE}`, JSON.stringify(this.#options.presence));
	}
	keep(name, text) {
		return this.#door.write(`${this.#folder}/${name}`, text);
	}
	async allowed(call, line) {
		this.#grants.allow(call, line, Date.now());
		if (this.#grants.isOpen(Date.now())) await this.#look();
	}
	async grant(grant) {
		this.#grants.add(grant);
		await this.#look();
	}
	returned(call) {
		this.#grants.returned(call, Date.now());
	}
	close() {
		this.#looking?.cancel();
		this.#options.presence.since = null;
		return this.say();
	}
	async #look() {
		if (this.#looking) return;
		this.#looking = this.#door.every(LOOK_MS, () => {
			if (this.#grants.isOpen(Date.now())) return void this.#takeOffers();
			this.#looking?.cancel();
			this.#looking = null;
			this.#options.presence.open = false;
			this.say();
		});
		this.#options.presence.open = true;
		await this.say();
	}
	async #takeOffers() {
		const names = await this.#door.list(this.#folder).catch(() => []);
		for (const name of names.filter((one) => one.startsWith("run-") && !this.#seen.has(one))) {
			this.#seen.add(name);
			const offer = readOffer(parseJson(await this.#door.text(`${this.#folder}/${name}`).catch(() => null) ?? ""));
			if (offer && name === runFile(offer.run)) await this.#take(offer);
			else this.#seen.delete(name);
		}
	}
	async #take(offer) {
		const { run } = offer;
		const ceilingUsd = this.#grants.use(offer, Date.now());
		const taken = ceilingUsd === null ? {
			v: 1,
			run,
			refused: "nobody has allowed it to start in this session"
		} : {
			v: 1,
			run,
			ceilingUsd,
			width: this.#options.width
		};
		await this.#door.write(`${this.#folder}/${takenFile(run)}`, JSON.stringify(taken));
		if (ceilingUsd !== null) this.#answer(offer, ceilingUsd);
	}
	async #answer(offer, ceilingUsd) {
		const door = this.#door;
		let state;
		state = await answerRun(offer, {
			ceilingUsd,
			width: this.#options.width,
			door: {
				post: (path, body) => door.post(offer.socket, path, body),
				complete: this.#options.complete,
				sleep: door.sleep,
				now: Date.now
			},
			onChange: (now) => {
				this.runs.add(now);
				state = now;
				this.#options.onChange();
			}
		});
		this.runs.delete(state);
		this.#options.onChange();
	}
};
// src/errors.ts
const EXIT = {
	ok: 0,
	incomplete: 1,
	usage: 2,
	ceiling: 3,
	interrupted: 130
};
var UsageError = class extends Error {
	name = "UsageError";
	exitCode;
	constructor(message, exitCode = EXIT.usage) {
		super(message);
		this.exitCode = exitCode;
	}
};
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
// src/front-matter.ts
var import_gray_matter = __toESM(require_gray_matter());
function parseLocated(text, file) {
	const source = text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n");
	if (!import_gray_matter.default.test(source)) return {
		header: {},
		body: source,
		bodyLine: 1,
		lineOf: () => 1
	};
	const language = import_gray_matter.default.language(`${source}\n`).name;
	if (language) refuseLanguage(language, file);
	const lines = new LineCounter();
	let document;
	const yaml = (header) => {
		checkEnd(source, header, file);
		document = readYaml(header, lines, file);
		return contentOf(document, lines, file);
	};
	const refuse = () => refuseLanguage("", file);
	const { data, content, matter: header } = (0, import_gray_matter.default)(source, {
		language: "yaml",
		engines: {
			yaml,
			json: refuse,
			javascript: refuse,
			coffee: refuse
		}
	});
	if (!document) checkEnd(source, header, file);
	return {
		header: data ?? {},
		body: content,
		bodyLine: source.slice(0, source.length - content.length).split("\n").length,
		lineOf: lineIn(document, lines)
	};
}
const lineIn = (document, lines) => (path) => {
	for (let depth = path.length; depth > 0; depth--) {
		const node = document?.getIn(path.slice(0, depth), true);
		if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
	}
	return 1;
};
function refuseLanguage(language, file) {
	throw new UsageError(`${file} line 1: the header starts with "---${language}", which is not read. Use plain YAML between two lines of "---".`);
}
function checkEnd(source, header, file) {
	const rest = source.slice(3 + header.length + 1);
	if (!rest) throw new UsageError(`${file}: the header is not closed. Put a line of "---" after it.`);
	const end = /^[^\n]*/.exec(rest)?.[0].trimEnd() ?? "";
	if (end === "---") return;
	throw new UsageError(`${file} line ${header.split("\n").length + 1}: the header is not valid YAML: "${end}" does not end it. Put a line of "---" there.`);
}
const LONGEST_HEADER = 524288;
function readYaml(header, lines, file) {
	if (header.length > LONGEST_HEADER) throw new UsageError(`${file}: the header has ${count(header.length)} characters; at most ${count(LONGEST_HEADER)} are read. Shorten it.`);
	const document = parseDocument(`${header}\n`, {
		uniqueKeys: false,
		lineCounter: lines,
		logLevel: "error"
	});
	const problem = document.errors[0];
	if (!problem) return refuseRepeatedKeys(document, lines, file);
	const what = /call stack/.test(problem.message) ? "it is nested too deeply" : problem.message.split(/ at line | \(/)[0]?.replace(/:$/, "");
	const line = problem.linePos?.[0].line ?? 1;
	throw invalidYaml(file, line, `${what}.${inQuotes(header.split("\n")[line - 1] ?? "")}`);
}
function inQuotes(line) {
	const [, key = "", value = ""] = /^\s*((?:- )?[\w.-]+: +)(\S.*?)\s*$/.exec(line) ?? [];
	return /: |^[@`%*&!]/.test(value) && !/^["'[{|>]/.test(value) ? ` Put the value in quotes: ${key}${JSON.stringify(value)}` : "";
}
function refuseRepeatedKeys(document, lines, file) {
	visit(document, { Map(_, { items }) {
		const seen = new Set();
		for (const { key } of items) {
			const name = isScalar(key) ? key.value : key;
			if (seen.has(name) && isNode(key)) throw invalidYaml(file, lines.linePos(key.range?.[0] ?? 0).line, "Map keys must be unique.");
			seen.add(name);
		}
	} });
	return document;
}
const MOST_ALIASED = 100;
function contentOf(document, lines, file) {
	try {
		return document.toJS({ maxAliasCount: MOST_ALIASED }) ?? {};
	} catch {
		let line = 1;
		visit(document, { Alias(_, alias) {
			line = lines.linePos(alias.range?.[0] ?? 0).line;
			return alias.resolve(document) ? void 0 : visit.BREAK;
		} });
		throw invalidYaml(file, line, "its aliases cannot be followed. Write the values out.");
	}
}
const invalidYaml = (file, line, what) => new UsageError(`${file} line ${line}: the header is not valid YAML: ${what}`);
// src/routing/fields.ts
const inside = ({ value, path, source }, key) => ({
	value: value[key],
	path: [...path, key],
	source
});
function wrong({ path, source }, what, expected) {
	const name = path.length ? path.join(".") : "the header";
	throw new UsageError(`${source.file}:${source.lineOf(path)}: ${name} ${what}. Expected ${expected}.`);
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
	kind: (field) => listOf(field, (one) => oneOf(one, KINDS$1)),
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
		...keys.includes("tier") && { tier: oneOf(inside(field, "tier"), TIER_NAMES) },
		...keys.includes("lower") && { lower: countOf(inside(field, "lower")) },
		...keys.includes("raise") && { raise: countOf(inside(field, "raise")) },
		...keys.includes("effort") && { effort: oneOf(inside(field, "effort"), EFFORTS) },
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
		...at("cap", (one) => oneOf(one, TIER_NAMES)),
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
		return parseLocated(text, file);
	} catch (error) {
		if (!(error instanceof UsageError)) throw error;
		const what = error.message.slice(file.length);
		const [, line = "1", rest = what.replace(/^: /, "")] = /^ line (\d+): (.*)$/s.exec(what) ?? [];
		throw new UsageError(`${file}:${line}: ${rest}`);
	}
}
function parseTiers(field) {
	const tiers = {};
	for (const name of RUNG_NAMES.filter((tier) => keysOf(field, RUNG_NAMES).includes(tier))) {
		const tier = inside(field, name);
		const keys = keysOf(tier, [
			"model",
			"effort",
			"concurrency"
		]);
		tiers[name] = {
			...keys.includes("model") && { model: textOf(inside(tier, "model"), "the id of a model") },
			...keys.includes("effort") && { effort: oneOf(inside(tier, "effort"), EFFORTS) }
		};
	}
	return tiers;
}
function parseLadders(field) {
	const keys = keysOf(field, LADDERS);
	return {
		...keys.includes("bulk") && { bulk: parseLadder(inside(field, "bulk"), RUNG_NAMES) },
		...keys.includes("plan") && { plan: parseLadder(inside(field, "plan"), TIER_NAMES) }
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
// src/usage/budgets.ts
const statesOf = (calls, budgets, who) => {
	const asked = scopesOf(budgets, who);
	const all = asked.length ? [...calls] : [];
	return asked.map((scope) => ({
		name: scope.name,
		limitUsd: scope.limitUsd,
		spentUsd: spentBy(all, scope)
	}));
};
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
function readCall(line) {
	try {
		const { id, at, session, project, agent, costUsd } = JSON.parse(line);
		if (typeof id !== "string" || typeof at !== "string") return null;
		return [id, {
			at,
			session,
			project,
			agent,
			costUsd: typeof costUsd === "number" ? costUsd : 0
		}];
	} catch {
		return null;
	}
}
const sameSpent = (known, call) => ({
	...call,
	session: known.session,
	at: known.at,
	agent: call.agent ?? known.agent
});
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
// src/live/module/spending.ts
var Spending = class {
	#door;
	#folder;
	#calls = new Map();
	#files = new Map();
	#aside = new Set();
	constructor(door, home) {
		this.#door = door;
		this.#folder = `${home}/ledger`;
	}
	async states(budgets, who, { unwritten, own }) {
		if (!Object.keys(budgets).length) return [];
		const before = new Date(Date.UTC(who.at.getUTCFullYear(), who.at.getUTCMonth() - 1, 1));
		for (const month of [before, who.at]) await this.#follow(`${this.#folder}/${month.toISOString().slice(0, 7)}.jsonl`);
		const aside = [...this.#aside];
		return statesOf([
			...this.#calls.values(),
			...unwritten,
			...aside.slice(0, aside.indexOf(own))
		], budgets, who);
	}
	setAside(one) {
		this.#aside.add(one);
		return one;
	}
	giveBack(one) {
		this.#aside.delete(one);
	}
	answered(agentId) {
		for (const one of this.#aside) if (one.agentId === agentId) this.#aside.delete(one);
	}
	async #follow(file) {
		const followed = this.#files.get(file) ?? new GrowingFile(this.#door, file);
		this.#files.set(file, followed);
		await followed.read((line) => {
			const [id, call] = readCall(line) ?? [];
			if (id === void 0 || !call) return;
			const known = this.#calls.get(id);
			this.#calls.set(id, known ? sameSpent(known, call) : call);
		});
	}
};
// src/live/module/router.ts
const AS_IT_IS = {
	model: null,
	effort: null,
	aside: null
};
const INHERITING = [
	"general-purpose",
	"Explore",
	"Plan"
];
const MOST_CHARACTERS = 262144;
const FRESH_MS = 3e3;
var Router = class {
	#door;
	#home;
	#session;
	#project;
	#spending;
	#told = new Set();
	#efforts = new Map();
	#prompts = new Map();
	#known = null;
	constructor(door, { home, session, project }) {
		this.#door = door;
		this.#home = home;
		this.#session = session;
		this.#project = project;
		this.#spending = new Spending(door, home);
	}
	async spawn(spawn) {
		const { policy, user, project } = await this.#policies();
		if (policy.mode === "observe") return AS_IT_IS;
		const { subagentType: agent, description, prompt } = spawn;
		const without = tierWithout(spawn);
		const aside = this.#aside(agent, firstRequestUsd(spawn.model ?? spawn.parentModel, prompt, new Date()));
		const state = await this.#state(aside, policy);
		const decision = decideDelegation({
			agent,
			description,
			prompt,
			effort: void 0,
			without
		}, policy, state);
		for (const warning of decision.denied ? [] : decision.warnings ?? []) this.#tellOnce(`${warning}.`);
		const follows = !spawn.fork && isToBeFollowed(decision, policy, without) && decision.tier !== without;
		if (policy.mode === "suggest") {
			this.#spending.giveBack(aside);
			this.#suggest(agent, decision, follows);
			return AS_IT_IS;
		}
		aside.costUsd = firstRequestUsd(follows ? decision.model : spawn.model ?? spawn.parentModel, prompt, new Date());
		const denied = decision.denied ?? full(state, aside.costUsd);
		if (denied) {
			this.#spending.giveBack(aside);
			return { deny: refusalOf(denied, user.budgets || user.limits ? user.file : project.file) };
		}
		if (follows) await this.#note({
			agent,
			rule: decision.rule,
			from: without ?? null,
			tier: decision.tier
		});
		return {
			model: follows ? decision.model : null,
			effort: follows ? decision.effort : null,
			aside
		};
	}
	#suggest(agent, { denied, tier, reason }, follows) {
		if (denied) this.#door.say(`The policy would not start ${agent}: ${denied}.`);
		else if (follows) this.#door.say(`The policy would run ${agent} on ${tier}, by its rule ${reason}.`);
	}
	started(agentId, { aside, effort }) {
		if (!aside) return;
		aside.agentId = agentId ?? null;
		if (!agentId) this.#spending.giveBack(aside);
		else if (effort) this.#efforts.set(agentId, effort);
	}
	async step(step, agentId) {
		const { policy } = await this.#policies(FRESH_MS);
		if (policy.mode !== "enforce") return {};
		const facts = {
			...step,
			...this.#prompts.get(agentId ?? "main") ?? {
				prompt: 0,
				output: 0
			}
		};
		const at = new Date();
		const decide = (about) => decideStep(about, policy, this.#conditions(at), at);
		const decision = decide(facts);
		const answer = decide({
			...facts,
			step: "answer",
			model: decision?.model ?? facts.model
		});
		const effort = agentId && step.step === "first" ? this.#efforts.get(agentId) : void 0;
		return {
			...decision && { model: decision.model },
			...effort && { effort },
			...answer && { answer: answer.model }
		};
	}
	heard(agentId) {
		this.#spending.answered(agentId);
	}
	answered(agentId, prompt, output) {
		this.#prompts.set(agentId ?? "main", {
			prompt,
			output
		});
	}
	async #policies(freshMs = 0) {
		const now = Date.now();
		if (this.#known && now - this.#known.at < freshMs) return this.#known.policies;
		const user = await this.#read(`${this.#home}/tierwise.md`);
		const theirs = `${this.#project}/.claude/tierwise.md`;
		const project = theirs === user.file ? NO_POLICY : await this.#read(theirs);
		const policies = {
			...inForce(user, project),
			user,
			project
		};
		this.#known = {
			policies,
			at: now
		};
		return policies;
	}
	async #read(file) {
		const text = await this.#door.text(file);
		if (text === null) return NO_POLICY;
		try {
			if (text.length > MOST_CHARACTERS) throw new UsageError(`${file}: it is larger than ${MOST_CHARACTERS} bytes.`);
			return parsePolicy(text, file);
		} catch (error) {
			if (!(error instanceof UsageError)) throw error;
			this.#tellOnce(error.message);
			return NO_POLICY;
		}
	}
	async #state(own, policy) {
		const at = new Date();
		const who = {
			session: this.#session,
			project: this.#project,
			agent: String(own.agent),
			at
		};
		const unwritten = this.#door.unwritten();
		const budgets = await this.#spending.states(policy.budgets, who, {
			unwritten,
			own
		});
		return {
			...this.#conditions(at),
			budgets
		};
	}
	#conditions(at) {
		const used = this.#door.limits().map(({ percentUsed }) => percentUsed);
		return {
			minuteOfDay: at.getHours() * 60 + at.getMinutes(),
			limitsLeft: used.length ? Math.max(0, 100 - Math.max(...used)) : void 0
		};
	}
	#aside(agent, costUsd) {
		const at = new Date().toISOString();
		return this.#spending.setAside({
			at,
			session: this.#session,
			project: this.#project,
			agent,
			costUsd,
			agentId: null
		});
	}
	async #note(record) {
		const line = {
			at: new Date().toISOString(),
			session: this.#session,
			...record
		};
		const file = `${this.#home}/ledger/delegations.jsonl`;
		await this.#door.append(file, `${JSON.stringify(line)}\n`).catch(() => void 0);
	}
	#tellOnce(line) {
		if (this.#told.has(line)) return;
		this.#told.add(line);
		this.#door.say(line);
	}
};
function tierWithout({ model, subagentType, parentModel }) {
	const named = model ?? (INHERITING.includes(subagentType) ? parentModel : void 0);
	return TIER_NAMES.find((tier) => tier === named) ?? (named ? shippedModel(named)?.tier : void 0);
}
function full({ budgets = [] }, amount) {
	const found = budgets.find(({ limitUsd, spentUsd }) => spentUsd + amount > limitUsd);
	return found ? `${usd$1(found.spentUsd)} of ${usd$1(found.limitUsd)} of the budget "${found.name}" is spent or set aside, and its first request alone costs about ${usd$1(amount)}` : null;
}
// src/live/module/live.ts
const FLUSH_MS = 1e3;
const DRAW_MS = 500;
const BEAT_MS = 2e4;
const DEFAULT_MOST_USD = 5;
const DEFAULT_WIDTH = 128;
var Live = class Live {
	#door;
	#books;
	channel;
	session;
	#router;
	#circles = new Circles();
	#agents = new Map();
	#timers;
	#limits = [];
	#offer = null;
	#drawn = 0;
	#state = "";
	static async start(door, { options, accounts, isCleared }) {
		const [session, home, project, client] = await Promise.all([
			door.session(),
			door.home(),
			door.root(),
			door.version()
		]);
		const presence = {
			v: 1,
			session,
			client,
			since: new Date().toISOString(),
			open: false
		};
		const live = new Live(door, {
			home,
			session,
			project
		}, {
			presence,
			options,
			accounts
		});
		if (isCleared) live.#books.beginAtZero();
		else await live.#books.begin().catch(() => void 0);
		await live.channel.say();
		return live;
	}
	constructor(door, place, { presence, options, accounts }) {
		this.#door = door;
		this.session = place.session;
		this.#books = new Books(door, {
			...place,
			accounts,
			agents: this.#agents
		});
		this.channel = new Channel(door, {
			home: place.home,
			presence,
			mostUsd: numberOr(options.most_per_run, DEFAULT_MOST_USD),
			width: numberOr(options.width, DEFAULT_WIDTH),
			complete: (pack) => this.#complete(pack),
			onChange: () => this.#draw(false)
		});
		this.#router = new Router({
			...door,
			limits: () => this.#limits,
			unwritten: () => this.#books.unwritten()
		}, place);
		this.#timers = [door.every(FLUSH_MS, () => void this.flush()), door.every(BEAT_MS, () => {
			presence.since = new Date().toISOString();
			this.channel.say();
		})];
	}
	counted(event, attributes) {
		const counted = this.#books.counted(event, attributes);
		if (counted?.agentId) this.#router.heard(counted.agentId);
	}
	spawn(spawn) {
		return this.#router.spawn(spawn);
	}
	started(agentId, { subagentType }, spawned) {
		if (agentId) this.#agents.set(agentId, subagentType);
		if (!("deny" in spawned)) this.#router.started(agentId, spawned);
	}
	async step({ index, model, effort }, agentId) {
		this.#books.asks(model, agentId);
		const agent = agentId ? this.#agents.get(agentId) ?? "unnamed agent" : MAIN;
		const step = index ? "tool-results" : "first";
		const wanted = await this.#router.step({
			agent,
			step,
			model,
			effort
		}, agentId);
		if (agentId && wanted.model) this.#books.asks(wanted.model, agentId);
		return wanted;
	}
	async stepped(step) {
		const { agentId, usage } = step;
		const used = agentId ? await this.#door.usedBy(agentId).catch(() => null) : null;
		this.#books.stepped({
			...step,
			used
		});
		const { input, cacheRead, cacheWrite5m, cacheWrite1h, output } = usage;
		this.#router.answered(agentId, input + cacheRead + cacheWrite5m + cacheWrite1h, output);
	}
	edited(edit) {
		this.#offerFor(this.#circles.edited(edit));
	}
	ran(command, failed) {
		this.#offerFor(this.#circles.ran(command, failed));
	}
	measured(limits) {
		this.#limits = limits;
		this.#draw(true);
	}
	async flush() {
		await this.#books.flush();
		this.#draw(false);
		await this.#keepState();
	}
	async end() {
		for (const timer of this.#timers) timer.cancel();
		await this.#books.flush(true);
		await this.channel.close();
	}
	#offerFor(what) {
		if (!what) return;
		this.#offer = `${what}: /model takes a higher tier`;
		this.#door.say(`tierwise: ${what}. A higher tier may see why: /model. Nothing was changed.`);
		this.#draw(true);
	}
	async #complete(pack) {
		const called = await this.#door.complete(pack);
		if ("failure" in called && called.failure !== "empty") return called;
		const counted = this.#books.own(pack.model, called.usage);
		if ("failure" in called || !counted) return called;
		const { model: served, requestId, usage } = counted;
		return {
			...called,
			served,
			requestId,
			usage
		};
	}
	async #keepState() {
		const state = {
			v: 1,
			limits: this.#limits,
			runs: [...this.channel.runs],
			offer: this.#offer
		};
		const text = JSON.stringify(state);
		if (text === this.#state) return;
		this.#state = text;
		await this.channel.keep(STATE_FILE, text).catch(() => void 0);
	}
	#draw(now) {
		if (!now && Date.now() - this.#drawn < DRAW_MS) return;
		this.#drawn = Date.now();
		const { byTier, costUsd, savedUsd } = this.#books.sums;
		const runs = [...this.channel.runs];
		const facts = {
			byTier,
			costUsd,
			savedUsd,
			limits: this.#limits,
			runs,
			offer: this.#offer
		};
		this.#door.status(statusLine(facts, Date.now()));
	}
};
const numberOr = (value, otherwise) => typeof value === "number" && value > 0 ? value : otherwise;
// src/live/module/register.ts
const register = (on, options) => {
	const seat = {
		live: null,
		program: null,
		accounts: new Accounts(),
		isCleared: false,
		options
	};
	hearSession(on, seat);
	hearTurns(on, seat);
	hearRequests(on, seat);
	hearAgents(on, seat);
	hearTools(on, seat);
	answerTool(on, seat);
};
function hearSession(on, seat) {
	on("session.start", async ($, e, next) => {
		const started = await next(e);
		await seat.live?.end();
		seat.live = await startIn(doorOf($), seat).catch((error) => steppedBack($, String(error)));
		seat.program = seat.live && await findCommand(doorOf($)).catch(() => null);
		if (seat.program) await $.tool.register({
			...TOOL,
			isDeferred: false
		}).catch(() => void 0);
		return started;
	});
	on("turn.start", async ($, e, next) => {
		if (!e.agentId) await follow($, await $.session.id(), seat);
		return next(e);
	});
	on("session.end", async ($, e, next) => {
		await follow($, e.sessionId, seat);
		await seat.live?.end();
		seat.isCleared = e.reason === "clear";
		return next(e);
	});
}
function hearTurns(on, seat) {
	on("session.measure", (_, e, next) => {
		seat.live?.measured(e.rateLimits);
		return next(e);
	});
	on("turn.complete", async (_, e, next) => {
		if (!e.agentId) await seat.live?.flush();
		return next(e);
	});
}
async function follow($, session, seat) {
	if (!seat.live || seat.live.session === session) return;
	await seat.live.end();
	seat.live = await startIn(doorOf($), seat).catch((error) => steppedBack($, String(error)));
}
function hearRequests(on, seat) {
	on("telemetry.log", { to: "collector" }, (_, e, next) => {
		seat.live?.counted(e.event, e.attributes);
		return next(e);
	});
	on("turn.step", async function* (_, e, next) {
		const { agentId } = e;
		const { answer, ...wanted } = await seat.live?.step(e, agentId).catch(() => null) ?? {};
		const ask = async function* (requested) {
			const step = yield* next({
				...e,
				...wanted,
				model: requested
			});
			const usage = step?.usage;
			if (usage) await seat.live?.stepped({
				requested,
				served: usage.model,
				usage: usageOf(usage),
				agentId
			});
			return step;
		};
		const first = ask(wanted.model ?? e.model);
		return yield* answer ? answeredBy$1(first, () => ask(answer)) : first;
	});
}
function hearAgents(on, seat) {
	on("agent.spawn", async (_, e, next) => {
		const { live } = seat;
		if (!live || e.resume) return next(e);
		const decided = await live.spawn(e);
		if ("deny" in decided) return { deny: decided.deny };
		const started = await next(decided.model ? {
			...e,
			model: decided.model
		} : e);
		live.started(started.agentId, e, decided);
		return started;
	}).catch((_, e, next) => next.called || !seat.live ? next(e) : { deny: "Tierwise could not check its budgets, so it starts nothing. Tell the user." });
}
function hearTools(on, seat) {
	on("tool.check", { tool: "Bash" }, async (_, e, next) => {
		const verdict = await next(e);
		if (verdict.decision !== "deny" && e.tool_use_id) await seat.live?.channel.allowed(e.tool_use_id, textIn(e.input, "command"));
		return verdict;
	}).catch((_, e, next) => next(e));
	const returned = (call, input, failed) => {
		seat.live?.channel.returned(call);
		seat.live?.ran(textIn(input, "command"), failed);
	};
	on("classic.PostToolUse", (_, e, next) => {
		if (e.tool_name === "Bash") returned(e.tool_use_id, e.tool_input, false);
		if (e.tool_name === "Edit") seat.live?.edited(editIn(e.tool_input));
		return next(e);
	});
	on("classic.PostToolUseFailure", (_, e, next) => {
		if (e.tool_name === "Bash") returned(e.tool_use_id, e.tool_input, true);
		return next(e);
	});
}
function answerTool(on, seat) {
	on("tool.run", { tool: "mcp__tierwise-live__tierwise_bulk" }, async ($, e) => {
		const { live, program } = seat;
		if (!live || !program) return { deny: "tierwise_bulk needs the plugin tierwise, which is not there any more." };
		const call = e.tool_use_id ?? "";
		return runBulkTool(doorOf($), {
			channel: live.channel,
			program,
			call
		}, { ...e });
	});
}
function steppedBack($, why) {
	$.ui.log(`tierwise-live does nothing in this session: ${why}. The plugin tierwise works as it does without it.`);
	return null;
}
async function startIn(door, { options, accounts, isCleared }) {
	const why = whyNotOn(await door.version());
	if (why) throw why;
	return Live.start(door, {
		options,
		accounts,
		isCleared
	});
}
const editIn = (input) => ({
	file: textIn(input, "file_path"),
	before: textIn(input, "old_string"),
	after: textIn(input, "new_string")
});
function textIn(input, name) {
	const value = isRecord(input) ? input[name] : void 0;
	return typeof value === "string" ? value : "";
}
export { register };
