// How another cloud is reached, and with whose credentials.

export interface AwsKeys {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string | null;
}

/** How a cloud is reached. */
export type CloudConnection =
  | { cloud: 'bedrock'; region: string; bearer: string | null; keys: () => Promise<AwsKeys> }
  | { cloud: 'vertex'; region: string; project: string; token: () => Promise<string> }
  | { cloud: 'foundry'; key: string };
