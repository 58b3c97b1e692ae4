"use client";
import { createContext } from "react";
import type { Drawing } from "./use-drawing.ts";

/** The drawing that forms change when they stand beside one: their steps can be taken back like all others. */
export const DrawingContext = createContext<Drawing | null>(null);
