"use strict";
Object.defineProperty(exports, Symbol.toStringTag, { value: "Module" });
let require_rolldown_runtime_loaded;
const require_rolldown_runtime = () => require_rolldown_runtime_loaded ??= require("./delegation-rolldown-runtime.cjs");
let require_gray_matter$1_loaded;
const require_gray_matter$1 = () => require_gray_matter$1_loaded ??= require("./delegation-gray-matter.cjs");
let require_yaml_loaded;
const require_yaml = () => require_yaml_loaded ??= require("./delegation-yaml.cjs");
let node_fs = require("node:fs");
let node_path = require("node:path");
// src/errors.ts
const EXIT = {
	ok: 0,
	incomplete: 1,
	usage: 2,
	ceiling: 3,
	interrupted: 130
};
var UsageError = class extends Error {
	name = "UsageError";
	exitCode;
	constructor(message, exitCode = EXIT.usage) {
		super(message);
		this.exitCode = exitCode;
	}
};
const systemCode = (error) => error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : void 0;
function systemReason(error) {
	return REASONS[systemCode(error) ?? ""] ?? (error instanceof Error ? error.message : String(error));
}
const REASONS = {
	ENOENT: "no such file or folder",
	EACCES: "permission denied",
	EPERM: "operation not permitted",
	EROFS: "the file system is read-only",
	ENOSPC: "no space left on the disk",
	EDQUOT: "the disk quota is used up",
	EISDIR: "it is a folder",
	ENOTDIR: "a part of the path is not a folder",
	EIO: "the disk reports an error",
	EMFILE: "too many open files",
	ENFILE: "too many open files",
	ELOOP: "too many links"
};
// src/models/table.ts
const EFFORTS = [
	"low",
	"medium",
	"high",
	"xhigh",
	"max"
];
const rates = (input, output, cacheRead) => ({
	input,
	output,
	cacheWrite5m: input * 1.25,
	cacheWrite1h: input * 2,
	cacheRead
});
const current = {
	contextTokens: 1e6,
	maxOutputTokens: 128e3,
	efforts: EFFORTS,
	structuredOutputs: true,
	images: true,
	hasRegionalPrice: true
};
const older = {
	contextTokens: 2e5,
	maxOutputTokens: 64e3,
	thinkingOff: "omit",
	structuredOutputs: true,
	images: true
};
const oldest = {
	...older,
	cacheMinimumTokens: 1024,
	efforts: [],
	structuredOutputs: false
};
({ ...current }), { ...rates(8, 40, .2) }, rates(16, 80, .4);
({ ...current }), rates(10, 50, .25);
({ ...current }), rates(10, 50, 1);
({ ...current }), { ...rates(4, 20, .2) }, rates(8, 40, .4), { ...current }, { ...rates(5, 25, .5) }, rates(10, 50, 1), { ...current }, { ...rates(5, 25, .5) }, rates(10, 50, 1), { ...current }, { ...rates(5, 25, .5) }, rates(30, 150, 3), { ...older }, { ...rates(5, 25, .5) }, rates(30, 150, 3), { ...older }, rates(5, 25, .5), { ...oldest }, rates(15, 75, 1.5), { ...oldest }, rates(15, 75, 1.5), { ...oldest }, rates(15, 75, 1.5), { ...current }, { ...rates(2, 10, .1) }, rates(2, 10, .2), { ...current }, rates(2, 10, .2), { ...older }, rates(3, 15, .3), { ...older }, { ...rates(3, 15, .3) }, { ...rates(6, 22.5, .6) }, { ...oldest }, { ...rates(3, 15, .3) }, { ...rates(6, 22.5, .6) }, { ...oldest }, rates(3, 15, .3), { ...oldest }, rates(3, 15, .3), { ...current }, { ...rates(.1, .5, .01) }, { ...rates(.5, 2.5, .05) }, { ...older }, rates(1, 5, .1), { ...oldest }, rates(.8, 4, .08), { ...oldest }, { ...rates(.25, 1.25, .03) };
const TIER_NAMES = Object.keys({
	haiku: {
		model: "claude-haiku-5-5",
		effort: "low",
		concurrency: 16
	},
	sonnet: {
		model: "claude-sonnet-5-5",
		effort: "low",
		concurrency: 8
	},
	opus: {
		model: "claude-opus-5-5",
		effort: "medium",
		concurrency: 4
	},
	fable: {
		model: "claude-fable-5-2",
		effort: "medium",
		concurrency: 4
	}
});
const RUNG_NAMES = ["local", ...TIER_NAMES];
// src/routing/policy.ts
const KINDS = [
	"question",
	"search",
	"formatting",
	"commit",
	"extraction",
	"classification",
	"summary",
	"translation",
	"documentation",
	"edit",
	"tests",
	"implementation",
	"refactoring",
	"debugging",
	"review",
	"analysis",
	"security",
	"plan",
	"architecture",
	"bulk"
];
const COMPLEXITIES = [
	"mechanical",
	"generative",
	"reasoning-intensive"
];
const ERROR_COSTS = ["low", "high"];
const NEEDS = [
	"image input",
	"over 200,000 tokens",
	"runs unattended"
];
const URGENCIES = [
	"low",
	"normal",
	"high"
];
const STEPS = [
	"first",
	"tool-results",
	"answer"
];
const MODES = [
	"observe",
	"suggest",
	"enforce"
];
const WHEN_KEYS = [
	"kind",
	"agent",
	"step",
	"complexity",
	"errorCost",
	"inputTokens",
	"needs",
	"hours",
	"urgency",
	"budgetLeft",
	"limitsLeft",
	"failures",
	"words"
];
const LADDERS = ["bulk", "plan"];
const REVISE_WAYS = [
	"ask",
	"additions",
	"never"
];
// src/routing/in-force.ts
const NO_POLICY = { file: null };
// src/terminal/format.ts
let import_gray_matter_loaded;
const import_gray_matter = () => import_gray_matter_loaded ??= require_rolldown_runtime().__toESM(require_gray_matter$1().require_gray_matter());
let import_dist_loaded;
const import_dist = () => import_dist_loaded ??= require_yaml().require_dist();
const count = (number) => grouped(String(Math.round(number)));
const grouped = (digits) => digits.replace(/\B(?=(\d{3})+$)/g, ",");
// src/front-matter.ts
function parseLocated(text, file) {
	const source = text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n");
	if (!import_gray_matter().default.test(source)) return {
		header: {},
		body: source,
		bodyLine: 1,
		lineOf: () => 1
	};
	const language = import_gray_matter().default.language(`${source}\n`).name;
	if (language) refuseLanguage(language, file);
	const lines = new (import_dist().LineCounter)();
	let document;
	const yaml = (header) => {
		checkEnd(source, header, file);
		document = readYaml(header, lines, file);
		return contentOf(document, lines, file);
	};
	const refuse = () => refuseLanguage("", file);
	const { data, content, matter: header } = (0, import_gray_matter().default)(source, {
		language: "yaml",
		engines: {
			yaml,
			json: refuse,
			javascript: refuse,
			coffee: refuse
		}
	});
	if (!document) checkEnd(source, header, file);
	return {
		header: data ?? {},
		body: content,
		bodyLine: source.slice(0, source.length - content.length).split("\n").length,
		lineOf: lineIn(document, lines)
	};
}
const lineIn = (document, lines) => (path) => {
	for (let depth = path.length; depth > 0; depth--) {
		const node = document?.getIn(path.slice(0, depth), true);
		if ((0, import_dist().isNode)(node) && node.range) return lines.linePos(node.range[0]).line;
	}
	return 1;
};
function refuseLanguage(language, file) {
	throw new UsageError(`${file} line 1: the header starts with "---${language}", which is not read. Use plain YAML between two lines of "---".`);
}
function checkEnd(source, header, file) {
	const rest = source.slice(3 + header.length + 1);
	if (!rest) throw new UsageError(`${file}: the header is not closed. Put a line of "---" after it.`);
	const end = /^[^\n]*/.exec(rest)?.[0].trimEnd() ?? "";
	if (end === "---") return;
	throw new UsageError(`${file} line ${header.split("\n").length + 1}: the header is not valid YAML: "${end}" does not end it. Put a line of "---" there.`);
}
const LONGEST_HEADER = 524288;
function readYaml(header, lines, file) {
	if (header.length > LONGEST_HEADER) throw new UsageError(`${file}: the header has ${count(header.length)} characters; at most ${count(LONGEST_HEADER)} are read. Shorten it.`);
	const document = (0, import_dist().parseDocument)(`${header}\n`, {
		uniqueKeys: false,
		lineCounter: lines,
		logLevel: "error"
	});
	const problem = document.errors[0];
	if (!problem) return refuseRepeatedKeys(document, lines, file);
	const what = /call stack/.test(problem.message) ? "it is nested too deeply" : problem.message.split(/ at line | \(/)[0]?.replace(/:$/, "");
	const line = problem.linePos?.[0].line ?? 1;
	throw invalidYaml(file, line, `${what}.${inQuotes(header.split("\n")[line - 1] ?? "")}`);
}
function inQuotes(line) {
	const [, key = "", value = ""] = /^\s*((?:- )?[\w.-]+: +)(\S.*?)\s*$/.exec(line) ?? [];
	return /: |^[@`%*&!]/.test(value) && !/^["'[{|>]/.test(value) ? ` Put the value in quotes: ${key}${JSON.stringify(value)}` : "";
}
function refuseRepeatedKeys(document, lines, file) {
	(0, import_dist().visit)(document, { Map(_, { items }) {
		const seen = new Set();
		for (const { key } of items) {
			const name = (0, import_dist().isScalar)(key) ? key.value : key;
			if (seen.has(name) && (0, import_dist().isNode)(key)) throw invalidYaml(file, lines.linePos(key.range?.[0] ?? 0).line, "Map keys must be unique.");
			seen.add(name);
		}
	} });
	return document;
}
const MOST_ALIASED = 100;
function contentOf(document, lines, file) {
	try {
		return document.toJS({ maxAliasCount: MOST_ALIASED }) ?? {};
	} catch {
		let line = 1;
		(0, import_dist().visit)(document, { Alias(_, alias) {
			line = lines.linePos(alias.range?.[0] ?? 0).line;
			return alias.resolve(document) ? void 0 : import_dist().visit.BREAK;
		} });
		throw invalidYaml(file, line, "its aliases cannot be followed. Write the values out.");
	}
}
const invalidYaml = (file, line, what) => new UsageError(`${file} line ${line}: the header is not valid YAML: ${what}`);
// src/routing/fields.ts
const inside = ({ value, path, source }, key) => ({
	value: value[key],
	path: [...path, key],
	source
});
function wrong({ path, source }, what, expected) {
	const name = path.length ? path.join(".") : "the header";
	throw new UsageError(`${source.file}:${source.lineOf(path)}: ${name} ${what}. Expected ${expected}.`);
}
function keysOf(field, known) {
	const { value } = field;
	if (typeof value !== "object" || value === null || Array.isArray(value)) return wrong(field, `is ${shown(value)}`, `a map of ${known.join(", ")}`);
	const unknown = Object.keys(value).find((key) => !known.includes(key));
	if (unknown !== void 0) {
		const near = known.find((key) => isNear(key, unknown));
		wrong(inside(field, unknown), "is not a known key", near ? `"${near}"; correct its spelling` : `one of: ${known.join(", ")}; remove it or correct its spelling`);
	}
	return Object.entries(value).flatMap(([key, one]) => one === void 0 ? [] : [key]);
}
function listOf(field, read) {
	const { value } = field;
	if (!Array.isArray(value)) return [read(field)];
	if (!value.length) wrong(field, "is an empty list", "at least one value; add one, or remove the key");
	return value.map((_, index) => read(inside(field, index)));
}
function oneOf(field, words) {
	const found = words.find((word) => word === field.value);
	if (found !== void 0) return found;
	return wrong(field, `is ${shown(field.value)}`, `one of: ${words.map(quoted).join(", ")}`);
}
const quoted = (word) => /[ ,]/.test(word) ? `"${word}"` : word;
function textOf(field, expected) {
	const { value } = field;
	if (typeof value === "string" && value.trim() !== "") return value;
	return wrong(field, value === void 0 ? "is missing" : `is ${shown(value)}`, expected);
}
function numberOf(field, [from, to], expected) {
	const { value } = field;
	if (typeof value === "number" && value >= from && value <= to) return value;
	return wrong(field, `is ${shown(value)}`, expected);
}
function countOf(field) {
	const { value } = field;
	if (typeof value === "number" && Number.isInteger(value) && value >= 1) return value;
	return wrong(field, `is ${shown(value)}`, "a whole number of at least 1");
}
function flagOf(field) {
	if (typeof field.value === "boolean") return field.value;
	return wrong(field, `is ${shown(field.value)}`, "true or false");
}
const LONGEST_SHOWN = 60;
function shown(value) {
	if (value === void 0 || value === null) return "empty";
	const text = typeof value === "string" ? JSON.stringify(value) : JSON.stringify(value) ?? String(value);
	return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}\u2026` : text;
}
function isNear(word, other) {
	const [a, b] = [word.toLowerCase(), other.toLowerCase()];
	if (Math.abs(a.length - b.length) > 1) return false;
	let start = 0;
	while (start < a.length && a[start] === b[start]) start++;
	const [restA, restB] = [a.slice(start), b.slice(start)];
	return [
		[restA.slice(1), restB.slice(1)],
		[restA.slice(1), restB],
		[restA, restB.slice(1)],
		[restA.slice(2), restB.slice(2)]
	].some(([left, right]) => left === right);
}
// src/routing/parse-rule.ts
function parseRules(field) {
	if (!Array.isArray(field.value)) return wrong(field, `is ${shown(field.value)}`, "a list of rules, each with name, when and use");
	const rules = field.value.map((_, index) => parseRule(inside(field, index)));
	const names = new Set();
	for (const [index, { name }] of rules.entries()) {
		if (names.has(name)) wrong(inside(inside(field, index), "name"), `is ${shown(name)} again`, "a name of its own for each rule");
		names.add(name);
	}
	return rules;
}
function parseRule(field) {
	keysOf(field, [
		"name",
		"when",
		"use"
	]);
	const name = textOf(inside(field, "name"), "a name for the rule, such as exploring");
	if (!NAME.test(name) || name === "none") wrong(inside(field, "name"), `is ${shown(name)}`, "letters, digits, \"-\" and \"_\", at most 60, not \"none\"");
	const { value: when } = inside(field, "when");
	return {
		name,
		when: when === void 0 ? {} : parseWhen(inside(field, "when")),
		use: parseUse(inside(field, "use"))
	};
}
const NAME = /^[\p{L}\p{N}][\p{L}\p{N}_-]{0,59}$/u;
const READ_WHEN = {
	kind: (field) => listOf(field, (one) => oneOf(one, KINDS)),
	agent: (field) => listOf(field, (one) => textOf(one, "the name of an agent, or a pattern such as *explorer*")),
	step: (field) => listOf(field, (one) => oneOf(one, STEPS)),
	complexity: (field) => listOf(field, (one) => oneOf(one, COMPLEXITIES)),
	errorCost: (field) => listOf(field, (one) => oneOf(one, ERROR_COSTS)),
	inputTokens: (field) => boundOf(field, "\">40000\""),
	needs: (field) => listOf(field, (one) => oneOf(one, NEEDS)),
	hours: hoursOf,
	urgency: (field) => listOf(field, (one) => oneOf(one, URGENCIES)),
	budgetLeft: (field) => boundOf(field, "\"<2\" (dollars) or \"<20%\"", true),
	limitsLeft: (field) => boundOf(field, "\"<20%\"", true),
	failures: (field) => boundOf(field, "\">=2\""),
	words: (field) => listOf(field, (one) => textOf(one, "a word or words to look for"))
};
function parseWhen(field) {
	const when = {};
	for (const key of keysOf(field, WHEN_KEYS)) {
		const known = key;
		when[known] = READ_WHEN[known](inside(field, key));
	}
	return when;
}
const BOUND = /^\s*(<=|>=|<|>)\s*\$?(\d+(?:[_,]\d{3})*(?:\.\d+)?)\s*(%?)\s*$/;
function boundOf(field, example, percents = false) {
	const [, is, than, percent] = BOUND.exec(typeof field.value === "string" ? field.value : "") ?? [];
	if (!is || than === void 0 || percent && !percents) return wrong(field, `is ${shown(field.value)}`, `a comparison in quotes, such as ${example}`);
	return {
		is,
		than: Number(than.replace(/[_,]/g, "")),
		percent: percent === "%"
	};
}
const HOURS = /^(\d{1,2})(?::(\d\d))?-(\d{1,2})(?::(\d\d))?$/;
function hoursOf(field) {
	const [whole, fromHour, fromMinute, toHour, toMinute] = HOURS.exec(typeof field.value === "string" ? field.value.replace(/\s/g, "") : "") ?? [];
	const from = minutes(fromHour, fromMinute);
	const to = minutes(toHour, toMinute);
	if (!whole || from === to || from >= DAY || to > DAY || [fromMinute, toMinute].some((one) => Number(one) > 59)) return wrong(field, `is ${shown(field.value)}`, "hours of the day in quotes, such as \"22-06\" or \"22:30-06:00\"");
	return {
		from,
		to: to % DAY
	};
}
const DAY = 1440;
const minutes = (hour = "0", minute = "0") => Number(hour) * 60 + Number(minute);
function parseUse(field) {
	const { value } = field;
	if (value === void 0) wrong(field, "is missing", "what to use, such as { tier: haiku } or { lower: 1 }");
	const keys = keysOf(field, [
		"tier",
		"lower",
		"raise",
		"effort",
		"batch"
	]);
	const moves = keys.filter((key) => [
		"tier",
		"lower",
		"raise"
	].includes(key));
	if (moves.length > 1) wrong(field, `has ${moves.join(" and ")}`, "one of tier, lower and raise; remove the others");
	if (!keys.length) wrong(field, "is empty", "one of: tier, lower, raise, effort, batch");
	return {
		...keys.includes("tier") && { tier: oneOf(inside(field, "tier"), TIER_NAMES) },
		...keys.includes("lower") && { lower: countOf(inside(field, "lower")) },
		...keys.includes("raise") && { raise: countOf(inside(field, "raise")) },
		...keys.includes("effort") && { effort: oneOf(inside(field, "effort"), EFFORTS) },
		...keys.includes("batch") && { batch: flagOf(inside(field, "batch")) }
	};
}
// src/routing/parse.ts
const POLICY_KEYS = [
	"mode",
	"cap",
	"rules",
	"ladders",
	"plans",
	"budgets",
	"limits",
	"backends"
];
const SETTINGS_KEYS = [
	"v",
	"tiers",
	"models",
	"trust",
	"judges",
	"inSession",
	"ledger"
];
function parsePolicy(text, file) {
	const { header, lineOf } = located(text, file);
	const field = {
		value: header,
		path: [],
		source: {
			file,
			lineOf
		}
	};
	const keys = keysOf(field, [...POLICY_KEYS, ...SETTINGS_KEYS]);
	const at = (key, read) => keys.includes(key) ? { [key]: read(inside(field, key)) } : {};
	return {
		file,
		...at("mode", (one) => oneOf(one, MODES)),
		...at("cap", (one) => oneOf(one, TIER_NAMES)),
		...at("tiers", parseTiers),
		...at("rules", parseRules),
		...at("ladders", parseLadders),
		...at("plans", parsePlans),
		...at("budgets", parseBudgets),
		...at("limits", parseLimits),
		...at("backends", (one) => listOf(one, parseBackend))
	};
}
function located(text, file) {
	try {
		return parseLocated(text, file);
	} catch (error) {
		if (!(error instanceof UsageError)) throw error;
		const what = error.message.slice(file.length);
		const [, line = "1", rest = what.replace(/^: /, "")] = /^ line (\d+): (.*)$/s.exec(what) ?? [];
		throw new UsageError(`${file}:${line}: ${rest}`);
	}
}
function parseTiers(field) {
	const tiers = {};
	for (const name of RUNG_NAMES.filter((tier) => keysOf(field, RUNG_NAMES).includes(tier))) {
		const tier = inside(field, name);
		const keys = keysOf(tier, [
			"model",
			"effort",
			"concurrency"
		]);
		tiers[name] = {
			...keys.includes("model") && { model: textOf(inside(tier, "model"), "the id of a model") },
			...keys.includes("effort") && { effort: oneOf(inside(tier, "effort"), EFFORTS) }
		};
	}
	return tiers;
}
function parseLadders(field) {
	const keys = keysOf(field, LADDERS);
	return {
		...keys.includes("bulk") && { bulk: parseLadder(inside(field, "bulk"), RUNG_NAMES) },
		...keys.includes("plan") && { plan: parseLadder(inside(field, "plan"), TIER_NAMES) }
	};
}
function parsePlans(field) {
	const keys = keysOf(field, ["revise", "learn"]);
	return {
		...keys.includes("revise") && { revise: oneOf(inside(field, "revise"), REVISE_WAYS) },
		...keys.includes("learn") && { learn: flagOf(inside(field, "learn")) }
	};
}
function parseLadder(ladder, names) {
	const tiers = listOf(ladder, (one) => oneOf(one, names));
	const places = tiers.map((tier) => names.indexOf(tier));
	if (places.some((place, index) => index > 0 && place <= (places[index - 1] ?? 0))) wrong(ladder, `is ${shown(tiers)}`, "tiers from the cheapest up, each once");
	return tiers;
}
const BACKEND = /^(?:api|claude|live|bedrock|vertex|foundry|openai:.+)$/;
function parseBackend(field) {
	const name = textOf(field, "the name of a backend, such as api");
	if (BACKEND.test(name)) return name;
	return wrong(field, `is ${shown(name)}`, "one of: api, claude, live, bedrock, vertex, foundry, openai:local, openai:<model>@<url>");
}
const MOST_USD = 1e6;
const usdOf = (field) => numberOf(field, [0, MOST_USD], "an amount in US dollars without a sign, such as 5 or 0.50");
const percentOf = (field) => numberOf(field, [1, 100], "a percentage from 1 to 100, such as 80");
const AMOUNTS = [
	"session",
	"day",
	"month",
	"project",
	"run",
	"target"
];
const SHARES = ["warnAt", "lowerAt"];
function parseBudgets(field) {
	const keys = keysOf(field, [
		...AMOUNTS,
		"agents",
		...SHARES
	]);
	return {
		...Object.fromEntries(AMOUNTS.filter((key) => keys.includes(key)).map((key) => [key, usdOf(inside(field, key))])),
		...keys.includes("agents") && { agents: parseAgents(inside(field, "agents")) },
		...parseShares(field, keys)
	};
}
function parseAgents(field) {
	const { value } = field;
	if (typeof value !== "object" || value === null || Array.isArray(value)) return wrong(field, `is ${shown(value)}`, "dollars by agent, such as { \"tierwise:debugger\": 2 }");
	return Object.fromEntries(Object.keys(value).map((agent) => [agent, usdOf(inside(field, agent))]));
}
function parseLimits(field) {
	const keys = keysOf(field, [...SHARES, "denyAt"]);
	return {
		...parseShares(field, keys),
		...keys.includes("denyAt") && { denyAt: percentOf(inside(field, "denyAt")) }
	};
}
function parseShares(field, keys) {
	const shares = Object.fromEntries(SHARES.filter((key) => keys.includes(key)).map((key) => [key, percentOf(inside(field, key))]));
	const { warnAt = 0, lowerAt = 100 } = shares;
	if (warnAt > lowerAt) wrong(inside(field, "lowerAt"), `is ${lowerAt}`, `at least warnAt, which is ${warnAt}`);
	return shares;
}
// src/models/settings-file.ts
const MOST_BYTES = 262144;
const ownSettingsFile = (home) => (0, node_path.join)(home, "tierwise.md");
const projectSettingsFile = (project) => (0, node_path.join)(project, ".claude", "tierwise.md");
function readOwnText(file) {
	try {
		return { text: (0, node_fs.readFileSync)(file, "utf8") };
	} catch (error) {
		return isMissing(error) ? { text: null } : { problem: `cannot read the settings: ${systemReason(error)}.` };
	}
}
function readUntrustedText(file) {
	try {
		const stat = (0, node_fs.statSync)(file, { throwIfNoEntry: false });
		if (!stat) return { text: null };
		if (!stat.isFile()) return { problem: "it is not a file." };
		if (stat.size > MOST_BYTES) return { problem: `it is larger than ${MOST_BYTES} bytes.` };
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
// src/routing/policy-texts.ts
function policyTexts(home, project) {
	const own = ownSettingsFile(home);
	const theirs = project === null ? null : projectSettingsFile(project);
	const reading = theirs && readUntrustedText(theirs);
	const isOwn = reading && !("text" in reading && reading.text === null) && realPath(theirs) !== null && realPath(theirs) === realPath(own);
	return {
		own: {
			file: own,
			reading: readOwnText(own)
		},
		theirs: theirs === null || !reading || isOwn ? null : {
			file: theirs,
			reading
		}
	};
}
// src/routing/load.ts
const loadPolicies = (home, project) => readPolicies(policyTexts(home, project));
function readPolicies({ own, theirs }) {
	const problems = [];
	const read = (text) => {
		try {
			return policyIn(text);
		} catch (error) {
			if (!(error instanceof UsageError)) throw error;
			problems.push(error.message);
			return NO_POLICY;
		}
	};
	return {
		user: read(own),
		project: theirs ? read(theirs) : NO_POLICY,
		problems
	};
}
function policyIn({ file, reading }) {
	if ("problem" in reading) throw new UsageError(`${file}:1: ${reading.problem}`);
	return reading.text === null ? NO_POLICY : parsePolicy(reading.text, file);
}
exports.loadPolicies = loadPolicies;
exports.readPolicies = readPolicies;
