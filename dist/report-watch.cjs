"use strict";
require("./rolldown-runtime.cjs");
let require_shared_loaded;
const require_shared = () => require_shared_loaded ??= require("./shared.cjs");
let require_catalog_loaded;
const require_catalog = () => require_catalog_loaded ??= require("./catalog.cjs");
let require_status_loaded;
const require_status = () => require_status_loaded ??= require("./status.cjs");
let require_usage_loaded;
const require_usage = () => require_usage_loaded ??= require("./usage.cjs");
let require_status_budgets_loaded;
const require_status_budgets = () => require_status_budgets_loaded ??= require("./status-budgets.cjs");
let node_timers_promises_loaded;
const node_timers_promises = () => node_timers_promises_loaded ??= require("node:timers/promises");
// src/report/live.ts
const RUNNING_MINUTES = 15;
const MOST_AGENTS = 8;
const LONGEST_NAME = 44;
const NAMES = {
	fiveHour: "5 hours",
	weekly: "week"
};
function runningSessions(calls, limits, now) {
	const limitOf = limitShares(calls, limits);
	return [...require_usage().bySession(calls)].map(([session, own]) => runningSession(session, own, limitOf)).filter(({ last }) => last >= now.getTime() - RUNNING_MINUTES * 6e4).sort((a, b) => b.last - a.last);
}
const lastOf = ({ at, until = at }) => Date.parse(until);
const costOf = (calls) => calls.reduce((sum, { costUsd }) => sum + (costUsd ?? 0), 0);
function runningSession(session, own, limitOf) {
	const byWho = new Map();
	for (const call of own.toSorted((a, b) => lastOf(a) - lastOf(b))) byWho.set(call.who, [...byWho.get(call.who) ?? [], call]);
	const agents = [...byWho].map(([who, calls]) => {
		const last = calls.at(-1);
		return {
			who,
			tier: last?.tier ?? "unknown",
			calls: require_usage().numberOf(calls),
			usd: costOf(calls),
			ofLimit: limitOf(calls),
			last: last ? lastOf(last) : 0
		};
	});
	agents.sort((a, b) => b.last - a.last);
	const latest = own.reduce((a, b) => lastOf(b) > lastOf(a) ? b : a);
	return {
		session,
		agents,
		project: latest.project,
		last: lastOf(latest),
		calls: require_usage().numberOf(own),
		usd: costOf(own)
	};
}
function limitShares(calls, { fiveHour }) {
	if (!fiveHour) return () => null;
	const began = new Date(Date.parse(fiveHour.resetsAt) - require_status().WINDOW_HOURS.fiveHour * 36e5).toISOString();
	const counts = ({ at, source }) => at >= began && (source === "session" || source === "subagent");
	const all = costOf(calls.filter(counts));
	return (some) => all ? fiveHour.usedPercent * costOf(some.filter(counts)) / all : 0;
}
function liveLines({ now, limits, sessions, budgets }, width) {
	return [
		`${clock(now)} \u00b7 ${require_shared().counted(sessions.length, "running session")}, what each did in the last 24 hours`,
		...limitLine(limits),
		...sessions.length ? [] : ["", `No session called a model in the last ${RUNNING_MINUTES} minutes.`],
		...sessions.flatMap((one) => [
			"",
			...sessionLines(one, now),
			...(budgets.get(one.session) ?? []).map(budgetLine)
		])
	].map((line) => line.slice(0, width));
}
function limitLine(limits) {
	const parts = Object.keys(require_status().WINDOW_HOURS).flatMap((name) => {
		const window = limits[name];
		if (!window) return [];
		return `${NAMES[name]}: ${require_shared().percent(window.usedPercent / 100)} used, anew ${clock(new Date(window.resetsAt))}`;
	});
	return parts.length ? [parts.join(" \u00b7 ")] : [];
}
function sessionLines({ session, project, calls, usd: cost, agents }, now) {
	const hasLimit = agents.some(({ ofLimit }) => ofLimit !== null);
	const rows = agents.slice(0, MOST_AGENTS).map((agent) => [
		`  ${shortened(agent.who)}`,
		agent.tier,
		...[require_shared().counted(agent.calls, "call"), require_shared().usd(agent.usd)],
		hasLimit ? `about ${require_shared().percent((agent.ofLimit ?? 0) / 100)} of 5 hours` : "",
		agoOf(now.getTime() - agent.last)
	]);
	const others = agents.length - rows.length;
	return [
		`${shortened(project ?? "outside a project")} \u00b7 session ${require_shared().visibleInLine(session).slice(0, 8)} \u00b7 ${require_shared().counted(calls, "call")} \u00b7 ${require_shared().usd(cost)}`,
		...require_shared().columns(rows, [
			"left",
			"left",
			"right",
			"right",
			"right",
			"right"
		]),
		...others > 0 ? [`  and ${require_shared().count(others)} more`] : []
	];
}
const budgetLine = (state) => `  budget ${require_shared().visibleInLine(state.name)}: ${require_shared().usd(state.spentUsd)} of ${require_shared().usd(state.limitUsd)}, ${require_shared().percent(Math.max(0, require_status().leftOf(state)))} left`;
function shortened(name) {
	const text = require_shared().visibleInLine(name);
	return text.length > LONGEST_NAME ? `\u2026${text.slice(-43)}` : text;
}
function agoOf(ms) {
	const seconds = Math.max(0, Math.round(ms / 1e3));
	if (seconds < 60) return `${seconds} s ago`;
	const minutes = Math.round(seconds / 60);
	return minutes < 60 ? `${minutes} min ago` : `${Math.floor(minutes / 60)} h ago`;
}
const clock = (date) => [date.getHours(), date.getMinutes()].map((one) => String(one).padStart(2, "0")).join(":");
// src/commands/report-watch.ts
const EVERY_MS = 2e3;
const REST = 4;
const DAY_MS = 864e5;
const [HOME, CLEAR_LINE, CLEAR_BELOW, CLEAR_ALL] = [
	"H",
	"K",
	"J",
	"2J"
].map(require_shared().sequence);
async function watchSessions(host) {
	const { stdout, env, cwd } = host;
	const home = require_shared().dataHome(env);
	const catalog = require_catalog().loadCatalogLeniently(home, cwd, env);
	if (!stdout.isTTY) {
		stdout.write(`${liveLines(view(home, catalog), Number.POSITIVE_INFINITY).join("\n")}\n`);
		return require_shared().EXIT.ok;
	}
	const { signal, release } = require_shared().onInterrupt(host, () => {});
	try {
		stdout.write(`${CLEAR_ALL}`);
		while (!signal.aborted) {
			const began = Date.now();
			draw(host, view(home, catalog));
			const restMs = Math.max(EVERY_MS, REST * (Date.now() - began));
			await (0, node_timers_promises().setTimeout)(restMs, void 0, { signal }).catch(() => {});
		}
	} finally {
		release();
	}
	return require_shared().EXIT.ok;
}
function draw({ stdout }, now) {
	const shown = [...liveLines(now, (stdout.columns || 80) - 1).slice(0, Math.max(3, (stdout.rows || 40) - 2)), "Ctrl-C ends this."];
	stdout.write(`${HOME}${shown.map((line) => `${line}${CLEAR_LINE}\n`).join("")}${CLEAR_BELOW}`);
}
function view(home, catalog) {
	const now = new Date();
	try {
		require_usage().ingestKnown(home);
	} catch (error) {
		if (!require_shared().systemCode(error)) throw error;
	}
	const limits = require_status().readLimits(home, now);
	const sessions = runningSessions(require_usage().pricedCalls(require_usage().readBooks(home, new Date(now.getTime() - DAY_MS)), catalog), limits, now);
	return {
		now,
		limits,
		sessions,
		budgets: new Map(sessions.map((one) => [one.session, budgetsOf(home, one, now)]))
	};
}
function budgetsOf(home, { session, project, agents }, at) {
	const found = new Map();
	for (const agent of [null, ...agents.map(({ who }) => who)]) for (const state of require_status_budgets().budgetsInForce(home, {
		session,
		project,
		agent,
		at
	})) found.set(state.name, state);
	return [...found.values()];
}
exports.watchSessions = watchSessions;
