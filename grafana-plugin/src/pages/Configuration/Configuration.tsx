import type { AppPluginMeta, PluginConfigPageProps } from '@grafana/data';
import { t } from '../../i18n.ts';
import { DataSourcePicker, getBackendSrv } from '@grafana/runtime';
import { Alert, Button, Field, Input, SecretInput, Stack } from '@grafana/ui';
import { useState, type FormEvent } from 'react';
import { lastValueFrom } from 'rxjs';
import { toApiError } from '../../api/api-error.ts';
import { readSettings } from '../../app/settings.ts';
import { PLUGIN_ID } from '../../constants.ts';
import { Problem } from '../../components/Problem.tsx';
import { ConnectionTest } from './ConnectionTest.tsx';
import { isOrigin } from './origin.ts';

const TOKENS = ['viewerToken', 'operatorToken', 'adminToken'] as const;
type TokenName = (typeof TOKENS)[number];

const tokenTitle = (name: TokenName): string =>
  ({
    viewerToken: t('config.viewer-token', 'Token of viewers'),
    operatorToken: t('config.operator-token', 'Token of operators'),
    adminToken: t('config.admin-token', 'Token of administrators'),
  })[name];

const WIDTH = 60;

/** Connects the app to a collector. Secrets go to Grafana and never come back. */
export default function Configuration({ plugin: { meta } }: PluginConfigPageProps<AppPluginMeta>) {
  const saved = readSettings(meta.jsonData);
  const [apiUrl, setApiUrl] = useState(saved.apiUrl);
  const [datasourceUid, setDatasourceUid] = useState(saved.datasourceUid);
  const [isSet, setIsSet] = useState<Readonly<Record<string, boolean>>>(() => ({ ...meta.secureJsonFields }));
  const [tokens, setTokens] = useState<Readonly<Partial<Record<TokenName, string>>>>({});
  const [failure, setFailure] = useState<unknown>(null);
  const [saves, setSaves] = useState(0);
  const valid = isOrigin(apiUrl);

  const save = async (event: FormEvent) => {
    event.preventDefault();
    try {
      setFailure(null);
      await lastValueFrom(
        getBackendSrv().fetch({
          url: `/api/plugins/${PLUGIN_ID}/settings`,
          method: 'POST',
          showErrorAlert: false,
          data: {
            enabled: true,
            pinned: true,
            jsonData: { apiUrl: apiUrl.replace(/\/+$/, ''), datasourceUid },
            secureJsonData: Object.fromEntries(Object.entries(tokens).filter(([, value]) => value !== '')),
          },
        }),
      );
      setIsSet((now) => ({ ...now, ...Object.fromEntries(Object.keys(tokens).map((name) => [name, true])) }));
      setTokens({});
      setSaves((now) => now + 1);
    } catch (error) {
      setFailure(toApiError(error));
    }
  };

  return (
    <Stack direction="column" gap={3}>
      <form onSubmit={(event) => void save(event)}>
        <Field
          label={t('config.url', 'Address of the collector’s API')}
          description={t('config.url-hint', 'As Grafana’s server reaches it, without /api')}
          invalid={apiUrl !== '' && !valid}
          error={t(
            'config.url-invalid',
            'An address begins with http:// or https:// and ends after the host and port',
          )}
        >
          <Input
            id="fc-api-url"
            width={WIDTH}
            value={apiUrl}
            placeholder="http://collector:8080"
            onChange={(event) => setApiUrl(event.currentTarget.value)}
          />
        </Field>
        {TOKENS.map((name) => (
          <Field key={name} label={tokenTitle(name)}>
            <SecretInput
              id={`fc-${name}`}
              width={WIDTH}
              isConfigured={isSet[name] === true}
              value={tokens[name] ?? ''}
              onReset={() => setIsSet((now) => ({ ...now, [name]: false }))}
              onChange={(event) => {
                const { value } = event.currentTarget;
                setTokens((now) => ({ ...now, [name]: value }));
              }}
            />
          </Field>
        ))}
        <Field
          label={t('config.prometheus', 'Prometheus with the metrics')}
          description={t('config.prometheus-hint', 'Grafana’s default one unless chosen')}
        >
          <DataSourcePicker
            type="prometheus"
            inputId="fc-prometheus"
            width={WIDTH}
            noDefault
            current={datasourceUid === '' ? null : datasourceUid}
            onChange={({ uid }) => setDatasourceUid(uid)}
            onClear={() => setDatasourceUid('')}
          />
        </Field>
        <Button type="submit" disabled={!valid}>
          {t('config.save', 'Save')}
        </Button>
      </form>
      {failure !== null && <Problem error={failure} />}
      {saves > 0 && (
        <Alert
          severity="success"
          title={t('config.saved', 'Saved. Other open tabs see it after a reload.')}
        />
      )}
      <ConnectionTest key={saves} configured={saved.apiUrl !== '' || saves > 0} />
    </Stack>
  );
}
