// Limits of the kinds that there are.
import { bucket, type Limiter, type Simulation, sliding, windows } from './limited.ts';

const always = (perSecond: number) => () => perSecond;
const anySize = (random: () => number) => 500 + 3000 * random();

export type LimitCase = [what: string, limiter: () => Limiter, more?: Partial<Simulation>];

const told = (tells: 'headers' | 'wait' | 'nothing'): LimitCase[] => [
  ['30 a minute', () => bucket({ perSecond: always(0.5), burst: 30, tells })],
  ['60 a minute', () => bucket({ perSecond: always(1), burst: 60, tells })],
  ['10 a second, ten at once', () => bucket({ perSecond: always(10), burst: 10, tells })],
  ['600 a minute', () => bucket({ perSecond: always(10), burst: 600, tells })],
  ['50 a second', () => bucket({ perSecond: always(50), burst: 50, tells })],
  ['slow answers', () => bucket({ perSecond: always(9), burst: 10, tells }), { latencyMs: 5000, most: 100 }],
  [
    '20,000 tokens a second',
    () => bucket({ perSecond: always(20_000), burst: 40_000, tokens: true, tells }),
    { tokens: anySize },
  ],
  [
    '300,000 tokens a minute',
    () => bucket({ perSecond: always(5000), burst: 300_000, tokens: true, tells }),
    { tokens: anySize },
  ],
];

export const LIMITS: Record<string, LimitCase[]> = {
  'a limit that its headers tell': [
    ...told('headers'),
    ['60 a minute, one at a time', () => bucket({ perSecond: always(1), burst: 1, tells: 'headers' })],
    [
      '10 a second, then 30',
      () => bucket({ perSecond: (at) => (at < 300 ? 10 : 30), burst: 10, tells: 'headers' }),
    ],
    [
      '30 a second, then 10',
      () => bucket({ perSecond: (at) => (at < 300 ? 30 : 10), burst: 10, tells: 'headers' }),
    ],
  ],
  'one of which only refusals tell, with how long to wait': [
    ...told('wait'),
    ['60 in each minute', () => windows({ most: 60, seconds: 60, tells: 'wait' })],
    ['5,000 in each minute', () => windows({ most: 5000, seconds: 60, tells: 'wait' })],
    ['50 in each ten seconds', () => windows({ most: 50, seconds: 10, tells: 'wait' })],
  ],
  'one of which only refusals tell': [
    ...told('nothing'),
    ['10 a second, one at a time', () => bucket({ perSecond: always(10), burst: 1 })],
    ['10 a second, then 30', () => bucket({ perSecond: (at) => (at < 300 ? 10 : 30), burst: 10 })],
    ['30 a second, then 10', () => bucket({ perSecond: (at) => (at < 300 ? 30 : 10), burst: 10 })],
    ['60 in each minute', () => windows({ most: 60, seconds: 60 })],
    ['600 in each minute', () => windows({ most: 600, seconds: 60 })],
    ['50 in each ten seconds', () => windows({ most: 50, seconds: 10 })],
    ['60 in any minute', () => sliding({ most: 60, seconds: 60 })],
    ['600 in any minute', () => sliding({ most: 600, seconds: 60 })],
    ['10 in any second', () => sliding({ most: 10, seconds: 1 })],
  ],
};
