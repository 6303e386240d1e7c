/** Mantine, told how this page looks; colours by meaning live in theme.css. */
import { createTheme, type MantineColorsTuple } from "@mantine/core";
import "@fontsource-variable/inter/wght.css";
import "@mantine/core/styles/baseline.css";
import "@mantine/core/styles/default-css-variables.css";
import "@mantine/core/styles/global.css";
import "@mantine/core/styles/ScrollArea.css";
import "@mantine/core/styles/UnstyledButton.css";
import "@mantine/core/styles/VisuallyHidden.css";
import "@mantine/core/styles/Paper.css";
import "@mantine/core/styles/Popover.css";
import "@mantine/core/styles/CloseButton.css";
import "@mantine/core/styles/Group.css";
import "@mantine/core/styles/Loader.css";
import "@mantine/core/styles/Overlay.css";
import "@mantine/core/styles/ModalBase.css";
import "@mantine/core/styles/Input.css";
import "@mantine/core/styles/Flex.css";
import "@mantine/core/styles/Stack.css";
import "@mantine/core/styles/ActionIcon.css";
import "@mantine/core/styles/Button.css";
import "@mantine/core/styles/Combobox.css";
import "@mantine/core/styles/Kbd.css";
import "@mantine/core/styles/Menu.css";
import "@mantine/core/styles/Modal.css";
import "@mantine/core/styles/PasswordInput.css";
import "@mantine/core/styles/SegmentedControl.css";
import "@mantine/core/styles/Switch.css";
import "@mantine/core/styles/Tabs.css";
import "@mantine/core/styles/Tooltip.css";
import "./theme.css";
import "./theme.mantine.css";

const accent: MantineColorsTuple = [
  "#eef2ff",
  "#dde4ff",
  "#bac8ff",
  "#91a7ff",
  "#748ffc",
  "#4c6ef5",
  "#3b5bdb",
  "#324fc4",
  "#2b44ab",
  "#243a92",
];

export const theme = createTheme({
  fontFamily: '"Inter Variable", system-ui, sans-serif',
  fontFamilyMonospace: "var(--mono)",
  primaryColor: "accent",
  primaryShade: { light: 6, dark: 6 },
  colors: { accent },
  defaultRadius: 8,
  fontSizes: { xs: "12px", sm: "13px", md: "14px", lg: "16px", xl: "20px" },
  headings: {
    fontWeight: "600",
    sizes: {
      h1: { fontSize: "20px", lineHeight: "28px" },
      h2: { fontSize: "16px", lineHeight: "24px" },
      h3: { fontSize: "14px", lineHeight: "20px" },
    },
  },
  cursorType: "pointer",
  focusRing: "auto",
  respectReducedMotion: true,
  // By name, so that a component is only loaded where it is used.
  components: {
    Button: { defaultProps: { size: "xs", h: 32 }, styles: { label: { fontSize: 13, fontWeight: 600 } } },
    ActionIcon: { defaultProps: { variant: "subtle", color: "gray", size: 28 } },
    TextInput: { defaultProps: { size: "sm" } },
    Textarea: { defaultProps: { size: "sm" } },
    Modal: {
      defaultProps: {
        centered: false,
        yOffset: "12vh",
        transitionProps: { duration: 140 },
        overlayProps: { backgroundOpacity: 0.35 },
        closeButtonProps: { "aria-label": "Close" },
      },
      styles: { title: { fontWeight: 600, fontSize: 16 } },
    },
    Menu: { defaultProps: { shadow: "md", position: "bottom-end", transitionProps: { duration: 120 } } },
    Popover: { defaultProps: { shadow: "md", transitionProps: { duration: 120 } } },
    Tabs: { styles: { tab: { fontSize: 13, paddingInline: 12 } } },
    Tooltip: { defaultProps: { openDelay: 350, transitionProps: { duration: 120 }, fz: 12 } },
  },
});
