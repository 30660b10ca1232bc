"use strict";
const require_rolldown_runtime = require("./rolldown-runtime.cjs");
let require_shared_loaded;
const require_shared = () => require_shared_loaded ??= require("./shared.cjs");
let require_zod_loaded;
const require_zod = () => require_zod_loaded ??= require("./zod.cjs");
let require_gray_matter$1_loaded;
const require_gray_matter$1 = () => require_gray_matter$1_loaded ??= require("./gray-matter.cjs");
let require_yaml_loaded;
const require_yaml = () => require_yaml_loaded ??= require("./yaml.cjs");
let require_status_loaded;
const require_status = () => require_status_loaded ??= require("./status.cjs");
let node_path = require("node:path");
let node_fs = require("node:fs");
// src/front-matter.ts
let import_gray_matter_loaded;
const import_gray_matter = () => import_gray_matter_loaded ??= require_rolldown_runtime.__toESM(require_gray_matter$1().require_gray_matter());
let import_dist_loaded;
const import_dist = () => import_dist_loaded ??= require_yaml().require_dist();
function parseMarkdown(text, file) {
	const { header, body } = parseLocated(text, file);
	return {
		header,
		body: body.trim()
	};
}
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
function parseYaml(text, file) {
	const source = text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n");
	const lines = new (import_dist().LineCounter)();
	try {
		const document = readYaml(source, lines, file);
		return {
			value: contentOf(document, lines, file),
			lineOf: lineIn(document, lines)
		};
	} catch (error) {
		if (!(error instanceof require_shared().UsageError)) throw error;
		const [, line = "1", what = error.message] = /^.*? line (\d+): the header (.*)$/s.exec(error.message) ?? [];
		throw new (require_shared().UsageError)(`${file}:${line}: it ${what.replace(/^.*: the header /s, "")} Correct that line.`);
	}
}
const lineIn = (document, lines) => (path) => {
	for (let depth = path.length; depth > 0; depth--) {
		const node = document?.getIn(path.slice(0, depth), true);
		if ((0, import_dist().isNode)(node) && node.range) return lines.linePos(node.range[0]).line;
	}
	return 1;
};
function refuseLanguage(language, file) {
	throw new (require_shared().UsageError)(`${file} line 1: the header starts with "---${language}", which is not read. Use plain YAML between two lines of "---".`);
}
function checkEnd(source, header, file) {
	const rest = source.slice(3 + header.length + 1);
	if (!rest) throw new (require_shared().UsageError)(`${file}: the header is not closed. Put a line of "---" after it.`);
	const end = /^[^\n]*/.exec(rest)?.[0].trimEnd() ?? "";
	if (end === "---") return;
	const line = header.split("\n").length + 1;
	throw new (require_shared().UsageError)(`${file} line ${line}: the header is not valid YAML: "${end}" does not end it. Put a line of "---" there.`);
}
const LONGEST_HEADER = 524288;
function readYaml(header, lines, file) {
	if (header.length > LONGEST_HEADER) throw new (require_shared().UsageError)(`${file}: the header has ${require_shared().count(header.length)} characters; at most ${require_shared().count(LONGEST_HEADER)} are read. Shorten it.`);
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
const invalidYaml = (file, line, what) => new (require_shared().UsageError)(`${file} line ${line}: the header is not valid YAML: ${what}`);
function checkHeader(schema, header, file) {
	const result = schema.safeParse(header);
	if (result.success) return result.data;
	const issue = result.error.issues[0];
	if (!issue) throw new (require_shared().UsageError)(`${file}: the header is not valid.`);
	const field = issue.path.length ? issue.path.join(".") : "the header";
	throw new (require_shared().UsageError)(`${file}: ${field}: ${describeIssue(issue)}`);
}
function describeIssue(issue) {
	if (issue.code === "unrecognized_keys") return `unknown key ${issue.keys.map((key) => `"${key}"`).join(", ")}. Remove it or correct its spelling.`;
	if (issue.code === "invalid_key" && issue.issues[0]) return describeIssue(issue.issues[0]);
	return `${issue.message.replace(/^Invalid input: /, "")}.`.replace(/\.\.$/, ".");
}
// src/models/contract.ts
const Rate = require_zod().number().nonnegative().max(1e4);
const Row = require_zod().object({
	input: Rate,
	output: Rate,
	cacheRead: Rate,
	cacheWrite: Rate
});
const Pricing = require_zod().object({
	multiplier: require_zod().number().positive().max(10).optional().catch(void 0),
	overrides: require_zod().record(require_zod().string(), require_zod().unknown()).optional().catch(void 0)
});
function readContract(env, managed = require_shared().MANAGED_FOLDER) {
	const files = [(0, node_path.join)(require_shared().claudeHome(env), "remote-settings.json"), ...filesOf(managed).toReversed()];
	for (const file of files) {
		const pricing = Pricing.safeParse(pricingIn(file));
		if (pricing.success) return contractOf(pricing.data);
	}
	return null;
}
function filesOf(managed) {
	try {
		return require_shared().managedFiles(managed);
	} catch {
		return [];
	}
}
function pricingIn(file) {
	try {
		return JSON.parse((0, node_fs.readFileSync)(file, "utf8").replace(/^\uFEFF/, "")).modelPricing;
	} catch {
		return;
	}
}
function contractOf({ multiplier = 1, overrides = {} }) {
	const exact = new Map();
	const ofTable = new Map();
	for (const [id, row] of Object.entries(overrides)) {
		const read = Row.safeParse(row);
		const key = id.toLowerCase();
		if (!read.success || exact.has(key)) continue;
		const { input, output, cacheRead, cacheWrite } = read.data;
		const price = {
			input,
			output,
			cacheRead,
			cacheWrite5m: cacheWrite,
			cacheWrite1h: cacheWrite
		};
		exact.set(key, {
			...price,
			isFlat: true
		});
		const plain = require_shared().plainName(id);
		if (require_shared().shippedModel(id) && !ofTable.has(plain)) ofTable.set(plain, {
			...price,
			isFlat: true
		});
	}
	return {
		multiplier,
		exact,
		ofTable
	};
}
const contractPrice = (id, { exact, ofTable }) => exact.get(id.toLowerCase().replace(/\[\w+\]$/, "")) ?? ofTable.get(require_shared().plainName(id));
function multiplied(model, factor) {
	if (factor === 1) return model;
	const times = (rates) => ({
		input: rates.input * factor,
		output: rates.output * factor,
		cacheRead: rates.cacheRead * factor,
		cacheWrite5m: rates.cacheWrite5m * factor,
		cacheWrite1h: rates.cacheWrite1h * factor
	});
	const prices = model.prices.map((price) => ({
		...price,
		...times(price),
		webSearchUsd: (price.webSearchUsd ?? .01) * factor,
		...price.longPrompt && { longPrompt: {
			above: price.longPrompt.above,
			...times(price.longPrompt)
		} },
		...price.fast && { fast: times(price.fast) }
	}));
	return {
		...model,
		prices
	};
}
// src/models/lookup.ts
function modelLookup(known) {
	const found = new Map();
	return (id) => {
		if (!found.has(id)) found.set(id, lookUp(id, known, []));
		return found.get(id);
	};
}
function plainNameOf(id, { own, listed }) {
	const { as } = settingsOf(id, own)?.[1] ?? {};
	const plain = require_shared().plainName(as ?? id);
	return listed(plain) || !plain.startsWith("arn:") ? plain : null;
}
function lookUp(id, known, asked) {
	const [key, own] = settingsOf(id, known.own) ?? [];
	if (!own || key === void 0 || asked.includes(key)) return byContract(id, known);
	return overlay(own.as === void 0 ? byContract(id, known) : lookUp(own.as, known, [...asked, key]), own, known.unknown);
}
function settingsOf(id, own) {
	for (const key of [id, ...require_shared().isOpenaiModel(id) ? [require_shared().parseOpenaiModel(id).model] : []]) {
		const exact = own.get(key);
		if (exact) return [key, exact];
	}
	const entries = [...own];
	const plain = require_shared().plainName(id);
	return entries.findLast(([key]) => require_shared().plainName(key) === plain && require_shared().shippedModel(key)) ?? entries.findLast(([key]) => key.includes("*") && require_shared().matchesName(key, id));
}
function byContract(id, { contract, listed, unknown }) {
	const model = listed(id);
	if (!contract) return model;
	const price = contractPrice(id, contract);
	const priced = price ? {
		...model ?? unknown,
		prices: [price]
	} : model;
	return priced && multiplied(priced, contract.multiplier);
}
function overlay(base, own, unknown) {
	const { as: _, multiplier = 1, input, output, cacheRead, cacheWrite5m, cacheWrite1h, ...facts } = own;
	if (input === void 0 || output === void 0) return base && multiplied({
		...base,
		...facts
	}, multiplier);
	const price = {
		input,
		output,
		cacheRead: cacheRead ?? input * .1,
		cacheWrite5m: cacheWrite5m ?? input * 1.25,
		cacheWrite1h: cacheWrite1h ?? input * 2
	};
	return multiplied({
		...base ?? unknown,
		...facts,
		prices: [price]
	}, multiplier);
}
// src/models/settings.ts
const Effort = require_zod()._enum(require_shared().EFFORTS);
const Usd = require_zod().number().nonnegative();
const Price = require_zod().number().nonnegative().max(1e6);
const ModelSettings = require_zod().strictObject({
	as: require_zod().string().min(1).optional(),
	multiplier: require_zod().number().positive().max(100).optional(),
	input: Price.optional(),
	output: Price.optional(),
	cacheRead: Price.optional(),
	cacheWrite5m: Price.optional(),
	cacheWrite1h: Price.optional(),
	contextTokens: require_zod().int().positive().optional(),
	maxOutputTokens: require_zod().int().positive().optional(),
	cacheMinimumTokens: require_zod().int().positive().optional(),
	efforts: require_zod().array(Effort).optional(),
	thinkingOff: require_zod()._enum([
		"disabled",
		"between_tools",
		"omit",
		"never"
	]).optional(),
	structuredOutputs: require_zod().boolean().optional(),
	images: require_zod().boolean().optional(),
	tier: require_zod()._enum(require_shared().TIER_NAMES).optional()
}).refine(({ input, output }) => input === void 0 === (output === void 0), { error: "expected both input and output, or neither" }).refine(({ as, multiplier, input }) => [
	as,
	multiplier,
	input
].some((one) => one !== void 0), { error: "expected input and output, \"as: <model>\", or a multiplier" });
const TierSettings = require_zod().strictObject({
	model: require_zod().string().min(1).optional(),
	effort: Effort.optional(),
	concurrency: require_zod().int().positive().optional()
});
const Settings = require_zod().looseObject({
	v: require_zod().literal(1, { error: "expected 1; a newer version needs a newer tierwise" }).optional(),
	tiers: require_zod().partialRecord(require_zod()._enum(require_shared().RUNG_NAMES), TierSettings).optional(),
	models: require_zod().record(require_zod().string(), ModelSettings).optional(),
	trust: require_zod().array(require_zod().string().regex(/^(\/|~\/|[A-Za-z]:[\\/])/, "expected an absolute path or one that begins with ~/")).optional(),
	judges: require_zod().array(require_zod().string().min(1)).optional(),
	inSession: require_zod().strictObject({
		maxCost: Usd.optional(),
		perSession: Usd.optional(),
		voices: require_zod().array(require_zod().string().min(1)).optional()
	}).optional(),
	ledger: require_zod().strictObject({
		close: require_zod().boolean().optional(),
		keepCalls: require_zod().int().min(3).max(1200).optional()
	}).optional()
});
function readSettings(file) {
	const read = require_status().readOwnText(file);
	if ("problem" in read) throw new (require_shared().UsageError)(`${file}: ${read.problem}`);
	return read.text === null ? {} : checkedSettings(read.text, file);
}
function readUntrustedSettings(file) {
	const read = require_status().readUntrustedText(file);
	if ("problem" in read) return { problem: `${file}: ${read.problem}` };
	try {
		return { settings: read.text === null ? {} : checkedSettings(read.text, file) };
	} catch (error) {
		if (error instanceof require_shared().UsageError) return { problem: error.message };
		throw error;
	}
}
const checkedSettings = (text, file) => checkHeader(Settings, parseMarkdown(text, file).header, file);
function isTrusted(folder, { trust = [] }, env) {
	const real = require_status().realPath(folder);
	const home = require_shared().userHome(env);
	return real !== null && trust.some((path) => require_status().realPath(path.replace(/^~(?=\/)/, () => home)) === real);
}
// src/models/catalog.ts
function loadCatalog(home, project, env, heedsTrust = true) {
	const own = readSettings(require_status().ownSettingsFile(home));
	const file = require_status().projectSettingsFile(project);
	if (!heedsTrust || !isTrusted(project, own, env)) return withProject(own, {
		file,
		home,
		project,
		env
	});
	return catalogOf([own, readSettings(file)], env);
}
function loadCatalogLeniently(home, project, env, heedsTrust = true) {
	try {
		return loadCatalog(home, project, env, heedsTrust);
	} catch (error) {
		if (!(error instanceof require_shared().UsageError)) throw error;
		const catalog = withProject({}, {
			file: require_status().projectSettingsFile(project),
			home,
			project,
			env
		});
		return {
			...catalog,
			notes: [ignoredFile(error.message), ...catalog.notes]
		};
	}
}
function withProject(own, { file, home, project, env }) {
	const catalog = catalogOf([own], env);
	const ownFile = require_status().ownSettingsFile(home);
	const read = require_status().realPath(file) !== null && require_status().realPath(file) === require_status().realPath(ownFile) ? { settings: {} } : readUntrustedSettings(file);
	if ("problem" in read) return {
		...catalog,
		notes: [ignoredFile(read.problem)]
	};
	const now = new Date();
	const { tiers, ignored } = require_shared().lower(catalog.tiers, read.settings, (id) => {
		const model = catalog.model(id);
		return model && require_shared().priceInForce(model, now);
	});
	if (!ignored.length) return {
		...catalog,
		tiers
	};
	const note = `${file}: ignored ${ignored.join(", ")}. A repository may lower a tier's model, effort and concurrency, nothing else. If you trust it, add "trust: [${require_status().realPath(project) ?? project}]" to ${ownFile}.`;
	return {
		...catalog,
		tiers,
		notes: [printable(note)]
	};
}
const MOST_PROBLEM = 400;
const ignoredFile = (problem) => `${printable(problem.slice(0, MOST_PROBLEM))} These settings are ignored.`;
const printable = (text) => text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, "\ufffd");
function catalogOf(layers, env) {
	const tiers = Object.fromEntries(require_shared().RUNG_NAMES.map((name) => {
		const usual = name === "local" ? require_shared().LOCAL : require_shared().TIERS[name];
		const fromEnv = name === "local" ? "" : env[`ANTHROPIC_DEFAULT_${name.toUpperCase()}_MODEL`];
		const chosen = layers.map((layer) => layer.tiers?.[name] ?? {});
		return [name, Object.assign({ ...usual }, fromEnv ? { model: fromEnv } : {}, ...chosen)];
	}));
	const known = {
		own: new Map(layers.flatMap((layer) => Object.entries(layer.models ?? {}))),
		contract: readContract(env),
		listed: (id) => require_shared().isOpenaiModel(id) ? serverModel(id, env) : require_shared().shippedModel(id),
		unknown: UNKNOWN_MODEL
	};
	return {
		tiers,
		judges: layers[0]?.judges ?? [],
		model: modelLookup(known),
		nameOf: (id) => plainNameOf(id, known),
		rates: known.contract ? "contract" : "list",
		notes: []
	};
}
const CAUTIOUS = {
	tier: "opus",
	contextTokens: 2e5,
	maxOutputTokens: 8192,
	cacheMinimumTokens: 4096,
	efforts: [],
	thinkingOff: "omit",
	structuredOutputs: false,
	images: false
};
const UNKNOWN_MODEL = {
	...CAUTIOUS,
	prices: []
};
function serverModel(id, env) {
	const { url } = require_shared().parseOpenaiModel(id);
	if (!URL.canParse(url)) return void 0;
	const address = new URL(url);
	const isFree = require_shared().isLoopback(address) && !env[require_shared().keyVariable(address)];
	return {
		...CAUTIOUS,
		tier: "haiku",
		structuredOutputs: true,
		prices: isFree ? [FREE] : []
	};
}
const FREE = {
	input: 0,
	output: 0,
	cacheRead: 0,
	cacheWrite5m: 0,
	cacheWrite1h: 0
};
function parseTierName(text) {
	return nameAmong(require_shared().TIER_NAMES, text);
}
function nameAmong(names, text) {
	const found = names.find((name) => name === text);
	if (found) return found;
	throw new (require_shared().UsageError)(`Unknown tier "${text}". ${require_shared().oneOf(text, names)}`);
}
const parseRungName = (text) => nameAmong(require_shared().RUNG_NAMES, text);
// src/commands/catalog.ts
function openCatalog({ env, cwd, stderr, access }) {
	const catalog = loadCatalog(require_shared().dataHome(env), cwd, env, access.heedsTrust);
	for (const note of catalog.notes) stderr.write(`${note}\n`);
	return catalog;
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
Object.defineProperty(exports, "loadCatalogLeniently", {
	enumerable: true,
	get: function() {
		return loadCatalogLeniently;
	}
});
Object.defineProperty(exports, "openCatalog", {
	enumerable: true,
	get: function() {
		return openCatalog;
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
Object.defineProperty(exports, "parseRungName", {
	enumerable: true,
	get: function() {
		return parseRungName;
	}
});
Object.defineProperty(exports, "parseTierName", {
	enumerable: true,
	get: function() {
		return parseTierName;
	}
});
Object.defineProperty(exports, "parseYaml", {
	enumerable: true,
	get: function() {
		return parseYaml;
	}
});
Object.defineProperty(exports, "readSettings", {
	enumerable: true,
	get: function() {
		return readSettings;
	}
});
Object.defineProperty(exports, "readUntrustedSettings", {
	enumerable: true,
	get: function() {
		return readUntrustedSettings;
	}
});
