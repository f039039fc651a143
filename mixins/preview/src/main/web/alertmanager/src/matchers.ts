/** A condition on a label, as Alertmanager's API has it. */
export interface Matcher {
  name: string;
  value: string;
  isRegex: boolean;
  isEqual: boolean;
}

export type Operator = '=' | '!=' | '=~' | '!~';

export const OPERATORS: readonly Operator[] = ['=', '!=', '=~', '!~'];

/** A text is not a list of matchers: the message says where. */
export class MatcherError extends Error {}

const CLASSIC_NAME = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

export function operator({ isEqual, isRegex }: Matcher): Operator {
  if (isRegex) {
    return isEqual ? '=~' : '!~';
  }
  return isEqual ? '=' : '!=';
}

export function matcher(name: string, op: Operator, value: string): Matcher {
  return { name, value, isRegex: op.endsWith('~'), isEqual: !op.startsWith('!') };
}

/** The text that Alertmanager reads back as the same matcher. */
export function format(matcher: Matcher): string {
  const name = CLASSIC_NAME.test(matcher.name) ? matcher.name : quote(matcher.name);
  return `${name}${operator(matcher)}${quote(matcher.value)}`;
}

export function formatAll(matchers: readonly Matcher[]): string {
  return `{${matchers.map(format).join(',')}}`;
}

/** Equality on every label: what is true of this set of labels. */
export function fromLabels(labels: Record<string, string>): Matcher[] {
  return Object.entries(labels).map(([name, value]) => matcher(name, '=', value));
}

export function same(left: Matcher, right: Matcher): boolean {
  return format(left) === format(right);
}

/**
 * Reads a list such as `{job="orders", severity=~"critical|warning"}`. The braces may be left out, and the quotes of a
 * value without commas, braces, quotes and blanks.
 */
export function parse(text: string): Matcher[] {
  const reader = new Reader(text);
  const braces = reader.take('{');
  const matchers: Matcher[] = [];
  while (!reader.atEnd() && !reader.at('}')) {
    const name = reader.name();
    const op = reader.operator();
    matchers.push(matcher(name, op, reader.value()));
    if (!reader.take(',')) {
      break;
    }
  }
  if (braces && !reader.take('}')) {
    throw reader.error('expected "," or "}"');
  }
  if (!reader.atEnd()) {
    throw reader.error(braces ? 'expected the end' : 'expected ","');
  }
  return matchers;
}

/**
 * Whether a set of labels fulfils the matcher; a missing label counts as empty. Expressions are those of JavaScript, which
 * in rare cases read otherwise than Alertmanager's: good for showing a route, not for deciding one.
 */
export function matches(matcher: Matcher, labels: Record<string, string>): boolean {
  const value = labels[matcher.name] ?? '';
  const equal = matcher.isRegex ? new RegExp(`^(?:${matcher.value})$`).test(value) : value === matcher.value;
  return equal === matcher.isEqual;
}

function quote(text: string): string {
  return `"${text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n')}"`;
}

class Reader {
  private position = 0;

  constructor(private readonly text: string) {}

  atEnd(): boolean {
    this.skipBlanks();
    return this.position >= this.text.length;
  }

  at(token: string): boolean {
    this.skipBlanks();
    return this.text.startsWith(token, this.position);
  }

  take(token: string): boolean {
    if (!this.at(token)) {
      return false;
    }
    this.position += token.length;
    return true;
  }

  name(): string {
    if (this.at('"')) {
      return this.quoted();
    }
    const name = this.match(/[a-zA-Z_][a-zA-Z0-9_]*/y);
    if (name === undefined) {
      throw this.error('expected the name of a label');
    }
    return name;
  }

  operator(): Operator {
    for (const op of ['=~', '!~', '!=', '='] as const) {
      if (this.take(op)) {
        return op;
      }
    }
    throw this.error('expected =, !=, =~ or !~');
  }

  value(): string {
    return this.at('"') ? this.quoted() : (this.match(/[^\s,{}"]*/y) ?? '');
  }

  error(what: string): MatcherError {
    const rest = this.text.slice(this.position).trim();
    return new MatcherError(
      `${what}${rest === '' ? ' at the end' : ` before ${rest.slice(0, 30)}`}; write label="value"`,
    );
  }

  private quoted(): string {
    const start = this.position++;
    let value = '';
    for (; this.position < this.text.length; this.position++) {
      const character = this.text[this.position] as string;
      if (character === '"') {
        this.position++;
        return value;
      }
      if (character !== '\\') {
        value += character;
        continue;
      }
      const escaped = this.text[++this.position];
      // As Alertmanager does: an unknown escape stays as it is.
      value += escaped === 'n' ? '\n' : escaped === '"' || escaped === '\\' ? escaped : `\\${escaped ?? ''}`;
    }
    this.position = start;
    throw this.error('the quote is not closed');
  }

  private match(pattern: RegExp): string | undefined {
    this.skipBlanks();
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.text)?.[0];
    this.position += found?.length ?? 0;
    return found;
  }

  private skipBlanks(): void {
    while (/\s/.test(this.text[this.position] ?? '')) {
      this.position++;
    }
  }
}
