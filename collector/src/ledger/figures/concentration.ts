/** The share of what was lost that is asked after: few groups usually make most of it. */
const SHARE = 0.8;

/** How few groups lost four fifths of all that was lost, together. */
export const fewestThatLost = (lost: readonly number[]): number => {
  const most = SHARE * lost.reduce((sum, one) => sum + one, 0);
  if (most === 0) return 0;
  let sum = 0;
  return 1 + [...lost].sort((one, other) => other - one).findIndex((one) => (sum += one) >= most);
};
