using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrmPlatform.Customers.Data.Migrations.SqlServer
{
    /// <summary>C6, C16: what became of a customer's deals says in which phase of the sale it is, with whichever file they go.</summary>
    public partial class WonDeals : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "Won",
                table: "OpportunityMarks",
                type: "bit",
                nullable: true);

            // Where the phase was told and nothing is open, it says what became of the deals: of those of one customer it is the same which of them was won.
            // Not where a merge is in force: the phase did not follow it, and the deals of the merged file stand there too. Of these it is not known.
            migrationBuilder.Sql("""
                UPDATE "OpportunityMarks" SET "Won" = (SELECT CASE c."SalesPhase" WHEN 2 THEN 1 ELSE 0 END FROM "Customers" AS c WHERE c."Id" = "OpportunityMarks"."CustomerId")
                WHERE "Open" = 0 AND EXISTS (SELECT 1 FROM "Customers" AS c WHERE c."Id" = "OpportunityMarks"."CustomerId" AND c."SalesPhaseAt" IS NOT NULL AND c."SalesPhase" <> 1)
                AND NOT EXISTS (SELECT 1 FROM "CustomerMerges" AS m WHERE m."SurvivorId" = "OpportunityMarks"."CustomerId" AND m."UndoneAt" IS NULL);
                """);
            migrationBuilder.Sql("""
                UPDATE "Customers" SET "SalesPhase" = 1 WHERE "SalesPhaseAt" IS NOT NULL AND "SalesPhase" <> 1
                AND "Id" IN (SELECT m."SurvivorId" FROM "CustomerMerges" AS m WHERE m."UndoneAt" IS NULL)
                AND EXISTS (SELECT 1 FROM "OpportunityMarks" AS o WHERE o."CustomerId" = "Customers"."Id" AND o."Open" = 1);
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Won",
                table: "OpportunityMarks");
        }
    }
}
