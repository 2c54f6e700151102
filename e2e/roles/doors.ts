import type { Permission } from '#lib/auth/roles.ts';
import { openAlerts } from '#lib/domain/alerts/alert-search.ts';
import { wholeAuditLog } from '#lib/domain/audit/audit-search.ts';

/**
 * Every way in to data and verbs, and who may take it. `doors.test.ts` and `roles.spec.ts` find the
 * ways in the tree by themselves and fail when one is not here; then they try each as each role.
 */
export type Access =
  | Permission
  /** Whoever is signed in, with or without a role. */
  | 'signed-in'
  /** Also whoever is not. */
  | 'anybody';

const id = '01938f00-0000-7000-8000-000000000001';
const other = '01938f00-0000-7000-8000-000000000002';

/** Exports of lib/actions. */
export const actions: Readonly<Record<string, Access>> = {
  'alerts.ts acknowledgeAlertAction': 'alerts.manage',
  'alerts.ts deleteChannelAction': 'alerts.configure',
  'alerts.ts renewSigningSecretAction': 'alerts.configure',
  'alerts.ts resetRuleAction': 'alerts.configure',
  'alerts.ts saveChannelAction': 'alerts.configure',
  'alerts.ts saveRuleAction': 'alerts.configure',
  'alerts.ts snoozeAlertAction': 'alerts.manage',
  'alerts.ts switchChannelAction': 'alerts.configure',
  'alerts.ts testChannelAction': 'alerts.configure',
  'api-tokens.ts createApiTokenAction': 'api-tokens.manage',
  'api-tokens.ts revokeApiTokenAction': 'api-tokens.manage',
  'connection-checks.ts answerCheckAction': 'connectors.write',
  'connection-checks.ts confirmHostKeyAction': 'connectors.write',
  'connection-checks.ts updateSignInAction': 'connectors.write',
  'connectors.ts backfillConnectorAction': 'connectors.write',
  'connectors.ts beginEditAction': 'connectors.write',
  'connectors.ts deleteConnectorAction': 'connectors.write',
  'connectors.ts pauseConnectorAction': 'connectors.write',
  'connectors.ts performOnConnectorsAction': 'connectors.write',
  'connectors.ts resumeConnectorAction': 'connectors.write',
  'connectors.ts runConnectorNowAction': 'connectors.write',
  'consent.ts checkScopedAccessAction': 'connectors.write',
  'consent.ts createConsentLinkAction': 'connectors.write',
  // Microsoft decides who can consent, and a Global Administrator may have no role here.
  'consent.ts followConsentLinkAction': 'signed-in',
  'consent.ts revokeConsentLinkAction': 'connectors.write',
  'consent.ts startConsentAction': 'connectors.write',
  'coverage.ts cancelPreviewAction': 'connectors.write',
  'coverage.ts requestPreviewAction': 'connectors.write',
  'drafts.ts acceptTermsAction': 'connectors.write',
  'drafts.ts checkConnectorNameAction': 'connectors.write',
  'drafts.ts saveEditAction': 'connectors.write',
  'drafts.ts createDraftAction': 'connectors.write',
  'drafts.ts deleteDraftAction': 'connectors.write',
  'drafts.ts finishDraftAction': 'connectors.write',
  'drafts.ts saveLoginAction': 'connectors.write',
  'drafts.ts saveScheduleAction': 'connectors.write',
  'held-items.ts releaseHeldItemsAction': 'held-items.manage',
  'held-items.ts replayHeldItemsAction': 'held-items.manage',
  'mapping-files.ts replaceMappingAction': 'connectors.write',
  'mapping-files.ts restoreMappingAction': 'connectors.write',
  'mapping-files.ts saveMappingAction': 'connectors.write',
  'read-backs.ts requestReadBackAction': 'connectors.write',
  'sign-out.ts signOutAction': 'anybody',
};

type Query = { readonly access: Access; readonly input: readonly unknown[] };

