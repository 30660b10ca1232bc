"use strict";
require("./rolldown-runtime.cjs");
const require_routing = require("./routing.cjs");
const require_usage = require("./usage.cjs");
// src/commands/status-budgets.ts
function budgetsInForce(home, who) {
	const { user, project } = require_routing.loadPolicies(home, who.project);
	return require_usage.budgetStates(home, require_routing.inForce(user, project).policy.budgets, who);
}
exports.budgetsInForce = budgetsInForce;
