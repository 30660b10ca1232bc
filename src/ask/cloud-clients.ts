// Owns the SDKs for Claude in other clouds. A part of its own in dist/, loaded only when a request is to go there. Credentials come from
// the caller: none of the SDKs looks for any by itself.

import { AnthropicBedrock } from '@anthropic-ai/bedrock-sdk/client';
import { BaseAnthropic, type ClientOptions } from '@anthropic-ai/sdk';
import { AnthropicVertex } from '@anthropic-ai/vertex-sdk/client';
import type { AwsKeys, CloudConnection } from './cloud-connection.ts';

/** Returns the client of a cloud, with the options that all clients share. */
export function cloudClient(connection: CloudConnection, options: ClientOptions): BaseAnthropic {
  switch (connection.cloud) {
    case 'bedrock':
      return bedrock(connection, options);
    case 'vertex':
      return vertex(connection, options);
    case 'foundry':
      // What its own SDK is, but for the resources that it brings along.
      return new BaseAnthropic({
        ...options,
        apiKey: connection.key,
        authToken: null,
        defaultHeaders: { 'x-api-key': connection.key, authorization: null },
      });
  }
}

type Of<Cloud> = Extract<CloudConnection, { cloud: Cloud }>;

function bedrock({ region, bearer, keys }: Of<'bedrock'>, options: ClientOptions): BaseAnthropic {
  const { apiKey: _key, authToken: _token, ...shared } = options;
  return new AnthropicBedrock({
    ...shared,
    awsRegion: region,
    apiKey: bearer,
    // Before anything is signed, so that a missing login is told as it is.
    ...(!bearer && {
      async providerChainResolver() {
        const found = identity(await keys());
        return async () => found;
      },
    }),
  });
}

const identity = ({ accessKeyId, secretAccessKey, sessionToken }: AwsKeys) => ({
  accessKeyId,
  secretAccessKey,
  ...(sessionToken && { sessionToken }),
});

function vertex({ region, project, token }: Of<'vertex'>, options: ClientOptions): BaseAnthropic {
  const { apiKey: _key, authToken: _token, ...shared } = options;
  const authClient = {
    projectId: project,
    getRequestHeaders: async () => new Headers({ authorization: `Bearer ${await token()}` }),
  };
  // biome-ignore lint/suspicious/noExplicitAny: all that the SDK asks of Google's class of that name
  return new AnthropicVertex({ ...shared, region, projectId: project, authClient: authClient as any });
}