/** Exported functions of lib/queries that give data, with what they are asked. */
export const queries: Readonly<Record<string, Query>> = {
  'alert-settings.ts getAlertSettings': { access: 'alerts.read', input: [] },
  'alert-settings.ts getConnectorRules': { access: 'alerts.read', input: [id] },
  'alerts.ts getAlert': { access: 'alerts.read', input: [id] },
  'alerts.ts getAlertCount': { access: 'alerts.read', input: [] },
  'alerts.ts listAlerts': { access: 'alerts.read', input: [openAlerts] },
  'api-tokens.ts listApiTokens': { access: 'api-tokens.manage', input: [] },
  'audit.ts listAuditLog': { access: 'audit-log.read', input: [wholeAuditLog] },
  'audit.ts openAuditExport': { access: 'audit-log.read', input: [wholeAuditLog, 'csv'] },
  'connectors.ts getApiConnector': { access: 'connectors.read', input: [id] },
  'connectors.ts listApiConnectors': { access: 'connectors.read', input: [{ limit: 1 }] },
  'connectors.ts getConnectorCheck': { access: 'connectors.write', input: [id, other] },
  'connectors.ts getConnectorDetails': { access: 'connectors.read', input: [id] },
  'connectors.ts listConnectors': {
    access: 'connectors.read',
    input: [{ name: '', kind: '', status: '', sort: 'name', direction: 'ascending', page: 1 }],
  },
  'connectors.ts listConnectorPulse': { access: 'connectors.read', input: [[id, other]] },
  'consent.ts findConsentRefusal': { access: 'signed-in', input: [id] },
  'consent.ts findOwnConsentLink': { access: 'connectors.write', input: [id] },
  'consent.ts getConsentSetting': { access: 'signed-in', input: [] },
  'consent.ts hasConsent': { access: 'signed-in', input: [] },
  'consent.ts readConsentLink': { access: 'signed-in', input: [id] },
  'coverage-list.ts getCoverageList': {
    access: 'connectors.write',
    input: [{ subject: { connectorId: id }, previewId: other, name: 'unmatched' }],
  },
  'coverage.ts authorizeCoverage': { access: 'connectors.write', input: [{ connectorId: id }] },
  'coverage.ts getCoverage': { access: 'connectors.write', input: [{ connectorId: id }] },
  'deleted-connectors.ts listDeletedConnectors': { access: 'connectors.read', input: [1] },
  'drafts.ts getConnectionCheck': { access: 'connectors.write', input: [id, other] },
  'drafts.ts getDraft': { access: 'connectors.write', input: [id] },
  'drafts.ts listOwnDrafts': { access: 'connectors.write', input: [] },
  'evidence-pack.ts openEvidencePack': { access: 'logs.download', input: [id] },
  'evidence.ts getPublicEvidenceKeys': { access: 'runs.read', input: [] },
  'evidence.ts openEvidence': { access: 'logs.download', input: [id, 'file'] },
  'held-items.ts listHeldItems': {
    access: 'held-items.read',
    input: [{ reason: '', connector: '', person: '', age: '', text: '', page: 1 }],
  },
  'home.ts getCalendar': { access: 'runs.read', input: [1] },
  'home.ts getHome': { access: 'connectors.read', input: [] },
  'mapping-versions.ts compareMappingVersions': { access: 'mapping.read', input: [id, other] },
  'mapping-versions.ts getMappingHistory': { access: 'connectors.read', input: [id] },
  'mapping-versions.ts openMappingChanges': { access: 'mapping.read', input: [id, other] },
  'mapping-versions.ts openMappingFile': { access: 'mapping.read', input: [id] },
  'open-draft-step.ts openDraftStep': {
    access: 'connectors.write',
    input: [Promise.resolve({ kind: 'telegram', draftId: id }), 'terms'],
  },
  'open-draft-step.ts resumeDraft': {
    access: 'connectors.write',
    input: [Promise.resolve({ kind: 'telegram', draftId: id })],
  },
  'read-backs.ts listReadBackDifferences': {
    access: 'runs.read',
    input: [{ runId: id, readBackId: other }, 1],
  },
  'read-backs.ts listReadBacks': { access: 'runs.read', input: [id, 1] },
  'run-log.ts openConnectorLog': {
    access: 'logs.download',
    input: [id, { first: '2026-11-01', last: '2026-11-30' }, 'csv'],
  },
  'run-log.ts openRunLog': { access: 'logs.download', input: [id, 'csv'] },
  'runs.ts getApiRun': { access: 'runs.read', input: [id] },
  'runs.ts listApiConnectorRuns': { access: 'runs.read', input: [id, { limit: 1 }] },
  'runs.ts listApiEvidenceKeys': { access: 'runs.read', input: [] },
  'runs.ts listApiRuns': { access: 'runs.read', input: [{ limit: 1 }] },
  'runs.ts getRun': { access: 'runs.read', input: [id] },
  'runs.ts listConnectorRuns': { access: 'runs.read', input: [id, 1] },
  'runs.ts listRunExceptions': {
    access: 'runs.read',
    input: [id, { reason: undefined, text: '', page: 1 }],
  },
  'runs.ts listRunPackages': { access: 'runs.read', input: [id, 1] },
  'runs.ts listRunParticipants': { access: 'runs.read', input: [id, 1] },
  'sandbox-address.ts mailboxesUrl': { access: 'anybody', input: [] },
  'source-servers.ts getSourceServers': { access: 'connectors.write', input: [] },
};

