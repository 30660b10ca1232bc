"use strict";
const require_ask = require("./ask.cjs");
const require_usage = require("./usage.cjs");
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
// src/ask/refusal.ts
const STOPPED = {
	failure: "again",
	message: "stopped before it was answered",
	maybeBilled: true
};
const unreadable = (baseUrl, body) => ({
	failure: "again",
	message: `the reply from ${baseUrl} is not one of the Messages API: ${sayingOf(body)}`,
	maybeBilled: true
});
const notJson = (baseUrl) => ({
	failure: "again",
	message: `the reply from ${baseUrl} is not JSON`,
	maybeBilled: true
});
const MONEY_CODES = new Set([
	"enforced_spend_limit_reached",
	"contract_spend_limit_reached",
	"ramp_limit_exceeded",
	"organization_on_hold"
]);
function refused(refusal, asked, baseUrl) {
	const { status, type, headers } = refusal;
	const said = refusal.said.replace(/\.$/, "");
	const exhausted = isAboutMoney(refusal, said);
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
const isAboutMoney = ({ status, type, code }, said) => MONEY_CODES.has(code ?? "") || status === 402 || type === "billing_error" || /credit balance/i.test(said);
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
Object.defineProperty(exports, "STOPPED", {
	enumerable: true,
	get: function() {
		return STOPPED;
	}
});
Object.defineProperty(exports, "notJson", {
	enumerable: true,
	get: function() {
		return notJson;
	}
});
Object.defineProperty(exports, "rateLimitIn", {
	enumerable: true,
	get: function() {
		return rateLimitIn;
	}
});
Object.defineProperty(exports, "readBatch", {
	enumerable: true,
	get: function() {
		return readBatch;
	}
});
Object.defineProperty(exports, "readBatchResult", {
	enumerable: true,
	get: function() {
		return readBatchResult;
	}
});
Object.defineProperty(exports, "readMessage", {
	enumerable: true,
	get: function() {
		return readMessage;
	}
});
Object.defineProperty(exports, "refused", {
	enumerable: true,
	get: function() {
		return refused;
	}
});
Object.defineProperty(exports, "toParams", {
	enumerable: true,
	get: function() {
		return toParams;
	}
});
Object.defineProperty(exports, "unreadable", {
	enumerable: true,
	get: function() {
		return unreadable;
	}
});
