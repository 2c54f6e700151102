-- AlterTable
ALTER TABLE "consents" ADD COLUMN     "scoped_mailbox" TEXT,
ALTER COLUMN "granted_by" DROP NOT NULL;

-- AlterTable
ALTER TABLE "consent_requests" ADD COLUMN     "link_id" UUID,
ADD COLUMN     "requested_by_name" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "consent_links" (
    "id" UUID NOT NULL,
    "draft_id" UUID,
    "tenant_id" TEXT NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_by_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "used_at" TIMESTAMPTZ(3),
    "used_by_name" TEXT,

    CONSTRAINT "consent_links_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "consent_links_created_by_draft_id_idx" ON "consent_links"("created_by", "draft_id");

-- CreateIndex
CREATE INDEX "consent_requests_tenant_id_used_at_idx" ON "consent_requests"("tenant_id", "used_at");

-- AddForeignKey
ALTER TABLE "consent_requests" ADD CONSTRAINT "consent_requests_link_id_fkey" FOREIGN KEY ("link_id") REFERENCES "consent_links"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consent_links" ADD CONSTRAINT "consent_links_draft_id_fkey" FOREIGN KEY ("draft_id") REFERENCES "connector_drafts"("id") ON DELETE CASCADE ON UPDATE CASCADE;
