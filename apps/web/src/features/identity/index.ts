export { type SignInInput, SignInForm, type SignInFormProps } from "./sign-in-form.tsx";
export { SignInScreen, type SignInScreenProps } from "./sign-in-screen.tsx";
