/**
 * What is done to limits in Redis, one script a call: whole or not at all, because nothing else runs between two of its lines.
 *
 * `leases` is a sorted set of the processes that count here, by when each is held for dead unless it says otherwise (Redis' own clock).
 * `under-way:<lease>` is the set of a process's requests, which makes an end count once, however often it is told. A rate is a hash of 61
 * seconds and their sum (sliding-window.ts). A quota is a hash: `settled`, `seeded` (when), and `r:<lease>`, what each process has
 * reserved. Places are a hash: how many each process holds. What a dead process had reserved or held is not counted, and cleared away
 * by the next who takes.
 *
 * Numbers go in and out as strings of 17 digits, which is all that a double has.
 */
const common = `
local steps, slots = 60, 61
local time = redis.call('TIME')
local clock = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local leases = KEYS[1]

local function text(number) return string.format('%.17g', number) end

local known = {}
local function isAlive(lease)
  if known[lease] == nil then
    local until_ = redis.call('ZSCORE', leases, lease)
    known[lease] = until_ ~= false and tonumber(until_) > clock
  end
  return known[lease]
end

local function openWindow(key, now)
  local got = redis.call('HMGET', key, 'latest', 'sum')
  local window = { key = key, isThere = got[1] ~= false, latest = tonumber(got[1] or '0'), sum = tonumber(got[2] or '0'), gone = {}, isOver = false }
  local present = math.floor(now / 1000)
  if present > window.latest then
    local count = math.min(present - window.latest, slots)
    if count == slots then
      window.isOver, window.sum = true, 0
    else
      local names = {}
      for step = 1, count do names[step] = 's' .. ((window.latest + step) % slots) end
      for place, amount in ipairs(redis.call('HMGET', key, unpack(names))) do
        if amount then
          window.sum = window.sum - tonumber(amount)
          window.gone[names[place]] = true
        end
      end
    end
    window.latest = present
  end
  return window
end

local function amountAt(window, second)
  local name = 's' .. (second % slots)
  if window.isOver or window.gone[name] then return 0 end
  return tonumber(redis.call('HGET', window.key, name) or '0')
end

local function putInWindow(window, second, amount, ttl)
  if window.isOver then redis.call('DEL', window.key) end
  for name in pairs(window.gone) do redis.call('HDEL', window.key, name) end
  window.isOver, window.gone = false, {}
  window.sum = window.sum + amount
  redis.call('HSET', window.key, 'latest', text(window.latest), 'sum', text(window.sum), 's' .. (second % slots), text(amountAt(window, second) + amount))
  redis.call('PEXPIRE', window.key, ttl)
end

local function waitForWindow(window, excess, now)
  local sum = 0
  for second = window.latest - steps, window.latest do
    sum = sum + amountAt(window, second)
    if sum >= excess - 1e-9 then return math.max(1, (second + steps + 1) * 1000 - now) end
  end
  return steps * 1000
end

local function resetOfWindow(window, now)
  if window.sum <= 0 then return 0 end
  for second = window.latest, window.latest - steps, -1 do
    if amountAt(window, second) > 0 then return math.max(0, (second + steps + 1) * 1000 - now) end
  end
  return 0
end

local function openQuota(key)
  local fields = redis.call('HGETALL', key)
  local quota = { key = key, isKnown = false, settled = 0, reserved = 0, own = 0, seeded = 0, dead = {} }
  for place = 1, #fields, 2 do
    local name, value = fields[place], fields[place + 1]
    if name == 'settled' then quota.isKnown, quota.settled = true, tonumber(value)
    elseif name == 'seeded' then quota.seeded = tonumber(value)
    elseif isAlive(string.sub(name, 3)) then quota.reserved = quota.reserved + tonumber(value)
    else quota.dead[#quota.dead + 1] = name end
  end
  return quota
end

local function openPlaces(key)
  local fields = redis.call('HGETALL', key)
  local places = { key = key, count = 0, dead = {} }
  for place = 1, #fields, 2 do
    if isAlive(fields[place]) then places.count = places.count + tonumber(fields[place + 1])
    else places.dead[#places.dead + 1] = fields[place] end
  end
  return places
end

local function open(kind, key, now)
  if kind == 'rate' then return openWindow(key, now) end
  if kind == 'quota' then return openQuota(key) end
  return openPlaces(key)
end

local function usedOf(kind, it)
  if kind == 'rate' then return math.max(0, it.sum) end
  if kind == 'quota' then return it.settled + math.max(0, it.reserved) end
  return it.count
end

-- used, reserved, is it known, milliseconds until a rate is free again
local function tell(kind, it, now)
  local reserved = kind == 'quota' and math.max(0, it.reserved) or 0
  local isKnown = (kind ~= 'quota' or it.isKnown) and '1' or '0'
  local reset = kind == 'rate' and text(resetOfWindow(it, now)) or ''
  return { text(usedOf(kind, it)), text(reserved), isKnown, reset }
end

local function add(key, field, amount)
  local sum = tonumber(redis.call('HGET', key, field) or '0') + amount
  redis.call('HSET', key, field, text(sum))
  return sum
end
`;

