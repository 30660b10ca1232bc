// The formats of a report. Programs read their names after --format.
import { githubComment } from './github.ts';
import { htmlPage } from './html-page.ts';
import type { Opinion } from './opinion.ts';
import type { Permalink } from './permalinks.ts';
import { toMarkdown } from './report-text.ts';
import { toSarif } from './sarif.ts';

export const REPORT_FORMATS = ['md', 'html', 'sarif', 'github'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** What a report is headed by, and where its findings can be looked at. */
export interface ReportHead {
  title: string;
  permalink: Permalink;
}

/** Formats that tell findings only. */
export const ABOUT_FINDINGS: readonly ReportFormat[] = ['sarif', 'github'];

/** Returns the report in a format; `github` is its comment for a pull request. */
export function reportIn(format: ReportFormat, opinion: Opinion, { title, permalink }: ReportHead): string {
  switch (format) {
    case 'md':
      return toMarkdown(opinion, title);
    case 'html':
      return htmlPage(opinion, title);
    case 'sarif':
      return toSarif(opinion);
    case 'github':
      return githubComment(opinion, permalink);
  }
}
