"use strict";
require("./rolldown-runtime.cjs");
let require_anthropic_ai_sdk_loaded;
const require_anthropic_ai_sdk = () => require_anthropic_ai_sdk_loaded ??= require("./anthropic-ai-sdk.cjs");
let require_ask_loaded;
const require_ask = () => require_ask_loaded ??= require("./ask.cjs");
let require_usage_loaded;
const require_usage = () => require_usage_loaded ??= require("./usage.cjs");
let require_refusal_loaded;
const require_refusal = () => require_refusal_loaded ??= require("./refusal.cjs");
let require_dispatcher_loaded;
const require_dispatcher = () => require_dispatcher_loaded ??= require("./dispatcher.cjs");
let require_fetch_loaded;
const require_fetch = () => require_fetch_loaded ??= require("./fetch.cjs");
let node_util_loaded;
const node_util = () => node_util_loaded ??= require("node:util");
// src/ask/anthropic-failure.ts
function toFailure(error, asked, baseUrl) {
	if (error instanceof require_anthropic_ai_sdk().APIUserAbortError || asked.signal?.aborted) return require_refusal().STOPPED;
	const ours = [error, require_usage().at(error, "cause")].find((one) => one instanceof require_ask().AskError);
	if (ours) return ours;
	if (error instanceof require_anthropic_ai_sdk().APIConnectionTimeoutError) return require_ask().connectionFailure({ name: "TimeoutError" }, baseUrl, asked.timeoutMs);
	if (error instanceof require_anthropic_ai_sdk().APIConnectionError) return require_ask().connectionFailure(error, baseUrl, asked.timeoutMs);
	if (error instanceof require_anthropic_ai_sdk().APIError) {
		const { status, type, errorCode: code, headers, apiMessage } = error;
		return require_refusal().refused({
			status,
			type,
			code,
			headers,
			said: apiMessage ?? require_ask().messageOf(error)
		}, asked, baseUrl);
	}
	if (error instanceof SyntaxError) return require_refusal().notJson(baseUrl);
	return require_ask().connectionFailure(error, baseUrl, asked.timeoutMs);
}
// src/ask/anthropic.ts
const BATCHES_PER_PAGE = 100;
const MOST_PAGES = 100;
const MOST_RESULTS_BYTES = 1073741824;
const RESULTS_CLOCKS = 12;
const ABOUT_NO_MODEL = {
	model: "",
	thinking: null,
	signal: null
};
function connect({ client: make, baseUrl, mostSockets, env, timeoutMs, log }) {
	const send = sender(require_dispatcher().dispatcherTo(new URL(baseUrl), env, mostSockets), new URL(baseUrl).origin);
	const client = make({
		baseURL: baseUrl,
		maxRetries: 0,
		timeout: timeoutMs,
		logger: loggerTo(log),
		fetch: send(timeoutMs, require_ask().MOST_REPLY_BYTES)
	});
	return {
		ask: messageSender(client, send, timeoutMs),
		...batchCalls(client, send, timeoutMs)
	};
}
function loggerTo(log) {
	const write = (...words) => void log.write(`${(0, node_util().format)(...words)}\n`);
	return {
		error: write,
		warn: write,
		info: write,
		debug: write
	};
}
function sender(dispatcher, origin) {
	return (timeoutMs, mostBytes) => async (url, init) => {
		const target = new URL(String(url));
		if (target.origin !== origin) throw new Error(`a redirect to ${target.origin}`);
		const response = await (0, require_fetch().import_undici.fetch)(target, {
			...init,
			signal: require_ask().withClock(timeoutMs, init?.signal),
			redirect: "error",
			dispatcher
		});
		const body = response.body;
		const { status, statusText, headers } = response;
		return new Response(body && require_ask().bounded(body, mostBytes, 8388608), {
			status,
			statusText,
			headers: [...headers]
		});
	};
}
function messageSender(client, send, usualMs) {
	const clients = new Map([[usualMs, new (require_anthropic_ai_sdk().Messages)(client)]]);
	const clientFor = (timeoutMs) => {
		const known = clients.get(timeoutMs);
		if (known) return known;
		const fetch = send(timeoutMs, require_ask().MOST_REPLY_BYTES);
		const made = new (require_anthropic_ai_sdk().Messages)(client.withOptions({
			timeout: timeoutMs,
			fetch
		}));
		clients.set(timeoutMs, made);
		return made;
	};
	return (request) => {
		const { model, thinking, signal = null, timeoutMs = usualMs } = request;
		return attempt(client.baseURL, {
			model,
			thinking,
			signal,
			timeoutMs
		}, async () => {
			const { data, response } = await clientFor(timeoutMs).create(require_ask().toParams(request), signal ? { signal } : {}).withResponse();
			const message = require_ask().readMessage(data);
			if (!message) return require_refusal().unreadable(client.baseURL, data);
			return {
				...message,
				batch: false,
				rateLimit: require_ask().rateLimitIn(response.headers)
			};
		});
	};
}
function batchCalls(client, send, usualMs) {
	const { baseURL } = client;
	const { batches } = new (require_anthropic_ai_sdk().Messages)(client);
	const asked = {
		...ABOUT_NO_MODEL,
		timeoutMs: usualMs
	};
	return {
		async createBatch(requests) {
			const created = await attempt(baseURL, asked, async () => {
				const given = requests.map(({ id, request }) => ({
					custom_id: id,
					params: require_ask().toParams(request)
				}));
				const answer = await batches.create({ requests: given });
				const batch = require_usage().textAt(answer, "id");
				return batch ? { batch } : require_refusal().unreadable(baseURL, answer);
			});
			return "failure" in created ? notCreated(created, baseURL) : created;
		},
		batchState: (batch) => attempt(baseURL, asked, async () => {
			const answer = await batches.retrieve(batch);
			return require_ask().readBatch(answer) ?? require_refusal().unreadable(baseURL, answer);
		}),
		batchResults: (batch) => batchResults(client, send, batch, usualMs * RESULTS_CLOCKS),
		cancelBatch: (batch) => attempt(baseURL, asked, async () => {
			await batches.cancel(batch);
			return { canceled: true };
		}),
		batchesSince: (since) => attempt(baseURL, asked, async () => {
			const found = [];
			let after = null;
			for (let page = 0; page < MOST_PAGES; page++) {
				const answer = await batches.list({
					limit: BATCHES_PER_PAGE,
					...after && { after_id: after }
				});
				if (!Array.isArray(require_usage().at(answer, "data"))) return require_refusal().unreadable(baseURL, answer);
				const listed = require_usage().listAt(answer, "data").flatMap((batch) => require_ask().readBatch(batch) ?? []);
				found.push(...listed.filter(({ createdAt }) => createdAt >= since));
				after = require_usage().textAt(answer, "last_id") || null;
				if (require_usage().at(answer, "has_more") !== true || listed.some(({ createdAt }) => createdAt < since) || !after) break;
			}
			return { batches: found };
		})
	};
}
function notCreated(failure, baseUrl) {
	if (failure.notFound) return {
		failure: "stop",
		message: `${baseUrl} takes no batches: leave --batch out`
	};
	return failure.failure === "again" && !failure.busy ? {
		...failure,
		maybeBilled: true
	} : failure;
}
async function* batchResults(client, send, batch, timeoutMs) {
	const fetch = send(timeoutMs, MOST_RESULTS_BYTES);
	const reader = new (require_anthropic_ai_sdk().Messages)(client.withOptions({
		timeout: timeoutMs,
		fetch
	}));
	try {
		for await (const line of await reader.batches.results(batch)) {
			const result = require_ask().readBatchResult(line);
			if (result) yield result;
		}
	} catch (error) {
		yield toFailure(error, {
			...ABOUT_NO_MODEL,
			timeoutMs
		}, client.baseURL);
	}
}
async function attempt(baseUrl, asked, send) {
	try {
		return await send();
	} catch (error) {
		return toFailure(error, asked, baseUrl);
	}
}
const withCredential = (credential) => (options) => new (require_anthropic_ai_sdk().BaseAnthropic)({
	...credential,
	...options
});
exports.connect = connect;
exports.withCredential = withCredential;
