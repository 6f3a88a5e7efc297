import type { Group } from '../../api/types.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { groupColumns } from '../../components/figure-columns.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { Panel } from '../../components/Panel.tsx';
import { useBreakdown } from '../../data/use-performance.ts';
import { usePageState } from '../../filters/use-page-state.ts';
import { percent } from '../../format/format.ts';
import { t } from '../../i18n.ts';
import { pageUrl, ROUTES } from '../../routes.ts';

const lostOf = ({ charges_lost, flows }: Group): number | null => (flows === 0 ? null : charges_lost / flows);

/** Which supplier's chargers fail drivers most: all models and firmwares of each together. */
export function ByVendor() {
  const { span, filters, query } = usePageState();
  const vendors = useBreakdown('vendor', span, filters);
  const { flows, lost, first, why } = groupColumns();
  const title = t('by-vendor.title', 'Suppliers');
  return (
    <Panel title={title} hint={t('by-vendor.hint', 'all models of each, by charges lost')}>
      <Loaded query={vendors} isEmpty={({ items }) => items.length === 0}>
        {({ items }) => (
          <DataTable<Group>
            caption={title}
            rows={items}
            rowKey={({ key }) => key}
            columns={[
              {
                id: 'vendor',
                title: t('suppliers.vendor', 'Vendor'),
                cell: ({ key }) => (
                  <a
                    href={pageUrl(ROUTES.performance, { ...query, vendor: key })}
                    style={{ textDecoration: 'underline' }}
                  >
                    {key}
                  </a>
                ),
                sort: ({ key }) => key,
              },
              flows,
              lost,
              {
                id: 'share',
                title: t('by-vendor.share', 'Lost of flows'),
                numeric: true,
                cell: (vendor) => percent(lostOf(vendor)),
                sort: lostOf,
              },
              first,
              why,
            ]}
          />
        )}
      </Loaded>
    </Panel>
  );
}
