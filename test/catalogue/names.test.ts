import { describe, expect, it } from 'vitest';
import { builtinCatalogue } from '../../src/catalogue/index.js';

const { names } = builtinCatalogue();

function matches(list: readonly string[], name: string): boolean {
  return list.some((expression) => new RegExp(expression, 'i').test(name));
}

function otherThanConsent(name: string): string | undefined {
  return names.notConsent.find((entry) => matches([entry.names], name))?.is;
}

function isConsent(name: string): boolean {
  return otherThanConsent(name) === undefined && matches(names.consent, name);
}

function isRedactor(name: string): boolean {
  return !matches(names.notRedactor, name) && matches(names.redactor, name);
}

const words = (text: string): string[] => text.trim().split(/\s+/);

describe('consent', () => {
  it.each(
    words(`
      hasConsent hasConsented consentGiven consentGranted userConsented isConsented hasUserConsent consent has_consent
      user_consent tracking-consent screenConsent recordingConsentGiven consentToRecording hasConsentFor(analytics)
      canTrack isTrackingAllowed trackingAllowed optedIn hasOptedIn isOptedIn optIn userAgreed agreedToMonitoring
      consents.analytics cookiePrefs.statistics privacyPreferences.analytics acceptedCategories
      settings.consent.analytics localStorage.getItem(tracking-consent) localStorage.getItem(app:consent)
      props.hasConsent consent.enabled useConsent().granted consentStore.granted this.consentService.hasConsent()
    `),
  )('%s', (name) => {
    expect(isConsent(name)).toBe(true);
  });
});

describe('not consent', () => {
  it.each([
    ['telemetryEnabled', 'setting'],
    ['trackingEnabled', 'setting'],
    ['settings.isTelemetryEnabled()', 'setting'],
    ['config.tracking', 'setting'],
    ['shouldRecord', 'setting'],
    ['trackClipboard', 'setting'],
    ['isEnabled', 'setting'],
    ['sampleRate', 'setting'],
    ['acceptedTerms', 'answered'],
    ['termsAccepted', 'answered'],
    ['privacyPolicyAccepted', 'answered'],
    ['bannerDismissed', 'answered'],
    ['consentBannerDismissed', 'answered'],
    ['hasResponse', 'answered'],
    ['consentStatus', 'answered'],
    ['consentRequired', 'answered'],
    ['localStorage.getItem(cookie-consent-status)', 'answered'],
    ['isAdmin', 'role'],
    ['session.user.role', 'role'],
    ['isMdmManaged', 'role'],
    ['hasLicense', 'role'],
    ['featureFlag', 'feature-flag'],
    ['flags.isEnabled(record-keys)', 'feature-flag'],
    ['rolloutPercent', 'feature-flag'],
    ['NODE_ENV', 'environment'],
    ['isProd', 'environment'],
    ['ENABLE_CAPTURE', 'environment'],
    ['remoteConfig', 'remote'],
    ['orgSettings.keylog', 'remote'],
    ['approvedByManager', 'remote'],
  ])('%s is %s', (name, is) => {
    expect(otherThanConsent(name)).toBe(is);
  });

  it.each(words('optedOut isRecording running user this.enabled showConsentBanner consentBannerHeight contents'))(
    '%s',
    (name) => {
      expect(isConsent(name)).toBe(false);
    },
  );
});

describe('refusal and yes', () => {
  it.each(
    words(
      'optedOut isOptedOut user.hasOptedOut consentWithdrawn consentDenied trackingDisabled navigator.doNotTrack gpc',
    ),
  )('%s', (name) => {
    expect(matches(names.refusal, name)).toBe(true);
  });

  it.each(words('granted accepted true yes all accept-all opted_in 1'))('%s means yes', (literal) => {
    expect(matches(names.yes, literal)).toBe(true);
  });

  it.each(words('denied rejected false no none pending unknown dismissed necessary 0'))('%s does not', (literal) => {
    expect(matches(names.yes, literal)).toBe(false);
  });
});

describe('redactors', () => {
  it.each(
    words(
      'redact redactKeys mask maskText maskInputValue anonymize scrub scrubPii stripPii removeSensitiveData sanitizePii censor',
    ),
  )('%s', (name) => {
    expect(isRedactor(name)).toBe(true);
  });

  it.each(
    words(
      'sanitize sanitizeHtml escapeHtml hash hashKey encrypt base64Encode trim truncate unmask unredact stringify maskLayer dropEvent',
    ),
  )('not %s', (name) => {
    expect(isRedactor(name)).toBe(false);
  });
});

