/** Lowers classes: members, field initialisers (as functions of their own) and decorators. */
import { ts } from './compiler.js';
import type { ClassId, MemberFacts, ValueId } from '../model/facts.js';
import { FunctionBuilder } from './builder.js';
import { lowerExpression } from './expressions.js';
import { has, lowerBody, memberName } from './functions.js';
import { lowerStatements } from './statements.js';
import { typeRef } from './types.js';

export function lowerClass(b: FunctionBuilder, node: ts.ClassLikeDeclaration): ValueId {
  const id = b.file.classes.length;
  const members = new Map<string, MemberFacts>();
  const name = node.name?.text ?? '';
  b.file.classes.push({ name, within: b.id, implements: implemented(node), members, span: b.file.span(node) });
  const facts = b.file.classes[id]!;
  facts.extends = lowerExtends(b, node);
  for (const member of node.members) {
    if (ts.isConstructorDeclaration(member) && member.body) {
      facts.constructor_ = lowerBody(b, member, { kind: 'constructor', name: 'constructor', class: id });
    } else lowerMember(b, member, id, members);
  }
  facts.fields = lowerFields(b, node, id);
  lowerStatics(b, node, id);
  lowerDecorators(b, node, id);
  return b.emit({ op: 'class', class: id }, node);
}

function implemented(node: ts.ClassLikeDeclaration): string[] {
  return (node.heritageClauses ?? [])
    .filter((clause) => clause.token === ts.SyntaxKind.ImplementsKeyword)
    .flatMap((clause) => clause.types.map((type) => type.expression.getText()));
}

function lowerExtends(b: FunctionBuilder, node: ts.ClassLikeDeclaration): ValueId | undefined {
  const clause = node.heritageClauses?.find((heritage) => heritage.token === ts.SyntaxKind.ExtendsKeyword);
  return clause?.types[0] ? lowerExpression(b, clause.types[0].expression) : undefined;
}

function lowerMember(
  b: FunctionBuilder,
  member: ts.ClassElement,
  id: ClassId,
  members: Map<string, MemberFacts>,
): void {
  if (!member.name) return;
  const name = memberName(member.name);
  const common = { static: has(member, ts.SyntaxKind.StaticKeyword), private: isPrivate(member) };
  if (ts.isPropertyDeclaration(member)) members.set(name, { ...common, kind: 'field', type: typeRef(member.type) });
  else if (ts.isMethodDeclaration(member) && member.body) {
    const fn = lowerBody(b, member, { kind: 'method', name, class: id, static: common.static });
    members.set(name, { ...common, kind: 'method', function: fn });
  } else if ((ts.isGetAccessor(member) || ts.isSetAccessor(member)) && member.body) {
    const kind = ts.isGetAccessor(member) ? 'getter' : 'setter';
    const fn = lowerBody(b, member, { kind, name, class: id, static: common.static });
    // A setter beside a getter keeps its own entry, so that writes find it.
    members.set(kind === 'setter' ? `set ${name}` : name, { ...common, kind, function: fn });
  }
}

function isPrivate(member: ts.ClassElement): boolean {
  return has(member, ts.SyntaxKind.PrivateKeyword) || (!!member.name && ts.isPrivateIdentifier(member.name));
}

/** Instance field initialisers, as the body of one function that runs with `this` being the new object. */
function lowerFields(b: FunctionBuilder, node: ts.ClassLikeDeclaration, id: ClassId): number | undefined {
  const fields = node.members.filter(
    (member): member is ts.PropertyDeclaration =>
      ts.isPropertyDeclaration(member) && !!member.initializer && !has(member, ts.SyntaxKind.StaticKeyword),
  );
  return fields.length > 0 ? lowerInitialisers(b, fields, id, 'fields') : undefined;
}

function lowerStatics(b: FunctionBuilder, node: ts.ClassLikeDeclaration, id: ClassId): void {
  const statics = node.members.filter(
    (member): member is ts.PropertyDeclaration | ts.ClassStaticBlockDeclaration =>
      ts.isClassStaticBlockDeclaration(member) ||
      (ts.isPropertyDeclaration(member) && !!member.initializer && has(member, ts.SyntaxKind.StaticKeyword)),
  );
  if (statics.length > 0) lowerInitialisers(b, statics, id, 'static');
}

function lowerInitialisers(
  b: FunctionBuilder,
  members: readonly (ts.PropertyDeclaration | ts.ClassStaticBlockDeclaration)[],
  id: ClassId,
  kind: 'fields' | 'static',
): number {
  const inner = new FunctionBuilder(b.file, {
    kind,
    name: kind,
    node: members[0]!,
    parent: b.id,
    class: id,
    static: kind === 'static',
  });
  for (const member of members) {
    if (ts.isClassStaticBlockDeclaration(member)) {
      lowerStatements(inner, member.body.statements);
      continue;
    }
    const of = inner.emit({ op: 'this' }, member);
    const value = lowerExpression(inner, member.initializer!);
    inner.emit({ op: 'set', of, name: memberName(member.name), value }, member);
  }
  inner.finish();
  return inner.id;
}

function lowerDecorators(b: FunctionBuilder, node: ts.ClassLikeDeclaration, id: ClassId): void {
  const decorate = (of: ts.Node, place: { member?: string; param?: number }): void => {
    const decorators = ts.canHaveDecorators(of) ? ts.getDecorators(of) : undefined;
    for (const decorator of decorators ?? []) {
      b.emit({ op: 'decorate', decorator: lowerExpression(b, decorator.expression), class: id, ...place }, decorator);
    }
  };
  decorate(node, {});
  for (const member of node.members) {
    if (ts.isConstructorDeclaration(member))
      member.parameters.forEach((parameter, param) => decorate(parameter, { member: 'constructor', param }));
    else if (member.name) {
      const name = memberName(member.name);
      decorate(member, { member: name });
      if (ts.isMethodDeclaration(member))
        member.parameters.forEach((parameter, param) => decorate(parameter, { member: name, param }));
    }
  }
}
