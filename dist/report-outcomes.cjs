"use strict";
require("./rolldown-runtime.cjs");
let require_usage_loaded;
const require_usage = () => require_usage_loaded ??= require("./usage.cjs");
let require_shared_loaded;
const require_shared = () => require_shared_loaded ??= require("./shared.cjs");
let require_bulk_loaded;
const require_bulk = () => require_bulk_loaded ??= require("./bulk.cjs");
let require_bulk_tasks_loaded;
const require_bulk_tasks = () => require_bulk_tasks_loaded ??= require("./bulk-tasks.cjs");
let require_routing_loaded;
const require_routing = () => require_routing_loaded ??= require("./routing.cjs");
let require_catalog_loaded;
const require_catalog = () => require_catalog_loaded ??= require("./catalog.cjs");
let require_outcomes_loaded;
const require_outcomes = () => require_outcomes_loaded ??= require("./outcomes.cjs");
let require_status_loaded;
const require_status = () => require_status_loaded ??= require("./status.cjs");
let node_path = require("node:path");
let node_fs = require("node:fs");
// src/evidence/decisions.ts
function readReviewed(home, from) {
	const root = (0, node_path.join)(home, "answers");
	const since = from?.toISOString() ?? "";
	return namesIn(root).flatMap((task) => {
		const person = lastAnswers((0, node_path.join)(root, task, "person"));
		const recent = new Map([...person].filter(([, { at }]) => at >= since));
		if (!recent.size) return [];
		return require_shared().RUNG_NAMES.flatMap((tier) => reviewedOn((0, node_path.join)(root, task, tier), {
			task,
			tier,
			recent
		}));
	});
}
function reviewedOn(folder, { task, tier, recent }) {
	const said = [...lastAnswers(folder, recent)];
	const [first] = said;
	if (!first) return [];
	const confirmed = said.filter(([fingerprint, answer]) => {
		const right = recent.get(fingerprint);
		return right !== void 0 && meaningOf(answer) === meaningOf(right);
	}).length;
	return [{
		task,
		kind: first[1].tags === void 0 ? "extraction" : "classification",
		tier,
		decided: said.length,
		confirmed
	}];
}
const meaningOf = ({ tags, output }) => JSON.stringify(Array.isArray(tags) ? [...tags].sort() : require_bulk_tasks().isObject(output) ? Object.entries(output).sort() : output);
function lastAnswers(folder, only) {
	const answers = new Map();
	const files = namesIn(folder).filter((name) => name.endsWith(".jsonl"));
	for (const name of files) for (const { line } of require_bulk().linesOf((0, node_path.join)(folder, name))) {
		const reading = require_bulk().readStoredAnswer(line);
		if (!("record" in reading)) continue;
		const { record } = reading;
		if (only && !only.has(record.fingerprint)) continue;
		if (record.distrusted) answers.delete(record.fingerprint);
		else answers.set(record.fingerprint, record);
	}
	return answers;
}
function namesIn(folder) {
	try {
		return (0, node_fs.readdirSync)(folder).sort();
	} catch {
		return [];
	}
}
// src/routing/insert-rule.ts
function insertRule(text, rule, above) {
	if (text === null) return require_routing().initText({
		rule,
		above
	});
	const { header, lineOf } = require_catalog().parseLocated(text, "tierwise.md");
	const lines = text.split("\n");
	const end = lines.findIndex((line, index) => index > 0 && line.trimEnd() === "---");
	if (end < 0 || !lines[0]?.replace(/^\uFEFF/, "").startsWith("---")) return null;
	const rules = header.rules;
	if (rules === void 0) return inserted(lines, end, `rules:\n${require_routing().rulesText({
		rule,
		above
	})}`.trimEnd().split("\n"));
	if (!Array.isArray(rules) || !rules.length) return null;
	const wanted = rules.findIndex((one) => one?.name === above);
	const at = lineOf(["rules", wanted < 0 ? rules.length - 1 : wanted]) - 1;
	const [, indent] = /^(\s*)- /.exec(lines[at] ?? "") ?? [];
	if (indent === void 0) return null;
	return inserted(lines, wanted < 0 ? endOfItem(lines, at, indent.length) : at, [`${indent}${require_routing().ruleLine(rule)}`]);
}
function endOfItem(lines, at, indent) {
	const next = lines.findIndex((line, index) => index > at && line.trim() !== "" && line.length - line.trimStart().length <= indent);
	return next < 0 ? lines.length : next;
}
function inserted(lines, at, more) {
	const ending = lines[0]?.endsWith("\r") ? "\r" : "";
	return [
		...lines.slice(0, at),
		...more.map((line) => `${line}${ending}`),
		...lines.slice(at)
	].join("\n");
}
// src/evidence/insertions.ts
const CONTEXT = 3;
function insertionDiff(name, before, after) {
	const lines = marked(before ?? "", after);
	const hunks = hunksOf(lines).map((range) => hunkText(lines, range, before !== null));
	return [
		`--- ${before === null ? "/dev/null" : `a/${name}`}`,
		`+++ b/${name}`,
		...hunks
	].join("\n");
}
const linesOf = (text) => {
	const lines = text.split("\n");
	return lines.at(-1) === "" ? lines.slice(0, -1) : [...lines.slice(0, -1), `${lines.at(-1)}${NO_NEWLINE}`];
};
const NO_NEWLINE = "\n\\ No newline at end of file";
function marked(before, after) {
	const old = linesOf(before);
	let at = 0;
	return linesOf(after).map((text) => {
		if (old[at] !== text) return {
			sign: "+",
			text
		};
		at++;
		return {
			sign: " ",
			text
		};
	});
}
function hunksOf(lines) {
	const hunks = [];
	for (const [index, { sign }] of lines.entries()) {
		if (sign === " ") continue;
		const from = Math.max(0, index - CONTEXT);
		const to = Math.min(lines.length, index + CONTEXT + 1);
		const last = hunks.at(-1);
		if (last && from <= last[1]) last[1] = to;
		else hunks.push([from, to]);
	}
	return hunks;
}
function hunkText(lines, [from, to], hasOld) {
	const kept = (part) => part.filter(({ sign }) => sign === " ").length;
	const part = lines.slice(from, to);
	return [`@@ -${hasOld ? kept(lines.slice(0, from)) + 1 : 0},${kept(part)} +${from + 1},${part.length} @@`, ...part.map(({ sign, text }) => `${sign}${text}`)].join("\n");
}
// src/evidence/outcome-report.ts
function outcomeReport(facts) {
	const { from, to, names, file, text, tiers, priceOf, valid } = facts;
	const since = from?.toISOString() ?? "";
	const outcomes = facts.outcomes.filter(({ at }) => at >= since);
	const steps = require_outcomes().stepRows(outcomes);
	const bulk = require_outcomes().bulkRows(facts.settled.filter(({ at }) => at >= since));
	const reviewed = facts.reviewed.map((one) => reviewedRow(one, names));
	const proposals = require_outcomes().proposalsFrom({
		outcomes,
		rows: steps,
		priceOf
	});
	const placed = valid ? place(proposals, {
		file,
		text,
		tiers
	}) : unplaced(proposals);
	return {
		from: from?.toISOString() ?? null,
		to: to.toISOString(),
		confidence: 100 * require_outcomes().CONFIDENCE,
		steps,
		bulk,
		reviewed,
		file,
		...placed,
		advice: [...bulk.flatMap(adviceOnBulk), ...reviewed.flatMap(adviceOnReviewed)]
	};
}
function reviewedRow({ task, kind, tier, decided, confirmed }, names) {
	const share = require_outcomes().exactInterval({
		hits: confirmed,
		n: decided,
		population: null
	}, require_outcomes().CONFIDENCE);
	return {
		task: names.get(task) ?? null,
		hash: task,
		kind,
		tier,
		confirmed: share,
		few: decided < 10
	};
}
const shown$1 = ({ rule, ...rest }, where) => ({
	...rest,
	rule: require_routing().ruleLine(rule),
	place: where
});
const unplaced = (proposals) => ({
	proposals: proposals.map((one) => shown$1(one, "by hand")),
	mode: "observe",
	diff: null
});
function place(proposals, { file, text, tiers }) {
	const { mode } = policyIn(text, file, tiers);
	let now = text;
	return {
		proposals: proposals.map((proposal) => {
			const decided = decidedFor(proposal, policyIn(now, file, tiers));
			if (decided.rule !== "none" && decided.tier === proposal.to) return shown$1(proposal, "there");
			const changed = placed(now, proposal, decided, {
				file,
				tiers
			});
			now = changed ?? now;
			return shown$1(proposal, changed === null ? "by hand" : "diff");
		}),
		mode,
		diff: now === text || now === null ? null : insertionDiff("tierwise.md", text, now)
	};
}
function placed(text, proposal, { rule }, { file, tiers }) {
	try {
		const changed = insertRule(text, proposal.rule, rule === "none" ? null : rule);
		if (changed === null) return null;
		const then = decidedFor(proposal, policyIn(changed, file, tiers));
		return then.rule === proposal.rule.name && then.tier === proposal.to ? changed : null;
	} catch {
		return null;
	}
}
const policyIn = (text, file, tiers) => require_routing().inForce(text === null ? require_routing().NO_POLICY : require_routing().parsePolicy(text, file), require_routing().NO_POLICY, tiers).policy;
const decidedFor = ({ kind, from }, policy) => require_routing().decide({
	...require_routing().deriveFrom("", { kind }),
	tier: from.tier
}, {
	...policy,
	otherwise: []
}, {});
function adviceOnBulk({ task, tier, settled, few }) {
	if (few || settled.high >= .5) return [];
	return [`${tier} handed up most items of ${task} (it settles ${require_shared().percent(settled.low)} to ${require_shared().percent(settled.high)}), which pays for two answers each: find out where to start with tierwise calibrate <input> ${task}`];
}
function adviceOnReviewed({ task, tier, confirmed, few }) {
	if (few || !task || confirmed.high >= .5) return [];
	return [`People decided otherwise than ${tier} on most items of ${task} that they looked at. They may have looked at the worst ones only; to know: tierwise calibrate <input> ${task}`];
}
// src/evidence/text.ts
const NOTHING = "No outcomes are recorded yet: they come from tierwise plan run, from bulk runs, and from what people decide with tierwise review and calibrate label.";
function formatOutcomes(report) {
	const { steps, bulk, reviewed } = report;
	if (!steps.length && !bulk.length && !reviewed.length) return NOTHING;
	const since = report.from ? `since ${report.from.slice(0, 10)}` : "of all time";
	return [
		require_shared().bold(`Outcomes ${since}, with ${report.confidence}% intervals`),
		...stepLines(report),
		...bulkLines(report),
		...reviewedLines(report),
		...report.advice.flatMap((line) => ["", `${line}.`]),
		...proposalLines(report)
	].join("\n");
}
function table(title, align, rows) {
	const [head = "", ...lines] = require_shared().columns(rows, align);
	return [
		"",
		require_shared().bold(title),
		require_shared().dim(head),
		...lines
	];
}
const shown = ({ value, low, high, n }) => [
	require_shared().count(n),
	n ? require_shared().percent(value) : "-",
	n ? `${require_shared().percent(low)}\u2013${require_shared().percent(high)}` : "-"
];
const money = (amount) => amount === null ? "-" : require_shared().usd(amount);
const few = (isFew) => isFew ? "few" : "";
function stepLines({ steps }) {
	if (!steps.length) return [];
	const rows = steps.map((row) => [
		...[
			row.kind,
			row.tier ?? row.executor,
			row.effort ?? "-",
			...shown(row.passed)
		],
		...[row.firstTry.n ? require_shared().percent(row.firstTry.value) : "-", require_shared().count(row.tries)],
		...[
			require_shared().usd(row.costUsd),
			money(row.costPerSuccessUsd),
			few(row.few)
		]
	]);
	const head = [
		"kind",
		"tier",
		"effort",
		"steps",
		"passed",
		"interval",
		"first try",
		"tries",
		"cost"
	];
	return table("Steps of plans, by their checks", [...[
		"left",
		"left",
		"left",
		...Array.from({ length: 7 }, () => "right")
	], "left"], [[
		...head,
		"per success",
		""
	], ...rows]);
}
function bulkLines({ bulk }) {
	if (!bulk.length) return [];
	return table("Items of bulk runs: settled there, or handed up (settled is not the same as right)", [
		"left",
		"left",
		"left",
		"right",
		"right",
		"right",
		"right",
		"right",
		"left"
	], [[
		"task",
		"tier",
		"effort",
		"items",
		"settled",
		"interval",
		"cost",
		"per 1,000 settled",
		""
	], ...bulk.map((row) => [...[
		row.task,
		row.tier,
		row.effort,
		...shown(row.settled)
	], ...[
		require_shared().usd(row.costUsd),
		perThousand(row.costPerSuccessUsd),
		few(row.few)
	]])]);
}
const perThousand = (amount) => amount === null ? "-" : require_shared().usd(1e3 * amount);
function reviewedLines({ reviewed }) {
	if (!reviewed.length) return [];
	return table("Items that people decided: the tier had said the same (of those looked at, which are no random sample)", [
		"left",
		"left",
		"right",
		"right",
		"right",
		"left"
	], [[
		"task",
		"tier",
		"items",
		"same",
		"interval",
		""
	], ...reviewed.map((row) => [...[
		row.task ?? row.hash.slice(0, 8),
		row.tier,
		...shown(row.confirmed),
		few(row.few)
	]])]);
}
function proposalLines({ proposals, diff, file, mode }) {
	if (!proposals.length) return ["", require_shared().dim("No interval supports a change of the policy.")];
	const off = mode === "enforce" ? [] : [`Your policy is in mode ${mode}: its rules decide about steps in enforce only.`];
	const apply = diff ? [
		"",
		`To apply it: tierwise report --outcomes | patch ${quoted(file)}`,
		"",
		...diff.split("\n")
	] : [];
	return [
		"",
		require_shared().bold("Proposed for the policy"),
		...proposals.map(proposalLine),
		...off,
		...apply
	];
}
function proposalLine({ why, place, rule }) {
	if (place === "there") return `- ${why}. The policy says so already.`;
	if (place === "by hand") return `- ${why}. To be put into the file by hand: ${rule.slice(2)}`;
	return `- ${why}.`;
}
const quoted = (path) => /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
// src/commands/report-outcomes.ts
function reportOutcomes(host, from, json) {
	const passedOver = [];
	const report = gather(host, from, (one) => passedOver.push(one));
	for (const line of require_shared().passedOverInWords(passedOver)) host.stderr.write(`${line}\n`);
	host.stdout.write(`${json ? require_shared().visibleJson(report) : formatOutcomes(report)}\n`);
	return require_shared().EXIT.ok;
}
function gather({ env, cwd, stderr }, from, onPassedOver) {
	const home = require_shared().dataHome(env);
	const { tiers, model } = require_catalog().loadCatalogLeniently(home, cwd, env);
	const settled = require_usage().readSettled(home, onPassedOver);
	const { calibrations } = require_usage().allCalibrations(home);
	const to = new Date();
	const { problems } = require_routing().loadPolicies(home, null);
	for (const problem of problems) stderr.write(`${problem} So no change of it is proposed as a diff.\n`);
	const file = require_status().ownSettingsFile(home);
	const read = require_status().readOwnText(file);
	return outcomeReport({
		from,
		to,
		settled,
		file,
		text: "text" in read ? read.text : null,
		valid: !problems.length && "text" in read,
		outcomes: require_usage().readOutcomes(home, onPassedOver),
		reviewed: readReviewed(home, from),
		names: new Map([...calibrations.map(({ task }) => [task.hash, task.name]), ...settled.map(({ hash, task }) => [hash, task])]),
		tiers: require_routing().tiersWith(tiers, model),
		priceOf: (tier) => {
			const facts = model(tiers[tier].model);
			return (facts && require_shared().priceInForce(facts, to)?.output) ?? null;
		}
	});
}
exports.reportOutcomes = reportOutcomes;
