/**
 * Sign-in, Graph and IMAP addresses of Microsoft's clouds (FACTS 4.6, 5.4), and their names in
 * `Connect-ExchangeOnline -ExchangeEnvironmentName`. Tokens work in their own cloud only.
 */
export const clouds = {
  worldwide: {
    loginUrl: 'https://login.microsoftonline.com',
    graphUrl: 'https://graph.microsoft.com',
    imapResource: 'https://outlook.office365.com',
    exchangeEnvironment: 'O365Default',
  },
  gcc: {
    loginUrl: 'https://login.microsoftonline.com',
    graphUrl: 'https://graph.microsoft.com',
    imapResource: 'https://outlook.office365.com',
    exchangeEnvironment: 'O365Default',
  },
  'gcc-high': {
    loginUrl: 'https://login.microsoftonline.us',
    graphUrl: 'https://graph.microsoft.us',
    imapResource: 'https://outlook.office365.us',
    exchangeEnvironment: 'O365USGovGCCHigh',
  },
  dod: {
    loginUrl: 'https://login.microsoftonline.us',
    graphUrl: 'https://dod-graph.microsoft.us',
    imapResource: 'https://outlook-dod.office365.us',
    exchangeEnvironment: 'O365USGovDoD',
  },
  china: {
    loginUrl: 'https://login.chinacloudapi.cn',
    graphUrl: 'https://microsoftgraph.chinacloudapi.cn',
    imapResource: 'https://partner.outlook.cn',
    exchangeEnvironment: 'O365China',
  },
} as const;
