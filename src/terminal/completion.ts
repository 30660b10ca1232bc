// What a shell offers after Tab. The scripts only pass on the words; what fits is told by the command itself, so they never age.
import type { Command, Option } from 'commander';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/** Names that are known only where the command runs, by what an option or argument is called. */
export type Names = Readonly<Record<string, () => readonly string[]>>;

/** Returns what may stand in place of the last of `words` (those after the command's name); none where a file is expected. */
export function completions(program: Command, words: readonly string[], names: Names): string[] {
  const { command, asked, place } = reached(program, words.slice(0, -1));
  const fits = (offered: readonly string[]): string[] =>
    offered.filter((name) => name.startsWith(words.at(-1) ?? ''));
  if (asked) return fits(asked.argChoices ?? namesFor(names, asked.attributeName()));
  if (words.at(-1)?.startsWith('-')) return fits(command.createHelp().visibleOptions(command).map(longName));
  if (command.commands.length && place === 0)
    return fits(
      command
        .createHelp()
        .visibleCommands(command)
        .map((sub) => sub.name()),
    );
  const argument = command.registeredArguments[place];
  return argument ? fits(argument.argChoices ?? namesFor(names, argument.name())) : [];
}

const longName = ({ long, short }: Option): string => long ?? short ?? '';
const namesFor = (names: Names, key: string): readonly string[] => names[key]?.() ?? [];

/** The command that the words lead to, the option that waits for its value, and how many arguments stand there already. */
function reached(program: Command, words: readonly string[]) {
  let command = program;
  let asked: Option | undefined;
  let place = 0;
  for (const word of words) {
    if (asked) {
      asked = undefined;
      continue;
    }
    const sub = command.commands.find((one) => one.name() === word);
    if (word.startsWith('-')) {
      const option = command.options.find((one) => [one.long, one.short].includes(word));
      if (option && !option.isBoolean()) asked = option;
    } else if (sub) command = sub;
    else place++;
  }
  return { command, asked, place };
}

/** Returns the script that a user puts into the start-up file of the shell. */
export const completionScript = (shell: Shell): string => SCRIPTS[shell];

const SCRIPTS: Readonly<Record<Shell, string>> = {
  bash: `_tierwise() {
  local IFS=$'\\n'
  COMPREPLY=($(tierwise completion --words -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _tierwise tierwise`,
  zsh: `#compdef tierwise
_tierwise() {
  local -a found
  found=("\${(@f)$(tierwise completion --words -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n "$found" ]]; then compadd -a found; else _files; fi
}
compdef _tierwise tierwise`,
  fish: `function __tierwise
  set -l found (tierwise completion --words -- (commandline -opc)[2..-1] (commandline -ct) 2>/dev/null)
  if test -n "$found"; printf '%s\\n' $found; else; __fish_complete_path (commandline -ct); end
end
complete -c tierwise -f -a '(__tierwise)'`,
};
