import { t } from '../../i18n.ts';
import { PluginPage } from '@grafana/runtime';
import { useStyles2 } from '@grafana/ui';
import { gridStyles } from '../../components/grid.ts';
import { FilterBar } from '../../filters/FilterBar.tsx';
import { ByVendor } from './ByVendor.tsx';
import { Compare } from './Compare.tsx';
import { Scorecards } from './Scorecards.tsx';

/** Which supplier's chargers fail drivers most, and whether a firmware made it better or worse. */
export default function Suppliers() {
  const grid = useStyles2(gridStyles);
  return (
    <PluginPage
      subTitle={t('suppliers.sub', 'Vendor, model and firmware, as they were when the charge began')}
    >
      <FilterBar selects={['site', 'model', 'firmware']} />
      <div className={grid.stack}>
        <ByVendor />
        <Scorecards />
        <Compare />
      </div>
    </PluginPage>
  );
}
