"use strict";
let require_commander_loaded;
const require_commander = () => require_commander_loaded ??= require("./commander.cjs");
let require_shared_loaded;
const require_shared = () => require_shared_loaded ??= require("./shared.cjs");
let require_usage_loaded;
const require_usage = () => require_usage_loaded ??= require("./usage.cjs");
let require_p_limit_loaded;
const require_p_limit = () => require_p_limit_loaded ??= require("./p-limit.cjs");
let require_smol_toml_loaded;
const require_smol_toml = () => require_smol_toml_loaded ??= require("./smol-toml.cjs");
let node_path = require("node:path");
let node_fs = require("node:fs");
let node_os_loaded;
const node_os = () => node_os_loaded ??= require("node:os");
let node_crypto_loaded;
const node_crypto = () => node_crypto_loaded ??= require("node:crypto");
let node_child_process_loaded;
const node_child_process = () => node_child_process_loaded ??= require("node:child_process");
let node_http_loaded;
const node_http = () => node_http_loaded ??= require("node:http");
let node_module_loaded;
const node_module = () => node_module_loaded ??= require("node:module");
let node_timers_promises_loaded;
const node_timers_promises = () => node_timers_promises_loaded ??= require("node:timers/promises");
// src/ask/backend.ts
const textOf$4 = (user) => typeof user === "string" ? user : user.map((part) => "text" in part ? part.text : "").join("\n");
var AskError = class extends Error {
	name = "AskError";
	failure;
	maybeBilled;
	retryAfterMs;
	busy;
	limited;
	exhausted;
	constructor(given) {
		const { failure, message, retryAfterMs, maybeBilled = false } = given;
		const { busy = false, limited = false, exhausted = false } = given;
		super(message);
		this.failure = failure;
		this.maybeBilled = maybeBilled;
		this.retryAfterMs = retryAfterMs;
		this.busy = busy;
		this.limited = limited;
		this.exhausted = exhausted;
	}
};
// src/ask/connection.ts
const NEVER_SENT = new Set([
	"ECONNREFUSED",
	"ENOTFOUND",
	"EAI_AGAIN",
	"ENETUNREACH",
	"EHOSTUNREACH"
]);
const PROXY_REFUSED = /Proxy response \((\d+)\)/;
const DEEPEST_CAUSE = 10;
function connectionFailure(error, server, timeoutMs) {
	const chain = causesOf(error);
	const code = chain.map((cause) => require_usage().textAt(cause, "code")).find(Boolean);
	if (code && NEVER_SENT.has(code)) return {
		failure: "unreachable",
		message: `no connection to ${server} (${code})`
	};
	const words = chain.map(messageOf$1);
	const byProxy = words.map((word) => PROXY_REFUSED.exec(word)?.[1]).find(Boolean);
	if (byProxy) return {
		failure: byProxy === "407" ? "stop" : "unreachable",
		message: `no connection to ${server}: the proxy answered ${byProxy}${byProxy === "407" ? " (put user and password in its address)" : ""}`
	};
	if (words.some((word) => /redirect/i.test(word))) return {
		failure: "stop",
		message: `${server} redirects to another address, which is not followed`
	};
	return {
		failure: "again",
		message: chain.some(isTimeout) ? `${server} did not answer within ${timeoutMs / 1e3} s` : `the reply from ${server} broke off (${code ?? words.at(-1) ?? "no reason given"})`,
		maybeBilled: true
	};
}
const isTimeout = (cause) => cause instanceof DOMException ? cause.name === "TimeoutError" : require_usage().at(cause, "name") === "TimeoutError";
function causesOf(error) {
	const chain = [];
	for (let cause = error; cause && chain.length < DEEPEST_CAUSE; cause = causeOf(cause)) chain.push(cause);
	return chain;
}
const causeOf = (error) => error instanceof Error ? error.cause : void 0;
const messageOf$1 = (error) => error instanceof Error ? error.message : String(error);
// src/ask/usage.ts
function readUsage(report, read) {
	let believable = true;
	const counted = (value) => {
		if (isCount(value)) return value;
		believable = false;
		return 0;
	};
	const usage = {
		...require_shared().NO_USAGE,
		...read({
			required: (path) => counted(require_usage().at(report, path)),
			optional: (path) => counted(require_usage().at(report, path) ?? 0)
		})
	};
	return believable && Object.values(usage).every(isCount) ? usage : null;
}
function sumUsage(reports, read) {
	if (!reports.length) return null;
	const sum = { ...require_shared().NO_USAGE };
	for (const report of reports) {
		const usage = readUsage(report, read);
		if (!usage) return null;
		require_shared().addUsage(sum, usage);
	}
	return sum;
}
const readUsd = (value) => typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : null;
const isCount = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
// src/ask/anthropic-reply.ts
const STOPS = new Map([
	["max_tokens", "truncated"],
	["model_context_window_exceeded", "truncated"],
	["refusal", "refused"]
]);
function readMessage(body) {
	const served = require_usage().textAt(body, "model");
	if (!served || !Array.isArray(require_usage().at(body, "content"))) return null;
	return {
		id: require_usage().textAt(body, "id") || crypto.randomUUID(),
		requestId: require_usage().textAt(body, "_request_id"),
		served,
		text: require_usage().listAt(body, "content").flatMap((block) => require_usage().textAt(block, "type") === "text" ? [require_usage().textAt(block, "text") ?? ""] : []).join(""),
		stop: STOPS.get(require_usage().at(body, "stop_reason")) ?? "complete",
		usage: readUsage(require_usage().at(body, "usage"), messageUsage),
		usOnly: require_usage().at(body, "usage.inference_geo") === "us",
		fast: require_usage().at(body, "usage.speed") === "fast"
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
function sayingOf$1(body) {
	const error = require_usage().textAt(body, "error.message") ?? require_usage().textAt(body, "error");
	if (error) return error.replace(/\s+/g, " ").slice(0, 300).replace(/\.$/, "");
	if (typeof body === "string") return /^\s*</.test(body) ? "a page, not a message" : "text that is not JSON";
	return require_usage().isRecord(body) ? "an object without a model and content" : "something other than a message";
}
function readBatch(body) {
	const batch = require_usage().textAt(body, "id");
	const createdAt = new Date(require_usage().textAt(body, "created_at") ?? "");
	const counts = [
		"processing",
		"succeeded",
		"errored",
		"canceled",
		"expired"
	].map((kind) => require_usage().at(body, `request_counts.${kind}`));
	const known = counts.filter((count) => typeof count === "number");
	const [processing] = known;
	if (!batch || Number.isNaN(createdAt.getTime()) || processing === void 0 || known.length < counts.length) return null;
	return {
		batch,
		ended: require_usage().at(body, "processing_status") === "ended",
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
	const id = require_usage().textAt(line, "custom_id");
	return id === null ? null : {
		id,
		reply: readBatchReply(require_usage().at(line, "result"))
	};
}
function readBatchReply(result) {
	const type = require_usage().textAt(result, "type");
	if (type === "expired" || type === "canceled") return {
		unanswered: type,
		message: `the request ${WHY[type]}`
	};
	if (type !== "succeeded") return {
		unanswered: "errored",
		message: require_usage().textAt(result, "error.error.message") ?? "no reason given"
	};
	const message = readMessage(require_usage().at(result, "message"));
	if (message) return {
		...message,
		batch: true,
		rateLimit: null
	};
	return {
		unanswered: "errored",
		message: `the reply could not be read: ${sayingOf$1(require_usage().at(result, "message"))}`,
		maybeBilled: true
	};
}
function rateLimitIn(headers) {
	const requests = allowanceIn(headers, "requests");
	const input = allowanceIn(headers, "input-tokens") ?? allowanceIn(headers, "tokens");
	const output = allowanceIn(headers, "output-tokens");
	return requests || input || output ? {
		requests,
		input,
		output
	} : null;
}
function allowanceIn(headers, what) {
	const said = (name) => headers.get(`anthropic-ratelimit-${what}-${name}`) ?? "";
	const limitText = said("limit");
	if (!limitText) return null;
	const [limit, left] = [limitText, said("remaining")].map((text) => Number.parseInt(text, 10));
	const reset = Date.parse(said("reset"));
	if (!(Number(limit) > 0) || !(Number(left) >= 0) || Number.isNaN(reset)) return null;
	const now = Date.parse(headers.get("date") ?? "");
	const resetMs = Math.max(0, reset - (Number.isNaN(now) ? Date.now() : now));
	return {
		limit: Number(limit),
		left: Number(left),
		resetMs
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
// src/ask/proxy.ts
function proxyFor(server, env) {
	const [variable, value] = set(server.protocol === "https:" ? "https_proxy" : "http_proxy", env);
	if (!value || require_shared().isLoopback(server) || isExempt(server, set("no_proxy", env)[1])) return null;
	const text = value.includes("://") ? value : `http://${value}`;
	if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) throw new (require_shared().UsageError)(`${variable}: a proxy for ${server.host} must be http or https. Expected an address such as http://proxy.example:3128, or add ${server.hostname} to NO_PROXY.`);
	return new URL(text);
}
function byProxy(server, env) {
	const proxy = proxyFor(server, env);
	return proxy ? ` through the proxy ${proxy.host}` : "";
}
function set(name, env) {
	const capitals = name.toUpperCase();
	return env[name] !== void 0 ? [name, env[name]] : [capitals, env[capitals] ?? ""];
}
const isExempt = ({ hostname, host, port, protocol }, list) => list.toLowerCase().split(/[\s,]+/).filter(Boolean).some((entry) => {
	if (entry === "*") return true;
	const name = entry.replace(/^\*?\./, "");
	return [
		hostname,
		host,
		`${hostname}:${port || (protocol === "https:" ? 443 : 80)}`
	].some((one) => one === name || one.endsWith(`.${name}`));
});
// src/ask/exchange.ts
const MOST_REPLY_BYTES = 8388608;
const MOST_STREAM_BYTES = 8 * MOST_REPLY_BYTES;
const USUAL_TIMEOUT_MS = 3e5;
function requestTimeoutMs(env) {
	const said = Number(env.TIERWISE_REQUEST_TIMEOUT_MS);
	return said > 0 && Number.isFinite(said) ? Math.min(said, LONGEST_TIMER_MS) : USUAL_TIMEOUT_MS;
}
const LONGEST_TIMER_MS = 2 ** 31 - 1;
function withClock(ms, signal) {
	const clock = AbortSignal.timeout(ms);
	return signal ? AbortSignal.any([signal, clock]) : clock;
}
function bounded(body, most, mostInLine = most) {
	let [bytes, inLine] = [0, 0];
	return body.pipeThrough(new TransformStream({ transform(chunk, controller) {
		bytes += chunk.byteLength;
		const lineEnd = chunk.lastIndexOf(NEWLINE$1);
		inLine = lineEnd < 0 ? inLine + chunk.byteLength : chunk.byteLength - lineEnd - 1;
		if (bytes > most || inLine > mostInLine) controller.error(new Error(`it is longer than ${Math.min(most, mostInLine)} bytes`));
		else controller.enqueue(chunk);
	} }));
}
const NEWLINE$1 = 10;
async function textWithin(response, most = MOST_REPLY_BYTES) {
	return response.body ? new Response(bounded(response.body, most)).text() : "";
}
// src/ask/jobs/job-service.ts
const isNotFound = (error) => statusOf(error) === 404;
function statusOf(error) {
	return [
		"$metadata.httpStatusCode",
		"status",
		"code",
		"response.status"
	].map((path) => require_usage().at(error, path)).map(Number).find((status) => status >= 300 && status < 600) ?? null;
}
function cloudError(error, server, timeoutMs) {
	const ours = [error, require_usage().at(error, "cause")].find((one) => one instanceof AskError);
	if (ours) return ours;
	const status = statusOf(error);
	if (status === null) return new AskError(connectionFailure(error, server, timeoutMs));
	const name = require_usage().textAt(error, "name") ?? "";
	const message = `${server} answered ${status}: ${saidBy(error).replace(/\s+/g, " ").replace(/\.$/, "").slice(0, 500)}`;
	if (status === 429 || status === 503 || /Throttl|QuotaExceeded|TooMany|SlowDown/.test(name)) return new AskError({
		failure: "again",
		message,
		busy: true
	});
	if (status === 409 || /Conflict/.test(name)) return new AskError({
		failure: "again",
		message,
		maybeBilled: true
	});
	if (status >= 500) return new AskError({
		failure: "again",
		message,
		maybeBilled: true
	});
	return new AskError({
		failure: "stop",
		message
	});
}
function saidBy(error) {
	const message = require_usage().at(error, "message");
	return typeof message === "string" ? message : require_usage().textAt(message, "message") ?? JSON.stringify(message) ?? "no reason given";
}
// src/ask/jobs/place.ts
const SCHEMES = {
	bedrock: "s3",
	vertex: "gs"
};
const PLACE = /^(bedrock|vertex):(s3|gs):\/\/([a-z0-9][a-z0-9._-]{1,220}[a-z0-9])(?:\/([\w!.*'()/-]*))?$/;
const PLACES = "bedrock:s3://<bucket>/<prefix> or vertex:gs://<bucket>/<prefix>";
function jobPlace(text) {
	const [, cloud, scheme, bucket = "", folder = ""] = PLACE.exec(text) ?? [];
	if (cloud !== "bedrock" && cloud !== "vertex" || SCHEMES[cloud] !== scheme) return null;
	if (folder.split("/").some((part) => part === "." || part === "..")) return null;
	const trimmed = folder.replace(/^\/+|\/+$/g, "");
	const prefix = trimmed && `${trimmed}/`;
	return {
		cloud,
		bucket,
		prefix,
		text: `${cloud}:${scheme}://${bucket}/${prefix}`
	};
}
function batchOption(text) {
	const place = text === "" ? true : jobPlace(text);
	if (place) return place;
	throw new (require_commander().InvalidArgumentError)(`Expected nothing, ${PLACES}.`);
}
function withOwnValue(words) {
	const end = words.indexOf("--");
	return words.map((word, index) => {
		return word === "--batch" && (end < 0 || index < end) && !/^(?:bedrock|vertex):/.test(words[index + 1] ?? "") ? "--batch=" : word;
	});
}
const objectUri = ({ cloud, bucket, prefix }, name) => `${SCHEMES[cloud]}://${bucket}/${prefix}${name}`;
// src/ask/goodput.ts
var Goodput = class {
	#spanMs;
	#from;
	#answers = 0;
	#before = {
		ms: 0,
		answers: 0
	};
	constructor(spanMs) {
		this.#spanMs = spanMs;
	}
	start(now) {
		this.#from ??= now;
	}
	add(now) {
		this.#turn(now);
		this.#answers++;
	}
	perMs(now, more = 0) {
		this.#turn(now);
		const ms = this.#before.ms + now - (this.#from ?? now);
		return Math.max(1, this.#before.answers + this.#answers + more) / Math.max(1, ms);
	}
	knownPerMs(now) {
		const perMs = this.perMs(now);
		return this.#before.ms ? perMs : 0;
	}
	#turn(now) {
		this.#from ??= now;
		const ms = now - this.#from;
		if (ms < this.#spanMs) return;
		this.#before = {
			ms,
			answers: this.#answers
		};
		this.#from = now;
		this.#answers = 0;
	}
};
// src/ask/limits.ts
const MINUTE_MS = 6e4;
const USED = .99;
const NEWEST = 1 / 20;
const KINDS = [
	"requests",
	"input",
	"output"
];
var Limits = class {
	#buckets = {
		requests: new Bucket(),
		input: new Bucket(),
		output: new Bucket()
	};
	tell(limit, tokens, told) {
		if (limit) for (const kind of KINDS) {
			const allowance = limit[kind];
			if (allowance) this.#buckets[kind].tell(allowance, told);
		}
		if (!tokens) return;
		this.#buckets.input.takes(tokens.input);
		this.#buckets.output.takes(tokens.output);
	}
	perMs(now, sent) {
		return Math.min(...KINDS.map((kind) => this.#buckets[kind].perMs(now, sent)));
	}
};
var Bucket = class {
	#told;
	#each;
	tell(allowance, told) {
		if (this.#told && told.number < this.#told.number) return;
		const { limit, left, resetMs } = allowance;
		const perMinute = limit / MINUTE_MS;
		const filling = resetMs > 0 && left < limit / 2 ? (limit - left) / resetMs : perMinute;
		this.#told = {
			...allowance,
			...told,
			perMs: USED * Math.min(perMinute, filling)
		};
	}
	takes(amount) {
		this.#each = this.#each === void 0 ? amount : this.#each + (amount - this.#each) * NEWEST;
	}
	perMs(now, sent) {
		if (!this.#told) return Number.POSITIVE_INFINITY;
		const { limit, left, number, at, perMs } = this.#told;
		const each = this.#each || 1;
		return Math.min(limit, left + perMs * (now - at)) / each - (sent - number) >= 1 ? Number.POSITIVE_INFINITY : perMs / each;
	}
};
const FIRST_WAIT_MS = 1e3;
const LONGEST_BACKOFF$1 = 30;
const LONGEST_RETRY_AFTER_MS = 12e4;
async function withRetries(attempt, { signal, reachedBefore, firstMs, onWait, whenBusy, random = Math.random, wait = pause$1 }) {
	let tries = 0;
	for (;;) try {
		return await attempt();
	} catch (error) {
		if (whenBusy && error instanceof AskError && error.busy && !signal.aborted) {
			if (!whenBusy(error)) throw error;
			continue;
		}
		tries++;
		if (!(error instanceof AskError) || tries >= triesWorth(error, reachedBefore) || signal.aborted) throw error;
		const waitMs = waitBefore(tries, error.retryAfterMs, random, firstMs);
		onWait?.(error, waitMs);
		await wait(waitMs, signal).catch(() => {
			throw error;
		});
	}
}
const pause$1 = (ms, signal) => (0, node_timers_promises().setTimeout)(ms, void 0, { signal });
function triesWorth({ failure, busy }, reachedBefore) {
	if (failure === "unreachable") return reachedBefore() ? 8 : 3;
	if (failure !== "again") return 1;
	return busy ? 16 : 8;
}
function waitBefore(tries, retryAfterMs, random, firstMs = FIRST_WAIT_MS) {
	const backoffMs = firstMs * Math.min(2 ** (tries - 1), LONGEST_BACKOFF$1) * (.5 + random() / 2);
	return Math.max(backoffMs, Math.min(retryAfterMs ?? 0, LONGEST_RETRY_AFTER_MS));
}
function firstWaitMs(env) {
	const said = Number(env.TIERWISE_RETRY_WAIT_MS);
	return said > 0 && Number.isFinite(said) ? said : FIRST_WAIT_MS;
}
// src/ask/rate.ts
const LEAVES = .97;
const LEAVES_SOON = .85;
const SOON_REQUESTS = 5;
const LEAVES_BLOCKED = .65;
const BLOCKED_FROM = 3;
const BACK_FIRST_WAITS = 5;
const BACK_REQUESTS = 30;
const BACK_WAITS = 12;
const BACK_REQUESTS_TROUBLE = 8;
const BEYOND = 8;
const RISKED_SHARE = 1 / 8;
const LONGEST_BACKOFF = 30;
const LATE_MS = 250;
const MOST_PER_MS = 10;
var Rate = class {
	#firstMs;
	#top = {
		perMs: Number.POSITIVE_INFINITY,
		at: 0,
		backMs: 1
	};
	#slot = 0;
	#held = false;
	#pausedUntil = 0;
	#sent = 0;
	#inFlight = new Set();
	#refusals = 0;
	#lowered = 0;
	#blockedSince = 0;
	#lately = new Goodput(5e3);
	#steadily = new Goodput(6e4);
	#limits = new Limits();
	constructor(firstMs) {
		this.#firstMs = firstMs;
	}
	nextAt(now) {
		if (this.#pausedUntil > now) return this.#pausedUntil;
		return this.#perMs(now) === Number.POSITIVE_INFINITY ? now : this.#slot;
	}
	sent(now) {
		for (const goodput of [this.#lately, this.#steadily]) goodput.start(now);
		const perMs = this.#perMs(now);
		this.#held = perMs !== Number.POSITIVE_INFINITY && this.#slot >= now - LATE_MS;
		this.#slot = Math.max(this.#slot, now - LATE_MS) + 1 / perMs;
		this.#inFlight.add(++this.#sent);
		return this.#sent;
	}
	answered(number, now, limit, tokens) {
		this.#inFlight.delete(number);
		for (const goodput of [this.#lately, this.#steadily]) goodput.add(now);
		this.#limits.tell(limit, tokens, {
			number,
			at: now
		});
		if (number > this.#lowered) this.#refusals = 0;
	}
	refused(number, now, refusal) {
		const { limited, retryAfterMs = 0 } = refusal;
		this.#inFlight.delete(number);
		this.#pausedUntil = Math.max(this.#pausedUntil, now + Math.min(retryAfterMs, LONGEST_RETRY_AFTER_MS));
		this.#slot = Math.max(this.#slot, this.#pausedUntil);
		if (number <= this.#lowered) return;
		if ([...this.#inFlight].some((one) => one > this.#lowered && one < number)) this.#refusals = 0;
		this.#lower(now, {
			isSoon: number - this.#lowered < SOON_REQUESTS,
			limited,
			retryAfterMs
		});
		this.#lowered = this.#sent;
		this.#slot = Math.max(this.#slot, now + this.#waitMs(now));
	}
	ended(number) {
		this.#inFlight.delete(number);
	}
	#lower(now, { isSoon, limited, retryAfterMs }) {
		const refusedAt = this.#held ? Math.min(this.#aimed(now), MOST_PER_MS) : this.#lately.perMs(now, this.#inFlight.size);
		const isBlocked = ++this.#refusals >= BLOCKED_FROM;
		if (!isBlocked) this.#blockedSince = now;
		let perMs = refusedAt;
		if (this.#refusals === BLOCKED_FROM) perMs *= LEAVES_BLOCKED / LEAVES;
		else if (isSoon && limited && !isBlocked) perMs *= LEAVES_SOON / LEAVES;
		if (perMs < refusedAt) perMs = Math.max(perMs, Math.min(refusedAt, this.#steadily.knownPerMs(now)));
		const backMs = limited ? Math.max(BACK_FIRST_WAITS * this.#firstMs, BACK_REQUESTS / perMs) : BACK_REQUESTS_TROUBLE / perMs;
		this.#top = {
			perMs,
			at: now,
			backMs: Math.max(backMs, BACK_WAITS * retryAfterMs)
		};
	}
	#waitMs(now) {
		const oneMs = Math.min(1 / this.#perMs(now), this.#firstMs);
		if (this.#refusals < BLOCKED_FROM) return oneMs;
		const blockedMs = Math.max((now - this.#blockedSince) * RISKED_SHARE, this.#firstMs);
		return Math.max(oneMs, Math.min(blockedMs, LONGEST_BACKOFF * this.#firstMs));
	}
	#aimed(now) {
		const { perMs, at, backMs } = this.#top;
		const beyond = (now - at) / backMs - 1;
		return perMs * (1 + .030000000000000027 * (beyond > 0 ? BEYOND : 1) * beyond ** 3);
	}
	#perMs(now) {
		return Math.min(this.#aimed(now), this.#limits.perMs(now, this.#sent));
	}
};
// src/ask/pacing.ts
const PATIENCE = 300;
const PATIENCE_TRIES = 16;
var Pacer = class {
	#firstMs;
	#now;
	#rate;
	#line = [];
	#timer;
	#watched;
	#answeredAt;
	#refusals = 0;
	constructor(firstMs = FIRST_WAIT_MS, now = () => performance.now()) {
		this.#firstMs = firstMs;
		this.#now = now;
		this.#rate = new Rate(firstMs);
	}
	async ready(signal, isRetry = false) {
		if (signal.aborted) return 0;
		this.#answeredAt ??= this.#now();
		if (!this.#line.length && this.#rate.nextAt(this.#now()) <= this.#now()) return this.#rate.sent(this.#now());
		this.#watch(signal);
		return new Promise((go) => {
			if (isRetry) this.#line.unshift({
				go,
				signal
			});
			else this.#line.push({
				go,
				signal
			});
			this.#letGo();
		});
	}
	answered(number, { rateLimit, usage }) {
		const now = this.#now();
		this.#answeredAt = now;
		this.#refusals = 0;
		const tokens = usage && {
			input: usage.input + usage.cacheWrite5m + usage.cacheWrite1h,
			output: usage.output
		};
		this.#rate.answered(number, now, rateLimit, tokens);
		this.#letGo();
	}
	failed(number, { busy, limited, retryAfterMs }) {
		const now = this.#now();
		if (busy) {
			this.#refusals++;
			this.#rate.refused(number, now, {
				limited,
				retryAfterMs
			});
		} else this.#rate.ended(number);
		this.#letGo();
		const waitMs = Math.max(0, this.#rate.nextAt(now) - now);
		return {
			again: now - (this.#answeredAt ?? now) < PATIENCE * this.#firstMs || this.#refusals < PATIENCE_TRIES,
			waitMs
		};
	}
	startAnew() {
		this.#rate = new Rate(this.#firstMs);
		this.#answeredAt = this.#now();
		this.#refusals = 0;
		this.#letGo();
	}
	#watch(signal) {
		if (this.#watched === signal) return;
		this.#watched = signal;
		const letAllGo = () => {
			for (const waiting of this.#line.splice(0)) if (waiting.signal === signal) waiting.go(0);
			else this.#line.push(waiting);
			this.#letGo();
		};
		signal.addEventListener("abort", letAllGo, { once: true });
	}
	#letGo() {
		clearTimeout(this.#timer);
		while (this.#line.length) {
			const now = this.#now();
			const at = this.#rate.nextAt(now);
			if (at > now) {
				this.#timer = setTimeout(() => this.#letGo(), at - now);
				return;
			}
			this.#line.shift()?.go(this.#rate.sent(now));
		}
	}
};
// src/ask/json-reply.ts
const FENCE = "```";
function objectIn(text) {
	for (const candidate of candidatesIn(text)) {
		if (!candidate.trimStart().startsWith("{")) continue;
		const value = require_usage().parseJson(candidate);
		if (require_usage().isRecord(value)) return value;
	}
	return null;
}
function* candidatesIn(text) {
	yield text;
	yield* fencedIn(text).reverse();
	yield text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1);
}
function fencedIn(text) {
	const bodies = [];
	let body = null;
	for (const line of text.split("\n")) if (body === null) {
		if (opensFence(line)) body = [];
	} else if (line.trimStart().startsWith(FENCE)) {
		bodies.push(body.join("\n"));
		body = null;
	} else body.push(line);
	return bodies;
}
function opensFence(line) {
	const at = line.lastIndexOf(FENCE);
	return at >= 0 && ["", "json"].includes(line.slice(at + 3).trimEnd());
}
// src/ask/api.ts
const OFFICIAL_URL = "https://api.anthropic.com";
const USUAL_SOCKETS = 16;
const GATEWAY = {
	origin: "ANTHROPIC_BASE_URL",
	keyIn: () => "TIERWISE_GATEWAY_KEY"
};
function anthropicServer(env) {
	if (!require_shared().CREDENTIAL_VARIABLES.some((name) => env[name])) return null;
	const address = require_shared().serverAddress(env.ANTHROPIC_BASE_URL || OFFICIAL_URL, GATEWAY, env);
	const credential = require_shared().anthropicCredential(address, env);
	return credential && {
		url: address.href.replace(/\/(v1\/?)?$/, ""),
		credential
	};
}
function apiBackend({ env, stderr }, mostSockets = USUAL_SOCKETS) {
	const server = anthropicServer(env);
	if (!server) return null;
	const { url: baseUrl } = server;
	const { variable, secret } = server.credential;
	const by = byProxy(new URL(baseUrl), env);
	const connection = {
		baseUrl,
		mostSockets,
		env,
		credential: headersFor(server.credential),
		timeoutMs: requestTimeoutMs(env)
	};
	let messages;
	let bySdk;
	const api = () => {
		bySdk ??= Promise.resolve().then(() => require("./anthropic.cjs")).then(({ connect, withCredential }) => connect({
			...connection,
			client: withCredential(connection.credential),
			log: stderr
		}));
		return bySdk;
	};
	return {
		name: "api",
		via: `${baseUrl === OFFICIAL_URL ? "the Anthropic API" : baseUrl}${by}`,
		billedTo: `the ${variable === "ANTHROPIC_AUTH_TOKEN" ? "token" : "key"} in ${variable}`,
		firstWaitMs: firstWaitMs(env),
		async ask(request) {
			messages ??= directly(connection);
			return orThrow(await (await messages)(request));
		},
		openAhead(wanted) {
			messages?.then((direct) => direct.openAhead(Math.min(wanted, mostSockets)));
		},
		batches: {
			...batchesOf(api),
			account: (0, node_crypto().createHash)("sha256").update(`${baseUrl} ${secret}`).digest("hex").slice(0, 12),
			firstWaitMs: firstWaitMs(env)
		}
	};
}
const directly = async (connection) => (await Promise.resolve().then(() => require("./direct-messages.cjs"))).directMessages(connection);
const headersFor = ({ variable, secret }) => variable === "ANTHROPIC_API_KEY" ? { apiKey: secret } : { authToken: secret };
const batchesOf = (api) => ({
	create: async (requests) => orThrow(await (await api()).createBatch(requests)).batch,
	async state(batch) {
		const state = await (await api()).batchState(batch);
		return isFailure(state) && state.notFound ? null : orThrow(state);
	},
	async *results(batch) {
		for await (const result of (await api()).batchResults(batch)) yield orThrow(result);
	},
	async cancel(batch) {
		orThrow(await (await api()).cancelBatch(batch));
	},
	createdSince: async (since) => orThrow(await (await api()).batchesSince(since)).batches
});
const isFailure = (answer) => "failure" in answer;
function orThrow(answer) {
	if (isFailure(answer)) throw new AskError(answer);
	return answer;
}
// src/ask/claude-result.ts
function readClaudeResult(stdout) {
	const result = require_usage().parseJson(stdout.trim().split("\n").at(-1) ?? "");
	if (!require_usage().isRecord(result)) return null;
	const models = require_usage().entriesAt(result, "modelUsage");
	const apiStatus = require_usage().at(result, "api_error_status");
	const structured = require_usage().at(result, "structured_output");
	const guessed = models.some(([, model]) => require_usage().textAt(model, "costBasis") === "unknown");
	return {
		id: require_usage().textAt(result, "uuid") || require_usage().textAt(result, "session_id") || crypto.randomUUID(),
		subtype: require_usage().textAt(result, "subtype"),
		isError: require_usage().at(result, "is_error") === true,
		stopReason: require_usage().textAt(result, "stop_reason"),
		apiStatus: typeof apiStatus === "number" ? apiStatus : null,
		text: structured === void 0 ? require_usage().textAt(result, "result") ?? "" : JSON.stringify(structured),
		said: sayingOf(result),
		usage: sumUsage(models.map(([, model]) => model), modelUsage$1),
		costUsd: guessed ? null : readUsd(require_usage().at(result, "total_cost_usd")),
		models: models.map(([name]) => name),
		mostUsed: mostUsedOf(models)
	};
}
function sayingOf(result) {
	const said = require_usage().textAt(result, "result") || require_usage().listAt(result, "errors").find((error) => typeof error === "string");
	return String(said || "no reason given").split("\n", 1).join("").replace(/\.$/, "");
}
function modelUsage$1({ required, optional }) {
	const written = optional("cacheCreationInputTokens");
	const written1h = Math.min(written, optional("cacheCreationEphemeral1hInputTokens"));
	return {
		input: required("inputTokens"),
		output: required("outputTokens"),
		cacheRead: optional("cacheReadInputTokens"),
		cacheWrite5m: written - written1h,
		cacheWrite1h: written1h,
		thinking: optional("thinkingTokens"),
		webSearches: optional("webSearchRequests")
	};
}
function mostUsedOf(models) {
	const outputOf = (model) => readUsage(model, modelUsage$1)?.output ?? 0;
	return [...models].sort(([, a], [, b]) => outputOf(b) - outputOf(a))[0]?.[0] ?? null;
}
const isLoginTrouble = ({ said, apiStatus }) => /not logged in|please run \/login|invalid (?:api key|bearer)|oauth token/i.test(said) || apiStatus === 401 || apiStatus === 403;
const isLimitTrouble = ({ said }) => /limit (?:reached|will reset)|hit your .*limit|usage limit|out of .*credits|credit balance/i.test(said);
// src/ask/claude.ts
const CLIENT_CLOCKS = 2;
const PROCESSES_PER_CORE = 2;
const CLIENT_ATTEMPTS = 5;
function claudeBackend(env) {
	const program = programIn(env);
	const clean = require_shared().environmentFor("claudeLogin", env);
	if (!isLoggedIn(program, clean)) return null;
	return {
		name: "claude",
		via: "your own Claude Code (claude -p)",
		billedTo: "your Claude subscription",
		mostConcurrent: PROCESSES_PER_CORE * (0, node_os().availableParallelism)(),
		requestsPerAsk: CLIENT_ATTEMPTS,
		thinks: true,
		cachesForAnHour: true,
		firstWaitMs: firstWaitMs(env),
		async ask(request) {
			const answer = await run$1(program, request, {
				...clean,
				CLAUDE_CODE_MAX_OUTPUT_TOKENS: String(request.maxTokens)
			});
			if ("failure" in answer) throw new AskError(answer);
			return answer;
		}
	};
}
const programIn = (env) => env.CLAUDE_CODE_EXECPATH || "claude";
function isLoggedIn(program, env) {
	const { status, stdout } = (0, node_child_process().spawnSync)(program, ["auth", "status"], {
		env,
		encoding: "utf8",
		timeout: 15e3
	});
	return status !== null && require_usage().at(require_usage().parseJson(stdout), "loggedIn") === true;
}
function flagsFor$4({ model, system, schema, effort, user }) {
	return [
		...[
			"-p",
			"--model",
			model,
			"--system-prompt",
			system,
			"--tools",
			"",
			"--safe-mode",
			"--no-session-persistence"
		],
		...["--setting-sources", ""],
		...typeof user === "string" ? ["--output-format", "json"] : [
			"--input-format",
			"stream-json",
			"--output-format",
			"stream-json",
			"--verbose"
		],
		...schema ? ["--json-schema", JSON.stringify(schema)] : [],
		...effort ? ["--effort", effort] : []
	];
}
function inputFor({ user }) {
	if (typeof user === "string") return user;
	const content = user.map((part) => {
		if ("text" in part) return {
			type: "text",
			text: part.text
		};
		const { mediaType: media_type, base64: data } = part.image;
		return {
			type: "image",
			source: {
				type: "base64",
				media_type,
				data
			}
		};
	});
	return `${JSON.stringify({
		type: "user",
		message: {
			role: "user",
			content
		}
	})}\n`;
}
async function run$1(program, request, env) {
	const { signal, timeoutMs = CLIENT_CLOCKS * requestTimeoutMs(env) } = request;
	let ended;
	try {
		ended = await require_shared().runProgram(program, flagsFor$4(request), {
			env,
			input: inputFor(request),
			timeoutMs,
			...signal && { signal }
		});
	} catch (error) {
		return {
			failure: "stop",
			message: `${program} cannot be started: ${messageOf$1(error)}`
		};
	}
	const lost = (message) => ({
		failure: "again",
		message,
		maybeBilled: true
	});
	if (ended.ended === "aborted") return lost("stopped before it was answered");
	if (ended.ended === "timeout") return lost(`claude -p did not answer within ${timeoutMs / 1e3} s`);
	if (ended.ended) return lost("claude -p wrote without end, and was stopped");
	const result = readClaudeResult(ended.stdout);
	if (result) return claudeReply(result, request);
	const said = ended.stderr.trim().split("\n").at(-1) ?? "";
	return lost(`claude -p ended with ${ended.code} and no result: ${said}`);
}
function claudeReply(result, request) {
	const gaveUp = result.subtype === "error_max_structured_output_retries";
	if (result.isError && !gaveUp) return failureOf$4(result, request);
	const { id, stopReason, text, usage, models } = result;
	return {
		id,
		requestId: null,
		served: models[0] ?? request.model,
		text,
		stop: stopReason === "refusal" ? "refused" : stopReason === "max_tokens" ? "truncated" : "complete",
		usage,
		usOnly: false,
		fast: false,
		batch: false,
		isSum: true,
		rateLimit: null
	};
}
function failureOf$4(result, { model }) {
	const { said, apiStatus } = result;
	const stop = (message) => ({
		failure: "stop",
		message
	});
	if (isLoginTrouble(result)) return stop(`Claude Code says: ${said}. Log in with "claude", then run the same command again`);
	if (isLimitTrouble(result)) return {
		...stop(`Claude Code says: ${said}. Run the same command again when your allowance is back`),
		exhausted: true
	};
	if (apiStatus === 404) return stop(`Claude Code does not know the model ${model}: ${said}`);
	if (/too long|context window/i.test(said) || apiStatus === 413) return {
		failure: "too-large",
		message: said
	};
	if (apiStatus === 400) return stop(`The API refused the request for ${model}: ${said}`);
	const busy = apiStatus === 429 || apiStatus === 529 || apiStatus === 503;
	return {
		failure: "again",
		message: `claude -p failed${apiStatus ? ` with ${apiStatus}` : ""}: ${said}`,
		busy,
		limited: apiStatus === 429
	};
}
// src/ask/cloud-login.ts
const TIMEOUT_MS = 3e4;
const GOOD_FOR_MS = 12e5;
const awsKeys = (env) => kept(async () => {
	const said = require_usage().parseJson(await printed$1("aws", [
		"configure",
		"export-credentials",
		"--format",
		"process"
	], env));
	const [accessKeyId, secretAccessKey] = [require_usage().textAt(said, "AccessKeyId"), require_usage().textAt(said, "SecretAccessKey")];
	if (!accessKeyId || !secretAccessKey) throw noLogin("aws", "it printed no keys");
	return {
		accessKeyId,
		secretAccessKey,
		sessionToken: require_usage().textAt(said, "SessionToken")
	};
});
const googleToken = (env) => kept(async () => {
	const token = (await printed$1("gcloud", [
		"auth",
		"application-default",
		"print-access-token"
	], env)).trim();
	if (!token) throw noLogin("gcloud", "it printed no token");
	return token;
});
function kept(fetch) {
	let [value, since] = [null, 0];
	return () => {
		if (!value || performance.now() - since > GOOD_FOR_MS) {
			since = performance.now();
			value = fetch().catch((error) => {
				value = null;
				throw error;
			});
		}
		return value;
	};
}
async function printed$1(program, args, env) {
	const ended = await require_shared().runProgram(program, args, {
		env: require_shared().environmentFor(program, env),
		input: "",
		timeoutMs: TIMEOUT_MS
	}).catch(() => {
		throw noLogin(program, "it is not installed");
	});
	if (ended.ended || ended.code !== 0) throw noLogin(program, ended.stderr.trim().split("\n").at(-1) ?? "it failed");
	return ended.stdout;
}
const noLogin = (program, why) => new AskError({
	failure: "stop",
	message: `no credentials from ${program}: ${why}. ${LOGIN$1[program]}`
});
const LOGIN$1 = {
	aws: "Set AWS_BEARER_TOKEN_BEDROCK, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or log in with: aws sso login",
	gcloud: "Set GOOGLE_OAUTH_ACCESS_TOKEN, or log in with: gcloud auth application-default login"
};
// src/ask/jobs/lines.ts
function bodyOf(request, version) {
	const { model: _model, ...body } = toParams({
		...request,
		cacheSystem: null
	});
	return {
		anthropic_version: version,
		...body
	};
}
const BEDROCK_LINES = {
	write: (id, request) => JSON.stringify({
		recordId: `R${id.slice(id.lastIndexOf("-") + 1).padStart(10, "0")}`,
		modelInput: bodyOf({
			...request,
			schema: null
		}, "bedrock-2023-05-31")
	}),
	read(line, key) {
		const [, number] = /^R(\d{10})$/.exec(require_usage().textAt(line, "recordId") ?? "") ?? [];
		if (!number) return null;
		const error = require_usage().at(line, "error");
		const reply = require_usage().isRecord(error) ? unanswered(require_usage().textAt(error, "errorMessage")) : replyIn$1(require_usage().at(line, "modelOutput"));
		return {
			id: `${key}-${Number(number)}`,
			reply
		};
	}
};
const VERTEX_LINES = {
	write: (id, request) => JSON.stringify({
		custom_id: id,
		request: bodyOf(request, "vertex-2023-10-16")
	}),
	read(line, key) {
		const id = require_usage().textAt(line, "custom_id");
		if (!id?.startsWith(`${key}-`)) return null;
		const response = parsed(require_usage().at(line, "response"));
		const status = require_usage().textAt(line, "status") ?? "";
		const error = require_usage().textAt(response, "error.message") ?? (require_usage().isRecord(response) && "content" in response ? "" : status);
		return {
			id,
			reply: error ? unanswered(error) : replyIn$1(response)
		};
	}
};
const unanswered = (said) => ({
	unanswered: "errored",
	message: said?.replace(/\s+/g, " ").slice(0, 300) || "no reason given"
});
function replyIn$1(body) {
	const message = readMessage(body);
	if (message) return {
		...message,
		batch: true,
		rateLimit: null
	};
	return {
		unanswered: "errored",
		message: `the reply could not be read: ${sayingOf$1(body)}`,
		maybeBilled: true
	};
}
function parsed(value) {
	if (typeof value !== "string") return value;
	try {
		return JSON.parse(value);
	} catch {
		return value;
	}
}
// src/ask/jobs/cloud-jobs.ts
function cloudJobs(jobs) {
	const { place, server, owner, timeoutMs, firstWaitMs, limits, fit, regional } = jobs;
	const lines = place.cloud === "bedrock" ? BEDROCK_LINES : VERTEX_LINES;
	let opened;
	const asked = async (ask) => {
		try {
			opened ??= jobs.service();
			return await ask(await opened);
		} catch (error) {
			throw cloudError(error, server, timeoutMs);
		}
	};
	return {
		account: (0, node_crypto().createHash)("sha256").update(`${place.text} ${owner}`).digest("hex").slice(0, 12),
		place: place.text,
		limits,
		firstWaitMs,
		async create(requests, key) {
			const fitted = requests.map(({ id, request }) => ({
				id,
				request: fit(request)
			}));
			const text = fitted.map(({ id, request }) => `${lines.write(id, request)}\n`).join("");
			await asked((service) => service.put(`${key}/input.jsonl`, text)).catch((error) => {
				if (error instanceof AskError) throw new AskError({
					...failureOf$3(error),
					maybeBilled: false
				});
				throw error;
			});
			return asked((service) => service.start(key, fitted[0]?.request.model ?? ""));
		},
		state: (batch) => asked((service) => service.look(batch)),
		async *results(batch) {
			const state = await asked((service) => service.look(batch));
			if (!state) return;
			const { key } = state;
			try {
				const service = await opened;
				for await (const line of linesOf(service.results(`${key}/output/`))) {
					const result = lines.read(require_usage().parseJson(line), key);
					if (result) yield billedHere(result, regional);
				}
			} catch (error) {
				throw cloudError(error, server, timeoutMs);
			}
		},
		cancel: (batch) => asked((service) => service.stop(batch)),
		createdSince: (since) => asked((service) => service.list(since, "")),
		async named(key, since) {
			return (await asked((service) => service.list(since, key))).find((one) => one.key === key)?.batch ?? null;
		}
	};
}
const failureOf$3 = ({ failure, message, retryAfterMs, busy, exhausted }) => ({
	failure,
	message,
	retryAfterMs,
	busy,
	exhausted
});
const billedHere = (result, regional) => "served" in result.reply ? {
	...result,
	reply: {
		...result.reply,
		usOnly: result.reply.usOnly || regional
	}
} : result;
const NEWLINE = 10;
async function* linesOf(chunks) {
	let rest = [];
	const taken = () => {
		const line = Buffer.concat(rest).toString("utf8").trim();
		rest = [];
		return line;
	};
	let length = 0;
	for await (const chunk of chunks) {
		if (chunk === null) {
			if (rest.length) yield taken();
			length = 0;
			continue;
		}
		let from = 0;
		for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
			rest.push(chunk.subarray(from, end));
			const line = taken();
			if (line) yield line;
			from = end + 1;
			length = 0;
		}
		rest.push(chunk.subarray(from));
		length += chunk.length - from;
		if (length > MOST_LINE_BYTES) throw new Error(`a line of the results is longer than ${MOST_LINE_BYTES} bytes`);
	}
	if (rest.length) yield taken();
}
const MOST_LINE_BYTES = 8 * MOST_REPLY_BYTES;
// src/ask/jobs/limits.ts
const GIGABYTE = 1024 ** 3;
const JOB_LIMITS = {
	bedrock: {
		least: 100,
		most: 5e4,
		bytes: GIGABYTE,
		jobs: 20
	},
	vertex: {
		least: 1,
		most: 2e5,
		bytes: GIGABYTE,
		jobs: 4
	}
};
// src/ask/jobs/peers.ts
const PACKAGES = {
	bedrock: ["@aws-sdk/client-bedrock@3", "@aws-sdk/client-s3@3"],
	vertex: ["@google-cloud/storage@7"]
};
function peersOf(cloud, env, root = require_shared().PLUGIN_ROOT) {
	const folder = (0, node_path.join)(require_shared().dataHome(env), "peers");
	const named = PACKAGES[cloud].map((name) => name.replace(/@\d+$/, ""));
	for (const place of [folder, root]) {
		const load = (0, node_module().createRequire)((0, node_path.join)(place, "package.json"));
		if (named.every((name) => isThere(load, name))) return load;
	}
	throw new (require_shared().UsageError)(`--batch ${cloud}:\u2026 needs packages that Tierwise does not bring along. Install them with: npm install --prefix ${quoted(folder)} ${PACKAGES[cloud].join(" ")}`);
}
function isThere(load, name) {
	try {
		load.resolve(name);
		return true;
	} catch (error) {
		if (require_shared().systemCode(error) === "MODULE_NOT_FOUND") return false;
		throw error;
	}
}
const quoted = (path) => /^[\w./~-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
// src/ask/jobs/open-jobs.ts
function openJobs(place, connection, options) {
	if (connection.cloud === "bedrock") return bedrock$1(place, connection, options);
	if (connection.cloud === "vertex") return vertex$1(place, connection, options);
	throw new (require_shared().UsageError)(`${place.text}: ${connection.cloud} takes no batches. Leave --batch out, or name another place.`);
}
function bedrock$1(place, { region, keys }, options) {
	const { env, role } = options;
	const [bedrockUrl] = endpoint("bedrock", ["AWS_ENDPOINT_URL_BEDROCK", "AWS_ENDPOINT_URL"], `https://bedrock.${region}.amazonaws.com`, env);
	const [s3Url, isGiven] = endpoint("bedrock", ["AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"], `https://s3.${region}.amazonaws.com`, env);
	const timeoutMs = requestTimeoutMs(env);
	return jobsOf(place, options, {
		owner: region,
		async service(load) {
			const { bedrockJobs } = await Promise.resolve().then(() => require("./bedrock-jobs.cjs"));
			return bedrockJobs({
				place,
				region,
				keys,
				bedrockUrl,
				s3Url,
				pathStyle: isGiven,
				role,
				env,
				timeoutMs,
				load
			});
		}
	});
}
function vertex$1(place, { region, project, token }, options) {
	const { env, vertexUrl } = options;
	const [storageUrl] = endpoint("Google Cloud Storage", ["STORAGE_EMULATOR_HOST"], "https://storage.googleapis.com", env);
	const timeoutMs = requestTimeoutMs(env);
	return jobsOf(place, options, {
		owner: `${project} ${region}`,
		async service(load) {
			const { vertexJobs } = await Promise.resolve().then(() => require("./vertex-jobs.cjs"));
			return vertexJobs({
				place,
				region,
				project,
				token,
				vertexUrl,
				storageUrl,
				timeoutMs,
				load
			});
		}
	});
}
function jobsOf(place, { env, via, fit, regional }, { owner, service }) {
	return cloudJobs({
		place,
		owner,
		limits: JOB_LIMITS[place.cloud],
		fit,
		regional,
		server: via,
		timeoutMs: requestTimeoutMs(env),
		firstWaitMs: firstWaitMs(env),
		service: async () => service(peers(place, env))
	});
}
function peers({ cloud }, env) {
	try {
		return peersOf(cloud, env);
	} catch (error) {
		if (error instanceof require_shared().UsageError) throw new AskError({
			failure: "stop",
			message: error.message
		});
		throw error;
	}
}
function endpoint(whose, variables, usual, env) {
	const variable = variables.find((name) => env[name]);
	const origin = variable ?? whose;
	const address = require_shared().serverAddress(variable && env[variable] || usual, {
		origin,
		keyIn: () => "its own variable"
	}, env);
	require_shared().cloudCredentialHost(whose, address, origin);
	return [address.href.replace(/\/$/, ""), variable !== void 0];
}
// src/ask/cloud.ts
const CLOUD_NAMES = [
	"bedrock",
	"vertex",
	"foundry"
];
const SERVERS = {
	bedrock,
	vertex,
	foundry
};
const USED_BY = {
	bedrock: "CLAUDE_CODE_USE_BEDROCK",
	vertex: "CLAUDE_CODE_USE_VERTEX",
	foundry: "CLAUDE_CODE_USE_FOUNDRY"
};
const cloudInUse = (env) => CLOUD_NAMES.find((name) => !/^(?:|0|false|no|off)$/i.test(env[USED_BY[name]] ?? "") && isSetUp(name, env)) ?? null;
function isSetUp(name, env) {
	const any = (...names) => names.some((one) => env[one]);
	if (name === "bedrock") return any("AWS_BEARER_TOKEN_BEDROCK", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE");
	if (name === "vertex") return any("ANTHROPIC_VERTEX_PROJECT_ID");
	return any("ANTHROPIC_FOUNDRY_API_KEY") && any("ANTHROPIC_FOUNDRY_RESOURCE", "ANTHROPIC_FOUNDRY_BASE_URL");
}
function cloudBackend(name, host, { mostSockets = 16, place = null, role = null } = {}) {
	const { env, stderr } = host;
	const server = SERVERS[name](env);
	const { connection, via, billedTo, regional } = server;
	const address = addressOf(name, server, env);
	let loaded;
	const api = () => {
		loaded ??= Promise.all([Promise.resolve().then(() => require("./anthropic.cjs")), Promise.resolve().then(() => require("./cloud-clients.cjs"))]).then(([{ connect }, { cloudClient }]) => connect({
			client: (options) => cloudClient(connection, options),
			baseUrl: address.href.replace(/\/$/, ""),
			mostSockets,
			env,
			timeoutMs: requestTimeoutMs(env),
			log: stderr
		}));
		return loaded;
	};
	let plain = false;
	const fit = (request) => ({
		...request,
		model: server.model(request.model),
		...plain && {
			schema: null,
			effort: null
		}
	});
	const send = async (request) => {
		const asked = fit(request);
		const reply = await (await api()).ask(asked);
		if ("failure" in reply) throw new AskError(reply);
		return {
			...reply,
			served: reply.served === asked.model ? request.model : reply.served,
			usOnly: reply.usOnly || regional
		};
	};
	return {
		name,
		via: `${via}${byProxy(address, env)}`,
		billedTo,
		firstWaitMs: firstWaitMs(env),
		async ask(request) {
			try {
				return await send(request);
			} catch (error) {
				if (!(error instanceof AskError && error.failure === "stop" && /output_config/i.test(error.message)) || plain) throw error;
				plain = true;
				return send(request);
			}
		},
		...place && { batches: jobsAt(place, connection, {
			server,
			address,
			role,
			fit,
			env
		}) }
	};
}
function batchesAt(place, host) {
	return cloudBackend(place.cloud, host, { place }).batches;
}
function addressOf(name, { baseUrl, origin }, env) {
	const address = require_shared().serverAddress(baseUrl, {
		origin,
		keyIn: () => "its own variable"
	}, env);
	require_shared().cloudCredentialHost(name, address, origin);
	return address;
}
function jobsAt(place, connection, { server, address, ...options }) {
	const { regional, via } = server;
	return openJobs(place, connection, {
		...options,
		vertexUrl: address.href.replace(/\/$/, ""),
		regional,
		via
	});
}
function bedrock(env) {
	const region = env.AWS_REGION || env.AWS_DEFAULT_REGION || "us-east-1";
	const bearer = env.AWS_BEARER_TOKEN_BEDROCK || null;
	const [accessKeyId, secretAccessKey] = [env.AWS_ACCESS_KEY_ID, env.AWS_SECRET_ACCESS_KEY];
	const inEnv = accessKeyId && secretAccessKey;
	const sessionToken = env.AWS_SESSION_TOKEN || null;
	const from = bearer ? "AWS_BEARER_TOKEN_BEDROCK" : inEnv ? "AWS_ACCESS_KEY_ID" : "the login of the AWS CLI";
	return {
		connection: {
			cloud: "bedrock",
			region,
			bearer,
			keys: inEnv ? async () => ({
				accessKeyId,
				secretAccessKey,
				sessionToken
			}) : awsKeys(env)
		},
		baseUrl: env.ANTHROPIC_BEDROCK_BASE_URL || `https://bedrock-runtime.${region}.amazonaws.com`,
		origin: env.ANTHROPIC_BEDROCK_BASE_URL ? "ANTHROPIC_BEDROCK_BASE_URL" : "AWS_REGION",
		via: `Amazon Bedrock in ${region}`,
		billedTo: `the AWS account of ${from}`,
		model: (id) => id.startsWith("claude-") ? `${profileOf(region)}.anthropic.${id}` : id,
		regional: true
	};
}
const profileOf = (region) => ({
	us: "us",
	eu: "eu",
	ap: "apac"
})[region.split("-")[0] ?? ""] ?? "global";
function vertex(env) {
	const region = env.CLOUD_ML_REGION || "global";
	const project = env.ANTHROPIC_VERTEX_PROJECT_ID || env.GOOGLE_CLOUD_PROJECT || env.GCLOUD_PROJECT;
	if (!project) throw new (require_shared().UsageError)("Vertex AI needs a project: set ANTHROPIC_VERTEX_PROJECT_ID, then run the same command again.");
	const given = env.GOOGLE_OAUTH_ACCESS_TOKEN;
	return {
		connection: {
			cloud: "vertex",
			region,
			project,
			token: given ? async () => given : googleToken(env)
		},
		baseUrl: env.ANTHROPIC_VERTEX_BASE_URL || vertexUrl(region),
		origin: env.ANTHROPIC_VERTEX_BASE_URL ? "ANTHROPIC_VERTEX_BASE_URL" : "CLOUD_ML_REGION",
		via: `Google Vertex AI (${region})`,
		billedTo: `the Google Cloud project ${project}`,
		model: (id) => id,
		regional: region !== "global"
	};
}
function vertexUrl(region) {
	if (region === "global") return "https://aiplatform.googleapis.com/v1";
	if (region === "us" || region === "eu") return `https://aiplatform.${region}.rep.googleapis.com/v1`;
	return `https://${region}-aiplatform.googleapis.com/v1`;
}
function foundry(env) {
	const key = env.ANTHROPIC_FOUNDRY_API_KEY;
	const resource = env.ANTHROPIC_FOUNDRY_RESOURCE;
	const url = env.ANTHROPIC_FOUNDRY_BASE_URL || resource && `https://${resource}.services.ai.azure.com/anthropic`;
	if (!key || !url) throw new (require_shared().UsageError)("Foundry needs its key and resource: set ANTHROPIC_FOUNDRY_API_KEY and ANTHROPIC_FOUNDRY_RESOURCE, then run the same command again.");
	return {
		connection: {
			cloud: "foundry",
			key
		},
		baseUrl: url,
		origin: env.ANTHROPIC_FOUNDRY_BASE_URL ? "ANTHROPIC_FOUNDRY_BASE_URL" : "ANTHROPIC_FOUNDRY_RESOURCE",
		via: "Microsoft Foundry",
		billedTo: "the Azure resource of ANTHROPIC_FOUNDRY_API_KEY",
		model: (id) => id,
		regional: false
	};
}
// src/ask/live-socket.ts
const WAIT_MS = 1e3;
const GONE_MS = 2e4;
const MOST_BYTES = 67108864;
var LiveSocket = class {
	path;
	share = null;
	#folder = (0, node_fs.mkdtempSync)((0, node_path.join)((0, node_os().tmpdir)(), "tierwise-"));
	#secret;
	#server;
	#pending = new Map();
	#waiting = [];
	#heardAt = Date.now();
	#lost = null;
	#watch;
	constructor(secret) {
		this.path = (0, node_path.join)(this.#folder, "s");
		this.#secret = digest(secret);
		this.#server = (0, node_http().createServer)((request, response) => void this.#serve(request, response));
		this.#server.listen(this.path);
		this.#server.unref();
		this.#server.on("connection", (socket) => socket.unref());
		this.#watch = setInterval(() => this.#look(), 1e3);
		this.#watch.unref();
		process.on("exit", () => this.close());
	}
	ask(pack, signal) {
		if (this.#lost) return Promise.resolve({
			answer: null,
			lost: this.#lost,
			sent: false
		});
		return new Promise((resolve) => {
			const alive = setInterval(() => {}, 6e4);
			const done = (outcome) => {
				clearInterval(alive);
				signal?.removeEventListener("abort", stop);
				this.#pending.delete(pack.id);
				resolve(outcome);
			};
			const pending = {
				pack,
				sent: false,
				done
			};
			const stop = () => done({
				answer: null,
				lost: "stopped before it was answered",
				sent: pending.sent
			});
			signal?.addEventListener("abort", stop);
			if (this.#pending.size === 0) this.#heardAt = Date.now();
			this.#pending.set(pack.id, pending);
			this.#wake();
		});
	}
	close() {
		clearInterval(this.#watch);
		this.#server.close();
		this.#server.closeAllConnections();
		(0, node_fs.rmSync)(this.#folder, {
			recursive: true,
			force: true
		});
	}
	async #serve(request, response) {
		const body = require_usage().parseJson(await textOf$3(request).catch(() => ""));
		const shown = require_usage().at(body, "secret");
		if (typeof shown !== "string" || !(0, node_crypto().timingSafeEqual)(digest(shown), this.#secret)) {
			response.writeHead(403).end();
			return;
		}
		this.#heardAt = Date.now();
		const said = request.url === "/answers" ? this.#takeAnswers(body) : await this.#packs(Number(require_usage().at(body, "room")));
		response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(said));
	}
	#takeAnswers(body) {
		for (const value of require_usage().listAt(body, "answers")) {
			const answer = value;
			this.#pending.get(answer.id)?.done({
				answer,
				lost: null,
				sent: true
			});
		}
		return {};
	}
	async #packs(room) {
		if (room > 0 && !this.#unsent().length) await this.#wait();
		const taken = this.#unsent().slice(0, Math.max(0, room || 0));
		for (const pending of taken) pending.sent = true;
		return {
			packs: taken.map(({ pack }) => pack),
			share: this.share
		};
	}
	#unsent() {
		return [...this.#pending.values()].filter(({ sent }) => !sent);
	}
	#wait() {
		return new Promise((resolve) => {
			const timer = setTimeout(resolve, WAIT_MS).unref();
			this.#waiting.push(() => {
				clearTimeout(timer);
				resolve();
			});
		});
	}
	#wake() {
		for (const resume of this.#waiting.splice(0)) resume();
	}
	#look() {
		if (!this.#pending.size || Date.now() - this.#heardAt < GONE_MS) return;
		this.#lost = "the session has ended, or no longer answers";
		for (const { sent, done } of [...this.#pending.values()]) done({
			answer: null,
			lost: this.#lost,
			sent
		});
	}
};
const digest = (text) => (0, node_crypto().createHash)("sha256").update(text).digest();
async function textOf$3(request) {
	const chunks = [];
	let bytes = 0;
	for await (const chunk of request) {
		bytes += chunk.length;
		if (bytes > MOST_BYTES) throw new Error("too large");
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString("utf8");
}
// src/ask/live.ts
const NOT_ALLOWED = "it answers only a command that the Bash tool of the session was allowed to start, such as \"tierwise bulk-tag \u2026\"";
const TAKEN_WITHIN_MS = 3e3;
const LOOK_EVERY_MS = 20;
const LEAST_OUTPUT_TOKENS = 256;
function liveBackend({ env, stderr }, run) {
	const module = moduleIn(env);
	if (!module) return null;
	if (run.dry) return described(env);
	const { folder, open } = module;
	const refused = (why) => {
		stderr.write(`The session's tierwise-live does not answer this run: ${why}.\n`);
		return null;
	};
	if (!open) return refused(NOT_ALLOWED);
	const secret = (0, node_crypto().randomBytes)(32).toString("hex");
	const socket = new LiveSocket(secret);
	const id = (0, node_crypto().randomUUID)();
	const { command, maxCostUsd } = run;
	const taken = handOver(folder, {
		v: 1,
		run: id,
		command,
		socket: socket.path,
		secret,
		maxCostUsd
	});
	if ("refused" in taken) {
		socket.close();
		return refused(taken.refused);
	}
	let packs = 0;
	return {
		...described(env),
		billedTo: `${payerIn(env)}, at most ${require_shared().usd(taken.ceilingUsd)} for this run`,
		mostConcurrent: taken.width,
		told: (share) => {
			socket.share = share;
		},
		async ask(request) {
			const pack = packOf(request, packs++, env);
			return replyIn(await socket.ask(pack, request.signal), {
				request,
				run: id
			});
		}
	};
}
const described = (env) => ({
	name: "live",
	via: "the running Claude Code session (tierwise-live)",
	billedTo: payerIn(env),
	thinks: true,
	cachesForAnHour: true,
	firstWaitMs: firstWaitMs(env),
	ask: () => Promise.reject(new Error("an estimate asks nothing"))
});
const payerIn = (env) => env.ANTHROPIC_API_KEY || env.ANTHROPIC_AUTH_TOKEN ? "the key or login of this session (tierwise-live)" : "your Claude subscription, through this session (tierwise-live)";
function moduleIn(env) {
	const session = env.CLAUDE_CODE_SESSION_ID;
	if (!session || !/^[\w-]+$/.test(session)) return null;
	const folder = require_usage().liveFolder(require_shared().dataHome(env), session);
	const said = readJson(`${folder}/${require_usage().PRESENCE_FILE}`);
	return require_usage().at(said, "v") === 1 && require_usage().textAt(said, "session") === session && require_usage().textAt(said, "since") ? {
		folder,
		open: require_usage().at(said, "open") === true
	} : null;
}
function handOver(folder, offer) {
	const [asked, taken] = [`${folder}/${require_usage().runFile(offer.run)}`, `${folder}/${require_usage().takenFile(offer.run)}`];
	try {
		require_shared().makePrivateFolder(folder);
		(0, node_fs.writeFileSync)(asked, JSON.stringify(offer), { mode: 384 });
		for (const until = Date.now() + TAKEN_WITHIN_MS; Date.now() < until; pause(LOOK_EVERY_MS)) {
			const said = (0, node_fs.existsSync)(taken) ? readJson(taken) : void 0;
			if (require_usage().at(said, "run") === offer.run) return answerIn$1(said);
		}
		return { refused: "it did not answer" };
	} catch (error) {
		return { refused: error instanceof Error ? error.message : String(error) };
	} finally {
		for (const file of [asked, taken]) (0, node_fs.rmSync)(file, { force: true });
	}
}
function answerIn$1(said) {
	const [ceilingUsd, width] = [require_usage().at(said, "ceilingUsd"), require_usage().at(said, "width")];
	if (typeof ceilingUsd === "number" && typeof width === "number") return {
		ceilingUsd,
		width
	};
	return { refused: require_usage().textAt(said, "refused") ?? "it said something that is not understood" };
}
const pause = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
function readJson(file) {
	try {
		return require_usage().parseJson((0, node_fs.readFileSync)(file, "utf8"));
	} catch {
		return;
	}
}
function packOf(request, id, env) {
	const { model, system, cacheSystem, user, schema, maxTokens, effort, timeoutMs } = request;
	if (typeof user !== "string" && user.some((part) => "image" in part)) throw new AskError({
		failure: "stop",
		message: "A session takes no images. Run the same command with --backend api or --backend claude"
	});
	return {
		id,
		model,
		system: system + (schema ? `\n\nThe reply is one JSON object and nothing else, by this JSON schema:\n${JSON.stringify(schema)}` : ""),
		cacheSystem: cacheSystem !== null,
		user: textOf$4(user),
		maxTokens: Math.max(LEAST_OUTPUT_TOKENS, maxTokens - require_usage().ADDED_OUTPUT_TOKENS),
		effort,
		timeoutMs: timeoutMs ?? requestTimeoutMs(env)
	};
}
function replyIn({ answer, lost, sent }, { request, run }) {
	if (!answer) throw new AskError({
		failure: "stop",
		message: lost ?? "lost",
		maybeBilled: sent
	});
	if ("failure" in answer) throw new AskError(failureOf$2(answer, request));
	const { id, text, usage, served, requestId } = answer;
	return {
		id: `live:${run}:${id}`,
		requestId,
		served,
		text,
		stop: usage.output >= request.maxTokens ? "truncated" : "complete",
		usage: {
			...usage,
			thinking: 0,
			webSearches: 0
		},
		usOnly: false,
		fast: false,
		batch: false,
		rateLimit: null
	};
}
function failureOf$2({ failure, status, message }, { model }) {
	const said = `the session says: ${message}`;
	if (failure === "ceiling" || failure === "refused") return {
		failure: "stop",
		message
	};
	if (failure === "aborted") return {
		failure: "again",
		message: said,
		maybeBilled: true
	};
	if (failure === "empty") return {
		failure: "again",
		message: said
	};
	if (status === 401 || status === 403) return {
		failure: "stop",
		message: `${said}. Log in again (/login), then run the same command again`
	};
	if (status === 404) return {
		failure: "stop",
		message: `the session does not know the model ${model}`
	};
	if (status === 413) return {
		failure: "too-large",
		message: said
	};
	if (status === 400) return {
		failure: "stop",
		message: `the API refused the request for ${model}`
	};
	return {
		failure: "again",
		message: said,
		busy: status === 429 || status === 529 || status === 503,
		limited: status === 429
	};
}
// src/ask/choose.ts
const BACKEND_NAMES = [
	"auto",
	"api",
	"live",
	"claude",
	...CLOUD_NAMES,
	"rules"
];
const HOW_TO_GET_A_MODEL = "set ANTHROPIC_API_KEY to an Anthropic API key, or log in to Claude Code (run claude)";
function chooseBackend(name, host, { mostSockets, live = null } = {}) {
	switch (name) {
		case "rules": return null;
		case "auto": {
			const cloud = cloudInUse(host.env);
			if (cloud) return cloudBackend(cloud, host, { ...mostSockets && { mostSockets } });
			return liveIn(host, live) ?? apiBackend(host, mostSockets) ?? claudeBackend(host.env);
		}
		case "live": return found(liveIn(host, live), "--backend live needs a Claude Code session with the plugin tierwise-live: install it with /plugin install tierwise-live, start the command in the session");
		case "bedrock":
		case "vertex":
		case "foundry": return cloudBackend(name, host, { ...mostSockets && { mostSockets } });
		case "api": return found(apiBackend(host, mostSockets), "--backend api needs a credential: set ANTHROPIC_API_KEY to an Anthropic API key");
		case "claude": return found(claudeBackend(host.env), "--backend claude needs Claude Code, with a login: install it and run claude");
	}
}
const liveIn = (host, run) => run && liveBackend(host, run);
function found(backend, otherwise) {
	if (backend) return backend;
	throw new (require_shared().UsageError)(`${otherwise}, then run the same command again.`);
}
// src/ask/fallback.ts
const fallbackBackend = (list, tell) => new FallbackList(list, tell);
var FallbackList = class {
	#members;
	#tell;
	#failedAt = new WeakMap();
	#now = 0;
	constructor(list, tell) {
		this.#members = list.map(memberOf);
		this.#tell = tell;
	}
	get #current() {
		return this.#members[this.#now];
	}
	get name() {
		return this.#current.backend.name;
	}
	get via() {
		const [first, ...others] = this.#members.slice(this.#now).map(({ backend }) => backend.via);
		return [first, ...others.map((via) => `if that is out of service ${via}`)].join(", ");
	}
	get billedTo() {
		return this.#current.backend.billedTo;
	}
	get mostConcurrent() {
		return this.#current.backend.mostConcurrent;
	}
	get requestsPerAsk() {
		return this.#current.backend.requestsPerAsk;
	}
	get thinks() {
		return this.#current.backend.thinks;
	}
	get cachesForAnHour() {
		return this.#current.backend.cachesForAnHour;
	}
	get firstWaitMs() {
		return this.#current.backend.firstWaitMs;
	}
	get onThisMachine() {
		return this.#current.backend.onThisMachine;
	}
	get batches() {
		return this.#now === 0 ? this.#current.backend.batches : void 0;
	}
	async ask(request) {
		const at = this.#now;
		const { ask, standing } = this.#current;
		try {
			const reply = await ask(request);
			standing.requests++;
			return reply;
		} catch (error) {
			if (error instanceof AskError) this.#failedAt.set(error, at);
			throw error;
		}
	}
	openAhead(connections) {
		this.#current.backend.openAhead?.(connections);
	}
	fallBack(error) {
		const at = this.#failedAt.get(error);
		if (at === void 0) return false;
		if (at < this.#now) return true;
		const next = this.#members[at + 1];
		if (!isOutage(error) || !next) return false;
		const { standing } = this.#current;
		standing.left = error.message;
		this.#now = at + 1;
		const { via, billedTo } = next.backend;
		this.#tell(`${standing.name}: ${error.message}. ${next.backend.name} goes on with what is left: ${via}, billed to ${billedTo}.`);
		return true;
	}
	standing() {
		return this.#members.map(({ standing }) => standing);
	}
};
function memberOf(backend) {
	const { name, via, billedTo, mostConcurrent, onThisMachine = false } = backend;
	const limit = mostConcurrent ? require_p_limit().pLimit(mostConcurrent) : null;
	return {
		backend,
		standing: {
			name,
			via,
			billedTo,
			requests: 0,
			onThisMachine,
			left: null
		},
		ask: (request) => limit ? limit(() => backend.ask(request)) : backend.ask(request)
	};
}
const isOutage = ({ failure, exhausted }) => failure === "again" || failure === "unreachable" || exhausted;
// src/ask/openai-dialect.ts
const USUAL_DIALECT = {
	schema: true,
	stream: false,
	streamUsage: true,
	limit: "max_tokens",
	window: Number.POSITIVE_INFINITY,
	room: null,
	system: "system",
	parts: false
};
const LEAST_TOKENS = 256;
const AMPLE_TOKENS = 1024;
const FRAME_TOKENS = 64;
function toBody(request, dialect, host) {
	const { model, schema } = request;
	const { stream, streamUsage, limit } = dialect;
	return {
		model,
		messages: messagesOf(request, dialect),
		...limit && { [limit]: mostTokens(request, dialect) },
		...stream && {
			stream: true,
			...streamUsage && { stream_options: { include_usage: true } }
		},
		...isOpenRouter(host) && { usage: { include: true } },
		...dialect.schema && schema && { response_format: {
			type: "json_schema",
			json_schema: {
				name: "reply",
				strict: true,
				schema
			}
		} }
	};
}
function mostTokens(request, { window, room }) {
	const guess = window - estimate(request) - FRAME_TOKENS;
	return Math.min(request.maxTokens, room ?? (guess >= AMPLE_TOKENS ? guess : request.maxTokens));
}
const isOpenRouter = (host) => /(?:^|\.)openrouter\.ai$/.test(host);
function messagesOf({ system, user }, { system: where, parts }) {
	const all = [...where === "user" ? [{ text: system }] : [], ...typeof user === "string" ? [{ text: user }] : user];
	const content = all.some((part) => "image" in part) || parts ? all.map(toPart) : all.map((part) => "text" in part ? part.text : "").join("\n\n");
	const first = {
		role: "system",
		content: parts ? [toPart({ text: system })] : system
	};
	return [...where === "system" ? [first] : [], {
		role: "user",
		content
	}];
}
function toPart(part) {
	if ("text" in part) return {
		type: "text",
		text: part.text
	};
	const { mediaType, base64 } = part.image;
	return {
		type: "image_url",
		image_url: { url: `data:${mediaType};base64,${base64}` }
	};
}
const CHANGES = [
	(said, { streamUsage }) => streamUsage && /stream_options/i.test(said) ? { streamUsage: false } : null,
	(said, { stream }) => !stream && /\bstream(?:ed|ing)?\b/i.test(said) && !/not support(?:ed)?.{0,20}stream/i.test(said) ? { stream: true } : null,
	roomLeft,
	otherLimit,
	(said, { system }) => system === "system" && NO_SYSTEM.test(said) ? { system: "user" } : null,
	(said, { parts }) => !parts && /\bcontent\b.{0,60}\b(?:list|array|parts)\b/i.test(said) ? { parts: true } : null
];
const NO_SYSTEM = /system.{0,30}\b(?:role|message|prompt|instruction)|\brole\b.{0,60}system|developer instruction|roles must alternate|only user and assistant roles/i;
function adapted(dialect, refused, request) {
	const { status = 0, message } = refused;
	if (![
		400,
		413,
		422,
		500,
		501
	].includes(status)) return null;
	for (const change of CHANGES) {
		const changed = change(message, dialect, request);
		if (changed) return {
			...dialect,
			...changed
		};
	}
	const mayBeSchema = status === 400 || status === 422 || /schema|response_format|grammar/i.test(message);
	return dialect.schema && request.schema && mayBeSchema && refused.failure === "stop" ? {
		...dialect,
		schema: false
	} : null;
}
function otherLimit(said, { limit }) {
	if (!limit || !new RegExp(`\\b${limit}\\b`).test(said)) return null;
	if (!/unsupported|not supported|unrecogni[sz]ed|unknown|unexpected|extra|not permitted|deprecated|instead/i.test(said)) return null;
	const other = limit === "max_tokens" ? "max_completion_tokens" : "max_tokens";
	return { limit: limit === "max_tokens" || said.includes(other) ? other : null };
}
function roomLeft(said, dialect, request) {
	const window = numberIn(said, [
		/(?:context (?:length|size|window)|n_ctx)\D{0,40}?(\d[\d,]*)/i,
		/(\d[\d,]*)[ -]tokens? (?:maximum )?context/i,
		/(\d[\d,]*) maximum context length/i
	]);
	if (!dialect.limit || !window) return null;
	const room = window - (numberIn(said, [/(\d[\d,]*)(?: tokens)? (?:in the messages|in the prompt|of text input|input tokens|prompt tokens|tokens from the input)/i, /(?:prompt contains|n_prompt_tokens|request has|prompt has)\D{0,5}(\d[\d,]*)/i]) ?? estimate(request)) - FRAME_TOKENS;
	return room >= LEAST_TOKENS && room < mostTokens(request, dialect) ? {
		window,
		room
	} : null;
}
const estimate = ({ system, user, schema }) => Math.ceil((system.length + JSON.stringify(user).length + (schema ? JSON.stringify(schema).length : 0)) / 3);
function numberIn(text, patterns) {
	for (const pattern of patterns) {
		const found = pattern.exec(text)?.[1];
		if (found) return Number(found.replaceAll(",", ""));
	}
	return null;
}
// src/ask/event-stream.ts
const isEventStream = (type, text) => /event-stream/i.test(type ?? "") ? !/^\s*[[{]/.test(text) : /^\s*(?:data|event|id):/.test(text);
function completionIn(text) {
	const events = text.split(/\r\n|\n|\r/).flatMap((line) => line.startsWith("data:") ? [line.slice(5).trim()] : []);
	const chunks = events.map(require_usage().parseJson).filter(require_usage().isRecord);
	const choices = chunks.flatMap((chunk) => require_usage().listAt(chunk, "choices").filter((one) => !require_usage().at(one, "index")));
	const finish = choices.map((choice) => require_usage().textAt(choice, "finish_reason")).findLast(Boolean);
	const error = [...chunks, ...choices].map((one) => require_usage().at(one, "error")).find(Boolean);
	if (!finish && !error && !events.includes("[DONE]")) return void 0;
	return {
		id: last(chunks, "id"),
		model: last(chunks, "model"),
		usage: last(chunks, "usage"),
		...error !== void 0 && { error },
		choices: choices.length ? [{
			message: messageOf(choices),
			finish_reason: finish ?? null
		}] : []
	};
}
function messageOf(choices) {
	const pieces = (name) => choices.map((choice) => require_usage().at(choice, `delta.${name}`) ?? require_usage().at(choice, `message.${name}`));
	const refusal = pieces("refusal").filter((piece) => typeof piece === "string").join("");
	return {
		content: pieces("content").flatMap((piece) => Array.isArray(piece) ? piece : [{
			type: "text",
			text: piece
		}]).filter((part) => require_usage().textAt(part, "text")),
		refusal: refusal || null
	};
}
const last = (chunks, name) => chunks.map((chunk) => require_usage().at(chunk, name)).findLast((value) => value !== void 0 && value !== null);
// src/ask/thoughts.ts
const OPENING = /^\s*<(think|thinking|thought|reasoning)>/i;
const CLOSING = /^[ \t]*<\/(?:think|thinking|thought|reasoning)>[ \t]*\r?\n?/im;
function withoutThoughts(text) {
	const opened = OPENING.exec(text);
	if (opened) {
		const closing = new RegExp(`</${opened[1]}>`, "i").exec(text);
		return closing ? text.slice(closing.index + closing[0].length).trimStart() : "";
	}
	const closing = CLOSING.exec(text);
	const before = closing ? text.slice(0, closing.index) : "";
	const isShown = before.includes("```") || /<(?:think|thinking|thought|reasoning)>/i.test(before);
	return closing && !isShown ? text.slice(closing.index + closing[0].length).trimStart() : text;
}
// src/ask/openai-reply.ts
const LONGEST_WORDS$1 = 300;
const LEAST_CUT_TOKENS = 1e3;
function readChat(answer, request, host) {
	const body = isEventStream(answer.type, answer.text) ? completionIn(answer.text) : require_usage().parseJson(answer.text);
	const choice = require_usage().listAt(body, "choices")[0];
	const error = require_usage().at(choice, "error") ? choice : body;
	if (!require_usage().isRecord(choice) || require_usage().at(choice, "error") || require_usage().at(body, "error")) return noAnswer(error, host);
	if (require_usage().textAt(choice, "finish_reason") === "error") return noAnswer(choice, host);
	const said = textOf$2(require_usage().at(choice, "message.content") ?? require_usage().at(choice, "text"));
	const usage = usageIn$1(body, said);
	const cut = cutPrompt(tokensRead(body, usage), request);
	if (cut) return {
		failure: "too-large",
		message: `${host} ${cut}`,
		maybeBilled: true
	};
	const refusal = require_usage().textAt(choice, "message.refusal");
	return {
		id: `${require_usage().textAt(body, "id") ?? "chat"}|${crypto.randomUUID()}`,
		requestId: null,
		served: require_usage().textAt(body, "model") || request.model,
		text: withoutThoughts(said) || refusal || "",
		stop: stopOf(require_usage().textAt(choice, "finish_reason"), refusal),
		usage,
		billedUsd: costIn(body) ?? costOf(answer.costHeader),
		usOnly: false,
		fast: false,
		batch: false,
		rateLimit: null
	};
}
function errorIn(body) {
	const first = Array.isArray(body) ? body[0] : body;
	const error = require_usage().at(first, "error") ?? first;
	const message = (textOf$2(require_usage().at(error, "metadata.raw")) || [
		error,
		require_usage().at(error, "message"),
		require_usage().at(first, "message"),
		require_usage().at(first, "detail")
	].find((one) => typeof one === "string") || require_usage().textAt(require_usage().listAt(first, "detail")[0], "msg"))?.replace(/\s+/g, " ").slice(0, LONGEST_WORDS$1).replace(/\.$/, "") || null;
	const code = require_usage().at(error, "code");
	return {
		code: typeof code === "number" ? String(code) : require_usage().textAt(error, "code"),
		message
	};
}
function noAnswer(body, host) {
	const { code, message } = errorIn(body);
	const said = message ?? "it is not a chat completion";
	return {
		failure: /^4(?!08|29)\d\d$/.test(code ?? "") ? "stop" : "again",
		message: `no answer in the reply from ${host}: ${said}`,
		maybeBilled: true,
		busy: code === "429" || code === "503",
		limited: code === "429",
		exhausted: code === "402" || code === "insufficient_quota"
	};
}
function stopOf(finish, refusal) {
	if (refusal || /^(?:content_filter|refusal|safety)$/i.test(finish ?? "")) return "refused";
	return /^(?:length|max_tokens)$/i.test(finish ?? "") ? "truncated" : "complete";
}
function textOf$2(content) {
	if (typeof content === "string") return content;
	if (!Array.isArray(content)) return "";
	return content.filter((part) => [
		"text",
		"output_text",
		void 0
	].includes(require_usage().at(part, "type"))).map((part) => typeof part === "string" ? part : require_usage().textAt(part, "text") ?? "").join("");
}
function usageIn$1(body, said) {
	const usage = readUsage(require_usage().at(body, "usage"), chatUsage);
	return usage && said && !usage.output && !usage.input && !usage.cacheRead ? null : usage;
}
function chatUsage({ required, optional }) {
	const cacheRead = optional("prompt_tokens_details.cached_tokens");
	return {
		input: required("prompt_tokens") - cacheRead,
		cacheRead,
		output: required("completion_tokens"),
		thinking: optional("completion_tokens_details.reasoning_tokens")
	};
}
function costIn(body) {
	const usage = require_usage().at(body, "usage");
	const said = readUsd(require_usage().at(usage, "cost")) ?? readUsd(require_usage().at(usage, "cost.total_cost")) ?? readUsd(require_usage().at(usage, "estimated_cost"));
	const upstream = require_usage().at(usage, "is_byok") === true ? readUsd(require_usage().at(usage, "cost_details.upstream_inference_cost")) : 0;
	return said === null ? null : said + (upstream ?? 0);
}
const costOf = (header) => header?.trim() ? readUsd(Number(header)) : null;
function tokensRead(body, usage) {
	const apart = ["cache_read_input_tokens", "prompt_cache_hit_tokens"].some((name) => require_usage().at(body, `usage.${name}`));
	return usage && !apart ? usage.input + usage.cacheRead : null;
}
function cutPrompt(read, { system, user }) {
	if (read === null || read < LEAST_CUT_TOKENS) return "";
	const shown = typeof user === "string" ? user : user.map((part) => "text" in part ? part.text : "").join(" ");
	const words = wordsIn(system) + wordsIn(shown);
	return read < words ? `read ${read} tokens of a prompt of more than ${words}: its context window is too small (of Ollama, set OLLAMA_CONTEXT_LENGTH)` : "";
}
const wordsIn = (text) => text.match(/\S+/g)?.length ?? 0;
// src/ask/openai.ts
const OFFICIAL_HOST = "api.openai.com";
const MOST_CHANGES = 8;
function openaiBackend(url, env) {
	const base = require_shared().serverAddress(url, {
		origin: "openai",
		keyIn: require_shared().keyVariable
	}, env);
	const variable = require_shared().keyVariable(base);
	const key = env[variable];
	if (!key && base.host === OFFICIAL_HOST) throw new (require_shared().UsageError)("OpenAI needs a key: set OPENAI_API_KEY, or name another server with @<url>.");
	const via = `${base.host}${byProxy(base, env)}`;
	const send = sender({
		base,
		key,
		variable,
		via
	}, env);
	let dialect = {
		...USUAL_DIALECT,
		limit: base.host === OFFICIAL_HOST ? "max_completion_tokens" : "max_tokens"
	};
	return {
		name: "openai",
		via,
		billedTo: key ? `the key in ${variable}` : "nobody (no key is sent)",
		firstWaitMs: firstWaitMs(env),
		onThisMachine: require_shared().isLoopback(base) && !key,
		async ask(request) {
			let tried = dialect;
			for (let changes = 0;; changes++) {
				const answer = await send(request, tried);
				if (!("failure" in answer)) {
					dialect = {
						...tried,
						room: null,
						schema: request.schema ? tried.schema : dialect.schema
					};
					return answer;
				}
				const next = changes < MOST_CHANGES ? adapted(tried, answer, request) : null;
				if (!next || request.signal?.aborted) throw new AskError(answer);
				tried = next;
			}
		}
	};
}
function sender({ base, key, variable, via }, env) {
	const target = targetOf(base);
	const usualMs = requestTimeoutMs(env);
	const keyHint = key ? `Check the key in ${variable} and its permissions` : `It got no key: set ${variable}`;
	let dispatcher;
	return async (request, dialect) => {
		const { signal, timeoutMs = usualMs } = request;
		const [{ dispatcherTo }, { fetch }] = await Promise.all([Promise.resolve().then(() => require("./dispatcher.cjs")).then((n) => n.dispatcher_exports), Promise.resolve().then(() => require("./fetch.cjs"))]);
		dispatcher ??= dispatcherTo(target, env);
		try {
			const response = await fetch(target, {
				method: "POST",
				headers: {
					"content-type": "application/json",
					...keyHeaders(base, key)
				},
				body: JSON.stringify(toBody(request, dialect, base.host)),
				redirect: "error",
				signal: withClock(timeoutMs, signal),
				dispatcher
			});
			const { status, headers } = response;
			const type = headers.get("content-type");
			const text = await textWithin(response, /event-stream/i.test(type ?? "") ? MOST_STREAM_BYTES : MOST_REPLY_BYTES);
			if (!response.ok) return refusal({
				status,
				text,
				retryAfter: headers.get("retry-after")
			}, {
				host: via,
				keyHint
			}, request);
			return readChat({
				text,
				type,
				costHeader: headers.get("x-litellm-response-cost")
			}, request, via);
		} catch (error) {
			if (signal?.aborted) return {
				failure: "again",
				message: "stopped before it was answered",
				maybeBilled: true
			};
			return connectionFailure(error, via, timeoutMs);
		}
	};
}
function targetOf(base) {
	const target = new URL(base);
	target.pathname = `${base.pathname.replace(/\/+$/, "").replace(/\/chat\/completions$/, "")}/chat/completions`;
	target.hash = "";
	return target;
}
function keyHeaders({ hostname }, key) {
	if (!key) return {};
	const isAzure = /\.azure\.com$/.test(hostname);
	return {
		authorization: `Bearer ${key}`,
		...isAzure && { "api-key": key }
	};
}
function refusal({ status, text, retryAfter }, { host, keyHint }, { model }) {
	const { code, message } = errorIn(require_usage().parseJson(text));
	const said = message ?? `status ${status}`;
	const stop = (hint) => ({
		failure: "stop",
		message: `${host} says: ${said}${hint}`,
		status
	});
	if (status === 401 || status === 403) return stop(`. ${keyHint}`);
	if (status === 404) return stop(`. It may not have the model ${model}`);
	if (status === 402 || code === "insufficient_quota") return {
		...stop(""),
		exhausted: true
	};
	if (status === 413 || TOO_LARGE.test(said)) return {
		...stop(""),
		failure: "too-large"
	};
	if (status !== 429 && status !== 408 && status < 500) return stop("");
	const seconds = Number(retryAfter ?? NaN);
	return {
		failure: "again",
		message: `${host} answered ${status}: ${said}`,
		status,
		retryAfterMs: seconds >= 0 ? seconds * 1e3 : void 0,
		busy: status === 429 || status === 503,
		limited: status === 429
	};
}
const TOO_LARGE = /context[_ ](?:length|size|window)|too long|maximum context|exceed\w* (?:the )?(?:model's )?(?:available )?context|too large for model/i;
// src/ask/named-model.ts
function namedModel(id, env) {
	const { model, url } = require_shared().parseOpenaiModel(id);
	const server = openaiBackend(url, env);
	return {
		...server,
		name: id,
		via: `${model} at ${server.via}${server.onThisMachine ? " (never leaves this machine)" : ""}`,
		async ask(request) {
			const reply = await server.ask({
				...request,
				model
			});
			const isAsked = reply.served === model || server.onThisMachine;
			return {
				...reply,
				served: isAsked ? id : `openai:${reply.served}@${url}`
			};
		}
	};
}
// src/ask/cli-versions.ts
const CLI_FLOORS = {
	claude: "2.1.287",
	codex: "0.145.0",
	gemini: "0.39.1",
	copilot: "1.0.81"
};
function tooOld({ title, install }, version, floor) {
	return isBelow(version, floor) ? `${title} ${version} is too old: ${floor} or later is needed (${install})` : "";
}
function isBelow(version, floor) {
	const parts = (text) => (text.match(/\d+/g) ?? []).slice(0, 3).map(Number);
	const [ours, theirs] = [parts(version), parts(floor)];
	const differs = theirs.findIndex((part, index) => part !== (ours[index] ?? 0));
	return differs >= 0 && (ours[differs] ?? 0) < (theirs[differs] ?? 0);
}
// src/ask/cli-call.ts
const QUESTION_TIMEOUT_MS = 2e4;
const LONGEST_CALL_MS = 1728e5;
const LONGEST_WORDS = 300;
function privateFolder(env) {
	const parent = (0, node_path.join)(require_shared().dataHome(env), "cli");
	require_shared().makePrivateFolder(parent);
	sweep(parent);
	const path = (0, node_fs.mkdtempSync)((0, node_path.join)(parent, "call-"));
	const work = (0, node_path.join)(path, "work");
	(0, node_fs.mkdirSync)(work);
	const leaving = [];
	const remove = () => {
		for (const one of leaving) one();
		(0, node_fs.rmSync)(path, {
			recursive: true,
			force: true,
			maxRetries: 3
		});
	};
	const forget = require_shared().atExit(remove);
	return {
		folder: {
			path,
			work,
			onLeave: (one) => leaving.push(one)
		},
		remove() {
			forget();
			remove();
		}
	};
}
function sweep(parent) {
	const isOver = (folder) => Date.now() - (0, node_fs.statSync)(folder).mtimeMs > LONGEST_CALL_MS;
	for (const name of (0, node_fs.readdirSync)(parent)) {
		const folder = (0, node_path.join)(parent, name);
		try {
			if (name.startsWith("call-") && isOver(folder)) (0, node_fs.rmSync)(folder, {
				recursive: true,
				force: true
			});
		} catch {}
	}
}
async function inPrivateFolder(env, work) {
	let made;
	try {
		made = privateFolder(env);
	} catch (error) {
		return {
			failure: "failed",
			message: `no folder to work in below ${require_shared().dataHome(env)}: ${require_shared().systemReason(error)}`
		};
	}
	try {
		return await work(made.folder);
	} finally {
		made.remove();
	}
}
async function callCli({ program, title, install }, args, { prompt, timeoutMs, signal, mark, access, folder }, { cwd, env }) {
	let ended;
	try {
		ended = await require_shared().runProgram(program, args, {
			cwd,
			env,
			input: prompt,
			timeoutMs,
			...signal && { signal },
			...mark && { mark },
			...access === "write" && { place: folder }
		});
	} catch (error) {
		if (require_usage().at({ error }, "error.code") === "ENOENT") return {
			failure: "missing",
			message: `${title} is not installed: ${install}`
		};
		return {
			failure: "failed",
			message: `${title} cannot be started: ${require_shared().systemReason(error)}`
		};
	}
	switch (ended.ended) {
		case "timeout": return {
			failure: "timeout",
			message: `${title} did not answer within ${timeoutMs / 1e3} s`
		};
		case "aborted": return {
			failure: "aborted",
			message: `${title} was stopped`
		};
		case "too much output": return {
			failure: "failed",
			message: `${title} wrote more than anybody could read, and was ended`
		};
		case null: return ended;
	}
}
const jsonLines = (text) => text.split("\n").map(require_usage().parseJson).filter(require_usage().isRecord);
const lastOf = (events, type) => events.findLast((event) => require_usage().textAt(event, "type") === type);
async function printed(program, args, env, { timeoutMs, signal } = {}) {
	const limits = {
		timeoutMs: Math.min(timeoutMs ?? QUESTION_TIMEOUT_MS, QUESTION_TIMEOUT_MS),
		...signal && { signal }
	};
	try {
		const { code, stdout, ended } = await require_shared().runProgram(program, args, {
			env,
			...limits
		});
		return ended ? null : {
			code,
			stdout
		};
	} catch {
		return null;
	}
}
const versionIn = (output) => output?.code === 0 ? /\d+\.\d+\.\d+[\w.-]*/.exec(output.stdout)?.[0].replace(/\.$/, "") ?? null : null;
function inOneLine(words) {
	const line = words.replace(/\s+/g, " ").trim().replace(/\.$/, "");
	return line.length > LONGEST_WORDS ? `${line.slice(0, LONGEST_WORDS)}\u2026` : line;
}
function endedHow(title, { code, stderr }) {
	const how = code === null ? "was killed by something else" : `ended with ${code} and no result`;
	const last = inOneLine(stderr.trim().split("\n").at(-1) ?? "");
	return last ? `${title} ${how}: ${last}` : `${title} ${how}`;
}
const LOGIN = /\b(?:401|403)\b|unauthori[sz]ed|not logged in|log ?in|api key not valid|invalid api key|authentication|missing environment variable|no auth/i;
const LIMIT = /\b429\b|quota|usage limit|rate limit|too many requests|exhausted|credits/i;
function failureFrom(words) {
	if (LIMIT.test(words)) return "limit";
	return LOGIN.test(words) ? "login" : "failed";
}
// src/ask/claude-cli.ts
const TITLE = "Claude Code";
const INSTALL = "npm install -g @anthropic-ai/claude-code";
const LOG_IN$3 = "log in (run claude)";
const TOOLS = {
	none: "",
	read: "Read,Grep,Glob",
	write: "Read,Edit,Write,Grep,Glob,Bash"
};
const GUARDED_FOLDERS = [
	".claude",
	".vscode",
	".idea",
	".husky",
	".devcontainer",
	".cargo"
];
const GUARDED_FILES = [...[
	".gitmodules",
	".gitconfig",
	".bashrc",
	".zshrc",
	".profile",
	".envrc",
	".ripgreprc",
	".mcp.json",
	".npmrc"
], ...[
	".yarnrc",
	".pre-commit-config.yaml",
	"lefthook.yml"
]];
function isGuarded(path) {
	const parts = path.split("/");
	return parts.some((part) => GUARDED_FOLDERS.includes(part)) || GUARDED_FILES.includes(parts.at(-1) ?? "");
}
const programOf = (env) => env.CLAUDE_CODE_EXECPATH || "claude";
const claudeCli = {
	name: "claude",
	title: TITLE,
	family: "anthropic",
	seesInFolder: "",
	status: status$3,
	run
};
async function status$3(env) {
	const program = programOf(env);
	const clean = require_shared().environmentFor("claude", env);
	const [version, auth] = await Promise.all([printed(program, ["--version"], clean), printed(program, ["auth", "status"], clean)]);
	const found = versionIn(version);
	const key = ["ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN"].find((name) => env[name]);
	const known = {
		version: found,
		billedTo: key ? `the key in ${key}` : "your Claude subscription",
		sees: "",
		trouble: ""
	};
	if (!found) return {
		...known,
		loggedIn: false,
		hint: `${INSTALL}, then ${LOG_IN$3}`
	};
	const loggedIn = /"loggedIn":\s*true/.test(auth?.stdout ?? "");
	const trouble = tooOld({
		program,
		title: TITLE,
		install: "claude update"
	}, found, CLI_FLOORS.claude);
	return {
		...known,
		loggedIn,
		trouble,
		hint: loggedIn ? "" : `${LOG_IN$3}, or set ANTHROPIC_API_KEY`
	};
}
async function run(call, env) {
	const claude = {
		program: programOf(env),
		title: TITLE,
		install: INSTALL
	};
	const { CLAUDE_CODE_EFFORT_LEVEL: level, ...clean } = require_shared().environmentFor(call.access === "write" ? ["claude", "check"] : "claude", env);
	if (level && !call.effort) clean.CLAUDE_CODE_EFFORT_LEVEL = level;
	const work = async (cwd) => {
		const ended = await callCli(claude, flagsFor$3(call), call, {
			cwd,
			env: clean
		});
		return "failure" in ended ? ended : claudeAnswer(ended);
	};
	switch (call.access) {
		case "none": return inPrivateFolder(env, ({ path }) => work(path));
		case "read": return work(call.folder);
		case "write": return inPrivateFolder(env, ({ path }) => {
			clean.CLAUDE_CODE_SHELL_PREFIX = shellWithout(require_shared().secretsAmong(clean), path);
			return work(call.folder);
		});
	}
}
function shellWithout(secrets, folder) {
	const file = (0, node_path.join)(folder, "shell");
	const text = `#!/bin/sh\n${secrets.map((name) => `unset ${name}\n`).join("")}unset CLAUDE_CODE_SHELL_PREFIX\ncase "\$SHELL" in */bash|*/zsh) ;; *) SHELL=bash ;; esac\nexec "$SHELL" -c "$1"\n`;
	(0, node_fs.writeFileSync)(file, text, { mode: 448 });
	return file;
}
function flagsFor$3({ model, effort, access, commands = [], schema, maxCostUsd }) {
	const rules = commands.flatMap(simpleCommands).map((command) => `Bash(${command})`);
	return [
		...[
			"-p",
			"--safe-mode",
			"--restricted",
			"--no-session-persistence",
			"--strict-mcp-config"
		],
		...[
			"--setting-sources",
			"",
			"--output-format",
			"json",
			"--tools",
			TOOLS[access]
		],
		...model ? ["--model", model] : [],
		...effort ? ["--effort", effort] : [],
		...access === "write" ? ["--permission-mode", "acceptEdits"] : ["--permission-mode", "dontAsk"],
		...rules.length ? ["--settings", JSON.stringify({ permissions: { allow: rules } })] : [],
		...schema ? ["--json-schema", JSON.stringify(schema)] : [],
		...maxCostUsd != null ? ["--max-budget-usd", String(maxCostUsd)] : []
	];
}
function simpleCommands(line) {
	return (line.match(/(?:\\.|'[^']*'|"(?:\\.|[^"\\])*"|[^\\'"&|;\n]|(?<![&|])&(?!&)|['"\\])+/g) ?? []).map((part) => part.trim()).filter((part) => part !== "");
}
function claudeAnswer(ended) {
	const result = readClaudeResult(ended.stdout);
	if (!result) return {
		failure: "failed",
		message: endedHow(TITLE, ended)
	};
	const { usage, costUsd, mostUsed } = result;
	const failure = failureOf$1(result);
	if (failure) return {
		failure,
		message: `Claude Code says: ${result.said}`,
		usage,
		costUsd
	};
	const text = result.text.trim();
	if (!text) return {
		failure: "empty",
		message: "Claude Code ended and said nothing",
		usage,
		costUsd
	};
	return {
		text,
		served: mostUsed,
		usage,
		costUsd
	};
}
function failureOf$1(result) {
	if (result.subtype === "error_max_budget_usd") return "budget";
	if (result.stopReason === "refusal") return "refused";
	if (!result.isError) return null;
	if (isLoginTrouble(result)) return "login";
	return isLimitTrouble(result) ? "limit" : "failed";
}
// src/ask/cli-home.ts
function makeHome(own) {
	const home = (0, node_path.join)(own, "home");
	(0, node_fs.mkdirSync)(home, { mode: 448 });
	return home;
}
function lendFile(from, to) {
	const lent = textOf$1(from);
	if (lent === null) return () => {};
	const target = (0, node_fs.realpathSync)(from);
	try {
		(0, node_fs.symlinkSync)(target, to);
	} catch {
		(0, node_fs.copyFileSync)(target, to);
	}
	return () => {
		const renewed = isLink(to) ? null : textOf$1(to);
		if (renewed === null || renewed === lent) return;
		if (textOf$1(target) === lent) replace(target, renewed);
	};
}
function lendKeys(from, to, isLent) {
	const lentOf = (settings) => Object.fromEntries(Object.entries(settings).filter(([key]) => isLent(key)));
	const lent = lentOf(jsonIn(from));
	if (!Object.keys(lent).length) return () => {};
	(0, node_fs.writeFileSync)(to, JSON.stringify(lent), { mode: 384 });
	return () => {
		const renewed = lentOf(jsonIn(to));
		const changed = Object.entries(renewed).filter(([key, value]) => !isSame(value, lent[key]));
		const text = textOf$1(from);
		if (!changed.length || text === null || !isSame(lentOf(jsonIn(from)), lent)) return;
		const comment = text.slice(0, Math.max(0, text.indexOf("{")));
		const all = {
			...jsonIn(from),
			...Object.fromEntries(changed)
		};
		replace(from, `${comment}${JSON.stringify(all, null, 2)}\n`);
	};
}
function jsonIn(file) {
	const value = require_usage().parseJson((textOf$1(file) ?? "").replace(COMMENT, "$1"));
	return require_usage().isRecord(value) ? value : {};
}
const COMMENT = /("(?:\\.|[^"\\])*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
function textOf$1(file) {
	try {
		return (0, node_fs.readFileSync)(file, "utf8");
	} catch {
		return null;
	}
}
const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other);
function isLink(path) {
	try {
		return (0, node_fs.lstatSync)(path).isSymbolicLink();
	} catch {
		return false;
	}
}
function replace(file, text) {
	const whole = `${file}.${process.pid}.tmp`;
	try {
		(0, node_fs.writeFileSync)(whole, text, { mode: 384 });
		(0, node_fs.renameSync)(whole, file);
	} catch {
		(0, node_fs.rmSync)(whole, { force: true });
	}
}
// src/ask/codex-home.ts
const KEPT$1 = [
	...[
		"model",
		"model_provider",
		"model_providers",
		"model_reasoning_effort",
		"service_tier",
		"oss_provider"
	],
	...["openai_base_url", "chatgpt_base_url"],
	...[
		"cli_auth_credentials_store",
		"forced_login_method",
		"forced_chatgpt_workspace_id"
	]
];
function codexSettings(env) {
	const { settings, trouble } = settingsIn((0, node_path.join)(homeOf$1(env), "config.toml"));
	const kept = KEPT$1.flatMap((key) => key in settings ? [[key, settings[key]]] : []);
	const hasOwnProvider = "model_provider" in settings;
	const needsLogin = !env.CODEX_API_KEY && !hasOwnProvider;
	const inKeyChain = ["keyring", "auto"].includes(String(settings.cli_auth_credentials_store));
	return {
		kept,
		hasOwnProvider,
		isHomeBound: needsLogin && inKeyChain && textOf$1((0, node_path.join)(homeOf$1(env), "auth.json")) === null,
		trouble
	};
}
function lendCodexHome(own, env) {
	const { kept, isHomeBound } = codexSettings(env);
	const lines = kept.map(([key, value]) => `${key} = ${toml(value)}`);
	if (isHomeBound) return {
		env: {},
		args: ["--ignore-user-config", ...lines.flatMap((line) => ["-c", line.replace(" = ", "=")])],
		giveBack: () => {}
	};
	const home = makeHome(own);
	(0, node_fs.writeFileSync)((0, node_path.join)(home, "config.toml"), `${lines.join("\n")}\n`, { mode: 384 });
	const giveBack = lendFile((0, node_path.join)(homeOf$1(env), "auth.json"), (0, node_path.join)(home, "auth.json"));
	return {
		env: { CODEX_HOME: home },
		args: [],
		giveBack
	};
}
const homeOf$1 = (env) => env.CODEX_HOME || (0, node_path.join)(require_shared().userHome(env), ".codex");
function settingsIn(file) {
	const text = textOf$1(file);
	if (text === null) return {
		settings: {},
		trouble: ""
	};
	try {
		const settings = require_smol_toml().parse(text);
		const profile = require_usage().at(settings.profiles, String(settings.profile));
		return {
			settings: {
				...settings,
				...require_usage().isRecord(profile) && profile
			},
			trouble: ""
		};
	} catch (error) {
		if (!(error instanceof require_smol_toml().TomlError)) throw error;
		const [what = ""] = error.message.split("\n");
		return {
			settings: {},
			trouble: `${file}:${error.line} cannot be read: ${what}`
		};
	}
}
function toml(value) {
	if (Array.isArray(value)) return `[${value.map(toml).join(", ")}]`;
	if (value instanceof Date) return value.toISOString();
	if (!require_usage().isRecord(value)) return typeof value === "string" ? JSON.stringify(value) : String(value);
	return `{${Object.entries(value).map(([key, one]) => `${JSON.stringify(key)} = ${toml(one)}`).join(", ")}}`;
}
// src/ask/codex.ts
const CODEX = {
	program: "codex",
	title: "Codex CLI",
	install: "npm install -g @openai/codex"
};
const LOG_IN$2 = "run codex login";
const codex = {
	name: "codex",
	title: CODEX.title,
	family: "openai",
	seesInFolder: "",
	status: status$2,
	run: (call, env) => inPrivateFolder(env, async (own) => {
		const lent = lendCodexHome(own.path, env);
		own.onLeave(lent.giveBack);
		const folder = call.access === "none" ? own.work : call.folder;
		const args = [
			"exec",
			...flagsFor$2(call, folder, own.path),
			...lent.args,
			"-"
		];
		const seen = {
			...environment$2(env, call.access),
			...lent.env
		};
		const ended = await callCli(CODEX, args, call, {
			cwd: folder,
			env: seen
		});
		return "failure" in ended ? ended : codexAnswer(ended, call);
	})
};
async function status$2(env) {
	const clean = environment$2(env, "none");
	const version = versionIn(await printed(CODEX.program, ["--version"], clean));
	const { hasOwnProvider, isHomeBound, trouble } = codexSettings(env);
	const known = {
		version,
		trouble: version ? tooOld(CODEX, version, CLI_FLOORS.codex) || trouble : "",
		sees: isHomeBound ? "your AGENTS.md, as its login is in the key chain" : "",
		billedTo: env.CODEX_API_KEY ? "the key in CODEX_API_KEY" : "its login"
	};
	if (!version) return {
		...known,
		loggedIn: false,
		hint: `${CODEX.install}, then ${LOG_IN$2}`
	};
	const login = env.CODEX_API_KEY ? null : await printed(CODEX.program, ["login", "status"], clean);
	if (env.CODEX_API_KEY || login?.code === 0) return {
		...known,
		loggedIn: true,
		hint: ""
	};
	if (hasOwnProvider) return {
		...known,
		loggedIn: null,
		billedTo: "the provider in its settings",
		hint: ""
	};
	return {
		...known,
		loggedIn: false,
		hint: `${LOG_IN$2}, or set CODEX_API_KEY`
	};
}
const environment$2 = (env, access) => require_shared().environmentFor(access === "write" ? ["codex", "check"] : "codex", env);
function flagsFor$2({ model, effort, access, schema }, folder, own) {
	const settings = [
		"agents.enabled=false",
		"web_search=\"disabled\"",
		"shell_environment_policy.inherit=\"core\"",
		"check_for_update_on_startup=false",
		...[
			"unbounded_connection_retries",
			...[
				"apps",
				"plugins",
				"hooks",
				"image_generation"
			],
			...access === "none" ? [
				"shell_tool",
				"unified_exec",
				"view_image"
			] : []
		].map((feature) => `features.${feature}=false`),
		"notify=[]",
		"skills.include_instructions=false",
		"project_doc_max_bytes=0",
		...effort ? [`model_reasoning_effort="${effort}"`] : []
	];
	const schemaFile = (0, node_path.join)(own, "schema.json");
	if (schema) (0, node_fs.writeFileSync)(schemaFile, JSON.stringify(schema));
	return [
		"--json",
		"--ephemeral",
		"--skip-git-repo-check",
		...["-C", folder],
		...["-s", access === "write" ? "workspace-write" : "read-only"],
		...model ? ["-m", model] : [],
		...schema ? ["--output-schema", schemaFile] : [],
		...settings.flatMap((setting) => ["-c", setting])
	];
}
function codexAnswer(ended, { model }) {
	const events = jsonLines(ended.stdout);
	const completed = lastOf(events, "turn.completed");
	const usage = readUsage(require_usage().at(completed, "usage"), turnUsage);
	const done = ended.code === 0 && completed !== void 0;
	const failed = failureWords(events, done);
	if (failed !== null) return {
		failure: failureFrom(failed),
		message: `Codex CLI says: ${failed}`,
		usage
	};
	if (!done) return {
		failure: failureFrom(ended.stderr),
		message: endedHow(CODEX.title, ended),
		usage
	};
	const items = events.filter((event) => require_usage().textAt(event, "type") === "item.completed").map((event) => require_usage().at(event, "item"));
	const text = require_usage().textAt(lastOf(items, "agent_message"), "text")?.trim();
	if (!text) return {
		failure: "empty",
		message: "Codex CLI ended without an answer (a refusal looks the same)",
		usage
	};
	return {
		text,
		served: reroutedTo(items) ?? model,
		usage,
		costUsd: null
	};
}
function failureWords(events, done) {
	const words = require_usage().textAt(lastOf(events, "turn.failed"), "error.message") ?? (done ? null : require_usage().textAt(lastOf(events, "error"), "message"));
	return words ? inOneLine(words) : null;
}
function reroutedTo(items) {
	return items.flatMap((item) => require_usage().textAt(item, "type") === "error" ? [require_usage().textAt(item, "message") ?? ""] : []).map((note) => /rerouted: \S+ -> (\S+)/.exec(note)?.[1]).findLast(Boolean) ?? null;
}
function turnUsage({ required, optional }) {
	const cacheRead = optional("cached_input_tokens");
	const cacheWrite5m = optional("cache_write_input_tokens");
	return {
		input: required("input_tokens") - cacheRead - cacheWrite5m,
		cacheRead,
		cacheWrite5m,
		output: required("output_tokens"),
		thinking: optional("reasoning_output_tokens")
	};
}
// src/ask/coding-cli.ts
function askable(title, status) {
	const { version, loggedIn, hint, trouble } = status;
	if (version === null) throw new (require_shared().UsageError)(`${title} is not installed: ${hint}.`);
	if (trouble) throw new (require_shared().UsageError)(`${trouble}.`);
	if (loggedIn === false) throw new (require_shared().UsageError)(`Not logged in to ${title}: ${hint}.`);
	return {
		...status,
		version
	};
}
// src/ask/copilot-home.ts
const LOGIN_KEY = /^(?:logged_?in_?users?|last_?logged_?in_?user|(?:auth|copilot)_?tokens)$/i;
const KEPT = [
	"model",
	"proxyUrl",
	"proxyKerberosServicePrincipal",
	"storeTokenPlaintext",
	"copilotUrl"
];
function copilotLogin(env) {
	const noted = jsonIn((0, node_path.join)(homeOf(env), "config.json"));
	if (require_usage().listAt(noted, "loggedInUsers").length || require_usage().listAt(noted, "logged_in_users").length) return true;
	const config = env.XDG_CONFIG_HOME || (0, node_path.join)(require_shared().userHome(env), ".config");
	return Object.keys(noted).length && textOf$1((0, node_path.join)(config, "gh", "hosts.yml")) === null ? false : null;
}
const homeOf = (env) => env.COPILOT_HOME || (0, node_path.join)(require_shared().userHome(env), ".copilot");
function lendCopilotHome(own, env) {
	const home = makeHome(own);
	const from = homeOf(env);
	const giveBack = lendKeys((0, node_path.join)(from, "config.json"), (0, node_path.join)(home, "config.json"), (key) => LOGIN_KEY.test(key));
	lendKeys((0, node_path.join)(from, "settings.json"), (0, node_path.join)(home, "settings.json"), (key) => KEPT.includes(key));
	return {
		env: { COPILOT_HOME: home },
		giveBack
	};
}
// src/ask/copilot.ts
const COPILOT = {
	program: "copilot",
	title: "Copilot CLI",
	install: "npm install -g @github/copilot"
};
const LOG_IN$1 = "run copilot and /login, or set COPILOT_GITHUB_TOKEN";
const copilot = {
	name: "copilot",
	title: COPILOT.title,
	family: "mixed",
	seesInFolder: "",
	status: status$1,
	run: (call, env) => inPrivateFolder(env, async (own) => {
		const lent = lendCopilotHome(own.path, env);
		own.onLeave(lent.giveBack);
		const usageFile = (0, node_path.join)(own.path, "usage.json");
		const cwd = call.access === "none" ? own.work : call.folder;
		const seen = {
			...environment$1(env, call.access),
			...lent.env
		};
		const args = flagsFor$1(call, usageFile, require_shared().secretsAmong(seen));
		const ended = await callCli(COPILOT, args, call, {
			cwd,
			env: seen
		});
		return "failure" in ended ? ended : copilotAnswer(ended, textOf(usageFile));
	})
};
async function status$1(env) {
	const version = versionIn(await printed(COPILOT.program, ["--version"], environment$1(env, "none")));
	const token = [
		"COPILOT_GITHUB_TOKEN",
		"GH_TOKEN",
		"GITHUB_TOKEN"
	].find((name) => env[name]);
	const ownProvider = Boolean(env.COPILOT_PROVIDER_BASE_URL);
	const billedTo = ownProvider ? "the provider in COPILOT_PROVIDER_BASE_URL" : token ? `the GitHub account of ${token}` : "its login";
	if (!version) return {
		version,
		loggedIn: false,
		billedTo,
		trouble: "",
		sees: "",
		hint: `${COPILOT.install}, then ${LOG_IN$1}`
	};
	const trouble = tooOld(COPILOT, version, CLI_FLOORS.copilot);
	const loggedIn = ownProvider || Boolean(token) || copilotLogin(env);
	return {
		version,
		loggedIn,
		billedTo,
		hint: loggedIn === false ? LOG_IN$1 : "",
		trouble,
		sees: ""
	};
}
const environment$1 = (env, access) => ({
	...require_shared().environmentFor(access === "write" ? ["copilot", "check"] : "copilot", env),
	COPILOT_AUTO_UPDATE: "false"
});
function flagsFor$1({ model, effort, access }, usageFile, secrets) {
	const tools = {
		none: "none",
		read: "view,rg,glob",
		write: null
	}[access];
	return [
		...["--output-format", "json"],
		...[
			"--no-color",
			"--no-ask-user",
			"--no-auto-update",
			"--no-remote"
		],
		...["--usage-output-file", usageFile],
		...secrets.length ? [`--secret-env-vars=${secrets.join(",")}`] : [],
		...model ? ["--model", model] : [],
		...effort ? ["--reasoning-effort", effort] : [],
		...tools ? [
			`--available-tools=${tools}`,
			"--no-custom-instructions",
			"--disable-builtin-mcps"
		] : ["--allow-all-tools"]
	];
}
function copilotAnswer(ended, spent) {
	const usage = usageIn(spent);
	const events = jsonLines(ended.stdout);
	const failure = failureIn$1(events, ended);
	if (failure) return {
		...failure,
		usage
	};
	const answer = require_usage().at(lastOf(events, "assistant.message"), "data");
	const text = require_usage().textAt(answer, "content")?.trim();
	if (!text) return {
		failure: "empty",
		message: "Copilot CLI ended without an answer",
		usage
	};
	return {
		text,
		served: require_usage().textAt(answer, "model"),
		usage,
		costUsd: null
	};
}
function failureIn$1(events, ended) {
	const error = require_usage().at(lastOf(events, "session.error"), "data");
	if (require_usage().isRecord(error)) return failureOf(error);
	if (ended.code === 0 && require_usage().at(lastOf(events, "result"), "exitCode") === 0) return null;
	if (/no authentication/i.test(ended.stderr)) return {
		failure: "login",
		message: `not logged in to Copilot CLI: ${LOG_IN$1}`
	};
	return {
		failure: failureFrom(ended.stderr),
		message: endedHow(COPILOT.title, ended)
	};
}
function failureOf(error) {
	const type = require_usage().textAt(error, "errorType");
	const said = inOneLine(require_usage().textAt(error, "message") ?? type ?? "an error without words");
	if (/no response was returned/i.test(said)) return {
		failure: "empty",
		message: "Copilot CLI ended without an answer (a refusal looks the same)"
	};
	return {
		failure: type === "authentication" ? "login" : failureFrom(said),
		message: `Copilot CLI says: ${said}`
	};
}
function textOf(file) {
	try {
		return (0, node_fs.readFileSync)(file, "utf8");
	} catch {
		return "";
	}
}
function usageIn(text) {
	return sumUsage(require_usage().entriesAt(require_usage().parseJson(text), "modelMetrics").map(([, metric]) => require_usage().at(metric, "usage")), modelUsage);
}
function modelUsage({ required, optional }) {
	const cacheRead = optional("cacheReadTokens");
	const cacheWrite5m = optional("cacheWriteTokens");
	return {
		input: required("inputTokens") - cacheRead - cacheWrite5m,
		cacheRead,
		cacheWrite5m,
		output: required("outputTokens"),
		thinking: optional("reasoningTokens")
	};
}
// src/ask/gemini-home.ts
const LOGIN_FILES = [
	"oauth_creds.json",
	"gemini-credentials.json",
	"google_accounts.json",
	"installation_id"
];
const KEYS = ["GEMINI_API_KEY", "GOOGLE_API_KEY"];
const LENT_VARIABLE = /^(?:GEMINI_API_KEY|GEMINI_MODEL|GOOGLE_\w+|CODE_ASSIST_ENDPOINT|(?:HTTPS?|NO)_PROXY|(?:https?|no)_proxy)$/;
const LINE = /^\s*(?:export\s+)?(\w+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^#\n]*?))\s*(?:#.*)?$/;
function geminiLogin(env) {
	const folder = folderOf(env);
	const chosen = require_usage().textAt(jsonIn((0, node_path.join)(folder, "settings.json")), "security.auth.selectedType");
	const lent = lentVariables(env);
	const key = KEYS.find((name) => env[name] || lent[name]);
	if (key && !chosen?.startsWith("oauth")) return {
		loggedIn: true,
		billedTo: env[key] ? `the key in ${key}` : `${key} in its .env`
	};
	return {
		loggedIn: LOGIN_FILES.slice(0, 2).some((name) => (0, node_fs.existsSync)((0, node_path.join)(folder, name))) || (chosen ? null : false),
		billedTo: "its login"
	};
}
function lendGeminiHome({ path, work }, access, env) {
	const home = makeHome(path);
	for (const folder of [home, work]) (0, node_fs.mkdirSync)((0, node_path.join)(folder, ".gemini"), {
		recursive: true,
		mode: 448
	});
	(0, node_fs.writeFileSync)((0, node_path.join)(work, ".gemini", ".env"), "");
	(0, node_fs.writeFileSync)((0, node_path.join)(home, ".gemini", "settings.json"), JSON.stringify(settingsFor(access, env)));
	const lent = LOGIN_FILES.map((name) => lendFile((0, node_path.join)(folderOf(env), name), (0, node_path.join)(home, ".gemini", name)));
	const giveBack = () => {
		for (const one of lent) one();
	};
	return {
		env: {
			...lentVariables(env),
			GEMINI_CLI_HOME: home
		},
		giveBack
	};
}
function settingsFor(access, env) {
	const own = jsonIn((0, node_path.join)(folderOf(env), "settings.json"));
	const auth = require_usage().at(own, "security.auth");
	const model = require_usage().textAt(own, "model.name");
	return {
		general: {
			maxAttempts: 3,
			enableAutoUpdate: false
		},
		privacy: { usageStatisticsEnabled: false },
		hooksConfig: { enabled: false },
		skills: { enabled: false },
		...require_usage().isRecord(auth) && { security: { auth } },
		...model && { model: { name: model } },
		...access !== "write" && { context: { fileName: "tierwise-no-instructions" } }
	};
}
const folderOf = (env) => (0, node_path.join)(env.GEMINI_CLI_HOME || require_shared().userHome(env), ".gemini");
function lentVariables(env) {
	const variables = (textOf$1((0, node_path.join)(folderOf(env), ".env")) ?? textOf$1((0, node_path.join)(require_shared().userHome(env), ".env")) ?? "").split(/\r?\n/).flatMap((line) => {
		const [, name = "", ...values] = LINE.exec(line) ?? [];
		const value = values.find((one) => one !== void 0);
		return value && LENT_VARIABLE.test(name) ? [[name, value]] : [];
	});
	return Object.fromEntries(variables);
}
// src/ask/gemini.ts
const GEMINI = {
	program: "gemini",
	title: "Gemini CLI",
	install: "npm install -g @google/gemini-cli"
};
const LOG_IN = "run gemini and log in, or set GEMINI_API_KEY";
const EXIT_NO_LOGIN = 41;
const gemini = {
	name: "gemini",
	title: GEMINI.title,
	family: "google",
	seesInFolder: "GEMINI.md",
	status,
	run: (call, env) => inPrivateFolder(env, async (own) => {
		const lent = lendGeminiHome(own, call.access, env);
		own.onLeave(lent.giveBack);
		const ended = await callCli(GEMINI, flagsFor(call, policyIn(own.path, call)), call, {
			cwd: call.access === "write" ? call.folder : own.work,
			env: environment(env, lent.env, call.access)
		});
		return "failure" in ended ? ended : geminiAnswer(ended);
	})
};
async function status(env) {
	const version = versionIn(await printed(GEMINI.program, ["--version"], environment(env, {}, "none")));
	const known = {
		...geminiLogin(env),
		version,
		sees: ""
	};
	if (!version) return {
		...known,
		loggedIn: false,
		hint: `${GEMINI.install}, then ${LOG_IN}`,
		trouble: ""
	};
	const trouble = tooOld(GEMINI, version, CLI_FLOORS.gemini);
	return {
		...known,
		hint: known.loggedIn === false ? LOG_IN : "",
		trouble
	};
}
const REDIRECTS = [
	"GOOGLE_GEMINI_BASE_URL",
	"GOOGLE_VERTEX_BASE_URL",
	"CODE_ASSIST_ENDPOINT",
	"GEMINI_SYSTEM_MD",
	"HTTP_PROXY",
	"HTTPS_PROXY",
	"http_proxy",
	"https_proxy",
	"NODE_OPTIONS",
	"SANDBOX_FLAGS",
	"GEMINI_SANDBOX"
];
function environment(env, { GEMINI_CLI_HOME, ...lent }, access) {
	return {
		...access === "write" && Object.fromEntries(REDIRECTS.map((name) => [name, ""])),
		...lent,
		...require_shared().environmentFor(access === "write" ? ["gemini", "check"] : "gemini", env),
		...GEMINI_CLI_HOME && { GEMINI_CLI_HOME },
		GEMINI_CLI_NO_RELAUNCH: "true",
		SURFACE: "Github"
	};
}
function policyIn(folder, { access }) {
	if (access === "write") return null;
	const denied = access === "none" ? "\"*\"" : "[\"google_web_search\", \"web_fetch\", \"invoke_agent\"]";
	const policy = (0, node_path.join)(folder, "policy.toml");
	(0, node_fs.writeFileSync)(policy, `[[rule]]\ntoolName = ${denied}\ndecision = "deny"\npriority = 999\n`);
	return policy;
}
function flagsFor({ model, access, folder }, policy) {
	return [
		"--skip-trust",
		...["--approval-mode", access === "write" ? "yolo" : "default"],
		...["-o", "stream-json"],
		...model ? ["-m", model] : [],
		...access === "write" ? [] : [
			"--allowed-mcp-server-names",
			"none",
			"-e",
			"none"
		],
		...access === "read" ? ["--include-directories", folder] : [],
		...policy ? ["--policy", policy] : [],
		...["-p", ""]
	];
}
function geminiAnswer(ended) {
	const events = jsonLines(ended.stdout);
	const result = lastOf(events, "result");
	const stats = require_usage().at(result, "stats");
	const usage = readUsage(stats, statsUsage);
	const noted = require_usage().textAt(events.findLast((event) => require_usage().textAt(event, "type") === "error" && require_usage().textAt(event, "severity") === "error"), "message");
	const failure = failureIn(ended, result, noted);
	if (failure) return {
		...failure,
		usage
	};
	const text = answerIn(events);
	if (text) return {
		text,
		served: servedIn(stats, events),
		usage,
		costUsd: null
	};
	return {
		failure: "empty",
		message: `Gemini CLI ended without an answer${noted ? `: ${inOneLine(noted)}` : " (a block, or a prompt that is too long, looks the same)"}`,
		usage
	};
}
function failureIn(ended, result, noted) {
	if (ended.code === EXIT_NO_LOGIN) return {
		failure: "login",
		message: `not logged in to Gemini CLI: ${LOG_IN}`
	};
	if (ended.code === 0 && require_usage().textAt(result, "status") === "success") return null;
	const error = require_usage().textAt(result, "error.message") ?? noted;
	return error ? {
		failure: kindOf(error),
		message: `Gemini CLI says: ${inOneLine(innerMessage(error))}`
	} : {
		failure: failureFrom(ended.stderr),
		message: endedHow(GEMINI.title, ended)
	};
}
function innerMessage(said) {
	return /"message"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(said)?.[1] ?? said.replace(/^\[API Error: ([^\]]*)\]/, "$1");
}
function kindOf(said) {
	if (/safety|blocked|prohibited/i.test(said)) return "refused";
	if (/empty response/i.test(said)) return "empty";
	return failureFrom(said);
}
const TOOL_EVENTS = ["tool_use", "tool_result"];
function answerIn(events) {
	const from = events.findLastIndex((event) => TOOL_EVENTS.includes(require_usage().at(event, "type"))) + 1;
	return events.slice(from).filter((event) => require_usage().textAt(event, "type") === "message" && require_usage().textAt(event, "role") === "assistant").map((event) => require_usage().textAt(event, "content") ?? "").join("").trim();
}
function servedIn(stats, events) {
	const outputOf = (model) => Number(require_usage().at(model, "output_tokens")) || 0;
	return require_usage().entriesAt(stats, "models").sort(([, a], [, b]) => outputOf(b) - outputOf(a))[0]?.[0] ?? require_usage().textAt(lastOf(events, "init"), "model");
}
function statsUsage({ required, optional }) {
	const total = required("total_tokens") || NaN;
	const input = required("input_tokens");
	const said = required("output_tokens");
	const cacheRead = optional("cached");
	const output = Math.max(said, total - input);
	return {
		input: input - cacheRead,
		cacheRead,
		output,
		thinking: output - said
	};
}
// src/ask/jobs/batches-for.ts
function batchesFor(host) {
	const found = new Map();
	return ({ place = "" }) => {
		if (!found.has(place)) found.set(place, place ? atPlace(place, host) : apiBackend(host)?.batches);
		return found.get(place);
	};
}
function atPlace(text, host) {
	const place = jobPlace(text);
	try {
		return place ? batchesAt(place, host) : void 0;
	} catch (error) {
		if (error instanceof require_shared().UsageError) return void 0;
		throw error;
	}
}
Object.defineProperty(exports, "AskError", {
	enumerable: true,
	get: function() {
		return AskError;
	}
});
Object.defineProperty(exports, "BACKEND_NAMES", {
	enumerable: true,
	get: function() {
		return BACKEND_NAMES;
	}
});
Object.defineProperty(exports, "CLI_FLOORS", {
	enumerable: true,
	get: function() {
		return CLI_FLOORS;
	}
});
Object.defineProperty(exports, "CLOUD_NAMES", {
	enumerable: true,
	get: function() {
		return CLOUD_NAMES;
	}
});
Object.defineProperty(exports, "FIRST_WAIT_MS", {
	enumerable: true,
	get: function() {
		return FIRST_WAIT_MS;
	}
});
Object.defineProperty(exports, "HOW_TO_GET_A_MODEL", {
	enumerable: true,
	get: function() {
		return HOW_TO_GET_A_MODEL;
	}
});
Object.defineProperty(exports, "MOST_REPLY_BYTES", {
	enumerable: true,
	get: function() {
		return MOST_REPLY_BYTES;
	}
});
Object.defineProperty(exports, "PLACES", {
	enumerable: true,
	get: function() {
		return PLACES;
	}
});
Object.defineProperty(exports, "Pacer", {
	enumerable: true,
	get: function() {
		return Pacer;
	}
});
Object.defineProperty(exports, "anthropicServer", {
	enumerable: true,
	get: function() {
		return anthropicServer;
	}
});
Object.defineProperty(exports, "apiBackend", {
	enumerable: true,
	get: function() {
		return apiBackend;
	}
});
Object.defineProperty(exports, "askable", {
	enumerable: true,
	get: function() {
		return askable;
	}
});
Object.defineProperty(exports, "batchOption", {
	enumerable: true,
	get: function() {
		return batchOption;
	}
});
Object.defineProperty(exports, "batchesFor", {
	enumerable: true,
	get: function() {
		return batchesFor;
	}
});
Object.defineProperty(exports, "bounded", {
	enumerable: true,
	get: function() {
		return bounded;
	}
});
Object.defineProperty(exports, "byProxy", {
	enumerable: true,
	get: function() {
		return byProxy;
	}
});
Object.defineProperty(exports, "chooseBackend", {
	enumerable: true,
	get: function() {
		return chooseBackend;
	}
});
Object.defineProperty(exports, "claudeBackend", {
	enumerable: true,
	get: function() {
		return claudeBackend;
	}
});
Object.defineProperty(exports, "claudeCli", {
	enumerable: true,
	get: function() {
		return claudeCli;
	}
});
Object.defineProperty(exports, "cloudBackend", {
	enumerable: true,
	get: function() {
		return cloudBackend;
	}
});
Object.defineProperty(exports, "cloudInUse", {
	enumerable: true,
	get: function() {
		return cloudInUse;
	}
});
Object.defineProperty(exports, "codex", {
	enumerable: true,
	get: function() {
		return codex;
	}
});
Object.defineProperty(exports, "connectionFailure", {
	enumerable: true,
	get: function() {
		return connectionFailure;
	}
});
Object.defineProperty(exports, "copilot", {
	enumerable: true,
	get: function() {
		return copilot;
	}
});
Object.defineProperty(exports, "fallbackBackend", {
	enumerable: true,
	get: function() {
		return fallbackBackend;
	}
});
Object.defineProperty(exports, "gemini", {
	enumerable: true,
	get: function() {
		return gemini;
	}
});
Object.defineProperty(exports, "isBelow", {
	enumerable: true,
	get: function() {
		return isBelow;
	}
});
Object.defineProperty(exports, "isGuarded", {
	enumerable: true,
	get: function() {
		return isGuarded;
	}
});
Object.defineProperty(exports, "isNotFound", {
	enumerable: true,
	get: function() {
		return isNotFound;
	}
});
Object.defineProperty(exports, "liveBackend", {
	enumerable: true,
	get: function() {
		return liveBackend;
	}
});
Object.defineProperty(exports, "messageOf", {
	enumerable: true,
	get: function() {
		return messageOf$1;
	}
});
Object.defineProperty(exports, "namedModel", {
	enumerable: true,
	get: function() {
		return namedModel;
	}
});
Object.defineProperty(exports, "objectIn", {
	enumerable: true,
	get: function() {
		return objectIn;
	}
});
Object.defineProperty(exports, "objectUri", {
	enumerable: true,
	get: function() {
		return objectUri;
	}
});
Object.defineProperty(exports, "openaiBackend", {
	enumerable: true,
	get: function() {
		return openaiBackend;
	}
});
Object.defineProperty(exports, "peersOf", {
	enumerable: true,
	get: function() {
		return peersOf;
	}
});
Object.defineProperty(exports, "proxyFor", {
	enumerable: true,
	get: function() {
		return proxyFor;
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
Object.defineProperty(exports, "sayingOf", {
	enumerable: true,
	get: function() {
		return sayingOf$1;
	}
});
Object.defineProperty(exports, "textOf", {
	enumerable: true,
	get: function() {
		return textOf$4;
	}
});
Object.defineProperty(exports, "textWithin", {
	enumerable: true,
	get: function() {
		return textWithin;
	}
});
Object.defineProperty(exports, "toParams", {
	enumerable: true,
	get: function() {
		return toParams;
	}
});
Object.defineProperty(exports, "withClock", {
	enumerable: true,
	get: function() {
		return withClock;
	}
});
Object.defineProperty(exports, "withOwnValue", {
	enumerable: true,
	get: function() {
		return withOwnValue;
	}
});
Object.defineProperty(exports, "withRetries", {
	enumerable: true,
	get: function() {
		return withRetries;
	}
});
