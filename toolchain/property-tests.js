import fc from 'fast-check';

// The same inputs in every run, so that a red test is red for everybody; FC_SEED=$RANDOM looks for new ones.
fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 20261101) });
