"use strict";
let require_commander_loaded;
const require_commander = () => require_commander_loaded ??= require("./commander.cjs");
let node_path = require("node:path");
let node_fs = require("node:fs");
let node_os_loaded;
const node_os = () => node_os_loaded ??= require("node:os");
let node_crypto_loaded;
const node_crypto = () => node_crypto_loaded ??= require("node:crypto");
let node_stream_loaded;
const node_stream = () => node_stream_loaded ??= require("node:stream");
let node_child_process_loaded;
const node_child_process = () => node_child_process_loaded ??= require("node:child_process");
// package.json
var version = "0.2.0";
// src/command-outlines.ts
const OUTLINES = [
	["bulk-tag [options] <input> <scheme>", "Tag every item of an input by a scheme, on the cheapest model that does it well."],
	["bulk-map [options] <input> <recipe>", "Generate text or fields for every item, following a recipe, on the cheapest model that does it well."],
	["init [options] [where]", "Find what could be tagged here, and begin: a scheme with examples, tried on 20 items."],
	["schemes [options] [name]", "List the schemes that can be named here, or print one."],
	["recipes [options] [name]", "List the recipes that can be named here, or print one."],
	["review [options] <input> <scheme>", "Decide on the items that no tier could decide, one by one."],
	["digest [options] <tagged file>", "Condense a tagged file to fit one prompt: counts, cross-tabs, examples, doubtful items."],
	["view [options] <tagged file>", "Turn a tagged file into a page for the browser: counts, search, filters, corrections."],
	["answers", "Bring the answers of several machines together."],
	["runs", "List what goes on or has stopped; see, resume or cancel it."],
	["opinion [options] [question] [paths...]", "Ask several models the same question independently, then show where they disagree."],
	["plan", "Carry out a plan step by step, each on its own tier, checked and committed."],
	["report [options]", "Show where tokens, money and time went by tier, agent, project and more, what was saved, and what to change."],
	["policy", "Show, check and explain which tier does what, and why."],
	["route [options] <task>", "Say which tier and effort the policy chooses for a task, and by which rule."],
	["estimate [options] [workload]", "Say what a workload costs on each tier and under the policy, before anything is sent."],
	["statusline [options]", "Print one line for Claude Code's status line, from what the client writes to stdin."],
	["doctor [options]", "Say what is wrong with the set-up, each with its fix, and list the available models."],
	["calibrate [options] <input> <task>", "Find out whether a cheaper tier is good enough on your items, and how sure that is."],
	["env [options]", "Print shell lines, or models for Continue.dev, that use the tiers of the policy."],
	["schema [command...]", "Print the JSON Schema of what a command prints with --json; without one, which there are."],
	["completion [options] [shell...]", "Print the script that lets a shell complete commands, options, schemes and tiers."],
	["in-session [command...]", "Run a command within the bounds of what skills may do unasked."]
];
// src/command-path.ts
function pathOf(command) {
	const names = [];
	for (let at = command; at?.parent; at = at.parent) names.unshift(at.name());
	return names.join(" ");
}
// src/errors.ts
const EXIT = {
	ok: 0,
	incomplete: 1,
	usage: 2,
	ceiling: 3,
	interrupted: 130
};
var UsageError = class extends Error {
	name = "UsageError";
	exitCode;
	constructor(message, exitCode = EXIT.usage) {
		super(message);
		this.exitCode = exitCode;
	}
};
const bugReport = (error) => `a bug in tierwise itself. ${error instanceof Error && error.stack || String(error)}`;
const systemCode = (error) => error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : void 0;
function systemReason(error) {
	return REASONS[systemCode(error) ?? ""] ?? (error instanceof Error ? error.message : String(error));
}
const REASONS = {
	ENOENT: "no such file or folder",
	EACCES: "permission denied",
	EPERM: "operation not permitted",
	EROFS: "the file system is read-only",
	ENOSPC: "no space left on the disk",
	EDQUOT: "the disk quota is used up",
	EISDIR: "it is a folder",
	ENOTDIR: "a part of the path is not a folder",
	EIO: "the disk reports an error",
	EMFILE: "too many open files",
	ENFILE: "too many open files",
	ELOOP: "too many links"
};
const NEXT_STEPS = {
	ENOENT: "Check the path.",
	EACCES: "Change its permissions, or name another.",
	EPERM: "Change its permissions, or name another.",
	EROFS: "Name another folder.",
	ENOSPC: "Make room, then run the same command again.",
	EDQUOT: "Make room, then run the same command again.",
	EISDIR: "Name a file.",
	ENOTDIR: "Check the path.",
	EIO: "Check the disk, then run the same command again.",
	EMFILE: "Raise the limit (ulimit -n), then run the same command again.",
	ENFILE: "Close other programs, then run the same command again.",
	ELOOP: "Name the file that they lead to."
};
function withNextStep(message) {
	const code = Object.keys(REASONS).find((one) => message.endsWith(`: ${REASONS[one]}.`));
	return code ? `${message} ${NEXT_STEPS[code]}` : message;
}
const REFUSALS = [
	"ENOSPC",
	"EDQUOT",
	"EIO",
	"EROFS",
	"EACCES",
	"EPERM",
	"EMFILE",
	"ENFILE"
];
const isRefusedBySystem = (error) => REFUSALS.includes(systemCode(error) ?? "");
// src/host.ts
const STOP_SIGNALS = [
	"SIGINT",
	"SIGTERM",
	"SIGHUP",
	"SIGQUIT"
];
// src/data-home.ts
const dataHome = (env) => env.TIERWISE_HOME || (0, node_path.join)(claudeHome(env), "tierwise");
const claudeHome = (env) => env.CLAUDE_CONFIG_DIR || (0, node_path.join)(userHome(env), ".claude");
const userHome = (env) => env.HOME || (0, node_os().homedir)();
function makePrivateFolder(folder) {
	try {
		make(folder);
	} catch (error) {
		if (systemCode(error) !== "ENOENT" || (0, node_path.dirname)(folder) === folder) throw error;
		makePrivateFolder((0, node_path.dirname)(folder));
		make(folder);
	}
}
function make(folder) {
	try {
		(0, node_fs.mkdirSync)(folder, { mode: 448 });
	} catch (error) {
		if (systemCode(error) !== "EEXIST") throw error;
	}
}
// src/lock.ts
const LOCK = "lock";
const ASIDE = "lock.aside-";
function tryLock(folder) {
	const own = ownText();
	for (;;) {
		const heldBy = holderOf(folder);
		if (heldBy) return { heldBy };
		for (const name of locksIn(folder)) remove(folder, name, (text) => livingProcess(text) === null);
		if (!create(folder, own)) continue;
		if (!locksIn(folder).filter((name) => name !== LOCK).some((name) => isAnothers(textOf$1(folder, name), own))) return () => release(folder, own);
		release(folder, own);
	}
}
function holderOf(folder) {
	for (const name of locksIn(folder)) {
		const pid = livingProcess(textOf$1(folder, name));
		if (pid !== null) return pid;
	}
	return null;
}
function create(folder, text) {
	const draft = (0, node_path.join)(folder, `.lock-${(0, node_crypto().randomUUID)()}`);
	(0, node_fs.writeFileSync)(draft, text, {
		flag: "wx",
		mode: 384
	});
	try {
		(0, node_fs.linkSync)(draft, (0, node_path.join)(folder, LOCK));
		return true;
	} catch (error) {
		if (systemCode(error) !== "EEXIST") throw error;
		return false;
	} finally {
		(0, node_fs.rmSync)(draft, { force: true });
	}
}
function release(folder, own) {
	const isOwn = (text) => text === own;
	for (let names = locksIn(folder); names.some((name) => textOf$1(folder, name) === own); names = locksIn(folder)) for (const name of names) remove(folder, name, isOwn);
}
function remove(folder, name, expected) {
	if (!expected(textOf$1(folder, name) ?? "")) return;
	const aside = name === LOCK ? `${ASIDE}${(0, node_crypto().randomUUID)()}` : name;
	try {
		if (name === LOCK) (0, node_fs.renameSync)((0, node_path.join)(folder, LOCK), (0, node_path.join)(folder, aside));
	} catch (error) {
		if (systemCode(error) !== "ENOENT") throw error;
		return;
	}
	if (expected(textOf$1(folder, aside) ?? "")) (0, node_fs.rmSync)((0, node_path.join)(folder, aside), { force: true });
}
function locksIn(folder) {
	try {
		return (0, node_fs.readdirSync)(folder).filter((name) => name === LOCK || name.startsWith(ASIDE));
	} catch {
		return [];
	}
}
function textOf$1(folder, name) {
	try {
		return (0, node_fs.readFileSync)((0, node_path.join)(folder, name), "utf8");
	} catch {
		return null;
	}
}
const isAnothers = (text, own) => text !== own && livingProcess(text) !== null;
const ownText = () => `${process.pid} ${startOf(process.pid)} ${(0, node_crypto().randomUUID)()}`;
function livingProcess(text) {
	const [pid = "", start = ""] = (text ?? "").split(" ");
	return isAlive(Number(pid)) && startOf(Number(pid)) === start ? Number(pid) : null;
}
function isAlive(pid) {
	if (!Number.isInteger(pid) || pid < 1) return false;
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return systemCode(error) === "EPERM";
	}
}
function startOf(pid) {
	try {
		const [state, ...rest] = (0, node_fs.readFileSync)(`/proc/${pid}/stat`, "latin1").replace(/^.*\) /s, "").split(" ");
		return state === "Z" || state === "X" ? "never" : rest[18] ?? "";
	} catch {
		return "";
	}
}
// src/terminal/visible.ts
const JOINED = String.raw`[\p{Extended_Pictographic}\uFE0F\u{1F3FB}-\u{1F3FF}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}]`;
let made;
const hidden = () => {
	made ??= new RegExp(String.raw`[\0-\x08\x0B-\x1F\x7F-\x9F\u00AD\u061C\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{13430}-\u{1343F}\u{1BCA0}-\u{1BCA3}\u{1D173}-\u{1D17A}\u{E0000}-\u{E007F}]` + `|(?<!${JOINED})[\\u200C\\u200D]|[\\u200C\\u200D](?!${JOINED})`, "gu");
	return made;
};
const visible = (text) => text.replaceAll("\r\n", "\n").replace(hidden(), spelled);
const visibleInLine = (text) => text.replace(/[\r\n\t]/g, (char) => SHORT[char]).replace(hidden(), spelled);
const visibleJson = (value) => visibleInJson(JSON.stringify(value));
const visibleInJson = (json) => json.replace(hidden(), (char) => Array.from({ length: char.length }, (_, at) => `\\u${hex(char.charCodeAt(at), 4)}`).join(""));
const SHORT = {
	"\r": "\\r",
	"\n": "\\n",
	"	": "\\t"
};
function spelled(char) {
	const code = char.codePointAt(0);
	if (code < 256) return `\\x${hex(code, 2)}`;
	return code > 65535 ? `\\u{${hex(code, 5)}}` : `\\u${hex(code, 4)}`;
}
const hex = (code, digits) => code.toString(16).padStart(digits, "0");
// src/terminal/output.ts
let drawn = null;
function mark() {
	drawn ??= draw();
	return drawn.mark;
}
function draw() {
	const random = `\x1b${(0, node_crypto().randomBytes)(12).toString("base64url")}`;
	return {
		mark: random,
		marked: new RegExp(`${random}(\\[\\d*[A-Za-z]|\\]9;[ -~]*\\x07|\\x07)`)
	};
}
const piecesOf = (text) => drawn ? text.split(drawn.marked) : [text];
const sequence = (code) => `${mark()}[${code}`;
const notice = (text) => `${mark()}]9;${text.replace(/[^ -~]/g, "?")}\x07${mark()}\x07`;
const shownLength = (text) => drawn && text.includes(drawn.mark) ? piecesOf(text).filter((_, index) => index % 2 === 0).join("").length : text.length;
const outputsOf = ({ stdout, stderr }) => ({
	stdout: textOutput(stdout),
	stderr: textOutput(stderr),
	results: stdout.isTTY ? readable(stdout) : stdout
});
const textOutput = (stream) => ({
	get isTTY() {
		return stream.isTTY === true;
	},
	get columns() {
		return stream.columns ?? 0;
	},
	get rows() {
		return stream.rows ?? 0;
	},
	write: (text) => stream.write(safe(text, stream.isTTY === true))
});
const safe = (text, toTerminal) => piecesOf(text).map((piece, index) => index % 2 ? toTerminal ? acting(piece) : "" : visible(piece)).join("");
const acting = (piece) => piece === "\x07" ? piece : `\x1b${piece}`;
const readable = (stream) => new (node_stream().Writable)({ write(chunk, _encoding, done) {
	stream.write(visible(chunk.toString("utf8")), done);
} });
// src/terminal/style.ts
let enabled = false;
function setStyle({ stdout, env }, wanted) {
	enabled = wanted && stdout.isTTY === true && !env.NO_COLOR;
}
const wrap = (on, off) => (text) => enabled ? `${sequence(`${on}m`)}${text}${sequence(`${off}m`)}` : text;
const bold = wrap(1, 22);
const dim = wrap(2, 22);
const cyan = wrap(36, 39);
const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [
	34,
	92,
	91,
	93,
	123,
	125
];
function isTooDeep(json) {
	if (json.length <= 500) return false;
	let depth = 0;
	for (let at = 0; at < json.length && depth <= 500; at++) {
		const code = json.charCodeAt(at);
		if (code === QUOTE) at = endOfString(json, at);
		else if (code === OPEN_LIST || code === OPEN_OBJECT) depth++;
		else if (code === CLOSE_LIST || code === CLOSE_OBJECT) depth--;
	}
	return depth > 500;
}
function endOfString(json, at) {
	for (let end = at + 1; end < json.length; end++) {
		const code = json.charCodeAt(end);
		if (code === QUOTE) return end;
		if (code === BACKSLASH) end++;
	}
	return json.length;
}
// src/models/names.ts
const MOST_REMEMBERED = 1e3;
const BEFORE = [
	/^arn:aws[\w-]*:bedrock:[^/]*\//,
	/^projects\/[^/]+\/locations\/[^/]+\//,
	/^publishers\/anthropic\/models\//,
	/^~?(?:[\w.-]+\/)*/,
	/^(?:[a-z][a-z-]*\.)?anthropic\.(?=claude-)/,
	/^(?:anthropic--|databricks-)(?=claude-)/
];
const BEHIND = [
	/\[\w+\]$/,
	/:(?:beta|thinking|extended|nitro|floor|online|exacto)$/,
	/-v\d+(?::\d+)?(?=$|@)/,
	/[-@](?:\d{8}|latest|default)$/,
	/-v\d+$/
];
const plainName = remembered(plainNameOf);
function plainNameOf(id) {
	let name = id.toLowerCase();
	for (const part of BEFORE) name = name.replace(part, "");
	for (const part of BEHIND) name = name.replace(part, "");
	const { family, version } = (CLAUDE$1.exec(name) ?? TURNED.exec(name))?.groups ?? {};
	if (!family || !version) return id;
	return `claude-${family}-${version.replace(".", "-").replace(/-0$/, "")}`;
}
const CLAUDE$1 = /^claude-(?<family>[a-z]+)-(?<version>\d{1,2}(?:[-.]\d{1,2})?)$/;
const TURNED = /^claude-(?<version>\d{1,2}(?:[-.]\d{1,2})?)-(?<family>[a-z]+)$/;
const isRegional = remembered(isRegionalId);
function isRegionalId(id) {
	const place = /\/locations\/([^/]+)\//.exec(id)?.[1];
	if (place) return place !== "global";
	return /(?:^|[/.])anthropic\.claude-/.test(id) && !/(?:^|\/)global\.anthropic\./.test(id);
}
function remembered(of) {
	const known = new Map();
	return (id) => {
		const before = known.get(id);
		if (before !== void 0) return before;
		const answer = of(id);
		if (known.size < MOST_REMEMBERED) known.set(id, answer);
		return answer;
	};
}
function matchesName(pattern, id) {
	const parts = pattern.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
	return new RegExp(`^${parts.join(".*")}$`, "i").test(id);
}
// src/models/table.ts
const TABLE_DATE = "2026-11-20";
const EFFORTS = [
	"low",
	"medium",
	"high",
	"xhigh",
	"max"
];
const MULTIPLIERS = {
	batch: .5,
	usOnly: 1.1,
	regional: 1.1
};
const WEB_SEARCH_USD = .01;
const rates = (input, output, cacheRead) => ({
	input,
	output,
	cacheWrite5m: input * 1.25,
	cacheWrite1h: input * 2,
	cacheRead
});
const NO_XHIGH = [
	"low",
	"medium",
	"high",
	"max"
];
const current = {
	contextTokens: 1e6,
	maxOutputTokens: 128e3,
	efforts: EFFORTS,
	structuredOutputs: true,
	images: true,
	hasRegionalPrice: true
};
const older = {
	contextTokens: 2e5,
	maxOutputTokens: 64e3,
	thinkingOff: "omit",
	structuredOutputs: true,
	images: true
};
const oldest = {
	...older,
	cacheMinimumTokens: 1024,
	efforts: [],
	structuredOutputs: false
};
const fable52 = {
	...current,
	tier: "fable",
	prices: [{
		...rates(8, 40, .2),
		fast: rates(16, 80, .4)
	}],
	cacheMinimumTokens: 512,
	thinkingOff: "never"
};
const fable51 = {
	...current,
	tier: "fable",
	prices: [rates(10, 50, .25)],
	cacheMinimumTokens: 512,
	thinkingOff: "never"
};
const fable5 = {
	...current,
	tier: "fable",
	prices: [rates(10, 50, 1)],
	cacheMinimumTokens: 512,
	thinkingOff: "never"
};
const MODELS = {
	"claude-fable-5-2": fable52,
	"claude-mythos-5-2": fable52,
	"claude-fable-5-1": fable51,
	"claude-mythos-5-1": fable51,
	"claude-fable-5": fable5,
	"claude-mythos-5": fable5,
	"claude-opus-5-5": {
		tier: "opus",
		effortCost: {
			low: .48,
			medium: .66,
			high: 1,
			xhigh: 1.66,
			max: 3.44
		},
		...current,
		prices: [{
			...rates(4, 20, .2),
			fast: rates(8, 40, .4)
		}],
		cacheMinimumTokens: 1024,
		thinkingOff: "never"
	},
	"claude-opus-5": {
		tier: "opus",
		effortCost: {
			low: .67,
			medium: .76,
			high: 1,
			xhigh: 1.6,
			max: 1.7
		},
		...current,
		prices: [{
			...rates(5, 25, .5),
			fast: rates(10, 50, 1)
		}],
		cacheMinimumTokens: 512,
		thinkingOff: "never"
	},
	"claude-opus-4-8": {
		tier: "opus",
		...current,
		prices: [{
			...rates(5, 25, .5),
			fast: rates(10, 50, 1)
		}],
		cacheMinimumTokens: 1024,
		thinkingOff: "omit"
	},
	"claude-opus-4-7": {
		tier: "opus",
		...current,
		prices: [{
			...rates(5, 25, .5),
			fast: rates(30, 150, 3)
		}],
		cacheMinimumTokens: 2048,
		thinkingOff: "omit"
	},
	"claude-opus-4-6": {
		tier: "opus",
		...older,
		hasRegionalPrice: true,
		prices: [{
			...rates(5, 25, .5),
			fast: rates(30, 150, 3)
		}],
		maxOutputTokens: 128e3,
		cacheMinimumTokens: 4096,
		efforts: NO_XHIGH
	},
	"claude-opus-4-5": {
		tier: "opus",
		...older,
		hasRegionalPrice: true,
		prices: [rates(5, 25, .5)],
		cacheMinimumTokens: 4096,
		efforts: []
	},
	"claude-opus-4-1": {
		...oldest,
		tier: "opus",
		prices: [rates(15, 75, 1.5)],
		maxOutputTokens: 32e3
	},
	"claude-opus-4": {
		...oldest,
		tier: "opus",
		prices: [rates(15, 75, 1.5)],
		maxOutputTokens: 32e3
	},
	"claude-opus-3": {
		...oldest,
		tier: "opus",
		prices: [rates(15, 75, 1.5)],
		maxOutputTokens: 4096
	},
	"claude-sonnet-5-5": {
		tier: "sonnet",
		effortCost: {
			low: .49,
			medium: .54,
			high: 1,
			xhigh: 1.87,
			max: 5.5
		},
		...current,
		prices: [{
			from: "2026-10-07",
			...rates(2, 10, .1)
		}, rates(2, 10, .2)],
		cacheMinimumTokens: 1024,
		thinkingOff: "between_tools"
	},
	"claude-sonnet-5": {
		tier: "sonnet",
		effortCost: {
			low: .47,
			medium: .74,
			high: 1,
			xhigh: 2.41,
			max: 5.59
		},
		...current,
		prices: [rates(2, 10, .2)],
		cacheMinimumTokens: 1024,
		thinkingOff: "omit"
	},
	"claude-sonnet-4-6": {
		tier: "sonnet",
		...older,
		hasRegionalPrice: true,
		prices: [rates(3, 15, .3)],
		maxOutputTokens: 128e3,
		cacheMinimumTokens: 1024,
		efforts: NO_XHIGH
	},
	"claude-sonnet-4-5": {
		tier: "sonnet",
		...older,
		hasRegionalPrice: true,
		prices: [{
			...rates(3, 15, .3),
			longPrompt: {
				above: 2e5,
				...rates(6, 22.5, .6)
			}
		}],
		cacheMinimumTokens: 1024,
		efforts: []
	},
	"claude-sonnet-4": {
		...oldest,
		tier: "sonnet",
		prices: [{
			...rates(3, 15, .3),
			longPrompt: {
				above: 2e5,
				...rates(6, 22.5, .6)
			}
		}]
	},
	"claude-sonnet-3-7": {
		...oldest,
		tier: "sonnet",
		prices: [rates(3, 15, .3)]
	},
	"claude-sonnet-3-5": {
		...oldest,
		tier: "sonnet",
		prices: [rates(3, 15, .3)],
		maxOutputTokens: 8192
	},
	"claude-haiku-5-5": {
		tier: "haiku",
		effortCost: {
			low: .38,
			medium: .52,
			high: 1,
			xhigh: 2.03,
			max: 4.34
		},
		...current,
		prices: [{
			...rates(.1, .5, .01),
			longPrompt: {
				above: 1e5,
				...rates(.5, 2.5, .05)
			}
		}],
		cacheMinimumTokens: 512,
		thinkingOff: "disabled"
	},
	"claude-haiku-4-5": {
		tier: "haiku",
		...older,
		hasRegionalPrice: true,
		prices: [rates(1, 5, .1)],
		cacheMinimumTokens: 4096,
		efforts: []
	},
	"claude-haiku-3-5": {
		...oldest,
		tier: "haiku",
		prices: [rates(.8, 4, .08)],
		maxOutputTokens: 8192,
		cacheMinimumTokens: 2048
	},
	"claude-haiku-3": {
		...oldest,
		tier: "haiku",
		prices: [{
			...rates(.25, 1.25, .03),
			cacheWrite5m: .3
		}],
		maxOutputTokens: 4096,
		cacheMinimumTokens: 2048
	}
};
function shippedModel(id) {
	return named(id) ?? named(plainName(id));
}
const named = (id) => Object.hasOwn(MODELS, id) ? MODELS[id] : void 0;
const TIERS = {
	haiku: {
		model: "claude-haiku-5-5",
		effort: "low",
		concurrency: 16
	},
	sonnet: {
		model: "claude-sonnet-5-5",
		effort: "low",
		concurrency: 8
	},
	opus: {
		model: "claude-opus-5-5",
		effort: "medium",
		concurrency: 4
	},
	fable: {
		model: "claude-fable-5-2",
		effort: "medium",
		concurrency: 4
	}
};
const TIER_NAMES = Object.keys(TIERS);
const LOCAL = {
	model: "",
	effort: "low",
	concurrency: 2
};
const RUNG_NAMES = ["local", ...TIER_NAMES];
// src/models/cost.ts
const NO_USAGE = {
	input: 0,
	output: 0,
	cacheRead: 0,
	cacheWrite5m: 0,
	cacheWrite1h: 0,
	thinking: 0,
	webSearches: 0
};
function addUsage(sum, usage) {
	sum.input += usage.input;
	sum.output += usage.output;
	sum.cacheRead += usage.cacheRead;
	sum.cacheWrite5m += usage.cacheWrite5m;
	sum.cacheWrite1h += usage.cacheWrite1h;
	sum.thinking += usage.thinking;
	sum.webSearches += usage.webSearches;
}
const promptTokens = (usage) => usage.input + usage.cacheRead + usage.cacheWrite5m + usage.cacheWrite1h;
function costUsd(model, usage, billing) {
	const price = model && priceInForce(model, billing.at);
	if (!price) return null;
	const tokensUsd = (billing.samplings ?? [usage]).reduce((sum, one) => sum + usdOf(one, ratesOf(price, promptOf(one, billing), billing.fast)), 0);
	const webSearchUsd = price.webSearchUsd ?? .01;
	return tokensUsd * factorOf(model, price, billing) + usage.webSearches * webSearchUsd;
}
const promptOf = (usage, { samplings, prompt }) => (samplings ? void 0 : prompt) ?? promptTokens(usage);
const usdOf = (usage, rates) => (usage.input * rates.input + usage.output * rates.output + usage.cacheRead * rates.cacheRead + usage.cacheWrite5m * rates.cacheWrite5m + usage.cacheWrite1h * rates.cacheWrite1h) / 1e6;
function factorOf(model, { isFlat }, { batch, usOnly, regional }) {
	const half = batch ? MULTIPLIERS.batch : 1;
	if (isFlat) return half;
	const bound = regional && model.hasRegionalPrice;
	return half * (usOnly ? MULTIPLIERS.usOnly : 1) * (bound ? MULTIPLIERS.regional : 1);
}
const hasPrice = (model, at) => model !== void 0 && priceInForce(model, at) !== void 0;
function priceInForce(model, at) {
	let day;
	return model.prices.find((price) => {
		if (!price.from) return true;
		day ??= at.toISOString().slice(0, 10);
		return price.from <= day;
	});
}
function ratesOf(price, prompt, fast = false) {
	if (fast && price.fast) return price.fast;
	return price.longPrompt && prompt > price.longPrompt.above ? price.longPrompt : price;
}
// src/server-address.ts
const ALLOW_HTTP = "TIERWISE_ALLOW_HTTP";
function serverAddress(text, { origin, keyIn }, env) {
	const url = /^https?:\/\//i.test(text) && URL.canParse(text) ? new URL(text) : null;
	if (!url) throw new UsageError(`${origin}: "${text}" is not an address. Expected one with its scheme, such as ${/^[\w.[\]:-]+(?:\/|$)/.test(text) ? `https://${text}` : "http://127.0.0.1:11434/v1"}.`);
	if (url.username || url.password) throw new UsageError(`${origin}: keep credentials out of the address of ${url.host}: put the key in ${keyIn(url)}.`);
	if (url.protocol === "http:" && !isLoopback(url) && !isAllowed(url, env)) throw new UsageError(`${origin}: ${url.host} would be asked over plain http, which others can read. Use https, or allow it with ${ALLOW_HTTP}=${url.host}.`);
	return url;
}
const isLoopback = ({ hostname }) => hostname === "localhost" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname);
const isAllowed = ({ host, hostname }, env) => (env[ALLOW_HTTP] ?? "").split(",").map((name) => name.trim().toLowerCase()).some((name) => name !== "" && (name === host || name === hostname));
// src/terminal/format.ts
const count = (number) => grouped(String(Math.round(number)));
const grouped = (digits) => digits.replace(/\B(?=(\d{3})+$)/g, ",");
const counted = (number, noun) => `${count(number)} ${noun}${number === 1 ? "" : "s"}`;
function usd(amount) {
	if (amount === 0) return "$0";
	if (amount >= 1) {
		const [whole = "", cents] = amount.toFixed(2).split(".");
		return `$${grouped(whole)}.${cents}`;
	}
	const digits = Math.min(8, Math.max(2, 1 - Math.floor(Math.log10(amount))));
	return `$${amount.toFixed(digits)}`;
}
const megabytes = (bytes) => `${(bytes / 1024 / 1024).toFixed(1)} MB`;
function percent(share) {
	if (share > 0 && share < .005) return "<1%";
	return `${Math.round(share * 100)}%`;
}
function duration(given) {
	const seconds = Math.max(0, given);
	if (seconds < 60) return `${seconds.toFixed(1)} s`;
	const minutes = Math.floor(seconds / 60);
	if (minutes < 60) return `${minutes} min ${Math.round(seconds % 60)} s`;
	return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
function columns(rows, align) {
	const widths = align.map((_, index) => Math.max(0, ...rows.map((row) => (row[index] ?? "").length)));
	return rows.map((row) => row.map((cell, index) => align[index] === "right" ? cell.padStart(widths[index] ?? 0) : cell.padEnd(widths[index] ?? 0)).join("  ").trimEnd());
}
// node_modules/leven/index.js
const array = [];
const characterCodeCache = [];
function leven(first, second, options) {
	if (first === second) return 0;
	const maxDistance = options?.maxDistance;
	const swap = first;
	if (first.length > second.length) {
		first = second;
		second = swap;
	}
	let firstLength = first.length;
	let secondLength = second.length;
	while (firstLength > 0 && first.charCodeAt(~-firstLength) === second.charCodeAt(~-secondLength)) {
		firstLength--;
		secondLength--;
	}
	let start = 0;
	while (start < firstLength && first.charCodeAt(start) === second.charCodeAt(start)) start++;
	firstLength -= start;
	secondLength -= start;
	if (maxDistance !== void 0 && secondLength - firstLength > maxDistance) return maxDistance;
	if (firstLength === 0) return maxDistance !== void 0 && secondLength > maxDistance ? maxDistance : secondLength;
	let bCharacterCode;
	let result;
	let temporary;
	let temporary2;
	let index = 0;
	let index2 = 0;
	while (index < firstLength) {
		characterCodeCache[index] = first.charCodeAt(start + index);
		array[index] = ++index;
	}
	while (index2 < secondLength) {
		bCharacterCode = second.charCodeAt(start + index2);
		temporary = index2++;
		result = index2;
		for (index = 0; index < firstLength; index++) {
			temporary2 = bCharacterCode === characterCodeCache[index] ? temporary : temporary + 1;
			temporary = array[index];
			result = array[index] = temporary > result ? temporary2 > result ? result + 1 : temporary2 : temporary2 > temporary ? temporary + 1 : temporary2;
		}
		if (maxDistance !== void 0) {
			let rowMinimum = result;
			for (index = 0; index < firstLength; index++) if (array[index] < rowMinimum) rowMinimum = array[index];
			if (rowMinimum > maxDistance) return maxDistance;
		}
	}
	array.length = firstLength;
	characterCodeCache.length = firstLength;
	return maxDistance !== void 0 && result > maxDistance ? maxDistance : result;
}
function closestMatch(target, candidates, options) {
	if (!Array.isArray(candidates) || candidates.length === 0) return;
	const userMax = options?.maxDistance;
	const targetLength = target.length;
	for (const candidate of candidates) if (candidate === target) return candidate;
	if (userMax === 0) return;
	let best;
	let bestDist = Number.POSITIVE_INFINITY;
	const seen = new Set();
	for (const candidate of candidates) {
		if (seen.has(candidate)) continue;
		seen.add(candidate);
		const lengthDiff = Math.abs(candidate.length - targetLength);
		if (lengthDiff >= bestDist) continue;
		if (userMax !== void 0 && lengthDiff > userMax) continue;
		const cap = Number.isFinite(bestDist) ? userMax === void 0 ? bestDist : Math.min(bestDist, userMax) : userMax;
		const distance = cap === void 0 ? leven(target, candidate) : leven(target, candidate, { maxDistance: cap });
		if (userMax !== void 0 && distance > userMax) continue;
		let actualD = distance;
		if (cap !== void 0 && distance === cap && cap === userMax) actualD = leven(target, candidate);
		if (actualD < bestDist) {
			bestDist = actualD;
			best = candidate;
			if (bestDist === 0) break;
		}
	}
	if (userMax !== void 0 && bestDist > userMax) return;
	return best;
}
// src/one-of.ts
const MOST_NAMES = 20;
function oneOf(given, names, otherwise = "") {
	const known = [...new Set(names)];
	const more = known.length > MOST_NAMES ? ` and ${known.length - MOST_NAMES} more` : "";
	return `${`Expected one of: ${known.slice(0, MOST_NAMES).join(", ")}${more}${otherwise}.`}${didYouMean(given, known)}`;
}
function didYouMean(given, names) {
	const meant = closestMatch(given, names, { maxDistance: Math.ceil(given.length / 3) });
	return meant === void 0 ? "" : ` Did you mean "${meant}"?`;
}
// src/models/tokens.ts
function estimateTokens(text) {
	return estimateTokensOf(Buffer.byteLength(text));
}
const estimateTokensOf = (bytes) => Math.ceil(bytes / 3);
function maximumTokens(text) {
	return Buffer.byteLength(text);
}
// src/records.ts
function readRecord(schema, text, version = 1) {
	let value;
	try {
		value = JSON.parse(text);
	} catch {
		return { problem: "not JSON" };
	}
	return checkRecord(schema, value, version);
}
function checkRecord(schema, value, version = 1) {
	if (typeof value !== "object" || value === null || Array.isArray(value)) return { problem: "not a JSON object" };
	const { v = 1 } = value;
	if (typeof v === "number" && v > version) return { problem: "written by a newer version of tierwise" };
	if (!Number.isInteger(v) || v < 1) return { problem: "v: not a version" };
	const result = schema.safeParse(value);
	if (result.success) return { record: result.data };
	const [issue] = result.error.issues;
	return { problem: `${issue?.path.join(".") || "the record"}: ${issue?.message.replace(/^Invalid input: /, "") ?? "not valid"}` };
}
function passedOverInWords(passedOver) {
	const byFile = new Map();
	for (const one of passedOver) {
		const known = byFile.get(one.file);
		if (known) known.more += 1 + (one.more ?? 0);
		else byFile.set(one.file, {
			first: one,
			more: one.more ?? 0
		});
	}
	return [...byFile.values()].map(({ first: { file, line, problem }, more }) => {
		return `Passed over ${line === void 0 ? file : `${file} line ${line}`}: ${problem}${more ? ` (and ${more} more ${more === 1 ? "line" : "lines"})` : ""}.`;
	});
}
// src/models/parameters.ts
const THINKING_ROOM_TOKENS = 4e3;
function shortAnswerParameters(model, effort) {
	const off = model.thinkingOff;
	return {
		effort: model.efforts.includes(effort) ? effort : null,
		thinking: off === "disabled" || off === "between_tools" ? off : null,
		structuredOutputs: model.structuredOutputs,
		thinkingRoomTokens: off === "never" ? THINKING_ROOM_TOKENS : 0
	};
}
const withThinking = (parameters) => ({
	...parameters,
	thinking: null,
	thinkingRoomTokens: THINKING_ROOM_TOKENS
});
// src/credentials.ts
const words = (text) => text.trim().split(/\s+/);
const ANTHROPICS = ["ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN"];
const EVERYBODY = {
	names: words(`
    PATH HOME USER LOGNAME SHELL LANG LANGUAGE TZ TZDIR TMPDIR TEMP TMP TERM COLORTERM NO_COLOR FORCE_COLOR COLUMNS LINES
    HTTP_PROXY HTTPS_PROXY NO_PROXY ALL_PROXY http_proxy https_proxy no_proxy all_proxy
    SSL_CERT_FILE SSL_CERT_DIR NODE_EXTRA_CA_CERTS NODE_USE_SYSTEM_CA NODE_USE_ENV_PROXY CURL_CA_BUNDLE REQUESTS_CA_BUNDLE
    NIX_SSL_CERT_FILE LD_LIBRARY_PATH DYLD_LIBRARY_PATH DYLD_FALLBACK_LIBRARY_PATH
    SYSTEMROOT SYSTEMDRIVE WINDIR COMSPEC PATHEXT APPDATA LOCALAPPDATA PROGRAMDATA PROGRAMFILES PROGRAMFILES(X86) PROGRAMW6432
    COMMONPROGRAMFILES USERPROFILE USERNAME USERDOMAIN HOMEDRIVE HOMEPATH PUBLIC OS NUMBER_OF_PROCESSORS PROCESSOR_ARCHITECTURE
    WSL_DISTRO_NAME WSL_INTEROP`),
	prefixes: ["LC_", "XDG_"]
};
const KEY_CHAIN = words("DBUS_SESSION_BUS_ADDRESS SECURITYSESSIONID __CF_USER_TEXT_ENCODING");
const BUILD = {
	names: words(`
    CI DISPLAY WAYLAND_DISPLAY XAUTHORITY EDITOR PAGER MAKEFLAGS MFLAGS SOURCE_DATE_EPOCH
    JAVA_HOME JDK_HOME JAVA_OPTS JAVA_TOOL_OPTIONS M2_HOME MAVEN_HOME MAVEN_OPTS GRADLE_HOME GRADLE_USER_HOME GRADLE_OPTS SBT_OPTS
    ANDROID_HOME ANDROID_SDK_ROOT ANDROID_NDK_HOME KOTLIN_HOME SCALA_HOME GROOVY_HOME
    GOPATH GOROOT GOBIN GOCACHE GOMODCACHE GOFLAGS GOOS GOARCH GOPROXY GOPRIVATE GONOPROXY GONOSUMDB GOSUMDB GOTOOLCHAIN GOTMPDIR
    CARGO_HOME CARGO_TARGET_DIR CARGO_INCREMENTAL CARGO_TERM_COLOR RUSTFLAGS RUSTDOCFLAGS RUST_BACKTRACE RUST_LOG RUSTC_WRAPPER
    VIRTUAL_ENV GEM_HOME GEM_PATH RUBYLIB RUBYOPT RBENV_ROOT RBENV_VERSION RAILS_ENV RACK_ENV COMPOSER_HOME MIX_ENV MIX_HOME HEX_HOME
    NUGET_PACKAGES PNPM_HOME BUN_INSTALL VOLTA_HOME CHROME_BIN PUPPETEER_EXECUTABLE_PATH OPAMROOT STACK_ROOT CABAL_DIR GHCUP_INSTALL_BASE_PREFIX
    CC CXX CPP AR AS LD NM RANLIB STRIP CFLAGS CXXFLAGS CPPFLAGS LDFLAGS LDLIBS CPATH C_INCLUDE_PATH CPLUS_INCLUDE_PATH LIBRARY_PATH
    PKG_CONFIG_PATH PKG_CONFIG_LIBDIR ACLOCAL_PATH SDKROOT DEVELOPER_DIR MACOSX_DEPLOYMENT_TARGET INCLUDE LIB LIBPATH`),
	prefixes: words(`
    NODE_ npm_config_ NPM_CONFIG_ COREPACK_ YARN_ NVM_ FNM_ DENO_ PYTHON PYENV_ CONDA_ UV_ PIP_ POETRY_ BUNDLE_ RUSTUP_ CARGO_BUILD_
    CARGO_PROFILE_ CGO_ DOTNET_ CMAKE_ CCACHE_ SCCACHE_ MISE_ ASDF_ SDKMAN_ NIX_ HOMEBREW_ PLAYWRIGHT_ VITEST_ JEST_`)
};
const CLAUDE = {
	names: [...KEY_CHAIN, ...words(`CLAUDE_CONFIG_DIR NODE_OPTIONS MAX_THINKING_TOKENS API_TIMEOUT_MS DO_NOT_TRACK USE_BUILTIN_RIPGREP
      BASH_DEFAULT_TIMEOUT_MS BASH_MAX_TIMEOUT_MS BASH_MAX_OUTPUT_LENGTH`)],
	prefixes: ["DISABLE_", "ENABLE_"],
	own: ["ANTHROPIC_", "CLAUDE_CODE_"]
};
const CHILDREN = {
	git: {
		names: [],
		prefixes: []
	},
	notifier: {
		names: [...KEY_CHAIN, ...words("DISPLAY WAYLAND_DISPLAY XAUTHORITY")],
		prefixes: []
	},
	gh: {
		names: [...KEY_CHAIN, ...words("SSH_AUTH_SOCK SSH_AGENT_PID GIT_SSH GIT_SSH_COMMAND")],
		prefixes: [],
		own: ["GH_", "GITHUB_"]
	},
	check: BUILD,
	claude: CLAUDE,
	claudeLogin: {
		...CLAUDE,
		never: [...ANTHROPICS, "CLAUDE_CODE_EFFORT_LEVEL"]
	},
	codex: {
		names: [...KEY_CHAIN, "NODE_OPTIONS"],
		prefixes: [],
		own: [
			"OPENAI_",
			"CODEX_",
			"AZURE_OPENAI_",
			"OPENROUTER_"
		]
	},
	gemini: {
		names: [
			...KEY_CHAIN,
			"NODE_OPTIONS",
			"CODE_ASSIST_ENDPOINT",
			"SANDBOX_FLAGS"
		],
		prefixes: [],
		own: ["GEMINI_", "GOOGLE_"],
		never: ["GEMINI_SYSTEM_MD"]
	},
	aws: {
		names: KEY_CHAIN,
		prefixes: [],
		own: ["AWS_"]
	},
	gcloud: {
		names: KEY_CHAIN,
		prefixes: [],
		own: [
			"GOOGLE_",
			"GCLOUD_",
			"CLOUDSDK_"
		]
	},
	copilot: {
		names: [...KEY_CHAIN, "NODE_OPTIONS"],
		prefixes: [],
		own: [
			"COPILOT_",
			"GH_",
			"GITHUB_"
		],
		never: [...["COPILOT_ALLOW_ALL", "COPILOT_ASSISTED_APPROVAL"], ...["COPILOT_CUSTOM_INSTRUCTIONS_DIRS", "COPILOT_SKILLS_DIRS"]]
	}
};
const CLOUDS = {
	CLAUDE_CODE_USE_BEDROCK: ["AWS_"],
	CLAUDE_CODE_USE_MANTLE: ["AWS_"],
	CLAUDE_CODE_USE_ANTHROPIC_AWS: ["AWS_"],
	CLAUDE_CODE_USE_VERTEX: [
		"GOOGLE_",
		"GCLOUD_",
		"CLOUDSDK_",
		"CLOUD_ML_REGION",
		"VERTEX_"
	],
	CLAUDE_CODE_USE_FOUNDRY: ["AZURE_"]
};
const PASS_VARIABLE = "TIERWISE_PASS_ENV";
const PASSED_TO = {
	"": ["check"],
	claude: ["claude", "claudeLogin"],
	codex: ["codex"],
	gemini: ["gemini"],
	copilot: ["copilot"]
};
function environmentFor(child, env) {
	const [first, ...others] = typeof child === "string" ? [child] : child;
	const lists = [
		EVERYBODY,
		CHILDREN[first],
		...others.map((one) => CHILDREN[one])
	];
	const clouds = CHILDREN[first] === CHILDREN.claude || CHILDREN[first] === CHILDREN.claudeLogin ? cloudsIn(env) : [];
	const passed = passedTo(first, env);
	const never = lists.flatMap((list) => list.never ?? []);
	const isAllowed = (name, value) => passed.has(name) || !never.includes(name) && (lists.some((list) => allows(list, name, value)) || clouds.some((prefix) => name.startsWith(prefix)));
	const seen = Object.fromEntries(Object.entries(env).filter(([name, value]) => value !== void 0 && isAllowed(name, value)));
	return first === "git" ? withoutFolders(seen) : seen;
}
const secretsAmong = (env) => Object.keys(env).filter((name) => SECRET.test(name));
const SECRET = /KEY|TOKEN|SECRET|PASSW|PASSPHRASE|PASS$|CREDENTIAL|AUTH|BEARER|COOKIE|CUSTOM_HEADERS|PRIVATE/i;
const PROXY = /_proxy$/i;
const PASSWORD_IN_URL = /:\/\/[^/\s@]*:[^/\s@]+@/;
function allows({ names, prefixes, own = [] }, name, value) {
	if (own.some((prefix) => name.startsWith(prefix))) return true;
	return (names.includes(process.platform === "win32" ? name.toUpperCase() : name) || prefixes.some((prefix) => name.startsWith(prefix)) && !SECRET.test(name)) && (PROXY.test(name) || !PASSWORD_IN_URL.test(value));
}
const cloudsIn = (env) => Object.entries(CLOUDS).flatMap(([variable, prefixes]) => env[variable] && !/^(?:0|false|no|off)$/i.test(env[variable]) ? prefixes : []);
function passedTo(child, env) {
	const entries = (env["TIERWISE_PASS_ENV"] ?? "").split(",").map((entry) => entry.trim());
	return new Set(entries.filter(Boolean).flatMap((entry) => {
		const [, program = "", name] = /^(?:([a-z]+):)?([A-Za-z_]\w*)$/.exec(entry) ?? [];
		const children = name !== void 0 && Object.hasOwn(PASSED_TO, program) ? PASSED_TO[program] : void 0;
		if (!children || !name) throw new UsageError(`${PASS_VARIABLE}: "${entry}" names no variable. Expected names such as DATABASE_URL for a plan's commands, codex:MISTRAL_API_KEY for a program (${Object.keys(PASSED_TO).filter(Boolean).join(", ")}), with commas between.`);
		return children.includes(child) ? [name] : [];
	}));
}
function withoutFolders(env) {
	const separator = process.platform === "win32" ? ";" : ":";
	const name = Object.keys(env).find((one) => one.toUpperCase() === "PATH");
	if (!name) return env;
	return {
		...env,
		[name]: (env[name] ?? "").split(separator).filter(node_path.isAbsolute).join(separator)
	};
}
const OPENAI_HOST = "api.openai.com";
const PLAIN_HOST = /^[a-z0-9]+(?:-+[a-z0-9]+)*(?:\.[a-z0-9]+(?:-+[a-z0-9]+)*)*(?::\d+)?$/;
function keyVariable({ host, protocol }) {
	if (host === OPENAI_HOST && protocol === "https:") return "OPENAI_API_KEY";
	return `TIERWISE_KEY_${(PLAIN_HOST.test(host) ? host.replaceAll("-", "__").replace(/[.:]/g, "_") : `_${Buffer.from(host).toString("hex")}`).toUpperCase()}`;
}
const CREDENTIAL_VARIABLES = [...ANTHROPICS, "TIERWISE_GATEWAY_KEY"];
function anthropicCredential(url, env) {
	const isAnthropic = /(?:^|\.)anthropic\.com$/.test(url.hostname);
	const ofGateway = isAnthropic ? void 0 : env.TIERWISE_GATEWAY_KEY;
	if (ofGateway) return {
		variable: "TIERWISE_GATEWAY_KEY",
		secret: ofGateway
	};
	const variable = ANTHROPICS.find((name) => env[name]);
	if (!variable) return null;
	if (!isAnthropic && !isLoopback(url)) throw new UsageError(`ANTHROPIC_BASE_URL leads to ${url.host}, and ${variable} goes to Anthropic only. Set TIERWISE_GATEWAY_KEY to that gateway's own key, or unset ANTHROPIC_BASE_URL.`);
	return {
		variable,
		secret: env[variable]
	};
}
const CLOUD_HOSTS = {
	bedrock: /\.amazonaws\.com(?:\.cn)?$/,
	vertex: /(?:^|\.|-)aiplatform\.googleapis\.com$|^aiplatform\.[a-z]+\.rep\.googleapis\.com$/,
	"Google Cloud Storage": /^storage\.googleapis\.com$/,
	foundry: /\.(?:services\.ai|openai|cognitiveservices|anthropic)\.azure\.com$/
};
function cloudCredentialHost(cloud, url, origin) {
	if (CLOUD_HOSTS[cloud].test(url.hostname) || isLoopback(url)) return;
	throw new UsageError(`${origin} leads to ${url.host}, and credentials for ${cloud} go to that cloud only. Unset ${origin}, or ask the gateway with ANTHROPIC_BASE_URL and TIERWISE_GATEWAY_KEY.`);
}
// src/managed-settings.ts
const MANAGED_FOLDER = process.platform === "darwin" ? "/Library/Application Support/ClaudeCode" : process.platform === "win32" ? "C:\\Program Files\\ClaudeCode" : "/etc/claude-code";
function managedFiles(folder) {
	const more = (0, node_path.join)(folder, "managed-settings.d");
	return [(0, node_path.join)(folder, "managed-settings.json"), ...namesIn(more).filter((name) => name.endsWith(".json")).sort().map((name) => (0, node_path.join)(more, name))];
}
function namesIn(folder) {
	try {
		return (0, node_fs.readdirSync)(folder);
	} catch (error) {
		if (["ENOENT", "ENOTDIR"].includes(systemCode(error) ?? "")) return [];
		throw error;
	}
}
// src/models/openai-model.ts
const OPENAI_URL = "https://api.openai.com/v1";
const PREFIX = "openai:";
const isOpenaiModel = (id) => id.startsWith(PREFIX);
function parseOpenaiModel(id) {
	const rest = id.slice(7);
	const at = rest.search(/@https?:\/\//i);
	const [model, url] = at < 0 ? [rest, OPENAI_URL] : [rest.slice(0, at), rest.slice(at + 1)];
	if (at < 0 && rest.includes("@")) throw new UsageError(`"${id}": an address needs its scheme. Expected openai:<model>@<url>, such as openai:llama3@http://127.0.0.1:11434/v1.`);
	if (!model) throw new UsageError(`"${id}" does not name a model. Expected openai:<model>@<url>.`);
	return {
		model,
		url
	};
}
// src/models/lower.ts
function lower(tiers, settings, priceOf) {
	const lowered = { ...tiers };
	const ignored = [];
	if (settings.tiers?.local) ignored.push("tiers.local (only the user names a server)");
	for (const name of TIER_NAMES) {
		const wanted = settings.tiers?.[name];
		if (!wanted) continue;
		const refused = refusals(tiers[name], wanted, priceOf);
		for (const [field, reason] of Object.entries(refused)) ignored.push(`tiers.${name}.${field} (${reason})`);
		const allowed = Object.entries(wanted).filter(([field]) => !Object.hasOwn(refused, field));
		lowered[name] = {
			...tiers[name],
			...Object.fromEntries(allowed)
		};
	}
	for (const field of [
		"models",
		"trust",
		"judges",
		"inSession",
		"ledger"
	]) if (settings[field]) ignored.push(field);
	return {
		tiers: lowered,
		ignored
	};
}
function refusals(tier, { model, effort, concurrency }, priceOf) {
	const refused = {};
	if (model !== void 0 && isOpenaiModel(model)) refused.model = "only the user names a server";
	else if (model !== void 0 && model !== tier.model && !costsNoMore(priceOf(model), priceOf(tier.model))) refused.model = "not known to cost no more";
	if (effort !== void 0 && EFFORTS.indexOf(effort) > EFFORTS.indexOf(tier.effort)) refused.effort = `above ${tier.effort}`;
	if (concurrency !== void 0 && concurrency > tier.concurrency) refused.concurrency = `above ${tier.concurrency}`;
	return refused;
}
const RATES = [
	"input",
	"output",
	"cacheRead",
	"cacheWrite5m",
	"cacheWrite1h"
];
function costsNoMore(price, other) {
	if (!price || !other) return false;
	return [0, ...[price, other].flatMap(({ longPrompt }) => longPrompt ? [longPrompt.above + 1] : [])].every((prompt) => {
		const [ours, theirs] = [ratesOf(price, prompt), ratesOf(other, prompt)];
		return RATES.every((kind) => ours[kind] <= theirs[kind] * 1.000000001);
	});
}
// src/process-tree.ts
const MARK = "TIERWISE_CALL";
const KILL_ROUNDS = 5;
function killTree({ pid, mark, place, before }) {
	if (process.platform === "win32") {
		(0, node_child_process().spawnSync)("taskkill", [
			"/pid",
			String(pid),
			"/t",
			"/f"
		], { stdio: "ignore" });
		return;
	}
	const found = new Set();
	for (let round = 0; round < KILL_ROUNDS; round++) {
		const since = processIds()?.filter((one) => !before.has(one));
		const all = [
			...descendants(pid, since),
			...marked(mark, since),
			...workingIn(place, since)
		];
		const fresh = [...new Set(all)].filter((one) => !found.has(one));
		for (const one of fresh) found.add(one);
		signalAll([
			-pid,
			pid,
			...found
		]);
		if (!fresh.length && round > 0) return;
	}
}
function killMarked(mark, place) {
	for (let round = 0; round < KILL_ROUNDS; round++) {
		const all = processIds() ?? [];
		const found = [...new Set([...marked(mark, all), ...workingIn(place, all)])];
		if (!found.length) return;
		signalAll(found);
	}
}
function signalAll(pids) {
	for (const pid of pids) {
		if (pid === process.pid) continue;
		try {
			process.kill(pid, "SIGKILL");
		} catch {}
	}
}
function descendants(root, pids) {
	const children = new Map();
	for (const [pid, parent] of parents(pids)) children.set(parent, [...children.get(parent) ?? [], pid]);
	const found = [...children.get(root) ?? []];
	for (let at = 0; at < found.length; at++) found.push(...children.get(found[at]) ?? []);
	return found;
}
function parents(pids) {
	if (!pids) {
		const { stdout } = (0, node_child_process().spawnSync)("ps", [
			"-A",
			"-o",
			"pid=,ppid="
		], { encoding: "utf8" });
		return (stdout ?? "").split("\n").flatMap((line) => {
			const [pid, parent] = line.trim().split(/\s+/).map(Number);
			return pid && parent ? [[pid, parent]] : [];
		});
	}
	return pids.flatMap((pid) => {
		const parent = /\) \S (\d+) [^)]*$/.exec(procFile(pid, "stat"))?.[1];
		return parent ? [[pid, Number(parent)]] : [];
	});
}
function marked(mark, pids = []) {
	const wanted = `${MARK}=${mark}`;
	const isOurs = (entry) => entry === wanted || entry.startsWith(`${wanted}/`);
	return pids.filter((pid) => procFile(pid, "environ").split("\0").some(isOurs));
}
function workingIn(place, pids) {
	if (!place) return [];
	if (pids) return pids.filter((pid) => !hasTerminal(pid) && isWithin(place, placesOf(pid)));
	const { stdout } = (0, node_child_process().spawnSync)("ps", [
		"-A",
		"-o",
		"pid=,tty=,command="
	], { encoding: "utf8" });
	return (stdout ?? "").split("\n").flatMap((line) => {
		const [, pid, terminal, command = ""] = /^\s*(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
		return pid && /^\?/.test(terminal ?? "") && command.includes(`${place}/`) ? [Number(pid)] : [];
	});
}
const placesOf = (pid) => ["cwd", "exe"].flatMap((name) => {
	try {
		return [(0, node_fs.readlinkSync)(`/proc/${pid}/${name}`)];
	} catch {
		return [];
	}
});
const isWithin = (place, paths) => paths.some((path) => path === place || path.startsWith(`${place}/`) || path === `${place} (deleted)`);
const hasTerminal = (pid) => !/\) \S \d+ \d+ \d+ 0 [^)]*$/.test(procFile(pid, "stat"));
function processIds() {
	try {
		return (0, node_fs.readdirSync)("/proc").map(Number).filter(Number.isInteger);
	} catch {
		return;
	}
}
function procFile(pid, name) {
	try {
		return (0, node_fs.readFileSync)(`/proc/${pid}/${name}`, "latin1");
	} catch {
		return "";
	}
}
// src/process.ts
const markWithin = (mark) => `${mark}/${(0, node_crypto().randomUUID)()}`;
const MOST_OUTPUT_CHARS = 67108864;
const QUIET_ROUNDS = 4;
const QUIET_MS = 250;
const running = new Set();
const leftovers = new Set();
process.on("exit", () => {
	for (const one of running) killTree(one);
	for (const remove of leftovers) remove();
});
function atExit(remove) {
	leftovers.add(remove);
	return () => leftovers.delete(remove);
}
function runProgram(name, args, options) {
	const { cwd, env, input, mark = (0, node_crypto().randomUUID)(), place } = options;
	return new Promise((resolve, reject) => {
		const before = new Set(processIds());
		const child = (0, node_child_process().spawn)(name, args, {
			cwd,
			env: {
				...env,
				[MARK]: mark
			},
			stdio: [
				"pipe",
				"pipe",
				"pipe"
			],
			detached: true
		});
		const program = child.pid ? {
			pid: child.pid,
			mark,
			place,
			before
		} : null;
		if (program) running.add(program);
		const kill = () => {
			if (program) killTree(program);
		};
		const watched = watch(child, kill, options);
		const finish = () => {
			watched.stop();
			if (program) running.delete(program);
		};
		child.stdin.on("error", () => {});
		child.stdin.end(input);
		child.on("error", (error) => {
			finish();
			reject(error);
		});
		child.on("exit", watched.letGo);
		child.on("exit", kill);
		child.on("close", (code) => {
			finish();
			resolve({
				code,
				...watched.state
			});
		});
	});
}
function watch(child, kill, { timeoutMs, signal, onOutput }) {
	const state = {
		stdout: "",
		stderr: "",
		ended: null
	};
	let quiet = 0;
	let waiting;
	const end = (why) => {
		state.ended ??= why;
		kill();
		child.stdout.destroy();
		child.stderr.destroy();
	};
	for (const stream of ["stdout", "stderr"]) child[stream].setEncoding("utf8").on("data", (text) => {
		state[stream] += text;
		quiet = 0;
		if (stream === "stdout") onOutput?.(text);
		if (state[stream].length > MOST_OUTPUT_CHARS) end("too much output");
	});
	const timer = setTimeout(() => end("timeout"), timeoutMs);
	const onAbort = () => end("aborted");
	signal?.addEventListener("abort", onAbort, { once: true });
	if (signal?.aborted) onAbort();
	return {
		state,
		letGo() {
			waiting = setInterval(() => {
				if (++quiet < QUIET_ROUNDS) return;
				child.stdout.destroy();
				child.stderr.destroy();
			}, QUIET_MS);
		},
		stop() {
			clearTimeout(timer);
			clearInterval(waiting);
			signal?.removeEventListener("abort", onAbort);
		}
	};
}
// src/plugin-root.ts
const PLUGIN_ROOT = (0, node_path.join)(__dirname, "..");
// src/secrets.ts
const SEND_ANYWAY = "--send-anyway";
const MOST_NAMED = 5;
function refuseSecrets(found, allowed) {
	const names = new Set(found.map(({ name }) => name));
	const isAllowed = (name) => allowed.includes(name) || names.size === 1 && allowed.includes("");
	const refused = found.filter(({ name }, at) => !isAllowed(name) && found.findIndex((one) => one.name === name) === at);
	if (!refused.length) return;
	const shown = refused.slice(0, MOST_NAMED);
	const more = refused.length > MOST_NAMED ? ` and ${refused.length - MOST_NAMED} more` : "";
	throw new UsageError(`Nothing was sent, because of what looks like a secret: ${shown.map(({ name, kind }) => `${name === "-" ? "standard input" : name} (${kind})`).join(", ")}${more}.\nLeave it out, or send it all the same with: ${shown.map(({ name }) => `${SEND_ANYWAY}=${shellWord(name)}`).join(" ")}`);
}
const shellWord = (text) => /^[\w@%+:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
const BY_NAME = [
	["a file of environment variables", /(?:^|\/)\.env[^/]*$|\.env$/i],
	["a private key", /(?:^|\/)id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?$|\.ppk$/i],
	["a file of passwords", /(?:^|\/)(?:[._]netrc|\.pgpass|\.my\.cnf|\.htpasswd|\.git-credentials)$/i],
	["a file of credentials", /(?:^|\/)\.aws\/credentials$|(?:^|\/)application_default_credentials\.json$/i]
];
const LINE_END = String.raw`(?:\\r|\\n|\s|["'${"`"}+,>*#/|]){1,80}`;
const BY_CONTENT = [
	["a private key", new RegExp(`---BEGIN (?:[A-Z0-9]{2,12} ){0,3}PRIVATE KEY(?: BLOCK)?---(?:--)?(?:${LINE_END}[A-Z][A-Za-z-]{3,20}: [^\\n]{0,200}){0,5}${LINE_END}[A-Za-z0-9+/=]{8,}(?![A-Za-z0-9+/=]* )`)],
	["a private key", /^PuTTY-User-Key-File-\d/m],
	["an AWS access key", /(?<![A-Za-z0-9])(?:AKIA[A-Z0-9]{12,}|ASIA[A-Z0-9]{16})(?![A-Za-z0-9])/],
	["an AWS secret key", /aws_secret_access_key["']?\s{0,9}[:=]\s{0,9}["']?[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+])/i],
	["a GitHub token", /(?<![A-Za-z0-9])(?:gh[oprsu]_[A-Za-z0-9]{20}|github_pat_\w{22})/],
	["a GitLab token", /(?<![A-Za-z0-9])glpat-[\w-]{20}/],
	["a Slack token", /(?<![A-Za-z0-9])xox[abeoprs]-[A-Za-z0-9-]{10}|hooks\.slack\.com\/services\/T\w{6,}\/B\w{6,}\//],
	["a Google key", /(?<![A-Za-z0-9])(?:AIza[\w-]{30}|GOCSPX-[\w-]{20}|ya29\.[\w-]{30})/],
	["a Stripe key", /(?<![A-Za-z0-9])(?:[rs]k_(?:live|test)|whsec)_[A-Za-z0-9]{16}/],
	["an API key of a model vendor", /(?<![A-Za-z0-9])sk-(?:ant|proj|svcacct|admin|or)-[\w-]{16}/],
	["an API key of a model vendor", /(?<![\w-])sk-(?=[a-z0-9]{0,40}[A-Z])(?=[A-Za-z]{0,40}\d)[A-Za-z0-9]{32}/],
	["an npm token", /(?<![A-Za-z0-9])npm_[A-Za-z0-9]{30}|:_(?:authToken|password|auth)\s{0,9}=\s{0,9}["']?[A-Za-z0-9+/=-]{8}/],
	["a PyPI token", /(?<![A-Za-z0-9])pypi-AgE[\w-]{40}/],
	["a Hugging Face token", /(?<![A-Za-z0-9])hf_[A-Za-z]{30}/],
	["a SendGrid key", /(?<![A-Za-z0-9])SG\.[\w-]{20,24}\.[\w-]{40}/],
	["an Azure storage key", /AccountKey=[A-Za-z0-9+/]{60}/],
	["a JSON Web Token", /(?<![\w-])eyJ[\w-]{8,4000}\.eyJ[\w-]{8,4000}\.[\w-]{20}/]
];
function secretIn(name, text) {
	const path = name.replaceAll("\\", "/");
	for (const [kind, pattern] of BY_NAME) if (pattern.test(path)) return kind;
	for (const [kind, shape] of BY_CONTENT) if (shape.test(text)) return kind;
	return null;
}
const WHOLE_KEY = /-----BEGIN (?:[A-Z0-9]{2,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----(?:(?!-----BEGIN )[\s\S]){0,20000}?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$)/g;
function maskSecrets(text) {
	let masked = text;
	for (const [kind, shape] of BY_CONTENT) {
		if (!shape.test(masked)) continue;
		if (kind === "a private key") masked = masked.replace(WHOLE_KEY, `[${kind}, left out]`);
		const whole = new RegExp(`(?:${shape.source})(?:[\\w+/=~-]|\\.(?=\\w))*`, `${shape.flags}g`);
		masked = masked.replace(whole, `[${kind}, left out]`);
	}
	return masked;
}
// src/git-failure.ts
const OLDEST = "2.32";
var GitError = class extends UsageError {
	name = "GitError";
	ofMachine;
	constructor(message, ofMachine = false) {
		super(message);
		this.ofMachine = ofMachine;
	}
};
function gitFailure(command, stderr, cwd) {
	for (const { told, say, ofMachine } of KNOWN) {
		const match = told.exec(stderr);
		if (match) return new GitError(say(match, {
			command,
			cwd
		}), ofMachine);
	}
	return new GitError(`git ${command} failed: ${lastWords(stderr)}`);
}
function notStarted(error, cwd) {
	if (!(0, node_fs.existsSync)(cwd)) return new GitError(`the folder ${cwd} is gone`);
	if (systemCode(error) === "ENOENT") return new UsageError("git is not installed, or not on the PATH. Get it: https://git-scm.com/downloads");
	return new UsageError(`git cannot be started: ${error.message}.`);
}
function lastWords(stderr) {
	const lines = stderr.trim().split("\n");
	return (lines.findLast((line) => line.startsWith("fatal: ")) ?? lines.at(-1) ?? "").replace(/^(?:fatal|error): /, "").replace(/\.$/, "");
}
function checkVersion(printed) {
	const [, version = "", major = "", minor = ""] = /^git version ((\d+)\.(\d+)\S*)/.exec(printed) ?? [];
	const [least = 0, leastMinor = 0] = OLDEST.split(".").map(Number);
	if (Number(major) > least || Number(major) === least && Number(minor) >= leastMinor) return;
	throw new UsageError(`${version ? `git ${version} is too old` : `"git --version" names no version (${printed.trim().split("\n")[0]})`}: from ${OLDEST} on it can be kept from running a repository's own programs. Install a newer one: https://git-scm.com/downloads`);
}
const KNOWN = [
	{
		told: /dubious ownership in repository at '([^']*)'/,
		say: ([, foreign]) => `${foreign} belongs to another user, so git does not read it. If you trust it: git config --global --add safe.directory '${foreign}'`
	},
	{
		told: /promisor remote|lazy fetching disabled|transport '.*' not allowed/,
		say: (_, { command, cwd }) => `git ${command} needs files that this partial clone left out, and tierwise fetches nothing. Get them once with: git -C '${cwd}' fetch --refetch --no-filter`
	},
	{
		told: /No space left on device|Disk quota exceeded/i,
		say: (_, { command, cwd }) => `git ${command} failed: no space is left on the disk that holds ${cwd}. Free some`,
		ofMachine: true
	},
	{
		told: /(.*)(?:Read-only file system|Too many open files|Cannot allocate memory|unable to create thread)/i,
		say: ([all], { command }) => `git ${command} failed: ${lastWords(all)}`,
		ofMachine: true
	},
	{
		told: /Unable to create '([^']+\.lock)': File exists/,
		say: ([, lock]) => `${lock} exists: another git is at work there, or one was killed. When none is, remove it: rm '${lock}'`
	},
	{
		told: /'refs\/heads\/([^']+)' exists; cannot create 'refs\/heads\/([^']+)'/,
		say: ([, taken, wanted]) => `a branch called ${taken} is in the way of ${wanted}. Rename it: git branch -m ${taken} <another name>`
	},
	{
		told: /must be run in a work tree/,
		say: (_, { cwd }) => `${cwd} has no working tree, as it is a bare repository or its .git folder. Go to a working tree; a bare one makes one with: git worktree add <folder>`
	},
	{
		told: /not a git repository: (?:'([^'\n]+)'|(\S.*))/,
		say: ([, quoted, plain], { cwd }) => `the .git file of ${cwd} leads to ${quoted ?? plain}, which is gone. If that repository was moved, run in it: git worktree repair '${cwd}'`
	},
	{
		told: /unknown repository extensions?|Expected git repo version <=|unknown (?:index )?version/i,
		say: (_, { cwd }) => `${cwd} was written by a newer git than this one. Install a newer one: https://git-scm.com/downloads`
	},
	{
		told: /^.*(?:is corrupt|is empty$|index file corrupt|bad signature|bad object|missing blob|unable to read (?:tree|sha1|\w{40})|inflate:).*$/im,
		say: ([line], { cwd }) => `the repository in ${cwd} is damaged: ${lastWords(line)}. See what is missing: git -C '${cwd}' fsck`
	},
	{
		told: /^.*(?:Permission denied|insufficient permission).*$/im,
		say: ([line], { command, cwd }) => `git ${command} failed: ${lastWords(line)}. See who owns the files there: ls -la '${cwd}'`
	}
];
// src/git-hardened.ts
const TIMEOUT_MS$1 = 6e5;
const MOST_BYTES = 536870912;
const SETTINGS = [
	["core.hooksPath", "/dev/null"],
	["core.fsmonitor", "false"],
	["core.alternateRefsCommand", "true"],
	["core.pager", "cat"],
	["core.editor", "true"],
	["sequence.editor", "true"],
	["core.askPass", "true"],
	["core.sshCommand", "false"],
	["core.gitProxy", ""],
	["credential.helper", ""],
	["protocol.allow", "never"],
	["submodule.recurse", "false"],
	["fetch.recurseSubmodules", "false"],
	["diff.ignoreSubmodules", "dirty"],
	["diff.submodule", "short"],
	["status.submoduleSummary", "false"],
	["log.showSignature", "false"],
	["merge.verifySignatures", "false"],
	["commit.gpgSign", "false"],
	["tag.gpgSign", "false"],
	["rerere.enabled", "false"],
	["gc.auto", "0"],
	["maintenance.auto", "false"],
	["core.quotePath", "false"],
	["advice.detachedHead", "false"]
];
const DRIVERS = "^(filter|merge|hook)\\.";
const WITHOUT = {
	filter: [
		["clean", ""],
		["smudge", ""],
		["process", ""],
		["required", "false"]
	],
	merge: [["driver", "git merge-file --marker-size=%L %A %O %B"]],
	hook: [["enabled", "false"], ["command", "true"]]
};
const SHOWS_DIFFERENCES = [
	"diff",
	"log",
	"show",
	"diff-tree"
];
const PLAIN_DIFFERENCES = [
	"--no-ext-diff",
	"--no-textconv",
	"--ignore-submodules=dirty",
	"--submodule=short"
];
const READS_SUBMODULES = ["status"];
const STARTS_NOTHING = new Set([...[
	"rev-parse",
	"rev-list",
	"merge-base",
	"ls-tree",
	"diff-tree",
	"cat-file"
], ...[
	"config",
	"check-attr",
	"check-ignore",
	"write-tree",
	"commit-tree"
]]);
const FROM_A_FOLDER = ["clone", "fetch"];
function hardened([command = "", ...rest], { cwd, env, set, closed = false }) {
	const fromFolder = FROM_A_FOLDER.includes(command);
	const quiet = {
		...environmentFor("git", env),
		LC_ALL: "C",
		GIT_TERMINAL_PROMPT: "0",
		GIT_OPTIONAL_LOCKS: "0",
		GIT_NO_LAZY_FETCH: "1",
		GIT_ALLOW_PROTOCOL: fromFolder ? "file" : "none",
		...closed && {
			GIT_CONFIG_GLOBAL: "/dev/null",
			GIT_CONFIG_NOSYSTEM: "1"
		},
		...set
	};
	requireVersion(cwd, quiet);
	const drivers = closed || STARTS_NOTHING.has(command) ? [] : withoutDrivers(cwd, {
		...quiet,
		...asVariables(SETTINGS)
	});
	return {
		args: [
			command,
			...SHOWS_DIFFERENCES.includes(command) ? PLAIN_DIFFERENCES : [],
			...READS_SUBMODULES.includes(command) ? ["--ignore-submodules=dirty"] : [],
			...fromFolder ? ["--upload-pack=git-upload-pack"] : [],
			...rest
		],
		env: {
			...quiet,
			...asVariables([...SETTINGS, ...drivers])
		}
	};
}
const asVariables = (settings) => Object.fromEntries([["GIT_CONFIG_COUNT", String(settings.length)], ...settings.flatMap(([name, value], index) => [[`GIT_CONFIG_KEY_${index}`, name], [`GIT_CONFIG_VALUE_${index}`, value]])]);
function withoutDrivers(cwd, env) {
	const { status, stdout, stderr, error } = (0, node_child_process().spawnSync)("git", [
		"config",
		"-z",
		"--name-only",
		"--get-regexp",
		DRIVERS
	], spawning(cwd, env));
	if (error && status === null) throw notStarted(error, cwd);
	if (status !== 0 && status !== 1) throw gitFailure("config", stderr, cwd);
	return [...new Set(stdout.split("\0").flatMap((name) => /^(\w+\.[\s\S]+)\.[^.]*$/.exec(name)?.[1] ? [driverIn(name)] : []))].flatMap((driver) => (WITHOUT[driver.slice(0, driver.indexOf(".")).toLowerCase()] ?? []).map(([key, value]) => [`${driver}.${key}`, value]));
}
const driverIn = (name) => name.slice(0, name.lastIndexOf("."));
const spawning = (cwd, env) => ({
	cwd,
	env,
	encoding: "utf8",
	maxBuffer: MOST_BYTES,
	timeout: TIMEOUT_MS$1
});
const newEnough = new Set();
function requireVersion(cwd, env) {
	if (newEnough.has(env.PATH)) return;
	const { stdout, error } = (0, node_child_process().spawnSync)("git", ["--version"], spawning(cwd, env));
	if (error) throw notStarted(error, cwd);
	checkVersion(stdout);
	newEnough.add(env.PATH);
}
// src/git.ts
async function git(args, options) {
	const { cwd, input, mark } = options;
	const call = hardened(args, options);
	const ended = await runProgram("git", call.args, {
		cwd,
		env: call.env,
		timeoutMs: TIMEOUT_MS$1,
		...input !== void 0 && { input },
		...mark && { mark: markWithin(mark) }
	}).catch((error) => {
		throw notStarted(error, cwd);
	});
	if (ended.code === 0) return ended.stdout.replace(/\n$/, "");
	throw gitFailure(commandOf(args), ended.stderr || howEnded(ended), cwd);
}
function gitNow(args, options) {
	const { cwd, input, encoding } = options;
	const call = hardened(args, options);
	const ended = (0, node_child_process().spawnSync)("git", call.args, {
		...spawning(cwd, call.env),
		...encoding && { encoding },
		...input !== void 0 && { input }
	});
	if (ended.error && ended.status === null) throw notStarted(ended.error, cwd);
	if (ended.status === 0) return ended.stdout;
	throw gitFailure(commandOf(args), ended.stderr || `it ended with ${ended.status}`, cwd);
}
async function* gitLines(args, options) {
	const { cwd } = options;
	const call = hardened(args, options);
	const child = (0, node_child_process().spawn)("git", call.args, {
		cwd,
		env: call.env,
		stdio: [
			"ignore",
			"pipe",
			"pipe"
		]
	});
	let complaint = "";
	child.stderr.setEncoding("utf8").on("data", (text) => {
		complaint += text;
	});
	const ended = new Promise((resolve, reject) => {
		child.on("error", (error) => reject(notStarted(error, cwd)));
		child.on("close", resolve);
	});
	ended.catch(() => {});
	try {
		yield* child.stdout.setEncoding("utf8");
		const code = await ended;
		if (code !== 0) throw gitFailure(commandOf(args), complaint || `it ended with ${code}`, cwd);
	} finally {
		child.kill();
	}
}
const gitAsTyped = (args, { cwd, env }, also) => runProgram("git", args, {
	cwd,
	env: environmentFor([
		"git",
		"check",
		...also ? [also] : []
	], env),
	timeoutMs: TIMEOUT_MS$1
}).catch((error) => {
	throw notStarted(error, cwd);
});
const commandOf = ([command = ""]) => command;
const howEnded = ({ code, ended }) => ended === "timeout" ? `it did not end within ${TIMEOUT_MS$1 / 6e4} minutes` : `it ended with ${code}`;
// src/append.ts
function appendRecords(file, records, { durable = false } = {}) {
	appendText(file, records.map((record) => `${JSON.stringify(record)}\n`).join(""), { durable });
}
function appendText(file, lines, { durable = false, mayMove = false } = {}) {
	for (let times = 1;; times++) {
		const fd = openToAppend(file);
		try {
			writeWhole(fd, endsInLine(fd, (0, node_fs.fstatSync)(fd).size) ? lines : `\n${lines}`);
			if (durable) (0, node_fs.fsyncSync)(fd);
			if (!mayMove || times === MOST_MOVES || isStillAt(file, fd)) return;
		} finally {
			(0, node_fs.closeSync)(fd);
		}
	}
}
const MOST_MOVES = 3;
const isStillAt = (file, fd) => (0, node_fs.statSync)(file, { throwIfNoEntry: false })?.ino === (0, node_fs.fstatSync)(fd).ino;
var Appender = class {
	#file;
	#fd;
	#end = -1;
	#soon;
	constructor(file) {
		this.#file = file;
	}
	appendSoon(lines, failed) {
		if (!this.#soon) setImmediate(() => this.flush());
		this.#soon = {
			lines: (this.#soon?.lines ?? "") + lines,
			failed
		};
	}
	flush() {
		if (!this.#soon) return;
		const { lines, failed } = this.#soon;
		this.#soon = void 0;
		try {
			this.append(lines);
		} catch (error) {
			failed(error);
		}
	}
	append(lines) {
		this.#fd ??= openToAppend(this.#file);
		if (!isStillAt(this.#file, this.#fd)) {
			this.close();
			this.#fd = openToAppend(this.#file);
		}
		const { size } = (0, node_fs.fstatSync)(this.#fd);
		const text = size === this.#end || endsInLine(this.#fd, size) ? lines : `\n${lines}`;
		this.#end = -1;
		this.#end = size + writeWhole(this.#fd, text);
	}
	close() {
		this.flush();
		if (this.#fd !== void 0) (0, node_fs.closeSync)(this.#fd);
		this.#fd = void 0;
		this.#end = -1;
	}
};
function openToAppend(file) {
	try {
		return (0, node_fs.openSync)(file, "a+", 384);
	} catch (error) {
		if (systemCode(error) !== "ENOENT") throw error;
		makePrivateFolder((0, node_path.dirname)(file));
		return (0, node_fs.openSync)(file, "a+", 384);
	}
}
function writeWhole(fd, text) {
	const bytes = Buffer.from(text);
	let written = 0;
	while (written < bytes.length) written += (0, node_fs.writeSync)(fd, bytes, written);
	return written;
}
function endsInLine(fd, size) {
	if (!size) return true;
	const last = Buffer.alloc(1);
	(0, node_fs.readSync)(fd, last, 0, 1, size - 1);
	return last[0] === 10;
}
// src/json-lines.ts
function readJsonLines(file, schema, refuse, access) {
	const text = textOf(file, access);
	if (text === null) return null;
	return text.split("\n").flatMap((line, number) => {
		if (!line.trim()) return [];
		const where = `${file} line ${number + 1}`;
		const { success, data } = schema.safeParse(parsed(line));
		if (!success) throw refuse(where);
		return [{
			where,
			value: data
		}];
	});
}
function textOf(file, access) {
	try {
		return access.readText(file).replace(/^\uFEFF/, "");
	} catch (error) {
		if (error instanceof UsageError) throw error;
		if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
		throw new UsageError(`${file}: cannot read it: ${systemReason(error)}.`);
	}
}
function parsed(line) {
	try {
		return JSON.parse(line);
	} catch {
		return;
	}
}
// src/terminal/wrap.ts
const NARROWEST = 20;
function wrapped(text, width, indent = "") {
	if (!width) return text;
	return text.split("\n").map((line) => broken(line, Math.max(width, NARROWEST), indent)).join("\n");
}
function broken(line, width, indent) {
	if (shownLength(line) <= width) return line;
	const lines = [];
	const [, lead = "", rest = ""] = /^(\s*)([\s\S]*)$/.exec(line) ?? [];
	let open = lead;
	let isEmpty = true;
	for (const word of rest.split(" ")) {
		if (!isEmpty && shownLength(open) + 1 + shownLength(word) > width) {
			lines.push(open.trimEnd());
			open = lead + indent;
			isEmpty = true;
		}
		open += isEmpty ? word : ` ${word}`;
		isEmpty = false;
	}
	return [...lines, open].join("\n");
}
function table(rows, align, { width, flexible }) {
	const widths = align.map((_, index) => Math.max(0, ...rows.map((row) => shownLength(row[index] ?? ""))));
	const others = widths.reduce((sum, one, index) => index === flexible || !one ? sum : sum + one + 2, 0);
	const left = width - others;
	if (!width || others + (widths[flexible] ?? 0) <= width) return rows.map((row) => lined(row, widths, align));
	if (left >= NARROWEST) return rows.flatMap((row) => sideBySide(row, widths.with(flexible, left), {
		align,
		flexible
	}));
	return rows.flatMap((row) => [...wrapped(row.filter((cell, index) => index !== flexible && cell).join("  "), width, "  ").split("\n"), ...row[flexible] ? wrapped(`  ${row[flexible]}`, width).split("\n") : []]);
}
function sideBySide(row, widths, { align, flexible }) {
	return wrapped(row[flexible] ?? "", widths[flexible]).split("\n").map((part, at) => lined(row.map((cell, index) => index === flexible ? part : at ? "" : cell), widths, align));
}
const lined = (row, widths, align) => align.map((side, index) => {
	const [cell, width] = [row[index] ?? "", widths[index] ?? 0];
	return side === "right" ? cell.padStart(width) : cell.padEnd(width);
}).join("  ").trimEnd();
// src/terminal/interrupt.ts
function onInterrupt({ signals, exit }, onFirst) {
	const controller = new AbortController();
	const seen = new Set();
	const handle = (signal) => {
		if (!seen.size) {
			controller.abort();
			onFirst();
		} else if (isInsisting(signal, seen)) exit?.(EXIT.interrupted);
		seen.add(signal);
	};
	for (const signal of STOP_SIGNALS) signals?.on(signal, handle);
	return {
		signal: controller.signal,
		release() {
			for (const signal of STOP_SIGNALS) signals?.off(signal, handle);
		}
	};
}
const isInsisting = (signal, seen) => signal === "SIGINT" || signal === "SIGQUIT" || signal === "SIGTERM" && seen.has(signal);
// src/terminal/progress.ts
const REDRAW_MS = 100;
const PLAIN_LINE_MS = 5e3;
const SESSION_LINE_MS = 3e4;
const BAR_WIDTH = 24;
const clearLine = () => sequence("G") + sequence("K");
const alone = (text) => sequence("H") + sequence("2J") + text;
function createProgress({ stderr: stream, env }) {
	const live = stream.isTTY === true;
	let current;
	let drawn = false;
	let held = 0;
	function clear() {
		if (drawn) stream.write(clearLine());
		drawn = false;
	}
	function draw() {
		if (!current || held) return;
		const { share, text } = current;
		if (!live) {
			stream.write(`${share === null ? "" : `${percentOf(share)}  `}${text}\n`);
			return;
		}
		clear();
		stream.write(`${share === null ? "" : `${bar(share)} ${percentOf(share)}  `}${text}`.slice(0, (stream.columns || 80) - 1));
		drawn = true;
	}
	const plainLineMs = env.CLAUDECODE ? SESSION_LINE_MS : PLAIN_LINE_MS;
	const timer = setInterval(draw, live ? REDRAW_MS : plainLineMs).unref();
	return {
		update(share, text) {
			current = {
				share,
				text: visibleInLine(text)
			};
		},
		note(line) {
			clear();
			stream.write(`${wrapped(line, live ? stream.columns : 0, "  ")}\n`);
		},
		hold() {
			clear();
			held++;
			return () => held--;
		},
		end() {
			clearInterval(timer);
			clear();
		}
	};
}
const percentOf = (share) => `${Math.floor(Math.min(1, share) * 100)}%`;
function bar(share) {
	const full = Math.round(Math.min(1, share) * BAR_WIDTH);
	return `[${"\u2588".repeat(full)}${"\u2591".repeat(BAR_WIDTH - full)}]`;
}
// src/terminal/notify.ts
const TIMEOUT_MS = 5e3;
async function notify({ stderr, env }, text, wanted) {
	if (wanted === false) return null;
	if (stderr.isTTY) stderr.write(notice(text));
	if (!wanted) return null;
	const [program, args] = notifier(text);
	try {
		const { code, stderr: said } = await runProgram(program, args, {
			env: environmentFor("notifier", env),
			timeoutMs: TIMEOUT_MS
		});
		return code === 0 ? null : `${program} failed: ${said.trim().split("\n").at(-1) || `it ended with ${code}`}`;
	} catch {
		return `${program} is not installed, so nobody could be notified`;
	}
}
function notifier(text) {
	if (process.platform !== "darwin") return ["notify-send", [
		"--app-name=tierwise",
		"--",
		"tierwise",
		escaped$1(text)
	]];
	return ["osascript", [...[
		"on run argv",
		"display notification (item 1 of argv) with title \"tierwise\"",
		"end run"
	].flatMap((line) => ["-e", line]), text]];
}
const escaped$1 = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
// src/program.ts
function thisProgram() {
	const { size, mtimeMs } = (0, node_fs.statSync)(__filename);
	return `${__filename} ${size} ${mtimeMs}`;
}
// src/commands/options.ts
function dollars(text) {
	const amount = Number(text.replace(/^\$/, ""));
	if (text.trim() !== "" && amount >= 0) return amount;
	throw new (require_commander().InvalidArgumentError)("Expected an amount in US dollars, such as 1.50.");
}
const collect = (value, before = []) => [...before, value];
const sendAnyway = () => new (require_commander().Option)(`${SEND_ANYWAY} [name]`, "send this file although it looks like a secret (repeatable; no name: the only one)").preset("").argParser(collect).default([], "none");
function positiveInteger(text) {
	if (/^\d+$/.test(text) && Number(text) > 0) return Number(text);
	throw new (require_commander().InvalidArgumentError)("Expected a whole number above 0.");
}
const votesOption = () => new (require_commander().Option)("--votes <n>", `2 to ${MOST_VOTES}: so many passes must agree, or a higher tier decides; adds the column "agreement"`).argParser((text) => {
	if (/^[1-9]$/.test(text) && Number(text) <= MOST_VOTES) return Number(text);
	throw new (require_commander().InvalidArgumentError)(`Expected 1 to ${MOST_VOTES}.`);
});
const MOST_VOTES = 5;
const DAY_MS = 864e5;
const FORMS = "Expected 7d, 24h, 2w, today, week, month, a date such as 2026-11-01, a month such as 2026-11, or all.";
function since(text) {
	const now = new Date();
	if (text === "all") return new Date(0);
	const span = /^(\d+)(h|d|w)$/.exec(text);
	if (span) return new Date(now.getTime() - Number(span[1]) * {
		h: DAY_MS / 24,
		d: DAY_MS,
		w: 7 * DAY_MS
	}[span[2]]);
	const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate());
	if (text === "today") return midnight;
	if (text === "week") return later(midnight, -((midnight.getDay() + 6) % 7));
	if (text === "month") return new Date(now.getFullYear(), now.getMonth(), 1);
	return localDate(text)?.first ?? momentIn(text);
}
function until(text) {
	const next = localDate(text)?.next;
	return next ? new Date(next.getTime() - 1) : since(text);
}
function localDate(text) {
	const [, year, month, day] = /^(\d{4})-(\d\d)(?:-(\d\d))?$/.exec(text) ?? [];
	if (!year || !month) return null;
	const first = new Date(Number(year), Number(month) - 1, Number(day ?? 1));
	if (first.getMonth() !== Number(month) - 1) throw new (require_commander().InvalidArgumentError)(FORMS);
	return {
		first,
		next: day ? later(first, 1) : new Date(Number(year), Number(month), 1)
	};
}
function later(date, days) {
	const moved = new Date(date);
	moved.setDate(moved.getDate() + days);
	return moved;
}
function momentIn(text) {
	const date = new Date(text);
	if (/^\d{4}-\d\d(-\d\d)?/.test(text) && !Number.isNaN(date.getTime())) return date;
	throw new (require_commander().InvalidArgumentError)(FORMS);
}
// src/json-block.ts
function block(name, data) {
	return `<script type="application/json" class="${name}">${JSON.stringify(data).replace(/[<\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`)}<\/script>\n`;
}
// src/html.ts
function staticPage({ title, style, body }) {
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${(0, node_crypto().createHash)("sha256").update(style).digest("base64")}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
${body}
</body>
</html>
`;
}
const SIGNS = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	"\"": "&quot;",
	"'": "&#39;"
};
const escaped = (text) => visible(text).replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign);
// src/terminal/completion.ts
const SHELLS = [
	"bash",
	"zsh",
	"fish"
];
function completions(program, words, names) {
	const { command, asked, place } = reached(program, words.slice(0, -1));
	const fits = (offered) => offered.filter((name) => name.startsWith(words.at(-1) ?? ""));
	if (asked) return fits(asked.argChoices ?? namesFor(names, asked.attributeName()));
	if (words.at(-1)?.startsWith("-")) return fits(command.createHelp().visibleOptions(command).map(longName));
	if (command.commands.length && place === 0) return fits(command.createHelp().visibleCommands(command).map((sub) => sub.name()));
	const argument = command.registeredArguments[place];
	return argument ? fits(argument.argChoices ?? namesFor(names, argument.name())) : [];
}
const longName = ({ long, short }) => long ?? short ?? "";
const namesFor = (names, key) => names[key]?.() ?? [];
function reached(program, words) {
	let command = program;
	let asked;
	let place = 0;
	for (const word of words) {
		if (asked) {
			asked = void 0;
			continue;
		}
		const sub = command.commands.find((one) => one.name() === word);
		if (word.startsWith("-")) {
			const option = command.options.find((one) => [one.long, one.short].includes(word));
			if (option && !option.isBoolean()) asked = option;
		} else if (sub) command = sub;
		else place++;
	}
	return {
		command,
		asked,
		place
	};
}
const completionScript = (shell) => SCRIPTS[shell];
const SCRIPTS = {
	bash: `_tierwise() {
  local IFS=$'\\n'
  COMPREPLY=($(tierwise completion --words -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _tierwise tierwise`,
	zsh: `#compdef tierwise
_tierwise() {
  local -a found
  found=("\${(@f)$(tierwise completion --words -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n "$found" ]]; then compadd -a found; else _files; fi
}
compdef _tierwise tierwise`,
	fish: `function __tierwise
  set -l found (tierwise completion --words -- (commandline -opc)[2..-1] (commandline -ct) 2>/dev/null)
  if test -n "$found"; printf '%s\\n' $found; else; __fish_complete_path (commandline -ct); end
end
complete -c tierwise -f -a '(__tierwise)'`
};
// src/plain-file.ts
const READ = node_fs.constants.O_RDONLY | (node_fs.constants.O_NONBLOCK ?? 0) | (node_fs.constants.O_NOFOLLOW ?? 0) | (node_fs.constants.O_NOCTTY ?? 0);
function plainFile(name, folder) {
	const path = (0, node_path.resolve)(folder, name);
	refuseOther((0, node_fs.statSync)(path), name);
	const real = node_fs.realpathSync.native(path);
	const base = node_fs.realpathSync.native(isBelow((0, node_path.resolve)(folder), path) ? folder : (0, node_path.dirname)(path));
	if (isBelow(base, real)) return real;
	throw new UsageError(`${name} is a link to ${real}, out of its folder. Name that file itself if you mean it.`);
}
function readPlainFile(path, most) {
	const fd = (0, node_fs.openSync)(path, READ);
	try {
		refuseOther((0, node_fs.fstatSync)(fd), path);
		const bytes = Buffer.alloc(Math.min((0, node_fs.fstatSync)(fd).size, most) + 1);
		let length = 0;
		for (let read = -1; read && length < bytes.length; length += read) read = (0, node_fs.readSync)(fd, bytes, length, bytes.length - length, null);
		return bytes.subarray(0, length);
	} finally {
		(0, node_fs.closeSync)(fd);
	}
}
function refuseOther(found, name) {
	if (found.isFile()) return;
	if (found.isDirectory()) throw new UsageError(`${name} is a folder: name the files in it that matter.`);
	throw new UsageError(`${name} is ${found.isFIFO() ? "a pipe" : found.isSocket() ? "a socket" : "a device"}, not a file. What a program writes can come on standard input: --file -`);
}
const isBelow = (folder, path) => {
	const inside = (0, node_path.relative)(folder, path);
	return inside !== ".." && !inside.startsWith(`..${node_path.sep}`) && !(0, node_path.isAbsolute)(inside);
};
Object.defineProperty(exports, "Appender", {
	enumerable: true,
	get: function() {
		return Appender;
	}
});
Object.defineProperty(exports, "CREDENTIAL_VARIABLES", {
	enumerable: true,
	get: function() {
		return CREDENTIAL_VARIABLES;
	}
});
Object.defineProperty(exports, "DAY_MS", {
	enumerable: true,
	get: function() {
		return DAY_MS;
	}
});
Object.defineProperty(exports, "EFFORTS", {
	enumerable: true,
	get: function() {
		return EFFORTS;
	}
});
Object.defineProperty(exports, "EXIT", {
	enumerable: true,
	get: function() {
		return EXIT;
	}
});
Object.defineProperty(exports, "GitError", {
	enumerable: true,
	get: function() {
		return GitError;
	}
});
Object.defineProperty(exports, "LOCAL", {
	enumerable: true,
	get: function() {
		return LOCAL;
	}
});
Object.defineProperty(exports, "MANAGED_FOLDER", {
	enumerable: true,
	get: function() {
		return MANAGED_FOLDER;
	}
});
Object.defineProperty(exports, "MODELS", {
	enumerable: true,
	get: function() {
		return MODELS;
	}
});
Object.defineProperty(exports, "MULTIPLIERS", {
	enumerable: true,
	get: function() {
		return MULTIPLIERS;
	}
});
Object.defineProperty(exports, "NO_USAGE", {
	enumerable: true,
	get: function() {
		return NO_USAGE;
	}
});
Object.defineProperty(exports, "OPENAI_URL", {
	enumerable: true,
	get: function() {
		return OPENAI_URL;
	}
});
Object.defineProperty(exports, "OUTLINES", {
	enumerable: true,
	get: function() {
		return OUTLINES;
	}
});
Object.defineProperty(exports, "PLUGIN_ROOT", {
	enumerable: true,
	get: function() {
		return PLUGIN_ROOT;
	}
});
Object.defineProperty(exports, "RUNG_NAMES", {
	enumerable: true,
	get: function() {
		return RUNG_NAMES;
	}
});
Object.defineProperty(exports, "SEND_ANYWAY", {
	enumerable: true,
	get: function() {
		return SEND_ANYWAY;
	}
});
Object.defineProperty(exports, "SHELLS", {
	enumerable: true,
	get: function() {
		return SHELLS;
	}
});
Object.defineProperty(exports, "STOP_SIGNALS", {
	enumerable: true,
	get: function() {
		return STOP_SIGNALS;
	}
});
Object.defineProperty(exports, "TABLE_DATE", {
	enumerable: true,
	get: function() {
		return TABLE_DATE;
	}
});
Object.defineProperty(exports, "TIERS", {
	enumerable: true,
	get: function() {
		return TIERS;
	}
});
Object.defineProperty(exports, "TIER_NAMES", {
	enumerable: true,
	get: function() {
		return TIER_NAMES;
	}
});
Object.defineProperty(exports, "UsageError", {
	enumerable: true,
	get: function() {
		return UsageError;
	}
});
Object.defineProperty(exports, "WEB_SEARCH_USD", {
	enumerable: true,
	get: function() {
		return WEB_SEARCH_USD;
	}
});
Object.defineProperty(exports, "addUsage", {
	enumerable: true,
	get: function() {
		return addUsage;
	}
});
Object.defineProperty(exports, "alone", {
	enumerable: true,
	get: function() {
		return alone;
	}
});
Object.defineProperty(exports, "anthropicCredential", {
	enumerable: true,
	get: function() {
		return anthropicCredential;
	}
});
Object.defineProperty(exports, "appendRecords", {
	enumerable: true,
	get: function() {
		return appendRecords;
	}
});
Object.defineProperty(exports, "appendText", {
	enumerable: true,
	get: function() {
		return appendText;
	}
});
Object.defineProperty(exports, "atExit", {
	enumerable: true,
	get: function() {
		return atExit;
	}
});
Object.defineProperty(exports, "block", {
	enumerable: true,
	get: function() {
		return block;
	}
});
Object.defineProperty(exports, "bold", {
	enumerable: true,
	get: function() {
		return bold;
	}
});
Object.defineProperty(exports, "bugReport", {
	enumerable: true,
	get: function() {
		return bugReport;
	}
});
Object.defineProperty(exports, "claudeHome", {
	enumerable: true,
	get: function() {
		return claudeHome;
	}
});
Object.defineProperty(exports, "cloudCredentialHost", {
	enumerable: true,
	get: function() {
		return cloudCredentialHost;
	}
});
Object.defineProperty(exports, "collect", {
	enumerable: true,
	get: function() {
		return collect;
	}
});
Object.defineProperty(exports, "columns", {
	enumerable: true,
	get: function() {
		return columns;
	}
});
Object.defineProperty(exports, "completionScript", {
	enumerable: true,
	get: function() {
		return completionScript;
	}
});
Object.defineProperty(exports, "completions", {
	enumerable: true,
	get: function() {
		return completions;
	}
});
Object.defineProperty(exports, "costUsd", {
	enumerable: true,
	get: function() {
		return costUsd;
	}
});
Object.defineProperty(exports, "count", {
	enumerable: true,
	get: function() {
		return count;
	}
});
Object.defineProperty(exports, "counted", {
	enumerable: true,
	get: function() {
		return counted;
	}
});
Object.defineProperty(exports, "createProgress", {
	enumerable: true,
	get: function() {
		return createProgress;
	}
});
Object.defineProperty(exports, "cyan", {
	enumerable: true,
	get: function() {
		return cyan;
	}
});
Object.defineProperty(exports, "dataHome", {
	enumerable: true,
	get: function() {
		return dataHome;
	}
});
Object.defineProperty(exports, "didYouMean", {
	enumerable: true,
	get: function() {
		return didYouMean;
	}
});
Object.defineProperty(exports, "dim", {
	enumerable: true,
	get: function() {
		return dim;
	}
});
Object.defineProperty(exports, "dollars", {
	enumerable: true,
	get: function() {
		return dollars;
	}
});
Object.defineProperty(exports, "duration", {
	enumerable: true,
	get: function() {
		return duration;
	}
});
Object.defineProperty(exports, "environmentFor", {
	enumerable: true,
	get: function() {
		return environmentFor;
	}
});
Object.defineProperty(exports, "escaped", {
	enumerable: true,
	get: function() {
		return escaped;
	}
});
Object.defineProperty(exports, "estimateTokens", {
	enumerable: true,
	get: function() {
		return estimateTokens;
	}
});
Object.defineProperty(exports, "estimateTokensOf", {
	enumerable: true,
	get: function() {
		return estimateTokensOf;
	}
});
Object.defineProperty(exports, "git", {
	enumerable: true,
	get: function() {
		return git;
	}
});
Object.defineProperty(exports, "gitAsTyped", {
	enumerable: true,
	get: function() {
		return gitAsTyped;
	}
});
Object.defineProperty(exports, "gitFailure", {
	enumerable: true,
	get: function() {
		return gitFailure;
	}
});
Object.defineProperty(exports, "gitLines", {
	enumerable: true,
	get: function() {
		return gitLines;
	}
});
Object.defineProperty(exports, "gitNow", {
	enumerable: true,
	get: function() {
		return gitNow;
	}
});
Object.defineProperty(exports, "hasPrice", {
	enumerable: true,
	get: function() {
		return hasPrice;
	}
});
Object.defineProperty(exports, "holderOf", {
	enumerable: true,
	get: function() {
		return holderOf;
	}
});
Object.defineProperty(exports, "isBelow", {
	enumerable: true,
	get: function() {
		return isBelow;
	}
});
Object.defineProperty(exports, "isLoopback", {
	enumerable: true,
	get: function() {
		return isLoopback;
	}
});
Object.defineProperty(exports, "isOpenaiModel", {
	enumerable: true,
	get: function() {
		return isOpenaiModel;
	}
});
Object.defineProperty(exports, "isRefusedBySystem", {
	enumerable: true,
	get: function() {
		return isRefusedBySystem;
	}
});
Object.defineProperty(exports, "isRegional", {
	enumerable: true,
	get: function() {
		return isRegional;
	}
});
Object.defineProperty(exports, "isTooDeep", {
	enumerable: true,
	get: function() {
		return isTooDeep;
	}
});
Object.defineProperty(exports, "keyVariable", {
	enumerable: true,
	get: function() {
		return keyVariable;
	}
});
Object.defineProperty(exports, "killMarked", {
	enumerable: true,
	get: function() {
		return killMarked;
	}
});
Object.defineProperty(exports, "livingProcess", {
	enumerable: true,
	get: function() {
		return livingProcess;
	}
});
Object.defineProperty(exports, "lower", {
	enumerable: true,
	get: function() {
		return lower;
	}
});
Object.defineProperty(exports, "makePrivateFolder", {
	enumerable: true,
	get: function() {
		return makePrivateFolder;
	}
});
Object.defineProperty(exports, "managedFiles", {
	enumerable: true,
	get: function() {
		return managedFiles;
	}
});
Object.defineProperty(exports, "markWithin", {
	enumerable: true,
	get: function() {
		return markWithin;
	}
});
Object.defineProperty(exports, "maskSecrets", {
	enumerable: true,
	get: function() {
		return maskSecrets;
	}
});
Object.defineProperty(exports, "matchesName", {
	enumerable: true,
	get: function() {
		return matchesName;
	}
});
Object.defineProperty(exports, "maximumTokens", {
	enumerable: true,
	get: function() {
		return maximumTokens;
	}
});
Object.defineProperty(exports, "megabytes", {
	enumerable: true,
	get: function() {
		return megabytes;
	}
});
Object.defineProperty(exports, "notify", {
	enumerable: true,
	get: function() {
		return notify;
	}
});
Object.defineProperty(exports, "onInterrupt", {
	enumerable: true,
	get: function() {
		return onInterrupt;
	}
});
Object.defineProperty(exports, "oneOf", {
	enumerable: true,
	get: function() {
		return oneOf;
	}
});
Object.defineProperty(exports, "outputsOf", {
	enumerable: true,
	get: function() {
		return outputsOf;
	}
});
Object.defineProperty(exports, "ownText", {
	enumerable: true,
	get: function() {
		return ownText;
	}
});
Object.defineProperty(exports, "parseOpenaiModel", {
	enumerable: true,
	get: function() {
		return parseOpenaiModel;
	}
});
Object.defineProperty(exports, "passedOverInWords", {
	enumerable: true,
	get: function() {
		return passedOverInWords;
	}
});
Object.defineProperty(exports, "pathOf", {
	enumerable: true,
	get: function() {
		return pathOf;
	}
});
Object.defineProperty(exports, "percent", {
	enumerable: true,
	get: function() {
		return percent;
	}
});
Object.defineProperty(exports, "plainFile", {
	enumerable: true,
	get: function() {
		return plainFile;
	}
});
Object.defineProperty(exports, "plainName", {
	enumerable: true,
	get: function() {
		return plainName;
	}
});
Object.defineProperty(exports, "positiveInteger", {
	enumerable: true,
	get: function() {
		return positiveInteger;
	}
});
Object.defineProperty(exports, "priceInForce", {
	enumerable: true,
	get: function() {
		return priceInForce;
	}
});
Object.defineProperty(exports, "promptTokens", {
	enumerable: true,
	get: function() {
		return promptTokens;
	}
});
Object.defineProperty(exports, "readJsonLines", {
	enumerable: true,
	get: function() {
		return readJsonLines;
	}
});
Object.defineProperty(exports, "readPlainFile", {
	enumerable: true,
	get: function() {
		return readPlainFile;
	}
});
Object.defineProperty(exports, "readRecord", {
	enumerable: true,
	get: function() {
		return readRecord;
	}
});
Object.defineProperty(exports, "refuseSecrets", {
	enumerable: true,
	get: function() {
		return refuseSecrets;
	}
});
Object.defineProperty(exports, "runProgram", {
	enumerable: true,
	get: function() {
		return runProgram;
	}
});
Object.defineProperty(exports, "secretIn", {
	enumerable: true,
	get: function() {
		return secretIn;
	}
});
Object.defineProperty(exports, "secretsAmong", {
	enumerable: true,
	get: function() {
		return secretsAmong;
	}
});
Object.defineProperty(exports, "sendAnyway", {
	enumerable: true,
	get: function() {
		return sendAnyway;
	}
});
Object.defineProperty(exports, "sequence", {
	enumerable: true,
	get: function() {
		return sequence;
	}
});
Object.defineProperty(exports, "serverAddress", {
	enumerable: true,
	get: function() {
		return serverAddress;
	}
});
Object.defineProperty(exports, "setStyle", {
	enumerable: true,
	get: function() {
		return setStyle;
	}
});
Object.defineProperty(exports, "shippedModel", {
	enumerable: true,
	get: function() {
		return shippedModel;
	}
});
Object.defineProperty(exports, "shortAnswerParameters", {
	enumerable: true,
	get: function() {
		return shortAnswerParameters;
	}
});
Object.defineProperty(exports, "since", {
	enumerable: true,
	get: function() {
		return since;
	}
});
Object.defineProperty(exports, "staticPage", {
	enumerable: true,
	get: function() {
		return staticPage;
	}
});
Object.defineProperty(exports, "systemCode", {
	enumerable: true,
	get: function() {
		return systemCode;
	}
});
Object.defineProperty(exports, "systemReason", {
	enumerable: true,
	get: function() {
		return systemReason;
	}
});
Object.defineProperty(exports, "table", {
	enumerable: true,
	get: function() {
		return table;
	}
});
Object.defineProperty(exports, "thisProgram", {
	enumerable: true,
	get: function() {
		return thisProgram;
	}
});
Object.defineProperty(exports, "tryLock", {
	enumerable: true,
	get: function() {
		return tryLock;
	}
});
Object.defineProperty(exports, "until", {
	enumerable: true,
	get: function() {
		return until;
	}
});
Object.defineProperty(exports, "usd", {
	enumerable: true,
	get: function() {
		return usd;
	}
});
Object.defineProperty(exports, "userHome", {
	enumerable: true,
	get: function() {
		return userHome;
	}
});
Object.defineProperty(exports, "version", {
	enumerable: true,
	get: function() {
		return version;
	}
});
Object.defineProperty(exports, "visible", {
	enumerable: true,
	get: function() {
		return visible;
	}
});
Object.defineProperty(exports, "visibleInJson", {
	enumerable: true,
	get: function() {
		return visibleInJson;
	}
});
Object.defineProperty(exports, "visibleInLine", {
	enumerable: true,
	get: function() {
		return visibleInLine;
	}
});
Object.defineProperty(exports, "visibleJson", {
	enumerable: true,
	get: function() {
		return visibleJson;
	}
});
Object.defineProperty(exports, "votesOption", {
	enumerable: true,
	get: function() {
		return votesOption;
	}
});
Object.defineProperty(exports, "withNextStep", {
	enumerable: true,
	get: function() {
		return withNextStep;
	}
});
Object.defineProperty(exports, "withThinking", {
	enumerable: true,
	get: function() {
		return withThinking;
	}
});
Object.defineProperty(exports, "wrapped", {
	enumerable: true,
	get: function() {
		return wrapped;
	}
});
