import type { ReactNode } from 'react';
import { DataConnectorsTabs } from '#components/data-connectors/data-connectors-tabs.tsx';

export default function DataConnectorsLayout({ children }: { readonly children: ReactNode }) {
  return <DataConnectorsTabs>{children}</DataConnectorsTabs>;
}
