// src/live/module/node-free.ts
const utf8 = new TextEncoder();
Object.assign(globalThis, { Buffer: globalThis.Buffer ?? {
	byteLength: (text) => utf8.encode(text).length,
	from: (text) => utf8.encode(text),
	isBuffer: () => false
} });
// src/live/client-range.ts
const OLDEST = "2.1.287";
const BELOW = "2.2.0";
function whyNotOn(version) {
	const said = /^\d+\.\d+\.\d+/.exec(version)?.[0];
	if (said && compare(said, "2.1.287") >= 0 && compare(said, "2.2.0") < 0) return null;
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
	for (const key of path.split(".")) {
		if (!isRecord(found) || !Object.hasOwn(found, key)) return void 0;
		found = found[key];
	}
	return found;
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
const ADDED_OUTPUT_TOKENS = 2048;
// src/live/grants.ts
const GRANT_MS = 6e5;
const AFTER_CALL_MS = 3e4;
const STARTS = /(?:^|\/)tierwise$/;
function commandsIn(line) {
	return simpleCommands(line).flatMap((words) => {
		const start = words.findIndex((word) => STARTS.test(word));
		if (start < 0) return [];
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
	usOnly: 1.1
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
	images: true
};
const older = {
	contextTokens: 2e5,
	maxOutputTokens: 64e3,
	thinkingOff: "omit",
	structuredOutputs: true,
	images: true
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
		prices: [rates(5, 25, .5)],
		cacheMinimumTokens: 4096,
		efforts: []
	},
	"claude-opus-4-1": {
		tier: "opus",
		...older,
		prices: [rates(15, 75, 1.5)],
		maxOutputTokens: 32e3,
		cacheMinimumTokens: 1024,
		efforts: [],
		structuredOutputs: false
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
		prices: [rates(3, 15, .3)],
		maxOutputTokens: 128e3,
		cacheMinimumTokens: 1024,
		efforts: NO_XHIGH
	},
	"claude-sonnet-4-5": {
		tier: "sonnet",
		...older,
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
		prices: [rates(1, 5, .1)],
		cacheMinimumTokens: 4096,
		efforts: []
	},
	"claude-haiku-3-5": {
		tier: "haiku",
		...older,
		prices: [rates(.8, 4, .08)],
		maxOutputTokens: 8192,
		cacheMinimumTokens: 2048,
		efforts: [],
		structuredOutputs: false
	}
};
function shippedModel(id) {
	return named(id) ?? named(plainId(id));
}
const plainId = (id) => id.replace(/^(?:[a-z]+\.)?anthropic\.(?=claude-)/, "").replace(/-v\d+(?::\d+)?$/, "").replace(/[-@]\d{8}$/, "");
const named = (id) => Object.hasOwn(MODELS, id) ? MODELS[id] : void 0;
const TIER_NAMES = Object.keys({
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
});
[...TIER_NAMES];
// src/live/offer.ts
const MOST_CHARACTERS = 6e5;
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
		refused
	};
}
function whyNot({ model, system, user, maxTokens, effort, timeoutMs, cacheSystem }) {
	if (!isText(model, 100)) return "it names no model";
	if (!shippedModel(model)?.prices.length) return `no price is known for ${model}, so the ceiling of the run could not be kept`;
	if (!isText(system, MOST_CHARACTERS) || !isText(user, MOST_CHARACTERS)) return "it is too long";
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
		return `the next request could cost up to ${usd$1(worstCaseUsd)}, and ${usd$1(spent)} of ${usd$1(this.ceilingUsd ?? 0)} is spent`;
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
const usd$1 = (amount) => `$${amount.toFixed(4)}`;
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
	const rates = ratesOf(price, promptTokens(usage), billing.fast);
	return (usage.input * rates.input + usage.output * rates.output + usage.cacheRead * rates.cacheRead + usage.cacheWrite5m * rates.cacheWrite5m + usage.cacheWrite1h * rates.cacheWrite1h) / 1e6 * ((billing.batch ? MULTIPLIERS.batch : 1) * (billing.usOnly ? MULTIPLIERS.usOnly : 1)) + usage.webSearches * WEB_SEARCH_USD;
}
function priceInForce(model, at) {
	const day = at.toISOString().slice(0, 10);
	return model.prices.find((price) => !price.from || price.from <= day);
}
function ratesOf(price, prompt, fast = false) {
	if (fast && price.fast) return price.fast;
	return price.longPrompt && prompt > price.longPrompt.above ? price.longPrompt : price;
}
// src/models/tokens.ts
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
		ceilingUsd,
		answered: 0,
		failed: 0,
		inFlight: 0,
		spentUsd: 0,
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
			const { packs, refused } = readPacks(await door.post("/packs", {
				secret,
				room: width - state.inFlight
			}));
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
// src/terminal/format.ts
const count$1 = (number) => String(Math.round(number)).replace(/\B(?=(\d{3})+$)/g, ",");
function usd(amount) {
	if (amount === 0) return "$0";
	if (amount >= 1) return `$${amount.toLocaleString("en-US", {
		minimumFractionDigits: 2,
		maximumFractionDigits: 2
	})}`;
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
		...total ? [`${mix.join(" ")} \u00b7 ${usd(costUsd)}`] : [],
		...savedUsd > .005 ? [`${usd(savedUsd)} saved`] : [],
		...limits.map(({ kind, percentUsed }) => `${LIMIT_NAMES[kind] ?? kind} ${Math.round(percentUsed)}%`),
		...runs.map((run) => runText(run, now)),
		...offer ? [offer] : []
	];
	return parts.length ? `tierwise: ${parts.join(" \u00b7 ")}` : void 0;
}
function runText({ command, answered, inFlight, spentUsd, ceilingUsd, limitedAt }, now) {
	const held = limitedAt !== null && now - limitedAt < LIMITED_MS ? ", held back by the limit" : "";
	return `${command} ${count$1(answered)} packs, ${inFlight} in flight, ${usd(spentUsd)} of ${usd(ceilingUsd)}${held}`;
}
// src/usage/transcript-record.ts
const advisorsIn = (usage) => (Array.isArray(usage.iterations) ? usage.iterations : []).map(object).flatMap((one) => {
	const model = one.type === "advisor_message" ? text(one.model) : null;
	return model ? [{
		model,
		usage: one
	}] : [];
});
function toUsage(usage) {
	const written = count(usage.cache_creation_input_tokens);
	const written1h = Math.min(written, count(object(usage.cache_creation).ephemeral_1h_input_tokens));
	return {
		input: count(usage.input_tokens),
		output: count(usage.output_tokens),
		cacheRead: count(usage.cache_read_input_tokens),
		cacheWrite5m: written - written1h,
		cacheWrite1h: written1h,
		thinking: count(object(usage.output_tokens_details).thinking_tokens),
		webSearches: count(object(usage.server_tool_use).web_search_requests)
	};
}
const object = (value) => typeof value === "object" && value !== null ? value : {};
const text = (value) => typeof value === "string" && value ? value : null;
function amount(value) {
	const number = typeof value === "string" && /^\d+(\.\d+)?$/.test(value) ? Number(value) : value;
	return typeof number === "number" && number >= 0 && number <= Number.MAX_SAFE_INTEGER ? number : null;
}
const count = (value) => Math.round(amount(value) ?? 0);
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
function entriesOf(counted, { requested, advisors }, place) {
	const { at: moment, model, usage } = counted;
	const lines = advisors.map(({ model: advisor, usage: used }, index) => {
		const costOfIt = costUsd(shippedModel(advisor), used, { at: new Date(moment) });
		return entryOf({
			...counted,
			model: advisor,
			usage: used,
			step: ADVISOR,
			effort: null,
			fast: false
		}, {
			...place,
			requested: advisor,
			costUsd: costOfIt,
			part: `${ADVISOR}${index}`
		});
	});
	const onTop = lines.reduce((sum, line) => sum + (line.costUsd ?? 0), 0);
	const own = round(counted.costUsd - onTop);
	const asked = requested ?? model;
	const searches = searchesIn(counted, asked, own);
	const first = entryOf({
		...counted,
		usage: {
			...usage,
			webSearches: searches
		}
	}, {
		...place,
		requested: asked,
		costUsd: own,
		part: null
	});
	const missing = advisors.length ? 0 : unexplained(counted, asked);
	if (missing < SMALLEST_USD) return [first, ...lines];
	const unknown = entryOf({
		...counted,
		model: ADVISOR,
		usage: NO_USAGE,
		step: ADVISOR,
		effort: null,
		fast: false
	}, {
		...place,
		requested: ADVISOR,
		costUsd: missing,
		part: `${ADVISOR}0`
	});
	return [{
		...first,
		costUsd: round(own - missing)
	}, {
		...unknown,
		isSum: true
	}];
}
const ADVISOR = "advisor";
const SMALLEST_USD = 1e-7;
const round = (usd) => Math.round(usd * 0xe8d4a51000) / 0xe8d4a51000;
function unexplained(counted, requested = counted.model) {
	const rest = restOf(counted, requested, counted.costUsd);
	return rest >= SMALLEST_USD && !isSearches(rest) ? round(rest) : 0;
}
const requestedOf = (counted, seen) => [counted.model, ...seen].find((model) => {
	const rest = restOf(counted, model, counted.costUsd);
	return Math.abs(rest) < SMALLEST_USD || isSearches(rest);
}) ?? counted.model;
function restOf({ usage, at: moment, fast }, requested, usd) {
	const tokensUsd = costUsd(shippedModel(requested), usage, {
		at: new Date(moment),
		fast
	});
	return tokensUsd === null ? NaN : usd - tokensUsd;
}
const isSearches = (usd) => usd > .01 / 2 && Math.abs(usd / .01 - Math.round(usd / .01)) < 1e-5;
function searchesIn(counted, requested, usd) {
	const rest = restOf(counted, requested, usd);
	return isSearches(rest) ? Math.round(rest / WEB_SEARCH_USD) : 0;
}
function entryOf(counted, { session, project, agents, requested, costUsd: usd, part }) {
	const { at: moment, model, usage, step, agentId, requestId, effort, fast, sequence } = counted;
	const { webSearches, ...tokens } = usage;
	const whole = requestId ? `live|${requestId}` : `live:${session}:${sequence}`;
	return {
		id: part ? `${whole}|${part}` : whole,
		at: moment,
		source: agentId ? "subagent" : "session",
		session,
		project,
		agent: agentId ? agents.get(agentId) ?? agentIn(step) ?? "unnamed agent" : null,
		skill: null,
		step,
		requested,
		served: model,
		tier: shippedModel(model)?.tier ?? null,
		effort,
		...tokens,
		costUsd: usd,
		stop: null,
		...webSearches && { webSearches },
		...fast && { fast: true }
	};
}
const agentIn = (step) => /^agent:[^:]+:(.+)$/.exec(step)?.[1] ?? null;
const likeness = ({ input, output, cacheRead, cacheWrite5m, cacheWrite1h }) => [
	input,
	output,
	cacheRead,
	cacheWrite5m + cacheWrite1h
].join(" ");
var AskedByPlugins = class {
	#waiting = [];
	#owed = new Map();
	add(counted, now) {
		const key = likeness(counted.usage);
		const owed = this.#owed.get(key) ?? 0;
		if (owed) this.#owed.set(key, owed - 1);
		else this.#waiting.push({
			counted,
			since: now
		});
	}
	own(usage) {
		const key = likeness(usage);
		const at = this.#waiting.findIndex(({ counted }) => likeness(counted.usage) === key);
		return this.#waiting.splice(at, at < 0 ? 0 : 1)[0]?.counted ?? null;
	}
	owe(usage) {
		const key = likeness(usage);
		this.#owed.set(key, (this.#owed.get(key) ?? 0) + 1);
	}
	others(before) {
		const found = this.#waiting.filter(({ since }) => since < before);
		for (const one of found) this.#waiting.splice(this.#waiting.indexOf(one), 1);
		return found.map(({ counted }) => counted);
	}
};
function advisorsOf(transcript, requestId) {
	for (const line of transcript.split("\n").reverse()) {
		if (!line.includes(requestId) || !line.includes("advisor_message")) continue;
		const record = parseJson(line);
		if (textAt(record, "requestId") !== requestId) continue;
		const usage = at(record, "message.usage");
		return isRecord(usage) ? advisorsIn(usage).map(({ model, usage: used }) => ({
			model,
			usage: toUsage(used)
		})) : [];
	}
	return [];
}
// src/live/module/books.ts
const OURS_WITHIN_MS = 3e3;
const RECORD_TRIES = 5;
const RECORD_WAIT_MS = 10;
const SETTLES_MS = 500;
const TRANSCRIPT_TRIES = 6;
const TRANSCRIPT_WAIT_MS = 40;
const TAIL_BYTES = 524288;
var Books = class {
	#door;
	#kept;
	#plugins = new AskedByPlugins();
	agents = new Map();
	#seen = new Set();
	#waiting = [];
	#lines = [];
	#writing = Promise.resolve();
	sums = {
		byTier: {},
		costUsd: 0,
		savedUsd: 0
	};
	constructor(door, kept) {
		this.#door = door;
		this.#kept = kept;
	}
	counted(event, attributes) {
		const counted = readCounted(event, attributes);
		if (!counted) return;
		if (counted.step === "plugin_model_complete") this.#plugins.add(counted, Date.now());
		else this.#waiting.push({
			counted,
			requested: null,
			since: Date.now()
		});
	}
	stepped(requested, served, usage) {
		const key = likeness(usage);
		const found = this.#waiting.find(({ counted, requested: known }) => known === null && counted.model === served && likeness(counted.usage) === key);
		if (found) found.requested = requested;
	}
	async own(usage) {
		for (let tries = 0; tries < RECORD_TRIES; tries++) {
			const counted = this.#plugins.own(usage);
			if (counted) return counted;
			await this.#door.sleep(RECORD_WAIT_MS);
		}
		this.#plugins.owe(usage);
		return null;
	}
	async flush(all = false) {
		const now = Date.now();
		const others = this.#plugins.others(all ? Number.POSITIVE_INFINITY : now - OURS_WITHIN_MS);
		for (const counted of others) this.#waiting.push({
			counted,
			requested: null,
			since: 0
		});
		const settled = this.#waiting.filter(({ since }) => all || now - since >= SETTLES_MS);
		this.#waiting = this.#waiting.filter((one) => !settled.includes(one));
		this.#writing = this.#writing.then(() => this.#write(settled));
		await this.#writing;
	}
	async #write(settled) {
		for (const { counted, requested: stepped } of settled) {
			const requested = stepped ?? requestedOf(counted, this.#seen);
			this.#seen.add(requested);
			const beside = {
				requested,
				advisors: await this.#advisors(counted, requested)
			};
			for (const entry of entriesOf(counted, beside, {
				...this.#kept,
				agents: this.agents
			})) this.#add(entry);
		}
		const lines = this.#lines.splice(0);
		for (const [month, entries] of Map.groupBy(lines, ({ at }) => at.slice(0, 7))) {
			const text = entries.map((entry) => `${JSON.stringify(entry)}\n`).join("");
			await this.#door.append(`${this.#kept.home}/ledger/${month}.jsonl`, text).catch(() => {
				this.#lines.unshift(...entries);
			});
		}
	}
	#add(entry) {
		this.#lines.push(entry);
		this.sums.costUsd += entry.costUsd ?? 0;
		if (entry.tier) this.sums.byTier[entry.tier] = (this.sums.byTier[entry.tier] ?? 0) + 1;
	}
	async #advisors(counted, requested) {
		const { requestId, agentId } = counted;
		if (!requestId || !unexplained(counted, requested)) return [];
		const main = await this.#door.transcript().catch(() => "");
		const file = agentId ? main.replace(/\.jsonl$/, `/subagents/agent-${agentId}.jsonl`) : main;
		for (let tries = 0; file && tries < TRANSCRIPT_TRIES; tries++) {
			const found = advisorsOf(await this.#door.tail(file, TAIL_BYTES).catch(() => ""), requestId);
			if (found.length) return found;
			await this.#door.sleep(TRANSCRIPT_WAIT_MS);
		}
		return [];
	}
};
// src/live/module/live.ts
const LOOK_MS = 50;
const FLUSH_MS = 1e3;
const DRAW_MS = 500;
const DEFAULT_MOST_USD = 5;
const DEFAULT_WIDTH = 128;
var Live = class Live {
	#door;
	#folder;
	#presence;
	#grants;
	#width;
	#books;
	#runs = new Set();
	#seen = new Set();
	#looking = null;
	#limits = [];
	#drawn = 0;
	static async start(door, options) {
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
			presence,
			home,
			project,
			options
		});
		await live.#say();
		return live;
	}
	constructor(door, { presence, home, project, options }) {
		this.#door = door;
		this.#presence = presence;
		this.#folder = liveFolder(home, presence.session);
		this.#grants = new Grants(numberOr(options.most_per_run, DEFAULT_MOST_USD));
		this.#width = numberOr(options.width, DEFAULT_WIDTH);
		this.#books = new Books(door, {
			home,
			session: presence.session,
			project
		});
		door.every(FLUSH_MS, () => void this.flush());
	}
	counted(event, attributes) {
		this.#books.counted(event, attributes);
	}
	spawned(agentId, name) {
		this.#books.agents.set(agentId, name);
	}
	stepped(requested, { model, ...usage }) {
		if (model !== requested) this.#books.stepped(requested, model, usage);
	}
	async allowed(call, input) {
		const line = isRecord(input) && typeof input.command === "string" ? input.command : "";
		this.#grants.allow(call, line, Date.now());
		if (this.#grants.isOpen(Date.now())) await this.#look();
	}
	returned(call) {
		this.#grants.returned(call, Date.now());
	}
	measured(limits) {
		this.#limits = limits;
		this.#draw(true);
	}
	async flush(settled = false) {
		await this.#books.flush(settled);
		this.#draw(false);
	}
	async end() {
		this.#looking?.cancel();
		await this.#books.flush(true);
		this.#presence.since = null;
		await this.#say();
	}
	#say() {
		return this.#door.write(`${this.#folder}/${PRESENCE_FILE}`, JSON.stringify(this.#presence));
	}
	async #look() {
		if (this.#looking) return;
		this.#looking = this.#door.every(LOOK_MS, () => {
			if (this.#grants.isOpen(Date.now())) return void this.#takeOffers();
			this.#looking?.cancel();
			this.#looking = null;
			this.#presence.open = false;
			this.#say();
		});
		this.#presence.open = true;
		await this.#say();
	}
	async #takeOffers() {
		const names = await this.#door.list(this.#folder).catch(() => []);
		for (const name of names.filter((one) => one.startsWith("run-") && !this.#seen.has(one))) {
			this.#seen.add(name);
			const offer = readOffer(parseJson(await this.#door.read(`${this.#folder}/${name}`).catch(() => "")));
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
			width: this.#width
		};
		await this.#door.write(`${this.#folder}/${takenFile(run)}`, JSON.stringify(taken));
		if (ceilingUsd !== null) this.#answer(offer, ceilingUsd);
	}
	async #answer(offer, ceilingUsd) {
		const door = this.#door;
		let state;
		state = await answerRun(offer, {
			ceilingUsd,
			width: this.#width,
			door: {
				post: (path, body) => door.post(offer.socket, path, body),
				complete: (pack) => this.#complete(pack),
				sleep: door.sleep,
				now: Date.now
			},
			onChange: (now) => {
				this.#runs.add(now);
				state = now;
				this.#draw(false);
			}
		});
		this.#runs.delete(state);
		this.#draw(true);
	}
	async #complete(pack) {
		const called = await this.#door.complete(pack);
		if ("failure" in called && called.failure !== "empty") return called;
		const counted = await this.#books.own(called.usage);
		if ("failure" in called || !counted) return called;
		const { model: served, requestId, usage } = counted;
		return {
			...called,
			served,
			requestId,
			usage
		};
	}
	#draw(now) {
		if (!now && Date.now() - this.#drawn < DRAW_MS) return;
		this.#drawn = Date.now();
		const { byTier, costUsd, savedUsd } = this.#books.sums;
		const facts = {
			byTier,
			costUsd,
			savedUsd,
			limits: this.#limits,
			runs: [...this.#runs],
			offer: null
		};
		this.#door.status(statusLine(facts, Date.now()));
	}
};
const numberOr = (value, otherwise) => typeof value === "number" && value > 0 ? value : otherwise;
// src/live/module/register.ts
const register = (on, options) => {
	let live = null;
	on("session.start", async ($, e, next) => {
		const started = await next(e);
		live = await startIn(doorOf($), options).catch((error) => steppedBack($, String(error)));
		return started;
	});
	on("telemetry.log", { to: "collector" }, (_, e, next) => {
		live?.counted(e.event, e.attributes);
		return next(e);
	});
	on("turn.step", async function* (_, e, next) {
		const step = yield* next(e);
		if (step?.usage) live?.stepped(e.model, usageOf(step.usage));
		return step;
	});
	on("agent.spawn", async (_, e, next) => {
		const spawned = await next(e);
		if (spawned.agentId) live?.spawned(spawned.agentId, e.subagentType);
		return spawned;
	});
	on("tool.check", { tool: "Bash" }, async (_, e, next) => {
		const verdict = await next(e);
		if (verdict.decision !== "deny" && e.tool_use_id) await live?.allowed(e.tool_use_id, e.input);
		return verdict;
	}).catch((_, e, next) => next(e));
	on("classic.PostToolUse", (_, e, next) => {
		if (e.tool_name === "Bash") live?.returned(e.tool_use_id);
		return next(e);
	});
	on("session.measure", (_, e, next) => {
		live?.measured(e.rateLimits);
		return next(e);
	});
	on("turn.complete", async (_, e, next) => {
		if (!e.agentId) await live?.flush();
		return next(e);
	});
	on("session.end", async (_, e, next) => {
		await live?.end();
		return next(e);
	});
};
function steppedBack($, why) {
	$.ui.log(`tierwise-live does nothing in this session: ${why}. The plugin tierwise works as it does without it.`);
	return null;
}
async function startIn(door, options) {
	const why = whyNotOn(await door.version());
	if (why) throw why;
	return Live.start(door, options);
}
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
		read: (file) => $.fs.read(file),
		exists: (file) => $.fs.exists(file),
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
		tail: async (file, bytes) => {
			const { size } = await $.fs.stat(file);
			return $.fs.read(file, {
				offset: Math.max(0, size - bytes),
				length: bytes
			});
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
		sleep: (ms) => $.clock.sleep(ms),
		every: (ms, work) => $.clock.every(ms, work),
		status: (text) => $.ui.status(text),
		usage: async () => {
			const { cost, rateLimits } = await $.session.usage();
			return {
				costUsd: cost?.usd ?? 0,
				limits: rateLimits
			};
		}
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
	const { input_tokens: input, output_tokens: output } = usage;
	const { cache_read_input_tokens: cacheRead, cache_creation_input_tokens: cacheWrite5m } = usage;
	return {
		input,
		output,
		cacheRead,
		cacheWrite5m,
		cacheWrite1h: 0,
		model: "model" in usage ? String(usage.model) : ""
	};
}
function calledOf(result) {
	const { model: _, ...usage } = usageOf(result.usage);
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
export { register };
