import { locationService } from '@grafana/runtime';
import { useMemo } from 'react';
import { useLocation } from 'react-router';
import { readPageState, type Filters, type PageState } from './filters.ts';
import { comparedWith, spanOf, type Span } from './range.ts';

const MINUTE_MS = 60_000;

/** What a page shows, and how to change it: the URL is the only state. */
export interface UsedPageState extends PageState {
  readonly span: Span;
  /** null: nothing is compared. */
  readonly earlier: Span | null;
  /** Sets what is named, takes away what is ''. Each change is a step back for the browser. */
  readonly set: (
    change: Partial<
      Record<
        | keyof Filters
        | 'from'
        | 'to'
        | 'compare'
        | 'programme'
        | 'period'
        | 'flow'
        | 'at'
        | 'with'
        | 'by'
        | 'a'
        | 'b'
        | 'rank',
        string
      >
    >,
  ) => void;
  /** As a query, to hand on to the next page. */
  readonly query: Readonly<Record<string, string>>;
}

export const usePageState = (): UsedPageState => {
  const { search } = useLocation();
  const minute = Math.floor(Date.now() / MINUTE_MS);
  return useMemo(() => {
    const state = readPageState(search);
    const span = spanOf(state.from, state.to);
    return {
      ...state,
      span,
      earlier: comparedWith(span, state.compare),
      set: (change) =>
        locationService.partial(
          Object.fromEntries(
            Object.entries(change).map(([name, value]) => [name, value === '' ? null : value]),
          ),
        ),
      query: Object.fromEntries(new URLSearchParams(search)),
    };
  }, [search, minute]);
};
