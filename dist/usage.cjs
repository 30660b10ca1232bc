"use strict";
const require_rolldown_runtime = require("./rolldown-runtime.cjs");
const require_commander = require("./commander.cjs");
const require_shared = require("./shared.cjs");
const require_catalog = require("./catalog.cjs");
let node_path = require("node:path");
let node_fs = require("node:fs");
let node_os = require("node:os");
// src/usage/ledger.ts
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
	for (const [month, list] of months) appendLines(home, `${month}.jsonl`, list);
}
function appendCostStates(home, states) {
	if (states.length) appendLines(home, COST_STATES, states);
}
const appendLines = (home, name, records) => require_shared.appendRecords((0, node_path.join)(ledgerFolder(home), name), records);
function readLedger(home) {
	const folder = ledgerFolder(home);
	const calls = new Map();
	const idsOfSession = new Map();
	const costStates = new Map();
	let damaged = 0;
	const months = filesIn(folder).filter((name) => /^\d{4}-\d\d\.jsonl$/.test(name));
	for (const name of months.sort()) damaged += forEachRecord((0, node_path.join)(folder, name), (entry) => {
		const known = calls.get(entry.id);
		calls.set(entry.id, known ? {
			...entry,
			session: known.session,
			at: known.at
		} : entry);
		if (entry.session === null) return;
		const ids = idsOfSession.get(entry.session) ?? new Set();
		ids.add(entry.id);
		idsOfSession.set(entry.session, ids);
	});
	damaged += forEachRecord((0, node_path.join)(folder, COST_STATES), (state) => costStates.set(state.session, state));
	return {
		calls: [...calls.values()],
		idsOfSession,
		costStates,
		damaged
	};
}
function filesIn(folder) {
	try {
		return (0, node_fs.readdirSync)(folder);
	} catch {
		return [];
	}
}
function forEachRecord(file, take) {
	let text;
	try {
		text = (0, node_fs.readFileSync)(file, "utf8");
	} catch {
		return 0;
	}
	let damaged = 0;
	for (let from = 0; from < text.length;) {
		let to = text.indexOf("\n", from);
		if (to < 0) to = text.length;
		const line = text.slice(from, to);
		from = to + 1;
		if (!line) continue;
		try {
			take(JSON.parse(line));
		} catch {
			damaged++;
		}
	}
	return damaged;
}
// src/usage/own-calls.ts
function directRecorder(home, onFailure, env = process.env) {
	let failed = false;
	return (call) => {
		if (failed) return;
		try {
			appendEntries(home, [directEntry(call, env)]);
		} catch (error) {
			failed = true;
			onFailure(error);
		}
	};
}
function directEntry({ source, requested, effort, reply, costUsd, client, project = process.cwd() }, env) {
	const { webSearches, ...tokens } = reply.usage;
	return {
		id: reply.requestId ? `${reply.id}|${reply.requestId}` : reply.id,
		at: new Date().toISOString(),
		source,
		session: env.CLAUDE_CODE_SESSION_ID ?? null,
		project,
		agent: null,
		skill: null,
		requested,
		served: reply.served,
		tier: require_shared.shippedModel(reply.served)?.tier ?? null,
		effort,
		...tokens,
		costUsd,
		stop: reply.stop,
		...webSearches && { webSearches },
		...reply.fast && { fast: true },
		...reply.batch && { batch: true },
		...reply.isSum && { isSum: true },
		...reply.usOnly && { usOnly: true },
		...client && { client }
	};
}
// src/usage/outcomes.ts
const FILE = "outcomes.jsonl";
function appendOutcomes(home, outcomes) {
	if (outcomes.length) appendLines(home, FILE, outcomes);
}
// src/usage/transcript.ts
const CHUNK_BYTES = 4194304;
const NEWLINE = 10;
const MARKS = [Buffer.from("\"type\":\"assistant\""), Buffer.from("\"type\":\"cost-state\"")];
function readTranscript(file, offset, maxBytes = Number.POSITIVE_INFINITY) {
	let fd;
	try {
		fd = (0, node_fs.openSync)(file, "r");
	} catch {
		return {
			calls: [],
			costStates: [],
			offset
		};
	}
	try {
		return readFrom(fd, offset, maxBytes);
	} finally {
		(0, node_fs.closeSync)(fd);
	}
}
function readFrom(fd, offset, maxBytes) {
	const { size } = (0, node_fs.fstatSync)(fd);
	const start = offset > size ? 0 : offset;
	const calls = new Map();
	const costStates = [];
	let lastMainCall = null;
	let position = start;
	let length = CHUNK_BYTES;
	while (position < size && position - start < maxBytes) {
		const wanted = Math.min(length, size - position);
		const chunk = Buffer.allocUnsafe(wanted);
		const read = (0, node_fs.readSync)(fd, chunk, 0, wanted, position);
		const end = chunk.lastIndexOf(NEWLINE, read - 1) + 1;
		if (end === 0) {
			if (position + read >= size) break;
			length *= 2;
			continue;
		}
		for (const line of markedLines(chunk.subarray(0, end))) {
			const record = parse(line);
			if (record?.type === "cost-state") costStates.push({
				session: record.sessionId,
				totalCostUsd: record.totalCostUSD,
				lastCall: lastMainCall
			});
			const call = record && toEntry(record);
			if (!call) continue;
			calls.set(call.id, call);
			if (call.source === "session") lastMainCall = call.id;
		}
		position += end;
	}
	return {
		calls: [...calls.values()],
		costStates,
		offset: position
	};
}
function* markedLines(lines) {
	const next = MARKS.map((mark) => lines.indexOf(mark));
	for (;;) {
		const found = Math.min(...next.map((at) => at < 0 ? Number.POSITIVE_INFINITY : at));
		if (!Number.isFinite(found)) return;
		const start = lines.lastIndexOf(NEWLINE, found) + 1;
		const end = lines.indexOf(NEWLINE, found);
		yield lines.toString("utf8", start, end);
		for (const [index, mark] of MARKS.entries()) {
			const at = next[index];
			if (at >= 0 && at < end) next[index] = lines.indexOf(mark, end);
		}
	}
}
function parse(line) {
	try {
		return JSON.parse(line);
	} catch {
		return null;
	}
}
function toEntry(record) {
	const { type, message, requestId, timestamp } = record;
	if (type !== "assistant" || !message?.usage || !message.id || message.model === "<synthetic>") return null;
	const usage = toUsage(message.usage);
	const fast = message.usage.speed === "fast";
	const usOnly = message.usage.inference_geo === "us";
	const at = typeof timestamp === "string" ? timestamp : new Date(0).toISOString();
	const model = require_shared.shippedModel(message.model);
	const { webSearches, ...tokens } = usage;
	return {
		id: requestId ? `${message.id}|${requestId}` : message.id,
		at,
		source: record.isSidechain ? "subagent" : "session",
		session: record.sessionId ?? null,
		project: record.cwd ?? null,
		agent: record.attributionAgent ?? (record.isSidechain ? forkName(record) : null),
		skill: record.attributionSkill ?? null,
		requested: record.requestedModel ?? message.model,
		served: message.model,
		tier: model?.tier ?? null,
		effort: record.effort ?? null,
		...tokens,
		costUsd: require_shared.costUsd(model, usage, {
			at: new Date(at),
			fast,
			usOnly
		}),
		stop: message.stop_reason ?? null,
		...webSearches && { webSearches },
		...fast && { fast },
		...usOnly && { usOnly }
	};
}
const forkName = ({ attributionSkill }) => attributionSkill ? `fork of ${attributionSkill}` : "unnamed agent";
function toUsage(usage) {
	const written = usage.cache_creation_input_tokens ?? 0;
	const written1h = Math.min(written, usage.cache_creation?.ephemeral_1h_input_tokens ?? 0);
	return {
		input: usage.input_tokens ?? 0,
		output: usage.output_tokens ?? 0,
		cacheRead: usage.cache_read_input_tokens ?? 0,
		cacheWrite5m: written - written1h,
		cacheWrite1h: written1h,
		thinking: usage.output_tokens_details?.thinking_tokens ?? 0,
		webSearches: usage.server_tool_use?.web_search_requests ?? 0
	};
}
function subagentTranscripts(transcript) {
	const folder = (0, node_path.join)(transcript.replace(/\.jsonl$/, ""), "subagents");
	try {
		return (0, node_fs.readdirSync)(folder, {
			recursive: true,
			encoding: "utf8"
		}).filter((name) => /^agent-.*\.jsonl$/.test((0, node_path.basename)(name))).map((name) => (0, node_path.join)(folder, name));
	} catch {
		return [];
	}
}
function allTranscripts(configFolder) {
	const projects = (0, node_path.join)(configFolder, "projects");
	const files = namesIn(projects).flatMap((folder) => namesIn((0, node_path.join)(projects, folder)).filter((name) => name.endsWith(".jsonl")).map((name) => (0, node_path.join)(projects, folder, name)));
	const born = new Map(files.map((file) => [file, bornAt(file)]));
	return files.sort((a, b) => (born.get(a) ?? 0) - (born.get(b) ?? 0));
}
function bornAt(file) {
	const stat = (0, node_fs.statSync)(file, { throwIfNoEntry: false });
	return stat?.birthtimeMs || stat?.mtimeMs || 0;
}
function namesIn(folder) {
	try {
		return (0, node_fs.readdirSync)(folder);
	} catch {
		return [];
	}
}
// src/usage/ingest.ts
function ingestSession(home, transcript, maxBytes = Number.POSITIVE_INFINITY) {
	const session = (0, node_path.basename)(transcript, ".jsonl");
	const before = readProgress(home, session);
	const offsets = { ...before?.offsets };
	let lastCall = before?.lastCall ?? null;
	let left = maxBytes;
	let changed = false;
	for (const file of [transcript, ...subagentTranscripts(transcript)]) {
		if (left <= 0) break;
		const name = (0, node_path.relative)((0, node_path.dirname)(transcript), file);
		const offset = offsets[name] ?? 0;
		const part = readTranscript(file, offset, left);
		if (part.offset === offset) continue;
		left -= Math.max(0, part.offset - offset);
		appendEntries(home, part.calls);
		if (file === transcript) {
			appendCostStates(home, part.costStates.map((state) => ({
				...state,
				lastCall: state.lastCall ?? lastCall
			})));
			lastCall = part.calls.filter(({ source }) => source === "session").at(-1)?.id ?? lastCall;
		}
		offsets[name] = part.offset;
		changed = true;
	}
	if (changed) writeProgress(home, session, {
		transcript,
		offsets,
		lastCall
	});
}
function ingestKnown(home) {
	for (const session of knownSessions(home)) {
		const progress = readProgress(home, session);
		if (progress) ingestSession(home, progress.transcript);
	}
}
function ingestAll(home, configFolder, onProgress) {
	const transcripts = allTranscripts(configFolder);
	for (const [index, transcript] of transcripts.entries()) {
		ingestSession(home, transcript);
		onProgress?.(index + 1, transcripts.length);
	}
	return transcripts.length;
}
const offsetsFolder = (home) => (0, node_path.join)(ledgerFolder(home), "offsets");
function knownSessions(home) {
	try {
		return (0, node_fs.readdirSync)(offsetsFolder(home)).flatMap((name) => name.endsWith(".json") ? [name.slice(0, -5)] : []);
	} catch {
		return [];
	}
}
function readProgress(home, session) {
	try {
		const progress = JSON.parse((0, node_fs.readFileSync)((0, node_path.join)(offsetsFolder(home), `${session}.json`), "utf8"));
		return typeof progress.transcript === "string" && progress.offsets ? progress : null;
	} catch {
		return null;
	}
}
function writeProgress(home, session, progress) {
	const folder = offsetsFolder(home);
	require_shared.makePrivateFolder(folder);
	const file = (0, node_path.join)(folder, `${session}.json`);
	const temporary = `${file}.${process.pid}.tmp`;
	(0, node_fs.writeFileSync)(temporary, JSON.stringify(progress), { mode: 384 });
	(0, node_fs.renameSync)(temporary, file);
}
// src/usage/savings.ts
const ASSUMPTION = "the same tokens on the dearest tier that the session's own thread used (direct calls: of all sessions, else opus), caches kept instead of rebuilt where the thread switched models; models differ in how many tokens they need";
function savingsOf(calls, catalog) {
	const rebuilt = cacheRebuilds(calls);
	const top = topModels(calls, catalog);
	let actualUsd = 0;
	let onTopTierUsd = 0;
	let cacheRebuildUsd = 0;
	for (const call of calls) {
		if (call.costUsd === null) continue;
		const model = top.get(call.session ?? "") ?? top.get("");
		const kept = keepCache(call, rebuilt.get(call) ?? 0);
		const isBelow = rank(call.tier) < rank(catalog.model(model)?.tier ?? null);
		const onTop = isBelow || rebuilt.has(call) ? price(isBelow ? model : call.served, kept, call, catalog) : call.costUsd;
		actualUsd += call.costUsd;
		onTopTierUsd += onTop ?? call.costUsd;
		if (rebuilt.has(call)) cacheRebuildUsd += call.costUsd - (price(call.served, kept, call, catalog) ?? call.costUsd);
	}
	return {
		actualUsd,
		onTopTierUsd,
		savedUsd: onTopTierUsd - actualUsd,
		cacheRebuildUsd,
		assumption: ASSUMPTION
	};
}
function price(model, usage, { at }, catalog) {
	return require_shared.costUsd(catalog.model(model), usage, { at: new Date(at) });
}
const usageOf = (call) => ({
	...call,
	webSearches: call.webSearches ?? 0
});
const rank = (tier) => tier === null ? -1 : require_shared.TIER_NAMES.indexOf(tier);
function topModels(calls, catalog) {
	const top = new Map();
	for (const call of calls) {
		if (call.source !== "session") continue;
		for (const key of [call.session ?? "", ""]) if (rank(call.tier) >= rank(top.get(key)?.tier ?? null)) top.set(key, call);
	}
	const models = new Map([...top].map(([key, { served }]) => [key, served]));
	if (!models.has("")) models.set("", catalog.tiers.opus.model);
	return models;
}
function cacheRebuilds(calls) {
	const found = new Map();
	const last = new Map();
	for (const call of calls) {
		if (call.source !== "session" || call.session === null) continue;
		const before = last.get(call.session);
		last.set(call.session, call);
		if (!before || before.served === call.served) continue;
		const wasCached = before.cacheRead + before.cacheWrite5m + before.cacheWrite1h;
		const again = Math.min(call.cacheWrite5m + call.cacheWrite1h, Math.max(0, wasCached - call.cacheRead));
		if (again > 0 && again > require_shared.promptTokens(usageOf(call)) / 4) found.set(call, again);
	}
	return found;
}
function keepCache(call, again) {
	const from1h = Math.min(again, call.cacheWrite1h);
	return {
		...usageOf(call),
		cacheRead: call.cacheRead + again,
		cacheWrite1h: call.cacheWrite1h - from1h,
		cacheWrite5m: call.cacheWrite5m - (again - from1h)
	};
}
// src/usage/advice.ts
const MECHANICAL = /explor|search|find|grep|format|lint|commit|doc|changelog|rename/i;
const AUTHOR = /implement|writ|cod|fix|develop|build|refactor|draft/i;
const CHECKER = /review|audit|verif|analyst|critic|check|test/i;
const WORTH_SAYING_USD = .01;
const MOST_THINKING = .6;
const ALMOST_ALL = .9;
function adviseOn(calls, context) {
	return [
		...mechanicalOnTop(calls, context),
		...everythingOnTop(calls, context),
		...modelSwitches(calls, context),
		...thinking(calls, context),
		...overridden(calls, context),
		...unchecked(calls)
	].filter(({ savesUsd }) => savesUsd === null || savesUsd >= WORTH_SAYING_USD).sort((a, b) => (b.savesUsd ?? 0) - (a.savesUsd ?? 0));
}
const isAgent = ({ source }) => source === "subagent";
const isTop = ({ tier }) => rank(tier) >= rank("opus");
const costOf = (calls) => calls.reduce((sum, { costUsd }) => sum + (costUsd ?? 0), 0);
function onTier(calls, tier, catalog) {
	const { model } = catalog.tiers[tier];
	return calls.reduce((sum, call) => sum + (price(model, usageOf(call), call, catalog) ?? call.costUsd ?? 0), 0);
}
function groupBy(calls, keyOf) {
	const groups = new Map();
	for (const call of calls) {
		const key = keyOf(call);
		const group = groups.get(key);
		if (group) group.push(call);
		else groups.set(key, [call]);
	}
	return groups;
}
const times = (number) => number === 1 ? "once" : `${require_shared.count(number)} times`;
function mechanicalOnTop(calls, { catalog }) {
	return [...groupBy(calls.filter((call) => isAgent(call) && isTop(call) && MECHANICAL.test(call.who)), ({ who }) => who)].map(([who, group]) => {
		const [now, then] = [costOf(group), onTier(group, "haiku", catalog)];
		const tier = group[0]?.tier;
		return {
			kind: "mechanical-on-top",
			text: `${who} called a model ${times(group.length)} on ${tier}: ${require_shared.usd(now)}; on haiku ${require_shared.usd(then)}. Use tierwise:explorer and its like for such work, or give the agent "model: haiku".`,
			savesUsd: now - then
		};
	});
}
function everythingOnTop(calls, { catalog }) {
	const total = costOf(calls);
	const top = calls.filter(isTop);
	const delegated = top.filter((call) => isAgent(call) && !MECHANICAL.test(call.who) && !CHECKER.test(call.who));
	if (!delegated.length || costOf(top) < ALMOST_ALL * total) return [];
	const [now, then] = [costOf(delegated), onTier(delegated, "sonnet", catalog)];
	const agents = new Set(delegated.map(({ who }) => who)).size;
	const subject = agents === 1 ? "1 agent that inherits it" : `${require_shared.count(agents)} agents that inherit it`;
	return [{
		kind: "everything-on-top",
		text: `${require_shared.percent(costOf(top) / total)} of the money went to the top tier, also for ${subject}: ${require_shared.usd(now)}; on sonnet ${require_shared.usd(then)}. Give agents a model of their own.`,
		savesUsd: now - then
	}];
}
function modelSwitches(calls, { savings }) {
	const rebuilds = cacheRebuilds(calls);
	if (!rebuilds.size) return [];
	const tokens = [...rebuilds.values()].reduce((sum, again) => sum + again, 0);
	return [{
		kind: "model-switch",
		text: `The model was switched in mid-conversation ${times(rebuilds.size)}, and ${require_shared.count(tokens)} cached tokens were written again: ${require_shared.usd(savings.cacheRebuildUsd)} more than reading them. Switch at the start of a session, or give the other model's part to an agent.`,
		savesUsd: savings.cacheRebuildUsd
	}];
}
const LOWER = {
	max: "xhigh",
	xhigh: "high",
	high: "medium",
	medium: "low"
};
function thinking(calls, { catalog }) {
	return [...groupBy(calls.filter(({ effort }) => effort !== null), ({ served, effort }) => `${served} ${effort}`).values()].flatMap((group) => {
		const { served, effort } = group[0];
		const output = group.reduce((sum, call) => sum + call.output, 0);
		const thought = group.reduce((sum, call) => sum + call.thinking, 0);
		const lower = LOWER[effort];
		const index = catalog.model(served)?.effortCost;
		if (!lower || !index || thought < MOST_THINKING * output) return [];
		const now = costOf(group);
		const savesUsd = now * (1 - index[lower] / index[effort]);
		return [{
			kind: "thinking",
			text: `${require_shared.percent(thought / output)} of what ${served} wrote at effort ${effort} was thinking, in calls of ${require_shared.usd(now)}. At ${lower} such work costs about ${require_shared.percent(index[lower] / index[effort])} of that, by the client's own index.`,
			savesUsd
		}];
	});
}
function overridden(calls, { catalog, declaredTiers }) {
	return [...groupBy(calls.filter((call) => {
		const declared = declaredTiers.get(call.who);
		return declared && call.tier && rank(call.tier) > rank(declared);
	}), ({ who }) => who)].map(([who, group]) => {
		const declared = declaredTiers.get(who);
		const [now, then] = [costOf(group), onTier(group, declared, catalog)];
		return {
			kind: "tier-overridden",
			text: `${who} asks for ${declared} and ran ${times(group.length)} on ${group[0]?.tier}: ${require_shared.usd(now)}; on ${declared} ${require_shared.usd(then)}. Look for CLAUDE_CODE_SUBAGENT_MODEL_FORCE, or a model named in the call.`,
			savesUsd: now - then
		};
	});
}
function unchecked(calls) {
	const sessions = groupBy(calls.filter(({ session }) => session !== null), ({ session }) => session);
	let drafts = 0;
	for (const group of sessions.values()) {
		const author = group.findLastIndex((call) => isAgent(call) && call.tier === "haiku" && AUTHOR.test(call.who));
		if (author < 0 || MECHANICAL.test(group[author].who)) continue;
		if (!group.slice(author).some((call) => isAgent(call) && rank(call.tier) > rank("haiku") && CHECKER.test(call.who))) drafts++;
	}
	if (!drafts) return [];
	return [{
		kind: "haiku-unchecked",
		text: `In ${require_shared.counted(drafts, "session")} an agent on haiku wrote code and no reviewer of a higher tier looked at it after that. Call tierwise:code-reviewer on such work.`,
		savesUsd: null
	}];
}
// src/usage/report.ts
const GROUPINGS = [
	"tier",
	"model",
	"agent",
	"skill",
	"project",
	"session",
	"day",
	"source"
];
function buildReport(ledger, { from, to, catalog, declaredTiers }) {
	const all = ledger.calls.map((entry) => priced(entry, catalog));
	const since = from?.toISOString() ?? "";
	const until = to.toISOString();
	const calls = all.filter(({ at }) => at >= since && at <= until);
	const by = (keyOf) => groupSums(calls, keyOf);
	const savings = savingsOf(calls, catalog);
	return {
		from: from?.toISOString() ?? null,
		to: until,
		totals: sumOf(calls),
		byTier: by(({ tier }) => tier ?? "unknown"),
		byModel: by(({ served }) => served),
		byAgent: by(({ who }) => who),
		bySkill: by(({ skill }) => skill),
		byProject: by(({ project }) => project ?? "unknown"),
		bySession: by(({ session }) => session ?? "outside a session"),
		byDay: by(({ at }) => at.slice(0, 10)),
		bySource: by(({ source }) => source),
		savings,
		audit: {
			servedNotRequested: mismatches(calls),
			clientTotals: compareWithClient(ledger, all)
		},
		unpriced: groupSums(calls.filter(({ costUsd: cost }) => cost === null), ({ served }) => served),
		advice: adviseOn(calls, {
			catalog,
			savings,
			declaredTiers
		})
	};
}
function priced(entry, catalog) {
	const { at, fast, batch, usOnly, webSearches = 0 } = entry;
	const model = catalog.model(entry.served);
	const billing = {
		at: new Date(at),
		fast,
		batch,
		usOnly
	};
	const anew = require_shared.costUsd(model, {
		...entry,
		webSearches
	}, billing) ?? entry.costUsd;
	const cost = entry.isSum ? entry.costUsd ?? anew : anew;
	const who = entry.agent ?? (entry.source === "session" ? "main" : entry.source);
	return {
		...entry,
		tier: model?.tier ?? entry.tier,
		costUsd: cost,
		who
	};
}
const emptySum = () => ({
	calls: 0,
	input: 0,
	output: 0,
	cacheRead: 0,
	cacheWrite: 0,
	thinking: 0,
	costUsd: 0
});
function add(sum, call) {
	sum.calls++;
	sum.input += call.input;
	sum.output += call.output;
	sum.cacheRead += call.cacheRead;
	sum.cacheWrite += call.cacheWrite5m + call.cacheWrite1h;
	sum.thinking += call.thinking;
	sum.costUsd += call.costUsd ?? 0;
}
function sumOf(calls) {
	const sum = emptySum();
	for (const call of calls) add(sum, call);
	return sum;
}
function groupSums(calls, keyOf) {
	const sums = new Map();
	for (const call of calls) {
		const key = keyOf(call);
		if (key === null) continue;
		const sum = sums.get(key) ?? emptySum();
		add(sum, call);
		sums.set(key, sum);
	}
	return Object.fromEntries([...sums].sort(([, a], [, b]) => b.costUsd - a.costUsd || b.calls - a.calls));
}
const withoutDate = (model) => model.replace(/-\d{8}$/, "");
function mismatches(calls) {
	const found = new Map();
	for (const { requested, served, who } of calls) {
		if (withoutDate(requested) === withoutDate(served)) continue;
		const key = `${requested}\0${served}\0${who}`;
		const entry = found.get(key) ?? {
			requested,
			served,
			who,
			calls: 0
		};
		entry.calls++;
		found.set(key, entry);
	}
	return [...found.values()].sort((a, b) => b.calls - a.calls);
}
function compareWithClient({ idsOfSession, costStates }, all) {
	const byId = new Map(all.map((call) => [call.id, call]));
	const result = {
		compared: 0,
		equal: 0,
		different: [],
		outOfDate: 0
	};
	for (const [session, { totalCostUsd, lastCall }] of costStates) {
		const own = [...idsOfSession.get(session) ?? []].flatMap((id) => byId.get(id) ?? []).filter(({ source }) => source === "session" || source === "subagent");
		const transcripts = [...agentsOfParents(session, own, all), ...own];
		if (transcripts.findLast(({ source }) => source === "session")?.id !== (lastCall ?? void 0)) {
			result.outOfDate++;
			continue;
		}
		const oursUsd = sumOf(transcripts).costUsd;
		result.compared++;
		if (Math.abs(oursUsd - totalCostUsd) < 1e-9 * Math.max(1, totalCostUsd)) result.equal++;
		else result.different.push({
			session,
			oursUsd,
			clientUsd: totalCostUsd
		});
	}
	result.different.sort((a, b) => Math.abs(b.clientUsd - b.oursUsd) - Math.abs(a.clientUsd - a.oursUsd));
	return result;
}
function agentsOfParents(session, calls, all) {
	const parents = new Set(calls.map((call) => call.session).filter((id) => id !== session));
	if (!parents.size) return [];
	const forkedAt = calls.find((call) => call.session === session)?.at ?? "";
	return all.filter((call) => call.source === "subagent" && parents.has(call.session) && call.at < forkedAt);
}
// src/usage/report-text.ts
const BAR_WIDTH = 16;
const MOST_ROWS = 12;
const MOST_LISTED = 3;
function formatReport(report, groupings) {
	const { totals } = report;
	if (!totals.calls) return "No model call is recorded for this time.";
	return [
		header(report),
		...groupings.flatMap((grouping) => table(grouping, sumsBy(report, grouping), totals)),
		"",
		...savings(report),
		...audit(report),
		...advice(report)
	].join("\n");
}
function sumsBy(report, grouping) {
	const { byTier, byModel, byAgent, bySkill, byProject, bySession, byDay, bySource } = report;
	return [
		byTier,
		byModel,
		byAgent,
		bySkill,
		byProject,
		bySession,
		byDay,
		bySource
	][GROUPINGS.indexOf(grouping)];
}
function header({ from, to, totals, bySession }) {
	const days = `${from?.slice(0, 10) ?? "the beginning"} to ${to.slice(0, 10)}`;
	const sessions = Object.keys(bySession).length;
	const prompt = promptOf(totals);
	const shares = [`${require_shared.count(prompt)} tokens in, ${require_shared.percent(prompt ? totals.cacheRead / prompt : 0)} from cache`, `${require_shared.count(totals.output)} out, ${require_shared.percent(totals.output ? totals.thinking / totals.output : 0)} thinking`];
	const what = `${require_shared.counted(totals.calls, "call")} in ${require_shared.counted(sessions, "session")}`;
	return `${require_shared.bold(`${require_shared.usd(totals.costUsd)}  ${days}`)}\n${what}, ${shares.join("; ")}. Dollars are list price.`;
}
const promptOf = ({ input, cacheRead, cacheWrite }) => input + cacheRead + cacheWrite;
function table(grouping, sums, totals) {
	const rows = Object.entries(sums);
	if (!rows.length) return [];
	const shown = grouping === "day" ? rows.sort(([a], [b]) => a < b ? -1 : 1).slice(-31) : rows.slice(0, MOST_ROWS);
	const largest = Math.max(...shown.map(([, { costUsd }]) => costUsd), Number.MIN_VALUE);
	const lines = require_shared.columns([[
		`by ${grouping}`,
		"calls",
		"in",
		"cached",
		"out",
		"thinking",
		"cost",
		"share"
	], ...shown.map(([name, sum]) => {
		const prompt = promptOf(sum);
		return [
			shorten(name, grouping),
			require_shared.count(sum.calls),
			require_shared.count(prompt),
			require_shared.percent(prompt ? sum.cacheRead / prompt : 0),
			require_shared.count(sum.output),
			require_shared.percent(sum.output ? sum.thinking / sum.output : 0),
			require_shared.usd(sum.costUsd),
			require_shared.percent(totals.costUsd ? sum.costUsd / totals.costUsd : 0),
			require_shared.cyan("\u2588".repeat(Math.round(sum.costUsd / largest * BAR_WIDTH)))
		];
	})], [
		"left",
		"right",
		"right",
		"right",
		"right",
		"right",
		"right",
		"right",
		"left"
	]);
	const left = rows.length - shown.length;
	const more = left > 0 ? [require_shared.dim(`\u2026 and ${require_shared.count(left)} more: --by ${grouping} --json`)] : [];
	return [
		"",
		require_shared.dim(lines[0]),
		...lines.slice(1),
		...more
	];
}
const LONGEST_NAME = 40;
function shorten(name, grouping) {
	if (name.length <= LONGEST_NAME) return name;
	return grouping === "project" ? `\u2026${name.slice(-39)}` : `${name.slice(0, 39)}\u2026`;
}
function savings({ savings: { actualUsd, onTopTierUsd, savedUsd, cacheRebuildUsd, assumption } }) {
	if (!actualUsd) return [];
	const verdict = savedUsd >= 0 ? `The tiers saved ${require_shared.usd(savedUsd)} net (${require_shared.percent(onTopTierUsd ? savedUsd / onTopTierUsd : 0)}): ${require_shared.usd(actualUsd)} instead of ${require_shared.usd(onTopTierUsd)}.` : `The mix of tiers cost ${require_shared.usd(-savedUsd)} more than the top tier alone would have: ${require_shared.usd(actualUsd)} instead of ${require_shared.usd(onTopTierUsd)}.`;
	const rebuilt = cacheRebuildUsd > 0 ? ` Rebuilt caches took ${require_shared.usd(cacheRebuildUsd)} of it.` : "";
	return [require_shared.bold(verdict) + rebuilt, require_shared.dim(`Assumed: ${assumption}.`)];
}
function audit({ audit: { servedNotRequested, clientTotals }, unpriced }) {
	const lines = [];
	for (const { requested, served, who, calls } of servedNotRequested.slice(0, MOST_LISTED)) lines.push(`${who} asked for ${requested} and was answered by ${served}: ${require_shared.counted(calls, "call")}.`);
	const { compared, equal, different, outOfDate } = clientTotals;
	if (compared) {
		lines.push(`Compared with Claude Code's own totals: ${require_shared.count(equal)} of ${require_shared.counted(compared, "session")} equal.`);
		for (const { session, oursUsd, clientUsd } of different.slice(0, MOST_LISTED)) lines.push(`  ${session}: ${require_shared.usd(oursUsd)} here, ${require_shared.usd(clientUsd)} there, ${require_shared.usd(Math.abs(clientUsd - oursUsd))} apart (compaction and hooks' calls are in no transcript; or another model answered).`);
		if (different.length > MOST_LISTED) lines.push(`  and ${require_shared.count(different.length - MOST_LISTED)} more: --json`);
	}
	if (outOfDate) lines.push(`Not compared: ${require_shared.counted(outOfDate, "session")} that went on after the last total, or still run.`);
	for (const [model, { calls }] of Object.entries(unpriced)) lines.push(`No price is known for ${model} (${require_shared.counted(calls, "call")}): its cost is in no sum. Add it under "models" in tierwise.md.`);
	return lines.length ? ["", ...lines] : [];
}
function advice({ advice: list }) {
	if (!list.length) return [];
	const lines = list.map(({ text, savesUsd }) => `${savesUsd === null ? "-" : `- Save ${require_shared.usd(savesUsd)}:`} ${text}`);
	return [
		"",
		require_shared.bold("Advice"),
		...lines
	];
}
// src/commands/report.ts
var report_exports = require_rolldown_runtime.__exportAll({ reportCommand: () => reportCommand });
const DAY_MS = 864e5;
const HELP_AFTER = `
Examples:
  tierwise report --since 7d
  tierwise report --by project --by day
  tierwise report --backfill --since all    also the sessions from before the plugin was installed

Sessions are read from Claude Code's transcripts, each part once. Dollars are list price.`;
function reportCommand(done) {
	return new require_commander.Command("report").description("Where the tokens and the money went: by tier, agent, model and more; savings; advice.").option("--since <time>", "7d, 24h, a date such as 2026-11-01, or all", since, new Date(Date.now() - 30 * DAY_MS)).addOption(new require_commander.Option("--by <grouping>", `${GROUPINGS.join(", ")}; again for more (default: tier, agent)`).argParser(grouping).default([], "")).option("--backfill", "read every transcript there is, not only sessions the hooks have seen").option("--json", "one JSON object on stdout").addHelpText("after", HELP_AFTER).action(async (options) => done(report(options)));
}
function report({ since: first, by, backfill, json }) {
	const from = first.getTime() ? first : null;
	const home = require_shared.dataHome();
	const progress = require_shared.createProgress();
	catchUp(home, backfill === true, (line) => progress.note(line));
	progress.end();
	const ledger = readLedger(home);
	if (ledger.damaged) progress.note(`Left out: ${require_shared.counted(ledger.damaged, "line")} of the ledger that cannot be read.`);
	const catalog = require_catalog.loadCatalog(home, process.cwd());
	const built = buildReport(ledger, {
		from,
		to: new Date(),
		catalog,
		declaredTiers: declaredTiers()
	});
	if (json) process.stdout.write(`${JSON.stringify(built)}\n`);
	else {
		const hint = built.totals.calls || backfill ? "" : " tierwise report --backfill reads the transcripts from before.";
		process.stdout.write(`${formatReport(built, by.length ? by : ["tier", "agent"])}${hint}\n`);
	}
	return require_shared.EXIT.ok;
}
function catchUp(home, backfill, note) {
	try {
		if (!backfill) {
			ingestKnown(home);
			return;
		}
		const read = ingestAll(home, process.env.CLAUDE_CONFIG_DIR || (0, node_path.join)((0, node_os.homedir)(), ".claude"));
		note(`${require_shared.counted(read, "transcript")} read.`);
	} catch (error) {
		if (!error.code) throw error;
		note(`The ledger in ${home} cannot be brought up to date: ${require_shared.systemReason(error)}.`);
	}
}
function declaredTiers() {
	const folder = (0, node_path.join)(require_shared.PLUGIN_ROOT, "agents");
	return new Map((0, node_fs.readdirSync)(folder).map((file) => {
		const { header } = require_catalog.parseMarkdown((0, node_fs.readFileSync)((0, node_path.join)(folder, file), "utf8"), file);
		const { name, model } = header;
		return [`tierwise:${name}`, model];
	}));
}
function since(text) {
	if (text === "all") return new Date(0);
	const span = /^(\d+)(h|d|w)$/.exec(text);
	if (span) return new Date(Date.now() - Number(span[1]) * {
		h: DAY_MS / 24,
		d: DAY_MS,
		w: 7 * DAY_MS
	}[span[2]]);
	const date = new Date(text);
	if (/^\d{4}-\d\d(-\d\d)?/.test(text) && !Number.isNaN(date.getTime())) return date;
	throw new require_commander.InvalidArgumentError("Expected 7d, 24h, 2w, a date such as 2026-11-01, or all.");
}
function grouping(text, before) {
	if (GROUPINGS.includes(text)) return [...before, text];
	throw new require_shared.UsageError(`Unknown grouping "${text}". Choose among: ${GROUPINGS.join(", ")}.`);
}
Object.defineProperty(exports, "appendEntries", {
	enumerable: true,
	get: function() {
		return appendEntries;
	}
});
Object.defineProperty(exports, "appendOutcomes", {
	enumerable: true,
	get: function() {
		return appendOutcomes;
	}
});
Object.defineProperty(exports, "directEntry", {
	enumerable: true,
	get: function() {
		return directEntry;
	}
});
Object.defineProperty(exports, "directRecorder", {
	enumerable: true,
	get: function() {
		return directRecorder;
	}
});
Object.defineProperty(exports, "report_exports", {
	enumerable: true,
	get: function() {
		return report_exports;
	}
});
