/** Why the demo cannot go on, in sentences for the one who started it. */
export class Problem extends Error {}
