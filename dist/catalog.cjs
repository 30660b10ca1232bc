"use strict";
const require_shared = require("./shared.cjs");
const require_zod = require("./zod.cjs");
const require_yaml = require("./yaml.cjs");
let node_path = require("node:path");
let node_fs = require("node:fs");
// src/front-matter.ts
var import_dist = require_yaml.require_dist();
function parseMarkdown(text, file) {
	const { header, body } = parseLocated(text, file);
	return {
		header,
		body: body.trim()
	};
}
function parseLocated(text, file) {
	const source = text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n");
	const fence = /^---([^\n]*)(?:\n|$)/.exec(source);
	if (!fence) return {
		header: {},
		body: source,
		bodyLine: 1,
		lineOf: () => 1
	};
	if (fence[1]?.trim()) throw new require_shared.UsageError(`${file} line 1: the header starts with "---${fence[1].trim()}", which is not read. Use plain YAML between two lines of "---".`);
	const end = /^---[ \t]*$/m.exec(source.slice(fence[0].length));
	if (!end) throw new require_shared.UsageError(`${file}: the header is not closed. Put a line of "---" after it.`);
	const yaml = source.slice(fence[0].length, fence[0].length + end.index);
	const lines = new import_dist.LineCounter();
	const document = (0, import_dist.parseDocument)(yaml, {
		uniqueKeys: true,
		lineCounter: lines
	});
	const problem = document.errors[0];
	if (problem) {
		const line = (problem.linePos?.[0].line ?? 0) + 1;
		const what = problem.message.split(/ at line | \(/)[0]?.replace(/:$/, "");
		throw new require_shared.UsageError(`${file} line ${line}: the header is not valid YAML: ${what}.`);
	}
	const bodyStart = fence[0].length + end.index + end[0].length;
	return {
		header: document.toJS() ?? {},
		body: source.slice(bodyStart),
		bodyLine: source.slice(0, bodyStart).split("\n").length,
		lineOf(path) {
			for (let depth = path.length; depth > 0; depth--) {
				const node = document.getIn(path.slice(0, depth), true);
				if ((0, import_dist.isNode)(node) && node.range) return lines.linePos(node.range[0]).line + 1;
			}
			return 1;
		}
	};
}
function checkHeader(schema, header, file) {
	const result = schema.safeParse(header);
	if (result.success) return result.data;
	const issue = result.error.issues[0];
	if (!issue) throw new require_shared.UsageError(`${file}: the header is not valid.`);
	const field = issue.path.length ? issue.path.join(".") : "the header";
	throw new require_shared.UsageError(`${file}: ${field}: ${describeIssue(issue)}`);
}
function describeIssue(issue) {
	if (issue.code === "unrecognized_keys") return `unknown key ${issue.keys.map((key) => `"${key}"`).join(", ")}. Remove it or correct its spelling.`;
	if (issue.code === "invalid_key" && issue.issues[0]) return describeIssue(issue.issues[0]);
	return `${issue.message.replace(/^Invalid input: /, "")}.`.replace(/\.\.$/, ".");
}
// src/models/catalog.ts
const Effort = require_zod._enum(require_shared.EFFORTS);
const Rates = require_zod.strictObject({
	input: require_zod.number$1().nonnegative(),
	output: require_zod.number$1().nonnegative(),
	cacheRead: require_zod.number$1().nonnegative().optional(),
	cacheWrite5m: require_zod.number$1().nonnegative().optional(),
	cacheWrite1h: require_zod.number$1().nonnegative().optional()
});
const Settings = require_zod.looseObject({
	tiers: require_zod.partialRecord(require_zod._enum(require_shared.TIER_NAMES), require_zod.strictObject({
		model: require_zod.string().min(1).optional(),
		effort: Effort.optional(),
		concurrency: require_zod.int().positive().optional()
	})).optional(),
	models: require_zod.record(require_zod.string(), Rates.extend({
		contextTokens: require_zod.int().positive().optional(),
		maxOutputTokens: require_zod.int().positive().optional(),
		cacheMinimumTokens: require_zod.int().positive().optional(),
		efforts: require_zod.array(Effort).optional(),
		thinkingOff: require_zod._enum([
			"disabled",
			"between_tools",
			"omit",
			"never"
		]).optional(),
		structuredOutputs: require_zod.boolean().optional(),
		images: require_zod.boolean().optional(),
		tier: require_zod._enum(require_shared.TIER_NAMES).optional()
	})).optional()
});
function loadCatalog(home, project, env = process.env) {
	const settings = [(0, node_path.join)(home, "tierwise.md"), (0, node_path.join)(project, ".claude", "tierwise.md")].map(readSettings);
	const tiers = Object.fromEntries(require_shared.TIER_NAMES.map((name) => {
		const fromEnv = env[`ANTHROPIC_DEFAULT_${name.toUpperCase()}_MODEL`];
		const layers = settings.map((layer) => layer.tiers?.[name] ?? {});
		return [name, Object.assign({ ...require_shared.TIERS[name] }, fromEnv ? { model: fromEnv } : {}, ...layers)];
	}));
	const overrides = new Map(settings.flatMap((layer) => Object.entries(layer.models ?? {})));
	return {
		tiers,
		model(id) {
			const shipped = require_shared.shippedModel(id);
			const override = overrides.get(id);
			return override ? overlay(shipped, override) : shipped;
		}
	};
}
function readSettings(file) {
	let text;
	try {
		text = (0, node_fs.readFileSync)(file, "utf8");
	} catch (error) {
		if (["ENOENT", "ENOTDIR"].includes(error.code ?? "")) return {};
		throw new require_shared.UsageError(`${file}: cannot read the settings: ${require_shared.systemReason(error)}.`);
	}
	return checkHeader(Settings, parseMarkdown(text, file).header, file);
}
const UNKNOWN_MODEL = {
	tier: "opus",
	contextTokens: 2e5,
	maxOutputTokens: 8192,
	cacheMinimumTokens: 4096,
	efforts: [],
	thinkingOff: "omit",
	structuredOutputs: false,
	images: false,
	prices: []
};
function overlay(shipped, override) {
	const { input, output, cacheRead, cacheWrite5m, cacheWrite1h, ...facts } = override;
	const price = {
		input,
		output,
		cacheRead: cacheRead ?? input * .1,
		cacheWrite5m: cacheWrite5m ?? input * 1.25,
		cacheWrite1h: cacheWrite1h ?? input * 2
	};
	return {
		...shipped ?? UNKNOWN_MODEL,
		...facts,
		prices: [price]
	};
}
function parseTierName(text) {
	if (Object.hasOwn(require_shared.TIERS, text)) return text;
	throw new require_shared.UsageError(`Unknown tier "${text}". Choose one of: ${require_shared.TIER_NAMES.join(", ")}.`);
}
Object.defineProperty(exports, "UNKNOWN_MODEL", {
	enumerable: true,
	get: function() {
		return UNKNOWN_MODEL;
	}
});
Object.defineProperty(exports, "checkHeader", {
	enumerable: true,
	get: function() {
		return checkHeader;
	}
});
Object.defineProperty(exports, "describeIssue", {
	enumerable: true,
	get: function() {
		return describeIssue;
	}
});
Object.defineProperty(exports, "loadCatalog", {
	enumerable: true,
	get: function() {
		return loadCatalog;
	}
});
Object.defineProperty(exports, "parseLocated", {
	enumerable: true,
	get: function() {
		return parseLocated;
	}
});
Object.defineProperty(exports, "parseMarkdown", {
	enumerable: true,
	get: function() {
		return parseMarkdown;
	}
});
Object.defineProperty(exports, "parseTierName", {
	enumerable: true,
	get: function() {
		return parseTierName;
	}
});
