import { PluginPage } from '@grafana/runtime';
import { useStyles2 } from '@grafana/ui';
import { gridStyles } from '../../components/grid.ts';
import { FilterBar } from '../../filters/FilterBar.tsx';
import { Attention } from './Attention.tsx';
import { Kpis } from './Kpis.tsx';
import { Kinds } from './Kinds.tsx';
import { Lost } from './Lost.tsx';
import { Trend } from './Trend.tsx';
import { Where } from './Where.tsx';

/** How well do we charge drivers, where and why do we fail, and what next. */
export default function Performance() {
  const grid = useStyles2(gridStyles);
  return (
    <PluginPage>
      <FilterBar selects={['site', 'model', 'firmware', 'station']} compare />
      <div className={grid.stack}>
        <Kpis />
        <div className={grid.halves}>
          <Lost />
          <Trend />
        </div>
        <div className={grid.halves}>
          <Attention />
          <div className={grid.stack} style={{ alignContent: 'start' }}>
            <Where />
            <Kinds />
          </div>
        </div>
      </div>
    </PluginPage>
  );
}
