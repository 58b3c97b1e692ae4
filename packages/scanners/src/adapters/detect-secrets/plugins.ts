/** What each plugin calls its secrets: results name the type, the list of plugins the class. */
export const PLUGIN_TYPES: Readonly<Record<string, string>> = {
  ArtifactoryDetector: "Artifactory Credentials",
  AWSKeyDetector: "AWS Access Key",
  AzureStorageKeyDetector: "Azure Storage Account access key",
  Base64HighEntropyString: "Base64 High Entropy String",
  BasicAuthDetector: "Basic Auth Credentials",
  CloudantDetector: "Cloudant Credentials",
  DiscordBotTokenDetector: "Discord Bot Token",
  GitHubTokenDetector: "GitHub Token",
  GitLabTokenDetector: "GitLab Token",
  HexHighEntropyString: "Hex High Entropy String",
  IbmCloudIamDetector: "IBM Cloud IAM Key",
  IbmCosHmacDetector: "IBM COS HMAC Credentials",
  IPPublicDetector: "Public IP (ipv4)",
  JwtTokenDetector: "JSON Web Token",
  KeywordDetector: "Secret Keyword",
  MailchimpDetector: "Mailchimp Access Key",
  NpmDetector: "NPM tokens",
  OpenAIDetector: "OpenAI Token",
  PrivateKeyDetector: "Private Key",
  PypiTokenDetector: "PyPI Token",
  SendGridDetector: "SendGrid API Key",
  SlackDetector: "Slack Token",
  SoftlayerDetector: "SoftLayer Credentials",
  SquareOAuthDetector: "Square OAuth Secret",
  StripeDetector: "Stripe Access Key",
  TelegramBotTokenDetector: "Telegram Bot Token",
  TwilioKeyDetector: "Twilio API Key",
};

/** They go by how random a text looks: most of what they find is none. */
export const GUESSES: ReadonlySet<string> = new Set([
  "Base64 High Entropy String",
  "Hex High Entropy String",
  "Public IP (ipv4)",
  "Secret Keyword",
]);
