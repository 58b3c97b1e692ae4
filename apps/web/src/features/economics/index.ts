export { DefenceScreen } from "./control/defence-screen.tsx";
export { EconomicsTabs } from "./economics-tabs.tsx";
export { MoneyScreen } from "./overview/money-screen.tsx";
export { ParameterScreen } from "./parameter/parameter-screen.tsx";
