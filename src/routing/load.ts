// The policies that there are: the user's in the data home, the project's in `.claude`. Read for the command and the hook alike.
import { UsageError } from '../errors.ts';
import { NO_POLICY } from './in-force.ts';
import { parsePolicy } from './parse.ts';
import type { PolicyFile } from './policy.ts';
import { type PolicyFiles, type PolicyText, type PolicyTexts, policyTexts } from './policy-texts.ts';

export type { PolicyFiles };

/** Returns what the policies say; the user's alone where no project is named. Never throws for what stands in a file. */
export const loadPolicies = (home: string, project: string | null): PolicyFiles =>
  readPolicies(policyTexts(home, project));

/** Returns what these texts say. Never throws for what stands in them. */
export function readPolicies({ own, theirs }: PolicyTexts): PolicyFiles {
  const problems: string[] = [];
  const read = (text: PolicyText): PolicyFile => {
    try {
      return policyIn(text);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      problems.push(error.message);
      return NO_POLICY;
    }
  };
  return { user: read(own), project: theirs ? read(theirs) : NO_POLICY, problems };
}

function policyIn({ file, reading }: PolicyText): PolicyFile {
  if ('problem' in reading) throw new UsageError(`${file}:1: ${reading.problem}`);
  return reading.text === null ? NO_POLICY : parsePolicy(reading.text, file);
}
