"use strict";
require("./rolldown-runtime.cjs");
let require_bulk_loaded;
const require_bulk = () => require_bulk_loaded ??= require("./bulk.cjs");
let require_shared_loaded;
const require_shared = () => require_shared_loaded ??= require("./shared.cjs");
let require_bulk_tasks_loaded;
const require_bulk_tasks = () => require_bulk_tasks_loaded ??= require("./bulk-tasks.cjs");
let require_opinion_loaded;
const require_opinion = () => require_opinion_loaded ??= require("./opinion.cjs");
let require_usage_loaded;
const require_usage = () => require_usage_loaded ??= require("./usage.cjs");
let require_routing_loaded;
const require_routing = () => require_routing_loaded ??= require("./routing.cjs");
let require_status_loaded;
const require_status = () => require_status_loaded ??= require("./status.cjs");
let node_path = require("node:path");
let node_fs = require("node:fs");
let node_url_loaded;
const node_url = () => node_url_loaded ??= require("node:url");
// src/view/report/data.ts
const DIMENSIONS = [...[
	"tier",
	"agent",
	"skill",
	"project",
	"branch",
	"ticket",
	"kind",
	"model",
	"source",
	"machine"
]];
const COLUMNS = [...DIMENSIONS, ...[
	"session",
	"effort",
	"at",
	"usd",
	"calls",
	"input",
	"output",
	"cacheRead",
	"cacheWrite"
]];
const TIERS = [
	"haiku",
	"sonnet",
	"opus",
	"fable",
	"unknown"
];
// src/report/columns.ts
const LINES_PER_BLOCK = 1e4;
const NO_BRANCH = "no branch";
var Names = class {
	list = [];
	#places = new Map();
	placeOf(name) {
		let place = this.#places.get(name);
		if (place === void 0) {
			place = this.list.push(name) - 1;
			this.#places.set(name, place);
		}
		return place;
	}
};
function columnsOf(calls, projectOf) {
	const keys = require_usage().keysOf(calls, projectOf);
	const named = [
		...DIMENSIONS,
		"session",
		"effort"
	];
	const names = Object.fromEntries(named.map((name) => [name, new Names()]));
	const blocks = [];
	const sorted = calls.toSorted((a, b) => a.at < b.at ? -1 : a.at > b.at ? 1 : 0);
	for (const [index, call] of sorted.entries()) {
		if (index % LINES_PER_BLOCK === 0) blocks.push(emptyBlock());
		const block = blocks.at(-1);
		for (const name of DIMENSIONS) block[name].push(names[name].placeOf(nameOf(keys[name], name, call)));
		block.session.push(names.session.placeOf(keys.session(call) ?? ""));
		block.effort.push(names.effort.placeOf(call.effort ?? ""));
		for (const [column, figure] of Object.entries(figuresOf(call))) block[column].push(figure);
	}
	return {
		blocks,
		names: Object.fromEntries(named.map((name) => [name, names[name].list]))
	};
}
function nameOf(keyOf, name, call) {
	const key = keyOf(call) ?? "";
	return name === "branch" && key === NO_BRANCH ? "" : key;
}
const emptyBlock = () => Object.fromEntries(COLUMNS.map((name) => [name, []]));
const figuresOf = (call) => ({
	at: Math.floor(Date.parse(call.at) / 6e4),
	usd: Math.round((call.costUsd ?? 0) * 1e6),
	calls: call.calls ?? 1,
	input: call.input,
	output: call.output,
	cacheRead: call.cacheRead,
	cacheWrite: call.cacheWrite5m + call.cacheWrite1h
});
// src/report/sections.ts
const LONGEST_QUESTION = 120;
const bulkRuns = (settled) => ({
	head: [
		"Day",
		"Task",
		"Tier",
		"Effort",
		"Asked",
		"Settled",
		"Share",
		"Cost",
		"Not settled"
	],
	rows: newestFirst(settled).map(({ at, task, tier, effort, asked, settled: done, costUsd, unsettled }) => [...[
		require_usage().dayOf(at),
		task,
		tier,
		effort,
		asked,
		done
	], ...[
		asked ? require_shared().percent(done / asked) : null,
		require_shared().usd(costUsd),
		inWords(unsettled)
	]])
});
function notSettled(settled) {
	return require_usage().UNSETTLED.map((kind) => ({
		name: WORDS[kind],
		count: settled.reduce((sum, { unsettled }) => sum + (unsettled?.[kind] ?? 0), 0)
	})).filter(({ count }) => count).sort((a, b) => b.count - a.count);
}
const WORDS = {
	abstained: "no answer fits",
	disagreed: "readings disagree",
	refused: "refused",
	invalid: "invalid reply",
	tooLong: "too long",
	unreadable: "cannot be asked",
	noAnswer: "no reply",
	ceiling: "left at the ceiling",
	interrupted: "left when interrupted",
	stopped: "left when it stopped"
};
function inWords(counts = {}) {
	return require_usage().UNSETTLED.flatMap((kind) => counts[kind] ? `${require_shared().count(counts[kind])} ${WORDS[kind]}` : []).join(", ") || null;
}
const outcomes = (list) => ({
	head: [
		"Day",
		"Kind",
		"By",
		"Tier",
		"Tries",
		"Outcome",
		"Cost",
		"Project"
	],
	rows: newestFirst(list).map(({ at, kind, executor, tier, tries, passed, costUsd, project }) => [...[
		require_usage().dayOf(at),
		kind,
		executor,
		tier ?? "\u2013",
		tries,
		passed ? "passed" : "failed"
	], ...[costUsd === null ? null : require_shared().usd(costUsd), project]])
});
function opinions(calls, kept) {
	const groups = groupBy(calls.filter(({ source }) => source === "opinion"), ({ at, project }) => keyOf(at, project));
	const questions = groupBy(kept, ({ at, folder }) => keyOf(at, folder));
	return {
		head: [
			"Day",
			"Asked",
			"Models",
			"Calls",
			"Cost",
			"Project"
		],
		rows: newestFirst([...groups].map(([key, own]) => ({
			key,
			own,
			at: own[0]?.at ?? ""
		}))).map(({ key, own, at }) => [
			require_usage().dayOf(at),
			(questions.get(key) ?? []).map(questionOf).join("; ") || null,
			[...new Set(own.map(({ served }) => served))].join(", "),
			own.reduce((sum, { calls: number = 1 }) => sum + number, 0),
			require_shared().usd(own.reduce((sum, { costUsd }) => sum + (costUsd ?? 0), 0)),
			own[0]?.project ?? ""
		])
	};
}
function groupBy(list, key) {
	const groups = new Map();
	for (const one of list) {
		const group = groups.get(key(one));
		if (group) group.push(one);
		else groups.set(key(one), [one]);
	}
	return groups;
}
const keyOf = (at, folder) => `${require_usage().dayOf(at)}\0${folder ?? ""}`;
function questionOf({ voices }) {
	const [line = ""] = voices[0]?.turns[0]?.question.trim().split("\n") ?? [];
	return line.length > LONGEST_QUESTION ? `${line.slice(0, LONGEST_QUESTION)}\u2026` : line;
}
const newestFirst = (list) => list.toSorted((a, b) => a.at < b.at ? 1 : a.at > b.at ? -1 : 0);
// src/report/page-data.ts
const LIST_PRICE = "Dollars are list price: under a subscription they measure use, and are not a bill. Days are by the clock of whoever reads this.";
const GROUPED = "Where calls are too many for one page, or are not kept one by one, a line of a session is several that are alike in a quarter of an hour.";
function pageHead(page) {
	const { report, facts, calls, isSingle, limits, kept } = page;
	const { from, to, savings } = report;
	const isInPeriod = ({ at }) => at >= (from ?? "") && at <= to;
	const { byKind: _, ...waterfall } = savings;
	const settled = (facts.settled ?? []).filter(isInPeriod);
	const checked = (facts.outcomes ?? []).filter(isInPeriod);
	return {
		from,
		to,
		isSingle,
		waterfall,
		whatIf: whatIf(page, checked),
		limits: limitsIn(limits, calls),
		bulkRuns: bulkRuns(settled),
		notSettled: notSettled(settled),
		work: outcomes(checked),
		opinions: opinions(calls, kept.filter(isInPeriod)),
		advice: report.advice.map(({ text, savesUsd, setting, evidence }) => ({
			text,
			savesUsd,
			evidence,
			...setting
		})),
		followed: report.adviceFollowed.map((one) => ({
			text: require_usage().followedInWords(one),
			savedUsd: one.savedUsd
		})),
		notes: [
			LIST_PRICE,
			...isSingle ? [] : [GROUPED],
			...require_usage().auditLines(report)
		]
	};
}
function whatIf({ report, facts }, checked) {
	const { routing, catalog } = facts;
	const delegated = require_usage().delegationsOfPeriod(routing, facts).filter(({ calls }) => calls.length);
	const policies = policiesFrom(routing.policy).map(([name, policy]) => ({
		name,
		delegations: delegated.length,
		moves: require_usage().movesUnder(policy, delegated, catalog).map(({ at, ...move }) => ({
			at: Math.floor(Date.parse(at) / 6e4),
			...move
		}))
	}));
	const lowered = checked.filter(({ tier }) => tier === "haiku" || tier === "sonnet");
	const passed = lowered.filter((one) => one.passed).length;
	return {
		policies,
		held: lowered.length ? {
			passed,
			of: lowered.length
		} : null,
		assumption: report.routing?.assumption ?? ""
	};
}
function policiesFrom(own) {
	const shipped = require_routing().inForce(require_routing().NO_POLICY, require_routing().NO_POLICY, own.tiers).policy;
	const isOwn = JSON.stringify(own.rules) !== JSON.stringify(shipped.rules);
	return [
		[isOwn ? "your policy" : "the default policy", own],
		...isOwn ? [["the default policy", shipped]] : [],
		...["sonnet", "haiku"].filter((cap) => own.cap !== cap).map((cap) => [`nothing above ${cap}`, {
			...own,
			rules: [{
				name: `nothing above ${cap}`,
				when: {},
				use: {}
			}],
			cap
		}])
	];
}
const NAMES = {
	fiveHour: "Five hours",
	weekly: "Week"
};
function limitsIn(limits, calls) {
	return Object.keys(require_status().WINDOW_HOURS).flatMap((name) => {
		const window = limits[name];
		if (!window) return [];
		const began = new Date(Date.parse(window.resetsAt) - require_status().WINDOW_HOURS[name] * 36e5).toISOString();
		const usdByTier = TIERS.map(() => 0);
		for (const { at, tier, costUsd, source } of calls) {
			if (at < began || source !== "session" && source !== "subagent") continue;
			const place = TIERS.findIndex((one) => one === (tier ?? "unknown"));
			usdByTier[place] = (usdByTier[place] ?? 0) + (costUsd ?? 0);
		}
		return [{
			name: NAMES[name],
			...window,
			usdByTier
		}];
	});
}
// src/report/single-calls.ts
const MOST_CALLS = 1e5;
const MOST_BYTES = 134217728;
function singleCalls(home, groups, from) {
	if (require_usage().numberOf(groups) > MOST_CALLS || bytesIn(home) > MOST_BYTES) return {
		calls: groups,
		isSingle: false
	};
	const since = from?.toISOString() ?? "";
	const summed = new Set(require_status().monthsIn(home).filter((name) => require_usage().isSummed(home, name)));
	const isOfSummed = ({ at }) => summed.has(at.slice(0, 7));
	const own = require_usage().readLedger(home).calls.filter((call) => call.at >= since && !isOfSummed(call));
	const others = groups.filter((group) => group.machine || isForeign(group) || isOfSummed(group));
	return {
		calls: [...own, ...others],
		isSingle: !others.some(isOfSummed)
	};
}
const isForeign = ({ source }) => source === "codex" || source === "gemini";
function bytesIn(home) {
	return require_status().monthsIn(home).reduce((sum, name) => sum + require_status().bytesOfMonth(home, name), 0);
}
// src/commands/report-page.ts
const USUAL_NAME = "tierwise-report.html";
const DATA_MARK = "<!-- data -->";
const ORIGIN = {
	input: "the ledger",
	complete: true
};
async function reportPage(host, asked, option) {
	const { access, env, results, stdout, stderr } = host;
	const out = option === true ? USUAL_NAME : option;
	const guard = () => access.checkWrite(out, "page", option === true);
	require_bulk().refuseOutput(out, { path: null }, guard);
	const former = new (require_bulk().FormerResults)(require_shared().dataHome(env));
	await require_bulk().refuseToDestroy(out, {
		former,
		origin: ORIGIN,
		isOurs: isPage,
		force: false
	});
	const parts = await pageParts(host, asked);
	const file = new (require_bulk().OutputFile)(out, results, {
		guard,
		newMode: 384
	});
	try {
		for (const part of parts.text) await file.write(require_bulk_tasks().encode(part));
		await former.remember(await file.finish(), ORIGIN);
	} finally {
		await file.discard();
	}
	const said = require_shared().counted(parts.calls, "call");
	if (out === "-") stderr.write(`${said}\n`);
	else stdout.write(`${out}: ${said}, ${require_shared().megabytes((0, node_fs.statSync)(out).size)}. Open it in a browser: ${(0, node_url().pathToFileURL)((0, node_path.resolve)(out))}\n`);
	return require_shared().EXIT.ok;
}
async function pageParts(host, asked) {
	const { report, books, facts } = await require_usage().makeReport(host, asked);
	const home = require_shared().dataHome(host.env);
	const single = singleCalls(home, books.calls, facts.from);
	const { calls } = require_usage().callsOfPeriod({
		...books,
		calls: single.calls
	}, facts);
	const { blocks, names } = columnsOf(calls, facts.projectOf ?? ((folder) => folder));
	return {
		text: pageText({
			...pageHead({
				report,
				facts,
				calls,
				isSingle: single.isSingle,
				limits: require_status().readLimits(home, new Date()),
				kept: require_opinion().listKept(home)
			}),
			names
		}, blocks),
		calls: report.totals.calls
	};
}
function pageText(head, blocks) {
	const [before = "", after = ""] = (0, node_fs.readFileSync)((0, node_path.join)(require_shared().PLUGIN_ROOT, "dist", "report.html"), "utf8").split(DATA_MARK);
	return [
		before,
		require_shared().block("head", head),
		...blocks.map((one) => require_shared().block("rows", one)),
		after
	];
}
function isPage(path) {
	const file = (0, node_fs.openSync)(path, "r");
	try {
		const start = Buffer.alloc(4096);
		return start.toString("utf8", 0, (0, node_fs.readSync)(file, start)).includes("<title>tierwise report</title>");
	} finally {
		(0, node_fs.closeSync)(file);
	}
}
exports.reportPage = reportPage;
