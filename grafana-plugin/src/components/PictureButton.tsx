import { dateTimeFormat } from '@grafana/data';
import { Button, useTheme2 } from '@grafana/ui';
import { FILTER_NAMES } from '../filters/filters.ts';
import { usePageState } from '../filters/use-page-state.ts';
import { saveFile } from '../format/csv.ts';
import { words } from '../format/format.ts';
import { t } from '../i18n.ts';
import { paint } from '../pictures/paint.ts';
import type { Picture } from '../pictures/picture.ts';

interface PictureButtonProps {
  readonly file: string;
  readonly title: string;
  /** null: there is nothing to see yet. */
  readonly picture: () => Picture | null;
}

/** Saves a figure as PNG, with the time and the filters that it is of. */
export function PictureButton({ file, title, picture }: PictureButtonProps) {
  const { span, filters } = usePageState();
  const theme = useTheme2();
  const note = [
    `${dateTimeFormat(span.from)} – ${dateTimeFormat(span.to)}`,
    ...FILTER_NAMES.filter((name) => filters[name] !== '').map(
      (name) => `${words(name)}: ${words(filters[name])}`,
    ),
  ].join(' · ');
  const save = async () => {
    const drawn = picture();
    const png = drawn === null ? null : await paint(drawn, { title, note }, theme);
    if (png !== null) saveFile(file, png, 'image/png');
  };
  return (
    <Button size="sm" variant="secondary" fill="text" icon="camera" onClick={() => void save()}>
      {t('export.png', 'PNG')}
    </Button>
  );
}
