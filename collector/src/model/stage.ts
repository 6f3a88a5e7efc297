/** The stages of a charge flow, in order. Any of the first four may come first. */
export const STAGES = [
  'plug_in',
  'authorize',
  'payment',
  'start',
  'handshake',
  'energy',
  'stop',
  'unplug',
] as const;
export type StageName = (typeof STAGES)[number];

/** `inferred`: no message said so, a later one implies it. `skipped`: this flow did without it. */
export type StageResult = 'ok' | 'failed' | 'skipped' | 'inferred';
