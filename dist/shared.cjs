"use strict";
const require_commander = require("./commander.cjs");
let node_child_process = require("node:child_process");
let node_path = require("node:path");
let node_fs = require("node:fs");
let node_crypto = require("node:crypto");
let node_os = require("node:os");
// package.json
var version = "0.1.0";
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
const bugReport = (error) => `a bug in tierwise itself. ${error instanceof Error && error.stack || String(error)}`;
function systemReason(error) {
	const code = error?.code;
	return REASONS[code ?? ""] ?? (error instanceof Error ? error.message : String(error));
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
	EMFILE: "too many open files"
};
// src/terminal/style.ts
let enabled = false;
function setStyle({ stdout, env }, wanted) {
	enabled = wanted && stdout.isTTY === true && !env.NO_COLOR;
}
const wrap = (on, off) => (text) => enabled ? `\x1b[${on}m${text}\x1b[${off}m` : text;
const bold = wrap(1, 22);
const dim = wrap(2, 22);
const cyan = wrap(36, 39);
// src/models/table.ts
const TABLE_DATE = "2026-11-20";
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
const effortCost = (low, medium, high, xhigh, max) => ({
	low,
	medium,
	high,
	xhigh,
	max
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
		effortCost: effortCost(.48, .66, 1, 1.66, 3.44),
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
		effortCost: effortCost(.67, .76, 1, 1.6, 1.7),
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
		effortCost: effortCost(.49, .54, 1, 1.87, 5.5),
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
		effortCost: effortCost(.47, .74, 1, 2.41, 5.59),
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
		effortCost: effortCost(.38, .52, 1, 2.03, 4.34),
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
	return MODELS[id] ?? MODELS[id.replace(/-\d{8}$/, "")];
}
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
function addUsage(sum, usage) {
	sum.input += usage.input;
	sum.output += usage.output;
	sum.cacheRead += usage.cacheRead;
	sum.cacheWrite5m += usage.cacheWrite5m;
	sum.cacheWrite1h += usage.cacheWrite1h;
	sum.thinking += usage.thinking;
	sum.webSearches += usage.webSearches;
}
const promptTokens = (usage) => usage.input + usage.cacheRead + usage.cacheWrite5m + usage.cacheWrite1h;
function costUsd(model, usage, billing) {
	const price = model && priceInForce(model, billing.at);
	if (!price) return null;
	const rates = ratesOf(price, promptTokens(usage), billing.fast);
	return (usage.input * rates.input + usage.output * rates.output + usage.cacheRead * rates.cacheRead + usage.cacheWrite5m * rates.cacheWrite5m + usage.cacheWrite1h * rates.cacheWrite1h) / 1e6 * ((billing.batch ? MULTIPLIERS.batch : 1) * (billing.usOnly ? MULTIPLIERS.usOnly : 1)) + usage.webSearches * WEB_SEARCH_USD;
}
const hasPrice = (model, at) => model !== void 0 && priceInForce(model, at) !== void 0;
function priceInForce(model, at) {
	const day = at.toISOString().slice(0, 10);
	return model.prices.find((price) => !price.from || price.from <= day);
}
function ratesOf(price, prompt, fast = false) {
	if (fast && price.fast) return price.fast;
	return price.longPrompt && prompt > price.longPrompt.above ? price.longPrompt : price;
}
// src/models/tokens.ts
function estimateTokens(text) {
	return Math.ceil(Buffer.byteLength(text) / 3);
}
function maximumTokens(text) {
	return Buffer.byteLength(text);
}
// src/process.ts
const MARK = "TIERWISE_CALL";
const markWithin = (mark) => `${mark}/${(0, node_crypto.randomUUID)()}`;
const MOST_OUTPUT_CHARS = 67108864;
const KILL_ROUNDS = 5;
const running = new Set();
process.on("exit", () => {
	for (const one of running) killTree(one);
});
function runProgram(name, args, options) {
	const { cwd, env, input, mark = (0, node_crypto.randomUUID)() } = options;
	return new Promise((resolve, reject) => {
		const before = new Set(processIds());
		const child = (0, node_child_process.spawn)(name, args, {
			cwd,
			env: {
				...env,
				[MARK]: mark
			},
			stdio: [
				"pipe",
				"pipe",
				"pipe"
			],
			detached: true
		});
		const program = child.pid ? {
			pid: child.pid,
			mark,
			before
		} : null;
		if (program) running.add(program);
		const kill = () => {
			if (program) killTree(program);
		};
		const watched = watch(child, kill, options);
		const finish = () => {
			watched.stop();
			if (program) running.delete(program);
		};
		child.stdin.on("error", () => {});
		child.stdin.end(input);
		child.on("error", (error) => {
			finish();
			reject(error);
		});
		child.on("exit", kill);
		child.on("close", (code) => {
			finish();
			resolve({
				code,
				...watched.state
			});
		});
	});
}
function watch(child, kill, { timeoutMs, signal, onOutput }) {
	const state = {
		stdout: "",
		stderr: "",
		ended: null
	};
	const end = (why) => {
		state.ended ??= why;
		kill();
		child.stdout.destroy();
		child.stderr.destroy();
	};
	for (const stream of ["stdout", "stderr"]) child[stream].setEncoding("utf8").on("data", (text) => {
		state[stream] += text;
		if (stream === "stdout") onOutput?.(text);
		if (state[stream].length > MOST_OUTPUT_CHARS) end("too much output");
	});
	const timer = setTimeout(() => end("timeout"), timeoutMs);
	const onAbort = () => end("aborted");
	signal?.addEventListener("abort", onAbort, { once: true });
	if (signal?.aborted) onAbort();
	return {
		state,
		stop() {
			clearTimeout(timer);
			signal?.removeEventListener("abort", onAbort);
		}
	};
}
function killTree({ pid, mark, before }) {
	if (process.platform === "win32") {
		(0, node_child_process.spawnSync)("taskkill", [
			"/pid",
			String(pid),
			"/t",
			"/f"
		], { stdio: "ignore" });
		return;
	}
	const found = new Set();
	for (let round = 0; round < KILL_ROUNDS; round++) {
		const fresh = [...descendants(pid, before), ...markedProcesses(mark, before)].filter((one) => !found.has(one));
		for (const one of fresh) found.add(one);
		signalAll([
			-pid,
			pid,
			...found
		]);
		if (!fresh.length && round > 0) return;
	}
}
function killMarked(mark) {
	for (let round = 0; round < KILL_ROUNDS; round++) {
		const found = markedProcesses(mark);
		if (!found.length) return;
		signalAll(found);
	}
}
function signalAll(pids) {
	for (const pid of pids) {
		if (pid === process.pid) continue;
		try {
			process.kill(pid, "SIGKILL");
		} catch {}
	}
}
function descendants(root, before) {
	const children = new Map();
	for (const [pid, parent] of parents(before)) children.set(parent, [...children.get(parent) ?? [], pid]);
	const found = [...children.get(root) ?? []];
	for (let at = 0; at < found.length; at++) found.push(...children.get(found[at]) ?? []);
	return found;
}
function parents(before) {
	const pids = processIds();
	if (!pids) {
		const { stdout } = (0, node_child_process.spawnSync)("ps", [
			"-A",
			"-o",
			"pid=,ppid="
		], { encoding: "utf8" });
		return (stdout ?? "").split("\n").flatMap((line) => {
			const [pid, parent] = line.trim().split(/\s+/).map(Number);
			return pid && parent ? [[pid, parent]] : [];
		});
	}
	return pids.flatMap((pid) => {
		if (before.has(pid)) return [];
		const parent = /\) \S (\d+) [^)]*$/.exec(procFile(pid, "stat"))?.[1];
		return parent ? [[pid, Number(parent)]] : [];
	});
}
function markedProcesses(mark, before = new Set()) {
	const wanted = `${MARK}=${mark}`;
	const isOurs = (entry) => entry === wanted || entry.startsWith(`${wanted}/`);
	return (processIds() ?? []).filter((pid) => !before.has(pid) && procFile(pid, "environ").split("\0").some(isOurs));
}
function processIds() {
	try {
		return (0, node_fs.readdirSync)("/proc").flatMap((name) => /^\d+$/.test(name) ? [Number(name)] : []);
	} catch {
		return null;
	}
}
function procFile(pid, name) {
	try {
		return (0, node_fs.readFileSync)(`/proc/${pid}/${name}`, "latin1");
	} catch {
		return "";
	}
}
// src/records.ts
function readRecord(schema, text, version = 1) {
	let value;
	try {
		value = JSON.parse(text);
	} catch {
		return { problem: "not JSON" };
	}
	return checkRecord(schema, value, version);
}
function checkRecord(schema, value, version = 1) {
	if (typeof value !== "object" || value === null || Array.isArray(value)) return { problem: "not a JSON object" };
	const { v = 1 } = value;
	if (typeof v === "number" && v > version) return { problem: "written by a newer version of tierwise" };
	if (!Number.isInteger(v) || v < 1) return { problem: "v: not a version" };
	const result = schema.safeParse(value);
	if (result.success) return { record: result.data };
	const [issue] = result.error.issues;
	return { problem: `${issue?.path.join(".") || "the record"}: ${issue?.message.replace(/^Invalid input: /, "") ?? "not valid"}` };
}
function passedOverInWords(passedOver) {
	const byFile = new Map();
	for (const one of passedOver) {
		const known = byFile.get(one.file);
		if (known) known.more++;
		else byFile.set(one.file, {
			first: one,
			more: 0
		});
	}
	return [...byFile.values()].map(({ first: { file, line, problem }, more }) => {
		return `Passed over ${line === void 0 ? file : `${file} line ${line}`}: ${problem}${more ? ` (and ${more} more ${more === 1 ? "line" : "lines"})` : ""}.`;
	});
}
// src/terminal/format.ts
const count = (number) => Math.round(number).toLocaleString("en-US");
const counted = (number, noun) => `${count(number)} ${noun}${number === 1 ? "" : "s"}`;
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
function duration(seconds) {
	if (seconds < 60) return `${seconds.toFixed(1)} s`;
	const minutes = Math.floor(seconds / 60);
	if (minutes < 60) return `${minutes} min ${Math.round(seconds % 60)} s`;
	return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
function columns(rows, align) {
	const widths = align.map((_, index) => Math.max(0, ...rows.map((row) => (row[index] ?? "").length)));
	return rows.map((row) => row.map((cell, index) => align[index] === "right" ? cell.padStart(widths[index] ?? 0) : cell.padEnd(widths[index] ?? 0)).join("  ").trimEnd());
}
// src/data-home.ts
const dataHome = (env) => env.TIERWISE_HOME || (0, node_path.join)(claudeHome(env), "tierwise");
const claudeHome = (env) => env.CLAUDE_CONFIG_DIR || (0, node_path.join)(userHome(env), ".claude");
const userHome = (env) => env.HOME || (0, node_os.homedir)();
function makePrivateFolder(folder) {
	try {
		make(folder);
	} catch (error) {
		if (error.code !== "ENOENT" || (0, node_path.dirname)(folder) === folder) throw error;
		makePrivateFolder((0, node_path.dirname)(folder));
		make(folder);
	}
}
function make(folder) {
	try {
		(0, node_fs.mkdirSync)(folder, { mode: 448 });
	} catch (error) {
		if (error.code !== "EEXIST") throw error;
	}
}
// src/models/lower.ts
function lower(tiers, settings, priceOf) {
	const lowered = { ...tiers };
	const ignored = [];
	for (const name of TIER_NAMES) {
		const wanted = settings.tiers?.[name];
		if (!wanted) continue;
		const refused = refusals(tiers[name], wanted, priceOf);
		for (const [field, reason] of Object.entries(refused)) ignored.push(`tiers.${name}.${field} (${reason})`);
		const allowed = Object.entries(wanted).filter(([field]) => !Object.hasOwn(refused, field));
		lowered[name] = {
			...tiers[name],
			...Object.fromEntries(allowed)
		};
	}
	for (const field of ["models", "trust"]) if (settings[field]) ignored.push(field);
	return {
		tiers: lowered,
		ignored
	};
}
function refusals(tier, { model, effort, concurrency }, priceOf) {
	const refused = {};
	if (model !== void 0 && model !== tier.model && !costsNoMore(priceOf(model), priceOf(tier.model))) refused.model = "not known to cost no more";
	if (effort !== void 0 && EFFORTS.indexOf(effort) > EFFORTS.indexOf(tier.effort)) refused.effort = `above ${tier.effort}`;
	if (concurrency !== void 0 && concurrency > tier.concurrency) refused.concurrency = `above ${tier.concurrency}`;
	return refused;
}
const RATES = [
	"input",
	"output",
	"cacheRead",
	"cacheWrite5m",
	"cacheWrite1h"
];
function costsNoMore(price, other) {
	if (!price || !other) return false;
	return [0, ...[price, other].flatMap(({ longPrompt }) => longPrompt ? [longPrompt.above + 1] : [])].every((prompt) => {
		const [ours, theirs] = [ratesOf(price, prompt), ratesOf(other, prompt)];
		return RATES.every((kind) => ours[kind] <= theirs[kind] * 1.000000001);
	});
}
// src/models/parameters.ts
const THINKING_ROOM_TOKENS = 4e3;
function shortAnswerParameters(model, effort) {
	const off = model.thinkingOff;
	return {
		effort: model.efforts.includes(effort) ? effort : null,
		thinking: off === "disabled" || off === "between_tools" ? off : null,
		structuredOutputs: model.structuredOutputs,
		thinkingRoomTokens: off === "never" ? THINKING_ROOM_TOKENS : 0
	};
}
const withThinking = (parameters) => ({
	...parameters,
	thinking: null,
	thinkingRoomTokens: THINKING_ROOM_TOKENS
});
// src/json-lines.ts
function readJsonLines(file, schema, refuse) {
	const text = textOf(file);
	if (text === null) return null;
	return text.split("\n").flatMap((line, number) => {
		if (!line.trim()) return [];
		const where = `${file} line ${number + 1}`;
		const { success, data } = schema.safeParse(parsed(line));
		if (!success) throw refuse(where);
		return [{
			where,
			value: data
		}];
	});
}
function textOf(file) {
	try {
		return (0, node_fs.readFileSync)(file, "utf8").replace(/^\uFEFF/, "");
	} catch (error) {
		if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
		throw new UsageError(`${file}: cannot read it: ${systemReason(error)}.`);
	}
}
function parsed(line) {
	try {
		return JSON.parse(line);
	} catch {
		return;
	}
}
// src/terminal/interrupt.ts
function onInterrupt({ signals, exit }, onFirst) {
	const controller = new AbortController();
	const handle = () => {
		if (controller.signal.aborted) exit?.(EXIT.interrupted);
		else {
			controller.abort();
			onFirst();
		}
	};
	signals?.on("SIGINT", handle);
	signals?.on("SIGTERM", handle);
	return {
		signal: controller.signal,
		release() {
			signals?.off("SIGINT", handle);
			signals?.off("SIGTERM", handle);
		}
	};
}
// src/terminal/progress.ts
const REDRAW_MS = 100;
const PLAIN_LINE_MS = 5e3;
const SESSION_LINE_MS = 3e4;
const BAR_WIDTH = 24;
function createProgress({ stderr: stream, env }) {
	const live = stream.isTTY === true;
	let current;
	let drawn = false;
	function clear() {
		if (drawn) stream.write("\r\x1B[K");
		drawn = false;
	}
	function draw() {
		if (!current) return;
		const { share, text } = current;
		if (!live) {
			stream.write(`${share === null ? "" : `${percentOf(share)}  `}${text}\n`);
			return;
		}
		clear();
		stream.write(`${share === null ? "" : `${bar(share)} ${percentOf(share)}  `}${text}`.slice(0, (stream.columns || 80) - 1));
		drawn = true;
	}
	const plainLineMs = env.CLAUDECODE ? SESSION_LINE_MS : PLAIN_LINE_MS;
	const timer = setInterval(draw, live ? REDRAW_MS : plainLineMs).unref();
	return {
		update(share, text) {
			current = {
				share,
				text
			};
		},
		note(line) {
			clear();
			stream.write(`${line}\n`);
		},
		end() {
			clearInterval(timer);
			clear();
		}
	};
}
const percentOf = (share) => `${Math.floor(Math.min(1, share) * 100)}%`;
function bar(share) {
	const full = Math.round(Math.min(1, share) * BAR_WIDTH);
	return `[${"\u2588".repeat(full)}${"\u2591".repeat(BAR_WIDTH - full)}]`;
}
// src/append.ts
function appendRecords(file, records, { durable = false } = {}) {
	makePrivateFolder((0, node_path.dirname)(file));
	const fd = (0, node_fs.openSync)(file, "a+", 384);
	try {
		const lines = records.map((record) => `${JSON.stringify(record)}\n`).join("");
		(0, node_fs.writeSync)(fd, endsInLine(fd) ? lines : `\n${lines}`);
		if (durable) (0, node_fs.fsyncSync)(fd);
	} finally {
		(0, node_fs.closeSync)(fd);
	}
}
function endsInLine(fd) {
	const { size } = (0, node_fs.fstatSync)(fd);
	if (!size) return true;
	const last = Buffer.alloc(1);
	(0, node_fs.readSync)(fd, last, 0, 1, size - 1);
	return last[0] === 10;
}
// src/commands/options.ts
function dollars(text) {
	const amount = Number(text.replace(/^\$/, ""));
	if (text.trim() !== "" && amount >= 0) return amount;
	throw new require_commander.InvalidArgumentError("Expected an amount in US dollars, such as 1.50.");
}
const collect = (value, before = []) => [...before, value];
function positiveInteger(text) {
	if (/^\d+$/.test(text) && Number(text) > 0) return Number(text);
	throw new require_commander.InvalidArgumentError("Expected a whole number above 0.");
}
// src/plugin-root.ts
const PLUGIN_ROOT = (0, node_path.join)(__dirname, "..");
Object.defineProperty(exports, "EFFORTS", {
	enumerable: true,
	get: function() {
		return EFFORTS;
	}
});
Object.defineProperty(exports, "EXIT", {
	enumerable: true,
	get: function() {
		return EXIT;
	}
});
Object.defineProperty(exports, "NO_USAGE", {
	enumerable: true,
	get: function() {
		return NO_USAGE;
	}
});
Object.defineProperty(exports, "PLUGIN_ROOT", {
	enumerable: true,
	get: function() {
		return PLUGIN_ROOT;
	}
});
Object.defineProperty(exports, "TABLE_DATE", {
	enumerable: true,
	get: function() {
		return TABLE_DATE;
	}
});
Object.defineProperty(exports, "TIERS", {
	enumerable: true,
	get: function() {
		return TIERS;
	}
});
Object.defineProperty(exports, "TIER_NAMES", {
	enumerable: true,
	get: function() {
		return TIER_NAMES;
	}
});
Object.defineProperty(exports, "UsageError", {
	enumerable: true,
	get: function() {
		return UsageError;
	}
});
Object.defineProperty(exports, "addUsage", {
	enumerable: true,
	get: function() {
		return addUsage;
	}
});
Object.defineProperty(exports, "appendRecords", {
	enumerable: true,
	get: function() {
		return appendRecords;
	}
});
Object.defineProperty(exports, "bold", {
	enumerable: true,
	get: function() {
		return bold;
	}
});
Object.defineProperty(exports, "bugReport", {
	enumerable: true,
	get: function() {
		return bugReport;
	}
});
Object.defineProperty(exports, "claudeHome", {
	enumerable: true,
	get: function() {
		return claudeHome;
	}
});
Object.defineProperty(exports, "collect", {
	enumerable: true,
	get: function() {
		return collect;
	}
});
Object.defineProperty(exports, "columns", {
	enumerable: true,
	get: function() {
		return columns;
	}
});
Object.defineProperty(exports, "costUsd", {
	enumerable: true,
	get: function() {
		return costUsd;
	}
});
Object.defineProperty(exports, "count", {
	enumerable: true,
	get: function() {
		return count;
	}
});
Object.defineProperty(exports, "counted", {
	enumerable: true,
	get: function() {
		return counted;
	}
});
Object.defineProperty(exports, "createProgress", {
	enumerable: true,
	get: function() {
		return createProgress;
	}
});
Object.defineProperty(exports, "cyan", {
	enumerable: true,
	get: function() {
		return cyan;
	}
});
Object.defineProperty(exports, "dataHome", {
	enumerable: true,
	get: function() {
		return dataHome;
	}
});
Object.defineProperty(exports, "dim", {
	enumerable: true,
	get: function() {
		return dim;
	}
});
Object.defineProperty(exports, "dollars", {
	enumerable: true,
	get: function() {
		return dollars;
	}
});
Object.defineProperty(exports, "duration", {
	enumerable: true,
	get: function() {
		return duration;
	}
});
Object.defineProperty(exports, "estimateTokens", {
	enumerable: true,
	get: function() {
		return estimateTokens;
	}
});
Object.defineProperty(exports, "hasPrice", {
	enumerable: true,
	get: function() {
		return hasPrice;
	}
});
Object.defineProperty(exports, "killMarked", {
	enumerable: true,
	get: function() {
		return killMarked;
	}
});
Object.defineProperty(exports, "lower", {
	enumerable: true,
	get: function() {
		return lower;
	}
});
Object.defineProperty(exports, "makePrivateFolder", {
	enumerable: true,
	get: function() {
		return makePrivateFolder;
	}
});
Object.defineProperty(exports, "markWithin", {
	enumerable: true,
	get: function() {
		return markWithin;
	}
});
Object.defineProperty(exports, "maximumTokens", {
	enumerable: true,
	get: function() {
		return maximumTokens;
	}
});
Object.defineProperty(exports, "onInterrupt", {
	enumerable: true,
	get: function() {
		return onInterrupt;
	}
});
Object.defineProperty(exports, "passedOverInWords", {
	enumerable: true,
	get: function() {
		return passedOverInWords;
	}
});
Object.defineProperty(exports, "percent", {
	enumerable: true,
	get: function() {
		return percent;
	}
});
Object.defineProperty(exports, "positiveInteger", {
	enumerable: true,
	get: function() {
		return positiveInteger;
	}
});
Object.defineProperty(exports, "priceInForce", {
	enumerable: true,
	get: function() {
		return priceInForce;
	}
});
Object.defineProperty(exports, "promptTokens", {
	enumerable: true,
	get: function() {
		return promptTokens;
	}
});
Object.defineProperty(exports, "readJsonLines", {
	enumerable: true,
	get: function() {
		return readJsonLines;
	}
});
Object.defineProperty(exports, "readRecord", {
	enumerable: true,
	get: function() {
		return readRecord;
	}
});
Object.defineProperty(exports, "runProgram", {
	enumerable: true,
	get: function() {
		return runProgram;
	}
});
Object.defineProperty(exports, "setStyle", {
	enumerable: true,
	get: function() {
		return setStyle;
	}
});
Object.defineProperty(exports, "shippedModel", {
	enumerable: true,
	get: function() {
		return shippedModel;
	}
});
Object.defineProperty(exports, "shortAnswerParameters", {
	enumerable: true,
	get: function() {
		return shortAnswerParameters;
	}
});
Object.defineProperty(exports, "systemReason", {
	enumerable: true,
	get: function() {
		return systemReason;
	}
});
Object.defineProperty(exports, "usd", {
	enumerable: true,
	get: function() {
		return usd;
	}
});
Object.defineProperty(exports, "userHome", {
	enumerable: true,
	get: function() {
		return userHome;
	}
});
Object.defineProperty(exports, "version", {
	enumerable: true,
	get: function() {
		return version;
	}
});
Object.defineProperty(exports, "withThinking", {
	enumerable: true,
	get: function() {
		return withThinking;
	}
});
