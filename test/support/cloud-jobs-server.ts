// Amazon S3 and Bedrock, Google Cloud Storage and Vertex AI on 127.0.0.1, as far as batch jobs go: what the real SDKs send is checked
// and kept, what the real services answer is sent. Paths, headers and bodies are those of
// https://docs.aws.amazon.com/AmazonS3/latest/API/, https://docs.aws.amazon.com/bedrock/latest/APIReference/,
// https://cloud.google.com/storage/docs/json_api/v1 and https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.batchPredictionJobs.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as bodyOf } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

// biome-ignore lint/suspicious/noExplicitAny: JSON as it was sent
type Json = any;

export interface ServedJob {
  /** The service's name for it, and ours. */
  id: string;
  key: string;
  body: Json;
  /** The lines of its input. */
  records: Json[];
  state: 'going' | 'completed' | 'failed' | 'stopped';
  looks: number;
}

export interface CloudOptions {
  /** The tags of an item. */
  tag: (item: string) => string[];
  /** A line of the results instead of the usual one; null for none. */
  result?: (record: Json, usual: Json, job: ServedJob) => Json | null;
  /** Whether a job ends at this look; by default at the second one. */
  ends?: (job: ServedJob) => boolean;
  /** Why it fails as a whole. */
  fails?: (job: ServedJob) => string | null;
  /** Called with a job that arrived, before that is said; true loses the reply. */
  onStarted?: (job: ServedJob) => boolean | undefined;
  /** Called when a job was looked at. */
  onLooked?: (job: ServedJob) => void;
  /** A fault instead of any answer. */
  fault?: (method: string, path: string) => { status: number; body: Json } | null;
}

export interface CloudServer {
  url: string;
  objects: Map<string, Buffer>;
  jobs: ServedJob[];
  /** Items whose tags were sent at once, and in jobs. */
  direct: string[];
  inJobs: string[];
  /** `GET /path`, in order, with who signed it. */
  seen: { what: string; authorization: string }[];
  /** The variables that lead to it. */
  env: Record<'bedrock' | 'vertex', Record<string, string>>;
}

const LEAST_RECORDS = 100;

/** Starts one that is closed when the test ends. */
export async function serveClouds(options: CloudOptions): Promise<CloudServer> {
  const state: CloudServer = {
    ...{ url: '', objects: new Map(), jobs: [], direct: [], inJobs: [], seen: [] },
    env: { bedrock: {}, vertex: {} },
  };
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const url = new URL(request.url ?? '/', 'http://local');
    state.seen.push({
      what: `${request.method} ${decodeURIComponent(url.pathname)}`,
      authorization: request.headers.authorization ?? '',
    });
    const exchange: Exchange = {
      request,
      response,
      url,
      path: decodeURIComponent(url.pathname),
      body,
      state,
      options,
    };
    const fault = options.fault?.(request.method ?? '', exchange.path);
    if (fault) return json(response, fault.body, fault.status);
    const handled =
      models(exchange) || bedrock(exchange) || vertex(exchange) || gcs(exchange) || s3(exchange);
    if (!handled) json(response, { message: `not served: ${request.method} ${request.url}` }, 501);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const keys = {
    AWS_ACCESS_KEY_ID: 'AKTEST',
    AWS_SECRET_ACCESS_KEY: 'test-secret',
    AWS_SESSION_TOKEN: 'test-session',
  };
  return Object.assign(state, {
    url,
    env: {
      bedrock: {
        ...keys,
        AWS_ENDPOINT_URL: url,
        ANTHROPIC_BEDROCK_BASE_URL: url,
        TIERWISE_BEDROCK_ROLE: 'arn:aws:iam::1:role/batch',
      },
      vertex: {
        ...{
          ANTHROPIC_VERTEX_BASE_URL: `${url}/v1`,
          STORAGE_EMULATOR_HOST: url,
          ANTHROPIC_VERTEX_PROJECT_ID: 'p1',
        },
        ...{ CLOUD_ML_REGION: 'us-east5', GOOGLE_OAUTH_ACCESS_TOKEN: 'test-google' },
      },
    },
  });
}

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  url: URL;
  path: string;
  body: string;
  state: CloudServer;
  options: CloudOptions;
}

function json(response: ServerResponse, value: Json, status = 200): true {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  return true;
}

