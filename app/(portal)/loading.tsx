import { LoadingState } from '#components/ui/loading-state.tsx';

export default function Loading() {
  return <LoadingState hasTitle />;
}
