// A tagged file as one HTML page: counts of all of it, and its items, or some of them when there are too many for a page.
import { systemReason, UsageError } from '../../errors.ts';
import { encode } from '../../formats/bytes.ts';
import type { OutputStream } from '../../host.ts';
import { block } from '../../json-block.ts';
import { type PageHead, REVIEW, type Row } from '../../view/data.ts';
import { OutputFile, type Written } from '../result/output-file.ts';
import type { ReviewLine } from '../result/review-file.ts';
import { countItems, pageHead, type SchemeTags } from './view-head.ts';
import type { ViewedSource } from './view-items.ts';
import { pageRows } from './view-rows.ts';

const ROWS_PER_BLOCK = 1000;

/** Where the page's data goes in the template. */
const DATA_MARK = '<!-- data -->';

export interface ViewSettings extends Omit<ViewedSource, 'reviewed'> {
  /** The review file's lines. */
  review: readonly ReviewLine[];
  /** What the scheme offers; null when it is not known. */
  scheme: SchemeTags | null;
  /** What to run, for people. */
  commands: Pick<PageHead, 'command' | 'correctionsFile' | 'toFillIn' | 'search'>;
  /** The page with a mark where its data goes. */
  template: string;
  out: string;
  /** The mode of a page that is not there yet. */
  newMode: number;
  /** Throws UsageError when the page may not be written. */
  guard: () => void;
  /** What `-` means. */
  stdout: OutputStream;
}

export interface Viewed {
  items: number;
  shown: number;
  tags: number;
  inReview: number;
  /** The review file is not about this result, so its reasons were left out. */
  mismatch: boolean;
  written: Written | null;
}

/** Reads the tagged file twice and writes the page. Throws UsageError when the file is not what bulk-tag writes. */
export async function writeView(settings: ViewSettings): Promise<Viewed> {
  const { review, scheme, commands } = settings;
  let source: ViewedSource = { ...settings, reviewed: new Map(review.map((line) => [line.index, line])) };
  let counted = await countItems(source);
  const mismatch = counted.reasoned < source.reviewed.size;
  if (mismatch) {
    source = { ...settings, reviewed: new Map() };
    counted = await countItems(source);
  }
  const head = { ...pageHead(counted, source, scheme), ...commands };
  const written = await writePage(settings, head, pageRows(source, counted, head));
  return {
    items: counted.items,
    shown: head.shown,
    tags: [...counted.tags.keys()].filter(Boolean).length,
    inReview: counted.by.get(REVIEW) ?? 0,
    mismatch,
    written,
  };
}

async function writePage(
  { template, out, newMode, stdout, guard }: ViewSettings,
  head: PageHead,
  rows: AsyncIterable<Row>,
): Promise<Written | null> {
  const [before = '', after = ''] = template.split(DATA_MARK);
  const file = new OutputFile(out, stdout, { guard, newMode });
  try {
    await file.write(encode(before));
    await file.write(encode(block('head', head)));
    for await (const some of blocksOf(rows)) await file.write(encode(block('rows', some)));
    await file.write(encode(after));
    return await file.finish();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new UsageError(`${out}: could not be written: ${systemReason(error)}.`);
  } finally {
    await file.discard();
  }
}

async function* blocksOf(rows: AsyncIterable<Row>): AsyncGenerator<Row[]> {
  let block: Row[] = [];
  for await (const row of rows) {
    block.push(row);
    if (block.length < ROWS_PER_BLOCK) continue;
    yield block;
    block = [];
  }
  if (block.length) yield block;
}
