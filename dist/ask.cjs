"use strict";
const require_shared = require("./shared.cjs");
let node_child_process = require("node:child_process");
let node_path = require("node:path");
let node_fs = require("node:fs");
let node_crypto = require("node:crypto");
let node_os = require("node:os");
let node_timers_promises = require("node:timers/promises");
// src/ask/backend.ts
const textOf$1 = (user) => typeof user === "string" ? user : user.map((part) => "text" in part ? part.text : "").join("\n");
var AskError = class extends Error {
	name = "AskError";
	failure;
	maybeBilled;
	retryAfterMs;
	busy;
	constructor({ failure, message, maybeBilled = false, retryAfterMs, busy = false }) {
		super(message);
		this.failure = failure;
		this.maybeBilled = maybeBilled;
		this.retryAfterMs = retryAfterMs;
		this.busy = busy;
	}
};
// src/ask/api.ts
const OFFICIAL_URL = "https://api.anthropic.com";
const USUAL_SOCKETS = 16;
const anthropicUrl = (env) => (env.ANTHROPIC_BASE_URL || OFFICIAL_URL).replace(/\/(v1\/?)?$/, "");
function apiBackend({ env, stderr }, mostSockets = USUAL_SOCKETS) {
	const variable = ["ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN"].find((name) => env[name]);
	if (!variable) return null;
	const secret = env[variable];
	const baseUrl = anthropicUrl(env);
	let connection;
	const api = () => {
		const credential = variable === "ANTHROPIC_API_KEY" ? { apiKey: secret } : { authToken: secret };
		connection ??= Promise.resolve().then(() => require("./anthropic.cjs")).then(({ connect }) => connect({
			credential,
			baseUrl,
			mostSockets,
			log: stderr
		}));
		return connection;
	};
	return {
		name: "api",
		via: baseUrl === OFFICIAL_URL ? "the Anthropic API" : baseUrl,
		billedTo: `the ${variable === "ANTHROPIC_API_KEY" ? "key" : "token"} in ${variable}`,
		ask: async (request) => orThrow(await (await api()).ask(request)),
		batches: batchesOf(api, (0, node_crypto.createHash)("sha256").update(`${baseUrl} ${secret}`).digest("hex").slice(0, 12))
	};
}
const batchesOf = (api, account) => ({
	account,
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
	newest: async () => orThrow(await (await api()).newestBatches()).batches
});
const isFailure = (answer) => "failure" in answer;
function orThrow(answer) {
	if (isFailure(answer)) throw new AskError(answer);
	return answer;
}
// src/ask/claude-result.ts
function readClaudeResult(stdout) {
	try {
		const result = JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
		return typeof result === "object" ? result : null;
	} catch {
		return null;
	}
}
function sayingOf({ result, errors }) {
	return String(result || errors?.[0] || "no reason given").split("\n")[0]?.replace(/\.$/, "") ?? "";
}
const isLoginTrouble = (said, status) => /not logged in|please run \/login|invalid (?:api key|bearer)|oauth token/i.test(said) || status === 401 || status === 403;
const isLimitTrouble = (said) => /limit (?:reached|will reset)|hit your .*limit|usage limit|out of .*credits|credit balance/i.test(said);
function usageOf(modelUsage) {
	const sum = { ...require_shared.NO_USAGE };
	for (const usage of Object.values(modelUsage ?? {})) {
		const tokens = (name) => Number(usage[name] ?? 0);
		const written = tokens("cacheCreationInputTokens");
		const written1h = Math.min(written, tokens("cacheCreationEphemeral1hInputTokens"));
		sum.input += tokens("inputTokens");
		sum.output += tokens("outputTokens");
		sum.cacheRead += tokens("cacheReadInputTokens");
		sum.cacheWrite5m += written - written1h;
		sum.cacheWrite1h += written1h;
		sum.thinking += tokens("thinkingTokens");
		sum.webSearches += tokens("webSearchRequests");
	}
	return sum;
}
// src/ask/claude.ts
const REQUEST_TIMEOUT_MS = 6e5;
const PROCESSES_PER_CORE = 2;
const CLIENT_ATTEMPTS = 5;
const KEYS$1 = ["ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN"];
const EFFORT = "CLAUDE_CODE_EFFORT_LEVEL";
function claudeBackend(env) {
	const program = programIn(env);
	const clean = withoutKeys(env);
	if (!isLoggedIn(program, clean)) return null;
	return {
		name: "claude",
		via: "your own Claude Code (claude -p)",
		billedTo: "your Claude subscription",
		mostConcurrent: PROCESSES_PER_CORE * (0, node_os.availableParallelism)(),
		requestsPerAsk: CLIENT_ATTEMPTS,
		thinks: true,
		cachesForAnHour: true,
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
const withoutKeys = (env) => Object.fromEntries(Object.entries(env).filter(([name]) => !KEYS$1.includes(name) && name !== EFFORT));
function isLoggedIn(program, env) {
	const { status, stdout } = (0, node_child_process.spawnSync)(program, ["auth", "status"], {
		env,
		encoding: "utf8",
		timeout: 15e3
	});
	if (status === null) return false;
	try {
		return JSON.parse(stdout).loggedIn === true;
	} catch {
		return false;
	}
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
	let ended;
	try {
		ended = await require_shared.runProgram(program, flagsFor$4(request), {
			env,
			input: inputFor(request),
			timeoutMs: request.timeoutMs ?? REQUEST_TIMEOUT_MS,
			...request.signal && { signal: request.signal }
		});
	} catch (error) {
		return {
			failure: "stop",
			message: `${program} cannot be started: ${error.message}`
		};
	}
	if (ended.ended === "aborted") return {
		failure: "again",
		message: "stopped before it was answered",
		maybeBilled: true
	};
	if (ended.ended) return {
		failure: "again",
		message: `claude -p did not answer within ${(request.timeoutMs ?? REQUEST_TIMEOUT_MS) / 1e3} s`,
		maybeBilled: true
	};
	return readResult(ended.stdout, ended.stderr, ended.code, request);
}
function readResult(stdout, stderr, exit, request) {
	const result = readClaudeResult(stdout);
	if (!result) return {
		failure: "again",
		message: `claude -p ended with ${exit} and no result: ${stderr.trim().split("\n").at(-1) ?? ""}`,
		maybeBilled: true
	};
	const gaveUp = result.subtype === "error_max_structured_output_retries";
	if (result.is_error && !gaveUp) return failureOf(result, request);
	const refused = result.stop_reason === "refusal";
	const structured = result.structured_output;
	return {
		id: result.uuid ?? result.session_id ?? "",
		requestId: null,
		served: Object.keys(result.modelUsage ?? {})[0] ?? request.model,
		text: structured === void 0 ? String(result.result ?? "") : JSON.stringify(structured),
		stop: refused ? "refused" : result.stop_reason === "max_tokens" ? "truncated" : "complete",
		usage: usageOf(result.modelUsage),
		usOnly: false,
		fast: false,
		batch: false,
		isSum: true,
		rateLimit: null
	};
}
function failureOf(result, { model }) {
	const status = result.api_error_status;
	const said = sayingOf(result);
	if (isLoginTrouble(said, status)) return {
		failure: "stop",
		message: `Claude Code says: ${said}. Log in with "claude", then run the same command again`
	};
	if (isLimitTrouble(said)) return {
		failure: "stop",
		message: `Claude Code says: ${said}. Run the same command again when your allowance is back`
	};
	if (status === 404) return {
		failure: "stop",
		message: `Claude Code does not know the model ${model}: ${said}`
	};
	if (/too long|context window/i.test(said) || status === 413) return {
		failure: "too-large",
		message: said
	};
	if (status === 400) return {
		failure: "stop",
		message: `The API refused the request for ${model}: ${said}`
	};
	const busy = status === 429 || status === 529 || status === 503;
	return {
		failure: "again",
		message: `claude -p failed${status ? ` with ${status}` : ""}: ${said}`,
		busy
	};
}
// src/ask/choose.ts
const BACKEND_NAMES = [
	"auto",
	"api",
	"claude",
	"rules"
];
const HOW_TO_GET_A_MODEL = "set ANTHROPIC_API_KEY to an Anthropic API key, or log in to Claude Code (run claude)";
function chooseBackend(name, host, mostSockets) {
	switch (name) {
		case "rules": return null;
		case "auto": return apiBackend(host, mostSockets) ?? claudeBackend(host.env);
		case "api": return found(apiBackend(host, mostSockets), "--backend api needs a credential: set ANTHROPIC_API_KEY to an Anthropic API key");
		case "claude": return found(claudeBackend(host.env), "--backend claude needs Claude Code, with a login: install it and run claude");
	}
}
function found(backend, otherwise) {
	if (backend) return backend;
	throw new require_shared.UsageError(`${otherwise}, then run the same command again.`);
}
// src/ask/budget.ts
var CeilingReached = class extends Error {
	name = "CeilingReached";
};
var Budget = class {
	ceilingUsd;
	spentUsd = 0;
	uncertainUsd = 0;
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
			for (const resume of this.#waiting.splice(0)) resume();
		} };
	}
	#fits(usd) {
		return this.ceilingUsd === null || this.spentUsd + this.uncertainUsd + this.#reservedUsd + usd <= this.ceilingUsd + 1e-12;
	}
};
const usd = (amount) => `$${amount.toFixed(4)}`;
// src/ask/pacing.ts
const LONGEST_PAUSE_MS = 6e4;
var Pacer = class {
	#limit;
	#most;
	#now;
	#pausedUntil = 0;
	#goodReplies = 0;
	constructor(limit, now = Date.now) {
		this.#limit = limit;
		this.#most = limit.concurrency;
		this.#now = now;
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
			if (left.requests <= 0) this.#pause(left.resetAt.getTime() - this.#now());
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
const FIRST_WAIT_MS = 1e3;
const LONGEST_BACKOFF_MS = 3e4;
const LONGEST_RETRY_AFTER_MS = 12e4;
async function withRetries(attempt, { signal, reachedBefore, onWait, random = Math.random }) {
	for (let tries = 1;; tries++) try {
		return await attempt();
	} catch (error) {
		if (!(error instanceof AskError) || !["again", "unreachable"].includes(error.failure)) throw error;
		const unreached = error.failure === "unreachable" && !reachedBefore();
		if (tries >= (unreached ? 3 : 8) || signal.aborted) throw error;
		const waitMs = waitBefore(tries, error.retryAfterMs, random);
		onWait?.(error, waitMs);
		await (0, node_timers_promises.setTimeout)(waitMs, void 0, { signal }).catch(() => {
			throw error;
		});
	}
}
function waitBefore(tries, retryAfterMs, random) {
	if (retryAfterMs !== void 0) return Math.min(retryAfterMs, LONGEST_RETRY_AFTER_MS);
	return Math.min(FIRST_WAIT_MS * 2 ** (tries - 1), LONGEST_BACKOFF_MS) * (.5 + random() / 2);
}
// src/ask/json-reply.ts
function objectIn(text) {
	const fenced = [...text.matchAll(/```(?:json)?\s*\n([\s\S]*?)\n\s*```/g)].map(([, body]) => body ?? "");
	const braces = text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1);
	for (const candidate of [
		text,
		...fenced.reverse(),
		braces
	]) try {
		const value = JSON.parse(candidate);
		if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
	} catch {}
	return null;
}
// src/ask/cli-call.ts
const QUESTION_TIMEOUT_MS = 2e4;
const LONGEST_WORDS = 300;
const KEYS = {
	anthropic: [
		"ANTHROPIC_API_KEY",
		"ANTHROPIC_AUTH_TOKEN",
		"CLAUDE_CODE_OAUTH_TOKEN"
	],
	openai: [
		"OPENAI_API_KEY",
		"CODEX_API_KEY",
		"AZURE_OPENAI_API_KEY",
		"OPENROUTER_API_KEY"
	],
	google: ["GEMINI_API_KEY", "GOOGLE_API_KEY"],
	github: [
		"COPILOT_GITHUB_TOKEN",
		"COPILOT_PROVIDER_API_KEY",
		"COPILOT_PROVIDER_BEARER_TOKEN"
	]
};
function withoutOtherKeys(env, own) {
	const others = Object.entries(KEYS).flatMap(([vendor, names]) => vendor === own ? [] : names);
	return Object.fromEntries(Object.entries(env).filter(([name]) => !others.includes(name) && !name.startsWith("TIERWISE_KEY_")));
}
function privateFolder(env) {
	const parent = (0, node_path.join)(require_shared.dataHome(env), "cli");
	require_shared.makePrivateFolder(parent);
	const folder = (0, node_fs.mkdtempSync)((0, node_path.join)(parent, "call-"));
	return {
		folder,
		remove: () => (0, node_fs.rmSync)(folder, {
			recursive: true,
			force: true
		})
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
		if (error.code === "ENOENT") return {
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
function jsonLines(text) {
	return text.split("\n").flatMap((line) => {
		try {
			const value = JSON.parse(line);
			return typeof value === "object" && value !== null ? [value] : [];
		} catch {
			return [];
		}
	});
}
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
	const [version, auth] = await Promise.all([printed(program, ["--version"], env), printed(program, ["auth", "status"], env)]);
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
	const { CLAUDE_CODE_EFFORT_LEVEL: level, ...clean } = withoutOtherKeys(env, "anthropic");
	if (level && !call.effort) clean.CLAUDE_CODE_EFFORT_LEVEL = level;
	const work = async (cwd) => {
		const ended = await callCli(claude, flagsFor$3(call), call, {
			cwd,
			env: clean
		});
		return "failure" in ended ? ended : readAnswer(ended);
	};
	return call.access === "none" ? inPrivateFolder(env, work) : work(call.folder);
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
function readAnswer(ended) {
	const result = readClaudeResult(ended.stdout);
	if (!result) return {
		failure: "failed",
		message: endedHow(TITLE, ended)
	};
	const models = Object.entries(result.modelUsage ?? {});
	const spent = {
		usage: usageOf(result.modelUsage),
		costUsd: models.some(([, { costBasis }]) => costBasis === "unknown") ? null : result.total_cost_usd ?? null
	};
	const said = sayingOf(result);
	const fail = (failure, message = `Claude Code says: ${said}`) => ({
		failure,
		message,
		...spent
	});
	if (result.subtype === "error_max_budget_usd") return fail("budget");
	if (result.stop_reason === "refusal") return fail("refused");
	if (result.is_error) {
		if (isLoginTrouble(said, result.api_error_status)) return fail("login");
		if (isLimitTrouble(said)) return fail("limit");
		return fail("failed");
	}
	const text = result.structured_output === void 0 ? String(result.result ?? "").trim() : JSON.stringify(result.structured_output);
	if (!text) return fail("empty", "Claude Code ended and said nothing");
	return {
		text,
		served: models.sort(([, a], [, b]) => Number(b.outputTokens) - Number(a.outputTokens))[0]?.[0] ?? null,
		...spent
	};
}
// src/ask/openai.ts
const OPENAI_URL = "https://api.openai.com/v1";
const OFFICIAL_HOST = "api.openai.com";
function keyVariable(url) {
	if (url.host === OFFICIAL_HOST) return "OPENAI_API_KEY";
	return `TIERWISE_KEY_${url.host.replace(/[^a-z0-9]+/gi, "_").replace(/^_|_$/g, "").toUpperCase()}`;
}
function openaiBackend(url, env) {
	const base = parseUrl(url);
	const variable = keyVariable(base);
	const key = env[variable];
	if (!key && base.host === OFFICIAL_HOST) throw new require_shared.UsageError("OpenAI needs a key: set OPENAI_API_KEY, or name another server with @<url>.");
	if (key && base.protocol !== "https:" && !isLoopback(base.hostname)) throw new require_shared.UsageError(`The key in ${variable} is not sent over plain http: use https for ${base.host}.`);
	const send = sender(base, key);
	return {
		name: "openai",
		via: base.host,
		billedTo: key ? `the key in ${variable}` : "nobody (no key is sent)",
		async ask(request) {
			let answer = await send(request, request.schema !== null);
			if ("failure" in answer && answer.failure === "stop" && answer.status === 400 && request.schema) answer = await send(request, false);
			if ("failure" in answer) throw new AskError(answer);
			return answer;
		}
	};
}
function parseUrl(text) {
	let url;
	try {
		url = new URL(text);
	} catch {
		throw new require_shared.UsageError(`"${text}" is not a URL. Expected one such as http://127.0.0.1:11434/v1.`);
	}
	if (url.protocol !== "https:" && url.protocol !== "http:") throw new require_shared.UsageError(`"${text}" is neither http nor https.`);
	if (url.username || url.password) {
		const clean = `${url.protocol}//${url.host}${url.pathname}`;
		throw new require_shared.UsageError(`Keep credentials out of the URL ${clean}: put the key in ${keyVariable(url)}.`);
	}
	return url;
}
const isLoopback = (host) => host === "localhost" || host === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(host);
function sender(base, key) {
	const target = `${base.href.replace(/\/+$/, "")}/chat/completions`;
	return async (request, withSchema) => {
		let response;
		let text;
		try {
			response = await fetch(target, {
				method: "POST",
				headers: {
					"content-type": "application/json",
					...key && { authorization: `Bearer ${key}` }
				},
				body: JSON.stringify(toBody(request, withSchema, base.host === OFFICIAL_HOST)),
				redirect: "error",
				...request.signal && { signal: request.signal }
			});
			text = await response.text();
		} catch (error) {
			return connectionFailure(error, base.host, request);
		}
		return response.ok ? toReply(text, request, base.host) : refusal(response, text, base.host, request);
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
	let body;
	try {
		body = JSON.parse(text);
	} catch {
		return {
			failure: "again",
			message: `the reply from ${host} could not be read`,
			maybeBilled: true
		};
	}
	const choice = body?.choices?.[0];
	if (!choice) return {
		failure: "stop",
		message: `${host} says: ${body?.error?.message ?? "a reply without an answer"}`
	};
	const { message = {}, finish_reason: finish } = choice;
	const refused = typeof message.refusal === "string" || finish === "content_filter";
	return {
		id: body.id ?? crypto.randomUUID(),
		requestId: null,
		served: body.model ?? model,
		text: typeof message.content === "string" ? message.content : message.refusal ?? "",
		stop: refused ? "refused" : finish === "length" ? "truncated" : "complete",
		usage: toUsage$2(body.usage),
		usOnly: false,
		fast: false,
		batch: false,
		rateLimit: null
	};
}
function toUsage$2(usage) {
	const cached = usage?.prompt_tokens_details?.cached_tokens ?? 0;
	return {
		...require_shared.NO_USAGE,
		input: Math.max(0, (usage?.prompt_tokens ?? 0) - cached),
		cacheRead: cached,
		output: usage?.completion_tokens ?? 0,
		thinking: usage?.completion_tokens_details?.reasoning_tokens ?? 0
	};
}
function refusal(response, text, host, { model }) {
	const { status } = response;
	const { code, message } = errorIn(text);
	const said = (message ?? `status ${status}`).replace(/\s+/g, " ").slice(0, 300).replace(/\.$/, "");
	const stop = (hint) => ({
		failure: "stop",
		message: `${host} says: ${said}${hint}`,
		status
	});
	if (status === 401 || status === 403) return stop(". Check the key and its permissions");
	if (status === 404) return stop(`. It may not have the model ${model}`);
	if (status === 402 || code === "insufficient_quota") return stop("");
	if (status === 413 || /context length|too long|maximum context/i.test(said)) return {
		failure: "too-large",
		message: `${host} says: ${said}`
	};
	if (status === 429 || status === 408 || status >= 500) {
		const seconds = Number(response.headers.get("retry-after") ?? NaN);
		return {
			failure: "again",
			message: `${host} answered ${status}: ${said}`,
			retryAfterMs: seconds >= 0 ? seconds * 1e3 : void 0,
			busy: status === 429 || status === 503
		};
	}
	return stop("");
}
function errorIn(text) {
	try {
		const { error } = JSON.parse(text);
		return typeof error === "string" ? { message: error } : error ?? {};
	} catch {
		return {};
	}
}
function connectionFailure(error, host, { signal }) {
	if (signal?.aborted) return {
		failure: "again",
		message: "stopped before it was answered",
		maybeBilled: true
	};
	const code = error.cause?.code;
	if ([
		"ECONNREFUSED",
		"ENOTFOUND",
		"EAI_AGAIN",
		"ENETUNREACH",
		"EHOSTUNREACH"
	].includes(code ?? "")) return {
		failure: "unreachable",
		message: `no connection to ${host} (${code})`
	};
	if (/redirect/i.test(String(error.cause ?? error))) return {
		failure: "stop",
		message: `${host} redirects to another address, which is not followed`
	};
	return {
		failure: "again",
		message: `the connection to ${host} broke (${code ?? error})`,
		maybeBilled: true
	};
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
		const clean = withoutOtherKeys(env, "openai");
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
		return "failure" in ended ? ended : readEvents$2(ended, call);
	})
};
async function status$2(env) {
	const version = versionIn(await printed(CODEX.program, ["--version"], env));
	const billedTo = env.CODEX_API_KEY ? "the key in CODEX_API_KEY" : "its login";
	if (!version) return {
		version,
		loggedIn: false,
		billedTo,
		hint: `${CODEX.install}, then ${LOG_IN$2}`
	};
	const login = env.CODEX_API_KEY ? null : await printed(CODEX.program, ["login", "status"], env);
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
	const list = await printed(CODEX.program, [
		"mcp",
		"list",
		"--json"
	], env, call);
	try {
		return JSON.parse(list?.stdout ?? "[]").flatMap(({ name }) => ["-c", `mcp_servers.${name}.enabled=false`]);
	} catch {
		return [];
	}
}
function readEvents$2(ended, { model }) {
	const events = jsonLines(ended.stdout);
	const last = (type) => events.findLast((event) => event.type === type);
	const items = events.flatMap(({ type, item }) => type === "item.completed" && item ? [item] : []);
	const usage = toUsage$1(last("turn.completed")?.usage);
	const done = ended.code === 0 && last("turn.completed");
	const failed = last("turn.failed")?.error?.message ?? (done ? null : last("error")?.message);
	if (failed) {
		const said = inOneLine(String(failed));
		return {
			failure: failureFrom(said),
			message: `Codex CLI says: ${said}`,
			usage
		};
	}
	if (!done) {
		const message = endedHow(CODEX.title, ended);
		return {
			failure: failureFrom(ended.stderr),
			message,
			usage
		};
	}
	const text = items.findLast(({ type }) => type === "agent_message")?.text?.trim();
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
function reroutedTo(items) {
	return items.flatMap(({ type, message }) => type === "error" && message ? [message] : []).map((note) => /rerouted: \S+ -> (\S+)/.exec(note)?.[1]).findLast(Boolean) ?? null;
}
function toUsage$1(usage) {
	if (!usage) return null;
	const { input_tokens = 0, cached_input_tokens = 0, cache_write_input_tokens = 0 } = usage;
	return {
		...require_shared.NO_USAGE,
		input: Math.max(0, input_tokens - cached_input_tokens - cache_write_input_tokens),
		cacheRead: cached_input_tokens,
		cacheWrite5m: cache_write_input_tokens,
		output: usage.output_tokens ?? 0,
		thinking: usage.reasoning_output_tokens ?? 0
	};
}
// src/ask/copilot.ts
const COPILOT = {
	program: "copilot",
	title: "Copilot CLI",
	install: "npm install -g @github/copilot"
};
const LOG_IN$1 = "run copilot and /login, or set COPILOT_GITHUB_TOKEN";
const SECRETS = [
	"COPILOT_GITHUB_TOKEN",
	"GH_TOKEN",
	"GITHUB_TOKEN",
	"COPILOT_PROVIDER_API_KEY"
];
const copilot = {
	name: "copilot",
	title: COPILOT.title,
	family: "mixed",
	status: status$1,
	run: (call, env) => inPrivateFolder(env, async (own) => {
		const usageFile = (0, node_path.join)(own, "usage.json");
		const cwd = call.access === "none" ? own : call.folder;
		const clean = environment$1(env);
		const args = [...flagsFor$1(call, usageFile), ...await withoutServers(call, clean)];
		const ended = await callCli(COPILOT, args, call, {
			cwd,
			env: clean
		});
		return "failure" in ended ? ended : readEvents$1(ended, usageIn(usageFile));
	})
};
async function status$1(env) {
	const version = versionIn(await printed(COPILOT.program, ["--version"], environment$1(env)));
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
function environment$1(env) {
	const { COPILOT_ALLOW_ALL, COPILOT_ASSISTED_APPROVAL, ...rest } = withoutOtherKeys(env, "github");
	return {
		...rest,
		COPILOT_AUTO_UPDATE: "false"
	};
}
function flagsFor$1({ model, effort, access }, usageFile) {
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
		`--secret-env-vars=${SECRETS.join(",")}`,
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
	const list = await printed(COPILOT.program, [
		"mcp",
		"list",
		"--json"
	], env, call);
	try {
		return Object.keys(JSON.parse(list?.stdout ?? "{}").mcpServers ?? {}).flatMap((name) => ["--disable-mcp-server", name]);
	} catch {
		return [];
	}
}
function readEvents$1(ended, usage) {
	const events = jsonLines(ended.stdout);
	const last = (wanted) => events.findLast(({ type }) => type === wanted);
	const error = last("session.error")?.data;
	if (error) {
		const said = inOneLine(String(error.message ?? error.errorType));
		if (/no response was returned/i.test(said)) return {
			failure: "empty",
			message: "Copilot CLI ended without an answer (a refusal looks the same)",
			usage
		};
		return {
			failure: error.errorType === "authentication" ? "login" : failureFrom(said),
			message: `Copilot CLI says: ${said}`,
			usage
		};
	}
	if (ended.code !== 0 || last("result")?.exitCode !== 0) {
		if (/no authentication/i.test(ended.stderr)) return {
			failure: "login",
			message: `nobody is logged in to Copilot CLI: ${LOG_IN$1}`
		};
		return {
			failure: failureFrom(ended.stderr),
			message: endedHow(COPILOT.title, ended),
			usage
		};
	}
	const answer = last("assistant.message")?.data;
	const text = String(answer?.content ?? "").trim();
	if (!text) return {
		failure: "empty",
		message: "Copilot CLI ended without an answer",
		usage
	};
	return {
		text,
		served: answer.model ?? null,
		usage,
		costUsd: null
	};
}
function usageIn(file) {
	let metrics;
	try {
		metrics = Object.values(JSON.parse((0, node_fs.readFileSync)(file, "utf8")).modelMetrics ?? {});
	} catch {
		return null;
	}
	if (!metrics.length) return null;
	const sum = { ...require_shared.NO_USAGE };
	for (const { usage = {} } of metrics) {
		const { inputTokens = 0, cacheReadTokens = 0, cacheWriteTokens = 0 } = usage;
		sum.input += Math.max(0, inputTokens - cacheReadTokens - cacheWriteTokens);
		sum.cacheRead += cacheReadTokens;
		sum.cacheWrite5m += cacheWriteTokens;
		sum.output += usage.outputTokens ?? 0;
		sum.thinking += usage.reasoningTokens ?? 0;
	}
	return sum;
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
		return "failure" in ended ? ended : readEvents(ended);
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
		...withoutOtherKeys(env, "google"),
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
function readEvents(ended) {
	const events = jsonLines(ended.stdout);
	const result = events.findLast(({ type }) => type === "result");
	const usage = toUsage(result?.stats);
	const noted = events.findLast(({ type, severity }) => type === "error" && severity === "error")?.message;
	const error = result?.error?.message ?? noted;
	if (ended.code === EXIT_NO_LOGIN) return {
		failure: "login",
		message: `nobody is logged in to Gemini CLI: ${LOG_IN}`
	};
	if (ended.code !== 0 || result?.status !== "success") {
		if (!error) return {
			failure: failureFrom(ended.stderr),
			message: endedHow(GEMINI.title, ended),
			usage
		};
		const message = `Gemini CLI says: ${inOneLine(innerMessage(String(error)))}`;
		return {
			failure: kindOf(String(error)),
			message,
			usage
		};
	}
	const text = answerIn(events);
	if (!text) return {
		failure: "empty",
		message: `Gemini CLI ended without an answer${noted ? `: ${inOneLine(String(noted))}` : " (a block, or a prompt that is too long, looks the same)"}`,
		usage
	};
	return {
		text,
		served: servedIn(result.stats, events),
		usage,
		costUsd: null
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
function answerIn(events) {
	const from = events.findLastIndex(({ type }) => type === "tool_use" || type === "tool_result") + 1;
	return events.slice(from).flatMap(({ type, role, content }) => type === "message" && role === "assistant" ? [content] : []).join("").trim();
}
function servedIn(stats, events) {
	return Object.entries(stats?.models ?? {}).sort(([, a], [, b]) => (b.output_tokens ?? 0) - (a.output_tokens ?? 0))[0]?.[0] ?? events.find(({ type }) => type === "init")?.model ?? null;
}
function toUsage(stats) {
	if (!stats?.total_tokens) return null;
	const { total_tokens: total, input_tokens: input = 0, output_tokens: said = 0, cached = 0 } = stats;
	const output = Math.max(said, total - input);
	return {
		...require_shared.NO_USAGE,
		input: Math.max(0, input - cached),
		cacheRead: cached,
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
Object.defineProperty(exports, "OPENAI_URL", {
	enumerable: true,
	get: function() {
		return OPENAI_URL;
	}
});
Object.defineProperty(exports, "Pacer", {
	enumerable: true,
	get: function() {
		return Pacer;
	}
});
Object.defineProperty(exports, "anthropicUrl", {
	enumerable: true,
	get: function() {
		return anthropicUrl;
	}
});
Object.defineProperty(exports, "apiBackend", {
	enumerable: true,
	get: function() {
		return apiBackend;
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
Object.defineProperty(exports, "codex", {
	enumerable: true,
	get: function() {
		return codex;
	}
});
Object.defineProperty(exports, "copilot", {
	enumerable: true,
	get: function() {
		return copilot;
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
Object.defineProperty(exports, "textOf", {
	enumerable: true,
	get: function() {
		return textOf$1;
	}
});
Object.defineProperty(exports, "withRetries", {
	enumerable: true,
	get: function() {
		return withRetries;
	}
});
Object.defineProperty(exports, "withoutKeys", {
	enumerable: true,
	get: function() {
		return withoutKeys;
	}
});