/** Exported functions of lib/queries that read nothing: they shape what they are given. */
export const shapers: ReadonlySet<string> = new Set([
  'alerts.ts toDeliveryView',
  'answer-api-problem.ts answerApiProblem',
  'answer-csv.ts answerCsv',
  'api-route.ts apiRoute',
  'connectors.ts toConnectorSummary',
  'answer-file.ts answerFile',
  'mapping-file.ts mappingFileOf',
  'or-not-found.ts orNotFound',
  'require-id.ts requireId',
  'route-query.ts answerRefusal',
  'route-query.ts routeQuery',
  'run-summary-view.ts toRunProgress',
  'run-summary-view.ts toRunSummary',
  'stream-of.ts streamOf',
]);

/** Route handlers: method and file below app/. `token`: for programs; a session opens nothing. */
export const routes: Readonly<Record<string, Access | 'token'>> = {
  'GET api/alert-settings': 'alerts.read',
  'GET api/alerts': 'alerts.read',
  'GET api/alerts/[alertId]': 'alerts.read',
  'GET api/alerts/count': 'alerts.read',
  'GET api/audit-log': 'audit-log.read',
  'GET api/audit-log/export': 'audit-log.read',
  'GET api/auth/[...nextauth]': 'anybody',
  'POST api/auth/[...nextauth]': 'anybody',
  'GET api/connectors': 'connectors.read',
  'GET api/connectors/pulse': 'connectors.read',
  'GET api/connectors/[connectorId]': 'connectors.read',
  'GET api/connectors/[connectorId]/alert-rules': 'alerts.read',
  'GET api/connectors/[connectorId]/connection-checks/[checkId]': 'connectors.write',
  'GET api/connectors/[connectorId]/coverage': 'connectors.write',
  'GET api/connectors/[connectorId]/coverage/[previewId]/[list]': 'connectors.write',
  'GET api/connectors/[connectorId]/log': 'logs.download',
  'GET api/connectors/[connectorId]/runs': 'runs.read',
  'GET api/consent': 'connectors.write',
  'GET api/drafts/[draftId]/coverage': 'connectors.write',
  'GET api/drafts/[draftId]/coverage/[previewId]/[list]': 'connectors.write',
  'GET api/drafts/[draftId]/connection-checks/[checkId]': 'connectors.write',
  'GET api/evidence/public-keys': 'runs.read',
  'GET api/held-items': 'held-items.read',
  'GET api/home/calendar': 'runs.read',
  'GET api/home': 'connectors.read',
  'GET api/mapping-versions/[versionId]/file': 'mapping.read',
  'GET api/mapping-versions/comparison': 'mapping.read',
  'GET api/mapping-versions/comparison/file': 'mapping.read',
  'POST api/mapping-uploads': 'connectors.write',
  'GET api/runs/[runId]': 'runs.read',
  'GET api/runs/[runId]/evidence': 'logs.download',
  'GET api/runs/[runId]/evidence-pack': 'logs.download',
  'GET api/runs/[runId]/exceptions': 'runs.read',
  'GET api/runs/[runId]/log': 'logs.download',
  'GET api/runs/[runId]/packages': 'runs.read',
  'GET api/runs/[runId]/participants': 'runs.read',
  'GET api/runs/[runId]/read-backs': 'runs.read',
  'GET api/runs/[runId]/read-backs/[readBackId]/differences': 'runs.read',
  'GET api/runs/[runId]/time-stamp': 'logs.download',
  'GET api/v1/[...missing]': 'anybody',
  'GET api/v1/connectors': 'token',
  'GET api/v1/connectors/[connectorId]': 'token',
  'GET api/v1/connectors/[connectorId]/runs': 'token',
  'GET api/v1/evidence-keys': 'token',
  'GET api/v1/openapi.json': 'anybody',
  'GET api/v1/runs': 'token',
  'GET api/v1/runs/[runId]': 'token',
  'GET api/v1/runs/[runId]/evidence': 'token',
  'GET consent/callback': 'signed-in',
};

