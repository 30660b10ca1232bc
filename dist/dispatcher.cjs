"use strict";
const require_rolldown_runtime = require("./rolldown-runtime.cjs");
let require_undici_loaded;
const require_undici = () => require_undici_loaded ??= require("./undici.cjs");
let require_undici_core_loaded;
const require_undici_core = () => require_undici_core_loaded ??= require("./undici-core.cjs");
let require_ask_loaded;
const require_ask = () => require_ask_loaded ??= require("./ask.cjs");
// src/ask/connections.ts
let import_agent_loaded;
const import_agent = () => import_agent_loaded ??= require_rolldown_runtime.__toESM(require_undici().require_agent());
let import_proxy_agent_loaded;
const import_proxy_agent = () => import_proxy_agent_loaded ??= require_rolldown_runtime.__toESM(require_undici().require_proxy_agent());
let import_connect_loaded;
const import_connect = () => import_connect_loaded ??= require_rolldown_runtime.__toESM(require_undici_core().require_connect());
let import_pool_loaded;
const import_pool = () => import_pool_loaded ??= require_rolldown_runtime.__toESM(require_undici().require_pool());
var Connections = class {
	dispatcher;
	#where;
	#connector = (0, import_connect().default)({});
	#count = 0;
	#ahead = [];
	constructor({ origin, protocol, host, hostname, port }, options) {
		this.#where = {
			protocol,
			host,
			hostname: hostname.replace(/^\[|\]$/g, ""),
			port
		};
		this.dispatcher = new (import_pool().default)(origin, {
			...options,
			connect: (where, done) => this.#give(where, done)
		});
	}
	openAhead(wanted) {
		while (this.#count < wanted) this.#open();
	}
	#open() {
		const ahead = {
			socket: null,
			wanted: null
		};
		const gone = () => {
			this.#ahead = this.#ahead.filter((one) => one !== ahead);
		};
		this.#ahead.push(ahead);
		this.#connect(this.#where, (...args) => {
			const [, socket] = args;
			if (ahead.wanted) ahead.wanted(...args);
			else if (socket) ahead.socket = socket.unref().resume().once("close", gone);
			else gone();
		});
	}
	#give(where, done) {
		const ahead = this.#ahead.shift();
		if (!ahead) this.#connect(where, done);
		else if (ahead.socket) done(null, ahead.socket.pause().ref());
		else ahead.wanted = done;
	}
	#connect(where, done) {
		this.#count++;
		const ended = () => {
			this.#count--;
		};
		this.#connector(where, (...args) => {
			const [, socket] = args;
			if (socket) socket.once("close", ended);
			else ended();
			done(...args);
		});
	}
};
// src/ask/dispatcher.ts
var dispatcher_exports = require_rolldown_runtime.__exportAll({
	connectionsTo: () => connectionsTo,
	dispatcherTo: () => dispatcherTo
});
const NO_CLOCKS = {
	headersTimeout: 0,
	bodyTimeout: 0
};
function dispatcherTo(url, env, connections) {
	const proxy = require_ask().proxyFor(url, env);
	const options = {
		...NO_CLOCKS,
		...connections && { connections }
	};
	return proxy ? new (import_proxy_agent().default)({
		uri: proxy.href,
		...options
	}) : new (import_agent().default)(options);
}
function connectionsTo(url, env, connections) {
	if (require_ask().proxyFor(url, env)) return {
		dispatcher: dispatcherTo(url, env, connections),
		openAhead() {}
	};
	return new Connections(url, {
		...NO_CLOCKS,
		connections
	});
}
Object.defineProperty(exports, "connectionsTo", {
	enumerable: true,
	get: function() {
		return connectionsTo;
	}
});
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
