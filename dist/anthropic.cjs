"use strict";
require("./rolldown-runtime.cjs");
const require_anthropic_ai_sdk = require("./anthropic-ai-sdk.cjs");
const require_ask = require("./ask.cjs");
const require_usage = require("./usage.cjs");
const require_dispatcher = require("./dispatcher.cjs");
let node_util = require("node:util");
// src/ask/anthropic-failure.ts
const MONEY_CODES = new Set([
	"enforced_spend_limit_reached",
	"contract_spend_limit_reached",
	"ramp_limit_exceeded",
	"organization_on_hold"
]);
function toFailure(error, asked, baseUrl) {
	if (error instanceof require_anthropic_ai_sdk.APIUserAbortError || asked.signal?.aborted) return {
		failure: "again",
		message: "stopped before it was answered",
		maybeBilled: true
	};
	const ours = [error, require_usage.at(error, "cause")].find((one) => one instanceof require_ask.AskError);
	if (ours) return ours;
	if (error instanceof require_anthropic_ai_sdk.APIConnectionTimeoutError) return require_ask.connectionFailure({ name: "TimeoutError" }, baseUrl, asked.timeoutMs);
	if (error instanceof require_anthropic_ai_sdk.APIConnectionError) return require_ask.connectionFailure(error, baseUrl, asked.timeoutMs);
	if (error instanceof require_anthropic_ai_sdk.APIError) return refusal(error, asked, baseUrl);
	if (error instanceof SyntaxError) return {
		failure: "again",
		message: `the reply from ${baseUrl} is not JSON`,
		maybeBilled: true
	};
	return require_ask.connectionFailure(error, baseUrl, asked.timeoutMs);
}
function refusal(error, asked, baseUrl) {
	const { status, type, headers } = error;
	const said = (error.apiMessage ?? require_ask.messageOf(error)).replace(/\.$/, "");
	const exhausted = isAboutMoney(error, said);
	const final = exhausted ? "The account cannot pay for more: raise its limit or balance, then run the same command again." : finalHint(status, asked, baseUrl);
	if (final) return {
		failure: "stop",
		message: `${said}. ${final}`,
		exhausted,
		...status === 404 && { notFound: true }
	};
	if (status === 413) return {
		failure: "too-large",
		message: said
	};
	if (status === 400 || status === 422) return badRequest(status, said, asked);
	const message = `${baseUrl} answered ${status ?? type ?? "with an error"}: ${said}`;
	const busy = status === 429 || status === 529 || status === 503;
	return {
		failure: "again",
		message,
		retryAfterMs: retryAfter(headers),
		busy
	};
}
const isAboutMoney = ({ status, type, errorCode }, said) => MONEY_CODES.has(errorCode ?? "") || status === 402 || type === "billing_error" || /credit balance/i.test(said);
function finalHint(status, { model }, baseUrl) {
	switch (status) {
		case 401: return `The credential was refused by ${baseUrl}: check it, then run the same command again.`;
		case 403: return `The credential may not use ${model}: check its permissions.`;
		case 404: return model ? `${baseUrl} does not know the model ${model}: name another one under "tiers" in tierwise.md.` : `${baseUrl} does not know what was asked for.`;
		default: return null;
	}
}
function badRequest(status, said, { model, thinking }) {
	if (/thinking/i.test(said) && thinking) return {
		failure: "thinking",
		message: said
	};
	if (/too long|too large|context window|maximum.{0,20}tokens/i.test(said)) return {
		failure: "too-large",
		message: said
	};
	return {
		failure: "stop",
		message: `${said}. The API refused the request for ${model} (${status}).`
	};
}
function retryAfter(headers) {
	const ms = Number.parseFloat(headers?.get("retry-after-ms") ?? "");
	if (ms >= 0) return ms;
	const value = headers?.get("retry-after");
	if (!value) return void 0;
	const seconds = Number(value);
	const waitMs = Number.isNaN(seconds) ? Date.parse(value) - Date.now() : seconds * 1e3;
	return waitMs >= 0 ? waitMs : void 0;
}
// src/ask/anthropic-reply.ts
const STOPS = new Map([
	["max_tokens", "truncated"],
	["model_context_window_exceeded", "truncated"],
	["refusal", "refused"]
]);
function readMessage(body) {
	const served = require_usage.textAt(body, "model");
	if (!served || !Array.isArray(require_usage.at(body, "content"))) return null;
	return {
		id: require_usage.textAt(body, "id") || crypto.randomUUID(),
		requestId: require_usage.textAt(body, "_request_id"),
		served,
		text: require_usage.listAt(body, "content").flatMap((block) => require_usage.textAt(block, "type") === "text" ? [require_usage.textAt(block, "text") ?? ""] : []).join(""),
		stop: STOPS.get(require_usage.at(body, "stop_reason")) ?? "complete",
		usage: require_ask.readUsage(require_usage.at(body, "usage"), messageUsage),
		usOnly: require_usage.at(body, "usage.inference_geo") === "us",
		fast: require_usage.at(body, "usage.speed") === "fast"
	};
}
function messageUsage({ required, optional }) {
	const written = optional("cache_creation_input_tokens");
	const written1h = optional("cache_creation.ephemeral_1h_input_tokens");
	return {
		input: required("input_tokens"),
		output: required("output_tokens"),
		cacheRead: optional("cache_read_input_tokens"),
		cacheWrite5m: Math.max(0, written - written1h),
		cacheWrite1h: written1h,
		thinking: optional("output_tokens_details.thinking_tokens"),
		webSearches: optional("server_tool_use.web_search_requests")
	};
}
function sayingOf(body) {
	const error = require_usage.textAt(body, "error.message") ?? require_usage.textAt(body, "error");
	if (error) return error.replace(/\s+/g, " ").slice(0, 300).replace(/\.$/, "");
	if (typeof body === "string") return /^\s*</.test(body) ? "a page, not a message" : "text that is not JSON";
	return require_usage.isRecord(body) ? "an object without a model and content" : "something other than a message";
}
function readBatch(body) {
	const batch = require_usage.textAt(body, "id");
	const createdAt = new Date(require_usage.textAt(body, "created_at") ?? "");
	const counts = [
		"processing",
		"succeeded",
		"errored",
		"canceled",
		"expired"
	].map((kind) => require_usage.at(body, `request_counts.${kind}`));
	const known = counts.filter((count) => typeof count === "number");
	const [processing] = known;
	if (!batch || Number.isNaN(createdAt.getTime()) || processing === void 0 || known.length < counts.length) return null;
	return {
		batch,
		ended: require_usage.at(body, "processing_status") === "ended",
		createdAt,
		requests: known.reduce((sum, count) => sum + count, 0),
		processing
	};
}
const WHY = {
	expired: "was not answered within a day",
	canceled: "was cancelled"
};
function readBatchResult(line) {
	const id = require_usage.textAt(line, "custom_id");
	return id === null ? null : {
		id,
		reply: readBatchReply(require_usage.at(line, "result"))
	};
}
function readBatchReply(result) {
	const type = require_usage.textAt(result, "type");
	if (type === "expired" || type === "canceled") return {
		unanswered: type,
		message: `the request ${WHY[type]}`
	};
	if (type !== "succeeded") return {
		unanswered: "errored",
		message: require_usage.textAt(result, "error.error.message") ?? "no reason given"
	};
	const message = readMessage(require_usage.at(result, "message"));
	if (message) return {
		...message,
		batch: true,
		rateLimit: null
	};
	return {
		unanswered: "errored",
		message: `the reply could not be read: ${sayingOf(require_usage.at(result, "message"))}`,
		maybeBilled: true
	};
}
function rateLimitIn(headers) {
	const requests = Number.parseInt(headers.get("anthropic-ratelimit-requests-remaining") ?? "", 10);
	const resetAt = new Date(headers.get("anthropic-ratelimit-requests-reset") ?? "");
	return Number.isNaN(requests) || Number.isNaN(resetAt.getTime()) ? null : {
		requests,
		resetAt
	};
}
// src/ask/anthropic-request.ts
function toParams(request) {
	const { model, system, cacheSystem, user, maxTokens, thinking } = request;
	return {
		model,
		max_tokens: maxTokens,
		system: [{
			type: "text",
			text: system,
			...cacheSystem && { cache_control: {
				type: "ephemeral",
				ttl: cacheSystem
			} }
		}],
		messages: [{
			role: "user",
			content: typeof user === "string" ? user : user.map(toBlock)
		}],
		...thinking && { thinking: { type: thinking } },
		...outputConfig(request)
	};
}
function outputConfig({ schema, effort }) {
	if (!schema && !effort) return {};
	return { output_config: {
		...effort && { effort },
		...schema && { format: {
			type: "json_schema",
			schema: { ...schema }
		} }
	} };
}
const toBlock = (part) => "text" in part ? {
	type: "text",
	text: part.text
} : {
	type: "image",
	source: {
		type: "base64",
		media_type: part.image.mediaType,
		data: part.image.base64
	}
};
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
	const send = sender(require_dispatcher.dispatcherTo(new URL(baseUrl), env, mostSockets), new URL(baseUrl).origin);
	const client = make({
		baseURL: baseUrl,
		maxRetries: 0,
		timeout: timeoutMs,
		logger: loggerTo(log),
		fetch: send(timeoutMs, require_ask.MOST_REPLY_BYTES)
	});
	return {
		ask: messageSender(client, send, timeoutMs),
		...batchCalls(client, send, timeoutMs)
	};
}
function loggerTo(log) {
	const write = (...words) => void log.write(`${(0, node_util.format)(...words)}\n`);
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
		const response = await (0, require_dispatcher.import_undici.fetch)(target, {
			...init,
			signal: require_ask.withClock(timeoutMs, init?.signal),
			redirect: "error",
			dispatcher
		});
		const body = response.body;
		const { status, statusText, headers } = response;
		return new Response(body && require_ask.bounded$1(body, mostBytes, 8388608), {
			status,
			statusText,
			headers: [...headers]
		});
	};
}
function messageSender(client, send, usualMs) {
	const clients = new Map([[usualMs, new require_anthropic_ai_sdk.Messages(client)]]);
	const clientFor = (timeoutMs) => {
		const known = clients.get(timeoutMs);
		if (known) return known;
		const fetch = send(timeoutMs, require_ask.MOST_REPLY_BYTES);
		const made = new require_anthropic_ai_sdk.Messages(client.withOptions({
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
			const { data, response } = await clientFor(timeoutMs).create(toParams(request), signal ? { signal } : {}).withResponse();
			const message = readMessage(data);
			if (!message) return unreadable(client.baseURL, data);
			return {
				...message,
				batch: false,
				rateLimit: rateLimitIn(response.headers)
			};
		});
	};
}
function batchCalls(client, send, usualMs) {
	const { baseURL } = client;
	const { batches } = new require_anthropic_ai_sdk.Messages(client);
	const asked = {
		...ABOUT_NO_MODEL,
		timeoutMs: usualMs
	};
	return {
		async createBatch(requests) {
			const created = await attempt(baseURL, asked, async () => {
				const given = requests.map(({ id, request }) => ({
					custom_id: id,
					params: toParams(request)
				}));
				const answer = await batches.create({ requests: given });
				const batch = require_usage.textAt(answer, "id");
				return batch ? { batch } : unreadable(baseURL, answer);
			});
			return "failure" in created ? notCreated(created, baseURL) : created;
		},
		batchState: (batch) => attempt(baseURL, asked, async () => {
			const answer = await batches.retrieve(batch);
			return readBatch(answer) ?? unreadable(baseURL, answer);
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
				if (!Array.isArray(require_usage.at(answer, "data"))) return unreadable(baseURL, answer);
				const listed = require_usage.listAt(answer, "data").flatMap((batch) => readBatch(batch) ?? []);
				found.push(...listed.filter(({ createdAt }) => createdAt >= since));
				after = require_usage.textAt(answer, "last_id") || null;
				if (require_usage.at(answer, "has_more") !== true || listed.some(({ createdAt }) => createdAt < since) || !after) break;
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
	const reader = new require_anthropic_ai_sdk.Messages(client.withOptions({
		timeout: timeoutMs,
		fetch
	}));
	try {
		for await (const line of await reader.batches.results(batch)) {
			const result = readBatchResult(line);
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
const unreadable = (baseUrl, body) => ({
	failure: "again",
	message: `the reply from ${baseUrl} is not one of the Messages API: ${sayingOf(body)}`,
	maybeBilled: true
});
const withCredential = (credential) => (options) => new require_anthropic_ai_sdk.BaseAnthropic({
	...credential,
	...options
});
exports.connect = connect;
exports.withCredential = withCredential;
