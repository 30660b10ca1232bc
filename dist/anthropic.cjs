"use strict";
const require_anthropic_ai_sdk = require("./anthropic-ai-sdk.cjs");
const require_undici$1 = require("./undici.cjs");
const require_shared = require("./shared.cjs");
let node_console = require("node:console");
// src/ask/anthropic.ts
var import_undici = require_undici$1.require_undici();
const REQUEST_TIMEOUT_MS = 3e5;
const BATCHES_LOOKED_AT = 100;
const NOT_ABOUT_A_MODEL = {
	model: "",
	thinking: null
};
function connect({ credential, baseUrl, mostSockets, log }) {
	const dispatcher = new import_undici.Agent({
		connections: mostSockets,
		headersTimeout: 0,
		bodyTimeout: 0
	});
	const client = new require_anthropic_ai_sdk.BaseAnthropic({
		...credential,
		baseURL: baseUrl,
		maxRetries: 0,
		timeout: REQUEST_TIMEOUT_MS,
		logger: new node_console.Console(log),
		fetch: (url, init) => (0, import_undici.fetch)(url, {
			...init,
			dispatcher
		})
	});
	const messages = new require_anthropic_ai_sdk.Messages(client);
	const { batches } = messages;
	const attempt = async (send, request = NOT_ABOUT_A_MODEL) => {
		try {
			return await send();
		} catch (error) {
			return toFailure(error, request, baseUrl);
		}
	};
	return {
		ask: (request) => attempt(async () => {
			const { data, response } = await messages.create(toParams(request), limitsOf(request)).withResponse();
			return {
				...toReply(data),
				batch: false,
				rateLimit: rateLimitIn(response.headers)
			};
		}, request),
		async createBatch(requests) {
			const created = await attempt(async () => {
				const given = requests.map(({ id, request }) => ({
					custom_id: id,
					params: toParams(request)
				}));
				return { batch: (await batches.create({ requests: given })).id };
			});
			return "failure" in created && created.notFound ? {
				failure: "stop",
				message: `${baseUrl} takes no batches: leave --batch out`
			} : created;
		},
		batchState: (batch) => attempt(async () => toState(await batches.retrieve(batch))),
		async *batchResults(batch) {
			try {
				for await (const { custom_id, result } of await batches.results(batch)) yield {
					id: custom_id,
					reply: batchReply(result)
				};
			} catch (error) {
				yield toFailure(error, NOT_ABOUT_A_MODEL, baseUrl);
			}
		},
		cancelBatch: (batch) => attempt(async () => {
			await batches.cancel(batch);
			return { canceled: true };
		}),
		newestBatches: () => attempt(async () => {
			const { data } = await batches.list({ limit: BATCHES_LOOKED_AT });
			return { batches: data.map((batch) => ({
				batch: batch.id,
				...toState(batch)
			})) };
		})
	};
}
const limitsOf = ({ signal, timeoutMs }) => ({
	...signal && { signal },
	...timeoutMs && { timeout: timeoutMs }
});
function toState({ processing_status, created_at, request_counts: counts }) {
	const { processing, succeeded, errored, canceled, expired } = counts;
	return {
		ended: processing_status === "ended",
		createdAt: new Date(created_at),
		requests: processing + succeeded + errored + canceled + expired,
		processing
	};
}
function batchReply(result) {
	if (result.type === "succeeded") return {
		...toReply(result.message),
		batch: true,
		rateLimit: null
	};
	const message = result.type === "errored" ? result.error.error.message : `the request ${WHY[result.type]}`;
	return {
		unanswered: result.type,
		message
	};
}
const WHY = {
	expired: "was not answered within a day",
	canceled: "was cancelled"
};
function toParams(request) {
	const { model, system, cacheSystem, user, schema, maxTokens, effort, thinking } = request;
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
			content: toContent(user)
		}],
		...thinking && { thinking: { type: thinking } },
		...(schema || effort) && { output_config: {
			...effort && { effort },
			...schema && { format: {
				type: "json_schema",
				schema
			} }
		} }
	};
}
const toContent = (user) => typeof user === "string" ? user : user.map(toBlock);
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
function toReply(message) {
	return {
		id: message.id,
		requestId: message._request_id ?? null,
		served: message.model,
		text: (message.content ?? []).flatMap((block) => block.type === "text" ? [block.text] : []).join(""),
		stop: {
			max_tokens: "truncated",
			model_context_window_exceeded: "truncated",
			refusal: "refused"
		}[message.stop_reason ?? ""] ?? "complete",
		usage: toUsage(message.usage),
		usOnly: message.usage?.inference_geo === "us",
		fast: message.usage?.speed === "fast"
	};
}
function toUsage(usage) {
	const written = usage?.cache_creation_input_tokens ?? 0;
	const written1h = usage?.cache_creation?.ephemeral_1h_input_tokens ?? 0;
	return {
		...require_shared.NO_USAGE,
		input: usage?.input_tokens ?? 0,
		output: usage?.output_tokens ?? 0,
		cacheRead: usage?.cache_read_input_tokens ?? 0,
		cacheWrite5m: Math.max(0, written - written1h),
		cacheWrite1h: written1h,
		thinking: usage?.output_tokens_details?.thinking_tokens ?? 0,
		webSearches: usage?.server_tool_use?.web_search_requests ?? 0
	};
}
const MONEY_CODES = new Set([
	"enforced_spend_limit_reached",
	"contract_spend_limit_reached",
	"ramp_limit_exceeded",
	"organization_on_hold"
]);
const NEVER_SENT = new Set([
	"ECONNREFUSED",
	"ENOTFOUND",
	"EAI_AGAIN",
	"ENETUNREACH",
	"EHOSTUNREACH"
]);
function toFailure(error, request, baseUrl) {
	if (error instanceof require_anthropic_ai_sdk.APIUserAbortError) return {
		failure: "again",
		message: "stopped before it was answered",
		maybeBilled: true
	};
	if (error instanceof require_anthropic_ai_sdk.APIConnectionError) return connectionFailure(error, baseUrl, request.timeoutMs ?? REQUEST_TIMEOUT_MS);
	if (!(error instanceof require_anthropic_ai_sdk.APIError)) return {
		failure: "again",
		message: `the reply from ${baseUrl} could not be read: ${messageOf(error)}`,
		maybeBilled: true
	};
	const { status, type, errorCode } = error;
	const said = (error.apiMessage ?? messageOf(error)).replace(/\.$/, "");
	const stop = (hint) => ({
		failure: "stop",
		message: `${said}. ${hint}`
	});
	if (MONEY_CODES.has(errorCode ?? "") || status === 402 || type === "billing_error" || /credit balance/i.test(said)) return stop("The account cannot pay for more: raise its limit or balance, then run the same command again.");
	if (status === 401) return stop(`The credential was refused by ${baseUrl}: check it, then run the same command again.`);
	if (status === 403) return stop(`The credential may not use ${request.model}: check its permissions.`);
	if (status === 404) return {
		...stop(request.model ? `${baseUrl} does not know the model ${request.model}: name another one under "tiers" in tierwise.md.` : `${baseUrl} does not know what was asked for.`),
		notFound: true
	};
	if (status === 413) return {
		failure: "too-large",
		message: said
	};
	if (status === 400 || status === 422) {
		if (/thinking/i.test(said) && request.thinking) return {
			failure: "thinking",
			message: said
		};
		if (/too long|too large|context window|maximum.{0,20}tokens/i.test(said)) return {
			failure: "too-large",
			message: said
		};
		return stop(`The API refused the request for ${request.model} (${status}).`);
	}
	const message = `${baseUrl} answered ${status ?? type ?? "with an error"}: ${said}`;
	const busy = status === 429 || status === 529 || status === 503;
	return {
		failure: "again",
		message,
		retryAfterMs: retryAfter(error.headers),
		busy
	};
}
function connectionFailure(error, baseUrl, timeoutMs) {
	if (error instanceof require_anthropic_ai_sdk.APIConnectionTimeoutError) return {
		failure: "again",
		message: `${baseUrl} did not answer within ${timeoutMs / 1e3} s`,
		maybeBilled: true
	};
	const code = causeCode(error) ?? "no reason given";
	if (NEVER_SENT.has(code)) return {
		failure: "unreachable",
		message: `no connection to ${baseUrl} (${code})`
	};
	return {
		failure: "again",
		message: `the connection to ${baseUrl} broke (${code})`,
		maybeBilled: true
	};
}
function causeCode(error) {
	for (let cause = error; cause;) {
		if (typeof cause.code === "string") return cause.code;
		cause = cause.cause;
	}
}
const messageOf = (error) => error instanceof Error ? error.message : String(error);
function retryAfter(headers) {
	const ms = Number.parseFloat(headers?.get("retry-after-ms") ?? "");
	if (ms >= 0) return ms;
	const value = headers?.get("retry-after");
	if (!value) return void 0;
	const seconds = Number(value);
	const waitMs = Number.isNaN(seconds) ? Date.parse(value) - Date.now() : seconds * 1e3;
	return waitMs >= 0 ? waitMs : void 0;
}
function rateLimitIn(headers) {
	const requests = Number.parseInt(headers.get("anthropic-ratelimit-requests-remaining") ?? "", 10);
	const resetAt = new Date(headers.get("anthropic-ratelimit-requests-reset") ?? "");
	return Number.isNaN(requests) || Number.isNaN(resetAt.getTime()) ? null : {
		requests,
		resetAt
	};
}
exports.connect = connect;
