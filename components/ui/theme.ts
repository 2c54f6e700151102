import { webDarkTheme, webLightTheme, type Theme } from '@fluentui/react-components';

const RGBA = /rgba\([^)]*\)/g;

/**
 * Both Fluent UI themes in one: each colour is `light-dark(…)`, so the server need not know what the
 * reader's system prefers, nothing flashes, and a switch of theme renders nothing anew. The two
 * themes differ in their colours and in the colours of their shadows only.
 */
export const adaptiveTheme: Theme = {
  ...webLightTheme,
  ...Object.fromEntries(
    Object.entries(webLightTheme).map(([token, light]) => [
      token,
      adapt(light, new Map<string, unknown>(Object.entries(webDarkTheme)).get(token)),
    ]),
  ),
};

function adapt(light: unknown, dark: unknown): unknown {
  if (typeof light !== 'string' || typeof dark !== 'string' || light === dark) return light;
  const darkColors = dark.match(RGBA) ?? [];
  const isShadow = darkColors.length > 1;
  if (!isShadow) return lightDark(light, dark);
  let index = 0;
  return light.replace(RGBA, (color) => {
    const darkColor = darkColors[index] ?? color;
    index += 1;
    return lightDark(color, darkColor);
  });
}

function lightDark(light: string, dark: string): string {
  return `light-dark(${light.replace(RGBA, hexColor)}, ${dark.replace(RGBA, hexColor)})`;
}

/** `rgba(…)` as `#rrggbbaa`: FluentProvider leaves out a token with parentheses inside parentheses. */
function hexColor(rgba: string): string {
  const [red = 0, green = 0, blue = 0, alpha = 1] = (rgba.match(/[\d.]+/g) ?? []).map(Number);
  const bytes = [red, green, blue, Math.round(alpha * 255)];
  return `#${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
