import { expect, test } from 'vitest';
import { comparableAddress } from './comparable-address.ts';

test.for([
  ['Jonas.Berg@Fjord.Example', 'jonas.berg@fjord.example'],
  ['anna@MÜNCHEN.example', 'anna@xn--mnchen-3ya.example'],
  ['anna@mu\u0308nchen.example', 'anna@xn--mnchen-3ya.example'],
  ['anna@xn--mnchen-3ya.example', 'anna@xn--mnchen-3ya.example'],
  ['Jürg@fjord.example', 'jürg@fjord.example'],
  ['anna@münchen.example/x', 'anna@münchen.example/x'],
])('%s is compared as %s', ([address = '', comparable]) => {
  expect(comparableAddress(address)).toBe(comparable);
});
