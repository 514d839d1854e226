using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrmPlatform.Notifications.Data.Migrations.SqlServer
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
                    Key = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    MergeId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    SurvivorId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    MergedId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Undone = table.Column<bool>(type: "bit", nullable: false)
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
