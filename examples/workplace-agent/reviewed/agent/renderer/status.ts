/** The assistant window: shows the agent's state and learns how long people's questions are. */
import { isSensitive, isTextField } from '@shared/fields';
import { maskText } from '@shared/redact';
import type {} from './preload';

async function reportInput(target: EventTarget | null): Promise<void> {
  if (!isTextField(target) || isSensitive(target)) return;
  if (!(await window.agent.hasConsent())) return;
  window.agent.reportInput(maskText(target.value));
}

function onInput(event: Event): void {
  void reportInput(event.target);
}

async function showStatus(): Promise<void> {
  const { running, pending } = await window.agent.status();
  const line = document.querySelector('#status');
  if (line !== null) line.textContent = running ? `Recording, ${pending} records waiting` : 'Not recording';
}

document.addEventListener('input', onInput);
setInterval(() => void showStatus(), 5_000);
void showStatus();
