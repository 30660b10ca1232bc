"use strict";
const require_rolldown_runtime = require("./rolldown-runtime.cjs");
const require_commander = require("./commander.cjs");
const require_shared = require("./shared.cjs");
const require_zod = require("./zod.cjs");
const require_catalog = require("./catalog.cjs");
const require_status = require("./status.cjs");
const require_routing = require("./routing.cjs");
let node_path = require("node:path");
let node_fs = require("node:fs");
let node_crypto = require("node:crypto");
// src/usage/delegations.ts
const DELEGATIONS = "delegations.jsonl";
// src/usage/schemas.ts
const Count = require_zod.int().nonnegative();
const Usd = require_zod.number().nonnegative();
const Moment = require_zod.datetime({ error: "expected a moment such as 2026-11-20T10:00:00.000Z" });
const Text = require_zod.string().min(1);
const EntrySchema = require_zod.object({
	id: Text,
	at: Moment,
	source: require_zod._enum(require_status.SOURCES),
	session: require_zod.string().nullable(),
	project: require_zod.string().nullable(),
	agent: require_zod.string().nullable(),
	skill: require_zod.string().nullable(),
	requested: require_zod.string(),
	served: require_zod.string(),
	tier: require_zod._enum(require_shared.TIER_NAMES).nullable(),
	effort: require_zod.string().nullable(),
	input: Count,
	output: Count,
	cacheRead: Count,
	cacheWrite5m: Count,
	cacheWrite1h: Count,
	thinking: Count,
	costUsd: Usd.nullable(),
	stop: require_zod.string().nullable(),
	webSearches: Count.optional(),
	isSum: require_zod.boolean().optional(),
	fast: require_zod.boolean().optional(),
	batch: require_zod.boolean().optional(),
	usOnly: require_zod.boolean().optional(),
	client: require_zod.string().optional()
});
const CostStateSchema = require_zod.object({
	session: Text,
	totalCostUsd: Usd,
	lastCall: require_zod.string().nullable()
});
const OutcomeSchema = require_zod.object({
	id: Text,
	at: Moment,
	source: require_zod._enum(require_status.SOURCES),
	project: require_zod.string(),
	kind: require_zod.string(),
	executor: require_zod.string(),
	tier: require_zod._enum(require_shared.TIER_NAMES).nullable(),
	effort: require_zod._enum(require_shared.EFFORTS).nullable(),
	tries: Count,
	passed: require_zod.boolean(),
	costUsd: Usd.nullable()
});
const SettledSchema = require_zod.object({
	at: Moment,
	project: require_zod.string(),
	task: require_zod.string(),
	hash: require_zod.string(),
	kind: require_zod._enum(["classification", "extraction"]),
	tier: require_zod._enum(require_shared.RUNG_NAMES),
	effort: require_zod._enum(require_shared.EFFORTS),
	asked: Count,
	settled: Count,
	costUsd: Usd
});
const ProgressSchema = require_zod.object({
	transcript: Text,
	offsets: require_zod.record(require_zod.string(), Count),
	lastCall: require_zod.string().nullable(),
	passedOver: Count.optional()
});
const DelegationSchema = require_zod.object({
	at: Moment,
	session: Text,
	agent: Text,
	rule: Text,
	from: require_zod._enum(require_shared.TIER_NAMES).nullable(),
	tier: require_zod._enum(require_shared.TIER_NAMES)
});
// src/usage/ledger.ts
function readLedger(home) {
	const folder = require_status.ledgerFolder(home);
	const calls = new Map();
	const idsOfSession = new Map();
	const costStates = new Map();
	const passedOver = [];
	const onPassedOver = (one) => passedOver.push(one);
	const months = filesIn(folder).filter((name) => /^\d{4}-\d\d\.jsonl$/.test(name));
	for (const name of months.sort()) for (const entry of readRecords((0, node_path.join)(folder, name), EntrySchema, onPassedOver)) {
		const known = calls.get(entry.id);
		calls.set(entry.id, known ? {
			...entry,
			session: known.session,
			at: known.at
		} : entry);
		if (entry.session === null) continue;
		const ids = idsOfSession.get(entry.session) ?? new Set();
		ids.add(entry.id);
		idsOfSession.set(entry.session, ids);
	}
	for (const state of readRecords((0, node_path.join)(folder, require_status.COST_STATES), CostStateSchema, onPassedOver)) costStates.set(state.session, state);
	return {
		calls: [...calls.values()],
		idsOfSession,
		costStates,
		passedOver
	};
}
const readDelegations = (home, onPassedOver) => [...readRecords((0, node_path.join)(require_status.ledgerFolder(home), DELEGATIONS), DelegationSchema, onPassedOver)];
function* readRecords(file, schema, onPassedOver) {
	const text = textOf$1(file, onPassedOver);
	let line = 0;
	for (let from = 0; from < text.length;) {
		const end = text.indexOf("\n", from);
		const to = end < 0 ? text.length : end;
		line++;
		if (to > from) {
			const reading = require_shared.readRecord(schema, text.slice(from, to));
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
function textOf$1(file, onPassedOver) {
	try {
		return (0, node_fs.readFileSync)(file, "utf8");
	} catch (error) {
		if (require_shared.systemCode(error) !== "ENOENT") onPassedOver({
			file,
			problem: require_shared.systemReason(error)
		});
		return "";
	}
}
function filesIn(folder) {
	try {
		return (0, node_fs.readdirSync)(folder);
	} catch {
		return [];
	}
}
// src/usage/outcomes.ts
const FILE = "outcomes.jsonl";
const settledFile = (home) => (0, node_path.join)(home, "outcomes", "settled.jsonl");
function appendOutcomes(home, outcomes) {
	if (outcomes.length) require_status.appendLines(home, FILE, outcomes);
}
function readOutcomes(home, onPassedOver = () => {}) {
	const byId = new Map();
	const file = (0, node_path.join)(require_status.ledgerFolder(home), FILE);
	for (const outcome of readRecords(file, OutcomeSchema, onPassedOver)) byId.set(outcome.id, outcome);
	return [...byId.values()];
}
function appendSettled(home, records) {
	if (records.length) require_shared.appendRecords(settledFile(home), records);
}
const readSettled = (home, onPassedOver = () => {}) => [...readRecords(settledFile(home), SettledSchema, onPassedOver)];
// src/calibrate/kept/record.ts
const VERSION = 1;
const Tier = require_zod._enum(require_shared.RUNG_NAMES);
const Interval = require_zod.object({
	value: require_zod.number(),
	low: require_zod.number(),
	high: require_zod.number(),
	n: require_zod.number()
});
const Setting = require_zod.object({
	name: require_zod.string().optional(),
	tier: Tier,
	model: require_zod.string(),
	served: require_zod.array(require_zod.string()),
	effort: require_zod._enum(require_shared.EFFORTS),
	pack: require_zod.number(),
	votes: require_zod.union([require_zod.literal(1), require_zod.literal(2)]),
	masks: require_zod.boolean().default(true),
	agreement: Interval,
	accuracy: Interval.nullable(),
	costPer1000Usd: require_zod.number().nullable()
}).transform(({ name, ...setting }) => ({
	...setting,
	name: name ?? setting.tier
}));
const Question = require_zod.union([require_zod.object({
	kind: require_zod.literal("within"),
	allowance: require_zod.number()
}), require_zod.object({
	kind: require_zod.literal("floor"),
	floor: require_zod.number()
})]);
const Calibration = require_zod.object({
	task: require_zod.object({
		kind: require_zod._enum(["scheme", "recipe"]),
		name: require_zod.string(),
		hash: require_zod.string()
	}),
	at: require_zod.string(),
	promptVersion: require_zod.number(),
	columns: require_zod.array(require_zod.string()),
	question: Question,
	confidence: require_zod.number(),
	against: require_zod.string(),
	settings: require_zod.array(Setting),
	decision: require_zod._enum([
		"yes",
		"no",
		"undecided"
	]),
	recommended: require_zod.string().nullable(),
	appliedAt: require_zod.string().nullable(),
	rechecked: require_zod.object({
		at: require_zod.string(),
		significant: require_zod.boolean(),
		tier: require_zod.string(),
		served: require_zod.array(require_zod.string())
	}).nullable(),
	watched: require_zod.array(require_zod.object({
		asked: require_zod.number(),
		changed: require_zod.number()
	})),
	sample: require_zod.array(require_zod.object({
		fingerprint: require_zod.string(),
		answers: require_zod.record(require_zod.string(), require_zod.string()),
		label: require_zod.string().nullable()
	}))
});
const folderIn = (home) => (0, node_path.join)(home, "calibrations");
const fileOf = (home, hash) => (0, node_path.join)(folderIn(home), `${hash}.json`);
function readCalibration(home, { hash }) {
	return readFile(fileOf(home, hash));
}
function readFile(file, words = "") {
	let text;
	try {
		text = (0, node_fs.readFileSync)(file, "utf8");
	} catch (error) {
		if (error.code === "ENOENT") return null;
		return { problem: require_shared.systemReason(error) };
	}
	if (!text.includes(words)) return null;
	const reading = require_shared.readRecord(Calibration, text, VERSION);
	return "record" in reading ? reading.record : reading;
}
function allCalibrations(home, words = "") {
	const calibrations = [];
	const passedOver = [];
	for (const name of namesIn$1(folderIn(home))) {
		const file = (0, node_path.join)(folderIn(home), name);
		const read = readFile(file, words);
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
	const file = fileOf(home, calibration.task.hash);
	const temporary = `${file}.${(0, node_crypto.randomUUID)()}.tmp`;
	try {
		require_shared.makePrivateFolder(folderIn(home));
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
		throw new require_shared.UsageError(`${file}: the calibration cannot be kept: ${require_shared.systemReason(error)}.`);
	}
}
// src/usage/own-calls.ts
function directRecorder(home, { env, cwd }, onFailure) {
	let failed = false;
	return (call) => {
		if (failed) return;
		try {
			require_status.appendEntries(home, [directEntry({
				...call,
				project: cwd
			}, env)]);
		} catch (error) {
			failed = true;
			onFailure(error);
		}
	};
}
function directEntry({ source, requested, effort, reply, costUsd, client, project }, env) {
	const { webSearches, ...tokens } = reply.usage ?? require_shared.NO_USAGE;
	return {
		id: reply.requestId ? `${reply.id}|${reply.requestId}` : reply.id,
		at: new Date().toISOString(),
		source,
		session: env.CLAUDE_CODE_SESSION_ID ?? null,
		project,
		agent: null,
		skill: null,
		requested,
		served: reply.served,
		tier: require_shared.shippedModel(reply.served)?.tier ?? null,
		effort,
		...tokens,
		costUsd,
		stop: reply.stop,
		...webSearches && { webSearches },
		...reply.fast && { fast: true },
		...reply.batch && { batch: true },
		...reply.isSum && { isSum: true },
		...reply.usOnly && { usOnly: true },
		...client && { client }
	};
}
// src/usage/spend.ts
function budgetStates(home, budgets, who, pending = []) {
	const asked = scopesOf(budgets, who);
	if (!asked.length) return [];
	const states = asked.map(({ name, limitUsd }) => ({
		name,
		limitUsd,
		spentUsd: 0
	}));
	for (const call of [...callsAround(home, who.at), ...pending]) for (const [index, { counts }] of asked.entries()) {
		const state = states[index];
		if (state && counts(call)) state.spentUsd += call.costUsd;
	}
	return states;
}
function scopesOf(budgets, { session, project, agent, at }) {
	const day = new Date(at.getFullYear(), at.getMonth(), at.getDate()).toISOString();
	const month = new Date(at.getFullYear(), at.getMonth(), 1).toISOString();
	const scopes = [];
	const add = (name, limitUsd, counts) => {
		if (limitUsd !== void 0) scopes.push({
			name,
			limitUsd,
			counts
		});
	};
	if (session !== null) add("session", budgets.session, (call) => call.session === session);
	add("day", budgets.day, (call) => call.at >= day);
	add("month", budgets.month, (call) => call.at >= month);
	if (project !== null) add("project", budgets.project, (call) => call.at >= month && call.project === project);
	for (const [pattern, limitUsd] of Object.entries(budgets.agents ?? {})) if (agent !== null && require_status.fitsPattern(pattern, agent)) add(`agent ${pattern}`, limitUsd, (call) => call.at >= day && typeof call.agent === "string" && require_status.fitsPattern(pattern, call.agent));
	return scopes;
}
function callsAround(home, at) {
	const calls = new Map();
	const before = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - 1, 1));
	for (const month of [before, at]) {
		const file = (0, node_path.join)(require_status.ledgerFolder(home), `${month.toISOString().slice(0, 7)}.jsonl`);
		for (const line of linesOf(file)) {
			const [id, call] = readCall(line) ?? [];
			if (id === void 0 || !call) continue;
			const known = calls.get(id);
			calls.set(id, known ? {
				...call,
				session: known.session,
				at: known.at
			} : call);
		}
	}
	return calls.values();
}
function linesOf(file) {
	try {
		return (0, node_fs.readFileSync)(file, "utf8").split("\n");
	} catch {
		return [];
	}
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
// src/calibrate/kept/staleness.ts
const QUARTER_MS = 78624e5;
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
	return at.getTime() - new Date(checkedAt).getTime() > QUARTER_MS ? "a quarter has passed" : null;
}
// src/usage/transcript-record.ts
const UNUSABLE = { kind: "unusable" };
function findCost(line, before) {
	const record = parse(line);
	if (!record) return UNUSABLE;
	if (record.type === "cost-state") return costStateIn(record);
	const message = object(record.message);
	if (record.type !== "assistant" || message.model === "<synthetic>" || !message.usage) return null;
	const [id, model, usage] = [
		text(message.id),
		text(message.model),
		message.usage
	];
	if (!id || !model || typeof usage !== "object") return UNUSABLE;
	const requestId = text(record.requestId);
	return {
		kind: "call",
		call: {
			id: requestId ? `${id}|${requestId}` : id,
			at: moment(record.timestamp) ?? before,
			...whoCalled(record),
			requested: text(record.requestedModel) ?? model,
			served: model,
			effort: text(record.effort),
			stop: text(message.stop_reason),
			...priced$1(model, object(usage), moment(record.timestamp) ?? before)
		}
	};
}
function costStateIn({ sessionId, totalCostUSD }) {
	const [session, totalCostUsd] = [text(sessionId), amount(totalCostUSD)];
	return session && totalCostUsd !== null ? {
		kind: "cost-state",
		session,
		totalCostUsd
	} : UNUSABLE;
}
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
function priced$1(modelId, usage, at) {
	const model = require_shared.shippedModel(modelId);
	const { webSearches, ...tokens } = toUsage(usage);
	const fast = usage.speed === "fast";
	const usOnly = usage.inference_geo === "us";
	return {
		tier: model?.tier ?? null,
		...tokens,
		costUsd: require_shared.costUsd(model, {
			...tokens,
			webSearches
		}, {
			at: new Date(at),
			fast,
			usOnly
		}),
		...webSearches && { webSearches },
		...fast && { fast },
		...usOnly && { usOnly }
	};
}
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
function parse(line) {
	try {
		const value = JSON.parse(line);
		return typeof value === "object" ? value : null;
	} catch {
		return null;
	}
}
const object = (value) => typeof value === "object" && value !== null ? value : {};
const text = (value) => typeof value === "string" && value ? value : null;
function amount(value) {
	const number = typeof value === "string" && /^\d+(\.\d+)?$/.test(value) ? Number(value) : value;
	return typeof number === "number" && number >= 0 && number <= Number.MAX_SAFE_INTEGER ? number : null;
}
const count = (value) => Math.round(amount(value) ?? 0);
function moment(value) {
	const date = new Date(typeof value === "string" ? value : NaN);
	const iso = Number.isNaN(date.getTime()) ? null : date.toISOString();
	return iso && /^\d{4}-/.test(iso) ? iso : null;
}
// src/usage/transcript.ts
const CHUNK_BYTES = 4194304;
const LONGEST_LINE_BYTES = 67108864;
const NEWLINE = 10;
const MARKS = [Buffer.from("\"type\":\"assistant\""), Buffer.from("\"type\":\"cost-state\"")];
function readTranscript(file, offset, maxBytes = Number.POSITIVE_INFINITY) {
	let fd = null;
	try {
		fd = (0, node_fs.openSync)(file, node_fs.constants.O_RDONLY | node_fs.constants.O_NONBLOCK);
		return readFrom(fd, offset, maxBytes);
	} catch (error) {
		if (!require_shared.systemCode(error)) throw error;
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
function readFrom(fd, offset, maxBytes) {
	const { size, mtime } = (0, node_fs.fstatSync)(fd);
	const start = offset > size ? 0 : offset;
	const found = new Found(mtime.toISOString());
	let position = start;
	for (const { lines, end } of wholeLines(fd, {
		start,
		size,
		maxBytes
	})) {
		for (const line of markedLines(lines)) found.add(line);
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
	#passedOver = 0;
	#lastMainCall = null;
	#at;
	constructor(at) {
		this.#at = at;
	}
	add(line) {
		const finding = findCost(line, this.#at);
		if (finding?.kind === "unusable") this.#passedOver++;
		else if (finding?.kind === "cost-state") {
			const { session, totalCostUsd } = finding;
			this.#costStates.push({
				session,
				totalCostUsd,
				lastCall: this.#lastMainCall
			});
		} else if (finding) {
			const { call } = finding;
			this.#calls.set(call.id, call);
			this.#at = call.at;
			if (call.source === "session") this.#lastMainCall = call.id;
		}
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
		const chunk = Buffer.allocUnsafe(Math.min(length, size - position));
		const read = (0, node_fs.readSync)(fd, chunk, 0, chunk.length, position);
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
function* markedLines(lines) {
	const next = MARKS.map((mark) => lines.indexOf(mark));
	for (;;) {
		const found = Math.min(...next.map((at) => at < 0 ? Number.POSITIVE_INFINITY : at));
		if (!Number.isFinite(found)) return;
		const start = lines.lastIndexOf(NEWLINE, found) + 1;
		const end = lines.indexOf(NEWLINE, found);
		yield lines.toString("utf8", start, end);
		for (const [index, at] of next.entries()) if (at >= 0 && at < end) next[index] = lines.indexOf(MARKS[index] ?? "", end);
	}
}
function subagentTranscripts(transcript) {
	const folder = (0, node_path.join)(transcript.replace(/\.jsonl$/, ""), "subagents");
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
	const session = (0, node_path.basename)(transcript, ".jsonl");
	const before = readProgress(home, session) ?? {
		offsets: {},
		lastCall: null
	};
	const progress = {
		...before,
		transcript,
		offsets: { ...before.offsets }
	};
	let left = maxBytes;
	let changed = false;
	for (const file of [transcript, ...subagentTranscripts(transcript)]) {
		if (left <= 0) break;
		const offset = progress.offsets[(0, node_path.relative)((0, node_path.dirname)(transcript), file)] ?? 0;
		const now = ingestFile(home, file, progress, left);
		left -= Math.max(0, now - offset);
		changed ||= now !== offset;
	}
	if (changed) writeProgress(home, session, progress);
}
function ingestFile(home, file, progress, maxBytes) {
	const { transcript, offsets, lastCall } = progress;
	const name = (0, node_path.relative)((0, node_path.dirname)(transcript), file);
	const { calls, costStates, passedOver, offset } = readTranscript(file, offsets[name] ?? 0, maxBytes);
	if (offset === (offsets[name] ?? 0)) return offset;
	require_status.appendEntries(home, calls);
	if (file === transcript) {
		require_status.appendCostStates(home, costStates.map((state) => ({
			...state,
			lastCall: state.lastCall ?? lastCall
		})));
		progress.lastCall = calls.findLast(({ source }) => source === "session")?.id ?? lastCall;
	}
	if (passedOver) progress.passedOver = (progress.passedOver ?? 0) + passedOver;
	offsets[name] = offset;
	return offset;
}
const offsetsFolder = (home) => (0, node_path.join)(require_status.ledgerFolder(home), "offsets");
function readProgress(home, session) {
	try {
		const value = JSON.parse((0, node_fs.readFileSync)((0, node_path.join)(offsetsFolder(home), `${session}.json`), "utf8"));
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
function writeProgress(home, session, progress) {
	const folder = offsetsFolder(home);
	require_shared.makePrivateFolder(folder);
	const file = (0, node_path.join)(folder, `${session}.json`);
	const temporary = `${file}.${process.pid}.tmp`;
	(0, node_fs.writeFileSync)(temporary, JSON.stringify(progress), { mode: 384 });
	(0, node_fs.renameSync)(temporary, file);
}
// src/usage/savings.ts
const ASSUMPTION$1 = "the same tokens on the most expensive tier that the session's main thread used (direct calls: of all sessions, else opus), caches kept instead of rebuilt where the thread switched models; models differ in how many tokens they need";
const REBUILT_SHARE = .25;
function savingsOf(calls, catalog) {
	const rebuilt = cacheRebuilds(calls);
	const top = topModels(calls, catalog);
	const sums = {
		actualUsd: 0,
		onTopTierUsd: 0,
		cacheRebuildUsd: 0
	};
	for (const call of calls) {
		if (call.costUsd === null) continue;
		const { keptUsd, onTopUsd } = compare(call, call.session !== null && top.bySession.get(call.session) || top.overall, rebuilt.get(call) ?? 0, catalog);
		sums.actualUsd += call.costUsd;
		sums.onTopTierUsd += onTopUsd ?? call.costUsd;
		sums.cacheRebuildUsd += call.costUsd - (keptUsd ?? call.costUsd);
	}
	return {
		...sums,
		savedUsd: sums.onTopTierUsd - sums.actualUsd,
		assumption: ASSUMPTION$1
	};
}
function compare(call, topModel, again, catalog) {
	const kept = keepCache(call, again);
	const keptUsd = again ? price(call.served, kept, call, catalog) : call.costUsd;
	return {
		keptUsd,
		onTopUsd: rank(call.tier) < rank(catalog.model(topModel)?.tier ?? null) ? price(topModel, kept, call, catalog) : keptUsd
	};
}
function price(model, usage, { at }, catalog) {
	return require_shared.costUsd(catalog.model(model), usage, { at: new Date(at) });
}
const usageOf = (call) => ({
	...call,
	webSearches: call.webSearches ?? 0
});
const rank = (tier) => tier === null ? -1 : require_shared.TIER_NAMES.indexOf(tier);
function topModels(calls, catalog) {
	const bySession = new Map();
	let overall;
	for (const call of calls) {
		if (call.source !== "session") continue;
		overall = higher(overall, call);
		if (call.session !== null) bySession.set(call.session, higher(bySession.get(call.session), call));
	}
	return {
		bySession: new Map([...bySession].map(([session, { served }]) => [session, served])),
		overall: overall?.served ?? catalog.tiers.opus.model
	};
}
const higher = (before, call) => before && rank(before.tier) > rank(call.tier) ? before : call;
function cacheRebuilds(calls) {
	const found = new Map();
	const last = new Map();
	for (const call of calls) {
		if (call.source !== "session" || call.session === null) continue;
		const before = last.get(call.session);
		last.set(call.session, call);
		if (!before || before.served === call.served) continue;
		const wasCached = before.cacheRead + before.cacheWrite5m + before.cacheWrite1h;
		const again = Math.min(call.cacheWrite5m + call.cacheWrite1h, Math.max(0, wasCached - call.cacheRead));
		if (again > REBUILT_SHARE * require_shared.promptTokens(usageOf(call))) found.set(call, again);
	}
	return found;
}
function keepCache(call, again) {
	const from1h = Math.min(again, call.cacheWrite1h);
	return {
		...usageOf(call),
		cacheRead: call.cacheRead + again,
		cacheWrite1h: call.cacheWrite1h - from1h,
		cacheWrite5m: call.cacheWrite5m - (again - from1h)
	};
}
// src/usage/catch-up.ts
function ingestKnown(home) {
	return progressFiles(home).flatMap((file) => {
		const reading = readProgressFile(file);
		if ("problem" in reading) return [{
			file,
			problem: reading.problem
		}];
		ingestSession(home, reading.record.transcript);
		return [];
	});
}
const knownTranscripts = (home) => progressFiles(home).flatMap((file) => {
	const reading = readProgressFile(file);
	return "record" in reading ? [reading.record.transcript] : [];
});
function ingestAll(home, configFolder) {
	const transcripts = allTranscripts(configFolder);
	for (const transcript of transcripts) ingestSession(home, transcript);
	return transcripts.length;
}
function uncountedRecords(home) {
	return progressFiles(home).reduce((sum, file) => {
		const reading = readProgressFile(file);
		return sum + ("record" in reading ? reading.record.passedOver ?? 0 : 0);
	}, 0);
}
function readProgressFile(file) {
	try {
		return require_shared.readRecord(ProgressSchema, (0, node_fs.readFileSync)(file, "utf8"));
	} catch (error) {
		return { problem: require_shared.systemReason(error) };
	}
}
function progressFiles(home) {
	const folder = offsetsFolder(home);
	try {
		return (0, node_fs.readdirSync)(folder).filter((name) => name.endsWith(".json")).map((name) => (0, node_path.join)(folder, name));
	} catch {
		return [];
	}
}
// src/usage/advice.ts
const MECHANICAL = /explor|search|find|grep|format|lint|commit|doc|changelog|rename/i;
const AUTHOR = /implement|writ|cod|fix|develop|build|refactor|draft/i;
const CHECKER = /review|audit|verif|analyst|critic|check|test/i;
const WORTH_SAYING_USD = .01;
const MOST_THINKING = .6;
const ALMOST_ALL = .9;
function adviseOn(calls, context) {
	return [
		...mechanicalOnTop(calls, context),
		...everythingOnTop(calls, context),
		...modelSwitches(calls, context),
		...thinking(calls, context),
		...overridden(calls, context),
		...unchecked(calls)
	].filter(({ savesUsd }) => savesUsd === null || savesUsd >= WORTH_SAYING_USD).sort((a, b) => (b.savesUsd ?? 0) - (a.savesUsd ?? 0));
}
const isAgent = ({ source }) => source === "subagent";
const isTop = ({ tier }) => rank(tier) >= rank("opus");
const costOf = (calls) => calls.reduce((sum, { costUsd }) => sum + (costUsd ?? 0), 0);
function onTier$1(calls, tier, catalog) {
	const { model } = catalog.tiers[tier];
	return calls.reduce((sum, call) => sum + (price(model, usageOf(call), call, catalog) ?? call.costUsd ?? 0), 0);
}
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
const times = (number) => number === 1 ? "once" : `${require_shared.count(number)} times`;
function mechanicalOnTop(calls, { catalog }) {
	return groupBy(calls.filter((call) => isAgent(call) && isTop(call) && MECHANICAL.test(call.who)), ({ who }) => who).map(({ first: { who, tier }, calls: group }) => {
		const [now, then] = [costOf(group), onTier$1(group, "haiku", catalog)];
		return {
			kind: "mechanical-on-top",
			text: `${who} called a model ${times(group.length)} on ${tier}: ${require_shared.usd(now)}; on haiku ${require_shared.usd(then)}. Use tierwise:explorer or another agent on haiku for such work, or set "model: haiku" for this one.`,
			savesUsd: now - then
		};
	});
}
function everythingOnTop(calls, { catalog }) {
	const total = costOf(calls);
	const top = calls.filter(isTop);
	const delegated = top.filter((call) => isAgent(call) && !MECHANICAL.test(call.who) && !CHECKER.test(call.who));
	if (!delegated.length || costOf(top) < ALMOST_ALL * total) return [];
	const [now, then] = [costOf(delegated), onTier$1(delegated, "sonnet", catalog)];
	const agents = new Set(delegated.map(({ who }) => who)).size;
	const subject = agents === 1 ? "1 agent that inherits it" : `${require_shared.count(agents)} agents that inherit it`;
	return [{
		kind: "everything-on-top",
		text: `${require_shared.percent(costOf(top) / total)} of the money went to the top tier, also for ${subject}: ${require_shared.usd(now)}; on sonnet ${require_shared.usd(then)}. Set a model for each agent.`,
		savesUsd: now - then
	}];
}
function modelSwitches(calls, { savings }) {
	const rebuilds = cacheRebuilds(calls);
	if (!rebuilds.size) return [];
	const tokens = [...rebuilds.values()].reduce((sum, again) => sum + again, 0);
	return [{
		kind: "model-switch",
		text: `The model was switched in the middle of a conversation ${times(rebuilds.size)}, and ${require_shared.count(tokens)} cached tokens were written again: ${require_shared.usd(savings.cacheRebuildUsd)} more than reading them. Switch at the start of a session, or give the other model's part to an agent.`,
		savesUsd: savings.cacheRebuildUsd
	}];
}
function thinking(calls, { catalog }) {
	return groupBy(calls, ({ served, effort }) => effort && `${served} ${effort}`).flatMap(({ first, calls: group }) => {
		const effort = require_shared.EFFORTS.find((one) => one === first.effort);
		const lower = effort && require_shared.EFFORTS[require_shared.EFFORTS.indexOf(effort) - 1];
		const index = catalog.model(first.served)?.effortCost;
		const output = group.reduce((sum, call) => sum + call.output, 0);
		const thought = group.reduce((sum, call) => sum + call.thinking, 0);
		if (!effort || !lower || !index || thought < MOST_THINKING * output) return [];
		const now = costOf(group);
		const share = index[lower] / index[effort];
		return [{
			kind: "thinking",
			text: `${require_shared.percent(thought / output)} of what ${first.served} wrote at effort ${effort} was thinking, in calls of ${require_shared.usd(now)}. At ${lower} such work costs about ${require_shared.percent(share)} of that, by the client's own index.`,
			savesUsd: now * (1 - share)
		}];
	});
}
function overridden(calls, { catalog, declaredTiers }) {
	return groupBy(calls.filter(({ who, tier }) => rank(tier) > rank(declaredTiers.get(who) ?? "fable")), ({ who }) => who).flatMap(({ first: { who, tier }, calls: group }) => {
		const declared = declaredTiers.get(who);
		if (!declared) return [];
		const [now, then] = [costOf(group), onTier$1(group, declared, catalog)];
		return {
			kind: "tier-overridden",
			text: `${who} asks for ${declared} and ran ${times(group.length)} on ${tier}: ${require_shared.usd(now)}; on ${declared} ${require_shared.usd(then)}. Check CLAUDE_CODE_SUBAGENT_MODEL_FORCE and the model named in the call.`,
			savesUsd: now - then
		};
	});
}
function unchecked(calls) {
	const drafts = groupBy(calls, ({ session }) => session).filter((session) => isUnchecked(session.calls)).length;
	if (!drafts) return [];
	return [{
		kind: "haiku-unchecked",
		text: `In ${require_shared.counted(drafts, "session")} an agent on haiku wrote code and no reviewer of a higher tier looked at it after that. Call tierwise:code-reviewer on such work.`,
		savesUsd: null
	}];
}
const isDraft = (call) => isAgent(call) && call.tier === "haiku" && AUTHOR.test(call.who);
const isReview = (call) => isAgent(call) && rank(call.tier) > rank("haiku") && CHECKER.test(call.who);
function isUnchecked(session) {
	const last = session.findLastIndex(isDraft);
	const draft = session[last];
	if (!draft || MECHANICAL.test(draft.who)) return false;
	return !session.slice(last).some(isReview);
}
// src/usage/routing-report.ts
const ASSUMPTION = "the same tokens at the other tier\u2019s price; models differ in how many they need, and a cheaper one that fails costs twice";
function routingReport(calls, { policy, delegated, records }, catalog) {
	const byId = new Map(calls.map((call) => [call.id, call]));
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
		const made = one.calls.flatMap((id) => byId.get(id) ?? []);
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
	add$1(sum.byRule, rule, {
		delegations: 1,
		actualUsd,
		otherwiseUsd
	});
}
function addObserved(sum, policy, work) {
	const { one, made } = work;
	sum.delegations++;
	const tier = made[0]?.tier;
	if (!tier) return;
	const at = new Date(one.at);
	const request = {
		...require_routing.deriveFrom(one.text, { agent: one.agent }),
		text: one.text,
		agent: one.agent,
		failures: 0,
		tier,
		effort: require_shared.EFFORTS.find((effort) => effort === made[0]?.effort)
	};
	const state = { minuteOfDay: at.getHours() * 60 + at.getMinutes() };
	const decision = require_routing.decide(request, {
		...policy,
		otherwise: []
	}, state);
	if (decision.rule === "none" || decision.tier === tier) return;
	const actualUsd = actual(made);
	const otherwiseUsd = onTier(work, decision.tier);
	sum.moved++;
	sum.savedUsd += actualUsd - otherwiseUsd;
	add$1(sum.byRule, decision.rule, {
		delegations: 1,
		actualUsd,
		otherwiseUsd
	});
}
const actual = (calls) => calls.reduce((sum, { costUsd }) => sum + (costUsd ?? 0), 0);
function onTier({ made, catalog }, tier) {
	const { model } = catalog.tiers[tier];
	return made.reduce((sum, call) => sum + (price(model, usageOf(call), call, catalog) ?? call.costUsd ?? 0), 0);
}
function add$1(byRule, rule, more) {
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
	const { lowUsd, highUsd } = require_routing.USUAL_DAY;
	return {
		days,
		averageUsd: days ? actual(calls) / days : 0,
		lowUsd: target ?? lowUsd,
		highUsd: target ?? highUsd
	};
}
// src/usage/report.ts
const GROUPINGS = [
	"tier",
	"model",
	"agent",
	"skill",
	"project",
	"session",
	"day",
	"source"
];
function buildReport(ledger, options) {
	const { from, to, catalog, declaredTiers, routing } = options;
	const all = pricedCalls(ledger, catalog);
	const since = from?.toISOString() ?? "";
	const until = to.toISOString();
	const calls = all.filter(({ at }) => at >= since && at <= until);
	const by = (keyOf) => totalsBy(calls, keyOf);
	const savings = savingsOf(calls, catalog);
	return {
		from: from?.toISOString() ?? null,
		to: until,
		totals: totalsOf(calls),
		byTier: by(({ tier }) => tier ?? "unknown"),
		byModel: by(({ served }) => served),
		byAgent: by(({ who }) => who),
		bySkill: by(({ skill }) => skill),
		byProject: by(({ project }) => project ?? "unknown"),
		bySession: by(({ session }) => session ?? "outside a session"),
		byDay: by(({ at }) => at.slice(0, 10)),
		bySource: by(({ source }) => source),
		savings,
		audit: {
			servedNotRequested: mismatches(calls),
			clientTotals: compareWithClient(ledger, all)
		},
		unpriced: totalsBy(calls.filter(({ costUsd: cost }) => cost === null), ({ served }) => served),
		advice: adviseOn(calls, {
			catalog,
			savings,
			declaredTiers
		}),
		...routing && { routing: routingReport(calls, routing, catalog) }
	};
}
const pricedCalls = ({ calls }, catalog) => calls.map((entry) => priced(entry, catalog));
function priced(entry, catalog) {
	const { at, fast, batch, usOnly, webSearches = 0 } = entry;
	const model = catalog.model(entry.served);
	const billing = {
		at: new Date(at),
		fast,
		batch,
		usOnly
	};
	const anew = require_shared.costUsd(model, {
		...entry,
		webSearches
	}, billing) ?? entry.costUsd;
	const cost = entry.isSum ? entry.costUsd ?? anew : anew;
	const who = entry.agent ?? (entry.source === "session" ? "main" : entry.source);
	return {
		...entry,
		tier: model?.tier ?? entry.tier,
		costUsd: cost,
		who
	};
}
const noTotals = () => ({
	calls: 0,
	input: 0,
	output: 0,
	cacheRead: 0,
	cacheWrite: 0,
	thinking: 0,
	costUsd: 0
});
function add(sum, call) {
	sum.calls++;
	sum.input += call.input;
	sum.output += call.output;
	sum.cacheRead += call.cacheRead;
	sum.cacheWrite += call.cacheWrite5m + call.cacheWrite1h;
	sum.thinking += call.thinking;
	sum.costUsd += call.costUsd ?? 0;
}
function totalsOf(calls) {
	const sum = noTotals();
	for (const call of calls) add(sum, call);
	return sum;
}
function totalsBy(calls, keyOf) {
	const sums = new Map();
	for (const call of calls) {
		const key = keyOf(call);
		if (key === null) continue;
		const sum = sums.get(key) ?? noTotals();
		add(sum, call);
		sums.set(key, sum);
	}
	return Object.fromEntries([...sums].sort(([, a], [, b]) => b.costUsd - a.costUsd || b.calls - a.calls));
}
const withoutDate = (model) => model.replace(/-\d{8}$/, "");
function mismatches(calls) {
	const found = new Map();
	for (const { requested, served, who } of calls) {
		if (withoutDate(requested) === withoutDate(served)) continue;
		const key = `${requested}\0${served}\0${who}`;
		const entry = found.get(key) ?? {
			requested,
			served,
			who,
			calls: 0
		};
		entry.calls++;
		found.set(key, entry);
	}
	return [...found.values()].sort((a, b) => b.calls - a.calls);
}
function compareWithClient({ idsOfSession, costStates }, all) {
	const byId = new Map(all.map((call) => [call.id, call]));
	const result = {
		compared: 0,
		equal: 0,
		different: [],
		outOfDate: 0
	};
	for (const [session, { totalCostUsd, lastCall }] of costStates) {
		const own = [...idsOfSession.get(session) ?? []].flatMap((id) => byId.get(id) ?? []).filter(({ source }) => source === "session" || source === "subagent");
		const transcripts = [...agentsOfParents(session, own, all), ...own];
		if (transcripts.findLast(({ source }) => source === "session")?.id !== (lastCall ?? void 0)) {
			result.outOfDate++;
			continue;
		}
		const oursUsd = totalsOf(transcripts).costUsd;
		result.compared++;
		if (Math.abs(oursUsd - totalCostUsd) < 1e-9 * Math.max(1, totalCostUsd)) result.equal++;
		else result.different.push({
			session,
			oursUsd,
			clientUsd: totalCostUsd
		});
	}
	result.different.sort((a, b) => Math.abs(b.clientUsd - b.oursUsd) - Math.abs(a.clientUsd - a.oursUsd));
	return result;
}
function agentsOfParents(session, calls, all) {
	const parents = new Set(calls.map((call) => call.session).filter((id) => id !== session));
	if (!parents.size) return [];
	const forkedAt = calls.find((call) => call.session === session)?.at ?? "";
	return all.filter((call) => call.source === "subagent" && parents.has(call.session) && call.at < forkedAt);
}
// src/usage/delegated.ts
function* readDelegated(transcripts, from) {
	for (const transcript of transcripts) for (const file of subagentTranscripts(transcript)) {
		if (from && lastWritten(file) < from.getTime()) continue;
		const { calls } = readTranscript(file, 0);
		const [first, last] = [calls[0], calls.at(-1)];
		if (first && last) yield delegatedBy(file, first, last, calls);
	}
}
const delegatedBy = (file, { agent, session, at }, { stop }, calls) => ({
	agent: agent ?? "unnamed agent",
	session,
	text: promptIn(file),
	at,
	calls: calls.map(({ id }) => id),
	ended: stop === "end_turn" || stop === "stop_sequence"
});
const lastWritten = (file) => (0, node_fs.statSync)(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
const HEAD_BYTES = 262144;
function promptIn(file) {
	for (const line of headOf(file).split("\n")) try {
		const { type, message } = JSON.parse(line);
		if (type === "user") return textOf(message?.content);
	} catch {
		return "";
	}
	return "";
}
function textOf(content) {
	if (typeof content === "string") return content;
	if (!Array.isArray(content)) return "";
	return content.map((block) => typeof block?.text === "string" ? block.text : "").join("\n");
}
function headOf(file) {
	let fd = null;
	try {
		fd = (0, node_fs.openSync)(file, "r");
		const bytes = Buffer.alloc(HEAD_BYTES);
		return bytes.toString("utf8", 0, (0, node_fs.readSync)(fd, bytes, 0, HEAD_BYTES, 0));
	} catch {
		return "";
	} finally {
		if (fd !== null) (0, node_fs.closeSync)(fd);
	}
}
// src/usage/routing-text.ts
const MOST_RULES = 3;
function routingLines({ perDay, observed, enforced, mode, assumption }) {
	const { days, averageUsd, lowUsd, highUsd } = perDay;
	const target = lowUsd === highUsd ? `your target is ${require_shared.usd(lowUsd)}` : `${require_shared.usd(lowUsd)} to ${require_shared.usd(highUsd)} is usual`;
	const lines = [`${require_shared.usd(averageUsd)} per day over ${require_shared.counted(days, "day")} with calls; ${target} for one developer.`];
	if (enforced.delegations) lines.push(require_shared.bold(`Routing ${saved(enforced.savedUsd, "saved", "cost")} net:`) + ` ${require_shared.counted(enforced.delegations, "delegation")} on another tier${failures(enforced)}${rules(enforced.byRule)}.`);
	if (observed.moved) lines.push(`${mode === "enforce" ? "Outside of what it enforced, the" : "The"} policy would have ${saved(observed.savedUsd, "saved", "cost")} (${mode}): ${observed.moved} of ${require_shared.counted(observed.delegations, "delegation")} on another tier${rules(observed.byRule)}.`);
	if (enforced.delegations || observed.moved) lines.push(require_shared.dim(`Assumed: ${assumption}.`));
	return ["", ...lines];
}
const saved = (amount, less, more) => amount >= 0 ? `${less} ${require_shared.usd(amount)}` : `${more} ${require_shared.usd(-amount)} more`;
function failures({ failed, delegations }) {
	return failed ? `, ${failed} of which (${require_shared.percent(failed / delegations)}) did not end and count in full` : "";
}
function rules(byRule) {
	const sorted = Object.entries(byRule).map(([name, { actualUsd, otherwiseUsd }]) => [name, Math.abs(actualUsd - otherwiseUsd)]).sort(([, a], [, b]) => b - a);
	const shown = sorted.slice(0, MOST_RULES).map(([name, amount]) => `${name} ${require_shared.usd(amount)}`);
	return shown.length ? ` (${shown.join(", ")}${sorted.length > MOST_RULES ? ", \u2026" : ""})` : "";
}
// src/usage/report-text.ts
const BAR_WIDTH = 16;
const MOST_ROWS = 12;
const MOST_LISTED = 3;
function formatReport(report, groupings) {
	const { totals } = report;
	if (!totals.calls) return "No model calls are recorded for this period.";
	return [
		header(report),
		...groupings.flatMap((grouping) => table(grouping, totalsOfGrouping(report, grouping), totals)),
		"",
		...savings(report),
		...report.routing ? routingLines(report.routing) : [],
		...audit(report),
		...advice(report)
	].join("\n");
}
function totalsOfGrouping(report, grouping) {
	return {
		tier: report.byTier,
		model: report.byModel,
		agent: report.byAgent,
		skill: report.bySkill,
		project: report.byProject,
		session: report.bySession,
		day: report.byDay,
		source: report.bySource
	}[grouping];
}
function header({ from, to, totals, bySession }) {
	const days = `${from?.slice(0, 10) ?? "all time,"} to ${to.slice(0, 10)}`;
	const sessions = Object.keys(bySession).length;
	const prompt = promptOf(totals);
	const shares = [`${require_shared.count(prompt)} tokens in, ${require_shared.percent(prompt ? totals.cacheRead / prompt : 0)} from cache`, `${require_shared.count(totals.output)} out, ${require_shared.percent(totals.output ? totals.thinking / totals.output : 0)} thinking`];
	const what = `${require_shared.counted(totals.calls, "call")} in ${require_shared.counted(sessions, "session")}`;
	return `${require_shared.bold(`${require_shared.usd(totals.costUsd)}  ${days}`)}\n${what}, ${shares.join("; ")}. Dollars are list price as of ${require_shared.TABLE_DATE}.`;
}
const promptOf = ({ input, cacheRead, cacheWrite }) => input + cacheRead + cacheWrite;
const HEADINGS = [
	"calls",
	"in",
	"cached",
	"out",
	"thinking",
	"cost",
	"share"
];
const ALIGN = [
	"left",
	...HEADINGS.map(() => "right"),
	"left"
];
function table(grouping, byName, totals) {
	const rows = Object.entries(byName);
	if (!rows.length) return [];
	const shown = grouping === "day" ? rows.sort(([a], [b]) => a < b ? -1 : 1).slice(-31) : rows.slice(0, MOST_ROWS);
	const largest = Math.max(...shown.map(([, { costUsd }]) => costUsd), Number.MIN_VALUE);
	const cells = shown.map(([name, sum]) => [
		shorten(name, grouping),
		...figures(sum, totals),
		require_shared.cyan("\u2588".repeat(Math.round(sum.costUsd / largest * BAR_WIDTH)))
	]);
	const [head = "", ...lines] = require_shared.columns([[`by ${grouping}`, ...HEADINGS], ...cells], ALIGN);
	const left = rows.length - shown.length;
	const more = left > 0 ? [require_shared.dim(`\u2026 and ${require_shared.count(left)} more: --by ${grouping} --json`)] : [];
	return [
		"",
		require_shared.dim(head),
		...lines,
		...more
	];
}
function figures(sum, totals) {
	const prompt = promptOf(sum);
	return [
		require_shared.count(sum.calls),
		require_shared.count(prompt),
		require_shared.percent(prompt ? sum.cacheRead / prompt : 0),
		require_shared.count(sum.output),
		require_shared.percent(sum.output ? sum.thinking / sum.output : 0),
		require_shared.usd(sum.costUsd),
		require_shared.percent(totals.costUsd ? sum.costUsd / totals.costUsd : 0)
	];
}
const LONGEST_NAME = 40;
function shorten(name, grouping) {
	if (name.length <= LONGEST_NAME) return name;
	return grouping === "project" ? `\u2026${name.slice(-39)}` : `${name.slice(0, 39)}\u2026`;
}
function savings({ savings: { actualUsd, onTopTierUsd, savedUsd, cacheRebuildUsd, assumption } }) {
	if (!actualUsd) return [];
	const verdict = savedUsd >= 0 ? `The tiers saved ${require_shared.usd(savedUsd)} net (${require_shared.percent(onTopTierUsd ? savedUsd / onTopTierUsd : 0)}): ${require_shared.usd(actualUsd)} instead of ${require_shared.usd(onTopTierUsd)}.` : `The mix of tiers cost ${require_shared.usd(-savedUsd)} more than the top tier alone would have: ${require_shared.usd(actualUsd)} instead of ${require_shared.usd(onTopTierUsd)}.`;
	const rebuilt = cacheRebuildUsd > 0 ? ` Rebuilt caches cost ${require_shared.usd(cacheRebuildUsd)} of that.` : "";
	return [require_shared.bold(verdict) + rebuilt, require_shared.dim(`Assumed: ${assumption}.`)];
}
function audit({ audit: { servedNotRequested, clientTotals }, unpriced }) {
	const lines = [
		...servedNotRequested.slice(0, MOST_LISTED).map(({ requested, served, who, calls }) => `${who} asked for ${requested} and was answered by ${served}: ${require_shared.counted(calls, "call")}.`),
		...comparison(clientTotals),
		...Object.entries(unpriced).map(([model, { calls }]) => `No price is known for ${model} (${require_shared.counted(calls, "call")}): not included in the totals. Add its price under "models" in tierwise.md.`)
	];
	return lines.length ? ["", ...lines] : [];
}
function comparison({ compared, equal, different, outOfDate }) {
	const lines = [];
	if (compared) lines.push(`Compared with Claude Code's own totals: ${require_shared.count(equal)} of ${require_shared.counted(compared, "session")} equal.`);
	for (const { session, oursUsd, clientUsd } of different.slice(0, MOST_LISTED)) lines.push(`  ${session}: ${require_shared.usd(oursUsd)} here, ${require_shared.usd(clientUsd)} there, ${require_shared.usd(Math.abs(clientUsd - oursUsd))} apart (compaction and calls made by hooks are not in transcripts, or another model answered).`);
	if (different.length > MOST_LISTED) lines.push(`  and ${require_shared.count(different.length - MOST_LISTED)} more: --json`);
	if (outOfDate) lines.push(`Not compared: ${require_shared.counted(outOfDate, "session")} that continued after the last total or ${outOfDate === 1 ? "is" : "are"} still running.`);
	return lines;
}
function advice({ advice: list }) {
	if (!list.length) return [];
	const lines = list.map(({ text, savesUsd }) => `${savesUsd === null ? "-" : `- Save ${require_shared.usd(savesUsd)}:`} ${text}`);
	return [
		"",
		require_shared.bold("Advice"),
		...lines
	];
}
// src/commands/report.ts
var report_exports = require_rolldown_runtime.__exportAll({ reportCommand: () => reportCommand });
const Agent = require_zod.object({
	name: require_zod.string(),
	model: require_zod._enum(require_shared.TIER_NAMES)
});
const HELP_AFTER = `
Examples:
  tierwise report --since 7d
  tierwise report --by project --by day
  tierwise report --backfill --since all    include sessions from before the plugin was installed
  tierwise report --outcomes                which tier does which work well, and what to change of the policy

Sessions are read from Claude Code's transcripts, each part once. Dollars are list price.`;
function reportCommand(host, done) {
	return new require_commander.Command("report").description("Show where tokens and money went by tier, agent, model and more, what was saved, and what to change.").addOption(new require_commander.Option("--since <time>", "7d, 24h, a date such as 2026-11-01, or all").argParser(require_shared.since).default(new Date(Date.now() - 30 * require_shared.DAY_MS), "30d")).addOption(new require_commander.Option("--by <grouping>", `${GROUPINGS.join(", ")} (repeatable)`).argParser(grouping).default([], "tier, agent")).option("--backfill", "read all transcripts, not only those of sessions the hooks have seen").option("--outcomes", "what came of real work instead, by kind, tier and effort (default: of all time)").option("--json", "one JSON object on stdout").addHelpText("after", HELP_AFTER).action(async (options, called) => done(options.outcomes ? await outcomes(host, options, called) : report(host, options)));
}
async function outcomes(host, { since: first, by, backfill, json }, called) {
	const other = by.length ? "--by" : backfill ? "--backfill" : null;
	if (other) throw new require_shared.UsageError(`--outcomes has tables of its own, so ${other} cannot be given with it. Leave ${other} out.`);
	const isGiven = called.getOptionValueSource("since") === "cli" && first.getTime() > 0;
	const { reportOutcomes } = await Promise.resolve().then(() => require("./report-outcomes.cjs"));
	return reportOutcomes(host, isGiven ? first : null, json === true);
}
function report(host, { since: first, by, backfill, json }) {
	const { env, cwd, stdout } = host;
	const from = first.getTime() ? first : null;
	const home = require_shared.dataHome(env);
	const { note } = require_shared.createProgress(host);
	const damagedOffsets = catchUp(home, env, backfill === true, note);
	const ledger = readLedger(home);
	const catalog = require_catalog.loadCatalogLeniently(home, cwd, env);
	const damaged = [];
	const routing = routingFacts(home, catalog, from, damaged);
	const uncounted = uncountedRecords(home);
	for (const line of [
		...require_shared.passedOverInWords([
			...damagedOffsets,
			...ledger.passedOver,
			...damaged
		]),
		...uncounted ? [`Not counted: ${require_shared.counted(uncounted, "record")} of transcripts without a usable model or id.`] : [],
		...catalog.notes
	]) note(line);
	const { calibrations, passedOver } = allCalibrations(home);
	for (const line of [...require_shared.passedOverInWords(passedOver), ...staleCalibrations(calibrations, {
		calls: ledger.calls,
		at: new Date(),
		tiers: catalog.tiers
	})]) note(line);
	const built = buildReport(ledger, {
		from,
		to: new Date(),
		catalog,
		declaredTiers: declaredTiers(),
		routing
	});
	const hint = built.totals.calls || backfill ? "" : " To read earlier transcripts: tierwise report --backfill";
	const text = json ? require_shared.visibleJson(built) : formatReport(built, by.length ? by : ["tier", "agent"]) + hint;
	stdout.write(`${text}\n`);
	return require_shared.EXIT.ok;
}
function routingFacts(home, { tiers, model }, from, passedOver) {
	const { user } = require_routing.loadPolicies(home, null);
	return {
		policy: require_routing.inForce(user, require_routing.NO_POLICY, require_routing.tiersWith(tiers, model)).policy,
		delegated: [...readDelegated(knownTranscripts(home), from)],
		records: readDelegations(home, (one) => passedOver.push(one))
	};
}
function catchUp(home, env, backfill, note) {
	try {
		if (!backfill) return ingestKnown(home);
		const read = ingestAll(home, require_shared.claudeHome(env));
		note(`Read ${require_shared.counted(read, "transcript")}.`);
	} catch (error) {
		if (!require_shared.systemCode(error)) throw error;
		note(`The ledger in ${home} cannot be brought up to date: ${require_shared.systemReason(error)}.`);
	}
	return [];
}
function declaredTiers() {
	const folder = (0, node_path.join)(require_shared.PLUGIN_ROOT, "agents");
	return new Map((0, node_fs.readdirSync)(folder).flatMap((file) => {
		const { header } = require_catalog.parseMarkdown((0, node_fs.readFileSync)((0, node_path.join)(folder, file), "utf8"), file);
		const agent = Agent.safeParse(header);
		return agent.success ? [[`tierwise:${agent.data.name}`, agent.data.model]] : [];
	}));
}
function grouping(text, before) {
	const found = GROUPINGS.find((name) => name === text);
	if (found) return [...before, found];
	throw new require_shared.UsageError(`Unknown grouping "${text}". ${require_shared.oneOf(text, GROUPINGS)}`);
}
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
Object.defineProperty(exports, "budgetStates", {
	enumerable: true,
	get: function() {
		return budgetStates;
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
Object.defineProperty(exports, "ingestKnown", {
	enumerable: true,
	get: function() {
		return ingestKnown;
	}
});
Object.defineProperty(exports, "offsetsFolder", {
	enumerable: true,
	get: function() {
		return offsetsFolder;
	}
});
Object.defineProperty(exports, "pricedCalls", {
	enumerable: true,
	get: function() {
		return pricedCalls;
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
Object.defineProperty(exports, "staleCalibrations", {
	enumerable: true,
	get: function() {
		return staleCalibrations;
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
