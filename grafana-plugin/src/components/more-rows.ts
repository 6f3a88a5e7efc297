/** Rows of a list that are still with the collector. */
export interface MoreRows {
  readonly hasMore: boolean;
  readonly isLoading: boolean;
  readonly load: () => void;
  /** How many rows there are in all; null: nobody has counted them. */
  readonly total: number | null;
}

interface PagedQuery {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => Promise<unknown>;
}

export const moreOf = (
  { hasNextPage, isFetchingNextPage, fetchNextPage }: PagedQuery,
  total: number | null,
): MoreRows => ({
  hasMore: hasNextPage,
  isLoading: isFetchingNextPage,
  load: () => void fetchNextPage(),
  total,
});
