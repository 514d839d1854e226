using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrmPlatform.Engagement.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ColumnsAndNumbers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_Contracts_Number",
                table: "Contracts",
                column: "Number");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Contracts_Number",
                table: "Contracts");
        }
    }
}
