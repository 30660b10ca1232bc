import { expect, test } from 'vitest';
import { whyNotOn } from '../../src/live/client-range.ts';

test.each(['2.1.326', '2.1.329', '2.1.1000', '2.1.330-dev.1'])('%s is taken', (version) => {
  expect(whyNotOn(version)).toBeNull();
});

test.each(['2.1.325', '2.2.0', '3.0.0', '1.9.999', 'dev', ''])(
  'on %s the module steps back, and says why',
  (version) => {
    expect(whyNotOn(version)).toContain('made for Claude Code 2.1.326 up to, not including, 2.2.0');
  },
);
