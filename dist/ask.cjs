"use strict";
const require_rolldown_runtime = require("./rolldown-runtime.cjs");
const require_shared = require("./shared.cjs");
const require_p_limit = require("./p-limit.cjs");
let node_child_process = require("node:child_process");
let node_path = require("node:path");
let node_fs = require("node:fs");
let node_crypto = require("node:crypto");
let node_os = require("node:os");
let node_fs_promises = require("node:fs/promises");
let node_timers_promises = require("node:timers/promises");
// src/ask/budget.ts
var CeilingReached = class extends Error {
	name = "CeilingReached";
};
var Budget = class {
	ceilingUsd;
	spentUsd = 0;
	uncertainUsd = 0;
	onSettled;
	#reservedUsd = 0;
	#waiting = [];
	constructor(ceilingUsd) {
		this.ceilingUsd = ceilingUsd;
	}
	get leftUsd() {
		return this.ceilingUsd === null ? null : Math.max(0, this.ceilingUsd - this.spentUsd - this.uncertainUsd);
	}
	async reserve(worstCaseUsd) {
		while (!this.#fits(worstCaseUsd)) {
			if (this.#reservedUsd === 0) throw new CeilingReached(this.whyNot(worstCaseUsd));
			await new Promise((resume) => this.#waiting.push(resume));
		}
		return this.take(worstCaseUsd);
	}
	tryReserve(worstCaseUsd) {
		return this.#fits(worstCaseUsd) ? this.take(worstCaseUsd) : null;
	}
	whyNot(worstCaseUsd) {
		const spent = this.spentUsd + this.uncertainUsd + this.#reservedUsd;
		return `the next request could cost up to ${usd(worstCaseUsd)}, and ${usd(spent)} of ${usd(this.ceilingUsd ?? 0)} is spent`;
	}
	get reservedUsd() {
		return this.#reservedUsd;
	}
	take(worstCaseUsd) {
		this.#reservedUsd += worstCaseUsd;
		let open = true;
		return { settle: (actualUsd) => {
			if (!open) return;
			open = false;
			this.#reservedUsd -= worstCaseUsd;
			if (this.#reservedUsd < 1e-12) this.#reservedUsd = 0;
			if (actualUsd === null) this.uncertainUsd += worstCaseUsd;
			else this.spentUsd += actualUsd;
			this.onSettled?.(actualUsd ?? worstCaseUsd, actualUsd !== null);
			for (const resume of this.#waiting.splice(0)) resume();
		} };
	}
	#fits(usd) {
		return this.ceilingUsd === null || this.spentUsd + this.uncertainUsd + this.#reservedUsd + usd <= this.ceilingUsd + 1e-12;
	}
};
const usd = (amount) => `$${amount.toFixed(4)}`;
function least(...ceilings) {
	const all = ceilings.filter((one) => typeof one === "number");
	return all.length ? Math.min(...all) : null;
}
// src/access/access.ts
var access_exports = require_rolldown_runtime.__exportAll({ OPEN: () => OPEN });
const OPEN = {
	confined: false,
	heedsTrust: true,
	checkNamed() {},
	whyLeftOut: () => null,
	open: (path) => (0, node_fs_promises.open)(path, "r"),
	readBytes: (path) => (0, node_fs.readFileSync)(path),
	readText: (path) => (0, node_fs.readFileSync)(path, "utf8"),
	checkWrite() {},
	checkRange() {},
	checkVoice() {},
	budget: (ceilingUsd) => new Budget(ceilingUsd),
	countWhole() {},
	close() {}
};
// src/ask/backend.ts
const textOf$2 = (user) => typeof user === "string" ? user : user.map((part) => "text" in part ? part.text : "").join("\n");
var AskError = class extends Error {
	name = "AskError";
	failure;
	maybeBilled;
	retryAfterMs;
	busy;
	exhausted;
	constructor(given) {
		const { failure, message, maybeBilled = false, retryAfterMs, busy = false, exhausted = false } = given;
		super(message);
		this.failure = failure;
		this.maybeBilled = maybeBilled;
		this.retryAfterMs = retryAfterMs;
		this.busy = busy;
		this.exhausted = exhausted;
	}
};
// src/ask/foreign.ts
function at(value, path) {
	let found = value;
	for (const key of path.split(".")) {
		if (!isRecord(found) || !Object.hasOwn(found, key)) return void 0;
		found = found[key];
	}
	return found;
}
function textAt(value, path) {
	const found = at(value, path);
	return typeof found === "string" ? found : null;
}
function listAt(value, path) {
	const found = at(value, path);
	return Array.isArray(found) ? found : [];
}
function entriesAt(value, path) {
	const found = at(value, path);
	return isRecord(found) ? Object.entries(found) : [];
}
const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
function parseJson(text) {
	if (require_shared.isTooDeep(text)) return void 0;
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}
// src/ask/connection.ts
const NEVER_SENT = new Set([
	"ECONNREFUSED",
	"ENOTFOUND",
	"EAI_AGAIN",
	"ENETUNREACH",
	"EHOSTUNREACH"
]);
const DEEPEST_CAUSE = 10;
function connectionFailure(error, server, timeoutMs) {
	const chain = causesOf(error);
	const code = chain.map((cause) => textAt(cause, "code")).find(Boolean);
	if (code && NEVER_SENT.has(code)) return {
		failure: "unreachable",
		message: `no connection to ${server} (${code})`
	};
	const words = chain.map(messageOf);
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
const isTimeout = (cause) => cause instanceof DOMException ? cause.name === "TimeoutError" : at(cause, "name") === "TimeoutError";
function causesOf(error) {
	const chain = [];
	for (let cause = error; cause && chain.length < DEEPEST_CAUSE; cause = causeOf(cause)) chain.push(cause);
	return chain;
}
const causeOf = (error) => error instanceof Error ? error.cause : void 0;
const messageOf = (error) => error instanceof Error ? error.message : String(error);
// src/ask/usage.ts
function readUsage(report, read) {
	let believable = true;
	const counted = (value) => {
		if (isCount(value)) return value;
		believable = false;
		return 0;
	};
	const usage = {
		...require_shared.NO_USAGE,
		...read({
			required: (path) => counted(at(report, path)),
			optional: (path) => counted(at(report, path) ?? 0)
		})
	};
	return believable && Object.values(usage).every(isCount) ? usage : null;
}
function sumUsage(reports, read) {
	if (!reports.length) return null;
	const sum = { ...require_shared.NO_USAGE };
	for (const report of reports) {
		const usage = readUsage(report, read);
		if (!usage) return null;
		require_shared.addUsage(sum, usage);
	}
	return sum;
}
const readUsd = (value) => typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : null;
const isCount = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
// src/ask/exchange.ts
const MOST_REPLY_BYTES = 8388608;
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
		const lineEnd = chunk.lastIndexOf(NEWLINE);
		inLine = lineEnd < 0 ? inLine + chunk.byteLength : chunk.byteLength - lineEnd - 1;
		if (bytes > most || inLine > mostInLine) controller.error(new Error(`it is longer than ${Math.min(most, mostInLine)} bytes`));
		else controller.enqueue(chunk);
	} }));
}
const NEWLINE = 10;
async function textWithin(response, most = MOST_REPLY_BYTES) {
	return response.body ? new Response(bounded(response.body, most)).text() : "";
}
const FIRST_WAIT_MS = 1e3;
const LONGEST_BACKOFF = 30;
const LONGEST_RETRY_AFTER_MS = 12e4;
async function withRetries(attempt, { signal, reachedBefore, firstMs, onWait, random = Math.random, wait = pause }) {
	for (let tries = 1;; tries++) try {
		return await attempt();
	} catch (error) {
		if (!(error instanceof AskError) || tries >= triesWorth(error, reachedBefore) || signal.aborted) throw error;
		const waitMs = waitBefore(tries, error.retryAfterMs, random, firstMs);
		onWait?.(error, waitMs);
		await wait(waitMs, signal).catch(() => {
			throw error;
		});
	}
}
const pause = (ms, signal) => (0, node_timers_promises.setTimeout)(ms, void 0, { signal });
function triesWorth({ failure, busy }, reachedBefore) {
	if (failure === "unreachable") return reachedBefore() ? 8 : 3;
	if (failure !== "again") return 1;
	return busy ? 16 : 8;
}
function waitBefore(tries, retryAfterMs, random, firstMs = FIRST_WAIT_MS) {
	const backoffMs = firstMs * Math.min(2 ** (tries - 1), LONGEST_BACKOFF) * (.5 + random() / 2);
	return Math.max(backoffMs, Math.min(retryAfterMs ?? 0, LONGEST_RETRY_AFTER_MS));
}
function firstWaitMs(env) {
	const said = Number(env.TIERWISE_RETRY_WAIT_MS);
	return said > 0 && Number.isFinite(said) ? said : FIRST_WAIT_MS;
}
// src/ask/api.ts
const OFFICIAL_URL = "https://api.anthropic.com";
const USUAL_SOCKETS = 16;
const GATEWAY = {
	origin: "ANTHROPIC_BASE_URL",
	keyIn: () => "TIERWISE_GATEWAY_KEY"
};
function anthropicServer(env) {
	if (!require_shared.CREDENTIAL_VARIABLES.some((name) => env[name])) return null;
	const address = require_shared.serverAddress(env.ANTHROPIC_BASE_URL || OFFICIAL_URL, GATEWAY, env);
	const credential = require_shared.anthropicCredential(address, env);
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
	let connection;
	const api = () => {
		connection ??= Promise.resolve().then(() => require("./anthropic.cjs")).then(({ connect, withCredential }) => connect({
			client: withCredential(headersFor(server.credential)),
			baseUrl,
			mostSockets,
			timeoutMs: requestTimeoutMs(env),
			log: stderr
		}));
		return connection;
	};
	return {
		name: "api",
		via: baseUrl === OFFICIAL_URL ? "the Anthropic API" : baseUrl,
		billedTo: `the ${variable === "ANTHROPIC_AUTH_TOKEN" ? "token" : "key"} in ${variable}`,
		firstWaitMs: firstWaitMs(env),
		ask: async (request) => orThrow(await (await api()).ask(request)),
		batches: {
			...batchesOf(api),
			account: (0, node_crypto.createHash)("sha256").update(`${baseUrl} ${secret}`).digest("hex").slice(0, 12),
			firstWaitMs: firstWaitMs(env)
		}
	};
}
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
	const result = parseJson(stdout.trim().split("\n").at(-1) ?? "");
	if (!isRecord(result)) return null;
	const models = entriesAt(result, "modelUsage");
	const apiStatus = at(result, "api_error_status");
	const structured = at(result, "structured_output");
	const guessed = models.some(([, model]) => textAt(model, "costBasis") === "unknown");
	return {
		id: textAt(result, "uuid") || textAt(result, "session_id") || crypto.randomUUID(),
		subtype: textAt(result, "subtype"),
		isError: at(result, "is_error") === true,
		stopReason: textAt(result, "stop_reason"),
		apiStatus: typeof apiStatus === "number" ? apiStatus : null,
		text: structured === void 0 ? textAt(result, "result") ?? "" : JSON.stringify(structured),
		said: sayingOf(result),
		usage: sumUsage(models.map(([, model]) => model), modelUsage$1),
		costUsd: guessed ? null : readUsd(at(result, "total_cost_usd")),
		models: models.map(([name]) => name),
		mostUsed: mostUsedOf(models)
	};
}
function sayingOf(result) {
	const said = textAt(result, "result") || listAt(result, "errors").find((error) => typeof error === "string");
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
	const clean = require_shared.environmentFor("claudeLogin", env);
	if (!isLoggedIn(program, clean)) return null;
	return {
		name: "claude",
		via: "your own Claude Code (claude -p)",
		billedTo: "your Claude subscription",
		mostConcurrent: PROCESSES_PER_CORE * (0, node_os.availableParallelism)(),
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
	const { status, stdout } = (0, node_child_process.spawnSync)(program, ["auth", "status"], {
		env,
		encoding: "utf8",
		timeout: 15e3
	});
	return status !== null && at(parseJson(stdout), "loggedIn") === true;
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
		ended = await require_shared.runProgram(program, flagsFor$4(request), {
			env,
			input: inputFor(request),
			timeoutMs,
			...signal && { signal }
		});
	} catch (error) {
		return {
			failure: "stop",
			message: `${program} cannot be started: ${messageOf(error)}`
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
	if (result.isError && !gaveUp) return failureOf$2(result, request);
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
function failureOf$2(result, { model }) {
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
		busy
	};
}
// src/ask/cloud-login.ts
const TIMEOUT_MS = 3e4;
const GOOD_FOR_MS = 12e5;
const awsKeys = (env) => kept(async () => {
	const said = parseJson(await printed$1("aws", [
		"configure",
		"export-credentials",
		"--format",
		"process"
	], env));
	const [accessKeyId, secretAccessKey] = [textAt(said, "AccessKeyId"), textAt(said, "SecretAccessKey")];
	if (!accessKeyId || !secretAccessKey) throw noLogin("aws", "it printed no keys");
	return {
		accessKeyId,
		secretAccessKey,
		sessionToken: textAt(said, "SessionToken")
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
	const ended = await require_shared.runProgram(program, args, {
		env: require_shared.environmentFor(program, env),
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
function cloudBackend(name, host, mostSockets = 16) {
	const { env, stderr } = host;
	const server = SERVERS[name](env);
	const { connection, via, billedTo, regional } = server;
	const address = require_shared.serverAddress(server.baseUrl, {
		origin: server.origin,
		keyIn: () => "its own variable"
	}, env);
	require_shared.cloudCredentialHost(name, address, server.origin);
	let loaded;
	const api = () => {
		loaded ??= Promise.all([Promise.resolve().then(() => require("./anthropic.cjs")), Promise.resolve().then(() => require("./cloud-clients.cjs"))]).then(([{ connect }, { cloudClient }]) => connect({
			client: (options) => cloudClient(connection, options),
			baseUrl: address.href.replace(/\/$/, ""),
			mostSockets,
			timeoutMs: requestTimeoutMs(env),
			log: stderr
		}));
		return loaded;
	};
	let plain = false;
	const send = async (request) => {
		const model = server.model(request.model);
		const asked = {
			...request,
			model,
			...plain && {
				schema: null,
				effort: null
			}
		};
		const reply = await (await api()).ask(asked);
		if ("failure" in reply) throw new AskError(reply);
		return {
			...reply,
			served: reply.served === model ? request.model : reply.served,
			usOnly: reply.usOnly || regional
		};
	};
	return {
		name,
		via,
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
		}
	};
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
	if (!project) throw new require_shared.UsageError("Vertex AI needs a project: set ANTHROPIC_VERTEX_PROJECT_ID, then run the same command again.");
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
	if (!key || !url) throw new require_shared.UsageError("Foundry needs its key and resource: set ANTHROPIC_FOUNDRY_API_KEY and ANTHROPIC_FOUNDRY_RESOURCE, then run the same command again.");
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
// src/ask/choose.ts
const BACKEND_NAMES = [
	"auto",
	"api",
	"claude",
	...CLOUD_NAMES,
	"rules"
];
const HOW_TO_GET_A_MODEL = "set ANTHROPIC_API_KEY to an Anthropic API key, or log in to Claude Code (run claude)";
function chooseBackend(name, host, mostSockets) {
	switch (name) {
		case "rules": return null;
		case "auto": {
			const cloud = cloudInUse(host.env);
			if (cloud) return cloudBackend(cloud, host, mostSockets);
			return apiBackend(host, mostSockets) ?? claudeBackend(host.env);
		}
		case "bedrock":
		case "vertex":
		case "foundry": return cloudBackend(name, host, mostSockets);
		case "api": return found(apiBackend(host, mostSockets), "--backend api needs a credential: set ANTHROPIC_API_KEY to an Anthropic API key");
		case "claude": return found(claudeBackend(host.env), "--backend claude needs Claude Code, with a login: install it and run claude");
	}
}
function found(backend, otherwise) {
	if (backend) return backend;
	throw new require_shared.UsageError(`${otherwise}, then run the same command again.`);
}
// src/ask/pacing.ts
const LONGEST_PAUSE_MS = 6e4;
const CLOCKS = {
	now: () => performance.now(),
	date: () => Date.now()
};
var Pacer = class {
	#limit;
	#most;
	#now;
	#date;
	#pausedUntil = 0;
	#goodReplies = 0;
	constructor(limit, { now, date } = CLOCKS) {
		this.#limit = limit;
		this.#most = limit.concurrency;
		this.#now = now;
		this.#date = date;
	}
	async ready(signal) {
		for (;;) {
			const leftMs = this.#pausedUntil - this.#now();
			if (leftMs <= 0 || signal.aborted) return;
			await (0, node_timers_promises.setTimeout)(leftMs, void 0, { signal }).catch(() => {});
		}
	}
	failed(error, waitMs) {
		if (!error.busy) return;
		const isNews = this.#now() >= this.#pausedUntil;
		this.#pause(waitMs);
		this.#goodReplies = 0;
		if (isNews) this.#limit.concurrency = Math.max(1, Math.floor(this.#limit.concurrency / 2));
	}
	succeeded(left) {
		if (left && left.requests < this.#limit.concurrency) {
			this.#limit.concurrency = Math.max(1, left.requests);
			if (left.requests <= 0) this.#pause(left.resetAt.getTime() - this.#date());
			return;
		}
		if (++this.#goodReplies < this.#limit.concurrency) return;
		this.#goodReplies = 0;
		if (this.#limit.concurrency < this.#most) this.#limit.concurrency++;
	}
	#pause(waitMs) {
		this.#pausedUntil = Math.max(this.#pausedUntil, this.#now() + Math.min(Math.max(0, waitMs), LONGEST_PAUSE_MS));
	}
};
// src/ask/json-reply.ts
const FENCE = "```";
function objectIn(text) {
	for (const candidate of candidatesIn(text)) {
		if (!candidate.trimStart().startsWith("{")) continue;
		const value = parseJson(candidate);
		if (isRecord(value)) return value;
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
	const limit = mostConcurrent ? require_p_limit.pLimit(mostConcurrent) : null;
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
// src/ask/openai.ts
const OFFICIAL_HOST = "api.openai.com";
const LONGEST_WORDS$1 = 300;
function openaiBackend(url, env) {
	const base = require_shared.serverAddress(url, {
		origin: "openai",
		keyIn: require_shared.keyVariable
	}, env);
	const variable = require_shared.keyVariable(base);
	const key = env[variable];
	if (!key && base.host === OFFICIAL_HOST) throw new require_shared.UsageError("OpenAI needs a key: set OPENAI_API_KEY, or name another server with @<url>.");
	const send = sender(base, key, {
		variable,
		usualMs: requestTimeoutMs(env)
	});
	return {
		name: "openai",
		via: base.host,
		billedTo: key ? `the key in ${variable}` : "nobody (no key is sent)",
		firstWaitMs: firstWaitMs(env),
		onThisMachine: require_shared.isLoopback(base) && !key,
		async ask(request) {
			let answer = await send(request, request.schema !== null);
			if ("failure" in answer && answer.failure === "stop" && answer.status === 400 && request.schema) answer = await send(request, false);
			if ("failure" in answer) throw new AskError(answer);
			return answer;
		}
	};
}
function sender(base, key, { variable, usualMs }) {
	const target = `${base.href.replace(/\/+$/, "")}/chat/completions`;
	const keyHint = key ? `Check the key in ${variable} and its permissions` : `It got no key: set ${variable}`;
	return async (request, withSchema) => {
		const { signal, timeoutMs = usualMs } = request;
		try {
			const response = await fetch(target, {
				method: "POST",
				headers: {
					"content-type": "application/json",
					...key && { authorization: `Bearer ${key}` }
				},
				body: JSON.stringify(toBody(request, withSchema, base.host === OFFICIAL_HOST)),
				redirect: "error",
				signal: withClock(timeoutMs, signal)
			});
			const text = await textWithin(response);
			return response.ok ? toReply(text, request, base.host) : refusal(response, text, {
				host: base.host,
				keyHint
			}, request);
		} catch (error) {
			if (signal?.aborted) return {
				failure: "again",
				message: "stopped before it was answered",
				maybeBilled: true
			};
			return connectionFailure(error, base.host, timeoutMs);
		}
	};
}
function toBody(request, withSchema, official) {
	const { model, system, user, schema, maxTokens } = request;
	return {
		model,
		messages: [{
			role: "system",
			content: system
		}, {
			role: "user",
			content: toContent(user)
		}],
		[official ? "max_completion_tokens" : "max_tokens"]: maxTokens,
		...withSchema && { response_format: {
			type: "json_schema",
			json_schema: {
				name: "reply",
				strict: true,
				schema
			}
		} }
	};
}
const toContent = (user) => typeof user === "string" ? user : user.map((part) => {
	if ("text" in part) return {
		type: "text",
		text: part.text
	};
	const { mediaType, base64 } = part.image;
	return {
		type: "image_url",
		image_url: { url: `data:${mediaType};base64,${base64}` }
	};
});
function toReply(text, { model }, host) {
	const body = parseJson(text);
	const choice = listAt(body, "choices")[0];
	if (!isRecord(choice)) return {
		failure: "again",
		message: `no answer in the reply from ${host}: ${errorIn(body).message ?? "it is not a chat completion"}`,
		maybeBilled: true
	};
	const refusal = textAt(choice, "message.refusal");
	const finish = textAt(choice, "finish_reason");
	const refused = refusal !== null || finish === "content_filter";
	return {
		id: textAt(body, "id") || crypto.randomUUID(),
		requestId: null,
		served: textAt(body, "model") || model,
		text: textAt(choice, "message.content") ?? refusal ?? "",
		stop: refused ? "refused" : finish === "length" ? "truncated" : "complete",
		usage: readUsage(at(body, "usage"), chatUsage),
		usOnly: false,
		fast: false,
		batch: false,
		rateLimit: null
	};
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
function refusal(response, text, { host, keyHint }, { model }) {
	const { status } = response;
	const { code, message } = errorIn(parseJson(text));
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
	if (status === 413 || /context length|too long|maximum context/i.test(said)) return {
		failure: "too-large",
		message: `${host} says: ${said}`
	};
	if (status !== 429 && status !== 408 && status < 500) return stop("");
	const seconds = Number(response.headers.get("retry-after") ?? NaN);
	return {
		failure: "again",
		message: `${host} answered ${status}: ${said}`,
		retryAfterMs: seconds >= 0 ? seconds * 1e3 : void 0,
		busy: status === 429 || status === 503
	};
}
function errorIn(body) {
	const message = (textAt(body, "error") ?? textAt(body, "error.message"))?.replace(/\s+/g, " ").slice(0, LONGEST_WORDS$1).replace(/\.$/, "") ?? null;
	return {
		code: textAt(body, "error.code"),
		message
	};
}
// src/ask/named-model.ts
function namedModel(id, env) {
	const { model, url } = require_shared.parseOpenaiModel(id);
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
// src/ask/cli-call.ts
const QUESTION_TIMEOUT_MS = 2e4;
const LONGEST_WORDS = 300;
function privateFolder(env) {
	const parent = (0, node_path.join)(require_shared.dataHome(env), "cli");
	require_shared.makePrivateFolder(parent);
	const folder = (0, node_fs.mkdtempSync)((0, node_path.join)(parent, "call-"));
	const remove = () => (0, node_fs.rmSync)(folder, {
		recursive: true,
		force: true,
		maxRetries: 3
	});
	const forget = require_shared.atExit(remove);
	return {
		folder,
		remove() {
			forget();
			remove();
		}
	};
}
async function inPrivateFolder(env, work) {
	let made;
	try {
		made = privateFolder(env);
	} catch (error) {
		return {
			failure: "failed",
			message: `no folder to work in below ${require_shared.dataHome(env)}: ${require_shared.systemReason(error)}`
		};
	}
	try {
		return await work(made.folder);
	} finally {
		made.remove();
	}
}
async function callCli({ program, title, install }, args, { prompt, timeoutMs, signal, mark }, { cwd, env }) {
	let ended;
	try {
		ended = await require_shared.runProgram(program, args, {
			cwd,
			env,
			input: prompt,
			timeoutMs,
			...signal && { signal },
			...mark && { mark }
		});
	} catch (error) {
		if (at({ error }, "error.code") === "ENOENT") return {
			failure: "missing",
			message: `${title} is not installed: ${install}`
		};
		return {
			failure: "failed",
			message: `${title} cannot be started: ${require_shared.systemReason(error)}`
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
const jsonLines = (text) => text.split("\n").map(parseJson).filter(isRecord);
const lastOf = (events, type) => events.findLast((event) => textAt(event, "type") === type);
async function printed(program, args, env, { timeoutMs, signal } = {}) {
	const limits = {
		timeoutMs: Math.min(timeoutMs ?? QUESTION_TIMEOUT_MS, QUESTION_TIMEOUT_MS),
		...signal && { signal }
	};
	try {
		const { code, stdout, ended } = await require_shared.runProgram(program, args, {
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
	status: status$3,
	run
};
async function status$3(env) {
	const program = programOf(env);
	const clean = require_shared.environmentFor("claude", env);
	const [version, auth] = await Promise.all([printed(program, ["--version"], clean), printed(program, ["auth", "status"], clean)]);
	const found = versionIn(version);
	const key = ["ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN"].find((name) => env[name]);
	const billedTo = key ? `the key in ${key}` : "your Claude subscription";
	if (!found) return {
		version: null,
		loggedIn: false,
		billedTo,
		hint: `${INSTALL}, then ${LOG_IN$3}`
	};
	const loggedIn = /"loggedIn":\s*true/.test(auth?.stdout ?? "");
	return {
		version: found,
		loggedIn,
		billedTo,
		hint: loggedIn ? "" : `${LOG_IN$3}, or set ANTHROPIC_API_KEY`
	};
}
async function run(call, env) {
	const claude = {
		program: programOf(env),
		title: TITLE,
		install: INSTALL
	};
	const { CLAUDE_CODE_EFFORT_LEVEL: level, ...clean } = require_shared.environmentFor(call.access === "write" ? ["claude", "check"] : "claude", env);
	if (level && !call.effort) clean.CLAUDE_CODE_EFFORT_LEVEL = level;
	const work = async (cwd) => {
		const ended = await callCli(claude, flagsFor$3(call), call, {
			cwd,
			env: clean
		});
		return "failure" in ended ? ended : claudeAnswer(ended);
	};
	switch (call.access) {
		case "none": return inPrivateFolder(env, work);
		case "read": return work(call.folder);
		case "write": return inPrivateFolder(env, (own) => {
			clean.CLAUDE_CODE_SHELL_PREFIX = shellWithout(require_shared.secretsAmong(clean), own);
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
	status: status$2,
	run: (call, env) => inPrivateFolder(env, async (own) => {
		const clean = environment$2(env, call.access);
		const folder = call.access === "none" ? own : call.folder;
		const args = [...flagsFor$2(call, folder, own), ...await withoutServers$1(call, clean)];
		const ended = await callCli(CODEX, [
			"exec",
			...args,
			"-"
		], call, {
			cwd: folder,
			env: clean
		});
		return "failure" in ended ? ended : codexAnswer(ended, call);
	})
};
async function status$2(env) {
	const clean = environment$2(env, "none");
	const version = versionIn(await printed(CODEX.program, ["--version"], clean));
	const billedTo = env.CODEX_API_KEY ? "the key in CODEX_API_KEY" : "its login";
	if (!version) return {
		version,
		loggedIn: false,
		billedTo,
		hint: `${CODEX.install}, then ${LOG_IN$2}`
	};
	const login = env.CODEX_API_KEY ? null : await printed(CODEX.program, ["login", "status"], clean);
	if (env.CODEX_API_KEY || login?.code === 0) return {
		version,
		loggedIn: true,
		billedTo,
		hint: ""
	};
	if (hasOwnProvider(env)) return {
		version,
		loggedIn: null,
		billedTo: "the provider in its settings",
		hint: ""
	};
	return {
		version,
		loggedIn: false,
		billedTo,
		hint: `${LOG_IN$2}, or set CODEX_API_KEY`
	};
}
const environment$2 = (env, access) => require_shared.environmentFor(access === "write" ? ["codex", "check"] : "codex", env);
function hasOwnProvider(env) {
	const home = env.CODEX_HOME || (0, node_path.join)(require_shared.userHome(env), ".codex");
	try {
		return /^\s*model_provider\s*=/m.test((0, node_fs.readFileSync)((0, node_path.join)(home, "config.toml"), "utf8"));
	} catch {
		return false;
	}
}
function flagsFor$2({ model, effort, access, schema }, folder, own) {
	const settings = [
		"agents.enabled=false",
		"web_search=\"disabled\"",
		"shell_environment_policy.inherit=\"core\"",
		"check_for_update_on_startup=false",
		...[
			"unbounded_connection_retries",
			...access === "write" ? [] : [
				"apps",
				"plugins",
				"image_generation"
			],
			...access === "none" ? [
				"shell_tool",
				"unified_exec",
				"view_image"
			] : []
		].map((feature) => `features.${feature}=false`),
		"notify=[]",
		...access === "write" ? [] : ["project_doc_max_bytes=0"],
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
async function withoutServers$1(call, env) {
	if (call.access === "write") return [];
	const servers = parseJson((await printed(CODEX.program, [
		"mcp",
		"list",
		"--json"
	], env, call))?.stdout ?? "");
	return (Array.isArray(servers) ? servers : []).flatMap((server) => {
		const name = textAt(server, "name");
		return name === null ? [] : ["-c", `mcp_servers.${name}.enabled=false`];
	});
}
function codexAnswer(ended, { model }) {
	const events = jsonLines(ended.stdout);
	const completed = lastOf(events, "turn.completed");
	const usage = readUsage(at(completed, "usage"), turnUsage);
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
	const items = events.filter((event) => textAt(event, "type") === "item.completed").map((event) => at(event, "item"));
	const text = textAt(lastOf(items, "agent_message"), "text")?.trim();
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
	const words = textAt(lastOf(events, "turn.failed"), "error.message") ?? (done ? null : textAt(lastOf(events, "error"), "message"));
	return words ? inOneLine(words) : null;
}
function reroutedTo(items) {
	return items.flatMap((item) => textAt(item, "type") === "error" ? [textAt(item, "message") ?? ""] : []).map((note) => /rerouted: \S+ -> (\S+)/.exec(note)?.[1]).findLast(Boolean) ?? null;
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
	status: status$1,
	run: (call, env) => inPrivateFolder(env, async (own) => {
		const usageFile = (0, node_path.join)(own, "usage.json");
		const cwd = call.access === "none" ? own : call.folder;
		const clean = environment$1(env, call.access);
		const args = [...flagsFor$1(call, usageFile, require_shared.secretsAmong(clean)), ...await withoutServers(call, clean)];
		const ended = await callCli(COPILOT, args, call, {
			cwd,
			env: clean
		});
		return "failure" in ended ? ended : copilotAnswer(ended, textOf$1(usageFile));
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
		hint: `${COPILOT.install}, then ${LOG_IN$1}`
	};
	return {
		version,
		loggedIn: ownProvider || Boolean(token) || null,
		billedTo,
		hint: ""
	};
}
const environment$1 = (env, access) => ({
	...require_shared.environmentFor(access === "write" ? ["copilot", "check"] : "copilot", env),
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
async function withoutServers(call, env) {
	if (call.access === "write") return [];
	return entriesAt(parseJson((await printed(COPILOT.program, [
		"mcp",
		"list",
		"--json"
	], env, call))?.stdout ?? ""), "mcpServers").flatMap(([name]) => ["--disable-mcp-server", name]);
}
function copilotAnswer(ended, spent) {
	const usage = usageIn(spent);
	const events = jsonLines(ended.stdout);
	const failure = failureIn$1(events, ended);
	if (failure) return {
		...failure,
		usage
	};
	const answer = at(lastOf(events, "assistant.message"), "data");
	const text = textAt(answer, "content")?.trim();
	if (!text) return {
		failure: "empty",
		message: "Copilot CLI ended without an answer",
		usage
	};
	return {
		text,
		served: textAt(answer, "model"),
		usage,
		costUsd: null
	};
}
function failureIn$1(events, ended) {
	const error = at(lastOf(events, "session.error"), "data");
	if (isRecord(error)) return failureOf(error);
	if (ended.code === 0 && at(lastOf(events, "result"), "exitCode") === 0) return null;
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
	const type = textAt(error, "errorType");
	const said = inOneLine(textAt(error, "message") ?? type ?? "an error without words");
	if (/no response was returned/i.test(said)) return {
		failure: "empty",
		message: "Copilot CLI ended without an answer (a refusal looks the same)"
	};
	return {
		failure: type === "authentication" ? "login" : failureFrom(said),
		message: `Copilot CLI says: ${said}`
	};
}
function textOf$1(file) {
	try {
		return (0, node_fs.readFileSync)(file, "utf8");
	} catch {
		return "";
	}
}
function usageIn(text) {
	return sumUsage(entriesAt(parseJson(text), "modelMetrics").map(([, metric]) => at(metric, "usage")), modelUsage);
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
	status,
	run: (call, env) => inPrivateFolder(env, async (own) => {
		const policy = prepareFolder(own, call);
		const cwd = call.access === "write" ? call.folder : own;
		const ended = await callCli(GEMINI, flagsFor(call, policy), call, {
			cwd,
			env: environment(env, call.access)
		});
		return "failure" in ended ? ended : geminiAnswer(ended);
	})
};
async function status(env) {
	const version = versionIn(await printed(GEMINI.program, ["--version"], environment(env, "none")));
	const { loggedIn, billedTo } = login(env);
	if (!version) return {
		version,
		loggedIn: false,
		billedTo,
		hint: `${GEMINI.install}, then ${LOG_IN}`
	};
	return {
		version,
		loggedIn,
		billedTo,
		hint: loggedIn === false ? LOG_IN : ""
	};
}
function login(env) {
	const folder = (0, node_path.join)(env.GEMINI_CLI_HOME || require_shared.userHome(env), ".gemini");
	const chosen = /"selectedType"\s*:\s*"([^"]+)"/.exec(textOf((0, node_path.join)(folder, "settings.json")))?.[1];
	const key = ["GEMINI_API_KEY", "GOOGLE_API_KEY"].find((name) => env[name]);
	if (key && !chosen?.startsWith("oauth")) return {
		loggedIn: true,
		billedTo: `the key in ${key}`
	};
	return {
		loggedIn: (0, node_fs.existsSync)((0, node_path.join)(folder, "oauth_creds.json")) || (chosen ? null : false),
		billedTo: "its login"
	};
}
function textOf(file) {
	try {
		return (0, node_fs.readFileSync)(file, "utf8");
	} catch {
		return "";
	}
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
function environment(env, access) {
	return {
		...access === "write" && Object.fromEntries(REDIRECTS.map((name) => [name, ""])),
		...require_shared.environmentFor(access === "write" ? ["gemini", "check"] : "gemini", env),
		GEMINI_CLI_NO_RELAUNCH: "true",
		SURFACE: "Github"
	};
}
function prepareFolder(own, { access }) {
	(0, node_fs.mkdirSync)((0, node_path.join)(own, ".gemini"));
	(0, node_fs.writeFileSync)((0, node_path.join)(own, ".gemini", "settings.json"), JSON.stringify({
		general: {
			maxAttempts: 3,
			enableAutoUpdate: false
		},
		hooksConfig: { enabled: false }
	}));
	if (access === "write") return null;
	const denied = access === "none" ? "\"*\"" : "[\"google_web_search\", \"web_fetch\", \"invoke_agent\"]";
	const policy = (0, node_path.join)(own, "policy.toml");
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
	const stats = at(result, "stats");
	const usage = readUsage(stats, statsUsage);
	const noted = textAt(events.findLast((event) => textAt(event, "type") === "error" && textAt(event, "severity") === "error"), "message");
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
	if (ended.code === 0 && textAt(result, "status") === "success") return null;
	const error = textAt(result, "error.message") ?? noted;
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
	const from = events.findLastIndex((event) => TOOL_EVENTS.includes(at(event, "type"))) + 1;
	return events.slice(from).filter((event) => textAt(event, "type") === "message" && textAt(event, "role") === "assistant").map((event) => textAt(event, "content") ?? "").join("").trim();
}
function servedIn(stats, events) {
	const outputOf = (model) => Number(at(model, "output_tokens")) || 0;
	return entriesAt(stats, "models").sort(([, a], [, b]) => outputOf(b) - outputOf(a))[0]?.[0] ?? textAt(lastOf(events, "init"), "model");
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
Object.defineProperty(exports, "Budget", {
	enumerable: true,
	get: function() {
		return Budget;
	}
});
Object.defineProperty(exports, "CLOUD_NAMES", {
	enumerable: true,
	get: function() {
		return CLOUD_NAMES;
	}
});
Object.defineProperty(exports, "CeilingReached", {
	enumerable: true,
	get: function() {
		return CeilingReached;
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
Object.defineProperty(exports, "Pacer", {
	enumerable: true,
	get: function() {
		return Pacer;
	}
});
Object.defineProperty(exports, "access_exports", {
	enumerable: true,
	get: function() {
		return access_exports;
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
Object.defineProperty(exports, "at", {
	enumerable: true,
	get: function() {
		return at;
	}
});
Object.defineProperty(exports, "bounded", {
	enumerable: true,
	get: function() {
		return bounded;
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
Object.defineProperty(exports, "isGuarded", {
	enumerable: true,
	get: function() {
		return isGuarded;
	}
});
Object.defineProperty(exports, "isRecord", {
	enumerable: true,
	get: function() {
		return isRecord;
	}
});
Object.defineProperty(exports, "least", {
	enumerable: true,
	get: function() {
		return least;
	}
});
Object.defineProperty(exports, "listAt", {
	enumerable: true,
	get: function() {
		return listAt;
	}
});
Object.defineProperty(exports, "messageOf", {
	enumerable: true,
	get: function() {
		return messageOf;
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
Object.defineProperty(exports, "openaiBackend", {
	enumerable: true,
	get: function() {
		return openaiBackend;
	}
});
Object.defineProperty(exports, "parseJson", {
	enumerable: true,
	get: function() {
		return parseJson;
	}
});
Object.defineProperty(exports, "readUsage", {
	enumerable: true,
	get: function() {
		return readUsage;
	}
});
Object.defineProperty(exports, "textAt", {
	enumerable: true,
	get: function() {
		return textAt;
	}
});
Object.defineProperty(exports, "textOf", {
	enumerable: true,
	get: function() {
		return textOf$2;
	}
});
Object.defineProperty(exports, "textWithin", {
	enumerable: true,
	get: function() {
		return textWithin;
	}
});
Object.defineProperty(exports, "withClock", {
	enumerable: true,
	get: function() {
		return withClock;
	}
});
Object.defineProperty(exports, "withRetries", {
	enumerable: true,
	get: function() {
		return withRetries;
	}
});
