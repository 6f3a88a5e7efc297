const quarterOf = (date: Date): { readonly year: number; readonly quarter: number } => ({
  year: date.getUTCFullYear(),
  quarter: Math.floor(date.getUTCMonth() / 3) + 1,
});

const QUARTERS_SHOWN = 6;

/** The quarter that is to be reported now: the last one that is over, as `2026-Q3`. */
const lastFullQuarter = (now: Date): string => {
  const { year, quarter } = quarterOf(now);
  return quarter === 1 ? `${year - 1}-Q4` : `${year}-Q${quarter - 1}`;
};

/** The last full quarter, or the present one where the ledger (`firstFlow`, ISO 8601; null: it is empty) begins only in it. */
export const quarterToReport = (now: Date, firstFlow: string | null): string => {
  const { year, quarter } = quarterOf(now);
  const began = Date.UTC(year, (quarter - 1) * 3, 1);
  return firstFlow !== null && Date.parse(firstFlow) >= began ? `${year}-Q${quarter}` : lastFullQuarter(now);
};

/** Periods to choose from, the newest first: this and earlier quarters, then months, then years. */
export const periodsBefore = (now: Date): string[] => {
  const { year, quarter } = quarterOf(now);
  const quarters = Array.from({ length: QUARTERS_SHOWN }, (_, back) => {
    const index = year * 4 + quarter - 1 - back;
    return `${Math.floor(index / 4)}-Q${(index % 4) + 1}`;
  });
  const months = Array.from({ length: QUARTERS_SHOWN }, (_, back) =>
    new Date(Date.UTC(year, now.getUTCMonth() - back, 1)).toISOString().slice(0, 7),
  );
  return [...quarters, ...months, String(year), String(year - 1)];
};
