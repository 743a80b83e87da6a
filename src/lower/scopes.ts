/**
 * Resolves every identifier of a file to the variable it names.
 *
 * In: a source file. Out: for each identifier node, its Binding (absent: a global). Knows which variables an inner
 * function touches (they become cells) and where each is reassigned (loops need that).
 * Deliberately absent: types; anything in a type position is skipped.
 */
import { PLATFORM_TYPES } from '../model/platform.js';
import { ts } from './compiler.js';

export interface Binding {
  readonly name: string;
  readonly kind: 'import' | 'param' | 'variable' | 'function' | 'class';
  /** The function-like node (or source file) that owns the variable. */
  readonly owner: ts.Node;
  readonly declaration: ts.Node;
  /** Holds for `const`: nothing else is ever written to it, in this file or elsewhere. */
  readonly constant: boolean;
  captured: boolean;
  /** Positions of assignments other than the declaration's own initialiser. */
  readonly assignments: number[];
}

type Scope = { readonly names: Map<string, Binding>; readonly owner: ts.Node; readonly parent?: Scope };

export class Bindings {
  readonly byNode = new Map<ts.Node, Binding>();
  readonly all: Binding[] = [];
  /** Identifiers that name nothing of this file: globals. */
  readonly free: ts.Identifier[] = [];

  of(identifier: ts.Node): Binding | undefined {
    return this.byNode.get(identifier);
  }
}

/** Resolves the identifiers of `file`. */
export function bind(file: ts.SourceFile): Bindings {
  const bindings = new Bindings();
  new Binder(bindings).enterBody(file, file.statements, { names: new Map(), owner: file });
  return bindings;
}

class Binder {
  constructor(private readonly out: Bindings) {}

  enterBody(owner: ts.Node, statements: readonly ts.Statement[], scope: Scope): void {
    hoistVars(owner, (name) => this.declare(name, 'variable', scope));
    this.declareStatements(statements, scope);
    for (const statement of statements) this.visit(statement, scope);
  }

  private declareStatements(statements: readonly ts.Statement[], scope: Scope): void {
    for (const statement of statements) {
      if (isGlobalDeclared(statement, scope)) continue;
      if (ts.isVariableStatement(statement)) {
        const list = statement.declarationList;
        if (isBlockScoped(list) || isAmbient(statement)) this.declareList(list, scope);
      } else if (ts.isFunctionDeclaration(statement) && statement.name) this.declare(statement.name, 'function', scope);
      else if (ts.isClassDeclaration(statement) && statement.name) this.declare(statement.name, 'class', scope);
      else if (ts.isEnumDeclaration(statement)) this.declare(statement.name, 'variable', scope);
      else if (ts.isModuleDeclaration(statement) && ts.isIdentifier(statement.name))
        this.declare(statement.name, 'variable', scope);
      else if (ts.isImportDeclaration(statement)) this.declareImport(statement, scope);
      else if (ts.isImportEqualsDeclaration(statement)) this.declare(statement.name, 'import', scope);
    }
  }

  private declareImport(statement: ts.ImportDeclaration, scope: Scope): void {
    const clause = statement.importClause;
    if (clause?.name) this.declare(clause.name, 'import', scope);
    const named = clause?.namedBindings;
    if (!named) return;
    if (ts.isNamespaceImport(named)) this.declare(named.name, 'import', scope);
    else for (const element of named.elements) this.declare(element.name, 'import', scope);
  }

  private declareList(list: ts.VariableDeclarationList, scope: Scope): void {
    const isConstant = (list.flags & ts.NodeFlags.Const) !== 0;
    for (const declaration of list.declarations) {
      forEachBoundName(declaration.name, (name) => this.declare(name, 'variable', scope, isConstant));
    }
  }

  private declare(name: ts.Identifier, kind: Binding['kind'], scope: Scope, constant = false): Binding {
    const known = scope.names.get(name.text);
    if (known) {
      this.out.byNode.set(name, known);
      return known;
    }
    const binding: Binding = {
      name: name.text,
      kind,
      owner: scope.owner,
      declaration: name,
      constant,
      captured: false,
      assignments: [],
    };
    scope.names.set(name.text, binding);
    this.out.byNode.set(name, binding);
    this.out.all.push(binding);
    return binding;
  }

