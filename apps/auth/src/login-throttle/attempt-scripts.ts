/**
 * Keys of both scripts: for each scope (address, account) its failures and its attempts under way, both sorted sets of
 * attempt ids; failures by when they happened, attempts by when their lease ends. Times are milliseconds of Redis' clock.
 */

/**
 * Reserves one attempt, in all scopes or in none: failures and attempts under way together never pass the limit.
 *
 * ARGV: attempt id, limit, window, lease. Replies {1, 0} when reserved, {0, 0} when others must finish first,
 * {-1, milliseconds until a failure leaves the window} when locked.
 */
export const RESERVE = `
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local limit, window, lease = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local locked, full = 0, false
for i = 1, #KEYS, 2 do
  redis.call('ZREMRANGEBYSCORE', KEYS[i], '-inf', now - window)
  redis.call('ZREMRANGEBYSCORE', KEYS[i + 1], '-inf', now)
  local failures = redis.call('ZCARD', KEYS[i])
  if failures >= limit then
    local oldest = redis.call('ZRANGE', KEYS[i], failures - limit, failures - limit, 'WITHSCORES')
    locked = math.max(locked, tonumber(oldest[2]) + window - now)
  elseif failures + redis.call('ZCARD', KEYS[i + 1]) >= limit then
    full = true
  end
end
if locked > 0 then return {-1, locked} end
if full then return {0, 0} end
for i = 2, #KEYS, 2 do
  redis.call('ZADD', KEYS[i], now + lease, ARGV[1])
  redis.call('PEXPIRE', KEYS[i], lease)
end
return {1, 0}
`;

/**
 * Gives an attempt back. A failure is counted in every scope, even if its lease ended meanwhile; a success forgives the
 * failures of the account (the second scope), not those of the address.
 *
 * ARGV: attempt id, outcome (failed, succeeded, abandoned), window.
 */
export const SETTLE = `
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
for i = 1, #KEYS, 2 do
  redis.call('ZREM', KEYS[i + 1], ARGV[1])
  if ARGV[2] == 'failed' then
    redis.call('ZADD', KEYS[i], now, ARGV[1])
    redis.call('PEXPIRE', KEYS[i], ARGV[3])
  end
end
if ARGV[2] == 'succeeded' then redis.call('DEL', KEYS[3]) end
return 1
`;
