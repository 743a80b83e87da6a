/**
 * Lowers statements, keeping the condition under which each point is reached.
 *
 * After a statement, `b.current` is what its normal completion implies: `if (!ok) return;` leaves "ok is truthy".
 */
import { ts } from './compiler.js';
import { ALWAYS, NEVER, type ConditionId, type Value, type ValueId } from '../model/facts.js';
import type { Env, FunctionBuilder } from './builder.js';
import { lowerClass } from './classes.js';
import { lowerExpression } from './expressions.js';
import { leave, lowerFunction } from './functions.js';
import { declareModuleMember, lowerExport } from './modules.js';
import { assignTo, declarePattern } from './patterns.js';
import { typeRef } from './types.js';

export function lowerStatements(b: FunctionBuilder, statements: readonly ts.Statement[]): void {
  // Function declarations are bound before anything of their block runs.
  for (const statement of statements) if (ts.isFunctionDeclaration(statement)) lowerDeclaration(b, statement);
  for (const statement of statements) if (!ts.isFunctionDeclaration(statement)) lowerStatement(b, statement);
}

function lowerDeclaration(b: FunctionBuilder, node: ts.FunctionDeclaration): void {
  if (!node.body) return;
  const current = b.current;
  if (current === NEVER) b.current = ALWAYS;
  const value = lowerFunction(b, node);
  const binding = node.name && b.file.bindings.of(node.name);
  if (binding) b.assign(binding, value, node);
  declareModuleMember(b, node, value);
  b.current = current;
}

function lowerStatement(b: FunctionBuilder, node: ts.Statement, label?: string): void {
  if (ts.isExpressionStatement(node)) return lowerExpressionStatement(b, node);
  if (ts.isVariableStatement(node)) return lowerVariables(b, node.declarationList);
  if (ts.isIfStatement(node)) return lowerIf(b, node);
  if (ts.isReturnStatement(node)) return lowerReturn(b, node);
  if (ts.isBlock(node)) return lowerStatements(b, node.statements);
  if (ts.isThrowStatement(node)) return lowerThrow(b, node);
  if (ts.isForStatement(node) || ts.isWhileStatement(node) || ts.isDoStatement(node)) return lowerLoop(b, node, label);
  if (ts.isForOfStatement(node) || ts.isForInStatement(node)) return lowerForEach(b, node, label);
  if (ts.isSwitchStatement(node)) return lowerSwitch(b, node, label);
  if (ts.isTryStatement(node)) return lowerTry(b, node);
  if (ts.isBreakOrContinueStatement(node)) return lowerJump(b, node);
  if (ts.isLabeledStatement(node)) return lowerStatement(b, node.statement, node.label.text);
  if (ts.isClassDeclaration(node)) return lowerClassDeclaration(b, node);
  lowerExport(b, node);
}

function lowerExpressionStatement(b: FunctionBuilder, node: ts.ExpressionStatement): void {
  const value = lowerExpression(b, node.expression);
  const awaited = b.values[value]?.op === 'await' ? (b.values[value] as { of: ValueId }).of : undefined;
  const result = awaited ?? value;
  const made = b.values[result];
  if (made?.op === 'call' && isExit(b, made.callee)) return leave(b);
  // A call or promise whose result nobody uses may be there for its refusal: `assertConsent();`, `await agreement;`.
  if (mayRefuse(made, awaited !== undefined)) b.current = b.all(b.current, b.completed(result));
}

/** Whoever passes more than a value and a word asks for something else. */
function mayRefuse(value: Value | undefined, isAwaited: boolean): boolean {
  if (value?.op !== 'call') return isAwaited && (value?.op === 'cell' || value?.op === 'phi' || value?.op === 'choose');
  return value.args.length <= 2 && (isAwaited || !value.isNew);
}

/** `process.exit()` does not come back. */
function isExit(b: FunctionBuilder, callee: ValueId): boolean {
  const value = b.values[callee];
  const of = value?.op === 'get' && value.name === 'exit' ? b.values[value.of] : undefined;
  return of?.op === 'global' && of.name === 'process';
}

