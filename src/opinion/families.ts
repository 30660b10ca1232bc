// Who makes a model: voices of one maker share training, and so blind spots.

const FAMILIES: readonly [RegExp, string][] = [
  [/claude|anthropic/i, 'Anthropic'],
  [/gpt|codex|davinci|^o\d/i, 'OpenAI'],
  [/gemini|gemma/i, 'Google'],
  [/llama/i, 'Meta'],
  [/mistral|mixtral|codestral|devstral/i, 'Mistral'],
  [/qwen/i, 'Alibaba'],
  [/deepseek/i, 'DeepSeek'],
  [/grok/i, 'xAI'],
];

/** Who made the model that answered for `name`, as far as names tell; null when they do not. */
export function familyOf(name: string, model: string | null): string | null {
  const known = model && FAMILIES.find(([pattern]) => pattern.test(model))?.[1];
  if (known) return known;
  return { codex: 'OpenAI', gemini: 'Google' }[headOf(name)] ?? null;
}

const CLI_NAMES = ['codex', 'gemini', 'copilot'];

/** Whether two voices are one model, by whatever route: `opus` and `api:opus`, `codex` and `codex:gpt-6.1-sol`. */
export function isSameModel(one: Named, other: Named): boolean {
  if (one.requested !== null && one.requested === other.requested) return true;
  const cli = headOf(one.name);
  return cli === headOf(other.name) && CLI_NAMES.includes(cli);
}

/** `codex`, of `codex:<model>` and of `codex#2`. */
const headOf = (name: string): string => name.split(/[:#]/, 1)[0] ?? '';

/** Whether a judge is of the maker of a voice, as far as names tell. */
export function sharesMaker(judge: Named, voices: readonly Named[]): boolean {
  const [own, ...makers] = [judge, ...voices].map(({ name, requested }) => familyOf(name, requested));
  return own != null && makers.includes(own);
}

interface Named {
  name: string;
  requested: string | null;
}
