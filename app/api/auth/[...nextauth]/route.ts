import NextAuth from 'next-auth';
import type { NextRequest } from 'next/server';
import { authOptions } from '#lib/auth/auth-options.ts';

type RouteContext = { params: Promise<{ nextauth: string[] }> };

async function handle(request: NextRequest, context: RouteContext): Promise<Response> {
  const answer: unknown = await NextAuth(request, context, authOptions());
  if (answer instanceof Response) return answer;
  throw new Error('next-auth gave no answer');
}

export { handle as GET, handle as POST };