export function lowerVariables(b: FunctionBuilder, list: ts.VariableDeclarationList): void {
  for (const declaration of list.declarations) {
    if (!declaration.initializer && !declaration.type) continue;
    const type = typeRef(declaration.type);
    if (!declaration.initializer && !type) continue;
    const initial = declaration.initializer ? lowerExpression(b, declaration.initializer) : undefined;
    const value = type ? b.emit({ op: 'typed', of: initial, type }, declaration) : initial!;
    declarePattern(b, declaration.name, value, type);
  }
}

function lowerClassDeclaration(b: FunctionBuilder, node: ts.ClassDeclaration): void {
  const value = lowerClass(b, node);
  const binding = node.name && b.file.bindings.of(node.name);
  if (binding) b.assign(binding, value, node);
  declareModuleMember(b, node, value);
}

function lowerReturn(b: FunctionBuilder, node: ts.ReturnStatement): void {
  if (node.expression) b.emit({ op: 'return', value: lowerExpression(b, node.expression) }, node);
  b.completions.push(b.current);
  leave(b);
}

function lowerIf(b: FunctionBuilder, node: ts.IfStatement): void {
  const test = lowerExpression(b, node.expression);
  const before = b.current;
  const env: Env = new Map(b.env);
  const whenTrue = b.all(before, b.test(test, true));
  const whenFalse = b.all(before, b.test(test, false));
  b.current = whenTrue;
  lowerStatement(b, node.thenStatement);
  const [thenEnv, afterThen] = [b.env, b.current];
  b.env = new Map(env);
  b.current = whenFalse;
  if (node.elseStatement) lowerStatement(b, node.elseStatement);
  const afterElse = b.current;
  const elseEnv = b.env;
  b.current = afterThen === whenTrue && afterElse === whenFalse ? before : b.any([afterThen, afterElse]);
  b.env = b.mergeEnv(thenEnv, afterThen, elseEnv, afterElse, node);
}

/** Opens a phi for every variable that the loop assigns. */
function openLoop(b: FunctionBuilder, node: ts.Node): Map<Parameters<Env['set']>[0], ValueId> {
  const phis: Env = new Map();
  for (const [binding, value] of b.env) {
    if (!binding.assignments.some((position) => position >= node.pos && position < node.end)) continue;
    const phi = b.emit({ op: 'phi', of: [value], when: [b.current] }, node);
    phis.set(binding, phi);
    b.env.set(binding, phi);
  }
  return phis;
}

function closeLoop(b: FunctionBuilder, phis: Env): void {
  for (const [binding, phi] of phis) {
    const last = b.env.get(binding);
    if (last !== undefined) b.extendPhi(phi, last);
    b.env.set(binding, phi);
  }
}

function lowerLoop(
  b: FunctionBuilder,
  node: ts.ForStatement | ts.WhileStatement | ts.DoStatement,
  label?: string,
): void {
  if (ts.isForStatement(node) && node.initializer) {
    if (ts.isVariableDeclarationList(node.initializer)) lowerVariables(b, node.initializer);
    else lowerExpression(b, node.initializer);
  }
  const before = b.current;
  const phis = openLoop(b, node);
  const condition = ts.isForStatement(node) ? node.condition : node.expression;
  const test = condition ? lowerExpression(b, condition) : undefined;
  const isDo = ts.isDoStatement(node);
  b.exits.push({ label, breaks: [], loop: true });
  if (test !== undefined && !isDo) b.current = b.all(before, b.test(test, true));
  lowerStatement(b, node.statement);
  if (ts.isForStatement(node) && node.incrementor) lowerExpression(b, node.incrementor);
  closeLoop(b, phis);
  const exit = b.exits.pop()!;
  const normal = test === undefined ? NEVER : b.all(before, b.test(test, false));
  b.current = b.any([normal, ...exit.breaks.map((leaving) => leaving.when)]);
}

function lowerForEach(b: FunctionBuilder, node: ts.ForOfStatement | ts.ForInStatement, label?: string): void {
  const of = lowerExpression(b, node.expression);
  const before = b.current;
  const phis = openLoop(b, node);
  const item = ts.isForOfStatement(node)
    ? b.emit({ op: 'element', of }, node.initializer)
    : b.emit({ op: 'unary', operator: 'in', of }, node.initializer);
  if (ts.isVariableDeclarationList(node.initializer)) {
    for (const declaration of node.initializer.declarations) declarePattern(b, declaration.name, item);
  } else assignTo(b, node.initializer, item, node.initializer);
  b.exits.push({ label, breaks: [], loop: true });
  lowerStatement(b, node.statement);
  b.exits.pop();
  closeLoop(b, phis);
  b.current = before;
}

