import { GENERATION_LUA } from './generation-lua';
import { RedisScript } from './redis-script';

export type PublishReply = [generation: string, ...ids: string[]];

/**
 * Writes events in order. KEYS stream, generation; ARGV events…
 * → the generation, then the place of each event in the stream
 */
export const publishScript = new RedisScript<PublishReply>(`${GENERATION_LUA}
local reply = { generation(KEYS[2]) }
for i = 1, #ARGV do reply[i + 1] = redis.call('XADD', KEYS[1], '*', 'e', ARGV[i]) end
return reply
`);

/**
 * Notes that an event failed; sets it aside when it failed too often or cannot succeed.
 * KEYS stream, failures, parked, parked groups; ARGV group, entry id, event, topic, error, most failures, deliveries,
 * now (ISO 8601) → 1 when it was set aside
 */
export const failScript = new RedisScript<0 | 1>(`
local failures = redis.call('HINCRBY', KEYS[2], ARGV[2], 1)
if failures < tonumber(ARGV[6]) then return 0 end
redis.call('XADD', KEYS[3], '*', 'event', ARGV[3], 'topic', ARGV[4], 'entry', ARGV[2], 'error', ARGV[5],
  'deliveries', ARGV[7], 'at', ARGV[8])
redis.call('SADD', KEYS[4], ARGV[1])
redis.call('XACK', KEYS[1], ARGV[1], ARGV[2])
redis.call('HDEL', KEYS[2], ARGV[2])
return 1
`);

/** KEYS stream, failures; ARGV group, entry id, whether it failed before (1) */
export const doneScript = new RedisScript<null>(`
redis.call('XACK', KEYS[1], ARGV[1], ARGV[2])
if ARGV[3] == '1' then redis.call('HDEL', KEYS[2], ARGV[2]) end
`);

export type SettleReply = [generation: string, open: string];

/**
 * Deletes the events that are older than a time and that every group has handled.
 * KEYS stream, generation; ARGV oldest time to keep (ms)
 * → the generation, the oldest id that some group has not handled yet ('' without groups)
 */
export const settleScript = new RedisScript<SettleReply>(`${GENERATION_LUA}
if redis.call('EXISTS', KEYS[1]) == 0 then return { generation(KEYS[2]), '' } end
local function parts(id)
  local ms, seq = string.match(id, '^(%d+)-(%d+)$')
  return tonumber(ms), tonumber(seq)
end
local function before(a, b)
  local ams, aseq = parts(a)
  local bms, bseq = parts(b)
  return ams < bms or (ams == bms and aseq < bseq)
end
local open = ''
for _, group in ipairs(redis.call('XINFO', 'GROUPS', KEYS[1])) do
  local first = redis.call('XPENDING', KEYS[1], group[2], '-', '+', 1)[1]
  local ms, seq = parts(group[8])
  local id = first and first[1] or string.format('%.0f-%.0f', ms, seq + 1)
  if open == '' or before(id, open) then open = id end
end
local limit = ARGV[1] .. '-0'
if open ~= '' and before(open, limit) then limit = open end
-- The newest event stays, so that those who follow without a group can see that they missed none before it.
local last = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)[1]
if last and before(last[1], limit) then limit = last[1] end
redis.call('XTRIM', KEYS[1], 'MINID', limit)
return { generation(KEYS[2]), open }
`);

/** KEYS parked, replays; ARGV parked id → 1 when the event was given back to its group */
export const replayScript = new RedisScript<0 | 1>(`
local entry = redis.call('XRANGE', KEYS[1], ARGV[1], ARGV[1])[1]
if not entry then return 0 end
local fields = {}
for i = 1, #entry[2], 2 do fields[entry[2][i]] = entry[2][i + 1] end
redis.call('XADD', KEYS[2], '*', 'e', fields.event, 'topic', fields.topic)
return redis.call('XDEL', KEYS[1], ARGV[1])
`);

/**
 * generation, then for each stream the newest id ever written and the oldest id that is still there, '0-0' while
 * nothing was ever deleted
 */
export type TailReply = [generation: string, ...ids: string[]];

/** KEYS generation, streams… */
export const tailScript = new RedisScript<TailReply>(`${GENERATION_LUA}
local reply = { generation(KEYS[1]) }
for i = 2, #KEYS do
  local last, oldest = '0-0', '0-0'
  if redis.call('EXISTS', KEYS[i]) == 1 then
    local added
    local info = redis.call('XINFO', 'STREAM', KEYS[i])
    for j = 1, #info, 2 do
      if info[j] == 'last-generated-id' then last = info[j + 1] end
      if info[j] == 'entries-added' then added = info[j + 1] end
    end
    if added ~= redis.call('XLEN', KEYS[i]) then
      local first = redis.call('XRANGE', KEYS[i], '-', '+', 'COUNT', 1)[1]
      oldest = first and first[1] or last
    end
  end
  reply[#reply + 1] = last
  reply[#reply + 1] = oldest
end
return reply
`);
