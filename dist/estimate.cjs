"use strict";
const require_rolldown_runtime = require("./rolldown-runtime.cjs");
let require_commander_loaded;
const require_commander = () => require_commander_loaded ??= require("./commander.cjs");
let require_shared_loaded;
const require_shared = () => require_shared_loaded ??= require("./shared.cjs");
let require_routing_loaded;
const require_routing = () => require_routing_loaded ??= require("./routing.cjs");
let require_status_loaded;
const require_status = () => require_status_loaded ??= require("./status.cjs");
let require_usage_loaded;
const require_usage = () => require_usage_loaded ??= require("./usage.cjs");
let require_catalog_loaded;
const require_catalog = () => require_catalog_loaded ??= require("./catalog.cjs");
let require_by_policy_loaded;
const require_by_policy = () => require_by_policy_loaded ??= require("./by-policy.cjs");
// src/estimate/estimate.ts
function estimateWorkload(work, options) {
	const classes = work.map((one) => {
		const { name, requests, input, output } = one;
		const place = placeOf(one, options.policy);
		return {
			name,
			requests,
			input,
			output,
			tier: place.tier,
			costUsd: classUsd(one, place, options)
		};
	});
	const totals = {};
	for (const tier of require_shared().TIER_NAMES) totals[tier] = sum(work.map((one) => classUsd(one, {
		tier,
		effort: one.effort ?? null,
		batch: one.batch,
		rule: ""
	}, options)));
	totals.policy = sum(classes.map(({ costUsd: usd }) => usd));
	return {
		classes,
		totals,
		...unpricedIn(options)
	};
}
function placeOf(one, policy) {
	const { name, kind, tier, batch, input } = one;
	if (tier) return {
		tier,
		effort: one.effort ?? null,
		batch,
		rule: "given"
	};
	const request = {
		...require_routing().deriveFrom(name, {
			kind,
			inputTokens: input
		}),
		text: name,
		urgency: batch ? "low" : "normal"
	};
	const decision = require_routing().decide(request, policy, {});
	return {
		...decision,
		batch: batch || decision.batch === true
	};
}
function classUsd(one, { tier, effort, batch }, { catalog, at }) {
	const model = catalog.model(catalog.tiers[tier].model);
	const usage = {
		...require_shared().NO_USAGE,
		input: one.input - one.cached,
		cacheRead: one.cached,
		output: one.output
	};
	const requestUsd = require_shared().costUsd(model, usage, {
		at,
		batch
	});
	if (requestUsd === null) return null;
	const index = model?.effortCost;
	const factor = index && effort && one.effort ? index[effort] / index[one.effort] : 1;
	return requestUsd * one.requests * (1 + one.retries) * factor;
}
const sum = (amounts) => amounts.reduce((total, amount) => total === null || amount === null ? null : total + amount, 0);
function unpricedIn({ catalog, at }) {
	const unpriced = require_shared().TIER_NAMES.flatMap((tier) => {
		const { model } = catalog.tiers[tier];
		return require_shared().costUsd(catalog.model(model), require_shared().NO_USAGE, { at }) === null ? [{
			tier,
			model
		}] : [];
	});
	return unpriced.length ? { unpriced } : {};
}
// src/estimate/estimate-text.ts
function estimateText({ classes, totals, unpriced = [] }, why) {
	const rows = classes.map(({ name, requests, input, output, tier, costUsd }, index) => [
		name,
		require_shared().count(requests),
		require_shared().count(input),
		require_shared().count(output),
		tier,
		dollars(costUsd),
		why[index] ?? ""
	]);
	const head = [
		"class",
		"requests",
		"input",
		"output",
		"tier",
		"cost",
		why.length ? "by" : ""
	];
	const table = require_shared().columns([head, ...rows], [
		"left",
		"right",
		"right",
		"right",
		"left",
		"right",
		"left"
	]);
	const { policy = null, ...others } = totals;
	const sums = Object.entries(others).map(([name, total]) => [
		name === "actual" ? "as it was" : `all on ${name}`,
		dollars(total),
		compared(total, policy)
	]);
	return [
		require_shared().bold(table[0] ?? ""),
		...table.slice(1),
		"",
		...require_shared().columns([[
			"under the policy",
			dollars(policy),
			""
		], ...sums], [
			"left",
			"right",
			"left"
		]),
		...unpriced.map(({ tier, model }) => `No price is known for ${model} (${tier}): add it to "models" in tierwise.md.`),
		require_shared().dim("List prices; input and output are tokens per request.")
	].join("\n");
}
const dollars = (amount) => amount === null ? "unpriced" : require_shared().usd(amount);
function compared(total, policy) {
	if (total === null || policy === null || !policy || !total) return "";
	const share = total / policy;
	return share >= 1 ? `${share.toFixed(1)} times as much` : `${Math.round(share * 100)}% of it`;
}
// src/estimate/from-ledger.ts
function estimateLedger(calls, policy, catalog) {
	const used = calls.filter(isComparable);
	const totals = { ...Object.fromEntries(require_shared().TIER_NAMES.map((tier) => [tier, 0])) };
	const rows = new Map();
	let actual = 0;
	for (const call of used) {
		actual += call.costUsd;
		for (const tier of require_shared().TIER_NAMES) totals[tier] = plus(totals[tier], onTier(call, tier, catalog));
		const tier = decidedTier(call, policy);
		addTo(rows, call, tier, tier === call.tier ? call.costUsd : onTier(call, tier, catalog));
	}
	const classes = [...rows.values()].map(averaged);
	totals.policy = classes.reduce((sum, row) => plus(sum, row.costUsd), 0);
	totals.actual = actual;
	return {
		classes,
		totals,
		...unpricedIn({
			catalog,
			at: new Date()
		}),
		leftOut: calls.length - used.length
	};
}
const isComparable = (call) => call.tier !== null && call.costUsd !== null && !call.isSum;
function decidedTier({ agent, tier, effort, at }, policy) {
	if (agent === null) return tier;
	const moment = new Date(at);
	const request = {
		...require_routing().ROLE_KINDS.some(([pattern]) => require_status().fitsPattern(pattern, agent)) && require_routing().deriveFrom("", { agent }),
		agent,
		failures: 0,
		tier,
		effort: require_shared().EFFORTS.find((one) => one === effort)
	};
	const state = { minuteOfDay: moment.getHours() * 60 + moment.getMinutes() };
	const decision = require_routing().decide(request, {
		...policy,
		otherwise: []
	}, state);
	return decision.rule === "none" ? tier : decision.tier;
}
function onTier(call, tier, catalog) {
	const { at, batch, usOnly } = call;
	return require_shared().costUsd(catalog.model(catalog.tiers[tier].model), require_usage().usageOf(call), {
		at: new Date(at),
		batch,
		usOnly
	});
}
function addTo(rows, call, tier, usd) {
	const key = `${call.who}\n${tier}`;
	const none = {
		name: call.who,
		requests: 0,
		input: 0,
		output: 0,
		tier,
		costUsd: 0,
		inputs: 0,
		outputs: 0
	};
	const row = rows.get(key) ?? none;
	row.requests++;
	row.inputs += require_shared().promptTokens(require_usage().usageOf(call));
	row.outputs += call.output;
	row.costUsd = plus(row.costUsd, usd);
	rows.set(key, row);
}
const averaged = ({ name, requests, inputs, outputs, tier, costUsd: usd }) => ({
	name,
	requests,
	input: Math.round(inputs / requests),
	output: Math.round(outputs / requests),
	tier,
	costUsd: usd
});
const plus = (sum, usd) => sum === null || sum === void 0 || usd === null ? null : sum + usd;
// src/estimate/workload.ts
const KEYS = [
	"name",
	"requests",
	"input",
	"output",
	"kind",
	"tier",
	"cached",
	"batch",
	"effort",
	"retries"
];
const MOST = 0xe8d4a51000;
function parseWorkload(text, file) {
	const { value, lineOf } = require_catalog().parseYaml(text, file);
	const field = {
		value,
		path: [],
		source: {
			file,
			lineOf
		}
	};
	if (!Array.isArray(value) || !value.length) throw new (require_shared().UsageError)(`${file}:1: the workload is not a list of classes. Expected entries such as "- { name: tagging, requests: 1000, input: 500, output: 20 }"; write one for each class.`);
	return value.map((_, index) => parseClass(require_routing().inside(field, index)));
}
function parseClass(field) {
	const keys = require_routing().keysOf(field, KEYS);
	const at = (key) => require_routing().inside(field, key);
	const input = tokensOf(at("input"));
	return {
		name: require_routing().textOf(at("name"), "the name of the class, such as tagging"),
		requests: requestsOf(at("requests")),
		input,
		output: tokensOf(at("output")),
		...keys.includes("kind") && { kind: require_routing().oneOf(at("kind"), require_routing().KINDS) },
		...keys.includes("tier") && { tier: require_routing().oneOf(at("tier"), require_shared().TIER_NAMES) },
		cached: keys.includes("cached") ? cachedOf(at("cached"), input) : 0,
		batch: keys.includes("batch") && require_routing().flagOf(at("batch")),
		...keys.includes("effort") && { effort: require_routing().oneOf(at("effort"), require_shared().EFFORTS) },
		retries: keys.includes("retries") ? require_routing().numberOf(at("retries"), [0, 1], "the share of requests that are sent again, such as 0.05") : 0
	};
}
function requestsOf(field) {
	const requests = require_routing().countOf(field);
	if (requests > MOST) require_routing().wrong(field, "is more than anybody sends", `a number up to ${MOST}; correct it`);
	return requests;
}
function tokensOf(field) {
	const expected = "tokens per request, a whole number such as 1200";
	if (field.value === void 0) require_routing().wrong(field, "is missing", expected);
	const tokens = require_routing().numberOf(field, [0, MOST], expected);
	return Number.isInteger(tokens) ? tokens : require_routing().wrong(field, `is ${tokens}`, expected);
}
function cachedOf(field, input) {
	const given = require_routing().numberOf(field, [0, input], `a share below 1, or tokens, at most the ${input} of the input`);
	if (given < 1) return given * input;
	return Number.isInteger(given) ? given : require_routing().wrong(field, `is ${given}`, "a share below 1, or a whole number of tokens");
}
// src/commands/estimate.ts
var estimate_exports = require_rolldown_runtime.__exportAll({ estimateCommand: () => estimateCommand });
const HELP_AFTER = `
Examples:
  tierwise estimate examples/requests-per-month.yaml
  tierwise estimate --since 30d --policy strict.md    the last 30 days under that policy

A workload is a list of { name, requests, input, output, kind?, tier?, cached?, batch?, effort?, retries? }, in
tokens per request. "input" includes "cached" (a share below 1, or tokens).`;
function estimateCommand(host, done) {
	return new (require_commander().Command)("estimate").description("Say what a workload costs on each tier and under the policy, before anything is sent.").argument("[workload]", "a YAML file with a list of classes of requests").addOption(new (require_commander().Option)("--since <time>", "what was done since then instead: 30d, 24h, a date, or all").argParser(require_shared().since)).option("--policy <file>", "a policy other than the one in force").option("--json", "one JSON object on stdout").addHelpText("after", HELP_AFTER).action((workload, options) => done(estimate(host, workload, options)));
}
function estimate(host, workload, options) {
	if (workload === void 0 === (options.since === void 0)) throw new (require_shared().UsageError)("Expected either a workload (tierwise estimate work.yaml) or a time (tierwise estimate --since 30d). Name one of the two.");
	const terms = termsOf(host, options.policy);
	for (const note of terms.notes) host.stderr.write(`${note}\n`);
	const { found, why } = options.since ? ofLedger(host, options.since, terms) : ofWorkload(host, workload ?? "", terms);
	host.stdout.write(`${options.json ? require_shared().visibleJson(found) : estimateText(found, why)}\n`);
	return require_shared().EXIT.ok;
}
function termsOf(host, file) {
	const { env, cwd, access } = host;
	const catalog = require_catalog().loadCatalogLeniently(require_shared().dataHome(env), cwd, env, access.heedsTrust);
	if (file === void 0) {
		const { policy, notes } = require_by_policy().openPolicy(host);
		return {
			policy,
			catalog,
			notes: [...notes, ...catalog.notes]
		};
	}
	const named = require_routing().parsePolicy(textOf(host, file), file);
	const tiers = { ...catalog.tiers };
	for (const tier of require_shared().TIER_NAMES) tiers[tier] = {
		...tiers[tier],
		...named.tiers?.[tier]
	};
	const { policy } = require_routing().inForce(named, require_routing().NO_POLICY, require_routing().tiersWith(tiers, catalog.model));
	return {
		policy,
		catalog: {
			...catalog,
			tiers
		},
		notes: catalog.notes
	};
}
function ofWorkload(host, file, { policy, catalog }) {
	const work = parseWorkload(textOf(host, file), file);
	const why = work.map((one) => placeOf(one, policy)).map(({ rule, effort, batch }) => [
		rule,
		effort && `effort ${effort}`,
		batch && "batch"
	].filter(Boolean).join(", "));
	return {
		found: estimateWorkload(work, {
			policy,
			catalog,
			at: new Date()
		}),
		why
	};
}
function ofLedger({ env, stderr }, from, { policy, catalog }) {
	const home = require_shared().dataHome(env);
	const damaged = bringUpToDate(home);
	const ledger = require_usage().readLedger(home);
	for (const line of require_shared().passedOverInWords([...damaged, ...ledger.passedOver])) stderr.write(`${line}\n`);
	const { leftOut, ...found } = estimateLedger(require_usage().pricedCalls(ledger, catalog).filter(({ at }) => at >= from.toISOString()), policy, catalog);
	const summed = require_status().monthsIn(home).findLast((name) => require_usage().isSummed(home, name));
	if (summed && summed >= from.toISOString().slice(0, 7)) stderr.write(`Left out: calls until the end of ${summed}, which are not kept singly (ledger.keepCalls).\n`);
	if (leftOut) stderr.write(`Left out: ${require_shared().counted(leftOut, "call")} without a tier or a price, or that are a sum of several.\n`);
	if (!found.classes.length) stderr.write("No calls are recorded for this time. To read the transcripts there are: tierwise report --backfill\n");
	return {
		found,
		why: []
	};
}
function bringUpToDate(home) {
	try {
		return require_usage().ingestKnown(home);
	} catch (error) {
		if (!require_shared().systemCode(error)) throw error;
		return [];
	}
}
function textOf({ access }, file) {
	try {
		return access.readText(file);
	} catch (error) {
		if (!require_shared().systemCode(error)) throw error;
		throw new (require_shared().UsageError)(`${file}: cannot read it: ${require_shared().systemReason(error)}. Name a file that can be read.`);
	}
}
Object.defineProperty(exports, "estimate_exports", {
	enumerable: true,
	get: function() {
		return estimate_exports;
	}
});
