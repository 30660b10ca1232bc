"use strict";
let require_ask_loaded;
const require_ask = () => require_ask_loaded ??= require("./ask.cjs");
// src/ask/refusal.ts
const STOPPED = {
	failure: "again",
	message: "stopped before it was answered",
	maybeBilled: true
};
const unreadable = (baseUrl, body) => ({
	failure: "again",
	message: `the reply from ${baseUrl} is not one of the Messages API: ${require_ask().sayingOf(body)}`,
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
		busy,
		limited: status === 429
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
Object.defineProperty(exports, "refused", {
	enumerable: true,
	get: function() {
		return refused;
	}
});
Object.defineProperty(exports, "unreadable", {
	enumerable: true,
	get: function() {
		return unreadable;
	}
});
