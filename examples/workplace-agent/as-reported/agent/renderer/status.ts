/** The assistant window: shows the agent's state and learns how people phrase their questions. */
import type {} from './preload';

type TextField = HTMLInputElement | HTMLTextAreaElement;

function isTextField(target: EventTarget | null): target is TextField {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}

function onInput(event: Event): void {
  if (!isTextField(event.target)) return;
  window.agent.reportInput(event.target.name, event.target.value);
}

async function showStatus(): Promise<void> {
  const { paused, pending } = await window.agent.status();
  const line = document.querySelector('#status');
  if (line !== null) line.textContent = paused ? 'Paused' : `Running, ${pending} records waiting`;
}

document.addEventListener('input', onInput);
setInterval(() => void showStatus(), 5_000);
void showStatus();
