import { PointLeases } from './point-leases';

describe('PointLeases', () => {
  it('spends what was taken, and not a point more', () => {
    const leases = new PointLeases(10);
    expect(leases.spend('a')).toBe(false);
    leases.grant('a', 60_000);
    const spent = Array.from({ length: 12 }, () => leases.spend('a'));
    // The first of the ten is for the request that took them.
    expect(spent.filter(Boolean)).toHaveLength(9);
    expect(leases.spend('b')).toBe(false);
  });

  it('adds up what several requests took at the same moment', () => {
    const leases = new PointLeases(10);
    leases.grant('a', 60_000);
    leases.grant('a', 60_000);
    expect(Array.from({ length: 30 }, () => leases.spend('a')).filter(Boolean)).toHaveLength(18);
  });

  it('forgets points with the window that they were taken in', async () => {
    const leases = new PointLeases(10);
    leases.grant('a', 5);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(leases.spend('a')).toBe(false);
  });

  it('leases nothing of a limit that is too narrow for it', () => {
    const leases = new PointLeases(1);
    leases.grant('a', 60_000);
    expect(leases.spend('a')).toBe(false);
  });
});
