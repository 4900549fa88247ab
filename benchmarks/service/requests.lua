-- What wrk sends: each line of a file in turn, the first few lines again and again, or the first alone.
-- Arguments: the file; "uncached", "repeated" or "revalidated"; a word no other run uses; how many
-- lines "repeated" takes; an ETag.
-- A line is: Accept, a tab, the request target.

local threads = 0
local lines = {}
local repeated = {}
local mode, word = "", ""
local sent = 0

function setup(thread)
  threads = threads + 1
  thread:set("number", threads)
end

function init(args)
  mode, word = args[2], args[3]
  for line in io.lines(args[1]) do
    local accept, target = line:match("^([^\t]*)\t(.*)$")
    lines[#lines + 1] = { { ["Accept"] = accept }, target }
  end
  if mode == "repeated" then
    for index = 1, tonumber(args[4]) do
      repeated[index] = wrk.format("GET", lines[index][2], lines[index][1])
    end
  elseif mode == "revalidated" then
    lines[1][1]["If-None-Match"] = args[5]
    repeated[1] = wrk.format("GET", lines[1][2], lines[1][1])
  end
end

-- No two uncached requests are alike: each ends in a comment with a number.
function request()
  sent = sent + 1
  if #repeated > 0 then return repeated[sent % #repeated + 1] end
  local line = lines[(sent * 7 + number * 13) % #lines + 1]
  return wrk.format("GET", line[2] .. "%0A%23" .. word .. "-" .. number .. "-" .. sent, line[1])
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    '\nsummary {"requests": %d, "microseconds": %d, "bytes": %d, "p50": %.0f, "p95": %.0f, "p99": %.0f, '
    .. '"connect": %d, "read": %d, "write": %d, "timeout": %d, "status": %d}\n',
    summary.requests, summary.duration, summary.bytes,
    latency:percentile(50), latency:percentile(95), latency:percentile(99),
    errors.connect, errors.read, errors.write, errors.timeout, errors.status))
end
