import { useEffect, useState } from 'react';

const KEY = 'telltale.theme';

type Theme = 'system' | 'dark' | 'light';

const NEXT: Record<Theme, Theme> = { system: 'dark', dark: 'light', light: 'system' };

/** Goes from the system's colours to dark to light; remembered by the browser. */
export function ThemeButton() {
  const [theme, setTheme] = useState<Theme>(remembered);
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
    remember(KEY, theme);
  }, [theme]);
  return (
    <button
      type="button"
      className="quiet"
      title={`Colours: ${theme}`}
      aria-label={`Colours: ${theme}`}
      onClick={() => setTheme(NEXT[theme])}
    >
      {{ system: '◐', dark: '☾', light: '☀' }[theme]}
    </button>
  );
}

function remembered(): Theme {
  const theme = recall(KEY);
  return theme === 'dark' || theme === 'light' ? theme : 'system';
}

/** Storage may be forbidden; then nothing is remembered. */
export function recall(key: string): string | undefined {
  try {
    return window.localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

export function remember(key: string, value: string): void {
  try {
    window.localStorage.setItem(key, value);
  } catch {
    // Not remembered.
  }
}
