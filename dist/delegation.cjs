"use strict";
Object.defineProperty(exports, Symbol.toStringTag, { value: "Module" });
let node_fs = require("node:fs");
let node_path = require("node:path");
let node_os = require("node:os");
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
// src/data-home.ts
const dataHome = (env) => env.TIERWISE_HOME || (0, node_path.join)(claudeHome(env), "tierwise");
const claudeHome = (env) => env.CLAUDE_CONFIG_DIR || (0, node_path.join)(userHome(env), ".claude");
const userHome = (env) => env.HOME || (0, node_os.homedir)();
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
// src/hooks/delegation.ts
const home = dataHome(process.env);
const project = process.env.CLAUDE_PROJECT_DIR || process.cwd();
const ASKED_FOR = /\bmode["']?\s*:\s*["']?(?!\s|["']?observe\b)/;
function asksForIt(file) {
	try {
		return ASKED_FOR.test((0, node_fs.readFileSync)(file, "utf8"));
	} catch {
		return false;
	}
}
const BEAT_MS = 6e4;
function isLeftToLive(session) {
	if (!session || !/^[\w-]+$/.test(session)) return false;
	try {
		const { v, since } = JSON.parse((0, node_fs.readFileSync)((0, node_path.join)(home, "live", session, "module.json"), "utf8"));
		return v === 1 && Date.now() - Date.parse(since) < BEAT_MS;
	} catch {
		return false;
	}
}
if (!isLeftToLive(process.env.CLAUDE_CODE_SESSION_ID) && [(0, node_path.join)(home, "tierwise.md"), (0, node_path.join)(project, ".claude", "tierwise.md")].some(asksForIt)) Promise.resolve().then(() => require("./delegation-route-delegation.cjs")).then(({ routeDelegation }) => routeDelegation({
	home,
	project,
	env: process.env
}, () => (0, node_fs.readFileSync)(0, "utf8"))).then((said) => said && process.stdout.write(said)).catch(() => void 0);
exports.UsageError = UsageError;
exports.makePrivateFolder = makePrivateFolder;
exports.systemCode = systemCode;
exports.systemReason = systemReason;
