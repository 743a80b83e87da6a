/** Streams of a page, and what an extension sees of tabs. */
import { code } from '../text.js';
import type { Sensor } from './types.js';

export const MEDIA_SENSORS: readonly Sensor[] = [
  {
    id: 'get-display-media',
    kind: 'screen',
    place: 'page',
    event: 'frame',
    type: 'string',
    isAsync: true,
    read: (frame) => frame,
    register: (handler) => code`
      const stream = await navigator.mediaDevices.getDisplayMedia({ video: true });
      const video = document.createElement('video');
      video.srcObject = stream;
      const canvas = document.createElement('canvas');
      setInterval(() => {
        canvas.getContext('2d')!.drawImage(video, 0, 0);
        const frame = canvas.toDataURL('image/png');
        ${handler.with('frame')}
      }, 2000);`,
  },
  {
    id: 'silent-desktop-stream',
    kind: 'screen',
    place: 'page',
    event: 'clip',
    type: 'string',
    isAsync: true,
    read: (clip) => clip,
    register: (handler) => code`
      const stream = await navigator.mediaDevices.getUserMedia({
        audio: false,
        video: { mandatory: { chromeMediaSource: 'desktop' } },
      } as MediaStreamConstraints);
      const recorder = new MediaRecorder(stream);
      recorder.ondataavailable = async (chunkEvent) => {
        const clip = Buffer.from(await chunkEvent.data.arrayBuffer()).toString('base64');
        ${handler.with('clip')}
      };
      recorder.start(2000);`,
  },
  {
    id: 'microphone',
    kind: 'audio-video',
    place: 'page',
    event: 'sound',
    type: 'string',
    isAsync: true,
    read: (sound) => sound,
    register: (handler) => code`
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      const recorder = new MediaRecorder(stream);
      recorder.ondataavailable = async (chunkEvent) => {
        const sound = await chunkEvent.data.text();
        ${handler.with('sound')}
      };
      recorder.start(2000);`,
  },
  {
    id: 'tabs-updated',
    kind: 'app-activity',
    place: 'page',
    event: 'tab',
    type: 'chrome.tabs.Tab',
    field: 'title',
    read: (tab) => `${tab}.title ?? ''`,
    register: (handler) => code`
      chrome.tabs.onUpdated.addListener((_tabId, _change, tab) => {
        ${handler.with('tab')}
      });`,
  },
  {
    id: 'tabs-query',
    kind: 'app-activity',
    place: 'page',
    event: 'tab',
    type: 'chrome.tabs.Tab',
    field: 'url',
    read: (tab) => `${tab}.url ?? ''`,
    register: (handler) => code`
      setInterval(async () => {
        const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
        ${handler.with('tab')}
      }, 5000);`,
  },
  {
    id: 'capture-visible-tab',
    kind: 'screen',
    place: 'page',
    event: 'image',
    type: 'string',
    read: (image) => image,
    register: (handler) => code`
      setInterval(() => {
        chrome.tabs.captureVisibleTab({ format: 'png' }, (image: string) => {
          ${handler.with('image')}
        });
      }, 5000);`,
  },
];
