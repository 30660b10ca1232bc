// The command as a process: what bin/tierwise starts.
import { EXIT } from './errors.ts';
import { run } from './main.ts';

const { env, stdin, stdout, stderr, exit } = process;

// A reader that has seen enough (`| head`) is no error.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') exit(EXIT.ok);
  throw error;
});

const host = { env, cwd: workingFolder(), stdin, stdout, stderr, signals: process, exit };
run(process.argv.slice(2), host).then((code) => {
  process.exitCode = code;
});

function workingFolder(): string {
  try {
    return process.cwd();
  } catch {
    stderr.write(
      'tierwise: the working folder no longer exists. Change to one that does (cd), and try again.\n',
    );
    return exit(EXIT.usage);
  }
}
