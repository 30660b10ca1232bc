// What the SDKs of other clouds use of @anthropic-ai/sdk/resources, for scripts/build.ts: the whole of it is five times the size.
export { Messages } from '@anthropic-ai/sdk/resources/messages';

export class Beta {
  messages = {};
}
