"use strict";
const require_rolldown_runtime = require("./rolldown-runtime.cjs");
let require_commander_loaded;
const require_commander = () => require_commander_loaded ??= require("./commander.cjs");
let require_shared_loaded;
const require_shared = () => require_shared_loaded ??= require("./shared.cjs");
let require_opinion_loaded;
const require_opinion = () => require_opinion_loaded ??= require("./opinion.cjs");
let require_run_record_loaded;
const require_run_record = () => require_run_record_loaded ??= require("./run-record.cjs");
let require_ask_loaded;
const require_ask = () => require_ask_loaded ??= require("./ask.cjs");
let require_bulk_loaded;
const require_bulk = () => require_bulk_loaded ??= require("./bulk.cjs");
let require_plan_loaded;
const require_plan = () => require_plan_loaded ??= require("./plan.cjs");
let require_catalog_loaded;
const require_catalog = () => require_catalog_loaded ??= require("./catalog.cjs");
let node_path = require("node:path");
let node_fs = require("node:fs");
let node_child_process_loaded;
const node_child_process = () => node_child_process_loaded ??= require("node:child_process");
let node_timers_promises_loaded;
const node_timers_promises = () => node_timers_promises_loaded ??= require("node:timers/promises");
// src/runs/listed.ts
const DAY_MS = 864e5;
function listedRun(record) {
	const { id, kind, what, startedAt: at, endedAt, cwd, args, inputs, job } = record;
	const { costUsd, unpriced, result, owner } = record;
	const pid = endedAt === null ? require_shared().livingProcess(owner) : null;
	return {
		run: id,
		kind,
		state: stateOf$1(record, pid !== null),
		what,
		at,
		endedAt,
		cwd,
		pid,
		args,
		job,
		result,
		...inputs && { inputs },
		command: commandLine(args),
		costUsd: unpriced && !costUsd ? null : costUsd
	};
}
function stateOf$1({ endedAt, exitCode }, lives) {
	if (endedAt === null) return lives ? "running" : "stopped";
	return ENDS[exitCode ?? -1] ?? "failed";
}
const ENDS = {
	0: "finished",
	1: "open",
	3: "ceiling",
	130: "interrupted"
};
function listedKept({ id, at, folder: cwd, voices }) {
	const question = voices[0]?.turns.at(-1)?.question ?? "";
	const args = [
		"opinion",
		"--continue",
		id
	];
	return {
		run: id,
		kind: "opinion",
		state: "kept",
		at,
		endedAt: at,
		cwd,
		args,
		costUsd: null,
		pid: null,
		what: `${voices.map(({ name }) => name).join(", ")}: ${question}`,
		command: `${commandLine(args)} "<question>"`,
		result: {
			out: null,
			reviewFile: null,
			kept: id,
			counts: {}
		}
	};
}
const isOver = ({ state }) => state === "finished" || state === "kept";
function worthListing(all, now) {
	return withoutDoubles(all).filter((one) => !isOver(one) || now - Date.parse(one.endedAt ?? one.at) < DAY_MS);
}
function withoutDoubles(all) {
	const sorted = all.toSorted((a, b) => b.at.localeCompare(a.at));
	const kept = new Set(sorted.flatMap(({ state, run }) => state === "kept" ? [run] : []));
	const seen = new Set(sorted.flatMap((one) => one.kind === "batch" ? [callOf(one)] : []));
	return sorted.filter((one) => {
		if (one.kind === "batch" || one.state === "running" || one.state === "kept") return true;
		if (one.result?.kept && kept.has(one.result.kept)) return false;
		if (one.kind === "opinion") return true;
		const names = [callOf(one), one.job ?? callOf(one)];
		const isNew = !names.some((name) => seen.has(name));
		for (const name of names) seen.add(name);
		return isNew;
	});
}
const callOf = ({ cwd, args }) => [cwd, ...args].join("\0");
const commandLine = (args) => `tierwise ${args.map(quoted).join(" ")}`;
const quoted = (arg) => /^[\w./:=@%+,-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", `'\\''`)}'`;
// src/runs/words.ts
const LONGEST_WHAT = 60;
function runsTable(runs, now) {
	const head = [
		"run",
		"state",
		"since",
		"cost",
		"what"
	];
	const rows = runs.map((one) => [
		one.run,
		one.state,
		since(one, now),
		cost(one),
		short(whatOf(one))
	]);
	const commands = runs.filter((one) => !isOver(one)).map(({ run, cwd, command }) => `${run}: in ${cwd}: ${command}`);
	const table = require_shared().columns([head, ...rows], [
		"left",
		"left",
		"left",
		"right",
		"left"
	]);
	return commands.length ? [
		...table,
		"",
		...commands
	] : table;
}
function runInFull(one, now) {
	const ended = one.endedAt && one.state !== "running" ? `, ${ENDED[one.state] ?? "ended"} ${one.endedAt}` : "";
	const rows = [
		["what", require_shared().visibleInLine(whatOf(one))],
		["where", one.cwd],
		["command", one.command],
		["started", `${one.at} (${since(one, now)} ago)${ended}`],
		["cost", cost(one) || "not known"],
		...one.pid === null ? [] : [["process", String(one.pid)]]
	];
	return [
		`${one.run}: ${one.kind}, ${one.state}`,
		...require_shared().columns(rows, ["left", "left"]),
		...resultLines(one),
		nextStep(one)
	];
}
const ENDED = {
	stopped: "last seen",
	open: "ended",
	kept: "kept"
};
function resultLines({ result, steps }) {
	const lines = [];
	if (steps) lines.push(`${steps.done} of ${require_shared().counted(steps.total, "step")} done.`);
	const counts = Object.entries(result?.counts ?? {}).map(([name, n]) => `${n} ${name}`);
	if (counts.length) lines.push(`Counted: ${counts.join(", ")}.`);
	if (result?.out) lines.push(`Result: ${result.out}`);
	if (result?.reviewFile) lines.push(`For review: ${result.reviewFile}`);
	return lines;
}
function nextStep(one) {
	const { run, kind, state, args, pid } = one;
	if (kind === "batch") return BATCH[state]?.(run) ?? `Collect it with: tierwise runs resume ${run}`;
	if (state === "running") return `It runs (process ${pid}). Stop it with: tierwise runs cancel ${run}`;
	if (state === "kept") return `Follow up: tierwise opinion --continue ${run} "<question>"`;
	if (state === "finished") return "It has finished.";
	if (state === "lost") return "The file of the plan is gone. Remove what is kept of it with: tierwise plan clean --force";
	if (args[1] === "make") return "The goal of a plan is not kept: give it again to tierwise plan make.";
	if (state === "ceiling") return `It stopped at its ceiling. Go on with a higher one: tierwise runs resume ${run} --max-cost <usd>`;
	if (kind === "plan" && state === "open") return `It needs you. See what with: tierwise plan status ${one.what}`;
	if (kind === "bulk" && state === "open" && !one.result?.counts.failed && one.result?.counts.review) return `Items wait for you: ${commandLine(["review", ...one.inputs ?? one.what.split(" ")])}`;
	return `Go on with: tierwise runs resume ${run}`;
}
const BATCH = {
	waiting: (run) => `It is waited for at the API. Collect it later, or stop it: tierwise runs cancel ${run}`,
	lost: (run) => `The API does not have it. Drop it with: tierwise runs forget ${run}`,
	elsewhere: () => "It was submitted with another key or address: set that one to collect it.",
	unknown: () => "Set ANTHROPIC_API_KEY to see its state."
};
const cost = ({ costUsd, state }) => costUsd === null ? "" : `${state === "stopped" ? "\u2265 " : ""}${require_shared().usd(costUsd)}`;
const whatOf = ({ what, steps }) => steps ? `${what}: ${steps.done} of ${require_shared().counted(steps.total, "step")}` : what;
const since = ({ at }, now) => require_shared().duration((now - Date.parse(at)) / 1e3);
function short(text) {
	const line = require_shared().visibleInLine(text);
	return line.length > LONGEST_WHAT ? `${line.slice(0, 59)}\u2026` : line;
}
// src/commands/runs-batch.ts
async function listedBatches(host) {
	const batchesOf = require_ask().batchesFor(host);
	const { records, passedOver } = new (require_bulk().BatchRecords)(require_shared().dataHome(host.env)).read();
	const batches = [];
	for (const record of records) batches.push(listed(record, await stateOf(record, batchesOf(record))));
	return {
		batches,
		passedOver
	};
}
function listed({ key, batch, place, at, task, tier, packs, command }, state) {
	const items = packs.reduce((sum, { fingerprints, checks = [] }) => sum + fingerprints.length - checks.length, 0);
	const requests = packs.length;
	return {
		run: key,
		kind: "batch",
		state,
		at,
		endedAt: null,
		...command,
		costUsd: null,
		pid: null,
		result: null,
		what: `${task.name} on ${tier}: ${require_shared().counted(requests, "request")}, ${require_shared().counted(items, "item")}`,
		command: commandLine(command.args),
		batch,
		task: task.name,
		tier,
		requests,
		items,
		...place && { place }
	};
}
async function stateOf({ batch, account }, batches) {
	if (!batches || batch === null) return "unknown";
	let state;
	try {
		state = await batches.state(batch);
	} catch (error) {
		if (!(error instanceof require_ask().AskError)) throw error;
		return "unknown";
	}
	if (!state) return account === batches.account ? "lost" : "elsewhere";
	return state.ended ? "ended" : "waiting";
}
function forgetBatch(host, key) {
	const records = new (require_bulk().BatchRecords)(require_shared().dataHome(host.env));
	const record = recordOf(records, key);
	records.remove(record);
	return `Forgotten: ${require_shared().counted(record.packs.length, "request")} of ${record.batch ?? key}. What was answered is billed all the same.`;
}
const CANCEL_POLL_MS = 2e3;
const CANCEL_POLLS = 15;
async function cancelBatch(host, key) {
	const records = new (require_bulk().BatchRecords)(require_shared().dataHome(host.env));
	const record = recordOf(records, key);
	const { batch, packs } = record;
	const batches = require_ask().batchesFor(host)(record);
	if (!batches) throw new (require_shared().UsageError)(record.place ? `To cancel a job at ${record.place}, set up that cloud as when it was submitted.` : "To cancel a batch, set ANTHROPIC_API_KEY to the key it was submitted with.");
	if (batch === null) throw new (require_shared().UsageError)(`It is not known yet whether ${key} arrived. Find out with: tierwise runs resume ${key}`);
	try {
		const before = await batches.state(batch);
		if (before && !before.ended) await batches.cancel(batch);
		const answered = await hasEnded(batches, batch, require_bulk().batchPollMs(host.env, CANCEL_POLL_MS)) ? await countAnswered(batches, batch) : null;
		if (answered === 0) records.remove(record);
		return cancelledInWords(record.key, `${require_shared().counted(packs.length, "request")} of ${batch}`, answered);
	} catch (error) {
		if (error instanceof require_ask().AskError) throw new (require_shared().UsageError)(`${batch} could not be cancelled: ${error.message}. It goes on at the API; try again: tierwise runs cancel ${key}`);
		throw error;
	}
}
function cancelledInWords(key, what, answered) {
	return `${answered === null ? `Cancelled ${what}; those in progress are still answered.` : `Cancelled ${what}; ${require_shared().count(answered)} had already been answered.`}${answered === 0 ? "" : ` Collect what is billed with: tierwise runs resume ${key}`}`;
}
async function hasEnded(batches, batch, pollMs) {
	for (let polls = 0; polls < CANCEL_POLLS; polls++) {
		const state = await batches.state(batch);
		if (!state || state.ended) return true;
		await (0, node_timers_promises().setTimeout)(pollMs);
	}
	return false;
}
async function countAnswered(batches, batch) {
	let answered = 0;
	for await (const { reply } of batches.results(batch)) if ("served" in reply) answered++;
	return answered;
}
function recordOf(records, key) {
	const record = records.all().find((one) => one.key === key);
	if (record) return record;
	throw new (require_shared().UsageError)(`${key} has been collected meanwhile. See what is left: tierwise runs`);
}
// src/runs/plans.ts
function listedPlan({ folder, about }, read) {
	if (!about) return null;
	const { events } = require_plan().readEvents(folder);
	if (!events.some(({ type }) => type === "started")) return null;
	const pid = require_shared().holderOf(folder);
	const args = [
		"plan",
		"resume",
		about.file
	];
	const base = {
		run: `plan-${(0, node_path.basename)(folder).slice(0, 8)}`,
		kind: "plan",
		cwd: about.root,
		args,
		pid,
		command: commandLine(args),
		what: about.file,
		at: startOf(events),
		result: null
	};
	const last = events.at(-1)?.at ?? lastChange(folder);
	const plan = planIn(about.file, read);
	if (plan === null || plan === "gone") return {
		...base,
		state: plan ? "lost" : "unknown",
		endedAt: last,
		costUsd: null
	};
	const state = require_plan().stateOf(plan, events);
	const steps = stepsOf(state);
	return {
		...base,
		state: standing(steps, pid !== null),
		endedAt: pid === null ? last : null,
		costUsd: state.spentUsd,
		steps
	};
}
function planIn(file, read) {
	if (!(0, node_fs.existsSync)(file)) return "gone";
	try {
		return read(file);
	} catch (error) {
		if (error instanceof require_shared().UsageError) return null;
		throw error;
	}
}
function stepsOf({ steps }) {
	const all = [...steps.values()].map(({ status }) => status);
	const done = all.filter((status) => status === "done").length;
	const open = all.filter((status) => status === "open").length;
	return {
		done,
		total: all.length,
		needYou: all.length - done - open
	};
}
function standing({ done, total, needYou }, runs) {
	if (runs) return "running";
	if (done === total) return "finished";
	return needYou ? "open" : "stopped";
}
const startOf = (events) => (events.findLast(({ type }) => type === "started") ?? events[0])?.at ?? "";
const lastChange = (folder) => ((0, node_fs.statSync)((0, node_path.join)(folder, "plan.json"), { throwIfNoEntry: false })?.mtime ?? new Date(0)).toISOString();
// src/commands/runs-find.ts
async function allRuns(host) {
	const home = require_shared().dataHome(host.env);
	const { records, passedOver } = new (require_run_record().RunRecords)(home).read();
	const { batches, passedOver: unreadable } = await listedBatches(host);
	const plans = plansOf(host, home);
	const files = new Set(plans.map(({ what }) => what));
	return {
		runs: [
			...records.map(listedRun).filter(({ kind, cwd, what }) => kind !== "plan" || !files.has((0, node_path.resolve)(cwd, what))),
			...batches,
			...plans,
			...keptOf(host, home)
		],
		passedOver: [...unreadable, ...passedOver]
	};
}
function plansOf(host, home) {
	const kept = require_plan().keptPlans(home);
	if (!kept.length) return [];
	const catalog = require_catalog().openCatalog(host);
	const read = (file) => {
		const { plan } = require_plan().readPlan(file, catalog, host.access);
		if (plan) return plan;
		throw new (require_shared().UsageError)(`${file} has problems. See them with: tierwise plan check ${file}`);
	};
	return kept.flatMap((one) => listedPlan(one, read) ?? []);
}
function keptOf({ access }, home) {
	const mayBeSeen = (folder, id) => {
		try {
			access.checkAskedIn(folder, id);
			return true;
		} catch (error) {
			if (error instanceof require_shared().UsageError) return false;
			throw error;
		}
	};
	return require_opinion().listKept(home).filter(({ folder, id }) => mayBeSeen(folder, id)).map(listedKept);
}
function findRun(name, { runs }) {
	const exact = runs.find(({ run, batch }) => run === name || batch === name);
	if (exact) return exact;
	const like = name === "" ? [] : runs.filter(({ run }) => run.startsWith(name));
	if (like.length === 1 && like[0]) return like[0];
	if (like.length) throw new (require_shared().UsageError)(`"${name}" may be ${like.map(({ run }) => run).join(" or ")}. Give more of its name.`);
	const names = runs.map(({ run }) => run);
	const known = names.length ? require_shared().oneOf(name, names) : "There is none: they appear once a model is asked.";
	throw new (require_shared().UsageError)(`Unknown run "${name}". ${known}`);
}
// src/commands/runs-act.ts
function wordsToResume(host, one, maxCost) {
	const { run, kind, state, args, cwd } = one;
	if (args.includes("-")) throw new (require_shared().UsageError)(`${run} read from stdin: run the same pipe again to collect what there is.`);
	const words = kind === "opinion" || kind === "init" ? new (require_run_record().Unfinished)(require_shared().dataHome(host.env), run).words() : args;
	if (!words && state !== "kept") throw new (require_shared().UsageError)(`${run} cannot be resumed: what it was called with is not kept. Call it again.`);
	const mustAskAgain = !words || args[1] === "make";
	if ([
		"running",
		"finished",
		"lost"
	].includes(state) && kind !== "batch" || mustAskAgain || state === "ceiling" && maxCost === void 0) throw new (require_shared().UsageError)(`${run} cannot be resumed. ${nextStep(one)}`);
	if (!(0, node_fs.existsSync)(cwd)) throw new (require_shared().UsageError)(`${cwd}, where ${run} ran, is gone. Call it where the files are now: ${one.command}`);
	return maxCost === void 0 ? [...words] : withCeiling(words, maxCost);
}
function withCeiling(args, usd) {
	const at = args.findIndex((word) => word === "--max-cost" || word.startsWith("--max-cost="));
	if (at < 0) {
		const end = args.includes("--") ? args.indexOf("--") : args.length;
		return args.toSpliced(end, 0, "--max-cost", String(usd));
	}
	return args.toSpliced(at, args[at] === "--max-cost" ? 2 : 1, "--max-cost", String(usd));
}
const POLL_MS = 100;
const STOP_MS = 15e3;
async function cancelRun(host, one) {
	const { run, kind, pid } = one;
	if (kind === "batch") return cancelBatch(host, run);
	if (pid === null) throw new (require_shared().UsageError)(`${run} does not run, so nothing was stopped. ${nextStep(one)}`);
	if (!isTierwise(pid)) throw new (require_shared().UsageError)(`Process ${pid} is not a run of tierwise any more. See what is left: tierwise runs`);
	process.kill(pid, "SIGINT");
	for (let waited = 0; waited < STOP_MS; waited += POLL_MS) {
		const now = (await allRuns(host)).runs.find((other) => other.run === run);
		if (now?.state !== "running") return `Stopped ${run}; what was paid for is kept. ${now ? nextStep(now) : ""}`;
		await (0, node_timers_promises().setTimeout)(POLL_MS);
	}
	return `${run} waits for what is already sent, and stops then. To end it at once: tierwise runs cancel ${run}`;
}
function isTierwise(pid) {
	if ((0, node_fs.existsSync)("/proc/self/stat")) return true;
	const { stdout } = (0, node_child_process().spawnSync)("ps", [
		"-o",
		"args=",
		"-p",
		String(pid)
	], { encoding: "utf8" });
	return /tierwise/.test(stdout ?? "");
}
function forgetRun(host, one) {
	const { run, kind, state, what } = one;
	const home = require_shared().dataHome(host.env);
	if (kind === "batch") return forgetBatch(host, run);
	if (state === "running") throw new (require_shared().UsageError)(`${run} runs still. Stop it first: tierwise runs cancel ${run}`);
	if (state === "kept") require_opinion().forget(home, run);
	else if (one.steps || state === "lost" || state === "unknown") throw new (require_shared().UsageError)(`${run} is listed by what the plan keeps. Remove that with: tierwise plan clean ${what}`);
	else new (require_run_record().RunRecords)(home).remove(run);
	return `Forgotten: ${run}. ${state === "kept" ? "Its answers are removed." : "Results and stored answers stay."}`;
}
// src/commands/runs.ts
var runs_exports = require_rolldown_runtime.__exportAll({ runsCommand: () => runsCommand });
const HELP_AFTER = `
Examples:
  tierwise runs
  tierwise runs result bulk-3f09ac
  tierwise runs resume bulk-3f09ac --max-cost 2

A run is a bulk run, a calibration, a first scheme (init), an opinion or a plan; a batch is one that waits at the API. Listed
is what goes on or has stopped, and what was over within a day. "resume" runs the same command again:
what is paid for is not paid for again. "cancel" does what Ctrl-C does, or cancels a batch (what has
been answered by then is billed, and the next run collects it). "forget" drops a run from the list.
A name may be cut short.`;
function runsCommand(host, done, run) {
	const command = new (require_commander().Command)("runs").description("List what goes on or has stopped; see, resume or cancel it.").addHelpText("after", HELP_AFTER);
	command.command("list", { isDefault: true }).description("List runs: what, where, since when, at what cost.").option("--all", "what was over earlier, too").option("--json", "one JSON object on stdout").action(async (options) => done(await list(host, options)));
	named(command, "show", "Show one in full, and what can be done about it.").option("--json", "one JSON object on stdout").action(async (name, { json }) => {
		const one = await find(host, name);
		print(host, json ? require_shared().visibleJson(shown(one)) : runInFull(one, Date.now()).join("\n"));
	});
	named(command, "result", "Show what came of it: counts, files, answers that are kept.").option("--json", "one JSON object on stdout").action(async (name, { json }) => {
		const one = await find(host, name);
		print(host, json ? require_shared().visibleJson({
			...shown(one),
			answers: answersOf(host, one)
		}) : resultText(host, one));
	});
	named(command, "resume", "Run it again, where it was called.").option("--max-cost <usd>", "under this ceiling in place of its own", require_shared().dollars).action(async (name, { maxCost }) => {
		const one = await find(host, name);
		done(await run(wordsToResume(host, one, maxCost), {
			cwd: one.cwd,
			resumes: one.run
		}));
	});
	named(command, "cancel", "Stop it, or cancel a batch at the API.").action(async (name) => print(host, await cancelRun(host, await find(host, name))));
	named(command, "forget", "Drop it from the list; a batch is asked again by the next run.").action(async (name) => print(host, await forget(host, name)));
	return command;
}
const named = (command, name, description) => command.command(name).description(description).argument("<run>", "its name in the list");
async function list(host, { all = false, json = false }) {
	const { runs, passedOver } = await allRuns(host);
	const now = Date.now();
	const listed = all ? withoutDoubles(runs) : worthListing(runs, now);
	if (json) print(host, require_shared().visibleJson({
		runs: listed.map(shown),
		passedOver
	}));
	else print(host, [inWords(listed, now), ...passedOver.map(unreadable)].join("\n"));
	return require_shared().EXIT.ok;
}
function inWords(listed, now) {
	if (!listed.length) return "No runs.";
	const hint = listed.some(({ kind, state }) => kind === "batch" && state === "unknown") ? "\nSet ANTHROPIC_API_KEY to see the state of batches." : "";
	const what = "tierwise runs show <run> says what can be done; also: result, resume, cancel, forget";
	return [...runsTable(listed, now), `\n${what}${hint}`].join("\n");
}
const unreadable = ({ file, problem }) => `Cannot be read: ${file}: ${problem}. Drop it: tierwise runs forget ${(0, node_path.basename)(file, ".json")}`;
const find = async (host, name) => findRun(name, await allRuns(host));
const shown = ({ args: _, inputs: __, job: ___, ...one }) => one;
function answersOf({ env }, { state, run }) {
	if (state !== "kept") return [];
	return require_opinion().readKept(require_shared().dataHome(env), run).voices.map(({ name, turns }) => ({
		voice: name,
		turns
	}));
}
function resultText(host, one) {
	const answers = answersOf(host, one).flatMap(({ voice, turns }) => [`## ${voice}`, ...turns.flatMap(({ question, answer }) => [
		`> ${question.replaceAll("\n", "\n> ")}`,
		"",
		answer,
		""
	])]);
	const lines = answers.length ? answers : resultLines(one);
	return lines.length ? lines.join("\n").trimEnd() : runInFull(one, Date.now()).join("\n");
}
async function forget(host, name) {
	const all = await allRuns(host);
	const damaged = all.passedOver.find(({ file }) => (0, node_path.basename)(file, ".json") === name);
	if (!damaged) return forgetRun(host, findRun(name, all));
	(0, node_fs.rmSync)(damaged.file, { force: true });
	return `Forgotten: ${damaged.file}, which could not be read.`;
}
const print = ({ stdout }, text) => {
	stdout.write(`${text}\n`);
};
Object.defineProperty(exports, "runs_exports", {
	enumerable: true,
	get: function() {
		return runs_exports;
	}
});
