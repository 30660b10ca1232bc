"use strict";
const require_rolldown_runtime = require("./rolldown-runtime.cjs");
let require_commander_loaded;
const require_commander = () => require_commander_loaded ??= require("./commander.cjs");
let require_shared_loaded;
const require_shared = () => require_shared_loaded ??= require("./shared.cjs");
let require_ask_loaded;
const require_ask = () => require_ask_loaded ??= require("./ask.cjs");
let require_usage_loaded;
const require_usage = () => require_usage_loaded ??= require("./usage.cjs");
let require_zod_loaded;
const require_zod = () => require_zod_loaded ??= require("./zod.cjs");
let require_routing_loaded;
const require_routing = () => require_routing_loaded ??= require("./routing.cjs");
let require_status_loaded;
const require_status = () => require_status_loaded ??= require("./status.cjs");
let require_catalog_loaded;
const require_catalog = () => require_catalog_loaded ??= require("./catalog.cjs");
let require_opinion_loaded;
const require_opinion = () => require_opinion_loaded ??= require("./opinion.cjs");
let require_plan_loaded;
const require_plan = () => require_plan_loaded ??= require("./plan.cjs");
let require_by_policy_loaded;
const require_by_policy = () => require_by_policy_loaded ??= require("./by-policy.cjs");
let node_path = require("node:path");
let node_fs = require("node:fs");
// src/doctor/finding.ts
const finding = (level) => (fault, where, [what, fix]) => ({
	level,
	fault,
	what,
	where,
	fix
});
const wrong = finding("wrong");
const note = finding("note");
// src/doctor/ages.ts
const OLD_DAYS = 92;
const DAY_MS = 864e5;
function ageFindings(now, rules, tableDate = require_shared().TABLE_DATE) {
	const findings = [];
	const days = daysSince(tableDate, now);
	if (days > OLD_DAYS) findings.push(wrong("old-prices", null, [`The price table is of ${tableDate}, ${days} days ago: dollars may be wrong`, "Update the plugin (claude plugin update), or set prices under \"models\" in tierwise.md."]));
	for (const { name, evidence } of rules) {
		if (!evidence.date || daysSince(evidence.date, now) <= OLD_DAYS) continue;
		findings.push(wrong("old-benchmark", `the rule ${name}`, [`It rests on a benchmark of ${evidence.date} (${evidence.source}), older than a quarter of a year`, `Measure on your own items with tierwise calibrate, or name a rule "${name}" of your own in tierwise.md.`]));
	}
	return findings;
}
const daysSince = (day, now) => Math.floor((now.getTime() - Date.parse(`${day}T00:00:00Z`)) / DAY_MS);
// src/doctor/client-settings.ts
const Texts = require_zod().array(require_zod().string()).catch([]);
const Settings = require_zod().looseObject({
	env: require_zod().record(require_zod().string(), require_zod().unknown()).catch({}).default({}),
	permissions: require_zod().looseObject({
		allow: Texts.default([]),
		deny: Texts.default([]),
		ask: Texts.default([])
	}).default({
		allow: [],
		deny: [],
		ask: []
	}),
	disableAllHooks: require_zod().boolean().catch(false).default(false),
	allowManagedHooksOnly: require_zod().boolean().catch(false).default(false),
	enabledPlugins: require_zod().record(require_zod().string(), require_zod().unknown()).catch({}).default({})
});
function readClientSettings(folder, env) {
	const files = [
		(0, node_path.join)(require_shared().claudeHome(env), "settings.json"),
		(0, node_path.join)(folder, ".claude", "settings.json"),
		(0, node_path.join)(folder, ".claude", "settings.local.json"),
		...managed()
	];
	const read = [...new Set(files)].map(readOne);
	return {
		found: read.flatMap((one) => one && "settings" in one ? [one] : []),
		findings: read.flatMap((one) => one && "fault" in one ? [one] : [])
	};
}
function managed() {
	try {
		return require_shared().managedFiles(require_shared().MANAGED_FOLDER);
	} catch {
		return [];
	}
}
function readOne(file) {
	const unreadable = (why) => wrong("client-settings", file, [`Claude Code's settings cannot be read: ${why}`, "Correct the file; /doctor in Claude Code checks it, too."]);
	let text;
	try {
		text = (0, node_fs.readFileSync)(file, "utf8").replace(/^\uFEFF/, "");
	} catch (error) {
		return ["ENOENT", "ENOTDIR"].includes(require_shared().systemCode(error) ?? "") ? null : unreadable(require_shared().systemReason(error));
	}
	if (!text.trim()) return null;
	const json = parsed(text);
	const settings = Settings.safeParse(json);
	if (!settings.success) return unreadable(json === void 0 ? "it is not valid JSON" : "it is not an object");
	const lineOf = (wanted) => {
		const index = text.split("\n").findIndex((line) => line.includes(JSON.stringify(wanted)));
		return index < 0 ? file : `${file}:${index + 1}`;
	};
	return {
		file,
		settings: settings.data,
		lineOf
	};
}
function parsed(text) {
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}
// src/doctor/definitions.ts
const MOST_FILES = 500;
function readDefinitions(folder, env) {
	const [own, theirs] = [require_shared().claudeHome(env), (0, node_path.join)(folder, ".claude")];
	return [
		...agentsIn(own),
		...skillsIn(own),
		...theirs === own ? [] : [...agentsIn(theirs), ...skillsIn(theirs)].filter(({ file }) => isPlain(file))
	].slice(0, MOST_FILES).flatMap(({ kind, file }) => {
		const read = require_status().readUntrustedText(file);
		return "text" in read && read.text !== null ? [{
			kind,
			file,
			text: read.text
		}] : [];
	});
}
const agentsIn = (home) => namesIn((0, node_path.join)(home, "agents"), true).filter((name) => name.endsWith(".md")).map((name) => ({
	kind: "agent",
	file: (0, node_path.join)(home, "agents", name)
}));
const skillsIn = (home) => namesIn((0, node_path.join)(home, "skills"), false).map((name) => ({
	kind: "skill",
	file: (0, node_path.join)(home, "skills", name, "SKILL.md")
}));
function namesIn(folder, recursive) {
	try {
		return (0, node_fs.readdirSync)(folder, {
			recursive,
			encoding: "utf8"
		}).sort();
	} catch {
		return [];
	}
}
const isPlain = (file) => (0, node_fs.lstatSync)(file, { throwIfNoEntry: false })?.isFile() === true;
// src/doctor/gateway.ts
const MOST_TOKENS = 300;
const SCHEMA = {
	type: "object",
	properties: { color: {
		type: "string",
		enum: [
			"red",
			"green",
			"blue"
		]
	} },
	required: ["color"],
	additionalProperties: false
};
function gatewayFindings(env) {
	const url = urlOf(env);
	if (!url || /(?:^|\.)anthropic\.com$/.test(new URL(url).hostname)) return [];
	return [note("gateway", "the variable ANTHROPIC_BASE_URL", [`Requests go through ${url}; some gateways drop the schema of a reply, and bulk runs then re-ask and fail`, "tierwise doctor --probe asks it once, for less than a cent."])];
}
function urlOf(env) {
	try {
		return require_ask().anthropicServer(env)?.url ?? null;
	} catch (error) {
		if (error instanceof require_shared().UsageError) return null;
		throw error;
	}
}
async function probe(backend, model, onReply) {
	const request = {
		model,
		system: "You answer in one short sentence of plain English, without any braces.",
		cacheSystem: null,
		user: "Which color is the sky?",
		schema: SCHEMA,
		maxTokens: MOST_TOKENS,
		effort: null,
		thinking: null
	};
	try {
		const reply = await backend.ask(request);
		onReply(reply);
		if (typeof require_usage().at(require_usage().parseJson(reply.text), "color") === "string") return [];
		return [wrong("schema-dropped", backend.via, [`${backend.via} drops the schema of a reply: ${model} answered in prose`, "Have it pass output_config on, or go around it: unset ANTHROPIC_BASE_URL."])];
	} catch (error) {
		if (!(error instanceof require_ask().AskError)) throw error;
		return [wrong("probe-failed", backend.via, [`The probe got no answer: ${error.message.replace(/\.$/, "")}`, "See the first table for what it needs, then run it again."])];
	}
}
// src/doctor/hooks.ts
const BEHIND_MS = 108e5;
const lastIngest = (env) => newest(filesIn(require_usage().offsetsFolder(require_shared().dataHome(env))));
function hookFindings(env, settings) {
	const off = settings.flatMap(({ settings: one, lineOf }) => ["disableAllHooks", "allowManagedHooksOnly"].filter((key) => one[key]).map((key) => wrong("hooks-off", lineOf(key), [`${key} switches the hooks off: nothing is recorded, and no policy is enforced`, `Remove ${key}, or ask whoever set it.`])));
	return off.length ? off : liveness(env, settings);
}
function liveness(env, settings) {
	const last = lastIngest(env);
	const worked = newest(require_usage().allTranscripts(require_shared().claudeHome(env)));
	const isInstalled = settings.some(({ settings: one }) => Object.entries(one.enabledPlugins).some(([name, on]) => name.startsWith("tierwise@") && on === true));
	if (last && worked && worked.getTime() - last.getTime() > BEHIND_MS) return [wrong("hooks-behind", null, [`The hooks last recorded at ${minute(last)}, and a session went on until ${minute(worked)}`, "See that node is on the PATH of Claude Code and the plugin is enabled (/plugin); then tierwise report --backfill."])];
	if (last) return [];
	const words = ["The hooks have recorded no session yet", "Start a session with the plugin enabled (/plugin); tierwise report --backfill reads earlier ones."];
	return [isInstalled && worked ? wrong("hooks-never", null, words) : note("hooks-never", null, words)];
}
const minute = (date) => date.toISOString().slice(0, 16).replace("T", " ");
function newest(files) {
	const latest = files.map((file) => (0, node_fs.statSync)(file, { throwIfNoEntry: false })?.mtimeMs ?? 0).reduce((most, time) => Math.max(most, time), 0);
	return latest ? new Date(latest) : null;
}
function filesIn(folder) {
	try {
		return (0, node_fs.readdirSync)(folder).map((name) => (0, node_path.join)(folder, name));
	} catch {
		return [];
	}
}
// src/doctor/lint.ts
const words = (text) => text.trim().split(/\s+/);
const KEYS = {
	agent: words(`name description model tools disallowedTools effort maxTurns autoCompactWindow skills memory background isolation
    omitClaudeMd color observeToolResults experimental permissionMode hooks mcpServers initialPrompt observer observerMessage
    observeSubagents`),
	skill: words(`name description when_to_use model effort allowed-tools disallowed-tools argument-hint arguments
    disable-model-invocation user-invocable context agent background paths hooks shell metadata version license`)
};
const ELSEWHERE = {
	agent: {
		"allowed-tools": "tools",
		"disallowed-tools": "disallowedTools"
	},
	skill: {
		tools: "allowed-tools",
		disallowedTools: "disallowed-tools"
	}
};
const GRANTS = new Set([
	"allowed-tools",
	"tools",
	"permissionMode",
	"hooks",
	"mcpServers",
	"shell"
]);
const ALIASES = [
	...require_shared().TIER_NAMES,
	"inherit",
	"best",
	"opusplan",
	"default"
];
function lintDefinition(definition, context) {
	const { file, text, kind } = definition;
	let header;
	try {
		({header} = require_catalog().parseMarkdown(text, file));
	} catch (error) {
		if (!(error instanceof require_shared().UsageError)) throw error;
		const [, line = "1", why = error.message] = /line (\d+): (.*)$/s.exec(error.message.slice(file.length)) ?? [];
		return [wrong("header-unreadable", `${file}:${line}`, [`The ${kind} cannot be read: ${why.replace(/\.$/, "")}`, "Correct the YAML between the two lines of \"---\"."])];
	}
	const entries = typeof header === "object" && header !== null ? Object.entries(header) : [];
	const lint = {
		definition,
		lines: text.split("\n"),
		values: new Map(entries),
		context
	};
	return [
		...keyFindings(lint),
		...modelFindings(lint),
		...effortFindings(lint),
		...inheriting(lint)
	];
}
const lineOf = ({ lines }, key) => lines.findIndex((line) => line.startsWith(`${key}:`) || line.startsWith(`"${key}":`)) + 1 || 1;
const placeOf = (lint, key) => `${lint.definition.file}:${lineOf(lint, key)}`;
function keyFindings(lint) {
	const { kind } = lint.definition;
	return [...lint.values.keys()].flatMap((key) => {
		if (KEYS[kind].includes(key)) return [];
		const meant = ELSEWHERE[kind][key] ?? KEYS[kind].find((known) => isSame(known, key));
		const what = `${require_routing().shown(key)} is not a key of ${kind === "agent" ? "an agent" : "a skill"}, and is ignored`;
		const fix = meant ? `Write ${meant}: instead.` : "Remove it, or put it under \"metadata\" of a skill.";
		const found = wrong("unknown-key", placeOf(lint, key), [what, fix]);
		return [meant && !GRANTS.has(meant) && !lint.values.has(meant) ? withRepair(found, lint, {
			key,
			from: `${key}:`,
			to: `${meant}:`
		}) : found];
	});
}
const isSame = (known, key) => require_routing().isNear(known.replace(/[-_]/g, ""), key.replace(/[-_ ]/g, ""));
function withRepair(found, lint, { key, from, to }) {
	const line = lineOf(lint, key);
	const before = lint.lines[line - 1] ?? "";
	if (!before.startsWith(`${key}:`)) return found;
	return {
		...found,
		repair: {
			file: lint.definition.file,
			line,
			from: before,
			to: before.replace(from, () => to)
		}
	};
}
function modelFindings(lint) {
	const model = lint.values.get("model");
	if (model === void 0 || model === null || isModel(model, lint.context)) return [];
	const text = String(model);
	const lower = ALIASES.find((alias) => alias === text.toLowerCase());
	const near = lower ?? ALIASES.find((alias) => require_routing().isNear(alias, text));
	const found = wrong("unknown-model", placeOf(lint, "model"), [`The model ${require_routing().shown(text)} is not known: every request of it would fail, or be priced at a guess`, near ? `Write model: ${near}.` : `Expected one of: ${require_shared().TIER_NAMES.join(", ")}, inherit, or a model's full id.`]);
	return [lower ? withRepair(found, lint, {
		key: "model",
		from: text,
		to: lower
	}) : found];
}
function isModel(model, { knows }) {
	if (typeof model !== "string") return false;
	const id = model.replace(/\[1m\]$/, "");
	return ALIASES.includes(id) || require_shared().shippedModel(id) !== void 0 || knows(id) || /^(arn:|.*anthropic\.)/.test(id);
}
function effortFindings(lint) {
	const effort = lint.values.get("effort");
	if (effort === void 0 || require_shared().EFFORTS.some((one) => one === effort)) return [];
	const lower = require_shared().EFFORTS.find((one) => one === String(effort).toLowerCase());
	const found = wrong("unknown-effort", placeOf(lint, "effort"), [`The effort ${require_routing().shown(effort)} is ignored`, `Expected one of: ${require_shared().EFFORTS.join(", ")}.`]);
	return [lower ? withRepair(found, lint, {
		key: "effort",
		from: String(effort),
		to: lower
	}) : found];
}
function inheriting(lint) {
	const { values, context, definition } = lint;
	const model = values.get("model");
	if (definition.kind === "agent") return model !== void 0 || context.subagentModel ? [] : [wrong("agent-inherits", `${definition.file}:1`, ["The agent names no model, so it runs on the session's, which may be the most expensive", "Add model: haiku (or sonnet, opus; inherit, if that is meant)."])];
	const byModel = values.get("disable-model-invocation") !== true;
	const isForked = values.get("context") === "fork";
	if (model === void 0 || model === "inherit" || isForked || !byModel) return [];
	return [wrong("skill-model-ignored", placeOf(lint, "model"), [`model: ${require_routing().shown(model)} counts only when you type the command; when Claude invokes the skill, the session's model runs it`, "Add context: fork, or leave model out."])];
}
// src/doctor/overrides.ts
function overrideFindings(env, settings, knows) {
	const of = (name) => settingOf(name, env, settings);
	return [
		...subagents(of),
		...effort(of),
		...session(of),
		...aliases(of, knows)
	];
}
function settingOf(name, env, settings) {
	const value = env[name];
	if (value) return {
		value,
		where: `the variable ${name}`
	};
	const file = settings.find((one) => typeof one.settings.env[name] === "string");
	const text = file?.settings.env[name];
	return file && typeof text === "string" && text ? {
		value: text,
		where: file.lineOf(name)
	} : null;
}
const isOn = ({ value }) => ![
	"0",
	"false",
	"no",
	"off"
].includes(value.toLowerCase());
function subagents(of) {
	const model = of("CLAUDE_CODE_SUBAGENT_MODEL");
	const force = of("CLAUDE_CODE_SUBAGENT_MODEL_FORCE");
	if (!model) return [];
	if (force && isOn(force)) return [wrong("subagent-model-forced", force.where, [`CLAUDE_CODE_SUBAGENT_MODEL_FORCE runs every agent on ${model.value}, whatever tier it asks for`, "Unset CLAUDE_CODE_SUBAGENT_MODEL_FORCE."])];
	return [note("subagent-model", model.where, [`CLAUDE_CODE_SUBAGENT_MODEL (${model.value}) counts only for agents without a model of their own`, "Nothing, if that is what you want: since 2.1 it no longer overrides the tiers of agents."])];
}
function effort(of) {
	const level = of("CLAUDE_CODE_EFFORT_LEVEL");
	return level ? [wrong("effort-forced", level.where, [`CLAUDE_CODE_EFFORT_LEVEL runs every agent at effort ${level.value}, whatever effort it asks for`, "Unset it; in a session, /effort sets the effort of the main conversation alone."])] : [];
}
function session(of) {
	const findings = [];
	const model = of("ANTHROPIC_MODEL");
	if (model) findings.push(note("session-model", model.where, [`ANTHROPIC_MODEL starts every session on ${model.value}, and agents without a model inherit that`, "Nothing, if that is what you want; else unset it."]));
	const small = of("ANTHROPIC_SMALL_FAST_MODEL");
	if (small) findings.push(wrong("small-fast-model", small.where, [`ANTHROPIC_SMALL_FAST_MODEL (${small.value}) is the old name, and says nothing about the tier haiku`, "Set ANTHROPIC_DEFAULT_HAIKU_MODEL instead, or neither."]));
	return findings;
}
function aliases(of, knows) {
	return require_shared().TIER_NAMES.flatMap((tier) => {
		const name = `ANTHROPIC_DEFAULT_${tier.toUpperCase()}_MODEL`;
		const set = of(name);
		if (!set) return [];
		const served = require_shared().shippedModel(set.value)?.tier;
		if (served === tier) return [];
		const what = served ? `${name} makes "${tier}" mean ${set.value}, which is ${served}: agents and bulk work get its price and quality` : `${name} makes "${tier}" mean ${set.value}, which no price is known for`;
		if (!served && knows(set.value)) return [];
		return [wrong(served ? "tier-redefined" : "tier-unknown-model", set.where, [what, served ? `Unset ${name}.` : `Unset ${name}, or describe the model under "models" in tierwise.md.`])];
	});
}
// src/doctor/permissions.ts
const GRANT = "Bash(tierwise in-session *)";
const BARS = /^Bash(?:\(\s*(?:\*|tierwise(?: in-session)?(?:[ :]\*|\*)?)\s*\))?$/;
const TOO_WIDE = /^Bash\(\s*tierwise(?::\*| \*|\*)\s*\)$/;
function permissionFindings(settings) {
	const findings = settings.flatMap(({ settings: { permissions }, lineOf }) => [...["deny", "ask"].flatMap((list) => permissions[list].filter((rule) => BARS.test(rule)).map((rule) => wrong(`permission-${list}`, lineOf(rule), [list === "deny" ? `The rule ${rule} denies what the skills run` : `By the rule ${rule} you are asked each time a skill runs`, `Remove it, or narrow it so that it does not cover ${GRANT}.`]))), ...permissions.allow.filter((rule) => TOO_WIDE.test(rule)).map((rule) => wrong("permission-wide", lineOf(rule), [`The rule ${rule} lets a session run every command of tierwise unasked, at any price`, `Replace it by ${GRANT}, which is bounded in files, hosts and money.`]))]);
	const isGranted = settings.some(({ settings: { permissions } }) => permissions.allow.includes(GRANT));
	if (findings.length || isGranted) return findings;
	return [note("permission-none", null, [`No rule allows ${GRANT}, so a skill that Claude invokes by itself is asked about first`, `Nothing, if you want to be asked; else add it to permissions.allow of your settings.json.`])];
}
// src/doctor/policy-files.ts
function policyFindings({ policy, problems, notes }, folder, env) {
	const mistakes = problems.length ? problems : settingsProblems(folder, env);
	const ignored = notes.filter((line) => !problems.includes(line));
	return [
		...mistakes.map((line) => unreadable(line)),
		...ignored.map((line) => wrong("policy-ignored", null, [line.replace(/\.$/, ""), "Take it out there, or put it into your own tierwise.md."])),
		...inheritance(policy, env)
	];
}
function unreadable(line) {
	const [, where = null, what = line] = /^(.*?\.md(?::\d+)?):? (.*)$/s.exec(line) ?? [];
	return wrong("policy-mistake", where, [`${what.replace(/\.$/, "")}; the whole file has no effect`, "Correct it, then see with: tierwise policy check"]);
}
function settingsProblems(folder, env) {
	try {
		require_catalog().readSettings(require_status().ownSettingsFile(require_shared().dataHome(env)));
	} catch (error) {
		if (!(error instanceof require_shared().UsageError)) throw error;
		return [error.message];
	}
	const theirs = require_catalog().readUntrustedSettings(require_status().projectSettingsFile(folder));
	return "problem" in theirs ? [theirs.problem] : [];
}
const inheritance = ({ mode }, env) => mode === "enforce" || env.CLAUDE_CODE_SUBAGENT_MODEL ? [] : [note("explore-inherits", null, ["Claude Code's own agents, Explore included, inherit the session's model: none of them is cheap by itself any more", "To put them on a tier: mode: enforce in tierwise.md (tierwise policy init writes one)."])];
// src/doctor/runtime.ts
const NODE_FLOOR = "20.12.0";
function runtimeFindings(node, client) {
	const findings = [];
	if (require_ask().isBelow(node, NODE_FLOOR)) findings.push(wrong("node-version", null, [`Node ${node} is older than ${NODE_FLOOR}, so hooks and the command may fail`, "Install Node 20 or later, and make it the first node on PATH."]));
	if (client && require_ask().isBelow(client, require_ask().CLI_FLOORS.claude)) findings.push(wrong("client-version", null, [`Claude Code ${client} is older than ${require_ask().CLI_FLOORS.claude}, which the plugin needs`, "claude update"]));
	return findings;
}
// src/doctor/diagnose.ts
function diagnose({ env, cwd, open, knows, versions, now }) {
	const { found, findings } = readClientSettings(cwd, env);
	const subagentModel = env.CLAUDE_CODE_SUBAGENT_MODEL || null;
	const all = [
		...runtimeFindings(versions.node, versions.client),
		...findings,
		...overrideFindings(env, found, knows),
		...policyFindings(open, cwd, env),
		...hookFindings(env, found),
		...readDefinitions(cwd, env).flatMap((one) => lintDefinition(one, {
			knows,
			subagentModel
		})),
		...permissionFindings(found),
		...gatewayFindings(env),
		...ageFindings(now, require_routing().DEFAULT_RULES)
	];
	return [...all.filter(({ level }) => level === "wrong"), ...all.filter(({ level }) => level === "note")];
}
// src/doctor/payers.ts
const CLOUDS = [
	["CLAUDE_CODE_USE_BEDROCK", "your AWS account (Amazon Bedrock)"],
	["CLAUDE_CODE_USE_VERTEX", "your Google Cloud project (Vertex AI)"],
	["CLAUDE_CODE_USE_FOUNDRY", "your Azure subscription (Microsoft Foundry)"]
];
const OFF = /^(?:|0|false|no|off)$/i;
function payersOf(env, isLoggedIn) {
	const cloud = CLOUDS.find(([variable]) => !OFF.test(env[variable] ?? ""))?.[1];
	const subscription = isLoggedIn ? "your Claude subscription" : "nobody yet: no login";
	const key = keyIn(env);
	return [
		{
			what: "sessions of Claude Code",
			who: cloud ?? key ?? subscription
		},
		{
			what: "bulk runs and opinions",
			who: (require_ask().cloudInUse(env) && cloud) ?? key ?? cloud ?? subscription
		},
		{
			what: "steps of plans",
			who: cloud ?? subscription
		}
	];
}
function keyIn(env) {
	try {
		const server = require_ask().anthropicServer(env);
		return server && `the credential in ${server.credential.variable}, at ${server.url}`;
	} catch (error) {
		if (error instanceof require_shared().UsageError) return null;
		throw error;
	}
}
// src/doctor/repair.ts
const repairAll = (findings) => findings.flatMap((finding) => finding.repair ? [{
	finding,
	changed: repair(finding.repair)
}] : []);
function repair({ file, line, from, to }) {
	try {
		const text = (0, node_fs.readFileSync)(file, "utf8");
		const lines = text.split("\n");
		if (lines[line - 1] !== from) return { problem: `${file}:${line} has changed meanwhile` };
		lines[line - 1] = to;
		const after = lines.join("\n");
		require_catalog().parseMarkdown(after, file);
		if (!Buffer.from(text).equals((0, node_fs.readFileSync)(file))) return { problem: `${file} is not UTF-8` };
		replace(file, after);
		return {
			file,
			line,
			from: from.trimEnd(),
			to: to.trimEnd()
		};
	} catch (error) {
		if (error instanceof require_shared().UsageError) return { problem: error.message };
		if (require_shared().systemCode(error)) return { problem: `${file}: ${require_shared().systemReason(error)}` };
		throw error;
	}
}
function replace(file, text) {
	const { mode, nlink } = (0, node_fs.statSync)(file);
	if (nlink > 1 || isLink(file)) {
		(0, node_fs.writeFileSync)(file, text);
		return;
	}
	const temporary = `${file}.${process.pid}.tmp`;
	try {
		(0, node_fs.writeFileSync)(temporary, text, {
			mode: mode & 511,
			flag: "wx"
		});
		(0, node_fs.renameSync)(temporary, file);
	} catch (error) {
		(0, node_fs.rmSync)(temporary, { force: true });
		throw error;
	}
}
const isLink = (file) => (0, node_fs.lstatSync)(file).isSymbolicLink();
// src/doctor/tiers.ts
const tierRows = ({ tiers, model: modelOf }, env) => require_shared().RUNG_NAMES.filter((tier) => tiers[tier].model).map((tier) => {
	const { model } = tiers[tier];
	const facts = modelOf(model);
	const price = facts && require_shared().priceInForce(facts, new Date());
	const { images = false, structuredOutputs = false } = facts ?? {};
	return {
		tier,
		model,
		images,
		structuredOutputs,
		residence: residenceOf(model, env),
		inputUsd: price?.input ?? null,
		outputUsd: price?.output ?? null
	};
});
function residenceOf(model, env) {
	if (!require_shared().isOpenaiModel(model)) return "Claude";
	const { url } = require_shared().parseOpenaiModel(model);
	if (!URL.canParse(url)) return url;
	const address = new URL(url);
	return require_shared().isLoopback(address) && !env[require_shared().keyVariable(address)] ? "never leaves this machine" : address.host;
}
function tierLines(rows) {
	const price = (amount) => amount === null ? "unpriced" : require_shared().usd(amount);
	const cells = rows.map(({ tier, model, inputUsd, outputUsd, residence, images }) => [...[
		tier,
		model,
		price(inputUsd),
		price(outputUsd),
		images ? "text, images" : "text",
		residence
	]]);
	return require_shared().columns([[
		"tier",
		"model",
		"in per million",
		"out",
		"takes",
		"where items go"
	], ...cells], [
		"left",
		"left",
		"right",
		"right",
		"left",
		"left"
	]);
}
// src/commands/doctor.ts
var doctor_exports = require_rolldown_runtime.__exportAll({ doctorCommand: () => doctorCommand });
const HELP_AFTER = `
Asks no model and spends nothing, but with --probe. "Reachable" means that the server answered at
all; the first call shows whether a key is valid. Exit codes: 0 nothing is wrong; 1 something needs
a look. --fix corrects mistyped keys and capitals in headers of your agents and skills, one line
each, and says what it changed.`;
function doctorCommand(host, done) {
	return new (require_commander().Command)("doctor").description("Say what is wrong with the set-up, each with its fix, and list the available models.").option("--fix", "correct what can be corrected safely, and say what was changed").option("--probe", "ask a model once whether replies keep their schema (costs less than a cent)").option("--json", "one JSON object on stdout").addHelpText("after", HELP_AFTER).action(async (options) => {
		const report = await examined(host, options);
		host.stdout.write(`${options.json ? jsonOf(report) : textOf(report)}\n`);
		done(report.respondents.some(({ ready }) => ready) && !report.findings.some(({ level }) => level === "wrong") ? require_shared().EXIT.ok : require_shared().EXIT.incomplete);
	});
}
async function examined(host, options) {
	const { env, cwd } = host;
	const respondents = await require_opinion().examine(env);
	const client = respondents.find(({ name }) => name === "claude")?.version ?? null;
	const catalog = require_catalog().loadCatalogLeniently(require_shared().dataHome(env), cwd, env, host.access.heedsTrust);
	const versions = {
		node: process.versions.node,
		client
	};
	const knows = (model) => catalog.model(model) !== void 0;
	const place = {
		env,
		cwd,
		open: require_by_policy().openPolicy(host),
		knows,
		versions,
		now: new Date()
	};
	const probed = options.probe ? await asked(host) : [];
	const first = diagnose(place);
	const fixed = options.fix ? repairAll(first) : [];
	const isChanged = fixed.some(({ changed }) => "from" in changed);
	return {
		respondents,
		versions: {
			tierwise: require_shared().version,
			node: versions.node,
			claude: client
		},
		pays: payersOf(env, respondents.some(({ name, loggedIn }) => name === "claude" && loggedIn === true)),
		tiers: tierRows(catalog, env),
		prices: require_shared().TABLE_DATE,
		lastIngest: lastIngest(env)?.toISOString() ?? null,
		findings: [
			...probed,
			...staleFindings(require_shared().dataHome(env), catalog),
			...isChanged ? diagnose(place) : first,
			...keptFindings(env)
		],
		fixed
	};
}
function keptFindings(env) {
	const home = require_shared().dataHome(env);
	const kept = require_plan().keptPlans(home);
	if (!kept.length) return [];
	const bytes = kept.reduce((sum, { folder }) => sum + require_plan().bytesOf(folder, env), 0);
	const what = `${require_shared().counted(kept.length, "plan")} ${kept.length === 1 ? "keeps" : "keep"} ${require_shared().megabytes(bytes)}`;
	return [note("plans-kept", (0, node_path.join)(home, "plans"), [what, "Free what is not needed any more: tierwise plan clean"])];
}
function staleFindings(home, { tiers }) {
	const { calibrations } = require_usage().allCalibrations(home);
	if (!calibrations.length) return [];
	const now = {
		calls: require_usage().readBooks(home, null).calls,
		at: new Date(),
		tiers
	};
	return require_usage().staleCalibrations(calibrations, now).map((line) => {
		const [, what = line, fix = "tierwise calibrate"] = /^(.*?)(?:\. To check)?: (tierwise .*|calibrate again .*)$/s.exec(line) ?? [];
		return wrong("stale-calibration", null, [what, fix]);
	});
}
async function asked(host) {
	const backend = require_ask().chooseBackend("auto", host);
	if (!backend) return [];
	const home = require_shared().dataHome(host.env);
	const catalog = require_catalog().loadCatalogLeniently(home, host.cwd, host.env, host.access.heedsTrust);
	const { model } = catalog.tiers.haiku;
	const record = require_usage().directRecorder(home, host, () => host.stderr.write("The ledger cannot be written.\n"));
	return probe(backend, model, (reply) => {
		const { served, usage, usOnly, fast } = reply;
		const cost = usage && require_shared().costUsd(catalog.model(served), usage, {
			at: new Date(),
			usOnly,
			fast
		});
		record({
			source: "route",
			requested: model,
			effort: null,
			reply,
			costUsd: cost
		});
	});
}
const jsonOf = ({ findings, fixed, ...rest }) => require_shared().visibleJson({
	...rest,
	findings: findings.map(({ repair, ...one }) => ({
		...one,
		fixable: repair !== void 0
	})),
	fixed: fixed.map(({ changed }) => changed)
});
function textOf(report) {
	const { respondents, versions, pays, findings, fixed, prices } = report;
	const faults = findings.filter(({ level }) => level === "wrong");
	const notes = findings.filter(({ level }) => level === "note");
	const last = report.lastIngest ? `last recorded ${report.lastIngest.slice(0, 16).replace("T", " ")}` : "nothing recorded yet";
	return [
		formatFound(respondents),
		"",
		`tierwise ${versions.tierwise}, Node ${versions.node}, Claude Code ${versions.claude ?? "not found"}; prices of ${prices}; hooks: ${last}`,
		...require_shared().columns(pays.map(({ what, who }) => [`${what}:`, `billed to ${who}`]), ["left", "left"]),
		"",
		...tierLines(report.tiers),
		...fixed.map(({ changed }) => "problem" in changed ? `Not fixed: ${changed.problem}` : `Changed ${changed.file}:${changed.line}: "${changed.from}" is now "${changed.to}"`),
		...faults.length ? [
			"",
			require_shared().bold(`${require_shared().counted(faults.length, "thing")} to look at`),
			...faults.flatMap(linesOf)
		] : [],
		...notes.length ? [
			"",
			require_shared().dim("Worth knowing"),
			...notes.flatMap(linesOf)
		] : [],
		...faults.length ? [] : ["", require_shared().bold("Nothing is wrong with the set-up.")]
	].join("\n");
}
const linesOf = ({ what, where, fix, repair }) => [`- ${where ? `${where}: ` : ""}${what}.`, `  ${require_shared().dim("Fix:")} ${fix}${repair ? " (tierwise doctor --fix does it)" : ""}`];
function formatFound(found) {
	const yes = (value) => value === null ? "?" : value ? "yes" : "no";
	const rows = found.map(({ title, version: one, loggedIn, reachable, ready, ask, hint }) => [
		title,
		one ?? "-",
		loggedIn === null && one === null ? "-" : yes(loggedIn),
		reachable === null ? "-" : yes(reachable),
		ready ? `--ask ${ask}${hint && `  (${hint})`}` : hint
	]);
	const [first = "", ...rest] = require_shared().columns([[
		"who",
		"version",
		"login",
		"reachable",
		"how to ask, or how to get it"
	], ...rows], [
		"left",
		"left",
		"left",
		"left",
		"left"
	]);
	const ready = found.filter((one) => one.ready).length;
	const last = ready ? `${require_shared().counted(ready, "respondent")} available.${ready > 1 ? "" : " Set up one more for a two-vendor opinion."}` : "No model is available yet.";
	return `${require_shared().dim(first)}\n${rest.join("\n")}\n\n${require_shared().bold(last)}`;
}
Object.defineProperty(exports, "doctor_exports", {
	enumerable: true,
	get: function() {
		return doctor_exports;
	}
});
