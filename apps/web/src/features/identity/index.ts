export { AccountPage } from "./account-page.tsx";
export { DemoSignIn } from "./demo-sign-in.tsx";
export { Entrance } from "./entrance.tsx";
export { go } from "./go.ts";
export { NewPersonFields } from "./new-person-fields.tsx";
export { SetUpPage } from "./set-up-page.tsx";
export { SignInPage } from "./sign-in-page.tsx";
export { SignInScreen } from "./sign-in-screen.tsx";
