import { t } from '@grafana/i18n';
import { LoadingPlaceholder } from '@grafana/ui';

export function Loading() {
  return <LoadingPlaceholder text={t('state.loading', 'Loading …')} />;
}
