export { AccountPage, type AccountPageProps } from "./account-page.tsx";
export { DemoSignIn } from "./demo-sign-in.tsx";
export { Entrance } from "./entrance.tsx";
export { go } from "./go.ts";
export { NewPersonFields, type NewPersonFieldsProps } from "./new-person-fields.tsx";
export { SetUpPage } from "./set-up-page.tsx";
export { type SignInInput, SignInForm, type SignInFormProps } from "./sign-in-form.tsx";
export { SignInPage, type SignInPageProps } from "./sign-in-page.tsx";
export { SignInScreen, type SignInScreenProps } from "./sign-in-screen.tsx";
