import path from "node:path";
import type { JobName } from "@redoubt/domain/jobs";
import type { Database, Deps, ProjectDeps } from "@redoubt/domain/shared/server";
import type { Outbound } from "@redoubt/outbound";
import type { Sandbox } from "@redoubt/sandbox";
import type { CompilerStore } from "@redoubt/scanners";
import type { Storage } from "@redoubt/storage";
import type { Logger } from "pino";
import { compilerStore } from "../pipeline/compiler-store.ts";
import { ReportReader } from "../pipeline/report-reader.ts";

/** Runs work when a place is free; waiting ends when the signal is aborted. */
export type Slots = <T>(signal: AbortSignal, run: () => Promise<T>) => Promise<T>;

/** What handlers may use besides use cases; made once in main.ts. */
export interface Tools {
  readonly storage: Storage;
  readonly sandbox: Sandbox;
  readonly outbound: Outbound;
  /** Folder for job folders and compilers, below DATA_DIR. */
  readonly workDirectory: string;
  readonly allowedFolders: readonly string[];
  readonly compilerStore: CompilerStore;
  readonly reports: ReportReader;
  /** Where people reach the product: links in messages begin with it. */
  readonly origin: string;
  /** Runs CPU-heavy work one slot at a time, so that two cores are not asked for twelve scanners at once. */
  readonly heavy: Slots;
  /** The same for reports: somebody waits for each, and it is read in less time than a scan or a PoC takes. */
  readonly reading: Slots;
}

/** Adds what handlers share and the composition root need not know: where compilers are kept, who reads reports. */
export function createTools(
  base: Omit<Tools, "compilerStore" | "reports"> & { readonly dataDirectory: string; readonly readyReaders: number },
): Tools {
  const { dataDirectory, readyReaders, ...tools } = base;
  return {
    ...tools,
    compilerStore: compilerStore(dataDirectory, base.outbound),
    reports: new ReportReader({ parent: path.join(base.workDirectory, "reading"), ready: readyReaders }),
  };
}

/** One delivery, bound to the organization and project of its subject, with the actor's rights checked again. */
export interface HandlerContext {
  readonly deps: ProjectDeps;
  readonly subjectId: string;
  readonly fence: number;
  readonly tools: Tools;
  readonly log: Logger;
  /** Aborted on shutdown, or (with a `ClaimLost`) when the queue took the job back: give the attempt back and return. */
  readonly signal: AbortSignal;
}

/** Why a signal was aborted: the queue has taken the job back (no heartbeat, time over) and delivers it again itself. */
export class ClaimLost extends Error {}

/** True when the queue delivers the job again by itself, so that who gives an attempt back must not enqueue it. */
export function isRedelivered(signal: AbortSignal): boolean {
  return signal.reason instanceof ClaimLost;
}

/** A job of an organization: where its subject lives, the work, and the end of a subject that is not worked on any more. */
export interface OrganizationHandler {
  locate(deps: Deps, subjectId: string): Promise<string | null>;
  run(context: HandlerContext): Promise<void>;
  /** Ends the subject with words for people: the actor may no longer, or the queue has given up. */
  giveUp?(deps: ProjectDeps, subjectId: string, reason: string): Promise<void>;
}

/**
 * A job of an organization whose subject lies in no project. It acts for the person who asked when its contract has a
 * permission, else for the organization.
 */
export interface WholeOrganizationHandler {
  runWhole(context: {
    readonly deps: Deps;
    readonly subjectId: string;
    readonly tools: Tools;
    readonly log: Logger;
    readonly signal: AbortSignal;
  }): Promise<void>;
  /** Ends the subject with words for people: the actor may no longer, or the queue has given up. */
  giveUpWhole?(deps: Deps, subjectId: string, reason: string): Promise<void>;
}

/** A job without organization: it loops over organizations itself. */
export interface SystemHandler {
  run(context: {
    readonly database: Database;
    readonly tools: Tools;
    readonly log: Logger;
    readonly signal: AbortSignal;
  }): Promise<void>;
}

export type Handler = OrganizationHandler | WholeOrganizationHandler | SystemHandler;
/** One handler for each job contract; a missing one does not compile. */
export type HandlerMap = Readonly<Record<JobName, Handler>>;
