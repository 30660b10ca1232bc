"use strict";
const require_rolldown_runtime = require("./rolldown-runtime.cjs");
const require_commander = require("./commander.cjs");
const require_shared = require("./shared.cjs");
let node_path = require("node:path");
let node_fs = require("node:fs");
// src/models/settings-file.ts
const MOST_BYTES$1 = 262144;
const ownSettingsFile = (home) => (0, node_path.join)(home, "tierwise.md");
const projectSettingsFile = (project) => (0, node_path.join)(project, ".claude", "tierwise.md");
function readOwnText(file) {
	try {
		return { text: (0, node_fs.readFileSync)(file, "utf8") };
	} catch (error) {
		return isMissing(error) ? { text: null } : { problem: `cannot read the settings: ${require_shared.systemReason(error)}.` };
	}
}
function readUntrustedText(file) {
	try {
		const stat = (0, node_fs.statSync)(file);
		if (!stat.isFile()) return { problem: "it is not a file." };
		if (stat.size > MOST_BYTES$1) return { problem: `it is larger than ${MOST_BYTES$1} bytes.` };
	} catch (error) {
		if (isMissing(error)) return { text: null };
	}
	return readOwnText(file);
}
const isMissing = (error) => ["ENOENT", "ENOTDIR"].includes(error.code ?? "");
function realPath(path) {
	try {
		return node_fs.realpathSync.native(path);
	} catch {
		return null;
	}
}
// src/usage/ledger-entry.ts
const SOURCES = [
	"session",
	"subagent",
	"bulk",
	"opinion",
	"plan",
	"calibrate",
	"route",
	"codex",
	"gemini"
];
const SUMS = [
	"input",
	"output",
	"cacheRead",
	"cacheWrite5m",
	"cacheWrite1h",
	"thinking",
	"webSearches",
	"ms"
];
const OPTIONAL_SUMS = ["webSearches", "ms"];
const ledgerFolder = (home) => (0, node_path.join)(home, "ledger");
const COST_STATES = "cost-state.jsonl";
function appendEntries(home, entries) {
	const months = new Map();
	for (const entry of entries) {
		const month = entry.at.slice(0, 7);
		const list = months.get(month);
		if (list) list.push(entry);
		else months.set(month, [entry]);
	}
	for (const [month, list] of months) appendEntryLines(home, month, list.map(lineOf).join(""));
}
const appendEntryLines = (home, month, lines) => require_shared.appendText((0, node_path.join)(ledgerFolder(home), `${month}.jsonl`), lines);
function lineOf(entry) {
	const { id, at, sent, costUsd, ...others } = entry;
	const line = {
		id,
		at,
		sent
	};
	for (const name of SUMS) if (entry[name] !== void 0) line[name] = entry[name];
	line.costUsd = costUsd;
	return `${JSON.stringify(Object.assign(line, others))}\n`;
}
function appendCostStates(home, states) {
	if (states.length) appendLines(home, COST_STATES, states);
}
const appendLines = (home, name, records) => require_shared.appendRecords((0, node_path.join)(ledgerFolder(home), name), records);
// src/routing/match.ts
function matchRule({ when }, request, state) {
	const results = testsOf(when).map((test) => test(request, state));
	const failed = results.find(({ matched }) => !matched);
	if (failed) return failed;
	return {
		matched: true,
		why: results.map(({ why }) => why).join("; ") || "it matches everything"
	};
}
const firstMatch = (rules, request, state) => rules.find((rule) => matchRule(rule, request, state).matched);
function testsOf(when) {
	const { inputTokens, needs, hours, budgetLeft, limitsLeft, failures, words, agent } = when;
	return [
		...listed("kind", when.kind),
		...agent ? [anAgent(agent)] : [],
		...listed("complexity", when.complexity),
		...listed("errorCost", when.errorCost),
		...inputTokens ? [bounded("input tokens", inputTokens, (request) => request.inputTokens)] : [],
		...needs ? [needed(needs)] : [],
		...hours ? [within(hours)] : [],
		...listed("urgency", when.urgency),
		...budgetLeft ? [budgetIsLeft(budgetLeft)] : [],
		...limitsLeft ? [bounded("percent of the limits left", limitsLeft, (_, state) => state.limitsLeft)] : [],
		...failures ? [bounded("failures", failures, (request) => request.failures)] : [],
		...words ? [saying(words)] : []
	];
}
function listed(key, wanted) {
	if (!wanted) return [];
	return [(request) => {
		const value = request[key];
		if (value === void 0) return no(`${key} is not known`);
		const why = `${key} is ${value}`;
		return wanted.includes(value) ? yes(why) : no(`${why}, not ${wanted.join(" or ")}`);
	}];
}
const anAgent = (patterns) => ({ agent }) => {
	if (agent === void 0) return no("no agent is named");
	const found = patterns.find((pattern) => fitsPattern(pattern, agent));
	return found === void 0 ? no(`agent ${agent} is not ${patterns.join(" or ")}`) : yes(found === agent ? `agent is ${agent}` : `agent ${agent} is like ${found}`);
};
function fitsPattern(pattern, name) {
	const [first = "", ...rest] = pattern.toLowerCase().split("*");
	const text = name.toLowerCase();
	const last = rest.pop();
	if (last === void 0) return text === first;
	if (!text.startsWith(first)) return false;
	let from = first.length;
	for (const part of rest) {
		const at = text.indexOf(part, from);
		if (at < 0) return false;
		from = at + part.length;
	}
	return text.length - last.length >= from && text.endsWith(last);
}
const needed = (needs) => (request) => {
	const missing = needs.find((need) => !request.needs?.includes(need));
	return missing === void 0 ? yes(`it needs ${needs.join(" and ")}`) : no(`it is not known to need ${missing}`);
};
const within = ({ from, to }) => (_, { minuteOfDay }) => {
	if (minuteOfDay === void 0) return no("the time is not known");
	const inside = from < to ? minuteOfDay >= from && minuteOfDay < to : minuteOfDay >= from || minuteOfDay < to;
	const why = `${clock(minuteOfDay)} is ${inside ? "" : "not "}between ${clock(from)} and ${clock(to)}`;
	return inside ? yes(why) : no(why);
};
const clock = (minutes) => `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
function bounded(what, bound, read) {
	return (request, state) => {
		const value = read(request, state);
		if (value === void 0) return no(`${what}: not known`);
		const why = `${what}: ${require_shared.count(value)}`;
		return holds(bound, value) ? yes(why) : no(`${why}, not ${bound.is} ${require_shared.count(bound.than)}`);
	};
}
const budgetIsLeft = (bound) => (_, { budgets = [] }) => {
	const tightest = nearestToItsEnd(budgets);
	if (!tightest) return no("no budget is set");
	const { name, limitUsd, spentUsd } = tightest;
	const left = Math.max(0, limitUsd - spentUsd);
	const value = bound.percent ? 100 * leftOf(tightest) : left;
	const why = `${require_shared.usd(left)} of ${require_shared.usd(limitUsd)} is left of the budget "${name}"`;
	return holds(bound, value) ? yes(why) : no(`${why}, not ${bound.is} ${bound.percent ? `${bound.than}%` : require_shared.usd(bound.than)}`);
};
const leftOf = ({ limitUsd, spentUsd }) => limitUsd > 0 ? Math.min(1, Math.max(0, (limitUsd - spentUsd) / limitUsd)) : 0;
const nearestToItsEnd = (budgets) => budgets.reduce((found, budget) => found && leftOf(found) <= leftOf(budget) ? found : budget, void 0);
function holds({ is, than }, value) {
	if (is === "<") return value < than;
	if (is === "<=") return value <= than;
	return is === ">" ? value > than : value >= than;
}
const saying = (words) => ({ text }) => {
	if (text === void 0) return no("the task has no text");
	const found = words.find((word) => saysWord(text, word));
	return found === void 0 ? no(`it does not say ${words.join(" or ")}`) : yes(`it says "${found}"`);
};
function saysWord(text, word) {
	const [haystack, needle] = [text.toLowerCase(), word.toLowerCase()];
	for (let at = haystack.indexOf(needle); at >= 0; at = haystack.indexOf(needle, at + 1)) {
		const before = haystack[at - 1] ?? " ";
		const after = haystack[at + needle.length] ?? " ";
		if (!LETTER.test(before) && !LETTER.test(after)) return true;
	}
	return false;
}
const LETTER = /[\p{L}\p{N}_]/u;
const yes = (why) => ({
	matched: true,
	why
});
const no = (why) => ({
	matched: false,
	why
});
// src/usage/limits.ts
const WINDOW_HOURS = {
	fiveHour: 5,
	weekly: 168
};
const NO_LIMITS = {
	fiveHour: null,
	weekly: null
};
const VERSION = 1;
const fileIn = (home) => (0, node_path.join)(home, "limits.json");
function readLimits(home, at) {
	const { v = VERSION, fiveHour, weekly } = parsed$1(home);
	if (v !== VERSION) return NO_LIMITS;
	return {
		fiveHour: windowAt(fiveHour, at),
		weekly: windowAt(weekly, at)
	};
}
function limitsLeft(home, at) {
	const { fiveHour, weekly } = readLimits(home, at);
	const used = [fiveHour, weekly].flatMap((window) => window?.usedPercent ?? []);
	return used.length ? Math.max(0, 100 - Math.max(...used)) : void 0;
}
function keepLimits(home, told, at) {
	const before = readLimits(home, at);
	const now = {
		fiveHour: later(before.fiveHour, told.fiveHour),
		weekly: later(before.weekly, told.weekly)
	};
	if (JSON.stringify(now) !== JSON.stringify(before)) write(home, now);
	return now;
}
function later(before, told) {
	if (!before || !told) return told ?? before;
	if (before.resetsAt !== told.resetsAt) return before.resetsAt > told.resetsAt ? before : told;
	return before.usedPercent > told.usedPercent ? before : told;
}
function write(home, limits) {
	const { v = VERSION } = parsed$1(home);
	if (v !== VERSION) return;
	const draft = `${fileIn(home)}.${process.pid}`;
	try {
		require_shared.makePrivateFolder(home);
		(0, node_fs.writeFileSync)(draft, `${JSON.stringify({
			v: VERSION,
			...limits
		})}\n`, { mode: 384 });
		(0, node_fs.renameSync)(draft, fileIn(home));
	} catch {}
}
function parsed$1(home) {
	try {
		const value = JSON.parse((0, node_fs.readFileSync)(fileIn(home), "utf8"));
		return typeof value === "object" && value !== null ? value : {};
	} catch {
		return {};
	}
}
function windowAt(value, at) {
	if (typeof value !== "object" || value === null) return null;
	const { usedPercent, resetsAt } = value;
	if (typeof usedPercent !== "number" || !(usedPercent >= 0) || typeof resetsAt !== "string") return null;
	return Date.parse(resetsAt) > at.getTime() ? {
		usedPercent,
		resetsAt
	} : null;
}
// src/status/forecast.ts
const HOUR_MS = 36e5;
const DAY_HOURS = 24;
const WEEK_MS = 168 * HOUR_MS;
const FEWEST_PERCENT = 3;
const BUSY = .95;
const LEAD_HOURS = 2;
const HORIZON = .6;
function hoursToLimit({ usedPercent, resetsAt }, windowHours, spending, now) {
	if (usedPercent >= 100) return 0;
	const ends = Date.parse(resetsAt);
	const begins = ends - windowHours * HOUR_MS;
	const inWindow = sum(spending, begins, now);
	if (usedPercent < FEWEST_PERCENT || !inWindow) return null;
	const percentPerUsd = usedPercent / inWindow;
	const left = 100 - usedPercent;
	const toEnd = (ends - now) / HOUR_MS;
	const busy = left / (percentPerUsd * busyHour(spending, now));
	if (busy <= LEAD_HOURS && busy < toEnd) return busy;
	const hours = left / (percentPerUsd * (windowHours > DAY_HOURS ? longPace(spending, begins, now) : shortPace(spending, begins, now)));
	return hours < toEnd && hours <= HORIZON * windowHours ? hours : null;
}
function shortPace(spending, begins, now) {
	const elapsed = Math.max(1, (now - begins) / HOUR_MS);
	return Math.max(sum(spending, begins, now) / elapsed, sum(spending, now - HOUR_MS, now));
}
function longPace(spending, begins, now) {
	const first = spending.reduce((least, { at }) => Math.min(least, at), now);
	const weeks = Math.floor((now - first) / WEEK_MS);
	const from = weeks ? now - weeks * WEEK_MS : begins;
	return sum(spending, from, now) / Math.max(DAY_HOURS, (now - from) / HOUR_MS);
}
function busyHour(spending, now) {
	const hours = new Map();
	for (const { at, usd } of spending) {
		const hour = Math.floor((now - at) / HOUR_MS);
		hours.set(hour, (hours.get(hour) ?? 0) + usd);
	}
	const sorted = [...hours.values()].sort((a, b) => a - b);
	const usual = sorted[Math.ceil(BUSY * sorted.length) - 1] ?? 0;
	return Math.max(usual, hours.get(0) ?? 0);
}
const sum = (spending, from, to) => spending.reduce((total, { at, usd }) => at >= from && at <= to ? total + usd : total, 0);
// src/status/line.ts
function readStatus(value) {
	const at = (...path) => path.reduce((one, key) => typeof one === "object" && one !== null ? one[key] : void 0, value);
	const text = (found) => typeof found === "string" && found ? found : null;
	const warm = at("prompt_cache", "warm");
	const until = secondsAt(at("prompt_cache", "expires_at"));
	return {
		session: text(at("session_id")),
		model: text(at("model", "id")),
		effort: text(at("effort", "level")),
		costUsd: numberAt(at("cost", "total_cost_usd")) ?? 0,
		limits: {
			fiveHour: windowIn(at("rate_limits", "five_hour")),
			weekly: windowIn(at("rate_limits", "seven_day"))
		},
		cacheUntil: warm === false ? null : warm === true && until ? until : void 0,
		project: text(at("workspace", "project_dir")) ?? text(at("cwd"))
	};
}
function windowIn(value) {
	if (typeof value !== "object" || value === null) return null;
	const { used_percentage: used, resets_at: resets } = value;
	const usedPercent = numberAt(used);
	const resetsAt = secondsAt(resets);
	return usedPercent === null || !resetsAt ? null : {
		usedPercent,
		resetsAt: resetsAt.toISOString()
	};
}
const numberAt = (value) => typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : null;
const LAST_SECOND = 864e10;
const secondsAt = (value) => {
	const seconds = numberAt(value);
	return seconds === null || seconds > LAST_SECOND ? null : new Date(seconds * 1e3);
};
const NAMES = {
	fiveHour: "5h",
	weekly: "week"
};
function statusLine(status, shown) {
	const { model, effort, costUsd, cacheUntil } = status;
	const tier = model && (require_shared.shippedModel(model.replace(/\[\w+\]$/, ""))?.tier ?? model);
	const shares = ["fiveHour", "weekly"].flatMap((name) => shareOf(name, shown) ?? []);
	return [
		[tier, effort].filter(Boolean).join(" "),
		...shares.length ? shares : [require_shared.usd(costUsd)],
		...budgetLeft(shown.budgets),
		cacheUntil === void 0 ? "" : cacheText(cacheUntil, shown.now),
		shown.batches ? `${shown.batches} ${shown.batches === 1 ? "batch" : "batches"}` : ""
	].filter(Boolean).join(" \u00b7 ");
}
function shareOf(name, { limits, warnings }) {
	const window = limits[name];
	if (!window) return null;
	const share = `${NAMES[name]} ${require_shared.percent(window.usedPercent / 100)}`;
	const hours = warnings[name];
	if (hours === void 0) return share;
	return hours === 0 ? `${share}, used up` : `${share}, full in ${spanOf(hours)} at this pace`;
}
function spanOf(hours) {
	if (hours < 1) return `${Math.max(1, Math.round(hours * 60))} min`;
	return hours < 10 ? `${hours.toFixed(1)} h` : `${Math.round(hours)} h`;
}
function budgetLeft(budgets) {
	const tight = nearestToItsEnd(budgets);
	if (!tight) return [];
	const { name, limitUsd, spentUsd } = tight;
	return [`${name} ${require_shared.usd(Math.max(0, limitUsd - spentUsd))} left (${require_shared.percent(leftOf(tight))})`];
}
function cacheText(until, now) {
	const minutes = until ? (until.getTime() - now.getTime()) / 6e4 : 0;
	return minutes > 0 ? `cache warm ${spanOf(minutes / 60)}` : "cache cold";
}
// src/status/recent.ts
const MOST_BYTES = 4194304;
function recentSpending(home, from, to) {
	const calls = new Map();
	for (const month of new Set([from, to].map((day) => day.toISOString().slice(0, 7)))) addCalls(endOf((0, node_path.join)(ledgerFolder(home), `${month}.jsonl`)), calls);
	return [...calls.values()].filter(({ at }) => at >= from.getTime());
}
function addCalls(text, calls) {
	for (let start = 0; start < text.length;) {
		const end = text.indexOf("\n", start);
		const line = text.slice(start, end < 0 ? text.length : end);
		start += line.length + 1;
		const id = after(line, "\"id\":\"");
		const usd = Number.parseFloat(line.slice(line.lastIndexOf(COST) + COST.length));
		if (!id || !line.includes(COST) || Number.isNaN(usd)) continue;
		const source = after(line, "\"source\":\"");
		if (source !== "session" && source !== "subagent") continue;
		const at = calls.get(id)?.at ?? Date.parse(after(line, "\"at\":\""));
		if (!Number.isNaN(at)) calls.set(id, {
			at,
			usd
		});
	}
}
const COST = "\"costUsd\":";
function after(line, key) {
	const from = line.indexOf(key);
	return from < 0 ? "" : line.slice(from + key.length, line.indexOf("\"", from + key.length));
}
function endOf(file) {
	let fd = null;
	try {
		fd = (0, node_fs.openSync)(file, "r");
		const { size } = (0, node_fs.fstatSync)(fd);
		const bytes = Buffer.alloc(Math.min(size, MOST_BYTES));
		return bytes.toString("latin1", 0, (0, node_fs.readSync)(fd, bytes, 0, bytes.length, size - bytes.length));
	} catch {
		return "";
	} finally {
		if (fd !== null) (0, node_fs.closeSync)(fd);
	}
}
// src/commands/statusline.ts
var statusline_exports = require_rolldown_runtime.__exportAll({ statuslineCommand: () => statuslineCommand });
const HELP_AFTER = `
In ~/.claude/settings.json:
  { "statusLine": { "type": "command", "command": "tierwise statusline" } }

