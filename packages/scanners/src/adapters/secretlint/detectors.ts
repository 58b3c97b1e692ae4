import type { DetectorInfo } from "../../contract.ts";
import { type DetectorRating, rated } from "../../reading/finding.ts";

const secret = (title: string, severity: DetectorRating["severity"] = "high", confidence = "high" as const) =>
  ({ title, severity, confidence, cwe: ["CWE-798"] }) satisfies DetectorRating;
const key = (title: string) =>
  ({ title, severity: "high", confidence: "high", cwe: ["CWE-321", "CWE-798"] }) satisfies DetectorRating;

/** Every message of the recommended preset 13.0.6 and of our own rule, as `<rule>/<message id>`. */
export const RATINGS: Readonly<Record<string, DetectorRating>> = {
  "1password/OPS_TOKEN": secret("1Password service account token in the tree"),
  "anthropic/ANTHROPIC_API_KEY": secret("Anthropic API key in the tree"),
  "aws/AWSAccessKeyID": secret("AWS access key id in the tree", "low"),
  "aws/AWSAccountID": { title: "AWS account id in the tree", severity: "info", confidence: "medium", cwe: ["CWE-200"] },
  "aws/AWSSecretAccessKey": secret("AWS secret access key in the tree"),
  "basicauth/BasicAuth": {
    title: "Password inside an address",
    severity: "medium",
    confidence: "medium",
    cwe: ["CWE-798"],
  },
  "cloudflare/CLOUDFLARE_ACCOUNT_API_TOKEN": secret("Cloudflare account API token in the tree"),
  "cloudflare/CLOUDFLARE_GLOBAL_API_KEY": secret("Cloudflare global API key in the tree"),
  "cloudflare/CLOUDFLARE_USER_API_TOKEN": secret("Cloudflare user API token in the tree"),
  "database-connection-string/MongoDBConnection": secret("MongoDB password in a connection string"),
  "database-connection-string/MySQLConnection": secret("MySQL password in a connection string"),
  "database-connection-string/PostgreSQLConnection": secret("PostgreSQL password in a connection string"),
  "databricks/DATABRICKS_PERSONAL_ACCESS_TOKEN": secret("Databricks personal access token in the tree"),
  "docker/DOCKER_PERSONAL_ACCESS_TOKEN": secret("Docker personal access token in the tree"),
  "figma/FIGMA_PERSONAL_ACCESS_TOKEN": secret("Figma personal access token in the tree", "medium"),
  "gcp/PrivateKeyJSON": key("Google Cloud service account key in the tree"),
  "gcp/PrivateKeyP12": key("Google Cloud service account key file in the tree"),
  "github/GITHUB_TOKEN": secret("GitHub token in the tree"),
  "gitlab/GITLAB_PERSONAL_ACCESS_TOKEN": secret("GitLab personal access token in the tree"),
  "grafana/GRAFANA_CLOUD_API_TOKEN": secret("Grafana Cloud API token in the tree", "medium"),
  "grafana/GRAFANA_SERVICE_ACCOUNT_TOKEN": secret("Grafana service account token in the tree", "medium"),
  "groq/GROQ_API_KEY": secret("Groq API key in the tree", "medium"),
  "hashicorp-vault/HASHICORP_VAULT_BATCH_TOKEN": secret("Vault batch token in the tree"),
  "hashicorp-vault/HASHICORP_VAULT_RECOVERY_TOKEN": secret("Vault recovery token in the tree"),
  "hashicorp-vault/HASHICORP_VAULT_SERVICE_TOKEN": secret("Vault service token in the tree"),
  "huggingface/HUGGINGFACE_USER_ACCESS_TOKEN": secret("Hugging Face access token in the tree", "medium"),
  "linear/LINEAR_API_TOKEN": secret("Linear API token in the tree", "medium"),
  "notion/NOTION_INTEGRATION_TOKEN": secret("Notion integration token in the tree", "medium"),
  "npm/NPM_ACCESS_TOKEN": secret("npm access token in the tree"),
  "npm/Npmrc_authToken": secret("npm token in .npmrc"),
  "npm/PackageJSON_xOauthToken": secret("GitHub token in package.json"),
  "openai/OPENAI_TOKEN": secret("OpenAI API token in the tree"),
  "privatekey/PrivateKey": key("Private key in the tree"),
  "redoubt/REDOUBT_TOKEN": secret("Redoubt API token in the tree"),
  "sendgrid/SENDGRID_KEY": secret("SendGrid API key in the tree"),
  "shopify/SHOPIFY_KEY": secret("Shopify API key in the tree"),
  "slack/IncomingWebhook": secret("Slack webhook address in the tree", "medium"),
  "slack/SLACK_TOKEN": secret("Slack token in the tree"),
  "stripe/STRIPE_RESTRICTED_KEY_LIVE": secret("Stripe live restricted key in the tree"),
  "stripe/STRIPE_RESTRICTED_KEY_TEST": secret("Stripe test restricted key in the tree", "low"),
  "stripe/STRIPE_SECRET_KEY_LIVE": secret("Stripe live secret key in the tree"),
  "stripe/STRIPE_SECRET_KEY_TEST": secret("Stripe test secret key in the tree", "low"),
  "tailscale/TAILSCALE_API_KEY": secret("Tailscale API token in the tree"),
  "tailscale/TAILSCALE_AUTH_KEY": secret("Tailscale pre-authentication key in the tree"),
  "tailscale/TAILSCALE_CLIENT_KEY": secret("Tailscale OAuth client key in the tree"),
  "tailscale/TAILSCALE_KEY": secret("Tailscale key in the tree"),
  "tailscale/TAILSCALE_SCIM_KEY": secret("Tailscale SCIM key in the tree"),
  "tailscale/TAILSCALE_WEBHOOK_KEY": secret("Tailscale webhook key in the tree", "medium"),
  "vercel/VERCEL_AI_GATEWAY_API_KEY": secret("Vercel AI gateway key in the tree", "medium"),
  "vercel/VERCEL_APP_ACCESS_TOKEN": secret("Vercel app access token in the tree"),
  "vercel/VERCEL_APP_REFRESH_TOKEN": secret("Vercel app refresh token in the tree"),
  "vercel/VERCEL_INTEGRATION_TOKEN": secret("Vercel integration token in the tree"),
  "vercel/VERCEL_PERSONAL_ACCESS_TOKEN": secret("Vercel personal access token in the tree"),
};

/** `<rule>/<message id>` from the tool's rule id, which is a package name. */
export function detectorId(ruleId: string, messageId: string): string {
  return `${ruleId.replace(/^(@secretlint\/)?secretlint-rule-/, "")}/${messageId}`.slice(0, 300);
}

/** Rating of any message; a rule that this table does not know yet is a secret like the others. */
export function ratingOf(detector: string): DetectorRating {
  return (
    rated(RATINGS, detector) ?? {
      title: "Secret in the tree",
      severity: "high",
      confidence: "medium",
      cwe: ["CWE-798"],
    }
  );
}

/** All messages are on. */
export function detectors(): readonly DetectorInfo[] {
  return Object.entries(RATINGS).map(([id, { title }]) => ({ id, title }));
}
