import type {
  CloneLimits,
  CloneProgress,
  FetchOptions,
  Outbound,
  OutboundOptions,
  RepositoryAddress,
} from "./contract.ts";
import { createAgent } from "./connect.ts";
import { cloneRemote } from "./git/clone.ts";
import { describeCommit, isAncestor } from "./git/describe.ts";
import { listCommits } from "./git/list-commits.ts";
import { listWork } from "./git/list-work.ts";
import { exportFolder, readFolderRefs } from "./git/folder.ts";
import { budgetsOf, type GitJob, withDeadline } from "./git/job.ts";
import { listRemote } from "./git/remote.ts";
import { fetchChecked } from "./http-client.ts";
import { postMessage } from "./message/deliver.ts";
import { parseMailOptions, sendMail } from "./message/smtp.ts";
import { fetchPackage } from "./npm/package.ts";
import { npmRegistryUrl } from "./npm/registry.ts";
import { createPolicy, hostOf, portOf } from "./policy.ts";

const defaultUsername = "x-access-token";
const listRefsTimeoutMs = 30_000;
const listRefsBytes = 64 * 1024 * 1024;

/** Makes the way out of one process, with the operator's allowances. */
export function createOutbound(options: OutboundOptions = {}): Outbound {
  const policy = createPolicy(options);
  const agent = createAgent(policy, options.certificateFile);
  const mailServer = options.mail === undefined ? undefined : parseMailOptions(options.mail);
  let registry: Promise<string> | undefined;

  const startJob = (
    repository: Partial<RepositoryAddress>,
    limits: CloneLimits,
    signal: AbortSignal,
    onProgress: (progress: CloneProgress) => void = () => undefined,
  ): GitJob => {
    const { url, token, username = defaultUsername } = repository;
    const credential =
      url === undefined || token === undefined || token === ""
        ? undefined
        : { origin: new URL(url).origin, username, token };
    return { policy, certificateFile: options.certificateFile, credential, ...budgetsOf(limits), signal, onProgress };
  };

  /** The registry may be a mirror in the operator's network: naming it in the configuration of npm allows it. */
  const registryFetch = async () => {
    registry ??= options.npmRegistry === undefined ? npmRegistryUrl() : Promise.resolve(options.npmRegistry);
    const url = new URL(await registry);
    const named = `${url.hostname}:${portOf(url)}`;
    const registryPolicy = createPolicy({ ...options, allowedHosts: [...(options.allowedHosts ?? []), named] });
    const registryAgent = createAgent(registryPolicy, options.certificateFile);
    return {
      url: url.href,
      fetch: (address: string, request: Parameters<Outbound["fetch"]>[1] = {}) =>
        fetchChecked(registryAgent, registryPolicy, address, request),
      close: () => registryAgent.close(),
    };
  };

  return {
    async checkUrl(text, purpose = "fetch") {
      const url = policy.parseUrl(text, purpose);
      await policy.resolve(hostOf(url), portOf(url));
      return url.href;
    },
    fetch: (url, request = {}) => fetchChecked(agent, policy, url, request),
    async sendMessage(target, message, { signal } = {}) {
      if (target.kind !== "mail") {
        const post = async (url: string, request: FetchOptions) =>
          fetchChecked(agent, policy, policy.parseUrl(url, "message").href, request);
        return postMessage(post, target, message, { signal, now: new Date() });
      }
      if (mailServer === undefined) return { outcome: "later", detail: "No mail server is named (SMTP_URL)." };
      return sendMail(mailServer, target, message, { certificateFile: options.certificateFile, signal });
    },
    canMail: mailServer !== undefined,
    async listRefs(repository) {
      const url = policy.parseUrl(repository.url, "git").href;
      const timeoutMs = repository.timeoutMs ?? listRefsTimeoutMs;
      const limits = { maxBytes: listRefsBytes, maxFiles: 0, timeoutMs };
      return withDeadline(timeoutMs, repository.signal, (signal) =>
        listRemote(startJob(repository, limits, signal), url),
      );
    },
    async cloneRepository({ ref, directory, limits, onProgress, ...repository }) {
      const url = policy.parseUrl(repository.url, "git").href;
      return withDeadline(limits.timeoutMs, repository.signal, (signal) =>
        cloneRemote(startJob(repository, limits, signal, onProgress), url, ref, directory, limits),
      );
    },
    describeCommit,
    isAncestor,
    listCommits,
    listWork,
    listFolderRefs: readFolderRefs,
    async exportFolderRevision({ folder, ref, directory, limits, signal, onProgress }) {
      return withDeadline(limits.timeoutMs, signal, (inner) =>
        exportFolder(startJob({}, limits, inner, onProgress), folder, ref, directory, limits),
      );
    },
    async fetchNpmPackage(request) {
      const access = await registryFetch();
      try {
        return await fetchPackage(access.fetch, access.url, request);
      } finally {
        await access.close();
      }
    },
  };
}
