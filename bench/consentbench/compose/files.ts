/** Puts parts into files: all in one, one each, behind a barrel, or as CommonJS. */
import type { Import } from '../choices/types.js';
import type { Program, Recipe } from '../model.js';
import { paragraphs } from '../text.js';
import { type Part, cjsText, esmText, unexported, usesOf } from './parts.js';

export function filesOf(recipe: Recipe, parts: readonly Part[], otherEnd: Part | undefined): Program {
  const present = parts.filter((part) => part.code !== '');
  const all = otherEnd ? [...present, otherEnd] : present;
  const files = recipe.files === 'one' ? oneFile(present) : severalFiles(recipe, all);
  const paths = Object.keys(files);
  const isEntry = (path: string): boolean => path.startsWith('background.') || path.startsWith('main.');
  // The main process listens before its window speaks.
  return { recipe, files, entries: paths.filter(isEntry).sort() };
}

function oneFile(parts: readonly Part[]): Record<string, string> {
  const isComponent = parts.some((part) => part.isComponent);
  // What the host calls stays exported; all else is the file's own.
  const code = paragraphs(...parts.map((part) => (part.name === 'main' ? part.code : unexported(part.code))));
  const whole: Part = {
    name: 'main',
    imports: parts.flatMap((part) => part.imports),
    code,
    defines: [],
  };
  return { [isComponent ? 'main.tsx' : 'main.ts']: esmText(whole, []) };
}

function severalFiles(recipe: Recipe, parts: readonly Part[]): Record<string, string> {
  const isCjs = recipe.files === 'cjs';
  const isBarrel = recipe.files === 'barrel';
  const suffix = !isCjs && recipe.style % 2 === 1 ? '.js' : '';
  const files: Record<string, string> = {};
  for (const part of parts) {
    const isTop = part.name === 'main' || part.name === 'background';
    const internal = parts.flatMap((other): Import[] => {
      const names = usesOf(part, other);
      if (names.length === 0) return [];
      return [{ from: isBarrel && isTop ? `./lib/index${suffix}` : `./${other.name}${suffix}`, names }];
    });
    const extension = isCjs ? 'js' : part.isComponent ? 'tsx' : 'ts';
    const path = `${isBarrel && !isTop ? 'lib/' : ''}${part.name}.${extension}`;
    files[path] = isCjs ? cjsText(part, internal) : esmText(part, internal);
  }
  if (isBarrel) files['lib/index.ts'] = barrel(parts, suffix);
  return files;
}

function barrel(parts: readonly Part[], suffix: string): string {
  const inside = parts.filter((part) => part.name !== 'main' && part.name !== 'background' && part.defines.length > 0);
  return `${inside.map((part) => `export * from './${part.name}${suffix}';`).join('\n')}\n`;
}
