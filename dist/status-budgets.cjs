"use strict";
require("./rolldown-runtime.cjs");
let require_routing_loaded;
const require_routing = () => require_routing_loaded ??= require("./routing.cjs");
let require_usage_loaded;
const require_usage = () => require_usage_loaded ??= require("./usage.cjs");
// src/commands/status-budgets.ts
function budgetsInForce(home, who) {
	const { user, project } = require_routing().loadPolicies(home, who.project);
	return require_usage().budgetStates(home, require_routing().inForce(user, project).policy.budgets, who);
}
exports.budgetsInForce = budgetsInForce;