/** What Claude answers to the body of a request. */
function messageTo(
  { system, messages }: Json,
  model: string,
  { tag }: CloudOptions,
): { items: string[]; message: Json } {
  const [{ content }] = messages;
  const items = String(content)
    .split('\n')
    .flatMap((line) => (/^\{"id": ?\d+,/.test(line) ? [JSON.parse(line)] : []));
  const text = JSON.stringify({ results: items.map(({ id, item }) => ({ id, tags: tag(item) })) });
  return {
    items: items.map(({ item }) => item),
    message: {
      ...{ id: `msg_${items[0]?.id}`, type: 'message', role: 'assistant', model, stop_reason: 'end_turn' },
      content: [{ type: 'text', text }],
      usage: {
        input_tokens: JSON.stringify([system, messages]).length >> 2,
        output_tokens: text.length >> 2,
      },
    },
  };
}

const modelIn = (id: string): string => id.replace(/^.*(?=claude-)/, '');

/** Requests that are answered at once. */
function models({ path, body, response, state, options }: Exchange): boolean {
  const [, model] =
    /^\/model\/([^/]+)\/invoke$/.exec(path) ?? /\/models\/([^/:]+):rawPredict$/.exec(path) ?? [];
  if (!model) return false;
  const { items, message } = messageTo(JSON.parse(body), modelIn(model), options);
  state.direct.push(...items);
  return json(response, message);
}

function started(exchange: Exchange, job: Omit<ServedJob, 'state' | 'looks'>, reply: Json): true {
  const { state, options, response } = exchange;
  const one: ServedJob = { ...job, state: 'going', looks: 0 };
  state.jobs.push(one);
  if (options.onStarted?.(one)) response.destroy();
  else json(response, reply);
  return true;
}

/** A job is worked off when it is looked at; `answer` makes a record and its message a line. */
function look(job: ServedJob, { state, options }: Exchange, output: (lines: string) => void): void {
  job.looks++;
  options.onLooked?.(job);
  if (job.state !== 'going' || !(options.ends ?? (({ looks }) => looks > 1))(job)) return;
  if (options.fails?.(job)) {
    job.state = 'failed';
    return;
  }
  job.state = 'completed';
  const lines = job.records.map((record) => {
    const { modelInput, request } = record;
    const model = modelIn(job.body.modelId ?? job.body.model);
    const { items, message } = messageTo(modelInput ?? request, model, options);
    const usual = modelInput
      ? { ...record, modelOutput: message }
      : { ...record, response: message, status: '' };
    const line = options.result ? options.result(record, usual, job) : usual;
    if (line === usual) state.inJobs.push(...items);
    return line === null ? '' : `${JSON.stringify(line)}\n`;
  });
  output(lines.reverse().join('')); // in another order than they were given
}

const recordsAt = (uri: string, { objects }: CloudServer): Json[] => {
  const input = objects.get(uri.replace(/^(?:s3|gs):\/\//, ''));
  if (!input) throw new Error(`no such object: ${uri}`);
  return String(input)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
};

const STATUS = { going: 'InProgress', completed: 'Completed', failed: 'Failed', stopped: 'Stopped' };

function bedrock(exchange: Exchange): boolean {
  const { path, request, response, state, body, options, url } = exchange;
  const [, rest] = /^\/model-invocation-jobs?(\/.*)?$/.exec(path) ?? [];
  if (rest === undefined && !/^\/model-invocation-jobs?$/.test(path)) return false;
  if (
    !/^AWS4-HMAC-SHA256 Credential=AKTEST\/\d{8}\/us-east-1\/bedrock\/aws4_request/.test(
      request.headers.authorization ?? '',
    )
  )
    return json(response, { message: 'not signed' }, 403);
  const described = (job: ServedJob): Json => ({
    ...{
      jobArn: job.id,
      jobName: job.key,
      modelId: job.body.modelId,
      roleArn: job.body.roleArn,
      status: STATUS[job.state],
    },
    ...{
      submitTime: new Date().toISOString(),
      totalRecordCount: job.records.length,
      message: options.fails?.(job) ?? undefined,
    },
    ...{ inputDataConfig: job.body.inputDataConfig, outputDataConfig: job.body.outputDataConfig },
  });
  if (request.method === 'POST' && !rest) {
    const asked = JSON.parse(body);
    const same = state.jobs.find((job) => job.body.clientRequestToken === asked.clientRequestToken);
    if (same) return json(response, { jobArn: same.id });
    const records = recordsAt(asked.inputDataConfig.s3InputDataConfig.s3Uri, state);
    const wrong = records.find(
      ({ recordId, modelInput }) =>
        !/^[A-Za-z0-9]{11}$/.test(recordId) ||
        modelInput?.anthropic_version !== 'bedrock-2023-05-31' ||
        'model' in modelInput,
    );
    if (wrong) return refused(response, `malformed record: ${JSON.stringify(wrong).slice(0, 200)}`);
    if (records.length < LEAST_RECORDS)
      return refused(
        response,
        `the job has ${records.length} records, fewer than the minimum of ${LEAST_RECORDS}`,
      );
    if (!/^arn:aws:iam::\d+:role\//.test(asked.roleArn ?? ''))
      return refused(response, 'roleArn is not valid');
    const id = `arn:aws:bedrock:us-east-1:1:model-invocation-job/${String(state.jobs.length).padStart(12, 'j')}`;
    return started(exchange, { id, key: asked.jobName, body: asked, records }, { jobArn: id });
  }
  if (!rest) {
    const name = url.searchParams.get('nameContains') ?? '';
    return json(response, {
      invocationJobSummaries: state.jobs.filter(({ key }) => key.includes(name)).map(described),
    });
  }
  const job = state.jobs.find(({ id }) => rest.startsWith(`/${id}`));
  if (!job) {
    response.writeHead(404, {
      'content-type': 'application/json',
      'x-amzn-errortype': 'ResourceNotFoundException',
    });
    response.end(JSON.stringify({ message: 'no such job' }));
    return true;
  }
  if (rest.endsWith('/stop')) {
    job.state = 'stopped';
    return json(response, {});
  }
  const out = job.body.outputDataConfig.s3OutputDataConfig.s3Uri.replace('s3://', '');
  look(job, exchange, (lines) => {
    const folder = `${out}${job.id.split('/').at(-1)}/`;
    state.objects.set(`${folder}input.jsonl.out`, Buffer.from(lines));
    state.objects.set(`${folder}manifest.json.out`, Buffer.from('{"totalRecordCount":1}'));
  });
  return json(response, described(job));
}

function refused(response: ServerResponse, message: string): true {
  response.writeHead(400, { 'content-type': 'application/json', 'x-amzn-errortype': 'ValidationException' });
  response.end(JSON.stringify({ message }));
  return true;
}

function s3({ path, request, response, state, url, body }: Exchange): boolean {
  if (
    !/^AWS4-HMAC-SHA256 Credential=AKTEST\/\d{8}\/us-east-1\/s3\/aws4_request/.test(
      request.headers.authorization ?? '',
    )
  ) {
    response
      .writeHead(403, { 'content-type': 'application/xml' })
      .end('<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>');
    return true;
  }
  const name = path.slice(1);
  if (request.method === 'PUT') {
    state.objects.set(name, Buffer.from(body));
    response.writeHead(200, { etag: '"0"' }).end();
    return true;
  }
  if (url.searchParams.get('list-type') === '2') {
    const bucket = name.replace(/\/$/, '');
    const under = `${bucket}/${url.searchParams.get('prefix') ?? ''}`;
    const found = [...state.objects.keys()].filter((one) => one.startsWith(under));
    const entries = found.map(
      (one) => `<Contents><Key>${one.slice(bucket.length + 1)}</Key><Size>1</Size></Contents>`,
    );
    response.writeHead(200, { 'content-type': 'application/xml' });
    response.end(
      `<?xml version="1.0"?><ListBucketResult><Name>${bucket}</Name><IsTruncated>false</IsTruncated>${entries.join('')}</ListBucketResult>`,
    );
    return true;
  }
  const found = state.objects.get(name);
  if (found) response.writeHead(200, { 'content-length': found.length }).end(found);
  else
    response
      .writeHead(404, { 'content-type': 'application/xml' })
      .end('<Error><Code>NoSuchKey</Code><Message>none</Message></Error>');
  return true;
}

function gcs({ path, request, response, state, url, body }: Exchange): boolean {
  const [, kind, bucket = '', name] =
    /^\/(upload\/storage|storage|download\/storage)\/v1\/b\/([^/]+)\/o(?:\/(.+))?$/.exec(path) ?? [];
  if (!kind) return false;
  if (request.headers.authorization !== 'Bearer test-google')
    return json(response, { error: { code: 401, message: 'who?' } }, 401);
  if (kind === 'upload/storage') {
    const [, boundary = ''] = /boundary="?([^";]+)/.exec(request.headers['content-type'] ?? '') ?? [];
    const [, , media = ''] = body.split(`--${boundary}`);
    const content = Buffer.from(media.slice(media.indexOf('\r\n\r\n') + 4).replace(/\r\n$/, ''));
    const named = url.searchParams.get('name') ?? '';
    state.objects.set(`${bucket}/${named}`, content);
    return json(response, {
      kind: 'storage#object',
      name: named,
      bucket,
      size: String(content.length),
      crc32c: crc32c(content),
    });
  }
  if (!name) {
    const under = `${bucket}/${url.searchParams.get('prefix') ?? ''}`;
    const found = [...state.objects.keys()].filter((one) => one.startsWith(under));
    return json(response, {
      kind: 'storage#objects',
      items: found.map((one) => ({ name: one.slice(bucket.length + 1), bucket })),
    });
  }
  const found = state.objects.get(`${bucket}/${name}`);
  if (!found) return json(response, { error: { code: 404, message: 'No such object' } }, 404);
  response
    .writeHead(200, { 'content-length': found.length, 'x-goog-hash': `crc32c=${crc32c(found)}` })
    .end(found);
  return true;
}

function vertex(exchange: Exchange): boolean {
  const { path, request, response, state, body, url, options } = exchange;
  const [, parent, id, action] =
    /^\/v1\/(projects\/[^/]+\/locations\/[^/]+)\/batchPredictionJobs(?:\/([^:]+))?(?::(\w+))?$/.exec(path) ??
    [];
  if (!parent) return false;
  if (request.headers.authorization !== 'Bearer test-google')
    return json(response, { error: { code: 401, message: 'who?' } }, 401);
  const described = (job: ServedJob): Json => ({
    ...{ name: job.id, displayName: job.key, createTime: new Date().toISOString() },
    state: {
      going: 'JOB_STATE_RUNNING',
      completed: 'JOB_STATE_SUCCEEDED',
      failed: 'JOB_STATE_FAILED',
      stopped: 'JOB_STATE_CANCELLED',
    }[job.state],
    ...(job.state === 'failed' && { error: { code: 3, message: options.fails?.(job) } }),
  });
  if (!id && request.method === 'POST') {
    const asked = JSON.parse(body);
    const records = recordsAt(asked.inputConfig.gcsSource.uris[0], state);
    const wrong = records.find(
      (record) =>
        !record.custom_id ||
        record.request?.anthropic_version !== 'vertex-2023-10-16' ||
        'model' in record.request,
    );
    const isWhole =
      asked.inputConfig.instancesFormat === 'jsonl' && asked.outputConfig.predictionsFormat === 'jsonl';
    if (wrong || !isWhole || !/^publishers\/anthropic\/models\/claude-/.test(asked.model))
      return json(response, { error: { code: 400, message: 'malformed' } }, 400);
    const name = `${parent}/batchPredictionJobs/${state.jobs.length + 100}`;
    const job = { id: name, key: asked.displayName, body: asked, records };
    return started(exchange, job, described({ ...job, state: 'going', looks: 0 }));
  }
  if (!id) {
    const [, name] = /^display_name="(.*)"$/.exec(url.searchParams.get('filter') ?? '') ?? [];
    return json(response, {
      batchPredictionJobs: state.jobs.filter(({ key }) => name === undefined || key === name).map(described),
    });
  }
  const job = state.jobs.find((one) => one.id === `${parent}/batchPredictionJobs/${id}`);
  if (!job) return json(response, { error: { code: 404, message: 'no such job' } }, 404);
  if (action === 'cancel') {
    job.state = 'stopped';
    return json(response, {});
  }
  const out = job.body.outputConfig.gcsDestination.outputUriPrefix.replace('gs://', '');
  look(job, exchange, (lines) => {
    state.objects.set(`${out}/prediction-model-2026-11-21T00:00:00Z/predictions.jsonl`, Buffer.from(lines));
  });
  return json(response, described(job));
}

/** The checksum that Google's stores go by, in base64. */
function crc32c(bytes: Buffer): string {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0x82f63b78 : sum >>> 1;
  }
  const out = Buffer.alloc(4);
  out.writeUInt32BE(~sum >>> 0);
  return out.toString('base64');
}
