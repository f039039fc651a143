// Addresses.
{
  local plain = std.set(std.stringChars('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~')),

  // Text within a query, percent-encoded. ASCII only.
  encode(text):: std.join('', [
    if std.setMember(char, plain) then char else '%%%02X' % std.codepoint(char)
    for char in std.stringChars(text)
  ]),
}
