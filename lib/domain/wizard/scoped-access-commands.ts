/**
 * What an Exchange administrator runs so that the application gets into the mailboxes of one group and
 * no other (RBAC for Applications, FACTS 4.7). Names in angle brackets are for them to fill in.
 */
export function scopedAccessCommands(application: {
  readonly clientId: string;
  readonly exchangeEnvironment: string;
}): string {
  const { clientId, exchangeEnvironment } = application;
  return [
    `Connect-ExchangeOnline -ExchangeEnvironmentName ${exchangeEnvironment}`,
    `New-ServicePrincipal -AppId ${clientId} -ObjectId <object id of the enterprise application> -DisplayName "Custody"`,
    '$group = (Get-DistributionGroup "<group of the archived mailboxes>").DistinguishedName',
    'New-ManagementScope -Name "Custody mailboxes" -RecipientRestrictionFilter "MemberOfGroup -eq \'$group\'"',
    `New-ManagementRoleAssignment -App ${clientId} -Role "Application Mail.ReadWrite" -CustomResourceScope "Custody mailboxes"`,
    `Test-ServicePrincipalAuthorization -Identity ${clientId} -Resource <one of the mailboxes>`,
  ].join('\n');
}
