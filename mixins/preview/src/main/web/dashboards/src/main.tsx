import { createRoot } from 'react-dom/client';

import { App } from './App';
import { followLinks } from './address';

// Where Grafana's styles look for fonts.
Object.assign(window, { __grafana_public_path__: '/' });
followLinks();
createRoot(document.getElementById('page') as HTMLElement).render(<App />);
