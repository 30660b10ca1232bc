"use strict";
require("./rolldown-runtime.cjs");
let require_commander_loaded;
const require_commander = () => require_commander_loaded ??= require("./commander.cjs");
let require_ask_loaded;
const require_ask = () => require_ask_loaded ??= require("./ask.cjs");
let require_bulk_loaded;
const require_bulk = () => require_bulk_loaded ??= require("./bulk.cjs");
let require_shared_loaded;
const require_shared = () => require_shared_loaded ??= require("./shared.cjs");
let require_catalog_loaded;
const require_catalog = () => require_catalog_loaded ??= require("./catalog.cjs");
let require_bulk_commands_loaded;
const require_bulk_commands = () => require_bulk_commands_loaded ??= require("./bulk-commands.cjs");
let require_policy_loaded;
const require_policy = () => require_policy_loaded ??= require("./policy.cjs");
let require_by_policy_loaded;
const require_by_policy = () => require_by_policy_loaded ??= require("./by-policy.cjs");
let node_path = require("node:path");
let node_fs = require("node:fs");
let node_readline_loaded;
const node_readline = () => node_readline_loaded ??= require("node:readline");
// src/commands/init-draft.ts
async function draftOf(host, drafting) {
	const { finding, sampled, goal, options, questions, tell } = drafting;
	const template = require_bulk().templateFor(finding.kind, sampled);
	const asTemplate = {
		...template,
		from: `a template made of ${template.from}`,
		costUsd: 0
	};
	const backend = require_ask().chooseBackend(options.backend, host);
	if (!backend) {
		tell(`No model drafts it: ${asTemplate.from}.${options.backend === "rules" ? "" : ` For a draft, ${require_ask().HOW_TO_GET_A_MODEL}.`}`);
		return options.dryRun ? null : asTemplate;
	}
	const maxCostUsd = require_by_policy().withinBudgets(host, options.maxCost) ?? options.maxCost;
	const drafter = drafterFor({
		backend,
		tier: options.tier,
		catalog: require_catalog().openCatalog(host)
	}, sampled, goal);
	tell(priceInWords(drafter, maxCostUsd));
	if (!drafter.price) throw new (require_shared().UsageError)(`--max-cost cannot be enforced: no price is known for ${drafter.who.requested}. Add it under "models" in tierwise.md.`);
	if (options.dryRun) return null;
	if (!await questions.agree("Draft it?")) {
		if (await questions.agree(`Write ${asTemplate.from} instead?`)) return asTemplate;
		return null;
	}
	const { draft, costUsd } = await drafted(drafter, sampled, host, maxCostUsd);
	if (!("problem" in draft)) return {
		draft,
		costUsd,
		from: `drafted by ${options.tier} for ${require_shared().usd(costUsd)}`
	};
	tell(`The draft cannot be used: ${draft.problem}. It is ${asTemplate.from} instead.`);
	return {
		...asTemplate,
		costUsd
	};
}
const priceInWords = ({ who, price }, maxCostUsd) => `A draft from 20 items by ${who.via}, billed to ${who.billedTo}: ${price ? `about ${require_shared().usd(price.usualUsd)}, at most ${require_shared().usd(price.mostUsd)}` : "no known price"}; then 20 items on haiku, usually below $0.01. Together at most ${require_shared().usd(maxCostUsd)}.`;
const TIMEOUT_MS = 18e4;
function drafterFor({ backend, tier, catalog }, sampled, goal) {
	const { model, effort } = catalog.tiers[tier];
	const who = require_policy().backendRespondent({
		name: tier,
		backend,
		model,
		effort
	}, catalog);
	const prompt = require_bulk().draftPrompt(sampled, goal);
	return {
		who,
		prompt,
		price: who.price?.(prompt, 2500) ?? null
	};
}
async function drafted({ who, prompt }, sampled, host, maxCostUsd) {
	const { unfinished } = host.going;
	const asked = {
		who: who.name,
		requested: who.requested,
		prompt
	};
	const there = unfinished?.find(asked);
	if (there) return {
		draft: require_bulk().readDraft(there.text, sampled),
		costUsd: 0
	};
	const result = await require_policy().askOnce(who, prompt, host, {
		source: "bulk",
		maxCostUsd,
		timeoutMs: TIMEOUT_MS
	});
	const { call } = result;
	if ("text" in result) unfinished?.keep(asked, {
		...result,
		served: call?.served ?? null
	});
	return {
		draft: "text" in result ? require_bulk().readDraft(result.text, sampled) : { problem: result.message },
		costUsd: call?.costUsd ?? 0
	};
}
// src/commands/init-files.ts
async function chosen(host, where, questions, tell) {
	if (!(0, node_fs.statSync)(where, { throwIfNoEntry: false })?.isDirectory()) return named(host, where);
	const found = await require_bulk().findingsIn(where, host);
	const [first] = found;
	if (!first) throw new (require_shared().UsageError)(`${where} holds no table, log, objects or commits that could be tagged. Name a file: tierwise init <file>.`);
	for (const [index, { input, what }] of found.entries()) tell(`  ${index + 1}  ${input}  (${what})`);
	return found[found.length > 1 ? await questions.choice("Which one?", found.length) : 0] ?? first;
}
async function named({ access }, where) {
	if (where.startsWith("git:")) return {
		input: where,
		kind: "commits",
		what: "commits"
	};
	access.checkNamed(where);
	return (0, node_fs.statSync)(where, { throwIfNoEntry: false }) && await require_bulk().findingAt(where, access) || {
		input: where,
		kind: "text",
		what: "text"
	};
}
const nameFor = (input) => input.startsWith("git:") ? "commits" : (0, node_path.basename)(input).replace(/\..*$/, "").toLowerCase().replace(/[^a-z0-9_-]+/g, "-").replace(/^-+|-+$/g, "") || "items";
function fileFor(name, force) {
	if (!/^[\w][\w.-]*$/.test(name)) throw new (require_shared().UsageError)(`--name ${name}: expected letters, digits, "-" and "_", as it becomes schemes/<name>.md.`);
	const file = (0, node_path.join)("schemes", `${name}.md`);
	if ((0, node_fs.existsSync)(file) && !force) throw new (require_shared().UsageError)(`${file} is there already. Choose another name with --name, or replace it with --force.`);
	return file;
}
function write(file, text) {
	try {
		(0, node_fs.mkdirSync)((0, node_path.dirname)(file), { recursive: true });
		(0, node_fs.writeFileSync)(file, text);
	} catch (error) {
		throw new (require_shared().UsageError)(`${file}: cannot write it: ${require_shared().systemReason(error)}.`);
	}
}
// src/commands/init-questions.ts
const UNASKED = {
	text: async (_question, usual) => usual,
	choice: async () => 0,
	agree: async () => true,
	close() {}
};
function askedOn({ stdin, stderr }) {
	const lines = (0, node_readline().createInterface)({ input: stdin });
	const typed = lines[Symbol.asyncIterator]();
	const ask = async (question) => {
		stderr.write(`${question} `);
		const { value, done } = await typed.next();
		return done ? null : value.trim();
	};
	return {
		text: async (question, usual) => await ask(`${question}${usual && ` [${usual}]`}`) || usual,
		async choice(question, among) {
			for (;;) {
				const said = await ask(`${question} [1]`);
				const number = Number(said || "1");
				if (said === null || Number.isInteger(number) && number >= 1 && number <= among) return number - 1;
				stderr.write(`Type a number from 1 to ${among}.\n`);
			}
		},
		async agree(question) {
			const said = await ask(`${question} [Y/n]`);
			return said !== null && /^(y(es)?)?$/i.test(said);
		},
		close: () => lines.close()
	};
}
// src/commands/init.ts
const USUAL_MOST_USD = .5;
const HELP_AFTER = `
Finds what could be tagged (tables, tickets, logs, objects, commits), takes 20 items from all over
it, has a scheme drafted with examples from them, writes schemes/<name>.md and tags 20 items with
it. On a terminal it asks first; without one it needs --yes or --dry-run. Without a model, the
scheme is made of a column that holds labels already, or of what such items usually are.

Examples:
  tierwise init                                   look around here, and ask
  tierwise init tickets.csv --goal "which team has to act"
  tierwise init app.log --dry-run                 what it would do, and what that costs
  tierwise init tickets.csv --yes --max-cost 0.20
  tierwise init reviews.csv --backend rules --yes   no model: a template to edit`;
