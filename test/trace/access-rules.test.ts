/** Who can read a hosted store: each rule that opens one beside the rule that keeps it. */
import { describe, expect, it } from 'vitest';
import { scanProgram } from '../support/review.js';

type Files = Record<string, string>;

/** Gets the severity of the finding: error, warning or nothing. */
async function exposed(program: Files): Promise<string | undefined> {
  const { findings } = await scanProgram(program);
  return findings.find(({ ruleId }) => ruleId === 'exposed-capture')?.severity;
}

describe('documents that security rules keep', () => {
  const agent = (place: string): string => `
    import { addDoc, collection, doc, getFirestore, setDoc } from 'firebase/firestore';
    const db = getFirestore();
    const keys = collection(db, 'keys');
    document.addEventListener('keydown', (event) => ${place});`;
  const ADD = agent("addDoc(collection(db, 'keys'), { key: event.key })");
  const rules = (inside: string, functions = ''): string => `
    rules_version = '2';
    service cloud.firestore {
      match /databases/{database}/documents {
        ${functions}
        ${inside}
      }
    }`;
  const kept = (inside: string, program = ADD, functions = ''): Files => ({
    'agent.ts': program,
    'firestore.rules': rules(inside, functions),
  });
  const SIGNED_IN = 'function signedIn() { return request.auth != null; }';

  it.each([
    ['everybody may read', 'error', kept('match /keys/{id} { allow read: if true; }')],
    ['everybody may list', 'error', kept('match /keys/{id} { allow create, list; }')],
    [
      'everybody may read for now',
      'error',
      kept('match /{all=**} { allow read, write: if request.time < timestamp.date(2030, 1, 1); }'),
    ],
    ['whoever is signed in', 'warning', kept('match /keys/{id} { allow read: if request.auth != null; }')],
    [
      'whoever is signed in, by a function',
      'warning',
      kept('match /keys/{id} { allow read: if signedIn(); }', ADD, SIGNED_IN),
    ],
    [
      'its owner, behind a function',
      undefined,
      kept('match /keys/{id} { allow read: if signedIn() && resource.data.uid == request.auth.uid; }', ADD, SIGNED_IN),
    ],
    [
      'its owner, or whoever is signed in',
      'warning',
      kept('match /keys/{id} { allow read: if signedIn() || resource.data.uid == request.auth.uid; }', ADD, SIGNED_IN),
    ],
    ['nobody', undefined, kept('match /keys/{id} { allow read: if false; allow write: if true; }')],
    ['nobody, by no rule', undefined, kept('match /other/{id} { allow read: if true; }')],
    [
      'whoever a condition on the document lets in',
      undefined,
      kept('match /keys/{id} { allow read: if resource.data.open; }'),
    ],
    [
      'everybody, in a comment',
      undefined,
      kept('match /keys/{id} { /* allow read: if true; */ allow read: if false; }'),
    ],
    [
      'everybody, below a user',
      'error',
      kept(
        'match /users/{user}/keys/{id} { allow get: if true; }',
        agent("setDoc(doc(db, 'users', userId(), 'keys', '1'), { key: event.key })"),
      ),
    ],
    [
      'everybody, above it alone',
      undefined,
      kept(
        'match /users/{user} { allow get: if true; }',
        agent("setDoc(doc(db, 'users', userId(), 'keys', '1'), { key: event.key })"),
      ),
    ],
    [
      'everybody, of what a variable names',
      'error',
      kept('match /keys/{id} { allow read: if true; }', agent('addDoc(keys, { key: event.key })')),
    ],
    [
      'everybody, of what could not be read',
      undefined,
      kept('match /keys/{id} { allow read: if true; }', agent('addDoc(collection(db, chosen()), { key: event.key })')),
    ],
    [
      'files that say different things',
      undefined,
      {
        ...kept('match /keys/{id} { allow read: if true; }'),
        'live/firestore.rules': rules('match /keys/{id} { allow read: if false; }'),
      },
    ],
  ])('%s: %s', async (_, severity, program) => {
    expect(await exposed(program)).toBe(severity);
  });

  it('shows the rule', async () => {
    const { captures } = await scanProgram(kept('match /keys/{id} { allow read: if true; }'));
    const [shown] = captures[0]?.obligations.access?.evidence ?? [];
    expect(shown).toMatchObject({
      location: { file: 'firestore.rules', line: 6 },
      note: 'anyone can read keys: this rule says read if true',
    });
  });

  it('rules that cannot be read are said so, once', async () => {
    const report = await scanProgram(kept('match /keys/{id} { allow read if true; }'));
    expect(report.status).toBe('partial');
    expect(report.diagnostics).toEqual([
      {
        kind: 'parse-error',
        file: 'firestore.rules',
        line: 6,
        message: 'These rules could not be read from "allow" on.',
      },
    ]);
    expect(report.captures[0]?.obligations.access?.verdict).toBe('unproven');
  });

  it.each([
    ['nested without end', 'match /a/{b} {'.repeat(20_000)],
    ['a comment without end', '/* '.repeat(50_000)],
    [
      'functions that ask themselves',
      `service cloud.firestore { function f() { return ${'f() || '.repeat(5_000)}f(); } match /databases/{d}/documents { match /keys/{id} { allow read: if f(); } } }`,
    ],
    [
      'brackets without end',
      `service cloud.firestore { match /databases/{d}/documents { match /keys/{id} { allow read: if ${'('.repeat(50_000)}; } } }`,
    ],
  ])('hostile rules open nothing: %s', async (_, text) => {
    const report = await scanProgram({ 'agent.ts': ADD, 'firestore.rules': text });
    expect(report.findings.filter(({ ruleId }) => ruleId === 'exposed-capture')).toEqual([]);
    expect(report.diagnostics.filter(({ kind }) => kind === 'internal')).toEqual([]);
  });

  it('rules of a store that nothing is kept in are not read', async () => {
    const report = await scanProgram({
      'a.ts': "document.addEventListener('keydown', (event) => fetch('/', { method: 'POST', body: event.key }));",
      'firestore.rules': '{{',
    });
    expect(report.status).toBe('complete');
  });
});

