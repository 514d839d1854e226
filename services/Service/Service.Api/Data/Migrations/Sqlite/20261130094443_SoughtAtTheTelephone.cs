using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrmPlatform.Service.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SoughtAtTheTelephone : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_Customers_Phone",
                table: "Customers",
                column: "Phone");

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_ReporterEmail",
                table: "Complaints",
                column: "ReporterEmail",
                filter: "ReporterEmail IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_ReporterPhone",
                table: "Complaints",
                column: "ReporterPhone",
                filter: "ReporterPhone IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Complaints_Summary",
                table: "Complaints",
                column: "Summary");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Customers_Phone",
                table: "Customers");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_ReporterEmail",
                table: "Complaints");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_ReporterPhone",
                table: "Complaints");

            migrationBuilder.DropIndex(
                name: "IX_Complaints_Summary",
                table: "Complaints");
        }
    }
}
