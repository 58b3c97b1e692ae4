export { cn } from "./cn.ts";
export {
  Button,
  buttonClass,
  type ButtonProps,
  type ButtonSize,
  type ButtonVariant,
  IconButton,
  type IconButtonProps,
  LinkButton,
  type LinkButtonProps,
} from "./button.tsx";
export { Spinner } from "./spinner.tsx";
export { TextLink, type TextLinkProps, WhyButton, WhyLink } from "./text-link.tsx";
export { EditForm, type EditFormProps } from "./edit-form.tsx";
export { Field, type FieldProps, FieldSet, type FieldSetProps } from "./field.tsx";
export { Input, type InputProps, SearchInput, type SearchInputProps, Textarea, type TextareaProps } from "./input.tsx";
export { Select, type SelectGroup, type SelectOption, type SelectProps } from "./select.tsx";
export { Checkbox, type CheckboxProps } from "./checkbox.tsx";
export { SelectBox, type SelectBoxProps } from "./select-box.tsx";
export { RadioGroup, type RadioGroupProps, type RadioOption } from "./radio-group.tsx";
export { Switch, type SwitchProps } from "./switch.tsx";
export { Tag, type TagTone } from "./tag.tsx";
export {
  Mark,
  MARK_WORDS,
  type MarkKind,
  MarkLegend,
  type MarkLegendProps,
  type MarkProps,
  MarkWord,
} from "./mark.tsx";
export {
  type Step,
  StepList,
  type StepListProps,
  WORK_STATE_WORDS,
  WorkState,
  type WorkStateKind,
  type WorkStateProps,
} from "./work-state.tsx";
export { Level, type LevelProps, type LevelStep } from "./level.tsx";
export { Avatar, type AvatarProps, Divider, initials, Kbd, Person } from "./small.tsx";
export { type BarTone, PartsProgress, Progress, type ProgressPart, type ProgressProps } from "./progress.tsx";
export { Segmented, type SegmentedProps, type Tab, Tabs, type TabsProps } from "./tabs.tsx";
export { Count, TabNav, TabNavLink, type TabNavLinkProps } from "./tab-nav.tsx";
export {
  SortArrow,
  SortButton,
  type SortButtonProps,
  type SortDirection,
  Table,
  type TableProps,
  Td,
  Th,
  type ThProps,
  Tr,
  type TrProps,
} from "./table.tsx";
export { EmptyState, type EmptyStateProps } from "./empty-state.tsx";
export { Loading, Skeleton, SkeletonRows, type SkeletonRowsProps } from "./skeleton.tsx";
export {
  ConfirmDialog,
  type ConfirmDialogProps,
  Dialog,
  DialogClose,
  type DialogProps,
  Drawer,
  type DrawerProps,
} from "./dialog.tsx";
export { LinkField } from "./link-field.tsx";
export { MoreRows } from "./more-rows.tsx";
export { Popover, type PopoverProps } from "./popover.tsx";
export { Tooltip, type TooltipProps } from "./tooltip.tsx";
export {
  DropdownMenu,
  type DropdownMenuProps,
  MenuCheckbox,
  MenuItem,
  type MenuItemProps,
  MenuLabel,
  MenuRadio,
  type MenuRadioProps,
  MenuSeparator,
} from "./dropdown-menu.tsx";
export { dismissToast, notify, notifyProblem, Toaster, type ToastOptions } from "./toast.tsx";
export { type CommandGroup, type CommandItem, CommandPalette, type CommandPaletteProps } from "./command-palette.tsx";
export { Highlight, splitMatches } from "./highlight.tsx";
export { Breadcrumbs, type Crumb } from "./breadcrumbs.tsx";
export {
  BlindLine,
  type FigureItem,
  Figures,
  PageHeader,
  type PageHeaderProps,
  Panel,
  Section,
  type SectionProps,
  SideSection,
  Split,
  type SplitProps,
} from "./panel.tsx";
export { KeySheet, type KeySheetProps, type KeySheetRow } from "./key-sheet.tsx";
export { KeyValue, type KeyValueItem, type KeyValueProps } from "./key-value.tsx";
export { Callout, type CalloutProps, type CalloutTone } from "./callout.tsx";
export {
  CodeBlock,
  type CodeBlockProps,
  type CodeLine,
  type CodeNote,
  type CodeRegion,
  type CodeToken,
} from "./code-block.tsx";
export { Timeline, type TimelineEntry } from "./timeline.tsx";
export { FileTree, type FileTreeNode, type FileTreeProps } from "./file-tree.tsx";
export { Time, type TimeProps } from "./time.tsx";
export { absoluteTime, clockText, dateText, relativeTime, spanText } from "./relative-time.ts";
export { CopyButton, type CopyButtonProps } from "./copy-button.tsx";
export { BarChart, type BarItem, Sparkline, type SparklineProps } from "./charts.tsx";
export { StackedBars, type StackedBarsProps, StepLines, type StepLinesProps } from "./trend-chart.tsx";
export { Disclosure, type DisclosureProps } from "./disclosure.tsx";
export {
  Shell,
  type ShellProps,
  Sidebar,
  SidebarCaption,
  type SidebarItemProps,
  SidebarLink,
  type SidebarLinkProps,
  SidebarNav,
  SidebarOff,
  type SidebarProps,
  SidebarRail,
  TopBar,
} from "./shell.tsx";
