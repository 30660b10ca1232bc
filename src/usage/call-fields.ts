// The fields of the record of a call, by number: what is told of a call by its bytes.
import { Keys } from './json-bytes.ts';

/** The texts of a call, by number; those from `SERVED` on, and what it did, are its facts. */
export const TEXTS = {
  id: 0,
  request: 1,
  timestamp: 2,
  served: 3,
  stop: 4,
  requested: 5,
  session: 6,
  project: 7,
  agent: 8,
  skill: 9,
  branch: 10,
  effort: 11,
} as const;
export const TEXT_COUNT = Object.keys(TEXTS).length;
/** Its counts. */
export const COUNTS = { input: 0, output: 1, read: 2, written: 3, written1h: 4, thinking: 5, webSearches: 6 };
export const COUNT_COUNT = Object.keys(COUNTS).length;

export const [TYPE, MESSAGE, SIDECHAIN, CONTENT, USAGE, ROLE] = [20, 21, 22, 23, 24, 25];
export const [CREATION, DETAILS, TOOLS, SPEED, GEO, ITERATIONS] = [20, 21, 22, 23, 24, 25];

/** Numbers are one more than that of the text or the count. */
export const TOP = new Keys({
  ...{ requestId: 1 + TEXTS.request, timestamp: 1 + TEXTS.timestamp, requestedModel: 1 + TEXTS.requested },
  ...{ sessionId: 1 + TEXTS.session, cwd: 1 + TEXTS.project, attributionAgent: 1 + TEXTS.agent },
  ...{ attributionSkill: 1 + TEXTS.skill, gitBranch: 1 + TEXTS.branch, effort: 1 + TEXTS.effort },
  ...{ type: TYPE, message: MESSAGE, isSidechain: SIDECHAIN },
});
export const OF_MESSAGE = new Keys({
  ...{ id: 1 + TEXTS.id, model: 1 + TEXTS.served, stop_reason: 1 + TEXTS.stop },
  ...{ content: CONTENT, usage: USAGE, role: ROLE },
});
export const OF_USAGE = new Keys({
  ...{ input_tokens: 1 + COUNTS.input, output_tokens: 1 + COUNTS.output },
  ...{ cache_read_input_tokens: 1 + COUNTS.read, cache_creation_input_tokens: 1 + COUNTS.written },
  ...{ cache_creation: CREATION, output_tokens_details: DETAILS, server_tool_use: TOOLS },
  ...{ speed: SPEED, inference_geo: GEO, iterations: ITERATIONS },
});
export const OF_CREATION = new Keys({ ephemeral_1h_input_tokens: 1 + COUNTS.written1h });
export const OF_DETAILS = new Keys({ thinking_tokens: 1 + COUNTS.thinking });
export const OF_TOOLS = new Keys({ web_search_requests: 1 + COUNTS.webSearches });
export const OF_BLOCK = new Keys({ type: 1, name: 2 });