function initCommand(host, done, run) {
	return new (require_commander().Command)("init").description("Find what could be tagged here, and begin: a scheme with examples, tried on 20 items.").argument("[where]", "a folder, a file, or git:<range> for commits (default: this folder)").option("--goal <words>", "what you want to know of each item").option("--name <name>", "the scheme's name (default: by the input)").addOption(require_bulk_commands().columnOption()).addOption(require_bulk_commands().inputFormat()).addOption(new (require_commander().Option)("--backend <name>", "which backend answers").choices(require_ask().BACKEND_NAMES).default("auto")).option("-t, --tier <tier>", `who drafts: ${require_shared().TIER_NAMES.join(", ")}`, require_catalog().parseTierName, "sonnet").option("--max-cost <usd>", "what the draft and the 20 items may cost together", require_shared().dollars, USUAL_MOST_USD).option("--dry-run", "say what would be done and what it costs; send and write nothing").option("--force", "replace a scheme of that name").option("-y, --yes", "ask nothing: take what comes first").addHelpText("after", HELP_AFTER).action(async (where, options) => {
		const questions = questionsFor(host, options);
		try {
			done(await init(host, where ?? ".", {
				options,
				questions,
				run
			}));
		} finally {
			questions.close();
		}
	});
}
function questionsFor(host, { yes, dryRun }) {
	if (yes || dryRun) return UNASKED;
	if (host.stdin.isTTY && host.stderr.isTTY) return askedOn(host);
	throw new (require_shared().UsageError)("init asks before it pays and writes, and here is nobody to ask. Look with --dry-run, then repeat it with --yes.");
}
async function init(host, where, { options, questions, run }) {
	const tell = (line) => host.stderr.write(`${require_shared().wrapped(line, host.stderr.columns)}\n`);
	const finding = await chosen(host, where, questions, tell);
	const { inputFormat: format, column: columns = [] } = options;
	const sampled = await require_bulk().sampleOf(finding.input, {
		format,
		columns,
		head: null,
		sendAnyway: []
	}, host);
	tell(`${finding.input}: ${sampled.format}${sampled.itemIs && `, the item is ${sampled.itemIs}`}; ${require_shared().counted(sampled.of, "item")}`);
	const ships = SHIPPED[finding.kind];
	if (ships) tell(`Ships with tierwise, and may do: tierwise bulk-tag ${words(finding.input)} ${ships} --sample 20`);
	const goal = options.goal ?? await questions.text("What do you want to know of each item? (empty: a proposal)", "");
	const name = options.name ?? await questions.text("Name of the scheme?", nameFor(finding.input));
	const file = fileFor(name, options.force === true);
	const made = await draftOf(host, {
		finding,
		sampled,
		goal,
		options,
		questions,
		tell
	});
	if (!made) {
		tell("Nothing was written.");
		return require_shared().EXIT.ok;
	}
	write(file, require_bulk().schemeText(name, made.draft));
	host.going.came({ out: (0, node_path.resolve)(host.cwd, file) });
	host.going.finished();
	host.stdout.write(`${require_bulk().schemeText(name, made.draft)}\n`);
	tell(`Written: ${file}, ${made.from}. Read it, change what is not so, and run the sample again.`);
	const call = [
		finding.input,
		file,
		...columns.flatMap((column) => ["--column", column]),
		...format ? ["--input-format", format] : []
	];
	const code = await sample(run, call, {
		options,
		leftUsd: Math.max(0, options.maxCost - made.costUsd)
	});
	tell(`Next: tierwise bulk-tag ${call.map(words).join(" ")} --dry-run`);
	return code;
}
async function sample(run, call, { options, leftUsd }) {
	const { backend } = options;
	const ceiling = backend === "rules" ? [] : ["--max-cost", leftUsd.toFixed(4)];
	return run([
		"bulk-tag",
		...call,
		"--sample",
		"20",
		"--backend",
		backend,
		...ceiling
	], {});
}
const SHIPPED = {
	log: "log-severity",
	tickets: "support-intent",
	opinions: "sentiment",
	commits: "commit-type"
};
const words = (text) => /^[\w./:~=,@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
exports.initCommand = initCommand;
