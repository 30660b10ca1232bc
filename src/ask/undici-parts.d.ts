// The parts of undici that send requests. Its index loads all the rest along: fetch, WebSockets, caches.
declare module 'undici/lib/core/connect.js' {
  export { default, default as buildConnector } from 'undici/types/connector';
}
declare module 'undici/lib/dispatcher/agent.js' {
  export { default } from 'undici/types/agent';
}
declare module 'undici/lib/dispatcher/pool.js' {
  export { default } from 'undici/types/pool';
}
declare module 'undici/lib/dispatcher/proxy-agent.js' {
  export { default } from 'undici/types/proxy-agent';
}
