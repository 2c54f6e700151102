import { describeDestinationContract } from '#lib/destinations/contract.ts';
import { openMemoryDestination } from '#lib/destinations/memory/adapter.ts';

describeDestinationContract('memory', () =>
  Promise.resolve({
    destination: openMemoryDestination(),
    mailboxes: ['jonas.berg@fjord.example', 'ida.holm@fjord.example'],
    close: () => Promise.resolve(),
  }),
);
