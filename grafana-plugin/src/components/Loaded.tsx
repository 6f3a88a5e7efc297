import { t } from '../i18n.ts';
import { EmptyState } from '@grafana/ui';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Loading } from './Loading.tsx';
import { Problem } from './Problem.tsx';

interface LoadedProps<T> {
  readonly query: UseQueryResult<T>;
  readonly isEmpty?: (data: T) => boolean;
  /** What to say when there is nothing. */
  readonly empty?: string;
  readonly children: (data: T) => ReactNode;
}

/** One view of one query: loading, a problem, nothing, or the data. Older data stay while newer ones are on their way. */
export function Loaded<T>({ query, isEmpty, empty, children }: LoadedProps<T>) {
  if (query.data === undefined)
    return query.isError ? <Problem error={query.error} retry={() => void query.refetch()} /> : <Loading />;
  if (isEmpty?.(query.data) === true)
    return (
      <EmptyState
        variant="not-found"
        hideImage
        message={empty ?? t('state.empty', 'Nothing in this time range and with these filters')}
      />
    );
  return (
    <div aria-busy={query.isFetching} style={query.isPlaceholderData ? { opacity: 0.6 } : undefined}>
      {query.isError && <Problem error={query.error} retry={() => void query.refetch()} />}
      {children(query.data)}
    </div>
  );
}
