/** How an attempt began, in the four ways that INL's calculator tells apart, each with an equation of its own. */
export const START_MODES = ['plug_in_first', 'authorize_first', 'remote_start', 'cached_or_local'] as const;
export type StartMode = (typeof START_MODES)[number];
