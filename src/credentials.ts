// Which variables of the environment are secrets, and what each program that we start may see of them. These are lists of what is
// allowed, so the key of a service nobody here has heard of reaches no one.
import { isAbsolute } from 'node:path';
import { UsageError } from './errors.ts';
import { isLoopback } from './server-address.ts';

/** Names that a program may see: whole ones, and beginnings for those that do not look like a secret. */
interface Allowed {
  names: readonly string[];
  prefixes: readonly string[];
  /** Beginnings of a vendor's own variables, its credentials included. */
  own?: readonly string[];
  /** Of those: what it must not see all the same. */
  never?: readonly string[];
}

const words = (text: string): string[] => text.trim().split(/\s+/);

/** Anthropic's own, billed to the account they are of. */
const ANTHROPICS = ['ANTHROPIC_API_KEY', 'ANTHROPIC_AUTH_TOKEN'] as const;

// Who and where the user is, in which language, and how the network is reached.
const EVERYBODY: Allowed = {
  names: words(`
    PATH HOME USER LOGNAME SHELL LANG LANGUAGE TZ TZDIR TMPDIR TEMP TMP TERM COLORTERM NO_COLOR FORCE_COLOR COLUMNS LINES
    HTTP_PROXY HTTPS_PROXY NO_PROXY ALL_PROXY http_proxy https_proxy no_proxy all_proxy
    SSL_CERT_FILE SSL_CERT_DIR NODE_EXTRA_CA_CERTS NODE_USE_SYSTEM_CA NODE_USE_ENV_PROXY CURL_CA_BUNDLE REQUESTS_CA_BUNDLE
    NIX_SSL_CERT_FILE LD_LIBRARY_PATH DYLD_LIBRARY_PATH DYLD_FALLBACK_LIBRARY_PATH
    SYSTEMROOT SYSTEMDRIVE WINDIR COMSPEC PATHEXT APPDATA LOCALAPPDATA PROGRAMDATA PROGRAMFILES PROGRAMFILES(X86) PROGRAMW6432
    COMMONPROGRAMFILES USERPROFILE USERNAME USERDOMAIN HOMEDRIVE HOMEPATH PUBLIC OS NUMBER_OF_PROCESSORS PROCESSOR_ARCHITECTURE
    WSL_DISTRO_NAME WSL_INTEROP`),
  prefixes: ['LC_', 'XDG_'],
};

// Where the system keeps logins.
const KEY_CHAIN = words('DBUS_SESSION_BUS_ADDRESS SECURITYSESSIONID __CF_USER_TEXT_ENCODING');

// What compilers, package managers and test runners go by.
const BUILD: Allowed = {
  names: words(`
    CI DISPLAY WAYLAND_DISPLAY XAUTHORITY EDITOR PAGER MAKEFLAGS MFLAGS SOURCE_DATE_EPOCH
    JAVA_HOME JDK_HOME JAVA_OPTS JAVA_TOOL_OPTIONS M2_HOME MAVEN_HOME MAVEN_OPTS GRADLE_HOME GRADLE_USER_HOME GRADLE_OPTS SBT_OPTS
    ANDROID_HOME ANDROID_SDK_ROOT ANDROID_NDK_HOME KOTLIN_HOME SCALA_HOME GROOVY_HOME
    GOPATH GOROOT GOBIN GOCACHE GOMODCACHE GOFLAGS GOOS GOARCH GOPROXY GOPRIVATE GONOPROXY GONOSUMDB GOSUMDB GOTOOLCHAIN GOTMPDIR
    CARGO_HOME CARGO_TARGET_DIR CARGO_INCREMENTAL CARGO_TERM_COLOR RUSTFLAGS RUSTDOCFLAGS RUST_BACKTRACE RUST_LOG RUSTC_WRAPPER
    VIRTUAL_ENV GEM_HOME GEM_PATH RUBYLIB RUBYOPT RBENV_ROOT RBENV_VERSION RAILS_ENV RACK_ENV COMPOSER_HOME MIX_ENV MIX_HOME HEX_HOME
    NUGET_PACKAGES PNPM_HOME BUN_INSTALL VOLTA_HOME CHROME_BIN PUPPETEER_EXECUTABLE_PATH OPAMROOT STACK_ROOT CABAL_DIR GHCUP_INSTALL_BASE_PREFIX
    CC CXX CPP AR AS LD NM RANLIB STRIP CFLAGS CXXFLAGS CPPFLAGS LDFLAGS LDLIBS CPATH C_INCLUDE_PATH CPLUS_INCLUDE_PATH LIBRARY_PATH
    PKG_CONFIG_PATH PKG_CONFIG_LIBDIR ACLOCAL_PATH SDKROOT DEVELOPER_DIR MACOSX_DEPLOYMENT_TARGET INCLUDE LIB LIBPATH`),
  prefixes: words(`
    NODE_ npm_config_ NPM_CONFIG_ COREPACK_ YARN_ NVM_ FNM_ DENO_ PYTHON PYENV_ CONDA_ UV_ PIP_ POETRY_ BUNDLE_ RUSTUP_ CARGO_BUILD_
    CARGO_PROFILE_ CGO_ DOTNET_ CMAKE_ CCACHE_ SCCACHE_ MISE_ ASDF_ SDKMAN_ NIX_ HOMEBREW_ PLAYWRIGHT_ VITEST_ JEST_`),
};

