/** The bridge between the assistant window and the main process. */
import { contextBridge, ipcRenderer } from 'electron';

export interface AgentStatus {
  readonly running: boolean;
  readonly pending: number;
}

const bridge = {
  reportInput: (masked: string): void => ipcRenderer.send('agent:input', { masked }),
  hasConsent: (): Promise<boolean> => ipcRenderer.invoke('agent:consent') as Promise<boolean>,
  status: (): Promise<AgentStatus> => ipcRenderer.invoke('agent:status') as Promise<AgentStatus>,
};

declare global {
  interface Window {
    readonly agent: typeof bridge;
  }
}

contextBridge.exposeInMainWorld('agent', bridge);
