import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { Badge, useStyles2, type BadgeColor } from '@grafana/ui';
import { placeParameters } from '../../data/parameters.ts';
import { useComparison } from '../../data/use-suppliers.ts';
import { usePageState } from '../../filters/use-page-state.ts';
import { count } from '../../format/format.ts';
import { t } from '../../i18n.ts';
import { pageUrl, ROUTES } from '../../routes.ts';
import { verdictOf } from '../Suppliers/verdict.ts';
import { sentence } from '../Suppliers/verdict-text.ts';
import type { RollOut } from './roll-outs.ts';

/** Older ones of a long range are on the page of suppliers. */
const SHOWN = 3;

const styles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: theme.spacing(1, 0, 0), display: 'grid', gap: theme.spacing(1) }),
  link: css({ textDecoration: 'underline' }),
  small: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});

const COLOURS: Readonly<Record<ReturnType<typeof verdictOf>, BadgeColor>> = {
  better: 'green',
  worse: 'red',
  open: 'blue',
};

const badge = (verdict: ReturnType<typeof verdictOf>): string =>
  ({
    better: t('roll-out.better', 'better'),
    worse: t('roll-out.worse', 'worse'),
    open: t('roll-out.open', 'not sure yet'),
  })[verdict];

function RollOutItem({ at, vendor, model, before, after, stations }: RollOut) {
  const style = useStyles2(styles);
  const { span, filters, query } = usePageState();
  const kind = { vendor, model, firmware: '' };
  const cohorts = { by: 'firmware', a: before, b: after };
  const compared = useComparison({ ...placeParameters(span, { ...filters, ...kind }), ...cohorts });
  const difference = compared.data?.first_charge_success;
  return (
    <li>
      <a
        className={style.link}
        href={pageUrl(ROUTES.suppliers, { ...query, ...kind, ...cohorts })}
      >{`${vendor} ${model}: ${before} → ${after}`}</a>{' '}
      {difference !== undefined && (
        <Badge color={COLOURS[verdictOf(difference)]} text={badge(verdictOf(difference))} />
      )}
      <div className={style.small}>
        {t('roll-out.when', 'since {{at}}; stations: {{stations}}.', {
          at: dateTimeFormat(at, { format: 'YYYY-MM-DD HH:mm' }),
          stations: count(stations),
        })}{' '}
        {difference !== undefined &&
          t('roll-out.first', 'First charge success: {{sentence}}.', {
            sentence: sentence(difference, before, after),
          })}
      </div>
    </li>
  );
}

/** The latest firmware roll-outs, and whether each made it better or worse. */
export function RollOuts({ rollOuts }: { readonly rollOuts: readonly RollOut[] }) {
  const style = useStyles2(styles);
  if (rollOuts.length === 0) return null;
  return (
    <ul className={style.list} aria-label={t('roll-out.title', 'Firmware roll-outs')}>
      {rollOuts.slice(0, SHOWN).map((one) => (
        <RollOutItem key={`${one.vendor} ${one.model} ${one.before} ${one.after}`} {...one} />
      ))}
    </ul>
  );
}
