import { describe, expect, it } from 'vitest';
import { type Program, captured, consentOf, scanProgram } from '../support/review.js';

const CLASS = `
  typed = '';
  analyticsConsent = false;
  person$ = this.store.person$;
  track(key: string) { posthog.capture('key', { key }); }
  send() { posthog.capture('typed', { text: this.typed }); }
  post(e: KeyboardEvent) { fetch('/k', { method: 'POST', body: e.key }); }
  agree() { this.analyticsConsent = true; }
}`;

const inline = (template: string): Program =>
  `import { Component } from '@angular/core';\nimport posthog from 'posthog-js';\n@Component({ selector: 'a', template: \`\n${template}\` })\nexport class A {${CLASS}`;

const apart = (template: string): Program => ({
  'app/a.component.ts': `import { Component } from '@angular/core';\nimport posthog from 'posthog-js';\n@Component({ selector: 'a', templateUrl: './a.component.html' })\nexport class A {${CLASS}`,
  'app/a.component.html': `\n\n\n${template}`,
});

const TEMPLATES: readonly [title: string, template: string, ...expected: string[]][] = [
  ['is given the key', '<input (keydown)="track($event.key)">', 'keystroke -> analytics'],
  ['is given something else', '<input (keydown)="track($event.type)">'],
  ['is given one key', '<input (keydown.enter)="send()">'],
  ['is given what its field holds', '<input #box (keyup)="track(box.value)">', 'keystroke -> analytics'],
  ['listens to the window', '<p (window:keydown)="post($event)"></p>', 'keystroke -> network'],
  ['listens to one element, for its own work', '<p (keydown)="post($event)"></p>'],
  ['is told of a field’s model', '<input (ngModelChange)="track($event)">', 'input-value -> analytics'],
  [
    'is bound to a field',
    '<textarea [(ngModel)]="typed"></textarea><b (click)="send()">ok</b>',
    'input-value -> analytics',
  ],
  ['is bound to a component', '<my-list [(ngModel)]="typed"></my-list><b (click)="send()">ok</b>'],
  [
    'is in blocks',
    '@if (person$ | async; as person) { @for (one of person.all; track one) { <input (keyup)="track(one + $event.key)"> } }',
    'keystroke -> analytics',
  ],
  [
    'is in a structure',
    '<ng-container *ngFor="let one of [1]"><input (keyup)="track($event.key)">{{ one | date:"s" }}</ng-container>',
    'keystroke -> analytics',
  ],
];

describe('a method that a template calls', () => {
  it.each(TEMPLATES)('%s', async (_, template, ...expected) => {
    const placed = (file: string): string[] => expected.map((each) => each.replace(' ', ` ${file}:4 `));
    expect(await captured(inline(template))).toEqual(placed('a.ts'));
    expect(await captured(apart(template))).toEqual(placed('app/a.component.html'));
  });

  it('is shown at its own place', async () => {
    const template = '<p></p><input (keydown)="track($event.key)">';
    for (const program of [inline(template), apart(template)]) {
      const { captures } = await scanProgram(program);
      expect(captures[0]!.location).toMatchObject({ line: 4, column: 15 });
    }
  });
});

describe('a condition of a template', () => {
  it.each<[string, string, string]>([
    ['gates what it shows', '*ngIf="analyticsConsent"', 'met'],
    ['is about something else', '*ngIf="typed"', 'unmet'],
    ['is the opposite', '*ngIf="!analyticsConsent"', 'unmet'],
  ])('%s', async (_, condition, verdict) => {
    const template = `<button (click)="agree()">I agree</button><input ${condition} (keydown)="track($event.key)">`;
    expect(await consentOf(inline(template))).toEqual([verdict]);
    expect(await consentOf(apart(template))).toEqual([verdict]);
  });

  it('starts a recording by the press of a button', async () => {
    const recorder = (label: string): Program => ({
      'a.component.ts': `@Component({ templateUrl: 'a.component.html' })\nexport class A {\n  start() { document.addEventListener('mousemove', (e) => fetch('/p', { method: 'POST', body: e.clientX })); }\n}`,
      'a.component.html': `<button (click)="start()">${label}</button>`,
    });
    expect(await consentOf(recorder('Record'))).toEqual(['met']);
    expect(await consentOf(recorder('Next'))).toEqual(['unmet']);
  });
});

describe('a broken template', () => {
  it('is named with its line', async () => {
    const { diagnostics } = await scanProgram(apart('<input (keydown)="track($event">'));
    expect(diagnostics).toMatchObject([{ kind: 'parse-error', file: 'app/a.component.html', line: 4 }]);
  });

  it('that nobody names is no source', async () => {
    const { stats, diagnostics } = await scanProgram({ 'a.ts': '', 'a.html': '<input (keydown)="track($event">' });
    expect(stats.files).toBe(1);
    expect(diagnostics).toEqual([]);
  });
});
