import { t } from '../../i18n.ts';
import { LinkButton } from '@grafana/ui';
import type { Group } from '../../api/types.ts';
import { DataTable } from '../../components/DataTable.tsx';
import { groupColumns } from '../../components/figure-columns.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { Panel } from '../../components/Panel.tsx';
import { useBreakdown } from '../../data/use-performance.ts';
import { usePageState } from '../../filters/use-page-state.ts';
import { pageUrl, ROUTES } from '../../routes.ts';

const SHOWN = 6;

/** Which models and firmwares lose most charges. */
export function Kinds() {
  const { span, filters, query } = usePageState();
  const kinds = useBreakdown('firmware', span, filters, SHOWN);
  const { lost, first, why } = groupColumns();
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
              ...[lost, first, why],
            ]}
          />
        )}
      </Loaded>
    </Panel>
  );
}
