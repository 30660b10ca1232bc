// From `--ask opus,codex` to respondents, and who is asked when none is named.
import { apiBackend } from '../ask/api.ts';
import type { Backend } from '../ask/backend.ts';
import { claudeBackend } from '../ask/claude.ts';
import { cloudBackend, cloudInUse } from '../ask/cloud.ts';
import { codex } from '../ask/codex.ts';
import { askable, type CodingCli } from '../ask/coding-cli.ts';
import { copilot } from '../ask/copilot.ts';
import { gemini } from '../ask/gemini.ts';
import { type LiveRun, liveBackend } from '../ask/live.ts';
import { namedModel } from '../ask/named-model.ts';
import { openaiBackend } from '../ask/openai.ts';
import { UsageError } from '../errors.ts';
import type { Host } from '../host.ts';
import type { Catalog } from '../models/catalog.ts';
import { parseOpenaiModel } from '../models/openai-model.ts';
import { TIER_NAMES, type TierName } from '../models/table.ts';
import { backendRespondent } from './backend-respondent.ts';
import { cliRespondent } from './cli-respondent.ts';
import { familyOf, isSameModel, sharesMaker } from './families.ts';
import { localVoice } from './local-voice.ts';
import type { NamedVoice } from './named-voices.ts';
import type { Respondent } from './respondent.ts';

export const CLIS: readonly CodingCli[] = [codex, gemini, copilot];
/** The tiers worth a second opinion, best first; the most expensive is asked only by name. */
const DEFAULT_TIERS: readonly TierName[] = ['opus', 'sonnet'];
/** Who judges, first choice first: able, and no more expensive than it has to be. */
const JUDGES: readonly TierName[] = ['sonnet', 'opus', 'haiku', 'fable'];

/** Who answers before a panel is asked, with a voice of another maker. */
const SCOUT: TierName = 'haiku';

/** Who checks findings of others, cheapest first. */
const VERIFIERS: readonly TierName[] = ['haiku', 'sonnet'];

const HOW_TO_NAME = `a tier (${TIER_NAMES.join(', ')}; api:<tier> or claude:<tier> to say how), codex, gemini or copilot \
(with :<model>), local, or openai:<model>@<url>`;

/** Finds respondents by name; looks at each CLI and login once. */
export class Respondents {
  readonly #catalog: Catalog;
  readonly #host: Pick<Host, 'env' | 'stderr' | 'access'>;
  readonly #live: LiveRun | null;
  readonly #backends = new Map<string, Backend | null>();

  /** `live`: the run, where the session's module may answer it. */
  constructor(catalog: Catalog, host: Pick<Host, 'env' | 'stderr' | 'access'>, live: LiveRun | null = null) {
    this.#catalog = catalog;
    this.#host = host;
    this.#live = live;
  }

  /** Returns the respondent that `spec` names. Throws UsageError when there is none or it is not available. */
  async find(spec: string): Promise<Respondent> {
    this.#host.access.checkVoice(spec);
    const [head = '', rest] = split(spec, ':');
    if (isTier(head) && rest === undefined) return this.#tier(spec, head, this.#claude());
    if ((head === 'api' || head === 'claude') && rest && isTier(rest))
      return this.#tier(spec, rest, this.#backend(head));
    if (head === 'openai' && rest) return this.#openai(spec);
    if (spec === 'local') return this.#local();
    const cli = CLIS.find(({ name }) => name === head);
    if (cli && rest !== '') return this.#cli(spec, cli, rest ?? null);
    throw new UsageError(`Unknown voice "${spec}". Expected one of: ${HOW_TO_NAME}.`);
  }

  /** Returns the respondents of some voices, each by the name it is called. Throws UsageError as `find` does. */
  named(voices: readonly NamedVoice[]): Promise<Respondent[]> {
    return Promise.all(voices.map(async ({ spec, name }) => ({ ...(await this.find(spec)), name })));
  }

