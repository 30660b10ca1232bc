import { expect, test } from 'vitest';
import { batchOption, jobPlace, objectUri, withOwnValue } from '../../../src/ask/jobs/place.ts';

test('a place is a cloud, a bucket and a prefix', () => {
  const place = jobPlace('bedrock:s3://my.bucket/a/b');
  expect(place).toEqual({
    ...{ cloud: 'bedrock', bucket: 'my.bucket', prefix: 'a/b/', text: 'bedrock:s3://my.bucket/a/b/' },
  });
  expect(place && objectUri(place, 'tw1/input.jsonl')).toBe('s3://my.bucket/a/b/tw1/input.jsonl');
  expect(jobPlace('vertex:gs://a_b')).toMatchObject({
    cloud: 'vertex',
    prefix: '',
    text: 'vertex:gs://a_b/',
  });
  expect(jobPlace('vertex:gs://bucket/a/')).toEqual(jobPlace('vertex:gs://bucket/a'));
});

test.each([
  ...[
    'bedrock:gs://bucket/a',
    'vertex:s3://bucket',
    'foundry:s3://bucket',
    's3://bucket',
    'bedrock:s3://',
    'bedrock:s3://B',
  ],
  ...[
    'bedrock:s3://bucket/../other',
    'bedrock:s3://bucket/a b',
    'bedrock:s3://bucket/a?x',
    'bedrock:s3://bucket/a#x',
    'x',
  ],
])('%s names no place', (text) => {
  expect(jobPlace(text)).toBeNull();
  expect(() => batchOption(text)).toThrow(/Expected nothing, bedrock:s3:/);
});

test('--batch takes no other word for its value, and none after --', () => {
  expect(withOwnValue(['--batch', 'a.log', 'sev'])).toEqual(['--batch=', 'a.log', 'sev']);
  expect(withOwnValue(['a.log', 'sev', '--batch'])).toEqual(['a.log', 'sev', '--batch=']);
  expect(withOwnValue(['--batch', 'bedrock:s3://b/a', 'x'])).toEqual(['--batch', 'bedrock:s3://b/a', 'x']);
  expect(withOwnValue(['--', '--batch', 'a.log'])).toEqual(['--', '--batch', 'a.log']);
  expect(batchOption('')).toBe(true);
});