With a status line that you have already, whose output comes first:
  { "statusLine": { "type": "command", "command": "tierwise statusline --with '~/.claude/statusline.sh'" } }`;
function statuslineCommand(host, done) {
	return new require_commander.Command("statusline").description("Print one line for Claude Code's status line, from what the client writes to stdin.").option("--with <command>", "run this status line too, with the same input, and print its output first").addHelpText("after", HELP_AFTER).action(async (options) => done(await statusline(host, options.with)));
}
async function statusline(host, other) {
	if (host.stdin.isTTY) throw new require_shared.UsageError("Expected the client's JSON on stdin. Name this command as the status line: tierwise statusline --help");
	const input = await textOf(host.stdin);
	const first = other === void 0 ? "" : await outputOf(other, input, host);
	const line = require_shared.visibleInLine(await lineFor(host, readStatus(parsed(input))));
	host.results.write([first, line].filter(Boolean).join(" \u00b7 "));
	host.results.write("\n");
	return require_shared.EXIT.ok;
}
async function lineFor(host, status) {
	const home = require_shared.dataHome(host.env);
	const now = new Date();
	const limits = keepLimits(home, status.limits, now);
	return statusLine(status, {
		now,
		limits,
		budgets: await budgetsOf(host, status, now),
		batches: pendingBatches(home),
		warnings: warningsFor(home, limits, now)
	});
}
const HISTORY_MS = 12096e5;
function warningsFor(home, limits, now) {
	const names = Object.keys(WINDOW_HOURS).filter((name) => limits[name]);
	if (!names.length) return {};
	const spending = recentSpending(home, new Date(now.getTime() - HISTORY_MS), now);
	const warnings = {};
	for (const name of names) {
		const window = limits[name];
		const hours = window && hoursToLimit(window, WINDOW_HOURS[name], spending, now.getTime());
		if (hours !== null) warnings[name] = hours;
	}
	return warnings;
}
async function budgetsOf(host, { session, project }, at) {
	const home = require_shared.dataHome(host.env);
	const folder = project ?? host.cwd;
	if (![ownSettingsFile(home), projectSettingsFile(folder)].some((file) => (0, node_fs.existsSync)(file))) return [];
	const { budgetsInForce } = await Promise.resolve().then(() => require("./status-budgets.cjs"));
	return budgetsInForce(home, {
		session,
		project: folder,
		agent: null,
		at
	});
}
function pendingBatches(home) {
	try {
		return (0, node_fs.readdirSync)((0, node_path.join)(home, "batches")).filter((name) => name.endsWith(".json")).length;
	} catch {
		return 0;
	}
}
const OTHER_MS = 5e3;
async function outputOf(command, input, { env, cwd }) {
	try {
		const { stdout } = await require_shared.runProgram("sh", ["-c", command], {
			env,
			cwd,
			input,
			timeoutMs: OTHER_MS
		});
		return stdout.trimEnd();
	} catch {
		return "";
	}
}
const MOST_CHARACTERS = 1048576;
async function textOf(stdin) {
	const chunks = [];
	let size = 0;
	for await (const chunk of stdin) {
		chunks.push(Buffer.from(chunk));
		size += chunk.length;
		if (size > MOST_CHARACTERS) break;
	}
	return Buffer.concat(chunks).toString("utf8");
}
function parsed(text) {
	try {
		return JSON.parse(text);
	} catch {
		throw new require_shared.UsageError("The input is not the JSON that Claude Code writes to a status line. Expected an object such as {\"session_id\": \u2026}; name this command as the status line instead of piping into it.");
	}
}
Object.defineProperty(exports, "COST_STATES", {
	enumerable: true,
	get: function() {
		return COST_STATES;
	}
});
Object.defineProperty(exports, "OPTIONAL_SUMS", {
	enumerable: true,
	get: function() {
		return OPTIONAL_SUMS;
	}
});
Object.defineProperty(exports, "SOURCES", {
	enumerable: true,
	get: function() {
		return SOURCES;
	}
});
Object.defineProperty(exports, "SUMS", {
	enumerable: true,
	get: function() {
		return SUMS;
	}
});
Object.defineProperty(exports, "appendCostStates", {
	enumerable: true,
	get: function() {
		return appendCostStates;
	}
});
Object.defineProperty(exports, "appendEntries", {
	enumerable: true,
	get: function() {
		return appendEntries;
	}
});
Object.defineProperty(exports, "appendLines", {
	enumerable: true,
	get: function() {
		return appendLines;
	}
});
Object.defineProperty(exports, "clock", {
	enumerable: true,
	get: function() {
		return clock;
	}
});
Object.defineProperty(exports, "firstMatch", {
	enumerable: true,
	get: function() {
		return firstMatch;
	}
});
Object.defineProperty(exports, "fitsPattern", {
	enumerable: true,
	get: function() {
		return fitsPattern;
	}
});
Object.defineProperty(exports, "ledgerFolder", {
	enumerable: true,
	get: function() {
		return ledgerFolder;
	}
});
Object.defineProperty(exports, "leftOf", {
	enumerable: true,
	get: function() {
		return leftOf;
	}
});
Object.defineProperty(exports, "limitsLeft", {
	enumerable: true,
	get: function() {
		return limitsLeft;
	}
});
Object.defineProperty(exports, "matchRule", {
	enumerable: true,
	get: function() {
		return matchRule;
	}
});
Object.defineProperty(exports, "ownSettingsFile", {
	enumerable: true,
	get: function() {
		return ownSettingsFile;
	}
});
Object.defineProperty(exports, "projectSettingsFile", {
	enumerable: true,
	get: function() {
		return projectSettingsFile;
	}
});
Object.defineProperty(exports, "readOwnText", {
	enumerable: true,
	get: function() {
		return readOwnText;
	}
});
Object.defineProperty(exports, "readUntrustedText", {
	enumerable: true,
	get: function() {
		return readUntrustedText;
	}
});
Object.defineProperty(exports, "realPath", {
	enumerable: true,
	get: function() {
		return realPath;
	}
});
Object.defineProperty(exports, "statusline_exports", {
	enumerable: true,
	get: function() {
		return statusline_exports;
	}
});
