using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrmPlatform.Customers.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class FollowUpCadences : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Customers_PoolWatch_QuietSince",
                table: "Customers");

            migrationBuilder.AddColumn<byte>(
                name: "SalesPhase",
                table: "Customers",
                type: "INTEGER",
                unicode: false,
                maxLength: 40,
                nullable: false,
                defaultValue: (byte)0);

            migrationBuilder.AddColumn<long>(
                name: "SalesPhaseAt",
                table: "Customers",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Cadences",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Class = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Stage = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Phase = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Days = table.Column<int>(type: "INTEGER", nullable: false),
                    SourceVersion = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Cadences", x => x.Key);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Customers_PoolWatch_Stage_SalesPhase_QuietSince",
                table: "Customers",
                columns: new[] { "PoolWatch", "Stage", "SalesPhase", "QuietSince" });

            migrationBuilder.CreateIndex(
                name: "IX_Cadences_Class_Stage_Phase",
                table: "Cadences",
                columns: new[] { "Class", "Stage", "Phase" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Cadences");

            migrationBuilder.DropIndex(
                name: "IX_Customers_PoolWatch_Stage_SalesPhase_QuietSince",
                table: "Customers");

            migrationBuilder.DropColumn(
                name: "SalesPhase",
                table: "Customers");

            migrationBuilder.DropColumn(
                name: "SalesPhaseAt",
                table: "Customers");

            migrationBuilder.CreateIndex(
                name: "IX_Customers_PoolWatch_QuietSince",
                table: "Customers",
                columns: new[] { "PoolWatch", "QuietSince" });
        }
    }
}
