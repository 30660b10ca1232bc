"use strict";
let node_fs = require("node:fs");
let node_os_loaded;
const node_os = () => node_os_loaded ??= require("node:os");
let node_path = require("node:path");
// src/terminal/visible.ts
const JOINED = String.raw`[\p{Extended_Pictographic}\uFE0F\u{1F3FB}-\u{1F3FF}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}]`;
let made;
const hidden = () => {
	made ??= new RegExp(String.raw`[\0-\x08\x0B-\x1F\x7F-\x9F\u00AD\u061C\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{13430}-\u{1343F}\u{1BCA0}-\u{1BCA3}\u{1D173}-\u{1D17A}\u{E0000}-\u{E007F}]` + `|(?<!${JOINED})[\\u200C\\u200D]|[\\u200C\\u200D](?!${JOINED})`, "gu");
	return made;
};
const visible = (text) => text.replaceAll("\r\n", "\n").replace(hidden(), spelled);
function spelled(char) {
	const code = char.codePointAt(0);
	if (code < 256) return `\\x${hex(code, 2)}`;
	return code > 65535 ? `\\u{${hex(code, 5)}}` : `\\u${hex(code, 4)}`;
}
const hex = (code, digits) => code.toString(16).padStart(digits, "0");
// src/hooks/mentioned.ts
const SMALL_BYTES = 4e3;
const BYTES_PER_TOKEN = 4;
function whyNotExpanded(payload) {
	const { command_name: name, command_args: words, cwd } = JSON.parse(payload);
	if (typeof name !== "string" || typeof words !== "string" || typeof cwd !== "string") return null;
	const mentioned = [...words.matchAll(MENTION)].flatMap(([all, , quoted, bare]) => {
		const path = quoted ?? bare ?? "";
		const found = (0, node_fs.statSync)((0, node_path.resolve)(cwd, path.replace(/^~(?=\/)/, (0, node_os().homedir)())), { throwIfNoEntry: false });
		return found?.isFile() && found.size > SMALL_BYTES ? [{
			all,
			path,
			size: found.size
		}] : [];
	});
	const [first] = mentioned;
	if (!first) return null;
	const tokens = Math.round(first.size / BYTES_PER_TOKEN / 100) * 100;
	const without = mentioned.reduce((text, { all }) => text.replace(all, all.replace("@", "")), words);
	const command = `/${name.replace(/^tierwise:/, "")} ${without.trim()}`;
	return `Tierwise: the @ would read ${first.path} into this conversation, about ${tokens.toLocaleString("en-US")} tokens. Without it the file stays out, which is what makes this cheap: ${command}`;
}
const MENTION = /(^|\s)@(?:"([^"]+)"|([^\s"]+))/g;
// src/hooks/mention.ts
try {
	const reason = process.env.CLAUDE_PLUGIN_OPTION_RECORD_USAGE === "false" ? null : whyNotExpanded((0, node_fs.readFileSync)(0, "utf8"));
	if (reason) process.stdout.write(JSON.stringify({
		decision: "block",
		reason: visible(reason)
	}));
} catch {}
