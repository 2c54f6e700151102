import Image from 'next/image';

type KindIconProps = { readonly icon: string; readonly size: number };

/** The drawing of a connector kind, always beside its name. */
export function KindIcon({ icon, size }: KindIconProps) {
  return <Image src={icon} alt="" width={size} height={size} unoptimized />;
}
