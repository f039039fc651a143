import { describe, expect, it } from 'vitest';

import { format, formatAll, matcher, matches, parse } from './matchers';

describe('parse', () => {
  it('reads every operator', () => {
    expect(parse('{a="1",b!="2",c=~"3|4",d!~"5.*"}')).toEqual([
      matcher('a', '=', '1'),
      matcher('b', '!=', '2'),
      matcher('c', '=~', '3|4'),
      matcher('d', '!~', '5.*'),
    ]);
  });

  it('reads a list without braces, quotes and with blanks', () => {
    expect(parse(' job = orders , uri="/api/{id}" ,')).toEqual([
      matcher('job', '=', 'orders'),
      matcher('uri', '=', '/api/{id}'),
    ]);
  });

  it('reads nothing as no matchers', () => {
    expect(parse('')).toEqual([]);
    expect(parse('{}')).toEqual([]);
  });

  it.each([
    ['{a="1"', 'expected "," or "}" at the end'],
    ['a', 'expected =, !=, =~ or !~ at the end'],
    ['="1"', 'expected the name of a label before ="1"'],
    ['a="1', 'the quote is not closed before "1'],
    ['a="1" b="2"', 'expected "," before b="2"'],
    ['{a="1"} x', 'expected the end before x'],
  ])('says what is wrong with %s', (text, message) => {
    expect(() => parse(text)).toThrow(message);
  });
});

describe('format', () => {
  it.each(['plain', 'with "quotes"', 'back\\slash', 'two\nlines', 'a,b}', '', 'ümläut', '\\n'])(
    'writes %j so that it is read back',
    (value) => {
      for (const op of ['=', '!=', '=~', '!~'] as const) {
        const written = matcher('label', op, value);
        expect(parse(formatAll([written, written]))).toEqual([written, written]);
      }
    },
  );

  it('quotes a name that is not a classic one', () => {
    expect(format(matcher('my.label', '=', 'x'))).toBe('"my.label"="x"');
    expect(parse('"my.label"="x"')).toEqual([matcher('my.label', '=', 'x')]);
  });
});

describe('matches', () => {
  it('anchors expressions at both ends', () => {
    expect(matches(matcher('severity', '=~', 'critical|warning'), { severity: 'critical' })).toBe(true);
    expect(matches(matcher('severity', '=~', 'critical|warning'), { severity: 'critically' })).toBe(false);
  });

  it('takes a missing label for an empty one', () => {
    expect(matches(matcher('environment', '=~', '|prod'), {})).toBe(true);
    expect(matches(matcher('environment', '!=', ''), {})).toBe(false);
  });
});