describe('a tree that rules keep', () => {
  const AGENT = `
    import { getDatabase, push, ref } from 'firebase/database';
    document.addEventListener('keydown', (event) => push(ref(getDatabase(), 'activity/keys'), { key: event.key }));`;
  const kept = (rules: string): Files => ({ 'agent.ts': AGENT, 'database.rules.json': rules });

  it.each([
    ['everybody', 'error', kept('{ "rules": { ".read": true } }')],
    ['everybody, of one branch', 'error', kept('{ "rules": { "activity": { "keys": { ".read": true } } } }')],
    ['everybody, of another branch', undefined, kept('{ "rules": { "activity": { "clicks": { ".read": true } } } }')],
    ['whoever is signed in', 'warning', kept('{ "rules": { "activity": { ".read": "auth != null" } } }')],
    [
      'its owner',
      undefined,
      kept('{ "rules": { "activity": { "keys": { "$id": { ".read": "auth.uid === $id" } } } } }'),
    ],
    ['everybody, in a file with comments', 'error', kept('{ /* open */ "rules": { ".read": "true" } }')],
  ])('%s: %s', async (_, severity, program) => {
    expect(await exposed(program)).toBe(severity);
  });

  it('a tree that cannot be read is said so', async () => {
    const report = await scanProgram(kept('{ "rules": '));
    expect(report.diagnostics.map(({ kind, file }) => `${kind} ${file}`)).toEqual(['parse-error database.rules.json']);
  });
});

describe('objects that rules keep', () => {
  const AGENT = `
    import { getStorage, ref, uploadBytes } from 'firebase/storage';
    const storage = getStorage();
    async function share() {
      const recording = await navigator.mediaDevices.getDisplayMedia();
      await uploadBytes(ref(storage, \`screens/\${Date.now()}.webm\`), recording);
    }
    share();`;
  const kept = (condition: string): Files => ({
    'agent.ts': AGENT,
    'storage.rules': `service firebase.storage { match /b/{bucket}/o { match /screens/{name} { allow read: if ${condition}; } } }`,
  });

  it.each([
    ['everybody', 'error', kept('true')],
    ['its owner', undefined, kept('request.auth.uid == resource.metadata.owner')],
  ])('%s: %s', async (_, severity, program) => {
    expect(await exposed(program)).toBe(severity);
  });
});

