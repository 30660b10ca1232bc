// What a report is made of, for the terminal and for Markdown alike.

export interface ReportEntry {
  lead: string;
  /** Who said what, in their own words, and what is to be noted below it. */
  quotes: { who: string; said: string; note: string }[];
  notes: string[];
}

export interface ReportSection {
  title: string;
  entries: ReportEntry[];
}

/** Returns an entry without quotes. */
export const plain = (lead: string, note = ''): ReportEntry => ({
  lead,
  quotes: [],
  notes: note ? [note] : [],
});

/** Returns what the judge recommends, with what it is not sure of. */
export const recommendationSection = ({
  recommendation,
  uncertainty,
}: {
  recommendation: string;
  uncertainty: string;
}): ReportSection => ({
  title: 'Recommendation',
  entries: recommendation ? [plain(recommendation, uncertainty && `Uncertain: ${uncertainty}`)] : [],
});