/**
 * KEYS leases, under way, ended, counters…; ARGV now, lease, id, milliseconds that who is under way is kept, '1' to ask for no room,
 * then kind, limit, amount and time to live of each counter.
 */
export const takeScript = `${common}
local underWay, ended = KEYS[2], KEYS[3]
local now, lease, id, keptMs, isForced = tonumber(ARGV[1]), ARGV[2], ARGV[3], ARGV[4], ARGV[5] == '1'
if not isAlive(lease) then return { 'lapsed' } end
if redis.call('EXISTS', ended) == 1 then return { 'ended' } end
if isForced and redis.call('SISMEMBER', underWay, id) == 1 then return { 'taken' } end

local counters, unknown, refused = {}, { 'unknown' }, { 'refused' }
for place = 1, #KEYS - 3 do
  local from = 5 + (place - 1) * 4
  local kind = ARGV[from + 1]
  local counter = { kind = kind, limit = tonumber(ARGV[from + 2]), amount = tonumber(ARGV[from + 3]), ttl = ARGV[from + 4] }
  counter.it = open(kind, KEYS[place + 3], now)
  counters[place] = counter
  if kind == 'quota' and not counter.it.isKnown then unknown[#unknown + 1] = place end
  local used = usedOf(kind, counter.it)
  if used + counter.amount > counter.limit + 1e-9 then
    local wait = ''
    if kind == 'rate' and counter.amount <= counter.limit + 1e-9 then
      wait = text(waitForWindow(counter.it, used + counter.amount - counter.limit, now))
    end
    refused[#refused + 1] = { place, text(used), wait }
  end
end
if not isForced then
  if #unknown > 1 then return unknown end
  if #refused > 1 then return refused end
end

redis.call('SADD', underWay, id)
redis.call('PEXPIRE', underWay, keptMs)
local uses = { 'taken' }
for _, counter in ipairs(counters) do
  local kind, it, amount = counter.kind, counter.it, counter.amount
  if kind == 'rate' then
    putInWindow(it, it.latest, amount, counter.ttl)
  elseif kind == 'quota' then
    if it.isKnown then
      for _, name in ipairs(it.dead) do redis.call('HDEL', it.key, name) end
      add(it.key, 'r:' .. lease, amount)
      it.reserved = it.reserved + amount
      redis.call('PEXPIRE', it.key, counter.ttl)
    end
  else
    for _, name in ipairs(it.dead) do redis.call('HDEL', it.key, name) end
    redis.call('HINCRBY', it.key, lease, 1)
    it.count = it.count + 1
    redis.call('PEXPIRE', it.key, counter.ttl)
  end
  uses[#uses + 1] = tell(kind, it, now)
end
return uses
`;

/**
 * KEYS leases, under way, ended, counters…; ARGV now, lease, id, milliseconds that an end is remembered, when it was let in, how long ago it
 * ended, '1' where nobody knows whether it was let in at all, then kind, amount taken, amount used and time to live of each counter.
 *
 * One whose lease is over has no reservation left: what it used is added, and nothing taken away.
 */