/** Pages, by their folder below app/. */
export const pages: Readonly<Record<string, Access>> = {
  '(entry)/consent': 'connectors.write',
  '(entry)/consent/[linkId]': 'signed-in',
  '(entry)/no-role': 'signed-in',
  '(entry)/sign-in': 'anybody',
  '(entry)/signed-in': 'signed-in',
  '(entry)/signed-out': 'anybody',
  '(portal)': 'connectors.read',
  '(portal)/[...missing]': 'connectors.read',
  '(portal)/alerts': 'alerts.read',
  '(portal)/audit-log': 'audit-log.read',
  '(portal)/data-connectors/(tabs)': 'connectors.read',
  '(portal)/data-connectors/(tabs)/connectors': 'connectors.read',
  '(portal)/data-connectors/[kind]': 'connectors.read',
  '(portal)/data-connectors/connectors/[connectorId]/alerts': 'alerts.read',
  '(portal)/data-connectors/connectors/[connectorId]/coverage': 'connectors.write',
  '(portal)/data-connectors/connectors/[connectorId]/mapping-file': 'connectors.read',
  '(portal)/data-connectors/connectors/[connectorId]/runs': 'runs.read',
  '(portal)/data-connectors/connectors/deleted': 'connectors.read',
  '(portal)/held-items': 'held-items.read',
  '(portal)/runs/[runId]': 'runs.read',
  '(portal)/settings/alerts': 'alerts.read',
  '(portal)/settings/api-tokens': 'api-tokens.manage',
  '(wizard)/data-connectors/[kind]/setup/[draftId]': 'connectors.write',
  '(wizard)/data-connectors/[kind]/setup/[draftId]/consent': 'connectors.write',
  '(wizard)/data-connectors/[kind]/setup/[draftId]/finish': 'connectors.write',
  '(wizard)/data-connectors/[kind]/setup/[draftId]/login': 'connectors.write',
  '(wizard)/data-connectors/[kind]/setup/[draftId]/mapping': 'connectors.write',
  '(wizard)/data-connectors/[kind]/setup/[draftId]/mapping/coverage': 'connectors.write',
  '(wizard)/data-connectors/[kind]/setup/[draftId]/review': 'connectors.write',
  '(wizard)/data-connectors/[kind]/setup/[draftId]/terms': 'connectors.write',
};

/** Values for the parameters of a path. */
export const parameters: Readonly<Record<string, string>> = {
  kind: 'telegram',
  missing: 'nothing-here',
  alertId: id,
  connectorId: id,
  linkId: id,
  draftId: id,
  runId: id,
  checkId: other,
  readBackId: other,
  previewId: other,
  list: 'unmatched',
  versionId: id,
};

/** A folder below app/ as a path: groups left out, parameters filled in. */
export function fillIn(folder: string): string {
  return folder
    .split('/')
    .filter((part) => !part.startsWith('('))
    .map((part) => {
      const name = /^\[(?:\.\.\.)?(.+)\]$/.exec(part)?.[1];
      return name === undefined ? part : (parameters[name] ?? part);
    })
    .join('/');
}