function lowerSwitch(b: FunctionBuilder, node: ts.SwitchStatement, label?: string): void {
  const subject = lowerExpression(b, node.expression);
  const before = b.current;
  const env: Env = new Map(b.env);
  const exit = { label, breaks: [] as { when: ConditionId; env: Env }[], loop: false };
  b.exits.push(exit);
  const clauses = node.caseBlock.clauses;
  const tests = clauses.map((clause) =>
    caseTest(b, clause, subject, node.expression.kind === ts.SyntaxKind.TrueKeyword),
  );
  const noneMatches = b.all(before, ...tests.filter((test) => test !== undefined).map((test) => b.test(test, false)));
  let fallthrough: ConditionId = NEVER;
  clauses.forEach((clause, index) => {
    const test = tests[index];
    const entered = test === undefined ? noneMatches : b.all(before, b.test(test, true));
    b.env = b.mergeEnv(new Map(env), entered, b.env, fallthrough, clause);
    b.current = b.any([entered, fallthrough]);
    lowerStatements(b, clause.statements);
    fallthrough = b.current;
  });
  b.exits.pop();
  const unmatched = clauses.some(ts.isDefaultClause) ? NEVER : noneMatches;
  let env_ = b.mergeEnv(b.env, fallthrough, env, unmatched, node);
  let joined = b.any([fallthrough, unmatched]);
  for (const leaving of exit.breaks) {
    env_ = b.mergeEnv(env_, joined, leaving.env, leaving.when, node);
    joined = b.any([joined, leaving.when]);
  }
  b.env = env_;
  b.current = joined;
}

function caseTest(
  b: FunctionBuilder,
  clause: ts.CaseOrDefaultClause,
  subject: ValueId,
  onTrue: boolean,
): ValueId | undefined {
  if (ts.isDefaultClause(clause)) return undefined;
  const value = lowerExpression(b, clause.expression);
  return onTrue ? value : b.emit({ op: 'compare', operator: '===', left: subject, right: value }, clause.expression);
}

function lowerThrow(b: FunctionBuilder, node: ts.ThrowStatement): void {
  const value = lowerExpression(b, node.expression);
  b.thrown.at(-1)?.push(value);
  leave(b);
}

function lowerTry(b: FunctionBuilder, node: ts.TryStatement): void {
  const before = b.current;
  const env: Env = new Map(b.env);
  if (node.catchClause) b.thrown.push([]);
  lowerStatements(b, node.tryBlock.statements);
  const afterTry = b.current;
  if (node.catchClause) {
    const tryEnv = b.env;
    // The exception may come from anywhere inside: nothing checked there holds in the handler.
    b.env = b.mergeEnv(env, ALWAYS, new Map(tryEnv), ALWAYS, node);
    b.current = before;
    const variable = node.catchClause.variableDeclaration;
    const thrown = b.thrown.pop() ?? [];
    if (variable) declarePattern(b, variable.name, caught(b, variable, thrown));
    lowerStatements(b, node.catchClause.block.statements);
    b.env = b.mergeEnv(tryEnv, afterTry, b.env, b.current, node);
    b.current = b.any([afterTry, b.current]);
  }
  if (!node.finallyBlock) return;
  const joined = b.current;
  b.current = before;
  lowerStatements(b, node.finallyBlock.statements);
  b.current = b.current === NEVER ? NEVER : joined;
}

/** What is caught: what the block itself throws, or an error from somewhere below. */
function caught(b: FunctionBuilder, node: ts.Node, thrown: readonly ValueId[]): ValueId {
  const error = b.emit({ op: 'global', name: 'Error' }, node);
  return thrown.length === 0 ? error : b.emit({ op: 'phi', of: [error, ...thrown] }, node);
}

function lowerJump(b: FunctionBuilder, node: ts.BreakOrContinueStatement): void {
  const label = node.label?.text;
  if (ts.isBreakStatement(node)) {
    const exit = label ? b.exits.findLast((open) => open.label === label) : b.exits.at(-1);
    exit?.breaks.push({ when: b.current, env: new Map(b.env) });
  }
  leave(b);
}