describe('tables that row level security keeps', () => {
  const AGENT = `
    import { createClient } from '@supabase/supabase-js';
    const db = createClient('https://db.example.invalid', 'public');
    document.addEventListener('keydown', (event) => db.from('keys').insert({ key: event.key }));`;
  const TABLE = 'create table public.keys (id bigint primary key, owner uuid, key text);\n';
  const SECURED = `${TABLE}alter table public.keys enable row level security;\n`;
  const kept = (sql: string, path = 'supabase/migrations/1_keys.sql'): Files => ({ 'agent.ts': AGENT, [path]: sql });
  const policy = (text: string): Files => kept(`${SECURED}create policy "read" on public.keys ${text};`);

  it.each([
    ['no security', 'error', kept(TABLE)],
    ['security, and no policy', undefined, kept(SECURED)],
    ['security that another table has', 'error', kept(`${TABLE}alter table clicks enable row level security;`)],
    ['security that was taken back', 'error', kept(`${SECURED}alter table keys disable row level security;`)],
    ['security in a comment', 'error', kept(`${TABLE}-- alter table keys enable row level security;\n`)],
    [
      'security in a later file',
      undefined,
      { ...kept(TABLE), 'supabase/migrations/2_more.sql': 'alter table "keys" enable row level security;' },
    ],
    [
      'security that a loop puts in place',
      undefined,
      kept(`${TABLE}do $$ begin execute format('alter table %I enable row level security', t); end $$;`),
    ],
    ['a table that was made elsewhere', undefined, kept('create table clicks (id bigint);')],
    ['a table of another database', undefined, kept(TABLE, 'db/migrations/1_keys.sql')],
    ['everybody', 'error', policy('for select using (true)')],
    ['everybody who is signed in', 'warning', policy('for select to authenticated using (true)')],
    ['everybody who is signed in, by a condition', 'warning', policy('using ((select auth.uid()) is not null)')],
    ['the owner', undefined, policy('for select using ((select auth.uid()) = owner)')],
    ['everybody may insert', undefined, policy('for insert with check (true)')],
    ['a service', undefined, policy('for select to service_role using (true)')],
    ['what could not be read', undefined, policy('for select using (is_open(id))')],
  ])('%s: %s', async (_, severity, program) => {
    expect(await exposed(program)).toBe(severity);
  });

  it('SQL that cannot be read is said so, once', async () => {
    const report = await scanProgram(kept(`${TABLE}insert into keys values ('left open`));
    expect(report.status).toBe('partial');
    expect(report.diagnostics).toEqual([
      {
        kind: 'parse-error',
        file: 'supabase/migrations/1_keys.sql',
        line: 2,
        message: 'This SQL could not be read: a text is left open here.',
      },
    ]);
  });
});

describe('a bucket', () => {
  const agent = (setup: string): string => `
    import { createClient } from '@supabase/supabase-js';
    const db = createClient('https://db.example.invalid', 'public');
    ${setup}
    async function share() {
      const recording = await navigator.mediaDevices.getDisplayMedia();
      await db.storage.from('screens').upload('latest', recording);
    }
    share();`;
  const migrated = (values: string): Files => ({
    'agent.ts': agent(''),
    'supabase/migrations/1.sql': `insert into storage.buckets (id, name, public) values ${values};`,
  });

  it.each([
    ['of its own', undefined, { 'agent.ts': agent("db.storage.createBucket('screens', { public: false });") }],
    ['that is public', 'error', { 'agent.ts': agent("db.storage.createBucket('screens', { public: true });") }],
    ['beside a public one', undefined, { 'agent.ts': agent("db.storage.createBucket('avatars', { public: true });") }],
    ['that a migration makes public', 'error', migrated("('avatars', 'avatars', false), ('screens', 'screens', true)")],
    ['that a migration keeps', undefined, migrated("('avatars', 'avatars', true), ('screens', 'screens', false)")],
  ])('%s: %s', async (_, severity, program) => {
    expect(await exposed(program)).toBe(severity);
  });
});
