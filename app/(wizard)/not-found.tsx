import { NotFoundMessage } from '#components/shell/not-found-message.tsx';

export default function NotFound() {
  return (
    <main id="content" tabIndex={-1}>
      <NotFoundMessage />
    </main>
  );
}
