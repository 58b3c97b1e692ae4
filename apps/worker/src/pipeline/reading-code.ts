// Imports what reading processes import, and does nothing: run once to compile it (`warmReadingProcesses`).
import "@redoubt/scanners/reports";
import "./report-messages.ts";
