import { useEffect, useState } from 'react';

import { Icon } from './Icon';
import type { DashboardEntry } from './model';

export function ListPage({ dashboards, onTheme }: { dashboards: DashboardEntry[]; onTheme: () => void }) {
  const [text, setText] = useState('');
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = dashboards.filter((each) =>
    words.every((word) => `${each.title} ${each.description} ${each.tags.join(' ')}`.toLowerCase().includes(word)),
  );
  useEffect(() => {
    document.title = 'Dashboards';
  }, []);
  return (
    <>
      <header className="bar">
        <h1>Dashboards</h1>
        <span className="spring" />
        <button type="button" onClick={onTheme} aria-label="Dark or light">
          <Icon name="theme" />
        </button>
      </header>
      <main className="list">
        <input
          type="search"
          autoFocus
          placeholder="Search for dashboards"
          aria-label="Search for dashboards"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <ul>
          {found.map((each) => (
            <li key={each.uid}>
              <a href={`/d/${encodeURIComponent(each.uid)}`}>
                <b>{each.title}</b>
                <span>{each.description}</span>
              </a>
            </li>
          ))}
        </ul>
        {found.length === 0 && (
          <p className="message">{dashboards.length === 0 ? 'There is no dashboard.' : 'No dashboard fits.'}</p>
        )}
      </main>
    </>
  );
}
