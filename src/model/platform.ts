/** Platform types whose members the catalogue knows. */
export const PLATFORM_TYPES = new Set([
  'Document',
  'Window',
  'WebSocket',
  'XMLHttpRequest',
  'Storage',
  'Console',
  'IDBObjectStore',
  'RTCDataChannel',
  'Navigator',
  'Clipboard',
  'MediaDevices',
]);
