import type { AppRootProps } from '@grafana/data';
import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { Navigate, Route, Routes } from 'react-router';
import { Loading } from '../components/Loading.tsx';
import { ROUTES } from '../routes.ts';
import { newQueryClient } from './query-client.ts';
import { SetupGuard } from './SetupGuard.tsx';

const Performance = lazy(() => import('../pages/Performance/Performance.tsx'));
const Flows = lazy(() => import('../pages/Flows/Flows.tsx'));
const Stations = lazy(() => import('../pages/Station/Stations.tsx'));
const Station = lazy(() => import('../pages/Station/Station.tsx'));
const Suppliers = lazy(() => import('../pages/Suppliers/Suppliers.tsx'));
const Compliance = lazy(() => import('../pages/Compliance/Compliance.tsx'));

export default function App({ meta }: AppRootProps) {
  const [client] = useState(newQueryClient);
  return (
    <QueryClientProvider client={client}>
      <SetupGuard settings={meta.jsonData}>
        <Suspense fallback={<Loading />}>
          <Routes>
            <Route path={ROUTES.performance} element={<Performance />} />
            <Route path={ROUTES.flows} element={<Flows />} />
            <Route path={ROUTES.stations} element={<Stations />} />
            <Route path={`${ROUTES.stations}/:station`} element={<Station />} />
            <Route path={ROUTES.suppliers} element={<Suppliers />} />
            <Route path={ROUTES.compliance} element={<Compliance />} />
            <Route path="*" element={<Navigate to={ROUTES.performance} replace />} />
          </Routes>
        </Suspense>
      </SetupGuard>
    </QueryClientProvider>
  );
}
