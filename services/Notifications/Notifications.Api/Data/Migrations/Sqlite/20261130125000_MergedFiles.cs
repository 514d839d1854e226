using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrmPlatform.Notifications.Data.Migrations.Sqlite
{
    /// <summary>C16: which files are one customer, so that mail is found that was written to any of them.</summary>
    public partial class MergedFiles : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "MergedFiles",
                columns: table => new
                {
                    Key = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    MergeId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    SurvivorId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    MergedId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Undone = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MergedFiles", x => x.Key);
                });

            migrationBuilder.CreateIndex(
                name: "IX_MergedFiles_MergedId",
                table: "MergedFiles",
                column: "MergedId");

            migrationBuilder.CreateIndex(
                name: "IX_MergedFiles_MergeId",
                table: "MergedFiles",
                column: "MergeId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_MergedFiles_SurvivorId",
                table: "MergedFiles",
                column: "SurvivorId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "MergedFiles");
        }
    }
}
