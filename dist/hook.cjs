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
// src/usage/ledger-entry.ts
const SUMS = [
	"input",
	"output",
	"cacheRead",
	"cacheWrite5m",
	"cacheWrite1h",
	"thinking",
	"webSearches",
	"ms"
];
const ledgerFolder = (home) => (0, node_path.join)(home, "ledger");
[...SUMS];
// src/usage/transcript.ts
function subagentTranscripts(transcript) {
	const folder = (0, node_path.join)(transcript.replace(/\.jsonl$/, ""), "subagents");
	if (!(0, node_fs.existsSync)(folder)) return [];
	try {
		return (0, node_fs.readdirSync)(folder, {
			recursive: true,
			encoding: "utf8"
		}).filter((name) => /^agent-.*\.jsonl$/.test((0, node_path.basename)(name))).map((name) => (0, node_path.join)(folder, name));
	} catch {
		return [];
	}
}
// src/usage/ingest.ts
const offsetsFolder = (home) => (0, node_path.join)(ledgerFolder(home), "offsets");
const offsetsFile = (home, transcript) => (0, node_path.join)(offsetsFolder(home), `${(0, node_path.basename)(transcript, ".jsonl")}.json`);
function readProgress(home, transcript) {
	try {
		const file = offsetsFile(home, transcript);
		if (!(0, node_fs.existsSync)(file)) return null;
		const value = JSON.parse((0, node_fs.readFileSync)(file, "utf8"));
		return isProgress(value) ? value : null;
	} catch {
		return null;
	}
}
function isProgress(value) {
	if (typeof value !== "object" || value === null) return false;
	const { v = 1, transcript, offsets, lastCall, passedOver = 0 } = value;
	return v === 1 && typeof transcript === "string" && transcript !== "" && (typeof lastCall === "string" || lastCall === null) && isCount(passedOver) && typeof offsets === "object" && offsets !== null && !Array.isArray(offsets) && Object.values(offsets).every(isCount);
}
const isCount = (value) => Number.isSafeInteger(value) && value >= 0;
// src/hooks/nothing-new.ts
const ADVISED_ON = [
	"CLAUDE_CODE_SUBAGENT_MODEL",
	"ANTHROPIC_DEFAULT_HAIKU_MODEL",
	"CLAUDE_CODE_EFFORT_LEVEL"
];
function isNothingNew(payload, env) {
	const { hook_event_name: name, transcript_path: transcript } = JSON.parse(payload);
	if (env.CLAUDE_PLUGIN_OPTION_RECORD_USAGE === "false") return true;
	if (name === "SessionStart" && ADVISED_ON.some((setting) => env[setting])) return false;
	if (typeof transcript !== "string") return true;
	const size = sizeOf(transcript);
	if (name === "SessionEnd" && size === void 0) return false;
	const { offsets = {} } = readProgress(dataHome(env), transcript) ?? {};
	return [transcript, ...subagentTranscripts(transcript)].every((file) => {
		const read = offsets[(0, node_path.relative)((0, node_path.dirname)(transcript), file)] ?? 0;
		return (sizeOf(file) ?? read) === read;
	});
}
const sizeOf = (file) => (0, node_fs.statSync)(file, { throwIfNoEntry: false })?.size;
// src/hooks/main.ts
function take(payload) {
	const second = loadCompiled((0, node_path.join)(__dirname, "take-event.cjs"), process.env);
	let isSaid = true;
	second.exports.takeEvent(payload, process.env, (json) => {
		isSaid = say(json);
	});
	keepCompiled(second);
	if (isSaid) process.exit();
}
try {
	const payload = (0, node_fs.readFileSync)(0, "utf8");
	if (!isNothingNew(payload, process.env)) take(payload);
} catch {}
