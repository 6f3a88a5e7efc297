import { t } from '../i18n.ts';
import { Button } from '@grafana/ui';
import { csvOf, saveFile } from '../format/csv.ts';

interface ExportButtonProps {
  readonly file: string;
  readonly header: readonly string[];
  readonly rows: () => readonly (readonly (string | number | null)[])[];
}

/** Saves what is shown as CSV. */
export function ExportButton({ file, header, rows }: ExportButtonProps) {
  return (
    <Button
      size="sm"
      variant="secondary"
      fill="text"
      icon="download-alt"
      onClick={() => saveFile(file, csvOf([header, ...rows()]), 'text/csv')}
    >
      {t('export.csv', 'CSV')}
    </Button>
  );
}
