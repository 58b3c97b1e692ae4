export { DesignPage } from "./design-page.tsx";
export { FramePreview } from "./frame-preview.tsx";
export { SignInPreview } from "./sign-in-preview.tsx";
