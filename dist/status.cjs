"use strict";
const require_rolldown_runtime = require("./rolldown-runtime.cjs");
let require_commander_loaded;
const require_commander = () => require_commander_loaded ??= require("./commander.cjs");
let require_shared_loaded;
const require_shared = () => require_shared_loaded ??= require("./shared.cjs");
let node_path = require("node:path");
let node_fs = require("node:fs");
let node_crypto_loaded;
const node_crypto = () => node_crypto_loaded ??= require("node:crypto");
let node_util_loaded;
const node_util = () => node_util_loaded ??= require("node:util");
let node_zlib_loaded;
const node_zlib = () => node_zlib_loaded ??= require("node:zlib");
// src/models/settings-file.ts
const MOST_BYTES$1 = 262144;
const ownSettingsFile = (home) => (0, node_path.join)(home, "tierwise.md");
const projectSettingsFile = (project) => (0, node_path.join)(project, ".claude", "tierwise.md");
function readOwnText(file) {
	try {
		return { text: (0, node_fs.readFileSync)(file, "utf8") };
	} catch (error) {
		return isMissing(error) ? { text: null } : { problem: `cannot read the settings: ${require_shared().systemReason(error)}.` };
	}
}
function readUntrustedText(file) {
	try {
		const stat = (0, node_fs.statSync)(file, { throwIfNoEntry: false });
		if (!stat) return { text: null };
		if (!stat.isFile()) return { problem: "it is not a file." };
		if (stat.size > MOST_BYTES$1) return { problem: `it is larger than ${MOST_BYTES$1} bytes.` };
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
function appendEntries(home, entries) {
	const months = new Map();
	for (const entry of entries) {
		const month = entry.at.slice(0, 7);
		const list = months.get(month);
		if (list) list.push(entry);
		else months.set(month, [entry]);
	}
	for (const [month, list] of months) appendEntryLines(home, month, list.map(lineOf).join(""));
}
const appendEntryLines = (home, month, lines) => require_shared().appendText(fileOf(home, month), lines, { mayMove: true });
const fileOf = (home, month) => (0, node_path.join)(ledgerFolder(home), `${month}.jsonl`);
var EntryAppender = class {
	#home;
	#open;
	constructor(home) {
		this.#home = home;
	}
	append(entry) {
		this.#appenderFor(entry).append(lineOf(entry));
	}
	appendSoon(entry, failed) {
		this.#appenderFor(entry).appendSoon(lineOf(entry), failed);
	}
	flush() {
		this.#open?.appender.flush();
	}
	#appenderFor({ at }) {
		const month = at.slice(0, 7);
		if (this.#open?.month !== month) {
			this.#open?.appender.close();
			this.#open = {
				month,
				appender: new (require_shared().Appender)(fileOf(this.#home, month))
			};
		}
		return this.#open.appender;
	}
	close() {
		this.#open?.appender.close();
		this.#open = void 0;
	}
};
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
const appendLines = (home, name, records) => require_shared().appendRecords((0, node_path.join)(ledgerFolder(home), name), records);
// src/usage/books/month-files.ts
const TAIL_BYTES = 64;
const NAME = /^(\d{4}-\d\d)\.(?:jsonl|jsonl\.gz|sums\.gz|after-\d+\.jsonl)$/;
const monthFile = (home, name) => (0, node_path.join)(ledgerFolder(home), `${name}.jsonl`);
const packedFile = (home, name) => `${monthFile(home, name)}.gz`;
const sumsFile = (home, name) => (0, node_path.join)(ledgerFolder(home), `${name}.sums.gz`);
const followingFile = (home, name, bytes) => (0, node_path.join)(ledgerFolder(home), `${name}.after-${bytes}.jsonl`);
function bytesBefore(file) {
	const [, bytes] = /\.after-(\d+)\.jsonl$/.exec(file) ?? [];
	return bytes === void 0 ? null : Number(bytes);
}
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
function tailOf(file, before) {
	if (!before) return "";
	const fd = (0, node_fs.openSync)(file, "r");
	try {
		const bytes = Buffer.alloc(Math.min(TAIL_BYTES, before));
		return bytes.toString("latin1", 0, (0, node_fs.readSync)(fd, bytes, 0, bytes.length, before - bytes.length));
	} finally {
		(0, node_fs.closeSync)(fd);
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
const cacheUseOf = (call) => ({
	served: call.served,
	cacheRead: call.cacheRead,
	cacheWrite5m: call.cacheWrite5m,
	cacheWrite1h: call.cacheWrite1h,
	at: Date.parse(call.at),
	prompt: call.input + call.cacheRead + call.cacheWrite5m + call.cacheWrite1h
});
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
const together = (one, other) => written(`${one} ${other}`.split(" "));
const hasDone = (did, act) => did?.split(" ").includes(act) === true;
const actsOf = (bits) => ACTS.filter((_, index) => bits >> index & 1).join(" ");
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
		fits: or(isOneOf(require_shared().TIER_NAMES), null)
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
const NAMES$1 = Object.keys(FIELDS);
const FACTS = NAMES$1.filter((name) => FIELDS[name].role === "apart");
const factsOf = (entry) => Object.fromEntries([...FACTS, ...standsAlone(entry) ? ["stop"] : []].flatMap((name) => {
	const value = entry[name];
	return value === void 0 ? [] : [[name, value]];
}));
const standsAlone = ({ source, samplings }) => samplings !== void 0 || source === "plan";
const sumsOf = (entry) => SUMS.map((name) => entry[name] ?? 0);
const VERSION$2 = 1;
function entryIn(value) {
	if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
	const record = value;
	if ((record.v ?? VERSION$2) !== VERSION$2 || record.v === null) return null;
	return NAMES$1.every((name) => FIELDS[name].fits(record[name])) && SUMS.every((name) => isCount(record[name]) || record[name] === void 0 && OPTIONAL_SUMS.includes(name)) ? value : null;
}
// src/usage/books/rows.ts
const QUARTER_MS = 9e5;
const PROMPT_STEPS = [...new Set(Object.values(require_shared().MODELS).flatMap(({ prices }) => prices.flatMap(({ longPrompt }) => longPrompt ? [longPrompt.above] : [])))].sort((a, b) => a - b);
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
const NUMBER_AT = 24;
const MOST_BYTES = 1073741824;
const NEWLINE$2 = 10;
function packed(lines) {
	const plain = (0, node_zlib().gzipSync)(lines);
	const header = Buffer.alloc(HEADER_BYTES);
	plain.copy(header, 0, 0, PLAIN_HEADER_BYTES);
	BEGINNING.copy(header);
	MORE.copy(header, PLAIN_HEADER_BYTES);
	header.writeUInt32LE(HEADER_BYTES + plain.length - PLAIN_HEADER_BYTES, LENGTH_AT);
	header.writeUInt32LE(linesIn(lines), LINES_AT);
	(0, node_crypto().randomFillSync)(header, NUMBER_AT, 4);
	return Buffer.concat([header, plain.subarray(PLAIN_HEADER_BYTES)]);
}
function linesIn(bytes) {
	let lines = 0;
	for (let at = bytes.indexOf(NEWLINE$2); at >= 0; at = bytes.indexOf(NEWLINE$2, at + 1)) lines++;
	return lines;
}
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
		return (0, node_zlib().gunzipSync)(bytes, { maxOutputLength: MOST_BYTES });
	} catch {
		return null;
	}
}
function nextIn(bytes) {
	const next = bytes.indexOf(BEGINNING, 1);
	return next < 0 ? bytes.length : next;
}
function isPacked(file) {
	return membersIn(file).every((member) => member !== null && !member.isCut);
}
function packedLines(file, before) {
	return membersIn(file, before).reduce((sum, member) => sum + (member?.lines ?? 0), 0);
}
const unpackedBytes = (file) => membersIn(file).reduce((sum, member) => sum + (member?.bytes ?? 0), 0);
function membersIn(file, before = Number.POSITIVE_INFINITY) {
	const fd = (0, node_fs.openSync)(file, "r");
	try {
		const { size } = (0, node_fs.fstatSync)(fd);
		const members = [];
		for (let at = 0; at < Math.min(size, before);) {
			const member = memberAt(fd, at, size);
			members.push(member);
			if (!member) break;
			at += member.length;
		}
		return members;
	} finally {
		(0, node_fs.closeSync)(fd);
	}
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
function bytesOfMonth(home, name) {
	const { packed, following } = closedPart(home, name);
	const plain = [...following, monthFile(home, name)].reduce((sum, file) => sum + (statOf(file)?.size ?? 0), 0);
	try {
		return plain + (packed ? unpackedBytes(packed) : 0);
	} catch {
		return plain;
	}
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
function spentIn(sums, { of, fits, since }) {
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
		require_shared().makePrivateFolder((0, node_path.join)(ledgerFolder(home), "books"));
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
const VERSION$1 = 1;
function sumsText({ month, of }) {
	const { words } = month.known;
	const bytes = Buffer.from(words.buffer, words.byteOffset, words.byteLength);
	const file = {
		v: VERSION$1,
		of,
		sums: SUMS,
		month: {
			sessions: month.sessions,
			odd: month.odd
		},
		body: bodyOf(month, bytes.length),
		known: bytes.toString("base64")
	};
	return (0, node_zlib().gzipSync)(JSON.stringify(file));
}
function readSums(file) {
	try {
		const { v, of, sums, month, body, known } = JSON.parse((0, node_zlib().gunzipSync)((0, node_fs.readFileSync)(file)).toString("utf8"));
		if (v !== VERSION$1) return null;
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
const holdsMonth = (file, summed) => (0, node_util().isDeepStrictEqual)(readSums(file), summed);
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
			if (require_shared().systemCode(error) !== "ENOENT" || tries === MOST_TRIES) throw error;
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
		return bytes <= (this.#stat?.size ?? 0) && tailOf(this.#file, bytes) === tail;
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
				tail: tailOf(this.#file, bytes)
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
			if (!require_shared().systemCode(error)) throw error;
			this.#months.set(name, noMonth());
			this.unreadable.push({
				file: monthFile(this.#home, name),
				problem: require_shared().systemReason(error)
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
		const why = `${what}: ${require_shared().count(value)}`;
		return holds(bound, value) ? yes(why) : no(`${why}, not ${bound.is} ${require_shared().count(bound.than)}`);
	};
}
const budgetIsLeft = (bound) => (_, { budgets = [] }) => {
	const tightest = nearestToItsEnd(budgets);
	if (!tightest) return no("no budget is set");
	const { name, limitUsd, spentUsd } = tightest;
	const left = Math.max(0, limitUsd - spentUsd);
	const value = bound.percent ? 100 * leftOf(tightest) : left;
	const why = `${require_shared().usd(left)} of ${require_shared().usd(limitUsd)} is left of the budget "${name}"`;
	return holds(bound, value) ? yes(why) : no(`${why}, not ${bound.is} ${bound.percent ? `${bound.than}%` : require_shared().usd(bound.than)}`);
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
// src/usage/limits.ts
const WINDOW_HOURS = {
	fiveHour: 5,
	weekly: 168
};
const NO_LIMITS = {
	fiveHour: null,
	weekly: null
};
const VERSION = 1;
const fileIn = (home) => (0, node_path.join)(home, "limits.json");
function readLimits(home, at) {
	const { v = VERSION, fiveHour, weekly } = parsed$1(home);
	if (v !== VERSION) return NO_LIMITS;
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
function keepLimits(home, told, at) {
	const before = readLimits(home, at);
	const now = {
		fiveHour: later(before.fiveHour, told.fiveHour),
		weekly: later(before.weekly, told.weekly)
	};
	if (JSON.stringify(now) !== JSON.stringify(before)) write(home, now);
	return now;
}
function later(before, told) {
	if (!before || !told) return told ?? before;
	if (before.resetsAt !== told.resetsAt) return before.resetsAt > told.resetsAt ? before : told;
	return before.usedPercent > told.usedPercent ? before : told;
}
function write(home, limits) {
	const { v = VERSION } = parsed$1(home);
	if (v !== VERSION) return;
	const draft = `${fileIn(home)}.${process.pid}`;
	try {
		require_shared().makePrivateFolder(home);
		(0, node_fs.writeFileSync)(draft, `${JSON.stringify({
			v: VERSION,
			...limits
		})}\n`, { mode: 384 });
		(0, node_fs.renameSync)(draft, fileIn(home));
	} catch {}
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
// src/status/forecast.ts
const HOUR_MS = 36e5;
const DAY_HOURS = 24;
const WEEK_MS = 168 * HOUR_MS;
const FEWEST_PERCENT = 3;
const BUSY = .95;
const LEAD_HOURS = 2;
const HORIZON = .6;
function hoursToLimit({ usedPercent, resetsAt }, windowHours, spending, now) {
	if (usedPercent >= 100) return 0;
	const ends = Date.parse(resetsAt);
	const begins = ends - windowHours * HOUR_MS;
	const inWindow = sum(spending, begins, now);
	if (usedPercent < FEWEST_PERCENT || !inWindow) return null;
	const percentPerUsd = usedPercent / inWindow;
	const left = 100 - usedPercent;
	const toEnd = (ends - now) / HOUR_MS;
	const busy = left / (percentPerUsd * busyHour(spending, now));
	if (busy <= LEAD_HOURS && busy < toEnd) return busy;
	const hours = left / (percentPerUsd * (windowHours > DAY_HOURS ? longPace(spending, begins, now) : shortPace(spending, begins, now)));
	return hours < toEnd && hours <= HORIZON * windowHours ? hours : null;
}
function shortPace(spending, begins, now) {
	const elapsed = Math.max(1, (now - begins) / HOUR_MS);
	return Math.max(sum(spending, begins, now) / elapsed, sum(spending, now - HOUR_MS, now));
}
function longPace(spending, begins, now) {
	const first = spending.reduce((least, { at }) => Math.min(least, at), now);
	const weeks = Math.floor((now - first) / WEEK_MS);
	const from = weeks ? now - weeks * WEEK_MS : begins;
	return sum(spending, from, now) / Math.max(DAY_HOURS, (now - from) / HOUR_MS);
}
function busyHour(spending, now) {
	const hours = new Map();
	for (const { at, usd } of spending) {
		const hour = Math.floor((now - at) / HOUR_MS);
		hours.set(hour, (hours.get(hour) ?? 0) + usd);
	}
	const sorted = [...hours.values()].sort((a, b) => a - b);
	const usual = sorted[Math.ceil(BUSY * sorted.length) - 1] ?? 0;
	return Math.max(usual, hours.get(0) ?? 0);
}
const sum = (spending, from, to) => spending.reduce((total, { at, usd }) => at >= from && at <= to ? total + usd : total, 0);
// src/status/line.ts
function readStatus(value) {
	const at = (...path) => path.reduce((one, key) => typeof one === "object" && one !== null ? one[key] : void 0, value);
	const text = (found) => typeof found === "string" && found ? found : null;
	const warm = at("prompt_cache", "warm");
	const until = secondsAt(at("prompt_cache", "expires_at"));
	return {
		session: text(at("session_id")),
		model: text(at("model", "id")),
		effort: text(at("effort", "level")),
		costUsd: numberAt(at("cost", "total_cost_usd")) ?? 0,
		limits: {
			fiveHour: windowIn(at("rate_limits", "five_hour")),
			weekly: windowIn(at("rate_limits", "seven_day"))
		},
		cacheUntil: warm === false ? null : warm === true && until ? until : void 0,
		project: text(at("workspace", "project_dir")) ?? text(at("cwd"))
	};
}
function windowIn(value) {
	if (typeof value !== "object" || value === null) return null;
	const { used_percentage: used, resets_at: resets } = value;
	const usedPercent = numberAt(used);
	const resetsAt = secondsAt(resets);
	return usedPercent === null || !resetsAt ? null : {
		usedPercent,
		resetsAt: resetsAt.toISOString()
	};
}
const numberAt = (value) => typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : null;
const LAST_SECOND = 864e10;
const secondsAt = (value) => {
	const seconds = numberAt(value);
	return seconds === null || seconds > LAST_SECOND ? null : new Date(seconds * 1e3);
};
const NAMES = {
	fiveHour: "5h",
	weekly: "week"
};
function statusLine(status, shown) {
	const { model, effort, costUsd, cacheUntil } = status;
	const tier = model && (require_shared().shippedModel(model.replace(/\[\w+\]$/, ""))?.tier ?? model);
	const shares = ["fiveHour", "weekly"].flatMap((name) => shareOf(name, shown) ?? []);
	return [
		[tier, effort].filter(Boolean).join(" "),
		...shares.length ? shares : [require_shared().usd(costUsd)],
		...budgetLeft(shown.budgets),
		cacheUntil === void 0 ? "" : cacheText(cacheUntil, shown.now),
		shown.batches ? `${shown.batches} ${shown.batches === 1 ? "batch" : "batches"}` : ""
	].filter(Boolean).join(" \u00b7 ");
}
function shareOf(name, { limits, warnings }) {
	const window = limits[name];
	if (!window) return null;
	const share = `${NAMES[name]} ${require_shared().percent(window.usedPercent / 100)}`;
	const hours = warnings[name];
	if (hours === void 0) return share;
	return hours === 0 ? `${share}, used up` : `${share}, full in ${spanOf(hours)} at this pace`;
}
function spanOf(hours) {
	if (hours < 1) return `${Math.max(1, Math.round(hours * 60))} min`;
	return hours < 10 ? `${hours.toFixed(1)} h` : `${Math.round(hours)} h`;
}
function budgetLeft(budgets) {
	const tight = nearestToItsEnd(budgets);
	if (!tight) return [];
	const { name, limitUsd, spentUsd } = tight;
	return [`${name} ${require_shared().usd(Math.max(0, limitUsd - spentUsd))} left (${require_shared().percent(leftOf(tight))})`];
}
function cacheText(until, now) {
	const minutes = until ? (until.getTime() - now.getTime()) / 6e4 : 0;
	return minutes > 0 ? `cache warm ${spanOf(minutes / 60)}` : "cache cold";
}
// src/status/recent.ts
function recentSpending(home, from, to) {
	const [first, last] = [from, to].map((day) => day.toISOString().slice(0, 7));
	const months = new LedgerMonths(home, first);
	return months.names.filter((name) => name >= first && name <= last).flatMap((name) => months.month(name).rows).flatMap(({ facts: { source }, until, costUsd }) => (source === "session" || source === "subagent") && costUsd !== null && until >= from.getTime() ? [{
		at: until,
		usd: costUsd
	}] : []);
}
// src/status/show.ts
const mayHaveBudgets = (asked) => {
	const folder = readStatus(parsed(asked.input)).project ?? asked.cwd;
	return [ownSettingsFile(require_shared().dataHome(asked.env)), projectSettingsFile(folder)].some((file) => (0, node_fs.existsSync)(file));
};
async function lineFor(asked, budgets) {
	const home = require_shared().dataHome(asked.env);
	const now = new Date();
	const status = readStatus(parsed(asked.input));
	const limits = keepLimits(home, status.limits, now);
	const line = statusLine(status, {
		now,
		limits,
		budgets: mayHaveBudgets(asked) ? await budgets(home, spender(status, asked.cwd, now)) : [],
		batches: pendingBatches(home),
		warnings: warningsFor(home, limits, now)
	});
	return require_shared().visibleInLine(line);
}
const spender = ({ session, project }, cwd, at) => ({
	session,
	project: project ?? cwd,
	agent: null,
	at
});
const HISTORY_MS = 12096e5;
function warningsFor(home, limits, now) {
	const names = Object.keys(WINDOW_HOURS).filter((name) => limits[name]);
	if (!names.length) return {};
	const spending = recentSpending(home, new Date(now.getTime() - HISTORY_MS), now);
	const warnings = {};
	for (const name of names) {
		const window = limits[name];
		const hours = window && hoursToLimit(window, WINDOW_HOURS[name], spending, now.getTime());
		if (hours !== null) warnings[name] = hours;
	}
	return warnings;
}
function pendingBatches(home) {
	try {
		return (0, node_fs.readdirSync)((0, node_path.join)(home, "batches")).filter((name) => name.endsWith(".json")).length;
	} catch {
		return 0;
	}
}
const MOST_CHARACTERS = 1048576;
async function inputOf(stdin) {
	const chunks = [];
	let size = 0;
	for await (const chunk of stdin) {
		chunks.push(Buffer.from(chunk));
		size += chunk.length;
		if (size > MOST_CHARACTERS) break;
	}
	return Buffer.concat(chunks).toString("utf8");
}
function parsed(text) {
	try {
		return JSON.parse(text);
	} catch {
		throw new (require_shared().UsageError)("The input is not the JSON that Claude Code writes to a status line. Expected an object such as {\"session_id\": \u2026}; name this command as the status line instead of piping into it.");
	}
}
// src/commands/statusline.ts
var statusline_exports = require_rolldown_runtime.__exportAll({ statuslineCommand: () => statuslineCommand });
const HELP_AFTER = `
In ~/.claude/settings.json:
  { "statusLine": { "type": "command", "command": "tierwise statusline" } }

With a status line that you have already, whose output comes first:
  { "statusLine": { "type": "command", "command": "tierwise statusline --with '~/.claude/statusline.sh'" } }`;
function statuslineCommand(host, done) {
	return new (require_commander().Command)("statusline").description("Print one line for Claude Code's status line, from what the client writes to stdin.").option("--with <command>", "run this status line too, with the same input, and print its output first").addHelpText("after", HELP_AFTER).action(async (options) => done(await statusline(host, options.with)));
}
async function statusline(host, other) {
	if (host.stdin.isTTY) throw new (require_shared().UsageError)("Expected the client's JSON on stdin. Name this command as the status line: tierwise statusline --help");
	const input = await inputOf(host.stdin);
	const first = other === void 0 ? "" : await outputOf(other, input, host);
	const line = await lineFor({
		...host,
		input
	}, async (home, who) => {
		const { budgetsInForce } = await Promise.resolve().then(() => require("./status-budgets.cjs"));
		return budgetsInForce(home, who);
	});
	host.results.write([first, line].filter(Boolean).join(" \u00b7 "));
	host.results.write("\n");
	return require_shared().EXIT.ok;
}
const OTHER_MS = 5e3;
async function outputOf(command, input, { env, cwd }) {
	try {
		const { stdout } = await require_shared().runProgram("sh", ["-c", command], {
			env,
			cwd,
			input,
			timeoutMs: OTHER_MS
		});
		return stdout.trimEnd();
	} catch {
		return "";
	}
}
Object.defineProperty(exports, "ACTS", {
	enumerable: true,
	get: function() {
		return ACTS;
	}
});
Object.defineProperty(exports, "COST_STATES", {
	enumerable: true,
	get: function() {
		return COST_STATES;
	}
});
Object.defineProperty(exports, "EntryAppender", {
	enumerable: true,
	get: function() {
		return EntryAppender;
	}
});
Object.defineProperty(exports, "KnownCalls", {
	enumerable: true,
	get: function() {
		return KnownCalls;
	}
});
Object.defineProperty(exports, "LedgerMonths", {
	enumerable: true,
	get: function() {
		return LedgerMonths;
	}
});
Object.defineProperty(exports, "NOT_WRITTEN", {
	enumerable: true,
	get: function() {
		return NOT_WRITTEN;
	}
});
Object.defineProperty(exports, "QUARTER_MS", {
	enumerable: true,
	get: function() {
		return QUARTER_MS;
	}
});
Object.defineProperty(exports, "ROWS_MADE_BY", {
	enumerable: true,
	get: function() {
		return ROWS_MADE_BY;
	}
});
Object.defineProperty(exports, "SOURCES", {
	enumerable: true,
	get: function() {
		return SOURCES;
	}
});
Object.defineProperty(exports, "SUMS", {
	enumerable: true,
	get: function() {
		return SUMS;
	}
});
Object.defineProperty(exports, "WINDOW_HOURS", {
	enumerable: true,
	get: function() {
		return WINDOW_HOURS;
	}
});
Object.defineProperty(exports, "actOf", {
	enumerable: true,
	get: function() {
		return actOf;
	}
});
Object.defineProperty(exports, "actsIn", {
	enumerable: true,
	get: function() {
		return actsIn;
	}
});
Object.defineProperty(exports, "actsOf", {
	enumerable: true,
	get: function() {
		return actsOf;
	}
});
Object.defineProperty(exports, "amount", {
	enumerable: true,
	get: function() {
		return amount;
	}
});
Object.defineProperty(exports, "appendCostStates", {
	enumerable: true,
	get: function() {
		return appendCostStates;
	}
});
Object.defineProperty(exports, "appendEntries", {
	enumerable: true,
	get: function() {
		return appendEntries;
	}
});
Object.defineProperty(exports, "appendEntryLines", {
	enumerable: true,
	get: function() {
		return appendEntryLines;
	}
});
Object.defineProperty(exports, "appendLines", {
	enumerable: true,
	get: function() {
		return appendLines;
	}
});
Object.defineProperty(exports, "bytesBefore", {
	enumerable: true,
	get: function() {
		return bytesBefore;
	}
});
Object.defineProperty(exports, "bytesOfMonth", {
	enumerable: true,
	get: function() {
		return bytesOfMonth;
	}
});
Object.defineProperty(exports, "cacheUseOf", {
	enumerable: true,
	get: function() {
		return cacheUseOf;
	}
});
Object.defineProperty(exports, "checkOf", {
	enumerable: true,
	get: function() {
		return checkOf;
	}
});
Object.defineProperty(exports, "clock", {
	enumerable: true,
	get: function() {
		return clock;
	}
});
Object.defineProperty(exports, "closedPart", {
	enumerable: true,
	get: function() {
		return closedPart;
	}
});
Object.defineProperty(exports, "closedPieces", {
	enumerable: true,
	get: function() {
		return closedPieces;
	}
});
Object.defineProperty(exports, "count", {
	enumerable: true,
	get: function() {
		return count;
	}
});
Object.defineProperty(exports, "damagedInWords", {
	enumerable: true,
	get: function() {
		return damagedInWords;
	}
});
Object.defineProperty(exports, "endsInLine", {
	enumerable: true,
	get: function() {
		return endsInLine;
	}
});
Object.defineProperty(exports, "entryIn", {
	enumerable: true,
	get: function() {
		return entryIn;
	}
});
Object.defineProperty(exports, "filesOfMonths", {
	enumerable: true,
	get: function() {
		return filesOfMonths;
	}
});
Object.defineProperty(exports, "firstMatch", {
	enumerable: true,
	get: function() {
		return firstMatch;
	}
});
Object.defineProperty(exports, "firstWordOf", {
	enumerable: true,
	get: function() {
		return firstWordOf;
	}
});
Object.defineProperty(exports, "fitsPattern", {
	enumerable: true,
	get: function() {
		return fitsPattern;
	}
});
Object.defineProperty(exports, "followingFile", {
	enumerable: true,
	get: function() {
		return followingFile;
	}
});
Object.defineProperty(exports, "hasDone", {
	enumerable: true,
	get: function() {
		return hasDone;
	}
});
Object.defineProperty(exports, "holdsMonth", {
	enumerable: true,
	get: function() {
		return holdsMonth;
	}
});
Object.defineProperty(exports, "isPacked", {
	enumerable: true,
	get: function() {
		return isPacked;
	}
});
Object.defineProperty(exports, "ledgerFolder", {
	enumerable: true,
	get: function() {
		return ledgerFolder;
	}
});
Object.defineProperty(exports, "leftOf", {
	enumerable: true,
	get: function() {
		return leftOf;
	}
});
Object.defineProperty(exports, "limitsLeft", {
	enumerable: true,
	get: function() {
		return limitsLeft;
	}
});
Object.defineProperty(exports, "lineOf", {
	enumerable: true,
	get: function() {
		return lineOf;
	}
});
Object.defineProperty(exports, "list", {
	enumerable: true,
	get: function() {
		return list;
	}
});
Object.defineProperty(exports, "markOf", {
	enumerable: true,
	get: function() {
		return markOf;
	}
});
Object.defineProperty(exports, "matchRule", {
	enumerable: true,
	get: function() {
		return matchRule;
	}
});
Object.defineProperty(exports, "moment", {
	enumerable: true,
	get: function() {
		return moment;
	}
});
Object.defineProperty(exports, "monthFile", {
	enumerable: true,
	get: function() {
		return monthFile;
	}
});
Object.defineProperty(exports, "monthsIn", {
	enumerable: true,
	get: function() {
		return monthsIn;
	}
});
Object.defineProperty(exports, "object", {
	enumerable: true,
	get: function() {
		return object;
	}
});
Object.defineProperty(exports, "ownSettingsFile", {
	enumerable: true,
	get: function() {
		return ownSettingsFile;
	}
});
Object.defineProperty(exports, "packed", {
	enumerable: true,
	get: function() {
		return packed;
	}
});
Object.defineProperty(exports, "packedFile", {
	enumerable: true,
	get: function() {
		return packedFile;
	}
});
Object.defineProperty(exports, "packedLines", {
	enumerable: true,
	get: function() {
		return packedLines;
	}
});
Object.defineProperty(exports, "parseObject", {
	enumerable: true,
	get: function() {
		return parseObject;
	}
});
Object.defineProperty(exports, "pieces", {
	enumerable: true,
	get: function() {
		return pieces;
	}
});
Object.defineProperty(exports, "projectSettingsFile", {
	enumerable: true,
	get: function() {
		return projectSettingsFile;
	}
});
Object.defineProperty(exports, "readBeginning", {
	enumerable: true,
	get: function() {
		return readBeginning;
	}
});
Object.defineProperty(exports, "readLimits", {
	enumerable: true,
	get: function() {
		return readLimits;
	}
});
Object.defineProperty(exports, "readMonth", {
	enumerable: true,
	get: function() {
		return readMonth;
	}
});
Object.defineProperty(exports, "readOwnText", {
	enumerable: true,
	get: function() {
		return readOwnText;
	}
});
Object.defineProperty(exports, "readSums", {
	enumerable: true,
	get: function() {
		return readSums;
	}
});
Object.defineProperty(exports, "readUntrustedText", {
	enumerable: true,
	get: function() {
		return readUntrustedText;
	}
});
Object.defineProperty(exports, "realPath", {
	enumerable: true,
	get: function() {
		return realPath;
	}
});
Object.defineProperty(exports, "repeated", {
	enumerable: true,
	get: function() {
		return repeated;
	}
});
Object.defineProperty(exports, "spentIn", {
	enumerable: true,
	get: function() {
		return spentIn;
	}
});
Object.defineProperty(exports, "statOf", {
	enumerable: true,
	get: function() {
		return statOf;
	}
});
Object.defineProperty(exports, "statusline_exports", {
	enumerable: true,
	get: function() {
		return statusline_exports;
	}
});
Object.defineProperty(exports, "stepOf", {
	enumerable: true,
	get: function() {
		return stepOf;
	}
});
Object.defineProperty(exports, "storedFile", {
	enumerable: true,
	get: function() {
		return storedFile;
	}
});
Object.defineProperty(exports, "sumsFile", {
	enumerable: true,
	get: function() {
		return sumsFile;
	}
});
Object.defineProperty(exports, "sumsOf", {
	enumerable: true,
	get: function() {
		return sumsOf;
	}
});
Object.defineProperty(exports, "sumsText", {
	enumerable: true,
	get: function() {
		return sumsText;
	}
});
Object.defineProperty(exports, "tailOf", {
	enumerable: true,
	get: function() {
		return tailOf;
	}
});
Object.defineProperty(exports, "text", {
	enumerable: true,
	get: function() {
		return text;
	}
});
Object.defineProperty(exports, "unpacked", {
	enumerable: true,
	get: function() {
		return unpacked;
	}
});
Object.defineProperty(exports, "wholeTime", {
	enumerable: true,
	get: function() {
		return wholeTime;
	}
});
Object.defineProperty(exports, "writeMonth", {
	enumerable: true,
	get: function() {
		return writeMonth;
	}
});
Object.defineProperty(exports, "writtenAgain", {
	enumerable: true,
	get: function() {
		return writtenAgain;
	}
});
