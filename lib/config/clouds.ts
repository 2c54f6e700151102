/**
 * Sign-in, Graph and IMAP addresses of Microsoft's clouds (FACTS 4.6, 5.4). Tokens work in their own
 * cloud only.
 */
export const clouds = {
  worldwide: {
    loginUrl: 'https://login.microsoftonline.com',
    graphUrl: 'https://graph.microsoft.com',
    imapResource: 'https://outlook.office365.com',
  },
  gcc: {
    loginUrl: 'https://login.microsoftonline.com',
    graphUrl: 'https://graph.microsoft.com',
    imapResource: 'https://outlook.office365.com',
  },
  'gcc-high': {
    loginUrl: 'https://login.microsoftonline.us',
    graphUrl: 'https://graph.microsoft.us',
    imapResource: 'https://outlook.office365.us',
  },
  dod: {
    loginUrl: 'https://login.microsoftonline.us',
    graphUrl: 'https://dod-graph.microsoft.us',
    imapResource: 'https://outlook-dod.office365.us',
  },
  china: {
    loginUrl: 'https://login.chinacloudapi.cn',
    graphUrl: 'https://microsoftgraph.chinacloudapi.cn',
    imapResource: 'https://partner.outlook.cn',
  },
} as const;
