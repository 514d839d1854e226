using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrmPlatform.Service.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class CausesOfDuplicates : Migration
    {
        // S8, S9: what was merged before a merge handed the cause on.
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                UPDATE "Complaints" SET "Version" = "Version" + 1, "CauseId" = (
                    SELECT "d"."CauseId" FROM "Complaints" AS "d" WHERE "d"."RootId" = "Complaints"."Id" AND "d"."CauseId" IS NOT NULL ORDER BY "d"."Key" LIMIT 1)
                WHERE "CauseId" IS NULL AND "MergedAt" IS NULL
                    AND "Id" IN (SELECT "d"."RootId" FROM "Complaints" AS "d" WHERE "d"."MergedAt" IS NOT NULL AND "d"."CauseId" IS NOT NULL);
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
        }
    }
}
