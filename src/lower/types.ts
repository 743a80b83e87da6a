/** Reads what a written type names. Nothing is checked or inferred. */
import { ts } from './compiler.js';
import type { TypeRef } from '../model/facts.js';

/** Wrappers whose argument is what the value is used as. */
const TRANSPARENT = new Set([
  'Promise',
  'Readonly',
  'Partial',
  'Required',
  'NonNullable',
  'Awaited',
  'InstanceType',
  'Ref',
  'MutableRefObject',
  'RefObject',
]);

/** Gets the names in a type, or undefined where it names nothing (primitives, functions). */
export function typeRef(node: ts.TypeNode | undefined): TypeRef | undefined {
  if (!node) return undefined;
  if (ts.isTypeReferenceNode(node)) return reference(node);
  if (ts.isParenthesizedTypeNode(node)) return typeRef(node.type);
  if (ts.isTypeOperatorNode(node)) return typeRef(node.type);
  if (ts.isUnionTypeNode(node) || ts.isIntersectionTypeNode(node)) return merge(node.types);
  if (ts.isImportTypeNode(node)) return importType(node);
  if (ts.isTypeQueryNode(node)) return { names: [`typeof ${node.exprName.getText()}`] };
  if (ts.isTypeLiteralNode(node)) return { names: [], members: memberTypes(node.members) };
  return undefined;
}

function reference(node: ts.TypeReferenceNode): TypeRef | undefined {
  const name = node.typeName.getText();
  const inner = node.typeArguments?.[0];
  if (TRANSPARENT.has(name) && inner) return typeRef(inner);
  return { names: [name] };
}

function importType(node: ts.ImportTypeNode): TypeRef | undefined {
  if (!ts.isLiteralTypeNode(node.argument) || !ts.isStringLiteral(node.argument.literal)) return undefined;
  const names = [node.qualifier ? node.qualifier.getText() : node.isTypeOf ? 'typeof *' : '*'];
  return { names, module: node.argument.literal.text };
}

function merge(types: readonly ts.TypeNode[]): TypeRef | undefined {
  const refs = types.map(typeRef).filter((ref) => ref !== undefined);
  if (refs.length < 2) return refs[0];
  const members = new Map(refs.flatMap((ref) => [...(ref.members ?? [])]));
  return { names: refs.flatMap((ref) => ref.names), module: refs.find((ref) => ref.module)?.module, members };
}

/** Gets the types of named members, methods left out. */
export function memberTypes(members: ts.NodeArray<ts.TypeElement>): ReadonlyMap<string, TypeRef> {
  const found = new Map<string, TypeRef>();
  for (const member of members) {
    if (!ts.isPropertySignature(member) || !(ts.isIdentifier(member.name) || ts.isStringLiteral(member.name))) continue;
    const type = typeRef(member.type);
    if (type) found.set(member.name.text, type);
  }
  return found;
}
