"use strict";
require("./rolldown-runtime.cjs");
let require_usage_loaded;
const require_usage = () => require_usage_loaded ??= require("./usage.cjs");
let require_ask_loaded;
const require_ask = () => require_ask_loaded ??= require("./ask.cjs");
let node_module_loaded;
const node_module = () => node_module_loaded ??= require("node:module");
// src/ask/jobs/vertex-jobs.ts
const GOING_ON = /^JOB_STATE_(?:UNSPECIFIED|QUEUED|PENDING|RUNNING|CANCELLING|PAUSED|UPDATING)$/;
const MOST_PAGES = 100;
const FILE_CLOCKS = 12;
function vertexJobs(options) {
	const { place, region, project, vertexUrl, storageUrl, timeoutMs, load } = options;
	const auth = authOf(options);
	const { Storage } = load("@google-cloud/storage");
	const bucket = new Storage({
		projectId: project,
		apiEndpoint: storageUrl,
		useAuthWithCustomEndpoint: true,
		timeout: timeoutMs * FILE_CLOCKS,
		authClient: auth,
		retryOptions: {
			autoRetry: false,
			maxRetries: 0
		}
	}).bucket(place.bucket);
	const jobs = `projects/${project}/locations/${region}/batchPredictionJobs`;
	const call = async (path, data) => {
		const method = data ? "POST" : "GET";
		const url = `${vertexUrl}/${path}`;
		return (await auth.request({
			url,
			method,
			...data && { data },
			timeout: timeoutMs,
			maxRedirects: 0
		})).data;
	};
	return {
		async put(name, text) {
			await bucket.file(place.prefix + name).save(text, {
				resumable: false,
				contentType: "application/jsonl"
			});
		},
		async *results(below) {
			const [found] = await bucket.getFiles({ prefix: place.prefix + below });
			for (const file of found) {
				if (!file.name.endsWith(".jsonl")) continue;
				yield* file.createReadStream();
				yield null;
			}
		},
		async start(key, model) {
			const job = await call(jobs, {
				displayName: key,
				model: `publishers/anthropic/models/${model}`,
				inputConfig: {
					instancesFormat: "jsonl",
					gcsSource: { uris: [require_ask().objectUri(place, `${key}/input.jsonl`)] }
				},
				outputConfig: {
					predictionsFormat: "jsonl",
					gcsDestination: { outputUriPrefix: require_ask().objectUri(place, `${key}/output`) }
				}
			});
			return require_usage().textAt(job, "name") ?? "";
		},
		async look(job) {
			try {
				return stateOf(await call(job));
			} catch (error) {
				if (require_ask().isNotFound(error)) return null;
				throw error;
			}
		},
		async stop(job) {
			await call(`${job}:cancel`, {});
		},
		async list(since, key) {
			const found = [];
			const filter = key && `&filter=${encodeURIComponent(`display_name="${key}"`)}`;
			for (let [page, token] = [0, ""]; page < MOST_PAGES; page++) {
				const answer = await call(`${jobs}?pageSize=100${filter}&pageToken=${encodeURIComponent(token)}`);
				for (const one of require_usage().listAt(answer, "batchPredictionJobs")) found.push({
					...stateOf(one),
					batch: require_usage().textAt(one, "name") ?? ""
				});
				token = require_usage().textAt(answer, "nextPageToken") ?? "";
				if (!token) break;
			}
			return found.filter(({ createdAt }) => createdAt >= since);
		}
	};
}
function authOf({ token, load }) {
	const { OAuth2Client } = (0, node_module().createRequire)(load.resolve("@google-cloud/storage"))("google-auth-library");
	const client = new OAuth2Client();
	client.refreshHandler = async () => ({
		access_token: await token(),
		expiry_date: Date.now() + GOOD_FOR_MS
	});
	return client;
}
const GOOD_FOR_MS = 12e5;
function stateOf(job) {
	const state = require_usage().textAt(job, "state") ?? "JOB_STATE_UNSPECIFIED";
	const [done, failed, left] = [
		"successfulCount",
		"failedCount",
		"incompleteCount"
	].map((name) => Math.max(0, Number(require_usage().at(job, `completionStats.${name}`)) || 0));
	return {
		key: require_usage().textAt(job, "displayName") ?? "",
		ended: !GOING_ON.test(state),
		createdAt: new Date(require_usage().textAt(job, "createTime") ?? 0),
		requests: done + failed + left,
		processing: left,
		...state === "JOB_STATE_FAILED" && { problem: require_usage().textAt(job, "error.message") ?? "no reason given" }
	};
}
exports.vertexJobs = vertexJobs;
