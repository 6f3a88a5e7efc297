import { Badge, type BadgeColor } from '@grafana/ui';
import type { Flow, Outcome } from '../api/types.ts';
import { words } from '../format/format.ts';

const COLOURS: Readonly<Record<Outcome, BadgeColor>> = {
  success: 'green',
  failed: 'red',
  interrupted: 'orange',
  refused: 'purple',
  abandoned: 'darkgrey',
  unknown: 'darkgrey',
};

/** How a flow ended, and where and why. */
export function FlowVerdict({
  flow,
}: {
  readonly flow: Pick<Flow, 'outcome' | 'failed_stage' | 'reason' | 'attribution'>;
}) {
  const why = [flow.failed_stage, flow.reason, flow.attribution].filter((one) => one !== null).map(words);
  return (
    <span>
      <Badge color={COLOURS[flow.outcome]} text={words(flow.outcome)} /> {why.join(' · ')}
    </span>
  );
}