// A client's settings that are nobody's secret, and then its own variables.
const CLAUDE: Allowed = {
  names: [
    ...KEY_CHAIN,
    ...words(`CLAUDE_CONFIG_DIR NODE_OPTIONS MAX_THINKING_TOKENS API_TIMEOUT_MS DO_NOT_TRACK USE_BUILTIN_RIPGREP
      BASH_DEFAULT_TIMEOUT_MS BASH_MAX_TIMEOUT_MS BASH_MAX_OUTPUT_LENGTH`),
  ],
  prefixes: ['DISABLE_', 'ENABLE_'],
  own: ['ANTHROPIC_', 'CLAUDE_CODE_'],
};

const CHILDREN = {
  /** Git as we use it. */
  git: { names: [], prefixes: [] },
  /** The desktop's own notifier. */
  notifier: { names: [...KEY_CHAIN, ...words('DISPLAY WAYLAND_DISPLAY XAUTHORITY')], prefixes: [] },
  /** GitHub's own CLI, and the git that it and we push with. */
  gh: {
    names: [...KEY_CHAIN, ...words('SSH_AUTH_SOCK SSH_AGENT_PID GIT_SSH GIT_SSH_COMMAND')],
    prefixes: [],
    own: ['GH_', 'GITHUB_'],
  },
  /** A plan's own commands: its setup and the checks of its steps. */
  check: BUILD,
  /** Claude Code with whatever it is logged in by. */
  claude: CLAUDE,
  /** Claude Code on its login: a key in the environment would be billed instead. */
  claudeLogin: {
    ...CLAUDE,
    never: [...ANTHROPICS, 'CLAUDE_CODE_EFFORT_LEVEL'],
  },
  codex: {
    names: [...KEY_CHAIN, 'NODE_OPTIONS'],
    prefixes: [],
    own: ['OPENAI_', 'CODEX_', 'AZURE_OPENAI_', 'OPENROUTER_'],
  },
  gemini: {
    names: [...KEY_CHAIN, 'NODE_OPTIONS', 'CODE_ASSIST_ENDPOINT', 'SANDBOX_FLAGS'],
    prefixes: [],
    own: ['GEMINI_', 'GOOGLE_'],
    never: ['GEMINI_SYSTEM_MD'], // words of its user's that would steer an answer
  },
  /** The clouds' own programs, which know logins that no variable holds. */
  aws: { names: KEY_CHAIN, prefixes: [], own: ['AWS_'] },
  gcloud: { names: KEY_CHAIN, prefixes: [], own: ['GOOGLE_', 'GCLOUD_', 'CLOUDSDK_'] },
  copilot: {
    names: [...KEY_CHAIN, 'NODE_OPTIONS'],
    prefixes: [],
    own: ['COPILOT_', 'GH_', 'GITHUB_'],
    never: [
      ...['COPILOT_ALLOW_ALL', 'COPILOT_ASSISTED_APPROVAL'],
      ...['COPILOT_CUSTOM_INSTRUCTIONS_DIRS', 'COPILOT_SKILLS_DIRS'], // as for Gemini
    ],
  },
} as const satisfies Record<string, Allowed>;

export type Child = keyof typeof CHILDREN;

