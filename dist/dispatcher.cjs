"use strict";
const require_rolldown_runtime = require("./rolldown-runtime.cjs");
const require_undici = require("./undici.cjs");
const require_ask = require("./ask.cjs");
// src/ask/dispatcher.ts
var dispatcher_exports = require_rolldown_runtime.__exportAll({ dispatcherTo: () => dispatcherTo });
var import_agent = require_rolldown_runtime.__toESM(require_undici.require_agent());
var import_proxy_agent = require_rolldown_runtime.__toESM(require_undici.require_proxy_agent());
function dispatcherTo(url, env, connections) {
	const proxy = require_ask.proxyFor(url, env);
	const options = {
		headersTimeout: 0,
		bodyTimeout: 0,
		...connections && { connections }
	};
	return proxy ? new import_proxy_agent.default({
		uri: proxy.href,
		...options
	}) : new import_agent.default(options);
}
Object.defineProperty(exports, "dispatcherTo", {
	enumerable: true,
	get: function() {
		return dispatcherTo;
	}
});
Object.defineProperty(exports, "dispatcher_exports", {
	enumerable: true,
	get: function() {
		return dispatcher_exports;
	}
});
