import type { PanelModel } from '../model';
import type { PanelData } from '../usePanelData';
import type { Scope } from '../variables';

export interface PanelProps {
  panel: PanelModel;
  data: PanelData;
  width: number;
  height: number;
  scope: Scope;
}
