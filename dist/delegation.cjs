"use strict";
let node_fs = require("node:fs");
let node_path = require("node:path");
let node_vm_loaded;
const node_vm = () => node_vm_loaded ??= require("node:vm");
let node_os_loaded;
const node_os = () => node_os_loaded ??= require("node:os");
// src/errors.ts
const systemCode = (error) => error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : void 0;
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
// src/compiled.ts
function loadCompiled(file, env) {
	const kept = (0, node_path.join)(cacheFolder(env), `${(0, node_path.basename)(file)}.bin`);
	const label = labelOf(file);
	const cachedData = readKept(kept, label);
	const code = (0, node_fs.readFileSync)(file, "latin1");
	const script = new (node_vm().Script)(`(function (exports, require, module, __filename, __dirname) {${code}\n})`, {
		filename: file,
		...cachedData && { cachedData }
	});
	const module = { exports: {} };
	script.runInThisContext()(module.exports, require, module, file, (0, node_path.dirname)(file));
	return {
		...module,
		isKept: cachedData !== null && !script.cachedDataRejected,
		script,
		label,
		kept
	};
}
function cacheFolder(env) {
	return (0, node_path.join)(env.XDG_CACHE_HOME || (0, node_path.join)(userHome(env), ".cache"), "tierwise");
}
function labelOf(file) {
	const { size, mtimeMs } = (0, node_fs.statSync)(file);
	return `${JSON.stringify([
		1,
		file,
		size,
		mtimeMs,
		process.version,
		process.arch
	])}`;
}
const OTHERS_MAY_WRITE = 18;
function readKept(kept, label) {
	let fd = null;
	try {
		fd = (0, node_fs.openSync)(kept, "r");
		const { uid, mode } = (0, node_fs.fstatSync)(fd);
		if (uid !== process.getuid?.() || mode & OTHERS_MAY_WRITE) return null;
		const bytes = (0, node_fs.readFileSync)(fd);
		const end = bytes.indexOf("\n") + 1;
		const data = bytes.subarray(end);
		return bytes.toString("latin1", 0, end) === `${label} ${data.length}\n` ? data : null;
	} catch {
		return null;
	} finally {
		if (fd !== null) (0, node_fs.closeSync)(fd);
	}
}
function keepCompiled({ isKept, script, label, kept }) {
	if (isKept || !process.getuid) return;
	const draft = `${kept}.${process.pid}.tmp`;
	try {
		makePrivateFolder((0, node_path.dirname)(kept));
		const fd = (0, node_fs.openSync)(draft, "wx", 384);
		try {
			const data = script.createCachedData();
			const bytes = Buffer.concat([Buffer.from(`${label} ${data.length}\n`, "latin1"), data]);
			if ((0, node_fs.writeSync)(fd, bytes) < bytes.length) throw new Error("the disk is full");
			(0, node_fs.fsyncSync)(fd);
		} finally {
			(0, node_fs.closeSync)(fd);
		}
		(0, node_fs.renameSync)(draft, kept);
	} catch {
		(0, node_fs.rmSync)(draft, { force: true });
	}
}
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
// src/hooks/delegation.ts
const home = dataHome(process.env);
const project = process.env.CLAUDE_PROJECT_DIR || process.cwd();
const ASKED_FOR = /\bmode["']?\s*:\s*["']?(?!\s|["']?observe\b)/;
function asksForIt(file) {
	try {
		return (0, node_fs.existsSync)(file) && ASKED_FOR.test((0, node_fs.readFileSync)(file, "utf8"));
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
function answer() {
	const second = loadCompiled((0, node_path.join)(__dirname, "route-delegation.cjs"), process.env);
	const { routeDelegation } = second.exports;
	const said = routeDelegation({
		home,
		project,
		env: process.env
	}, () => (0, node_fs.readFileSync)(0, "utf8"));
	const isSaid = !said || say(said);
	keepCompiled(second);
	if (isSaid) process.exit();
}
try {
	const policies = [(0, node_path.join)(home, "tierwise.md"), (0, node_path.join)(project, ".claude", "tierwise.md")];
	if (!isLeftToLive(process.env.CLAUDE_CODE_SESSION_ID) && policies.some(asksForIt)) answer();
} catch {}
