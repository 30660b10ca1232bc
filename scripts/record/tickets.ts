// 2,400 tickets as a shop gets them, made from sentences and names, the same ones every time.

/** Sentences by what their writer wants; `{p}` is a product, `{n}` a number, `{d}` a day. */
const SENTENCES: Record<string, string[]> = {
  billing: ['What is the item "{p} fee" on invoice {n}?', 'Invoice {n} from {d} lists {p} twice. Why?'],
  refund: [
    'The {p} of order {n} came torn, I want my money back.',
    'Please return what I paid for {p}, order {n}.',
  ],
  cancel: ['Please cancel order {n}, the {p}, before {d}.', 'End my {p} subscription, number {n}, on {d}.'],
  login: [
    'No code reaches me since {d}, so I cannot open the {p} page. Account {n}.',
    'Locked out of account {n} after I bought the {p} on {d}.',
  ],
  'account-change': [
    'Send the {p} to 12 Hill Road from {d} on; my account is {n}.',
    'Delete account {n} and all that you store of the {p}.',
  ],
  delivery: [
    'Where is the {p} of order {n}? It was due on {d}.',
    'The parcel {n} with the {p} says delivered on {d}, and is not here.',
  ],
  'how-to': ['How do I reset the {p}, serial {n}?', 'How do I pair two {p}s? The second one has number {n}.'],
  bug: [
    'Since {d} the filter for {p} shows nothing, error {n}.',
    'Adding a {p} to the basket empties it, every time. Basket {n}.',
  ],
  'feature-request': [
    'It would be great to sort {p}s by weight. My list has {n}.',
    'Could the app remind me of {p} sales? I missed {d}, list {n}.',
  ],
  praise: [
    'The {p} is lovely, thank you! Order {n}.',
    'Fastest delivery of a {p} I ever had, on {d}. Order {n}.',
  ],
};
const VAGUE = [
  'The {p} went back to you on {d}, and nothing since. Order {n}.',
  'As I said on {d} of the {p}. {n}',
];
const PRODUCTS = [
  'kettle',
  'lamp',
  'jacket',
  'desk',
  'tent',
  'radio',
  'bicycle',
  'rug',
  'clock',
  'stove',
  'drill',
  'piano',
];
const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const COUNT = 2400;
/** How often each is written, by hundredths. */
const SHARES = [9, 14, 7, 9, 8, 21, 9, 8, 6, 7];
const VAGUE_EVERY = 41;

/** Returns the file: a header and 2,400 rows of id and body. */
export function tickets(): string {
  const rows = Array.from(
    { length: COUNT },
    (_, index) => `${10_000 + index},"${body(index).replaceAll('"', '""')}"`,
  );
  return `id,body\n${rows.join('\n')}\n`;
}

/** Returns the tag that a `model` gives an item: what is vague is settled higher up, or left. */
export function intentOf(item: string, model: string): string {
  for (const [tag, sentences] of Object.entries(SENTENCES))
    if (sentences.some((sentence) => patternOf(sentence).test(item))) return tag;
  if (model.includes('haiku')) return 'unclear';
  if (item.includes('went back')) return 'refund';
  return model.includes('opus') && Number(/\d+$/.exec(item)?.[0]) % 3 ? 'complaint' : 'unclear';
}

function body(index: number): string {
  const from =
    index % VAGUE_EVERY === 3 ? VAGUE : (Object.values(SENTENCES)[kindOf((index * 37) % 98)] as string[]);
  const sentence = from[index % from.length] as string;
  return sentence
    .replace('{p}', PRODUCTS[(index * 7) % PRODUCTS.length] as string)
    .replace('{n}', String(48_211 + index * 13))
    .replace('{d}', DAYS[(index * 3) % DAYS.length] as string);
}

function kindOf(hundredth: number): number {
  let rest = hundredth;
  for (const [kind, share] of SHARES.entries()) {
    if (rest < share) return kind;
    rest -= share;
  }
  return 0;
}

const patternOf = (sentence: string): RegExp =>
  new RegExp(`^${sentence.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[pnd]\}/g, '.+')}$`);
