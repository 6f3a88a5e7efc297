import { css } from '@emotion/css';
import { AppEvents } from '@grafana/data';
import { Alert } from '@grafana/ui';
import { useEffect, useState } from 'react';
import { appEvents } from './services.ts';

type Toast = {
  readonly id: number;
  readonly severity: 'success' | 'warning' | 'error';
  readonly title: string;
  readonly text: string;
};

const frame = css({ position: 'fixed', top: 48, right: 16, width: 400, zIndex: 1100 });
const KINDS = [
  ['success', AppEvents.alertSuccess],
  ['warning', AppEvents.alertWarning],
  ['error', AppEvents.alertError],
] as const;
const SHOWN_MS = 5_000;

/** What plugins publish as alerts. */
export function Toasts() {
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  useEffect(() => {
    let last = 0;
    const timers: number[] = [];
    const off = KINDS.map(([severity, event]) => {
      const show = (payload: readonly unknown[] = []): void => {
        const id = (last += 1);
        setToasts((now) => [
          ...now,
          { id, severity, title: String(payload[0] ?? ''), text: String(payload[1] ?? '') },
        ]);
        timers.push(
          window.setTimeout(() => setToasts((now) => now.filter((toast) => toast.id !== id)), SHOWN_MS),
        );
      };
      appEvents.on(event, show);
      return () => appEvents.off(event, show);
    });
    return () => {
      for (const stop of off) stop();
      for (const timer of timers) window.clearTimeout(timer);
    };
  }, []);
  return (
    <div className={frame}>
      {toasts.map(({ id, severity, title, text }) => (
        <Alert key={id} severity={severity} title={title}>
          {text}
        </Alert>
      ))}
    </div>
  );
}
