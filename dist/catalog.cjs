"use strict";
const require_shared = require("./shared.cjs");
let node_path = require("node:path");
// src/models/catalog.ts
function loadCatalog(home, project, env) {
	const own = require_shared.readSettings(ownSettingsFile(home));
	const file = require_shared.projectSettingsFile(project);
	if (!require_shared.isTrusted(project, own, env)) return withProject(own, {
		file,
		home,
		project,
		env
	});
	return catalogOf([own, require_shared.readSettings(file)], env);
}
function loadCatalogLeniently(home, project, env) {
	try {
		return loadCatalog(home, project, env);
	} catch (error) {
		if (!(error instanceof require_shared.UsageError)) throw error;
		const catalog = withProject({}, {
			file: require_shared.projectSettingsFile(project),
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
const ownSettingsFile = (home) => (0, node_path.join)(home, "tierwise.md");
function withProject(own, { file, home, project, env }) {
	const catalog = catalogOf([own], env);
	const ownFile = ownSettingsFile(home);
	const read = require_shared.realPath(file) !== null && require_shared.realPath(file) === require_shared.realPath(ownFile) ? { settings: {} } : require_shared.readUntrustedSettings(file);
	if ("problem" in read) return {
		...catalog,
		notes: [ignoredFile(read.problem)]
	};
	const now = new Date();
	const { tiers, ignored } = require_shared.lower(catalog.tiers, read.settings, (id) => {
		const model = catalog.model(id);
		return model && require_shared.priceInForce(model, now);
	});
	if (!ignored.length) return {
		...catalog,
		tiers
	};
	const note = `${file}: ignored ${ignored.join(", ")}. A repository may lower a tier's model, effort and concurrency, nothing else. If you trust it, add "trust: [${require_shared.realPath(project) ?? project}]" to ${ownFile}.`;
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
	const tiers = Object.fromEntries(require_shared.TIER_NAMES.map((name) => {
		const fromEnv = env[`ANTHROPIC_DEFAULT_${name.toUpperCase()}_MODEL`];
		const chosen = layers.map((layer) => layer.tiers?.[name] ?? {});
		return [name, Object.assign({ ...require_shared.TIERS[name] }, fromEnv ? { model: fromEnv } : {}, ...chosen)];
	}));
	const overrides = new Map(layers.flatMap((layer) => Object.entries(layer.models ?? {})));
	return {
		tiers,
		model(id) {
			const shipped = require_shared.shippedModel(id);
			const override = overrides.get(id);
			return override ? overlay(shipped, override) : shipped;
		},
		notes: []
	};
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
	const tier = require_shared.TIER_NAMES.find((name) => name === text);
	if (tier) return tier;
	throw new require_shared.UsageError(`Unknown tier "${text}". Expected one of: ${require_shared.TIER_NAMES.join(", ")}.`);
}
Object.defineProperty(exports, "UNKNOWN_MODEL", {
	enumerable: true,
	get: function() {
		return UNKNOWN_MODEL;
	}
});
Object.defineProperty(exports, "loadCatalog", {
	enumerable: true,
	get: function() {
		return loadCatalog;
	}
});
Object.defineProperty(exports, "loadCatalogLeniently", {
	enumerable: true,
	get: function() {
		return loadCatalogLeniently;
	}
});
Object.defineProperty(exports, "parseTierName", {
	enumerable: true,
	get: function() {
		return parseTierName;
	}
});
