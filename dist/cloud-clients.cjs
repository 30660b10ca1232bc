"use strict";
require("./rolldown-runtime.cjs");
let require_anthropic_ai_bedrock_sdk_loaded;
const require_anthropic_ai_bedrock_sdk = () => require_anthropic_ai_bedrock_sdk_loaded ??= require("./anthropic-ai-bedrock-sdk.cjs");
let require_anthropic_ai_sdk_loaded;
const require_anthropic_ai_sdk = () => require_anthropic_ai_sdk_loaded ??= require("./anthropic-ai-sdk.cjs");
let require_anthropic_ai_vertex_sdk_loaded;
const require_anthropic_ai_vertex_sdk = () => require_anthropic_ai_vertex_sdk_loaded ??= require("./anthropic-ai-vertex-sdk.cjs");
// src/ask/cloud-clients.ts
function cloudClient(connection, options) {
	switch (connection.cloud) {
		case "bedrock": return bedrock(connection, options);
		case "vertex": return vertex(connection, options);
		case "foundry": return new (require_anthropic_ai_sdk().BaseAnthropic)({
			...options,
			apiKey: connection.key,
			authToken: null,
			defaultHeaders: {
				"x-api-key": connection.key,
				authorization: null
			}
		});
	}
}
function bedrock({ region, bearer, keys }, options) {
	const { apiKey: _key, authToken: _token, ...shared } = options;
	return new (require_anthropic_ai_bedrock_sdk().AnthropicBedrock)({
		...shared,
		awsRegion: region,
		apiKey: bearer,
		...!bearer && { async providerChainResolver() {
			const found = identity(await keys());
			return async () => found;
		} }
	});
}
const identity = ({ accessKeyId, secretAccessKey, sessionToken }) => ({
	accessKeyId,
	secretAccessKey,
	...sessionToken && { sessionToken }
});
function vertex({ region, project, token }, options) {
	const { apiKey: _key, authToken: _token, ...shared } = options;
	const authClient = {
		projectId: project,
		getRequestHeaders: async () => new Headers({ authorization: `Bearer ${await token()}` })
	};
	return new (require_anthropic_ai_vertex_sdk().AnthropicVertex)({
		...shared,
		region,
		projectId: project,
		authClient
	});
}
exports.cloudClient = cloudClient;
