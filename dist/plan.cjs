"use strict";
const require_rolldown_runtime = require("./rolldown-runtime.cjs");
const require_commander = require("./commander.cjs");
const require_shared = require("./shared.cjs");
const require_zod = require("./zod.cjs");
const require_catalog = require("./catalog.cjs");
const require_ask = require("./ask.cjs");
const require_usage = require("./usage.cjs");
const require_bulk = require("./bulk.cjs");
let node_path = require("node:path");
let node_fs = require("node:fs");
let node_crypto = require("node:crypto");
let node_readline_promises = require("node:readline/promises");
// src/plan/executors.ts
const EXECUTORS = {
	claude: require_ask.claudeCli,
	codex: require_ask.codex,
	gemini: require_ask.gemini,
	copilot: require_ask.copilot
};
const EXECUTOR_NAMES = Object.keys(EXECUTORS);
const executorOf = (name) => EXECUTORS[name];
function parseExecutor(text) {
	const [, name = "", model] = /^([^:]*)(?::(.+))?$/.exec(text) ?? [];
	return Object.hasOwn(EXECUTORS, name) ? {
		name,
		model: model ?? null
	} : null;
}
// src/plan/file/glob.ts
const ANY_FOLDERS = "**";
function patternProblem(pattern) {
	if (!pattern.trim()) return "is empty";
	if (pattern.startsWith("/") || /^[A-Za-z]:/.test(pattern)) return "must be relative to the repository";
	if (pattern.includes("\\")) return "must use / between folders";
	const parts = segments(pattern);
	if (parts.some((part) => part === ".." || part === "." || part === "")) return "must not hold \".\", \"..\" or an empty part";
	if (parts.some((part) => part.toLowerCase() === ".git")) return "must not name git's own files";
	if (/[[\]{}!]/.test(pattern)) return "may use *, ? and ** only; write several entries instead";
	if (parts.some((part) => part !== ANY_FOLDERS && part.includes(ANY_FOLDERS))) return "uses ** inside a name; ** stands for whole folders, as in src/**";
	return null;
}
function overlap(a, b) {
	return meet(segments(a), segments(b), ANY_FOLDERS, (one, other) => meet([...one], [...other], "*", (x, y) => x === y || x === "?" || y === "?"));
}
function covers(patterns, file) {
	const name = literal(file);
	return patterns.some((pattern) => overlap(pattern, name));
}
const isLiteral = (pattern) => !/[*?]|\/$/.test(pattern);
const segments = (pattern) => pattern.replace(/\/$/, `/${ANY_FOLDERS}`).split("/");
const literal = (file) => file.replaceAll("*", "").replaceAll("?", "");
function meet(a, b, any, same) {
	let after = restOf(b, any);
	for (const one of a.toReversed()) {
		const here = Array(b.length + 1).fill(false);
		here[b.length] = one === any && after[b.length] === true;
		for (let j = b.length - 1; j >= 0; j--) {
			const other = b[j];
			if (one === any || other === any) here[j] = after[j] === true || here[j + 1] === true;
			else here[j] = after[j + 1] === true && same(one, other);
		}
		after = here;
	}
	return after[0] === true;
}
function restOf(parts, any) {
	const last = parts.findLastIndex((part) => part !== any);
	return Array.from({ length: parts.length + 1 }, (_, at) => at > last);
}
// src/plan/file/order.ts
function rounds({ steps }) {
	const byId = new Map(steps.map((step) => [step.id, step]));
	const found = new Map();
	const of = (id) => {
		const known = found.get(id);
		if (known) return known;
		const round = 1 + Math.max(0, ...(byId.get(id)?.needs ?? []).map(of));
		found.set(id, round);
		return round;
	};
	for (const { id } of steps) of(id);
	return found;
}
function ancestors(steps) {
	const byId = new Map(steps.map((step) => [step.id, step]));
	const found = new Map();
	const of = (id) => {
		const known = found.get(id);
		if (known) return known;
		const all = new Set();
		for (const need of byId.get(id)?.needs ?? []) for (const one of [need, ...of(need)]) all.add(one);
		found.set(id, all);
		return all;
	};
	for (const { id } of steps) of(id);
	return found;
}
// src/plan/file/checks.ts
const HANDOFF = [
	"Goal and non-goals",
	"Folder structure",
	"Interface contracts",
	"Module responsibilities",
	"Build order",
	"Edge cases"
];
function readableSteps(header) {
	const steps = header?.steps;
	if (!Array.isArray(steps)) return [];
	const strings = (value) => Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
	return steps.flatMap((step, index) => typeof step?.id === "string" ? [{
		index,
		id: step.id,
		files: strings(step.files),
		needs: strings(step.needs),
		tier: step.tier,
		executor: step.executor,
		effort: step.effort
	}] : []);
}
function nameOf(path, header) {
	if (!path.length) return "";
	if (path[0] !== "steps" || path.length < 2) return `${path.join(".")}: `;
	const step = header.steps[Number(path[1])];
	const name = typeof step?.id === "string" ? `step ${step.id}` : `step ${Number(path[1]) + 1}`;
	return path.length > 2 ? `${name}: ${path.slice(2).join(".")}: ` : `${name}: `;
}
function checkSteps(steps, { sections, end }, catalog, lineOf, report) {
	checkIds(steps, lineOf, report);
	checkSections(steps, sections, lineOf, report);
	checkHandoff(sections, end, report);
	checkFiles(steps, lineOf, report);
	checkWho(steps, catalog, lineOf, report);
	if (!findCycle(steps, lineOf, report)) checkParallel(steps, lineOf, report);
}
function checkIds(steps, lineOf, report) {
	const seen = new Set();
	for (const { id, index } of steps) {
		if (seen.has(id)) report(lineOf([
			"steps",
			index,
			"id"
		]), `two steps are called ${id}`);
		seen.add(id);
	}
	for (const { id, index, needs } of steps) for (const [at, need] of needs.entries()) {
		const line = lineOf([
			"steps",
			index,
			"needs",
			at
		]);
		if (need === id) report(line, `step ${id} needs itself`);
		else if (!seen.has(need)) report(line, `step ${id} needs ${need}, and there is no such step`);
	}
}
function checkSections(steps, sections, lineOf, report) {
	const specified = new Map();
	for (const section of sections) {
		if (section.step === null) continue;
		if (!steps.some(({ id }) => id === section.step)) report(section.line, `there is a section for step ${section.step}, which is not among the steps`);
		else if (specified.has(section.step)) report(section.line, `step ${section.step} has two sections`);
		else if (!section.text) report(section.line, `the section of step ${section.step} is empty: say what to build`);
		specified.set(section.step, section);
	}
	for (const { id, index } of steps) {
		if (specified.has(id)) continue;
		report(lineOf(["steps", index]), `step ${id} has no section: add "## Step ${id}" with what to build`);
	}
}
const normal = (title) => title.toLowerCase().replaceAll("&", "and").replace(/[^a-z]+/g, " ").trim();
function checkHandoff(sections, end, report) {
	for (const wanted of HANDOFF) {
		const section = sections.find(({ step, title }) => step === null && normal(title) === normal(wanted));
		if (!section) report(end, `the section "## ${wanted}" is missing`);
		else if (!section.text) report(section.line, `the section "## ${wanted}" is empty`);
	}
}
function checkFiles(steps, lineOf, report) {
	for (const { id, index, files, tier } of steps) for (const [at, pattern] of files.entries()) {
		const line = lineOf([
			"steps",
			index,
			"files",
			at
		]);
		const problem = patternProblem(pattern);
		if (problem) report(line, `step ${id}: the file "${pattern}" ${problem}`);
		else if (tier !== void 0 && require_ask.isGuarded(pattern)) report(line, `step ${id}: Claude Code changes ${pattern} only when a person allows it; do that by hand, or name another executor`);
	}
}
function checkWho(steps, catalog, lineOf, report) {
	for (const { id, index, tier, executor, effort } of steps) {
		if (tier === void 0 && executor === void 0) report(lineOf(["steps", index]), `step ${id} says neither tier (${require_shared.TIER_NAMES.join(", ")}) nor executor (${EXECUTOR_NAMES.join(", ")})`);
		const named = typeof executor === "string" ? parseExecutor(executor) : null;
		if (typeof executor === "string" && !named) report(lineOf([
			"steps",
			index,
			"executor"
		]), `step ${id}: there is no executor "${executor}"; choose one of ${EXECUTOR_NAMES.join(", ")}, with a model behind a colon if need be`);
		if (named && named.name !== "claude" && tier !== void 0) report(lineOf([
			"steps",
			index,
			"tier"
		]), `step ${id}: ${named.name} has no tiers; say tier or executor`);
		if (named?.name === "claude" && (named.model || tier === void 0)) report(lineOf([
			"steps",
			index,
			"executor"
		]), `step ${id}: for Claude Code say the tier, not a model`);
		const model = require_shared.TIER_NAMES.find((name) => name === tier);
		const efforts = model && catalog.model(catalog.tiers[model].model)?.efforts;
		if (efforts && effort !== void 0 && require_shared.EFFORTS.includes(effort) && !efforts.includes(effort)) report(lineOf([
			"steps",
			index,
			"effort"
		]), `step ${id}: ${model} (${catalog.tiers[model].model}) has no effort "${effort}"`);
	}
}
function findCycle(steps, lineOf, report) {
	const byId = new Map(steps.map((step) => [step.id, step]));
	const done = new Set();
	for (const { id: start } of steps) {
		const cycle = cycleFrom(start, [], byId, done);
		if (!cycle) continue;
		if (cycle.length > 2) report(lineOf([
			"steps",
			byId.get(cycle[0]).index,
			"needs"
		]), `these steps need each other: ${cycle.join(" -> ")}`);
		return true;
	}
	return false;
}
function cycleFrom(id, path, byId, done) {
	if (path.includes(id)) return [...path.slice(path.indexOf(id)), id];
	if (done.has(id)) return null;
	for (const need of byId.get(id)?.needs ?? []) {
		const cycle = cycleFrom(need, [...path, id], byId, done);
		if (cycle) return cycle;
	}
	done.add(id);
	return null;
}
function checkParallel(steps, lineOf, report) {
	const before = ancestors(steps);
	for (const [at, one] of steps.entries()) for (const other of steps.slice(at + 1)) {
		if (one.id === other.id || before.get(one.id)?.has(other.id) || before.get(other.id)?.has(one.id)) continue;
		const shared = other.files.findIndex((file) => one.files.some((mine) => overlap(mine, file)));
		if (shared < 0) continue;
		report(lineOf([
			"steps",
			other.index,
			"files",
			shared
		]), `steps ${one.id} and ${other.id} can run at the same time and both may change ${other.files[shared]}: let one need the other, or split the files`);
	}
}
// src/plan/file/plan.ts
const KINDS = [
	"code",
	"test",
	"refactor",
	"docs",
	"config",
	"mechanical"
];
// src/plan/file/plan-sections.ts
function parseSections(body, firstLine) {
	const lines = body.split("\n");
	const sections = [{
		level: 0,
		title: "",
		line: firstLine,
		lines: []
	}];
	let fence = null;
	for (const [index, line] of lines.entries()) {
		const mark = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line);
		if (mark?.[1] && fence === null) fence = mark[1];
		else if (mark?.[1] && fence !== null && mark[1].startsWith(fence) && !mark[2]?.trim()) fence = null;
		const heading = fence === null ? /^(#{1,2})[ \t]+(.+?)[ \t]*#*$/.exec(line) : null;
		if (heading?.[1] && heading[2]) {
			const level = heading[1].length;
			sections.push({
				level,
				title: heading[2],
				line: firstLine + index,
				lines: [line]
			});
		} else sections.at(-1)?.lines.push(line);
	}
	return {
		sections: sections.map(({ level, title, line, lines: own }) => ({
			level,
			title,
			step: level === 2 ? stepOf(title) : null,
			text: own.slice(level ? 1 : 0).join("\n").trim(),
			source: own.join("\n"),
			line
		})).filter(({ level, text }) => level > 0 || text),
		end: firstLine + lines.length - (lines.at(-1) === "" ? 2 : 1)
	};
}
const stepOf = (title) => /^step[ \t]+`?([^\s`:]+)`?(?:[ \t]*(?::|-|\u2013|\u2014).*)?$/i.exec(title)?.[1] ?? null;
// src/plan/file/plan-file.ts
const DEFAULT_TIMEOUT_MINUTES = 30;
const id = require_zod.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "expected a short name of small letters, digits and hyphens");
const dollars = require_zod.number$1().positive("expected an amount in US dollars above 0");
const minutes = require_zod.number$1().positive().max(1440);
const command = require_zod.string().trim().min(1, "expected a shell command");
const StepHeader = require_zod.strictObject({
	id,
	title: require_zod.string().trim().min(1, "expected a title"),
	kind: require_zod._enum(KINDS).default("code"),
	files: require_zod.array(require_zod.string()),
	needs: require_zod.array(require_zod.string()).default([]),
	tier: require_zod._enum(require_shared.TIER_NAMES).optional(),
	executor: require_zod.string().optional(),
	effort: require_zod._enum(require_shared.EFFORTS).optional(),
	verify: command,
	budgetUsd: dollars.optional(),
	timeoutMinutes: minutes.optional()
});
const Header = require_zod.strictObject({
	name: id.optional(),
	steps: require_zod.array(StepHeader).min(1, "expected at least one step"),
	setup: command.optional(),
	outside: require_zod._enum(["refuse", "ask"]).default("refuse"),
	top: require_zod._enum(require_shared.TIER_NAMES).optional(),
	budgetUsd: dollars.optional(),
	timeoutMinutes: minutes.default(DEFAULT_TIMEOUT_MINUTES)
});
function readPlan(file, catalog) {
	let text;
	try {
		text = (0, node_fs.readFileSync)(file, "utf8");
	} catch (error) {
		throw new require_shared.UsageError(`${file}: cannot read the plan: ${require_shared.systemReason(error)}.`);
	}
	return checkPlan(text, file, catalog);
}
function checkPlan(text, file, catalog) {
	const { header, body, bodyLine, lineOf } = require_shared.parseLocated(text, file);
	const problems = [];
	const report = (line, message) => {
		problems.push({
			line,
			message
		});
	};
	const document = parseSections(body, bodyLine);
	const parsed = Header.safeParse(header);
	for (const issue of parsed.error?.issues ?? []) report(lineOf(issue.code === "unrecognized_keys" ? [...issue.path, issue.keys[0]] : issue.path), `${nameOf(issue.path, header)}${require_shared.describeIssue(issue)}`);
	checkSteps(readableSteps(header), document, catalog, lineOf, report);
	problems.sort((a, b) => a.line - b.line);
	if (problems.length || !parsed.data) return {
		plan: null,
		problems
	};
	return {
		plan: build(parsed.data, document.sections, {
			file,
			text,
			lineOf
		}),
		problems
	};
}
function build(header, sections, { file, text, lineOf }) {
	const name = header.name ?? ((0, node_path.basename)(file).replace(/\.[^.]*$/, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 40) || "plan");
	const shared = sections.filter(({ step }) => step === null);
	return {
		file,
		name,
		title: shared.find(({ level }) => level === 1)?.title ?? name,
		steps: header.steps.map((step, index) => {
			const executor = step.executor && parseExecutor(step.executor) || {
				name: "claude",
				model: null
			};
			return {
				id: step.id,
				title: step.title,
				kind: step.kind,
				files: step.files,
				needs: step.needs,
				tier: step.tier ?? null,
				executor: executor.name,
				model: executor.model,
				effort: step.effort ?? null,
				verify: step.verify,
				budgetUsd: step.budgetUsd ?? null,
				timeoutMinutes: step.timeoutMinutes ?? header.timeoutMinutes,
				specification: sections.find((section) => section.step === step.id)?.text ?? "",
				line: lineOf(["steps", index])
			};
		}),
		setup: header.setup ?? null,
		outside: header.outside,
		top: header.top ?? "opus",
		budgetUsd: header.budgetUsd ?? null,
		shared: shared.map(({ source }) => source.trim()).join("\n\n").trim(),
		hash: sha256(text)
	};
}
const sha256 = (text) => (0, node_crypto.createHash)("sha256").update(text).digest("hex");
function fingerprints(plan) {
	const byId = new Map(plan.steps.map((step) => [step.id, step]));
	const found = new Map();
	const of = (id) => {
		const known = found.get(id);
		if (known) return known;
		const { files, needs, verify, specification } = byId.get(id);
		const print = sha256(JSON.stringify([
			files,
			verify,
			specification,
			needs.map(of)
		])).slice(0, 16);
		found.set(id, print);
		return print;
	};
	for (const { id } of plan.steps) of(id);
	return found;
}
// src/plan/git/git.ts
const TIMEOUT_MS$1 = 6e5;
const QUIET = [
	"core.hooksPath=/dev/null",
	"core.fsmonitor=false",
	"commit.gpgSign=false",
	"rerere.enabled=false",
	"gc.auto=0",
	"maintenance.auto=false",
	"advice.detachedHead=false"
].flatMap((setting) => ["-c", setting]);
var GitError = class extends require_shared.UsageError {
	name = "GitError";
};
async function git(args, { cwd, env, set, input, mark }) {
	const own = Object.entries(env).filter(([name]) => !name.startsWith("GIT_"));
	const ended = await require_shared.runProgram("git", [...QUIET, ...args], {
		cwd,
		env: {
			...Object.fromEntries(own),
			LC_ALL: "C",
			GIT_TERMINAL_PROMPT: "0",
			GIT_OPTIONAL_LOCKS: "0",
			GIT_LFS_SKIP_SMUDGE: "1",
			...set
		},
		timeoutMs: TIMEOUT_MS$1,
		...input !== void 0 && { input },
		...mark && { mark: require_shared.markWithin(mark) }
	}).catch((error) => {
		if (!(0, node_fs.existsSync)(cwd)) throw new GitError(`the folder ${cwd} is gone`);
		throw new require_shared.UsageError(`git cannot be started: ${error.message}. A plan runs in a git repository.`);
	});
	if (ended.code === 0) return ended.stdout.replace(/\n$/, "");
	const said = ended.stderr.trim().split("\n").at(-1) || `it ended with ${ended.code}`;
	throw new GitError(`git ${args[0]} failed: ${said}`);
}
async function findRepository(folder, env) {
	const ask = (...args) => git(args, {
		cwd: folder,
		env
	});
	const root = await ask("rev-parse", "--show-toplevel").catch((error) => {
		if (!error.message.includes("not a git repository")) throw error;
		throw new require_shared.UsageError(`${folder} is not in a git repository: the steps of a plan run in copies that git makes.`);
	});
	const head = await ask("rev-parse", "--verify", "HEAD^{commit}").catch(() => {
		throw new require_shared.UsageError(`${root} has no commit yet: commit what the plan is to start from.`);
	});
	const setting = (name, otherwise) => ask("config", name).then((value) => value || otherwise, () => otherwise);
	const name = await setting("user.name", "Tierwise");
	const email = await setting("user.email", "tierwise@localhost");
	const status = await ask("status", "--porcelain", "-z", "--no-renames");
	return {
		root,
		env,
		commonDir: (0, node_path.resolve)(folder, await ask("rev-parse", "--git-common-dir")),
		head,
		dirty: status.split("\0").flatMap((entry) => entry ? [entry.slice(3)] : []),
		identity: {
			GIT_AUTHOR_NAME: name,
			GIT_AUTHOR_EMAIL: email,
			GIT_COMMITTER_NAME: name,
			GIT_COMMITTER_EMAIL: email
		}
	};
}
const commitOf = ({ root, env }, revision) => git([
	"rev-parse",
	"--verify",
	"--quiet",
	`${revision}^{commit}`
], {
	cwd: root,
	env
}).catch(() => null);
async function changesBetween(from, to, options) {
	const parts = (await git([
		"diff-tree",
		"-r",
		"-z",
		"--raw",
		"--no-renames",
		"--full-index",
		from,
		to
	], options)).split("\0");
	const changes = [];
	for (let at = 0; at + 1 < parts.length; at += 2) {
		const [oldMode = "", newMode = "", oldObject = "", newObject = ""] = (parts[at] ?? "").slice(1).split(" ");
		changes.push({
			path: parts[at + 1] ?? "",
			oldMode,
			newMode,
			oldObject,
			newObject
		});
	}
	return changes;
}
async function ignoredAmong({ root, env }, files) {
	if (!files.length) return [];
	return (await git([
		"check-ignore",
		"-z",
		"--stdin",
		"--no-index"
	], {
		cwd: root,
		env,
		input: `${files.join("\0")}\0`
	}).catch(() => "")).split("\0").filter(Boolean);
}
async function fileSettings({ root, env }) {
	return (await git([
		"config",
		"--local",
		"-z",
		"--get-regexp",
		`^core\\.(autocrlf|eol|safecrlf|filemode|symlinks|ignorecase|precomposeunicode|longpaths|excludesfile|attributesfile)$`
	], {
		cwd: root,
		env
	}).catch(() => "")).split("\0").flatMap((entry) => {
		const [name = "", value = "true"] = entry.split("\n");
		return name ? [[name, value]] : [];
	});
}
function privateExcludes(commonDir) {
	try {
		return (0, node_fs.readFileSync)((0, node_path.join)(commonDir, "info", "exclude"), "utf8");
	} catch {
		return "";
	}
}
const DEFAULT_EFFORT = "medium";
function nextRung(step, failed, climb) {
	const last = failed.at(-1);
	if (!last) return firstRung(step, climb.catalog);
	if (failed.filter((rung) => sameRung(rung, last)).length < 2) return last;
	const harder = new Set(failed.filter(({ tier }) => tier === last.tier).map(({ effort }) => effort)).size < 2 ? moreEffort(last, climb.catalog) : null;
	const higher = nextTier(last, step, climb);
	if (!harder || !higher) return harder ?? higher;
	return cost(harder, climb) < cost(higher, climb) ? harder : higher;
}
const sameRung = (a, b) => a.tier === b.tier && a.effort === b.effort;
function firstRung({ tier, effort }, catalog) {
	if (!tier) return {
		tier,
		effort
	};
	return {
		tier,
		effort: effort ?? usualEffort(tier, catalog)
	};
}
const effortsOf = (tier, catalog) => catalog.model(catalog.tiers[tier].model)?.efforts ?? [];
const usualEffort = (tier, catalog) => effortsOf(tier, catalog).includes(DEFAULT_EFFORT) ? DEFAULT_EFFORT : null;
function moreEffort({ tier, effort }, catalog) {
	if (effort === null) return tier ? null : {
		tier,
		effort: "high"
	};
	const known = tier ? effortsOf(tier, catalog) : require_shared.EFFORTS;
	const more = require_shared.EFFORTS.slice(require_shared.EFFORTS.indexOf(effort) + 1).find((one) => known.includes(one));
	return more ? {
		tier,
		effort: more
	} : null;
}
function nextTier({ tier }, step, { catalog, top }) {
	if (!tier) return null;
	const highest = Math.max(require_shared.TIER_NAMES.indexOf(top), require_shared.TIER_NAMES.indexOf(step.tier ?? tier));
	const next = require_shared.TIER_NAMES[require_shared.TIER_NAMES.indexOf(tier) + 1];
	if (!next || require_shared.TIER_NAMES.indexOf(next) > highest) return null;
	return {
		tier: next,
		effort: usualEffort(next, catalog)
	};
}
function cost({ tier, effort }, { catalog, at }) {
	const model = tier ? catalog.model(catalog.tiers[tier].model) : void 0;
	const output = model && require_shared.priceInForce(model, at)?.output;
	if (output === void 0) return Number.POSITIVE_INFINITY;
	return output * (effort ? model?.effortCost?.[effort] ?? 1 : 1);
}
const rungName = ({ tier, effort }, executor) => [tier ?? executor, effort].filter(Boolean).join(" ");
// src/plan/run/environment.ts
const PROVIDERS = /^(?:ANTHROPIC|CLAUDE|OPENAI|CODEX|GEMINI|GOOGLE_(?:API|GENAI|GEMINI|APPLICATION)|COPILOT|TIERWISE)/;
const OTHERS = new Set([
	"GH_TOKEN",
	"GITHUB_TOKEN",
	"AWS_BEARER_TOKEN_BEDROCK",
	"AI_AGENT"
]);
function withoutKeys(env) {
	return Object.fromEntries(Object.entries(env).filter(([name]) => !PROVIDERS.test(name) && !OTHERS.has(name) && !name.startsWith("GIT_")));
}
const forExecutor = (env) => Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("GIT_")));
// src/plan/run/ledger-entries.ts
function recordTry(site, { step, tries }, rung, spent) {
	const served = spent.served ?? spent.requested ?? step.executor;
	const reply = {
		id: `plan|${site.key}|${site.base.slice(0, 12)}|${step.id}|${tries.length + 1}|${Date.now()}`,
		requestId: null,
		served,
		usage: spent.usage ?? require_shared.NO_USAGE,
		usOnly: false,
		fast: false,
		isSum: true,
		stop: spent.failed ? "failed" : "complete"
	};
	const { requested, costUsd } = spent;
	const call = {
		requested: requested ?? served,
		effort: rung.effort,
		costUsd,
		project: site.root,
		reply
	};
	keepBooks(site, () => require_usage.appendEntries(site.home, [require_usage.directEntry({
		source: "plan",
		...call
	}, site.env)]));
}
function recordOutcome(site, state, rung, passed) {
	const { step, fingerprint } = state;
	const here = site.step(step.id).tries.filter((one) => sameRung(one.rung, rung) && !["lost", "trouble"].includes(one.outcome));
	const known = here.every(({ costUsd: cost }) => cost !== null);
	keepBooks(site, () => require_usage.appendOutcomes(site.home, [{
		id: `plan|${site.key}|${site.base.slice(0, 12)}|${step.id}|${fingerprint}|${rungName(rung, step.executor)}`,
		at: new Date().toISOString(),
		source: "plan",
		project: site.root,
		kind: step.kind,
		executor: step.executor,
		tier: rung.tier,
		effort: rung.effort,
		tries: here.length,
		passed,
		costUsd: known ? here.reduce((sum, { costUsd: cost }) => sum + (cost ?? 0), 0) : null
	}]));
}
function keepBooks(site, write) {
	try {
		write();
	} catch (error) {
		site.onLedgerFailure(error);
	}
}
// src/plan/run/state.ts
function stateFolder(home, root, planFile) {
	const id = (0, node_crypto.createHash)("sha256").update(`${root}\0${(0, node_fs.realpathSync)(planFile)}`).digest("hex").slice(0, 16);
	return (0, node_path.resolve)(home, "plans", id);
}
function stateOf(plan, events) {
	const prints = fingerprints(plan);
	const steps = new Map();
	const approved = new Set();
	let [base, spentUsd, uncertainUsd] = [
		null,
		0,
		0
	];
	let exported = null;
	const left = new Map();
	const open = new Map();
	const reset = () => {
		for (const step of plan.steps) steps.set(step.id, fresh(step, prints.get(step.id) ?? ""));
	};
	reset();
	for (const event of events) if (event.type === "approved") approved.add(event.key);
	else if (event.type === "started") {
		base = event.base;
		[spentUsd, uncertainUsd, exported] = [
			0,
			0,
			null
		];
		open.clear();
		reset();
	} else if (event.type === "exported") exported = event;
	else if (event.type === "left") left.set(event.of, event);
	else {
		if (event.type === "try") {
			uncertainUsd += open.get(event.step) ?? 0;
			open.set(event.step, event.reservedUsd ?? 0);
		} else if (event.type === "answered") {
			if (event.costUsd === null) uncertainUsd += open.get(event.step) ?? 0;
			else spentUsd += event.costUsd;
			open.delete(event.step);
		}
		const state = steps.get(event.step);
		if (state?.fingerprint === event.fingerprint) apply(state, event);
	}
	for (const lost of open.values()) uncertainUsd += lost;
	return {
		approved,
		base,
		steps,
		spentUsd,
		uncertainUsd,
		exported,
		left
	};
}
const fresh = (step, fingerprint) => ({
	step,
	fingerprint,
	status: "open",
	reason: "",
	tries: [],
	commit: null,
	built: null,
	before: 0,
	carry: null,
	recorded: null
});
function apply(state, event) {
	const last = state.tries.at(-1);
	switch (event.type) {
		case "try":
			state.status = "open";
			state.built = null;
			state.tries.push({
				rung: event.rung,
				outcome: "lost",
				reservedUsd: event.reservedUsd,
				costUsd: null,
				tokens: 0,
				served: null,
				seconds: 0,
				why: null,
				output: ""
			});
			break;
		case "answered":
			if (last) {
				const { costUsd, served, usage, seconds, trouble } = event;
				const tokens = usage ? usage.input + usage.output + usage.cacheRead + usage.cacheWrite5m + usage.cacheWrite1h : 0;
				Object.assign(last, {
					costUsd,
					served,
					seconds,
					tokens,
					outcome: trouble ? "trouble" : "unchecked"
				});
			}
			break;
		case "built":
			state.built = {
				tree: event.tree,
				outside: event.outside,
				dropped: event.dropped
			};
			break;
		case "failed":
			if (last) Object.assign(last, {
				outcome: "failed",
				why: event.why,
				output: event.output
			});
			state.built = null;
			state.carry = event.tree;
			break;
		case "passed":
			if (last) last.outcome = "passed";
			Object.assign(state, {
				status: "done",
				commit: event.commit,
				built: null,
				carry: null
			});
			break;
		case "ended":
			Object.assign(state, {
				status: event.verdict,
				reason: event.reason,
				commit: event.commit,
				built: null
			});
			break;
		case "again":
			Object.assign(state, {
				status: "open",
				reason: "",
				commit: null,
				built: null,
				carry: null
			});
			state.before = state.tries.length;
			break;
		case "recorded": {
			const { passed, commit, rung, tries, costUsd, why } = event;
			if (!passed) Object.assign(state, {
				status: "person",
				reason: why,
				commit: null
			});
			else Object.assign(state, {
				status: "done",
				reason: "",
				commit
			});
			state.recorded = {
				rung,
				tries,
				costUsd
			};
			break;
		}
	}
}
const failedRungs = (state) => failedTries(state).map(({ rung }) => rung);
const failedTries = ({ tries, before }) => tries.slice(before).filter(({ outcome }) => outcome === "failed");
const costOf = ({ tries, recorded }) => tries.reduce((sum, { costUsd }) => sum + (costUsd ?? 0), recorded?.costUsd ?? 0);
// src/plan/run/step-prompt.ts
const LONGEST_OUTPUT = 8e3;
function stepPrompt(plan, step, role, setback) {
	const files = step.files.length ? `You may make, change and delete these files only; any other change is refused:\n${step.files.map((file) => `- ${file}`).join("\n")}` : "You may change no file: this step only checks.";
	return [
		role,
		`<plan>\n${plan.shared}\n</plan>`,
		`<step id="${step.id}">\n${step.title}\n\n${step.specification}\n</step>`,
		files,
		`The check, run in this folder when you have ended, decides whether the step is done. Run it yourself before:\n\n${step.verify}`,
		"You work in a copy of the repository made for this step; the steps it needs are done. Do not commit, and do not use git to undo. Nobody can answer questions.",
		...setback ? [describe(setback)] : []
	].join("\n\n");
}
const SAID = {
	check: "its check failed and said",
	files: "it changed what it may not change",
	time: "it ran out of time",
	budget: "it ran out of money",
	refused: "the model declined"
};
function describe({ why, output, kept }) {
	const files = kept ? "The files are as that try left them: repair what is wrong." : "Its work was put away: the files are as before the step.";
	return `The last try failed: ${SAID[why]}:\n\n<output>\n${tail(output)}\n</output>\n\n${files} Find the cause first.`;
}
function tail(output, most = LONGEST_OUTPUT) {
	const text = output.trim();
	return text.length > most ? `[\u2026]\n${text.slice(-most)}` : text;
}
// src/plan/run/try-step.ts
const TRY_LIMIT_USD = {
	haiku: .5,
	sonnet: 2,
	opus: 5,
	fable: 10
};
const OTHER_TRY_LIMIT_USD = 5;
async function attempt(site, state, rung, copy) {
	const { step } = state;
	const limitUsd = tryLimit(site.budget, state, rung);
	if (limitUsd === null) return { result: "spent" };
	const reservation = await reserve(site, limitUsd);
	if (!reservation) return { result: "stopped" };
	const answer = await ask(site, state, rung, copy, limitUsd, reservation);
	const tampered = site.workshop.seal();
	const failure = "failure" in answer ? answer : null;
	if (failure && NEVER_ASKED.includes(failure.failure)) {
		site.halt({
			why: "executor",
			message: failure.message
		});
		return { result: "stopped" };
	}
	if (failure && saysNothing(failure)) {
		site.note(`${step.id}: ${failure.message}`);
		return { result: "trouble" };
	}
	try {
		return await judge(site, state, copy, failure, tampered);
	} catch (error) {
		if (!(error instanceof GitError)) throw error;
		return {
			result: "failed",
			why: "files",
			output: `git cannot take in what it left: ${error.message}`,
			tree: null
		};
	}
}
async function judge(site, { step }, copy, failure, tampered) {
	const seen = await site.workshop.inspect(copy);
	const outside = seen.changes.filter(({ path }) => !covers(step.files, path));
	const refused = site.plan.outside === "refuse" ? outside : [];
	const forbidden = seen.forbidden.map(({ change }) => change);
	const bad = new Set([...refused, ...forbidden]);
	const tree = bad.size ? await site.workshop.without(copy, [...bad]) : seen.tree;
	const changed = refused.filter((change) => !isNew(change));
	const complaints = [
		...tampered ? ["git's own settings or hooks were changed"] : [],
		...seen.forbidden.map(({ change, why }) => `${change.path} is ${why}`),
		...(changed.length ? refused : []).map(({ path }) => `${path} is not among the files of this step`)
	];
	if (complaints.length) return {
		result: "failed",
		why: "files",
		output: `${complaints.join("\n")}\nThese changes were put back.`,
		tree
	};
	const why = failure && LIMITS[failure.failure];
	if (why) return {
		result: "failed",
		why,
		output: failure.message,
		tree
	};
	const names = outside.map(({ path }) => path);
	const [kept, dropped] = refused.length ? [[], names] : [names, []];
	return {
		result: "built",
		tree,
		outside: kept,
		dropped
	};
}
const isNew = ({ oldMode }) => /^0+$/.test(oldMode);
function tryLimit({ leftUsd }, state, { tier }) {
	const { budgetUsd } = state.step;
	const own = budgetUsd === null ? usualLimit(tier) : budgetUsd - costOf(state);
	return own > 0 ? Math.min(own, leftUsd ?? own) : null;
}
const usualLimit = (tier) => tier ? TRY_LIMIT_USD[tier] : OTHER_TRY_LIMIT_USD;
async function reserve(site, limitUsd) {
	let reservation;
	try {
		if (limitUsd <= 0) throw new require_ask.CeilingReached();
		reservation = await site.budget.reserve(limitUsd);
	} catch (error) {
		if (!(error instanceof require_ask.CeilingReached)) throw error;
		const ceiling = require_shared.usd(site.budget.ceilingUsd ?? 0);
		site.halt({
			why: "ceiling",
			message: `the plan's ceiling of ${ceiling} is reached`
		});
		return null;
	}
	if (!site.halted) return reservation;
	reservation.settle(0);
	return null;
}
async function ask(site, state, rung, copy, limitUsd, reservation) {
	const { step, fingerprint } = state;
	const failed = failedTries(state).at(-1);
	const carry = failed && sameRung(failed.rung, rung) ? state.carry : null;
	await site.workshop.restore(copy, carry);
	const of = {
		step: step.id,
		fingerprint
	};
	site.append({
		type: "try",
		rung,
		executor: step.executor,
		reservedUsd: limitUsd,
		...of
	});
	const number = failedTries(state).length + 1;
	site.note(`${step.id}: try ${number} on ${rungName(rung, step.executor)}`);
	const requested = rung.tier ? site.catalog.tiers[rung.tier].model : step.model;
	const setback = failed?.why ? {
		why: failed.why,
		output: failed.output,
		kept: carry !== null
	} : null;
	const started = performance.now();
	const answer = await executorOf(step.executor).run({
		prompt: stepPrompt(site.plan, step, site.role, setback),
		model: requested,
		effort: rung.effort,
		folder: copy.folder,
		access: "write",
		commands: [step.verify],
		maxCostUsd: limitUsd,
		timeoutMs: step.timeoutMinutes * 6e4,
		mark: require_shared.markWithin(site.mark)
	}, forExecutor(site.env));
	const seconds = (performance.now() - started) / 1e3;
	const served = "served" in answer ? answer.served : null;
	const usage = answer.usage ?? null;
	const spentUsd = price(site, answer, served ?? requested);
	recordTry(site, state, rung, {
		requested,
		served,
		usage,
		costUsd: spentUsd,
		failed: "failure" in answer
	});
	const trouble = "failure" in answer && saysNothing(answer) ? answer.message : null;
	site.append({
		type: "answered",
		costUsd: spentUsd,
		served,
		usage,
		seconds,
		trouble,
		...of
	});
	reservation.settle(spentUsd);
	return answer;
}
const NEVER_ASKED = [
	"missing",
	"login",
	"limit"
];
const LIMITS = {
	timeout: "time",
	budget: "budget",
	refused: "refused"
};
const saysNothing = ({ failure }) => [
	...NEVER_ASKED,
	"failed",
	"aborted"
].includes(failure);
function price(site, answer, model) {
	if (answer.costUsd != null) return answer.costUsd;
	if ("failure" in answer && NEVER_ASKED.includes(answer.failure)) return 0;
	if (!answer.usage || !model) return null;
	return require_shared.costUsd(site.catalog.model(model), answer.usage, { at: new Date() });
}
// src/plan/report/outline.ts
function formatOutline(plan, catalog, payers) {
	const round = rounds(plan);
	const inOrder = [...plan.steps].sort((a, b) => (round.get(a.id) ?? 0) - (round.get(b.id) ?? 0));
	const who = (step) => {
		const rung = nextRung(step, [], {
			catalog,
			top: plan.top,
			at: new Date()
		});
		const name = rung ? rungName(rung, step.executor) : step.executor;
		return step.model ? `${name} (${step.model})` : name;
	};
	const [head, ...rows] = require_shared.columns([[
		"round",
		"step",
		"on",
		"at most",
		"needs",
		"may change"
	], ...inOrder.map((step) => [
		String(round.get(step.id)),
		step.id,
		who(step),
		step.budgetUsd === null ? `${require_shared.usd(usualLimit(step.tier))} a try` : require_shared.usd(step.budgetUsd),
		step.needs.join(", ") || "-",
		step.files.join(", ") || "nothing"
	])], [
		"right",
		"left",
		"left",
		"right",
		"left",
		"left"
	]);
	return [
		require_shared.bold(plan.title),
		`${require_shared.counted(plan.steps.length, "step")} in ${require_shared.counted(Math.max(...round.values()), "round")}${plan.budgetUsd === null ? "" : `, at most ${require_shared.usd(plan.budgetUsd)} in all`}. ${payers}`,
		"",
		require_shared.dim(head),
		...rows,
		"",
		require_shared.dim("Commands that will run, in copies of the repository and without provider keys"),
		...require_shared.columns([...plan.setup ? [["  setup", plan.setup]] : [], ...plan.steps.map(({ id, verify }) => [`  ${id}`, verify.replaceAll("\n", "; ")])], ["left", "left"])
	].join("\n");
}
async function payersOf({ steps }, env) {
	const words = [...new Set(steps.map(({ executor }) => executor))].map(executorOf).map(async ({ title, status }) => `${title} works, billed to ${(await status(env)).billedTo}.`);
	return (await Promise.all(words)).join(" ");
}
// src/plan/report/plan-report.ts
function reportOn(plan, state, { running, head }) {
	const steps = plan.steps.map(({ id }) => reportStep(plan, state, state.steps.get(id), running));
	const branch = state.exported?.branch ?? null;
	return {
		plan: plan.name,
		title: plan.title,
		file: plan.file,
		base: state.base,
		branch,
		takeOver: branch && state.exported?.commit !== head ? `git merge ${state.base === head ? "--ff-only " : ""}${branch}` : null,
		done: steps.filter(({ status }) => status === "passed" || status === "recorded").length,
		steps,
		costUsd: state.spentUsd,
		uncertainUsd: state.uncertainUsd
	};
}
function reportStep(plan, state, own, running) {
	const { step, tries, recorded } = own;
	const conflict = state.exported?.conflicts.find((one) => one.step === step.id);
	const counting = tries.filter(({ outcome }) => outcome === "failed" || outcome === "passed");
	const name = (rung) => rungName(rung, step.executor);
	const rungs = counting.map(({ rung }) => name(rung));
	const on = recorded ? name(recorded.rung) || null : rungs.at(-1) ?? null;
	const last = tries.at(-1);
	const isRunning = running && (own.built !== null || last?.outcome === "lost");
	const blocking = waitsFor(plan, state, step.id);
	const status = own.status === "done" ? conflict ? "conflict" : recorded ? "recorded" : "passed" : own.status !== "open" ? own.status : isRunning ? "running" : blocking.length ? "waits" : "open";
	const left = state.left.get(step.id);
	const isLeft = conflict || own.status === "person" || own.status === "approval";
	return {
		id: step.id,
		title: step.title,
		status,
		on,
		climbed: [...new Set(rungs)].filter((rung) => rung !== on),
		tries: recorded?.tries ?? counting.length,
		costUsd: counting.some(({ costUsd }) => costUsd === null) ? null : costOf(own),
		tokens: tries.reduce((sum, one) => sum + one.tokens, 0),
		seconds: tries.reduce((sum, one) => sum + one.seconds, 0),
		reason: conflict ? conflict.files.length ? `it does not fit on what was there before it: ${conflict.files.join(", ")}` : "it stands on work that does not fit on what was there before it" : status === "waits" ? `for ${blocking.join(", ")}` : own.reason,
		branch: isLeft && left && left.commit === own.commit ? left.branch : null
	};
}
function waitsFor(plan, state, id) {
	const found = new Set();
	const visit = (one) => {
		for (const need of state.steps.get(one)?.step.needs ?? []) {
			const status = state.steps.get(need)?.status;
			if (status !== "done" && status !== "open") found.add(need);
			visit(need);
		}
	};
	visit(id);
	return plan.steps.flatMap((step) => found.has(step.id) ? [step.id] : []);
}
function formatReport(report) {
	const { steps, done, costUsd, uncertainUsd, branch, takeOver } = report;
	const uncertain = uncertainUsd ? `, and up to ${require_shared.usd(uncertainUsd)} whose cost is not known` : "";
	const where = branch ? `  -> branch ${branch}` : "";
	const rows = steps.map((step) => [
		step.id,
		WORDS[step.status],
		step.on ?? "",
		step.tries ? String(step.tries) : "",
		step.tries ? step.costUsd === null ? "unpriced" : require_shared.usd(step.costUsd) : "",
		step.climbed.length ? `climbed from ${step.climbed.join(", ")}` : step.status === "waits" ? step.reason : ""
	]);
	const [head, ...lines] = require_shared.columns([[
		"step",
		"",
		"on",
		"tries",
		"cost",
		""
	], ...rows], [
		"left",
		"left",
		"left",
		"right",
		"right",
		"left"
	]);
	return [
		require_shared.bold(`${done} of ${require_shared.counted(steps.length, "step")} done  ${require_shared.usd(costUsd)}${uncertain}${where}`),
		"",
		require_shared.dim(head),
		...lines,
		...decisions(report),
		...takeOver && done ? ["", `Take over what is done: ${takeOver}`] : []
	].join("\n");
}
const WORDS = {
	passed: "passed",
	recorded: "recorded",
	running: "running",
	open: "open",
	waits: "waits",
	person: "for a person",
	approval: "to approve",
	conflict: "conflict"
};
function decisions({ steps, file }) {
	const open = steps.filter(({ status }) => [
		"person",
		"approval",
		"conflict"
	].includes(status));
	if (!open.length) return [];
	return [
		"",
		require_shared.bold("For you to decide"),
		...open.flatMap((step) => decision(step, file))
	];
}
function decision({ id, status, tries, reason, branch }, file) {
	const tried = tries ? ` (${require_shared.counted(tries, "try").replace("trys", "tries")})` : "";
	const record = `tierwise plan record ${file} ${id} --passed`;
	const work = branch ? `; its work is on ${branch}` : "";
	if (status === "approval") return [`  ${id}: ${reason}${work}`, `    to accept that: ${record}; to refuse it, change its section or its files, and run again`];
	if (status === "conflict") return [`  ${id}: ${reason}${work}`, "    both sides are kept; merge that branch by hand"];
	return [
		`  ${id}${tried}: ${reason}${branch ? `; what its last try made is on ${branch}` : ""}`,
		`    change its section and run again; or as it is: tierwise plan run ${file} --again ${id}`,
		`    or do it by hand, commit, and: ${record}`
	];
}
// src/plan/run/events.ts
const fileIn = (folder) => (0, node_path.join)(folder, "events.jsonl");
function appendEvent(folder, event) {
	const recorded = {
		at: new Date().toISOString(),
		...event
	};
	try {
		require_shared.appendRecords(fileIn(folder), [recorded], { durable: true });
	} catch (error) {
		throw new require_shared.UsageError(`${fileIn(folder)}: cannot be written: ${require_shared.systemReason(error)}. Nothing further was done; repair that, then: tierwise plan resume.`);
	}
	return recorded;
}
function readEvents(folder) {
	let text;
	try {
		text = (0, node_fs.readFileSync)(fileIn(folder), "utf8");
	} catch (error) {
		if (error.code === "ENOENT") return [];
		throw new require_shared.UsageError(`${fileIn(folder)}: cannot read how far the plan came: ${require_shared.systemReason(error)}.`);
	}
	return text.split("\n").flatMap((line) => {
		try {
			return line ? [JSON.parse(line)] : [];
		} catch {
			return [];
		}
	});
}
// src/plan/run/lock.ts
const LOCK = "lock";
const ASIDE = "lock.aside-";
function lock(folder) {
	const own = `${process.pid} ${startOf(process.pid)} ${(0, node_crypto.randomUUID)()}`;
	for (;;) {
		const holder = holderOf(folder);
		if (holder) throw new require_shared.UsageError(`Another run of this plan is under way (process ${holder}). Wait for it, or end it first.`);
		for (const name of locksIn(folder)) remove(folder, name, (text) => livingProcess(text) === null);
		if (!create(folder, own)) continue;
		if (!locksIn(folder).filter((name) => name !== LOCK).some((name) => isAnothers(textOf$1(folder, name), own))) return () => release(folder, own);
		release(folder, own);
	}
}
function holderOf(folder) {
	for (const name of locksIn(folder)) {
		const pid = livingProcess(textOf$1(folder, name));
		if (pid !== null) return pid;
	}
	return null;
}
function create(folder, text) {
	const draft = (0, node_path.join)(folder, `.lock-${(0, node_crypto.randomUUID)()}`);
	(0, node_fs.writeFileSync)(draft, text, {
		flag: "wx",
		mode: 384
	});
	try {
		(0, node_fs.linkSync)(draft, (0, node_path.join)(folder, LOCK));
		return true;
	} catch (error) {
		if (error.code !== "EEXIST") throw error;
		return false;
	} finally {
		(0, node_fs.rmSync)(draft, { force: true });
	}
}
function release(folder, own) {
	const isOwn = (text) => text === own;
	for (let names = locksIn(folder); names.some((name) => textOf$1(folder, name) === own); names = locksIn(folder)) for (const name of names) remove(folder, name, isOwn);
}
function remove(folder, name, expected) {
	if (!expected(textOf$1(folder, name) ?? "")) return;
	const aside = name === LOCK ? `${ASIDE}${(0, node_crypto.randomUUID)()}` : name;
	try {
		if (name === LOCK) (0, node_fs.renameSync)((0, node_path.join)(folder, LOCK), (0, node_path.join)(folder, aside));
	} catch (error) {
		if (error.code !== "ENOENT") throw error;
		return;
	}
	if (expected(textOf$1(folder, aside) ?? "")) (0, node_fs.rmSync)((0, node_path.join)(folder, aside), { force: true });
}
function locksIn(folder) {
	try {
		return (0, node_fs.readdirSync)(folder).filter((name) => name === LOCK || name.startsWith(ASIDE));
	} catch {
		return [];
	}
}
function textOf$1(folder, name) {
	try {
		return (0, node_fs.readFileSync)((0, node_path.join)(folder, name), "utf8");
	} catch {
		return null;
	}
}
const isAnothers = (text, own) => text !== own && livingProcess(text) !== null;
function livingProcess(text) {
	const [pid = "", start = ""] = (text ?? "").split(" ");
	return isAlive(Number(pid)) && startOf(Number(pid)) === start ? Number(pid) : null;
}
function isAlive(pid) {
	if (!Number.isInteger(pid) || pid < 1) return false;
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error.code === "EPERM";
	}
}
function startOf(pid) {
	try {
		return (0, node_fs.readFileSync)(`/proc/${pid}/stat`, "latin1").replace(/^.*\) /s, "").split(" ")[19] ?? "";
	} catch {
		return "";
	}
}
// src/plan/git/worktrees.ts
const INTEGRATION = "_branch";
const SYMLINK = "120000";
const SUBMODULE = "160000";
const SEALED = [
	"config",
	"config.worktree",
	"info/exclude",
	"info/attributes"
];
var Workshop = class Workshop {
	#clone;
	#copies;
	#repository;
	#mark;
	#sealed = new Map();
	#turn = Promise.resolve();
	constructor(folder, repository, mark) {
		this.#clone = (0, node_path.join)(folder, "repository.git");
		const cache = repository.env.XDG_CACHE_HOME || (0, node_path.join)(require_shared.userHome(repository.env), ".cache");
		const id = (0, node_crypto.createHash)("sha256").update(folder).digest("hex").slice(0, 16);
		this.#copies = (0, node_path.resolve)(cache, "tierwise", id);
		this.#repository = repository;
		this.#mark = mark;
	}
	static async open(folder, repository, mark) {
		const workshop = new Workshop(folder, repository, mark);
		await workshop.#prepare(folder);
		for (const name of SEALED) workshop.#sealed.set(name, textOf((0, node_path.join)(workshop.#clone, name)));
		return workshop;
	}
	async #prepare(folder) {
		require_shared.makePrivateFolder(folder);
		require_shared.makePrivateFolder(this.#copies);
		if ((0, node_fs.existsSync)(this.#clone)) return;
		const half = `${this.#clone}.half`;
		(0, node_fs.rmSync)(half, {
			recursive: true,
			force: true
		});
		const settings = await fileSettings(this.#repository);
		const clone = [
			"clone",
			"--bare",
			"--shared",
			"--quiet",
			"--template="
		];
		for (const [name, value] of settings) clone.push("--config", `${name}=${value}`);
		await this.#git([
			...clone,
			this.#repository.commonDir,
			half
		], { cwd: folder });
		await this.#git([
			"remote",
			"remove",
			"origin"
		], { cwd: half });
		(0, node_fs.mkdirSync)((0, node_path.join)(half, "info"), { recursive: true });
		(0, node_fs.writeFileSync)((0, node_path.join)(half, "info", "exclude"), privateExcludes(this.#repository.commonDir));
		(0, node_fs.renameSync)(half, this.#clone);
	}
	fresh(name, base, pieces) {
		return this.#inTurn(async () => {
			const folder = (0, node_path.join)(this.#copies, name);
			this.#remove(name);
			await this.#git(["worktree", "prune"], { cwd: this.#clone });
			await this.#git([
				"worktree",
				"add",
				"--detach",
				"--force",
				"--quiet",
				folder,
				base
			], { cwd: this.#clone });
			const copy = {
				folder,
				gitDir: await this.#git(["rev-parse", "--absolute-git-dir"], { cwd: folder }),
				from: base
			};
			for (const { step, commit } of pieces) try {
				const date = await this.#git([
					"show",
					"-s",
					"--format=%cI",
					commit
				], { cwd: this.#clone });
				const pick = [
					"cherry-pick",
					"--ff",
					"--keep-redundant-commits",
					commit
				];
				await this.#in(copy, pick, { set: { GIT_COMMITTER_DATE: date } });
			} catch (error) {
				if (!(error instanceof GitError)) throw error;
				const unmerged = await this.#in(copy, [
					"diff",
					"--name-only",
					"-z",
					"--diff-filter=U"
				]);
				this.#remove(name);
				const files = unmerged.split("\0").filter(Boolean);
				if (!files.length) throw error;
				return {
					step,
					files
				};
			}
			copy.from = await this.#in(copy, ["rev-parse", "HEAD"]);
			return copy;
		});
	}
	async integrate(base, pieces, standsOn) {
		const conflicts = [];
		for (;;) {
			const left = new Set(conflicts.map(({ step }) => step));
			const result = await this.fresh(INTEGRATION, base, pieces.filter(({ step }) => !left.has(step)));
			if ("from" in result) {
				this.#remove(INTEGRATION);
				return {
					commit: result.from,
					conflicts
				};
			}
			const without = pieces.filter(({ step }) => !left.has(step) && standsOn(step).has(result.step));
			conflicts.push(result, ...without.map(({ step }) => ({
				step,
				files: []
			})));
		}
	}
	async restore(copy, tree) {
		await this.#in(copy, [
			"update-ref",
			"--no-deref",
			"HEAD",
			copy.from
		]);
		(0, node_fs.rmSync)((0, node_path.join)(copy.gitDir, "index.lock"), { force: true });
		await this.#in(copy, [
			"read-tree",
			"--reset",
			"-u",
			tree ?? copy.from
		]);
		await this.#in(copy, ["clean", "-ffdq"]);
	}
	async inspect(copy) {
		(0, node_fs.rmSync)((0, node_path.join)(copy.gitDir, "index.lock"), { force: true });
		await this.#in(copy, [
			"add",
			"--all",
			"--",
			"."
		]);
		const tree = await this.#in(copy, ["write-tree"]);
		const changes = await changesBetween(copy.from, tree, {
			cwd: this.#clone,
			env: this.#repository.env,
			mark: this.#mark
		});
		const forbidden = [];
		for (const change of changes) {
			const { path, newMode, newObject } = change;
			if (newMode === SUBMODULE) forbidden.push({
				change,
				why: "a repository of its own"
			});
			if (newMode !== SYMLINK) continue;
			const target = await this.#git([
				"cat-file",
				"blob",
				newObject
			], { cwd: this.#clone });
			if (leaves(path, target)) forbidden.push({
				change,
				why: `a link that leaves the repository: ${target}`
			});
		}
		return {
			tree,
			changes,
			forbidden
		};
	}
	async without(copy, changes) {
		const lines = changes.map(({ path, oldMode, oldObject }) => `${/^0+$/.test(oldMode) ? "0" : oldMode} ${oldObject}\t${path}\0`);
		await this.#in(copy, [
			"update-index",
			"-z",
			"--index-info"
		], { input: lines.join("") });
		return this.#in(copy, ["write-tree"]);
	}
	commit(from, tree, message) {
		return this.#git([
			"commit-tree",
			tree,
			"-p",
			from,
			"-F",
			"-"
		], {
			cwd: this.#clone,
			input: message
		});
	}
	async commitIfChanged(from, tree, message) {
		return await this.#git(["rev-parse", `${from}^{tree}`], { cwd: this.#clone }) === tree ? null : this.commit(from, tree, message);
	}
	async squash(base, commit, message) {
		const from = await this.#git([
			"merge-base",
			base,
			commit
		], { cwd: this.#clone });
		if (from === commit) return null;
		const tree = await this.#git(["rev-parse", `${commit}^{tree}`], { cwd: this.#clone });
		return this.commit(from, tree, message);
	}
	async export(branch, commit, last) {
		const ref = `refs/tierwise/${branch}`;
		await this.#git([
			"update-ref",
			ref,
			commit
		], { cwd: this.#clone });
		const { root, env } = this.#repository;
		for (let number = 1;; number++) {
			const name = number === 1 ? branch : `${branch}-${number}`;
			const now = await git([
				"rev-parse",
				"--verify",
				"--quiet",
				`refs/heads/${name}`
			], {
				cwd: root,
				env
			}).catch(() => null);
			if (now === commit) return name;
			if (!(now === null || now === last || await this.#isBehind(now, commit))) continue;
			try {
				await git([
					...[
						"fetch",
						"--quiet",
						"--no-tags",
						"--no-write-fetch-head",
						"--no-recurse-submodules"
					],
					this.#clone,
					`+${ref}:refs/heads/${name}`
				], {
					cwd: root,
					env
				});
				return name;
			} catch (error) {
				if (now === null || number > 9) throw error;
			}
		}
	}
	#isBehind(commit, other) {
		return this.#git([
			"merge-base",
			"--is-ancestor",
			commit,
			other
		], { cwd: this.#clone }).then(() => true, () => false);
	}
	seal() {
		let changed = false;
		for (const [name, wanted] of this.#sealed) {
			const file = (0, node_path.join)(this.#clone, name);
			if (textOf(file) === wanted) continue;
			changed = true;
			(0, node_fs.rmSync)(file, {
				recursive: true,
				force: true
			});
			if (wanted !== null) (0, node_fs.writeFileSync)(file, wanted);
		}
		const hooks = (0, node_path.join)(this.#clone, "hooks");
		if ((0, node_fs.existsSync)(hooks)) {
			changed = true;
			(0, node_fs.rmSync)(hooks, {
				recursive: true,
				force: true
			});
		}
		return changed;
	}
	discard(name) {
		this.#remove(name);
	}
	#remove(name) {
		(0, node_fs.rmSync)((0, node_path.join)(this.#copies, name), {
			recursive: true,
			force: true
		});
		(0, node_fs.rmSync)((0, node_path.join)(this.#clone, "worktrees", name), {
			recursive: true,
			force: true
		});
	}
	#git(args, options) {
		return git(args, {
			mark: this.#mark,
			env: this.#repository.env,
			set: this.#repository.identity,
			...options
		});
	}
	#in({ folder, gitDir }, args, { set, input } = {}) {
		return this.#git(args, {
			cwd: folder,
			set: {
				...this.#repository.identity,
				GIT_DIR: gitDir,
				GIT_WORK_TREE: folder,
				...set
			},
			...input !== void 0 && { input }
		});
	}
	#inTurn(act) {
		const result = this.#turn.then(act, act);
		this.#turn = result.catch(() => {});
		return result;
	}
};
function leaves(path, target) {
	if (target.startsWith("/") || /^[A-Za-z]:/.test(target)) return true;
	const reached = node_path.posix.normalize(node_path.posix.join((0, node_path.dirname)(path), target));
	return reached === ".." || reached.startsWith("../") || reached.split("/").includes(".git");
}
function textOf(file) {
	try {
		return (0, node_fs.readFileSync)(file, "utf8");
	} catch {
		return null;
	}
}
// src/plan/run/record-step.ts
async function recordStep({ plan, repository, folder, home }, id, told) {
	require_shared.makePrivateFolder(folder);
	const release = lock(folder);
	try {
		const state = stateOf(plan, readEvents(folder));
		const own = state.steps.get(id);
		if (!own) throw new require_shared.UsageError(`There is no step "${id}" in ${plan.file}. Its steps: ${plan.steps.map((step) => step.id).join(", ")}.`);
		const { passed, rung, tries, costUsd, revision, why } = told;
		const of = {
			step: id,
			fingerprint: own.fingerprint
		};
		let commit = null;
		if (passed && own.status === "approval" && revision === null) commit = own.commit;
		else if (passed) {
			const named = await commitOf(repository, revision ?? "HEAD");
			if (!named) throw new require_shared.UsageError(`There is no commit "${revision}" in ${repository.root}.`);
			if (state.base === null) appendEvent(folder, {
				type: "started",
				base: repository.head
			});
			const workshop = await Workshop.open(folder, repository, `plan-${(0, node_path.basename)(folder)}`);
			const message = `${own.step.title}\n\nStep ${id} of the plan ${plan.name}.\n`;
			commit = await workshop.squash(state.base ?? repository.head, named, message);
		}
		appendEvent(folder, {
			type: "recorded",
			passed,
			commit,
			rung,
			tries,
			costUsd,
			why,
			...of
		});
		if (rung.tier) {
			const name = rungName(rung, own.step.executor);
			const at = new Date().toISOString();
			const { kind, executor } = own.step;
			const outcome = {
				source: "plan",
				project: repository.root,
				kind,
				executor,
				...rung,
				tries,
				passed,
				costUsd
			};
			require_usage.appendOutcomes(home, [{
				id: `plan|${(0, node_path.basename)(folder)}|${id}|${own.fingerprint}|${name}|${at}`,
				at,
				...outcome
			}]);
		}
		const who = rung.tier ? ` on ${rungName(rung, own.step.executor)}` : "";
		return `Recorded: step ${id} ${passed ? "passed" : "failed"}${who}.`;
	} finally {
		release();
	}
}
// src/commands/plan-open.ts
async function openPlan(host, file) {
	const { env, cwd, stderr } = host;
	const home = require_shared.dataHome(env);
	const catalog = require_bulk.openCatalog(host);
	const { plan, problems } = readPlan(file, catalog);
	const repository = await findRepository(cwd, env);
	const all = plan ? await problemsIn(repository, plan) : problems;
	if (!plan || all.length) {
		stderr.write(`${formatProblems(file, all)}\n`);
		throw new require_shared.UsageError(`${file} cannot be used before that is repaired.`);
	}
	return {
		plan,
		catalog,
		repository,
		home,
		folder: stateFolder(home, repository.root, file)
	};
}
async function problemsIn(repository, { steps }) {
	const ignored = new Set(await ignoredAmong(repository, steps.flatMap(({ files }) => files.filter(isLiteral))));
	return steps.flatMap(({ id, files, line }) => files.filter((name) => ignored.has(name)).map((name) => ({
		line,
		message: `step ${id}: git ignores ${name}, so it would never be committed`
	})));
}
const formatProblems = (file, problems) => [...problems.map(({ line, message }) => `${file}:${line}: ${message}`), `${require_shared.counted(problems.length, "problem")}.`].join("\n");
// src/plan/git/merge-branch.ts
const TIMEOUT_MS = 6e5;
async function takeOver({ root, env }, { branch, done, steps }) {
	const not = (why) => ({
		done: false,
		message: `Not taken over: ${why}.`
	});
	if (!branch) return not("nothing is done yet");
	if (done < steps.length) return not("not every step is done");
	const git = (...args) => require_shared.runProgram("git", args, {
		cwd: root,
		env,
		timeoutMs: TIMEOUT_MS
	});
	const { stdout: changed } = await git("status", "--porcelain", "--untracked-files=no");
	if (changed.trim()) return not("there are uncommitted changes");
	const { code, stderr } = await git("merge", "--ff-only", "--quiet", branch);
	if (code !== 0) return not(stderr.trim().split("\n").at(-1)?.replace(/\.$/, "") || "git refused");
	return {
		done: true,
		message: `Taken over: ${branch} is merged.`
	};
}
// src/plan/run/messages.ts
const FAILED = {
	check: "its check failed",
	files: "refused",
	time: "out of time",
	budget: "out of money",
	refused: "declined"
};
const MOST_LISTED = 6;
function listed(names) {
	const more = names.length - MOST_LISTED;
	return names.slice(0, MOST_LISTED).join(", ") + (more > 0 ? ` and ${more} more` : "");
}
const TELLS = /\b(?:not ok|errors?|failed|failure|failures|fail|expected|assert\w*|panicked|exception)\b|\u2717|\u2716|\u00d7/i;
const SUMS = /\b0 (?:errors?|failed|failures)\b|^# /i;
function gist(why, output) {
	const lines = output.trim().split("\n");
	if (why !== "check") return `${FAILED[why]}: ${lines[0]}`;
	const end = lines.pop() ?? "";
	const said = lines.find((line) => TELLS.test(line) && !SUMS.test(line)) ?? lines.at(-1) ?? "";
	return `${FAILED[why]}: ${shortened(said.trim())} ${end}`;
}
const MOST_SHOWN = 160;
const shortened = (line) => line.length > MOST_SHOWN ? `${line.slice(0, MOST_SHOWN)}\u2026` : line;
// src/plan/run/shell.ts
async function shell(site, command, { folder }, minutes) {
	const ended = await require_shared.runProgram("/bin/sh", ["-c", `exec 2>&1\n${command}`], {
		cwd: folder,
		env: withoutKeys(site.env),
		timeoutMs: minutes * 6e4,
		mark: require_shared.markWithin(site.mark)
	});
	const why = ended.ended === "timeout" ? `did not end within ${minutes} minutes` : `exit ${ended.code}`;
	return {
		ok: ended.code === 0 && !ended.ended,
		output: `${ended.stdout.trim() || command}\n(${why})`
	};
}
// src/plan/run/run-step.ts
const MOST_TROUBLE = 2;
const KEPT_OUTPUT = 16e3;
async function carryOut(site, id) {
	let copy = null;
	let trouble = 0;
	try {
		for (;;) {
			const state = site.step(id);
			if (state.status !== "open" || site.halted && !state.built) return;
			copy ??= await prepare(site, state);
			if (!copy) return;
			if (!state.step.files.length) return await onlyCheck(site, state, copy);
			if (state.built) {
				await check$1(site, state, state.tries.at(-1)?.rung, copy, state.built);
				continue;
			}
			const rung = next(site, state, failedRungs(state));
			const missing = filesMissing(state);
			if (!rung || missing) return await giveUp(site, state, copy, missing ?? lastWords(state));
			const made = await attempt(site, state, rung, copy);
			const of = {
				step: id,
				fingerprint: state.fingerprint
			};
			if (made.result === "stopped") return;
			if (made.result === "spent") {
				const budget = `its budget of ${require_shared.usd(state.step.budgetUsd ?? 0)} is used up`;
				return await giveUp(site, state, copy, `${budget}; ${lastWords(state)}`);
			}
			if (made.result === "built") {
				const { tree, outside, dropped } = made;
				site.append({
					type: "built",
					tree,
					outside,
					dropped,
					...of
				});
			} else if (made.result === "failed") {
				failTry(site, site.step(id), rung, made);
				if (!made.tree) copy = null;
			} else if (++trouble >= MOST_TROUBLE) {
				const who = executorOf(state.step.executor).title;
				site.note(`${id}: set aside, as ${who} failed ${trouble} times. "tierwise plan resume" asks again.`);
				return;
			}
		}
	} finally {
		site.workshop.discard(id);
	}
}
const next = ({ catalog, plan }, { step }, failed) => nextRung(step, failed, {
	catalog,
	top: plan.top,
	at: new Date()
});
async function onlyCheck(site, { step, fingerprint }, copy) {
	const { ok, output } = await shell(site, step.verify, copy, step.timeoutMinutes);
	if (!ok) return end(site, step, fingerprint, "person", gist("check", output), null);
	site.append({
		type: "passed",
		commit: null,
		step: step.id,
		fingerprint
	});
	site.note(`${step.id}: passed`);
}
function piecesFor(site, wanted) {
	return site.plan.steps.flatMap(({ id }) => {
		const { status, commit } = site.step(id);
		return status === "done" && commit && wanted(id) ? [{
			step: id,
			commit
		}] : [];
	});
}
const finishedPieces = (site) => piecesFor(site, () => true);
async function prepare(site, { step, fingerprint }) {
	const before = ancestors(site.plan.steps).get(step.id);
	const made = await site.workshop.fresh(step.id, site.base, piecesFor(site, (id) => before?.has(id) === true));
	if ("files" in made) {
		end(site, step, fingerprint, "conflict", `the work of the steps it needs does not fit together: ${made.step} changes ${made.files.join(", ")} in another way`, null);
		return null;
	}
	return await setUp(site, made) ? made : null;
}
async function setUp(site, copy) {
	const { setup, steps } = site.plan;
	if (!setup) return true;
	const { ok, output } = await shell(site, setup, copy, Math.max(...steps.map(({ timeoutMinutes }) => timeoutMinutes)));
	if (!ok) {
		site.halt({
			why: "setup",
			message: `the plan's setup command, ${setup}, failed: ${output.split("\n").slice(-2).join(" ")}`
		});
		return false;
	}
	const { changes } = await site.workshop.inspect(copy);
	if (!changes.length) return true;
	const files = changes.map(({ path }) => path);
	site.halt({
		why: "setup",
		message: `the plan's setup command changed files that git does not ignore: ${listed(files)}. Ignore or commit them first`
	});
	return false;
}
async function check$1(site, state, rung, copy, { tree, outside, dropped }) {
	const { step, fingerprint } = state;
	await site.workshop.restore(copy, tree);
	const { ok, output } = await shell(site, step.verify, copy, step.timeoutMinutes);
	if (!ok && dropped.length) {
		failTry(site, state, rung, {
			why: "files",
			output: `${`${listed(dropped)}: not among the files of this step, so removed, and without that its check failed`}\n${output}`,
			tree
		});
		return;
	}
	if (!ok) {
		failTry(site, state, rung, {
			why: "check",
			output,
			tree
		});
		return;
	}
	if (dropped.length) site.note(`${step.id}: left out ${listed(dropped)}, not among its files`);
	const commit = await site.workshop.commitIfChanged(copy.from, tree, message(site.plan, state, rung));
	recordOutcome(site, state, rung, true);
	if (outside.length) {
		end(site, step, fingerprint, "approval", `its check passed, but it also changed ${listed(outside)}`, commit);
		return;
	}
	site.append({
		type: "passed",
		commit,
		step: step.id,
		fingerprint
	});
	const cost = require_shared.usd(costOf(site.step(step.id)));
	site.note(`${step.id}: passed on ${rungName(rung, step.executor)}, ${cost}${commit ? "" : ", nothing had to change"}`);
}
function failTry(site, state, rung, { why, output, tree }) {
	const { step, fingerprint } = state;
	const then = next(site, state, [...failedRungs(state), rung]);
	const leaves = !then || !sameRung(then, rung);
	if (leaves) recordOutcome(site, state, rung, false);
	const kept = tail(output, KEPT_OUTPUT);
	site.append({
		type: "failed",
		why,
		output: kept,
		tree,
		step: step.id,
		fingerprint
	});
	const goesOn = then && leaves ? `; goes up to ${rungName(then, step.executor)}` : "";
	site.note(`${step.id}: ${gist(why, output)}${goesOn}`);
}
function lastWords(state) {
	const last = failedTries(state).at(-1);
	return last?.why ? gist(last.why, last.output) : "no try succeeded";
}
function filesMissing(state) {
	const refused = failedTries(state).slice(-4).filter(({ why }) => why === "files");
	if (refused.length < 4) return null;
	return `${gist("files", refused.at(-1)?.output ?? "")}; if it needs that, add it to its files`;
}
async function giveUp(site, state, { from }, reason) {
	const { step, fingerprint, carry } = state;
	const note = `${step.title} (not done)\n\nWhat the last try of step ${step.id} left. Its check fails.\n`;
	end(site, step, fingerprint, "person", reason, carry ? await site.workshop.commitIfChanged(from, carry, note) : null);
}
function end(site, { id }, fingerprint, verdict, reason, commit) {
	site.append({
		type: "ended",
		verdict,
		reason,
		commit,
		step: id,
		fingerprint
	});
	site.note(`${id}: for a person: ${reason}`);
}
function message({ name }, { step, tries }, rung) {
	const by = tries.at(-1)?.served ?? executorOf(step.executor).title;
	return `${step.title}\n\nStep ${step.id} of the plan ${name}, by ${by} (${rungName(rung, step.executor)}).\nChecked by: ${step.verify}\n`;
}
// src/plan/run/run-plan.ts
const branchOf = ({ name }) => `tierwise/plan-${name}`;
async function runPlan(settings, events, stop) {
	const { plan, folder, jobs } = settings;
	require_shared.makePrivateFolder(folder);
	const release = lock(folder);
	const mark = `plan-${(0, node_path.basename)(folder)}`;
	try {
		require_shared.killMarked(mark);
		const site = await open(settings, events, mark);
		const setAside = [];
		const bugs = [];
		const running = new Map();
		stop.addEventListener("abort", () => site.halt({
			why: "interrupted",
			message: "interrupted"
		}));
		if (stop.aborted) site.halt({
			why: "interrupted",
			message: "interrupted"
		});
		for (;;) {
			for (const { id } of plan.steps) {
				if (running.size >= jobs || site.halted) break;
				if (running.has(id) || setAside.includes(id) || !isReady(site, id)) continue;
				const work = carryOut(site, id).catch((error) => {
					site.halt({
						why: "git",
						message: error.message
					});
					if (!(error instanceof GitError)) bugs.push(error);
				}).finally(() => {
					running.delete(id);
					if (site.step(id).status === "open" && !site.halted) setAside.push(id);
				});
				running.set(id, work);
			}
			events.progress(endedShare(site, plan), [...running.keys()].join(", "));
			if (!running.size) break;
			await Promise.race(running.values());
		}
		if (bugs.length) throw bugs[0];
		return {
			state: await bringIn(site).catch((error) => {
				if (!(error instanceof GitError)) throw error;
				site.halt({
					why: "git",
					message: `the branch cannot be brought into your repository: ${error.message}`
				});
				return site.state();
			}),
			halted: site.halted,
			setAside
		};
	} finally {
		release();
	}
}
async function open(settings, events, mark) {
	const { plan, repository, folder, home, catalog, maxCostUsd, restart, again, role, env } = settings;
	const log = readEvents(folder);
	let state = stateOf(plan, log);
	const append = (event) => {
		log.push(appendEvent(folder, event));
		state = stateOf(plan, log);
	};
	if (restart || state.base === null) append({
		type: "started",
		base: repository.head
	});
	else if (!await commitOf(repository, state.base)) throw new require_shared.UsageError(`${plan.file} was started from commit ${state.base.slice(0, 12)}, which this repository no longer has. Start anew with --restart.`);
	for (const id of again) {
		const step = state.steps.get(id);
		if (step?.status !== "person" && step?.status !== "conflict") throw new require_shared.UsageError(`--again ${id}: ${noSuchCase(plan, step)}`);
		append({
			type: "again",
			step: id,
			fingerprint: step.fingerprint
		});
	}
	const budget = new require_ask.Budget(maxCostUsd ?? plan.budgetUsd);
	budget.spentUsd = state.spentUsd;
	budget.uncertainUsd = state.uncertainUsd;
	const site = {
		plan,
		root: repository.root,
		key: (0, node_path.basename)(folder),
		home,
		base: state.base,
		catalog,
		workshop: await Workshop.open(folder, repository, mark),
		budget,
		role,
		env,
		mark,
		halted: null,
		state: () => state,
		step: (id) => state.steps.get(id),
		append,
		halt(halt) {
			if (site.halted) return;
			site.halted = halt;
		},
		note: events.note,
		onLedgerFailure: events.onLedgerFailure
	};
	return site;
}
const noSuchCase = ({ file, steps }, step) => step ? `step ${step.step.id} is ${step.status}, not left to a person.` : `there is no such step in ${file}. Its steps: ${steps.map(({ id }) => id).join(", ")}.`;
const isReady = (site, id) => {
	const { status, step } = site.step(id);
	return status === "open" && step.needs.every((need) => site.step(need).status === "done");
};
const endedShare = (site, { steps }) => steps.filter(({ id }) => site.step(id).status !== "open").length / steps.length;
async function bringIn(site) {
	const { plan, workshop } = site;
	const before = site.state().exported;
	const pieces = finishedPieces(site);
	if (pieces.length) {
		const needs = ancestors(plan.steps);
		const { commit, conflicts } = await workshop.integrate(site.base, pieces, (id) => needs.get(id) ?? new Set());
		if (commit !== before?.commit || conflicts.length !== before.conflicts.length) {
			const branch = await workshop.export(branchOf(plan), commit, before?.commit ?? null);
			site.append({
				type: "exported",
				branch,
				commit,
				conflicts
			});
		}
	}
	const conflicting = new Set(site.state().exported?.conflicts.map(({ step }) => step));
	for (const { id } of plan.steps) {
		const { status, commit } = site.step(id);
		const last = site.state().left.get(id)?.commit ?? null;
		const isLeft = conflicting.has(id) || status === "person" || status === "approval";
		if (!commit || !isLeft || commit === last) continue;
		const branch = await workshop.export(`${branchOf(plan)}--${id}`, commit, last);
		site.append({
			type: "left",
			of: id,
			branch,
			commit
		});
	}
	return site.state();
}
function withExecutor(plan, name, model) {
	const change = (step) => name === "claude" ? {
		...step,
		executor: name,
		model: null,
		tier: step.tier ?? "sonnet"
	} : {
		...step,
		executor: name,
		model,
		tier: null
	};
	return {
		...plan,
		steps: plan.steps.map(change)
	};
}
async function checkExecutors(plan, state, env) {
	const left = plan.steps.filter(({ id }) => state.steps.get(id)?.status === "open");
	for (const name of new Set(left.map(({ executor }) => executor))) {
		const { version, loggedIn, hint } = await executorOf(name).status(env);
		if (version === null) throw new require_shared.UsageError(`${executorOf(name).title} is not installed: ${hint}.`);
		if (loggedIn === false) throw new require_shared.UsageError(`Nobody is logged in to ${executorOf(name).title}: ${hint}.`);
	}
}
// src/commands/plan-run.ts
const withRunOptions = (command) => command.argument("<plan>", "the Markdown file").option("--jobs <n>", "steps at once", require_shared.positiveInteger, 2).option("--executor <name>", `who carries out every step: ${EXECUTOR_NAMES.join(", ")}; codex:<model> for a model`, executor).option("--again <step>", "try a step anew that was left to a person; again for more", (id, all) => [...all, id], []).option("--max-cost <usd>", "start no try that could pass this (default: the plan's budgetUsd)", require_shared.dollars).option("--merge", "take the finished branch over at the end, when every step is done and nothing is in the way").option("--json", "one JSON object on stdout");
async function runPlanFile(host, file, options) {
	const { env, stdout, stderr } = host;
	const place = await openPlan(host, file);
	const { repository, folder, home, catalog } = place;
	const plan = options.executor ? withExecutor(place.plan, options.executor.name, options.executor.model) : place.plan;
	const before = stateOf(plan, readEvents(folder));
	if (options.mustExist && before.base === null) throw new require_shared.UsageError(`${file} was never started. Run it with: tierwise plan run ${file}`);
	if (!await approved(host, plan, before, place, options)) {
		stderr.write("Not approved: nothing was run.\n");
		return require_shared.EXIT.usage;
	}
	await checkExecutors(plan, before, env);
	const progress = require_shared.createProgress(host);
	progress.note(await payersOf(plan, env));
	warnAboutDirtyFiles(plan, before, repository, progress.note);
	let ledgerFailed = false;
	const interrupt = require_shared.onInterrupt(host, () => progress.note("Stopping: waiting for the tries under way. Ctrl-C again to end them; resume goes on."));
	let result;
	try {
		result = await runPlan({
			plan,
			repository,
			folder,
			home,
			catalog,
			jobs: options.jobs,
			maxCostUsd: options.maxCost ?? null,
			restart: options.restart === true,
			again: options.again,
			role: roleOf("implementer"),
			env
		}, {
			note: progress.note,
			progress: progress.update,
			onLedgerFailure(error) {
				if (!ledgerFailed) progress.note(`The ledger in ${home} cannot be written (${require_shared.systemReason(error)}).`);
				ledgerFailed = true;
			}
		}, interrupt.signal);
	} finally {
		interrupt.release();
		progress.end();
	}
	const report = reportOn(plan, result.state, {
		running: false,
		head: repository.head
	});
	const merged = options.merge ? await takeOver(repository, report) : null;
	const { halted, setAside } = result;
	const stopped = halted && {
		why: halted.why,
		message: halted.message
	};
	const print = (text) => stdout.write(`${text}\n`);
	if (options.json) print(JSON.stringify({
		...report,
		stopped,
		setAside,
		merged
	}));
	else {
		print(formatReport(merged?.done ? {
			...report,
			takeOver: null
		} : report));
		if (merged) print(merged.message);
		for (const line of whatNext(file, result)) print(line);
	}
	return exitCodeOf(report, result);
}
async function approved({ env, stdin, stderr }, plan, state, place, options) {
	const { executor: chosen, yes } = options;
	const key = chosen ? `${plan.hash} ${chosen.name}:${chosen.model ?? ""}` : plan.hash;
	if (state.approved.has(key)) return true;
	if (!yes) {
		if (!stdin.isTTY || !stderr.isTTY) throw new require_shared.UsageError(`${plan.file} ${state.approved.size ? "has changed since it was approved" : "is not approved"}. Read it, then: tierwise plan run ${plan.file} --yes (in a terminal it asks).`);
		stderr.write(`${formatOutline(plan, place.catalog, await payersOf(plan, env))}\n\n`);
		const line = (0, node_readline_promises.createInterface)({
			input: stdin,
			output: stderr
		});
		const answer = await line.question("Run it? [y/N] ");
		line.close();
		if (!/^y(es)?$/i.test(answer.trim())) return false;
	}
	appendEvent(place.folder, {
		type: "approved",
		key
	});
	return true;
}
const warnAboutDirtyFiles = ({ steps }, { base }, { dirty }, note) => {
	if (base !== null || !dirty.length) return;
	const patterns = steps.flatMap(({ files }) => files);
	const touched = dirty.filter((name) => covers(patterns, name));
	const which = touched.length ? `, among them ${touched.slice(0, 5).join(", ")}` : "";
	note(`The steps start from the last commit: ${require_shared.counted(dirty.length, "file")} with uncommitted changes ${dirty.length === 1 ? "stays" : "stay"} out of it${which}.`);
};
const roleOf = (agent) => {
	const file = (0, node_path.join)(require_shared.PLUGIN_ROOT, "agents", `${agent}.md`);
	return require_shared.parseMarkdown((0, node_fs.readFileSync)(file, "utf8"), file).body;
};
function whatNext(file, { halted, setAside }) {
	const resume = `tierwise plan resume ${file}`;
	if (halted?.why === "ceiling") return [`Stopped: ${halted.message}. Go on with: ${resume} --max-cost <more>`];
	if (halted?.why === "interrupted") return [`Interrupted. Go on with: ${resume}`];
	if (halted) return [`Stopped: ${halted.message}. Then go on with: ${resume}`];
	return setAside.length ? [`Not tried to the end: ${setAside.join(", ")}. Go on with: ${resume}`] : [];
}
function exitCodeOf({ steps, done }, { halted }) {
	if (halted?.why === "ceiling") return require_shared.EXIT.ceiling;
	if (halted?.why === "interrupted") return require_shared.EXIT.interrupted;
	if (halted && !done) return require_shared.EXIT.usage;
	return done === steps.length ? require_shared.EXIT.ok : require_shared.EXIT.incomplete;
}
function executor(text) {
	const named = parseExecutor(text);
	if (named && !(named.name === "claude" && named.model)) return named;
	throw new require_commander.InvalidArgumentError(`Choose one of: ${EXECUTOR_NAMES.join(", ")}.`);
}
// src/commands/plan.ts
var plan_exports = require_rolldown_runtime.__exportAll({ planCommand: () => planCommand });
const HELP_AFTER = `
Examples:
  tierwise plan check plans/fetch.md
  tierwise plan run plans/fetch.md --jobs 3 --max-cost 10
  tierwise plan status plans/fetch.md

Each step runs in a copy of the repository, from the commit checked out now; your own files are not touched. What is done becomes the
branch tierwise/plan-<name>. Nothing runs before you approved the plan; a changed plan asks again.`;
function planCommand(host, done) {
	const plan = new require_commander.Command("plan").description("Carry out a plan step by step, each on its own tier, checked and committed.").addHelpText("after", HELP_AFTER);
	plan.command("check").description("Say everything that is wrong with a plan, by line; else who would do what.").argument("<plan>", "the Markdown file").option("--json", "one JSON object on stdout").action(async (file, { json }) => done(await check(host, file, json === true)));
	plan.command("format").description("How a plan is written, for whoever writes one.").option("-o, --out <file>", "put it there, to be read and replaced by the plan (default: stdout)").action(async ({ out }) => done(format(host, out)));
	withRunOptions(plan.command("run")).description("Carry out what is left of a plan.").option("--yes", "the plan is approved as it is").option("--restart", "forget what was done, and start from the commit checked out now").action(async (file, options) => done(await runPlanFile(host, file, options)));
	plan.command("status").description("Where a plan stands.").argument("<plan>", "the Markdown file").option("--json", "one JSON object on stdout").action(async (file, { json }) => done(await status(host, file, json === true)));
	withRunOptions(plan.command("resume")).description("Go on with a plan that was interrupted, killed or stopped.").action(async (file, options) => done(await runPlanFile(host, file, {
		...options,
		mustExist: true
	})));
	plan.command("record").description("Tell how a step ended that was carried out elsewhere: by hand, or by a subagent of a session.").argument("<plan>", "the Markdown file").argument("<step>", "the id of the step").option("--passed", "it is done and committed").option("--failed", "its check does not pass").option("--commit <revision>", "the commit that holds its work (default: the one checked out now)").option("--tier <tier>", require_shared.TIER_NAMES.join(", "), require_catalog.parseTierName).addOption(new require_commander.Option("--effort <effort>", "how hard it thought").choices(require_shared.EFFORTS)).option("--tries <n>", "how many tries it took", require_shared.positiveInteger, 1).option("--cost <usd>", "what they cost", require_shared.dollars).option("--why <text>", "what a person has to know").action(async (file, step, options) => done(await record(host, file, step, options)));
	return plan;
}
function format(host, out) {
	const text = (0, node_fs.readFileSync)((0, node_path.join)(require_shared.PLUGIN_ROOT, "skills", "plan-then-execute", "references", "plan-format.md"), "utf8");
	if (out === void 0) {
		print(host, text.trimEnd());
		return require_shared.EXIT.ok;
	}
	try {
		(0, node_fs.mkdirSync)((0, node_path.dirname)(out), { recursive: true });
		(0, node_fs.writeFileSync)(out, text, { flag: "wx" });
	} catch (error) {
		const taken = error.code === "EEXIST";
		throw new require_shared.UsageError(`${out}: cannot be written: ${taken ? "there is such a file already. Name another one" : require_shared.systemReason(error)}.`);
	}
	print(host, `${out} says how a plan is written. Read it, then replace it by the plan.`);
	return require_shared.EXIT.ok;
}
async function check(host, file, json) {
	const { env, cwd } = host;
	const catalog = require_bulk.openCatalog(host);
	const { plan, problems } = readPlan(file, catalog);
	const all = plan ? await problemsIn(await findRepository(cwd, env), plan) : problems;
	if (json) {
		const steps = plan?.steps.map(({ specification: _, ...step }) => step) ?? [];
		print(host, JSON.stringify({
			file,
			ok: !all.length,
			problems: all,
			steps
		}));
	} else if (all.length || !plan) print(host, formatProblems(file, all));
	else print(host, `${formatOutline(plan, catalog, await payersOf(plan, env))}\n\nNothing is wrong with it. Run it with: tierwise plan run ${file}`);
	return all.length ? require_shared.EXIT.incomplete : require_shared.EXIT.ok;
}
async function status(host, file, json) {
	const { plan, repository, folder } = await openPlan(host, file);
	const state = stateOf(plan, readEvents(folder));
	const running = holderOf(folder) !== null;
	const report = reportOn(plan, state, {
		running,
		head: repository.head
	});
	if (json) print(host, JSON.stringify({
		...report,
		running
	}));
	else print(host, formatReport(report));
	return report.steps.some(({ status: how }) => [
		"person",
		"approval",
		"conflict"
	].includes(how)) ? require_shared.EXIT.incomplete : require_shared.EXIT.ok;
}
async function record(host, file, step, options) {
	if (options.passed === true === (options.failed === true)) throw new require_shared.UsageError("Say how the step ended: --passed or --failed.");
	const { plan, repository, folder, home } = await openPlan(host, file);
	const { tier = null, effort = null, tries, cost, commit, why = "" } = options;
	const line = await recordStep({
		plan,
		repository,
		folder,
		home
	}, step, {
		passed: options.passed === true,
		rung: {
			tier,
			effort
		},
		tries,
		costUsd: cost ?? null,
		revision: commit ?? null,
		why
	});
	print(host, line);
	return require_shared.EXIT.ok;
}
const print = ({ stdout }, text) => {
	stdout.write(`${text}\n`);
};
Object.defineProperty(exports, "plan_exports", {
	enumerable: true,
	get: function() {
		return plan_exports;
	}
});
