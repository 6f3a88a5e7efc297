import type { Group } from '../../api/types.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { Panel } from '../../components/Panel.tsx';
import { ShareText } from '../../components/ShareText.tsx';
import { useBreakdown } from '../../data/use-performance.ts';
import { usePageState } from '../../filters/use-page-state.ts';
import { count, percent, words } from '../../format/format.ts';
import { t } from '../../i18n.ts';
import { pageUrl, ROUTES } from '../../routes.ts';

const lostOf = ({ charges_lost, flows }: Group): number | null => (flows === 0 ? null : charges_lost / flows);

/** Which supplier's chargers fail drivers most: all models and firmwares of each together. */
export function ByVendor() {
  const { span, filters, query } = usePageState();
  const vendors = useBreakdown('vendor', span, filters);
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
              {
                id: 'flows',
                title: t('stations.flows', 'Flows'),
                numeric: true,
                cell: ({ flows }) => count(flows),
                sort: ({ flows }) => flows,
              },
              {
                id: 'lost',
                title: t('attention.lost', 'Lost'),
                numeric: true,
                cell: ({ charges_lost }) => count(charges_lost),
                sort: ({ charges_lost }) => charges_lost,
              },
              {
                id: 'share',
                title: t('by-vendor.share', 'Lost of flows'),
                numeric: true,
                cell: (vendor) => percent(lostOf(vendor)),
                sort: lostOf,
              },
              {
                id: 'first',
                title: t('attention.first', 'First charge'),
                numeric: true,
                cell: ({ kpis }) => <ShareText share={kpis.first_charge_success} />,
                sort: ({ kpis }) => kpis.first_charge_success.ratio,
              },
              {
                id: 'why',
                title: t('attention.why', 'Mostly'),
                cell: ({ commonest_reason }) => words(commonest_reason),
                sort: ({ commonest_reason }) => commonest_reason,
              },
            ]}
          />
        )}
      </Loaded>
    </Panel>
  );
}
