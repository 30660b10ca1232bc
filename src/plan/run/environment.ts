// What a plan's own commands get to see of the environment: not the credentials of those who carry out its steps.

const PROVIDERS =
  /^(?:ANTHROPIC|CLAUDE|OPENAI|CODEX|GEMINI|GOOGLE_(?:API|GENAI|GEMINI|APPLICATION)|COPILOT|TIERWISE)/;
const OTHERS = new Set(['GH_TOKEN', 'GITHUB_TOKEN', 'AWS_BEARER_TOKEN_BEDROCK', 'AI_AGENT']);

/** The environment without provider keys, and without what would point git at another repository. */
export function withoutKeys(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(
      ([name]) => !PROVIDERS.test(name) && !OTHERS.has(name) && !name.startsWith('GIT_'),
    ),
  );
}

/** The environment of an executor, which needs its own credentials, and of git's variables none. */
export const forExecutor = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('GIT_')));
