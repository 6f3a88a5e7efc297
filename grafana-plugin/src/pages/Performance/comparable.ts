import type { Figures } from '../../api/types.ts';

/** With less of a sample than this share of today's, the ledger did not see all of the earlier stretch. */
const LEAST_SHARE = 0.2;

/** Earlier figures, or null where a comparison would mislead. */
export const comparable = <F extends Pick<Figures, 'flows'>>(now: F, before: F | undefined): F | null =>
  before !== undefined && before.flows > LEAST_SHARE * now.flows ? before : null;
