"use strict";
Object.defineProperty(exports, Symbol.toStringTag, { value: "Module" });
let node_fs = require("node:fs");
let node_os_loaded;
const node_os = () => node_os_loaded ??= require("node:os");
let node_path = require("node:path");
// src/errors.ts
const systemCode = (error) => error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : void 0;
// src/data-home.ts
const dataHome = (env) => env.TIERWISE_HOME || (0, node_path.join)(claudeHome(env), "tierwise");
const claudeHome = (env) => env.CLAUDE_CONFIG_DIR || (0, node_path.join)(userHome(env), ".claude");
const userHome = (env) => env.HOME || (0, node_os().homedir)();
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
// src/terminal/visible.ts
const JOINED = String.raw`[\p{Extended_Pictographic}\uFE0F\u{1F3FB}-\u{1F3FF}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}]`;
let made;
const hidden = () => {
	made ??= new RegExp(String.raw`[\0-\x08\x0B-\x1F\x7F-\x9F\u00AD\u061C\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{13430}-\u{1343F}\u{1BCA0}-\u{1BCA3}\u{1D173}-\u{1D17A}\u{E0000}-\u{E007F}]` + `|(?<!${JOINED})[\\u200C\\u200D]|[\\u200C\\u200D](?!${JOINED})`, "gu");
	return made;
};
const visible = (text) => text.replaceAll("\r\n", "\n").replace(hidden(), spelled);
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
			writeWhole(fd, endsInLine(fd, (0, node_fs.fstatSync)(fd).size) ? lines : `\n${lines}`);
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
function endsInLine(fd, size) {
	if (!size) return true;
	const last = Buffer.alloc(1);
	(0, node_fs.readSync)(fd, last, 0, 1, size - 1);
	return last[0] === 10;
}
// src/usage/ledger-entry.ts
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
const ledgerFolder = (home) => (0, node_path.join)(home, "ledger");
const COST_STATES = "cost-state.jsonl";
const appendEntryLines = (home, month, lines) => appendText(fileOf(home, month), lines, { mayMove: true });
const fileOf = (home, month) => (0, node_path.join)(ledgerFolder(home), `${month}.jsonl`);
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
	return named(id) ?? named(plainName(id));
}
const named = (id) => Object.hasOwn(MODELS, id) ? MODELS[id] : void 0;
[...Object.keys({
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
})];
// src/models/cost.ts
const promptTokens = (usage) => usage.input + usage.cacheRead + usage.cacheWrite5m + usage.cacheWrite1h;
function costUsd(model, usage, billing) {
	const price = model && priceInForce(model, billing.at);
	if (!price) return null;
	const tokensUsd = (billing.samplings ?? [usage]).reduce((sum, one) => sum + usdOf(one, ratesOf(price, promptOf(one, billing), billing.fast)), 0);
	const webSearchUsd = price.webSearchUsd ?? .01;
	return tokensUsd * factorOf(model, price, billing) + usage.webSearches * webSearchUsd;
}
const promptOf = (usage, { samplings, prompt }) => (samplings ? void 0 : prompt) ?? promptTokens(usage);
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
	return written(names.map(actOf));
}
const actOf = (tool) => Object.hasOwn(TOOLS, tool) ? TOOLS[tool] : void 0;
const together = (one, other) => written(`${one} ${other}`.split(" "));
const written = (acts) => ACTS.filter((act) => acts.includes(act)).join(" ");
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
const CLOCK = Buffer.from("29:59:59.999Z");
const MOMENT_LENGTH = DATE_LENGTH + CLOCK.length;
const [ZERO, NINE] = [48, 57];
function momentIn(bytes, from) {
	const clock = from + DATE_LENGTH;
	if (!isClock(bytes, clock) || two(bytes, clock) > 23) return NaN;
	const ms = two(bytes, clock + 9) * 10 + (bytes[clock + 11] ?? 0) - ZERO;
	const seconds = (two(bytes, clock) * 60 + two(bytes, clock + 3)) * 60 + two(bytes, clock + 6);
	return dayIn(bytes, from) + seconds * 1e3 + ms;
}
const NEWLINE$2 = 10;
const FIELD = Buffer.from("\"timestamp\":\"");
const COLON = FIELD.length - 2;
const NEAR_BYTES$1 = 512;
function momentNearEnd(bytes, end) {
	const first = Math.max(0, end - NEAR_BYTES$1) + COLON;
	for (let at = end - 1; at >= first; at--) {
		const byte = bytes[at];
		if (byte === NEWLINE$2) break;
		if (byte === FIELD[COLON] && isField(bytes, at - COLON)) return momentIn(bytes, at + 2);
	}
	return NaN;
}
function isField(bytes, from) {
	for (let index = FIELD.length - 1; index >= 0; index--) if (bytes[from + index] !== FIELD[index]) return false;
	return true;
}
function isClock(bytes, from) {
	for (let index = 0; index < CLOCK.length; index++) {
		const byte = bytes[from + index] ?? 0;
		const most = CLOCK[index] ?? 0;
		if (most >= ZERO && most <= NINE ? byte < ZERO || byte > most : byte !== most) return false;
	}
	return true;
}
const two = (bytes, at) => ((bytes[at] ?? 0) - ZERO) * 10 + (bytes[at + 1] ?? 0) - ZERO;
const last = {
	bytes: Buffer.alloc(DATE_LENGTH),
	ms: NaN
};
function dayIn(bytes, from) {
	let index = 0;
	while (index < DATE_LENGTH && bytes[from + index] === last.bytes[index]) index++;
	if (index === DATE_LENGTH) return last.ms;
	const date = String.fromCharCode(...bytes.subarray(from, from + DATE_LENGTH));
	const ms = /^\d{4}-\d\d-\d\dT$/.test(date) ? Date.parse(`${date}00:00:00.000Z`) : NaN;
	const isDay = !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(date);
	last.bytes.set(bytes.subarray(from, from + DATE_LENGTH));
	last.ms = isDay ? ms : NaN;
	return last.ms;
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
const NEWLINE$1 = 10;
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
			end = lines.indexOf(NEWLINE$1, start);
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
	const text = lines.toString("latin1", from, from + MOMENT_LENGTH);
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
	if (found >= 0 && near.indexOf(NEWLINE$1, found) < 0) return end - near.length + found + MOMENT.length;
	const start = end > 0 ? lines.lastIndexOf(NEWLINE$1, end - 1) + 1 : 0;
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
const NEWLINE = 10;
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
		const end = read ? chunk.lastIndexOf(NEWLINE, read - 1) + 1 : 0;
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
	return v === 1 && typeof transcript === "string" && transcript !== "" && (typeof lastCall === "string" || lastCall === null) && isCount(passedOver) && typeof offsets === "object" && offsets !== null && !Array.isArray(offsets) && Object.values(offsets).every(isCount);
}
const isCount = (value) => Number.isSafeInteger(value) && value >= 0;
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
// src/usage/unrecorded.ts
const UNRECORDED = "unrecorded.jsonl";
function noteUnrecorded(home, session, transcript) {
	if ((0, node_fs.existsSync)(transcript)) return;
	const record = {
		session,
		at: new Date().toISOString()
	};
	appendLines(home, UNRECORDED, [record]);
}
// src/hooks/misconfiguration.ts
function misconfiguration(env) {
	const forced = env.CLAUDE_CODE_SUBAGENT_MODEL;
	if (forced && isOn(env.CLAUDE_CODE_SUBAGENT_MODEL_FORCE)) return `CLAUDE_CODE_SUBAGENT_MODEL_FORCE runs every agent on ${forced}, whatever tier it asks for. Unset it so that explorer and formatter run on Haiku.`;
	const haiku = env.ANTHROPIC_DEFAULT_HAIKU_MODEL;
	const tier = haiku && shippedModel(haiku)?.tier;
	if (tier && tier !== "haiku") return `ANTHROPIC_DEFAULT_HAIKU_MODEL makes "haiku" mean ${haiku}, which is ${tier}: cheap agents and bulk work are charged its price.`;
	if (env.CLAUDE_CODE_EFFORT_LEVEL) return `CLAUDE_CODE_EFFORT_LEVEL runs every agent at effort ${env.CLAUDE_CODE_EFFORT_LEVEL}, whatever effort it asks for.`;
	return null;
}
const isOn = (value) => value !== void 0 && ![
	"",
	"0",
	"false",
	"no"
].includes(value);
// src/hooks/event.ts
const MOST_BYTES = 16777216;
function takeEvent(payload, env, say) {
	const event = JSON.parse(payload);
	if (event.hook_event_name === "SessionStart" && event.source === "startup") {
		const advice = misconfiguration(env);
		if (advice) say(JSON.stringify({ systemMessage: visible(`Tierwise: ${advice}`) }));
	}
	if (typeof event.transcript_path !== "string") return;
	ingestSession(dataHome(env), event.transcript_path, MOST_BYTES);
	if (event.hook_event_name === "SessionEnd" && typeof event.session_id === "string") noteUnrecorded(dataHome(env), event.session_id, event.transcript_path);
}
exports.takeEvent = takeEvent;
