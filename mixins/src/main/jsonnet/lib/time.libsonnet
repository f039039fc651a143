// Durations. They are written for production in `_config` and divided by `timeDivisor` here, nowhere else.
local secondsOf = { s: 1, m: 60, h: 3600, d: 86400, w: 604800 };

// '1h30m' → 5400
local parse(text) =
  local refuse = error 'not a duration: %s (write it like 90s, 5m or 1h30m)' % std.toString(text);
  local scan(index, digits, seconds) =
    if index == std.length(text) then (if digits == '' && seconds > 0 then seconds else refuse)
    else if std.member('0123456789', text[index]) then scan(index + 1, digits + text[index], seconds)
    else if digits == '' || !std.objectHas(secondsOf, text[index]) then refuse
    else scan(index + 1, '', seconds + std.parseInt(digits) * secondsOf[text[index]]);
  if std.isString(text) then scan(0, '', 0) else refuse;

// 5400 → '1h30m'
local print(seconds) =
  local part(unit, rest) = if rest >= secondsOf[unit] then '%d%s' % [std.floor(rest / secondsOf[unit]), unit] else '';
  part('d', seconds) + part('h', seconds % 86400) + part('m', seconds % 3600) + part('s', seconds % 60);

function(config) {
  local time = self,
  local scrape = parse(config.scrapeInterval),

  local atLeast(scrapes, what, text) =
    if time.seconds(text) >= scrapes * scrape then print(time.seconds(text))
    else error '%s of %s (%s divided by %d) is shorter than %d scrapes of %s: make it longer, or timeDivisor or scrapeInterval smaller' % [
      what,
      print(time.seconds(text)),
      text,
      config.timeDivisor,
      scrapes,
      config.scrapeInterval,
    ],

  // The real length in seconds, a whole number.
  seconds(text)::
    local seconds = parse(text) / config.timeDivisor;
    if seconds == std.floor(seconds) then seconds
    else error '%s divided by timeDivisor %d is not a whole number of seconds' % [text, config.timeDivisor],

  // A pause or a patience of any length.
  span(text):: print(time.seconds(text)),

  // The range of a rate: fewer samples and one lost scrape would show.
  range(text):: atLeast(8, 'a range', text),

  // The `for` of an alert: fewer scrapes and a single bad one would do.
  patience(text):: atLeast(3, 'a for', text),

  // The interval of a rule group: more often than targets are scraped there is nothing new.
  interval(text):: print(std.max(time.seconds(text), scrape)),
  intervalSeconds(text):: std.max(time.seconds(text), scrape),
}
