/**
 * The project's own module resolution: where a specifier leads, and who imports whom.
 */
export { buildImportGraph, type ImportGraph } from './graph.js';
export { createModuleResolver, type ModuleResolver, type Resolution } from './resolver.js';
export { scanImports, type ImportEdge } from './scan.js';
