import { t } from '../../i18n.ts';
import { config } from '@grafana/runtime';
import { Button, Field, Input, Modal } from '@grafana/ui';
import { useState, type FormEvent } from 'react';
import type { Exclusion } from '../../api/types.ts';
import { Problem } from '../../components/Problem.tsx';
import { useDecide } from '../../data/use-compliance.ts';

export interface Deciding {
  readonly exclusion: Exclusion;
  readonly verdict: 'approve' | 'reject';
}

const LONGEST = 500;

/** Asks why; a decision without a reason is of no use to an auditor. */
export function DecideModal({ exclusion, verdict, onClose }: Deciding & { readonly onClose: () => void }) {
  const [reason, setReason] = useState('');
  const decide = useDecide();
  const by = config.bootData.user.name || config.bootData.user.login;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    decide.mutate({ exclusion, verdict, reason: reason.trim(), by }, { onSuccess: onClose });
  };
  const title =
    verdict === 'approve'
      ? t('decide.approve', 'Approve the exclusion')
      : t('decide.reject', 'Reject the exclusion');
  return (
    <Modal isOpen title={title} onDismiss={onClose}>
      <form onSubmit={submit}>
        <p>{exclusion.reason}</p>
        {decide.isError && <Problem error={decide.error} />}
        <Field
          label={t('decide.reason', 'Reason')}
          description={t('decide.reason-hint', 'An auditor will read it.')}
          noMargin
        >
          <Input
            id="fc-decide-reason"
            value={reason}
            maxLength={LONGEST}
            autoFocus
            required
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </Field>
        <Modal.ButtonRow>
          <Button variant="secondary" type="button" onClick={onClose}>
            {t('decide.cancel', 'Cancel')}
          </Button>
          <Button type="submit" disabled={reason.trim() === '' || decide.isPending}>
            {verdict === 'approve' ? t('exclusions.approve', 'Approve') : t('exclusions.reject', 'Reject')}
          </Button>
        </Modal.ButtonRow>
      </form>
    </Modal>
  );
}
