"use strict";
require("./rolldown-runtime.cjs");
let require_commander_loaded;
const require_commander = () => require_commander_loaded ??= require("./commander.cjs");
let require_bulk_commands_loaded;
const require_bulk_commands = () => require_bulk_commands_loaded ??= require("./bulk-commands.cjs");
let require_access_loaded;
const require_access = () => require_access_loaded ??= require("./access.cjs");
let require_shared_loaded;
const require_shared = () => require_shared_loaded ??= require("./shared.cjs");
// src/commands/in-session.ts
const BULK = [...[
	"--out",
	"--format",
	"--input-format",
	"--column",
	"--where",
	"--head",
	"--backend",
	"--tier",
	"--no-escalate",
	"--votes"
], ...[
	"--limit",
	"--sample",
	"--dry-run",
	"--explain",
	"--max-cost",
	"--batch",
	"--pack",
	"--json"
]];
const CALIBRATED = [...[
	"--within",
	"--floor",
	"--confidence",
	"--against",
	"--tiers",
	"--settings",
	"--sample",
	"--labels"
], ...[
	"--column",
	"--input-format",
	"--head"
]];
const ALLOWED = {
	schemes: [],
	recipes: [],
	"bulk-tag": BULK,
	"bulk-map": BULK,
	calibrate: [...CALIBRATED, ...[
		"--gold",
		"--labels-from",
		"--backend",
		"--max-cost",
		"--dry-run",
		"--recheck",
		"--plot",
		"--json",
		"--twice"
	]],
	"calibrate label": [...CALIBRATED, "--page"],
	digest: [
		"--tokens",
		"--out",
		"--input-format"
	],
	view: [
		"--out",
		"--scheme",
		"--input-format",
		"--column"
	],
	opinion: [
		"--ask",
		"--scouts",
		"--no-scouts",
		"--stance",
		"--rebut",
		"--keep",
		"--continue",
		"--dry-run",
		"--review",
		"--file",
		"--diff",
		"--judge",
		"--no-judge",
		"--no-verify",
		"--timeout",
		"--max-cost",
		"--out"
	],
	"plan check": ["--json"],
	"plan format": ["--out"],
	"plan status": ["--json"],
	report: [
		"--since",
		"--until",
		"--by",
		"--format",
		"--backfill",
		"--outcomes",
		"--detail",
		"--live",
		"--json",
		"--html"
	],
	doctor: ["--json"],
	route: [...[
		"--agent",
		"--failures",
		"--input-tokens",
		"--urgency",
		"--budget-left",
		"--limits-left",
		"--at"
	], ...[
		"--ask",
		"--max-cost",
		"--explain",
		"--json"
	]],
	"runs list": ["--all", "--json"],
	"runs show": ["--json"],
	"runs result": ["--json"]
};
const SPENDING = new Set([
	"bulk-tag",
	"bulk-map",
	"calibrate",
	"opinion",
	"route"
]);
const LONG_OUTPUT = {
	digest: 4e4,
	opinion: 6e4,
	"plan format": 4e4
};
const HELP_AFTER = `
Commands: ${Object.keys(ALLOWED).join(", ")}.

What the skills of the plugin run without a question. Files are read and written below the working folder only, none that is
hidden or barred by the permission rules in Claude Code's settings, and no file is replaced but a result; whatever asks a model
needs --max-cost, at most $1, and $5 in one session (inSession in tierwise.md); what is printed is bounded and marked as data.
For everything else use the plain command.`;
function inSessionCommand(host, done, run) {
	const command = new (require_commander().Command)("in-session").description("Run a command within the bounds of what skills may do unasked.").argument("[command...]", "the command with its arguments and options").allowUnknownOption().allowExcessArguments().helpOption(false).addHelpText("after", HELP_AFTER);
	return command.action(async () => {
		const words = host.argv.slice(host.argv.indexOf("in-session") + 1);
		if (!words.length || ["--help", "-h"].includes(words[0] ?? "")) return command.outputHelp();
		done(await confined(words, host, run));
	});
}
async function confined(words, host, run) {
	const stderr = require_access().messagesTo(host.stderr);
	const output = new (require_access().SessionOutput)();
	const called = {
		path: nameIn(words),
		json: false
	};
	let access;
	try {
		access = require_bulk_commands().confinedAccess(called.path, host);
	} catch (error) {
		if (!(error instanceof require_shared().UsageError)) throw error;
		stderr.write(`tierwise: ${error.message}\n`);
		return error.exitCode;
	}
	const admit = (command) => {
		called.path = require_shared().pathOf(command);
		called.json = command.opts().json === true;
		check(command, called.path, access.mostUsd);
	};
	try {
		return await run(words, {
			stdout: output.stream,
			stderr,
			access,
			admit
		});
	} finally {
		access.close();
		output.finish(host.stdout, LONG_OUTPUT[called.path] ?? 2e4, called.json);
	}
}
function check(command, path, mostUsd) {
	const why = whyNot(command, path) ?? whyNotFor(command, path, mostUsd);
	if (why) throw new (require_shared().UsageError)(require_bulk_commands().refusal(why, path));
}
function whyNot(command, path) {
	const allowed = Object.hasOwn(ALLOWED, path) ? ALLOWED[path] : void 0;
	if (!allowed) return `"${path}" is not one of ${Object.keys(ALLOWED).join(", ")}`;
	const refused = command.options.filter((option) => command.getOptionValueSource(option.attributeName()) === "cli").find(({ long }) => !allowed.includes(long ?? ""));
	return refused ? `${refused.long} of ${path} is not allowed` : null;
}
function whyNotFor(command, path, mostUsd) {
	const { maxCost, dryRun, explain, backend, ask, batch } = command.opts();
	if (typeof batch === "object") return `--batch ${batch.text} is not allowed; a plain --batch is`;
	if (path === "route" && ask !== true) return null;
	if (!SPENDING.has(path) || dryRun === true || explain !== void 0 || backend === "rules") return null;
	if (maxCost === void 0) return `--max-cost is missing; give one of at most ${mostUsd}`;
	return maxCost > mostUsd ? `--max-cost ${maxCost} is above the $${mostUsd} of one command` : null;
}
const nameIn = (words) => /^[a-z-]{1,20}$/.test(words[0] ?? "") ? words[0] ?? "" : "<command>";
exports.inSessionCommand = inSessionCommand;
