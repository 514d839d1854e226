using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrmPlatform.Insights.Data.Migrations.SqlServer
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
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Equity",
                columns: table => new
                {
                    RunKey = table.Column<long>(type: "bigint", nullable: false),
                    Segment = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    Class = table.Column<string>(type: "varchar(1)", unicode: false, maxLength: 1, nullable: false),
                    Team = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false, collation: "Latin1_General_100_BIN2"),
                    OwnerId = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Customers = table.Column<long>(type: "bigint", nullable: false),
                    Transaction = table.Column<long>(type: "bigint", nullable: false),
                    Referral = table.Column<long>(type: "bigint", nullable: false),
                    Growth = table.Column<long>(type: "bigint", nullable: false),
                    Knowledge = table.Column<long>(type: "bigint", nullable: false),
                    Total = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Equity", x => new { x.RunKey, x.Segment, x.Class, x.Team, x.OwnerId });
                });

            migrationBuilder.CreateTable(
                name: "Segments",
                columns: table => new
                {
                    Gen = table.Column<int>(type: "int", nullable: false),
                    Segment = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    Team = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Person = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false, collation: "Latin1_General_100_BIN2"),
                    Customers = table.Column<long>(type: "bigint", nullable: false),
                    Orders = table.Column<long>(type: "bigint", nullable: false),
                    Net = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Segments", x => new { x.Gen, x.Segment, x.Team, x.Person });
                });

            // What is there already is summed up too.
            migrationBuilder.Sql("""
                INSERT INTO [Segments] ([Gen], [Segment], [Team], [Person], [Customers], [Orders], [Net])
                SELECT [Gen], [Segment], [Team] COLLATE Latin1_General_100_BIN2, COALESCE([OwnerId], '') COLLATE Latin1_General_100_BIN2, COUNT_BIG(*), SUM([Orders]), SUM([Net])
                FROM [Ledgers] WHERE [Segment] IS NOT NULL GROUP BY [Gen], [Segment], [Team] COLLATE Latin1_General_100_BIN2, COALESCE([OwnerId], '') COLLATE Latin1_General_100_BIN2;

                INSERT INTO [Equity] ([RunKey], [Segment], [Class], [Team], [OwnerId], [Customers], [Transaction], [Referral], [Growth], [Knowledge], [Total])
                SELECT [RunKey], [Segment], [Class], [Team] COLLATE Latin1_General_100_BIN2, [OwnerId] COLLATE Latin1_General_100_BIN2, COUNT_BIG(*), SUM([Transaction]), SUM([Referral]), SUM([Growth]), SUM([Knowledge]), SUM([Total])
                FROM [Values] GROUP BY [RunKey], [Segment], [Class], [Team] COLLATE Latin1_General_100_BIN2, [OwnerId] COLLATE Latin1_General_100_BIN2;
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
