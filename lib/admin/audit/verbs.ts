import { defineVerb } from '../verb';
import { AuditExport, type AuditList, AuditQuery } from './asked';
import { exportAudit } from './export';
import { listAudit } from './list';

/** Verbs about who changed what. The audit is written by the changes themselves; nothing here changes it. */
export const auditVerbs = {
  'audit.list': defineVerb({
    action: 'audit:read',
    method: 'GET',
    path: '/audit',
    summary:
      'Who changed what, from where, with the difference; newest first; of one object alone with object=<kind>:<id>',
    input: AuditQuery,
    run: ({ runtime }, query): Promise<AuditList> => listAudit(runtime.store.db, query),
  }),
  'audit.export': defineVerb({
    action: 'audit:read',
    method: 'GET',
    path: '/audit/export',
    summary: 'The same as a file: CSV for a spreadsheet, or one JSON object a line; 10,000 events at most',
    input: AuditExport,
    type: 'text/plain; charset=utf-8',
    run: ({ runtime }, query): Promise<string> => exportAudit(runtime.store.db, query),
  }),
};
