import { t } from '../i18n.ts';
import { LoadingPlaceholder } from '@grafana/ui';

export function Loading() {
  return <LoadingPlaceholder text={t('state.loading', 'Loading …')} />;
}
