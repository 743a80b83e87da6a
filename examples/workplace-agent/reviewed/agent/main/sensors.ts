export { ActivityWatcher } from './activity';
export { ClipboardWatcher } from './clipboard';
export { KeyboardWatcher } from './keyboard';
export { PointerWatcher } from './pointer';
export { ScreenshotTimer } from './screenshots';
