import { describe, expect, it } from 'vitest';
import { isInNetworks, isPublicAddress } from '#lib/network/special-addresses.ts';

describe('an address', () => {
  it.each([
    '8.8.8.8',
    '172.15.255.255',
    '172.32.0.1',
    '2606:4700:4700::1111',
    '::ffff:8.8.8.8',
    '64:ff9b::808:808',
  ])('%s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    '0.0.0.0',
    '10.255.255.255',
    '100.64.0.1',
    '127.0.0.1',
    '127.255.255.254',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '198.19.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::127.0.0.1',
    '::ffff:127.0.0.1',
    '::ffff:a9fe:a9fe',
    '0:0:0:0:0:ffff:10.0.0.1',
    '64:ff9b::1',
    '64:ff9b::169.254.169.254',
    '64:ff9b:1::1',
    '100::1',
    '2001::1',
    '2001:db8::1',
    '2002:7f00:1::',
    '3fff::1',
    '5f00::1',
    'fc00::1',
    'fd12:3456::1',
    'fe80::1',
    'fe80::1%eth0',
    'fec0::1',
    'ff02::1',
    'sftp.example.com',
    '',
  ])('%s is not', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it('lies in the networks of its kind', () => {
    const networks = ['10.1.2.0/24', '192.168.7.7', 'fd00:1::/32'];
    for (const address of ['10.1.2.255', '192.168.7.7', 'fd00:1:2::3', '::ffff:10.1.2.3']) {
      expect(isInNetworks(networks, address)).toBe(true);
    }
    for (const address of ['10.1.3.0', '192.168.7.8', 'fd00:2::1', 'sftp.example.com']) {
      expect(isInNetworks(networks, address)).toBe(false);
    }
    expect(isInNetworks([], '8.8.8.8')).toBe(false);
  });
});
