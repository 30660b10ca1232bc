"use strict";
require("./rolldown-runtime.cjs");
let require_dispatcher_loaded;
const require_dispatcher = () => require_dispatcher_loaded ??= require("./dispatcher.cjs");
let require_ask_loaded;
const require_ask = () => require_ask_loaded ??= require("./ask.cjs");
// src/ask/jobs/aws-handler.ts
const OF_THE_CONNECTION = new Set([
	"connection",
	"expect",
	"keep-alive",
	"transfer-encoding"
]);
function awsHandler(env, timeoutMs) {
	const dispatchers = new Map();
	const dispatcher = (origin) => {
		const known = dispatchers.get(origin) ?? require_dispatcher().dispatcherTo(new URL(origin), env, MOST_SOCKETS);
		dispatchers.set(origin, known);
		return known;
	};
	return {
		async handle(request, { abortSignal } = {}) {
			const { protocol, hostname, port, path, method, headers, body } = request;
			const origin = `${protocol}//${hostname}${port ? `:${port}` : ""}`;
			const response = await dispatcher(origin).request({
				origin,
				path: path + queryOf(request),
				method,
				headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !OF_THE_CONNECTION.has(name.toLowerCase()))),
				body: body ?? null,
				signal: require_ask().withClock(timeoutMs, abortSignal)
			});
			const flat = Object.entries(response.headers).map(([name, value]) => [name, [value].flat().join(", ")]);
			return { response: {
				statusCode: response.statusCode,
				headers: Object.fromEntries(flat),
				body: response.body
			} };
		},
		updateHttpClientConfig() {},
		httpHandlerConfigs: () => ({})
	};
}
const MOST_SOCKETS = 4;
function queryOf({ query = {} }) {
	const pairs = Object.entries(query).flatMap(([name, value]) => [value].flat().map((one) => one === null ? encoded(name) : `${encoded(name)}=${encoded(one)}`));
	return pairs.length ? `?${pairs.join("&")}` : "";
}
const encoded = (text) => encodeURIComponent(text).replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
// src/ask/jobs/bedrock-jobs.ts
const JOBS_PER_PAGE = 100;
const FILE_CLOCKS = 12;
const GOING_ON = new Set([
	"Submitted",
	"Validating",
	"Scheduled",
	"InProgress",
	"Stopping"
]);
function bedrockJobs(options) {
	const { place, role, load } = options;
	const { BedrockClient, ...bedrock } = load("@aws-sdk/client-bedrock");
	const { S3Client, ...s3 } = load("@aws-sdk/client-s3");
	const jobs = new BedrockClient({
		...shared(options, 1),
		endpoint: options.bedrockUrl
	});
	const files = new S3Client({
		...shared(options, FILE_CLOCKS),
		endpoint: options.s3Url,
		forcePathStyle: options.pathStyle
	});
	const { bucket: Bucket, prefix } = place;
	return {
		async put(name, text) {
			await files.send(new s3.PutObjectCommand({
				Bucket,
				Key: prefix + name,
				Body: Buffer.from(text),
				ContentType: "application/jsonl"
			}));
		},
		async *results(below) {
			for await (const page of s3.paginateListObjectsV2({ client: files }, {
				Bucket,
				Prefix: prefix + below
			})) for (const { Key = "" } of page.Contents ?? []) {
				if (!Key.endsWith(".jsonl.out")) continue;
				const { Body } = await files.send(new s3.GetObjectCommand({
					Bucket,
					Key
				}));
				yield* Body ?? [];
				yield null;
			}
		},
		async start(key, modelId) {
			const { jobArn } = await jobs.send(new bedrock.CreateModelInvocationJobCommand({
				jobName: key,
				clientRequestToken: key,
				modelId,
				roleArn: role ?? void 0,
				inputDataConfig: { s3InputDataConfig: { s3Uri: require_ask().objectUri(place, `${key}/input.jsonl`) } },
				outputDataConfig: { s3OutputDataConfig: { s3Uri: require_ask().objectUri(place, `${key}/output/`) } }
			}));
			return jobArn ?? "";
		},
		async look(job) {
			try {
				return stateOf(await jobs.send(new bedrock.GetModelInvocationJobCommand({ jobIdentifier: job })));
			} catch (error) {
				if (require_ask().isNotFound(error)) return null;
				throw error;
			}
		},
		async stop(job) {
			await jobs.send(new bedrock.StopModelInvocationJobCommand({ jobIdentifier: job }));
		},
		async list(since, key) {
			const found = [];
			const asked = {
				submitTimeAfter: since,
				maxResults: JOBS_PER_PAGE,
				...key && { nameContains: key }
			};
			for await (const page of bedrock.paginateListModelInvocationJobs({ client: jobs }, asked)) for (const one of page.invocationJobSummaries ?? []) found.push({
				...stateOf(one),
				batch: one.jobArn ?? ""
			});
			return found;
		}
	};
}
const shared = ({ region, keys, env, timeoutMs }, clocks) => ({
	region,
	credentials: async () => {
		const { sessionToken, ...found } = await keys();
		return {
			...found,
			...sessionToken && { sessionToken }
		};
	},
	authSchemePreference: ["sigv4"],
	maxAttempts: 1,
	requestHandler: awsHandler(env, timeoutMs * clocks)
});
function stateOf({ jobName = "", status, message, submitTime, ...counts }) {
	const { totalRecordCount: requests = 0, processedRecordCount: done = 0 } = counts;
	return {
		key: jobName,
		ended: !GOING_ON.has(status),
		createdAt: submitTime ?? new Date(0),
		requests,
		processing: Math.max(0, requests - done),
		...status === "Failed" && { problem: message || "no reason given" }
	};
}
exports.bedrockJobs = bedrockJobs;
