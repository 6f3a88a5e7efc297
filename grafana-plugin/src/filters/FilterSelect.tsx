import { t } from '../i18n.ts';
import { Combobox } from '@grafana/ui';
import { useFilterOptions } from '../data/use-filter-options.ts';
import { usePageState } from './use-page-state.ts';

type SelectName = 'site' | 'model' | 'firmware' | 'station';

const title = (name: SelectName): string => {
  switch (name) {
    case 'site':
      return t('filters.site', 'Site');
    case 'model':
      return t('filters.model', 'Model');
    case 'firmware':
      return t('filters.firmware', 'Firmware');
    case 'station':
      return t('filters.station', 'Station');
  }
};

/** One filter to choose from what there is. */
export function FilterSelect({ name, className }: { readonly name: SelectName; readonly className: string }) {
  const { filters, set } = usePageState();
  const options = useFilterOptions(name);
  const value = filters[name];
  return (
    <label className={className} htmlFor={`fc-filter-${name}`}>
      {title(name)}
      <Combobox<string>
        id={`fc-filter-${name}`}
        width={20}
        isClearable
        createCustomValue={name === 'station'}
        placeholder={t('filters.all', 'All')}
        value={value === '' ? null : value}
        options={options}
        onChange={(option) => set({ [name]: option?.value ?? '' })}
      />
    </label>
  );
}
