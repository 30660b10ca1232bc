"use strict";
const require_commander = require("./commander.cjs");
const require_shared = require("./shared.cjs");
// src/main.ts
const HELP_AFTER = `
Exit codes: 0 all well; 1 finished, but something needs a look; 2 could not start;
3 stopped at the cost ceiling; 130 interrupted.
Answers are kept in $TIERWISE_HOME (default: ~/.claude/tierwise).`;
const COMMANDS = {
	"bulk-tag": async () => (await Promise.resolve().then(() => require("./bulk.cjs")).then((n) => n.bulk_tag_exports)).bulkTagCommand,
	"bulk-map": async () => (await Promise.resolve().then(() => require("./bulk.cjs")).then((n) => n.bulk_map_exports)).bulkMapCommand,
	review: async () => (await Promise.resolve().then(() => require("./bulk.cjs")).then((n) => n.review_exports)).reviewCommand,
	digest: async () => (await Promise.resolve().then(() => require("./bulk.cjs")).then((n) => n.digest_exports)).digestCommand,
	view: async () => (await Promise.resolve().then(() => require("./bulk.cjs")).then((n) => n.view_exports)).viewCommand,
	runs: async () => (await Promise.resolve().then(() => require("./bulk.cjs")).then((n) => n.runs_exports)).runsCommand,
	opinion: async () => (await Promise.resolve().then(() => require("./opinion.cjs")).then((n) => n.opinion_exports)).opinionCommand,
	plan: async () => (await Promise.resolve().then(() => require("./plan.cjs")).then((n) => n.plan_exports)).planCommand,
	report: async () => (await Promise.resolve().then(() => require("./usage.cjs")).then((n) => n.report_exports)).reportCommand,
	doctor: async () => (await Promise.resolve().then(() => require("./opinion.cjs")).then((n) => n.doctor_exports)).doctorCommand
};
async function main(argv) {
	let exitCode = require_shared.EXIT.ok;
	const program = new require_commander.Command("tierwise").description("Puts each piece of work on the cheapest model that does it well.").version(require_shared.version, "-V, --version").configureHelp({ showGlobalOptions: true }).option("--no-color", "plain text (NO_COLOR does the same)").addHelpText("after", HELP_AFTER).exitOverride();
	const done = (code) => {
		exitCode = code;
	};
	for (const command of await commandsFor(argv)) program.addCommand(command(done));
	for (const command of program.commands.flatMap((one) => [one, ...one.commands])) command.exitOverride().configureHelp({ showGlobalOptions: true });
	try {
		await program.parseAsync(argv, { from: "user" });
		return exitCode;
	} catch (error) {
		if (error instanceof require_commander.CommanderError) return error.exitCode === 0 ? require_shared.EXIT.ok : require_shared.EXIT.unusable;
		if (error instanceof require_shared.UsageError) {
			process.stderr.write(`tierwise: ${error.message}\n`);
			return error.exitCode;
		}
		process.stderr.write(`tierwise ${require_shared.version}: a bug in tierwise itself. ${error?.stack ?? error}\n`);
		return require_shared.EXIT.unusable;
	}
}
function commandsFor(argv) {
	const called = argv.find((argument) => argument !== "--no-color") ?? "";
	if (called === "--version" || called === "-V") return Promise.resolve([]);
	const names = Object.hasOwn(COMMANDS, called) ? [called] : Object.keys(COMMANDS);
	return Promise.all(names.flatMap((name) => COMMANDS[name]?.() ?? []));
}
process.stdout.on("error", (error) => {
	if (error.code === "EPIPE") process.exit(require_shared.EXIT.ok);
	throw error;
});
main(process.argv.slice(2)).then((code) => {
	process.exitCode = code;
});
