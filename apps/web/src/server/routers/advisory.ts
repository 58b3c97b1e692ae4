import { AdvisoryImportSelector, InventorySelector, ListComponents, TakeInventory } from "@redoubt/domain/advisory";
import {
  cancelAdvisoryImport,
  getAdvisoryStatus,
  getInventory,
  listComponents,
  takeInventory,
} from "@redoubt/domain/advisory/server";
import { OrganizationScope } from "@redoubt/domain/shared";
import { organizationProcedure, projectProcedure, router } from "../procedures.ts";

export const advisoryRouter = router({
  inventory: projectProcedure("advisory:read")
    .input(InventorySelector)
    .query(({ ctx, input }) => getInventory(ctx.deps, input)),
  components: projectProcedure("advisory:read")
    .input(ListComponents)
    .query(({ ctx, input }) => listComponents(ctx.deps, input)),
  takeInventory: projectProcedure("source:write")
    .input(TakeInventory)
    .mutation(({ ctx, input }) => takeInventory(ctx.deps, input)),
  status: organizationProcedure("advisory:read")
    .input(OrganizationScope)
    .query(({ ctx }) => getAdvisoryStatus(ctx.deps)),
  cancelImport: organizationProcedure("advisory:write")
    .input(AdvisoryImportSelector)
    .mutation(({ ctx, input }) => cancelAdvisoryImport(ctx.deps, input)),
});
