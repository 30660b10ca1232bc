import type { Task } from '../bulk/task/task.ts';
import { EXIT, type ExitCode } from '../errors.ts';
import type { Invocation } from '../host.ts';
import type { SampleOptions } from './calibrate-options.ts';

export interface LabelOptions extends SampleOptions {
  page?: string | true;
  import?: string;
}

export async function label(
  _host: Invocation,
  _input: string,
  _task: Task,
  _options: LabelOptions,
): Promise<ExitCode> {
  return EXIT.ok;
}
