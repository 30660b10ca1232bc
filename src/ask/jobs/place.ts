// Where a cloud's batch jobs read and write their files, as `--batch` names it.
import { InvalidArgumentError } from 'commander';

/** `bedrock:s3://bucket/prefix`, `vertex:gs://bucket/prefix`. */
export interface JobPlace {
  cloud: 'bedrock' | 'vertex';
  bucket: string;
  /** Of all names in the bucket, with a slash at its end; '' for the bucket itself. */
  prefix: string;
  /** As it is written. */
  text: string;
}

const SCHEMES = { bedrock: 's3', vertex: 'gs' } as const;
// Names of buckets: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html,
// https://cloud.google.com/storage/docs/buckets#naming
const PLACE = /^(bedrock|vertex):(s3|gs):\/\/([a-z0-9][a-z0-9._-]{1,220}[a-z0-9])(?:\/([\w!.*'()/-]*))?$/;

export const PLACES = 'bedrock:s3://<bucket>/<prefix> or vertex:gs://<bucket>/<prefix>';

/** Returns the place that a text names; null for any other text. */
export function jobPlace(text: string): JobPlace | null {
  const [, cloud, scheme, bucket = '', folder = ''] = PLACE.exec(text) ?? [];
  if ((cloud !== 'bedrock' && cloud !== 'vertex') || SCHEMES[cloud] !== scheme) return null;
  if (folder.split('/').some((part) => part === '.' || part === '..')) return null;
  const trimmed = folder.replace(/^\/+|\/+$/g, '');
  const prefix = trimmed && `${trimmed}/`;
  return { cloud, bucket, prefix, text: `${cloud}:${scheme}://${bucket}/${prefix}` };
}

/** Returns what `--batch` was given: true for the Message Batches of Anthropic. Throws InvalidArgumentError. */
export function batchOption(text: string): JobPlace | true {
  const place = text === '' ? true : jobPlace(text);
  if (place) return place;
  throw new InvalidArgumentError(`Expected nothing, ${PLACES}.`);
}

/** Returns a command line in which a `--batch` that names no place is `--batch=`, so that it takes no other word for its value. */
export function withOwnValue(words: readonly string[]): string[] {
  const end = words.indexOf('--');
  return words.map((word, index) => {
    const isOption = word === '--batch' && (end < 0 || index < end);
    return isOption && !/^(?:bedrock|vertex):/.test(words[index + 1] ?? '') ? '--batch=' : word;
  });
}

/** Returns the address of an object, as the cloud writes it. */
export const objectUri = ({ cloud, bucket, prefix }: JobPlace, name: string): string =>
  `${SCHEMES[cloud]}://${bucket}/${prefix}${name}`;
