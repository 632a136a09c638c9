import { GENERATION_LUA } from './generation-lua';
import { RedisScript } from './redis-script';

const NOW = `
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
`;

/**
 * Answers a call, acknowledges and deletes it in one round trip, so that a stream holds only what is unanswered.
 * KEYS stream; ARGV reply channel, reply frame, group ('' where nothing is acknowledged), entry id
 */
export const answerScript = new RedisScript<null>(`
redis.call('PUBLISH', ARGV[1], ARGV[2])
if ARGV[3] ~= '' then redis.call('XACK', KEYS[1], ARGV[3], ARGV[4]) end
redis.call('XDEL', KEYS[1], ARGV[4])
`);

/**
 * One heartbeat of a replica; it also makes the groups anew when Redis lost them, from 0 so that nothing written in
 * between is skipped. KEYS replicas, streams…; ARGV replica, lifetime in ms, group → the time of Redis in ms
 */
export const heartbeatScript = new RedisScript<number>(`${NOW}
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[2] * 2)
for i = 2, #KEYS do
  if redis.call('EXISTS', KEYS[i]) == 0 or #redis.call('XINFO', 'GROUPS', KEYS[i]) == 0 then
    redis.call('XGROUP', 'CREATE', KEYS[i], ARGV[3], '0', 'MKSTREAM')
  end
end
return now
`);

/** Shows that calls run. KEYS running; ARGV how long that is believed in ms, entry ids… */
export const showRunningScript = new RedisScript<null>(`${NOW}
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
for i = 2, #ARGV do redis.call('ZADD', KEYS[1], now + ARGV[1], ARGV[i]) end
redis.call('PEXPIRE', KEYS[1], ARGV[1])
`);

/** replicas that listen, calls that wait or run, age in ms of the oldest call that waits, time of Redis, generation */
export type PresenceReply = [
  listening: number,
  depth: number,
  waiting: number,
  now: number,
  generation: string,
];

/** How a service is doing. KEYS replicas, generation, streams… */
export const presenceScript = new RedisScript<PresenceReply>(`${GENERATION_LUA}${NOW}
local depth, waiting = 0, 0
for i = 3, #KEYS do
  local length = redis.call('XLEN', KEYS[i])
  depth = depth + length
  if length > 0 then
    for _, group in ipairs(redis.call('XINFO', 'GROUPS', KEYS[i])) do
      local last = group[8]
      local first = redis.call('XRANGE', KEYS[i], '(' .. last, '+', 'COUNT', 1)[1]
      if first then waiting = math.max(waiting, now - tonumber(string.match(first[1], '^%d+'))) end
    end
  end
end
return { redis.call('ZCOUNT', KEYS[1], now, '+inf'), depth, waiting, now, generation(KEYS[2]) }
`);

/** Whether a group of a stream was given an entry. */
const GIVEN_LUA = `
local function parts(id)
  local ms, seq = string.match(id, '^(%d+)-(%d+)$')
  return tonumber(ms), tonumber(seq)
end
local function given(stream, id)
  local ms, seq = parts(id)
  for _, group in ipairs(redis.call('XINFO', 'GROUPS', stream)) do
    local last_ms, last_seq = parts(group[8])
    if ms < last_ms or (ms == last_ms and seq <= last_seq) then return true end
  end
  return false
end
`;

/**
 * Takes a call back if no replica has been given it yet. KEYS stream; ARGV entry id → 1 when nobody will run it
 */
export const revokeScript = new RedisScript<0 | 1>(`${GIVEN_LUA}
if redis.call('EXISTS', KEYS[1]) == 0 or given(KEYS[1], ARGV[1]) then return 0 end
return redis.call('XDEL', KEYS[1], ARGV[1])
`);

/** Which calls wait for a replica or run on one. KEYS stream, running; ARGV entry ids ('' is never held) → 1 or 0 each */
export const findHeldScript = new RedisScript<(0 | 1)[]>(`${NOW}${GIVEN_LUA}
local function held(id)
  if id == '' then return 0 end
  if tonumber(redis.call('ZSCORE', KEYS[2], id) or '0') > now then return 1 end
  if #redis.call('XRANGE', KEYS[1], id, id) == 0 or given(KEYS[1], id) then return 0 end
  return 1
end
local answer = {}
for i, id in ipairs(ARGV) do answer[i] = held(id) end
return answer
`);

/**
 * Writes the entries that a leaving replica was given but never saw to the end of the stream again, then forgets the
 * replica. KEYS stream; ARGV group, replica
 */
export const giveBackScript = new RedisScript<number>(`
local given = 0
for _, pending in ipairs(redis.call('XPENDING', KEYS[1], ARGV[1], '-', '+', 1000, ARGV[2])) do
  local entry = redis.call('XRANGE', KEYS[1], pending[1], pending[1])[1]
  if entry then redis.call('XADD', KEYS[1], '*', unpack(entry[2])) end
  redis.call('XACK', KEYS[1], ARGV[1], pending[1])
  redis.call('XDEL', KEYS[1], pending[1])
  given = given + 1
end
redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], ARGV[2])
return given
`);