  private visit(node: ts.Node, scope: Scope): void {
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return;
    if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return;
    if (ts.isIdentifier(node)) return this.refer(node, scope);
    if (ts.isFunctionLike(node)) return this.visitFunction(node as ts.FunctionLikeDeclaration, scope);
    if (ts.isClassLike(node)) return this.visitClass(node, scope);
    if (ts.isBlock(node) || ts.isModuleBlock(node)) return this.visitStatements(node.statements, scope);
    if (ts.isCaseBlock(node)) return this.visitCases(node, scope);
    if (ts.isForStatement(node) || ts.isForInStatement(node) || ts.isForOfStatement(node))
      return this.visitFor(node, scope);
    if (ts.isCatchClause(node)) return this.visitCatch(node, scope);
    if (ts.isPropertyAccessExpression(node)) return this.visit(node.expression, scope);
    if (ts.isPropertyAssignment(node)) return this.visitNamed(node.name, node.initializer, scope);
    if (ts.isBindingElement(node)) return this.visitBindingElement(node, scope);
    if (ts.isJsxAttribute(node)) return node.initializer && this.visit(node.initializer, scope);
    if (ts.isImportDeclaration(node)) return;
    if (ts.isExportDeclaration(node)) return this.visitExport(node, scope);
    if (ts.isShorthandPropertyAssignment(node)) return this.refer(node.name, scope);
    if (ts.isLabeledStatement(node)) return this.visit(node.statement, scope);
    if (ts.isBreakOrContinueStatement(node) || ts.isMetaProperty(node)) return;
    if (ts.isEnumMember(node)) return node.initializer && this.visit(node.initializer, scope);
    ts.forEachChild(node, (child) => this.visit(child, scope));
  }

  private visitNamed(name: ts.PropertyName, value: ts.Node, scope: Scope): void {
    if (ts.isComputedPropertyName(name)) this.visit(name.expression, scope);
    this.visit(value, scope);
  }

  private visitExport(node: ts.ExportDeclaration, scope: Scope): void {
    if (node.moduleSpecifier || !node.exportClause || !ts.isNamedExports(node.exportClause)) return;
    for (const element of node.exportClause.elements) {
      const local = element.propertyName ?? element.name;
      if (ts.isIdentifier(local)) this.refer(local, scope);
    }
  }

  private visitBindingElement(node: ts.BindingElement, scope: Scope): void {
    if (node.propertyName && ts.isComputedPropertyName(node.propertyName))
      this.visit(node.propertyName.expression, scope);
    this.visit(node.name, scope);
    if (node.initializer) this.visit(node.initializer, scope);
  }

  private visitStatements(statements: readonly ts.Statement[], scope: Scope): void {
    const inner: Scope = { names: new Map(), owner: scope.owner, parent: scope };
    this.declareStatements(statements, inner);
    for (const statement of statements) this.visit(statement, inner);
  }

  private visitCases(node: ts.CaseBlock, scope: Scope): void {
    const inner: Scope = { names: new Map(), owner: scope.owner, parent: scope };
    for (const clause of node.clauses) this.declareStatements(clause.statements, inner);
    for (const clause of node.clauses) ts.forEachChild(clause, (child) => this.visit(child, inner));
  }

  private visitFor(node: ts.ForStatement | ts.ForInStatement | ts.ForOfStatement, scope: Scope): void {
    const inner: Scope = { names: new Map(), owner: scope.owner, parent: scope };
    if (node.initializer && ts.isVariableDeclarationList(node.initializer) && isBlockScoped(node.initializer)) {
      this.declareList(node.initializer, inner);
    }
    ts.forEachChild(node, (child) => this.visit(child, inner));
  }

  private visitCatch(node: ts.CatchClause, scope: Scope): void {
    const inner: Scope = { names: new Map(), owner: scope.owner, parent: scope };
    if (node.variableDeclaration)
      forEachBoundName(node.variableDeclaration.name, (name) => this.declare(name, 'variable', inner));
    this.visit(node.block, inner);
  }

  private visitFunction(node: ts.FunctionLikeDeclaration, scope: Scope): void {
    ts.getDecorators(node as ts.HasDecorators)?.forEach((decorator) => this.visit(decorator.expression, scope));
    if (node.name && ts.isComputedPropertyName(node.name)) this.visit(node.name.expression, scope);
    if (!node.body) return;
    const inner: Scope = { names: new Map(), owner: node, parent: scope };
    if (ts.isFunctionExpression(node) && node.name) this.declare(node.name, 'function', inner);
    for (const parameter of node.parameters)
      forEachBoundName(parameter.name, (name) => this.declare(name, 'param', inner));
    for (const parameter of node.parameters) {
      ts.getDecorators(parameter)?.forEach((decorator) => this.visit(decorator.expression, scope));
      this.visit(parameter.name, inner);
      if (parameter.initializer) this.visit(parameter.initializer, inner);
    }
    if (ts.isBlock(node.body)) this.enterBody(node, node.body.statements, inner);
    else this.visit(node.body, inner);
  }

  private visitClass(node: ts.ClassLikeDeclaration, scope: Scope): void {
    ts.getDecorators(node)?.forEach((decorator) => this.visit(decorator.expression, scope));
    node.heritageClauses?.forEach((clause) => {
      if (clause.token === ts.SyntaxKind.ExtendsKeyword)
        clause.types.forEach((type) => this.visit(type.expression, scope));
    });
    const named: Scope = { names: new Map(), owner: scope.owner, parent: scope };
    if (ts.isClassExpression(node) && node.name) this.declare(node.name, 'class', named);
    for (const member of node.members) this.visitMember(member, named);
  }

