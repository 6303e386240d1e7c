/** Who is signed in, the theme, and the way out. */
import { ActionIcon, Menu, useMantineColorScheme } from "@mantine/core";
import {
  IconDeviceDesktop,
  IconKeyboard,
  IconLogout,
  IconMoon,
  IconSettings,
  IconSun,
  IconUserCircle,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { meQuery } from "../api/queries";
import { signOut } from "../api/session";

export function PersonMenu() {
  const { data: me } = useQuery(meQuery);
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const current = (scheme: string) => (colorScheme === scheme ? { "aria-current": true as const, fw: 600 } : {});
  return (
    <Menu width={220}>
      <Menu.Target>
        <ActionIcon aria-label="You and the theme">
          <IconUserCircle size={20} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {me && <Menu.Label c="var(--text-2)">{me.name ? `${me.name} · ${me.email}` : me.email}</Menu.Label>}
        <Menu.Item leftSection={<IconSun size={16} />} onClick={() => setColorScheme("light")} {...current("light")}>
          Light
        </Menu.Item>
        <Menu.Item leftSection={<IconMoon size={16} />} onClick={() => setColorScheme("dark")} {...current("dark")}>
          Dark
        </Menu.Item>
        <Menu.Item
          leftSection={<IconDeviceDesktop size={16} />}
          onClick={() => setColorScheme("auto")}
          {...current("auto")}
        >
          As the system
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconSettings size={16} />} component={Link} to="/settings">
          Settings
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={16} />} component={Link} to="/settings" hash="shortcuts">
          Shortcuts
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={signOut}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
