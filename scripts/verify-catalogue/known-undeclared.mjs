/**
 * Patterns that are right although no declaration has them, each with the reason.
 */
export const KNOWN_UNDECLARED = {
  'vscode#window.onDidWriteTerminalData': 'a proposed API, declared in the editor’s own sources only',
  'cloudinary#uploader.upload': 'the first version of the API, which lib/cloudinary.js still exports beside v2',
  'enquirer#new Confirm().run': 'index.js defines each of lib/prompts on its export, as the README shows',
  'platform#navigator.getDisplayMedia': 'where the call stood in early browsers',
  'platform#navigator.getUserMedia': 'where the call stood before mediaDevices; browsers still have it',
  'platform#navigator.webkitGetUserMedia':
    'where the call stood before mediaDevices; Electron and old code still use it',
  'platform#new RTCPeerConnection().addStream': 'replaced by addTrack; browsers still have it',
  'platform#navigator.msDoNotTrack': 'an old browser’s name, which libraries still ask for',
  'platform#navigator.globalPrivacyControl': 'shipped by browsers, not yet in the language’s declarations',
};

/**
 * Packages that the registry does not have, although code imports them, each with the reason.
 */
export const KNOWN_ABSENT = {
  '@nut-tree/nut-js': 'sold from a registry of its own',
};