  private visitMember(member: ts.ClassElement, scope: Scope): void {
    if (ts.isPropertyDeclaration(member)) {
      ts.getDecorators(member)?.forEach((decorator) => this.visit(decorator.expression, scope));
      // An initialiser runs in a function of its own (see FunctionKind `fields`), so what it uses is captured.
      if (member.initializer) this.visit(member.initializer, { names: new Map(), owner: member, parent: scope });
    } else if (ts.isClassStaticBlockDeclaration(member)) {
      this.visitStatements(member.body.statements, { names: new Map(), owner: member, parent: scope });
    } else this.visit(member, scope);
  }

  private refer(node: ts.Identifier, scope: Scope): void {
    for (let at: Scope | undefined = scope; at; at = at.parent) {
      const binding = at.names.get(node.text);
      if (!binding) continue;
      this.out.byNode.set(node, binding);
      if (binding.owner !== scope.owner) binding.captured = true;
      if (isAssigned(node)) binding.assignments.push(node.pos);
      return;
    }
    this.out.free.push(node);
  }
}

function isBlockScoped(list: ts.VariableDeclarationList): boolean {
  return (list.flags & ts.NodeFlags.BlockScoped) !== 0;
}

/** Calls `found` for each name that a pattern binds. */
export function forEachBoundName(name: ts.BindingName, found: (name: ts.Identifier) => void): void {
  if (ts.isIdentifier(name)) return found(name);
  for (const element of name.elements) if (ts.isBindingElement(element)) forEachBoundName(element.name, found);
}

/** Finds `var` declarations below `owner`, leaving inner functions out. */
function hoistVars(owner: ts.Node, found: (name: ts.Identifier) => void): void {
  const visit = (node: ts.Node): void => {
    if (isAmbient(node)) return;
    if (ts.isVariableDeclarationList(node) && !isBlockScoped(node)) {
      for (const declaration of node.declarations) forEachBoundName(declaration.name, found);
    }
    if (ts.isFunctionLike(node) || ts.isClassLike(node) || ts.isTypeNode(node) || isPlainExpression(node)) return;
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(ts.isSourceFile(owner) ? owner : ((owner as ts.FunctionLikeDeclaration).body ?? owner), visit);
}

/** Holds for expression statements: they cannot hold a `var`. */
function isPlainExpression(node: ts.Node): boolean {
  return ts.isExpressionStatement(node) || ts.isReturnStatement(node) || ts.isThrowStatement(node);
}

function isAssigned(node: ts.Identifier): boolean {
  let at: ts.Node = node;
  let parent = at.parent;
  // Destructuring assignment: climb through the pattern to its `=`.
  while (
    parent &&
    (ts.isArrayLiteralExpression(parent) ||
      ts.isObjectLiteralExpression(parent) ||
      ts.isPropertyAssignment(parent) ||
      ts.isShorthandPropertyAssignment(parent) ||
      ts.isSpreadElement(parent) ||
      ts.isSpreadAssignment(parent) ||
      ts.isParenthesizedExpression(parent))
  ) {
    at = parent;
    parent = at.parent;
  }
  if (!parent) return false;
  if (ts.isBinaryExpression(parent)) return parent.left === at && isAssignmentOperator(parent.operatorToken.kind);
  if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent)) {
    return parent.operator === ts.SyntaxKind.PlusPlusToken || parent.operator === ts.SyntaxKind.MinusMinusToken;
  }
  return (ts.isForOfStatement(parent) || ts.isForInStatement(parent)) && parent.initializer === at;
}

export function isAssignmentOperator(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

/**
 * `declare const gtag: any` only says that there is a global of this name. One of a type that the file knows says more:
 * it is kept as a variable, whose type can be followed.
 */
function isGlobalDeclared(statement: ts.Statement, scope: Scope): boolean {
  if (!isAmbient(statement)) return false;
  if (ts.isFunctionDeclaration(statement)) return true;
  if (!ts.isVariableStatement(statement)) return false;
  return statement.declarationList.declarations.every(({ type }) => !type || !isKnownType(type, scope));
}

function isAmbient(node: ts.Node): boolean {
  if (!ts.isVariableStatement(node) && !ts.isFunctionDeclaration(node)) return false;
  return node.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.DeclareKeyword) ?? false;
}

function isKnownType(type: ts.TypeNode, scope: Scope): boolean {
  if (ts.isTypeQueryNode(type) || ts.isImportTypeNode(type)) return true;
  if (!ts.isTypeReferenceNode(type)) return false;
  const root = type.typeName.getText().replace(/\..*$/, '');
  if (PLATFORM_TYPES.has(root)) return true;
  for (let at: Scope | undefined = scope; at; at = at.parent) if (at.names.has(root)) return true;
  return false;
}
