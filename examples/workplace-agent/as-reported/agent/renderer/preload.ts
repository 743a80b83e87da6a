/** The bridge between the assistant window and the main process. */
import { contextBridge, ipcRenderer } from 'electron';

export interface AgentStatus {
  readonly paused: boolean;
  readonly pending: number;
}

const bridge = {
  reportInput: (field: string, value: string): void => ipcRenderer.send('agent:input', { field, value }),
  status: (): Promise<AgentStatus> => ipcRenderer.invoke('agent:status') as Promise<AgentStatus>,
};

declare global {
  interface Window {
    readonly agent: typeof bridge;
  }
}

contextBridge.exposeInMainWorld('agent', bridge);
