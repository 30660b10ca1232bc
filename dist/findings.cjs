"use strict";
let require_ask_loaded;
const require_ask = () => require_ask_loaded ??= require("./ask.cjs");
let require_usage_loaded;
const require_usage = () => require_usage_loaded ??= require("./usage.cjs");
// src/opinion/said-findings.ts
const LISTS = [
	"findings",
	"issues",
	"problems",
	"bugs",
	"comments"
];
const CUT = "cut off before it was complete";
const NO_JSON = "not in the shape asked for";
function saidFindings(reply) {
	const object = require_ask().objectIn(reply);
	const list = LISTS.map((name) => object?.[name]).find(Array.isArray) ?? arrayIn(reply);
	if (list) return {
		entries: list,
		raw: list.length ? null : besideNothing(reply)
	};
	const { found, end, isOpen } = objectsIn(reply);
	if (!found.length) return {
		entries: [],
		raw: {
			text: reply,
			reason: opens(reply) ? CUT : NO_JSON
		}
	};
	const rest = reply.slice(end).replace(/^[\s,]+/, "");
	return {
		entries: found,
		raw: isOpen && rest ? {
			text: rest,
			reason: CUT
		} : null
	};
}
const MOST_WORDS = 200;
const besideNothing = (reply) => reply.length > MOST_WORDS ? {
	text: reply,
	reason: "an empty list, with words beside it"
} : null;
const opens = (reply) => /^\s*(?:```\w*\s*)?[[{]/.test(reply);
function arrayIn(reply) {
	const value = require_usage().parseJson(reply.slice(reply.indexOf("["), reply.lastIndexOf("]") + 1));
	return Array.isArray(value) && (value.some(isFinding) || /^\W*(?:json)?\W*$/.test(reply)) ? value : null;
}
const isFinding = (value) => require_usage().isRecord(value) && [
	"claim",
	"evidence",
	"severity",
	"file"
].filter((name) => name in value).length >= 2;
function objectsIn(text) {
	const starts = [];
	const found = [];
	let end = 0;
	for (const { sign, at } of bracesIn(text)) if (sign === "{") starts.push(at);
	else {
		const start = starts.pop();
		const value = start === void 0 ? null : require_usage().parseJson(text.slice(start, at + 1));
		if (!isFinding(value)) continue;
		found.push(value);
		end = at + 1;
	}
	return {
		found,
		end,
		isOpen: starts.length > 0
	};
}
function* bracesIn(text) {
	let depth = 0;
	let inString = false;
	for (let at = 0; at < text.length; at++) {
		const sign = text[at] ?? "";
		if (inString && sign === "\\") at++;
		else if (sign === "\"" && depth > 0) inString = !inString;
		else if (!inString && (sign === "{" || sign === "}")) {
			depth = Math.max(0, depth + (sign === "{" ? 1 : -1));
			yield {
				sign,
				at
			};
		}
	}
}
// src/opinion/schemas.ts
const text = { type: "string" };
const record = (properties) => ({
	type: "object",
	properties,
	required: Object.keys(properties),
	additionalProperties: false
});
const rows = (properties) => ({
	type: "array",
	items: record(properties)
});
// src/opinion/findings.ts
const SEVERITIES = [
	"critical",
	"major",
	"minor",
	"fine"
];
const MOST_FINDINGS = 200;
const FINDINGS_SCHEMA = record({ findings: rows({
	file: text,
	line: { type: "integer" },
	severity: {
		type: "string",
		enum: SEVERITIES
	},
	claim: text,
	evidence: text
}) });
function readFindings(reply, code) {
	const { entries, raw } = saidFindings(reply);
	const read = {
		findings: [],
		unverified: [],
		raw
	};
	for (const [index, entry] of entries.entries()) {
		const checked = index < MOST_FINDINGS ? check(entry, code) : `one of more than ${MOST_FINDINGS}`;
		if (typeof checked === "string") read.unverified.push(asGiven(entry, checked));
		else read.findings.push(checked);
	}
	return read;
}
function check(entry, code) {
	if (!require_usage().isRecord(entry)) return "not a finding in the shape asked for";
	const { claim, file, severity } = entry;
	const evidence = Array.isArray(entry.evidence) ? entry.evidence.join("\n") : entry.evidence;
	if (typeof claim !== "string" || !claim.trim()) return "it has no claim";
	if (typeof file !== "string" || !file.trim()) return "it names no file";
	if (typeof evidence !== "string" || !evidence.trim()) return "it quotes no code";
	const place = code.placeOf(evidence, {
		file,
		line: lineOf(entry.line) ?? lineAfter(file)
	});
	if (typeof place === "string") return place;
	return {
		...place,
		severity: severityOf(severity),
		claim,
		evidence
	};
}
function asGiven(entry, reason) {
	const given = require_usage().isRecord(entry) ? entry : {};
	const { file = null, line = null, severity = null, evidence = null } = given;
	return {
		severity,
		file,
		line,
		claim: typeof given.claim === "string" ? given.claim : textOf(entry),
		evidence,
		reason
	};
}
const textOf = (entry) => typeof entry === "string" ? entry : JSON.stringify(entry);
function lineOf(said) {
	const first = Array.isArray(said) ? said[0] : said;
	const digits = typeof first === "string" || typeof first === "number" ? /\d+/.exec(String(first)) : null;
	return digits ? Number(digits[0]) : null;
}
const lineAfter = (file) => lineOf(/:L?(\d+)[^/]*$/.exec(file)?.[1]);
const SEVERITY_WORDS = [
	[/\b(?:critical|crit|blocker|blocking|fatal|catastrophic|showstopper|p0|sev-?0)\b/i, "critical"],
	[/\b(?:major|high|severe|serious|important|error|medium|moderate|warning|p1|p2|sev-?[12])\b/i, "major"],
	[/\b(?:fine|ok|okay)\b/i, "fine"]
];
const severityOf = (said) => SEVERITY_WORDS.find(([pattern]) => typeof said === "string" && pattern.test(said))?.[1] ?? "minor";
// src/opinion/diff.ts
function parseDiff(text) {
	const reader = new DiffReader();
	for (const line of text.split("\n")) reader.take(line);
	return reader.files;
}
function changedParts(text) {
	const isGits = /^diff --/m.test(text);
	const parts = [];
	let inHead = false;
	for (const line of text.split("\n")) {
		const begins = isGits ? line.startsWith("diff --") : !inHead && line.startsWith("--- ");
		if (begins) parts.push(partOf(line));
		inHead = (inHead || begins) && !line.startsWith("@@");
		const part = parts.at(-1);
		if (part) takeLine(part, line, inHead);
	}
	return parts;
}
function partOf(line) {
	const path = /^diff --.* "?b\/(.*?)"?$/.exec(line)?.[1];
	return {
		name: path ?? "-",
		names: path ? [path] : [],
		text: ""
	};
}
function takeLine(part, line, inHead) {
	const named = inHead && /^(?:---|\+\+\+|rename from|rename to|copy from|copy to) (.*)$/.exec(line)?.[1];
	if (!named) {
		part.text += `${unmarked$1(line)}\n`;
		return;
	}
	const path = pathIn(named);
	if (path === "/dev/null") return;
	part.name = path;
	part.names.push(path);
}
const unmarked$1 = (text) => text.replace(/^[-+ ]/gm, "");
var DiffReader = class {
	files = new Map();
	#file = null;
	#oldPath = "";
	#hunk = null;
	take(line) {
		const { oldLeft = 0, newLeft = 0 } = this.#hunk ?? {};
		if (this.#file && this.#hunk && (oldLeft > 0 || newLeft > 0)) takeBody(line, this.#file, this.#hunk);
		else this.#takeHeader(line);
	}
	#takeHeader(line) {
		const hunk = this.#file && hunkIn(line);
		if (hunk) this.#hunk = hunk;
		else if (line.startsWith("--- ")) this.#oldPath = pathIn(line.slice(4));
		else if (line.startsWith("+++ ")) this.#open(pathIn(line.slice(4)));
	}
	#open(newPath) {
		const path = newPath === "/dev/null" ? this.#oldPath : newPath;
		this.#file = this.files.get(path) ?? {
			path,
			after: [],
			removed: []
		};
		this.#hunk = null;
		this.files.set(path, this.#file);
	}
};
function hunkIn(line) {
	const [, oldLine, oldLeft = 1, newLine, newLeft = 1] = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line) ?? [];
	if (oldLine === void 0) return null;
	return {
		oldLine: Number(oldLine),
		newLine: Number(newLine),
		oldLeft: Number(oldLeft),
		newLeft: Number(newLeft)
	};
}
function takeBody(line, file, hunk) {
	const text = withoutCr(line.slice(1));
	if (line.startsWith("\\")) return;
	if (line.startsWith("-")) {
		file.removed.push({
			number: hunk.oldLine++,
			text
		});
		hunk.oldLeft--;
		return;
	}
	file.after.push({
		number: hunk.newLine++,
		text
	});
	hunk.newLeft--;
	if (line.startsWith("+")) return;
	hunk.oldLine++;
	hunk.oldLeft--;
}
const withoutCr = (line) => line.endsWith("\r") ? line.slice(0, -1) : line;
const pathIn = (header) => header.replace(/\t.*$/, "").replace(/^"(.*)"$/, "$1").trim().replace(/^[abciwo]\//, "");
// src/opinion/quote.ts
const WORD = /[\p{L}\p{N}_$]/u;
function squeeze(text) {
	const bare = text.trim();
	return /[^\S ]| {2}/.test(bare) ? bare.replace(/\s+/g, " ") : bare;
}
var SearchableLines = class {
	#text;
	#offsets = [];
	#numbers = [];
	constructor(lines) {
		const parts = [];
		let offset = 0;
		for (const { number, text } of lines) {
			const part = squeeze(text);
			if (!part) continue;
			this.#offsets.push(offset);
			this.#numbers.push(number);
			parts.push(part);
			offset += part.length + 1;
		}
		this.#text = parts.join(" ");
	}
	linesOf(quote, from = 0, most = Number.POSITIVE_INFINITY) {
		return this.#linesIn(squeeze(quote), {
			from,
			most,
			begin: 0,
			end: this.#text.length
		});
	}
	linesNear(quote, number, near, from = 0) {
		const [first, last] = [firstAtLeast(this.#numbers, number - near), firstAtLeast(this.#numbers, number + near + 1)];
		const wanted = squeeze(quote);
		const begin = Math.max(0, (this.#offsets[first] ?? this.#text.length) - from);
		const end = (this.#offsets[last] ?? this.#text.length) - from + wanted.length;
		return this.#linesIn(wanted, {
			from,
			most: Number.POSITIVE_INFINITY,
			begin,
			end
		}).filter((line) => Math.abs(line - number) <= near);
	}
	#linesIn(wanted, { from, most, begin, end }) {
		if (!wanted) return [];
		const found = [];
		const text = begin === 0 && end >= this.#text.length ? this.#text : this.#text.slice(begin, end);
		for (const at of occurrences(wanted, text)) {
			const start = begin + at;
			if (!this.#isWhole(start, start + wanted.length)) continue;
			const number = this.#numbers[firstAtLeast(this.#offsets, start + from + 1) - 1];
			if (number !== void 0 && found.at(-1) !== number) found.push(number);
			if (found.length >= most) break;
		}
		return found;
	}
	#isWhole(start, end) {
		const isWithin = (at) => WORD.test(this.#text[at - 1] ?? "") && WORD.test(this.#text[at] ?? "");
		return !isWithin(start) && !isWithin(end);
	}
};
function firstAtLeast(numbers, least) {
	let [low, high] = [0, numbers.length];
	while (low < high) {
		const middle = low + high >> 1;
		if ((numbers[middle] ?? 0) < least) low = middle + 1;
		else high = middle;
	}
	return low;
}
const MOST_LEFT_TO_ENGINE = 16;
function* occurrences(wanted, text) {
	let from = 0;
	for (let found = 0; found < MOST_LEFT_TO_ENGINE; found++) {
		const at = text.indexOf(wanted, from);
		if (at < 0) return;
		yield at;
		from = at + 1;
	}
	yield* repeated(wanted, text, from);
}
function* repeated(wanted, text, from) {
	const fallback = fallbacksOf(wanted);
	let matched = 0;
	for (let at = from; at < text.length; at++) {
		while (matched > 0 && text.charCodeAt(at) !== wanted.charCodeAt(matched)) matched = fallback[matched] ?? 0;
		if (text.charCodeAt(at) === wanted.charCodeAt(matched)) matched++;
		if (matched < wanted.length) continue;
		yield at - matched + 1;
		matched = fallback[matched] ?? 0;
	}
}
function fallbacksOf(wanted) {
	const fallback = new Int32Array(wanted.length + 1);
	let matched = 0;
	for (let at = 1; at < wanted.length; at++) {
		while (matched > 0 && wanted.charCodeAt(at) !== wanted.charCodeAt(matched)) matched = fallback[matched] ?? 0;
		if (wanted.charCodeAt(at) === wanted.charCodeAt(matched)) matched++;
		fallback[at + 1] = matched;
	}
	return fallback;
}
// src/opinion/evidence.ts
const SHORTEST_CODE = 8;
function wantedCode(evidence) {
	const lines = evidence.split(/\r?\n/).filter((line) => !/^\s*```|^@@|^(?:---|\+\+\+) /.test(line));
	const plain = wanted(lines, 0);
	if (!lines.some((line) => /^\s*[-+]/.test(line))) return {
		after: plain,
		removed: plain
	};
	const isHunk = lines.some((line) => /^[-+]/.test(line));
	const marks = lines.map((line) => (isHunk ? line : line.trimStart()).charAt(0));
	const kept = lines.filter((_, index) => marks[index] !== "-").map((line) => unmarked(line, isHunk));
	const removed = lines.filter((_, index) => marks[index] !== "+").map((line) => unmarked(line, isHunk));
	const first = marks.filter((mark) => mark !== "-").indexOf("+");
	return {
		after: [...plain, ...first < 0 ? [] : wanted(kept, first)],
		removed: [...plain, ...marks.includes("-") ? wanted(removed, 0) : []]
	};
}
const unmarked = (line, isHunk) => isHunk ? line.replace(/^[-+ ]/, "") : line.replace(/^\s*[-+]/, "");
function wanted(lines, first) {
	const text = squeeze(lines.join("\n").replace(/^\s*`+|`+\s*$/g, ""));
	if (text.length < SHORTEST_CODE) return [];
	const before = squeeze(lines.slice(0, first).join("\n"));
	return [{
		text,
		offset: before ? before.length + 1 : 0
	}];
}
// src/opinion/path-meant.ts
function pathMeant(named, known, folders = []) {
	const bare = named.trim().replace(/^[`'"]+|[`'"]+$/g, "").replaceAll("\\", "/").replace(/^(?:\.\/)+/, "");
	const forms = [bare, bare.replace(/:L?\d[^/]*$/, "")].flatMap((path) => [
		path,
		path.replace(/^[ab]\//, ""),
		...folders.flatMap((folder) => path.startsWith(`${folder}/`) ? [path.slice(folder.length + 1)] : [])
	]);
	const exact = forms.find((form) => known.includes(form));
	if (exact) return exact;
	const path = forms.at(-1) ?? bare;
	const isAbsolute = /^(?:\/|[A-Za-z]:\/)/.test(bare);
	const ends = known.filter((file) => forms.some((form) => file.endsWith(`/${form}`)) || isAbsolute && path.endsWith(`/${file}`));
	const longest = Math.max(...ends.map(({ length }) => length));
	const [only, ...more] = isAbsolute ? ends.filter(({ length }) => length === longest) : ends;
	return only && !more.length ? only : path;
}
// src/opinion/reviewed-code.ts
const NEAR_LINES = 10;
var ReviewedCode = class {
	#files;
	#after;
	#folders;
	#sides = new Map();
	constructor(files, after, folders = []) {
		this.#files = files;
		this.#after = after;
		this.#folders = folders;
	}
	placeOf(evidence, named) {
		const file = pathMeant(named.file, [...this.#files.keys()], this.#folders);
		const { after, removed } = this.#sidesOf(file);
		const wanted = wantedCode(evidence);
		if (!wanted.after.length && !wanted.removed.length) return "the code it quotes is too short to prove a place";
		const searched = [...wanted.after.flatMap((code) => after.map((side) => [side, code])), ...wanted.removed.map((code) => [removed, code])];
		let isThere = false;
		for (const [side, code] of searched) {
			const found = placeIn(side(), code, named.line);
			isThere ||= found !== null;
			if (typeof found === "number") return {
				file,
				line: found
			};
		}
		if (isThere) return "the code it quotes stands in several places, none of them near the line it names";
		return "the code it quotes is not in that file";
	}
	#sidesOf(path) {
		const known = this.#sides.get(path);
		if (known) return known;
		const changed = this.#files.get(path);
		const whole = this.#after(path);
		const shown = changed?.after ?? [];
		const all = whole === null ? [] : numbered(whole);
		const sides = {
			after: [...shown.every(({ number, text }) => all[number - 1]?.text === text) ? [all] : [], shown].map(searchable),
			removed: searchable(changed?.removed ?? [])
		};
		this.#sides.set(path, sides);
		return sides;
	}
};
function searchable(lines) {
	let made = null;
	return () => {
		made ??= new SearchableLines(lines);
		return made;
	};
}
function placeIn(lines, { text, offset }, named) {
	const [only, more] = lines.linesOf(text, offset, 2);
	if (only === void 0) return null;
	if (more === void 0) return only;
	if (named === null) return "unclear";
	return nearestTo(named, lines.linesNear(text, named, NEAR_LINES, offset)) ?? "unclear";
}
const numbered = (text) => text.split("\n").map((line, index) => ({
	number: index + 1,
	text: withoutCr(line)
}));
function nearestTo(wanted, numbers) {
	let nearest = null;
	for (const number of numbers) if (nearest === null || Math.abs(number - wanted) < Math.abs(nearest - wanted)) nearest = number;
	return nearest;
}
Object.defineProperty(exports, "FINDINGS_SCHEMA", {
	enumerable: true,
	get: function() {
		return FINDINGS_SCHEMA;
	}
});
Object.defineProperty(exports, "ReviewedCode", {
	enumerable: true,
	get: function() {
		return ReviewedCode;
	}
});
Object.defineProperty(exports, "SEVERITIES", {
	enumerable: true,
	get: function() {
		return SEVERITIES;
	}
});
Object.defineProperty(exports, "changedParts", {
	enumerable: true,
	get: function() {
		return changedParts;
	}
});
Object.defineProperty(exports, "occurrences", {
	enumerable: true,
	get: function() {
		return occurrences;
	}
});
Object.defineProperty(exports, "parseDiff", {
	enumerable: true,
	get: function() {
		return parseDiff;
	}
});
Object.defineProperty(exports, "readFindings", {
	enumerable: true,
	get: function() {
		return readFindings;
	}
});
Object.defineProperty(exports, "record", {
	enumerable: true,
	get: function() {
		return record;
	}
});
Object.defineProperty(exports, "rows", {
	enumerable: true,
	get: function() {
		return rows;
	}
});
Object.defineProperty(exports, "saidFindings", {
	enumerable: true,
	get: function() {
		return saidFindings;
	}
});
Object.defineProperty(exports, "squeeze", {
	enumerable: true,
	get: function() {
		return squeeze;
	}
});
Object.defineProperty(exports, "text", {
	enumerable: true,
	get: function() {
		return text;
	}
});
Object.defineProperty(exports, "unmarked", {
	enumerable: true,
	get: function() {
		return unmarked$1;
	}
});
