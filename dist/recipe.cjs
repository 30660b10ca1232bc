"use strict";
const require_rolldown_runtime = require("./rolldown-runtime.cjs");
let require_shared_loaded;
const require_shared = () => require_shared_loaded ??= require("./shared.cjs");
let require_zod_loaded;
const require_zod = () => require_zod_loaded ??= require("./zod.cjs");
let require_catalog_loaded;
const require_catalog = () => require_catalog_loaded ??= require("./catalog.cjs");
let require_bulk_tasks_loaded;
const require_bulk_tasks = () => require_bulk_tasks_loaded ??= require("./bulk-tasks.cjs");
let require_ajv$1_loaded;
const require_ajv$1 = () => require_ajv$1_loaded ??= require("./ajv.cjs");
let require_ajv_formats_loaded;
const require_ajv_formats = () => require_ajv_formats_loaded ??= require("./ajv-formats.cjs");
let node_crypto_loaded;
const node_crypto = () => node_crypto_loaded ??= require("node:crypto");
// src/bulk/task/json-schema.ts
let import_ajv_loaded;
const import_ajv = () => import_ajv_loaded ??= require_rolldown_runtime.__toESM(require_ajv$1().require_ajv());
let import_dist_loaded;
const import_dist = () => import_dist_loaded ??= require_rolldown_runtime.__toESM(require_ajv_formats().require_dist());
function fieldSchema(given, where) {
	if (!isSchema(given) || given.type !== "object" || !isSchema(given.properties)) throw new (require_shared().UsageError)(`${where}: expected a JSON schema of an object: "type: object" with "properties".`);
	const names = Object.keys(given.properties);
	if (!names.length) throw new (require_shared().UsageError)(`${where}: expected at least one field.`);
	const whole = closed(given);
	refuseRecursion(whole, where);
	const ajv = new (import_ajv().default)({
		strict: true,
		strictTypes: false,
		strictRequired: false,
		allErrors: false,
		ownProperties: true,
		code: { regExp: boundedRegExp }
	});
	(0, import_dist().default)(ajv);
	let validate;
	try {
		validate = ajv.compile(whole);
	} catch (error) {
		throw new (require_shared().UsageError)(`${where}: not a JSON schema that can be checked: ${error.message}. Correct it there.`);
	}
	const { $defs, definitions, $schema, ...rest } = bounded(whole);
	return {
		names,
		sent: rest,
		definitions: $defs ?? null,
		problemWith(value) {
			return validate(value) ? null : inWords(validate.errors?.[0]);
		}
	};
}
const boundedRegExp = Object.assign((pattern) => ({
	test: require_bulk_tasks().patternTest(pattern),
	toString: () => `/${pattern}/`
}), { code: "patternTest" });
function inWords(error) {
	if (!error) return "it does not fit the schema";
	const where = error.instancePath.slice(1).replaceAll("/", ".");
	const allowed = error.keyword === "enum" ? `: ${JSON.stringify(error.params.allowedValues)}` : "";
	return `${where || "the object"} ${error.message ?? "does not fit the schema"}${allowed}`.slice(0, 200);
}
const isSchema = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
function mapSchemas(schema, change) {
	if (!isSchema(schema)) return schema;
	return change(Object.fromEntries(Object.entries(schema).map(([key, value]) => {
		if ([
			"properties",
			"$defs",
			"definitions"
		].includes(key) && isSchema(value)) return [key, Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, mapSchemas(inner, change)]))];
		if ([
			"anyOf",
			"oneOf",
			"allOf",
			"prefixItems"
		].includes(key) && Array.isArray(value)) return [key, value.map((inner) => mapSchemas(inner, change))];
		if (key === "items") return [key, mapSchemas(value, change)];
		return [key, value];
	})));
}
const closed = (schema) => mapSchemas(schema, (one) => {
	if (one.type !== "object" || !isSchema(one.properties)) return one;
	return {
		required: Object.keys(one.properties),
		...one,
		additionalProperties: false
	};
});
const NOT_SENT = [
	"minimum",
	"maximum",
	"exclusiveMinimum",
	"exclusiveMaximum",
	"multipleOf",
	"minLength",
	"maxLength",
	"pattern",
	"minItems",
	"maxItems",
	"uniqueItems",
	"minProperties",
	"maxProperties",
	"format"
];
const bounded = (schema) => mapSchemas(schema, (one) => {
	const kept = Object.fromEntries(Object.entries(one).filter(([key]) => !NOT_SENT.includes(key)));
	const bounds = NOT_SENT.flatMap((key) => key in one ? [`${key}: ${JSON.stringify(one[key])}`] : []);
	if (!bounds.length) return kept;
	const description = [one.description, `(${bounds.join(", ")})`].filter(Boolean).join(" ");
	return {
		...kept,
		description
	};
});
function refuseRecursion(schema, where) {
	const definitions = {
		...schema.definitions,
		...schema.$defs
	};
	const visit = (at, inside) => {
		if (Array.isArray(at)) visitAll(at, inside);
		if (!isSchema(at)) return;
		if (typeof at.$ref === "string") {
			const name = definitionNamed(at.$ref, definitions, where);
			if (inside.includes(name)) throw new (require_shared().UsageError)(`${where}: "${name}" contains itself, which no model can be held to. Write out as many levels as are needed.`);
			visit(definitions[name], [...inside, name]);
		}
		const { $defs, ...parts } = at;
		visitAll(Object.values(parts), inside);
	};
	const visitAll = (parts, inside) => {
		for (const part of parts) visit(part, inside);
	};
	visit(schema, []);
}
function definitionNamed(ref, definitions, where) {
	const name = /^#\/\$defs\/([^/]+)$/.exec(ref)?.[1];
	if (name !== void 0 && Object.hasOwn(definitions, name)) return name;
	throw new (require_shared().UsageError)(`${where}: "$ref": "${ref}" points to nothing. Refer to "#/$defs/<name>".`);
}
// src/bulk/task/outputs.ts
const RESULT_TOKENS = 12;
const USUAL_SHARE = 1 / 4;
function textAnswers({ column, maxLength, multiline }, abstain) {
	return {
		name: "output",
		schema: { type: "string" },
		definitions: null,
		inList: null,
		read(given) {
			if (typeof given !== "string") return { problem: "the reply gave it no text" };
			const value = given.trim();
			if (!value) return { problem: "the reply gave it an empty text" };
			if (value.length > maxLength) return { problem: `the text has ${value.length} characters, ${maxLength} are allowed` };
			if (!multiline && /[\r\n]/.test(value)) return { problem: "the text has several lines, one is allowed" };
			return { value };
		},
		...abstaining(abstain),
		texts: [column],
		comparable: false,
		tokens: tokensFor(maxLength),
		columns: [column],
		by: "mapped_by",
		cells: (value) => [value],
		inOneCell: (value) => value ?? ""
	};
}
function fieldAnswers({ fields, maxLength }, abstain) {
	const { names, sent, definitions, problemWith } = fields;
	const texts = Object.entries(sent.properties).flatMap(([name, schema]) => isChoice(schema) ? [] : [name]);
	return {
		name: "output",
		schema: abstain === null ? sent : { anyOf: [sent, {
			type: "string",
			enum: [abstain]
		}] },
		definitions,
		inList: null,
		read(given) {
			if (abstain !== null && given === abstain) return { value: abstain };
			const { length } = JSON.stringify(given) ?? "";
			if (length > maxLength) return { problem: `the fields have ${length} characters, ${maxLength} are allowed` };
			const problem = problemWith(given);
			return problem ? { problem } : { value: inOrder(given, names) };
		},
		...abstaining(abstain),
		texts,
		comparable: !texts.length,
		tokens: tokensFor(maxLength),
		columns: names,
		by: "mapped_by",
		cells: (value) => names.map((name) => isFields(value) && Object.hasOwn(value, name) ? value[name] : null),
		inOneCell: (value) => value === null ? "" : JSON.stringify(value)
	};
}
function isChoice({ enum: values, const: value, type, items }) {
	if (values !== void 0 || value !== void 0) return true;
	if (type === "array") return typeof items === "object" && isChoice(items);
	return type === "boolean" || type === "integer" || type === "number";
}
const abstaining = (abstain) => ({
	abstains: (value) => abstain !== null && value === abstain,
	abstention: "it could not tell"
});
function tokensFor(maxLength) {
	const longest = require_shared().estimateTokens("x".repeat(maxLength));
	return (which) => RESULT_TOKENS + Math.ceil(which === "longest" ? longest : longest * USUAL_SHARE);
}
const inOrder = (given, names) => Object.fromEntries(names.flatMap((name) => Object.hasOwn(given, name) ? [[name, given[name]]] : []));
const isFields = (value) => typeof value === "object" && value !== null;
// src/bulk/task/recipe.ts
const NO_TAGS = [];
const LONGEST_TEXT = 400;
const LONGEST_FIELDS = 2e3;
const TEXT_PACK_ITEMS = 20;
const FIELDS_PACK_ITEMS = 10;
const ColumnName = require_zod().string().regex(/^[^\s][^\t\r\n]*(?<!\s)$/, "expected a column name without tabs or surrounding spaces").max(100, "expected a column name of at most 100 characters");
const RecipeHeader = require_zod().strictObject({
	...require_bulk_tasks().COMMON_HEADER,
	output: ColumnName.optional(),
	fields: require_zod().record(ColumnName, require_zod().unknown(), "expected fields, each as \"name: { type: \u2026 }\"").optional(),
	schema: require_zod().unknown().optional(),
	maxLength: require_zod().int("expected a number of characters").positive().max(5e4).optional(),
	multiline: require_zod().boolean("expected true or false").default(false),
	abstain: require_zod().string().min(1).max(100).nullable().default(null)
});
function parseRecipe(text, file) {
	const { header, body } = require_catalog().parseMarkdown(text, file);
	if ("tags" in header) throw require_bulk_tasks().otherKind(file, "scheme");
	const { mask, fields, schema, maxLength, multiline, ...rest } = require_catalog().checkHeader(RecipeHeader, header, file);
	const { output, description, abstain, votes } = rest;
	refuseSeveral([
		output,
		fields,
		schema
	], file);
	if (!body && !description) throw new (require_shared().UsageError)(`${file}: no instructions. Say below the header what to generate for each item.`);
	const structured = fields ? {
		type: "object",
		properties: spelledOut(fields)
	} : schema;
	if (structured === void 0 && votes > 1) throw new (require_shared().UsageError)(`${file}: votes: ${require_bulk_tasks().NO_VOTES}`);
	const form = structured === void 0 ? textForm({
		column: output ?? "output",
		maxLength: maxLength ?? LONGEST_TEXT,
		multiline
	}, abstain) : fieldsForm({
		fields: fieldSchema(structured, `${file}: ${fields ? "fields" : "schema"}`),
		maxLength: maxLength ?? LONGEST_FIELDS
	}, abstain);
	const examples = require_bulk_tasks().readExamples(rest.examples, form.answer, file);
	const recipe = {
		...rest,
		kind: "recipe",
		file,
		name: rest.name ?? require_bulk_tasks().nameFrom(file),
		masks: mask,
		brief: [briefFor(description, body), require_bulk_tasks().examplesBrief("Examples", examples, form.answer)].filter(Boolean).join("\n\n"),
		replyRules: replyRulesFor(form, abstain),
		answer: form.answer,
		examples,
		tagNames: [],
		multiple: false,
		packItems: form.packItems,
		matching: () => NO_TAGS,
		rulesIn: () => []
	};
	return {
		...recipe,
		hash: hashOf(recipe, {
			structured,
			maxLength,
			multiline
		})
	};
}
function refuseSeveral(given, file) {
	if (given.filter((one) => one !== void 0).length <= 1) return;
	throw new (require_shared().UsageError)(`${file}: expected one of "output" (a text), "fields" or "schema", got several.`);
}
const textForm = (text, abstain) => ({
	answer: textAnswers(text, abstain),
	packItems: TEXT_PACK_ITEMS,
	inWords: `plain text, ${text.multiline ? "" : "one line, "}at most ${text.maxLength} characters`,
	rules: []
});
function fieldsForm(fields, abstain) {
	const answer = fieldAnswers(fields, abstain);
	return {
		answer,
		packItems: FIELDS_PACK_ITEMS,
		inWords: "an object with the fields of the schema below",
		rules: ["", `Schema of an output: ${JSON.stringify(answer.schema)}`]
	};
}
const replyRulesFor = ({ inWords, rules }, abstain) => [
	`Reply with JSON only: {"results": [{"id": number, "output": \u2026}]}, one result for each id, no id twice. An output is ${inWords}.`,
	...abstain ? [`If an item does not hold what is asked for, or you cannot tell, its output is "${abstain}".`] : [],
	...rules
];
const spelledOut = (fields) => Object.fromEntries(Object.entries(fields).map(([name, field]) => {
	if (typeof field === "string") return [name, { type: field }];
	return [name, Array.isArray(field) ? { enum: field } : field];
}));
const briefFor = (description, instructions) => [
	"You work on items: for each item you give one output, made from that item alone.",
	description && `What the output is: ${description}`,
	instructions && `## What to do\n\n${instructions}`
].filter(Boolean).join("\n\n");
const hashOf = ({ brief, replyRules }, output) => (0, node_crypto().createHash)("sha256").update(JSON.stringify([
	1,
	"recipe",
	brief,
	replyRules,
	output
])).digest("hex").slice(0, 16);
exports.parseRecipe = parseRecipe;
