"use strict";
const require_rolldown_runtime = require("./rolldown-runtime.cjs");
let require_commander_loaded;
const require_commander = () => require_commander_loaded ??= require("./commander.cjs");
let require_shared_loaded;
const require_shared = () => require_shared_loaded ??= require("./shared.cjs");
let require_zod_loaded;
const require_zod = () => require_zod_loaded ??= require("./zod.cjs");
let require_catalog_loaded;
const require_catalog = () => require_catalog_loaded ??= require("./catalog.cjs");
let require_status_loaded;
const require_status = () => require_status_loaded ??= require("./status.cjs");
let require_routing_loaded;
const require_routing = () => require_routing_loaded ??= require("./routing.cjs");
let node_path = require("node:path");
let node_fs = require("node:fs");
let node_crypto_loaded;
const node_crypto = () => node_crypto_loaded ??= require("node:crypto");
let node_worker_threads_loaded;
const node_worker_threads = () => node_worker_threads_loaded ??= require("node:worker_threads");
let node_v8_loaded;
const node_v8 = () => node_v8_loaded ??= require("node:v8");
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
function listAt(value, path) {
	const found = at(value, path);
	return Array.isArray(found) ? found : [];
}
function entriesAt(value, path) {
	const found = at(value, path);
	return isRecord(found) ? Object.entries(found) : [];
}
const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
function parseJson(text) {
	if (require_shared().isTooDeep(text)) return void 0;
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}
// src/ask/live-protocol.ts
const liveFolder = (home, session) => `${home}/live/${session}`;
const PRESENCE_FILE = "module.json";
const runFile = (run) => `run-${run}.json`;
const takenFile = (run) => `taken-${run}.json`;
const STATE_FILE = "state.json";
const ADDED_OUTPUT_TOKENS = 2048;
// src/usage/books/drop-calls.ts
const isSummed = (home, name) => require_status().closedPart(home, name).sums !== null;
function droppedCalls(home) {
	const tables = require_status().monthsIn(home).flatMap((name) => {
		const { sums } = require_status().closedPart(home, name);
		return sums && require_status().readSums(sums)?.month.known || [];
	});
	if (!tables.length) return null;
	return (id) => {
		const bytes = Buffer.from(id).toString("latin1");
		return tables.some((known) => known.find(bytes) !== null);
	};
}
function removeSummed(home, name) {
	const { sums, packed } = require_status().closedPart(home, name);
	if (sums && packed && require_status().readSums(sums)?.of === require_status().markOf(packed)) (0, node_fs.rmSync)(packed);
}
function dropCalls(home, name, onStep) {
	removeSummed(home, name);
	const before = require_status().closedPart(home, name);
	const isAllPacked = () => !before.following.length && !require_status().statOf(require_status().monthFile(home, name));
	if (!before.packed || !isAllPacked()) return;
	const of = require_status().markOf(before.packed);
	const months = new (require_status().LedgerMonths)(home);
	if (months.unreadable.length) return;
	const month = months.month(name);
	const summed = {
		month,
		of
	};
	if (require_status().closedPart(home, name).state !== before.state || !isAllPacked()) return;
	const file = require_status().sumsFile(home, name);
	const draft = `${file}.${process.pid}.tmp`;
	try {
		write$1(draft, require_status().sumsText(summed));
		if (!require_status().holdsMonth(draft, summed)) return;
		onStep("summed");
		(0, node_fs.renameSync)(draft, file);
		onStep("sums in place");
	} finally {
		(0, node_fs.rmSync)(draft, { force: true });
	}
	(0, node_fs.rmSync)(before.packed);
	onStep("dropped");
	const { state } = require_status().closedPart(home, name);
	require_status().writeMonth(home, name, {
		by: require_status().ROWS_MADE_BY,
		closed: state,
		bytes: 0,
		lines: 0,
		mtimeMs: 0,
		tail: ""
	}, month);
}
function write$1(file, bytes) {
	const fd = (0, node_fs.openSync)(file, "wx", 384);
	try {
		for (let written = 0; written < bytes.length;) written += (0, node_fs.writeSync)(fd, bytes, written);
		(0, node_fs.fsyncSync)(fd);
	} finally {
		(0, node_fs.closeSync)(fd);
	}
}
// src/usage/delegations.ts
const DELEGATIONS = "delegations.jsonl";
// src/usage/work-outcome.ts
const UNSETTLED = [...[
	"abstained",
	"disagreed",
	"refused",
	"invalid",
	"tooLong",
	"unreadable",
	"noAnswer"
], ...[
	"ceiling",
	"interrupted",
	"stopped"
]];
// src/usage/schemas.ts
const Count = require_zod().int().nonnegative();
const Usd = require_zod().number().nonnegative();
const Moment = require_zod().datetime({ error: "expected a moment such as 2026-11-20T10:00:00.000Z" });
const Text = require_zod().string().min(1);
const Prompt = require_zod().object({
	input: Count,
	output: Count,
	cacheRead: Count,
	cacheWrite5m: Count,
	cacheWrite1h: Count
});
const EntrySchema = require_zod().object({
	id: Text,
	at: Moment,
	source: require_zod()._enum(require_status().SOURCES),
	session: require_zod().string().nullable(),
	project: require_zod().string().nullable(),
	agent: require_zod().string().nullable(),
	skill: require_zod().string().nullable(),
	step: require_zod().string().optional(),
	requested: require_zod().string(),
	served: require_zod().string(),
	tier: require_zod()._enum(require_shared().TIER_NAMES).nullable(),
	effort: require_zod().string().nullable(),
	input: Count,
	output: Count,
	cacheRead: Count,
	cacheWrite5m: Count,
	cacheWrite1h: Count,
	thinking: Count,
	costUsd: Usd.nullable(),
	stop: require_zod().string().nullable(),
	webSearches: Count.optional(),
	isSum: require_zod().boolean().optional(),
	isBilled: require_zod().boolean().optional(),
	noUsage: require_zod().boolean().optional(),
	fast: require_zod().boolean().optional(),
	batch: require_zod().boolean().optional(),
	usOnly: require_zod().boolean().optional(),
	client: require_zod().string().optional(),
	branch: require_zod().string().optional(),
	did: require_zod().string().optional(),
	sent: require_zod().int().optional(),
	ms: Count.optional(),
	samplings: require_zod().array(Prompt).optional()
});
const ClientTotalsSchema = require_zod().object({
	input: Count,
	output: Count,
	cacheRead: Count,
	cacheWrite: Count,
	webSearches: Count,
	costUsd: Usd
});
const CostStateSchema = require_zod().object({
	session: Text,
	totalCostUsd: Usd,
	lastCall: require_zod().string().nullable(),
	until: Moment.optional(),
	models: require_zod().record(require_zod().string(), ClientTotalsSchema).optional()
});
const OutcomeSchema = require_zod().object({
	id: Text,
	at: Moment,
	source: require_zod()._enum(require_status().SOURCES),
	project: require_zod().string(),
	kind: require_zod().string(),
	executor: require_zod().string(),
	tier: require_zod()._enum(require_shared().TIER_NAMES).nullable(),
	effort: require_zod()._enum(require_shared().EFFORTS).nullable(),
	tries: Count,
	passed: require_zod().boolean(),
	costUsd: Usd.nullable()
});
const SettledSchema = require_zod().object({
	at: Moment,
	project: require_zod().string(),
	task: require_zod().string(),
	hash: require_zod().string(),
	kind: require_zod()._enum(["classification", "extraction"]),
	tier: require_zod()._enum(require_shared().RUNG_NAMES),
	effort: require_zod()._enum(require_shared().EFFORTS),
	asked: Count,
	settled: Count,
	unsettled: require_zod().partialRecord(require_zod()._enum(UNSETTLED), Count).optional(),
	costUsd: Usd
});
const ProgressSchema = require_zod().object({
	transcript: Text,
	offsets: require_zod().record(require_zod().string(), Count),
	lastCall: require_zod().string().nullable(),
	passedOver: Count.optional()
});
const DelegationSchema = require_zod().object({
	at: Moment,
	session: Text,
	agent: Text,
	rule: Text,
	from: require_zod()._enum(require_shared().TIER_NAMES).nullable(),
	tier: require_zod()._enum(require_shared().TIER_NAMES)
});
const UnrecordedSchema = require_zod().object({
	session: Text,
	at: Moment
});
// src/usage/unrecorded.ts
const UNRECORDED = "unrecorded.jsonl";
// src/usage/ledger.ts
function readLedger(home) {
	const folder = require_status().ledgerFolder(home);
	const calls = new Map();
	const idsOfSession = new Map();
	const costStates = new Map();
	const passedOver = [];
	const onPassedOver = (one) => passedOver.push(one);
	const isDropped = droppedCalls(home);
	for (const name of require_status().monthsIn(home)) for (const entry of entriesOf(home, name, onPassedOver)) {
		if (isDropped?.(entry.id)) continue;
		const known = calls.get(entry.id);
		if (!known) calls.set(entry.id, entry);
		else if (known.session === entry.session) calls.set(entry.id, require_status().repeated(known, entry));
		if (entry.session === null) continue;
		const ids = idsOfSession.get(entry.session) ?? new Set();
		ids.add(entry.id);
		idsOfSession.set(entry.session, ids);
	}
	for (const state of readRecords((0, node_path.join)(folder, require_status().COST_STATES), CostStateSchema, onPassedOver)) costStates.set(state.session, state);
	return {
		calls: [...calls.values()],
		idsOfSession,
		costStates,
		passedOver
	};
}
const readDelegations = (home, onPassedOver) => [...readRecords((0, node_path.join)(require_status().ledgerFolder(home), DELEGATIONS), DelegationSchema, onPassedOver)];
function readUnrecorded(home, onPassedOver) {
	const records = readRecords((0, node_path.join)(require_status().ledgerFolder(home), UNRECORDED), UnrecordedSchema, onPassedOver);
	return [...new Map([...records].map((one) => [one.session, one])).values()];
}
const MOST_TRIES = 5;
function* entriesOf(home, name, onPassedOver) {
	for (let tries = 1;; tries++) {
		const closed = require_status().closedPart(home, name);
		const passedOver = [];
		const onOne = (one) => passedOver.push(one);
		try {
			yield* closedEntries(closed, onOne);
		} catch (error) {
			if (!require_shared().systemCode(error)) throw error;
			onOne({
				file: closed.packed ?? require_status().monthFile(home, name),
				problem: require_shared().systemReason(error)
			});
		}
		yield* readRecords(require_status().monthFile(home, name), EntrySchema, onOne);
		if (tries < MOST_TRIES && require_status().closedPart(home, name).state !== closed.state) continue;
		for (const one of passedOver) onPassedOver(one);
		return;
	}
}
function* closedEntries(closed, onPassedOver) {
	const onDamaged = (one) => onPassedOver({
		file: one.file,
		problem: require_status().damagedInWords(one)
	});
	for (const { file, pieces } of require_status().closedPieces(closed, onDamaged)) {
		let lines = 0;
		for (const piece of pieces) {
			const text = piece.toString("utf8");
			yield* recordsIn$1({
				text,
				file,
				linesBefore: lines
			}, EntrySchema, onPassedOver);
			lines += text.split("\n").length - 1;
		}
	}
}
const readRecords = (file, schema, onPassedOver) => recordsIn$1({
	text: textOf$5(file, onPassedOver),
	file,
	linesBefore: 0
}, schema, onPassedOver);
function* recordsIn$1({ text, file, linesBefore }, schema, onPassedOver) {
	let line = linesBefore;
	for (let from = 0; from < text.length;) {
		const end = text.indexOf("\n", from);
		const to = end < 0 ? text.length : end;
		line++;
		if (to > from) {
			const reading = require_shared().readRecord(schema, text.slice(from, to));
			if ("record" in reading) yield reading.record;
			else onPassedOver({
				file,
				line,
				problem: reading.problem
			});
		}
		from = to + 1;
	}
}
function textOf$5(file, onPassedOver) {
	try {
		return (0, node_fs.readFileSync)(file, "utf8");
	} catch (error) {
		if (require_shared().systemCode(error) !== "ENOENT") onPassedOver({
			file,
			problem: require_shared().systemReason(error)
		});
		return "";
	}
}
// src/usage/outcomes.ts
const FILE$1 = "outcomes.jsonl";
const settledFile = (home) => (0, node_path.join)(home, "outcomes", "settled.jsonl");
function appendOutcomes(home, outcomes) {
	if (outcomes.length) require_status().appendLines(home, FILE$1, outcomes);
}
function readOutcomes(home, onPassedOver = () => {}) {
	const byId = new Map();
	const file = (0, node_path.join)(require_status().ledgerFolder(home), FILE$1);
	for (const outcome of readRecords(file, OutcomeSchema, onPassedOver)) byId.set(outcome.id, outcome);
	return [...byId.values()];
}
function appendSettled(home, records) {
	if (records.length) require_shared().appendRecords(settledFile(home), records);
}
const readSettled = (home, onPassedOver = () => {}) => [...readRecords(settledFile(home), SettledSchema, onPassedOver)];
// src/calibrate/kept/record.ts
const VERSION = 1;
const Tier = require_zod()._enum(require_shared().RUNG_NAMES);
const Interval = require_zod().object({
	value: require_zod().number(),
	low: require_zod().number(),
	high: require_zod().number(),
	n: require_zod().number()
});
const Setting = require_zod().object({
	name: require_zod().string().optional(),
	tier: Tier,
	model: require_zod().string(),
	served: require_zod().array(require_zod().string()),
	effort: require_zod()._enum(require_shared().EFFORTS),
	pack: require_zod().number(),
	votes: require_zod().union([require_zod().literal(1), require_zod().literal(2)]),
	masks: require_zod().boolean().default(true),
	agreement: Interval,
	accuracy: Interval.nullable(),
	costPer1000Usd: require_zod().number().nullable()
}).transform(({ name, ...setting }) => ({
	...setting,
	name: name ?? setting.tier
}));
const Question = require_zod().union([require_zod().object({
	kind: require_zod().literal("within"),
	allowance: require_zod().number()
}), require_zod().object({
	kind: require_zod().literal("floor"),
	floor: require_zod().number()
})]);
const Calibration = require_zod().object({
	task: require_zod().object({
		kind: require_zod()._enum(["scheme", "recipe"]),
		name: require_zod().string(),
		hash: require_zod().string()
	}),
	at: require_zod().string(),
	promptVersion: require_zod().number(),
	columns: require_zod().array(require_zod().string()),
	question: Question,
	confidence: require_zod().number(),
	against: require_zod().string(),
	settings: require_zod().array(Setting),
	decision: require_zod()._enum([
		"yes",
		"no",
		"undecided"
	]),
	recommended: require_zod().string().nullable(),
	appliedAt: require_zod().string().nullable(),
	rechecked: require_zod().object({
		at: require_zod().string(),
		significant: require_zod().boolean(),
		tier: require_zod().string(),
		served: require_zod().array(require_zod().string())
	}).nullable(),
	watched: require_zod().array(require_zod().object({
		asked: require_zod().number(),
		changed: require_zod().number()
	})),
	sample: require_zod().array(require_zod().object({
		fingerprint: require_zod().string(),
		answers: require_zod().record(require_zod().string(), require_zod().string()),
		label: require_zod().string().nullable()
	}))
});
const folderIn = (home) => (0, node_path.join)(home, "calibrations");
const fileOf$2 = (home, hash) => (0, node_path.join)(folderIn(home), `${hash}.json`);
function readCalibration(home, { hash }) {
	return readFile$1(fileOf$2(home, hash));
}
function readFile$1(file, words = "") {
	let text;
	try {
		text = (0, node_fs.readFileSync)(file, "utf8");
	} catch (error) {
		if (error.code === "ENOENT") return null;
		return { problem: require_shared().systemReason(error) };
	}
	if (!text.includes(words)) return null;
	const reading = require_shared().readRecord(Calibration, text, VERSION);
	return "record" in reading ? reading.record : reading;
}
function allCalibrations(home, words = "") {
	const calibrations = [];
	const passedOver = [];
	for (const name of namesIn$1(folderIn(home))) {
		const file = (0, node_path.join)(folderIn(home), name);
		const read = readFile$1(file, words);
		if (read && "problem" in read) passedOver.push({
			file,
			problem: read.problem
		});
		else if (read) calibrations.push(read);
	}
	return {
		calibrations,
		passedOver
	};
}
function namesIn$1(folder) {
	try {
		return (0, node_fs.readdirSync)(folder).filter((name) => name.endsWith(".json")).sort();
	} catch {
		return [];
	}
}
function writeCalibration(home, calibration) {
	const file = fileOf$2(home, calibration.task.hash);
	const temporary = `${file}.${(0, node_crypto().randomUUID)()}.tmp`;
	try {
		require_shared().makePrivateFolder(folderIn(home));
		(0, node_fs.writeFileSync)(temporary, `${JSON.stringify({
			v: VERSION,
			...calibration
		})}\n`, {
			mode: 384,
			flag: "wx"
		});
		(0, node_fs.renameSync)(temporary, file);
	} catch (error) {
		(0, node_fs.rmSync)(temporary, { force: true });
		throw new (require_shared().UsageError)(`${file}: the calibration cannot be kept: ${require_shared().systemReason(error)}.`);
	}
}
// src/usage/own-calls.ts
function directRecorder(home, { env, cwd, going }, onFailure) {
	const ledger = new (require_status().EntryAppender)(home);
	going?.atEnd(() => ledger.close());
	let isBroken = false;
	const failed = (error) => {
		if (!isBroken) onFailure(error);
		isBroken = true;
	};
	const record = (call, soon) => {
		going?.spent(call.costUsd);
		if (isBroken) return;
		const entry = directEntry({
			...call,
			project: cwd
		}, env);
		if (soon) {
			ledger.appendSoon(entry, failed);
			return;
		}
		try {
			ledger.append(entry);
		} catch (error) {
			failed(error);
		}
	};
	return Object.assign(record, { flush: () => ledger.flush() });
}
function directEntry({ source, requested, effort, reply, costUsd, client, project }, env) {
	const { webSearches, ...tokens } = reply.usage ?? require_shared().NO_USAGE;
	return {
		id: reply.requestId ? `${reply.id}|${reply.requestId}` : reply.id,
		at: new Date().toISOString(),
		...tokens,
		...webSearches && { webSearches },
		costUsd,
		source,
		session: env.CLAUDE_CODE_SESSION_ID ?? null,
		project,
		agent: null,
		skill: null,
		requested,
		served: reply.served,
		tier: require_shared().shippedModel(reply.served)?.tier ?? null,
		effort,
		stop: reply.stop,
		...reply.fast && { fast: true },
		...reply.batch && { batch: true },
		...reply.isSum && { isSum: true },
		...reply.billedUsd != null && { isBilled: true },
		...!reply.usage && { noUsage: true },
		...reply.usOnly && { usOnly: true },
		...client && { client }
	};
}
// src/usage/books/new-calls.ts
const MOST_NEW_BYTES = 262144;
const MOST_BYTES_ALONE = 65536;
let last$1 = null;
function readSpent(home, first) {
	const inPeriod = [...require_status().filesOfMonths(home)].filter(([name]) => name >= first);
	if (inPeriod.some(([name, files]) => files.some((file) => file !== `${name}.jsonl`))) return null;
	const months = inPeriod.map(([name]) => ({
		stored: require_status().storedFile(home, name),
		file: require_status().monthFile(home, name)
	}));
	const files = months.map(({ stored, file }) => `${stateOf$1(stored)}|${stateOf$1(file)}`).join("\n");
	if (last$1?.files === files) return last$1.spent;
	const spent = spentIn(months);
	last$1 = spent && {
		files,
		spent
	};
	return spent;
}
function stateOf$1(file) {
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
		if (size < bytes || size - bytes > most || require_status().tailOf(file, bytes) !== tail) return void 0;
		if (size > bytes) for (const line of textFrom$1(file, bytes, size).split("\n")) this.#take(line);
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
function textFrom$1(file, from, to) {
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
		session: named$1(parts[4]),
		project: named$1(parts[5]),
		agent: named$1(parts[6]),
		costUsd: Number(parts[3]) || 0
	};
	return {
		id: parts[1] ?? "",
		call
	};
}
const named$1 = (text) => text?.startsWith("\"") ? text.slice(1, -1) : null;
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
		return require_status().entryIn(JSON.parse(line));
	} catch {
		return null;
	}
}
function checkIn(line) {
	const entry = entryOf(line);
	return entry && require_status().checkOf({
		sums: require_status().sumsOf(entry),
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
		const beginning = require_status().readBeginning(fd);
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
		const word = require_status().firstWordOf(id);
		const from = Math.max(0, Math.round(word / 2 ** 32 * this.#rows) - WINDOW / 2);
		const to = Math.min(this.#rows, from + WINDOW);
		const known = this.#read(from, to);
		const { words } = known;
		return (from === 0 || (words[0] ?? word) < word) && (to === this.#rows || (words.at(-4) ?? word) > word) ? known.find(id) : void 0;
	}
	#read(from, to) {
		const words = new Uint32Array((to - from) * 4);
		(0, node_fs.readSync)(this.#fd, words, 0, words.byteLength, this.#table + from * ROW_BYTES);
		return new (require_status().KnownCalls)(words);
	}
	close() {
		(0, node_fs.closeSync)(this.#fd);
	}
};
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
		const fits = (name) => typeof name === "string" && require_status().fitsPattern(pattern, name);
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
			const stored = require_status().spentIn(sums, scope);
			if (stored === null) return null;
			usd += stored;
		}
		spent.push(usd);
	}
	return spent;
}
function addedUp(home, first, scopes) {
	const months = new (require_status().LedgerMonths)(home, first);
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
// src/calibrate/kept/staleness.ts
const QUARTER_MS$1 = 78624e5;
function staleCalibrations(calibrations, now) {
	return calibrations.flatMap((calibration) => {
		const { appliedAt, recommended, settings, rechecked, at, task } = calibration;
		const setting = settings.find(({ name }) => name === recommended);
		if (!appliedAt || !setting) return [];
		const checkedAt = rechecked?.at ?? at;
		const why = whyStale({
			checkedAt,
			known: rechecked?.tier === recommended ? rechecked.served : setting.served,
			tier: setting.tier,
			model: setting.model
		}, now);
		if (rechecked?.significant) return [`The recheck of ${task.name} on ${rechecked.at.slice(0, 10)} found a significant drop on ${recommended}: calibrate again (tierwise calibrate <input> ${task.name}).`];
		return why ? [`The calibration of ${task.name} (${recommended}, ${checkedAt.slice(0, 10)}) may be out of date: ${why}. To check: tierwise calibrate <input> ${task.name} --recheck`] : [];
	});
}
function whyStale({ checkedAt, known, tier, model }, { calls, at, tiers }) {
	const { model: isNow } = tiers[tier] ?? { model };
	if (isNow !== model) return `${tier} is ${isNow} now, it was ${model}`;
	let latest;
	for (const call of calls) if (call.requested === model && call.at > checkedAt && (!latest || call.at > latest.at)) latest = call;
	if (latest && known.length && !known.includes(latest.served)) return `${latest.served} answers now, it was ${known.join(", ")}`;
	return at.getTime() - new Date(checkedAt).getTime() > QUARTER_MS$1 ? "a quarter has passed" : null;
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
	return require_shared().costUsd(require_shared().shippedModel(call.requested), usage, {
		at: new Date(at),
		fast,
		usOnly
	}) ?? call.costUsd;
}
// src/usage/moment-bytes.ts
const DATE_LENGTH = 11;
const CLOCK = Buffer.from("29:59:59.999Z");
const MOMENT_LENGTH = DATE_LENGTH + CLOCK.length;
const [ZERO$1, NINE] = [48, 57];
function momentIn(bytes, from) {
	const clock = from + DATE_LENGTH;
	if (!isClock(bytes, clock) || two$1(bytes, clock) > 23) return NaN;
	const ms = two$1(bytes, clock + 9) * 10 + (bytes[clock + 11] ?? 0) - ZERO$1;
	const seconds = (two$1(bytes, clock) * 60 + two$1(bytes, clock + 3)) * 60 + two$1(bytes, clock + 6);
	return dayIn(bytes, from) + seconds * 1e3 + ms;
}
const NEWLINE$2 = 10;
const FIELD = Buffer.from("\"timestamp\":\"");
const COLON$1 = FIELD.length - 2;
const NEAR_BYTES$1 = 512;
function momentNearEnd(bytes, end) {
	const first = Math.max(0, end - NEAR_BYTES$1) + COLON$1;
	for (let at = end - 1; at >= first; at--) {
		const byte = bytes[at];
		if (byte === NEWLINE$2) break;
		if (byte === FIELD[COLON$1] && isField(bytes, at - COLON$1)) return momentIn(bytes, at + 2);
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
		if (most >= ZERO$1 && most <= NINE ? byte < ZERO$1 || byte > most : byte !== most) return false;
	}
	return true;
}
const two$1 = (bytes, at) => ((bytes[at] ?? 0) - ZERO$1) * 10 + (bytes[at + 1] ?? 0) - ZERO$1;
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
const ASSISTANT$1 = Buffer.from("\"type\":\"assistant\"");
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
	return lines.subarray(Math.max(start, end - GLUED_BYTES), end).includes(ASSISTANT$1);
}
const FIELDS_BYTES = 6144;
function isCall(lines, start, end) {
	if (end - start <= 2 * FIELDS_BYTES) return lines.subarray(start, end).includes(ASSISTANT$1);
	return lines.subarray(end - FIELDS_BYTES, end).includes(ASSISTANT$1) || lines.subarray(start, start + FIELDS_BYTES).includes(ASSISTANT$1);
}
const MOST_COST_STATE_BYTES = 262144;
const EDGE_BYTES = 64;
const FIRST_LETTER$1 = 9;
const [LETTER_C, LETTER_E] = Buffer.from("ce");
function isCostState(lines, start, end) {
	if (lines[start + FIRST_LETTER$1] !== LETTER_C && lines[end - 3] !== LETTER_E) return false;
	if (end - start > MOST_COST_STATE_BYTES) return false;
	const line = lines.subarray(start, end);
	return line.subarray(0, EDGE_BYTES).includes(COST_STATE) || line.subarray(-64).includes(COST_STATE);
}
const CONTENT$1 = Buffer.from("\"content\":[");
const AFTER_CONTENT$1 = Buffer.from("],\"stop_reason\":");
const TOOL_USE$1 = Buffer.from("\"type\":\"tool_use\"");
function costLine(line) {
	const whole = () => line.toString("utf8");
	const from = line.indexOf(CONTENT$1) + CONTENT$1.length;
	const to = line.lastIndexOf(AFTER_CONTENT$1);
	if (from < CONTENT$1.length || to < from || line.subarray(from, to).includes(TOOL_USE$1)) {
		const text = whole();
		return {
			text,
			isCut: false,
			whole: () => text
		};
	}
	return {
		text: without$1(line, from, to),
		isCut: true,
		whole
	};
}
let scratch = Buffer.allocUnsafeSlow(65536);
function without$1(line, from, to) {
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
		thinking: require_status().count(require_status().object(usage.output_tokens_details).thinking_tokens),
		webSearches: require_status().count(require_status().object(usage.server_tool_use).web_search_requests)
	};
}
function promptUsageIn(usage) {
	const written = require_status().count(usage.cache_creation_input_tokens);
	const written1h = Math.min(written, require_status().count(require_status().object(usage.cache_creation).ephemeral_1h_input_tokens));
	return {
		input: require_status().count(usage.input_tokens),
		output: require_status().count(usage.output_tokens),
		cacheRead: require_status().count(usage.cache_read_input_tokens),
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
	const samplings = require_status().list(usage.iterations).map(require_status().object).filter(({ type }) => type === "message");
	if (samplings.length < 2) return void 0;
	for (const key of KEYS) {
		const counts = samplings.map((one) => require_status().amount(one[key]));
		if (counts.includes(null)) return void 0;
		if (counts.reduce((sum, one) => sum + (one ?? 0), 0) !== require_status().count(usage[key])) return void 0;
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
	return require_status().list(usage.iterations).map(require_status().object).flatMap((one) => {
		const model = require_status().text(one.model);
		return one.type === "advisor_message" && model ? [{
			model,
			usage: usageIn(one)
		}] : [];
	});
}
// src/usage/transcript-record.ts
const UNUSABLE = { kind: "unusable" };
function findCost(line, before, sentAt = null) {
	const record = require_status().parseObject(line);
	if (!record) return UNUSABLE;
	if (record.type === "cost-state") return costStateIn(record);
	const message = require_status().object(record.message);
	if (record.type !== "assistant" || message.model === "<synthetic>" || !message.usage) return null;
	const id = require_status().text(message.id);
	const model = require_status().text(message.model);
	const { usage } = message;
	if (!id || !model || typeof usage !== "object") return UNUSABLE;
	const requestId = require_status().text(record.requestId);
	const at = require_status().moment(record.timestamp) ?? before;
	const call = callOf$1({
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
		advisors: advisorCalls(call, require_status().object(usage))
	};
}
function callOf$1({ record, message, id, at, model, sentAt }) {
	const usage = require_status().object(message.usage);
	const used = usageIn(usage);
	const { input, output, cacheRead, cacheWrite5m, cacheWrite1h, thinking, webSearches } = used;
	const requested = require_status().text(record.requestedModel) ?? model;
	const billed = priced$1({
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
		effort: require_status().text(record.effort),
		stop: require_status().text(message.stop_reason),
		fast: billed.fast || void 0,
		usOnly: billed.usOnly || void 0,
		samplings: billed.samplings,
		branch: branchIn(record) ?? void 0,
		did: require_status().actsIn(message)
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
	const branch = require_status().text(gitBranch);
	return branch === "HEAD" ? null : branch;
}
function advisorCalls(call, usage) {
	const { id, at, session, project, skill, branch } = call;
	return advisorsIn(usage).map(({ model, usage: own }, index) => {
		const { webSearches: _, ...tokens } = own;
		const shipped = require_shared().shippedModel(model);
		const billing = {
			at: new Date(at),
			usOnly: call.usOnly,
			regional: require_shared().isRegional(call.requested)
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
			costUsd: require_shared().costUsd(shipped, own, billing),
			stop: "end_turn",
			...call.usOnly && { usOnly: true },
			...branch && { branch },
			did: ""
		};
	});
}
function costStateIn({ sessionId, totalCostUSD, modelUsage, startTime, totalDuration }) {
	const [session, totalCostUsd] = [require_status().text(sessionId), require_status().amount(totalCostUSD)];
	const until = endOf$1(require_status().amount(startTime), require_status().amount(totalDuration));
	if (!session || totalCostUsd === null) return UNUSABLE;
	const models = Object.entries(require_status().object(modelUsage)).map(([id, totals]) => [id, totalsIn(require_status().object(totals))]);
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
function endOf$1(start, duration) {
	const end = new Date((start ?? NaN) + (duration ?? NaN));
	return Number.isNaN(end.getTime()) ? null : require_status().moment(end.toISOString());
}
const totalsIn = (totals) => ({
	input: require_status().count(totals.inputTokens),
	output: require_status().count(totals.outputTokens),
	cacheRead: require_status().count(totals.cacheReadInputTokens),
	cacheWrite: require_status().count(totals.cacheCreationInputTokens),
	webSearches: require_status().count(totals.webSearchRequests),
	costUsd: require_status().amount(totals.costUSD) ?? 0
});
function whoCalled(record) {
	const isSubagent = Boolean(record.isSidechain);
	const skill = require_status().text(record.attributionSkill);
	const unnamed = skill ? `fork of ${skill}` : "unnamed agent";
	return {
		source: isSubagent ? "subagent" : "session",
		session: require_status().text(record.sessionId),
		project: require_status().text(record.cwd),
		agent: require_status().text(record.attributionAgent) ?? (isSubagent ? unnamed : null),
		skill
	};
}
function priced$1({ requested, served, at }, usage, used) {
	const model = require_shared().shippedModel(served);
	const samplings = samplingsIn(usage);
	const fast = usage.speed === "fast";
	const usOnly = usage.inference_geo === "us";
	const regional = require_shared().isRegional(requested) || require_shared().isRegional(served);
	const billing = {
		at: new Date(at),
		fast,
		usOnly,
		regional,
		samplings
	};
	const costOfCall = require_shared().costUsd(model, used, billing);
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
		if (!require_shared().systemCode(error)) throw error;
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
	for (const { lines, end } of wholeLines$1(fd, {
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
		const at = later === null ? null : require_status().moment(later);
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
			this.#calls.set(one.id, known ? require_status().repeated(known, one) : one);
		}
		const [{ id, at, source }] = calls;
		this.#at = at;
		if (source === "session") this.#lastMainCall = id;
	}
	#noteAgain({ id, source }, { at, sent, ms }) {
		const known = this.#calls.get(id);
		if (known) Object.assign(known, require_status().wholeTime(known, {
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
function* wholeLines$1(fd, { start, size, maxBytes }) {
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
function allTranscripts(configFolder) {
	const projects = (0, node_path.join)(configFolder, "projects");
	const files = namesIn(projects).flatMap((folder) => namesIn((0, node_path.join)(projects, folder)).filter((name) => name.endsWith(".jsonl")).map((name) => (0, node_path.join)(projects, folder, name)));
	const born = new Map(files.map((file) => [file, bornAt(file)]));
	return files.sort((a, b) => (born.get(a) ?? 0) - (born.get(b) ?? 0));
}
function bornAt(file) {
	const stat = (0, node_fs.statSync)(file, { throwIfNoEntry: false });
	return stat?.birthtimeMs || stat?.mtimeMs || 0;
}
function namesIn(folder) {
	try {
		return (0, node_fs.readdirSync)(folder);
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
	lines.set(month, (lines.get(month) ?? "") + require_status().lineOf(call));
}
function writeSessions(home, parts) {
	const months = new Map();
	for (const { lines } of parts) for (const [month, text] of lines) {
		const texts = months.get(month);
		if (texts) texts.push(text);
		else months.set(month, [text]);
	}
	for (const [month, texts] of months) require_status().appendEntryLines(home, month, texts.join(""));
	require_status().appendCostStates(home, parts.flatMap(({ costStates }) => costStates));
	if (parts.length) require_shared().makePrivateFolder(offsetsFolder(home));
	for (const { progress, isFirst } of parts) writeProgress(home, progress, isFirst);
}
const underLiveIds = ({ calls, costStates }) => ({
	calls: asLive(calls),
	costStates: costStates.map((state) => ({
		...state,
		lastCall: state.lastCall && liveId(state.lastCall)
	}))
});
const offsetsFolder = (home) => (0, node_path.join)(require_status().ledgerFolder(home), "offsets");
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
// src/usage/priced-call.ts
const numberOf$1 = (groups) => {
	let sum = 0;
	for (const { calls = 1 } of groups) sum += calls;
	return sum;
};
function allFieldsOf(call) {
	return {
		id: call.id,
		at: call.at,
		until: call.until,
		calls: call.calls,
		prompt: call.prompt,
		input: call.input,
		output: call.output,
		cacheRead: call.cacheRead,
		cacheWrite5m: call.cacheWrite5m,
		cacheWrite1h: call.cacheWrite1h,
		thinking: call.thinking,
		webSearches: call.webSearches,
		ms: call.ms,
		sent: call.sent,
		costUsd: call.costUsd,
		source: call.source,
		session: call.session,
		project: call.project,
		agent: call.agent,
		skill: call.skill,
		step: call.step,
		requested: call.requested,
		served: call.served,
		tier: call.tier,
		effort: call.effort,
		stop: call.stop,
		isSum: call.isSum,
		isBilled: call.isBilled,
		noUsage: call.noUsage,
		fast: call.fast,
		batch: call.batch,
		usOnly: call.usOnly,
		client: call.client,
		branch: call.branch,
		did: call.did,
		samplings: call.samplings,
		machine: call.machine,
		again: call.again,
		who: call.who ?? "",
		clientUsd: call.clientUsd,
		isRest: call.isRest
	};
}
const usageOf = (call) => ({
	input: call.input,
	output: call.output,
	cacheRead: call.cacheRead,
	cacheWrite5m: call.cacheWrite5m,
	cacheWrite1h: call.cacheWrite1h,
	thinking: call.thinking,
	webSearches: call.webSearches ?? 0
});
const rank = (tier) => tier === null ? -1 : require_shared().TIER_NAMES.indexOf(tier);
function bySession(calls) {
	const sessions = new Map();
	for (const call of calls) {
		if (call.session === null) continue;
		const own = sessions.get(call.session);
		if (own) own.push(call);
		else sessions.set(call.session, [call]);
	}
	return sessions;
}
// src/usage/books/group.ts
function groupOf({ facts, at, until, calls, prompt, sums, costUsd, again }) {
	const group = allFieldsOf(facts);
	group.id = facts.id ?? "";
	group.stop = facts.stop ?? null;
	group.at = isoOf(at);
	group.until = isoOf(until);
	group.calls = calls;
	group.prompt = prompt;
	group.costUsd = costUsd;
	group.again = again;
	for (let index = 0; index < require_status().SUMS.length; index++) group[require_status().SUMS[index]] = sums[index] ?? 0;
	return group;
}
function isoOf(ms) {
	if (lastIso.ms !== ms) lastIso = {
		ms,
		iso: new Date(ms).toISOString()
	};
	return lastIso.iso;
}
let lastIso = {
	ms: NaN,
	iso: ""
};
// src/usage/books/books.ts
function readBooks(home, from) {
	const months = new (require_status().LedgerMonths)(home);
	const first = from?.toISOString().slice(0, 7) ?? "";
	const fromMs = from?.getTime() ?? 0;
	const inPeriod = months.names.filter((name) => name >= first).map((name) => months.month(name));
	const rows = inPeriod.flatMap((month) => month.rows.filter(({ at }) => at >= fromMs));
	const sessions = new Set(rows.flatMap(({ facts: { session } }) => session ?? []));
	for (const { copies } of inPeriod) for (const [session, list] of copies) if (list.some(({ at }) => at >= fromMs)) sessions.add(session);
	for (const parent of parentsOf(months, sessions)) sessions.add(parent);
	const passedOver = [];
	const costStates = readCostStates(home, sessions, (one) => passedOver.push(one));
	const threads = threadsOf(months, new Set(costStates.keys()));
	return {
		calls: rows.map(groupOf),
		threads,
		costStates,
		passedOver: [...oddIn(months, home), ...passedOver]
	};
}
const parentsOf = (months, sessions) => namesWith(months, sessions).flatMap((name) => [...months.month(name).copies].flatMap(([session, rows]) => sessions.has(session) ? rows.flatMap(({ facts }) => facts.session ?? []) : []));
function oddIn(months, home) {
	const odd = months.names.flatMap((name) => {
		const { count, first } = months.odd(name);
		if (!first) return [];
		const reading = require_shared().readRecord(EntrySchema, first.text);
		const problem = "problem" in reading ? reading.problem : "not an entry";
		return [{
			file: first.file ? (0, node_path.join)(require_status().ledgerFolder(home), first.file) : require_status().monthFile(home, name),
			line: first.line,
			problem,
			more: count - 1
		}];
	});
	return [...months.unreadable, ...odd];
}
function readCostStates(home, sessions, onPassedOver) {
	const file = (0, node_path.join)(require_status().ledgerFolder(home), require_status().COST_STATES);
	const states = new Map();
	for (const [index, line] of textOf$4(file, onPassedOver).split("\n").entries()) {
		const [, session] = /^\{"session":"([^"\\]+)",/.exec(line) ?? [];
		if (!line || session !== void 0 && !sessions.has(session)) continue;
		const reading = require_shared().readRecord(CostStateSchema, line);
		if ("problem" in reading) onPassedOver({
			file,
			line: index + 1,
			problem: reading.problem
		});
		else if (sessions.has(reading.record.session)) states.set(reading.record.session, reading.record);
	}
	return states;
}
function textOf$4(file, onPassedOver) {
	try {
		return (0, node_fs.readFileSync)(file, "utf8");
	} catch (error) {
		if (require_shared().systemCode(error) !== "ENOENT") onPassedOver({
			file,
			problem: require_shared().systemReason(error)
		});
		return "";
	}
}
function threadsOf(months, sessions) {
	const parts = new Map([...sessions].map((session) => [session, emptyPart()]));
	for (const name of namesWith(months, sessions)) addTo(parts, months.month(name));
	const parents = new Set([...parts.values()].flatMap(({ copies }) => copies.map(({ facts }) => facts.session ?? "")));
	const agents = namesWith(months, parents).flatMap((name) => months.month(name).rows.filter(({ facts }) => facts.source === "subagent" && parents.has(facts.session ?? "")));
	return new Map([...parts].map(([session, part]) => [session, threadOf(part, agents)]));
}
const emptyPart = () => ({
	own: [],
	copies: [],
	last: null
});
const isInTranscript = ({ facts }) => facts.source === "session" || facts.source === "subagent";
function addTo(parts, { rows, copies, threads, lastCopies }) {
	for (const row of rows) if (isInTranscript(row)) parts.get(row.facts.session ?? "")?.own.push(row);
	for (const [session, list] of copies) parts.get(session)?.copies.push(...list.filter(isInTranscript));
	for (const [session, part] of parts) part.last = lastIn(threads.get(session)) ?? part.last ?? lastIn(lastCopies.get(session));
}
const lastIn = (call) => call ? {
	id: Buffer.from(call.id, "latin1").toString("utf8"),
	at: new Date(call.use.at).toISOString()
} : null;
function threadOf({ own, copies, last }, agents) {
	const parents = new Set(copies.map(({ facts }) => facts.session));
	const forkedAt = own.length ? Math.min(...own.map(({ at }) => at)) : Number.NEGATIVE_INFINITY;
	const inherited = agents.filter(({ facts, until }) => parents.has(facts.session) && until < forkedAt);
	return {
		calls: [...copies, ...own].map(groupOf),
		inherited: inherited.map(groupOf),
		last
	};
}
function namesWith(months, sessions) {
	if (!sessions.size) return [];
	return months.names.filter((name) => months.sessions(name).some((session) => sessions.has(session)));
}
// src/usage/json-bytes.ts
const [BACKSLASH, COMMA, COLON, DOT, MINUS, ZERO] = [
	92,
	44,
	58,
	46,
	45,
	48
];
const [OPEN, CLOSE, OPEN_LIST, CLOSE_LIST] = [
	123,
	125,
	91,
	93
];
const FIRST_LETTER = 32;
const MOST_DIGITS = 15;
const DEEPEST = 64;
var JsonBytes = class {
	bytes = Buffer.alloc(0);
	at = 0;
	from = 0;
	to = 0;
	isPlain = true;
	begin(bytes, at) {
		this.bytes = bytes;
		this.at = at;
	}
	is(byte) {
		if (this.bytes[this.at] !== byte) return false;
		this.at++;
		return true;
	}
	goesOn() {
		return this.is(COMMA);
	}
	text() {
		const { bytes } = this;
		let at = this.at;
		if (bytes[at++] !== 34) return false;
		this.from = at;
		this.isPlain = true;
		for (;;) {
			const byte = bytes[at] ?? 0;
			if (byte === 34) break;
			if (byte < FIRST_LETTER) return false;
			at++;
			if (byte !== BACKSLASH) continue;
			this.isPlain = false;
			at = escapeEnd(bytes, at);
			if (!at) return false;
		}
		this.to = at;
		this.at = at + 1;
		return true;
	}
	key() {
		const { bytes } = this;
		let at = this.at;
		if (bytes[at++] !== 34) return 0;
		let hash = HASH;
		for (;;) {
			const byte = bytes[at++] ?? 0;
			if (byte === 34) break;
			if (byte < FIRST_LETTER || byte === BACKSLASH) return 0;
			hash = Math.imul(hash ^ byte, FACTOR);
		}
		if (bytes[at] !== COLON) return 0;
		this.at = at + 1;
		return hash;
	}
	keyIn(keys) {
		const hash = this.key();
		return hash ? keys.codeOf(hash) : -1;
	}
	value(depth = 0) {
		const first = this.bytes[this.at];
		if (first === 34) return this.text();
		if (first !== OPEN && first !== OPEN_LIST) return this.word();
		if (depth === DEEPEST) return false;
		this.at++;
		const isObject = first === OPEN;
		const end = isObject ? CLOSE : CLOSE_LIST;
		if (this.is(end)) return true;
		do {
			if (isObject && !this.key()) return false;
			if (!this.value(depth + 1)) return false;
		} while (this.goesOn());
		return this.is(end);
	}
	word() {
		return this.literal(TRUE) || this.literal(FALSE) || this.literal(NULL) || this.#number();
	}
	literal(word) {
		if (!isAt(this.bytes, this.at, word)) return false;
		this.at += word.length;
		return true;
	}
	#number() {
		if (this.bytes[this.at] === MINUS) this.at++;
		if (this.count() < 0) return false;
		if (!this.is(DOT)) return true;
		const start = this.at;
		while (isDigit(this.bytes[this.at] ?? 0)) this.at++;
		return this.at > start && !isWordGoingOn(this.bytes[this.at] ?? 0);
	}
	count() {
		const { bytes } = this;
		const start = this.at;
		let at = start;
		let number = 0;
		for (;;) {
			const byte = bytes[at] ?? 0;
			if (!isDigit(byte)) break;
			number = number * 10 + byte - ZERO;
			at++;
		}
		const length = at - start;
		if (!length || length > MOST_DIGITS || length > 1 && bytes[start] === ZERO) return -1;
		if (isWordGoingOn(bytes[at] ?? 0)) return -1;
		this.at = at;
		return number;
	}
	says(text) {
		return this.to - this.from === text.length && isAt(this.bytes, this.from, text);
	}
};
const TRUE = Buffer.from("true");
const FALSE = Buffer.from("false");
const NULL = Buffer.from("null");
const [HASH, FACTOR] = [2166136261, 16777619];
const isDigit = (byte) => byte >= ZERO && byte <= ZERO + 9;
const isWordGoingOn = (byte) => (byte | 32) >= 97 && (byte | 32) <= 122;
function isAt(bytes, at, word) {
	for (let index = 0; index < word.length; index++) if (bytes[at + index] !== word[index]) return false;
	return true;
}
const ESCAPES = new Set(Buffer.from("\"\\/bfnrt"));
const LETTER_U = 117;
function escapeEnd(bytes, at) {
	const letter = bytes[at] ?? 0;
	if (letter !== LETTER_U) return ESCAPES.has(letter) ? at + 1 : 0;
	for (let index = 1; index <= 4; index++) if (!isHex(bytes[at + index] ?? 0)) return 0;
	return at + 5;
}
const isHex = (byte) => isDigit(byte) || (byte | 32) >= 97 && (byte | 32) <= 102;
var Keys = class {
	#hashes = new Int32Array(PLACES);
	#codes = new Uint8Array(PLACES);
	constructor(names) {
		for (const [name, code] of Object.entries(names)) {
			let hash = HASH;
			for (const byte of Buffer.from(name)) hash = Math.imul(hash ^ byte, FACTOR);
			let place = hash & PLACES - 1;
			while (this.#codes[place]) place = place + 1 & PLACES - 1;
			this.#hashes[place] = hash;
			this.#codes[place] = code;
		}
	}
	codeOf(hash) {
		for (let place = hash & PLACES - 1;; place = place + 1 & PLACES - 1) {
			const code = this.#codes[place] ?? 0;
			if (!code || this.#hashes[place] === hash) return code;
		}
	}
};
const PLACES = 128;
// src/usage/call-fields.ts
const TEXTS = {
	id: 0,
	request: 1,
	timestamp: 2,
	served: 3,
	stop: 4,
	requested: 5,
	session: 6,
	project: 7,
	agent: 8,
	skill: 9,
	branch: 10,
	effort: 11
};
const TEXT_COUNT = Object.keys(TEXTS).length;
const COUNTS = {
	input: 0,
	output: 1,
	read: 2,
	written: 3,
	written1h: 4,
	thinking: 5,
	webSearches: 6
};
const COUNT_COUNT = Object.keys(COUNTS).length;
const [TYPE, MESSAGE, SIDECHAIN, CONTENT, USAGE, ROLE] = [
	20,
	21,
	22,
	23,
	24,
	25
];
const [CREATION, DETAILS, TOOLS, SPEED, GEO, ITERATIONS] = [
	20,
	21,
	22,
	23,
	24,
	25
];
const TOP = new Keys({
	requestId: 1 + TEXTS.request,
	timestamp: 1 + TEXTS.timestamp,
	requestedModel: 1 + TEXTS.requested,
	sessionId: 1 + TEXTS.session,
	cwd: 1 + TEXTS.project,
	attributionAgent: 1 + TEXTS.agent,
	attributionSkill: 1 + TEXTS.skill,
	gitBranch: 1 + TEXTS.branch,
	effort: 1 + TEXTS.effort,
	type: TYPE,
	message: MESSAGE,
	isSidechain: SIDECHAIN
});
const OF_MESSAGE = new Keys({
	id: 1 + TEXTS.id,
	model: 1 + TEXTS.served,
	stop_reason: 1 + TEXTS.stop,
	content: CONTENT,
	usage: USAGE,
	role: ROLE
});
const OF_USAGE = new Keys({
	input_tokens: 1 + COUNTS.input,
	output_tokens: 1 + COUNTS.output,
	cache_read_input_tokens: 1 + COUNTS.read,
	cache_creation_input_tokens: 1 + COUNTS.written,
	cache_creation: CREATION,
	output_tokens_details: DETAILS,
	server_tool_use: TOOLS,
	speed: SPEED,
	inference_geo: GEO,
	iterations: ITERATIONS
});
const OF_CREATION = new Keys({ ephemeral_1h_input_tokens: 1 + COUNTS.written1h });
const OF_DETAILS = new Keys({ thinking_tokens: 1 + COUNTS.thinking });
const OF_TOOLS = new Keys({ web_search_requests: 1 + COUNTS.webSearches });
const OF_BLOCK = new Keys({
	type: 1,
	name: 2
});
// src/usage/usage-bytes.ts
const SAMPLING = Buffer.from("message");
const FAST = Buffer.from("fast");
const US = Buffer.from("us");
var UsageBytes = class {
	counts = new Float64Array(COUNT_COUNT);
	isFast = false;
	isUsOnly = false;
	#json;
	#seen = 0;
	constructor(json) {
		this.#json = json;
	}
	begin() {
		this.counts.fill(0);
		this.isFast = this.isUsOnly = false;
		this.#seen = 0;
	}
	read() {
		const json = this.#json;
		if (!json.is(OPEN)) return false;
		do {
			const code = json.keyIn(OF_USAGE);
			const bit = code ? 1 << code : 0;
			if (code < 0 || this.#seen & bit || !this.#ofUsage(code)) return false;
			this.#seen |= bit;
		} while (json.goesOn());
		return json.is(CLOSE);
	}
	#ofUsage(code) {
		const json = this.#json;
		if (!code) return json.value();
		if (code < CREATION) return this.#count(code - 1);
		if (code === ITERATIONS) return this.#iterations();
		if (code === SPEED || code === GEO) {
			if (json.literal(NULL)) return true;
			if (!json.text() || !json.isPlain) return false;
			if (code === SPEED) this.isFast = json.says(FAST);
			else this.isUsOnly = json.says(US);
			return true;
		}
		return this.#counts(code === CREATION ? OF_CREATION : code === DETAILS ? OF_DETAILS : OF_TOOLS);
	}
	#count(slot) {
		const json = this.#json;
		const count = json.literal(NULL) ? 0 : json.count();
		this.counts[slot] = count;
		return count >= 0;
	}
	#counts(keys) {
		const json = this.#json;
		if (json.literal(NULL)) return true;
		if (!json.is(OPEN)) return false;
		if (json.is(CLOSE)) return true;
		do {
			const code = json.keyIn(keys);
			if (code < 0 || !(code ? this.#count(code - 1) : json.value())) return false;
		} while (json.goesOn());
		return json.is(CLOSE);
	}
	#iterations() {
		const json = this.#json;
		if (json.literal(NULL)) return true;
		if (!json.is(OPEN_LIST)) return false;
		if (json.is(CLOSE_LIST)) return true;
		return this.#sampling() && json.is(CLOSE_LIST);
	}
	#sampling() {
		const json = this.#json;
		if (!json.is(OPEN)) return false;
		let isSampling = false;
		do {
			const code = json.keyIn(OF_BLOCK);
			const isText = json.bytes[json.at] === 34;
			if (code < 0 || !json.value()) return false;
			if (code === 1) isSampling = isText && json.says(SAMPLING);
		} while (json.goesOn());
		return isSampling && json.is(CLOSE);
	}
};
// src/usage/call-bytes.ts
const ASSISTANT = Buffer.from("assistant");
const TOOL_USE = Buffer.from("tool_use");
const SYNTHETIC = Buffer.from("<synthetic>");
const AFTER_CONTENT = Buffer.from("],\"stop_reason\":");
const ANY_TOOL = Buffer.from("\"type\":\"tool_use\"");
const END_OF_TOOL = Buffer.from("_use\"");
const mayUseTools = (content) => content.includes(END_OF_TOOL) && content.includes(ANY_TOOL);
var CallBytes = class {
	json = new JsonBytes();
	from = new Int32Array(TEXT_COUNT);
	to = new Int32Array(TEXT_COUNT);
	usage = new UsageBytes(this.json);
	isSidechain = false;
	did = 0;
	#lines = Buffer.alloc(0);
	#lineEnd = 0;
	#seen = 0;
	#seenOfMessage = 0;
	#isAssistant = false;
	read(lines, start, end) {
		this.#begin(lines, start, end);
		const { json } = this;
		if (!json.is(OPEN)) return UNSURE;
		do {
			const found = this.#field(json.keyIn(TOP));
			if (found !== CALL) return found;
		} while (json.goesOn());
		return json.is(CLOSE) && json.at === end && this.#isWhole() ? CALL : UNSURE;
	}
	#begin(lines, start, end) {
		this.#lines = lines;
		this.#lineEnd = end;
		this.json.begin(lines, start);
		this.from.fill(0);
		this.to.fill(0);
		this.usage.begin();
		this.isSidechain = this.#isAssistant = false;
		this.did = this.#seen = this.#seenOfMessage = 0;
	}
	#field(code) {
		const { json } = this;
		const seen = this.#seen;
		const bit = code ? 1 << code : 0;
		if (code < 0 || seen & bit) return UNSURE;
		this.#seen = seen | bit;
		if (code === TYPE) return json.text() ? json.says(ASSISTANT) ? CALL : NO_CALL : UNSURE;
		if (code === MESSAGE) return this.#message() ? CALL : UNSURE;
		if (code === SIDECHAIN) return this.#sidechain() ? CALL : UNSURE;
		if (code) return this.#text(code - 1) ? CALL : UNSURE;
		const first = json.bytes[json.at];
		if ((first === OPEN || first === OPEN_LIST) && !(seen >> TYPE & 1) && !this.#isAssistant) return UNSURE;
		return json.value() ? CALL : UNSURE;
	}
	#sidechain() {
		this.isSidechain = this.json.literal(TRUE);
		return this.isSidechain || this.json.literal(FALSE) || this.json.literal(NULL);
	}
	#text(slot) {
		const { json } = this;
		if (json.literal(NULL)) return true;
		if (!json.text() || !json.isPlain) return false;
		this.from[slot] = json.from;
		this.to[slot] = json.to;
		return true;
	}
	#message() {
		const { json } = this;
		if (!json.is(OPEN)) return false;
		do {
			const code = json.keyIn(OF_MESSAGE);
			const bit = code ? 1 << code : 0;
			if (code < 0 || this.#seenOfMessage & bit || !this.#ofMessage(code)) return false;
			this.#seenOfMessage |= bit;
		} while (json.goesOn());
		return json.is(CLOSE);
	}
	#ofMessage(code) {
		const { json } = this;
		if (code === CONTENT) return this.#content();
		if (code === USAGE) return this.usage.read();
		if (!code) return json.value();
		if (code !== ROLE) return this.#text(code - 1);
		if (!json.text()) return false;
		this.#isAssistant = json.says(ASSISTANT);
		return true;
	}
	#content() {
		const { json } = this;
		if (!this.#isAssistant && !(this.#seen >> TYPE & 1)) return false;
		if (json.bytes[json.at] !== OPEN_LIST) return json.value();
		const to = this.#lines.lastIndexOf(AFTER_CONTENT, this.#lineEnd);
		if (to > json.at && !mayUseTools(this.#lines.subarray(json.at, to))) {
			json.at = to + 1;
			return true;
		}
		json.at++;
		if (json.is(CLOSE_LIST)) return true;
		do
			if (!this.#block()) return false;
		while (json.goesOn());
		return json.is(CLOSE_LIST);
	}
	#block() {
		const { json } = this;
		if (json.bytes[json.at] !== OPEN) return json.value();
		json.at++;
		if (json.is(CLOSE)) return true;
		let isTool = false;
		let act = -1;
		do {
			const code = json.keyIn(OF_BLOCK);
			const isText = json.bytes[json.at] === 34;
			if (code < 0 || !json.value() || code && isText && !json.isPlain) return false;
			if (code === 1) isTool = isText && json.says(TOOL_USE);
			if (code === 2) act = isText ? this.#act() : -1;
		} while (json.goesOn());
		if (isTool && act >= 0) this.did |= 1 << act;
		return json.is(CLOSE);
	}
	#act() {
		const act = require_status().actOf(this.#lines.toString("latin1", this.json.from, this.json.to));
		return act ? require_status().ACTS.indexOf(act) : -1;
	}
	#isWhole() {
		const { json, from, to } = this;
		const has = (slot) => (to[slot] ?? 0) > (from[slot] ?? 0);
		json.from = from[TEXTS.served] ?? 0;
		json.to = to[TEXTS.served] ?? 0;
		return (this.#seen >> TYPE & 1) === 1 && (this.#seenOfMessage >> USAGE & 1) === 1 && has(TEXTS.id) && has(TEXTS.served) && !json.says(SYNTHETIC);
	}
};
// src/usage/kept-bytes.ts
var KeptBytes = class {
	length = 0;
	#bytes = Buffer.allocUnsafeSlow(512);
	#lengthBefore = 0;
	#isSameSoFar = false;
	get isSame() {
		return this.#isSameSoFar && this.length === this.#lengthBefore;
	}
	begin() {
		this.#lengthBefore = this.length;
		this.#isSameSoFar = true;
		this.length = 0;
	}
	add(bytes, from, to, behind) {
		const length = this.length;
		if (length + to - from >= this.#bytes.length) this.#grow(length + to - from);
		const kept = this.#bytes;
		const by = length - from;
		let at = from;
		while (at < to && bytes[at] === kept[at + by]) at++;
		if (at < to || kept[to + by] !== behind) this.#isSameSoFar = false;
		for (; at < to; at++) kept[at + by] = bytes[at] ?? 0;
		kept[to + by] = behind;
		this.length = to + by + 1;
	}
	#grow(length) {
		const bytes = Buffer.allocUnsafeSlow(length * 2);
		this.#bytes.copy(bytes);
		this.#bytes = bytes;
	}
	text() {
		let bits = 0;
		for (let at = 0; at < this.length; at++) bits |= this.#bytes[at] ?? 0;
		return this.#bytes.toString(bits < 128 ? "latin1" : "utf8", 0, this.length - 1);
	}
	copy() {
		return Uint8Array.prototype.slice.call(this.#bytes, 0, this.length);
	}
	are(bytes) {
		if (bytes.length !== this.length) return false;
		for (let at = 0; at < bytes.length; at++) if (bytes[at] !== this.#bytes[at]) return false;
		return true;
	}
	hash() {
		let hash = 2166136261;
		for (let at = 0; at < this.length; at++) hash = Math.imul(hash ^ (this.#bytes[at] ?? 0), 16777619);
		return hash;
	}
};
// src/usage/quick-calls.ts
const MOST_KNOWN = 64;
const BETWEEN_IDS = 124;
var QuickCalls = class {
	at = 0;
	isSame = false;
	#read = new CallBytes();
	#known = new Map();
	#id = new KeptBytes();
	#facts = new KeptBytes();
	#common = null;
	#lastCounts = new Float64Array(Object.keys(COUNTS).length);
	read(lines, start, end) {
		const what = this.#read.read(lines, start, end);
		if (what !== CALL) return what;
		this.at = this.#moment();
		if (Number.isNaN(this.at)) return UNSURE;
		const { counts } = this.#read.usage;
		const before = this.#common;
		this.#findCommon();
		this.#putId();
		this.isSame = this.#id.isSame && this.#common === before && isEqual(counts, this.#lastCounts);
		if (!this.isSame) this.#lastCounts.set(counts);
		return CALL;
	}
	#moment() {
		const { from, to, json } = this.#read;
		const start = from[TEXTS.timestamp] ?? 0;
		return (to[TEXTS.timestamp] ?? 0) - start === MOMENT_LENGTH ? momentIn(json.bytes, start) : NaN;
	}
	#putId() {
		const { from, to } = this.#read;
		const hasRequest = (to[TEXTS.request] ?? 0) > (from[TEXTS.request] ?? 0);
		this.#id.begin();
		this.#put(this.#id, TEXTS.id, hasRequest ? BETWEEN_IDS : 0);
		if (hasRequest) this.#put(this.#id, TEXTS.request, 0);
	}
	#put(bytes, slot, behind) {
		const { from, to, json } = this.#read;
		bytes.add(json.bytes, from[slot] ?? 0, to[slot] ?? 0, behind);
	}
	#findCommon() {
		const { isSidechain, usage, did } = this.#read;
		const facts = this.#facts;
		const flags = (isSidechain ? 1 : 0) + (usage.isFast ? 2 : 0) + (usage.isUsOnly ? 4 : 0);
		facts.begin();
		for (let slot = TEXTS.served; slot < TEXT_COUNT; slot++) this.#put(facts, slot, slot === TEXTS.stop ? flags : slot === TEXTS.served ? did : 0);
		if (this.#common && facts.isSame) return;
		const hash = facts.hash();
		const known = this.#known.get(hash);
		this.#common = known && facts.are(known.key) ? known : this.#newCommon(hash);
	}
	#newCommon(hash) {
		const { isSidechain, did } = this.#read;
		const { isFast, isUsOnly } = this.#read.usage;
		const usage = {
			speed: isFast ? "fast" : null,
			inference_geo: isUsOnly ? "us" : null
		};
		const model = this.#text(TEXTS.served) ?? "";
		const call = callOf$1({
			record: {
				isSidechain,
				requestedModel: this.#text(TEXTS.requested),
				sessionId: this.#text(TEXTS.session),
				cwd: this.#text(TEXTS.project),
				attributionAgent: this.#text(TEXTS.agent),
				attributionSkill: this.#text(TEXTS.skill),
				gitBranch: this.#text(TEXTS.branch),
				effort: this.#text(TEXTS.effort)
			},
			message: {
				stop_reason: this.#text(TEXTS.stop),
				usage
			},
			id: "",
			at: new Date(this.at).toISOString(),
			model,
			sentAt: null
		});
		call.did = require_status().actsOf(did);
		const regional = require_shared().isRegional(call.requested) || require_shared().isRegional(call.served);
		const common = {
			key: this.#facts.copy(),
			call,
			model: require_shared().shippedModel(model),
			regional
		};
		if (this.#known.size === MOST_KNOWN) this.#known.clear();
		this.#known.set(hash, common);
		return common;
	}
	#text(slot) {
		const { from, to, json } = this.#read;
		const [start = 0, end = 0] = [from[slot], to[slot]];
		return end > start ? json.bytes.toString("utf8", start, end) : null;
	}
	call(sentAt) {
		const { call, model, regional } = this.#common ?? this.#newCommon(0);
		const { from, to, json } = this.#read;
		const { counts, isFast: fast, isUsOnly: usOnly } = this.#read.usage;
		const written = counts[COUNTS.written] ?? 0;
		const cacheWrite1h = Math.min(written, counts[COUNTS.written1h] ?? 0);
		const usage = {
			input: counts[COUNTS.input] ?? 0,
			output: counts[COUNTS.output] ?? 0,
			cacheRead: counts[COUNTS.read] ?? 0,
			cacheWrite5m: written - cacheWrite1h,
			cacheWrite1h,
			thinking: counts[COUNTS.thinking] ?? 0,
			webSearches: counts[COUNTS.webSearches] ?? 0
		};
		const sent = Math.min(sentAt ?? this.at, this.at);
		return {
			id: this.#id.text(),
			at: json.bytes.toString("latin1", from[TEXTS.timestamp], to[TEXTS.timestamp]),
			sent,
			input: usage.input,
			output: usage.output,
			cacheRead: usage.cacheRead,
			cacheWrite5m: usage.cacheWrite5m,
			cacheWrite1h,
			thinking: usage.thinking,
			webSearches: usage.webSearches || void 0,
			ms: this.at - sent,
			costUsd: require_shared().costUsd(model, usage, {
				at: new Date(this.at),
				fast,
				usOnly,
				regional
			}),
			source: call.source,
			session: call.session,
			project: call.project,
			agent: call.agent,
			skill: call.skill,
			requested: call.requested,
			served: call.served,
			tier: call.tier,
			effort: call.effort,
			stop: call.stop,
			fast: call.fast,
			usOnly: call.usOnly,
			samplings: void 0,
			branch: call.branch,
			did: call.did
		};
	}
};
function isEqual(one, other) {
	for (let index = 0; index < one.length; index++) if (one[index] !== other[index]) return false;
	return true;
}
// src/usage/history.ts
const WORTH_A_THREAD_BYTES = 50331648;
const MOST_TEXT = 4194304;
async function readSessions(home, transcripts, onRead) {
	const writer = new InOrder(home, transcripts.length, onRead);
	const share = {
		home,
		transcripts,
		next: new SharedArrayBuffer(4)
	};
	const helper = startHelper(share, (finding) => writer.take(finding));
	for (const finding of findings(share)) {
		writer.take(finding);
		await new Promise(setImmediate);
	}
	await helper;
	for (const index of writer.missing()) writer.take({
		index,
		part: partOf(home, transcripts[index] ?? "")
	});
	writer.flush();
}
function* findings({ home, transcripts, next }) {
	const place = new Int32Array(next);
	for (;;) {
		const index = Atomics.add(place, 0, 1);
		const transcript = transcripts[index];
		if (transcript === void 0) return;
		yield {
			index,
			part: partOf(home, transcript)
		};
	}
}
const quick = new QuickCalls();
const partOf = (home, transcript) => readSession(home, transcript, Number.POSITIVE_INFINITY, quick);
const HELPER = (0, node_path.join)(__dirname, "read-history.cjs");
async function startHelper(share, take) {
	if (!(0, node_fs.existsSync)(HELPER) || bytesOf(share.transcripts) < WORTH_A_THREAD_BYTES) return;
	await new Promise((resolve) => {
		const worker = new (node_worker_threads().Worker)(HELPER, { workerData: share });
		worker.on("message", take);
		worker.on("error", () => resolve());
		worker.on("exit", () => resolve());
	});
}
function bytesOf(files) {
	let sum = 0;
	for (const file of files) {
		sum += (0, node_fs.statSync)(file, { throwIfNoEntry: false })?.size ?? 0;
		if (sum >= WORTH_A_THREAD_BYTES) break;
	}
	return sum;
}
var InOrder = class {
	#home;
	#found;
	#onRead;
	#next = 0;
	#batch = [];
	#text = 0;
	constructor(home, length, onRead) {
		this.#home = home;
		this.#found = Array.from({ length });
		this.#onRead = onRead;
	}
	take({ index, part }) {
		this.#found[index] = part;
		for (;;) {
			const found = this.#found[this.#next];
			if (found === void 0) break;
			this.#found[this.#next++] = null;
			if (found) this.#add(found);
			this.#onRead(this.#next, found?.progress ?? null);
		}
	}
	#add(part) {
		this.#batch.push(part);
		for (const [, lines] of part.lines) this.#text += lines.length;
		if (this.#text >= MOST_TEXT) this.flush();
	}
	flush() {
		writeSessions(this.#home, this.#batch);
		this.#batch = [];
		this.#text = 0;
	}
	missing() {
		return [...this.#found.keys()].filter((index) => this.#found[index] === void 0);
	}
};
// src/usage/seen.ts
const Seen = require_zod().object({
	v: require_zod().literal(1),
	history: require_zod().boolean(),
	uncounted: require_zod().int().nonnegative(),
	sessions: require_zod().record(require_zod().string(), require_zod().object({
		transcript: require_zod().string(),
		passedOver: require_zod().int().nonnegative(),
		offsetsAt: require_zod().number(),
		state: require_zod().string().optional()
	}))
});
const folderOf$1 = (home) => (0, node_path.join)(require_status().ledgerFolder(home), "books");
const fileOf$1 = (home) => (0, node_path.join)(folderOf$1(home), "transcripts.json");
var SeenSessions = class {
	passedOver = [];
	sessions = new Map();
	#home;
	#kept;
	#isChanged = false;
	constructor(home) {
		this.#home = home;
		this.#kept = readKept(home);
		for (const name of offsetsIn(home)) this.update(name);
		for (const name of Object.keys(this.#kept.sessions)) if (!this.sessions.has(name)) this.#forget(name);
	}
	get hasHistory() {
		return this.#kept.history;
	}
	set hasHistory(value) {
		this.#isChanged ||= this.#kept.history !== value;
		this.#kept.history = value;
	}
	get transcripts() {
		return [...this.sessions.values()].map(({ transcript }) => transcript);
	}
	get uncounted() {
		return [...this.sessions.values()].reduce((sum, { passedOver }) => sum + passedOver, this.#kept.uncounted);
	}
	update(name, state) {
		const file = (0, node_path.join)(offsetsFolder(this.#home), `${name}.json`);
		const offsetsAt = statOf(file)?.mtimeMs;
		if (offsetsAt === void 0) return;
		const kept = this.#kept.sessions[name];
		const isSame = kept?.offsetsAt === offsetsAt && (state === void 0 || kept.state === state);
		const session = isSame ? kept : this.#read(file, {
			offsetsAt,
			state
		});
		if (!session) return;
		this.#isChanged ||= !isSame;
		this.sessions.set(name, session);
		this.#kept.sessions[name] = session;
	}
	note(transcript, passedOver, state) {
		const name = (0, node_path.basename)(transcript, ".jsonl");
		const offsetsAt = statOf((0, node_path.join)(offsetsFolder(this.#home), `${name}.json`))?.mtimeMs;
		if (offsetsAt === void 0) return;
		const session = {
			transcript,
			passedOver,
			offsetsAt,
			state
		};
		this.sessions.set(name, session);
		this.#kept.sessions[name] = session;
		this.#isChanged = true;
	}
	#read(file, { offsetsAt, state }) {
		let problem;
		try {
			const reading = require_shared().readRecord(ProgressSchema, (0, node_fs.readFileSync)(file, "utf8"));
			if ("record" in reading) {
				const { transcript, passedOver = 0 } = reading.record;
				return {
					transcript,
					passedOver,
					offsetsAt,
					...state !== void 0 && { state }
				};
			}
			problem = reading.problem;
		} catch (error) {
			problem = require_shared().systemReason(error);
		}
		this.passedOver.push({
			file,
			problem
		});
		return null;
	}
	remove(name) {
		const session = this.sessions.get(name);
		try {
			(0, node_fs.rmSync)((0, node_path.join)(offsetsFolder(this.#home), `${name}.json`), { force: true });
		} catch {
			return;
		}
		this.#kept.uncounted += session?.passedOver ?? 0;
		this.sessions.delete(name);
		this.#forget(name);
	}
	#forget(name) {
		delete this.#kept.sessions[name];
		this.#isChanged = true;
	}
	save() {
		if (!this.#isChanged) return;
		const file = fileOf$1(this.#home);
		try {
			require_shared().makePrivateFolder(folderOf$1(this.#home));
			(0, node_fs.writeFileSync)(`${file}.${process.pid}.tmp`, JSON.stringify(this.#kept), { mode: 384 });
			(0, node_fs.renameSync)(`${file}.${process.pid}.tmp`, file);
		} catch {}
	}
};
function stateOf(transcript) {
	const states = [transcript, ...subagentTranscripts(transcript)].flatMap((file) => {
		const stat = statOf(file);
		return stat ? [`${stat.size} ${stat.mtimeMs}`] : [];
	});
	return states.length ? states.join(",") : null;
}
const statOf = (file) => {
	try {
		return (0, node_fs.statSync)(file, { throwIfNoEntry: false });
	} catch {
		return;
	}
};
function readKept(home) {
	try {
		const reading = require_shared().readRecord(Seen, (0, node_fs.readFileSync)(fileOf$1(home), "utf8"));
		if ("record" in reading) return reading.record;
	} catch {}
	return {
		v: 1,
		history: false,
		uncounted: 0,
		sessions: {}
	};
}
function offsetsIn(home) {
	try {
		return (0, node_fs.readdirSync)(offsetsFolder(home)).flatMap((name) => /^(.+)\.json$/.exec(name)?.[1] ?? []);
	} catch {
		return [];
	}
}
// src/usage/catch-up.ts
function ingestKnown(home, seen = new SeenSessions(home)) {
	for (const [name, { transcript, state }] of seen.sessions) {
		const now = stateOf(transcript);
		if (now === null) seen.remove(name);
		else if (now !== state) {
			ingestSession(home, transcript);
			seen.update(name, now);
		}
	}
	seen.save();
	return seen.passedOver;
}
async function ingestAll(home, configFolder, { seen = new SeenSessions(home), onRead = () => {} } = {}) {
	const transcripts = allTranscripts(configFolder);
	const states = new Map(transcripts.map((transcript) => [transcript, stateOf(transcript) ?? ""]));
	const unread = transcripts.filter((transcript) => seen.sessions.get((0, node_path.basename)(transcript, ".jsonl"))?.state !== states.get(transcript));
	const uncounted = new Map();
	await readSessions(home, unread, (done, progress) => {
		if (progress) uncounted.set(progress.transcript, progress.passedOver ?? 0);
		onRead(transcripts.length - unread.length + done, transcripts.length);
	});
	for (const transcript of unread) {
		const passedOver = uncounted.get(transcript);
		const state = states.get(transcript) ?? "";
		if (passedOver === void 0) seen.update((0, node_path.basename)(transcript, ".jsonl"), state);
		else seen.note(transcript, passedOver, state);
	}
	seen.hasHistory = true;
	seen.save();
	return transcripts.length;
}
// src/usage/price-calls.ts
const pricedCalls = ({ calls }, catalog) => calls.map((entry) => priced(entry, catalog));
function priced(entry, catalog) {
	const { at, fast, batch, usOnly, samplings, requested, served, prompt } = entry;
	const model = catalog.model(served);
	const regional = require_shared().isRegional(requested) || require_shared().isRegional(served);
	const billing = {
		at: new Date(at),
		fast,
		batch,
		usOnly,
		samplings,
		regional,
		prompt
	};
	const anew = entry.noUsage ? null : require_shared().costUsd(model, usageOf(entry), billing);
	const cost = entry.isSum || entry.isBilled ? entry.costUsd ?? anew : anew ?? entry.costUsd;
	const who = entry.agent ?? (entry.source === "session" ? "main" : entry.source);
	const clientUsd = clientPrice(entry, billing, catalog);
	const call = allFieldsOf(entry);
	call.who = who;
	call.tier = model?.tier ?? entry.tier;
	call.costUsd = cost;
	if (clientUsd !== null) call.clientUsd = clientUsd;
	return call;
}
function clientPrice(entry, billing, catalog) {
	const { requested, served } = entry;
	const isOther = requested !== served && catalog.nameOf(requested) !== catalog.nameOf(served) && catalog.model(requested) !== void 0;
	if (entry.isSum || entry.isBilled || entry.noUsage || !(billing.regional || isOther)) return null;
	const model = catalog.model(isOther ? requested : served);
	return require_shared().costUsd(model, usageOf(entry), {
		...billing,
		regional: false
	});
}
// src/usage/branches.ts
function factsOf(branch) {
	const pull = /(?:^|\/)(?:pr|pull|pull-request|mr|merge-requests?)[-/](\d+)(?:$|[-/])/i.exec(branch)?.[1];
	const key = /(?:^|[^A-Za-z])([A-Z][A-Z0-9]+-\d+)(?![A-Za-z0-9])/.exec(branch)?.[1];
	const issue = /(?:^|\/)(?:(?:issue|issues|gh|bug|fix|feature|ticket)[-/])?#?(\d{1,6})(?:$|-)/i.exec(branch)?.[1];
	const number = pull === void 0 ? issue : void 0;
	return {
		ticket: key ?? (number ? `#${number}` : null),
		pullRequest: pull ? `#${pull}` : null
	};
}
// src/usage/clock.ts
const timeZone = (env) => (env && !env.TZ ? linked() : void 0) ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
function linked() {
	try {
		return /\/zoneinfo\/(?:Etc\/)?((?:[A-Z][\w+-]*\/)*[A-Z][\w+-]*)$/.exec((0, node_fs.readlinkSync)("/etc/localtime"))?.[1];
	} catch {
		return;
	}
}
const two = (number) => String(number).padStart(2, "0");
function dayOf(moment) {
	const date = new Date(moment);
	const quarter = Math.floor(date.getTime() / QUARTER_MS);
	const known = days.get(quarter);
	if (known !== void 0) return known;
	const day = named(date);
	if (days.size < MOST_DAYS) days.set(quarter, day);
	return day;
}
const days = new Map();
const MOST_DAYS = 4e4;
const QUARTER_MS = 9e5;
function named(date) {
	return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
const monthOf = (moment) => dayOf(moment).slice(0, 7);
function weekOf(moment) {
	const date = new Date(moment);
	const thursday = new Date(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()));
	thursday.setUTCDate(thursday.getUTCDate() + 4 - (thursday.getUTCDay() || 7));
	const first = Date.UTC(thursday.getUTCFullYear(), 0, 1);
	const week = Math.ceil(((thursday.getTime() - first) / 864e5 + 1) / 7);
	return `${thursday.getUTCFullYear()}-W${two(week)}`;
}
// src/usage/not-in-transcripts.ts
const NOT_IN_TRANSCRIPTS = "not in transcripts";
const NOTHING = {
	input: 0,
	output: 0,
	cacheRead: 0,
	cacheWrite: 0,
	webSearches: 0,
	costUsd: 0
};
const TOKENS = [
	"input",
	"output",
	"cacheRead",
	"cacheWrite",
	"webSearches"
];
function compareByModel(models, calls, { catalog, before }) {
	const nameOf = (id) => catalog.nameOf(id) ?? id;
	const theirs = new Map();
	for (const [id, totals] of Object.entries(models)) add$3(theirs, nameOf(id), totals);
	const ours = new Map();
	for (const call of calls) add$3(ours, nameOf(call.requested), totalsOf$1(call));
	for (const sums of before) for (const [name, totals] of sums) add$3(ours, name, totals);
	const rest = new Map();
	let sameTokens = true;
	for (const name of new Set([...theirs.keys(), ...ours.keys()])) {
		const more = difference(theirs.get(name) ?? NOTHING, ours.get(name) ?? NOTHING);
		if (TOKENS.some((kind) => more[kind] < 0)) sameTokens = false;
		else if (TOKENS.some((kind) => more[kind] > 0)) rest.set(name, {
			...more,
			costUsd: plausibleUsd(more, {
				model: catalog.model(name),
				at: calls.at(-1)?.at
			})
		});
	}
	return {
		rest,
		sameTokens
	};
}
const ROUNDING_USD = 1e-7;
function plausibleUsd({ cacheWrite, costUsd: toldUsd, ...rest }, { model, at }) {
	const day = at ? new Date(at) : new Date();
	const price = model && require_shared().priceInForce(model, day);
	if (!model || !price) return Math.max(0, toldUsd);
	const usdAt = (rates, written) => require_shared().costUsd({
		...model,
		prices: [{
			...rates,
			webSearchUsd: price.webSearchUsd,
			longPrompt: void 0
		}]
	}, {
		...require_shared().NO_USAGE,
		...rest,
		...written
	}, { at: day }) ?? 0;
	const all = [
		price,
		price.longPrompt,
		price.fast
	].flatMap((rates) => rates ?? []);
	const lowUsd = Math.min(...all.map((rates) => usdAt(rates, { cacheWrite5m: cacheWrite })));
	const highUsd = Math.max(...all.map((rates) => usdAt(rates, { cacheWrite1h: cacheWrite })));
	return toldUsd >= lowUsd - ROUNDING_USD && toldUsd <= highUsd * require_shared().MULTIPLIERS.usOnly + ROUNDING_USD ? toldUsd : lowUsd;
}
function add$3(sums, name, more) {
	sums.set(name, combined(sums.get(name) ?? NOTHING, more, (a, b) => a + b));
}
const difference = (one, other) => combined(one, other, (a, b) => a - b);
const combined = (a, b, with_) => ({
	input: with_(a.input, b.input),
	output: with_(a.output, b.output),
	cacheRead: with_(a.cacheRead, b.cacheRead),
	cacheWrite: with_(a.cacheWrite, b.cacheWrite),
	webSearches: with_(a.webSearches, b.webSearches),
	costUsd: with_(a.costUsd, b.costUsd)
});
const totalsOf$1 = (call) => ({
	input: call.input,
	output: call.output,
	cacheRead: call.cacheRead,
	cacheWrite: call.cacheWrite5m + call.cacheWrite1h,
	webSearches: call.webSearches ?? 0,
	costUsd: call.clientUsd ?? call.costUsd ?? 0
});
function bookRest({ session }, rest, { last, catalog }) {
	const { project = null, branch, machine } = last ?? {};
	const at = last?.until ?? last?.at ?? new Date(0).toISOString();
	return [...rest].map(([served, totals]) => {
		const { cacheWrite, webSearches, ...sums } = totals;
		return {
			id: `${session}#rest|${served}`,
			at,
			source: "session",
			session,
			project,
			agent: null,
			skill: null,
			requested: served,
			served,
			tier: catalog.model(served)?.tier ?? null,
			effort: null,
			stop: null,
			...sums,
			cacheWrite5m: cacheWrite,
			cacheWrite1h: 0,
			thinking: 0,
			...webSearches && { webSearches },
			...branch && { branch },
			...machine && { machine },
			who: NOT_IN_TRANSCRIPTS,
			isRest: true,
			calls: 0
		};
	});
}
// src/usage/agent-names.ts
const MECHANICAL = [
	...[
		"explore",
		"explorer",
		"explorers",
		"exploring",
		"search",
		"searcher",
		"searching",
		"find",
		"finder",
		"grep"
	],
	...[
		"grepper",
		"format",
		"formatter",
		"formatting",
		"lint",
		"linter",
		"linting",
		"commit",
		"committer",
		"rename"
	],
	...[
		"renamer",
		"renaming",
		"changelog",
		"doc",
		"docs",
		"documentation",
		"documenter"
	]
];
const AUTHOR = [...[
	"implement",
	"implementer",
	"implementor",
	"write",
	"writer",
	"writing",
	"code",
	"coder",
	"coding",
	"fix"
], ...[
	"fixer",
	"develop",
	"developer",
	"build",
	"builder",
	"refactor",
	"refactorer",
	"draft",
	"drafter"
]];
const CHECKER = [...[
	"review",
	"reviewer",
	"reviewing",
	"audit",
	"auditor",
	"verify",
	"verifier",
	"analyst",
	"critic",
	"check"
], ...[
	"checker",
	"test",
	"tester",
	"testing"
]];
const DEEP = [
	"research",
	"researcher",
	"debug",
	"debugger",
	"debugging",
	"architect",
	"planner",
	"security",
	"deep"
];
const wordsOf = (name) => name.replace(/([a-z])([A-Z])/g, "$1-$2").toLowerCase().split(/[^a-z]+/);
const hasWord = (name, words) => wordsOf(name).some((word) => words.includes(word));
const ownName = (name) => name.slice(name.lastIndexOf(":") + 1);
const hasOneOf = (name, words) => hasWord(ownName(name), words);
const isMechanical = (name) => hasWord(ownName(name), MECHANICAL) && !hasWord(ownName(name), [...CHECKER, ...DEEP]);
const isAuthor = (name) => hasWord(ownName(name), AUTHOR);
const isChecker = (name) => hasWord(ownName(name), CHECKER);
const isDeep = (name) => hasWord(ownName(name), DEEP);
// src/usage/session-kinds.ts
const OUTSIDE = {
	bulk: "bulk",
	calibrate: "bulk",
	opinion: "reviewing",
	plan: "building",
	route: "planning"
};
const RULE = "bulk: most of its money went to bulk runs; else building: it changed files; reviewing: a reviewing skill or agent, or a second opinion; planning: plan mode, or a planning skill or agent; exploring: it read, ran or searched; chat: none of these";
function sessionKinds(calls) {
	const kinds = new Map([...bySession(calls)].map(([session, own]) => [session, kindOf(own)]));
	return ({ session, source }) => (session === null ? OUTSIDE[source] : kinds.get(session)) ?? "unknown";
}
const REVIEW = [
	"review",
	"reviewer",
	"reviewing",
	"audit",
	"auditor",
	"opinion",
	"critic",
	"critique"
];
const PLAN = [
	"plan",
	"planner",
	"planning",
	"architect",
	"design",
	"designer",
	"roadmap"
];
function kindOf(calls) {
	const did = (...acts) => calls.some((call) => acts.some((act) => require_status().hasDone(call.did, act)));
	const isNamed = (words) => calls.some(({ agent, skill }) => [agent, skill].some((name) => name && hasOneOf(name, words)));
	const ran = (source) => calls.some((call) => call.source === source);
	if (isMostlyBulk(calls)) return "bulk";
	if (did("edit") || ran("plan")) return "building";
	if (isNamed(REVIEW) || ran("opinion")) return "reviewing";
	if (did("plan") || isNamed(PLAN)) return "planning";
	if (did("read", "run", "web", "agent")) return "exploring";
	return calls.some((call) => call.did !== void 0) ? "chat" : "unknown";
}
function isMostlyBulk(calls) {
	const sum = (some) => some.reduce((usd, { costUsd }) => usd + (costUsd ?? 0), 0);
	const bulk = calls.filter(({ source }) => OUTSIDE[source] === "bulk");
	return bulk.length > 0 && 2 * sum(bulk) >= sum(calls);
}
// src/usage/totals.ts
const noTotals = () => ({
	calls: 0,
	input: 0,
	output: 0,
	cacheRead: 0,
	cacheWrite: 0,
	thinking: 0,
	costUsd: 0,
	seconds: 0
});
function add$2(sum, call) {
	sum.calls += call.calls ?? 1;
	sum.input += call.input;
	sum.output += call.output;
	sum.cacheRead += call.cacheRead;
	sum.cacheWrite += call.cacheWrite5m + call.cacheWrite1h;
	sum.thinking += call.thinking;
	sum.costUsd += call.costUsd ?? 0;
	sum.seconds += (call.ms ?? 0) / 1e3;
}
function totalsOf(calls) {
	const sum = noTotals();
	for (const call of calls) add$2(sum, call);
	return sum;
}
function totalsBy(calls, keyOf) {
	const sums = new Map();
	for (const call of calls) {
		const key = keyOf(call);
		if (key === null) continue;
		const sum = sums.get(key) ?? noTotals();
		add$2(sum, call);
		sums.set(key, sum);
	}
	return Object.fromEntries([...sums].sort(([, a], [, b]) => b.costUsd - a.costUsd || b.calls - a.calls));
}
// src/usage/groupings.ts
const GROUPINGS = [
	"tier",
	"model",
	"agent",
	"skill",
	"project",
	"session",
	"day",
	"source",
	"week",
	"month",
	"branch",
	"ticket",
	"kind",
	"machine"
];
const THIS_MACHINE = "this machine";
const NO_BRANCH = "no branch";
function keysOf(calls, projectOf) {
	const kindOf = sessionKinds(calls);
	const project = (call) => call.project === null ? null : projectOf(call.project, call.machine);
	const branch = (call) => call.branch ? `${shortName(project(call))}:${call.branch}` : null;
	return {
		tier: ({ tier }) => tier ?? "unknown",
		model: ({ served }) => served,
		agent: ({ who }) => who,
		skill: ({ skill }) => skill,
		project: (call) => project(call) ?? "unknown",
		session: ({ session }) => session ?? "outside a session",
		day: ({ at }) => dayOf(at),
		source: ({ source, isRest }) => isRest ? NOT_IN_TRANSCRIPTS : source,
		week: ({ at }) => weekOf(at),
		month: ({ at }) => monthOf(at),
		branch: (call) => branch(call) ?? NO_BRANCH,
		ticket: (call) => call.branch ? factsOf(call.branch).ticket ?? null : null,
		kind: kindOf,
		machine: ({ machine }) => machine ?? THIS_MACHINE
	};
}
const shortName = (project) => project?.split(/[\\/]/).findLast(Boolean) ?? "unknown";
function grouped(calls, keys) {
	const by = (name) => totalsBy(calls, keys[name]);
	return {
		byTier: by("tier"),
		byModel: by("model"),
		byAgent: by("agent"),
		bySkill: by("skill"),
		byProject: by("project"),
		bySession: by("session"),
		byDay: by("day"),
		bySource: by("source"),
		byWeek: by("week"),
		byMonth: by("month"),
		byBranch: by("branch"),
		byTicket: by("ticket"),
		byKind: by("kind"),
		byMachine: by("machine")
	};
}
const CELL = [
	"day",
	"tier",
	"model",
	"agent",
	"skill",
	"source",
	"project",
	"branch",
	"session",
	"kind",
	"machine"
];
function cellsOf(calls, keys) {
	const names = new Map();
	const sums = totalsBy(calls, (call) => {
		const values = CELL.map((name) => keys[name](call));
		const key = JSON.stringify(values);
		if (!names.has(key)) names.set(key, Object.fromEntries(CELL.map((name, index) => [name, values[index] ?? null])));
		return key;
	});
	return Object.entries(sums).map(([key, sum]) => ({
		...names.get(key),
		...sum
	})).sort((a, b) => (a.day ?? "") < (b.day ?? "") ? -1 : Number((a.day ?? "") > (b.day ?? "")));
}
const totalsOfGrouping = (report, grouping) => report[`by${grouping.charAt(0).toUpperCase() + grouping.slice(1)}`];
function branchFacts(calls, keys) {
	const facts = new Map();
	for (const call of calls) {
		const key = call.branch && keys.branch(call);
		if (!key || facts.has(key)) continue;
		facts.set(key, factsOf(call.branch ?? ""));
	}
	return Object.fromEntries([...facts].filter(([, one]) => one.ticket || one.pullRequest));
}
// src/usage/advice-groups.ts
function groupBy(calls, keyOf) {
	const groups = new Map();
	for (const call of calls) {
		const key = keyOf(call);
		if (key === null) continue;
		const group = groups.get(key);
		if (group) group.calls.push(call);
		else groups.set(key, {
			first: call,
			calls: [call]
		});
	}
	return [...groups.values()];
}
const isAgent = ({ source }) => source === "subagent";
const isTop = ({ tier }) => rank(tier) >= rank("opus");
const costOf = (calls) => calls.reduce((sum, { costUsd }) => sum + (costUsd ?? 0), 0);
const times = (number) => number === 1 ? "once" : `${require_shared().count(number)} times`;
// src/usage/advice-setting.ts
const SETTINGS = "~/.claude/settings.json";
const BUILT_IN = [...[
	"Explore",
	"Plan",
	"general-purpose",
	"claude-code-guide",
	"statusline-setup",
	"workflow-subagent"
], ...[
	"unnamed agent",
	"worker",
	"fork"
]];
function agentSetting(who, tier, policyFile = "tierwise.md") {
	if (/^[\w.-]+$/.test(who) && !BUILT_IN.includes(who)) return {
		file: `.claude/agents/${who}.md`,
		line: `model: ${tier}`
	};
	const name = `${who.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "")}-on-${tier}`;
	return {
		file: policyFile,
		line: require_routing().ruleLine({
			name,
			when: { agent: [who] },
			use: { tier }
		})
	};
}
const FORCED = {
	file: `the environment, or "env" in ${SETTINGS}`,
	line: "CLAUDE_CODE_SUBAGENT_MODEL_FORCE=0"
};
const sessionModel = (model) => ({
	file: SETTINGS,
	line: `"model": "${model}"`
});
const effortSetting = (agent, effort) => agent && /^[\w.-]+$/.test(agent) && !BUILT_IN.includes(agent) ? {
	file: `.claude/agents/${agent}.md`,
	line: `effort: ${effort}`
} : {
	file: SETTINGS,
	line: `"effortLevel": "${effort}"`
};
const REVIEWED = {
	file: "CLAUDE.md",
	line: "When an agent on haiku has changed code, have tierwise:code-reviewer look at it."
};
// src/usage/baseline.ts
function baselines(calls, { tiers }) {
	const bySession = new Map();
	const overall = new Map();
	for (const call of calls) {
		if (call.source !== "session") continue;
		count(overall, call);
		if (call.session === null) continue;
		const counts = bySession.get(call.session) ?? new Map();
		bySession.set(call.session, counts);
		count(counts, call);
	}
	const usual = new Map([...bySession].map(([session, counts]) => [session, mostUsed(counts)]));
	const otherwise = mostUsed(overall) ?? tiers.opus.model;
	return ({ session }) => session !== null && usual.get(session) || otherwise;
}
function count(counts, { served, calls = 1 }) {
	counts.set(served, (counts.get(served) ?? 0) + calls);
}
function mostUsed(counts) {
	let found;
	for (const one of counts) if (!found || one[1] >= found[1]) found = one;
	return found?.[0];
}
// src/usage/failures.ts
const NO_FAILURES = {
	outcomes: [],
	settled: [],
	cutOff: new Set()
};
function failedShares(calls, { outcomes, settled, cutOff }) {
	const tries = failedTries(calls, outcomes);
	const handedUp = handedUpShares(settled);
	return (call) => {
		if (call.source === "plan") return tries.has(call) ? 1 : 0;
		if (call.source === "bulk") return handedUp.get(placeOf$1(call.project, call.tier)) ?? 0;
		return cutOff.has(call.id) ? 1 : 0;
	};
}
const workOf = (id) => id.split("|").slice(0, -2).join("|");
function failedTries(calls, outcomes) {
	const judged = groupedBy(outcomes, ({ id }) => workOf(id));
	const tried = groupedBy(calls.filter(({ source }) => source === "plan"), ({ id }) => workOf(id));
	const failed = new Set();
	for (const [work, lines] of tried) {
		const results = judged.get(work);
		const whole = lines.filter(({ stop }) => stop !== "failed");
		const held = new Set((results ?? []).filter(({ passed }) => passed).map(({ tier }) => whole.findLast((line) => line.tier === tier) ?? whole.at(-1)));
		for (const line of lines) if (line.stop === "failed" || results && !held.has(line)) failed.add(line);
	}
	return failed;
}
function groupedBy(all, keyOf) {
	const groups = new Map();
	for (const one of all) groups.set(keyOf(one), [...groups.get(keyOf(one)) ?? [], one]);
	return groups;
}
const placeOf$1 = (project, tier) => `${tier} ${project}`;
function handedUpShares(settled) {
	const sums = new Map();
	for (const { project, tier, asked, settled: done } of settled) {
		if (tier === "local") continue;
		const key = placeOf$1(project, tier);
		const sum = sums.get(key) ?? {
			asked: 0,
			settled: 0
		};
		sums.set(key, {
			asked: sum.asked + asked,
			settled: sum.settled + done
		});
	}
	return new Map([...sums].map(([key, { asked, settled: done }]) => [key, asked ? (asked - done) / asked : 0]));
}
// src/usage/verification.ts
function verifications(calls) {
	const found = new Set();
	const cheapest = new Map();
	for (const call of calls) {
		if (call.source === "calibrate") found.add(call);
		if (call.source !== "subagent" || call.session === null) continue;
		const below = cheapest.get(call.session);
		if (isChecker(call.who)) {
			if (below !== void 0 && below < rank(call.tier)) found.add(call);
		} else cheapest.set(call.session, Math.min(below ?? rank(call.tier), rank(call.tier)));
	}
	return found;
}
// src/usage/savings.ts
const ASSUMPTION$1 = "the same tokens on the model that most calls of the session's main thread used (direct calls: of all sessions, else opus), at the same batch, fast and regional rates; models differ in how many tokens they need";
function savingsOf(calls, catalog, failures = NO_FAILURES) {
	const facts = {
		catalog,
		rebuilt: cacheRebuilds(calls),
		usualOf: baselines(calls, catalog),
		failedShare: failedShares(calls, failures),
		checks: verifications(calls)
	};
	const kindOf = workKinds(failures.outcomes);
	const whole = nothing();
	const byKind = new Map();
	for (const call of calls) {
		if (call.costUsd === null) continue;
		const one = waterfallOf(call, call.costUsd, facts);
		add$1(whole, one);
		const kind = kindOf(call);
		const sum = byKind.get(kind) ?? nothing();
		byKind.set(kind, sum);
		add$1(sum, one);
	}
	return {
		...whole,
		byKind: Object.fromEntries(byKind),
		assumption: ASSUMPTION$1
	};
}
const nothing = () => ({
	actualUsd: 0,
	baselineUsd: 0,
	grossUsd: 0,
	failedUsd: 0,
	cacheRebuildUsd: 0,
	verificationUsd: 0,
	netUsd: 0
});
function add$1(sum, more) {
	for (const key of Object.keys(sum)) sum[key] += more[key];
}
function waterfallOf(call, actualUsd, facts) {
	if (facts.checks.has(call)) return {
		...nothing(),
		actualUsd,
		verificationUsd: actualUsd,
		netUsd: -actualUsd
	};
	const { catalog } = facts;
	const usual = facts.usualOf(call);
	const again = facts.rebuilt.get(call) ?? require_status().NOT_WRITTEN;
	const kept = again.switches ? keepCache(call, again) : call;
	const keptUsd = again.switches ? price(call.served, usageOf(kept), call, catalog) ?? actualUsd : actualUsd;
	const isBelow = !call.noUsage && rank(call.tier) < rank(catalog.model(usual)?.tier ?? null);
	const usualUsd = isBelow ? price(usual, usageOf(kept), call, catalog) ?? keptUsd : keptUsd;
	const failed = isBelow ? facts.failedShare(call) : 0;
	const held = 1 - failed;
	return {
		actualUsd,
		baselineUsd: held * usualUsd,
		grossUsd: held * (usualUsd - keptUsd),
		failedUsd: failed * actualUsd,
		cacheRebuildUsd: held * (actualUsd - keptUsd),
		verificationUsd: 0,
		netUsd: held * usualUsd - actualUsd
	};
}
const KINDS = {
	session: "main thread",
	subagent: "agents",
	bulk: "bulk"
};
function workKinds(outcomes) {
	const kinds = new Map(outcomes.map(({ id, kind }) => [workOf(id), kind]));
	return ({ source, id }) => (source === "plan" ? kinds.get(workOf(id)) : KINDS[source]) ?? (source === "plan" ? "plans" : "other");
}
function price(model, usage, call, catalog) {
	return require_shared().costUsd(catalog.model(model), usage, billingOf(call));
}
const billingOf = (call) => ({
	at: new Date(call.at),
	batch: call.batch,
	fast: call.fast,
	usOnly: call.usOnly,
	regional: require_shared().isRegional(call.requested) || require_shared().isRegional(call.served),
	prompt: call.prompt
});
function cacheRebuilds(calls) {
	const found = new Map();
	const last = new Map();
	for (const call of calls) {
		if (call.source !== "session" || call.session === null) continue;
		const again = call.again ?? followed(last, call.session, call);
		if (again.switches) found.set(call, again);
	}
	return found;
}
function followed(last, session, call) {
	const use = require_status().cacheUseOf(call);
	const again = require_status().writtenAgain(last.get(session), use);
	last.set(session, use);
	return again;
}
const keepCache = (call, { in5m, in1h }) => ({
	...usageOf(call),
	cacheRead: call.cacheRead + in5m + in1h,
	cacheWrite1h: call.cacheWrite1h - in1h,
	cacheWrite5m: call.cacheWrite5m - in5m
});
// src/usage/advice-habits.ts
const MOST_THINKING = .6;
function modelSwitches(calls, { savings, catalog }) {
	const found = [...cacheRebuilds(calls)];
	const [first] = found;
	if (!first) return [];
	const tokens = found.reduce((sum, [, { in5m, in1h }]) => sum + in5m + in1h, 0);
	const switches = found.reduce((sum, [, again]) => sum + again.switches, 0);
	return [{
		kind: "model-switch",
		subject: "sessions",
		change: null,
		evidence: null,
		text: `The model was switched in the middle of a conversation ${times(switches)}, and ${require_shared().count(tokens)} cached tokens were written again: ${require_shared().usd(savings.cacheRebuildUsd)} more than reading them. Switch at the start of a session, or give the other model's part to an agent.`,
		savesUsd: savings.cacheRebuildUsd,
		setting: sessionModel(baselines(calls, catalog)(first[0]))
	}];
}
function thinking(calls, { catalog }) {
	const rebuilt = cacheRebuilds(calls);
	return groupBy(calls.filter((call) => !rebuilt.has(call)), ({ served, effort, who }) => effort && `${who} ${served} ${effort}`).flatMap(({ first, calls: group }) => {
		const effort = require_shared().EFFORTS.find((one) => one === first.effort);
		const lower = effort && require_shared().EFFORTS[require_shared().EFFORTS.indexOf(effort) - 1];
		const index = catalog.model(first.served)?.effortCost;
		const output = group.reduce((sum, call) => sum + call.output, 0);
		const thought = group.reduce((sum, call) => sum + call.thinking, 0);
		if (!effort || !lower || !index || !output || thought < MOST_THINKING * output) return [];
		const now = costOf(group);
		const share = index[lower] / index[effort];
		return [{
			kind: "thinking",
			subject: first.who,
			evidence: null,
			change: {
				from: effort,
				to: lower,
				model: first.served
			},
			text: `${require_shared().percent(thought / output)} of what ${first.who} wrote on ${first.served} at effort ${effort} was thinking, in calls of ${require_shared().usd(now)}. At ${lower} such work costs about ${require_shared().percent(share)} of that, by the client's own index.`,
			savesUsd: now * (1 - share),
			setting: effortSetting(isAgent(first) ? first.who : null, lower)
		}];
	});
}
function unchecked(calls) {
	const drafts = groupBy(calls, ({ session }) => session).filter((session) => isUnchecked(session.calls)).length;
	if (!drafts) return [];
	return [{
		kind: "haiku-unchecked",
		subject: "sessions",
		change: null,
		evidence: null,
		text: `In ${require_shared().counted(drafts, "session")} an agent on haiku wrote code and no reviewer of a higher tier looked at it after that. Call tierwise:code-reviewer on such work.`,
		savesUsd: null,
		setting: REVIEWED
	}];
}
function isUnchecked(session) {
	const inOrder = session.toSorted((a, b) => endOf(a) < endOf(b) ? -1 : Number(endOf(a) > endOf(b)));
	const last = inOrder.findLastIndex(isDraft);
	return last >= 0 && !inOrder.slice(last).some(isReview);
}
const endOf = ({ at, until = at }) => until;
const isDraft = (call) => isAgent(call) && call.tier === "haiku" && isAuthor(call.who) && !isMechanical(call.who) && (call.did === void 0 || require_status().hasDone(call.did, "edit"));
const isReview = (call) => isAgent(call) && rank(call.tier) > rank("haiku") && isChecker(call.who);
// src/usage/advice-evidence.ts
function kindsOf(who) {
	if (hasOneOf(who, [
		"test",
		"tests",
		"tester"
	])) return ["test"];
	if (hasOneOf(who, [
		"doc",
		"docs",
		"documentation",
		"changelog"
	])) return ["docs"];
	if (hasOneOf(who, ["refactor", "refactorer"])) return ["refactor"];
	if (hasOneOf(who, [
		"format",
		"formatter",
		"lint",
		"linter",
		"rename",
		"renamer"
	])) return ["mechanical"];
	return isAuthor(who) || who === "general-purpose" ? ["code"] : [];
}
function evidenceOn(who, tier, outcomes = []) {
	const kinds = kindsOf(who);
	const found = outcomes.filter((one) => one.executor === "claude" && one.tier === tier && kinds.includes(one.kind));
	if (!found.length) return null;
	const passed = found.filter((one) => one.passed).length;
	return {
		passed,
		of: found.length,
		share: (passed + 1) / (found.length + 2)
	};
}
// src/usage/advice-tiers.ts
const ALMOST_ALL = .9;
function underOtherTiers(calls, context) {
	const agents = groupBy(calls.filter(isAgent), ({ who }) => who);
	const isAllOnTop = costOf(calls.filter(isTop)) >= ALMOST_ALL * costOf(calls);
	return agents.flatMap(({ first: { who }, calls: own }) => {
		const declared = context.declaredTiers.get(who);
		if (declared) return overridden(who, own, {
			declared,
			context
		});
		if (isMechanical(who)) return mechanicalOnTop(who, own, context);
		return isAllOnTop && !isChecker(who) && !isDeep(who) ? inheriting(who, own, context) : [];
	});
}
function onTier$1(calls, tier, catalog) {
	const { model } = catalog.tiers[tier];
	return calls.reduce((sum, call) => sum + (price(model, usageOf(call), call, catalog) ?? call.costUsd ?? 0), 0);
}
function move(calls, to, { catalog }) {
	const from = calls.reduce((top, { tier }) => rank(tier) > rank(top) ? tier : top, null);
	return from && {
		from,
		to,
		nowUsd: costOf(calls),
		thenUsd: onTier$1(calls, to, catalog),
		calls: numberOf$1(calls)
	};
}
const savedBy = ({ nowUsd, thenUsd }, evidence) => (evidence ? evidence.share : 1) * nowUsd - thenUsd;
const inWords = (evidence, to) => evidence ? ` Of such work, ${evidence.passed} of ${evidence.of} passed on ${to} here; what fails is reckoned at both prices.` : ` No outcome of such work on ${to} is recorded here yet.`;
function mechanicalOnTop(who, own, context) {
	const moved = move(own.filter(isTop), "haiku", context);
	if (!moved) return [];
	const evidence = evidenceOn(who, "haiku", context.outcomes);
	const { from, to, nowUsd, thenUsd, calls } = moved;
	return [{
		kind: "mechanical-on-top",
		subject: who,
		change: {
			from,
			to
		},
		text: `${who} called a model ${times(calls)} on ${from}: ${require_shared().usd(nowUsd)}; on haiku ${require_shared().usd(thenUsd)}.${inWords(evidence, to)}`,
		savesUsd: savedBy(moved, evidence),
		setting: agentSetting(who, to, context.policyFile),
		evidence: shown(evidence)
	}];
}
function inheriting(who, own, context) {
	const moved = move(own.filter(isTop), "sonnet", context);
	if (!moved) return [];
	const evidence = evidenceOn(who, "sonnet", context.outcomes);
	const { from, to, nowUsd, thenUsd, calls } = moved;
	return [{
		kind: "everything-on-top",
		subject: who,
		change: {
			from,
			to
		},
		text: `Almost all the money went to the top tier, and ${who} inherited it ${times(calls)}: ${require_shared().usd(nowUsd)}; on sonnet ${require_shared().usd(thenUsd)}.${inWords(evidence, to)}`,
		savesUsd: savedBy(moved, evidence),
		setting: agentSetting(who, to, context.policyFile),
		evidence: shown(evidence)
	}];
}
const shown = (evidence) => evidence && {
	passed: evidence.passed,
	of: evidence.of
};
function overridden(who, own, { declared, context }) {
	const moved = move(own.filter(({ tier }) => rank(tier) > rank(declared)), declared, context);
	if (!moved) return [];
	const { from, to, nowUsd, thenUsd, calls } = moved;
	return [{
		kind: "tier-overridden",
		subject: who,
		change: {
			from,
			to
		},
		evidence: null,
		text: `${who} asks for ${declared} and ran ${times(calls)} on ${from}: ${require_shared().usd(nowUsd)}; on ${declared} ${require_shared().usd(thenUsd)}. If no variable does that, the call named a model.`,
		savesUsd: nowUsd - thenUsd,
		setting: FORCED
	}];
}
// src/usage/advice.ts
const WORTH_SAYING_USD = .01;
function adviseOn(calls, context) {
	const tiers = underOtherTiers(calls, context).filter(isWorthSaying);
	const taken = new Set(tiers.map(({ subject }) => subject));
	const left = calls.filter(({ source, who }) => source !== "subagent" || !taken.has(who));
	return [
		...tiers,
		...modelSwitches(calls, context),
		...thinking(left, context),
		...unchecked(calls)
	].filter(isWorthSaying).sort((a, b) => (b.savesUsd ?? 0) - (a.savesUsd ?? 0));
}
const isWorthSaying = ({ savesUsd }) => savesUsd === null || savesUsd >= WORTH_SAYING_USD;
// src/usage/advice-types.ts
const ADVICE_KINDS = [
	"mechanical-on-top",
	"haiku-unchecked",
	"model-switch",
	"thinking",
	"everything-on-top",
	"tier-overridden"
];
// src/usage/advice-effect.ts
const FILE = "advice.jsonl";
const AdviceSchema = require_zod().object({
	at: require_zod().datetime(),
	kind: require_zod()._enum(ADVICE_KINDS),
	subject: require_zod().string().min(1),
	change: require_zod().union([require_zod().object({
		from: require_zod()._enum(require_shared().TIER_NAMES),
		to: require_zod()._enum(require_shared().TIER_NAMES)
	}), require_zod().object({
		from: require_zod()._enum(require_shared().EFFORTS),
		to: require_zod()._enum(require_shared().EFFORTS),
		model: require_zod().string()
	})])
});
function readAdvice(home, onPassedOver) {
	const given = new Map();
	for (const one of readRecords((0, node_path.join)(require_status().ledgerFolder(home), FILE), AdviceSchema, onPassedOver)) if (!given.has(keyOf$1(one))) given.set(keyOf$1(one), one);
	return [...given.values()];
}
const keyOf$1 = ({ kind, subject, change: { to } }) => `${kind} ${to} ${subject}`;
function keepAdvice(home, advice, { given, at }) {
	const known = new Set(given.map(keyOf$1));
	const records = advice.flatMap(({ kind, subject, change }) => change ? [{
		at: at.toISOString(),
		kind,
		subject,
		change
	}] : []).filter((one) => !known.has(keyOf$1(one)));
	if (records.length) require_status().appendLines(home, FILE, records);
}
function followedAdvice(calls, given, catalog) {
	return given.flatMap((one) => {
		const { at, kind, subject, change } = one;
		const since = calls.filter((call) => call.who === subject && call.at > at);
		const first = since.findIndex((call) => isOn(call, change.to));
		const after = first < 0 ? [] : since.slice(first);
		const kept = after.filter((call) => isOn(call, change.to));
		if (!kept[0] || 2 * numberOf$1(kept) <= numberOf$1(after)) return [];
		const savedUsd = otherwiseUsd(kept, change, catalog) - costOf(kept);
		const { from, to } = change;
		return [{
			kind,
			subject,
			from,
			to,
			since: kept[0].at,
			calls: numberOf$1(kept),
			savedUsd
		}];
	});
}
const isTier = (name) => require_shared().TIER_NAMES.some((tier) => tier === name);
function isOn({ tier, effort }, to) {
	if (isTier(to)) return tier !== null && rank(tier) <= rank(to);
	const level = levelOf(effort);
	return level >= 0 && level <= levelOf(to);
}
const levelOf = (effort) => [...require_shared().EFFORTS].map(String).indexOf(effort ?? "");
function otherwiseUsd(kept, change, catalog) {
	const { from } = change;
	if (isTier(from)) {
		const { model } = catalog.tiers[from];
		return kept.reduce((sum, call) => sum + (price(model, usageOf(call), call, catalog) ?? call.costUsd ?? 0), 0);
	}
	return kept.reduce((sum, call) => {
		const index = catalog.model(call.served)?.effortCost;
		const now = require_shared().EFFORTS.find((one) => one === call.effort);
		return sum + (call.costUsd ?? 0) * (index && now ? index[from] / index[now] : 1);
	}, 0);
}
// src/usage/audit.ts
function mismatches(calls, catalog) {
	const found = new Map();
	for (const { requested, served, who, calls: number = 1 } of calls) {
		if (requested === served || !differ(requested, served, catalog)) continue;
		const key = `${requested}\0${served}\0${who}`;
		const entry = found.get(key) ?? {
			requested,
			served,
			who,
			calls: 0
		};
		entry.calls += number;
		found.set(key, entry);
	}
	return [...found.values()].sort((a, b) => b.calls - a.calls);
}
const withoutDate = (model) => model.replace(/-\d{4}-?\d\d-?\d\d$/, "");
function differ(requested, served, catalog) {
	const [asked, answered] = [catalog.nameOf(requested), catalog.nameOf(served)];
	if (asked === null || answered === null || withoutDate(asked) === withoutDate(answered)) return false;
	return catalog.model(requested) !== void 0 || catalog.model(served) === void 0;
}
function compareWithClient({ threads, costStates }, catalog) {
	const rests = new Map();
	const result = {
		compared: 0,
		equal: 0,
		different: [],
		outOfDate: 0
	};
	const booked = [];
	const sessions = [...costStates.values()].map((state) => sessionOf(state, threads.get(state.session), catalog));
	for (const one of sessions.sort(parentsFirst)) {
		if (isOutOfDate(one)) {
			result.outOfDate++;
			continue;
		}
		const before = [...one.parents].flatMap((parent) => rests.get(parent) ?? []);
		const compared = compareByModel(one.state.models ?? {}, one.calls, {
			catalog,
			before
		});
		const rest = one.state.models ? compared.rest : new Map();
		rests.set(one.state.session, rest);
		const last = one.calls.findLast(({ session }) => session === one.state.session) ?? one.calls.at(-1);
		booked.push(...bookRest(one.state, rest, {
			last,
			catalog
		}));
		enter(result, one, {
			restUsd: [rest, ...before].flatMap((one) => [...one.values()]).reduce((sum, { costUsd }) => sum + costUsd, 0),
			compared
		});
	}
	result.different.sort((a, b) => Math.abs(b.clientUsd - b.oursUsd) - Math.abs(a.clientUsd - a.oursUsd));
	return {
		clientTotals: {
			...result,
			notInTranscripts: notInTranscripts(booked)
		},
		rest: booked
	};
}
const parentsFirst = (a, b) => a.parents.size - b.parents.size;
function sessionOf(state, thread, catalog) {
	const { calls: own = [], inherited = [], last: lastOwn = null } = thread ?? {};
	const parents = new Set(own.flatMap(({ session }) => session === null || session === state.session ? [] : [session]));
	return {
		state,
		calls: pricedCalls({ calls: [...inherited, ...own] }, catalog),
		parents,
		lastOwn
	};
}
function isOutOfDate({ state: { lastCall, until }, lastOwn }) {
	if ((lastOwn?.id ?? null) === lastCall) return false;
	return !lastOwn || until === void 0 || lastOwn.at > until;
}
function enter(result, { state, calls }, { restUsd, compared }) {
	const { session, totalCostUsd: clientUsd, models } = state;
	const oursUsd = calls.reduce((sum, { clientUsd: usd, costUsd }) => sum + (usd ?? costUsd ?? 0), 0) + restUsd;
	result.compared++;
	if (Math.abs(oursUsd - clientUsd) < 1e-9 * Math.max(1, clientUsd)) result.equal++;
	else {
		const why = !models ? "total only" : compared.sameTokens ? "price" : "more here";
		result.different.push({
			session,
			oursUsd,
			clientUsd,
			why
		});
	}
}
const notInTranscripts = (rest) => ({
	sessions: new Set(rest.map(({ session }) => session)).size,
	costUsd: totalsOf(rest).costUsd,
	byModel: totalsBy(rest, ({ served }) => served)
});
// src/usage/books/set-apart.ts
function setApart(groups, calls) {
	if (!calls.length) return groups;
	const places = new Map();
	for (const [index, group] of groups.entries()) if (!group.id) places.set(placeOf(group), [...places.get(placeOf(group)) ?? [], index]);
	const left = [...groups];
	const apart = [];
	for (const call of calls) {
		const found = places.get(placeOf(call))?.find((index) => holds(left[index], call));
		const group = found === void 0 ? void 0 : left[found];
		if (found === void 0 || !group) continue;
		apart.push({
			...group,
			...call,
			session: group.session,
			tier: group.tier,
			calls: 1
		});
		left[found] = without(group, call);
	}
	return [...left.filter(({ calls: number }) => number !== 0), ...apart];
}
const promptOf$2 = ({ prompt, input, cacheRead, cacheWrite5m, cacheWrite1h }) => prompt ?? input + cacheRead + cacheWrite5m + cacheWrite1h;
const placeOf = (group) => JSON.stringify([...[
	group.session,
	group.source,
	group.agent,
	group.served
], ...[Math.floor(Date.parse(group.at) / require_status().QUARTER_MS), require_status().stepOf(promptOf$2(group))]]);
const holds = (group, call) => group !== void 0 && group.calls !== 0 && require_status().SUMS.every((name) => (group[name] ?? 0) >= (call[name] ?? 0));
function without(group, call) {
	const left = {
		...group,
		calls: (group.calls ?? 1) - 1
	};
	for (const name of require_status().SUMS) left[name] = (group[name] ?? 0) - (call[name] ?? 0);
	if (group.costUsd !== null) left.costUsd = Math.max(0, group.costUsd - (call.costUsd ?? 0));
	return left;
}
// src/usage/routing-report.ts
const ASSUMPTION = "the same tokens at the other tier\u2019s price; models differ in how many they need, and a cheaper one that fails costs twice";
function routingReport(calls, { policy, delegated, records }, catalog) {
	const open = records.toSorted((a, b) => a.at < b.at ? -1 : 1).map((record) => ({
		record,
		used: false
	}));
	const observed = {
		delegations: 0,
		moved: 0,
		savedUsd: 0,
		byRule: {}
	};
	const enforced = {
		delegations: 0,
		failed: 0,
		savedUsd: 0,
		byRule: {}
	};
	for (const one of delegated.toSorted((a, b) => a.at < b.at ? -1 : 1)) {
		const made = one.calls;
		if (!made.length) continue;
		const decided = recordOf(one, made, open);
		if (decided) addEnforced(enforced, decided, {
			one,
			made,
			catalog
		});
		else addObserved(observed, policy, {
			one,
			made,
			catalog
		});
	}
	return {
		mode: policy.mode,
		perDay: perDay(calls, policy),
		observed,
		enforced,
		assumption: ASSUMPTION
	};
}
function recordOf({ session, agent, at }, [first], open) {
	const found = open.findLast(({ record, used }) => !used && record.session === session && record.agent === agent && record.at <= at && record.tier === first?.tier);
	if (!found) return null;
	found.used = true;
	return found.record;
}
function addEnforced(sum, { rule, from }, work) {
	sum.delegations++;
	if (!work.one.ended) sum.failed++;
	if (!from) return;
	const actualUsd = actual(work.made);
	const otherwiseUsd = work.one.ended ? onTier(work, from) : 0;
	sum.savedUsd += otherwiseUsd - actualUsd;
	add(sum.byRule, rule, {
		delegations: 1,
		actualUsd,
		otherwiseUsd
	});
}
function addObserved(sum, policy, work) {
	sum.delegations++;
	const move = moveUnder(policy, work);
	if (!move) return;
	const { rule, actualUsd, otherwiseUsd } = move;
	sum.moved++;
	sum.savedUsd += actualUsd - otherwiseUsd;
	add(sum.byRule, rule, {
		delegations: 1,
		actualUsd,
		otherwiseUsd
	});
}
const movesUnder = (policy, delegated, catalog) => delegated.flatMap((one) => moveUnder(policy, {
	one,
	made: one.calls,
	catalog
}) ?? []);
function moveUnder(policy, work) {
	const { one, made } = work;
	const tier = made[0]?.tier;
	if (!tier) return null;
	const at = new Date(one.at);
	const request = {
		...require_routing().deriveFrom(one.text, { agent: one.agent }),
		text: one.text,
		agent: one.agent,
		failures: 0,
		tier,
		effort: require_shared().EFFORTS.find((effort) => effort === made[0]?.effort)
	};
	const state = { minuteOfDay: at.getHours() * 60 + at.getMinutes() };
	const decision = require_routing().decide(request, {
		...policy,
		otherwise: []
	}, state);
	if (decision.rule === "none" || decision.tier === tier) return null;
	const { rule } = decision;
	return {
		at: one.at,
		rule,
		actualUsd: actual(made),
		otherwiseUsd: onTier(work, decision.tier)
	};
}
const actual = (calls) => calls.reduce((sum, { costUsd }) => sum + (costUsd ?? 0), 0);
function onTier({ made, catalog }, tier) {
	const { model } = catalog.tiers[tier];
	return made.reduce((sum, call) => sum + (price(model, usageOf(call), call, catalog) ?? call.costUsd ?? 0), 0);
}
function add(byRule, rule, more) {
	const sum = byRule[rule] ?? {
		delegations: 0,
		actualUsd: 0,
		otherwiseUsd: 0
	};
	sum.delegations += more.delegations;
	sum.actualUsd += more.actualUsd;
	sum.otherwiseUsd += more.otherwiseUsd;
	byRule[rule] = sum;
}
function perDay(calls, { budgets: { target } }) {
	const days = new Set(calls.map(({ at }) => at.slice(0, 10))).size;
	const { lowUsd, highUsd } = require_routing().USUAL_DAY;
	return {
		days,
		averageUsd: days ? actual(calls) / days : 0,
		lowUsd: target ?? lowUsd,
		highUsd: target ?? highUsd
	};
}
// src/usage/report.ts
function buildReport(books, options) {
	const { from, to, catalog, declaredTiers, routing, unrecorded = [] } = options;
	const failures = failuresIn(options);
	const { calls, clientTotals } = callsOfPeriod({
		...books,
		calls: setApart(books.calls, failures.cutOffCalls)
	}, options);
	const isInPeriod = within(options);
	const keys = keysOf(calls, options.projectOf ?? ((folder) => folder));
	const withoutCost = calls.filter(({ costUsd: cost }) => cost === null);
	const silent = withoutCost.filter(({ noUsage }) => noUsage);
	const made = calls.filter(({ isRest }) => !isRest);
	const savings = savingsOf(made, catalog, failures);
	return {
		from: from?.toISOString() ?? null,
		to: to.toISOString(),
		timeZone: options.timeZone ?? timeZone(),
		rates: catalog.rates,
		totals: totalsOf(calls),
		...grouped(calls, keys),
		branches: branchFacts(calls, keys),
		kindRule: RULE,
		...options.detail && { cells: cellsOf(calls, keys) },
		savings,
		audit: {
			servedNotRequested: mismatches(calls, catalog),
			clientTotals,
			withoutRecord: unrecorded.filter(isInPeriod).length
		},
		unpriced: totalsBy(withoutCost.filter(({ noUsage }) => !noUsage), ({ served }) => served),
		...silent.length && { silent: totalsBy(silent, ({ served }) => served) },
		advice: adviseOn(made, {
			catalog,
			savings,
			declaredTiers,
			outcomes: options.outcomes,
			policyFile: options.policyFile
		}),
		adviceFollowed: followedAdvice(made, options.givenAdvice ?? [], catalog),
		...routing && { routing: routingReport(made, {
			...routing,
			delegated: delegationsOfPeriod(routing, options)
		}, catalog) }
	};
}
function within({ from, to }) {
	const [since, until] = [from?.toISOString() ?? "", to.toISOString()];
	return ({ at }) => at >= since && at <= until;
}
function callsOfPeriod(books, period) {
	const { rest, clientTotals } = compareWithClient(books, period.catalog);
	return {
		calls: [...pricedCalls(books, period.catalog), ...rest].filter(within(period)),
		clientTotals
	};
}
const delegationsOfPeriod = ({ delegated }, period) => delegated.map((one) => ({
	...one,
	calls: pricedCalls(one, period.catalog).filter(within(period))
}));
function failuresIn({ from, to, outcomes = [], settled = [], routing }) {
	const cutOff = (routing?.delegated ?? []).filter(({ ended }) => !ended).flatMap(({ calls }) => calls);
	return {
		outcomes,
		settled: settled.filter(within({
			from,
			to
		})),
		cutOff: new Set(cutOff.map(({ id }) => id)),
		cutOffCalls: cutOff
	};
}
// src/usage/report-table.ts
const BAR_WIDTH = 12;
const MOST_ROWS = 12;
const IN_TIME = [
	"day",
	"week",
	"month"
];
const HEADINGS = [
	"calls",
	"in",
	"cached",
	"out",
	"thinking",
	"time",
	"cost",
	"share"
];
const ALIGN = [
	"left",
	...HEADINGS.map(() => "right"),
	"left"
];
function table(grouping, report) {
	const rows = rowsOf(grouping, report);
	if (!rows.length) return [];
	const shown = IN_TIME.includes(grouping) ? rows.slice(-31) : rows.slice(0, MOST_ROWS);
	const largest = Math.max(...shown.map(([, { costUsd }]) => costUsd), Number.MIN_VALUE);
	const cells = shown.map(([name, sum]) => [
		shorten(labelOf(name, grouping, report), grouping),
		...figures(sum, report.totals),
		require_shared().cyan("\u2588".repeat(Math.round(sum.costUsd / largest * BAR_WIDTH)))
	]);
	const [head = "", ...lines] = require_shared().columns([[`by ${grouping}`, ...HEADINGS], ...cells], ALIGN);
	const left = rows.length - shown.length;
	const more = left > 0 ? [require_shared().dim(`\u2026 and ${require_shared().count(left)} more: --by ${grouping} --json`)] : [];
	return [
		"",
		require_shared().dim(head),
		...lines,
		...more
	];
}
function rowsOf(grouping, report) {
	const rows = Object.entries(totalsOfGrouping(report, grouping));
	return IN_TIME.includes(grouping) ? rows.sort(([a], [b]) => a < b ? -1 : 1) : rows;
}
function labelOf(name, grouping, { branches }) {
	const facts = grouping === "branch" ? branches[name] : void 0;
	const told = [facts?.ticket, facts?.pullRequest && `PR ${facts.pullRequest}`].filter(Boolean);
	return told.length ? `${name} (${told.join(", ")})` : name;
}
const promptOf$1 = ({ input, cacheRead, cacheWrite }) => input + cacheRead + cacheWrite;
function figures(sum, totals) {
	const prompt = promptOf$1(sum);
	return [
		require_shared().count(sum.calls),
		require_shared().count(prompt),
		require_shared().percent(prompt ? sum.cacheRead / prompt : 0),
		require_shared().count(sum.output),
		require_shared().percent(sum.output ? sum.thinking / sum.output : 0),
		timeOf(sum.seconds),
		require_shared().usd(sum.costUsd),
		require_shared().percent(totals.costUsd ? sum.costUsd / totals.costUsd : 0)
	];
}
function timeOf(seconds) {
	if (seconds === 0) return "\u2013";
	if (seconds < 60) return `${Math.round(seconds)} s`;
	if (seconds < 3600) return `${Math.round(seconds / 60)} min`;
	return `${(seconds / 3600).toFixed(1)} h`;
}
const LONGEST_NAME = 40;
function shorten(name, grouping) {
	if (name.length <= LONGEST_NAME) return name;
	return grouping === "project" ? `\u2026${name.slice(-39)}` : `${name.slice(0, 39)}\u2026`;
}
function markdown(report, groupings) {
	const escaped = (cell) => cell.replace(/[\\|`<>*_[\]]/g, "\\$&").replace(/\s+/g, " ");
	const line = (cells) => `| ${cells.map(escaped).join(" | ")} |`;
	return groupings.map((grouping) => [
		line([grouping, ...HEADINGS]),
		`| --- |${" ---: |".repeat(HEADINGS.length)}`,
		...rowsOf(grouping, report).map(([name, sum]) => line([labelOf(name, grouping, report), ...figures(sum, report.totals)]))
	].join("\n")).join("\n\n");
}
const FIGURES = [...[
	"calls",
	"input",
	"output",
	"cacheRead",
	"cacheWrite",
	"thinking",
	"costUsd",
	"seconds"
]];
function csv(report, groupings) {
	const rows = groupings.flatMap((grouping) => rowsOf(grouping, report).map(([name, sum]) => [
		grouping,
		name,
		...FIGURES.map((figure) => String(sum[figure])),
		...["ticket", "pullRequest"].map((fact) => grouping === "branch" ? report.branches[name]?.[fact] ?? "" : "")
	]));
	return [[
		"by",
		"name",
		...FIGURES,
		"ticket",
		"pullRequest"
	], ...rows].map((row) => row.map(cell).join(",")).join("\r\n");
}
function cell(text) {
	const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
	return /[",\r\n]/.test(safe) ? `"${safe.replaceAll("\"", "\"\"")}"` : safe;
}
// src/usage/routing-text.ts
const MOST_RULES = 3;
function routingLines({ perDay, observed, enforced, mode, assumption }) {
	const { days, averageUsd, lowUsd, highUsd } = perDay;
	const target = lowUsd === highUsd ? `your target is ${require_shared().usd(lowUsd)}` : `${require_shared().usd(lowUsd)} to ${require_shared().usd(highUsd)} is usual`;
	const lines = [`${require_shared().usd(averageUsd)} per day over ${require_shared().counted(days, "day")} with calls; ${target} for one developer.`];
	if (enforced.delegations) lines.push(require_shared().bold(`Routing ${saved(enforced.savedUsd, "saved", "cost")} net:`) + ` ${require_shared().counted(enforced.delegations, "delegation")} on another tier${failures(enforced)}${rules(enforced.byRule)}.`);
	if (observed.moved) lines.push(`${mode === "enforce" ? "Outside of what it enforced, the" : "The"} policy would have ${saved(observed.savedUsd, "saved", "cost")} (${mode}): ${observed.moved} of ${require_shared().counted(observed.delegations, "delegation")} on another tier${rules(observed.byRule)}.`);
	if (enforced.delegations || observed.moved) lines.push(require_shared().dim(`Assumed: ${assumption}.`));
	return ["", ...lines];
}
const saved = (amount, less, more) => amount >= 0 ? `${less} ${require_shared().usd(amount)}` : `${more} ${require_shared().usd(-amount)} more`;
function failures({ failed, delegations }) {
	return failed ? `, ${failed} of which (${require_shared().percent(failed / delegations)}) did not end and count in full` : "";
}
function rules(byRule) {
	const sorted = Object.entries(byRule).map(([name, { actualUsd, otherwiseUsd }]) => [name, Math.abs(actualUsd - otherwiseUsd)]).sort(([, a], [, b]) => b - a);
	const shown = sorted.slice(0, MOST_RULES).map(([name, amount]) => `${name} ${require_shared().usd(amount)}`);
	return shown.length ? ` (${shown.join(", ")}${sorted.length > MOST_RULES ? ", \u2026" : ""})` : "";
}
// src/usage/report-text.ts
const MOST_LISTED = 3;
function formatReport(report, groupings) {
	if (!report.totals.calls) return "No model calls are recorded for this period.";
	return [
		header(report),
		...groupings.flatMap((grouping) => table(grouping, report)),
		"",
		...savings(report),
		...report.routing ? routingLines(report.routing) : [],
		...paragraph(auditLines(report)),
		...advice(report)
	].join("\n");
}
function header({ from, to, timeZone, rates, totals, bySession }) {
	const days = `${from ? dayOf(from) : "all time,"} to ${dayOf(to)} (${timeZone})`;
	const sessions = Object.keys(bySession).length;
	const prompt = promptOf(totals);
	const shares = [`${require_shared().count(prompt)} tokens in, ${require_shared().percent(prompt ? totals.cacheRead / prompt : 0)} from cache`, `${require_shared().count(totals.output)} out, ${require_shared().percent(totals.output ? totals.thinking / totals.output : 0)} thinking`];
	const what = `${require_shared().counted(totals.calls, "call")} in ${require_shared().counted(sessions, "session")}${totals.seconds ? `, ${timeOf(totals.seconds)} of models' time` : ""}`;
	return `${require_shared().bold(`${require_shared().usd(totals.costUsd)}  ${days}`)}\n${what}, ${shares.join("; ")}. Dollars are ${rates === "contract" ? "at your organization's own rates, else " : ""}list price as of ${require_shared().TABLE_DATE}.`;
}
const promptOf = ({ input, cacheRead, cacheWrite }) => input + cacheRead + cacheWrite;
function savings({ savings: waterfall }) {
	const { actualUsd, baselineUsd, netUsd, assumption } = waterfall;
	if (!actualUsd) return [];
	const verdict = netUsd >= 0 ? `The tiers saved ${require_shared().usd(netUsd)} net (${require_shared().percent(baselineUsd ? netUsd / baselineUsd : 0)}): ${require_shared().usd(actualUsd)} instead of ${require_shared().usd(baselineUsd)}.` : `The mix of tiers cost ${require_shared().usd(-netUsd)} more than each session's usual model alone would have: ${require_shared().usd(actualUsd)} instead of ${require_shared().usd(baselineUsd)}.`;
	return [
		require_shared().bold(verdict),
		...waterfallLine(waterfall),
		require_shared().dim(`Assumed: ${assumption}.`)
	];
}
function waterfallLine({ grossUsd, failedUsd, cacheRebuildUsd, verificationUsd, netUsd }) {
	const losses = [
		["failed work", failedUsd],
		["rebuilt caches", cacheRebuildUsd],
		["verification", verificationUsd]
	].filter(([, lost]) => lost > 0);
	if (!losses.length) return [];
	const lost = losses.map(([name, amount]) => `- ${require_shared().usd(amount)} ${name}`);
	return [`  ${require_shared().usd(grossUsd)} gross ${lost.join(" ")} = ${netUsd < 0 ? "-" : ""}${require_shared().usd(Math.abs(netUsd))} net`];
}
function auditLines({ audit: { servedNotRequested, clientTotals, withoutRecord }, unpriced, silent = {} }) {
	return [
		...servedNotRequested.slice(0, MOST_LISTED).map(({ requested, served, who, calls }) => `${who} asked for ${requested} and was answered by ${served}: ${require_shared().counted(calls, "call")}.`),
		...comparison(clientTotals),
		...unrecorded(withoutRecord),
		...Object.entries(unpriced).map(([model, { calls }]) => `No price is known for ${model} (${require_shared().counted(calls, "call")}): not included in the totals. Add its price under "models" in tierwise.md.`),
		...Object.entries(silent).map(([model, { calls }]) => `${model} did not say what it used (${require_shared().counted(calls, "call")}): its tokens and cost are not known, and not included in the totals.`)
	];
}
const paragraph = (lines) => lines.length ? ["", ...lines] : [];
function unrecorded(sessions) {
	if (!sessions) return [];
	const whom = sessions === 1 ? "it" : "they";
	return [`${require_shared().counted(sessions, "session")} kept no transcript (--no-session-persistence): what ${whom} cost is not known.`];
}
const WHY = {
	price: "the same tokens at other prices",
	"more here": "transcripts have more than the client counted",
	"total only": "compaction and calls made by hooks are not in transcripts; the client did not tell them by model"
};
function comparison({ compared, equal, different, outOfDate, notInTranscripts }) {
	const lines = [];
	if (compared) lines.push(`Compared with Claude Code's own totals: ${require_shared().count(equal)} of ${require_shared().counted(compared, "session")} equal.`);
	if (notInTranscripts.sessions) lines.push(restLine(notInTranscripts));
	for (const { session, oursUsd, clientUsd, why } of different.slice(0, MOST_LISTED)) lines.push(`  ${session}: ${require_shared().usd(oursUsd)} here, ${require_shared().usd(clientUsd)} there, ${require_shared().usd(Math.abs(clientUsd - oursUsd))} apart (${WHY[why]}).`);
	if (different.length > MOST_LISTED) lines.push(`  and ${require_shared().count(different.length - MOST_LISTED)} more: --json`);
	if (outOfDate) lines.push(`Not compared: ${require_shared().counted(outOfDate, "session")} that continued after the last total or ${outOfDate === 1 ? "is" : "are"} still running.`);
	return lines;
}
function restLine({ sessions, costUsd, byModel }) {
	const models = Object.entries(byModel).map(([model, sum]) => `${model} ${require_shared().usd(sum.costUsd)}`);
	return `${require_shared().usd(costUsd)} of ${require_shared().counted(sessions, "session")} is not in transcripts (compaction, hooks that ask a model, titles, answers cut off) and is booked from those totals: ${models.join(", ")}.`;
}
function advice({ advice: list, adviceFollowed }) {
	if (!list.length && !adviceFollowed.length) return [];
	const lines = list.flatMap(({ text, savesUsd, setting: { file, line } }) => [`${savesUsd === null ? "-" : `- Save ${require_shared().usd(savesUsd)}:`} ${text}`, require_shared().dim(`  In ${file}: ${line}`)]);
	return [
		"",
		require_shared().bold("Advice"),
		...lines,
		...adviceFollowed.map(effect)
	];
}
const followedInWords = ({ subject, from, to, since, calls }) => `${subject} on ${to} instead of ${from}, ${require_shared().counted(calls, "call")} since ${dayOf(since)}`;
function effect(followed) {
	const { savedUsd } = followed;
	return `- Since you did this (${followedInWords(followed)}): ${savedUsd < 0 ? `${require_shared().usd(-savedUsd)} more` : `${require_shared().usd(savedUsd)} saved`}.`;
}
// src/usage/books/kept-report.ts
const folderOf = (home) => (0, node_path.join)(require_status().ledgerFolder(home), "books");
const fileOf = (home) => (0, node_path.join)(folderOf(home), "report.json");
function ledgerState(home) {
	return [...require_status().filesOfMonths(home).values()].flat().concat(require_status().COST_STATES).map((name) => {
		const { ino, size, mtimeMs } = require_status().statOf((0, node_path.join)(require_status().ledgerFolder(home), name)) ?? {};
		return `${name} ${ino} ${size} ${mtimeMs}`;
	}).join("\n");
}
function keptReport(home, made) {
	const { facts } = made;
	try {
		const kept = JSON.parse((0, node_fs.readFileSync)(fileOf(home), "utf8"));
		if (kept.v !== 1 || kept.by !== require_shared().thisProgram() || kept.key !== keyOf(made)) return null;
		if (!isSamePeriod(kept, facts) || !standsFor(kept, facts)) return null;
		return {
			report: {
				...kept.report,
				from: facts.from?.toISOString() ?? null,
				to: facts.to.toISOString()
			},
			passedOver: kept.passedOver
		};
	} catch {
		return null;
	}
}
function isSamePeriod({ from, first, last }, asked) {
	const since = asked.from?.getTime() ?? null;
	return (since === from || since !== null && from !== null && since > from && since <= first) && asked.to.getTime() >= last;
}
function standsFor({ models, folders }, { catalog, projectOf }) {
	return JSON.stringify(models.map(([name]) => [name, modelOf(name, catalog)])) === JSON.stringify(models) && folders.every(([folder, name]) => (projectOf?.(folder, void 0) ?? folder) === name);
}
const modelOf = (name, catalog) => [catalog.model(name) ?? null, catalog.nameOf(name)];
function keepReport(home, made, { calls, report, passedOver }) {
	const { facts } = made;
	const [first, last] = spanOf(calls);
	if (last > facts.to.getTime() || calls.some(({ machine }) => machine !== void 0)) return;
	const { catalog, projectOf } = facts;
	const ofTiers = Object.values(catalog.tiers).map(({ model }) => model);
	const names = new Set([...calls.flatMap(({ requested, served }) => [requested, served]), ...ofTiers]);
	const folders = new Set(calls.flatMap(({ project }) => project ?? []));
	const draft = `${fileOf(home)}.${process.pid}.tmp`;
	try {
		const kept = {
			v: 1,
			by: require_shared().thisProgram(),
			key: keyOf(made),
			from: facts.from?.getTime() ?? null,
			first,
			last,
			models: [...names].map((name) => [name, modelOf(name, catalog)]),
			folders: [...folders].map((folder) => [folder, projectOf?.(folder, void 0) ?? folder]),
			passedOver,
			report
		};
		require_shared().makePrivateFolder(folderOf(home));
		(0, node_fs.writeFileSync)(draft, JSON.stringify(kept), { mode: 384 });
		(0, node_fs.renameSync)(draft, fileOf(home));
	} catch {}
}
function spanOf(calls) {
	let [first, last] = [Number.MAX_SAFE_INTEGER, 0];
	for (const { at, until = at } of calls) {
		first = Math.min(first, Date.parse(at));
		last = Math.max(last, Date.parse(until));
	}
	return [first, last];
}
function keyOf({ facts, foreign, state }) {
	const { from, to, catalog, projectOf: _, declaredTiers, ...others } = facts;
	const isIn = ({ at }) => at >= (from?.toISOString() ?? "") && at <= to.toISOString();
	const { settled = [], unrecorded = [], routing } = others;
	const delegated = routing?.delegated.map((one) => ({
		...one,
		calls: one.calls.filter(isIn)
	}));
	const { tiers, rates } = catalog;
	const all = {
		...others,
		routing: {
			...routing,
			delegated
		},
		tiers,
		rates,
		foreign,
		state,
		declaredTiers: [...declaredTiers],
		settled: settled.filter(isIn),
		unrecorded: unrecorded.filter(isIn)
	};
	const text = JSON.stringify(all);
	return text.length > LONGEST_KEY ? (0, node_crypto().createHash)("sha256").update(text).digest("hex") : text;
}
const LONGEST_KEY = 32768;
// src/usage/kept-delegations.ts
var KeptDelegations = class {
	#home;
	#lines;
	#first;
	#isNew;
	#number = 0;
	#added = [];
	constructor(home) {
		this.#home = home;
		this.#first = JSON.stringify({
			v: 1,
			by: require_shared().thisProgram()
		});
		const [first, ...lines] = textOf$3(this.#file).split("\n");
		this.#isNew = first !== this.#first;
		this.#lines = new Map();
		for (const line of this.#isNew ? [] : lines) {
			const [, file] = /^\["((?:[^"\\]|\\.)*)",/.exec(line) ?? [];
			if (file === void 0) continue;
			this.#number++;
			this.#lines.set(file, line);
		}
	}
	get #file() {
		return (0, node_path.join)(require_status().ledgerFolder(this.#home), "books", "delegated.jsonl");
	}
	find(file, state) {
		const name = JSON.stringify(file);
		const line = this.#lines.get(name.slice(1, -1));
		if (!line?.startsWith(`[${name},${JSON.stringify(state)},`)) return null;
		try {
			return JSON.parse(line)[2];
		} catch {
			return null;
		}
	}
	add(file, state, facts) {
		const line = JSON.stringify([
			file,
			state,
			facts
		]);
		this.#lines.set(JSON.stringify(file).slice(1, -1), line);
		this.#added.push(line);
		return facts;
	}
	save() {
		if (!this.#added.length) return;
		const isFull = this.#number + this.#added.length > 2 * this.#lines.size;
		const draft = `${this.#file}.${process.pid}.tmp`;
		try {
			require_shared().makePrivateFolder((0, node_path.join)(require_status().ledgerFolder(this.#home), "books"));
			if (this.#isNew || isFull) {
				(0, node_fs.writeFileSync)(draft, text([this.#first, ...this.#lines.values()]), { mode: 384 });
				(0, node_fs.renameSync)(draft, this.#file);
			} else (0, node_fs.appendFileSync)(this.#file, `\n${text(this.#added)}`);
		} catch {}
	}
};
const text = (lines) => lines.map((line) => `${line}\n`).join("");
function textOf$3(file) {
	try {
		return (0, node_fs.readFileSync)(file, "utf8");
	} catch {
		return "";
	}
}
// src/usage/delegated.ts
function readDelegated(home, transcripts, from) {
	const files = transcripts.flatMap(subagentTranscripts).flatMap((file) => {
		const stat = (0, node_fs.statSync)(file, { throwIfNoEntry: false });
		return stat && (!from || stat.mtimeMs >= from.getTime()) ? [{
			file,
			state: `${stat.ino} ${stat.size} ${stat.mtimeMs}`
		}] : [];
	});
	if (!files.length) return [];
	const kept = new KeptDelegations(home);
	const delegated = files.flatMap(({ file, state }) => {
		const facts = kept.find(file, state) ?? kept.add(file, state, factsIn(file));
		return facts.calls.length ? [{
			...facts,
			text: promptIn(file)
		}] : [];
	});
	kept.save();
	return delegated;
}
function factsIn(file) {
	const { calls } = readTranscript(file, 0);
	const [first, last] = [calls[0], calls.at(-1)];
	return {
		agent: first?.agent ?? "unnamed agent",
		session: first?.session ?? null,
		at: first?.at ?? "",
		calls,
		ended: last?.stop === "end_turn" || last?.stop === "stop_sequence"
	};
}
const HEADS = [16384, 262144];
function promptIn(file) {
	for (const bytes of HEADS) for (const line of headOf(file, bytes).split("\n")) try {
		const { type, message } = JSON.parse(line);
		if (type === "user") return textOf$2(message?.content);
	} catch {
		break;
	}
	return "";
}
function textOf$2(content) {
	if (typeof content === "string") return content;
	if (!Array.isArray(content)) return "";
	return content.map((block) => typeof block?.text === "string" ? block.text : "").join("\n");
}
function headOf(file, length) {
	let fd = null;
	try {
		fd = (0, node_fs.openSync)(file, "r");
		const bytes = Buffer.alloc(length);
		return bytes.toString("utf8", 0, (0, node_fs.readSync)(fd, bytes, 0, length, 0));
	} catch {
		return "";
	} finally {
		if (fd !== null) (0, node_fs.closeSync)(fd);
	}
}
// src/usage/foreign-sessions.ts
function readForeign(env, from) {
	const codex = (0, node_path.join)(env.CODEX_HOME || (0, node_path.join)(require_shared().userHome(env), ".codex"), "sessions");
	const gemini = (0, node_path.join)(env.GEMINI_CLI_HOME || require_shared().userHome(env), ".gemini", "tmp");
	return [...files(codex, /^rollout-.*\.jsonl$/, from).flatMap(codexCalls), ...files(gemini, /^session-.*\.jsonl?$/, from).flatMap(geminiCalls)];
}
function withoutOwn(foreign, ledger) {
	const own = new Set();
	for (const call of ledger) if (call.client) own.add(tokensOf(call.client.split(" ")[0] ?? "", call));
	if (!own.size) return [...foreign];
	const sums = new Map();
	for (const { session, input, cacheRead, output } of foreign) {
		const sum = sums.get(session ?? "") ?? {
			input: 0,
			cacheRead: 0,
			output: 0
		};
		sums.set(session ?? "", {
			input: sum.input + input,
			cacheRead: sum.cacheRead + cacheRead,
			output: sum.output + output
		});
	}
	return foreign.filter(({ session, source }) => {
		const sum = sums.get(session ?? "");
		return !sum || !own.has(tokensOf(source, sum));
	});
}
const tokensOf = (client, { input, cacheRead, output }) => `${client} ${input + cacheRead} ${output}`;
function files(folder, name, from) {
	try {
		return (0, node_fs.readdirSync)(folder, {
			recursive: true,
			encoding: "utf8"
		}).filter((path) => name.test((0, node_path.basename)(path))).map((path) => (0, node_path.join)(folder, path)).filter((file) => !from || (0, node_fs.statSync)(file).mtimeMs >= from.getTime());
	} catch {
		return [];
	}
}
function linesOf(file) {
	return textOf$1(file).split("\n").map(require_status().parseObject).filter((line) => line !== null);
}
function textOf$1(file) {
	try {
		return (0, node_fs.readFileSync)(file, "utf8");
	} catch {
		return "";
	}
}
function callOf({ source, session, project, branch, client }, { id, at, model, effort, tokens }) {
	return {
		id: `${source}|${session}|${id}`,
		at,
		source,
		session,
		project,
		agent: null,
		skill: null,
		requested: model,
		served: model,
		tier: null,
		effort,
		...tokens,
		cacheWrite1h: 0,
		costUsd: null,
		stop: null,
		...branch && { branch },
		...client && { client }
	};
}
function codexCalls(file) {
	const lines = linesOf(file);
	const session = codexSession(lines, file);
	const answers = codexAnswers(lines);
	let turn = {};
	const calls = [];
	for (const line of lines) {
		if (line.type === "turn_context") turn = require_status().object(line.payload);
		const usage = answers.get(line);
		const [model, at] = [require_status().text(turn.model), require_status().moment(line.timestamp)];
		if (!usage || !model || !at) continue;
		const id = require_status().text(require_status().object(line.payload).response_id) ?? String(calls.length + 1);
		calls.push(callOf(session, {
			id,
			at,
			model,
			effort: require_status().text(turn.effort),
			tokens: codexTokens(usage)
		}));
	}
	return calls;
}
function codexSession(lines, file) {
	const meta = require_status().object(lines.find(({ type }) => type === "session_meta")?.payload);
	const version = require_status().text(meta.cli_version);
	return {
		source: "codex",
		session: require_status().text(meta.id) ?? (0, node_path.basename)(file, ".jsonl"),
		project: require_status().text(meta.cwd),
		branch: require_status().text(require_status().object(meta.git).branch),
		client: version && `codex ${version}`
	};
}
function codexAnswers(lines) {
	const recorded = lines.filter(({ type }) => type === "token_usage_record");
	if (recorded.length) return new Map(recorded.map((line) => [line, require_status().object(require_status().object(line.payload).usage)]));
	const answers = new Map();
	let before = "";
	for (const line of lines) {
		const { type, info } = require_status().object(line.payload);
		const { last_token_usage: last, total_token_usage: total } = require_status().object(info);
		const now = JSON.stringify(total ?? null);
		if (line.type !== "event_msg" || type !== "token_count" || !last || now === before) continue;
		answers.set(line, require_status().object(last));
		before = now;
	}
	return answers;
}
function codexTokens(usage) {
	const cacheRead = require_status().count(usage.cached_input_tokens);
	const cacheWrite5m = require_status().count(usage.cache_write_input_tokens);
	return {
		input: Math.max(0, require_status().count(usage.input_tokens) - cacheRead - cacheWrite5m),
		cacheRead,
		cacheWrite5m,
		output: require_status().count(usage.output_tokens),
		thinking: require_status().count(usage.reasoning_output_tokens)
	};
}
function geminiCalls(file) {
	const whole = file.endsWith(".json") ? require_status().parseObject(textOf$1(file)) : null;
	const lines = whole ? [whole] : linesOf(file);
	const head = lines[0] ?? {};
	const folder = (0, node_path.dirname)((0, node_path.dirname)(file));
	const session = {
		source: "gemini",
		session: require_status().text(head.sessionId) ?? (0, node_path.basename)(file),
		project: textOf$1((0, node_path.join)(folder, ".project_root")).trim() || folder,
		branch: null,
		client: "gemini"
	};
	const messages = lines.flatMap((line) => [
		line,
		...require_status().list(line.messages).map(require_status().object),
		...require_status().list(require_status().object(line.$set).messages).map(require_status().object)
	]);
	const calls = new Map();
	for (const { type, id, timestamp, model, tokens } of messages) {
		const [name, at, key] = [
			require_status().text(model),
			require_status().moment(timestamp),
			require_status().text(id)
		];
		if (type !== "gemini" || !tokens || !name || !at || !key) continue;
		const call = callOf(session, {
			id: key,
			at,
			model: name,
			effort: null,
			tokens: geminiTokens(require_status().object(tokens))
		});
		calls.set(key, call);
	}
	return [...calls.values()];
}
function geminiTokens(tokens) {
	const [cacheRead, thinking] = [require_status().count(tokens.cached), require_status().count(tokens.thoughts)];
	return {
		input: Math.max(0, require_status().count(tokens.input) - cacheRead) + require_status().count(tokens.tool),
		cacheRead,
		cacheWrite5m: 0,
		output: require_status().count(tokens.output) + thinking,
		thinking
	};
}
// src/usage/projects.ts
const Memory = require_zod().record(require_zod().string(), require_zod().string());
var Projects = class {
	#file;
	#known;
	#found = new Map();
	#isHere;
	#isChanged = false;
	constructor(home, isHere = true) {
		this.#isHere = isHere;
		this.#file = (0, node_path.join)(require_status().ledgerFolder(home), "projects.json");
		this.#known = new Map(Object.entries(remembered(this.#file)));
	}
	nameOf(folder) {
		const before = this.#found.get(folder);
		if (before !== void 0) return before;
		const now = this.#isHere ? repositoryOf(folder) : null;
		const name = now ?? this.#known.get(folder) ?? this.#knownAbove(folder) ?? folder;
		this.#found.set(folder, name);
		if (now !== null && this.#known.get(folder) !== now) {
			this.#known.set(folder, now);
			this.#isChanged = true;
		}
		return name;
	}
	#knownAbove(folder) {
		if ((0, node_path.dirname)(folder) === folder || !/[\\/]\.claude[\\/]worktrees[\\/]/.test(`${folder}/`)) return null;
		const root = folder.replace(/[\\/]\.claude[\\/]worktrees[\\/].*$/, "");
		return this.nameOf(root);
	}
	keep() {
		if (!this.#isChanged) return;
		try {
			require_shared().makePrivateFolder((0, node_path.dirname)(this.#file));
			(0, node_fs.writeFileSync)(this.#file, JSON.stringify(Object.fromEntries(this.#known)), { mode: 384 });
		} catch {}
	}
};
function remembered(file) {
	try {
		return Memory.catch({}).parse(JSON.parse((0, node_fs.readFileSync)(file, "utf8")));
	} catch {
		return {};
	}
}
function repositoryOf(folder) {
	if (!(0, node_path.isAbsolute)(folder)) return null;
	for (let at = folder;; at = (0, node_path.dirname)(at)) {
		const common = commonFolder((0, node_path.join)(at, ".git"));
		if (common) return remoteIn((0, node_path.join)(common, "config")) ?? rootOf(common, at);
		if ((0, node_path.dirname)(at) === at) return null;
	}
}
function commonFolder(git) {
	if ((0, node_fs.statSync)(git, { throwIfNoEntry: false })?.isDirectory()) return git;
	const linked = /^gitdir: (.+)$/m.exec(textOf(git))?.[1];
	if (!linked) return null;
	const own = (0, node_path.resolve)((0, node_path.dirname)(git), linked.trim());
	const common = textOf((0, node_path.join)(own, "commondir")).trim();
	return common ? (0, node_path.resolve)(own, common) : own;
}
const rootOf = (common, folder) => (0, node_path.basename)(common) === ".git" ? (0, node_path.dirname)(common) : folder;
function remoteIn(config) {
	const section = /\[remote "origin"\]([^[]*)/.exec(textOf(config))?.[1] ?? "";
	const url = /^\s*url\s*=\s*(.+)$/m.exec(section)?.[1]?.trim();
	if (!url || /^(?:file:|[./\\]|[A-Za-z]:[\\/])/.test(url)) return null;
	const address = /^(?:[a-z+]+:\/\/)?(?:[^@/]+@)?([^/:]+)(?::\d+(?=\/))?[:/]+(.+?)(?:\.git)?\/*$/i.exec(url);
	return address ? `${address[1]?.toLowerCase()}/${address[2]}` : null;
}
function textOf(file) {
	try {
		return (0, node_fs.readFileSync)(file, "utf8");
	} catch {
		return "";
	}
}
// src/usage/other-machines.ts
function machineIn(folder) {
	const at = (0, node_path.resolve)(folder);
	const home = [
		at,
		(0, node_path.join)(at, "tierwise"),
		(0, node_path.join)(at, ".claude", "tierwise")
	].find((one) => (0, node_fs.existsSync)(require_status().ledgerFolder(one)));
	if (home) return {
		name: nameOf(at),
		home
	};
	throw new (require_shared().UsageError)(`${folder} holds no ledger. Expected a copy of another machine's data home (~/.claude/tierwise there), with its folder "ledger".`);
}
function nameOf(folder) {
	return ["tierwise", ".claude"].includes((0, node_path.basename)(folder)) && (0, node_path.dirname)(folder) !== folder ? nameOf((0, node_path.dirname)(folder)) : (0, node_path.basename)(folder);
}
function readTogether(home, machines, from) {
	const own = readBooks(home, from);
	const calls = [...own.calls];
	const threads = new Map(own.threads);
	const costStates = new Map(own.costStates);
	const passedOver = [...own.passedOver];
	const known = new Set(calls.map(({ session }) => session));
	for (const { name, home: other } of machines) {
		const books = readBooks(other, from);
		const sessions = new Set();
		for (const call of books.calls) {
			if (call.session !== null && known.has(call.session)) continue;
			sessions.add(call.session);
			calls.push({
				...call,
				machine: name
			});
		}
		for (const [session, thread] of books.threads) if (sessions.has(session)) threads.set(session, {
			...thread,
			calls: thread.calls.map((call) => ({
				...call,
				machine: name
			}))
		});
		for (const [session, state] of books.costStates) if (sessions.has(session)) costStates.set(session, state);
		for (const session of sessions) known.add(session);
		passedOver.push(...books.passedOver);
	}
	return {
		calls,
		threads,
		costStates,
		passedOver
	};
}
function projectsOf(home, machines) {
	const own = new Projects(home);
	const others = new Map(machines.map(({ name, home: other }) => [name, new Projects(other, false)]));
	return {
		projectOf: (folder, machine) => (machine && others.get(machine) || own).nameOf(folder),
		keep: () => own.keep()
	};
}
// src/commands/report-catch-up.ts
async function catchUp({ env }, all, progress) {
	(0, node_v8().setFlagsFromString)("--semi-space-growth-factor=1");
	const home = require_shared().dataHome(env);
	const seen = new SeenSessions(home);
	try {
		if (all || !seen.hasHistory) await readAll(home, require_shared().claudeHome(env), {
			all,
			seen,
			progress
		});
		ingestKnown(home, seen);
	} catch (error) {
		if (!require_shared().systemCode(error)) throw error;
		progress.note(`The ledger in ${home} cannot be brought up to date: ${require_shared().systemReason(error)}.`);
	}
	return seen;
}
async function readAll(home, configFolder, { all, seen, progress }) {
	const onRead = (done, number) => progress.update(done / number, `${require_shared().counted(done, "transcript")} of ${number} read`);
	const read = await ingestAll(home, configFolder, {
		seen,
		onRead
	});
	if (all) progress.note(`Read ${require_shared().counted(read, "transcript")}.`);
	else if (read) progress.note(`Read ${require_shared().counted(read, "transcript")}: what is on disk from before the plugin, this once.`);
}
// src/commands/report-made.ts
async function makeReport(host, asked) {
	return makeFrom(await gather(host, asked), asked);
}
async function reportOn(host, asked) {
	const gathered = await gather(host, asked);
	const { home, calibrations, madeFrom } = gathered;
	const kept = !asked.machines.length && asked.session === null && !calibrations.length ? keptReport(home, madeFrom) : null;
	if (!kept) return makeFrom(gathered, asked).report;
	gathered.tell(kept.passedOver, []);
	return kept.report;
}
async function gather(host, asked) {
	const { env, cwd } = host;
	const home = require_shared().dataHome(env);
	const from = asked.from && quarterOf(asked.from);
	const progress = require_shared().createProgress(host);
	const seen = await catchUp(host, asked.backfill, progress);
	progress.end();
	const state = ledgerState(home);
	const catalog = require_catalog().loadCatalogLeniently(home, cwd, env);
	const { calibrations, passedOver: damaged } = allCalibrations(home);
	const projects = projectsOf(home, asked.machines);
	const passedOver = [...seen.passedOver];
	const records = recordsIn(home, catalog, {
		transcripts: seen.transcripts,
		from,
		passedOver
	});
	const facts = {
		from,
		to: asked.to,
		catalog,
		detail: asked.detail,
		projectOf: projects.projectOf,
		...records,
		declaredTiers: declaredTiers(),
		policyFile: require_status().ownSettingsFile(home),
		timeZone: timeZone(env)
	};
	const tell = (ofLedger, calls) => {
		const { tiers } = catalog;
		for (const line of [
			...require_shared().passedOverInWords([
				...passedOver,
				...ofLedger,
				...damaged
			]),
			...uncounted(seen.uncounted),
			...catalog.notes,
			...staleCalibrations(calibrations, {
				calls: lastOf(calls),
				at: new Date(),
				tiers
			})
		]) progress.note(line);
	};
	return {
		home,
		madeFrom: {
			facts,
			foreign: readForeign(env, from),
			state
		},
		calibrations,
		projects,
		tell
	};
}
function recordsIn(home, catalog, { transcripts, from, passedOver }) {
	const onPassedOver = (one) => passedOver.push(one);
	const delegated = readDelegated(home, transcripts, from);
	return {
		givenAdvice: readAdvice(home, onPassedOver),
		routing: routingFacts(home, catalog, {
			delegated,
			onPassedOver
		}),
		unrecorded: readUnrecorded(home, onPassedOver),
		outcomes: readOutcomes(home, onPassedOver),
		settled: readSettled(home, onPassedOver)
	};
}
const uncounted = (records) => records ? [`Not counted: ${require_shared().counted(records, "record")} of transcripts without a usable model or id.`] : [];
function makeFrom({ home, madeFrom, projects, tell }, { machines, session }) {
	const { facts, foreign } = madeFrom;
	const ledger = readTogether(home, machines, facts.from);
	tell(ledger.passedOver, ledger.calls);
	const all = [...ledger.calls, ...withoutOwn(foreign, ledger.calls)];
	if (session) {
		const own = all.filter((call) => call.session === session);
		const books = {
			...ledger,
			calls: own,
			threads: new Map(),
			costStates: new Map()
		};
		return {
			report: buildReport(books, facts),
			books,
			facts
		};
	}
	const books = {
		...ledger,
		calls: all
	};
	const report = buildReport(books, facts);
	projects.keep();
	remember(home, report.advice, facts.givenAdvice);
	const next = {
		...madeFrom,
		facts: {
			...facts,
			givenAdvice: readAdvice(home, () => {})
		}
	};
	if (!machines.length) keepReport(home, next, {
		calls: all,
		report,
		passedOver: ledger.passedOver
	});
	return {
		report,
		books,
		facts
	};
}
const quarterOf = (moment) => new Date(Math.floor(moment.getTime() / require_status().QUARTER_MS) * require_status().QUARTER_MS);
const lastOf = (calls) => calls.map(({ at, until = at, requested, served }) => ({
	at: until,
	requested,
	served
}));
function remember(home, advice, given) {
	try {
		keepAdvice(home, advice, {
			given,
			at: new Date()
		});
	} catch (error) {
		if (!require_shared().systemCode(error)) throw error;
	}
}
function routingFacts(home, { tiers, model }, { delegated, onPassedOver }) {
	const { user } = require_routing().loadPolicies(home, null);
	return {
		policy: require_routing().inForce(user, require_routing().NO_POLICY, require_routing().tiersWith(tiers, model)).policy,
		delegated: [...delegated],
		records: readDelegations(home, onPassedOver)
	};
}
function declaredTiers() {
	const folder = (0, node_path.join)(require_shared().PLUGIN_ROOT, "agents");
	return new Map((0, node_fs.readdirSync)(folder).flatMap((file) => {
		const text = (0, node_fs.readFileSync)((0, node_path.join)(folder, file), "utf8");
		const [name, model] = ["name", "model"].map((key) => new RegExp(`^${key}: *([\\w-]+)$`, "m").exec(text)?.[1]);
		const tier = require_shared().TIER_NAMES.find((one) => one === model);
		return name && tier ? [[`tierwise:${name}`, tier]] : [];
	}));
}
// src/usage/books/pack-onto.ts
const COPIED_BYTES = 1048576;
const LINE_END = Buffer.from("\n");
function packOnto(packing) {
	const { onto, size: before, from, into } = packing;
	const size = write(packing);
	return (!before || beginsWith(into, onto, before)) && holdsLines(into, before, {
		from,
		size
	}) ? size : null;
}
function write({ onto, size: before, from, into }) {
	const out = (0, node_fs.openSync)(into, "wx", 384);
	const lines = (0, node_fs.openSync)(from, "r");
	try {
		if (before) for (const chunk of chunks(onto, before)) writeWhole(out, chunk);
		const { size } = (0, node_fs.fstatSync)(lines);
		for (const piece of wholeLines(lines, size)) writeWhole(out, require_status().packed(piece));
		(0, node_fs.fsyncSync)(out);
		return size;
	} finally {
		(0, node_fs.closeSync)(lines);
		(0, node_fs.closeSync)(out);
	}
}
function* wholeLines(fd, size) {
	for (const piece of require_status().pieces(fd, 0, size)) yield require_status().endsInLine(piece) ? piece : Buffer.concat([piece, LINE_END]);
}
function* chunks(file, size) {
	const fd = (0, node_fs.openSync)(file, "r");
	try {
		const chunk = Buffer.allocUnsafe(Math.min(COPIED_BYTES, size));
		for (let at = 0; at < size;) {
			const length = (0, node_fs.readSync)(fd, chunk, 0, Math.min(chunk.length, size - at), at);
			if (!length) return;
			yield chunk.subarray(0, length);
			at += length;
		}
	} finally {
		(0, node_fs.closeSync)(fd);
	}
}
function writeWhole(fd, bytes) {
	for (let written = 0; written < bytes.length;) written += (0, node_fs.writeSync)(fd, bytes, written);
}
function beginsWith(file, other, size) {
	const found = chunks(file, size);
	for (const chunk of chunks(other, size)) if (!found.next().value?.equals(chunk)) return false;
	return true;
}
function holdsLines(file, at, { from, size }) {
	const fd = (0, node_fs.openSync)(from, "r");
	let isWhole = true;
	const found = require_status().unpacked(file, () => {
		isWhole = false;
	}, at);
	try {
		for (const piece of wholeLines(fd, size)) if (!found.next().value?.equals(piece) || !isWhole) return false;
		return true;
	} finally {
		found.return(void 0);
		(0, node_fs.closeSync)(fd);
	}
}
// src/usage/books/close-month.ts
function closeMonth(home, name, onStep) {
	removeSummed(home, name);
	for (let times = 0; times < MOST_TIMES; times++) {
		const packed = require_status().packedFile(home, name);
		const size = require_status().statOf(packed)?.size ?? 0;
		if (size && !require_status().isPacked(packed)) return;
		if (!new MonthClosing(home, name, {
			size,
			onStep
		}).run()) return;
	}
}
const MOST_TIMES = 3;
var MonthClosing = class {
	#home;
	#name;
	#onStep;
	#packed;
	#size;
	#draft;
	constructor(home, name, { size, onStep }) {
		this.#home = home;
		this.#name = name;
		this.#onStep = onStep;
		this.#packed = require_status().packedFile(home, name);
		this.#size = size;
		this.#draft = `${this.#packed}.${process.pid}.tmp`;
	}
	run() {
		const { following, state } = require_status().closedPart(this.#home, this.#name);
		const [apart] = following;
		const stored = require_status().readMonth(this.#home, this.#name);
		const isCurrent = stored && (stored.head.stamp.closed ?? "") === state;
		try {
			const packed = apart === void 0 ? this.#packOpen() : this.#packApart(apart);
			if (packed && isCurrent) this.#restamp(stored, packed);
			return packed !== null;
		} finally {
			(0, node_fs.rmSync)(this.#draft, { force: true });
		}
	}
	#packApart(from) {
		const before = require_status().bytesBefore(from) ?? 0;
		const { size } = (0, node_fs.lstatSync)(from);
		const file = (0, node_path.basename)(from);
		if (before < this.#size && holdsLines(this.#packed, before, {
			from,
			size
		})) {
			(0, node_fs.rmSync)(from);
			return {
				file,
				stoodTwice: true
			};
		}
		this.#putInPlace(from, this.#pack(from));
		return { file };
	}
	#packOpen() {
		const file = require_status().monthFile(this.#home, this.#name);
		if (!(0, node_fs.lstatSync)(file, { throwIfNoEntry: false })?.isFile()) return null;
		const taken = this.#pack(file);
		const apart = require_status().followingFile(this.#home, this.#name, this.#size);
		(0, node_fs.renameSync)(file, apart);
		this.#onStep("set apart");
		const tail = require_status().tailOf(apart, taken);
		this.#putInPlace(apart, require_status().statOf(apart)?.size === taken ? taken : this.#pack(apart));
		return {
			file: (0, node_path.basename)(file),
			open: {
				bytes: taken,
				tail
			}
		};
	}
	#pack(from) {
		(0, node_fs.rmSync)(this.#draft, { force: true });
		const taken = packOnto({
			onto: this.#packed,
			size: this.#size,
			from,
			into: this.#draft
		});
		if (taken === null) throw Object.assign(new Error("read back otherwise than written"), { code: "EIO" });
		this.#onStep("packed");
		return taken;
	}
	#putInPlace(file, taken) {
		(0, node_fs.renameSync)(this.#draft, this.#packed);
		syncFolder((0, node_path.dirname)(this.#packed));
		this.#onStep("in place");
		const late = textFrom(file, taken);
		if (late) require_status().appendEntryLines(this.#home, this.#name, late);
		(0, node_fs.rmSync)(file);
		this.#onStep("removed");
	}
	#restamp({ head: { stamp }, month }, { file, open, stoodTwice }) {
		if (stoodTwice) return;
		if (open && (stamp.bytes !== open.bytes || stamp.tail !== open.tail)) return;
		const { state } = require_status().closedPart(this.#home, this.#name);
		const now = open ? {
			...stamp,
			bytes: 0,
			lines: 0,
			mtimeMs: 0,
			tail: ""
		} : stamp;
		const { first } = month.odd;
		const isMoved = first !== null && (first.file ?? (0, node_path.basename)(require_status().monthFile(this.#home, this.#name))) === file;
		const line = (first?.line ?? 0) + require_status().packedLines(this.#packed, this.#size);
		const odd = isMoved ? {
			...month.odd,
			first: {
				...first,
				file: (0, node_path.basename)(this.#packed),
				line
			}
		} : month.odd;
		require_status().writeMonth(this.#home, this.#name, {
			...now,
			closed: state
		}, {
			...month,
			odd
		});
	}
};
function textFrom(file, from) {
	const fd = (0, node_fs.openSync)(file, "r");
	try {
		return [...require_status().pieces(fd, from)].map((piece) => piece.toString()).join("");
	} finally {
		(0, node_fs.closeSync)(fd);
	}
}
function syncFolder(folder) {
	try {
		const fd = (0, node_fs.openSync)(folder, "r");
		(0, node_fs.fsyncSync)(fd);
		(0, node_fs.closeSync)(fd);
	} catch {}
}
// src/usage/books/close-months.ts
const OPEN_MONTHS = 3;
function monthsToClose(home, now) {
	return monthsBefore(home, now, OPEN_MONTHS).filter((name) => {
		const { following } = require_status().closedPart(home, name);
		return following.length || require_status().statOf(require_status().monthFile(home, name));
	});
}
const monthsToDrop = (home, now, keepCalls) => monthsBefore(home, now, Math.max(keepCalls, OPEN_MONTHS)).filter((name) => require_status().closedPart(home, name).packed !== null);
function monthsBefore(home, now, newest) {
	const names = require_status().monthsIn(home);
	const last = [now.toISOString().slice(0, 7), names.at(-1) ?? ""].sort()[0] ?? "";
	return names.filter((name) => numberOf(name) <= numberOf(last) - newest);
}
const numberOf = (name) => Number(name.slice(0, 4)) * 12 + Number(name.slice(5, 7));
function closeMonths(home, { now, keepCalls, mostMs, onStep = () => {} }) {
	const begin = performance.now();
	const acts = [...monthsToClose(home, now).map((name) => () => closeMonth(home, name, onStep)), ...dropping(home, now, {
		keepCalls,
		onStep
	})];
	locked(home, () => {
		asFarAsPossible(() => removeDrafts(home));
		for (const act of acts) {
			asFarAsPossible(act);
			if (performance.now() - begin > mostMs) return;
		}
	});
}
function dropping(home, now, { keepCalls, onStep }) {
	if (keepCalls === null) return [];
	return monthsBefore(home, now, Math.max(keepCalls, OPEN_MONTHS)).map((name) => () => dropCalls(home, name, onStep));
}
function removeDrafts(home) {
	const folder = require_status().ledgerFolder(home);
	for (const file of (0, node_fs.readdirSync)(folder)) if (/^\d{4}-\d\d\..*\.tmp$/.test(file)) (0, node_fs.rmSync)((0, node_path.join)(folder, file), { force: true });
}
function locked(home, act) {
	let lock;
	asFarAsPossible(() => {
		lock = require_shared().tryLock(require_status().ledgerFolder(home));
	});
	if (typeof lock !== "function") return;
	try {
		act();
	} finally {
		lock();
	}
}
function asFarAsPossible(act) {
	try {
		act();
	} catch (error) {
		if (!require_shared().systemCode(error)) throw error;
	}
}
// src/commands/report-close.ts
const MOST_MS = 1e3;
function closeOldMonths({ env }) {
	const home = require_shared().dataHome(env);
	const now = new Date();
	const { close = true, keepCalls = null } = wishesOf(home) ?? { close: false };
	if (!close) return;
	if (monthsToClose(home, now).length || keepCalls !== null && monthsToDrop(home, now, keepCalls).length) closeMonths(home, {
		now,
		keepCalls,
		mostMs: MOST_MS
	});
}
function wishesOf(home) {
	try {
		return require_catalog().readSettings(require_status().ownSettingsFile(home)).ledger ?? {};
	} catch (error) {
		if (!(error instanceof require_shared().UsageError)) throw error;
		return null;
	}
}
// src/commands/report-live.ts
function liveNow(home, env) {
	const session = env.CLAUDE_CODE_SESSION_ID ?? "";
	const state = /^[\w-]+$/.test(session) ? stateIn(`${liveFolder(home, session)}/${STATE_FILE}`) : void 0;
	if (!isRecord(state)) return null;
	return {
		session,
		limits: listAt(state, "limits").flatMap((one) => {
			const kind = textAt(one, "kind");
			const percentUsed = Number(Object.fromEntries(entriesAt({ one }, "one")).percentUsed);
			return kind && Number.isFinite(percentUsed) ? [{
				kind,
				percentUsed
			}] : [];
		}),
		runs: listAt(state, "runs").filter(isRun).map((one) => ({
			...one,
			share: one.share ?? null
		})),
		offer: textAt(state, "offer")
	};
}
const liveLines = ({ limits, runs, offer }) => [
	...limits.map(({ kind, percentUsed }) => `${kind}: ${percentUsed}% used`),
	...runs.map(({ command, share, answered, inFlight, spentUsd, ceilingUsd, limitedAt }) => `${command}: ${typeof share === "number" ? `${require_shared().percent(share)}, ` : ""}${require_shared().counted(answered, "pack")} answered, ${inFlight} in flight, ${require_shared().usd(spentUsd)} of ${require_shared().usd(ceilingUsd)}${limitedAt === null ? "" : ", held back by the limit"}`),
	...runs.length ? [] : ["No bulk run is answered by this session right now."],
	...offer ? [`A higher tier may help: ${offer}.`] : []
];
function stateIn(file) {
	try {
		return parseJson((0, node_fs.readFileSync)(file, "utf8"));
	} catch {
		return;
	}
}
const isRun = (value) => isRecord(value) && typeof value.command === "string" && [
	"answered",
	"failed",
	"inFlight",
	"spentUsd",
	"ceilingUsd"
].every((key) => typeof value[key] === "number");
// src/commands/report.ts
var report_exports = require_rolldown_runtime.__exportAll({ reportCommand: () => reportCommand });
const FORMATS = [
	"text",
	"md",
	"csv",
	"json"
];
const HELP_AFTER = `
Examples:
  tierwise report --since 7d
  tierwise report --since month --by project --by branch
  tierwise report --since 2026-10 --until 2026-10 --format csv > october.csv
  tierwise report --with ~/sync/laptop --by machine
  tierwise report --since all               months: the first report reads what is on disk
  tierwise report --html                    a page for the browser: tierwise-report.html
  tierwise report --live                    what running sessions do, until Ctrl-C
  tierwise report --outcomes                which tier does which work well, and what to change of the policy

Sessions are read from Claude Code's transcripts, each part once, and the user's own of Codex and Gemini
beside them. Days are by the local clock. Dollars are list price.`;
function reportCommand(host, done) {
	return new (require_commander().Command)("report").description("Show where tokens, money and time went by tier, agent, project and more, what was saved, and what to change.").addOption(new (require_commander().Option)("--since <time>", "7d, 24h, today, week, month, 2026-11-01, 2026-11, or all").argParser(require_shared().since).default(new Date(Date.now() - 30 * require_shared().DAY_MS), "30d")).addOption(new (require_commander().Option)("--until <time>", "the last moment, in the same forms; of a day or a month, its end").argParser(require_shared().until).default(void 0, "now")).addOption(new (require_commander().Option)("--by <grouping>", `${GROUPINGS.join(", ")} (repeatable)`).argParser(grouping).default([], "tier, agent")).addOption(new (require_commander().Option)("--format <format>", "how it is printed").choices(FORMATS).default(void 0, "text")).addOption(new (require_commander().Option)("--with <folder>", "also another machine's data home, copied here (repeatable)").argParser((folder, before) => [...before, machineIn(folder)]).default([], "this machine only")).option("--backfill", "read all transcripts again for sessions that no hook has seen, as the first report does").option("--outcomes", "what came of real work instead, by kind, tier and effort (default: of all time)").option("--detail", "in JSON, also the smallest totals (cells): every other is a sum of them").option("--live", "follow the running sessions in the terminal; inside one with tierwise-live: it alone, its limits and the bulk runs that it answers").option("--json", "one JSON object on stdout, as --format json").option("--html [file]", "a page for the browser that loads nothing (default: tierwise-report.html)").addHelpText("after", HELP_AFTER).action(async (options, called) => {
		const one = options.live && liveNow(require_shared().dataHome(host.env), host.env);
		if (options.live && !one) return done(await watch(host, called));
		done(options.outcomes ? await outcomes(host, options, called) : await report(host, options));
	});
}
async function watch(host, called) {
	const other = called.options.find((option) => option.long !== "--live" && called.getOptionValueSource(option.attributeName()) === "cli");
	if (other) throw new (require_shared().UsageError)(`--live shows what runs now, so ${other.long} cannot be given with it. Leave ${other.long} out.`);
	const { watchSessions } = await Promise.resolve().then(() => require("./report-watch.cjs"));
	return watchSessions(host);
}
async function outcomes(host, { since: first, json, format }, called) {
	const other = [
		"by",
		"backfill",
		"until",
		"with",
		"html"
	].find((name) => called.getOptionValueSource(name) === "cli");
	if (other) throw new (require_shared().UsageError)(`--outcomes has tables of its own, so --${other} cannot be given with it. Leave --${other} out.`);
	if (format === "csv" || format === "md") throw new (require_shared().UsageError)(`--outcomes is printed as text or json. Leave --format ${format} out.`);
	const isGiven = called.getOptionValueSource("since") === "cli" && first.getTime() > 0;
	const { reportOutcomes } = await Promise.resolve().then(() => require("./report-outcomes.cjs"));
	return reportOutcomes(host, isGiven ? first : null, json === true || format === "json");
}
async function report(host, options) {
	const code = await written(host, options);
	closeOldMonths(host);
	return code;
}
async function written(host, options) {
	const asked = askedBy(options);
	if (options.html === void 0) return printed(host, asked, options);
	const { by, json, format, live } = options;
	const others = {
		"--by": by.length > 0,
		"--json": json,
		"--format": format,
		"--live": live
	};
	const [other] = Object.entries(others).find(([, given]) => given) ?? [];
	if (other) throw new (require_shared().UsageError)(`The page has every table, so ${other} cannot be given with --html. Leave ${other} out.`);
	const { reportPage } = await Promise.resolve().then(() => require("./report-page.cjs"));
	return reportPage(host, asked, options.html);
}
function askedBy({ since: first, until: last, backfill = false, detail = false, with: machines }) {
	const to = last ?? new Date();
	const from = first.getTime() ? first : null;
	if (from && from > to) throw new (require_shared().UsageError)(`--since is later than --until. Expected a period, such as --since 2026-10 --until 2026-10.`);
	return {
		from,
		to,
		backfill,
		detail,
		machines,
		session: null
	};
}
async function printed(host, asked, { by, live, json, format }) {
	const now = live ? liveNow(require_shared().dataHome(host.env), host.env) : null;
	const made = await reportOn(host, {
		...asked,
		session: now?.session ?? null
	});
	const groupings = by.length ? by : ["tier", "agent"];
	host.stdout.write(`${{
		text: () => formatReport(made, groupings) + (now ? `\n${liveLines(now).join("\n")}` : ""),
		md: () => markdown(made, groupings),
		csv: () => csv(made, groupings),
		json: () => require_shared().visibleJson({
			...made,
			...now && { live: now }
		})
	}[json ? "json" : format ?? "text"]()}\n`);
	return require_shared().EXIT.ok;
}
function grouping(text, before) {
	const found = GROUPINGS.find((name) => name === text);
	if (found) return [...before, found];
	throw new (require_shared().UsageError)(`Unknown grouping "${text}". ${require_shared().oneOf(text, GROUPINGS)}`);
}
Object.defineProperty(exports, "ADDED_OUTPUT_TOKENS", {
	enumerable: true,
	get: function() {
		return ADDED_OUTPUT_TOKENS;
	}
});
Object.defineProperty(exports, "PRESENCE_FILE", {
	enumerable: true,
	get: function() {
		return PRESENCE_FILE;
	}
});
Object.defineProperty(exports, "UNSETTLED", {
	enumerable: true,
	get: function() {
		return UNSETTLED;
	}
});
Object.defineProperty(exports, "allCalibrations", {
	enumerable: true,
	get: function() {
		return allCalibrations;
	}
});
Object.defineProperty(exports, "allTranscripts", {
	enumerable: true,
	get: function() {
		return allTranscripts;
	}
});
Object.defineProperty(exports, "appendOutcomes", {
	enumerable: true,
	get: function() {
		return appendOutcomes;
	}
});
Object.defineProperty(exports, "appendSettled", {
	enumerable: true,
	get: function() {
		return appendSettled;
	}
});
Object.defineProperty(exports, "at", {
	enumerable: true,
	get: function() {
		return at;
	}
});
Object.defineProperty(exports, "auditLines", {
	enumerable: true,
	get: function() {
		return auditLines;
	}
});
Object.defineProperty(exports, "budgetStates", {
	enumerable: true,
	get: function() {
		return budgetStates;
	}
});
Object.defineProperty(exports, "bySession", {
	enumerable: true,
	get: function() {
		return bySession;
	}
});
Object.defineProperty(exports, "callsOfPeriod", {
	enumerable: true,
	get: function() {
		return callsOfPeriod;
	}
});
Object.defineProperty(exports, "dayOf", {
	enumerable: true,
	get: function() {
		return dayOf;
	}
});
Object.defineProperty(exports, "delegationsOfPeriod", {
	enumerable: true,
	get: function() {
		return delegationsOfPeriod;
	}
});
Object.defineProperty(exports, "directEntry", {
	enumerable: true,
	get: function() {
		return directEntry;
	}
});
Object.defineProperty(exports, "directRecorder", {
	enumerable: true,
	get: function() {
		return directRecorder;
	}
});
Object.defineProperty(exports, "entriesAt", {
	enumerable: true,
	get: function() {
		return entriesAt;
	}
});
Object.defineProperty(exports, "followedInWords", {
	enumerable: true,
	get: function() {
		return followedInWords;
	}
});
Object.defineProperty(exports, "ingestKnown", {
	enumerable: true,
	get: function() {
		return ingestKnown;
	}
});
Object.defineProperty(exports, "isRecord", {
	enumerable: true,
	get: function() {
		return isRecord;
	}
});
Object.defineProperty(exports, "isSummed", {
	enumerable: true,
	get: function() {
		return isSummed;
	}
});
Object.defineProperty(exports, "keysOf", {
	enumerable: true,
	get: function() {
		return keysOf;
	}
});
Object.defineProperty(exports, "listAt", {
	enumerable: true,
	get: function() {
		return listAt;
	}
});
Object.defineProperty(exports, "liveFolder", {
	enumerable: true,
	get: function() {
		return liveFolder;
	}
});
Object.defineProperty(exports, "makeReport", {
	enumerable: true,
	get: function() {
		return makeReport;
	}
});
Object.defineProperty(exports, "movesUnder", {
	enumerable: true,
	get: function() {
		return movesUnder;
	}
});
Object.defineProperty(exports, "numberOf", {
	enumerable: true,
	get: function() {
		return numberOf$1;
	}
});
Object.defineProperty(exports, "offsetsFolder", {
	enumerable: true,
	get: function() {
		return offsetsFolder;
	}
});
Object.defineProperty(exports, "parseJson", {
	enumerable: true,
	get: function() {
		return parseJson;
	}
});
Object.defineProperty(exports, "pricedCalls", {
	enumerable: true,
	get: function() {
		return pricedCalls;
	}
});
Object.defineProperty(exports, "readBooks", {
	enumerable: true,
	get: function() {
		return readBooks;
	}
});
Object.defineProperty(exports, "readCalibration", {
	enumerable: true,
	get: function() {
		return readCalibration;
	}
});
Object.defineProperty(exports, "readLedger", {
	enumerable: true,
	get: function() {
		return readLedger;
	}
});
Object.defineProperty(exports, "readOutcomes", {
	enumerable: true,
	get: function() {
		return readOutcomes;
	}
});
Object.defineProperty(exports, "readSettled", {
	enumerable: true,
	get: function() {
		return readSettled;
	}
});
Object.defineProperty(exports, "report_exports", {
	enumerable: true,
	get: function() {
		return report_exports;
	}
});
Object.defineProperty(exports, "runFile", {
	enumerable: true,
	get: function() {
		return runFile;
	}
});
Object.defineProperty(exports, "staleCalibrations", {
	enumerable: true,
	get: function() {
		return staleCalibrations;
	}
});
Object.defineProperty(exports, "takenFile", {
	enumerable: true,
	get: function() {
		return takenFile;
	}
});
Object.defineProperty(exports, "textAt", {
	enumerable: true,
	get: function() {
		return textAt;
	}
});
Object.defineProperty(exports, "usageOf", {
	enumerable: true,
	get: function() {
		return usageOf;
	}
});
Object.defineProperty(exports, "writeCalibration", {
	enumerable: true,
	get: function() {
		return writeCalibration;
	}
});
