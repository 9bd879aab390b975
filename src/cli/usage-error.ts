/** A command that cannot run as it was called: exit code 2. The message names the cause and the cure. */
export class UsageError extends Error {}