  /**
   * Returns who may answer before a panel is asked: the cheapest tier and a cheap voice of another maker, which is a model on this
   * machine or else one of the panel, whose answer then stands; none where there are not two makers.
   */
  async scouts(panel: readonly Respondent[]): Promise<Respondent[]> {
    const cheapest = await this.#ifAskable(SCOUT);
    const local = cheapest && (await this.#ifAskable('local'));
    const makerOf = ({ name, requested }: Respondent): string | null => familyOf(name, requested);
    // A CLI that resells models of others may ask Claude.
    const fromPanel = panel.find((one) => (makerOf(one) ?? 'Anthropic') !== 'Anthropic');
    const other = local && makerOf(local) !== 'Anthropic' ? local : fromPanel;
    return cheapest && other ? [cheapest, other] : [];
  }

  /** Returns two voices when none is named: the best tier and another vendor's CLI, else what there is. Throws UsageError. */
  async byDefault(): Promise<Respondent[]> {
    const tiers = this.#claude() ? DEFAULT_TIERS : [];
    const others = await this.#installedClis(2 - Math.min(1, tiers.length));
    const names = [...tiers.slice(0, 2 - Math.min(1, others.length)), ...others].slice(0, 2);
    if (names.length < 2) {
      const have = names[0] ? `Only ${names[0]} is available` : 'No model is available';
      throw new UsageError(`${have}, and an opinion needs two. Run tierwise doctor to see how to get more.`);
    }
    return Promise.all(names.map((name) => this.find(name)));
  }

  /**
   * Returns who judges when nobody is named, `tried` aside: of a maker that no voice is of, if the user's settings allow one; else a
   * tier that is not a voice; without Claude another CLI, else a voice; null without any.
   */
  async judge(voices: readonly Respondent[], tried: readonly Respondent[] = []): Promise<Respondent | null> {
    const isFree = (one: Respondent): boolean => !tried.some((other) => isSameModel(one, other));
    for await (const one of this.#judges(voices, tried.length > 0))
      if (isFree(one) && !voices.some((voice) => isSameModel(one, voice))) return one;
    if (tried.length) return null;
    return this.#claude() ? this.find(JUDGES[0] ?? 'sonnet') : (voices[0] ?? null);
  }

  /** Returns the tiers that may check findings, cheapest first; none without Claude. */
  async verifiers(): Promise<Respondent[]> {
    if (!this.#claude()) return [];
    const found = VERIFIERS.map((tier) => this.#ifAskable(tier));
    return (await Promise.all(found)).filter((one) => one !== null);
  }

  /**
   * Those who could judge, best first. With Claude, nobody whom the user has not allowed is sent what the voices were. Who fills in
   * for another is a tier.
   */
  async *#judges(voices: readonly Respondent[], fillsIn: boolean): AsyncGenerator<Respondent> {
    if (!fillsIn) yield* this.#allowedJudges(voices);
    if (this.#claude()) for (const tier of JUDGES) yield await this.find(tier);
    else yield* this.#askable(await this.#installedClis(CLIS.length));
  }

  /** Those of the user's settings that are of another maker than every voice; who cannot be asked is told of. */
  async *#allowedJudges(voices: readonly Respondent[]): AsyncGenerator<Respondent> {
    const tell = ({ message }: UsageError): void =>
      void this.#host.stderr.write(`judges in tierwise.md: ${message}\n`);
    for await (const one of this.#askable(this.#catalog.judges ?? [], tell))
      if (!sharesMaker(one, voices)) yield one;
  }

  async *#askable(names: readonly string[], tell?: (error: UsageError) => void): AsyncGenerator<Respondent> {
    for (const name of names) {
      const found = await this.#ifAskable(name, tell);
      if (found) yield found;
    }
  }

  #ifAskable(spec: string, tell?: (error: UsageError) => void): Promise<Respondent | null> {
    return this.find(spec).catch((error: unknown) => {
      if (!(error instanceof UsageError)) throw error;
      tell?.(error);
      return null;
    });
  }

  #tier(spec: string, tier: TierName, backend: Backend | null): Respondent {
    if (!backend) {
      const how = spec.startsWith('api:')
        ? 'set ANTHROPIC_API_KEY to an Anthropic API key'
        : spec.startsWith('claude:')
          ? 'install Claude Code and log in (run claude)'
          : 'set ANTHROPIC_API_KEY, or log in to Claude Code (run claude)';
      throw new UsageError(`${spec} is not available: ${how}, then run the same command again.`);
    }
    const { model, effort } = this.#catalog.tiers[tier];
    // A tier's own effort is for short answers; an opinion deserves some thought.
    const thorough = effort === 'low' ? 'medium' : effort;
    return backendRespondent({ name: spec, backend, model, effort: thorough }, this.#catalog);
  }

  #openai(spec: string): Respondent {
    const { model, url } = parseOpenaiModel(spec);
    const backend = openaiBackend(url, this.#host.env);
    return backendRespondent({ name: spec, backend, model, effort: null }, this.#catalog);
  }

  async #local(): Promise<Respondent> {
    const model = await localVoice(this.#catalog, this.#host.env);
    if (!model)
      throw new UsageError(
        'local is not available: start Ollama (ollama serve) and pull a model, or name one in tierwise.md: tiers: { local: { model: "openai:<model>@<url>" } }.',
      );
    const backend = namedModel(model, this.#host.env);
    const voice = { name: 'local', backend, model, effort: null };
    return { ...backendRespondent(voice, this.#catalog), via: backend.via };
  }

  async #cli(spec: string, cli: CodingCli, model: string | null): Promise<Respondent> {
    const { version, billedTo, sees } = askable(cli.title, await cli.status(this.#host.env));
    return cliRespondent({ name: spec, cli, model, version, billedTo, sees }, this.#catalog, this.#host.env);
  }

  /** Names of CLIs that can be asked, known logins first; at most `most` of them. */
  async #installedClis(most: number): Promise<string[]> {
    const found = await Promise.all(
      CLIS.map(async ({ name, status }) => ({ name, ...(await status(this.#host.env)) })),
    );
    const ready = found.filter(({ version, loggedIn, trouble }) => version && loggedIn !== false && !trouble);
    const sure = ready.filter(({ loggedIn }) => loggedIn);
    return [...new Set([...sure, ...ready])].map(({ name }) => name).slice(0, most);
  }

  #claude(): Backend | null {
    return this.#backend('cloud') ?? this.#backend('api') ?? this.#backend('claude');
  }

  #backend(name: 'cloud' | 'api' | 'claude'): Backend | null {
    if (!this.#backends.has(name)) this.#backends.set(name, this.#open(name));
    return this.#backends.get(name) ?? null;
  }

  #open(name: 'cloud' | 'api' | 'claude'): Backend | null {
    if (name === 'api') return apiBackend(this.#host);
    if (name === 'claude')
      return (this.#live && liveBackend(this.#host, this.#live)) ?? claudeBackend(this.#host.env);
    const cloud = cloudInUse(this.#host.env);
    return cloud && cloudBackend(cloud, this.#host);
  }
}

const isTier = (text: string): text is TierName => (TIER_NAMES as readonly string[]).includes(text);

function split(text: string, mark: string): [string, string?] {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + mark.length)];
}
