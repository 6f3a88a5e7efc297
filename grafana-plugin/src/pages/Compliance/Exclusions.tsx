import { dateTimeFormat } from '@grafana/data';
import { t } from '../../i18n.ts';
import { Badge, Button, RadioButtonGroup, Stack } from '@grafana/ui';
import { useState } from 'react';
import type { Exclusion } from '../../api/types.ts';
import { mayDecideExclusions } from '../../app/permissions.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { moreOf } from '../../components/more-rows.ts';
import { Panel } from '../../components/Panel.tsx';
import { useExclusions } from '../../data/use-compliance.ts';
import { duration, words } from '../../format/format.ts';
import { DecideModal, type Deciding } from './DecideModal.tsx';

const STATES = ['proposed', 'approved', 'rejected'] as const;

const place = ({ site, station, evse }: Exclusion): string =>
  [site, station, evse].filter((one) => one !== null).join(' / ');

/** What may not count against the operator, once a person has said so. */
export function Exclusions({ site }: { readonly site: string }) {
  const [state, setState] = useState<(typeof STATES)[number]>('proposed');
  const [deciding, setDeciding] = useState<Deciding | null>(null);
  const exclusions = useExclusions(state, site);
  const allowed = mayDecideExclusions();
  return (
    <Panel
      title={t('exclusions.title', 'Exclusions')}
      hint={t('exclusions.hint', 'only approved ones change a figure')}
      actions={
        <RadioButtonGroup
          size="sm"
          aria-label={t('exclusions.state', 'State')}
          options={STATES.map((value) => ({ value, label: words(value) }))}
          value={state}
          onChange={setState}
        />
      }
    >
      <Loaded
        query={exclusions}
        isEmpty={({ pages }) => pages.every(({ items }) => items.length === 0)}
        empty={t('exclusions.empty', 'No exclusions in this state')}
      >
        {({ pages }) => (
          <DataTable<Exclusion>
            caption={t('exclusions.title', 'Exclusions')}
            rows={pages.flatMap(({ items }) => items)}
            more={moreOf(exclusions, null)}
            rowKey={({ id }) => id}
            columns={[
              { id: 'where', title: t('exclusions.where', 'Where'), cell: place, sort: place },
              {
                id: 'kind',
                title: t('exclusions.kind', 'Kind'),
                cell: ({ kind }) => words(kind),
                sort: ({ kind }) => kind,
              },
              {
                id: 'from',
                title: t('exclusions.from', 'From'),
                cell: ({ start }) => dateTimeFormat(start),
                sort: ({ start }) => start,
              },
              {
                id: 'for',
                title: t('exclusions.for', 'For'),
                numeric: true,
                cell: ({ start, end }) => duration((Date.parse(end) - Date.parse(start)) / 1_000),
              },
              {
                id: 'why',
                title: t('exclusions.why', 'Why'),
                cell: ({ reason, evidence }) => (
                  <>
                    {reason}
                    <div>
                      <small>
                        {evidence.slice(0, 3).join(', ')}
                        {evidence.length > 3 ? ` +${evidence.length - 3}` : ''}
                      </small>
                    </div>
                  </>
                ),
              },
              {
                id: 'decide',
                title: t('exclusions.decide', 'Decide'),
                cell: (exclusion) =>
                  allowed ? (
                    <Stack gap={1}>
                      {exclusion.state !== 'approved' && (
                        <Button
                          size="sm"
                          variant="secondary"
                          onClick={() => setDeciding({ exclusion, verdict: 'approve' })}
                        >
                          {t('exclusions.approve', 'Approve')}
                        </Button>
                      )}
                      {exclusion.state !== 'rejected' && (
                        <Button
                          size="sm"
                          variant="secondary"
                          onClick={() => setDeciding({ exclusion, verdict: 'reject' })}
                        >
                          {t('exclusions.reject', 'Reject')}
                        </Button>
                      )}
                    </Stack>
                  ) : (
                    <Badge color="blue" text={t('exclusions.not-allowed', 'an editor decides')} />
                  ),
              },
            ]}
          />
        )}
      </Loaded>
      {deciding !== null && <DecideModal {...deciding} onClose={() => setDeciding(null)} />}
    </Panel>
  );
}
