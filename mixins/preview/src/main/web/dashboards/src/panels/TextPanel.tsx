import { renderTextPanelMarkdown } from '@grafana/data';

import { interpolate } from '../variables';
import type { PanelProps } from './types';

export function TextPanel({ panel, scope }: PanelProps) {
  const content = interpolate(String(panel.options?.['content'] ?? ''), scope);
  if (panel.options?.['mode'] === 'code') {
    return <pre>{content}</pre>;
  }
  // Grafana's own function cleans what it makes; texts in HTML go through it too.
  return <div className="markdown-html text" dangerouslySetInnerHTML={{ __html: renderTextPanelMarkdown(content) }} />;
}