describe('record buttons', () => {
  it.each([
    'Record',
    'Start recording',
    'handleRecordClick',
    'toggleRecording',
    'onStartRecording',
    'Share your screen',
    'startScreenShare',
    'takeScreenshot',
    'Start capture',
    'handleStart btn btn-primary Start recording submit',
    'handleClick btn ● Record',
  ])('%s', (control) => {
    expect(matches(names.recordButton, control)).toBe(true);
  });

  it.each([
    'Start',
    'Start timer',
    'Take over',
    'Run task',
    'Log in',
    'handleSubmit',
    'Delete record',
    'New record',
    'saveRecord',
    'handleSave btn Save this record',
    'recordId',
    'record-list',
    'Accept all',
  ])('not %s', (control) => {
    expect(matches(names.recordButton, control)).toBe(false);
  });
});

describe('who is asking', () => {
  it.each(
    words(`
      requireAuth ensureLoggedIn isAuthenticated authMiddleware verifyToken passport.authenticate req.user
      request.session.user session currentUser ctx.auth req.headers.x-api-key headers.authorization authGuard
    `),
  )('%s authenticates', (name) => {
    expect(matches(names.authenticates, name)).toBe(true);
  });

  it.each(words(`requireRole isAdmin checkPermissions user.roles.includes(admin) hasScope permissionGuard`))(
    '%s authorizes',
    (name) => {
      expect(matches(names.authorizes, name)).toBe(true);
    },
  );

  it.each(
    words(`author logRequest rateLimit express.json body.text tokenizer sessions.length key cache adminer roller`),
  )('%s asks nobody', (name) => {
    expect(matches(names.authenticates, name) || matches(names.authorizes, name)).toBe(false);
  });

  it.each(words(`user_id userId owner_id ownerId createdBy employee_id auth.uid()`))('%s is an owner', (name) => {
    expect(matches(names.owner, name)).toBe(true);
  });

  it.each(words(`id day user_agent identity standby kind`))('%s is no owner', (name) => {
    expect(matches(names.owner, name)).toBe(false);
  });
});

describe('where it happens', () => {
  it.each(
    words(`location.hostname location.href tab.url window.owner.name owner.bundleId this.bundleId processName appName`),
  )('%s is a place', (name) => {
    expect(matches(names.place, name)).toBe(true);
  });

  it.each(words(`title event.key process.title apply element.id owner location.pathname`))('%s is no place', (name) => {
    expect(matches(names.place, name)).toBe(false);
  });

  it.each(words(`isAllowedApp ALLOWED_HOSTS whitelist.includes() isInScope shouldTrack(url) allowedSites`))(
    '%s lets listed places in',
    (name) => {
      expect(matches(names.allowed, name)).toBe(true);
    },
  );

  it.each(words(`isBlockedSite blacklist.has() excludedApps ignoredDomains isPrivate`))(
    '%s leaves places out',
    (name) => {
      expect(matches(names.excluded, name)).toBe(true);
    },
  );

  it.each(words(`allow isOpen network workload trackEvent ignite skipper`))('%s does neither', (name) => {
    expect(matches(names.allowed, name) || matches(names.excluded, name)).toBe(false);
  });

  it.each(words(`password isSensitive(field) [type=password] isSecret cc-number data-private`))(
    '%s is a question after a secret',
    (name) => {
      expect(matches(names.secretField, name)).toBe(true);
    },
  );

  it.each(words(`text type secretary passive privately`))('%s is no such question', (name) => {
    expect(matches(names.secretField, name)).toBe(false);
  });
});

it('matches quickly whatever a name looks like', () => {
  const all = [
    names.consent,
    names.refusal,
    names.yes,
    names.notConsent.map((entry) => entry.names),
    names.redactor,
    names.notRedactor,
    names.recordButton,
    names.sender,
    names.debugging,
    names.place,
    names.allowed,
    names.excluded,
    names.secretField,
    names.authenticates,
    names.authorizes,
    names.owner,
  ].flat();
  const hostile = [
    'record'.repeat(60),
    'a'.repeat(400),
    'screen record '.repeat(30),
    'consent_'.repeat(50),
    'config.'.repeat(60),
  ].map((text) => `${text}!`);
  const started = performance.now();
  for (const expression of all) for (const text of hostile) new RegExp(expression, 'i').test(text);
  expect(performance.now() - started).toBeLessThan(1_000);
});
