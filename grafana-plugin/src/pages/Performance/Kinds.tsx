import { t } from '../../i18n.ts';
import { LinkButton } from '@grafana/ui';
import type { Group } from '../../api/types.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { Panel } from '../../components/Panel.tsx';
import { ShareText } from '../../components/ShareText.tsx';
import { useBreakdown } from '../../data/use-performance.ts';
import { usePageState } from '../../filters/use-page-state.ts';
import { count, words } from '../../format/format.ts';
import { pageUrl, ROUTES } from '../../routes.ts';

const SHOWN = 6;

/** Which models and firmwares lose most charges. */
export function Kinds() {
  const { span, filters, query } = usePageState();
  const kinds = useBreakdown('firmware', span, filters, SHOWN);
  const title = t('kinds.title', 'Models and firmwares');
  return (
    <Panel
      title={title}
      hint={t('attention.hint', 'by charges lost')}
      actions={
        <LinkButton size="sm" fill="text" href={pageUrl(ROUTES.suppliers, query)}>
          {t('kinds.compare', 'Compare')}
        </LinkButton>
      }
    >
      <Loaded query={kinds} isEmpty={({ items }) => items.length === 0}>
        {({ items }) => (
          <DataTable<Group>
            caption={title}
            rows={items}
            rowKey={({ key }) => key}
            columns={[
              {
                id: 'kind',
                title: t('kinds.kind', 'Model'),
                cell: ({ key, vendor, model, firmware }) => (
                  <a
                    href={pageUrl(ROUTES.performance, { ...query, vendor, model, firmware })}
                    style={{ textDecoration: 'underline' }}
                  >
                    {key}
                  </a>
                ),
                sort: ({ key }) => key,
              },
              {
                id: 'lost',
                title: t('attention.lost', 'Lost'),
                numeric: true,
                cell: ({ charges_lost }) => count(charges_lost),
                sort: ({ charges_lost }) => charges_lost,
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
