/**
 * A Lua function that names the generation of the data in Redis: the moment at which it was first asked for since Redis
 * was empty. Another name than before means that everything was deleted.
 */
export const GENERATION_LUA = `
local function generation(key)
  local known = redis.call('GET', key)
  if known then return known end
  local clock = redis.call('TIME')
  local name = clock[1] .. '.' .. clock[2]
  redis.call('SET', key, name)
  return name
end
`;