// Clouds in which Claude Code may run: their variables reach it only when it is told to use one.
const CLOUDS: Record<string, readonly string[]> = {
  CLAUDE_CODE_USE_BEDROCK: ['AWS_'],
  CLAUDE_CODE_USE_MANTLE: ['AWS_'],
  CLAUDE_CODE_USE_ANTHROPIC_AWS: ['AWS_'],
  CLAUDE_CODE_USE_VERTEX: ['GOOGLE_', 'GCLOUD_', 'CLOUDSDK_', 'CLOUD_ML_REGION', 'VERTEX_'],
  CLAUDE_CODE_USE_FOUNDRY: ['AZURE_'],
};

/** The names that `--pass` variables are given by: `NAME` for a plan's commands, `codex:NAME` for a program. */
export const PASS_VARIABLE = 'TIERWISE_PASS_ENV';
const PASSED_TO: Record<string, readonly Child[]> = {
  '': ['check'],
  claude: ['claude', 'claudeLogin'],
  codex: ['codex'],
  gemini: ['gemini'],
  copilot: ['copilot'],
};

/**
 * The environment of a program that we start: of `env`, what it may see. With several, what any of them may see; what the user passes on
 * by name goes by the first. Throws UsageError when TIERWISE_PASS_ENV cannot be read.
 */
export function environmentFor(
  child: Child | readonly [Child, ...Child[]],
  env: NodeJS.ProcessEnv,
): NodeJS.ProcessEnv {
  const [first, ...others] = typeof child === 'string' ? [child] : child;
  const lists: Allowed[] = [EVERYBODY, CHILDREN[first], ...others.map((one) => CHILDREN[one])];
  const clouds =
    CHILDREN[first] === CHILDREN.claude || CHILDREN[first] === CHILDREN.claudeLogin ? cloudsIn(env) : [];
  const passed = passedTo(first, env);
  const never: readonly string[] = lists.flatMap((list) => list.never ?? []);
  const isAllowed = (name: string, value: string): boolean =>
    passed.has(name) ||
    (!never.includes(name) &&
      (lists.some((list) => allows(list, name, value)) || clouds.some((prefix) => name.startsWith(prefix))));
  const seen = Object.fromEntries(
    Object.entries(env).filter(([name, value]) => value !== undefined && isAllowed(name, value)),
  );
  return first === 'git' ? withoutFolders(seen) : seen;
}

/** Of what a program sees, the names of its credentials: what it should keep from the commands it runs itself. */
export const secretsAmong = (env: NodeJS.ProcessEnv): string[] =>
  Object.keys(env).filter((name) => SECRET.test(name));

const SECRET =
  /KEY|TOKEN|SECRET|PASSW|PASSPHRASE|PASS$|CREDENTIAL|AUTH|BEARER|COOKIE|CUSTOM_HEADERS|PRIVATE/i;
const PROXY = /_proxy$/i;
/** `https://user:password@host`, in a proxy's address only. */
const PASSWORD_IN_URL = /:\/\/[^/\s@]*:[^/\s@]+@/;

function allows({ names, prefixes, own = [] }: Allowed, name: string, value: string): boolean {
  if (own.some((prefix) => name.startsWith(prefix))) return true;
  const known =
    names.includes(process.platform === 'win32' ? name.toUpperCase() : name) ||
    (prefixes.some((prefix) => name.startsWith(prefix)) && !SECRET.test(name));
  return known && (PROXY.test(name) || !PASSWORD_IN_URL.test(value));
}

const cloudsIn = (env: NodeJS.ProcessEnv): string[] =>
  Object.entries(CLOUDS).flatMap(([variable, prefixes]) =>
    env[variable] && !/^(?:0|false|no|off)$/i.test(env[variable]) ? prefixes : [],
  );

function passedTo(child: Child, env: NodeJS.ProcessEnv): Set<string> {
  const entries = (env[PASS_VARIABLE] ?? '').split(',').map((entry) => entry.trim());
  return new Set(
    entries.filter(Boolean).flatMap((entry) => {
      const [, program = '', name] = /^(?:([a-z]+):)?([A-Za-z_]\w*)$/.exec(entry) ?? [];
      const children =
        name !== undefined && Object.hasOwn(PASSED_TO, program) ? PASSED_TO[program] : undefined;
      if (!children || !name) {
        throw new UsageError(
          `${PASS_VARIABLE}: "${entry}" names no variable. Expected names such as DATABASE_URL for a plan's commands, codex:MISTRAL_API_KEY for a program (${Object.keys(PASSED_TO).filter(Boolean).join(', ')}), with commas between.`,
        );
      }
      return children.includes(child) ? [name] : [];
    }),
  );
}

