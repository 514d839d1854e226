using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CrmPlatform.Engagement.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class ForecastIndex : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Opportunities_State_ClosedAt",
                table: "Opportunities");

            migrationBuilder.AddColumn<int>(
                name: "ExpectedMonth",
                table: "Opportunities",
                type: "int",
                nullable: true,
                computedColumnSql: "YEAR([ExpectedClose]) * 12 + MONTH([ExpectedClose]) - 1");

            migrationBuilder.CreateIndex(
                name: "IX_Opportunities_Forecast",
                table: "Opportunities",
                columns: new[] { "State", "ClosedAt", "ExpectedMonth", "Currency", "Team", "OwnerId", "ProbabilityPercent", "AmountMinor", "ExpectedClose", "Pipeline", "CustomerId" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Opportunities_Forecast",
                table: "Opportunities");

            migrationBuilder.DropColumn(
                name: "ExpectedMonth",
                table: "Opportunities");

            migrationBuilder.CreateIndex(
                name: "IX_Opportunities_State_ClosedAt",
                table: "Opportunities",
                columns: new[] { "State", "ClosedAt" });
        }
    }
}
