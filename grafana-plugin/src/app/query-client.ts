import { QueryClient } from '@tanstack/react-query';
import { isLasting } from '../api/api-error.ts';

const FRESH_MS = 30_000;

/** Answers stay fresh for half a minute; what will not go away by itself is not tried again. */
export const newQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: FRESH_MS,
        refetchOnWindowFocus: false,
        retry: (count, error) => count < 1 && !isLasting(error),
      },
    },
  });
