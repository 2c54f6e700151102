'use client';

import { useFocusFinders } from '@fluentui/react-components';

/**
 * Keeps Fluent UI's keyboard navigation (tabster) alive from page to page. It is thrown away when no
 * component uses it for a moment, as between two layouts; a dialog or a drawer that was open then
 * would leave the next page hidden from screen readers.
 */
export function KeepKeyboardNavigation() {
  useFocusFinders();
  return null;
}
