"use strict";
Object.defineProperty(exports, Symbol.toStringTag, { value: "Module" });
let node_fs = require("node:fs");
let node_path = require("node:path");
let node_os_loaded;
const node_os = () => node_os_loaded ??= require("node:os");
// src/errors.ts
const systemCode = (error) => error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : void 0;
// src/data-home.ts
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
// src/compiled.ts
function keepPartsCompiled(env, keepIn) {
	if (!process.getuid) return;
	try {
		const folder = cacheFolder(env);
		makePrivateFolder(folder);
		const { uid, mode } = (0, node_fs.statSync)(folder);
		if (uid === process.getuid() && !(mode & OTHERS_MAY_WRITE)) keepIn(folder);
	} catch {}
}
function cacheFolder(env) {
	return (0, node_path.join)(env.XDG_CACHE_HOME || (0, node_path.join)(userHome(env), ".cache"), "tierwise");
}
const OTHERS_MAY_WRITE = 18;
// src/say.ts
function say(text) {
	const bytes = Buffer.from(text);
	let written = 0;
	try {
		while (written < bytes.length) written += (0, node_fs.writeSync)(1, bytes, written);
		return true;
	} catch {
		process.stdout.on("error", () => {});
		process.stdout.write(bytes.subarray(written));
		return false;
	}
}
// src/start.ts
function start() {
	const [called = "", ...others] = process.argv.slice(2);
	if ([
		"--help",
		"-h",
		"help"
	].includes(called) && !others.length && !isTerminal()) {
		say((0, node_fs.readFileSync)((0, node_path.join)(__dirname, "help.txt"), "utf8"));
		return;
	}
	const { enableCompileCache } = require("node:module");
	if (enableCompileCache) keepPartsCompiled(process.env, enableCompileCache);
	require((0, node_path.join)(__dirname, "tierwise.cjs")).start();
	setTimeout(loadRest, LONG_RUN_MS).unref();
}
const LONG_RUN_MS = 2e3;
function loadRest() {
	const loaded = Object.keys(require.cache);
	try {
		for (const file of loaded.filter((one) => (0, node_path.dirname)(one) === __dirname)) for (const [, part = ""] of (0, node_fs.readFileSync)(file, "latin1").matchAll(LATER)) require((0, node_path.join)(__dirname, part));
	} catch {
		return;
	}
	if (Object.keys(require.cache).length > loaded.length) loadRest();
}
const LATER = / \?\?= require\("\.\/([\w-]+\.cjs)"\);$/gm;
function isTerminal() {
	try {
		return (0, node_fs.fstatSync)(1).isCharacterDevice();
	} catch {
		return true;
	}
}
exports.loadRest = loadRest;
exports.start = start;
