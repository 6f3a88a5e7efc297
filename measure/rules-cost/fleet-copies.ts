import { flatLabels, type SampledSeries, type Samples } from './blocks/sampled-series.ts';

/** Labels that say which place, device or station a series is of: each copy of the fleet has its own. */
const PLACES = ['site', 'station', 'link', 'terminal'];
/** Models that a large fleet has for each of the small one's. */
const MODELS = 10;

type Labels = Readonly<Record<string, string>>;

/** Copy number `copy` of a series of a small fleet, as labels; null where it has one that another copy has, too. */
function labelsOf(labels: Labels, copy: number): Labels | null {
  const isOfPlace = PLACES.some((name) => labels[name] !== undefined);
  const { model } = labels;
  if (!isOfPlace && copy >= (model === undefined ? 1 : MODELS)) return null;
  const own = Object.entries(labels).map(([name, value]) =>
    PLACES.includes(name) ? [name, `${value}-${String(copy).padStart(4, '0')}`] : [name, value],
  );
  return {
    ...Object.fromEntries(own),
    ...(model === undefined ? {} : { model: `${model} ${copy % MODELS}` }),
  };
}

/** A large fleet out of many copies of a small one: other places, ten times the models, the same samples. */
export function fleetCopies(
  small: readonly { readonly labels: Labels; readonly samples: Samples }[],
  copies: number,
): SampledSeries[] {
  const large: SampledSeries[] = [];
  for (const { labels, samples } of small)
    for (let copy = 0; copy < copies; copy += 1) {
      const own = labelsOf(labels, copy);
      if (own !== null) large.push({ labels: flatLabels(own), samples });
    }
  return large;
}
