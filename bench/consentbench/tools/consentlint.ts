/** consentlint itself: one scan for each program, in this process. */
import type { Program, Said, ToolVerdict } from '../model.js';
import { type Adapter, inFolder } from './adapter.js';

/** As much of a report as is read here; the published contract is `schema/report.schema.json`. */
interface ReportLike {
  readonly status: string;
  readonly captures: readonly {
    readonly id: string;
    readonly obligations: Readonly<Record<string, { readonly verdict: string } | undefined>>;
  }[];
  readonly findings: readonly { readonly ruleId: string; readonly severity: string; readonly captureId: string }[];
}

export type Scan = (request: { paths: string[]; cwd: string }) => Promise<{ readonly report: ReportLike }>;

const RULES = {
  consent: ['ungated-capture', 'sham-consent'],
  redaction: ['unredacted-capture', 'partial-redaction', 'unmasked-replay'],
} as const;

export function consentlint(scan: Scan, name = 'consentlint'): Adapter {
  return {
    name,
    judge: async (programs) => {
      const verdicts: ToolVerdict[] = [];
      for (const program of programs) verdicts.push(await judgeOne(scan, program));
      return verdicts;
    },
  };
}

async function judgeOne(scan: Scan, program: Program): Promise<ToolVerdict> {
  const { report } = await inFolder(program, (folder) => scan({ paths: [folder], cwd: folder }));
  if (report.status !== 'complete') throw new Error(`the scan was ${report.status}: ${JSON.stringify(program.recipe)}`);
  return { consent: said(report, 'consent'), redaction: said(report, 'redaction') };
}

/** An error or a warning is a flag, unless it says of itself that it could not be resolved; a note is none. */
function said(report: ReportLike, obligation: keyof typeof RULES): Said {
  const rules: readonly string[] = RULES[obligation];
  const spoken = report.findings.filter(({ ruleId, severity }) => rules.includes(ruleId) && severity !== 'note');
  if (spoken.length === 0) return 'silent';
  const isProven = spoken.some(({ captureId }) => {
    const capture = report.captures.find(({ id }) => id === captureId);
    return capture?.obligations[obligation]?.verdict !== 'unproven';
  });
  return isProven ? 'flagged' : 'unproven';
}
