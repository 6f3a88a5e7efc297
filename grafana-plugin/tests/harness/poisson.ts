/** How likely at most `most` events are where `mean` are to be expected. */
const atMost = (most: number, mean: number): number => {
  let term = Math.exp(-mean);
  let sum = term;
  for (let events = 1; events <= most; events += 1) {
    term *= mean / events;
    sum += term;
  }
  return sum;
};

/** Where a falling function comes to a value, by halving. */
const where = (falling: (x: number) => number, value: number, most: number): number => {
  let [low, high] = [0, most];
  while (high - low > 1e-9 * most) {
    const middle = (low + high) / 2;
    if (falling(middle) > value) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
};

/** Means within which a count leaves one in forty on either side: the exact 95 % interval, looked for instead of computed. */
export const meansOf = (count: number): { readonly low: number; readonly high: number } => {
  const most = 3 * count + 20;
  return {
    low: count === 0 ? 0 : where((mean) => atMost(count - 1, mean), 0.975, most),
    high: where((mean) => atMost(count, mean), 0.025, most),
  };
};
