import { t } from '../i18n.ts';
import { PluginPage } from '@grafana/runtime';
import { EmptyState, LinkButton } from '@grafana/ui';
import type { ReactNode } from 'react';
import { PLUGIN_ID } from '../constants.ts';
import { mayConfigure } from './permissions.ts';
import { readSettings } from './settings.ts';

/** Pages, or what is to be done before there can be any. */
export function SetupGuard({
  settings,
  children,
}: {
  readonly settings: unknown;
  readonly children: ReactNode;
}) {
  if (readSettings(settings).apiUrl !== '') return <>{children}</>;
  return (
    <PluginPage>
      <EmptyState
        variant="call-to-action"
        message={t('setup.title', 'Firstcharge is not connected to a collector yet')}
        button={
          mayConfigure() ? (
            <LinkButton href={`/plugins/${PLUGIN_ID}`} icon="cog" size="lg">
              {t('setup.configure', 'Connect it')}
            </LinkButton>
          ) : undefined
        }
      >
        {mayConfigure()
          ? t('setup.hint', 'It needs the address of the API and a token for each role.')
          : t('setup.ask', 'Ask an administrator to open the configuration of this app.')}
      </EmptyState>
    </PluginPage>
  );
}
