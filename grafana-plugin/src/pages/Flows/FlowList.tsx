import { Loaded } from '../../components/Loaded.tsx';
import { moreOf } from '../../components/more-rows.ts';
import { useFlowCount, type useFlows } from '../../data/use-flows.ts';
import type { Filters } from '../../filters/filters.ts';
import type { Span } from '../../filters/range.ts';
import { FlowTable } from './FlowTable.tsx';

interface FlowListProps {
  readonly flows: ReturnType<typeof useFlows>;
  readonly span: Span;
  readonly filters: Filters;
  readonly empty: string;
  /** Whether it is said where they were. */
  readonly places?: boolean;
}

/** Flows, the newest first, as far as they have been asked for, and how many there are. */
export function FlowList({ flows, span, filters, empty, places = true }: FlowListProps) {
  const total = useFlowCount(span, filters);
  return (
    <Loaded
      query={flows}
      isEmpty={({ pages }) => pages.every(({ items }) => items.length === 0)}
      empty={empty}
    >
      {({ pages }) => (
        <FlowTable
          flows={pages.flatMap(({ items }) => items)}
          places={places}
          more={moreOf(flows, total.data ?? null)}
        />
      )}
    </Loaded>
  );
}
