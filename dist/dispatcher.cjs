"use strict";
require("./rolldown-runtime.cjs");
const require_undici$1 = require("./undici.cjs");
const require_ask = require("./ask.cjs");
// src/ask/dispatcher.ts
var import_undici = require_undici$1.require_undici();
function dispatcherTo(url, env, connections) {
	const proxy = require_ask.proxyFor(url, env);
	const options = {
		headersTimeout: 0,
		bodyTimeout: 0,
		...connections && { connections }
	};
	return proxy ? new import_undici.ProxyAgent({
		uri: proxy.href,
		...options
	}) : new import_undici.Agent(options);
}
exports.dispatcherTo = dispatcherTo;
Object.defineProperty(exports, "fetch", {
	enumerable: true,
	get: function() {
		return import_undici.fetch;
	}
});
Object.defineProperty(exports, "import_undici", {
	enumerable: true,
	get: function() {
		return import_undici;
	}
});
