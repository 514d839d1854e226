using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrmPlatform.Insights.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class KeptSums : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "OpenedBy",
                table: "Complaints",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Equity",
                columns: table => new
                {
                    RunKey = table.Column<long>(type: "INTEGER", nullable: false),
                    Segment = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Class = table.Column<string>(type: "TEXT", unicode: false, maxLength: 1, nullable: false),
                    Team = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    OwnerId = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Customers = table.Column<long>(type: "INTEGER", nullable: false),
                    Transaction = table.Column<long>(type: "INTEGER", nullable: false),
                    Referral = table.Column<long>(type: "INTEGER", nullable: false),
                    Growth = table.Column<long>(type: "INTEGER", nullable: false),
                    Knowledge = table.Column<long>(type: "INTEGER", nullable: false),
                    Total = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Equity", x => new { x.RunKey, x.Segment, x.Class, x.Team, x.OwnerId });
                });

            migrationBuilder.CreateTable(
                name: "Segments",
                columns: table => new
                {
                    Gen = table.Column<int>(type: "INTEGER", nullable: false),
                    Segment = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Team = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Person = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Customers = table.Column<long>(type: "INTEGER", nullable: false),
                    Orders = table.Column<long>(type: "INTEGER", nullable: false),
                    Net = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Segments", x => new { x.Gen, x.Segment, x.Team, x.Person });
                });

            // What is there already is summed up too.
            migrationBuilder.Sql("""
                INSERT INTO "Segments" ("Gen", "Segment", "Team", "Person", "Customers", "Orders", "Net")
                SELECT "Gen", "Segment", "Team", COALESCE("OwnerId", ''), COUNT(*), SUM("Orders"), SUM("Net")
                FROM "Ledgers" WHERE "Segment" IS NOT NULL GROUP BY "Gen", "Segment", "Team", COALESCE("OwnerId", '');

                INSERT INTO "Equity" ("RunKey", "Segment", "Class", "Team", "OwnerId", "Customers", "Transaction", "Referral", "Growth", "Knowledge", "Total")
                SELECT "RunKey", "Segment", "Class", "Team", "OwnerId", COUNT(*), SUM("Transaction"), SUM("Referral"), SUM("Growth"), SUM("Knowledge"), SUM("Total")
                FROM "Values" GROUP BY "RunKey", "Segment", "Class", "Team", "OwnerId";
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Equity");

            migrationBuilder.DropTable(
                name: "Segments");

            migrationBuilder.DropColumn(
                name: "OpenedBy",
                table: "Complaints");
        }
    }
}
