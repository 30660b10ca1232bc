"use strict";
require("./rolldown-runtime.cjs");
let require_ask_loaded;
const require_ask = () => require_ask_loaded ??= require("./ask.cjs");
let require_dispatcher_loaded;
const require_dispatcher = () => require_dispatcher_loaded ??= require("./dispatcher.cjs");
let require_usage_loaded;
const require_usage = () => require_usage_loaded ??= require("./usage.cjs");
let require_refusal_loaded;
const require_refusal = () => require_refusal_loaded ??= require("./refusal.cjs");
// src/ask/post.ts
const post = (dispatcher, request) => new Promise((resolve, reject) => {
	const exchange = new Exchange(request, resolve, reject);
	const { origin, path, headers, body } = request;
	dispatcher.dispatch({
		origin,
		path,
		method: "POST",
		headers,
		body
	}, exchange);
});
var Exchange = class {
	#chunks = [];
	#resolve;
	#reject;
	#clock;
	#signal;
	#onAbort;
	#bytes = 0;
	#status = 0;
	#headers = [];
	#abort;
	#ended;
	constructor({ timeoutMs, signal = null }, resolve, reject) {
		this.#resolve = resolve;
		this.#reject = reject;
		this.#signal = signal;
		this.#clock = setTimeout(() => this.#end(new DOMException("its clock ran out", "TimeoutError")), timeoutMs);
		this.#onAbort = () => this.#end(new Error("aborted"));
		signal?.addEventListener("abort", this.#onAbort, { once: true });
		if (signal?.aborted) this.#onAbort();
	}
	onConnect(abort) {
		this.#abort = abort;
		if (this.#ended) abort(this.#ended);
	}
	onHeaders(status, headers) {
		this.#status = status;
		this.#headers = headers;
		return true;
	}
	onData(chunk) {
		this.#bytes += chunk.length;
		if (this.#bytes > 8388608) this.#end(new Error(`it is longer than ${require_ask().MOST_REPLY_BYTES} bytes`));
		else this.#chunks.push(chunk);
		return true;
	}
	onComplete() {
		this.#over();
		const text = Buffer.concat(this.#chunks).toString("utf8");
		this.#resolve({
			status: this.#status,
			headers: headersOf$1(this.#headers),
			text
		});
	}
	onError(error) {
		this.#over();
		this.#reject(this.#ended ?? error);
	}
	#end(why) {
		this.#ended ??= why;
		this.#over();
		this.#reject(this.#ended);
		this.#abort?.(this.#ended);
	}
	#over() {
		clearTimeout(this.#clock);
		this.#signal?.removeEventListener("abort", this.#onAbort);
	}
};
function headersOf$1(raw) {
	const values = new Map();
	for (let index = 0; index + 1 < raw.length; index += 2) values.set(String(raw[index]).toLowerCase(), raw[index + 1].toString("latin1"));
	return { get: (name) => values.get(name) ?? null };
}
// src/ask/direct-messages.ts
const API_VERSION = "2026-10-21";
function directMessages(connection) {
	const { baseUrl, mostSockets, env, timeoutMs: usualMs } = connection;
	const { origin, pathname } = new URL(`${baseUrl}/v1/messages`);
	const headers = headersOf(connection);
	const connections = require_dispatcher().connectionsTo(new URL(baseUrl), env, mostSockets);
	const { dispatcher } = connections;
	const bodyOf = bodies();
	const ask = async (request) => {
		const { model, thinking, signal = null, timeoutMs = usualMs } = request;
		const body = bodyOf(request);
		try {
			return readPosted(await post(dispatcher, {
				origin,
				path: pathname,
				headers,
				body,
				timeoutMs,
				signal
			}), {
				model,
				thinking,
				signal,
				timeoutMs
			}, baseUrl);
		} catch (error) {
			return signal?.aborted ? require_refusal().STOPPED : require_ask().connectionFailure(error, baseUrl, timeoutMs);
		}
	};
	return Object.assign(ask, { openAhead: (wanted) => connections.openAhead(wanted) });
}
function bodies() {
	let last;
	return (request) => {
		const { user } = request;
		if (typeof user !== "string") return JSON.stringify(require_ask().toParams(request));
		if (!last || !differInMessageOnly(last.request, request)) {
			const body = JSON.stringify(require_ask().toParams({
				...request,
				user: ""
			}));
			const at = body.indexOf(NO_MESSAGE);
			last = {
				request,
				before: body.slice(0, at),
				after: body.slice(at + NO_MESSAGE.length)
			};
		}
		return `${last.before}"messages":[{"role":"user","content":${JSON.stringify(user)}}]${last.after}`;
	};
}
const NO_MESSAGE = "\"messages\":[{\"role\":\"user\",\"content\":\"\"}]";
const differInMessageOnly = (a, b) => a.system === b.system && a.schema === b.schema && NOT_TEXTS.every((name) => a[name] === b[name]);
const NOT_TEXTS = [
	"model",
	"cacheSystem",
	"maxTokens",
	"effort",
	"thinking"
];
function headersOf({ credential, env }) {
	return {
		accept: "application/json",
		"accept-encoding": "identity",
		"content-type": "application/json",
		"user-agent": "tierwise",
		"anthropic-version": API_VERSION,
		authorization: `Bearer ${"apiKey" in credential ? credential.apiKey : credential.authToken}`,
		...addedHeaders(env)
	};
}
function addedHeaders({ ANTHROPIC_CUSTOM_HEADERS: lines = "" }) {
	const headers = lines.split("\n").flatMap((line) => {
		const colon = line.indexOf(":");
		return colon > 0 ? [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]] : [];
	});
	return Object.fromEntries(headers);
}
function readPosted({ status, headers, text }, asked, baseUrl) {
	if (status >= 300 && status < 400) return require_ask().connectionFailure(new Error("a redirect"), baseUrl, asked.timeoutMs);
	if (status >= 400) return require_refusal().refused(refusalIn({
		status,
		headers,
		text
	}), asked, baseUrl);
	const body = /json/i.test(headers.get("content-type") ?? "") ? require_usage().parseJson(text) : text;
	if (body === void 0) return require_refusal().notJson(baseUrl);
	const message = require_ask().readMessage(body);
	if (!message) return require_refusal().unreadable(baseUrl, body);
	return {
		...message,
		requestId: headers.get("request-id"),
		batch: false,
		rateLimit: require_ask().rateLimitIn(headers)
	};
}
function refusalIn({ status, headers, text }) {
	const body = require_usage().parseJson(text);
	const whole = require_usage().isRecord(body) ? require_usage().textAt(body, "message") ?? text : text;
	return {
		status,
		headers,
		type: require_usage().textAt(body, "error.type"),
		code: require_usage().textAt(body, "error.details.error_code"),
		said: require_usage().textAt(body, "error.message") ?? `${status} ${whole || "status code (no body)"}`
	};
}
exports.directMessages = directMessages;