/** A PATH without entries that mean the folder a program is started in, where a stranger's `git` may lie. */
function withoutFolders(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const separator = process.platform === 'win32' ? ';' : ':';
  const name = Object.keys(env).find((one) => one.toUpperCase() === 'PATH');
  if (!name) return env;
  return { ...env, [name]: (env[name] ?? '').split(separator).filter(isAbsolute).join(separator) };
}

const OPENAI_HOST = 'api.openai.com';
/** Labels of letters, digits and inner hyphens, and a port: what the names below can tell apart. */
const PLAIN_HOST = /^[a-z0-9]+(?:-+[a-z0-9]+)*(?:\.[a-z0-9]+(?:-+[a-z0-9]+)*)*(?::\d+)?$/;

/**
 * The variable whose key goes to an OpenAI-compatible server: OPENAI_API_KEY to OpenAI itself, else `TIERWISE_KEY_<HOST>`, with `_` for a
 * dot or the port's colon and `__` for a hyphen. No two hosts share one.
 */
export function keyVariable({ host, protocol }: URL): string {
  if (host === OPENAI_HOST && protocol === 'https:') return 'OPENAI_API_KEY';
  // An IPv6 address or an odd name, in hexadecimal: a name after a single `_` cannot be any other host's.
  const name = PLAIN_HOST.test(host)
    ? host.replaceAll('-', '__').replace(/[.:]/g, '_')
    : `_${Buffer.from(host).toString('hex')}`;
  return `TIERWISE_KEY_${name.toUpperCase()}`;
}

/** What the Messages API is paid with. */
export const CREDENTIAL_VARIABLES = [...ANTHROPICS, 'TIERWISE_GATEWAY_KEY'] as const;

export interface AnthropicCredential {
  variable: (typeof CREDENTIAL_VARIABLES)[number];
  secret: string;
}

/**
 * The credential for the Messages API at `url`: Anthropic's own go to its hosts and to this machine, TIERWISE_GATEWAY_KEY to the gateway in
 * ANTHROPIC_BASE_URL. Null when there is none. Throws UsageError when there is only one that must not go there.
 */
export function anthropicCredential(url: URL, env: NodeJS.ProcessEnv): AnthropicCredential | null {
  const isAnthropic = /(?:^|\.)anthropic\.com$/.test(url.hostname);
  const ofGateway = isAnthropic ? undefined : env.TIERWISE_GATEWAY_KEY;
  if (ofGateway) return { variable: 'TIERWISE_GATEWAY_KEY', secret: ofGateway };
  const variable = ANTHROPICS.find((name) => env[name]);
  if (!variable) return null;
  if (!isAnthropic && !isLoopback(url)) {
    throw new UsageError(
      `ANTHROPIC_BASE_URL leads to ${url.host}, and ${variable} goes to Anthropic only. Set TIERWISE_GATEWAY_KEY to that gateway's own key, or unset ANTHROPIC_BASE_URL.`,
    );
  }
  return { variable, secret: env[variable] as string };
}

/** Where the credentials of a cloud may go: its own hosts. */
const CLOUD_HOSTS = {
  bedrock: /\.amazonaws\.com(?:\.cn)?$/,
  vertex: /(?:^|\.|-)aiplatform\.googleapis\.com$|^aiplatform\.[a-z]+\.rep\.googleapis\.com$/,
  'Google Cloud Storage': /^storage\.googleapis\.com$/,
  foundry: /\.(?:services\.ai|openai|cognitiveservices|anthropic)\.azure\.com$/,
} as const;

/** Throws UsageError when an address is neither one of the cloud's hosts nor this machine. */
export function cloudCredentialHost(cloud: keyof typeof CLOUD_HOSTS, url: URL, origin: string): void {
  if (CLOUD_HOSTS[cloud].test(url.hostname) || isLoopback(url)) return;
  throw new UsageError(
    `${origin} leads to ${url.host}, and credentials for ${cloud} go to that cloud only. Unset ${origin}, or ask the gateway with ANTHROPIC_BASE_URL and TIERWISE_GATEWAY_KEY.`,
  );
}
