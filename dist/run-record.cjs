"use strict";
const require_rolldown_runtime = require("./rolldown-runtime.cjs");
let require_shared_loaded;
const require_shared = () => require_shared_loaded ??= require("./shared.cjs");
let require_zod_loaded;
const require_zod = () => require_zod_loaded ??= require("./zod.cjs");
let node_path = require("node:path");
let node_fs = require("node:fs");
let node_crypto_loaded;
const node_crypto = () => node_crypto_loaded ??= require("node:crypto");
// src/runs/unfinished.ts
const Words = require_zod().object({ words: require_zod().array(require_zod().string()) });
const Stored = require_zod().object({
	key: require_zod().string(),
	text: require_zod().string(),
	truncated: require_zod().boolean(),
	served: require_zod().string().nullable()
});
var Unfinished = class {
	seed;
	id;
	#folder;
	#answers = null;
	constructor(home, id) {
		this.id = id;
		this.#folder = (0, node_path.join)(home, "runs", id);
		this.seed = Number.parseInt(keyOf({ id }).slice(0, 8), 16);
	}
	keepWords(words) {
		require_shared().makePrivateFolder(this.#folder);
		(0, node_fs.writeFileSync)(this.#file("words.json"), `${JSON.stringify({
			v: 1,
			words
		})}\n`, { mode: 384 });
	}
	words() {
		try {
			const reading = require_shared().readRecord(Words, (0, node_fs.readFileSync)(this.#file("words.json"), "utf8"));
			return "record" in reading ? reading.record.words : null;
		} catch {
			return null;
		}
	}
	find(asked) {
		this.#answers ??= this.#read();
		return this.#answers.get(keyOf(asked)) ?? null;
	}
	keep(asked, { text, truncated, served }) {
		try {
			require_shared().appendRecords(this.#file("answers.jsonl"), [{
				key: keyOf(asked),
				text,
				truncated,
				served
			}]);
		} catch {}
	}
	remove() {
		(0, node_fs.rmSync)(this.#folder, {
			recursive: true,
			force: true
		});
	}
	drop() {
		try {
			this.remove();
		} catch {}
	}
	#read() {
		const answers = new Map();
		for (const line of this.#lines()) {
			const reading = require_shared().readRecord(Stored, line);
			if ("record" in reading) answers.set(reading.record.key, reading.record);
		}
		return answers;
	}
	#lines() {
		try {
			return (0, node_fs.readFileSync)(this.#file("answers.jsonl"), "utf8").split("\n").filter(Boolean);
		} catch {
			return [];
		}
	}
	#file = (name) => (0, node_path.join)(this.#folder, name);
};
const keyOf = (asked) => (0, node_crypto().createHash)("sha256").update(JSON.stringify(asked)).digest("hex");
// src/runs/record.ts
var record_exports = require_rolldown_runtime.__exportAll({
	RunRecords: () => RunRecords,
	jobKey: () => jobKey,
	newRunId: () => newRunId
});
const VERSION = 1;
const KEPT_MS = 2592e6;
const RUN_KINDS = [
	"bulk",
	"calibrate",
	"init",
	"opinion",
	"plan"
];
const RunResult = require_zod().object({
	out: require_zod().string().nullable().default(null),
	reviewFile: require_zod().string().nullable().default(null),
	kept: require_zod().string().nullable().default(null),
	counts: require_zod().record(require_zod().string(), require_zod().number()).default({})
});
const RunRecord = require_zod().object({
	id: require_zod().string().regex(/^[a-z]+-[0-9a-f]{6}$/),
	kind: require_zod()._enum(RUN_KINDS),
	what: require_zod().string(),
	cwd: require_zod().string(),
	args: require_zod().array(require_zod().string()),
	inputs: require_zod().array(require_zod().string()).optional(),
	job: require_zod().string(),
	owner: require_zod().string(),
	startedAt: require_zod().datetime(),
	endedAt: require_zod().datetime().nullable(),
	exitCode: require_zod().int().nullable(),
	costUsd: require_zod().number().nonnegative(),
	unpriced: require_zod().int().nonnegative(),
	result: RunResult.nullable()
});
const newRunId = (kind) => `${kind}-${(0, node_crypto().randomBytes)(3).toString("hex")}`;
const jobKey = (...parts) => (0, node_crypto().createHash)("sha256").update(parts.join("\0")).digest("hex").slice(0, 16);
var RunRecords = class {
	#home;
	#folder;
	constructor(home) {
		this.#home = home;
		this.#folder = (0, node_path.join)(home, "runs");
	}
	read() {
		const records = [];
		const passedOver = [];
		for (const id of this.#ids()) {
			const reading = this.#readOne(id);
			if (!reading) continue;
			if ("record" in reading) records.push(reading.record);
			else passedOver.push({
				file: this.#file(id),
				problem: reading.problem
			});
		}
		return {
			records: records.sort((a, b) => b.startedAt.localeCompare(a.startedAt)),
			passedOver
		};
	}
	write(record) {
		const file = this.#file(record.id);
		const temporary = `${file}.${process.pid}.tmp`;
		require_shared().makePrivateFolder(this.#folder);
		(0, node_fs.writeFileSync)(temporary, `${JSON.stringify({
			v: VERSION,
			...record
		})}\n`, { mode: 384 });
		(0, node_fs.renameSync)(temporary, file);
	}
	one(id) {
		const reading = this.#readOne(id);
		return reading && "record" in reading ? reading.record : null;
	}
	unfinished(id) {
		return new Unfinished(this.#home, id);
	}
	remove(id) {
		(0, node_fs.rmSync)(this.#file(id), { force: true });
		this.unfinished(id).remove();
	}
	makeRoomFor(next) {
		const oldest = Date.parse(next.startedAt) - KEPT_MS;
		for (const { id, job, owner, endedAt, startedAt } of this.read().records) {
			if (id === next.id || endedAt === null && require_shared().livingProcess(owner) !== null) continue;
			if (job === next.job || Date.parse(endedAt ?? startedAt) < oldest) this.remove(id);
		}
	}
	#ids() {
		try {
			return (0, node_fs.readdirSync)(this.#folder).flatMap((file) => /^(.+)\.json$/.exec(file)?.[1] ?? []);
		} catch {
			return [];
		}
	}
	#readOne(id) {
		try {
			const reading = require_shared().readRecord(RunRecord, (0, node_fs.readFileSync)(this.#file(id), "utf8"), VERSION);
			if ("record" in reading && reading.record.id !== id) return { problem: "id: not the file's name" };
			return reading;
		} catch (error) {
			return require_shared().systemCode(error) === "ENOENT" ? null : { problem: require_shared().systemReason(error) };
		}
	}
	#file = (id) => (0, node_path.join)(this.#folder, `${id}.json`);
};
Object.defineProperty(exports, "RunRecords", {
	enumerable: true,
	get: function() {
		return RunRecords;
	}
});
Object.defineProperty(exports, "Unfinished", {
	enumerable: true,
	get: function() {
		return Unfinished;
	}
});
Object.defineProperty(exports, "record_exports", {
	enumerable: true,
	get: function() {
		return record_exports;
	}
});
