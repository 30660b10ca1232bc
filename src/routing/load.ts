// The policies that there are: the user's in the data home, the project's in `.claude`. Read for the command and the hook alike.
import { UsageError } from '../errors.ts';
import {
  ownSettingsFile,
  projectSettingsFile,
  readOwnText,
  readUntrustedText,
  realPath,
  type TextReading,
} from '../models/settings-file.ts';
import { NO_POLICY } from './in-force.ts';
import { parsePolicy } from './parse.ts';
import type { PolicyFile } from './policy.ts';

export interface PolicyFiles {
  user: PolicyFile;
  project: PolicyFile;
  /** What cannot be read, each in one line with the file and the line; such a file says nothing. */
  problems: string[];
}

/** Returns what the policies say; the user's alone where no project is named. Never throws for what stands in a file. */
export function loadPolicies(home: string, project: string | null): PolicyFiles {
  const problems: string[] = [];
  const own = ownSettingsFile(home);
  const theirs = project === null ? null : projectSettingsFile(project);
  const read = (file: string, text: TextReading): PolicyFile => {
    try {
      return policyIn(file, text);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      problems.push(error.message);
      return NO_POLICY;
    }
  };
  const isOwn = theirs !== null && realPath(theirs) !== null && realPath(theirs) === realPath(own);
  return {
    user: read(own, readOwnText(own)),
    project: theirs === null || isOwn ? NO_POLICY : read(theirs, readUntrustedText(theirs)),
    problems,
  };
}

function policyIn(file: string, read: TextReading): PolicyFile {
  if ('problem' in read) throw new UsageError(`${file}:1: ${read.problem}`);
  return read.text === null ? NO_POLICY : parsePolicy(read.text, file);
}
