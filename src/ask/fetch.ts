// `fetch` that takes a dispatcher, for requests that are few: it loads all of undici.
export { fetch } from 'undici';
