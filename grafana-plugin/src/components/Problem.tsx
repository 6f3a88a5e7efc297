import { t } from '../i18n.ts';
import { Alert, Button, LinkButton, Stack } from '@grafana/ui';
import { toApiError, type ApiErrorKind } from '../api/api-error.ts';
import { mayConfigure } from '../app/permissions.ts';
import { PLUGIN_ID } from '../constants.ts';

const title = (kind: ApiErrorKind): string => {
  switch (kind) {
    case 'not_connected':
      return t('problem.not-connected', 'The collector cannot be reached');
    case 'refused_token':
      return t('problem.refused-token', 'The collector does not accept the token of this app');
    case 'no_permission':
      return t('problem.no-permission', 'You may not see this');
    case 'not_found':
      return t('problem.not-found', 'There is no such thing');
    case 'invalid':
      return t('problem.invalid', 'The collector does not understand this question');
    case 'failed':
      return t('problem.failed', 'Something went wrong in the collector');
  }
};

const hint = (kind: ApiErrorKind): string => {
  switch (kind) {
    case 'not_connected':
      return t(
        'problem.not-connected-hint',
        'It may be restarting. If it stays so, its address in the configuration of this app may be wrong.',
      );
    case 'refused_token':
      return t(
        'problem.refused-token-hint',
        'An administrator can set the token anew in the configuration of this app.',
      );
    case 'no_permission':
      return t('problem.no-permission-hint', 'Ask an administrator for the right to see charging data.');
    default:
      return '';
  }
};

/** What went wrong and what can be done about it. */
export function Problem({ error, retry }: { readonly error: unknown; readonly retry?: () => void }) {
  const { kind, detail } = toApiError(error);
  const mayRetry = kind === 'not_connected' || kind === 'failed';
  const configurable = (kind === 'not_connected' || kind === 'refused_token') && mayConfigure();
  return (
    <Alert severity={kind === 'no_permission' ? 'info' : 'error'} title={title(kind)}>
      <Stack direction="column" gap={1} alignItems="flex-start">
        {hint(kind) !== '' && <span>{hint(kind)}</span>}
        {detail !== '' && <span>{detail}</span>}
        <Stack gap={1}>
          {mayRetry && retry !== undefined && (
            <Button size="sm" variant="secondary" onClick={retry}>
              {t('problem.retry', 'Try again')}
            </Button>
          )}
          {configurable && (
            <LinkButton size="sm" variant="secondary" href={`/plugins/${PLUGIN_ID}`}>
              {t('problem.configure', 'Open the configuration')}
            </LinkButton>
          )}
        </Stack>
      </Stack>
    </Alert>
  );
}
