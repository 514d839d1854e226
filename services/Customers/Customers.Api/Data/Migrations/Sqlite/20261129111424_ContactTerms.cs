using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrmPlatform.Customers.Data.Migrations.Sqlite
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
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ContactId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    CustomerId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Term = table.Column<string>(type: "TEXT", maxLength: 401, nullable: false)
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
                INSERT INTO "ContactTerms" ("ContactId", "CustomerId", "Term")
                SELECT DISTINCT c."Id", c."CustomerId", CASE p.value ->> 'channel' WHEN 'email' THEN '@' ELSE '' END || (p.value ->> 'value')
                FROM "Contacts" AS c, json_each(c."Points") AS p WHERE p.value ->> 'channel' IN ('phone', 'email');

                WITH RECURSIVE backwards(contact, customer, rest, digits) AS (
                    SELECT "ContactId", "CustomerId", substr("Term", 2), '' FROM "ContactTerms" WHERE "Term" LIKE '+%'
                    UNION ALL SELECT contact, customer, substr(rest, 2), substr(rest, 1, 1) || digits FROM backwards WHERE rest <> '')
                INSERT INTO "ContactTerms" ("ContactId", "CustomerId", "Term") SELECT contact, customer, '-' || digits FROM backwards WHERE rest = '';
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
