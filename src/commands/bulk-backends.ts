// Who answers a bulk run: one backend, the list of the policy, and for a tier with a server of its own that server.
import { apiBackend } from '../ask/api.ts';
import type { Backend } from '../ask/backend.ts';
import { type BackendName, chooseBackend } from '../ask/choose.ts';
import { claudeBackend } from '../ask/claude.ts';
import { CLOUD_NAMES, cloudBackend } from '../ask/cloud.ts';
import { fallbackBackend } from '../ask/fallback.ts';
import { peersOf } from '../ask/jobs/peers.ts';
import type { JobPlace } from '../ask/jobs/place.ts';
import { type LiveRun, liveBackend } from '../ask/live.ts';
import { namedModel } from '../ask/named-model.ts';
import { UsageError } from '../errors.ts';
import type { Host } from '../host.ts';
import type { Catalog } from '../models/catalog.ts';
import { isOpenaiModel } from '../models/openai-model.ts';
import type { RungName } from '../models/table.ts';

export interface Wanted {
  /** What `--backend` says. */
  named: BackendName;
  /** What the user's policy lists under `backends`. */
  listed: readonly string[];
  tiers: readonly RungName[];
  catalog: Catalog;
  /** Connections to the API open at once. */
  mostSockets: number;
  /** The run, where the session's module may answer it. */
  live: LiveRun | null;
  /** Where a cloud's batch jobs have their files, and the role they run as: that cloud answers, and nobody else. */
  jobs?: Jobs | null;
}

interface Jobs {
  place: JobPlace;
  role: string | null;
}

export interface BulkBackends {
  /** Null: rules and stored answers only. */
  backend: Backend | null;
  /** The servers of tiers that have their own, by the id of the model. */
  servers: ReadonlyMap<string, Backend>;
  /** The tiers that can be asked. */
  tiers: readonly RungName[];
}

/** Returns who can be asked. Throws UsageError when a server or a backend that is named cannot be used. */
export function openBackends(host: Host, wanted: Wanted): BulkBackends {
  const { named, tiers, catalog } = wanted;
  const tell = (line: string): void => void host.stderr.write(`${line}\n`);
  const models = tiers.map((tier) => modelOf(tier, catalog)).filter(isOpenaiModel);
  const servers = new Map(
    named === 'rules' ? [] : models.map((id) => [id, fallbackBackend([namedModel(id, host.env)], tell)]),
  );
  const backend = mainBackend(host, wanted, tell);
  const [server] = servers.values();
  if (backend || !server) return { backend, servers, tiers };
  const able = tiers.filter((tier) => servers.has(catalog.tiers[tier].model));
  if (able.length < tiers.length)
    tell(`No backend for Claude is available: only ${able.join(', ')} is asked.`);
  return { backend: server, servers, tiers: able };
}

function modelOf(tier: RungName, { tiers }: Catalog): string {
  const { model } = tiers[tier];
  if (tier !== 'local' || isOpenaiModel(model)) return model;
  const what = model ? `The tier local is ${model}, which names no server` : 'The tier local has no model';
  throw new UsageError(
    `${what}. Name one in your tierwise.md, such as: tiers: { local: { model: "openai:llama3@http://127.0.0.1:11434/v1" } }`,
  );
}

/** Throws UsageError when the cloud, its role or its packages are missing, or another backend is named: before anything is spent. */
function backendOfJobs(host: Host, { place, role }: Jobs, { named, mostSockets }: Wanted): Backend {
  const { cloud, text } = place;
  if (named !== 'auto' && named !== cloud)
    throw new UsageError(`--batch ${text} is answered by ${cloud}: leave --backend ${named} out.`);
  if (cloud === 'bedrock' && !role)
    throw new UsageError(
      `--batch ${text} needs the role that Bedrock reads and writes that bucket as. Name its ARN with --batch-role, or in TIERWISE_BEDROCK_ROLE.`,
    );
  peersOf(cloud, host.env);
  return cloudBackend(cloud, host, { mostSockets, place, role });
}

function mainBackend(host: Host, wanted: Wanted, tell: (line: string) => void): Backend | null {
  const { named, listed, mostSockets, live, jobs } = wanted;
  if (jobs) return backendOfJobs(host, jobs, wanted);
  if (named !== 'auto' || !listed.length) return chooseBackend(named, host, { mostSockets, live });
  const found = listed.flatMap((name) => {
    const backend = listedBackend(name, host, wanted);
    if (!backend) tell(`backends: ${name} is left out, as it has no credential or no login here.`);
    return backend ?? [];
  });
  return found.length ? fallbackBackend(found, tell) : null;
}

function listedBackend(name: string, host: Host, { catalog, mostSockets, live }: Wanted): Backend | null {
  if (name === 'live') return live && liveBackend(host, live);
  if (name === 'api') return apiBackend(host, mostSockets);
  if (name === 'claude') return claudeBackend(host.env);
  const cloud = CLOUD_NAMES.find((one) => one === name);
  if (cloud) return cloudBackend(cloud, host, { mostSockets });
  if (name === 'openai:local') return namedModel(modelOf('local', catalog), host.env);
  return namedModel(name, host.env);
}
