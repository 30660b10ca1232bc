"use strict";
Object.defineProperty(exports, Symbol.toStringTag, { value: "Module" });
require("./rolldown-runtime.cjs");
let require_commander_loaded;
const require_commander = () => require_commander_loaded ??= require("./commander.cjs");
let require_shared_loaded;
const require_shared = () => require_shared_loaded ??= require("./shared.cjs");
// src/commands/examples.ts
const EXAMPLES = {
	"": [
		"tierwise bulk-tag app.log log-severity",
		"tierwise runs",
		"tierwise report --since 7d",
		"tierwise <command> --help"
	],
	schemes: ["tierwise schemes", "tierwise schemes log-severity > schemes/my-severity.md"],
	recipes: ["tierwise recipes", "tierwise recipes one-line-summary > recipes/my-summary.md"],
	review: ["tierwise review tickets.csv support-intent"],
	digest: ["tierwise digest tickets.csv.tagged", "tierwise digest tickets.csv.tagged --out tickets.md"],
	answers: ["tierwise answers merge part-1.answers part-2.answers"],
	"answers merge": ["tierwise answers merge part-1.answers part-2.answers"],
	"runs list": ["tierwise runs", "tierwise runs list --all --json"],
	"runs show": ["tierwise runs show bulk-3f09ac"],
	"runs result": ["tierwise runs result bulk-3f09ac"],
	"runs resume": ["tierwise runs resume bulk-3f09ac", "tierwise runs resume bulk-3f09ac --max-cost 2"],
	"runs cancel": ["tierwise runs cancel bulk-3f09ac"],
	"runs forget": ["tierwise runs forget bulk-3f09ac"],
	"plan check": ["tierwise plan check plans/fetch.md", "tierwise plan check plans/fetch.md --dry"],
	"plan format": ["tierwise plan format", "tierwise plan format --out plans/fetch.md"],
	"plan issue": ["tierwise plan issue 123"],
	"plan pr": ["tierwise plan pr plans/fetch.md", "tierwise plan pr plans/fetch.md --yes"],
	"plan make": ["tierwise plan make plans/fetch.md 'Fetch prices from two sources'"],
	"plan run": ["tierwise plan run plans/fetch.md", "tierwise plan run plans/fetch.md --yes --jobs 3 --max-cost 10"],
	"plan resume": ["tierwise plan resume plans/fetch.md", "tierwise plan resume plans/fetch.md --again parse"],
	"plan status": ["tierwise plan status plans/fetch.md", "tierwise plan status plans/fetch.md --watch"],
	"plan view": ["tierwise plan view plans/fetch.md"],
	"plan show": ["tierwise plan show plans/fetch.md parse"],
	"plan revise": ["tierwise plan revise plans/fetch.md parse", "tierwise plan revise plans/fetch.md parse --yes"],
	"plan clean": ["tierwise plan clean", "tierwise plan clean plans/fetch.md --force"],
	"plan record": ["tierwise plan record plans/fetch.md parse --passed --tier sonnet --tries 2"],
	policy: ["tierwise policy show", "tierwise policy explain 'kinds of work'"],
	"policy init": ["tierwise policy init"],
	"policy check": ["tierwise policy check"],
	"policy show": ["tierwise policy show", "tierwise policy show --json"],
	"policy explain": ["tierwise policy explain exploring"],
	statusline: ["tierwise statusline < status.json"],
	doctor: ["tierwise doctor", "tierwise doctor --fix"],
	"calibrate label": ["tierwise calibrate label tickets.csv support-intent", "tierwise calibrate label tickets.csv support-intent --page"],
	"calibrate undo": ["tierwise calibrate undo support-intent"],
	env: ["tierwise env --aliases >> ~/.bashrc", "tierwise env --tier haiku > .envrc"],
	completion: ["tierwise completion bash >> ~/.bashrc"],
	"in-session": ["tierwise in-session bulk-tag tickets.csv support-intent --max-cost 1"]
};
function examplesOf(command) {
	const lines = EXAMPLES[command];
	if (!lines) return "";
	return `\n${lines.length > 1 ? "Examples" : "Example"}:\n${lines.map((line) => `  ${line}`).join("\n")}`;
}
// src/runs/going.ts
const KINDS = {
	"bulk-tag": "bulk",
	"bulk-map": "bulk",
	calibrate: "calibrate",
	init: "init",
	opinion: "opinion",
	"plan make": "plan",
	"plan run": "plan",
	"plan resume": "plan"
};
const KEPT_WHOLE = ["init", "opinion"];
const LOOKS = [
	"dryRun",
	"explain",
	"kept",
	"forget"
];
const DID_NOT_START = 2;
const WRITE_MS = 1e3;
var GoingRun = class {
	#world;
	#records = null;
	#record = null;
	unfinished = null;
	#writtenAt = 0;
	#atEnd = [];
	constructor(world) {
		this.#world = world;
	}
	async begin(called) {
		const kind = KINDS[called.path];
		if (!kind || LOOKS.some((option) => called.options[option])) return;
		const { jobKey, newRunId, RunRecords } = await Promise.resolve().then(() => require("./run-record.cjs")).then((n) => n.record_exports);
		const { env, cwd, argv, resumes } = this.#world;
		this.#records = new RunRecords(require_shared().dataHome(env));
		const former = resumes && KEPT_WHOLE.includes(kind) ? this.#records.one(resumes) : null;
		const id = former?.id ?? newRunId(kind);
		this.#record = {
			id,
			kind,
			cwd,
			what: whatOf(kind, called),
			args: wordsToKeep(kind, called, argv),
			...kind === "opinion" ? {} : { inputs: [...inputsOf(kind, called)] },
			job: kind === "opinion" ? id : jobKey(kind, cwd, ...inputsOf(kind, called)),
			owner: require_shared().ownText(),
			startedAt: new Date().toISOString(),
			endedAt: null,
			exitCode: null,
			result: null,
			costUsd: former?.costUsd ?? 0,
			unpriced: former?.unpriced ?? 0
		};
		this.#write();
		if (!KEPT_WHOLE.includes(kind)) return;
		const unfinished = this.#records.unfinished(id);
		this.unfinished = unfinished;
		this.#onDisk(() => unfinished.keepWords(argv));
	}
	spent(usd) {
		if (!this.#record) return;
		if (usd === null) this.#record.unpriced++;
		else this.#record.costUsd += usd;
		if (Date.now() - this.#writtenAt >= WRITE_MS) this.#write();
	}
	came(result) {
		if (this.#record) this.#record.result = {
			out: null,
			reviewFile: null,
			kept: null,
			counts: {},
			...result
		};
	}
	finished() {
		this.#end(0);
	}
	atEnd(act) {
		this.#atEnd.push(act);
	}
	end(exitCode) {
		for (const act of this.#atEnd.splice(0)) act();
		this.#end(exitCode);
	}
	#end(exitCode) {
		const record = this.#record;
		if (!record) return;
		Object.assign(record, {
			endedAt: new Date().toISOString(),
			exitCode
		});
		const asked = record.costUsd > 0 || record.unpriced > 0;
		const isNothing = record.kind === "init" && !record.result;
		if (asked || exitCode !== DID_NOT_START && !isNothing) {
			this.#onDisk((records) => records.makeRoomFor(record));
			this.#write();
			if (exitCode === 0) this.unfinished?.drop();
		} else this.#onDisk((records) => records.remove(record.id));
		this.#record = null;
	}
	#write() {
		const record = this.#record;
		this.#writtenAt = Date.now();
		if (record) this.#onDisk((records) => records.write(record));
	}
	#onDisk(act) {
		try {
			if (this.#records) act(this.#records);
		} catch {}
	}
};
const inputsOf = (kind, { args }) => kind === "plan" ? args.slice(0, 1) : args;
function whatOf(kind, called) {
	if (kind !== "opinion") return inputsOf(kind, called).join(" ");
	const { review, diff, ask } = called.options;
	const range = typeof diff === "string" ? diff : "the uncommitted changes";
	const asked = Array.isArray(ask) && ask.length ? ` to ${ask.join(", ")}` : "";
	return `${review === true ? `review of ${range}` : "question"}${asked}`;
}
function wordsToKeep(kind, called, argv) {
	if (kind === "init") return withoutGoal(argv);
	const text = kind === "opinion" ? called.args : called.path === "plan make" ? called.args.slice(1) : [];
	return argv.filter((word) => !text.includes(word));
}
function withoutGoal(argv) {
	const at = argv.findIndex((word) => word === "--goal" || word.startsWith("--goal="));
	return at < 0 ? [...argv] : argv.toSpliced(at, argv[at] === "--goal" ? 2 : 1);
}
// src/main.ts
const HELP_WIDTH = 80;
const HELP_AFTER = `
Exit codes: 0 all well; 1 finished, but something needs a look; 2 could not start;
3 stopped at the cost ceiling; 130 interrupted.
Answers are kept in $TIERWISE_HOME (default: ~/.claude/tierwise).`;
const COMMANDS = {
	"bulk-tag": async () => (await Promise.resolve().then(() => require("./bulk-commands.cjs")).then((n) => n.bulk_tag_exports)).bulkTagCommand,
	"bulk-map": async () => (await Promise.resolve().then(() => require("./bulk-commands.cjs")).then((n) => n.bulk_map_exports)).bulkMapCommand,
	init: async () => (await Promise.resolve().then(() => require("./init.cjs"))).initCommand,
	schemes: async () => (await Promise.resolve().then(() => require("./bulk-commands.cjs")).then((n) => n.tasks_exports)).schemesCommand,
	recipes: async () => (await Promise.resolve().then(() => require("./bulk-commands.cjs")).then((n) => n.tasks_exports)).recipesCommand,
	review: async () => (await Promise.resolve().then(() => require("./bulk-commands.cjs")).then((n) => n.review_exports)).reviewCommand,
	digest: async () => (await Promise.resolve().then(() => require("./bulk-commands.cjs")).then((n) => n.digest_exports)).digestCommand,
	view: async () => (await Promise.resolve().then(() => require("./bulk-commands.cjs")).then((n) => n.view_exports)).viewCommand,
	answers: async () => (await Promise.resolve().then(() => require("./bulk-commands.cjs")).then((n) => n.answers_exports)).answersCommand,
	runs: async () => (await Promise.resolve().then(() => require("./runs.cjs")).then((n) => n.runs_exports)).runsCommand,
	opinion: async () => (await Promise.resolve().then(() => require("./opinion.cjs")).then((n) => n.opinion_exports)).opinionCommand,
	plan: async () => (await Promise.resolve().then(() => require("./plan.cjs")).then((n) => n.plan_exports)).planCommand,
	report: async () => (await Promise.resolve().then(() => require("./usage.cjs")).then((n) => n.report_exports)).reportCommand,
	policy: async () => (await Promise.resolve().then(() => require("./policy.cjs")).then((n) => n.policy_exports)).policyCommand,
	route: async () => (await Promise.resolve().then(() => require("./policy.cjs")).then((n) => n.route_exports)).routeCommand,
	estimate: async () => (await Promise.resolve().then(() => require("./estimate.cjs")).then((n) => n.estimate_exports)).estimateCommand,
	statusline: async () => (await Promise.resolve().then(() => require("./status.cjs")).then((n) => n.statusline_exports)).statuslineCommand,
	doctor: async () => (await Promise.resolve().then(() => require("./doctor.cjs")).then((n) => n.doctor_exports)).doctorCommand,
	calibrate: async () => (await Promise.resolve().then(() => require("./bulk-commands.cjs")).then((n) => n.calibrate_exports)).calibrateCommand,
	env: async () => (await Promise.resolve().then(() => require("./policy.cjs")).then((n) => n.env_exports)).envCommand,
	schema: async () => (await Promise.resolve().then(() => require("./bulk-commands.cjs")).then((n) => n.schema_exports)).schemaCommand,
	completion: async () => (await Promise.resolve().then(() => require("./bulk-commands.cjs")).then((n) => n.completion_exports)).completionCommand,
	"in-session": async () => (await Promise.resolve().then(() => require("./in-session.cjs"))).inSessionCommand
};
async function run(argv, world) {
	const before = process.cwd();
	const host = {
		...world,
		...require_shared().outputsOf(world)
	};
	const again = (words, change) => run(words, {
		...world,
		...change
	});
	try {
		enter(host.cwd);
		return await dispatch(argv, host, again);
	} catch (error) {
		return tell(error, host.stderr);
	} finally {
		process.chdir(before);
	}
}
function enter(folder) {
	try {
		process.chdir(folder);
	} catch (error) {
		throw new (require_shared().UsageError)(`${folder}: cannot work there: ${require_shared().systemReason(error)}.`);
	}
}
async function dispatch(argv, host, again) {
	let exitCode = require_shared().EXIT.ok;
	const going = new GoingRun({
		...host,
		argv
	});
	const program = new (require_commander().Command)("tierwise").description("Puts each piece of work on the cheapest model that does it well.").version(require_shared().version, "-V, --version").option("--no-color", "plain text (NO_COLOR does the same)").addHelpText("after", HELP_AFTER).hook("preAction", async (called, acting) => {
		require_shared().setStyle(host, called.opts().color);
		host.admit?.(acting);
		await going.begin({
			path: require_shared().pathOf(acting),
			args: acting.args,
			options: acting.opts()
		});
	});
	const done = (code) => {
		exitCode = code;
	};
	const commands = await commandsFor(argv);
	if (!commands.length && !isVersion(argv)) for (const one of outlined()) program.addCommand(one);
	if (commands.length) {
		const access = host.access ?? (await Promise.resolve().then(() => require("./access.cjs")).then((n) => n.access_exports)).OPEN;
		const invocation = {
			...host,
			access,
			going,
			argv
		};
		for (const command of commands) program.addCommand(command(invocation, done, again));
	}
	for (const command of allOf(program)) {
		command.addHelpText("after", () => examplesOf(require_shared().pathOf(command)));
		command.exitOverride().configureHelp({
			showGlobalOptions: true,
			subcommandTerm: termOf
		}).configureOutput(outputOf(host));
	}
	try {
		await program.parseAsync(argv, { from: "user" });
	} catch (error) {
		going.end(error instanceof require_shared().UsageError ? error.exitCode : require_shared().EXIT.usage);
		throw error;
	}
	going.end(exitCode);
	return exitCode;
}
const allOf = (command) => [command, ...command.commands.flatMap(allOf)];
function commandsFor(argv) {
	const [called = "", ...others] = argv.filter((argument) => argument !== "--no-color");
	if (isVersion(argv)) return Promise.resolve([]);
	if ([
		"",
		"help",
		"--help",
		"-h"
	].includes(called) && !others.length) return Promise.resolve([]);
	const names = Object.hasOwn(COMMANDS, called) && called !== "completion" ? [called] : Object.keys(COMMANDS);
	return Promise.all(names.flatMap((name) => COMMANDS[name]?.() ?? []));
}
const isVersion = (argv) => ["--version", "-V"].includes(argv.find((one) => one !== "--no-color") ?? "");
const outlined = () => require_shared().OUTLINES.map(([usage, description]) => new (require_commander().Command)(usage.split(" ")[0]).usage(usage).description(description));
const termOf = (command) => require_shared().OUTLINES.find(([usage]) => usage === command.usage())?.[0] ?? new (require_commander().Help)().subcommandTerm(command);
function outputOf({ stdout, stderr }) {
	return {
		writeOut: (text) => stdout.write(text),
		writeErr: (text) => stderr.write(text),
		getOutHelpWidth: () => stdout.columns || HELP_WIDTH,
		getErrHelpWidth: () => stderr.columns || HELP_WIDTH,
		getOutHasColors: () => false,
		getErrHasColors: () => false
	};
}
function tell(error, stderr) {
	if (error instanceof require_commander().CommanderError) return error.exitCode === 0 ? require_shared().EXIT.ok : require_shared().EXIT.usage;
	if (error instanceof require_shared().UsageError) {
		stderr.write(`tierwise: ${require_shared().withNextStep(error.message)}\n`);
		return error.exitCode;
	}
	if (require_shared().isRefusedBySystem(error)) {
		const path = error instanceof Error && "path" in error ? `${error.path}: ` : "";
		stderr.write(`tierwise: ${path}${require_shared().systemReason(error)}. Repair that, then run the same command again.\n`);
		return require_shared().EXIT.usage;
	}
	stderr.write(`tierwise ${require_shared().version}: ${require_shared().bugReport(error)}\n`);
	return require_shared().EXIT.usage;
}
function start() {
	const { env, stdin, stdout, stderr, exit } = process;
	const asked = endOnSignals();
	stdout.on("error", (error) => {
		if (error.code === "EPIPE" || error.code === "EIO") exit(asked.toStop ? require_shared().EXIT.interrupted : require_shared().EXIT.ok);
		throw error;
	});
	stderr.on("error", () => {});
	const host = {
		env,
		cwd: workingFolder(),
		stdin,
		stdout,
		stderr,
		signals: process,
		exit
	};
	run(process.argv.slice(2), host).then((code) => {
		process.exitCode = code;
	});
}
function endOnSignals() {
	const asked = { toStop: false };
	for (const signal of require_shared().STOP_SIGNALS) process.on(signal, () => {
		asked.toStop = true;
		if (process.listenerCount(signal) === 1) process.exit(require_shared().EXIT.interrupted);
	});
	return asked;
}
function workingFolder() {
	try {
		return process.cwd();
	} catch {
		process.stderr.write("tierwise: the working folder no longer exists. Change to one that does (cd), and try again.\n");
		return process.exit(require_shared().EXIT.usage);
	}
}
if (process.argv[1] === __filename) start();
exports.run = run;
exports.start = start;
