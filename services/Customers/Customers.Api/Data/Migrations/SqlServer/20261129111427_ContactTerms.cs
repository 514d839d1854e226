using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrmPlatform.Customers.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class ContactTerms : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ContactTerms",
                columns: table => new
                {
                    Key = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    ContactId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    CustomerId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Term = table.Column<string>(type: "nvarchar(401)", maxLength: 401, nullable: false, collation: "Latin1_General_100_BIN2")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ContactTerms", x => x.Key);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ContactTerms_ContactId",
                table: "ContactTerms",
                column: "ContactId");

            migrationBuilder.CreateIndex(
                name: "IX_ContactTerms_CustomerId_Term",
                table: "ContactTerms",
                columns: new[] { "CustomerId", "Term" });

            migrationBuilder.CreateIndex(
                name: "IX_ContactTerms_Term_CustomerId",
                table: "ContactTerms",
                columns: new[] { "Term", "CustomerId" });

            // Contacts that are there already are found too. A number stands forwards and, after a hyphen, backwards.
            migrationBuilder.Sql("""
                INSERT INTO [ContactTerms] ([ContactId], [CustomerId], [Term])
                SELECT DISTINCT c.[Id], c.[CustomerId], t.[Term] FROM [Contacts] AS c
                CROSS APPLY OPENJSON(c.[Points]) WITH ([channel] nvarchar(20) '$.channel', [value] nvarchar(400) '$.value') AS p
                CROSS APPLY (VALUES (CASE p.[channel] WHEN 'email' THEN N'@' + p.[value] ELSE p.[value] END), (CASE p.[channel] WHEN 'phone' THEN N'-' + REVERSE(SUBSTRING(p.[value], 2, 400)) END)) AS t ([Term])
                WHERE p.[channel] IN ('phone', 'email') AND t.[Term] IS NOT NULL;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ContactTerms");
        }
    }
}
