"use strict";
const require_rolldown_runtime = require("./rolldown-runtime.cjs");
let require_commander_loaded;
const require_commander = () => require_commander_loaded ??= require("./commander.cjs");
let require_shared_loaded;
const require_shared = () => require_shared_loaded ??= require("./shared.cjs");
let require_access_loaded;
const require_access = () => require_access_loaded ??= require("./access.cjs");
let require_ask_loaded;
const require_ask = () => require_ask_loaded ??= require("./ask.cjs");
let require_usage_loaded;
const require_usage = () => require_usage_loaded ??= require("./usage.cjs");
let require_zod_loaded;
const require_zod = () => require_zod_loaded ??= require("./zod.cjs");
let require_catalog_loaded;
const require_catalog = () => require_catalog_loaded ??= require("./catalog.cjs");
let require_bulk_tasks_loaded;
const require_bulk_tasks = () => require_bulk_tasks_loaded ??= require("./bulk-tasks.cjs");
let require_bulk_loaded;
const require_bulk = () => require_bulk_loaded ??= require("./bulk.cjs");
let require_status_loaded;
const require_status = () => require_status_loaded ??= require("./status.cjs");
let require_calibrate_loaded;
const require_calibrate = () => require_calibrate_loaded ??= require("./calibrate.cjs");
let require_by_policy_loaded;
const require_by_policy = () => require_by_policy_loaded ??= require("./by-policy.cjs");
let require_ignore$1_loaded;
const require_ignore$1 = () => require_ignore$1_loaded ??= require("./ignore.cjs");
let node_path = require("node:path");
let node_fs = require("node:fs");
let node_crypto_loaded;
const node_crypto = () => node_crypto_loaded ??= require("node:crypto");
let node_fs_promises_loaded;
const node_fs_promises = () => node_fs_promises_loaded ??= require("node:fs/promises");
let node_readline_loaded;
const node_readline = () => node_readline_loaded ??= require("node:readline");
let node_url_loaded;
const node_url = () => node_url_loaded ??= require("node:url");
// src/commands/answers.ts
var answers_exports = require_rolldown_runtime.__exportAll({ answersCommand: () => answersCommand });
const HELP_AFTER$6 = `
Examples:
  tierwise bulk-tag app.log log-severity --shard 1/8      (on each of eight machines: 1/8 \u2026 8/8)
  tierwise answers merge app.log.shard-*.answers.jsonl
  tierwise bulk-tag app.log log-severity                  (asks nothing, writes the result)

<source> is a file that a run with --shard wrote, a folder of such files, or a data home. All have to be
of one task and one input.`;
function answersCommand(host, done) {
	const command = new (require_commander().Command)("answers").description("Bring the answers of several machines together.");
	command.command("merge").description("Merge stored answers into this data home, so that no run here asks for them again.").argument("<source...>", "files of answers, folders of them, data homes").option("-o, --out <file>", "into a file of answers instead").option("--force", "replace what stands there", false).option("--json", "one JSON object on stdout", false).addHelpText("after", HELP_AFTER$6).action(async (names, options) => done(await merge(host, names, options)));
	return command;
}
async function merge(host, names, options) {
	const found = require_bulk().openSources(names);
	const { task, sources } = found;
	const home = require_shared().dataHome(host.env);
	const here = options.out === void 0 ? [require_bulk().storedIn(home, task.hash)] : [];
	const merged = require_bulk().mergeAnswers([...here, ...sources.map((source) => source.answers())]);
	const kept = options.out === void 0 ? await require_bulk().keepAnswers(home, task, merged.answers) : await writeOut(host, {
		file: options.out,
		force: options.force
	}, found, merged);
	const { missing, open } = require_bulk().gapsIn(found);
	const { differed, answers } = merged;
	const result = {
		task: task.name,
		sources: sources.length,
		answers: answers.length,
		new: kept,
		differed,
		missingShards: missing,
		openShards: open,
		out: options.out ?? null
	};
	host.stdout.write(`${options.json ? require_shared().visibleJson(result) : inWords(result)}\n`);
	return missing.length || open.length || differed.undecided ? require_shared().EXIT.incomplete : require_shared().EXIT.ok;
}
function writeOut(host, { file, force }, found, { answers }) {
	if (file === "-") throw new (require_shared().UsageError)("--out: name a file; merged answers are many.");
	require_bulk().refuseOther(file, force);
	const { missing, open } = require_bulk().gapsIn(found);
	const inputs = found.sources.map(({ about }) => about?.input ?? null);
	const about = {
		kind: "answers",
		task: found.task,
		shard: null,
		input: inputs.includes(null) ? null : inputs[0] ?? null,
		complete: !missing.length && !open.length && !inputs.includes(null)
	};
	const guard = () => host.access.checkWrite(file, "result", false);
	return require_bulk().writeAnswers(file, about, answers, {
		results: host.results,
		guard
	});
}
function inWords({ task, sources, answers, new: kept, differed, missingShards, openShards, out }) {
	const { above, byMost, undecided } = differed;
	const shards = (numbers) => `Shard ${numbers.join(", ")}`;
	return [
		`${require_shared().counted(answers, "answer")} to "${task}" from ${require_shared().counted(sources, "source")}${out ? `: ${out}` : `, ${require_shared().count(kept)} of them new here`}.`,
		...above ? [`${require_shared().count(above)} differed where a higher tier has answered since, which stands.`] : [],
		...byMost ? [`${require_shared().count(byMost)} differed: what most sources say stands.`] : [],
		...undecided ? [`${require_shared().count(undecided)} differed with nothing to decide between them: look at those items.`] : [],
		...missingShards.length ? [`${shards(missingShards)} missing: the next run asks for its items.`] : [],
		...openShards.length ? [`${shards(openShards)} not complete: the next run asks what is open there.`] : []
	].join("\n");
}
// src/commands/bulk-end.ts
const LONG_SECONDS = 60;
async function tellTheEnd(host, { name, summary }, wanted) {
	const { stopped, seconds, tagged, mapped, review, failed, costUsd } = summary;
	if (stopped === "interrupted" || wanted === void 0 && seconds < LONG_SECONDS) return;
	const said = [
		tagged === void 0 ? `${require_shared().count(mapped ?? 0)} mapped` : `${require_shared().count(tagged)} tagged`,
		review && `${require_shared().count(review)} for review`,
		failed && `${require_shared().count(failed)} left`,
		require_shared().usd(costUsd),
		stopped && `stopped: ${summary.reason}`
	];
	const problem = await require_shared().notify(host, `${name}: ${said.filter(Boolean).join(", ")}`, wanted);
	if (problem) host.stderr.write(`${problem}.\n`);
}
function resultOf(cwd, summary) {
	const { items, tagged, mapped, review, failed, out, reviewFile } = summary;
	const at = (file) => file && file !== "-" ? (0, node_path.resolve)(cwd, file) : null;
	const answered = tagged === void 0 ? { mapped: mapped ?? 0 } : { tagged };
	return {
		out: at(out),
		reviewFile: at(reviewFile),
		counts: {
			items,
			...answered,
			review,
			failed
		}
	};
}
function exitCodeOf$2({ stopped, review, failed }, isSample, reviewOk) {
	if (stopped === "ceiling") return require_shared().EXIT.ceiling;
	if (stopped === "interrupted") return require_shared().EXIT.interrupted;
	if (stopped) return require_shared().EXIT.incomplete;
	const open = failed + (reviewOk ? 0 : review);
	return !isSample && open > 0 ? require_shared().EXIT.incomplete : require_shared().EXIT.ok;
}
// src/commands/bulk-events.ts
function eventsOf(host, settings, progress) {
	const record = require_usage().directRecorder(settings.home, host, (error) => progress.note(`The ledger in ${settings.home} cannot be written (${require_shared().systemReason(error)}): the report will lack this run.`));
	return {
		note: progress.note,
		progress(share, text) {
			progress.update(share, text);
			if (share !== null) settings.backend?.told?.(share);
		},
		reply: (tier, reply, costUsd) => {
			const { model: requested, effort } = settings.catalog.tiers[tier];
			record({
				source: "bulk",
				requested,
				effort,
				reply,
				costUsd
			}, "soon");
		},
		flush: record.flush
	};
}
// src/commands/bulk-backends.ts
function openBackends(host, wanted) {
	const { named, tiers, catalog } = wanted;
	const tell = (line) => void host.stderr.write(`${line}\n`);
	const models = tiers.map((tier) => modelOf(tier, catalog)).filter(require_shared().isOpenaiModel);
	const servers = new Map(named === "rules" ? [] : models.map((id) => [id, require_ask().fallbackBackend([require_ask().namedModel(id, host.env)], tell)]));
	const backend = mainBackend(host, wanted, tell);
	const [server] = servers.values();
	if (backend || !server) return {
		backend,
		servers,
		tiers
	};
	const able = tiers.filter((tier) => servers.has(catalog.tiers[tier].model));
	if (able.length < tiers.length) tell(`No backend for Claude is available: only ${able.join(", ")} is asked.`);
	return {
		backend: server,
		servers,
		tiers: able
	};
}
function modelOf(tier, { tiers }) {
	const { model } = tiers[tier];
	if (tier !== "local" || require_shared().isOpenaiModel(model)) return model;
	const what = model ? `The tier local is ${model}, which names no server` : "The tier local has no model";
	throw new (require_shared().UsageError)(`${what}. Name one in your tierwise.md, such as: tiers: { local: { model: "openai:llama3@http://127.0.0.1:11434/v1" } }`);
}
function backendOfJobs(host, { place, role }, { named, mostSockets }) {
	const { cloud, text } = place;
	if (named !== "auto" && named !== cloud) throw new (require_shared().UsageError)(`--batch ${text} is answered by ${cloud}: leave --backend ${named} out.`);
	if (cloud === "bedrock" && !role) throw new (require_shared().UsageError)(`--batch ${text} needs the role that Bedrock reads and writes that bucket as. Name its ARN with --batch-role, or in TIERWISE_BEDROCK_ROLE.`);
	require_ask().peersOf(cloud, host.env);
	return require_ask().cloudBackend(cloud, host, {
		mostSockets,
		place,
		role
	});
}
function mainBackend(host, wanted, tell) {
	const { named, listed, mostSockets, live, jobs } = wanted;
	if (jobs) return backendOfJobs(host, jobs, wanted);
	if (named !== "auto" || !listed.length) return require_ask().chooseBackend(named, host, {
		mostSockets,
		live
	});
	const found = listed.flatMap((name) => {
		const backend = listedBackend(name, host, wanted);
		if (!backend) tell(`backends: ${name} is left out, as it has no credential or no login here.`);
		return backend ?? [];
	});
	return found.length ? require_ask().fallbackBackend(found, tell) : null;
}
function listedBackend(name, host, { catalog, mostSockets, live }) {
	if (name === "live") return live && require_ask().liveBackend(host, live);
	if (name === "api") return require_ask().apiBackend(host, mostSockets);
	if (name === "claude") return require_ask().claudeBackend(host.env);
	const cloud = require_ask().CLOUD_NAMES.find((one) => one === name);
	if (cloud) return require_ask().cloudBackend(cloud, host, { mostSockets });
	if (name === "openai:local") return require_ask().namedModel(modelOf("local", catalog), host.env);
	return require_ask().namedModel(name, host.env);
}
// src/commands/files.ts
function withFileOptions(command) {
	return command.option("-o, --out <file>", "the result (default: <input>.tagged or .mapped; - for stdout)").option("--force", "replace what stands there, also what no run wrote").addOption(new (require_commander().Option)("--format <format>", "the result's format (default: by the name of --out, else the input's)").choices(require_bulk_tasks().FORMAT_NAMES)).option("--guard-formulas", "for CSV and TSV: put an apostrophe before cells that a spreadsheet would calculate").addOption(inputFormat()).addOption(columnOption()).addOption(whereOption()).option("--head <n>", "for files that are one item each: only the first n characters", require_shared().positiveInteger).addOption(require_shared().sendAnyway());
}
const outputWanted = ({ out, format, force = false, guardFormulas = false }) => ({
	out,
	format,
	force,
	guardFormulas
});
const itemsWanted = ({ inputFormat: format, column = [], where = [], head, sendAnyway }) => ({
	format,
	columns: column,
	where,
	head: head ?? null,
	sendAnyway
});
const inputFormat = () => new (require_commander().Option)("--input-format <format>", "how to read the input (default: by its name and content)").choices(require_bulk_tasks().FORMAT_NAMES);
const columnOption = () => new (require_commander().Option)("-c, --column <name>", "the CSV column or JSON field that is the item (repeatable)").argParser(require_shared().collect);
const whereOption = () => new (require_commander().Option)("--where <condition>", "only rows such as 'status=open', 'team!=ops', 'subject~(?i)refund', 'amount>100', 'date>=2026-11-01' (repeatable: all must hold)").argParser((text, before = []) => [...before, require_bulk_tasks().parseCondition(text)]);
// src/commands/bulk-settings.ts
function settingsFor$2(host, inputPath, task, options) {
	const applied = options.tier === void 0 ? require_calibrate().appliedTo(require_shared().dataHome(host.env), task) : null;
	if (!applied) return {
		settings: resolveSettings$1(host, inputPath, task, options),
		applied
	};
	return {
		settings: require_calibrate().asCalibrated(resolveSettings$1(host, inputPath, task, asApplied(options, applied)), applied),
		applied
	};
}
const asApplied = (options, { tier, pack, votes }) => ({
	...options,
	tier,
	pack: options.pack ?? pack,
	votes: options.votes ?? votes
});
function resolveSettings$1(host, inputPath, task, options) {
	const routed = require_by_policy().routeTask(host, task, {
		catalog: require_catalog().openCatalog(host),
		named: options.tier,
		batch: options.batch !== void 0
	});
	const { catalog } = routed;
	const { backend, servers, tiers } = backendsFor(host, routed, {
		task,
		options
	});
	return {
		inputPath,
		items: itemsWanted(options),
		task,
		tiers,
		votes: votesFor(task, options, tiers),
		catalog,
		backend,
		servers,
		home: require_shared().dataHome(host.env),
		host,
		pack: {
			items: options.pack ?? task.packItems,
			tokens: options.packTokens,
			from: task.packItems
		},
		concurrency: options.concurrency ?? null,
		...options.dryRun ? { maxCostUsd: options.maxCost ?? null } : require_by_policy().ceilingsOf(host, options.maxCost ?? null),
		batch: options.batch !== void 0 && options.sample === void 0,
		command: {
			cwd: host.cwd,
			args: [...host.argv]
		},
		limit: options.limit ?? Number.POSITIVE_INFINITY,
		sample: options.sample ?? null,
		shard: options.shard ?? null,
		output: outputFor(inputPath, options)
	};
}
function votesFor(task, { votes }, [first, second]) {
	const isText = task.kind === "recipe" && task.answer.columns.length === 1;
	const usual = first === "local" && second && !isText ? 2 : task.votes;
	if ((votes ?? usual) > 1 && isText) throw new (require_shared().UsageError)(`--votes: ${require_bulk_tasks().NO_VOTES}`);
	return votes ?? usual;
}
function backendsFor(host, { tier, ladder, backends, catalog }, { task, options }) {
	const most = Math.max(...Object.values(catalog.tiers).map(({ concurrency }) => concurrency));
	const found = openBackends(host, {
		named: options.backend,
		listed: backends,
		tiers: require_bulk().tiersFrom(tier, ladder, options.escalate),
		catalog,
		mostSockets: options.concurrency ?? most,
		live: options.batch ? null : liveRun(task, options),
		jobs: jobsFor(host, options)
	});
	if (!options.batch || !found.backend || found.backend.batches) return found;
	throw new (require_shared().UsageError)("--batch needs an Anthropic API key, as Claude Code takes no batches. Set ANTHROPIC_API_KEY, or leave --batch out.");
}
const jobsFor = ({ env }, { batch, batchRole }) => typeof batch === "object" ? {
	place: batch,
	role: batchRole ?? (env.TIERWISE_BEDROCK_ROLE || null)
} : null;
const liveRun = ({ kind }, { maxCost, dryRun }) => ({
	command: kind === "recipe" ? "bulk-map" : "bulk-tag",
	maxCostUsd: maxCost ?? null,
	dry: dryRun === true
});
function outputFor(inputPath, options) {
	const { dryRun, sample, shard, out, json } = options;
	if (shard && sample !== void 0) throw new (require_shared().UsageError)("--sample draws from all items, --shard is a part of them: leave one of them out.");
	if (dryRun || sample !== void 0 || shard) return null;
	if (json && (out === "-" || inputPath === "-" && out === void 0)) throw new (require_shared().UsageError)("--json and the tagged items cannot both go to stdout. Name a file for the items with --out.");
	return outputWanted(options);
}
// src/commands/bulk-explain.ts
async function explainItem(host, inputPath, task, options) {
	const { settings } = settingsFor$2(host, inputPath, task, {
		...options,
		backend: "rules",
		dryRun: true
	});
	const job = await require_bulk().prepareJob(settings, {
		note() {},
		progress() {}
	});
	try {
		const found = await require_bulk().explain(job, options.explain, costsIn(require_shared().dataHome(host.env)));
		const { answer } = task;
		host.stdout.write(`${options.json ? require_shared().visibleJson(found) : require_bulk().formatExplanation(found, answer, host.stdout.columns ?? 0)}\n`);
		return require_shared().EXIT.ok;
	} finally {
		await require_bulk().closeJob(job);
	}
}
function costsIn(home) {
	let costs;
	return (request) => {
		costs ??= new Map(require_usage().readLedger(home).calls.map(({ id, costUsd }) => [id.split("|")[0] ?? id, costUsd]));
		return costs.get(request) ?? null;
	};
}
// src/commands/bulk-follow.ts
const POLL_MS = 250;
const WAIT_MS = 5e3;
const REFUSED = [
	"sample",
	"limit",
	"dryRun",
	"batch",
	"json",
	"head",
	"shard"
];
async function followFile(host, inputPath, task, options) {
	const other = REFUSED.find((name) => options[name] !== void 0);
	if (other) throw new (require_shared().UsageError)(`--follow and --${other.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} do not go together: a file that grows has no end. Leave one out.`);
	const { settings } = settingsFor$2(host, inputPath, task, options);
	const progress = require_shared().createProgress(host);
	const events = saidOnce(eventsOf(host, settings, progress));
	const interrupt = require_shared().onInterrupt(host, () => progress.note("Ending: waiting for what is already sent. Ctrl-C again to end at once."));
	try {
		const opened = await require_bulk().openFollowed(settings, events);
		try {
			const waitMs = Number(host.env.TIERWISE_FOLLOW_MS ?? "") || WAIT_MS;
			const onPiece = (summary) => progress.note(pieceInWords(summary));
			const { signal: interrupted } = interrupt;
			const end = await require_bulk().follow({
				...opened,
				settings,
				events,
				interrupted,
				waitMs,
				pollMs: POLL_MS,
				onPiece
			});
			progress.end();
			host.stdout.write(opened.destination.out === "-" ? "" : `${endInWords(end, opened.destination.out)}\n`);
			return codeOf(end);
		} finally {
			await opened.growing.close();
			await require_bulk().rememberFollowed(settings, opened.destination);
			opened.unlock();
		}
	} finally {
		interrupt.release();
		progress.end();
	}
}
function saidOnce(events) {
	const said = new Set();
	return {
		...events,
		note(line) {
			if (said.size < 1e3 && said.size !== said.add(line).size) events.note(line);
		},
		progress() {}
	};
}
const timeOf = (date) => date.toTimeString().slice(0, 8);
function pieceInWords({ items, tagged, mapped, review, failed, costUsd }) {
	const parts = [
		`${require_shared().count(tagged ?? mapped ?? 0)} of ${require_shared().counted(items, "new item")}`,
		review && `review ${require_shared().count(review)}`,
		failed && `left ${require_shared().count(failed)}`,
		require_shared().usd(costUsd)
	];
	return `${timeOf(new Date())}  ${parts.filter(Boolean).join("  ")}`;
}
function endInWords({ items, reviewed, costUsd, stopped }, out) {
	const review = reviewed ? `, ${require_shared().count(reviewed)} for review` : "";
	const why = stopped && stopped.by !== "interrupted" ? ` Stopped: ${stopped.reason}.` : "";
	return `${require_shared().counted(items, "item")} appended${review}, ${require_shared().usd(costUsd)}  -> ${out}.${why} The same command goes on there.`;
}
function codeOf({ stopped }) {
	if (!stopped) return require_shared().EXIT.ok;
	if (stopped.by === "ceiling") return require_shared().EXIT.ceiling;
	return stopped.by === "interrupted" ? require_shared().EXIT.interrupted : require_shared().EXIT.incomplete;
}
// src/commands/bulk-shard.ts
function shardOf(job, { shard, out, force = false }) {
	if (!shard) return null;
	const to = require_bulk().shardFileFor(job, shard, {
		out,
		force
	});
	return { async write(summary, note) {
		const answers = await require_bulk().writeShard(job, shard, to);
		summary.out = to.file;
		note(`${require_shared().counted(answers, "answer")} of shard ${shard.index} of ${shard.of}: ${to.file}. Bring all of them to one machine, and there: tierwise answers merge`);
	} };
}
// src/commands/bulk.ts
async function bulk(host, inputPath, task, options) {
	const { explain, follow } = options;
	if (explain !== void 0) return explainItem(host, inputPath, task, {
		...options,
		explain
	});
	if (follow) return followFile(host, inputPath, task, options);
	const home = require_shared().dataHome(host.env);
	const startsOn = options.tier === void 0 ? require_calibrate().appliedInWords(home, task) : null;
	const { settings, applied } = settingsFor$2(host, inputPath, task, options);
	const progress = require_shared().createProgress(host);
	const events = eventsOf(host, settings, progress);
	let job;
	try {
		if (startsOn && options.json) events.note(startsOn);
		job = await require_bulk().prepareJob(settings, events);
		return await runPrepared(host, job, {
			options,
			applied,
			startsOn,
			progress,
			events
		});
	} finally {
		progress.end();
		if (job) await require_bulk().closeJob(job);
	}
}
async function runPrepared(host, job, { options, applied, startsOn, progress, events }) {
	const { settings, survey, cost } = job;
	const estimate = require_bulk().estimateRun(settings, survey, cost.before.certainUsd + cost.before.uncertainUsd);
	const print = (text) => host.stdout.write(`${text}\n`);
	const width = host.stdout.columns ?? 0;
	if (options.dryRun) {
		progress.end();
		print(options.json ? require_shared().visibleJson(estimate) : withLine(require_bulk().formatEstimate(estimate, width), startsOn));
		return require_shared().EXIT.ok;
	}
	const advice = (settings.leftUsd ?? null) === null ? require_bulk().withoutCeiling(estimate) : null;
	if (advice) events.note(advice);
	const interrupt = require_shared().onInterrupt(host, () => progress.note("Stopping: waiting for what is already sent. Ctrl-C again to stop at once."));
	const shard = shardOf(job, options);
	const beside = applied ? require_calibrate().watchFor(job, applied, events) : void 0;
	const open = {
		groups: survey.open(),
		problems: survey.problems
	};
	const settled = require_bulk().watchSettled(open, settings.tiers, settings.task.answer.abstention);
	const { summary, sample } = await require_bulk().runJob(job, events, interrupt.signal, beside).finally(interrupt.release);
	progress.end();
	const counts = settled(summary.stopped);
	require_bulk().keepSettled(settings, counts, summary);
	require_bulk().keepRunFacts(job, counts, summary);
	if (shard) await shard.write(summary, events.note);
	host.going.came(resultOf(host.cwd, summary));
	const result = settings.sample ? {
		...summary,
		sample
	} : summary;
	const text = settings.sample ? require_bulk().formatSample(sample, summary, settings.task.answer, width) : withLine(require_bulk().formatSummary(summary, estimate, width), startsOn);
	if (summary.out === "-") host.stderr.write(`${text}\n`);
	else print(options.json ? require_shared().visibleJson(result) : text);
	await tellTheEnd(host, {
		name: `${settings.task.name} of ${job.input.name}`,
		summary
	}, options.notify);
	return exitCodeOf$2(summary, settings.sample !== null, options.reviewOk === true || host.access.confined);
}
const withLine = (text, line) => line ? `${text}\n${line}` : text;
// src/commands/bulk-options.ts
const INPUTS = "a file of lines, CSV, TSV or JSON; a folder or 'pattern' of files; git:<range> for commits; - for stdin";
const ABOUT_MODELS = `Models are called with ANTHROPIC_API_KEY or ANTHROPIC_AUTH_TOKEN (a gateway: ANTHROPIC_BASE_URL
and TIERWISE_GATEWAY_KEY), or else through Claude Code on your subscription. Without either,
only rules and stored answers are used. Running the same command again asks only about items
that have no answer yet.`;
function withBulkOptions(command) {
	command.allowExcessArguments().hook("preAction", ({ args }) => {
		if (args.length <= 2) return;
		throw new (require_shared().UsageError)(`Expected 2 arguments, got ${args.length}. Put a pattern in quotes, so that the shell leaves it to tierwise: 'src/**/*.md'.`);
	});
	const parseOptions = command.parseOptions.bind(command);
	command.parseOptions = (words) => parseOptions(require_ask().withOwnValue(words));
	return withFileOptions(command).addOption(new (require_commander().Option)("--backend <name>", "which backend answers").choices(require_ask().BACKEND_NAMES).default("auto")).option("-t, --tier <tier>", `${require_shared().RUNG_NAMES.join(", ")} (default: the task's)`, require_catalog().parseRungName).option("--no-escalate", "leave what the tier cannot decide for review, instead of asking a higher tier").addOption(require_shared().votesOption()).option("--limit <n>", "only the first n items", require_shared().positiveInteger).option("--sample <n>", "process n items from all over the input and print them; write no file", require_shared().positiveInteger).option("--shard <i/n>", "ask only part i of n, as the others run on other machines; write its answers (tierwise answers merge)", require_bulk().parseShard).option("--dry-run", "estimate requests and cost; send nothing").option("--explain <item>", "ask nothing: say what decided this item, by its number from 1 or its text").option("--follow", "tag a file as it grows, until Ctrl-C; the same command goes on there").option("--max-cost <usd>", "never spend more than this", require_shared().dollars).option("--review-ok", "exit code 0, too, when items for review are all that is left").option("--batch [place]", `submit as Message Batches, or as jobs at ${require_ask().PLACES}: half price, results within 24 h`, require_ask().batchOption).option("--batch-role <arn>", "the role that batch jobs of Bedrock run as (default: TIERWISE_BEDROCK_ROLE)").option("--concurrency <n>", "requests in flight at once (default: the tier's)", require_shared().positiveInteger).option("--pack <n>", "items per request (default: the task's)", require_shared().positiveInteger).option("--pack-tokens <n>", "approximate item tokens per request", packTokens, require_bulk().DEFAULT_PACK_TOKENS).option("--notify", "tell you at the end by the desktop's notifier, too (default: after a minute, on a terminal, by its own)").option("--no-notify", "tell you nothing at the end").option("--json", "one JSON object on stdout");
}
function packTokens(text) {
	const tokens = require_shared().positiveInteger(text);
	if (tokens <= 5e4) return tokens;
	throw new (require_commander().InvalidArgumentError)(`Expected at most ${require_bulk().MOST_PACK_TOKENS}: prices step up above 100,000 prompt tokens.`);
}
// src/commands/task.ts
const taskPlaces = ({ cwd, access }) => ({
	project: cwd,
	plugin: require_shared().PLUGIN_ROOT,
	access
});
async function namedTask(kind, nameOrPath, host) {
	const { file, text, shadows } = require_bulk_tasks().readTaskFile(kind, nameOrPath, taskPlaces(host));
	if (shadows) host.stderr.write(`Using ${file} instead of the ${kind} of that name that ships with tierwise.\n`);
	if (kind === "scheme") return require_bulk_tasks().parseScheme(text, file);
	const { parseRecipe } = await Promise.resolve().then(() => require("./recipe.cjs"));
	return parseRecipe(text, file);
}
const someTask = (nameOrPath, host) => namedTask(require_bulk_tasks().findTask(nameOrPath, taskPlaces(host)), nameOrPath, host);
// src/commands/bulk-map.ts
var bulk_map_exports = require_rolldown_runtime.__exportAll({ bulkMapCommand: () => bulkMapCommand });
const HELP_AFTER$5 = `
Examples:
  tierwise bulk-map articles.csv one-line-summary --column body --dry-run
  tierwise bulk-map tickets.jsonl ticket-fields --sample 20
  tierwise bulk-map tickets.jsonl ticket-fields --where 'status=open' --votes 2
  tierwise bulk-map products.csv .claude/recipes/tagline.md --max-cost 2

A recipe is a Markdown file that says what to generate for each item, text or fields: give its
path, or a name to look up in recipes/ and .claude/recipes of the project and among the
shipped recipes (tierwise recipes).
${ABOUT_MODELS}`;
function bulkMapCommand(invocation, done) {
	return withBulkOptions(new (require_commander().Command)("bulk-map").description("Generate text or fields for every item, following a recipe, on the cheapest model that does it well.").argument("<input>", INPUTS).argument("<recipe>", "what to generate for each item")).addHelpText("after", HELP_AFTER$5).action(async (input, recipe, options) => done(await bulk(invocation, input, await namedTask("recipe", recipe, invocation), options)));
}
// src/commands/bulk-tag.ts
var bulk_tag_exports = require_rolldown_runtime.__exportAll({ bulkTagCommand: () => bulkTagCommand });
const HELP_AFTER$4 = `
Examples:
  tierwise bulk-tag app.log log-severity --dry-run
  tierwise bulk-tag tickets.csv support-intent --column body --max-cost 2
  tierwise bulk-tag tickets.csv support-intent --where 'status=open' --where 'created>=2026-11-01'
  tierwise bulk-tag tickets.csv support-intent --explain "charged twice"
  tierwise bulk-tag app.log log-severity --follow --max-cost 2
  journalctl -o cat | tierwise bulk-tag - log-severity --out journal.tagged

A scheme is a Markdown file: give its path, or a name to look up in schemes/ and
.claude/schemes of the project and among the shipped schemes (tierwise schemes).
${ABOUT_MODELS}`;
function bulkTagCommand(invocation, done) {
	return withBulkOptions(new (require_commander().Command)("bulk-tag").description("Tag every item of an input by a scheme, on the cheapest model that does it well.").argument("<input>", INPUTS).argument("<scheme>", "which tags exist and how to choose")).addHelpText("after", HELP_AFTER$4).action(async (input, scheme, options) => done(await bulk(invocation, input, await namedTask("scheme", scheme, invocation), options)));
}
// src/access/paths.ts
const READ = node_fs.constants.O_RDONLY | (node_fs.constants.O_NONBLOCK ?? 0) | (node_fs.constants.O_NOCTTY ?? 0);
var Paths = class {
	#folder;
	#real;
	#rules;
	constructor(folder, rules) {
		this.#folder = (0, node_path.resolve)(folder);
		this.#real = node_fs.realpathSync.native(folder);
		this.#rules = rules;
	}
	againstReading(path, within) {
		return this.#against(path, (at) => this.#rules.againstReading(at), within);
	}
	againstPattern(pattern) {
		if ((0, node_path.isAbsolute)(pattern) && !this.#inside(pattern)) return OUTSIDE;
		return pattern.split(/[/\\]/).includes("..") ? OUTSIDE : null;
	}
	againstOpen(fd, path, within) {
		const opened = (0, node_fs.fstatSync)(fd);
		if (!opened.isFile()) return "is not a plain file";
		const linux = linkOf(fd);
		if (linux !== null) return linux.endsWith(" (deleted)") ? MOVED : this.againstReading(linux, within && this.#realOf(within));
		const now = (0, node_fs.statSync)(path, { throwIfNoEntry: false });
		return now?.ino === opened.ino && now.dev === opened.dev ? this.againstReading(path, within) : MOVED;
	}
	async open(path, refuse) {
		this.#before(path, refuse);
		const file = await (0, node_fs_promises().open)(path, READ);
		try {
			const why = this.againstOpen(file.fd, path);
			return why ? refuse(why) : file;
		} catch (error) {
			await file.close();
			throw error;
		}
	}
	read(path, within, refuse) {
		this.#before(path, refuse, within);
		const fd = (0, node_fs.openSync)(path, READ);
		try {
			const why = this.againstOpen(fd, path, within);
			return why ? refuse(why) : (0, node_fs.readFileSync)(fd);
		} finally {
			(0, node_fs.closeSync)(fd);
		}
	}
	#before(path, refuse, within) {
		const why = this.againstReading(path, within);
		if (why) refuse(why);
	}
	againstWriting(path, as, replaceable) {
		const named = namedFor(as, path);
		if (named) return named;
		const against = this.#against(path, (at) => this.#rules.againstWriting(at));
		if (against) return against;
		const there = lstat(path);
		if (!there) return null;
		if (there.isSymbolicLink()) return "is a link";
		if (!there.isFile()) return "is not a plain file";
		if (!replaceable) return "exists already";
		if (there.nlink > 1) return "has another name, too (a hard link)";
		return there.mode & 73 ? "is a program" : null;
	}
	#against(path, rule, within) {
		if (path.includes("\0")) return "is not a path";
		const lexical = (0, node_path.resolve)(this.#folder, path);
		const real = this.#realOf((0, node_path.isAbsolute)(path) ? path : `${this.#folder}${node_path.sep}${path}`);
		if (within !== void 0) {
			if (!isBelow(this.#realOf((0, node_path.resolve)(this.#folder, within)), real)) return OUTSIDE;
		} else for (const at of [lexical, real]) {
			const inside = this.#inside(at);
			if (inside === null) return OUTSIDE;
			if (inside.split(node_path.sep).some((part) => part.startsWith("."))) return "is hidden, or in a hidden folder";
		}
		const found = [
			lexical,
			real,
			this.#asNamed(real)
		].map(rule).find(Boolean);
		return found ? `is barred by your permission rule ${JSON.stringify(found)}` : null;
	}
	#inside(path) {
		const base = [this.#folder, this.#real].find((folder) => folder === path || isBelow(folder, path));
		return base === void 0 ? null : (0, node_path.relative)(base, path);
	}
	#asNamed(real) {
		return isBelow(this.#real, real) ? (0, node_path.join)(this.#folder, (0, node_path.relative)(this.#real, real)) : real;
	}
	#realOf(path) {
		try {
			return node_fs.realpathSync.native(path);
		} catch {
			const link = lstat(path)?.isSymbolicLink() ? (0, node_path.resolve)((0, node_path.dirname)(path), (0, node_fs.readlinkSync)(path)) : null;
			if (link !== null) return link === path ? (0, node_path.resolve)("/") : this.#realOf(link);
			return (0, node_path.dirname)(path) === path ? path : (0, node_path.join)(this.#realOf((0, node_path.dirname)(path)), (0, node_path.basename)(path));
		}
	}
};
const OUTSIDE = "lies outside of the working folder";
const MOVED = "was moved while it was opened";
const isBelow = (folder, path) => path.startsWith(folder.endsWith(node_path.sep) ? folder : folder + node_path.sep);
const lstat = (path) => (0, node_fs.lstatSync)(path, { throwIfNoEntry: false }) ?? null;
function linkOf(fd) {
	if (process.platform !== "linux") return null;
	try {
		return (0, node_fs.readlinkSync)(`/proc/self/fd/${fd}`);
	} catch {
		return null;
	}
}
const NAMES = {
	result: {
		extensions: [
			".tagged",
			".mapped",
			".jsonl",
			".ndjson",
			".csv",
			".tsv"
		],
		marked: [
			".json",
			".txt",
			".log",
			".md",
			".html"
		]
	},
	page: {
		extensions: [".html"],
		marked: []
	},
	report: {
		extensions: [".md"],
		marked: [".txt"]
	},
	plan: {
		extensions: [".md"],
		marked: []
	}
};
const READ_BY_AGENTS = /^(?:claude|agents?|gemini|copilot|skills?|rules?|memory|conventions|instructions|prompt|readme)\b/;
function namedFor(as, path) {
	const name = (0, node_path.basename)(path).toLowerCase();
	const { extensions, marked } = NAMES[as];
	const extension = (0, node_path.extname)(name);
	if (READ_BY_AGENTS.test(name) && [".md", ".txt"].includes(extension)) return "has a name that coding agents read instructions from";
	if (extensions.includes(extension)) return null;
	if (marked.includes(extension) && /\.(?:tagged|mapped|opinion)\.\w+$/.test(name)) return null;
	return `does not end in ${extensions.length > 1 ? "one of " : ""}${extensions.join(", ")}`;
}
// src/access/rules.ts
let import_ignore_loaded;
const import_ignore = () => import_ignore_loaded ??= require_rolldown_runtime.__toESM(require_ignore$1().require_ignore());
const Texts = require_zod().array(require_zod().string()).optional();
const Settings = require_zod().looseObject({
	permissions: require_zod().looseObject({
		deny: Texts,
		ask: Texts
	}).optional(),
	sandbox: require_zod().looseObject({ filesystem: require_zod().looseObject({
		denyRead: Texts,
		denyWrite: Texts
	}).optional() }).optional(),
	env: require_zod().record(require_zod().string(), require_zod().unknown()).optional()
});
function readFileRules(folder, env, managed = require_shared().MANAGED_FOLDER) {
	const rules = settingsFor$1(folder, env, managed).flatMap((found) => rulesOf(found, folder, env));
	const against = (path, bars) => rules.find((rule) => bars.includes(rule.bars) && covers(rule, path))?.text ?? null;
	return {
		againstReading: (path) => against(path, ["reading"]),
		againstWriting: (path) => against(path, ["reading", "writing"])
	};
}
function settingsFor$1(folder, env, managed) {
	const own = require_shared().claudeHome(env);
	return [
		{
			file: (0, node_path.join)(own, "settings.json"),
			roots: [own, folder],
			isProject: false
		},
		...(unlessMissing(managed, () => require_shared().managedFiles(managed)) ?? []).map((file) => ({
			file,
			roots: [managed, folder],
			isProject: false
		})),
		...foldersAbove(folder).flatMap((project) => ["settings.json", "settings.local.json"].map((name) => ({
			file: (0, node_path.join)(project, ".claude", name),
			roots: [
				project,
				(0, node_path.join)(project, ".claude"),
				folder
			],
			isProject: ![own, (0, node_path.join)(require_shared().userHome(env), ".claude")].includes((0, node_path.join)(project, ".claude"))
		})))
	].flatMap(({ file, ...rest }) => {
		const settings = readSettings(file);
		return settings ? [{
			file,
			settings,
			...rest
		}] : [];
	});
}
function foldersAbove(folder) {
	const above = (0, node_path.dirname)(folder);
	return above === folder ? [folder] : [folder, ...foldersAbove(above)];
}
function readSettings(file) {
	const text = unlessMissing(file, () => (0, node_fs.readFileSync)(file, "utf8"));
	if (text === null || !text.trim()) return null;
	let value;
	try {
		value = JSON.parse(text.replace(/^\uFEFF/, ""));
	} catch {
		throw new (require_shared().UsageError)(`${file} is not valid JSON, so the permission rules in it are not known. Correct it.`);
	}
	const read = Settings.safeParse(value);
	if (read.success) return read.data;
	const where = read.error.issues[0]?.path.join(".") || "the file";
	throw new (require_shared().UsageError)(`${file}: ${where} is not what Claude Code's settings have there. Correct it.`);
}
function unlessMissing(path, read) {
	try {
		return read();
	} catch (error) {
		const code = require_shared().systemCode(error) ?? "";
		if (code === "ENOENT" || code === "ENOTDIR") return null;
		throw new (require_shared().UsageError)(`${path}: cannot be read (${require_shared().systemReason(error)}), so the permission rules in it are not known. Repair that first.`);
	}
}
const NOT_A_PROJECTS = /^(?:TIERWISE_\w+|CLAUDE_CONFIG_DIR|HOME)$/;
function rulesOf({ file, settings, roots, isProject }, folder, env) {
	const { permissions = {}, sandbox, env: variables = {} } = settings;
	const variable = isProject && Object.keys(variables).find((name) => NOT_A_PROJECTS.test(name));
	if (variable) throw new (require_shared().UsageError)(`${file} sets ${variable}, which is the user's to set. Take it out of the project's settings.`);
	const toRule = (text) => {
		const parsed = parseRule(text, file);
		return parsed ? [ruleFor(text, parsed, {
			roots,
			folder,
			env
		})] : [];
	};
	const { denyRead = [], denyWrite = [] } = sandbox?.filesystem ?? {};
	return [
		...[...permissions.deny ?? [], ...permissions.ask ?? []].flatMap(toRule),
		...denyRead.map((path) => ruleFor(path, {
			bars: "reading",
			pattern: path
		}, {
			roots,
			folder,
			env
		})),
		...denyWrite.map((path) => ruleFor(path, {
			bars: "writing",
			pattern: path
		}, {
			roots,
			folder,
			env
		}))
	];
}
const BARS = {
	Read: "reading",
	Glob: "reading",
	Grep: "reading",
	Edit: "writing",
	Write: "writing",
	MultiEdit: "writing",
	NotebookEdit: "writing"
};
function parseRule(text, file) {
	const [, tool = "", rest = ""] = /^\s*([^(\s]*)([\s\S]*)$/.exec(text) ?? [];
	const bars = Object.hasOwn(BARS, tool) ? BARS[tool] : void 0;
	if (!bars) return null;
	if (!rest.trim()) return {
		bars,
		pattern: "//**"
	};
	const pattern = /^\(([\s\S]*)\)\s*$/.exec(rest)?.[1]?.trim();
	if (pattern === void 0) throw notUnderstood(text, file);
	return {
		bars,
		pattern: pattern || "//**"
	};
}
const notUnderstood = (text, file) => new (require_shared().UsageError)(`${file}: the permission rule ${JSON.stringify(text)} is not understood. Expected one such as "Read(./.env)".`);
function ruleFor(text, { bars, pattern }, around) {
	const [folders, inside] = anchored(pattern, around);
	return {
		text,
		bars,
		places: folders.flatMap((folder) => placesOf(folder, inside))
	};
}
function anchored(pattern, { roots, folder, env }) {
	if (pattern.startsWith("//")) return [[(0, node_path.resolve)("/")], pattern.slice(1)];
	if (/^[A-Za-z]:[/\\]/.test(pattern)) return [[pattern.slice(0, 3)], pattern.slice(2).replaceAll("\\", "/")];
	if (pattern.startsWith("~")) return [[require_shared().userHome(env)], pattern.slice(1) || "/**"];
	if (pattern.startsWith("/")) return [[...roots], pattern];
	return [[...foldersAbove(folder), ...roots], pattern.replace(/^(?:\.\/)+/, "") || "**"];
}
function placesOf(base, pattern) {
	let [folder, rest] = [base, pattern];
	while (/^\/?\.\.\//.test(rest)) {
		folder = (0, node_path.dirname)(folder);
		rest = rest.replace(/^\/?\.\./, "");
	}
	const forms = [rest, rest.replace(/\/\*\*$/, "")].filter((form) => form && form !== "/");
	return [{
		folder,
		pattern: (0, import_ignore().default)({ allowRelativePaths: true }).add(forms.map(unescaped))
	}];
}
const unescaped = (pattern) => pattern.replace(/^[!#]/, (mark) => `\\${mark}`);
function covers({ places }, path) {
	return places.some(({ folder, pattern }) => {
		const inside = (0, node_path.relative)(folder, path);
		if (!inside || inside === ".." || inside.startsWith(`..${node_path.sep}`) || (0, node_path.isAbsolute)(inside)) return false;
		return pattern.ignores(inside.split(node_path.sep).join("/"));
	});
}
// src/access/session-record.ts
const SetAsideLine = require_zod().object({
	id: require_zod().string(),
	setAsideUsd: require_zod().number().nonnegative()
});
const SpentLine = require_zod().object({
	id: require_zod().string(),
	spentUsd: require_zod().number().nonnegative()
});
const WroteLine = require_zod().object({
	wrote: require_zod().string(),
	inode: require_zod().number(),
	bytes: require_zod().number(),
	changedMs: require_zod().number()
});
const Line = require_zod().union([
	SetAsideLine,
	SpentLine,
	WroteLine
]);
var SessionRecord = class {
	#file;
	constructor(home, { env, cwd }, now = new Date()) {
		const session = env.CLAUDE_CODE_SESSION_ID || `${cwd} ${now.toISOString().slice(0, 10)}`;
		const name = (0, node_crypto().createHash)("sha256").update(session).digest("hex").slice(0, 24);
		this.#file = (0, node_path.join)(home, "in-session", `${name}.jsonl`);
	}
	setAside(usd, mostUsd) {
		const id = (0, node_crypto().randomUUID)();
		this.#append({
			id,
			setAsideUsd: usd
		});
		const before = this.#before(id);
		if (before + usd > mostUsd + 1e-9) {
			this.#append({
				id,
				spentUsd: 0
			});
			return { leftUsd: Math.max(0, mostUsd - before) };
		}
		return { settle: (spentUsd) => this.#append({
			id,
			spentUsd
		}) };
	}
	wrote(path, { ino, size, mtimeMs }) {
		this.#append({
			wrote: path,
			inode: ino,
			bytes: size,
			changedMs: mtimeMs
		});
	}
	hasWritten(path, { ino, size, mtimeMs }) {
		return this.#lines().some((line) => "wrote" in line && line.wrote === path && line.inode === ino && line.bytes === size && line.changedMs === mtimeMs);
	}
	#append(line) {
		require_shared().appendRecords(this.#file, [line], { durable: true });
	}
	#before(id) {
		const lines = this.#lines();
		const spent = new Map(lines.flatMap((line) => "spentUsd" in line ? [[line.id, line.spentUsd]] : []));
		const earlier = new Map();
		for (const line of lines) {
			if (!("setAsideUsd" in line)) continue;
			if (line.id === id) break;
			earlier.set(line.id, spent.get(line.id) ?? line.setAsideUsd);
		}
		return [...earlier.values()].reduce((sum, usd) => sum + usd, 0);
	}
	#lines() {
		try {
			return (0, node_fs.readFileSync)(this.#file, "utf8").split("\n").flatMap(parsed);
		} catch (error) {
			if (require_shared().systemCode(error) === "ENOENT") return [];
			throw error;
		}
	}
};
function parsed(line) {
	try {
		return [Line.parse(JSON.parse(line))];
	} catch {
		return [];
	}
}
// src/access/confined.ts
const MOST_USD = 1;
const COMMANDS_PER_SESSION = 5;
const LONGEST_NAME = 200;
const VOICES = new Set([...require_shared().TIER_NAMES.flatMap((tier) => [
	tier,
	`api:${tier}`,
	`claude:${tier}`
]), ...[
	"codex",
	"gemini",
	"copilot",
	"local"
]]);
const RANGE = /^(?!-)[\w./@~^{}-]*$/;
function confinedAccess(command, place) {
	return new ConfinedAccess(command, place);
}
var ConfinedAccess = class {
	confined = true;
	heedsTrust = false;
	mostUsd;
	#command;
	#cwd;
	#settingsFile;
	#perSessionUsd;
	#voices;
	#paths;
	#record;
	#budgets = [];
	#made = new Set();
	#whole = false;
	constructor(command, { env, cwd }) {
		this.#command = command;
		this.#cwd = cwd;
		const home = require_shared().dataHome(env);
		this.#settingsFile = require_status().ownSettingsFile(home);
		const { maxCost = MOST_USD, perSession = maxCost * COMMANDS_PER_SESSION, voices = [] } = this.#orRefuse(() => require_catalog().readSettings(this.#settingsFile)).inSession ?? {};
		this.mostUsd = maxCost;
		this.#perSessionUsd = perSession;
		this.#voices = voices;
		this.#paths = new Paths(cwd, this.#orRefuse(() => readFileRules(cwd, env)));
		this.#record = new SessionRecord(home, {
			env,
			cwd
		});
	}
	checkNamed(argument) {
		if (argument === "-") this.#refuse("\"-\" (standard input) is not read in a session");
		const why = /[*?[\]{}]/.test(argument) ? this.#paths.againstPattern(argument) : this.#paths.againstReading(argument);
		if (why) this.#refuseFile(argument)(why);
	}
	whyLeftOut(path) {
		return this.#paths.againstReading(path);
	}
	async open(given) {
		const path = this.#asText(given);
		return this.#paths.open(path, this.#refuseFile(path));
	}
	readBytes(given, within) {
		const path = this.#asText(given);
		return this.#paths.read(path, within, this.#refuseFile(path));
	}
	readText(path, within) {
		return this.readBytes(path, within).toString("utf8");
	}
	checkWrite(path, as, usual = false) {
		if (path === "-") this.#refuse("\"--out -\" would print the whole result into the session");
		const there = (0, node_fs.lstatSync)(path, { throwIfNoEntry: false });
		const key = (0, node_path.resolve)(this.#cwd, path);
		const ours = usual || this.#made.has(key) || there !== void 0 && this.#record.hasWritten(key, there);
		const why = this.#paths.againstWriting(path, as, ours);
		if (why) this.#refuseFile(path)(why);
		if (!usual) this.#made.add(key);
	}
	checkRange(range) {
		if (!RANGE.test(range)) this.#refuse(`${shown(range)} is not a plain range of commits, such as main..HEAD`);
	}
	checkVoice(name) {
		if (VOICES.has(name) || this.#voices.includes(name)) return;
		this.#refuse(`the voice ${shown(name)} is not among those allowed; the user can add it to "inSession: {voices: [\u2026]}" in ${this.#settingsFile}`);
	}
	checkAskedIn(folder, what) {
		if (folder !== this.#cwd) this.#refuse(`${what} was asked in another folder`);
	}
	budget(ceilingUsd) {
		if (ceilingUsd === null) return new (require_access().Budget)(0);
		if (ceilingUsd > this.mostUsd) this.#refuse(`--max-cost ${ceilingUsd} is above the $${this.mostUsd} of one command`);
		const most = this.#perSessionUsd;
		const setAside = written$1(() => this.#record.setAside(ceilingUsd, most), (what) => this.#refuse(what));
		if ("leftUsd" in setAside) return this.#refuse(`the commands of this session may spend $${most} together, and $${setAside.leftUsd.toFixed(2)} of it is left`);
		const budget = new (require_access().Budget)(ceilingUsd);
		this.#budgets.push({
			budget,
			setAside,
			ceilingUsd
		});
		return budget;
	}
	countWhole() {
		this.#whole = true;
	}
	close() {
		for (const { budget, setAside, ceilingUsd } of this.#budgets.splice(0)) {
			const spent = budget.spentUsd + budget.uncertainUsd + budget.reservedUsd;
			writtenIfPossible(() => setAside.settle(this.#whole ? Math.max(ceilingUsd, spent) : spent));
		}
		for (const path of this.#made) {
			const there = (0, node_fs.lstatSync)(path, { throwIfNoEntry: false });
			if (there) writtenIfPossible(() => this.#record.wrote(path, there));
		}
	}
	#asText(path) {
		return typeof path === "string" ? path : this.#refuse("a file whose name is not UTF-8 is not read in a session");
	}
	#refuse(what) {
		throw new (require_shared().UsageError)(refusal(what, this.#command));
	}
	#refuseFile(path) {
		return (why) => this.#refuse(`${shown(path)} ${why}`);
	}
	#orRefuse(read) {
		try {
			return read();
		} catch (error) {
			if (error instanceof require_shared().UsageError) return this.#refuse(error.message);
			throw error;
		}
	}
};
const refusal = (what, command) => `in-session: ${what.replace(/\.$/, "")}. If the user wants it, the plain command does it and they are asked: tierwise ${command} \u2026 (or "! tierwise ${command} \u2026" typed by them).`;
const shown = (text) => JSON.stringify(require_access().bounded(require_shared().visibleInLine(text), LONGEST_NAME));
function written$1(write, otherwise) {
	try {
		return write();
	} catch (error) {
		if (!require_shared().systemCode(error)) throw error;
		return otherwise(`what this session spends cannot be written down: ${require_shared().systemReason(error)}`);
	}
}
const writtenIfPossible = (write) => written$1(write, () => void 0);
// src/commands/calibrate-options.ts
const withSampleOptions = (command) => withItemOptions(withQuestionOptions(command));
const withQuestionOptions = (command) => command.addOption(new (require_commander().Option)("--within <points>", "is a cheaper tier at most so many points behind --against (default: 2)").argParser(percents).conflicts("floor")).option("--floor <percent>", "is a tier right on at least so many percent of the items", percents).option("--confidence <percent>", "how sure an answer has to be", confidence, 95).option("--against <tier>", "the tier to compare with (default: opus)", require_catalog().parseTierName).option("--tiers <list>", "the tiers to compare (default: all below --against)", tierList).addOption(new (require_commander().Option)("--settings <list>", "the settings to compare, as haiku,haiku/effort=high,haiku/votes=2,sonnet/pack=10,sonnet/mask=off").argParser((text) => text.split(",")).conflicts("tiers"));
const withItemOptions = (command) => command.option("--sample <n>", "distinct items that every tier is asked about, at most (default: 2000)", require_shared().positiveInteger).option("--labels <most>", "labels to ask a person for, at most (default: 60; 400 with --floor)", require_shared().positiveInteger).addOption(inputFormat()).addOption(columnOption()).option("--head <n>", "for files that are one item each: only the first n characters", require_shared().positiveInteger).addOption(require_shared().sendAnyway());
function tierList(text) {
	const tiers = text.split(",").map((name) => require_catalog().parseRungName(name.trim()));
	return require_shared().RUNG_NAMES.filter((name) => tiers.includes(name));
}
function percents(text) {
	const number = Number(text.replace(/%$/, ""));
	if (text.trim() && number > 0 && number < 100) return number;
	throw new (require_commander().InvalidArgumentError)("Expected a number above 0 and below 100.");
}
function confidence(text) {
	const number = percents(text);
	if (number >= 50) return number;
	throw new (require_commander().InvalidArgumentError)("Expected a number from 50 to below 100.");
}
const DEFAULT_ALLOWANCE = 2;
const DEFAULT_SAMPLE = 2e3;
const DEFAULT_LABELS = {
	within: 60,
	floor: 400
};
function calibrateSettings(host, inputPath, task, options) {
	refuseContradictions(task, options);
	const catalog = require_catalog().openCatalog(host);
	const question = questionIn(options);
	const asked = settingsFor(question, options, {
		catalog,
		task
	});
	return {
		inputPath,
		task,
		question,
		asked,
		catalog,
		host,
		...payment(host, tiersIn(asked, task), {
			catalog,
			options
		}),
		items: itemsWanted(options),
		confidence: options.confidence,
		against: asked.at(-1).tier,
		sample: options.sample ?? DEFAULT_SAMPLE,
		mostLabels: options.labels ?? DEFAULT_LABELS[question.kind],
		gold: options.gold ?? null,
		labelsFrom: options.labelsFrom ?? null,
		twice: options.twice === true,
		home: require_shared().dataHome(host.env),
		pack: {
			items: task.packItems,
			tokens: require_bulk().DEFAULT_PACK_TOKENS
		},
		command: {
			cwd: host.cwd,
			args: [...host.argv]
		}
	};
}
const questionIn = ({ floor, within = DEFAULT_ALLOWANCE }) => floor === void 0 ? {
	kind: "within",
	allowance: within
} : {
	kind: "floor",
	floor
};
function refuseContradictions({ name, answer }, { gold, labelsFrom, twice }) {
	if (gold !== void 0 && labelsFrom !== void 0) throw new (require_shared().UsageError)("--gold and --labels-from cannot both be given. Expected one of them.");
	if (!answer.texts.length) return;
	if (labelsFrom !== void 0) throw new (require_shared().UsageError)(`--labels-from is for tags and choices, and ${name} makes texts. Give --gold, or neither.`);
	if (twice) throw new (require_shared().UsageError)("--twice: two free texts are never the same. Leave it out.");
}
function payment(host, tiers, { catalog, options }) {
	const mostSockets = Math.max(...tiers.map((tier) => catalog.tiers[tier].concurrency));
	const live = {
		command: "calibrate",
		maxCostUsd: options.maxCost ?? null,
		dry: options.dryRun === true
	};
	const open = openBackends(host, {
		named: options.backend,
		listed: [],
		tiers,
		catalog,
		mostSockets,
		live
	});
	const backend = open.tiers.length === tiers.length ? open.backend : null;
	const most = options.maxCost ?? null;
	const maxCostUsd = options.dryRun || !backend ? most : require_by_policy().withinBudgets(host, most);
	if (backend && maxCostUsd !== null) require_bulk().refuseUnpricedCeiling({
		catalog,
		tiers
	});
	return {
		backend,
		servers: open.servers,
		maxCostUsd
	};
}
function settingsFor({ kind }, options, known) {
	const named = (options.settings ?? options.tiers ?? []).map((text) => require_calibrate().readSetting(text, known));
	const option = options.settings ? "--settings" : "--tiers";
	const tiers = require_shared().RUNG_NAMES.filter((tier) => named.some((one) => one.tier === tier));
	const top = options.against ?? (kind === "floor" ? tiers.at(-1) : void 0) ?? "opus";
	const below = require_shared().RUNG_NAMES.slice(0, require_shared().RUNG_NAMES.indexOf(top));
	const above = tiers.find((tier) => tier !== top && !below.includes(tier));
	if (above) throw new (require_shared().UsageError)(`${option}: ${above} is above ${top}, the tier to compare with. Name a higher one with --against, or leave ${above} out.`);
	if (!named.length) return [...below.filter((tier) => tier !== "local"), top].map((tier) => require_calibrate().usualSetting(tier, known));
	if (options.settings && kind === "floor" && !options.against) return require_calibrate().cheapestFirst(named);
	const isUnmasked = named.some(({ name }) => name.endsWith("mask=off"));
	const reference = require_calibrate().readSetting(isUnmasked ? `${top}/mask=off` : top, known);
	const others = require_calibrate().cheapestFirst(named).filter(({ name }) => name !== reference.name);
	if (kind === "within" && !others.length) throw new (require_shared().UsageError)(`${option}: expected at least one tier below ${top}, the tier to compare with.`);
	return [...others, reference];
}
const tiersIn = (asked, task) => {
	const found = asked.flatMap(({ tier, votes }) => votes > 1 ? require_bulk().tiersFrom(tier, task.ladder, true) : [tier]);
	return [...new Set(found)];
};
// src/commands/calibrate-page.ts
function pageFor({ access }, inputPath, option, kind) {
	if (option === true && (inputPath === "-" || !(0, node_fs.existsSync)(inputPath) || !(0, node_fs.statSync)(inputPath).isFile())) throw new (require_shared().UsageError)(`${inputPath} is not one file, so the page cannot be named after it. Name a file for it.`);
	const out = option === true ? `${inputPath}.${kind}.html` : option;
	access.checkWrite(out, "page", option === true);
	if (out !== "-" && (0, node_fs.existsSync)(out) && !isOurs(out)) throw new (require_shared().UsageError)(`${out} is there already, and is not a page of "tierwise calibrate". Name another file.`);
	return {
		out,
		usual: option === true
	};
}
const isOurs = (path) => (0, node_fs.readFileSync)(path, "utf8").slice(0, 4096).includes("<title>tierwise calibrate");
async function writePage(host, { out, usual }, input, html) {
	const guard = () => host.access.checkWrite(out, "page", usual);
	require_bulk().refuseOutput(out, input, guard);
	const file = new (require_bulk().OutputFile)(out, host.results, {
		guard,
		newMode: require_bulk().newModeFor(input)
	});
	try {
		await file.write(require_bulk_tasks().encode(html));
		await file.finish();
	} finally {
		await file.discard();
	}
	if (out !== "-") host.stderr.write(`${out}: open it in a browser: ${(0, node_url().pathToFileURL)((0, node_path.resolve)(out))}\n`);
}
// src/commands/calibrate-label.ts
async function label(host, inputPath, task, options) {
	if (host.access.confined && options.page === void 0) throw new (require_shared().UsageError)(refusal("label without --page: a person labels in their own terminal", "calibrate label"));
	const settings = calibrateSettings(host, inputPath, task, {
		...options,
		backend: "rules"
	});
	const progress = require_shared().createProgress(host);
	const events = {
		note: progress.note,
		progress: progress.update
	};
	const page = options.page === void 0 ? null : pageFor(host, inputPath, options.page, "labels");
	const sample = await require_calibrate().openSample(settings, events);
	progress.end();
	try {
		if (options.import !== void 0) return await importLabels(host, settings, sample, {
			file: options.import,
			events
		});
		return page ? await writeLabelPage(host, settings, sample, {
			page,
			events
		}) : await labelHere(host, settings, sample, events);
	} finally {
		await sample.input.close();
	}
}
async function labelHere(host, settings, sample, events) {
	let keys = null;
	const before = await known(settings, sample, events);
	const person = (item, place) => {
		keys ??= require_calibrate().keysOf(host.stdin);
		return require_calibrate().labelOnTerminal(item, place, {
			task: settings.task,
			keys,
			host
		});
	};
	try {
		const found = await labelled(settings, sample, events, person);
		host.stdout.write(`${require_shared().counted(found.labels.size - before, "label")} kept. ${require_calibrate().verdict(require_calibrate().resultOf(found))}\n`);
		return found.calibrated.decision === "undecided" ? require_shared().EXIT.incomplete : require_shared().EXIT.ok;
	} finally {
		keys?.close();
	}
}
const known = async (settings, sample, events) => {
	const store = new (require_calibrate().PersonLabels)(await require_bulk().openStore("person", require_calibrate().jobSettings(settings), events));
	store.close();
	return store.of(sample.items).size;
};
async function labelled(settings, sample, events, person) {
	const interrupted = new AbortController().signal;
	const unasked = {
		...settings,
		mostLabels: 0
	};
	if ((await require_calibrate().calibrate(unasked, sample, events, {
		budget: new (require_access().Budget)(0),
		interrupted,
		person: null
	})).bySetting.some(({ answers }) => answers.size < sample.items.length) && settings.question.kind === "within") throw new (require_shared().UsageError)(`The tiers have not answered all ${require_shared().counted(sample.items.length, "sampled item")} yet, so it is not known where they differ. Run "tierwise calibrate" first, with the same options; or label items drawn at random, with --floor.`);
	return require_calibrate().calibrate(settings, sample, events, {
		budget: new (require_access().Budget)(0),
		interrupted,
		person
	});
}
async function writeLabelPage(host, settings, sample, { page, events }) {
	const { task, mostLabels, inputPath } = settings;
	const found = await labelled(settings, sample, events, null);
	const next = found.calibrated.next.slice(0, mostLabels);
	if (!next.length) {
		host.stdout.write(`Nothing to label: ${require_calibrate().verdict(require_calibrate().resultOf(found))}\n`);
		return require_shared().EXIT.ok;
	}
	const file = `${(0, node_path.basename)(inputPath === "-" ? "stdin" : inputPath)}.labels.jsonl`;
	const html = require_calibrate().labelPage({
		task,
		items: next.map((place) => require_calibrate().unlabelled(place, sample, found)),
		names: {
			name: `${task.name}: ${sample.source.name}`,
			file,
			command: `tierwise calibrate label ${shellWord$1(inputPath)} ${shellWord$1(task.file)} --import ${shellWord$1(file)}`
		},
		template: (0, node_fs.readFileSync)((0, node_path.join)(require_shared().PLUGIN_ROOT, "dist", "labels.html"), "utf8")
	});
	await writePage(host, page, sample.input, html);
	return require_shared().EXIT.ok;
}
async function importLabels(host, settings, sample, { file, events }) {
	const { task } = settings;
	const fingerprints = new Set(sample.survey.groups.map(({ fingerprint }) => fingerprint));
	const labels = require_calibrate().readLabelFile(file, {
		task,
		known: (one) => fingerprints.has(one),
		access: host.access
	});
	const store = new (require_calibrate().PersonLabels)(await require_bulk().openStore("person", require_calibrate().jobSettings(settings), events));
	try {
		for (const [fingerprint, value] of labels) store.keep(fingerprint, value);
	} finally {
		store.close();
	}
	host.stdout.write(`${require_shared().counted(labels.size, "label")} kept. "tierwise calibrate" with the same options counts them.\n`);
	return require_shared().EXIT.ok;
}
const shellWord$1 = (text) => /^[\w@%+=:,./][\w@%+=:,./-]*$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
// src/commands/calibrate-recheck.ts
async function recheckInput({ host, settings, options, progress, events }) {
	const before = calibratedBefore(settings);
	const again = asCalibrated(settings, before);
	const sample = await require_calibrate().openSample(again, events, (groups) => groups.filter(({ fingerprint }) => before.yardstick.items.has(fingerprint)));
	const interrupt = interruptOf(host, progress);
	try {
		refuseNothingToAsk(again, sample);
		const budget = host.access.budget(settings.maxCostUsd);
		const asking = await require_calibrate().withExamples(again, sample, events);
		const checked = await require_calibrate().recheckSample(asking, before, sample, {
			events,
			budget,
			interrupted: interrupt.signal
		});
		progress.end();
		host.stdout.write(`${options.json ? require_shared().visibleJson(checked) : require_calibrate().formatRecheck(checked)}\n`);
		return exitCodeOf$1(checked);
	} finally {
		interrupt.release();
		await sample.input.close();
	}
}
const interruptOf = (host, progress) => require_shared().onInterrupt(host, () => progress.note("Stopping: waiting for what is already sent. Ctrl-C again to stop at once."));
function asCalibrated(settings, { calibration, yardstick }) {
	const columns = settings.items.columns.length ? settings.items.columns : calibration.columns;
	const asked = calibration.settings.filter(({ name }) => name === yardstick.name);
	return {
		...settings,
		asked,
		items: {
			...settings.items,
			columns
		}
	};
}
function refuseNothingToAsk({ inputPath, backend }, { items }) {
	if (!items.length) throw new (require_shared().UsageError)(`${inputPath} holds none of the items of the last calibration. Give the input that was calibrated.`);
	if (!backend) throw new (require_shared().UsageError)("--recheck needs a model, and none is available. Set ANTHROPIC_API_KEY to an Anthropic API key, or log in to Claude Code (run claude).");
}
function exitCodeOf$1({ stopped, significant }) {
	if (stopped === "ceiling") return require_shared().EXIT.ceiling;
	if (stopped === "interrupted") return require_shared().EXIT.interrupted;
	return significant || stopped ? require_shared().EXIT.incomplete : require_shared().EXIT.ok;
}
function calibratedBefore({ home, task }) {
	const calibration = require_usage().readCalibration(home, task);
	if (calibration && "problem" in calibration) throw new (require_shared().UsageError)(`--recheck: the last calibration of ${task.name} cannot be read: ${calibration.problem}. Calibrate again.`);
	const yardstick = calibration && require_calibrate().yardstickOf(calibration);
	if (!calibration || !yardstick) throw new (require_shared().UsageError)(`--recheck: ${task.name} has not been calibrated as it stands. Run the same command without --recheck first.`);
	return {
		calibration,
		yardstick
	};
}
// src/commands/calibrate-run.ts
async function calibrateInput(host, inputPath, task, options) {
	const settings = calibrateSettings(host, inputPath, task, options);
	const progress = require_shared().createProgress(host);
	const run = {
		host,
		settings,
		options,
		progress,
		events: eventsFor(settings, progress)
	};
	try {
		return options.recheck ? await recheckInput(run) : await calibrateNow(run);
	} finally {
		progress.end();
	}
}
async function calibrateNow(run) {
	const { host, settings, options, events } = run;
	const page = options.plot === void 0 ? null : pageFor(host, settings.inputPath, options.plot, "calibration");
	const sample = await require_calibrate().openSample(settings, events);
	try {
		const asking = {
			...run,
			settings: await require_calibrate().withExamples(settings, sample, events)
		};
		if (options.dryRun) return await dryRun(asking, sample);
		if (settings.backend) events.note(`Through ${settings.backend.via}, billed to ${settings.backend.billedTo}`);
		return await findAndTell(asking, sample, page);
	} finally {
		await sample.input.close();
	}
}
async function dryRun({ host, settings, options, progress }, sample) {
	const estimate = await require_calibrate().estimateSample(settings, sample);
	progress.end();
	host.stdout.write(`${options.json ? require_shared().visibleJson(estimate) : require_calibrate().formatDryRun(estimate)}\n`);
	return require_shared().EXIT.ok;
}
async function findAndTell({ host, settings, options, progress, events }, sample, page) {
	const found = await find({
		settings,
		sample,
		events,
		host,
		progress,
		asks: !options.json
	});
	progress.end();
	const told = require_calibrate().resultOf(found);
	const lines = require_calibrate().keep(found, told, options.apply === true);
	const name = `${settings.task.name}: ${sample.source.name}`;
	if (page) await writePage(host, page, sample.input, require_calibrate().calibrationPage(told, name));
	if (options.json) for (const line of lines) progress.note(line);
	const text = options.json ? require_shared().visibleJson(told.result) : [require_calibrate().formatCalibration(told), ...lines].join("\n");
	host.stdout.write(`${text}\n`);
	return exitCodeOf(found, told.result.decision);
}
async function find({ settings, sample, events, host, progress, asks }) {
	const interrupt = interruptOf(host, progress);
	const keys = { open: null };
	const person = (item, place) => {
		progress.end();
		interrupt.release();
		keys.open ??= require_calibrate().keysOf(host.stdin);
		return require_calibrate().labelOnTerminal(item, place, {
			task: settings.task,
			keys: keys.open,
			host
		});
	};
	const hasPerson = asks && host.stdin.isTTY === true && host.stderr.isTTY === true && !host.access.confined;
	try {
		const means = {
			budget: host.access.budget(settings.maxCostUsd),
			interrupted: interrupt.signal,
			person: hasPerson ? person : null
		};
		return unlessNothing(await require_calibrate().calibrate(settings, sample, events, means));
	} finally {
		interrupt.release();
		keys.open?.close();
	}
}
function unlessNothing(found) {
	const { settings, stopped, items, bySetting } = found;
	if (stopped?.by === "error" && bySetting.every(({ tallies }) => !tallies.size)) throw new (require_shared().UsageError)(`${stopped.reason}. No model answered. See what is wrong: tierwise doctor`);
	if (settings.backend || stopped) return found;
	const missing = bySetting.reduce((sum, { answers }) => sum + items.length - answers.size, 0);
	if (!missing) return found;
	throw new (require_shared().UsageError)(`No model is available, and ${missing} answers are not stored. Set ANTHROPIC_API_KEY to an Anthropic API key, or log in to Claude Code (run claude), then run the same command again.`);
}
function exitCodeOf({ stopped }, decision) {
	if (stopped?.by === "ceiling") return require_shared().EXIT.ceiling;
	if (stopped?.by === "interrupted") return require_shared().EXIT.interrupted;
	return decision === "undecided" ? require_shared().EXIT.incomplete : require_shared().EXIT.ok;
}
function eventsFor(settings, progress) {
	const record = require_usage().directRecorder(settings.home, settings.host, (error) => progress.note(`The ledger in ${settings.home} cannot be written (${require_shared().systemReason(error)}): the report will lack this run.`));
	return {
		note: progress.note,
		progress: progress.update,
		reply: (tier, reply, costUsd, effort = settings.catalog.tiers[tier].effort) => {
			const { model: requested } = settings.catalog.tiers[tier];
			record({
				source: "calibrate",
				requested,
				effort,
				reply,
				costUsd
			});
		}
	};
}
// src/commands/calibrate.ts
var calibrate_exports = require_rolldown_runtime.__exportAll({ calibrateCommand: () => calibrateCommand });
const HELP_AFTER$3 = `
Examples:
  tierwise calibrate tickets.csv support-intent --max-cost 2
  tierwise calibrate tickets.csv support-intent --floor 95 --gold intent
  tierwise calibrate tickets.csv support-intent --apply
  tierwise calibrate label tickets.csv support-intent
  tierwise calibrate undo support-intent

Every tier is asked about the same random sample of distinct items. Where two tiers say the same,
both are right or both are wrong; so how often they differ bounds how much worse one can be, and
only where they differ is a person asked. Answers are stored: the real run does not pay for them
again, and neither does the same command. Agreement is not accuracy: how often a tier is right is
told only where labels say so.

Exit codes: 0 decided; 1 not decided, or a recheck that found a drop; 3 stopped at --max-cost.`;
const HELP_LABEL = `
Shows items on which the tiers differ, the most telling first, without who said what: one key per
tag, s skips, u goes back, q stops. Labels are kept at once, count in every later calibration, and
stand above every tier in later runs. --page writes a page for the browser instead; its labels are
downloaded as a file and read back with --import.`;
function calibrateCommand(host, done) {
	const command = new (require_commander().Command)("calibrate").description("Find out whether a cheaper tier is good enough on your items, and how sure that is.");
	const subcommands = [labelCommand(host, done), undoCommand(host, done)];
	const [first] = host.argv.slice(host.argv.indexOf("calibrate") + 1);
	if (!subcommands.some((one) => one.name() === first)) withCalibration(command, host, done);
	for (const subcommand of subcommands) command.addCommand(subcommand);
	return command;
}
function withCalibration(command, host, done) {
	withSampleOptions(command.argument("<input>", INPUTS).argument("<task>", "the scheme or recipe"));
	command.option("--gold <column>", "the column that holds the truth for all items").option("--labels-from <column>", "the column that plays the person: read only where a person would be asked").option("--twice", "ask the tier to compare with twice, and say where it wavers").addOption(new (require_commander().Option)("--backend <name>", "which backend answers").choices(require_ask().BACKEND_NAMES).default("auto")).option("--max-cost <usd>", "never spend more than this, over all tiers", require_shared().dollars).option("--dry-run", "estimate requests and cost; send nothing").option("--apply", "start every run of the task on what is recommended, until \"calibrate undo\"").option("--recheck", "ask the sample of the last calibration anew, and say whether the tier got worse").option("--plot [file]", "write a page with accuracy, or agreement, against cost (default: <input>.calibration.html)").option("--json", "one JSON object on stdout").addHelpText("after", HELP_AFTER$3).action(async (input, task, options, called) => {
		if (options.recheck) refuseBesideRecheck(called);
		done(await calibrateInput(host, input, await someTask(task, host), options));
	});
}
function labelCommand(host, done) {
	return withSampleOptions(new (require_commander().Command)("label").description("Label items on which the tiers differ, one key per tag.").argument("<input>", "what is calibrated").argument("<task>", "the scheme or recipe")).option("--page [file]", "write a page to label in the browser (default: <input>.labels.html)").option("--import <file>", "take over the labels that such a page has made").addHelpText("after", HELP_LABEL).action(async (input, task, options) => done(await label(host, input, await someTask(task, host), options)));
}
function undoCommand(host, done) {
	return new (require_commander().Command)("undo").description("Let runs of a task start where it says itself again.").argument("<task>", "the scheme or recipe").action(async (name) => {
		const task = await someTask(name, host);
		const was = require_calibrate().unapply(require_shared().dataHome(host.env), task);
		host.stdout.write(`${was ? `Runs of ${task.name} start on ${task.tier} again.` : `No calibration is applied to ${task.name}: its runs start on ${task.tier}.`}\n`);
		done(require_shared().EXIT.ok);
	});
}
const BESIDE_RECHECK = [
	"recheck",
	"json",
	"column",
	"inputFormat",
	"head",
	"sendAnyway",
	"maxCost",
	"backend",
	"color"
];
function refuseBesideRecheck(called) {
	const other = called.options.find((option) => called.getOptionValueSource(option.attributeName()) === "cli" && !BESIDE_RECHECK.includes(option.attributeName()));
	if (other) throw new (require_shared().UsageError)(`--recheck repeats the last calibration, so ${other.long} cannot be given with it. Leave ${other.long} out.`);
}
// src/commands/completion.ts
var completion_exports = require_rolldown_runtime.__exportAll({ completionCommand: () => completionCommand });
function completionCommand(host, done) {
	return new (require_commander().Command)("completion").description("Print the script that lets a shell complete commands, options, schemes and tiers.").argument("[shell...]", `which shell: ${require_shared().SHELLS.join(", ")}`).option("--words", "print what fits the words after --, for the script").addHelpText("after", EXAMPLES).action((given, options, command) => {
		const program = command.parent;
		if (options.words && program) {
			const found = require_shared().completions(program, given, namesHere(host));
			host.stdout.write(found.map((name) => `${name}\n`).join(""));
		} else host.stdout.write(`${require_shared().completionScript(shellOf(given))}\n`);
		done(require_shared().EXIT.ok);
	});
}
function shellOf([given = ""]) {
	const shell = require_shared().SHELLS.find((name) => name === given);
	if (shell) return shell;
	throw new (require_shared().UsageError)(`completion: which shell? ${require_shared().oneOf(given, require_shared().SHELLS)}`);
}
const EXAMPLES = `
Add one of these to the start-up file of your shell:
  eval "$(tierwise completion bash)"
  eval "$(tierwise completion zsh)"
  tierwise completion fish | source`;
function namesHere(host) {
	const tasks = (kind) => () => [...new Set(require_bulk_tasks().namedTasks(kind, taskPlaces(host)).map(({ name }) => name))];
	return {
		scheme: tasks("scheme"),
		recipe: tasks("recipe"),
		task: () => [...tasks("scheme")(), ...tasks("recipe")()],
		tier: () => require_shared().RUNG_NAMES
	};
}
// src/commands/digest.ts
var digest_exports = require_rolldown_runtime.__exportAll({ digestCommand: () => digestCommand });
const DEFAULT_TOKENS = 12e3;
function digestCommand(host, done) {
	return new (require_commander().Command)("digest").description("Condense a tagged file to fit one prompt: counts, cross-tabs, examples, doubtful items.").argument("<tagged file>", "what bulk-tag wrote; - for stdin").option("--tokens <n>", "about how long it may be, in tokens", tokens, DEFAULT_TOKENS).option("-o, --out <file>", "write it to a new file, and print its size (default: stdout)").addOption(inputFormat()).addHelpText("after", "\nGive it to the analyst agent, which says what the result means.").action(async (file, options) => {
		const { input, source } = await require_bulk().openResult(file, options.inputFormat, host);
		const found = await require_bulk().digest(source).finally(() => input.close());
		const text = `${require_bulk().formatDigest(found, input.name, options.tokens)}\n`;
		host.stdout.write(options.out === void 0 ? text : written(host, options.out, text));
		done(require_shared().EXIT.ok);
	});
}
function written(host, out, text) {
	host.access.checkWrite(out, "report");
	try {
		(0, node_fs.writeFileSync)(out, text, { flag: "wx" });
	} catch (error) {
		const why = require_shared().systemCode(error) === "EEXIST" ? "it is there already" : require_shared().systemReason(error);
		throw new (require_shared().UsageError)(`${out}: cannot be written: ${why}. Name another file with --out.`);
	}
	return `${out}: about ${require_shared().count(require_shared().estimateTokens(text))} tokens. Give its path to the analyst agent.\n`;
}
function tokens(text) {
	if (/^\d+$/.test(text) && Number(text) >= 500) return Number(text);
	throw new (require_commander().InvalidArgumentError)("Expected a whole number of at least 500.");
}
// src/commands/review.ts
var review_exports = require_rolldown_runtime.__exportAll({ reviewCommand: () => reviewCommand });
const HELP_AFTER$2 = `
Shows each item in <input>.review.jsonl with what every tier said, and asks for its tag: a
number, a name or the beginning of a name; s skips, q stops. Decisions are saved at once and
apply to every later run of the same scheme; at the end the result is rewritten. Repeat the
options of bulk-tag.

--corrections asks nothing: it applies the corrections made in the page of "tierwise view", to
any item. If a line does not fit the input or the scheme, none is applied.`;
function reviewCommand(host, done) {
	return withFileOptions(new (require_commander().Command)("review").description("Decide on the items that no tier could decide, one by one.").argument("<input>", "what was tagged or mapped").argument("<scheme>", "the scheme or recipe that was used")).addOption(require_shared().votesOption()).option("--corrections <file>", "ask nothing: apply the corrections made in the page of \"tierwise view\"").addHelpText("after", HELP_AFTER$2).action(async (input, scheme, options) => done(await review(host, input, scheme, options)));
}
async function review(host, inputPath, taskName, options) {
	const progress = require_shared().createProgress(host);
	const events = {
		note: progress.note,
		progress: progress.update
	};
	const settings = await resolveSettings(host, inputPath, taskName, options);
	const corrections = options.corrections && require_bulk().readCorrections(options.corrections, settings.task, host.access);
	const job = await require_bulk().prepareJob(settings, events);
	try {
		const cases = await require_bulk().openCases(job, job.destination?.reviewFile ?? "");
		progress.end();
		const outcome = corrections ? await correct(job, corrections) : await askAbout(job, cases);
		job.person.close();
		const { summary } = await require_bulk().runJob(job, events, new AbortController().signal);
		host.stdout.write(`${outcome} ${require_shared().counted(summary.review, "item")} in review, ${doneInWords(summary)} -> ${summary.out}\n`);
		return summary.review || summary.failed ? require_shared().EXIT.incomplete : require_shared().EXIT.ok;
	} finally {
		await require_bulk().closeJob(job);
	}
}
const doneInWords = ({ tagged, mapped }) => tagged === void 0 ? `${require_shared().count(mapped ?? 0)} mapped` : `${require_shared().count(tagged)} tagged`;
async function correct(job, corrections) {
	const { corrected, alike } = await require_bulk().applyCorrections(job, corrections);
	const others = alike ? `, and ${require_shared().counted(alike, "item")} like them` : "";
	return `${require_shared().count(corrected)} corrected${others}.`;
}
async function askAbout(job, cases) {
	const decided = cases.length ? await walk(job, cases) : 0;
	const left = cases.length - decided;
	return `${require_shared().count(decided)} decided.${left ? ` ${require_shared().counted(left, "case")} left.` : ""}`;
}
async function walk(job, cases) {
	const { task, host } = job.settings;
	const lines = (0, node_readline().createInterface)({ input: host.stdin });
	const show = (text) => host.stderr.write(`${text}\n`);
	const typed = lines[Symbol.asyncIterator]();
	let decided = 0;
	try {
		for (const [number, open] of cases.entries()) {
			show(`${require_shared().bold(`${number + 1} of ${cases.length}`)}  ${describe(open, task)}\n${menu(task)}`);
			const decision = await answer(typed, task, host);
			if (decision === "stop") break;
			if (decision === "skip") continue;
			require_bulk().decide(job, open, decision.value);
			decided++;
		}
	} finally {
		lines.close();
	}
	return decided;
}
async function answer(typed, task, { stderr }) {
	for (;;) {
		stderr.write("> ");
		const { value, done } = await typed.next();
		if (done || value.trim() === "q") return "stop";
		if (value.trim() === "s") return "skip";
		const decision = require_bulk().readDecision(value, task);
		if ("value" in decision) return decision;
		stderr.write(`${decision.problem}\n`);
	}
}
const LONGEST_SHOWN = 2e3;
function describe({ line: { line, item, reason, answers }, group }, { answer: kind }) {
	const same = group.items > 1 ? `, and ${require_shared().counted(group.items - 1, "other")} like it` : "";
	const said = require_bulk().saidAnswers(answers, kind.abstention).map(({ tier, value }) => `${tier} said ${kind.inOneCell(value).replaceAll(",", ", ")}`);
	return `line ${line}${same}\n${item.length > LONGEST_SHOWN ? `${item.slice(0, LONGEST_SHOWN)}\u2026` : item}\n${require_shared().dim([reason, ...said].join("; "))}`;
}
const menu = ({ tagNames, answer }) => {
	return `${tagNames.length ? tagNames.map((name, index) => `${index + 1} ${name}`).join("  ") : answer.columns.length > 1 ? `the fields as JSON (${answer.columns.join(", ")})` : answer.columns[0]}  ${require_shared().dim("s skip  q stop")}`;
};
async function resolveSettings(host, inputPath, taskName, options) {
	const { env, cwd } = host;
	const task = await someTask(taskName, host);
	const home = require_shared().dataHome(env);
	const applied = require_calibrate().appliedTo(home, task);
	const { tier, votes } = applied ?? task;
	const job = {
		inputPath,
		items: itemsWanted(options),
		task,
		tiers: require_bulk().tiersFrom(tier, task.ladder, true),
		votes: options.votes ?? votes,
		catalog: require_catalog().openCatalog(host),
		backend: null,
		home,
		host,
		pack: {
			items: task.packItems,
			tokens: require_bulk().DEFAULT_PACK_TOKENS
		},
		concurrency: null,
		maxCostUsd: null,
		batch: false,
		command: {
			cwd,
			args: []
		},
		limit: Number.POSITIVE_INFINITY,
		sample: null,
		output: outputWanted(options)
	};
	return applied ? require_calibrate().asCalibrated(job, applied) : job;
}
// src/commands/schema.ts
var schema_exports = require_rolldown_runtime.__exportAll({ schemaCommand: () => schemaCommand });
const FOLDER = (0, node_path.join)(require_shared().PLUGIN_ROOT, "docs", "schemas");
const HELP_AFTER$1 = `
Examples:
  tierwise schema
  tierwise schema bulk-tag
  tierwise schema plan status > plan-status.schema.json

A schema's "version" is raised when something that was there is gone or has another type; what is
added leaves it as it is.`;
function schemaCommand({ stdout }, done) {
	return new (require_commander().Command)("schema").description("Print the JSON Schema of what a command prints with --json; without one, which there are.").argument("[command...]", "such as bulk-tag, or plan status").addHelpText("after", HELP_AFTER$1).action((words) => {
		const names = (0, node_fs.readdirSync)(FOLDER).flatMap((file) => /^(.+)\.json$/.exec(file)?.[1] ?? []);
		stdout.write(words.length ? (0, node_fs.readFileSync)(fileOf(words, names), "utf8") : `${names.join("\n")}\n`);
		done(require_shared().EXIT.ok);
	});
}
function fileOf(words, names) {
	const name = words.join("-");
	if (names.includes(name)) return (0, node_path.join)(FOLDER, `${name}.json`);
	throw new (require_shared().UsageError)(`No --json output is called "${name}". ${require_shared().oneOf(name, names)}`);
}
// src/commands/tasks.ts
var tasks_exports = require_rolldown_runtime.__exportAll({
	recipesCommand: () => recipesCommand,
	schemesCommand: () => schemesCommand
});
const schemesCommand = (host, done) => tasksCommand("scheme", host, done);
const recipesCommand = (host, done) => tasksCommand("recipe", host, done);
function tasksCommand(kind, host, done) {
	return new (require_commander().Command)(`${kind}s`).description(`List the ${kind}s that can be named here, or print one.`).argument("[name]", `a ${kind} to print: its file`).option("--json", "print one JSON object on stdout").addHelpText("after", `\nYour own go into ${kind}s/ or .claude/${kind}s/ of the project, and are found from its subfolders.`).action(async (name, { json }) => {
		const text = name ? require_bulk_tasks().readTaskFile(kind, name, taskPlaces(host)).text.trimEnd() : listed(tasksHere(kind, host), json, host.stdout.columns ?? 0);
		host.stdout.write(`${text}\n`);
		done(require_shared().EXIT.ok);
	});
}
function tasksHere(kind, host) {
	const places = taskPlaces(host);
	const all = require_bulk_tasks().namedTasks(kind, places);
	return all.filter(({ name }, index) => all.findIndex((other) => other.name === name) === index).map(({ name, file, ships }) => {
		try {
			const { text } = require_bulk_tasks().readTaskFile(kind, name, places);
			const { description } = require_catalog().parseMarkdown(text, file).header;
			return {
				name,
				description: typeof description === "string" ? description : "",
				file,
				ships
			};
		} catch (error) {
			return {
				name,
				description: error instanceof Error ? error.message : String(error),
				file,
				ships
			};
		}
	});
}
function listed(tasks, json, width) {
	if (json) return require_shared().visibleJson({ tasks });
	const rows = tasks.map(({ name, description, file, ships }) => [
		name,
		require_shared().visible(description),
		ships ? "" : file
	]);
	return require_shared().table(rows, [
		"left",
		"left",
		"left"
	], {
		width,
		flexible: 1
	}).join("\n");
}
// src/commands/view.ts
var view_exports = require_rolldown_runtime.__exportAll({ viewCommand: () => viewCommand });
const HELP_AFTER = `
Examples:
  tierwise view tickets.csv.tagged
  tierwise view tickets.csv.tagged --scheme support-intent --out tickets.html

The page is one file that loads nothing else: counts, search, filters, and the items in review,
with what every tier said when the review file is next to the result. Repeat the --column
options of bulk-tag. Corrections made in the page are downloaded as a file and applied with
"tierwise review <input> <scheme> --corrections <file>".`;
function viewCommand(host, done) {
	return new (require_commander().Command)("view").description("Turn a tagged file into a page for the browser: counts, search, filters, corrections.").argument("<tagged file>", "what bulk-tag or bulk-map wrote; - for stdin").option("-o, --out <file>", "the page (default: <tagged file>.html; - for stdout)").option("--force", "replace what stands there, also what no run wrote").option("--scheme <scheme>", "the scheme it was tagged by, so that the page offers all of its tags").addOption(inputFormat()).addOption(columnOption()).addHelpText("after", HELP_AFTER).action(async (file, options) => done(await view(host, file, options)));
}
async function view(host, file, options) {
	const { stdout, stderr, results, env, access } = host;
	const scheme = options.scheme === void 0 ? null : await namedTask("scheme", options.scheme, host);
	const result = await require_bulk().openResult(file, options.inputFormat, host);
	const { path } = result.input;
	const out = options.out ?? (path === null ? "-" : `${path}.html`);
	const reviewFile = path && require_bulk_tasks().reviewFileOf(path);
	const progress = require_shared().createProgress(host);
	try {
		const guard = () => access.checkWrite(out, "page", options.out === void 0);
		require_bulk().refuseOutput(out, result.input, guard);
		const former = new (require_bulk().FormerResults)(require_shared().dataHome(env));
		const origin = {
			input: path === null ? "stdin" : (0, node_fs.realpathSync)(path),
			complete: true
		};
		await require_bulk().refuseToDestroy(out, {
			former,
			origin,
			isOurs: isPage,
			force: options.force ?? false
		});
		const facts = path === null ? null : factsOf((0, node_fs.realpathSync)(path), former, require_shared().dataHome(env));
		const columns = options.column ?? await require_bulk().itemColumns(result.source);
		const viewed = await require_bulk().writeView({
			source: columns.length ? await result.withColumns(columns) : result.source,
			columns,
			review: reviewFile ? require_bulk().readReviewFile(reviewFile, null, access) : [],
			scheme: scheme && {
				tags: scheme.tagNames,
				several: scheme.multiple
			},
			about: facts && aboutRun(facts),
			settler: facts && require_bulk().settlerIn(facts),
			commands: commandsFor(path, options),
			template: (0, node_fs.readFileSync)((0, node_path.join)(require_shared().PLUGIN_ROOT, "dist", "view.html"), "utf8"),
			out,
			newMode: require_bulk().newModeFor(result.input),
			stdout: results,
			guard,
			onProgress: (text) => progress.update(null, text)
		});
		await former.remember(viewed.written, origin);
		progress.end();
		if (viewed.mismatch) progress.note(`${reviewFile} is about another result: its reasons are left out.`);
		(out === "-" ? stderr : stdout).write(`${formatViewed(viewed, out)}\n`);
		return require_shared().EXIT.ok;
	} finally {
		progress.end();
		await result.input.close();
	}
}
function factsOf(path, former, home) {
	const facts = require_bulk().readRunFacts(home, path);
	const now = (0, node_fs.statSync)(path);
	const known = former.of(path);
	const isWhole = (one) => one?.size === now.size && one.mtimeMs === now.mtimeMs;
	return facts && (isWhole(facts) || known?.task === facts.task && isWhole(known)) ? facts : null;
}
const aboutRun = ({ task, at, models, costUsd, savedUsd }) => ({
	task,
	at,
	models,
	costUsd,
	savedUsd
});
function isPage(path) {
	const file = (0, node_fs.openSync)(path, "r");
	try {
		const start = Buffer.alloc(4096);
		return start.toString("utf8", 0, (0, node_fs.readSync)(file, start)).includes("<title>tierwise view</title>");
	} finally {
		(0, node_fs.closeSync)(file);
	}
}
function formatViewed({ items, shown, tags, inReview }, out) {
	const parts = [
		shown < items ? `${require_shared().count(shown)} of ${require_shared().counted(items, "item")}` : require_shared().counted(items, "item"),
		tags && require_shared().counted(tags, "tag"),
		inReview && `${require_shared().count(inReview)} in review`
	].filter(Boolean);
	if (out === "-") return parts.join(", ");
	const megabytes = ((0, node_fs.statSync)(out).size / 1e6).toFixed(1);
	return `${out}: ${parts.join(", ")}, ${megabytes} MB. Open it in a browser: ${(0, node_url().pathToFileURL)((0, node_path.resolve)(out))}`;
}
function commandsFor(path, { scheme, column = [], inputFormat }) {
	const input = path && require_bulk_tasks().inputOf(path);
	const correctionsFile = `${(0, node_path.basename)(input ?? path ?? "stdin")}.corrections.jsonl`;
	return {
		command: [
			"tierwise review",
			input === null ? "<input>" : shellWord(input),
			scheme === void 0 ? "<scheme>" : shellWord(scheme),
			...column.map((name) => `--column ${shellWord(name)}`),
			inputFormat && `--input-format ${inputFormat}`,
			input === null && path !== null && `--out ${shellWord(path)}`,
			`--corrections ${shellWord(correctionsFile)}`
		].filter(Boolean).join(" "),
		correctionsFile,
		toFillIn: input === null || scheme === void 0,
		search: `grep -iF -e 'words' ${path === null ? "<file>" : shellWord(path)}`
	};
}
const shellWord = (text) => /^[\w@%+=:,./][\w@%+=:,./-]*$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
Object.defineProperty(exports, "answers_exports", {
	enumerable: true,
	get: function() {
		return answers_exports;
	}
});
Object.defineProperty(exports, "bulk_map_exports", {
	enumerable: true,
	get: function() {
		return bulk_map_exports;
	}
});
Object.defineProperty(exports, "bulk_tag_exports", {
	enumerable: true,
	get: function() {
		return bulk_tag_exports;
	}
});
Object.defineProperty(exports, "calibrate_exports", {
	enumerable: true,
	get: function() {
		return calibrate_exports;
	}
});
Object.defineProperty(exports, "columnOption", {
	enumerable: true,
	get: function() {
		return columnOption;
	}
});
Object.defineProperty(exports, "completion_exports", {
	enumerable: true,
	get: function() {
		return completion_exports;
	}
});
Object.defineProperty(exports, "confinedAccess", {
	enumerable: true,
	get: function() {
		return confinedAccess;
	}
});
Object.defineProperty(exports, "digest_exports", {
	enumerable: true,
	get: function() {
		return digest_exports;
	}
});
Object.defineProperty(exports, "inputFormat", {
	enumerable: true,
	get: function() {
		return inputFormat;
	}
});
Object.defineProperty(exports, "refusal", {
	enumerable: true,
	get: function() {
		return refusal;
	}
});
Object.defineProperty(exports, "review_exports", {
	enumerable: true,
	get: function() {
		return review_exports;
	}
});
Object.defineProperty(exports, "schema_exports", {
	enumerable: true,
	get: function() {
		return schema_exports;
	}
});
Object.defineProperty(exports, "tasks_exports", {
	enumerable: true,
	get: function() {
		return tasks_exports;
	}
});
Object.defineProperty(exports, "view_exports", {
	enumerable: true,
	get: function() {
		return view_exports;
	}
});
