import { RedisScript } from './redis-script';

/** entry id, how often it was delivered counting this time, its fields */
export type ClaimReply = [id: string, deliveries: number, fields: string[]][];

/**
 * Takes over entries whose owner has not touched them for the idle time, doubled for every failure that is noted for
 * them up to a limit. KEYS stream, failures; ARGV group, consumer, idle ms, longest back-off ms, at most
 */
export const claimScript = new RedisScript<ClaimReply>(`
local claimed = {}
local start = '-'
for _ = 1, 10 do
  local page = redis.call('XPENDING', KEYS[1], ARGV[1], 'IDLE', ARGV[3], start, '+', 100)
  for _, pending in ipairs(page) do
    if #claimed >= tonumber(ARGV[5]) then return claimed end
    local id = pending[1]
    start = '(' .. id
    local failures = tonumber(redis.call('HGET', KEYS[2], id) or '0')
    local wait = math.min(ARGV[3] * 2 ^ math.max(failures - 1, 0), tonumber(ARGV[4]))
    if pending[3] >= math.max(wait, tonumber(ARGV[3])) then
      local entry = redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[2], ARGV[3], id)[1]
      if entry then claimed[#claimed + 1] = { id, pending[4] + 1, entry[2] } end
    end
  end
  if #page < 100 then return claimed end
end
return claimed
`);

/**
 * Shows that entries are still being worked on, those only that this consumer still owns.
 * KEYS stream; ARGV group, consumer, ids…
 */
export const touchScript = new RedisScript<number>(`
local touched = 0
for i = 3, #ARGV do
  local pending = redis.call('XPENDING', KEYS[1], ARGV[1], ARGV[i], ARGV[i], 1, ARGV[2])
  if #pending > 0 then
    redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[2], 0, ARGV[i], 'JUSTID')
    touched = touched + 1
  end
end
return touched
`);

/** Forgets consumers that hold nothing and have not been heard of for a time. KEYS stream; ARGV group, idle ms */
export const forgetConsumersScript = new RedisScript<number>(`
local forgotten = 0
for _, consumer in ipairs(redis.call('XINFO', 'CONSUMERS', KEYS[1], ARGV[1])) do
  if consumer[4] == 0 and consumer[6] > tonumber(ARGV[2]) then
    redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], consumer[2])
    forgotten = forgotten + 1
  end
end
return forgotten
`);
