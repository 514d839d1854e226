using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrmPlatform.Insights.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class TableShapes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Complaints_Gen_State",
                table: "Complaints");

            migrationBuilder.CreateIndex(
                name: "IX_Responses_Gen_At",
                table: "Responses",
                columns: new[] { "Gen", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Remedies_Gen_At",
                table: "Remedies",
                columns: new[] { "Gen", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Grumbles_Gen_At",
                table: "Grumbles",
                columns: new[] { "Gen", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_Gen_State",
                table: "Complaints",
                columns: new[] { "Gen", "State" },
                filter: "\"State\" <> 'closed'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Responses_Gen_At",
                table: "Responses");

            migrationBuilder.DropIndex(
                name: "IX_Remedies_Gen_At",
                table: "Remedies");

            migrationBuilder.DropIndex(
                name: "IX_Grumbles_Gen_At",
                table: "Grumbles");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_Gen_State",
                table: "Complaints");

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_Gen_State",
                table: "Complaints",
                columns: new[] { "Gen", "State" });
        }
    }
}
