"use strict";
let require_access_loaded;
const require_access = () => require_access_loaded ??= require("./access.cjs");
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
// src/plan/file/step-kinds.ts
const STEP_KINDS = {
	code: "implementation",
	test: "tests",
	refactor: "refactoring",
	docs: "documentation",
	config: "edit",
	mechanical: "formatting"
};
// src/commands/open-policy.ts
function openPolicy({ env, cwd, access }) {
	const home = require_shared().dataHome(env);
	const files = require_routing().loadPolicies(home, cwd);
	const { tiers, model } = require_catalog().loadCatalogLeniently(home, cwd, env, access.heedsTrust);
	const { policy, ignored } = require_routing().inForce(files.user, files.project, require_routing().tiersWith(tiers, model));
	return {
		...files,
		policy,
		notes: [...files.problems, ...ignoredNote(files.project.file, ignored)]
	};
}
function ignoredNote(file, ignored) {
	if (!ignored.length) return [];
	return [`${file}: ignored ${ignored.map(({ field, why }) => `${field} (${why})`).join(", ")}. A project's policy may only tighten the user's.`];
}
// src/commands/by-policy.ts
function routeTask(host, task, { catalog, named, batch }) {
	const open = openPolicy(host);
	const ladder = task.ladder ?? open.policy.ladders.bulk ?? null;
	const kind = task.kind === "scheme" ? "classification" : "extraction";
	const urgency = batch ? "low" : "normal";
	const request = {
		...require_routing().deriveFrom(task.brief, { kind }),
		text: task.brief,
		urgency
	};
	const what = `the ${task.kind} ${task.name}`;
	const decision = named || task.tier === "local" ? null : decided(host, open, what, {
		...request,
		tier: task.tier
	});
	const tier = named ?? decision?.tier ?? startBulkOn(task.ladder ? null : ladder, task.tier);
	const { backends } = open.policy;
	return {
		tier,
		ladder,
		backends,
		catalog: decision ? withEffort(catalog, decision) : catalog
	};
}
const startBulkOn = (ladder, tier) => ladder?.[0] === "local" && tier === require_shared().TIER_NAMES[0] ? "local" : startOn(ladder, tier);
const startOn = (ladder, tier) => ladder?.find((rung) => rank(rung) >= rank(tier)) ?? ladder?.at(-1) ?? tier;
const rank = (tier) => require_shared().RUNG_NAMES.indexOf(tier);
const withEffort = (catalog, { tier, effort }) => effort ? {
	...catalog,
	tiers: {
		...catalog.tiers,
		[tier]: {
			...catalog.tiers[tier],
			effort
		}
	}
} : catalog;
function routePlan(host, plan) {
	const open = openPolicy(host);
	const { cap, ladders } = open.policy;
	const top = [
		plan.top,
		ladders.plan?.at(-1),
		open.policy.mode === "enforce" ? cap : null
	].reduce((low, one) => one && rank(one) < rank(low) ? one : low, plan.top);
	const steps = plan.steps.map((step) => routeStep(host, open, step));
	return {
		...plan,
		top,
		steps
	};
}
function routeStep(host, open, step) {
	if (!step.tier) return step;
	const text = `${step.title}\n${step.specification}`;
	const request = {
		...require_routing().deriveFrom(text, { kind: STEP_KINDS[step.kind] }),
		text,
		tier: step.tier
	};
	const decision = decided(host, open, `step ${step.id}`, {
		...request,
		effort: step.effort ?? void 0
	});
	if (decision) return {
		...step,
		tier: decision.tier,
		effort: decision.effort,
		moved: `by your rule ${decision.reason}`
	};
	return {
		...step,
		tier: startOn(open.policy.ladders.plan ?? null, step.tier)
	};
}
function decided(host, { policy }, what, request) {
	if (policy.mode === "observe") return null;
	const at = new Date();
	const state = {
		minuteOfDay: at.getHours() * 60 + at.getMinutes(),
		budgets: statesOf(host, policy, at),
		limitsLeft: require_status().limitsLeft(require_shared().dataHome(host.env), at)
	};
	const own = policy.modeFrom === "user" ? policy.rules : [];
	const decision = require_routing().decide(request, {
		...policy,
		rules: own,
		otherwise: []
	}, state);
	if (decision.rule === "none") return null;
	const suggests = policy.mode === "suggest";
	const verb = suggests ? "would start" : "starts";
	host.stderr.write(`The policy ${verb} ${what} on ${[decision.tier, decision.effort].filter(Boolean).join(" ")}, by its rule ${decision.reason}.\n`);
	return suggests ? null : decision;
}
const statesOf = ({ env, cwd }, { budgets }, at) => require_usage().budgetStates(require_shared().dataHome(env), budgets, {
	session: env.CLAUDE_CODE_SESSION_ID ?? null,
	project: cwd,
	agent: null,
	at
});
function ceilingsOf(host, maxCostUsd) {
	const { policy, user, project } = openPolicy(host);
	if (policy.mode !== "enforce") return {
		maxCostUsd,
		leftUsd: null
	};
	const states = statesOf(host, policy, new Date());
	const spent = states.find(({ limitUsd, spentUsd }) => spentUsd >= limitUsd);
	if (spent) throw new (require_shared().UsageError)(`${require_shared().usd(spent.spentUsd)} of ${require_shared().usd(spent.limitUsd)} of the budget "${spent.name}" is spent, so nothing was started. Raise it in ${(user.budgets ? user : project).file}, or wait.`, require_shared().EXIT.ceiling);
	for (const warning of require_routing().budgetWarnings(policy, { budgets: states })) host.stderr.write(`${warning}.\n`);
	return {
		maxCostUsd: require_access().least(maxCostUsd, policy.budgets.run ?? null),
		leftUsd: require_access().least(...states.map(({ limitUsd, spentUsd }) => limitUsd - spentUsd))
	};
}
function withinBudgets(host, given) {
	const { maxCostUsd, leftUsd } = ceilingsOf(host, given);
	return require_access().least(maxCostUsd, leftUsd);
}
Object.defineProperty(exports, "STEP_KINDS", {
	enumerable: true,
	get: function() {
		return STEP_KINDS;
	}
});
Object.defineProperty(exports, "ceilingsOf", {
	enumerable: true,
	get: function() {
		return ceilingsOf;
	}
});
Object.defineProperty(exports, "openPolicy", {
	enumerable: true,
	get: function() {
		return openPolicy;
	}
});
Object.defineProperty(exports, "routePlan", {
	enumerable: true,
	get: function() {
		return routePlan;
	}
});
Object.defineProperty(exports, "routeTask", {
	enumerable: true,
	get: function() {
		return routeTask;
	}
});
Object.defineProperty(exports, "withinBudgets", {
	enumerable: true,
	get: function() {
		return withinBudgets;
	}
});
