"use client";
import type { ReactNode } from "react";
import { Button } from "./button.tsx";

/** Below a list that goes on: reads its next rows. */
export function MoreRows({ busy, onMore, children }: { busy: boolean; onMore: () => void; children: ReactNode }) {
  return (
    <div className="px-6 py-3 phone:px-4">
      <Button busy={busy} onClick={onMore}>
        {children}
      </Button>
    </div>
  );
}