export const settleScript = `${common}
local underWay, ended = KEYS[2], KEYS[3]
local now, lease, id, keptMs = tonumber(ARGV[1]), ARGV[2], ARGV[3], ARGV[4]
local at, endedAt, isUncertain = tonumber(ARGV[5]), clock - tonumber(ARGV[6]), ARGV[7] == '1'
local isHeld = isAlive(lease)
if isHeld and redis.call('SREM', underWay, id) == 0 then
  if isUncertain then redis.call('SET', ended, '1', 'PX', keptMs) end
  return 0
end
if not isHeld and (isUncertain or not redis.call('SET', ended, '1', 'NX', 'PX', keptMs)) then return 0 end

for place = 1, #KEYS - 3 do
  local from, key = 7 + (place - 1) * 4, KEYS[place + 3]
  local kind, taken, used = ARGV[from + 1], tonumber(ARGV[from + 2]), tonumber(ARGV[from + 3])
  if kind == 'rate' then
    local window = openWindow(key, now)
    local second = math.min(math.floor(at / 1000), window.latest)
    if window.isThere and second > window.latest - slots and taken ~= used then
      putInWindow(window, second, used - taken, ARGV[from + 4])
    end
  elseif kind == 'quota' then
    local seeded = redis.call('HMGET', key, 'settled', 'seeded', 'r:' .. lease)
    -- What nobody knows any more is not begun with this one request: it is seeded from the records.
    if seeded[1] then
      if isHeld and seeded[3] then
        local left = tonumber(seeded[3]) - taken
        if left > 1e-9 then redis.call('HSET', key, 'r:' .. lease, text(left)) else redis.call('HDEL', key, 'r:' .. lease) end
      end
      -- A request that had ended well before the records were read was among them.
      if tonumber(seeded[2]) <= endedAt + 5000 then redis.call('HSET', key, 'settled', text(tonumber(seeded[1]) + used)) end
    end
  elseif isHeld and redis.call('HEXISTS', key, lease) == 1 then
    if redis.call('HINCRBY', key, lease, -1) <= 0 then redis.call('HDEL', key, lease) end
  end
end
return 1
`;

/** KEYS leases, counters…; ARGV now, then the kind of each counter. */
export const readScript = `${common}
local uses = {}
for place = 1, #KEYS - 1 do
  local kind = ARGV[place + 1]
  uses[place] = tell(kind, open(kind, KEYS[place + 1], tonumber(ARGV[1])), tonumber(ARGV[1]))
end
return uses
`;

/** KEYS leases, counter; ARGV what was used, time to live, '1' to put it in the place of what is known. */
export const seedScript = `${common}
local isKnown = redis.call('HEXISTS', KEYS[2], 'settled') == 1
if isKnown ~= (ARGV[3] == '1') then return 0 end
redis.call('HSET', KEYS[2], 'settled', ARGV[1], 'seeded', text(clock))
redis.call('PEXPIRE', KEYS[2], ARGV[2])
return 1
`;

/**
 * What was used while Redis was away, by requests that it knows nothing of. KEYS leases, once, counters…; ARGV now, milliseconds that it
 * is remembered, how long ago the last of them ended, then kind, amount and time to live of each counter.
 */
export const addScript = `${common}
if not redis.call('SET', KEYS[2], '1', 'NX', 'PX', ARGV[2]) then return 0 end
local now, endedAt = tonumber(ARGV[1]), clock - tonumber(ARGV[3])
for place = 1, #KEYS - 2 do
  local from, key = 3 + (place - 1) * 3, KEYS[place + 2]
  local kind, amount = ARGV[from + 1], tonumber(ARGV[from + 2])
  if kind == 'rate' then
    local window = openWindow(key, now)
    putInWindow(window, window.latest, amount, ARGV[from + 3])
  else
    local seeded = redis.call('HMGET', key, 'settled', 'seeded')
    if seeded[1] and tonumber(seeded[2]) <= endedAt + 5000 then add(key, 'settled', amount) end
  end
end
return 1
`;

/** KEYS leases, under way; ARGV lease, its milliseconds, how long who is under way is kept, '1' to begin it. Gives 0 where it is over. */
export const leaseScript = `${common}
if ARGV[4] ~= '1' and not isAlive(ARGV[1]) then return 0 end
redis.call('ZREMRANGEBYSCORE', leases, '-inf', clock)
redis.call('ZADD', leases, clock + tonumber(ARGV[2]), ARGV[1])
redis.call('PEXPIRE', leases, ARGV[3])
redis.call('PEXPIRE', KEYS[2], ARGV[3])
return 1
`;
